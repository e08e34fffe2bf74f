"""The title of the volume over the heading of a document becomes ``fw``: the running title that a page of the archive shows.

Found: at the very beginning lines such as "Foreign Relations of the United States, 1977–1980, Volume XX, Eastern Europe" and
"Historical Documents", where a heading follows.
Left alone: the title anywhere else, and where nothing follows.
TEI P5 12.6: PH, #PHSK.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Fact, Finding, Rule

VOLUME = re.compile(
    r"""
    (?: (?:Papers[ ]Relating[ ]to[ ])?(?:the[ ])?Foreign[ ]Relations[ ]of[ ]the[ ]United[ ]States
      | Papers[ ]Relating[ ]to[ ]Foreign[ ]Affairs )
    \b[^\n]{0,200}
    """,
    re.I | re.VERBOSE,
)
BANNER = re.compile(r"(?:Office of the Historian|Historical Documents|Home|Document \d+)")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the running title, the volume's title as a fact, and the links below the text."""
    yield from _links(draft)
    for block in draft.source.blocks[:-1]:
        volumes = [line for line in block.lines if VOLUME.fullmatch(draft.text, *line)]
        if not all(line in volumes or BANNER.fullmatch(draft.text, *line) for line in block.lines):
            return
        yield Annotation(block.span, "fw", RULE.id, {"type": "header"})
        for line in volumes:
            yield Fact("volume", draft.plain(line), RULE.id, line)


def _links(draft: Draft) -> Iterator[Annotation]:
    """Yield the links of the page below the text."""
    last = len(draft.text.rstrip())
    for piece in reversed(draft.source.layout.furniture):
        if piece.kind != "wrapper" or draft.text[piece.span.end : last].strip():
            return
        yield Annotation(piece.span, "fw", RULE.id, {"type": "footer"}, evidence=piece.why)
        last = piece.span.start


RULE = Rule("fw-volume", "fw", find, "The title of the volume that stands over the heading is kept as a running title.")
