"""The text as a whole becomes ``div type="document"``.

Found: everything before the list of notes and behind the catalogue record, if there are any; its heading says what kind
of document it is, and a bracket with source and size that it was withheld as a whole ("denied").
Left alone: those two.
TEI P5 4.9: DS, #DSDIV.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.language.lexicon import words
from encoder.layout.blocks import Span, trimmed

_KINDS = tuple((re.compile(row["head"]), str(row["subtype"])) for row in words.table("documents")["kind"])

#: how a document was sent, behind the number of the file or in a bracket
_SENT = re.compile(r":\s?(?:Circular )?(?P<kind>Telegram|Airgram|Despatch|Dispatch)\b", re.I)
#: a label that names the kind, so near to the beginning
_FORM = re.compile(r"MEMORANDUM(?:[ ](?:FOR|TO))?(?=\s*:|\s{2,})|Memorandum[ ](?:for|to)(?=\s*:)")
FORM = 1500
_COPY = re.compile(r"\[(?P<kind>Telegram|Cablegram|Airgram)\b[^\]]*\]\.?", re.I)


def subtype(head: str) -> str:
    """Return the kind of document a heading names, ``""`` if it names none."""
    return next((name for pattern, name in _KINDS if pattern.search(head)), "")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the ``div`` of the document, and one for each further page in the file."""
    cuts = [draft.record_end, *(page.start for page in draft.further_pages)]
    for k, start in enumerate(cuts):
        stop = cuts[k + 1] if k + 1 < len(cuts) else len(draft.text)
        yield Annotation(_reach(draft, start, stop), "div", RULE.id, _about(draft, Span(start, stop), k))


def _reach(draft: Draft, start: int, stop: int) -> Span:
    """Return where a document begins and ends."""
    end = min(draft.notes_start, stop)
    # the record may end within a block
    blocks = [
        trimmed(draft.text, max(start, b.span.start), min(b.span.end, stop))
        for b in draft.source.blocks
        if start < b.span.end and b.span.start < end
    ]
    # a version of the document reaches over the notes listed below it, and the document over its versions
    last = max((a.span.end for a in draft.of("div") if a.role == roles.VERSION and start <= a.span.start < stop), default=0)
    span = Span(blocks[0].start, max(last, min(end, blocks[-1].end))) if blocks else Span(start, start)
    numbers = [n.span for n in draft.source.layout.numbers if start <= n.span.start < end]  # of lines, at the margin
    if blocks and numbers:
        span = Span(min(span.start, numbers[0].start), max(span.end, numbers[-1].end))
    before, behind = draft.text[start : span.start], draft.text[span.end : max(span.end, end)]
    # empty cells of a table stand in the white space of its first and last line
    return Span(span.start - len(before) + len(before.rstrip(" \t")), span.end + len(behind) - len(behind.lstrip(" \t")))


def _about(draft: Draft, part: Span, number_of: int) -> dict[str, str]:
    attributes = {"type": "document"}
    heads = [a for a in draft.of("head") if a.span.within(part)]
    kind = subtype(draft.plain(heads[0].span)) if heads else ""
    # "The Minister in Portugal to the Secretary of State": the line over it says how
    if kind in {"", "correspondence"}:
        kind = next((k for line in _source_lines(draft) if not number_of and (k := _sent(line))), kind)
    if not kind:  # "MEMORANDUM FOR: The Director"
        forms = (a for a in draft.of("item") if part.start <= a.span.start < part.start + FORM)
        kind = next((subtype(m.group().title()) for a in forms if (m := _FORM.match(draft.text, a.span.start, a.span.end))), "")
    if any(draft.text.startswith("[Source", gap.span.start) for gap in draft.of("gap")):
        kind = "denied"  # "[Source: ... Secret. 2 pages not declassified.]" is all that is printed
    if kind:
        attributes["subtype"] = kind
    number = draft.fact("number")
    if number and not number_of:
        attributes["n"] = number.value
    ident = draft.document_id if draft.document_id != draft.identifier else f"{draft.document_id}_text"
    attributes["xml:id"] = f"{ident}-{number_of + 1}" if number_of else ident
    return attributes


def _source_lines(draft: Draft) -> Iterator[str]:
    """Yield what stands over the heading and, in brackets, right below it: "765.84/4601: Telegram", "[Telegram.]"."""
    for note in draft.of("note"):
        if note.attributes.get("place") == "inline":
            yield draft.plain(note.span)
    head = next(iter(draft.of("head")), None)
    block = next((b for b in draft.source.blocks if head and b.span.start >= head.span.end), None)
    if block:
        yield draft.plain(block.span)


def _sent(line: str) -> str:
    found = _SENT.search(line) or _COPY.fullmatch(line)
    return found["kind"].lower().replace("dispatch", "despatch") if found else ""


RULE = Rule("div-document", "div", find)
