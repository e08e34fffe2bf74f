"""The whole document: processing instructions, header, ``standOff``, text, notes without a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from lxml import etree

from encoder.draft.model import NO_ATTRIBUTES, Problem, Profile
from encoder.layout.blocks import Span
from encoder.linking.link import Linked
from encoder.tei import header as head
from encoder.tei import standoff
from encoder.tei.body import Body
from encoder.tei.build import TEI
from encoder.tei.making import Made, Writer, child, parsed, written
from encoder.tei.mending import mended
from encoder.tei.nesting import resolve
from encoder.tei.order import ordered
from encoder.xml.signs import escape

_MODEL = (
    ("edition.rng", "http://relaxng.org/ns/structure/1.0"),
    ("edition.sch", "http://purl.oclc.org/dsdl/schematron"),
)
#: the grammar of all of TEI, rules in Schematron inside it: every edition is valid against it, and the address is there for anybody
TEI_ALL = "https://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng"


@dataclass(frozen=True, slots=True)
class Edition:
    """A written document and what became of its draft.

    ``spans`` says what the elements of the body and the back were made of, in the order of the document; ``written`` is the root as
    lxml writes it, ``""`` where that is not known.
    """

    root: etree._Element
    problems: tuple[Problem, ...]
    spans: Sequence[Span] = ()
    written: str = ""


def write(linked: Linked, profile: Profile) -> Edition:
    """Write a linked draft as TEI."""
    draft = linked.draft
    metadata = draft.context.metadata
    tree = ordered(mended(resolve(draft), draft.text))
    referred = frozenset(a.attributes["resp"] for a in draft.annotations if "resp" in a.attributes)
    used = {a.attributes["target"].lstrip("#") for a in draft.of("gloss")}
    body = Body(draft.text, tree.nodes)
    text = Made("text", {"xml:lang": draft.language} if draft.language else NO_ATTRIBUTES)
    inner = child(text, "body")
    for node in body.flow:
        body.write(node, inner)
    if body.back:
        notes = child(child(text, "back"), "div", attributes={"type": "notes"})
        body.spans += [Span(0, 0)] * 2
        for node in body.back:
            body.write(node, notes)
    spans = tuple(body.spans)
    told = Writer()
    told.indented(text, 1)
    header = head.write(linked, profile, referred, told)
    statement = header.find("notesStmt")
    for node in body.header:
        if statement is not None:
            body.write(node, statement)
    # behind the text: a reader that knows no standOff shows the document first
    persons, terms = head.named_by_the_user(linked), draft.context.authorities.listed(used)
    apart = Made("TEI")
    standoff.write(apart, persons, terms, linked.places, linked.orgs, linked.speakers)
    root, whole = parsed(draft.identifier, *("".join(part) for part in (written(header), told.out, *map(written, apart.children))))
    if metadata.link != "ref":
        _relink(root, metadata.link)
        whole = ""
    return Edition(root, (*draft.problems, *tree.problems), spans, whole)


def _relink(root: etree._Element, name: str) -> None:
    for element in root.iter(f"{{{TEI}}}persName", f"{{{TEI}}}orgName", f"{{{TEI}}}placeName"):
        value = element.get("ref")
        if value is not None:
            del element.attrib["ref"]
            element.set(name, value.lstrip("#") if name == "key" else value)


def to_bytes(root: etree._Element, schema: str = "", written: str = "") -> bytes:
    """Serialise a document in UTF-8.

    ``schema`` is the folder its ``xml-model`` instructions point to, ``TEI_ALL`` for the one file that the TEI keeps; without it there
    are none. ``written`` is the root as lxml writes it, where that is known (``Edition``) and nothing in it was changed.
    """
    lines = [b'<?xml version="1.0" encoding="UTF-8"?>']
    if schema:
        folder = escape(quote(schema.rstrip("/"), safe="/:?#[]@!$&'()*+,;=%~"))
        for file, kind in _MODEL:
            href = folder if schema == TEI_ALL else f"{folder}/{file}"
            lines.append(f'<?xml-model href="{href}" type="application/xml" schematypens="{kind}"?>'.encode())
    return b"\n".join([*lines, written.encode() if written else etree.tostring(root, encoding="utf-8"), b""])
