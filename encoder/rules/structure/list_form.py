"""The lines at the head of a memorandum or form become a ``list`` of their own: "TO: ...", "FROM: ...", "SUBJECT: ...".

Found: lines with a label and a colon, in one block or each in its own, two of which have labels that forms have, or one such
line in capitals at the head; an agency's form with labels in capitals. Who writes to whom, when and about what are facts for the
header.
Left alone: a label alone in its block, which heads a list; labels of speakers; paragraphs with a colon.
TEI P5 4.9: CO, #COLI; HD, #HD44CD.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from encoder import lazy_re as re
from encoder.anatomy import forms, speech
from encoder.anatomy.salutes import marked
from encoder.dates import find as find_dates
from encoder.draft.model import Annotation, Draft, Fact, Finding, Rule
from encoder.language.gazetteer import given_names, lists, surnames
from encoder.language.lexicon import words
from encoder.layout.blocks import Block, Span
from encoder.xml.ids import fold

#: a form stands among the first blocks; a value is no longer; so many labels that no list has make a form too
FIRST = 30
LONGEST = 300
MANY = 4
#: so many labels that forms have show one below lines of another kind
KNOWN = 3
#: so short is a value on a line of its own
SHORT = 48
#: so many blocks are one form
NEAR = 16
_PARTIES = frozenset({"sender", "recipient"})
#: how many copies go to whom
COPY = re.compile(r"\d{1,2}\s?[-–—]\s?(?:Mr|Mrs|Miss|Ms|Dr|Messrs)\b")
DAYS = frozenset({"month-day-year", "day-month-year", "figures", "roman-month", "month-year"})
#: the first item of what a label heads
ENUMERATED = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)]\s")
#: a line of a form that heads the next ones: "Agency Information"
TITLE = re.compile(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,4}")
_TITLES = tuple(sorted(words.FORMS_OF_ADDRESS | words.RANKS | words.OFFICES, key=lambda t: (-len(t), t)))
#: the address behind a name in the head of an e-mail: "Hannah Okafor <h.okafor@example.org>"
_ADDRESS = re.compile(r"\s*(?:<|\[(?:mailto:)?|\((?=\S+@))(?P<local>[\w.+-]+)@[\w.-]+[>\])]\s*\Z", re.I)
_PERSON = re.compile(r"(?P<name>[A-Z][\w.’'-]*(?:\s(?:[A-Z][\w.’'-]*|de|von|van|der|la))+)(?:,\s*(?P<role>.+))?", re.S)


@dataclass(frozen=True, slots=True)
class _Item:
    span: Span
    label: forms.Label
    head: Span | None = None


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the lists and the facts."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    spoken = {label.span.start for label in speech.read(draft).labels}
    text = draft.text
    long = (k for k, b in enumerate(blocks) if b.span.end - b.span.start > LONGEST and not forms.label(text[slice(*b.span)]))
    stop = next(long, FIRST)
    run: list[_Item] = []
    printed = not spoken and forms.printed([draft.text[slice(*line)] for block in blocks[:FIRST] for line in block.lines])
    for k, block in enumerate(blocks[: max(stop + 1, 1)]):
        items = None if any(line.start in spoken for line in block.lines) else _items(draft, block, printed)
        if items and not run and k and marked("copies", items[0].label.label + ":"):
            items = None  # who has a copy is told below the signature
        if items and k < FIRST:
            run += items
            continue
        yield from _list(draft, run)
        run = []
    yield from _list(draft, run)
    yield from _further(draft, [b for b in blocks[max(stop + 1, 1) :] if not any(line.start in spoken for line in b.lines)])


def _further(draft: Draft, blocks: Sequence[Block]) -> Iterator[Finding]:
    """Yield the forms of further memoranda in one text: "TO:" with its fellows near it, and between them who gets a copy."""
    behind = 0
    for k, block in enumerate(blocks):
        label = forms.label(draft.text[slice(*block.lines[0])])
        if k < behind or not label or label.kind not in _PARTIES or not label.label.isupper():
            continue
        end = next((j for j in range(k, min(k + NEAR, len(blocks))) if blocks[j].span.end - blocks[j].span.start > LONGEST), k + NEAR)
        near = [_items(draft, one, False) or _copies(draft, one) for one in blocks[k:end]]
        kinds = {item.label.kind for items in near for item in items or ()}
        if len(kinds & {*_PARTIES, "subject", "date"}) < KNOWN:
            continue
        behind = k + max(j for j, items in enumerate(near) if items) + 1
        run: list[_Item] = []
        for items in [*near, None]:
            if items:
                run += items
            elif run:
                yield from (finding for finding in _one(draft, run) if isinstance(finding, Annotation))
                run = []


def _copies(draft: Draft, block: Block) -> list[_Item] | None:
    """Return the lines of a block that count who gets a copy: "1 - Mr. J. Dane"."""
    if all(COPY.match(draft.text, *line) for line in block.lines):
        return [_Item(line, forms.Label("", "", "")) for line in block.lines]
    return None


def _items(draft: Draft, block: Block, printed: bool) -> list[_Item] | None:
    """Return the lines of a block that is part of a form; None for any other block. ``printed``: labels need not be known.

    What stands below an empty label are its values, one a line; a short line in large letters between them heads what follows; any
    other line goes on with the one before it. Lines over the first label stay outside.
    """
    said = [draft.text[slice(*line)] for line in block.lines]
    labels = [forms.label(one, printed) if len(one) <= LONGEST else None for one in said]
    kinds = sum(one is not None and bool(one.kind) for one in labels)
    if labels[0] is None and kinds < KNOWN and sum(one is not None for one in labels) < MANY:
        return None
    if labels[0] and labels[0].kind and not labels[0].value and len(said) > 1 and ENUMERATED.match(said[1]):
        return None  # it heads a list: "Tagesordnung:" over "1. ..."
    many = sum(one is not None for one in labels) >= MANY
    found: list[_Item] = []
    head: Span | None = None
    for k, (line, one) in enumerate(zip(block.lines, said, strict=True)):
        label = labels[k] or (forms.label(one, among=True) if found and len(one) <= LONGEST else None)
        if label:
            found.append(_Item(line, label, head))
            head = None
        elif many and TITLE.fullmatch(one) and not one.isupper() and k + 1 < len(said) and labels[k + 1]:
            head = line
        elif not found:
            continue
        elif not found[-1].label.value and (many or not found[-1].label.label or _values(said, labels, k) > 1):
            found.append(_Item(line, forms.Label("", "", "")))
        else:
            before = found[-1]
            value = f"{before.label.value} {one}".strip()
            found[-1] = _Item(Span(before.span.start, line.end), before.label._replace(value=value), before.head)
    return found


def _values(said: Sequence[str], labels: Sequence[forms.Label | None], first: int) -> int:
    """Count the lines from one on, up to the next label, that can be values one by one: short, and none goes on in the next."""
    stop = next((k for k in range(first, len(said)) if labels[k]), len(said))
    short = all(len(one) <= SHORT and not one[0].islower() and not one.endswith((",", "-")) for one in said[first:stop])
    return stop - first if short else 0


def _list(draft: Draft, run: Sequence[_Item]) -> Iterator[Finding]:
    run = list(run)
    known = sum(bool(item.label.kind) for item in run)
    while run and run[-1].label.label and not run[-1].label.value and known < MANY and len(run) < MANY:
        run.pop()  # it heads what stands below it
    known = sum(bool(item.label.kind) for item in run)
    strong = any(item.label.kind and item.label.label.isupper() and not item.label.wide for item in run)
    if not (known > 1 or (known and (len(run) > 2 or strong)) or len(run) >= MANY):
        return
    starts = [0, *(k for k, item in enumerate(run) if item.head and k)]
    for first, end in pairwise([*starts, len(run)]):
        yield from _one(draft, run[first:end])


def _one(draft: Draft, run: Sequence[_Item]) -> Iterator[Finding]:
    kinds = {item.label.kind for item in run}
    kind = {"sender": "from", "recipient": "to"}.get(run[0].label.kind, run[0].label.kind) if len(kinds) == 1 else "form"
    if kind in {"", "other"} and len(run) > 1:
        kind = "form"
    attributes = {"type": kind} if kind and kind != "other" else {}
    head = run[0].head
    why = f"{len(run)} lines with labels: {', '.join(item.label.label for item in run[:3] if item.label.label)}"
    yield Annotation(Span(head.start if head else run[0].span.start, run[-1].span.end), "list", RULE.id, attributes, evidence=why)
    if head:
        yield Annotation(head, "head", RULE.id)
    for item in run:
        yield Annotation(item.span, "item", RULE.id)
        yield from _facts(draft, item)


def _facts(draft: Draft, item: _Item) -> Iterator[Finding]:
    """Yield what a line of the form says of the document."""
    label = item.label
    if not label.value or not re.search(r"\w", label.value):
        return
    if label.kind in {"sender", "recipient", "from", "to"}:
        yield from _party("sender" if label.kind in {"sender", "from"} else "recipient", label.value, item.span)
    elif label.kind == "subject" and not draft.fact("subject-line"):
        yield Fact("subject-line", " ".join(label.value.split()), RULE.id, item.span)
    elif label.kind == "date" and label.label.upper() in {"DATE", "DATUM", "FECHA", "DATA", "SENT"} and not draft.fact("date"):
        # the value may have been put together from several lines: only its first word is sure to stand there as it is
        offset = max(item.span.start, draft.text.find(label.value.split()[0], item.span.start + len(label.label), item.span.end))
        date = next((d for d in find_dates(draft.text[offset : item.span.end]) if d.kind in DAYS and d.when), None)
        if date:
            span = Span(offset + date.start, offset + date.end)
            yield Fact("date", date.when, RULE.id, span, {"when": date.when})


def _party(key: str, value: str, span: Span) -> Iterator[Fact]:
    """Yield who writes or is written to: the person by name and the office, or the office or body."""
    side = " ".join(value.split()).rstrip(" .")
    address = _ADDRESS.search(side)
    if address and side[: address.start()].strip(" \"'"):
        side = side[: address.start()].strip(" \"'")
    title = next((t for t in _TITLES if side.startswith((t + " ", t + ". "))), "")
    bare = side[len(title) :].lstrip(". ") if title else side
    m = _PERSON.fullmatch(bare)
    first = bare.split(maxsplit=1)[0].strip(".,")
    if m and (title or _called(bare) or len(first) == 1 or (address and _own(m["name"], address["local"]))):
        role = m["role"] or title
        yield Fact(f"{key}-person", m["name"].strip(), RULE.id, span, {"role": role} if role else {})
    else:
        yield Fact(key, side.removeprefix("The ").removeprefix("the "), RULE.id, span)


def _called(name: str) -> bool:
    """Whether words are a person's by the given name, or by a surname that is no word and no place behind one other word."""
    first, *rest = name.split(",", maxsplit=1)[0].split()
    return first in given_names() or (len(rest) == 1 and rest[0] in surnames() | lists("surnames_world"))


def _own(name: str, local: str) -> bool:
    """Whether an address is made of a name, its first word or letter and its last word: h.okafor is Hannah Okafor's, office nobody's."""
    parts = name.split()
    first, last, whole = (re.sub(r"[^a-z]", "", fold(said).lower()) for said in (parts[0], parts[-1], local))
    return bool(first and last) and whole in {first + last, first[0] + last, last + first, last + first[0]}


RULE = Rule(
    "list-form", "list", find,
    "The lines at the head of a memorandum or form are a list; what they say of sender, addressee and date is in the header too.",
)
