"""Whose a bracket is: the profile says it, ``edition.toml``, or the document itself; and which brackets of a draft a rule may take."""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.brackets.classes import GAPS, Kind, Reading, readings
from encoder.brackets.key import key_of
from encoder.draft.model import BARRIER, Annotation, Draft
from encoder.language.languages import code_of
from encoder.layout.blocks import Span

#: the key "brackets" of edition.toml -> who is responsible; the author's own brackets stay text
SAID = {"editor": "#editors", "translator": "#translator", "author": ""}
OWN = re.compile(
    r"""
    (?P<all>All[ ])?(?:[Bb]rackets?|Footnotes?[ ]and[ ]brackets?|Ellips[ie]s[ ]and[ ]brackets?)\b
    [^.]{0,40}\bin[ ](?:the[ ])?(?:source|original)
    """,
    re.I | re.VERBOSE,
)
#: a reference stands so close to the bracket its note speaks of
NEAR = 80
#: classes that only somebody who edits or transcribes a text writes
AT_WORK: frozenset[Kind] = frozenset({
    "sic", "query", "cut", "illegible", "damage", "blank", "missing", "deleted", "del", "note", "remark", "unclear", "stamp", "hand",
    "add", "withheld", "letterhead", "signature",
})  # fmt: skip

#: words that say of a text that it was translated
TRANSLATION = re.compile(
    r"""
      \b
      (?: [Tt]ranslat(?:ed|ion|or) | TRANSLAT(?:ED|ION|OR) | [Üü]bersetz(?:t|ung|er) | [Tt]raduit
        | [Tt]raduction | [Tt]raducido | [Tt]raducción )
      \b
    | [Пп]еревод(?:чик)?\b | ПЕРЕВОД
    """,
    re.VERBOSE,
)


def own_brackets(draft: Draft) -> list[int] | None:
    """Return where notes refer that call a bracket the document's own; None where one says so of all brackets."""
    own: list[int] = []
    text = draft.text.lower()
    if "bracket" not in text and "ellips" not in text:
        return own
    for note in draft.of("note"):
        said = OWN.search(draft.text, *note.span)
        if said and said["all"]:
            return None
        if said and note.place is not None:
            own.append(note.place)
    return own


def responsible(draft: Draft) -> str:
    """Return the ``@resp`` of what brackets add; ``""`` where they are the author's own or nobody knows whose.

    What a person said in ``edition.toml`` comes first, then the family of the text; in any other text a translator who is named, or an
    editor who is seen at work: who writes "[sic]" or "[illegible]" writes the other brackets too.
    """
    said = draft.context.metadata.brackets
    if said in SAID:
        return SAID[said]
    family = draft.context.profile.brackets
    if family == "#translator" and not translated(draft):
        return "#editors"
    if family:
        return family
    if any("translated" in fact.attributes["resp"] for fact in draft.all_facts("responsible")):
        return "#translator"
    return "#editors" if any(r.kind in AT_WORK and r.bracket.form == "square" for r in readings(draft.text)) else ""


def translated(draft: Draft) -> bool:
    """Whether the text, or what was copied with it, shows that it is a translation: nobody is made up who translated it."""
    if any("translated" in fact.attributes["resp"] for fact in draft.all_facts("responsible")):
        return True
    original = draft.fact("original-language")
    if original and code_of(original.value) != draft.language:
        return True
    return any(note.attributes.get("type") == "translator" for note in draft.of("note")) or bool(TRANSLATION.search(draft.text))


def editing(draft: Draft) -> dict[str, str]:
    """Return ``@resp`` for what only an editor can say, where the family of the text has editors.

    A page's translator is not always named, and need not be who cut it.
    """
    whose = SAID.get(draft.context.metadata.brackets, draft.context.profile.brackets)
    return {"resp": whose} if whose == "#editors" else {}


def free(draft: Draft, *kinds: Kind) -> Iterator[Reading]:
    """Yield the brackets of some classes that stand in the prose and that no earlier rule has taken.

    One that is in the header, in no block, or over the end of one is none; so is one that a replaced character cuts, but for a page mark.
    """
    wanted = [reading for reading in readings(draft.text) if reading.kind in kinds]
    if not wanted:
        return
    taken = draft.claimed()
    key = key_of(draft.source)[0]  # what explains the signs has samples of them
    end = 0
    for reading in wanted:
        span = reading.span
        if key and span.within(key):
            continue
        if span.start in taken or span.start < end or not whole(draft, span):
            continue
        if any(span.within(outer.span) for name in ("gap", "incident") for outer in draft.overlapping(name, span)):
            continue
        if reading.kind in GAPS or reading.kind == "incident":
            end = span.end  # what it says stands in desc, which holds no other gap
        yield reading


def whole(draft: Draft, span: Span) -> bool:
    """Whether a bracket stands in one block of the prose, with both its signs."""
    inside = draft.prose[span.start : span.end]
    if any(sign == BARRIER or sign.isspace() for sign in (inside[0], inside[-1])):
        return False
    return BARRIER not in inside or not any(
        sign == BARRIER and draft.text[span.start + k] == "\n" for k, sign in enumerate(inside)
    )


def around(text: str, reading: Reading, element: str, rule: str, attributes: dict[str, str]) -> Iterator[Annotation]:
    """Yield an element over a bracket whose label and signs are not repeated: ``@rend`` has them around ``{}`` for the words."""
    span, said = reading.span, reading.said or reading.bracket.inner
    rend = " ".join(f"{text[span.start : said.start]}{{}}{text[said.end : span.end]}".split())
    yield Annotation(span, element, rule, {**attributes, "rend": rend}, evidence=reading.bracket.words)
    yield Annotation(Span(span.start, said.start), "", rule, content="replaced")
    yield Annotation(Span(said.end, span.end), "", rule, content="replaced")
