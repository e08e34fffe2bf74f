"""One document from its source to its edition, in memory: rules, links, tree, XML, and the proof that nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from encoder.authority.index import Authorities
from encoder.decisions import Decision, apply
from encoder.decisions.record import APART
from encoder.draft.model import Context, Draft, Problem, Profile, Source
from encoder.io.limits import uncollected
from encoder.language.identify import identify
from encoder.linking.link import Linked, link
from encoder.rules.profiles import named, recognise
from encoder.run.failing import complaint, failing
from encoder.run.obeyed import disorder, fitting, refused
from encoder.run.pieces import drafted
from encoder.run.rescue import CODE, rescued
from encoder.run.split import pieces
from encoder.source.metadata import Metadata
from encoder.tei import Edition, write
from encoder.tei.back import characters, to_text
from encoder.validation.schemas import edition_schema


@dataclass(frozen=True, slots=True)
class Encoded:
    """The result for one document.

    ``lost`` says where its text differs from the source, empty where it does not; ``valid`` that the schema has been asked and holds.
    """

    draft: Draft
    linked: Linked
    edition: Edition
    profile: Profile
    lost: str = ""
    #: the decisions that it was made with; those that it could not hold are none of them
    decisions: tuple[Decision, ...] = ()
    valid: bool = False


def draft_of(
    source: Source, profile: Profile, metadata: Metadata, authorities: Authorities, decisions: Iterable[Decision] = ()
) -> Draft:
    """Run the rules of a profile over a source, in their order; over each of its documents, where it has several.

    What a person has decided comes behind all rules, and before names are linked.
    """
    told = identify(source.text)
    context = Context(profile, metadata, authorities, told.code, told.english)

    def draft(one: Source) -> Draft:
        found = Draft(one, context)
        for rule in profile.rules:
            if found.english or not rule.english:
                found = found.add(rule.find(found))
        return found

    made = apply(drafted(source, Draft(source, context), draft), decisions).add(source.problems)
    if metadata.odd_name:
        said = f"the name of this file fits no pattern of file_names ({metadata.odd_name}); a [[document]] can say what it does not"
        made = made.add((Problem("file-name", "warning", said),))
    return made


@uncollected()
def encode(
    source: Source, profile: str | Profile = "auto", metadata: Metadata | None = None, authorities: Authorities | None = None,
    decisions: Iterable[Decision] = (),
) -> Encoded:
    """Encode a source. Raises EncoderError for an unknown profile.

    Where the rules together would lose text or make an invalid edition, as few of them as can be found are left out, with a Problem
    that names them (``rescue``). What is lost or invalid then is so without any rule: by the metadata.
    """
    about = metadata or Metadata()
    lists = Authorities() if authorities is None else authorities
    chosen = profile if isinstance(profile, Profile) else choose(source, profile if profile != "auto" else about.profile)
    decided = tuple(d for d in decisions if d.concerns(source.stem))
    made = checked(draft_of(source, chosen, about, lists, decided))
    if sound(made) and (obeying(made) or not any(d.decision in APART for d in decided)):
        return replace(made, decisions=decided)
    unfit: tuple[Problem, ...] = ()
    if decided:
        held = fitting(decided, lambda those: checked(draft_of(source, chosen, about, lists, those)), obeying, _why, source.text)
        made, decided, unfit = held.made, held.decisions, held.problems
        if sound(made):
            return telling(made, decided, unfit)

    def trial(others: Profile, problems: tuple[Problem, ...]) -> tuple[Encoded, bool]:
        again = checked(draft_of(source, others, about, lists, decided).add(problems))
        return again, sound(again)

    found = rescued(source.text, chosen, trial, lambda one: failing(source.text, one.edition)) or made
    return telling(found, decided, unfit)


def obeying(made: Encoded, bare: Encoded | None = None) -> bool:
    """Whether an edition is whole and valid and has what was decided of its blocks; ``bare`` is the one without decisions."""
    problems = made.edition.problems
    return sound(made) and not refused(problems) and disorder(problems) <= (disorder(bare.edition.problems) if bare else 0)


def _why(made: Encoded) -> str:
    """Say what is wrong with an edition that does not hold what was decided."""
    if made.lost:
        return "with it the edition would lack some of its text"
    said = "" if made.valid else complaint(made.edition)
    return f"with it the edition would not be valid ({said})" if said else "what it makes of the place cannot stand there"


def telling(made: Encoded, decisions: tuple[Decision, ...], problems: tuple[Problem, ...]) -> Encoded:
    """Return the same edition with its decisions, and what is to be told of others."""
    draft = made.linked.draft.add(problems)
    edition = replace(made.edition, problems=(*made.edition.problems, *problems))
    return replace(made, draft=draft, linked=replace(made.linked, draft=draft), edition=edition, decisions=decisions)


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text whose letters or documents are editions of their own: the whole of it, and each of them; none where it has one.

    ``lost`` says that the pieces together have not the characters of the source.
    """

    whole: Encoded
    each: tuple[Encoded, ...] = ()

    @property
    def lost(self) -> str:
        """What the pieces lack or have twice, ``""`` where they have the whole text."""
        if not self.each:
            return self.whole.lost
        there = Counter(characters(self.whole.draft.source.text))
        made: Counter[str] = Counter()
        for piece in self.each:
            made.update(characters(to_text(piece.edition.root)))
        return "" if there == made else f"the pieces have {_counted(made - there)} too much and lack {_counted(there - made)}"


