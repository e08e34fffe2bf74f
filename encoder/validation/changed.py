"""Which files a pull request changes: asked of git."""

from __future__ import annotations

import subprocess
from pathlib import Path

from encoder.errors import EncoderError


def changed_since(ref: str, files: list[Path]) -> list[Path]:
    """Return those files that differ from what they were where ``ref`` and the current branch part, or that git does not know yet.

    Raises EncoderError where git is missing, the folder is no checkout, or it knows no such ``ref``.
    """
    top = Path(_git("rev-parse", "--show-toplevel").strip())
    changed = _git("diff", "--name-only", "-z", "--diff-filter=d", "--merge-base", ref, "--")
    new = _git("ls-files", "-z", "--others", "--exclude-standard", "--full-name", str(top))
    names = {(top / name).resolve() for name in (*changed.split("\0"), *new.split("\0")) if name}
    return [file for file in files if file.resolve() in names]


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)  # noqa: S603, S607 - no shell
    except OSError as error:
        raise EncoderError(f"--changed-since needs git: {error.strerror}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise EncoderError(f"--changed-since: git says: {said[-1] if said else 'nothing'}")
    return done.stdout.decode("utf-8", "surrogateescape")
