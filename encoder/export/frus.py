"""A volume in the dialect of the Office of the Historian, assembled from editions.

What the house TEI says with elements of its own the dialect says as print does: a ``gap`` is its words in italics and
brackets, ``supplied`` and corrections stand in brackets, organisations, places in running text and dates outside datelines are not tagged,
enclosures are ``frus:attachment``, names point with ``@corresp``. Documents keep their numbers and identifiers; where two have the same
number, or one has none, and where the user wants it they are numbered without a break, as a whole volume is.
"""

from __future__ import annotations

import copy
import sys
from calendar import monthrange
from dataclasses import dataclass

from lxml import etree

from encoder import lazy_re as re
from encoder.errors import EncoderError
from encoder.export.deliver import Editions
from encoder.export.read import XML_ID, EditionFile, T, flat
from encoder.io.names import shown
from encoder.tei import to_bytes
from encoder.tei.build import TEI, child
from encoder.xml.ids import nc_name
from encoder.xml.safe import RefusedXMLError

FRUS = "http://history.state.gov/frus/ns/1.0"
F = f"{{{FRUS}}}"
#: elements whose content stays and whose tags go
UNWRAPPED = frozenset({
    "orgName", "quote", "q", "unclear", "sic", "seg", "term", "idno", "foreign", "name", "time", "num", "ref", "title", "bibl",
})  # fmt: skip
LIST_TYPES = frozenset({"participants", "subject", "index", "terms", "names", "toc", "references", "to", "simple", "sources"})
KEPT = {
    "note": ("n", XML_ID, "type", "rend"), "pb": ("n", XML_ID), "date": ("when", "from", "to", "notBefore", "notAfter"),
    "list": ("type",),
    "gloss": ("target",), "table": (), "row": (), "cell": (), "div": ("type", "n", XML_ID), "persName": ("corresp",), "hi": ("rend",),
}  # fmt: skip
PAGE = re.compile(r"pg_[\w.-]+")
ZONED = re.compile(r"T[\d:]+(?:Z|[+-]\d\d:\d\d)\Z")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
NOTE_TYPES = frozenset({"source", "summary"})


@dataclass(frozen=True, slots=True)
class Volume:
    """What the title page says; what is empty is taken from the source of the first edition."""

    id: str
    series: str = ""
    subseries: str = ""
    number: str = ""
    title: str = ""
    publisher: str = ""
    place: str = ""
    year: str = ""
    editors: tuple[str, ...] = ()
    general_editor: str = ""
    #: number the documents from 1, whatever their own numbers are
    renumber: bool = False
    #: write ``subtype`` and the span of time of each document, which the volumes have since 2017; the grammar of 2015 does not know them
    dates: bool = False
    #: address of the image of a page; {} stands for its number, with as many figures as {:04} says
    facs: str = ""

    def check(self) -> None:
        """Raise EncoderError where ``facs`` cannot hold a number."""
        try:
            self.facs.format(1)
        except (ValueError, IndexError, KeyError, AttributeError):
            raise EncoderError(f"--facs {shown(self.facs)}: write {{:04}} where the number of the page stands") from None


def make(editions: Editions, volume: Volume) -> bytes:
    """Return the volume. Raises EncoderError where there is no edition."""
    listed = sorted(editions, key=_order)
    if not listed:
        raise EncoderError("no edition found")
    root = etree.Element(f"{T}TEI", nsmap={None: TEI, "frus": FRUS})  # type: ignore[dict-item]
    root.set(XML_ID, nc_name(volume.id))
    about = _completed(volume, listed[0])
    for field, option in _ASKED.items():
        if not getattr(about, field):
            _warn(volume, option, f"neither the editions nor --{option} say it: it is left out, and the volume is not complete")
    _header(root, about)
    text = child(root, "text")
    front = child(text, "front")
    persons: dict[str, etree._Element] = {}
    terms: dict[str, etree._Element] = {}
    body = child(text, "body")
    compilation = child(body, "div", attributes={"type": "compilation", "xml:id": "comp1"})
    child(compilation, "head", about.title)
    numbers = [_number(e) for e in listed]
    keep = not volume.renumber and None not in numbers and len(set(numbers)) == len(numbers)
    if not keep and not volume.renumber:
        _warn(volume, "numbers", "documents without a number of their own, or with another's: all are numbered from 1")
    pages: set[str] = set()
    for k, edition in enumerate(listed):
        with editions.taking(edition):
            document = _document(edition, numbers[k] or 0 if keep else k + 1, keep)
            _pages(document, pages, volume.facs)
            if volume.dates:
                _dates(document, edition)
            compilation.append(document)
            for person in edition.root.iterfind(f"{T}standOff/{T}listPerson/{T}person"):
                persons.setdefault(str(person.get(XML_ID)), person)
            for term in edition.root.iterfind(f"{T}standOff/{T}list//{T}term"):
                terms.setdefault(str(term.get(XML_ID)), term)
    _persons(front, persons)
    _terms(front, terms)
    if not len(front):
        text.remove(front)
    return to_bytes(root)


