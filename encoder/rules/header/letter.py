"""Who wrote a letter to whom, and when: read from its heading, else from its signature, its address and its salutation.

Found: for each part with an opener or a closer, the sender by heading or signature, the recipient by heading, address or the name in the
salutation; the day of writing by dateline, else as the heading has it.
Left alone: "Dear Sir," names nobody, and nobody is made up; who signs minutes, a log or a deed has sent them to nobody.
TEI P5 4.9: HD, #HD44CD.
"""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.anatomy import parties
from encoder.draft import roles
from encoder.draft.model import Annotation, Draft, Fact, Finding, Rule
from encoder.language.lexicon import words
from encoder.layout.blocks import Span, lines_of
from encoder.rules.letter_parts import parts_of

#: a value that is a day has so many characters
DAY = 10
_DOCUMENTS = words.table("documents")
#: a heading that names a paper of which nobody is sent a copy stands within so many characters; the formulas of deeds anywhere
UNSENT = re.compile(rf"^[^\S\n]*(?:{'|'.join(_DOCUMENTS['unsent'])})", re.M)
HEADED = 400
FORMULA = re.compile("|".join(_DOCUMENTS["formulas"]))


def find(draft: Draft) -> Iterator[Finding]:
    """Yield sender, recipient and date of each part that is a letter."""
    before: tuple[str, Span] | None = None
    parts = parts_of(draft)
    titled = any(f.role == roles.CATALOGUE for f in draft.all_facts("title"))
    catalogued = draft.fact("date-catalogue") is not None or len(parts) > 1
    for part in parts:
        own = [a for a in part.annotations if a.role == roles.LETTER]
        said = part.facts
        if not own or (not _written_to(own, said) and (titled or _unsent(draft.text, part.span))):
            continue
        known = {f.key.removesuffix("-person") for f in said}
        if "sender" not in known:  # the head of a form says it
            yield from _party("sender", _sender(draft, own, said))
        recipient = before if any(f.key == "heading-same" for f in said) else _recipient(draft, own, said)
        if recipient and "recipient" not in known:
            before = recipient
            yield from _party("recipient", (recipient[0], Span(part.span.start, part.span.start)))
        dated = next((f for f in said if f.key == "date"), None)
        headed = next((f for f in said if f.key == "date-heading"), None)
        if headed and dated and len(dated.value) >= DAY and headed.value[:DAY] != dated.value[:DAY] and not catalogued:
            yield Fact("date-catalogue", headed.value[:DAY], RULE.id, headed.span, {"text": headed.attributes["text"]})
        elif headed and (dated is None or len(dated.value) < DAY):  # the header takes the most precise one
            yield Fact("date", headed.value, RULE.id, headed.span, {"when": headed.value, "text": headed.attributes["text"]})


def _written_to(own: list[Annotation], said: list[Fact]) -> bool:
    """Whether a paper of a catalogue, which its title does not call a letter, is one: a signature alone stands below a resolution too."""
    return any(a.element in {"salute", "address"} for a in own) or any(f.key.startswith(("heading-", "sender", "recipient")) for f in said)


def _unsent(text: str, part: Span) -> bool:
    """Whether a part is a paper that is signed and sent to nobody."""
    return bool(UNSENT.search(text, part.start, min(part.end, part.start + HEADED)) or FORMULA.search(text, *part))


def _party(key: str, found: tuple[str, Span] | None) -> Iterator[Fact]:
    if found:
        for name in parties.split(found[0]):
            yield Fact(f"{key}-person", name, RULE.id, found[1], role=roles.LETTER)


def _sender(draft: Draft, own: list[Annotation], said: list[Fact]) -> tuple[str, Span] | None:
    headed = next((f for f in said if f.key == "heading-sender"), None)
    if headed and headed.span:
        return headed.value, headed.span
    names = []
    for signed in (a for a in own if a.element == "signed"):
        name = parties.signer("\n".join(draft.plain(line) for line in lines_of(draft.text, *signed.span)))
        if name:
            names.append((name, signed.span))
    return max(names, key=lambda n: (len(n[0].replace(".", "")) > 4, -n[1].start), default=None)


def _recipient(draft: Draft, own: list[Annotation], said: list[Fact]) -> tuple[str, Span] | None:
    headed = next((f for f in said if f.key == "heading-recipient" and parties.named(f.value)), None)
    if headed and headed.span:
        return headed.value, headed.span
    for address in (a for a in own if a.element == "address"):
        name = parties.addressee([draft.plain(line) for line in lines_of(draft.text, *address.span)])
        if name:
            return name, address.span
    for salute in (a for a in own if a.element == "salute"):
        name = parties.greeted(draft.plain(salute.span))
        if name:
            return name, salute.span
    return None


RULE = Rule(
    "header-letter", "correspDesc", find, "Sender and recipient were read from the heading, the signature, the address or the salutation."
)
