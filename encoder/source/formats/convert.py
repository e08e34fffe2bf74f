"""A document in another form becomes text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from encoder import lazy_re as re
from encoder.errors import EncoderError
from encoder.source.formats import light, linked, office, pandoc, pdf, rtf, webpage
from encoder.source.formats.inlines import Remark, plain_words
from encoder.source.formats.pandoc import FormatError

#: of so many remarks of one kind each is a line; how many more there are is told
EACH = 20
_TITLES = ("title", "subtitle", "author", "date", "abstract")
_LONGEST = 200
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-\w+)*")
_STAMP = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)T.*")


class Converted(NamedTuple):
    """The text of a document, what there is to say of places in it (offset, remark), and a sentence on how it was made."""

    text: str
    remarks: tuple[tuple[int, Remark], ...]
    said: str


def convert(data: bytes, form: str, label: str, encoding: str = "") -> Converted:
    """Return the text of a document. Raises FormatError, and UnsureError for a page whose encoding cannot be told."""
    try:
        made = _pdf(data) if form == "pdf" else _tree(data, form, label, encoding)
    except RecursionError:
        raise FormatError("unreadable", "its parts lie too deep in each other") from None
    except FormatError:
        raise
    except EncoderError as error:
        if type(error) is EncoderError:
            raise FormatError("text-lost", str(error)) from None
        raise
    return made._replace(remarks=tuple(_few(made.remarks)))


def _pdf(data: bytes) -> Converted:
    pages = pdf.read(data)
    said = "The text was taken from the text layer of a PDF; small raised figures are written as ¹, ², ³."
    return Converted(pages.text, pages.remarks, said)


def _tree(data: bytes, form: str, label: str, encoding: str) -> Converted:
    page = None
    pandoc.program()  # without it nothing else need be looked at
    if form in {"html", "mhtml"}:
        page = webpage.read(webpage.from_mhtml(data) if form == "mhtml" else data, encoding)
        data = page.markup.encode()
    original = data
    if form == "rtf":
        data = rtf.readable(data)
    blocks, meta = pandoc.tree(data, "html" if page else form)
    title = form in {"docx", "odt"} and "title" in meta
    if form in {"docx", "odt"}:
        blocks = [*_titles(meta), *blocks]
    linked.joined(blocks)
    written = light.write(blocks, bool(page and page.site and page.site.plain), int(title))
    text = _front(meta) + written.text if form == "epub" else written.text
    moved = len(text) - len(written.text)
    remarks = [(offset + moved, remark) for offset, remark in written.remarks]
    if form in {"docx", "odt", "rtf"}:
        remarks += [(0, remark) for remark in office.beside(original, form, text)]
    if page and page.left_out:
        remarks.append((0, _navigation(page.left_out)))
    from_site = f" of {page.site.label}" if page and page.site else ""
    plain = ", without the signs of emphasis and links," if page and page.site and page.site.plain else ""
    said = f"The text was taken from {label}{from_site}{plain} by pandoc {pandoc.version()}."
    return Converted(text, tuple(sorted(remarks, key=lambda r: r[0])), said)


def _titles(meta: pandoc.Node) -> Iterator[pandoc.Node]:
    """Yield what pandoc takes from the first paragraphs of a document by their styles: they stand there as text."""
    for key in _TITLES:
        for value in _values(meta.get(key)):
            if isinstance(value, list) and value and key == "abstract":
                yield from value if value[0]["t"] in {"Para", "Plain", "Div"} else [{"t": "Para", "c": value}]
            elif isinstance(value, list) and value:
                yield {"t": "Header", "c": [0, ["", [], []], value]} if key == "title" else {"t": "Para", "c": value}


def _values(value: Any) -> Iterator[Any]:
    if not value:
        return
    if value["t"] == "MetaList":
        for inner in value["c"]:
            yield from _values(inner)
    elif value["t"] in {"MetaInlines", "MetaBlocks"}:
        yield value["c"]


def _front(meta: pandoc.Node) -> str:
    """Return what an e-book says of itself, as keys before its text."""
    keys = (("title", "title"), ("creator", "author"), ("author", "author"), ("language", "language"), ("date", "date"))
    lines: dict[str, str] = {}
    for key, name in keys:
        said = "; ".join(" ".join(plain_words(value).split()) for value in _values(meta.get(key)))
        stamp = _STAMP.fullmatch(said)
        said = stamp["day"] if stamp else said
        if said and name not in lines and (name != "language" or _LANGUAGE.fullmatch(said)):
            lines[name] = f"{name}: {said}"
    return "---\n" + "\n".join(lines.values()) + "\n---\n\n" if lines else ""


def _navigation(left_out: tuple[str, ...]) -> Remark:
    words = " | ".join(" ".join(part.split()) for part in left_out)
    short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    return Remark("page-navigation", f"what only leads through the site is not in the text ({len(words.split())} words): {short}")


def _few(remarks: tuple[tuple[int, Remark], ...]) -> Iterator[tuple[int, Remark]]:
    counts = Counter(remark.code for _, remark in remarks)
    seen: Counter[str] = Counter()
    for offset, remark in remarks:
        seen[remark.code] += 1
        if seen[remark.code] < EACH or counts[remark.code] == EACH:
            yield offset, remark
        elif seen[remark.code] == EACH:
            yield offset, Remark(remark.code, f"{remark.message}; and {counts[remark.code] - EACH} more of this kind")


__all__ = ["Converted", "FormatError", "convert"]