def _warn(volume: Volume, code: str, said: str) -> None:
    sys.stderr.write(f"{shown(volume.id)}.xml:1:1: warning frus-{code}: {said}\n")


def _pages(div: etree._Element, known: set[str], facs: str) -> None:
    """Name the pages; of two documents on one page the first has its identifier."""
    for mark in div.iter(f"{T}pb"):
        identifier = mark.get(XML_ID) or ""
        if not PAGE.fullmatch(identifier) or identifier in known:
            if identifier:
                del mark.attrib[XML_ID]
        else:
            known.add(identifier)
        number = mark.get("n") or ""
        if facs and number.isdigit():
            mark.set("facs", facs.format(int(number)))


def _dates(div: etree._Element, edition: EditionFile) -> None:
    """Say in which span of time the document was written, to the second, in the time of Washington where no zone is known."""
    head = div.find(f"{T}head")
    note = head is not None and flat(head, frozenset({"note"})).endswith("Editorial Note")
    div.set("subtype", "editorial-note" if note else "historical-document")
    date = edition.first(".//t:creation/t:date[@type='document']")
    if date is None:
        return
    first = date.get("when") or date.get("from") or date.get("notBefore") or ""
    last = date.get("when") or date.get("to") or date.get("notAfter") or first
    for name, value, end in (("min", first, "T00:00:00"), ("max", last, "T23:59:59")):
        moment = _moment(value, end)
        if moment:
            div.set(f"{F}doc-dateTime-{name}", moment)


def _moment(value: str, end: str) -> str:
    """Return a day or an hour as a moment with its zone; ``""`` for what is no day in full or a month."""
    if ZONED.search(value):
        return value
    if len(value) == len("YYYY-MM"):
        year, month = int(value[:4]), int(value[5:])
        value += "-01" if end == "T00:00:00" else f"-{monthrange(year, month)[1]:02}"
    elif len(value) == len("YYYY"):
        value += "-01-01" if end == "T00:00:00" else "-12-31"
    moment = value if "T" in value else value + end
    return moment + "-05:00" if MOMENT.fullmatch(moment) else ""


def _number(edition: EditionFile) -> int | None:
    div = edition.first("t:text/t:body//t:div[@type='document']")
    n = div.get("n", "") if div is not None else ""
    return int(n) if n.isdigit() else None


def _order(edition: EditionFile) -> tuple[int, str]:
    return (_number(edition) or 0, edition.id)


def _completed(volume: Volume, first: EditionFile) -> Volume:
    bibl = ".//t:sourceDesc/t:bibl/"
    series = first.words(bibl + "t:title[@level='s']")
    name, _, years = series.partition(", ")
    editors = tuple(flat(e) for e in first.root.iterfind(f".//{T}sourceDesc/{T}bibl/{T}editor") if not e.get("role"))
    return Volume(
        volume.id,
        volume.series or name or "Foreign Relations of the United States",
        volume.subseries or years,
        volume.number or (f"Volume {first.words(bibl + 't:biblScope')}" if first.words(bibl + "t:biblScope") else ""),
        volume.title or first.words(bibl + "t:title[@level='m']") or "Documents",
        volume.publisher or first.words(bibl + "t:publisher"),
        volume.place or first.words(bibl + "t:pubPlace"),
        volume.year or first.words(bibl + "t:date"),
        volume.editors or editors,
        volume.general_editor or first.words(bibl + "t:editor[@role='general']"),
    )


