"""Light markup: emphasis as Markdown and Project Gutenberg write it, links, code, raised letters, tags of HTML.

Signs are markup only where they are meant: in pairs around words inside one block, the first with no letter before it and the second with
none behind. A single star, an underscore to write on, ``a=b`` and ``2 * 3`` are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.layout.blocks import Block, Span
from encoder.layout.tables import bars

_PAIRS = re.compile(
    r"""
      (?<!`)`(?P<code>[^`\n]{1,200})`(?!`)                                             # `code`
    | (?<![!\w])\[(?P<words>[^\[\]\n]{1,200})\]\((?P<target>[^\s()<>]{2,300})\)        # [words](https://example.org)
    | <(?P<auto>(?:https?|ftp)://[^\s<>]{3,300})>                                      # <https://example.org>
    | <a\shref="(?P<href>[^"\s<>]{1,300})">(?P<linked>[^<>]{1,300})</a>                # <a href="...">words</a>
    | (?<![\w*\\])\*\*(?P<strong>[^\s*](?:[^*]{0,400}[^\s*])?)\*\*(?![\w*])            # **words**
    | (?<![\w*\\^])\*(?P<star>[^\s*](?:[^*]{0,400}[^\s*])?)\*(?![\w*])                  # *words*
    | (?<![\w_\\])_(?P<under>[^\s_](?:[^_]{0,600}[^\s_])?)_(?![\w_])                   # _words_
    | (?<![\w=])=(?P<equal>[^\s=](?:[^=\n]{0,200}[^\s=])?)=(?![\w=])                   # =words=
    | (?<=\w)\^(?P<raised>[A-Za-z0-9.]{1,8})\^                                         # 6^th^
    | (?<=\w)\^\{(?P<braced>[^{}\n]{1,20})\}                                           # 6^{th}
    """,
    re.X,
)
#: <i>words</i>, one in the other; <sc> and <g> are small and spaced letters as Distributed Proofreaders write them
_STYLE = re.compile(r"<(?P<end>/?)(?P<tag>i|b|em|strong|u|sup|sub|small|s|sc|g|I|B)>")
_TAG = re.compile(
    r"""
      </?
      (?: p | div | span | br | hr | h[1-6] | ul | ol | li | dl | dt | dd | blockquote | center | font
        | table | thead | tbody | tr | td | th | body | html | head | meta | img | pre | section )
      (?:\s[^<>]{0,300})?/?>  # "<br/>", "<p class='x'>"
    | <!--[^<>]{0,400}-->
    """,
    re.I | re.VERBOSE,
)
#: what a pair makes: element, @rend, the signs before and behind
_MADE: dict[str, tuple[str, str, int, int]] = {
    "code": ("code", "`", 1, 1),
    "strong": ("hi", "bold", 2, 2),
    "star": ("hi", "italic *", 1, 1),
    "under": ("hi", "italic _", 1, 1),
    "equal": ("hi", "bold =", 1, 1),
    "raised": ("hi", "superscript ^", 1, 1),
    "braced": ("hi", "superscript ^{", 2, 1),
}
_STYLES = {"i": "italic", "em": "italic", "b": "bold", "strong": "bold", "u": "underline", "sup": "superscript", "sub": "subscript",
           "small": "small", "s": "strikethrough", "sc": "smallcaps", "g": "spaced"}  # fmt: skip
#: where a link may go to
_TARGET = re.compile(r"(?:https?://|ftp://|mailto:|www\.|#|\.{0,2}/).*|[\w-]+(?:[./][\w-]+)+(?:#[\w-]+)?")
#: a sign that other texts use too is markup where it comes so often in pairs
OFTEN = {"equal": 2}
#: a text without any of these has no markup
_ANY = (*"`*_^=<", "](")


class Marked(NamedTuple):
    """Words with the signs around them: element, @rend and @target, and how many characters before and behind are signs."""

    span: Span
    element: str
    rend: str
    before: int
    behind: int
    target: str = ""


def marked(text: str, blocks: Sequence[Block]) -> Iterator[Marked]:
    """Yield what light markup marks in each block, in the order of the text; nothing in code."""
    if not any(map(text.__contains__, _ANY)):
        return
    read = [part for block in blocks for part in _parts(text, block)]
    found = [m for part in read for m in _PAIRS.finditer(text, *part)]
    often = {name: sum(m.lastgroup == name for m in found) for name in OFTEN}
    signs = [_made(m, m.lastgroup or "") for m in found if often.get(m.lastgroup or "", 1) >= OFTEN.get(m.lastgroup or "", 1)]
    tagged = [one for part in read for one in _tagged(text, part)] if "</" in text else []
    yield from _nested([*tagged, *(one for one in signs if one)])


def _parts(text: str, block: Block) -> Iterator[Span]:
    """Yield the stretches of a block that markup does not leave: the block, the cells of a table."""
    if block.kind == "bars":
        for line in block.lines:
            yield from (cell for cell in bars(text, line).cells if cell.end > cell.start)
    elif block.kind not in {"code", "rule"}:
        yield block.span


def _tagged(text: str, part: Span) -> Iterator[Marked]:
    """Yield the pairs of tags around words; one that is not closed is none."""
    opened: list[re.Match[str]] = []
    for m in _STYLE.finditer(text, *part):
        if not m["end"]:
            opened.append(m)
            continue
        k = next((k for k in reversed(range(len(opened))) if opened[k]["tag"] == m["tag"]), -1)
        if k >= 0:
            first = opened[k]
            del opened[k:]
            if m.start() > first.end():
                tag = m["tag"]
                yield Marked(Span(first.start(), m.end()), "hi", f"{_STYLES[tag.lower()]} <{tag}>", len(tag) + 2, len(tag) + 3)


def _nested(found: Sequence[Marked]) -> Iterator[Marked]:
    """Yield what stands in one another, in the order of the text; of two that cross the one that begins first."""
    around: list[Marked] = []
    for one in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
        while around and around[-1].span.end <= one.span.start:
            around.pop()
        outer = around[-1] if around else None
        if outer and (one.span.end > outer.span.end - outer.behind or one.span.start < outer.span.start + outer.before):
            continue
        if outer and outer.element == "code":
            continue
        around.append(one)
        yield one


def _made(m: re.Match[str], form: str) -> Marked | None:
    span = Span(*m.span())
    if form in {"target", "linked"} and (m["target"] if form == "target" else m["href"]).startswith("#"):
        return None  # it points to a heading by a name that only another program gives
    if form == "target":
        return Marked(span, "ref", "[]()", 1, len(m["target"]) + 3, m["target"]) if _TARGET.fullmatch(m["target"]) else None
    if form == "auto":
        return Marked(span, "ref", "<>", 1, 1, m["auto"])
    if form == "linked":
        return Marked(span, "ref", "<a>", len(m["href"]) + 11, 4, m["href"])
    element, rend, before, behind = _MADE[form]
    words = m[form]
    if not any(c.isalnum() for c in words) or "\n\n" in words:
        return None
    return Marked(span, element, rend, before, behind)


def tags(text: str) -> Iterator[Span]:
    """Yield the tags of HTML that mark no words: paragraphs, line breaks, comments."""
    if "<" in text:
        yield from (Span(*m.span()) for m in _TAG.finditer(text))
