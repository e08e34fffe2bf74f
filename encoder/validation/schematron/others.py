"""The files that a Schematron reads beside the document: those whose names stand in its rules, and no others.

A project's rules look into its register of persons, its taxonomy, its list of volumes: ``doc('../persons.xml')``. Such a name stands in
the schema, between quotation marks, and counts from the schema's folder. What only a document names is not read.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from encoder import lazy_re as re
from encoder.io.names import shown
from encoder.validation.checked import SchemaError
from encoder.xml.safe import read_schema

if TYPE_CHECKING:
    from encoder.validation.schematron.model import Schematron

#: the functions that ask for a file
ASKS = re.compile(r"(?<![\w.:$-])(?:fn:)?(?P<name>doc|document|doc-available)\s*\(")
_NAMED = re.compile(r"""'(?P<one>[^'\n]*)'|"(?P<other>[^"\n]*)\"""")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.I)
#: what is read, for messages
ONLY = "only files beside the schema whose names stand in its rules are read"
#: a name of a file is no longer
_LONGEST = 300


class OtherFiles:
    """The files that the rules of a schema name."""

    def __init__(self, path: Path, expressions: list[str]) -> None:
        """Look which of the words in the rules name a file; ``path`` is the schema's. Nothing is read yet."""
        self.path = path
        self.asked = any(ASKS.search(expression) for expression in expressions)
        self.named: dict[str, Path] = {}
        if self.asked:
            for name in (m["one"] or m["other"] or "" for expression in expressions for m in _NAMED.finditer(expression)):
                self._look(name)

    def _look(self, name: str) -> None:
        if not name or len(name) > _LONGEST or _SCHEME.match(name) or "\0" in name:
            # document('') is the schema itself
            if not name:
                self.named[name] = self.path
            return
        file = self.path.parent / unquote(name)
        if file.is_file():
            self.named[name] = file

    @cached_property
    def trees(self) -> dict[str, etree._ElementTree]:
        """The files, parsed. Raises SchemaError for one that is no XML."""
        return {name: load(file, self.path) for name, file in self.named.items()}


def load(file: Path, schema: Path) -> etree._ElementTree:
    """Parse a file that a schema reads. Raises SchemaError."""
    try:
        return read_schema(file)
    except (OSError, etree.XMLSyntaxError) as error:
        raise SchemaError(f"{shown(schema)}: its rules read {shown(file)}: {error}") from None


def expressions_of(schema: Schematron) -> list[str]:
    """Return every expression of a schema."""
    found = [let.value for let in schema.lets]
    for pattern in schema.patterns:
        found += [let.value for let in pattern.lets]
        for rule in pattern.rules:
            found += [rule.context, *(let.value for let in rule.lets)]
            for check in rule.checks:
                found += [check.test, *(str(e.get("select") or e.get("path") or "") for e in check.message.iter())]
    found += [str(value) for element in schema.foreign for e in element.iter() for value in e.attrib.values()]
    return found


def divided(schema: Schematron) -> tuple[Schematron, list[tuple[Path, Schematron]]]:
    """Return the rules for the document, and those for other files (``pattern/@documents``) with the file. Raises SchemaError."""
    elsewhere = [pattern for pattern in schema.patterns if pattern.documents]
    if not elsewhere:
        return schema, []
    found: dict[Path, list[object]] = {}
    for pattern in elsewhere:
        names = [m["one"] or m["other"] or "" for m in _NAMED.finditer(pattern.documents)]
        if _NAMED.sub("", pattern.documents).strip(" (),\n\t") or not names:
            raise SchemaError(f"{shown(schema.path)}: documents={pattern.documents!r}: only names of files in quotation marks are read")
        for name in names:
            file = schema.path.parent / unquote(name)
            if _SCHEME.match(name) or not file.is_file():
                raise SchemaError(f"{shown(schema.path)}: documents={pattern.documents!r}: there is no local file {name!r}")
            found.setdefault(file, []).append(pattern)
    here = replace(schema, patterns=tuple(p for p in schema.patterns if not p.documents))
    return here, [(file, replace(schema, patterns=tuple(p for p in elsewhere if p in patterns))) for file, patterns in found.items()]
