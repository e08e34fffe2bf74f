"""Schemas by name: those that a user has added, and those that a file names itself (``xml-model``), through a catalogue.

Nothing is fetched: an address is looked up in the catalogue (``catalogues.py``), a path counts from the file.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname
from xml.sax.saxutils import unescape

import click
from lxml import etree

from encoder import lazy_re as re
from encoder.errors import EncoderError
from encoder.io.files import write_whole
from encoder.io.names import shown
from encoder.validation.catalogues import located
from encoder.validation.checked import SchemaError

#: what stands for the schemas that each file names
FROM_FILE = Path("xml-model")
KINDS = (".rng", ".rnc", ".xsd", ".sch")
#: namespace of the root -> the ending of such schemas
_ROOTS = {
    "http://relaxng.org/ns/structure/1.0": ".rng",
    "http://www.w3.org/2001/XMLSchema": ".xsd",
    "http://purl.oclc.org/dsdl/schematron": ".sch",
}
_PSEUDO = re.compile(r"""(?P<name>[\w-]+)\s*=\s*(?:"(?P<one>[^"]*)"|'(?P<other>[^']*)')""")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.I)
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,60}")


def store() -> Path:
    """Return the folder of the schemas that the user has added."""
    return Path(os.environ.get("TEI_ENCODER_HOME") or click.get_app_dir("tei-encoder")) / "schemas"


def add(name: str, file: Path) -> Path:
    """Keep a copy of a schema under a name; return where it is. Raises EncoderError, OSError."""
    if not _NAME.fullmatch(name) or Path(name).suffix in KINDS or name == str(FROM_FILE):
        raise EncoderError(f"{name!r} cannot be the name of a schema: letters, figures, . - _ and no ending such as .rng")
    kept_as = kind_of(file)
    if not kept_as:
        raise EncoderError(f"{shown(file)}: a schema ends in {', '.join(KINDS)}, or its root is one's")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise EncoderError(f"{shown(file)}: {error.strerror}") from None
    for kind in KINDS:
        (store() / f"{name}{kind}").unlink(missing_ok=True)
    target = store() / f"{name}{kept_as}"
    write_whole(target, data)
    return target


def by_name(path: Path) -> Path:
    """Return the file of a schema that may be given by name. Raises SchemaError for a name that nobody added."""
    if path.suffix in KINDS or path.exists():
        return path
    for kind in KINDS:
        found = store() / f"{path}{kind}"
        if found.is_file():
            return found
    known = sorted(f.stem for f in store().glob("*.*") if f.suffix in KINDS) if store().is_dir() else []
    has = f" (there are {', '.join(known)})" if known else ""
    cure = f"`tei-encoder schema add {path} FILE` adds one; a file ends in {', '.join(KINDS)}"
    raise SchemaError(f"{path}: no schema has this name{has}: {cure}")


def kind_of(path: Path) -> str:
    """Return the ending that says what kind of schema a file is: its own, else that of what its root is; empty where it is none."""
    ending = path.suffix.lower()
    if ending in KINDS:
        return ending
    try:
        with path.open("rb") as stream:
            for _, root in etree.iterparse(stream, events=("start",), resolve_entities=False, no_network=True, load_dtd=False):
                return _ROOTS.get(str(root.tag).partition("}")[0].removeprefix("{"), "")
    except (OSError, etree.XMLSyntaxError):
        return ""
    return ""


def models(tree: etree._ElementTree, path: Path, catalog: Path | None) -> tuple[list[tuple[Path, str]], list[str]]:
    """Return the schemas that a document names in ``xml-model``, each with its phase, and the addresses that lead to no local file."""
    found: list[tuple[Path, str]] = []
    missing: list[str] = []
    for node in tree.xpath("/processing-instruction('xml-model')"):  # type: ignore[union-attr]
        about = {m["name"]: unescape(m["one"] or m["other"] or "") for m in _PSEUDO.finditer(node.text or "")}  # type: ignore[union-attr]
        href = about.get("href", "")
        file = _located(href, path, catalog)
        if file is not None and file.is_file() and kind_of(file):
            found.append((file, about.get("phase", "")))
        elif href:
            missing.append(href)
    # a grammar with rules in it is often named twice, as a grammar and as Schematron
    phases = {file: phase for file, phase in found if phase}
    return list(dict.fromkeys((file, phases.get(file, "")) for file, _ in found)), missing


def _located(href: str, path: Path, catalog: Path | None) -> Path | None:
    mapped = located(href, catalog) if catalog is not None and href else None
    if mapped is not None:
        return mapped
    if href.startswith("file:"):
        return Path(url2pathname(urlsplit(href).path))
    return None if _SCHEME.match(href) else path.parent / unquote(href.partition("#")[0])
