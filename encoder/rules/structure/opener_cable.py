"""The head of a cable becomes ``opener``: secrecy and precedence ``seg``, the date-time group ``dateline``, the posts ``address``.

Found: where a date-time group ("P 181632Z JAN 71") or lines from and to posts ("FM AMEMBASSY FORT LAMY", "TO SECSTATE WASHDC")
stand at the beginning: all lines up to the last of them, with what transmission adds ("BT"); at the end "BT" and the number of the
cable are the ``trailer``. From whom, to whom, when, how urgent are facts for the header.
Left alone: memoranda, letters, sentences in capitals.
TEI P5 4.9: DS, #DSOC; HD, #HD44CD.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.anatomy import forms
from encoder.dates import find as find_dates
from encoder.dates.lines import date_in
from encoder.draft.model import Annotation, Draft, Fact, Finding, Rule
from encoder.language.gazetteer import places
from encoder.language.lexicon import words
from encoder.layout.blocks import Block, Span

#: the head of a cable has at most so many blocks
HEAD = 20
#: a line about handling is no longer, and stands so few blocks before the sign that the text begins
SHORT = 40
BEFORE = 3
#: who signed, before the signs at the end
_NAME = re.compile(
    r"(?!END\b|UNQUOTE\b|UNCLASSIFIED\b|NO DISTRIBUTION\b)[A-Z][A-Z.’'-]+(?:\s[A-Z][A-Z.’'-]*){0,3}(?<!\.)"
)
#: "LIMITED OFFICIAL USE BERN 3318", "UNCLAS SECTION 01 OF 02 LAGOS 1402"
_POST = re.compile(r"[A-Z][A-Z ]+?(?:\sSECTION\s\d+\sOF\s\d+)?\s[A-Z][A-Z ]+\s\d{3,6}")
#: the paragraph before a name ends
_SENTENCE = re.compile(r"[.?!\])\"”]\s*\Z")
_NUMBER = re.compile(r"(?:\s+(?:NO\.?\s?)?\d{1,6})?\Z")
_PRECEDENCE = re.compile(rf"\s+(?:{'|'.join(sorted(forms.PRECEDENCE, key=lambda w: (-len(w), w)))})\b.*\Z")
_KEYS = {"FM": "sender", "FROM": "sender", "TO": "recipient", "INFO": "repeated-to"}


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the opener with its lines, the facts, and the trailer."""
    blocks = [b for b in draft.free_blocks if draft.record_end <= b.span.start < draft.notes_start]
    lines = list(_lines(draft, blocks))
    kinds = [kind for _, kind in lines]
    if "group" not in kinds and kinds.count("route") < len(("FM", "TO")):
        return
    last = max(k for k, kind in enumerate(kinds) if kind not in {"form", "more"} or (kind == "more" and kinds[k - 1] == "route"))
    while last + 1 < len(kinds) and kinds[last + 1] == "more" and "form" not in kinds[last : last + 2]:
        last += 1
    head = lines[: last + 1]
    yield Annotation(Span(head[0][0].start, head[-1][0].end), "opener", RULE.id)
    yield from _opener(draft, head)
    senders = {w for line, kind in head if kind == "route" and (said := draft.text[slice(*line)]).startswith("F") for w in said.split()[1:]}
    yield from _end(draft, [b for b in blocks if b.span.start > head[-1][0].end], senders)


def _end(draft: Draft, blocks: list[Block], senders: set[str]) -> Iterator[Annotation]:
    """Yield the signs of transmission at the end, and the name of who signed before them."""
    lines = [line for block in blocks[-5:] for line in block.lines]
    first = len(lines)
    while first and _ends(draft.text[slice(*lines[first - 1])]):
        first -= 1
    if first == len(lines):
        last = draft.text[slice(*lines[-1])] if len(lines) > 1 else ""
        if _NAME.fullmatch(last) and (last in senders or _SENTENCE.search(draft.text[slice(*lines[-2])])):
            yield Annotation(lines[-1], "closer", RULE.id)
            yield Annotation(lines[-1], "signed", RULE.id)
        return
    yield Annotation(Span(lines[first].start, lines[-1].end), "trailer", RULE.id)
    if first > 1 and _NAME.fullmatch(said := draft.text[slice(*lines[first - 1])]) and not forms.secrecy(said):
        yield Annotation(lines[first - 1], "closer", RULE.id)
        yield Annotation(lines[first - 1], "signed", RULE.id)


def _ends(said: str) -> bool:
    return forms.sign(said) or forms.secrecy(said) or said == "UNCLASSIFIED"


