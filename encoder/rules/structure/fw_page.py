"""Running heads and feet, signatures, catchwords and an archive's own lines become ``fw``.

Found: what the reading of the layout sets apart from the text: lines beside the marks of pages that come again or count on, the header and
licence of Project Gutenberg, the first lines of a record that is published online. Where a running head has the page's number a ``pb``
stands before it; the ``@rend`` of the ``fw`` says where the number stands.
Left alone: headings, and lines that come again in the text.
TEI P5 12.6: PH, #PHSK.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout import releases
from encoder.layout.blocks import Span

#: kind of furniture -> type and place
TYPES = {"header": ("header", "top"), "footer": ("footer", "bottom"), "sig": ("sig", "bottom"), "catch": ("catch", "bottom")}

#: a wrapper whose lines are broken paragraphs
WHOLE = "Gutenberg"


def find(draft: Draft) -> Iterator[Finding]:
    """Yield an ``fw`` for each of them, and the ``pb`` before a running head with a number."""
    pages = {f"pg_{a.attributes.get('n')}" for a in draft.of("pb")}
    for piece in draft.source.layout.furniture:
        if piece.span.start < draft.record_end or piece.span.end > draft.record_below:
            continue
        if piece.why in releases.WHY:
            continue  # fw-release has them
        if piece.n and piece.kind in {*TYPES, "wrapper"}:
            identifier = f"pg_{piece.n}"
            attributes = {"n": piece.n, "rend": "fw"} | ({} if identifier in pages else {"xml:id": identifier})
            pages.add(identifier)
            before = Span(max(0, piece.span.start - 1), piece.span.start)
            if not before.end:  # nothing stands before the first line
                before = Span(piece.span.end, piece.span.end + 1)
            yield Annotation(before, "pb", RULE.id, attributes, content="replaced", evidence=piece.why)
        if piece.kind in TYPES:
            kind, place = TYPES[piece.kind]
            rend, trim, behind = _number(draft.text[slice(*piece.span)], piece.n)
            attributes = {"type": kind, "place": place} | ({"rend": rend} if rend else {})
            yield Annotation(piece.span, "fw", RULE.id, attributes, trim=trim, behind=behind, evidence=piece.why)
    for span, why in _wrappers(draft):
        yield Annotation(span, "fw", RULE.id, {"type": "header"}, evidence=why)


def _number(said: str, n: str) -> tuple[str, int, int]:
    """Return how a running head is written around its words, and what of it before and behind them is the page's number."""
    if n and said.startswith(n):
        return f"{n} {{}}", len(said) - len(said[len(n) :].lstrip()), 0
    if n and said.endswith(n):
        return f"{{}} {n}", 0, len(said) - len(said[: -len(n)].rstrip())
    return "", 0, -1


def _wrappers(draft: Draft) -> list[tuple[Span, str]]:
    """Return what an archive puts around the text: the lines of a licence together, those of a record one by one."""
    found: list[tuple[Span, str]] = []
    for piece in draft.source.layout.furniture:
        if piece.kind != "wrapper":
            continue
        if found and found[-1][1] == piece.why and WHOLE in piece.why and draft.text.count("\n", found[-1][0].end, piece.span.start) == 1:
            found[-1] = (Span(found[-1][0].start, piece.span.end), piece.why)
        else:
            found.append((piece.span, piece.why))
    return found


RULE = Rule(
    "fw-page", "fw", find,
    "Running heads and feet, signatures, catchwords and the lines that an archive puts around the text are fw and no part of it.",
)
