"""Notes with marks of their own become ``note`` elements where their marks stand.

Found: a list at the end of the text whose lines begin with "[1]", "[^1]", "¹", "*" or, where the marks in the text are in
brackets or raised, "1."; "1" where all the marks are glued to words in their order; for each of them the mark in the text.
Such lines at the foot of a page as well: before a page mark, with all their marks on that page.
Left alone: lists whose lines no mark refers to.
TEI P5 3.9: CO, #CONONO.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from encoder.draft.model import Annotation, Draft, Finding, Problem, Rule
from encoder.layout.blocks import Block, Span
from encoder.rules.structure.pb_forms import marks as page_marks
from encoder.rules.structure.pb_page_number import MARK as BRACKETED

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FIGURES = str.maketrans(_RAISED, "0123456789")
LABEL = re.compile(
    r"[^\S\n]*(?:\[(?P<bracket>\d{1,3}|[a-z])\]|\[\^(?P<caret>[\w-]{1,20})\]:?"
    rf"|(?P<raised>[{_RAISED}]{{1,3}})|(?P<sign>\*{{1,4}}|†{{1,2}}|‡{{1,2}}|§)(?=\s?\S)|(?P<plain>\d{{1,3}})[.)](?=\s)"
    r"|(?P<glued>\d{1,3})(?=\s+[A-Z“\"‘\[]))"
)
SOURCE = re.compile(r"\[?Source\s?:")
#: who speaks in a note
WHOSE = re.compile(r"\[?(?P<who>[Tt]ranslator|[Tt]rans\.|[Ee]ditor)s?(?:[’']s?)?\s[Nn]ote")
#: form -> the mark in the text, with {} for the number, and how text writes it again
MARKS = {
    "bracket": (r"\[{}\]", "brackets"), "caret": (r"\[\^{}\]", "caret"), "raised": ("{}", ""),
    "sign": (r"(?<=[^\s*†‡§]){}(?![*†‡§])", ""), "glued": (r"(?:(?<=[a-zà-ÿ)”\"’!?])|(?<=[^\d\s][.,;:])){}(?![\w%]|[.,:/-]\w)", ""),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list: its label, its form and number, and its lines of text."""

    label: Span
    form: str
    number: str
    lines: tuple[Span, ...]


def listed(draft: Draft) -> tuple[Listed, ...]:
    """Return the notes of the list at the end, in order; none where the last block is no such list."""
    found: list[Listed] = []
    for block in reversed([b for b in draft.source.blocks[1:] if b.span.start < draft.record_below]):
        here = _lines(draft, block)
        if not here:
            break
        found[:0] = here
    return tuple(found)


def _lines(draft: Draft, block: Block) -> list[Listed]:
    """Return the notes of a block whose first line has a label; a line without one belongs to the note before it."""
    here: list[Listed] = []
    for line in block.lines:
        m = LABEL.match(draft.text, line.start, line.end)
        if m and (m.lastgroup or ""):
            start = m.end()
            while start < line.end and draft.text[start].isspace():
                start += 1
            form = m.lastgroup or ""
            label = Span(m.start(form) - len(m[0][: m.start(form) - m.start()].lstrip()), m.end())
            here.append(Listed(label, form, m[form], (Span(start, line.end),)))
        elif here:
            here[-1] = Listed(here[-1].label, here[-1].form, here[-1].number, (*here[-1].lines, line))
        else:
            return []
    return here


def versions(draft: Draft) -> list[int]:
    """Return where the versions of the document begin, translations and transcripts on one page; none where it has one."""
    return [a.span.start for a in draft.of("div") if a.rule == "div-version"]