def _lines(draft: Draft, blocks: list[Block]) -> Iterator[tuple[Span, str]]:
    """Yield the lines of the head with what each is, up to the first block that belongs to the text."""
    for number, block in enumerate(blocks[:HEAD]):
        kinds: list[str] = []
        for line in block.lines:
            said = draft.text[slice(*line)]
            kind = _kind(said)
            if not kind and kinds and kinds[-1] in {"route", "more", "form"} and said.isupper():
                kind = "more"
            kinds.append(kind)
        if not all(kinds):
            known = kinds.index("")
            if {"route", "group"} & set(kinds[:known]):  # the text begins below, without a blank line
                yield from zip(block.lines[:known], kinds[:known], strict=True)
                return
            if not _handled(draft, blocks[number : number + BEFORE]):
                return
            kinds = ["form"]
        yield from zip(block.lines, kinds, strict=True)


def _handled(draft: Draft, blocks: list[Block]) -> bool:
    """Whether a block is a short line about handling ("STATE GRNC"): the sign that the text begins stands right behind it."""
    said = draft.text[slice(*blocks[0].span)]
    short = len(blocks[0].lines) == 1 and said.isupper() and len(said) <= SHORT and not said.endswith(".")
    return short and any(forms.sign(draft.text[slice(*line)]) for block in blocks[1:] for line in block.lines[:1])


def _kind(said: str) -> str:
    if forms.group(said):
        return "group"
    if said in forms.PRECEDENCE:
        return "precedence"
    whole = forms.unspaced(said)
    if forms.secrecy(said) or (whole != said and forms.level(said)) or (_POST.fullmatch(said) and forms.level(said)):
        return "secrecy"
    if forms.sign(said):
        return "sign"
    if forms.office_line(said):
        return "office"
    if forms.route(said):
        return "route"
    form = forms.label(said)
    if form is None and date_in(said) is not None:
        return "dated"
    return "form" if form and form.kind and len(form.value) < 200 else ""


def _opener(draft: Draft, head: list[tuple[Span, str]]) -> Iterator[Finding]:
    for line, kind in head:
        said = draft.text[slice(*line)]
        if kind in {"group", "dated"}:
            yield from _dated(draft, line)
        elif kind == "precedence":
            yield Annotation(line, "seg", RULE.id, {"type": "precedence"})
            yield Fact("precedence", said.capitalize(), RULE.id, line)
        elif kind == "secrecy":
            yield from _secret(draft, line)
        elif kind in {"sign", "form", "office"}:
            yield Annotation(line, "seg", RULE.id)
    runs: list[list[Span]] = []
    for k, (line, kind) in enumerate(head):
        if kind in {"route", "more"}:
            if k and head[k - 1][1] in {"route", "more"}:
                runs[-1].append(line)
            else:
                runs.append([line])
    for run in runs:
        yield Annotation(Span(run[0].start, run[-1].end), "address", RULE.id)
        key = ""
        for line in run:
            yield Annotation(line, "addrLine", RULE.id)
            said = draft.text[slice(*line)]
            route = forms.route(said)
            key = _KEYS.get(route[0], "") if route else key
            name = _NUMBER.sub("", _PRECEDENCE.sub("", route[1] if route else said)).strip()
            if key and name:
                yield from _party(draft, key, name, line)


def _party(draft: Draft, key: str, name: str, line: Span) -> Iterator[Finding]:
    """Yield who is named in a line of addresses: a person by his title, with the place behind the name, or an office."""
    listed = name.split()
    title = " ".join(listed[:1]).title().rstrip(".")
    if title not in words.FORMS_OF_ADDRESS | words.RANKS or len(listed) < 2 or key not in {"sender", "recipient"}:
        yield Fact(key, name, RULE.id, line, {"element": "orgName"})
        return
    first = next((k for k in range(2, len(listed)) if " ".join(listed[k:]).title() in places().forms), len(listed))
    yield Fact(f"{key}-person", " ".join(listed[1:first]).title(), RULE.id, line, {"role": title})
    if first < len(listed) and key == "sender" and not draft.fact("place"):
        where = draft.text.rindex(listed[first], line.start, line.end)
        yield Fact("place", " ".join(listed[first:]).title(), RULE.id, Span(where, line.end))


def _secret(draft: Draft, line: Span) -> Iterator[Finding]:
    said = draft.text[slice(*line)]
    level = forms.level(said)
    yield Annotation(line, "seg", RULE.id, {"type": "classification" if level else "handling"})
    if level and not draft.fact("classification"):
        yield Fact("classification", level, RULE.id, line)
    for word in forms.handling(said):
        yield Fact("handling", word, RULE.id, line)


def _dated(draft: Draft, line: Span) -> Iterator[Finding]:
    yield Annotation(line, "dateline", RULE.id)
    date = next((d for d in find_dates(draft.text[slice(*line)]) if d.when), None)
    if date:
        span = Span(line.start + date.start, line.start + date.end)
        yield Annotation(span, "date", RULE.id, {"when": date.when}, evidence="; ".join(date.chain))
        yield Fact("date", date.when, RULE.id, span, {"when": date.when})


RULE = Rule("opener-cable", "opener", find, "The head of a cable is its opener: secrecy, precedence, time, and the posts it went between.")
