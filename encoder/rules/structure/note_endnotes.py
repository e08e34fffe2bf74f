"""The numbered list at the end becomes ``note`` elements where their references stand.

Found: a list at the very end that counts from 1; for each of its items the digits glued to a word that refer to
it. The references count from 0, from 1 or on from the last document, the list always from 1.
Left alone: numbered lists without references (they are text); digits that are numbers.
TEI P5 4.9: CO, #CONONO.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Fact, Finding, Problem, Rule
from encoder.layout.blocks import Block, Span
from encoder.notes.listed import BACK
from encoder.notes.numbers import DOUBTFUL
from encoder.notes.placement import place
from encoder.notes.ways import Placement

LABEL = re.compile(r"[^\S\n]*(?P<n>\d{1,3})[.)](?=\s|\Z)")
SUMMARY = re.compile(r"\s*\[?Summary\s?:\s*")
SOURCE = re.compile(r"\s*\[?Source(?: Text)?\s?:")
#: what a note about a telegram begins with: its number stands before the reference too
NAMED = re.compile(r"(?:[A-Z][a-z]+|In [a-z]+|[a-z]+gram|desp?atch|dispatch) (?:No\. ?)?(?:[A-Z]–)?(?P<n>\d{2,5})\b")


#: "Dated March 9": where the text has the same date, the reference stands behind it
DATED = re.compile(r"(?:The [a-z]+ is )?[Dd]ated (?P<n>[A-Z][a-z]+\.? \d{1,2})\b")
#: the numbers of telegrams, which tell by their length where a number in the text has a reference behind it
NUMBERED = re.compile(
    r"""
    [A-Ztd]  # the first letter by itself: so the search is quick
    (?: (?<=[Tt])elegrams? | (?<=[Dd])espatch | (?<=[A-Z])[a-z]*tels?
      | (?<=G)ocus | (?<=U)sgoc | (?<=S)ecto | (?<=T)osec | (?<=D)ulte | (?<=T)edul | (?<=P)olto | (?<=T)opol )\s
    (?:No\.\s)?(?P<n>\d{2,6})\b  # "No. 839"
    """,
    re.VERBOSE,
)
TWICE = 2
#: the sign that a note of the document itself begins with: "a The forces proposed", "* Entry not declassified"
MARK = re.compile(r"(?P<mark>[a-e]|\*{1,3}|[†‡§])\s(?=[A-Z\[“])")


@dataclass(frozen=True, slots=True)
class ListedNote:
    """An item of the end list: its label and its lines, without the white space around."""

    label: Span
    lines: tuple[Span, ...]


def end_list(draft: Draft) -> tuple[ListedNote, ...]:
    """Return the notes listed at the end of the text, none if there is no such list."""
    running = {a.span for a in draft.of("fw")}
    blocks = draft.source.blocks
    while len(blocks) > 1 and all(line in running for line in blocks[-1].lines):
        blocks = blocks[:-1]  # the links of a page of the web
    heading = next((k for k, block in enumerate(blocks) if draft.plain(block.span) and block.span not in running), len(blocks))
    for k in range(len(blocks) - 1, heading, -1):
        first = LABEL.match(draft.text, _line_start(draft.text, blocks[k].span.start))
        if first and first["n"] == "1":
            notes = _read_list(draft.text, blocks[k:])
            if notes:
                return notes
        if not first and k < len(blocks) - 1:
            break
    return ()


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _read_list(text: str, blocks: tuple[Block, ...]) -> tuple[ListedNote, ...]:
    notes: list[tuple[Span, list[Span]]] = []
    indent = -1
    for block in blocks:
        for k, line in enumerate(block.lines):
            label = LABEL.match(text, _line_start(text, line.start))
            if label and int(label["n"]) == len(notes) + 1 and (indent < 0 or indent == label.start("n") - label.start()):
                indent = label.start("n") - label.start()
                start = label.end()
                while start < line.end and text[start].isspace():
                    start += 1
                notes.append((Span(label.start("n"), label.end()), [Span(start, line.end)] if start < line.end else []))
            elif notes and k > 0:
                notes[-1][1].append(line)
            else:
                return ()
    return tuple(ListedNote(label, tuple(lines)) for label, lines in notes)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the notes, the marks and labels they replace, and a problem for each without a place."""
    listed = end_list(draft)
    taken = draft.of("note")
    if not listed or draft.fact("notes") or any(listed[0].label.within(note.span) for note in taken):
        return
    if any(draft.within(name, offset) for name in ("", "note") for item in listed for offset in (item.label.start, item.label.end)):
        return  # notes with marks of their own
    flow_end = listed[0].label.start
    flow = draft.masked_numbers[:flow_end]
    heads = draft.of("head")
    head = heads[0].span if heads else draft.source.blocks[0].span
    witnesses = [_witness(draft.text, note) for note in listed]
    lengths = Counter(len(m["n"]) for m in NUMBERED.finditer(draft.text, flow_end)).most_common(1)
    usual = lengths[0][0] if lengths and lengths[0][1] >= TWICE else 0
    marks = [m["mark"] if note.lines and (m := MARK.match(draft.text, *note.lines[0])) else "" for note in listed]
    placed = place(flow, len(listed), (head.start, min(head.end, len(flow.rstrip()))), witnesses, usual, marks, _same(draft, listed))
    copied = draft.text[flow_end - 2 : flow_end] == "  " and draft.text[listed[0].label.end - 1] == "."
    none = not any(placed.references) and not SOURCE.match(draft.text, *(listed[0].lines[0] if listed[0].lines else listed[0].label))
    if none or (not copied and not all(r and r.score >= DOUBTFUL for r in placed.references)):
        return  # a numbered list that is part of the text
    last = listed[-1]
    end = last.lines[-1].end if last.lines else last.label.end
    below = any(a.span.start >= end for a in draft.of("fw"))  # the links of a page of the web, which are no note
    yield Fact("notes", "", RULE.id, Span(listed[0].label.start, end if below else len(draft.text)))
    found = list(_notes(draft, listed, placed))
    yield from found
    if below:  # text does not write the list at its end
        names = [f.attributes["xml:id"] for f in found if isinstance(f, Annotation) and f.element == "note"]
        at = listed[0].label.start - 1
        yield Annotation(Span(at, at), "milestone", RULE.id, {"unit": "notes", "corresp": " ".join(f"#{n}" for n in names), "rend": "{k}."})


