"""Notes with labels of their own become ``note`` elements where their references stand.

Found: lists whose lines begin with "[1]", "[^1]", "[Footnote 1: ...]", "¹", "*", "x/", "(1)", "1." or "1", below a section, at the foot of
a page, gathered at the end under headings; for each note its reference above the list, in its own section ("[1]", "¹", "(1)", "x/", a
figure glued to its word). "[Footnote 1: ...]" within a line is a note where it stands.
Left alone: labelled lines that no reference refers to; they are lists of the text. References without a note are reported, and notes
without a reference, which go to the back.
TEI P5 3.9: CO, #CONONO.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import groupby, pairwise

from encoder import lazy_re as re
from encoder.brackets.classes import readings
from encoder.brackets.whose import around
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Fact, Finding, Problem, Rule
from encoder.layout.blocks import Block, Span, merged
from encoder.layout.lines import Line
from encoder.layout.tables import bars, is_bars
from encoder.notes.assign import Assigned, assign
from encoder.notes.listed import BACK, Item, List, groups
from encoder.notes.marks import Mark, marks
from encoder.rules.table_parts import table

SOURCE = re.compile(r"\[?Source\s?:")
SUMMARY = re.compile(r"\[?Summary\s?:\s*")
#: who speaks in a note
WHOSE = re.compile(r"\[?(?P<who>[Tt]ranslator|[Tt]rans\.|[Ee]ditor)s?(?:[’']s?)?\s[Nn]ote")
#: the reference that ends a heading has no more characters
MARK = 5
#: words behind a footnote in its last line: it stands inside a paragraph
REST = re.compile(r"[^\S\n]*[^\s\]]")
#: a line of a note ends a paragraph
STOP = re.compile(r"(?:[.!?:;…][”\"’)\]»]*|[)\]])\s*\Z")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the notes, the marks they replace, where their lists stood, and a problem for each that is missing."""
    return of_forms(draft, RULE.id, ("caret", "other"))


def of_forms(draft: Draft, rule: str, forms: tuple[str, ...]) -> Iterator[Finding]:
    """Yield the same of lists of some forms; ``other`` stands for all but names."""
    if draft.fact("notes"):
        return  # the list as FRUS has it, or with names
    footnotes = [r for r in readings(draft.text) if r.kind == "footnote" and draft.record_end <= r.span.start < draft.record_below]
    blocks = [b for b in draft.source.blocks if draft.record_end <= b.span.start < draft.record_below and b.kind != "code"]
    cuts = [draft.record_end, *(a.span.start for a in draft.of("div") if a.role == roles.VERSION)]
    written = _written(draft, "other" in forms)
    coded = [b.span for b in draft.source.blocks if b.kind == "code"]
    closed = merged([*(a.span for a in (*draft.of("gap"), *draft.of("fw"))), *written, *coded])
    ended = [r for r in footnotes if not REST.match(draft.text, r.span.end)]
    listed_groups = [g for g in groups(draft.text, blocks[1:], ended) if "other" in forms or g.items[0].form in forms]
    free = [g for g in listed_groups if not any(_shared(item, written) for item in g.items)]
    found = assign(draft.text, free, blocks, cuts, draft.record_below, closed)
    items = [item for assigned in found for each in assigned.group.lists for item in each.items]
    places = sorted(place.span.start for assigned in found for place in assigned.places if place)
    counted = {start: k for k, start in enumerate(places, 1)} if _signs(items, draft.text) else {}
    writer = _Writer(draft, rule, counted, len(places))
    for assigned in found:
        yield from writer.group(assigned)
    if "other" not in forms:
        return
    listed = {item.label.start for assigned in found for item in assigned.group.items}
    around_them: set[Span] = set()
    for reading in footnotes:
        if reading.span.start not in listed and _in_one(blocks, reading.span):
            writer.count += 1
            said = {"n": reading.attributes["n"], "xml:id": writer.identifier(writer.count), "place": "inline"}
            yield from around(draft.text, reading, "note", RULE.id, said)
            block = _among(blocks, reading.span) if "\n" in draft.text[slice(*reading.span)] else None
            if block and block not in around_them:
                around_them.add(block)
                yield Annotation(block, "p", RULE.id)
    if not found:
        yield from _unanswered(draft, frozenset(b.span.start for b in blocks))


