"""The text of an edition as HTML: what each element of the house TEI looks like to a reader.

Everything is made of elements, never of strings of tags: words of a document are text whatever they look like. An element without
a row in the tables is a ``span`` with its name as class, so that nothing is left out of the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from encoder import lazy_re as re
from encoder.draft.elements import ELEMENTS, printed
from encoder.site.gaps import length
from encoder.tei.build import TEI, XML, local

XML_ID = f"{{{XML}}}id"
XML_LANG = f"{{{XML}}}lang"
NAMES = {"persName": "person", "placeName": "place", "orgName": "org", "gloss": "term", "term": "term"}
_CERTAINTIES = frozenset({"high", "medium", "low"})
#: elements that are blocks of HTML wherever they stand
_DIVISIONS = {
    "opener": "div", "closer": "div", "postscript": "div", "sp": "div", "lg": "div", "epigraph": "div", "argument": "div",
    "address": "address", "dateline": "p", "signed": "p", "salute": "p", "byline": "p", "trailer": "p", "addrLine": "span",
    "speaker": "p", "l": "span", "figure": "div", "eg": "pre", "ab": "div",
}
_INLINE = {
    "sic": "span", "corr": "span", "unclear": "span", "add": "ins", "del": "del", "foreign": "span", "code": "code", "stamp": "span",
    "stage": "em", "emph": "em", "q": "q", "title": "cite", "abbr": "span", "expan": "span", "seg": "span", "idno": "span",
    "surplus": "span",
}
_RENDERED = {"italic": "em", "bold": "strong", "superscript": "sup", "subscript": "sub", "underline": "u", "underscore": "u"}
_BLOCKS = frozenset(
    {"p", "list", "table", "quote", "lg", "sp", "figure", "eg", "address", "opener", "closer", "postscript", "div", "ab", "signed",
     "dateline"}
)
_TIME = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?)?)?)?")
_PLACE = re.compile(r"\d+-\d+")
_SAFE = re.compile(r"(?i)https?://|mailto:")
_RTL = frozenset({"ar", "fa", "he", "ur", "ps", "yi", "syr", "ckb", "sd", "ug", "dv"})


@dataclass(slots=True)
class Page:
    """The article of a document, and its notes, as HTML elements."""

    article: etree._Element
    notes: list[etree._Element] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    titled: bool = False


def right_to_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    parts = language.lower().split("-")
    return parts[0] in _RTL or "arab" in parts or "hebr" in parts


def render(root: etree._Element, linked: Callable[[str], bool] = lambda _: True) -> Page:
    """Return the page of an edition; ``linked`` says of the identifier that a name points to whether the page has a card of it."""
    text = root.find(f"{{{TEI}}}text")
    language = (text.get(XML_LANG) if text is not None else "") or ""
    article = etree.Element("article")
    article.set("class", "text")
    if language:
        article.set("lang", language)
    if right_to_left(language):
        article.set("dir", "rtl")
    page = Page(article)
    if text is not None:
        _Writer(page, linked).children(text, article)
    return page


@dataclass(slots=True)
class _Writer:
    page: Page
    linked: Callable[[str], bool]
    depth: int = 0
    words: etree._Element | None = None

    def children(self, element: etree._Element, out: etree._Element) -> None:
        """Write the content of an element into one of HTML."""
        append(out, element.text)
        for child in element:
            if isinstance(child.tag, str):
                self.element(child, out)
            append(out, child.tail)

    def element(self, element: etree._Element, out: etree._Element) -> None:
        name = local(element)
        own = getattr(self, f"_{name}", None) if name in _OWN else None
        if own is not None:
            own(element, out)
        elif name in NAMES:
            self._name(element, out, NAMES[name])
        elif name in _DIVISIONS:
            tag = _DIVISIONS[name]
            self.children(element, self._made(element, out, "div" if tag == "p" and holds_blocks(element) else tag))
        else:
            tag = _INLINE.get(name, "span")
            made = self._made(element, out, "div" if holds_blocks(element) else tag)
            before, behind = printed(name) if name in ELEMENTS else ("", "")
            append(made, before)
            self.children(element, made)
            append(made, behind)

    def _made(self, element: etree._Element, out: etree._Element, tag: str, more: str = "") -> etree._Element:
        made = etree.SubElement(out, tag)
        classes = [local(element), more, _class(element.get("type")), _class(element.get("subtype"))]
        made.set("class", " ".join(c for c in classes if c))
        if element.get(XML_ID):
            made.set("id", str(element.get(XML_ID)))
        place = element.get("ana") or ""
        if _PLACE.fullmatch(place):  # the page of questions says where in the source an element stands
            made.set("data-at", place)
        language = element.get(XML_LANG)
        if language:
            made.set("lang", language)
            made.set("dir", "rtl" if right_to_left(language) else "ltr")
        return made

    def _body(self, element: etree._Element, out: etree._Element) -> None:
        self.children(element, out)

    _front = _back = _body

    def _div(self, element: etree._Element, out: etree._Element) -> None:
        self.depth += 1
        self.children(element, self._made(element, out, "section"))
        self.depth -= 1

    def _head(self, element: etree._Element, out: etree._Element) -> None:
        parent = element.getparent()
        if parent is not None and local(parent) != "div":
            tag = "caption" if local(parent) == "table" else "p"
        elif not self.page.titled:
            tag, self.page.titled = "h1", True
        else:
            tag = f"h{min(6, max(2, self.depth))}"
        self.children(element, self._made(element, out, tag, "list-head" if tag == "p" else ""))

    def _p(self, element: etree._Element, out: etree._Element) -> None:
        made = self._made(element, out, "div" if holds_blocks(element) else "p")
        if "dir" not in made.attrib:
            made.set("dir", "auto")
        self.children(element, made)

    def _quote(self, element: etree._Element, out: etree._Element) -> None:
        block = holds_blocks(element) or out.tag in {"section", "div", "article"}
        self.children(element, self._made(element, out, "blockquote" if block else "span"))

    def _list(self, element: etree._Element, out: etree._Element) -> None:
        heads = [c for c in elements(element) if local(c) == "head"]
        for head in heads:
            self._head(head, out)
        made = self._made(element, out, "ul")
        item: etree._Element | None = None
        label: etree._Element | None = None
        for child in elements(element):
            if child in heads:
                continue
            if local(child) == "label":
                label = child
                continue
            if local(child) == "item":
                item = self._made(child, made, "li")
                item.set("dir", "auto")
                if label is not None:
                    self.element(label, item)
                    append(item, " ")
                    label = None
                self.children(child, item)
            else:
                item = etree.SubElement(made, "li") if item is None else item
                self.element(child, item)

    def _table(self, element: etree._Element, out: etree._Element) -> None:
        around = etree.SubElement(out, "div")
        around.set("class", "scroll")
        around.set("tabindex", "0")
        around.set("role", "region")
        around.set("aria-label", "Table")
        made = self._made(element, around, "table")
        for child in elements(element):
            if local(child) == "row":
                row = etree.SubElement(made, "tr")
                for cell in elements(child):
                    if local(cell) == "cell":
                        self._cell(cell, row, child.get("role") == "label" or cell.get("role") == "label")
            elif local(child) == "head":
                self._head(child, made)
            else:
                self.element(child, around)

    def _cell(self, cell: etree._Element, row: etree._Element, heading: bool) -> None:
        made = self._made(cell, row, "th" if heading else "td")
        for theirs, ours in (("cols", "colspan"), ("rows", "rowspan")):
            if (cell.get(theirs) or "").isdigit():
                made.set(ours, str(cell.get(theirs)))
        self.children(cell, made)

    def _note(self, element: etree._Element, out: etree._Element) -> None:
        if element.get("place") == "inline":
            self.children(element, self._made(element, out, "div" if holds_blocks(element) else "p", "inline-note"))
            return
        parent = element.getparent()
        number = len(self.page.notes) + 1
        name = element.get(XML_ID) or f"ui-note-{number}"
        label = element.get("n") or str(number)
        if label == "0" or (element.get("type") == "source" and not element.get("n")):
            label = "*"
        placed = parent is None or local(parent) != "div" or parent.get("type") != "notes"
        if placed:
            mark = etree.SubElement(etree.SubElement(out, "sup"), "a")
            mark.set("class", "mark")
            mark.set("id", f"ui-ref-{number}")
            mark.set("href", f"#{name}")
            mark.set("role", "doc-noteref")
            mark.set("aria-label", f"Note {label}" if label != "*" else "Source note")
            mark.text = label
        note = etree.Element("li")
        note.set("id", name)
        note.set("class", f"note {_class(element.get('type'))}".strip())
        self.page.notes.append(note)
        back = etree.SubElement(note, "a" if placed else "span")
        back.set("class", "back")
        if placed:
            note.set("data-mark", f"ui-ref-{number}")
            back.set("href", f"#ui-ref-{number}")
            back.set("aria-label", f"Back to the text at note {label}" if label != "*" else "Back to the text at the source note")
        back.text = label
        inner = etree.SubElement(note, "div")
        inner.set("class", "note-text")
        inner.set("dir", "auto")
        self.children(element, inner)

    def _pb(self, element: etree._Element, out: etree._Element) -> None:
        number = element.get("n") or ""
        made = self._made(element, out, "span")
        made.set("role", "doc-pagebreak")
        made.set("aria-label", f"Page {number}".strip())
        made.text = f"p. {number}" if number else "¶"
        self.page.pages.append(number)

    def _lb(self, element: etree._Element, out: etree._Element) -> None:
        etree.SubElement(out, "wbr" if element.get("break") == "no" else "br")

    def _milestone(self, element: etree._Element, out: etree._Element) -> None:
        if element.get("unit") == "notes":
            return  # where a list of notes stood: they stand in the margin
        made = self._made(element, out, "div" if out.tag in {"section", "article", "div"} else "span")
        made.text = element.get("rend") or "* * *"

    def _fw(self, element: etree._Element, out: etree._Element) -> None:
        self.children(element, self._made(element, out, "div" if out.tag in {"section", "article", "div"} else "span"))

    def _gap(self, element: etree._Element, out: etree._Element) -> None:
        made = self._made(element, out, "span", f"reason-{_class(element.get('reason'))}")
        bar = etree.SubElement(made, "span")
        bar.set("class", f"bar len-{length(element)}")
        bar.set("aria-hidden", "true")
        words = etree.SubElement(made, "span")
        words.set("class", "gap-words")
        for desc in element.iterfind(f"{{{TEI}}}desc"):
            self.children(desc, words)
        if not words.text and not len(words):
            words.text = f"[{element.get('reason') or 'gap'}]"

    def _incident(self, element: etree._Element, out: etree._Element) -> None:
        made = self._made(element, out, "em")
        for desc in element.iterfind(f"{{{TEI}}}desc"):
            self.children(desc, made)

    def _choice(self, element: etree._Element, out: etree._Element) -> None:
        made = self._made(element, out, "span")
        for child in elements(element):
            if local(child) in {"corr", "reg", "expan"}:
                append(made, " [")
                self.element(child, made)
                append(made, "]")
            else:
                self.element(child, made)

    def _hi(self, element: etree._Element, out: etree._Element) -> None:
        rend = (element.get("rend") or "").split()
        tag = next((_RENDERED[r] for r in rend if r in _RENDERED), "span" if rend else "em")
        self.children(element, self._made(element, out, tag))

    def _date(self, element: etree._Element, out: etree._Element) -> None:
        when = element.get("when") or ""
        made = self._made(element, out, "time" if _TIME.fullmatch(when) else "span", certainty(element))
        if _TIME.fullmatch(when):
            made.set("datetime", when)
        made.set("title", _dated(element))
        self.children(element, made)

    def _name(self, element: etree._Element, out: etree._Element, kind: str) -> None:
        pointer = next((element.get(a) for a in ("ref", "corresp", "key", "target") if element.get(a)), "") or ""
        identifier = pointer.split()[0].rpartition("#")[2] if pointer else ""
        linked = bool(identifier) and self.linked(identifier) and not _inside_link(out)
        made = self._made(element, out, "a" if linked else "span", f"name {kind} {certainty(element)}".strip())
        if linked:
            made.set("href", f"#ui-card-{identifier}")
        cert = element.get("cert")
        if cert in _CERTAINTIES and cert != "high":
            made.set("title", f"{kind}, certainty {cert}")
        self.children(element, made)

    def _ref(self, element: etree._Element, out: etree._Element) -> None:
        target = element.get("target") or ""
        inside = target.startswith("#") or _SAFE.match(target)
        made = self._made(element, out, "a" if inside and not _inside_link(out) else "span")
        if made.tag == "a":
            made.set("href", target)
        self.children(element, made)


_OWN = frozenset({
    "body", "front", "back", "div", "head", "p", "quote", "list", "table", "note", "pb", "lb", "milestone", "fw", "gap", "incident",
    "choice", "hi", "date", "ref",
})  # fmt: skip


def elements(element: etree._Element) -> list[etree._Element]:
    """Return the children that are elements: no comments, no processing instructions."""
    return [child for child in element if isinstance(child.tag, str)]


def append(out: etree._Element, text: str | None) -> None:
    """Add words behind the last child of an element."""
    if not text:
        return
    if len(out):
        out[-1].tail = (out[-1].tail or "") + text
    else:
        out.text = (out.text or "") + text


def holds_blocks(element: etree._Element) -> bool:
    """Whether blocks stand in an element, but for those in its notes, which stand elsewhere on the page."""
    return any(local(c) != "note" and (local(c) in _BLOCKS or holds_blocks(c)) for c in elements(element))


def certainty(element: etree._Element) -> str:
    """Return the class of a guess: ``cert-high``, ``cert-medium``, ``cert-low``; nothing where it is none."""
    cert = element.get("cert")
    return f"cert-{cert}" if cert in _CERTAINTIES else ""


def _class(value: str | None) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", (value or "").lower()).strip("-")


def _inside_link(out: etree._Element) -> bool:
    return out.tag == "a" or any(a.tag == "a" for a in out.iterancestors())


def _dated(element: etree._Element) -> str:
    names = {"when": "", "from": "from ", "to": "to ", "notBefore": "not before ", "notAfter": "not after "}
    said = " ".join(f"{words}{element.get(name)}" for name, words in names.items() if element.get(name))
    cert = element.get("cert")
    return f"{said} (from the context, certainty {cert})" if said and cert else said or "a date without a value"
