"""Rich Text: what pandoc passes over is put so that it reads it, and the words of a file, to see that none is missing."""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re

#: notes that are marked as if a reader might leave them out
_NOTE = re.compile(rb"\{\\\*\s*\\footnote\b")
_TOKEN = re.compile(
    rb"""
      \\'(?P<byte>[0-9a-fA-F]{2})
    | \\u(?P<code>-?\d{1,6})\x20?(?:\\'[0-9a-fA-F]{2}|[^\\{}])?
    | \\(?P<word>[a-z]{1,32})(?P<value>-?\d{0,10})\x20?
    | \\(?P<sign>[^a-z])
    | (?P<brace>[{}])
    | (?P<text>[^\\{}]+)
    """,
    re.X,
)
#: groups that hold no text of the document
_APART = frozenset((b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"listtable", b"listoverridetable", b"rsidtbl",
                    b"header", b"headerl", b"headerr", b"headerf", b"footer", b"footerl", b"footerr", b"footerf", b"fldinst", b"generator",
                    b"listtext", b"pntext", b"xmlnstbl", b"mmathPr", b"themedata", b"datastore", b"latentstyles", b"ftnsep", b"ftnsepc",
                    b"aftnsep", b"bkmkstart", b"bkmkend", b"annotation", b"atnid", b"atnauthor", b"nonshppict"))  # fmt: skip
#: words and signs that part words
_PARTS = frozenset((b"par", b"tab", b"line", b"cell", b"row", b"page", b"sect", b"column", b"emdash", b"endash", b"lquote", b"rquote",
                    b"ldblquote", b"rdblquote", b"bullet"))  # fmt: skip


def readable(data: bytes) -> bytes:
    """Return a file in which notes are no optional groups."""
    return _NOTE.sub(rb"{\\footnote", data)


def words(data: bytes) -> str:
    """Return the words of a file as they come, white space between its paragraphs and cells."""
    return "".join(_pieces(data))


def _pieces(data: bytes) -> Iterator[str]:
    skipped: list[bool] = [False]
    starred = False
    for m in _TOKEN.finditer(readable(data)):
        kind = m.lastgroup
        if m["brace"] == b"{":
            skipped.append(skipped[-1])
            starred = False
        elif m["brace"] == b"}":
            if len(skipped) > 1:
                skipped.pop()
            yield ""
        elif m["sign"] == b"*":
            starred = True
        elif m["word"] is not None:
            if starred or m["word"] in _APART:
                skipped[-1] = True
            starred = False
            if m["word"] in _PARTS and not skipped[-1]:
                yield " "
        elif skipped[-1]:
            continue
        elif m["byte"] is not None:
            yield bytes([int(m["byte"], 16)]).decode("cp1252", "replace")
        elif m["code"] is not None:
            yield chr(int(m["code"]) % 0x10000)
        elif m["sign"] is not None:
            yield " " if m["sign"] in b"~_-" else m["sign"].decode("latin-1")
        elif kind == "text":
            yield m["text"].replace(b"\r", b"").replace(b"\n", b"").decode("cp1252", "replace")
