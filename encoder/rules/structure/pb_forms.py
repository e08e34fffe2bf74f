"""Page marks in the forms of other archives become ``pb``.

Found: "(p. 12)", "[p. 12]", "[fol. 5v]", "[f. 2 r°]", "{12}", "|12|"; alone on a line "[12]", "- 12 -", "Page 3 of 7",
"## p. 12 (#34)", and a figure alone where it is one of a row that counts on and sentences go on over it;
a form feed. The columns of debates ("[Column 412]") are ``milestone``.
Left alone: references to pages in a sentence ("see p. 12"), numbers in brackets that are a note's.
TEI P5 3.11.3: CO, #CORS5.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Span
from encoder.layout.pages import INSIDE, rend

#: pages that begin the count of another document: they may follow a higher number
FIRST = 2
#: a running head and its number stand so near to a form feed
NEAR = 3
WORDS = 16
#: "pb-page-number" has them
COLUMN = re.compile(r"\[?(?:Column|COLUMN|[Cc]ols?\.)\s?\d")
BRACKETED = re.compile(r"\[\[?Page\s")


def marks(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Yield the page marks, in the order of the text, and their numbers; those inside a line where their numbers rise."""
    apart = [piece for piece in draft.source.layout.furniture if piece.kind in {"page", "number"}]
    found = [(piece.span, piece.n, True) for piece in apart if not BRACKETED.match(draft.text, piece.span.start)]
    inside = INSIDE.finditer(draft.text, draft.record_end, draft.record_below)
    found += [(Span(*m.span()), "".join(m[m.lastgroup or 0].split()), False) for m in inside]
    last = 0
    end = draft.record_end
    for span, n, alone in sorted(found):
        if span.start < end or span.end > draft.record_below:
            continue
        count = 2 * int(re.sub(r"\D", "", n) or 0) + n.endswith("v")  # a leaf has two sides
        if not alone and count <= last and count > 2 * FIRST:
            continue
        last, end = count or last, span.end
        yield span, n


def find(draft: Draft) -> Iterator[Finding]:
    """Yield a ``pb`` whose ``@rend`` says how the mark was written; one without a number for a form feed that has none beside it."""
    seen: set[str] = set()
    for span, n in marks(draft):
        if COLUMN.match(draft.text, span.start):
            said = draft.text[slice(*span)]
            yield Annotation(span, "milestone", RULE.id, {"unit": "column", "n": n, "rend": said}, content="replaced")
            continue
        identifier = {} if n in seen else {"xml:id": f"pg_{n}"}
        seen.add(n)
        yield Annotation(span, "pb", RULE.id, {"n": n, "rend": rend(draft.text[slice(*span)], n), **identifier}, content="replaced")
    numbered = [piece.span for piece in draft.source.layout.furniture if piece.n]
    starts = [span.start for span in numbered]
    at = draft.text.find("\f")
    while at >= 0:
        k = bisect_left(starts, at)
        if not any(_near(draft.text, at, span) for span in numbered[max(0, k - 1) : k + 1]):
            yield Annotation(Span(at, at + 1), "pb", RULE.id, content="replaced", evidence="a form feed")
        at = draft.text.find("\f", at + 1)


def _near(text: str, feed: int, number: Span) -> bool:
    """Whether so few lines stand between a form feed and a page's number that they belong together."""
    first, last = (number.end, feed) if number.start < feed else (feed, number.start)
    return len(text[first:last].split("\n\n")) <= NEAR and len(text[first:last].split()) <= WORDS


RULE = Rule("pb-forms", "pb", find, "Page marks became pb elements; their rend says how the source writes them.")
