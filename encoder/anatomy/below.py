"""What stands below the name that ends a letter: postscripts, addresses, place and date, endorsements, witnesses, copies, the source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from encoder import lazy_re as re
from encoder.anatomy import salutes
from encoder.anatomy.units import Unit, in_brackets
from encoder.layout.blocks import Span

Part = Literal[
    "salute", "signed", "dateline", "address", "postscript", "enclosures", "copies", "endorsement", "source", "trailer",
    "remark",
]

#: a valediction, an address; a line of an address is no longer
LEAVE = 2.0
ADDRESSED = 1.5
LINE = 60
ENOUGH = 3.0
#: behind it are the names of those who saw it: "Signed, sealed and declared in presence of"
_SEEN_BY = re.compile(r"(?:\b(?:of|us|me|witness(?:es)?)|:)\W*\Z", re.I)
_SOURCE = re.compile(
    r"""
    (?: MSS?\b | A\.[ ]?L\.[ ]?S\b | Sources?: | Text: | Printed[ ]in\b
      | From[ ](?:the|a)[ ](?:original|copy|MS) | Holograph\b | Autograph\b | Handschrift\b
      | Standort: | Druck: | Original: )
    """,
    re.I | re.VERBOSE,
)
#: who dictated and who typed: "AH:rk", "JP/rk", "A. D./L. M."
TYPED = re.compile(r"(?:[A-Z]{2,4}|(?:[A-Z]\.\s?){2,3})\s?[:/]\s?(?:[a-z]{1,4}|[A-Z]{2,4}|(?:[A-Z]\.\s?){2,3})(?:[:/]\w{1,4})?")
#: a heading, not a name, begins with it
ARTICLE = re.compile(r"(?:THE|A|AN|DER|DIE|DAS|LE|LA|LES)\s")
#: a bracket that stands for the name: "[signature]", "[illegible signature]"
STANDS = re.compile(
    r"[\[(/](?:[^\])/]*\b)?(?:signature|signed|seal|l\. ?s|unterschrift|signé|firma|подпись)\b\.?[^\])/]*[\])/]",
    re.I,
)


IN_WITNESS = re.compile(
    r"""
    \b(?: in\s(?:witness|testimony|faith)\swhereof | set\s(?:my|our|their|his|her)\shands? | zu\surkund | en\sfoi\sde\squoi
      | en\s(?:testimonio|fe)\sde\slo\scual | in\sfede\sdi\sche | in\scuius\srei\stestimonium )\b
    """,
    re.I | re.VERBOSE,
)
#: what such words over a name speak for it; so many lines below it tell before whom it was signed
DEED = 1.5
WITNESSES = 6


class Piece(NamedTuple):
    """A part of the end and where it stands."""

    kind: Part
    span: Span


def behind(lines: Sequence[Unit], at: int, expected: frozenset[str]) -> list[Piece]:
    """Name what stands below the signature, block by block."""
    pieces: list[Piece] = []
    k = at
    open_ps = seen = False
    while k < len(lines):
        end = k + 1
        while end < len(lines) and lines[end].block == lines[k].block and not TYPED.fullmatch(lines[end - 1].text):
            end += 1
        block = lines[k:end]
        span = Span(block[0].span.start, block[-1].span.end)
        kind = "signed" if seen and _names(block) else kind_of(block, open_ps, expected)
        seen = seen or (kind == "endorsement" and salutes.attested(block[0].text))
        if kind == "endorsement" and salutes.attested(block[0].text) and _SEEN_BY.search(block[0].text) and block[1:] and _names(block[1:]):
            pieces.append(Piece(kind, Span(*block[0].span)))
            pieces.extend(Piece("signed", Span(*unit.span)) for unit in block[1:])
            open_ps, k = True, end
            continue
        more = kind == "postscript" and open_ps and not salutes.marked("postscript", block[0].text)
        if more and pieces and pieces[-1].kind == "postscript":
            pieces[-1] = Piece("postscript", Span(pieces[-1].span.start, span.end))
        else:
            pieces.append(Piece(kind, span))
        open_ps = kind in {"postscript", "salute", "signed"}
        k = end
    return pieces


def _names(block: Sequence[Unit]) -> bool:
    """Whether a block below "Signed, sealed and delivered in the presence of us" has those who saw it: each line a name or an office."""
    return not any(unit.prose or unit.dated for unit in block) and all(salutes.signature(unit.text) >= 1 for unit in block)


def kind_of(block: Sequence[Unit], open_ps: bool, expected: frozenset[str]) -> Part:
    """Return what a block below the name is; ``open_ps``: a postscript, or a name below one, stands over it."""
    first = block[0]
    said = first.text
    if salutes.marked("postscript", said):
        return "postscript"
    if len(block) == 1 and STANDS.fullmatch(said):
        return "signed"  # the seal
    if salutes.marked("endorsement", said) or (len(block) == 1 and TYPED.fullmatch(said)):
        return "endorsement"
    if salutes.marked("enclosure", said):
        return "enclosures"
    if salutes.marked("copies", said):
        return "copies"
    if len(block) == 1 and not first.prose and (salutes.formula(said) or (open_ps and salutes.valediction(said) >= LEAVE + 0.5)):
        return "salute"  # "God Save the King"; those who add something take leave again
    if _SOURCE.match(said):
        return "source"
    if len(block) == 1 and len(salutes.signed_before(said)) >= len(said.rstrip(" .,:▪")):
        return "signed"  # "By his Excellency's Command"
    if ends_page(said) and len(block) == 1:
        return "trailer"
    if all(in_brackets(u.text) for u in block):
        return "remark"
    if first.dated and (len(block) == 1 or (len(block) < 4 and not any(salutes.address(u.text) >= ADDRESSED for u in block))):
        return "dateline"
    if not any(u.prose for u in block) and (salutes.address(said) >= ADDRESSED or (len(block) > 1 and salutes.address(said) > 0)):
        return "address"
    greets = salutes.salutation(said) >= ENOUGH
    titled = said.isupper() and ARTICLE.match(said)
    if open_ps and len(block) == 1 and not first.prose and not greets and not titled and salutes.signature(said, expected) >= 1:
        return "signed"
    if len(block) > 1 and not any(u.prose for u in block) and all(len(u.text) < LINE and not u.text[:1].islower() for u in block):
        return "address"
    return "postscript"


def aside(text: str) -> bool:
    """Whether a line is neither name nor office: it closes the page, stands in brackets, says where the text is from."""
    if STANDS.fullmatch(text):
        return False
    return ends_page(text) or in_brackets(text) or bool(_SOURCE.match(text))


def ends_page(text: str) -> bool:
    """Whether a line closes the page and belongs to no letter: "FINIS", the heading over the notes."""
    return salutes.alone("notes", text) or text.strip(" .*").upper() in {"FINIS", "THE END", "END"}


def witnessed(lines: Sequence[Unit], k: int, over: Unit | None) -> float:
    """Return what speaks for a name in a deed: "In witness whereof" over it, and before whom it was signed below it."""
    below = lines[k + 1 : k + 1 + WITNESSES]
    seen = any(not unit.prose and salutes.marked("endorsement", unit.text) and salutes.attested(unit.text) for unit in below)
    return DEED * (over is not None and IN_WITNESS.search(over.text) is not None) + seen