def _signs(items: list[Item], text: str) -> bool:
    """Whether the marks of a document are signs and letters, which number nothing: the notes are counted then.

    The labels of light markup ("[^x]") are names that no reader sees; where figures are among other marks, the marks stay.
    """
    named = [item for item in items if not item.number.isdigit() and not _strokes(item)]
    return bool(named) and (len(named) == len(items) or any(text.startswith("[^", item.label.start) for item in named))


def _strokes(item: Item) -> bool:
    """Whether a mark counts by its letters: x/, xx/."""
    return item.form == "slash" and set(item.number) == {"x"}


def _written(draft: Draft, headed: bool) -> list[Span]:
    """Return what other rules have taken, in order: the signs around words, page marks, where ``headed`` the heading of the document.

    The last characters of the heading may be a reference.
    """
    found = [Span(a.span.start, max(a.span.start, a.span.end - MARK)) for a in draft.of("head")] if headed else []
    for a in draft.annotations:
        if a.content == "replaced" and a.element != "gap":
            found.append(a.span)
        elif a.trim:
            found += (Span(a.span.start, a.span.start + a.trim), Span(a.span.end - a.tail, a.span.end))
    return merged(found)


def _shared(item: Item, written: list[Span]) -> bool:
    """Whether another rule has taken the label of a note."""
    k = bisect_left(written, item.label.end, key=lambda s: s.start) - 1
    return k >= 0 and written[k].end > item.label.start


def _in_one(blocks: list[Block], span: Span) -> bool:
    """Whether a bracket stands in one block."""
    return _holding(blocks, span) is not None


def _holding(blocks: list[Block], span: Span) -> Block | None:
    """Return the block in which a bracket stands whole."""
    k = bisect_right(blocks, span.start, key=lambda b: b.span.start) - 1
    return blocks[k] if k >= 0 and span.within(blocks[k].span) else None


def _among(blocks: list[Block], span: Span) -> Span | None:
    """Return the paragraph inside whose lines a bracket begins and ends; None where it is all that its lines have."""
    block = _holding(blocks, span)
    if block is None or all(line.within(span) or span.end <= line.start or span.start >= line.end for line in block.lines):
        return None
    return block.span


def _unanswered(draft: Draft, starts: frozenset[int]) -> Iterator[Finding]:
    """Yield a problem for each reference of a text that counts them and has no list."""
    row = [m for m in marks(draft.text, "bracket", starts, draft.record_end, draft.record_below) if m.touching and m.number.isdigit()]
    if row and row[0].number == "1" and all(0 <= int(b.number) - int(a.number) <= 1 for a, b in pairwise(row)):
        for mark in row:
            yield _lost(draft, mark)


def _lost(draft: Draft, mark: Mark) -> Problem:
    said = f"{draft.text[slice(*mark.span)]} refers to a note that the text does not have"
    return Problem("reference-unmatched", "warning", said, mark.span)


