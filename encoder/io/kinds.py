"""What a file is, told by its first bytes and never by its name, and what to do with one that is no text."""

from __future__ import annotations

import io
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.errors import EncoderError


class Kind(NamedTuple):
    """What a file is: a word for programs, words for people, and what may be done with it."""

    id: str
    label: str
    advice: str


class NotTextError(EncoderError):
    """A file that is no text; the message names what it is and what to do."""


_SAVE = "open it and save it as plain text (UTF-8)"
#: of what is read, should it not be
_READ = "where it cannot be read, open it and save it as plain text (UTF-8)"
_SCAN = "an image has no text; have it read by a transcription program and encode what that gives"
_LIST = "a list of persons, places or terms is named with --persons, --places, --terms or in edition.toml; it is no text"
_UNPACK = "unpack it and encode the files in it"

KINDS = {
    kind.id: kind
    for kind in (
        Kind("pdf", "a PDF", _READ),
        Kind("docx", "a Word document (docx)", _READ),
        Kind("odt", "an OpenDocument text (odt)", _READ),
        Kind("epub", "an e-book (epub)", _READ),
        Kind("rtf", "a Rich Text document (rtf)", _READ),
        Kind("html", "a web page (html)", _READ),
        Kind("mhtml", "a saved web page (mhtml)", _READ),
        Kind("xml", "an XML file", "tei-encoder validate and tei-encoder text take editions; encode takes plain text"),
        Kind("xlsx", "a spreadsheet (xlsx)", _LIST),
        Kind("ods", "a spreadsheet (ods)", _LIST),
        Kind("presentation", "a presentation", _SAVE),
        Kind("office", "an old Office document (doc, xls or ppt)", "open it and save it as docx, a spreadsheet as CSV or xlsx"),
        Kind("locked", "an Office document that is locked with a password", "open it and save it without one"),
        Kind("image", "an image", _SCAN),
        Kind("media", "a recording", "encode its transcript"),
        Kind("zip", "an archive (zip)", _UNPACK),
        Kind("archive", "an archive", _UNPACK),
        Kind("database", "a database", "export its texts as plain text (UTF-8)"),
    )
}

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"), (b"{\\rtf", "rtf"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"), (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"), (b"GIF87a", "image"), (b"GIF89a", "image"), (b"II*\0", "image"), (b"MM\0*", "image"),
    (b"AT&TFORM", "image"), (b"\0\0\0\x0cjP  ", "image"), (b"\x1f\x8b\x08", "archive"), (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"), (b"BZh9", "archive"), (b"\xfd7zXZ\0", "archive"), (b"SQLite format 3\0", "database"),
    (b"ID3\x03", "media"), (b"ID3\x04", "media"), (b"OggS\0", "media"), (b"fLaC\0", "media"),
)  # fmt: skip
#: what stands in ``mimetype`` of an archive of OpenDocument or of an e-book
_MIME = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "presentation",
    b"application/epub+zip": "epub",
}
_PARTS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "presentation"))
#: bytes before the signature of a PDF that readers let pass
_BEFORE_PDF = 1024
_HEAD = 4096
#: the stream in which newer Office documents are kept under a password
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_XML = re.compile(rb"<\?xml\s+version\s*=")
_HTML = re.compile(rb"(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.I | re.S)
_DOCTYPE_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.I)
_MHTML = re.compile(rb"(?:From: <Saved by |MIME-Version: 1\.0).{0,600}?Content-Type: multipart/related", re.I | re.S)


def kind_of(data: bytes) -> Kind | None:
    """Return what a file is that is no plain text; None where nothing says so."""
    name = _kind(data)
    return KINDS[name] if name else None


def _kind(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return "locked" if name == "office" and _LOCKED in data else name
    if data[4:8] == b"ftyp" and not data[0]:
        return "image" if data[8:12] in {b"heic", b"heix", b"avif", b"mif1"} else "media"
    if data[:4] == b"RIFF":
        return "image" if data[8:12] == b"WEBP" else "media" if data[8:12] in {b"WAVE", b"AVI "} else ""
    head = data[:_HEAD]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if re.search(rb"^%PDF-1\.\d", head[:_BEFORE_PDF], re.M) and b"\0" in data:
        return "pdf"
    if _XML.match(start):
        return "html" if _DOCTYPE_HTML.search(start) else "xml"
    if _HTML.match(start):
        return "html"
    return "mhtml" if _MHTML.match(start) else ""


def _packed(data: bytes) -> str:
    """Tell what a zip holds."""
    import zipfile  # few runs meet one

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < _HEAD:
                mime = archive.read("mimetype").strip()
                if mime in _MIME:
                    return _MIME[mime]
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return "zip"
    if "[Content_Types].xml" in names:
        for part, name in _PARTS:
            if any(n.startswith(part) for n in names):
                return name
    return "zip"
