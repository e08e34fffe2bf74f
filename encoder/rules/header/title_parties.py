"""The title that the catalogue gives a telegram or letter says who sent it to whom; lines over its text and the record's fields too.

Found: "Ciphered Telegram, Polivanov to Arkadyev", "Cable from the Embassy in Burma to the Foreign Ministry, 'On the Stones'"; "To Comrade
X" over the text of a telegram whose title has no recipient; the record's field of recipients.
Left alone: conversations, minutes, reports on something.
TEI P5 4.9: HD, #HD44CD.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder.catalogue import parties
from encoder.catalogue.parties import Party
from encoder.draft import roles
from encoder.draft.model import Draft, Fact, Finding, Rule
from encoder.layout.blocks import Span


def find(draft: Draft) -> Iterator[Finding]:
    """Yield sender and recipient as facts."""
    for page in draft.all_facts("page"):  # a further page in the same file
        yield from _of_title(page.value, page.span)
    title = draft.fact("title")
    read = parties.read(title.value) if title else None
    fields = {key: list(draft.all_facts(key)) for key in ("recipient-field", "addressed")}
    if read is None and not fields["recipient-field"]:
        return
    if read and read.sender and title:
        yield from _fact("sender", read.sender, title.span)
    if read and read.recipient and title:
        yield from _fact("recipient", read.recipient, title.span)
        return
    for fact in fields["recipient-field"] or fields["addressed"][:1]:
        one = parties.party(fact.value)
        if one:
            yield from _fact("recipient", one, fact.span)


def _of_title(title: str, span: Span | None) -> Iterator[Fact]:
    read = parties.read(title)
    if read and read.sender:
        yield from _fact("sender", read.sender, span)
    if read and read.recipient:
        yield from _fact("recipient", read.recipient, span)


def _fact(key: str, one: Party, span: Span | None) -> Iterator[Fact]:
    if one.person:
        yield Fact(f"{key}-person", one.name, RULE.id, span, {"role": one.role} if one.role else {}, roles.TITLE)
    else:
        yield Fact(key, one.name, RULE.id, span, role=roles.TITLE)


RULE = Rule("header-title-parties", "correspDesc", find, "Sender and recipient were read from the title in the catalogue.")
