"""What the report found odd in a place, and the marks at which a note without a place may belong."""

from __future__ import annotations

from collections.abc import Sequence

from encoder import lazy_re as re
from encoder.decisions import anchored
from encoder.draft.model import Annotation, Draft
from encoder.layout.blocks import Span

#: the kind of question, in place of an element
REPORT = "report"
#: places for a note that are offered, the likeliest first
_OFFERED = 9
_AROUND = 40
#: how a number is printed where it refers to a note, the likeliest form first; the last is any number
_MARKS = (
    r"\[{0}\]|\^\{{?{0}\}}?\^?|\({0}\)",
    r"(?<=[^\W\d_]){0}(?!\w)|(?<=[.,;:!?)”\"’»\]]){0}(?!\w)",
    r"(?<![\w.,:/$£€-]){0}(?![\w%]|[.,:/-]\w)",
)  # fmt: skip
#: figures, and signs: a star with a space before it is found by no rule
_NUMBER = re.compile(r"\d{1,4}")
_SIGN = re.compile(r"(?P<sign>([*†‡§¶])\2{0,3})(?=[\s\w/)\]])")
#: so many words of a paragraph name it
_WORDS = 8

Row = dict[str, str]


def problems(draft: Draft) -> list[tuple[Annotation, tuple[Row, ...]]]:
    """Return what the report says of a draft, but for mere information, as annotations; each with the places that an answer can choose.

    The annotation's rule is the code of the problem, its evidence what is said.
    """
    found: list[tuple[Annotation, tuple[Row, ...]]] = []
    for problem in sorted(draft.problems, key=lambda p: (p.span, p.code, p.message)):
        if problem.severity == "info":
            continue
        note = _note(draft, problem.span) if problem.code == "note-unplaced" else None
        span = problem.span if problem.span.start < problem.span.end else _line(draft.text, problem.span.start)
        if span.start < span.end:
            odd = Annotation(span, REPORT, problem.code, {"cert": "low"}, evidence=problem.message)
            found.append((odd, tuple(_places(draft, note, draft.text[slice(*problem.span)])) if note else ()))
    return found


def marks(draft: Draft, block: Annotation) -> list[Row]:
    """Return the decisions that make a paragraph which begins with a sign the note of the same sign elsewhere in the text."""
    sign = _SIGN.match(draft.text, *block.span) if block.element == "p" else None
    if sign is None:
        return []
    value = " ".join(draft.text[slice(*block.span)].split()[:_WORDS])
    spans = _standing(draft, [_signs(sign["sign"])], (block.span,))
    return [_row(draft, span, value) for span in spans] if " " in value else []


def _signs(sign: str) -> str:
    """Return the pattern of a sign that is not one of several, and begins no line."""
    return rf"(?<![{re.escape(sign[0])}\n]){re.escape(sign)}(?!{re.escape(sign[0])})"


def _note(draft: Draft, label: Span) -> Annotation | None:
    """Return the note behind a label, if it is the only one with its number, as a decision has to name it."""
    note = next((n for n in draft.of("note") if n.room == "back" and n.span.start >= label.end), None)
    if note is None or draft.text[label.end : note.span.start].strip():
        return None
    number = note.attributes.get("n", "")
    return note if sum(n.attributes.get("n") == number for n in draft.of("note")) == 1 else None


def _places(draft: Draft, note: Annotation, label: str) -> list[Row]:
    """Return the decisions that put a note at a mark: figures or signs like its own that are nothing else, by their form, then in order."""
    number, sign = note.attributes.get("n", ""), _SIGN.match(f"{label.strip()} ")
    if sign:
        return [_row(draft, span, number) for span in _standing(draft, [_signs(sign["sign"])], (note.span,))]
    if not _NUMBER.fullmatch(number):
        return []
    return [_row(draft, span, number) for span in _standing(draft, [form.format(number) for form in _MARKS], ())]


def _standing(draft: Draft, forms: Sequence[str], others: Sequence[Span]) -> list[Span]:
    """Return where marks of some forms stand that are nothing else yet."""
    taken = [*others, *(a.span for a in draft.annotations if not a.element or a.element in {"note", "pb", "date", "label", "ref"})]
    spans: list[Span] = []
    for form in forms:
        for mark in re.finditer(form, draft.text):
            span = Span(*mark.span())
            if not any(span.start < other.end and other.start < span.end for other in (*taken, *spans)):
                spans.append(span)
    return spans[:_OFFERED]


def _row(draft: Draft, span: Span, number: str) -> Row:
    exact, prefix, suffix = anchored(draft.text, span)
    before, behind = draft.text[max(0, span.start - _AROUND) : span.start], draft.text[span.end : span.end + _AROUND]
    return {
        "exact": exact, "prefix": prefix, "suffix": suffix, "value": number, "line": str(draft.source.position(span.start)[0]),
        "before": re.sub(r"\s+", " ", before), "behind": re.sub(r"\s+", " ", behind),
    }  # fmt: skip


def _line(text: str, at: int) -> Span:
    """Return the line that an offset stands in, without the white space around it."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : len(text) if end < 0 else end]
    inner = line.strip()
    first = start + line.find(inner)
    return Span(first, first + len(inner))
