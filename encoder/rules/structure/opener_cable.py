"""The head of a cable becomes ``opener``: secrecy and precedence ``seg``, the date-time group ``dateline``, the posts ``address``.

Found: where a date-time group ("P 181632Z JAN 71") or lines from and to posts ("FM AMEMBASSY FORT LAMY", "TO SECSTATE WASHDC")
stand at the beginning: all lines up to the last of them, with what transmission adds ("BT"); at the end "BT" and the number of the
cable are the ``trailer``. From whom, to whom, when, how urgent are facts for the header.
Left alone: memoranda, letters, sentences in capitals.
TEI P5 4.9: DS, #DSOC; HD, #HD44CD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from encoder.anatomy import forms
from encoder.dates import find as find_dates
from encoder.draft.model import Annotation, Draft, Fact, Finding, Rule
from encoder.layout.blocks import Block, Span

#: the head of a cable has at most so many blocks
HEAD = 20
_NUMBER = re.compile(r"(?:\s+(?:NO\.?\s?)?\d{1,6})?\Z")
_PRECEDENCE = re.compile(rf"\s+(?:{'|'.join(sorted(forms.PRECEDENCE, key=len, reverse=True))})\b.*\Z")
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
    behind = blocks[-1]
    if behind.span.start > head[-1][0].end and all(forms.sign(draft.text[slice(*line)]) for line in behind.lines):
        yield Annotation(behind.span, "trailer", RULE.id)


def _lines(draft: Draft, blocks: list[Block]) -> Iterator[tuple[Span, str]]:
    """Yield the lines of the head with what each is, up to the first block that belongs to the text."""
    for block in blocks[:HEAD]:
        kinds: list[str] = []
        for line in block.lines:
            said = draft.text[slice(*line)]
            kind = _kind(said)
            if not kind and kinds and kinds[-1] in {"route", "more", "form"} and said.isupper():
                kind = "more"
            kinds.append(kind)
        if not all(kinds):
            return
        yield from zip(block.lines, kinds, strict=True)


def _kind(said: str) -> str:
    if forms.group(said):
        return "group"
    if said in forms.PRECEDENCE:
        return "precedence"
    words = forms.unspaced(said)
    if forms.secrecy(said) or (words != said and forms.level(said)):
        return "secrecy"
    if forms.sign(said):
        return "sign"
    if forms.route(said):
        return "route"
    form = forms.label(said)
    return "form" if form and form.kind and len(form.value) < 200 else ""


def _opener(draft: Draft, head: list[tuple[Span, str]]) -> Iterator[Finding]:
    for line, kind in head:
        said = draft.text[slice(*line)]
        if kind == "group":
            yield from _dated(draft, line)
        elif kind == "precedence":
            yield Annotation(line, "seg", RULE.id, {"type": "precedence"})
            yield Fact("precedence", said.capitalize(), RULE.id, line)
        elif kind == "secrecy":
            yield from _secret(draft, line)
        elif kind in {"sign", "form"}:
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
                yield Fact(key, name, RULE.id, line, {"element": "orgName"})


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
