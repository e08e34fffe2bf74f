"""What an archive puts around a text: Project Gutenberg's header and licence, the first lines of the Government Publishing Office.

These lines are kept and are no part of the text; nothing in them dates it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from encoder import lazy_re as re
from encoder.layout.lines import Line

_START = re.compile(r"\*{2,3}\s?START OF (?:THE|THIS) PROJECT GUTENBERG\b.*", re.I)
_END = re.compile(
    r"\*{2,3}\s?END OF (?:THE|THIS) PROJECT GUTENBERG\b.*|End of (?:the |this )?Project Gutenberg(?:'s|’s|\s).*",
    re.I,
)
_OLD_START = re.compile(r"\*END\*?\s?THE SMALL PRINT\b.*", re.I)
#: who made the file, below the header
_MADE = re.compile(
    r"(?:This (?:e-?book|e-?text|file) was |E-?text )?(?:produced|prepared|transcribed|scanned) (?:by|from)\b",
    re.I,
)
#: "[Congressional Record Volume 143, Number 8 (Tuesday, January 28, 1997)]", "[Federal Register Volume 60, Number 3 (...)]"
_VOLUME = re.compile(r"\[.*\bVol(?:ume|\.)\s[\dIVXLC]+.*\b(?:No\.|Number|Issue)\s\d+.*\]")
_ONLINE = re.compile(r"From the .*\bOnline (?:through|via)\b.*|\[?(?:FR Doc No:? .*|www\.gpo(?:access)?\.gov)\]?", re.I)
_BRACKETED = re.compile(r"\[[^\[\]]{1,80}\]")
#: "{time}  1045" says when a speech was given
_TIME = re.compile(r"\{time\}\s+\d{3,4}")
#: what a page of the web has above and below a text
_SURE = re.compile(
    r"""
    (?: Skip[ ]to[ ](?:main[ ])?(?:content|navigation) | Toggle[ ]navigation
      | (?:Back|Return)[ ]to[ ](?:top|search[ ]results|results|list|index|home) | Back
      | Share[ ](?:this(?:[ ]page|[ ]article)?|on[ ]\w+) | Share | Print(?:[ ]this[ ]page)?
      | E-?mail(?:[ ]this[ ]page)? | Tweet | Facebook | Twitter | Log[ ]?in | Sign[ ]in
      | Subscribe.{0,40} | Privacy[ ](?:Policy|Notice).{0,40}
      | Terms[ ]of[ ](?:Use|Service).{0,40} | Cookie.{0,60} | Accept[ ](?:all[ ])?cookies
      | (?:©|\(c\)|Copyright\b).{0,120} | .{0,80}All[ ]rights[ ]reserved\.?
      | (?:Page[ ])?[Ll]ast[ ](?:updated|modified|reviewed).{0,40}
      | (?:Previous|Next)(?:[ ](?:page|document|letter|item|entry))? | Download(?:[ ]as)?(?:[ ]PDF)?
      | Cite[ ]this.{0,40} | Menu | Search | Home | Contact(?:[ ]us)? )
    """,
    re.I | re.VERBOSE,
)
#: "Home | About | Search", "Home > Letters > Letter 12"
_TRAIL = re.compile(r"(?:[^\s|>»›][^|>»›]{0,40}?\s*[|>»›]\s*){1,8}[^\s|>»›][^|>»›]{0,60}")
#: the first lines of a text, and the farthest that Gutenberg's header reaches in lines
FIRST = 12
HEADER = 400
LAST = 600


def wrappers(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Yield the number of each line of a wrapper and what it is."""
    found = dict(_gutenberg(text, lines))
    found.update(_publishing(text, lines))
    found.update(_navigation(text, lines))
    yield from sorted(found.items())


def _gutenberg(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    if "GUTENBERG" not in text[: lines[min(HEADER, len(lines)) - 1].end].upper() if lines else True:
        return
    start = next((k for k, line in enumerate(lines[:HEADER]) if _START.match(text, line.start, line.end)
                  or _OLD_START.match(text, line.start, line.end)), -1)
    if start >= 0:
        last = start
        while last + 1 < len(lines) and not lines[last + 1].blank:
            last += 1
        if last + 1 < len(lines) and _MADE.match(text, lines[last + 1].start):
            last += 1
            while last + 1 < len(lines) and not lines[last + 1].blank:
                last += 1
        yield from ((k, "the header of Project Gutenberg") for k in range(last + 1))
    begin = max(start + 1, len(lines) - LAST)
    end = next((k for k in range(begin, len(lines)) if _END.match(text, lines[k].start, lines[k].end)), len(lines))
    yield from ((k, "the licence of Project Gutenberg") for k in range(end, len(lines)))


def _navigation(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Yield the first and the last lines where each is a link or a notice of a web page, and two and more at least, or one that is sure."""
    for order in (range(min(FIRST, len(lines))), range(len(lines) - 1, max(-1, len(lines) - 1 - FIRST), -1)):
        run: list[int] = []
        sure = 0
        for k in order:
            said = text[lines[k].start : lines[k].end]
            known = _SURE.fullmatch(said) is not None or _all_known(said)
            if not known and not _TRAIL.fullmatch(said):
                break
            sure += known
            run.append(k)
        if run and sure and len(run) < len(lines) and (len(run) > 1 or text[lines[run[0]].start :][:7].lower() == "skip to"):
            yield from ((k, "the navigation of a web page") for k in run)


def _all_known(said: str) -> bool:
    parts = [part.strip() for part in re.split(r"[|·•]", said)]
    return len(parts) > 1 and 2 * sum(_SURE.fullmatch(part) is not None for part in parts) >= len(parts)


def _publishing(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    head: list[int] = []
    sure = False
    for k, line in enumerate(lines[:FIRST]):
        known = any(shape.fullmatch(text, line.start, line.end) for shape in (_VOLUME, _ONLINE))
        if not known and not _BRACKETED.fullmatch(text, line.start, line.end):
            break
        head.append(k)
        sure = sure or known
    if sure:
        yield from ((k, "the first lines of a record that is published online") for k in head)
    if "{time}" in text:
        for k, line in enumerate(lines):
            if _TIME.fullmatch(text, line.start, line.end):
                yield k, "a mark of the time in the Congressional Record"
