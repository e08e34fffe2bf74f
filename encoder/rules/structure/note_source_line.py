"""A source line over the heading becomes ``note type="source" place="inline"``.

Found: in the first block, alone: a file number ("868.151/50: Telegram", "501.BC Indonesia/2–4549") or the name of
files ("IO Files", "Roosevelt Papers", "S/S Files, lot 57 D 649: Telegram"), as FRUS volumes to 1951 print it.
Left alone: headings.
TEI P5 4.9: CO, #CONONO.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span

LINE = re.compile(
    r"""
    (?: \[?(?:No\.\s*)?\d{3}[A-Za-z]?\.[^\n]{0,60}/[\w –—.½/-]+
        (?:\s?:\s?\w[\w ]*(?:\([^)\n]{2,30}\))?)?\]?\.?
      | [^\n]{0,90}\b(?:[Ff]iles?|[Pp]apers|Records|Lot|lot|Collection|Series[ ]No|Conf\.[ ]\d+)\b
        [^\n]{0,60}
        (?::\s?(?:Telegram|Airgram|Despatch|Circular[ ]telegram|Letter)(?:\s\([^)\n]{2,30}\))?)?
      | [^\n]{0,60}:\s?(?:Telegram|Circular[ ]telegram|Airgram)(?:\s\([^)\n]{2,30}\))? )
    """,
    re.VERBOSE,
)

#: the number of the file in it
FILE = re.compile(r"\d{3}[A-Za-z]?[. ][^\n:]{0,50}?/[\w –—.½/-]*[\w½]")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the note, if there is a block behind it that can be the heading."""
    free = draft.free_blocks
    if len(free) < 2 or len(free[0].lines) > 2:
        return
    line = LINE.fullmatch(draft.text, *free[0].span)
    if line and not re.match(r"\d+\.\s+[A-Z]", line.group()):
        yield Annotation(free[0].span, "note", RULE.id, {"type": "source", "place": "inline"})
        file = FILE.match(draft.text, *free[0].span)
        if file:
            yield Annotation(Span(*file.span()), "idno", RULE.id, {"type": "file"})


RULE = Rule("note-source-line", "note", find)
