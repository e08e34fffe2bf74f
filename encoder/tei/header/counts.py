"""What the header says of the text once it is written: ``tagsDecl`` and what the codes in ``@rend`` mean (TEI P5 4.9: HD, #HD57)."""

from __future__ import annotations

from typing import NamedTuple

from encoder import lazy_re as re
from encoder.tei.build import TEI
from encoder.tei.making import Made, Writer, child
from encoder.xml.counted import counted


class Code(NamedTuple):
    """A form of ``@rend`` of an element, the CSS selector that finds it, and what it means in CSS or in words."""

    element: str
    rend: re.Pattern[str]
    selector: str
    scheme: str
    meaning: str


def _code(element: str, rend: str, selector: str, meaning: str, scheme: str = "free") -> Code:
    return Code(element, re.compile(rend), selector, scheme, meaning)


#: the codes that the writer uses; a sign that no reader has to know but ``tei-encoder text`` stands behind the style
CODES = (
    _code("hi", r"bold\b", "hi[rend~='bold']", "font-weight: bold", "css"),
    _code("hi", r"italic\b", "hi[rend~='italic']", "font-style: italic", "css"),
    _code("hi", r"underline\b", "hi[rend~='underline']", "text-decoration: underline", "css"),
    _code("hi", r"superscript\b", "hi[rend~='superscript']", "vertical-align: super", "css"),
    _code("hi", r"subscript\b", "hi[rend~='subscript']", "vertical-align: sub", "css"),
    _code("hi", r"\S+ \S", "hi[rend*=' ']", "Behind the style stands the sign of light markup that the copied text has before the words."),
    _code("ref", r".", "ref[rend]", "How the copied text writes the link."),
    _code("code", r".", "code[rend]", "The signs around the words in the copied text."),
    _code("eg", r".", "eg[rend]", "The fence around the lines in the copied text."),
    _code("item", r"\S*\{\}", "item[rend]", "The bullet before the item in the copied text; {} stands for the item."),
    _code("pb", r"fw", "pb[rend='fw']", "The number of the page is printed by the running head behind it."),
    _code("pb", r"(?!fw\Z)", "pb[rend]:not([rend='fw'])", "How the copied text prints the mark of the page; {} stands for its number."),
    _code("lb", r".", "lb[rend]", "The sign that divides the word at the end of the line in the copied text."),
    _code("note", r"↩", "note[rend^='↩']", "An arrow that leads back to the reference stands behind the note in the copied text."),
    _code("note", r"(?!↩)", "note[rend]:not([rend^='↩'])", "The mark of the reference as the copied text prints it."),
    _code("milestone", r"mark\Z", "milestone[rend='mark']", "Here the copied text lists the notes of @corresp, each behind its mark."),
    _code("milestone", r"\S*\{mark\}", "milestone[rend*='{mark}']", "The copied text lists the notes of @corresp here; {mark} is a mark."),
    _code("milestone", r"\S*\{\}", "milestone[rend*='{}']", "The copied text lists the notes of @corresp here; {} is a number."),
    _code("milestone", r"(?!mark\Z|\S*\{)", "milestone[rend]:not([rend='mark']):not([rend*='{'])", "Signs that the copied text prints."),
    _code("head", r"#", "head[rend^='#']", "The signs of light markup before the heading in the copied text."),
    _code("row", r".", "row[rend]", "How bars stand between and around the cells in the copied text."),
    _code("quote", r">", "quote[rend='>']", "Each line has this sign before it in the copied text."),
)
#: what has none of the forms above: the copied text prints signs of its own around the words
AROUND = "The words as the copied text prints them, with its signs; {} stands for what is in the element."


def fill(header: Made, text: Writer) -> None:
    """Fill ``tagsDecl`` with what the codes in ``@rend`` mean and with how often each element stands in the text, as it was written."""
    encoding = header.find("encodingDesc")
    declaration = encoding.find("tagsDecl") if encoding else None
    if encoding is None or declaration is None:
        return
    _extent(header, text)
    _references(encoding, declaration, text)
    for selector, scheme, meaning in _codes(text):
        child(declaration, "rendition", meaning, {"scheme": scheme, "selector": selector})
    namespace = child(declaration, "namespace", attributes={"name": TEI})
    for name, count in sorted(text.counts.items()):
        child(namespace, "tagUsage", attributes={"gi": name, "occurs": str(count)})


def _extent(header: Made, text: Writer) -> None:
    """Say how long the text is, notes included (TEI P5 4.9: HD, #HD23)."""
    file = header.find("fileDesc")
    extent = file.find("extent") if file else None
    if file is None or extent is None:
        return
    for unit, count in (("words", len("".join(text.words).split())), ("pages", text.counts.get("pb", 0))):
        if count:
            child(extent, "measure", counted(unit, count), {"unit": unit, "quantity": str(count)})
    if not extent.children:
        file.children.remove(extent)


#: what passages are cited by: the XPath that finds one, the words before the number, the pattern
CITED = (
    ("pb", "page", "page (.+)", "#xpath(//tei:pb[@n='$1'])"),
    ("note", "note", "note (.+)", "#xpath(//tei:note[@n='$1'])"),
)


def _references(encoding: Made, declaration: Made, text: Writer) -> None:
    """Say how a passage is cited (TEI P5 4.9: HD, #HD54); nothing where neither pages nor notes have numbers."""
    rows = [row for row in CITED if row[0] in text.numbered]
    if not rows:
        return
    references = Made("refsDecl")
    for element, word, match, replacement in rows:
        pattern = child(references, "cRefPattern", attributes={"matchPattern": match, "replacementPattern": replacement})
        child(pattern, "p", f"“{word} N” is the {element} with that @n.")
    encoding.children.insert(encoding.children.index(declaration) + 1, references)


def _codes(text: Writer) -> list[tuple[str, str, str]]:
    """Return the codes that the text uses, in the order of the table: selector, scheme, meaning."""
    used = text.rends
    told: list[tuple[str, str, str]] = []
    known: set[tuple[str, str]] = set()
    for code in CODES:
        fits = {(name, rend) for name, rend in used if name == code.element and code.rend.match(rend)}
        if fits:
            told.append((code.selector, code.scheme, code.meaning))
            known |= fits
    told += [(f"{name}[rend]", "free", AROUND) for name in sorted({n for n, rend in used - known if "{}" in rend})]
    return told