def _same(draft: Draft, listed: tuple[ListedNote, ...]) -> list[list[int]]:
    """Return for each note the earlier ones with the same words: a reference printed twice is listed twice."""
    earlier: dict[str, list[int]] = {}
    found = []
    for k, note in enumerate(listed):
        words = " ".join(draft.text[line.start : line.end] for line in note.lines)
        found.append(list(earlier.get(words, ())))
        earlier.setdefault(words, []).append(k)
    return found


def _witness(text: str, note: ListedNote) -> str:
    if not note.lines:
        return ""
    m = NAMED.match(text, note.lines[0].start, note.lines[0].end) or DATED.match(text, note.lines[0].start, note.lines[0].end)
    return m["n"] if m else ""


def _notes(draft: Draft, listed: tuple[ListedNote, ...], placed: Placement) -> Iterator[Finding]:
    number = draft.document_id
    base = placed.first if placed.first in {0, 1} else 1
    signs = not any(r and draft.text[r.start : r.end].isdigit() for r in placed.references)
    for k, (note, reference) in enumerate(zip(listed, placed.references, strict=True)):
        attributes = {"xml:id": f"{number}fn{base + k}", "place": "foot"}
        body = Span(note.lines[0].start, note.lines[-1].end) if note.lines else Span(note.label.end, note.label.end)
        if draft.text[note.label.end - 1] != ".":
            body = Span(note.label.start, body.end)
        back = BACK.search(draft.text, body.start, body.end)
        if back and back.start() > body.start:
            yield Annotation(Span(*back.span("arrow")), "", RULE.id, content="replaced")
            body = Span(body.start, back.start())
            note = ListedNote(note.label, (*note.lines[:-1], Span(note.lines[-1].start, back.start())))
            attributes["rend"] = back["arrow"]
        if SOURCE.match(draft.text, body.start, body.end) and k < 2:
            attributes["type"] = "source"
        elif (summary := SUMMARY.match(draft.text, body.start, body.end)) and k < 2:
            attributes["type"] = "summary"
            yield Fact("summary", draft.plain(Span(summary.end(), body.end)), RULE.id, body)
        if reference:
            printed = draft.text[reference.start : reference.end]
            attributes = {"n": str(base + k), **attributes, "rend": printed} if signs and not back else {"n": printed, **attributes}
            yield Annotation(
                body, "note", RULE.id, attributes, place=reference.start,
                evidence=f"reference at {reference.start}, score {reference.score:+.1f}",
            )
            yield Annotation(Span(reference.start, reference.end), "", RULE.id, content="replaced")
            if k in placed.ties:
                yield Problem(
                    "note-tie", "info",
                    f"the reference of note {k + 1} of the list may as well be a later {attributes['n']}; the first place is taken",
                    Span(reference.start, reference.end),
                )
        else:
            attributes = {"n": str(placed.first + k), **attributes}
            yield Annotation(body, "note", RULE.id, attributes, room="back", evidence="no reference found")
            yield Problem(
                "note-unplaced", "warning",
                f"note {k + 1} of the list has no reference in the text; it stands in back/div[@type='notes']", note.label,
            )
        if draft.text[note.label.end - 1] == ".":
            yield Annotation(note.label, "", RULE.id, content="replaced")
        else:  # another form of label than "tei-encoder text" makes is kept
            yield Annotation(note.label, "label", RULE.id)
        if len(note.lines) > 1 and not draft.source.width:
            for line in note.lines:
                yield Annotation(line, "p", RULE.id)


RULE = Rule(
    "note-endnotes", "note", find,
    "The notes listed at the end of the copied text stand where their references stood; references and list numbers "
    "are generated from note/@n and the order of the notes.",
)