def _counted(characters: Counter[str]) -> str:
    return f"{characters.total():,} characters ({''.join(sorted(characters))[:40]!r})" if characters else "nothing"


@uncollected()
def encode_pieces(
    source: Source, profile: str = "auto", metadata: Metadata | None = None, authorities: Authorities | None = None,
    decisions: Iterable[Decision] = (),
) -> Pieces:
    """Encode a text and each of the letters or documents in it. Raises EncoderError as ``encode`` does.

    Where a piece by itself would be invalid, or they would not have the whole text, rules are left out as in ``encode``.
    """
    about, lists, decided = metadata or Metadata(), Authorities() if authorities is None else authorities, tuple(decisions)
    whole = encode(source, profile, about, lists, decided)
    decided = whole.decisions

    said = tuple(p for p in whole.edition.problems if p.code == CODE)

    def cut(whole: Encoded) -> tuple[Pieces, bool]:
        # each is linked by itself, so it is drafted anew
        drafts = pieces(draft_of(source, whole.profile, about, lists, decided))
        made = Pieces(whole, tuple(encoded(draft) for draft in drafts))
        return made, not made.lost and all(edition_schema().holds(piece.edition.root, piece.edition.written) for piece in made.each)

    def trial(others: Profile, problems: tuple[Problem, ...]) -> tuple[Pieces, bool]:
        again = checked(draft_of(source, others, about, lists, decided).add((*said, *problems)))
        made, holds = cut(again)
        return made, holds and sound(again)

    made, holds = cut(whole)
    return made if holds or not made.each else rescued(source.text, whole.profile, trial) or made


def sound(made: Encoded) -> bool:
    """Whether an edition has its whole text and is valid."""
    return not made.lost and made.valid


def choose(source: Source, name: str) -> Profile:
    """Return the profile of that name, or, without a name, the one that knows the source. Raises EncoderError for an unknown name."""
    return named(name) if name else recognise(source)


def encoded(draft: Draft) -> Encoded:
    """Link a draft, write it, and compare the text of the edition with the source."""
    linked = link(draft)
    profile = draft.context.profile
    edition = write(linked, profile)
    return Encoded(linked.draft, linked, edition, profile, difference(draft.source.text, to_text(edition.root)))


def checked(draft: Draft) -> Encoded:
    """Return ``encoded``, asked whether it is valid where its text is whole."""
    made = encoded(draft)
    return made if made.lost else replace(made, valid=edition_schema().holds(made.edition.root, made.edition.written))


def difference(source: str, again: str) -> str:
    """Say where two texts differ in more than white space; ``""`` where they do not."""
    one, other = characters(source), characters(again)
    if one == other:
        return ""
    at = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"character {at + 1} of {len(one)}: source has {one[at : at + 40]!r}, edition has {other[at : at + 40]!r}"


__all__ = ["Encoded", "Pieces", "Problem", "difference", "draft_of", "encode", "encode_pieces"]
