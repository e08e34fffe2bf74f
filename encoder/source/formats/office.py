"""What Word and LibreOffice keep beside the running text: text boxes, running heads, objects, remarks; and words that are missing."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from encoder import lazy_re as re
from encoder.source.formats import rtf
from encoder.source.formats.inlines import Remark
from encoder.source.formats.pandoc import FormatError
from encoder.xml.safe import RefusedXMLError, parse

#: bytes that all parts of a document may have when they are unpacked
LARGEST = 1_000_000_000
LONGEST = 160
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEADS = re.compile(r"word/(?P<which>header|footer)\d*\.xml")
_OBJECTS = {
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "a chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "a diagram",
    f"{_W}object": "an embedded object",
}
_ODF = {
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation": ("comment", "a comment is not in the text"),
    "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}deletion": ("tracked-change", "this was struck out; it is left out"),
    "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}insertion": ("tracked-change", "an insertion was tracked; it is taken into the text"),
    "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}image": ("image", "an image is not in the text"),
    "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}text-box": ("text-box", "a text box is not in the text"),
    "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}header": ("running-head", "a running head is not in the text"),
    "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}footer": ("running-head", "a running foot is not in the text"),
}
_RTF = (
    (re.compile(rb"\{\\\*\s*\\annotation\b"), "comment", "comments are not in the text"),
    (re.compile(rb"\{\\(?:header|footer)[lrf]?\b"), "running-head", "running heads and feet are not in the text"),
    (re.compile(rb"\\(?:deleted)(?![a-z0])"), "tracked-change", "what was struck out with changes tracked is in the text"),
    (re.compile(rb"\{\\\*\s*\\shptxt\b|\{\\shptxt\b"), "text-box", "text boxes may not be in the text"),
)
#: parts of an OpenDocument text that are none of its words
_NO_TEXT = ("note-citation", "tracked-changes", "sequence-decls")
_WORD = re.compile(r"[^\W_]+")
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
#: what is told even where it has no words
_WORDLESS = frozenset(("image", "tracked-change"))


def beside(data: bytes, kind: str, text: str) -> Iterator[Remark]:
    """Yield what a document has beside its text; ``text`` is what pandoc gave of it. Raises FormatError where it is too large."""
    if kind == "rtf":
        yield from _rtf(data)
        yield from _missing(rtf.words(data), text)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                raise FormatError("too-large", f"its parts have more than {LARGEST // 1_000_000} megabytes")
            found = list(dict.fromkeys(_docx(archive, _squeezed(text)) if kind == "docx" else _odt(archive, _squeezed(text))))
            yield from found
            told = " ".join(remark.message for remark in found)
            yield from _missing(_docx_words(archive) if kind == "docx" else _odt_words(archive), f"{text} {told}")
    except (zipfile.BadZipFile, RefusedXMLError, OSError, RuntimeError, NotImplementedError) as error:
        raise FormatError("unreadable", f"it is broken: {error}") from None


def _missing(words: str, text: str) -> Iterator[Remark]:
    """Yield a remark on words of a document that its text does not have, nor any remark."""
    bare = re.sub(r"\[\^[^\[\]\s]+\]|</?[a-z]{1,4}>|[\^*]", "", text)
    lost = Counter(_WORD.findall(words)) - Counter(_WORD.findall(bare))
    if lost:
        squeezed = _squeezed(text)  # a word of the document may be parted in its text
        missing = [word for word in lost.elements() if word not in squeezed or lost[word] > squeezed.count(word)]
        if missing:
            said = " ".join(missing)
            short = said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"
            yield Remark("left-out", f"{len(missing)} words of the document are not in the text: {short}")


def _docx_words(archive: zipfile.ZipFile) -> str:
    names = [n for n in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml") if n in archive.namelist()]
    out: list[str] = []
    for name in names:
        for element in parse(archive.read(name)).getroot().iter(f"{_W}t", f"{_W}p", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
            if any(above.tag in {f"{_MC}Fallback", f"{_W}txbxContent"} for above in element.iterancestors()):
                continue
            out.append(element.text or "" if element.tag == f"{_W}t" else " ")
    return "".join(out)


def _odt_words(archive: zipfile.ZipFile) -> str:
    out: list[str] = []
    apart = {tag for tag in _ODF if not tag.endswith("}insertion")} | {f"{_TEXT}{name}" for name in _NO_TEXT}

    def walk(element: etree._Element) -> None:
        if element.tag in apart or not isinstance(element.tag, str):
            return
        if element.tag in {f"{_TEXT}p", f"{_TEXT}h", f"{_TEXT}tab", f"{_TEXT}s", f"{_TEXT}line-break", f"{_TEXT}note"}:
            out.append(" ")
        out.append(element.text or "")
        for child in element:
            walk(child)
            out.append(child.tail or "")
    body = parse(archive.read("content.xml")).getroot().find(f"{_OFFICE}body")
    if body is not None:
        walk(body)
    return "".join(out)


def _rtf(data: bytes) -> Iterator[Remark]:
    for pattern, code, said in _RTF:
        count = len(pattern.findall(data))
        if count:
            yield Remark(code, f"{said} ({count})")


def _squeezed(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _docx(archive: zipfile.ZipFile, text: str) -> Iterator[Remark]:
    for name in sorted(archive.namelist()):
        heads = _HEADS.fullmatch(name)
        if heads:
            words = _words(parse(archive.read(name)).getroot(), f"{_W}t")
            which = "head" if heads["which"] == "header" else "foot"
            if words:
                yield Remark("running-head", f"a running {which} is not in the text: {words}")
        elif name in {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"}:
            yield from _parts(parse(archive.read(name)).getroot(), text)


def _parts(root: etree._Element, text: str) -> Iterator[Remark]:
    for box in root.iter(f"{_W}txbxContent"):
        if any(above.tag == f"{_MC}Fallback" for above in box.iterancestors()):
            continue  # the same again, for older programs
        for paragraph in box.iter(f"{_W}p"):
            words = _words(paragraph, f"{_W}t")
            if words and _squeezed(words.rstrip("…")) not in text:
                yield Remark("text-box", f"words of a text box are not in the text: {words}")
    for element in root.iter(*_OBJECTS):
        yield Remark("object", f"{_OBJECTS[str(element.tag)]} is not in the text")


def _odt(archive: zipfile.ZipFile, text: str) -> Iterator[Remark]:
    for name in ("content.xml", "styles.xml"):
        if name not in archive.namelist():
            continue
        for element in parse(archive.read(name)).getroot().iter(*_ODF):
            code, said = _ODF[str(element.tag)]
            words = " ".join("".join(map(str, element.itertext())).split())
            short = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
            if (words or code in _WORDLESS) and not (code == "text-box" and _squeezed(words) in text):
                yield Remark(code, f"{said}: {short}" if words else said)


def _words(element: etree._Element, tag: str) -> str:
    words = " ".join("".join(part.text or "" for part in element.iter(tag)).split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