class _Writer:
    """Makes the annotations of the groups of a draft; numbers the notes through the document."""

    def __init__(self, draft: Draft, rule: str, counted: dict[int, int], last: int) -> None:
        """Take the draft and, where marks number nothing, the number of the note for each place of a reference."""
        self.draft = draft
        self.rule = rule
        self.text = draft.text
        self.counted = counted
        self.last = last
        self.count = 0
        #: what the numbers of notes are behind their count: a text may count from 0
        self.behind = 0

    def identifier(self, number: int) -> str:
        return f"{self.draft.document_id}fn{number - self.behind}"

    def group(self, found: Assigned) -> Iterator[Finding]:
        """Yield everything of a group of lists."""
        group = found.group
        if not self.count and group.items[0].number == "0":
            self.behind = 1
        if not self.text[group.end : self.draft.record_below].strip():
            yield Fact("notes", "", self.rule, Span(group.start, group.end))
            yield from self._headings(found)
        if group.stroke:
            stroke = " ".join(self.text[slice(*group.stroke)].split())
            yield Annotation(group.stroke, "milestone", self.rule, {"unit": "section", "rend": stroke}, content="replaced")
        places = iter(found.places)
        known: dict[str, list[tuple[int, str]]] = {}
        for each in group.lists:
            here = [next(places) for _ in each.items]
            for k, (item, place) in enumerate(zip(each.items, here, strict=True), self.count + 1):
                if place:
                    known.setdefault(item.number, []).append((place.span.start, self.identifier(k)))
            yield from self._list(each, here, group.translators(self.text))
        # where references stand behind a space, one without a note does so too
        spaced = not any(place.touching for place in found.places if place)
        for mark in found.left:
            if mark.touching or spaced:
                yield from self._left(mark, known)

    def _headings(self, found: Assigned) -> Iterator[Finding]:
        group = found.group
        heads = [group.heading, *(each.heading for each in group.lists)]
        if any(heads):
            first = min(head.start for head in heads if head)
            yield Annotation(Span(first, group.end), "div", self.rule, {"type": "notes"})
        for head in heads:
            if head:
                yield Annotation(head, "head", self.rule)

    def _left(self, mark: Mark, known: dict[str, list[tuple[int, str]]]) -> Iterator[Finding]:
        """Yield a reference to a note that has its place already, or the problem that it has none."""
        placed = known.get(mark.number, [])
        before = bisect_left(placed, (mark.span.start, ""))
        if before:
            yield Annotation(mark.span, "ref", self.rule, {"type": "note", "target": f"#{placed[before - 1][1]}"})
        elif mark.number.isdigit() and len(mark.number) <= 3:
            yield _lost(self.draft, mark)

    def _list(self, each: List, places: list[Mark | None], translators: bool) -> Iterator[Finding]:
        """Yield the notes of a list, and where it stood."""
        first = self.count + 1
        how = self._labels(each, places)
        for item, place in zip(each.items, places, strict=True):
            self.count += 1
            yield from self._note(item, place, how, translators)
        targets = " ".join(f"#{self.identifier(number)}" for number in range(first, self.count + 1))
        at = each.items[0].label.start - 1
        said = {"unit": "notes", "corresp": targets, **({"rend": how} if how else {})}
        yield Annotation(Span(at, at), "milestone", self.rule, said)

    def _labels(self, each: List, places: list[Mark | None]) -> str:
        """Return how text writes the labels of a list again: as the marks, by a pattern, or not (they are kept)."""
        if each.items[0].form == "footnote":
            return ""
        labels = ["".join(self.text[slice(*item.label)].split()) for item in each.items]
        if all(place is None or self.text[slice(*place.span)] == label for place, label in zip(places, labels, strict=True)):
            return "mark"
        if self.counted:
            printed = [self.text[slice(*place.span)] if place else "" for place in places]
            patterns = {label.replace(mark, "{mark}", 1) if mark else "" for mark, label in zip(printed, labels, strict=True)}
            return patterns.pop() if len(patterns) == 1 and "{mark}" in next(iter(patterns)) else ""
        patterns = {label.replace(item.number, "{}", 1) for item, label in zip(each.items, labels, strict=True)}
        return patterns.pop() if len(patterns) == 1 and "{}" in next(iter(patterns)) else ""

    def _number(self, item: Item, place: Mark | None) -> str:
        """Return the number of a note; where marks number nothing that of its reference, behind all others where it has none."""
        if self.counted:
            self.last += place is None
            return str(self.counted[place.span.start] if place else self.last)
        return str(len(item.number)) if _strokes(item) else item.number

    def _note(self, item: Item, place: Mark | None, how: str, translators: bool) -> Iterator[Finding]:
        text = self.text
        label = "".join(text[slice(*item.label)].split())
        printed = text[slice(*place.span)] if place else label
        n = self._number(item, place)
        attributes = {"n": n, "xml:id": self.identifier(self.count), "place": "foot"}
        if printed != n and (place or how == "mark"):
            attributes["rend"] = printed
        words = item.lines[0].start if item.lines else item.label.end
        whose = WHOSE.match(text, words)
        if self.count == 1 and SOURCE.match(text, words):
            attributes["type"] = "source"
        elif self.count <= 2 and (summary := SUMMARY.match(text, words)):
            attributes["type"] = "summary"
            yield Fact("summary", self.draft.plain(Span(summary.end(), item.end)), self.rule, Span(words, item.end))
        elif whose or translators:
            attributes["type"] = "translator" if translators or (whose and whose["who"].lower().startswith("trans")) else "editorial"
        back = BACK.search(text, words, item.end) if "rend" not in attributes and item.lines and not item.more else None
        if back and back.start() > item.lines[-1].start:
            item.lines[-1] = Span(item.lines[-1].start, back.start())
            attributes["rend"] = back["arrow"]
            yield Annotation(Span(*back.span("arrow")), "", self.rule, content="replaced")
        body = Span(words if how else item.label.start, max(item.end, words))
        if place:
            yield Annotation(body, "note", self.rule, attributes, place=place.span.start, evidence=f"reference {printed!r} in its section")
            yield Annotation(place.span, "", self.rule, content="replaced")
        else:
            yield Annotation(body, "note", self.rule, attributes, room="back", evidence="no reference found")
            said = f"note {item.number} has no reference in its section; it stands in back/div[@type='notes']"
            yield Problem("note-unplaced", "warning", said, item.label)
        if how:
            yield Annotation(item.label, "", self.rule, content="replaced")
        elif item.form != "footnote":
            yield Annotation(item.label, "label", self.rule)
        yield from self._paragraphs(item)

    def _paragraphs(self, item: Item) -> Iterator[Annotation]:
        """Yield a ``p`` for each paragraph of a note that has several, and the list that one of them is."""
        tables = [lines for lines in item.more if is_bars(self.text, [Line(*line, 0, 0) for line in lines])]
        for lines in tables:
            yield from table(self.text, self.rule, [bars(self.text, line) for line in lines], "rows with bars in a note", True)
        blocks = [self._joined(item.lines), *(self._joined(lines) for lines in item.more if lines not in tables)]
        paragraphs = [span for block in blocks for span in block]
        if len(paragraphs) + len(tables) < 2:
            return
        bulleted = [span for span in paragraphs if re.match(r"[-•*]\s", self.text[span.start : span.start + 2])]
        for listed, each in groupby(paragraphs, key=lambda span: span in bulleted):
            if listed:
                run = list(each)
                yield Annotation(Span(run[0].start, run[-1].end), "list", self.rule, {"type": "bulleted"})
        for span in paragraphs:
            yield Annotation(span, "item" if span in bulleted else "p", self.rule)

    def _joined(self, lines: list[Span] | tuple[Span, ...]) -> list[Span]:
        """Return the paragraphs of some lines: a line that ends no sentence goes on, and so do the lines of a text broken at a width."""
        found: list[Span] = []
        for line in lines:
            bullet = re.match(r"[-•*]\s", self.text[line.start : line.start + 2])
            goes_on = found and not bullet and (self.draft.source.width or not STOP.search(self.text, *found[-1]))
            if goes_on:
                found[-1] = Span(found[-1].start, line.end)
            else:
                found.append(line)
        return found


RULE = Rule(
    "note-marked", "note", find,
    "Notes stand where their references stood, each in its own section; references and labels are generated from note/@n and @rend, "
    "a milestone of unit notes shows where their list stood.",
)