#: what a title page has to say -> the option that says it
_ASKED = {"editors": "editor", "publisher": "publisher", "place": "place", "year": "year", "number": "number"}


def _header(root: etree._Element, about: Volume) -> None:
    description = child(child(root, "teiHeader"), "fileDesc")
    titles = child(description, "titleStmt")
    complete = ", ".join(part for part in (about.series, about.subseries, about.title, about.number) if part)
    for kind, value in (
        ("complete", complete), ("series", about.series), ("subseries", about.subseries), ("volumenumber", about.number),
        ("volume", about.title),
    ):  # fmt: skip
        if value:
            child(titles, "title", value, {"type": kind})
    for editor in about.editors:
        child(titles, "editor", editor, {"role": "primary"})
    if about.general_editor:
        child(titles, "editor", about.general_editor, {"role": "general"})
    publication = child(description, "publicationStmt")
    for name, value in (("publisher", about.publisher), ("pubPlace", about.place), ("date", about.year)):
        if value:
            child(publication, name, value)
    child(publication, "idno", about.id, {"type": "frus"})
    child(child(description, "sourceDesc"), "p", "Assembled from editions made by tei-encoder.")


def _document(edition: EditionFile, number: int, keep: bool) -> etree._Element:
    given = edition.first("t:text/t:body//t:div[@type='document']")
    if given is None:
        raise RefusedXMLError("no-document", "the edition has no div type='document'")
    div = copy.deepcopy(given)
    div.tail = None
    new = f"d{number}"
    behind = edition.first("t:text/t:back")
    for element in list(div.iter(etree.Element)):
        if element is not div:
            _converted(element)
    if behind is not None:
        _unplaced(div, behind)
    head = div.find(f"{T}head")
    if head is not None and not keep:
        head.text = re.sub(r"\A\s*(?:No\.\s*)?\d+\.?\s*", f"{number}. ", head.text or "", count=1)
    for k, element in enumerate(n for n in div.iter(f"{T}note") if n.get("rend") != "inline"):
        found = re.search(r"fn(\d+)\Z", element.get(XML_ID, ""))
        element.set(XML_ID, f"{new}fn{found[1] if found else f'x{k}'}")
    for inner in [n for n in div.iter(f"{T}note") if any(a.tag == f"{T}note" for a in n.iterancestors())]:
        outer = list(inner.iterancestors(f"{T}note"))[-1]
        _before(inner, inner.tail or "")  # the dialect has no note in a note: it stands behind the outer one
        inner.tail = None
        outer.addnext(inner)
        inner.tail, outer.tail = outer.tail, None
    div.attrib.clear()
    div.set("type", "document")
    div.set(XML_ID, new)
    div.set("n", str(number))
    return div


def _unplaced(div: etree._Element, back: etree._Element) -> None:
    """Put the notes without a place behind the last paragraph of the document."""
    paragraphs = list(div.iter(f"{T}p"))
    for note in back.iter(f"{T}note"):
        copied = copy.deepcopy(note)
        copied.tail = None
        for element in list(copied.iter(etree.Element)):
            if element is not copied:
                _converted(element)
        _attributes(copied, "note")
        (paragraphs[-1] if paragraphs else div).append(copied)


def _converted(element: etree._Element) -> None:
    name = etree.QName(element).localname
    parent = element.getparent()
    if parent is None:
        return
    if name in {"gap", "incident"}:
        words = element.find(f"{T}desc/{T}hi")  # a page ends inside the notice
        if words is None:
            words = _italic(flat(element).removeprefix("[").removesuffix("]"))
        else:
            words.set("rend", "italic")
            words.text = (words.text or "").removeprefix("[")
            words[-1].tail = (words[-1].tail or "").removesuffix("]")
        _replace(element, "[", words, "]")
    elif name == "supplied":
        _unwrap(element, "[", "]")
    elif name == "choice":
        wrong, right = element.find(f"{T}sic"), element.find(f"{T}corr")
        _replace(element, f"{flat(wrong) if wrong is not None else ''} [{flat(right) if right is not None else ''}]")
    elif name in {"sic", "corr", "desc"} and etree.QName(parent).localname in {"choice", "gap", "incident"}:
        return
    elif name in UNWRAPPED or (name in {"placeName", "date"} and not any(a.tag == f"{T}dateline" for a in element.iterancestors())):
        _unwrap(element)
    elif name == "persName":
        pointer = element.get("ref") or element.get("corresp")
        element.attrib.clear()
        if pointer:
            element.set("corresp", pointer)
    elif name == "note" and element.get("place") == "inline":
        _inline(element)
    elif name == "div" and element.get("type") == "enclosure":
        element.tag = f"{F}attachment"
        element.attrib.clear()
    elif name == "div":
        _unwrap(element)
    else:
        _attributes(element, name)


