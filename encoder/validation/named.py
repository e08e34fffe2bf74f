"""Schemas by name: those that a user has added, and those that a file names itself (``xml-model``), through a catalogue.

Nothing is fetched: an address is looked up in the catalogue (OASIS XML Catalogs 1.1: ``uri``, ``system``, ``rewriteURI``,
``rewriteSystem``), a path counts from the file.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import click
from lxml import etree

from encoder import lazy_re as re
from encoder.errors import EncoderError
from encoder.io.files import write_whole
from encoder.io.names import shown
from encoder.validation.checked import SchemaError
from encoder.xml.safe import parser

#: what stands for the schemas that each file names
FROM_FILE = Path("xml-model")
KINDS = (".rng", ".rnc", ".xsd", ".sch")
_CATALOG = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.I)
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,60}")


def store() -> Path:
    """Return the folder of the schemas that the user has added."""
    return Path(os.environ.get("TEI_ENCODER_HOME") or click.get_app_dir("tei-encoder")) / "schemas"


def add(name: str, file: Path) -> Path:
    """Keep a copy of a schema under a name; return where it is. Raises EncoderError, OSError."""
    if not _NAME.fullmatch(name) or Path(name).suffix in KINDS or name == str(FROM_FILE):
        raise EncoderError(f"{name!r} cannot be the name of a schema: letters, figures, . - _ and no ending such as .rng")
    if file.suffix not in KINDS:
        raise EncoderError(f"{shown(file)}: a schema ends in {', '.join(KINDS)}")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise EncoderError(f"{shown(file)}: {error.strerror}") from None
    for kind in KINDS:
        (store() / f"{name}{kind}").unlink(missing_ok=True)
    target = store() / f"{name}{file.suffix}"
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


@cache
def catalogue(path: Path) -> tuple[dict[str, Path], tuple[tuple[str, str], ...]]:
    """Return what a catalogue maps: whole addresses, and beginnings of addresses, the longest first. Raises SchemaError."""
    try:
        root = etree.parse(path, parser(ids=False)).getroot()
    except (OSError, etree.XMLSyntaxError) as error:
        raise SchemaError(f"{shown(path)}: not a catalogue that can be used: {error}") from None
    whole: dict[str, Path] = {}
    starts: list[tuple[str, str]] = []
    for row in root.iter(f"{_CATALOG}uri", f"{_CATALOG}system"):
        whole[row.get("name") or row.get("systemId") or ""] = path.parent / (row.get("uri") or "")
    for row in root.iter(f"{_CATALOG}rewriteURI", f"{_CATALOG}rewriteSystem"):
        start = row.get("uriStartString") or row.get("systemIdStartString") or ""
        starts.append((start, f"{path.parent}/{row.get('rewritePrefix') or ''}"))
    return whole, tuple(sorted(starts, key=lambda s: -len(s[0])))


def models(tree: etree._ElementTree, path: Path, catalog: Path | None) -> tuple[list[Path], list[str]]:
    """Return the schemas that a document names in ``xml-model``, and the addresses that lead to no local file."""
    found: list[Path] = []
    missing: list[str] = []
    for node in tree.xpath("/processing-instruction('xml-model')"):  # type: ignore[union-attr]
        about = dict(re.findall(r"([\w-]+)\s*=\s*[\"']([^\"']*)[\"']", node.text or ""))  # type: ignore[union-attr]
        href = about.get("href", "")
        file = _located(href, path, catalog)
        if file is not None and file.is_file() and file.suffix in KINDS:
            found.append(file)
        elif href:
            missing.append(href)
    return list(dict.fromkeys(found)), missing


def _located(href: str, path: Path, catalog: Path | None) -> Path | None:
    if catalog is not None:
        whole, starts = catalogue(catalog)
        if href in whole:
            return whole[href]
        for start, instead in starts:
            if start and href.startswith(start):
                return Path(instead + href[len(start) :])
    return None if _SCHEME.match(href) else path.parent / unquote(href)