def at_foot(draft: Draft) -> Iterator[tuple[int, tuple[Listed, ...]]]:
    """Yield where a page or version begins and the notes at its foot: blocks of labelled lines with a page mark behind them."""
    bracketed = (m.start() for m in BRACKETED.finditer(draft.text, 0, draft.record_below))
    marked = () if draft.context.profile.pages_in_brackets else page_marks(draft)  # there pages are in brackets alone
    pages = sorted([*versions(draft)[1:], *bracketed, *(span.start for span, _ in marked)])
    begin = draft.record_end
    for page in (page for page in pages if page > begin):
        notes: list[Listed] = []
        for block in reversed([b for b in draft.source.blocks if begin <= b.span.start and b.span.end <= page]):
            here = _lines(draft, block)
            if not here:
                break
            notes[:0] = here
        if notes and not draft.text[notes[-1].lines[-1].end : page].strip():
            yield begin, tuple(notes)
        begin = page + 1


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the notes, the marks they replace, and a problem for each without a mark."""
    if any(note.rule == "note-endnotes" for note in draft.of("note")):
        return  # the list as FRUS has it
    count = 0
    used: set[Span] = set()
    gone: set[int] = set()
    for begin, foot in at_foot(draft):
        marks = [_mark(draft.text, note, foot[0].label.start, begin) for note in foot]
        if len({mark.start() for mark in marks if mark}) == len(foot):
            for note, mark in zip(foot, marks, strict=True):
                count += 1
                used.add(note.label)
                gone.update([mark.start()] if mark else [])
                yield from _placed(draft, note, mark, count, {"subtype": "page"})
    notes = listed(draft)
    if not notes or notes[0].label.start < draft.record_end or any(note.label in used for note in notes):
        return
    end = notes[0].label.start
    begin = max((start for start in versions(draft) if start < end), default=draft.record_end)
    marks = [_mark(draft.text, note, end, begin) for note in notes]
    placed = [None if mark and mark.start() in gone else mark for mark in marks]  # a page's note has it
    starts = [m.start() for m in placed if m]
    counted = [note.number for note in notes] == [str(k + 1) for k in range(len(notes))]
    if any(note.form == "glued" for note in notes) and (len(starts) < len(notes) or starts != sorted(set(starts)) or not counted):
        return  # figures without a stop are a list of notes only where all is in order
    if len(starts) * 2 < len(notes) or (len(starts) * 2 == len(notes) and not (counted and placed[0])):
        return  # a list that is part of the text
    at = -1
    for note, mark in zip(notes, placed, strict=True):
        count += 1
        follows = mark is not None and mark.start() >= at
        if mark and follows:
            at = mark.end()
        yield from _placed(draft, note, mark if follows else None, count, {})


def _placed(draft: Draft, note: Listed, mark: re.Match[str] | None, count: int, more: dict[str, str]) -> Iterator[Finding]:
    """Yield a note and the mark it replaces; without a mark it goes to the back and is reported."""
    body = Span(note.label.start, max(note.lines[-1].end, note.label.end))
    attributes = {"xml:id": f"{draft.document_id}fn{count}", "place": "foot", **more}
    whose = WHOSE.match(draft.text, note.lines[0].start)
    if count == 1 and SOURCE.match(draft.text, note.lines[0].start):
        attributes["type"] = "source"
    elif whose:
        attributes["type"] = "translator" if whose["who"].lower().startswith("trans") else "editorial"
    if mark:
        said = mark.group()
        rend = MARKS[_form(said)][1]
        shown = said.strip("[]^") if rend else said
        attributes = {"n": shown, **({"rend": rend} if rend else {}), **attributes}
        yield Annotation(body, "note", RULE.id, attributes, place=mark.start(), evidence=f"mark {said!r}")
        yield Annotation(Span(*mark.span()), "", RULE.id, content="replaced")
    else:
        yield Annotation(body, "note", RULE.id, {"n": note.number, **attributes}, room="back", evidence="no mark found")
        said = f"note {note.number} has no mark in the text; it stands in back/div[@type='notes']"
        yield Problem("note-unplaced", "warning", said, note.label)
    yield Annotation(note.label, "label", RULE.id)
    if len(note.lines) > 1 and not draft.source.width:
        for line in note.lines:
            yield Annotation(line, "p", RULE.id)


def _form(mark: str) -> str:
    if mark.startswith("[^"):
        return "caret"
    return "bracket" if mark.startswith("[") else "sign"


def _mark(text: str, note: Listed, end: int, begin: int = 0) -> re.Match[str] | None:
    """Return the first mark of a note from ``begin`` to ``end`` that does not begin its line."""
    if note.form == "plain":
        raised = note.number.translate(str.maketrans("0123456789", _RAISED))
        patterns = [rf"\[{note.number}\]", rf"(?<![{_RAISED}]){raised}(?![{_RAISED}])"]
    elif note.form == "raised":
        patterns = [rf"(?<![{_RAISED}]){note.number}(?![{_RAISED}])"]
    else:
        patterns = [MARKS[note.form][0].format(re.escape(note.number))]
    for pattern in patterns:
        for m in re.compile(pattern).finditer(text, begin, end):
            if text[text.rfind("\n", 0, m.start()) + 1 : m.start()].strip():
                return m
    return None


RULE = Rule(
    "note-marked", "note", find,
    "The notes listed at the end stand where their marks stood; their labels are kept, the marks are generated from note/@n.",
)