def _inline(note: etree._Element) -> None:
    """Let a line over a heading, or the label of an enclosure, stay where it is."""
    source = note.get("type") == "source"
    note.attrib.clear()
    note.attrib.update({"rend": "inline", "type": "source"} if source else {"rend": "inline"})


def _attributes(element: etree._Element, name: str) -> None:
    for key in set(element.attrib) - set(KEPT.get(name, ())):
        del element.attrib[key]
    if name == "note":
        _mark(element)
    if name == "list" and element.get("type", "simple") not in LIST_TYPES:
        del element.attrib["type"]


def _mark(note: etree._Element) -> None:
    """Give a note the sign that is printed ("*", "a") for its number, as the dialect does."""
    printed = str(note.attrib.pop("rend", ""))
    if printed and not any(c.isdigit() or c == "↩" for c in printed):
        note.set("n", printed)
    if note.get("type", "source") not in NOTE_TYPES:
        del note.attrib["type"]


def _italic(words: str) -> etree._Element:
    element = etree.Element(f"{T}hi", {"rend": "italic"})
    element.text = words
    return element


def _before(element: etree._Element, words: str) -> None:
    """Add text before an element."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        previous.tail = (previous.tail or "") + words
    elif parent is not None:
        parent.text = (parent.text or "") + words


def _replace(element: etree._Element, before: str, inner: etree._Element | None = None, after: str = "") -> None:
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail or ""
    _before(element, before)
    if inner is not None:
        inner.tail = after + tail
        parent.replace(element, inner)
    else:
        _before(element, after + tail)
        element.tail = None
        parent.remove(element)


def _unwrap(element: etree._Element, before: str = "", after: str = "") -> None:
    parent = element.getparent()
    if parent is None:
        return
    _before(element, before + (element.text or ""))
    at = parent.index(element)
    children = list(element)
    for k, inner in enumerate(children):
        parent.insert(at + k, inner)
    tail = after + (element.tail or "")
    if children:
        children[-1].tail = (children[-1].tail or "") + tail
    else:
        _before(element, tail)
    element.tail = None
    parent.remove(element)


def _persons(front: etree._Element, persons: dict[str, etree._Element]) -> None:
    if not persons:
        return
    section = child(front, "div", attributes={"type": "section", "xml:id": "persons"})
    child(section, "head", "List of Persons")
    names = child(section, "list", attributes={"type": "names"})
    for identifier, person in sorted(persons.items(), key=lambda p: (flat(p[1][0]).casefold(), p[0])):
        item = child(names, "item")
        strong = child(item, "hi", attributes={"rend": "strong"})
        child(strong, "persName", flat(person[0]), {"xml:id": identifier}).tail = ","
        note = person.find(f"{T}note")
        strong.tail = f" {flat(note)}" if note is not None else ""


def _terms(front: etree._Element, terms: dict[str, etree._Element]) -> None:
    if not terms:
        return
    section = child(front, "div", attributes={"type": "section", "xml:id": "terms"})
    child(section, "head", "List of Abbreviations")
    listed = child(section, "list", attributes={"type": "terms"})
    for identifier, term in sorted(terms.items(), key=lambda t: (flat(t[1]).casefold(), t[0])):
        item = child(listed, "item")
        strong = child(item, "hi", attributes={"rend": "strong"})
        child(strong, "term", flat(term), {"xml:id": identifier}).tail = ","
        strong.tail = " " + (term.tail or "").lstrip(": ")
