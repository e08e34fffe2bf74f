"""Every stretch of a text that may be a name, with what is observed of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from encoder.language.gazetteer import places
from encoder.names import evidence
from encoder.names.cut import beside
from encoder.names.kinds import NAMES, Kind, kinds
from encoder.names.marks import row
from encoder.names.names import in_capitals
from encoder.names.neighbours import left as left_of
from encoder.names.neighbours import right as right_of
from encoder.names.own import WHOLES, own_alone, own_of
from encoder.names.shape import shape_of_word
from encoder.names.small import FEW, stands, written_small
from encoder.names.taken import Taken
from encoder.names.tokens import PARTICLE_BEFORE, PARTICLE_LONG, WIDE, Word, halves, may_be_particle, runs
from encoder.names.tongue import Tongue

CLASSES = ("persName", "placeName", "orgName")
#: so far before a cue a stretch that crosses it may begin
_FAR = 200


@dataclass(slots=True)
class Candidate:
    """A stretch that may be a name, what is observed of it, and the sum for each class."""

    start: int
    end: int
    form: str
    seen: list[str]
    #: the words of it, as they can be cut into surname and given names
    words: tuple[str, ...] = ()
    #: whether no word beside it in its run makes it the part of a longer name
    whole: bool = True
    sums: tuple[float, float, float] = (0.0, 0.0, 0.0)
    #: what the cues say, as ``explain`` prints it
    said: str = ""
    #: what the rest of the document says
    again: list[str] = field(default_factory=list)


class Proposal(NamedTuple):
    """What a cue of the document says a stretch is: a title stands before, a gazetteer has it."""

    start: int
    end: int
    element: str
    cue: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as its names are read.

    No name goes on over the end of a line of ``lines``, the text itself, that has not ``wide`` characters.
    ``foreign``: it is not English; ``german``: its nouns have capitals; ``own``: what its language says; ``genre``: of every candidate.
    """

    prose: str
    lines: str = ""
    wide: int = WIDE
    genre: str = ""
    foreign: bool = False
    german: bool = False
    own: Tongue | None = None
    #: where the marks of pages begin
    pages: frozenset[int] = frozenset()


#: small words that some write with a capital, and nothing else
_SMALL = Kind.FUNCTION | Kind.WORD
_FUNCTION = Kind.FUNCTION
_CAPITALS = Kind.CAPITALS
_WORD = Kind.WORD
_GIVEN = Kind.GIVEN


def _free(text: Text, run: list[Word], found: dict[tuple[int, int], Candidate], never_small: frozenset[str], taken: Taken) -> None:
    """Note what of a run may be a name and is not taken; small words alone are none."""
    first = run[0]
    kind, start, end = first.kind, first.start, run[-1].end
    if kind & _FUNCTION and not kind & ~_SMALL and all(w.kind & _FUNCTION and not w.kind & ~_SMALL for w in run):
        return
    if not taken.near(start - PARTICLE_LONG, end + evidence.FAR):
        _of_run(text, run, found, never_small, None)
    elif not taken.within(start, end):
        made: dict[tuple[int, int], Candidate] = {}
        _of_run(text, run, made, never_small, taken)
        found.update((at, made[at]) for at in made if not taken(*at))


def candidates(text: Text, proposals: Iterable[Proposal], taken: Taken) -> list[Candidate]:
    """Return every stretch that may be a name, in the order of the text, a longer one before those inside it."""
    found: dict[tuple[int, int], Candidate] = {}
    every = list(runs(text.prose, text.lines, text.foreign, text.own, text.pages, text.wide))
    never_small, capital_nouns = (frozenset[str](), False) if text.german else _never_small(text.prose, every)
    for run in every:
        _free(text, run, found, never_small, taken)
    if capital_nouns:
        for c in found.values():
            c.seen += [f"{one}, where nouns have capitals" for one in _NOUNS if one in c.seen]
    if not text.german:
        written_small(text.prose, [c for c in found.values() if len(c.words) == 1 and "a surname that is a word" in c.seen])
    if text.own is not None:
        for at in [at for at, c in found.items() if _of(c, text.own)]:
            del found[at]
        for c in found.values() if text.own.towards else ():
            _towards(text.prose, c, text.own)
    if text.genre:
        for c in found.values():
            c.seen.append(text.genre)
    listed = sorted(proposals, key=lambda p: (p.start, p.end))
    for p in listed:
        at = (p.start, p.end)
        if at not in found:
            if taken(*at):
                continue
            form = text.prose[p.start : p.end]
            beside_it = (*left_of(text.prose, p.start), *right_of(text.prose, p.end))
            small = ("a small particle before",) if form[0].islower() else ()
            found[at] = Candidate(p.start, p.end, form, ["no run of capitals", *small, *beside_it], tuple(form.split()))
        if p.cue == "behind a title":  # one that English has not
            found[at].seen = ["behind a title" if one == "behind another word" else one for one in found[at].seen]
        found[at].seen.append(f"{p.element}: {p.cue}")
        found[at].said = f"{found[at].said}; {p.said}".strip("; ")
    everything = sorted(found.values(), key=lambda c: (c.start << 32) - c.end)
    _overlaps(everything, listed)
    return everything


def _of(c: Candidate, own: Tongue) -> bool:
    """Whether a candidate begins with a preposition; in a signature it is a part of the name: "d’Estournelles"."""
    return "a small particle before" in c.seen and "begins a line" not in c.seen and own.preposition(c.form)


def _towards(prose: str, c: Candidate, own: Tongue) -> None:
    """Note of a candidate that what stands before it is "to" in its language, where English has another word: "Vuelvo a Rosario"."""
    before = prose[max(0, c.start - 6) : c.start].split()
    if before and before[-1] in own.towards and prose[c.start - 1].isspace():
        swapped = ["behind to" if one in {"behind an article", "behind another word"} else one for one in c.seen]
        c.seen = swapped + [one for one in evidence.both(swapped) if one not in swapped]


#: cues that find a single surname, and say nothing against a longer name that has it
_SURNAMES = frozenset({"a surname that is no other word", "named elsewhere in the document", "beside a person"})


def _overlaps(everything: list[Candidate], proposals: list[Proposal]) -> None:
    """Note of every candidate which proposals it is a part of, holds or crosses."""
    starts = [c.start for c in everything]
    for p in proposals:
        for k in range(bisect_left(starts, p.start - _FAR), bisect_left(starts, p.end)):
            c = everything[k]
            if c.end <= p.start or (c.start, c.end) == (p.start, p.end):
                continue
            if p.start <= c.start and c.end <= p.end:
                c.seen.append(f"inside a longer {p.element}")
                if p.cue in {"the gazetteer", "a body of the table"}:  # "United States" of America
                    c.whole = False
                    c.seen = [one for one in c.seen if one not in WHOLES]
            elif c.end == p.end and p.element == "persName" and "a particle before" in c.seen:
                c.seen.append("a particle before a persName")  # "De la Mare said"
            elif c.start <= p.start and p.end <= c.end:
                c.seen.append("around a surname" if p.cue in _SURNAMES else f"around a shorter {p.element}")
            else:
                c.seen.append(f"crosses a {p.element}")


#: an ordinary word is a name only where it stands so often with a capital inside sentences
_OFTEN = 3


#: what may be a noun with a capital in old texts, of which so many stand inside sentences, one in so many characters
_NOUNS = (
    "an unknown word alone", "a surname that is a word", "a given name alone", "a noun of bodies alone", "a noun of places alone",
    "all words ordinary",
)  # fmt: skip
_NOUNS_MANY = 10
_NOUNS_EVERY = 400


_ORDINARY = Kind.WORD | Kind.TOWN | Kind.CITY | Kind.KEPT


def _never_small(prose: str, every: list[list[Word]]) -> tuple[frozenset[str], bool]:
    """Return the ordinary words that stand with a capital inside sentences, and never small: a man called Jarring.

    The second thing says whether ordinary nouns have capitals here, as in the letters of the eighteenth century.
    """
    counts: dict[str, int] = {}
    bodies: dict[str, int] = {}
    for run in every:
        word = run[0]
        if len(run) > 1 or not word.kind & Kind.WORD:
            continue
        counted = bodies if word.kind & Kind.BODY else counts if not word.kind & ~_ORDINARY else None
        if counted is not None:
            inside = word.start > 1 and prose[word.start - 1] == " " and (prose[word.start - 2].islower() or prose[word.start - 2] == ",")
            counted[word.text] = counted.get(word.text, 0) + inside
    nouns = sum(counts.values()) >= max(_NOUNS_MANY, len(prose) // _NOUNS_EVERY) and len(counts) > _NOUNS_MANY // 2
    often = {word for word, count in (*counts.items(), *bodies.items()) if count >= _OFTEN}
    return _capital_always(prose, often) if often else frozenset(), nouns


def _capital_always(prose: str, often: set[str]) -> frozenset[str]:
    """Return those of some words that stand nowhere between spaces with small letters alone."""
    if len(often) <= FEW:
        return frozenset(word for word in often if word != word.capitalize() or not stands(prose, word.lower(), ("",)))
    said = set(prose.split())
    return frozenset(word for word in often if word != word.capitalize() or word.lower() not in said)


#: where the capital of a first word says nothing
_OPENS = frozenset({"begins a sentence", "begins a line"})


def _of_run(
    text: Text, run: list[Word], found: dict[tuple[int, int], Candidate], never_small: frozenset[str], taken: Taken | None
) -> None:
    """Note what of a run may be a name; ``taken`` tells what is in the way there, if anything is."""
    prose, size, kind, at = text.prose, len(run), run[0].kind, run[0].start
    capitals = False
    for w in run:
        if w.kind & _CAPITALS:
            capitals = in_capitals(prose, at, run[-1].end)
            break
    if size == 1 and not capitals and not text.german:
        _single(prose, run, found, never_small)
        return
    lefts: dict[int, tuple[str, ...]] = {0: left_of(prose, at)}
    rights: dict[int, tuple[str, ...]] = {}
    particle = may_be_particle(prose[at - 3 : at])
    opens = kind & _WORD != 0 and not kind & NAMES and not _OPENS.isdisjoint(lefts[0])
    for i, j, start, end, form, own, said, open_left, open_right, whole in own_of(
        prose[at : run[-1].end], run, capitals, text.german, never_small, opens
    ):
        start += at
        end += at
        halved = j == i + 1 and "-" in form
        if taken is not None and not halved and taken.phrase(start, end):
            continue
        left, right = lefts.get(i) if open_left else (), rights.get(j) if open_right else ()
        if left is None:
            left = lefts[i] = left_of(prose, start)
        if right is None:
            right = rights[j] = right_of(prose, end)
        new = found[start, end] = Candidate(start, end, form, [*_observed(own, left, right)], said, whole)
        if halved:
            for more in _half(run[i], (*left, *_beside(run, i, j, opens)), right):
                found[more.start, more.end] = more
        if particle and i == 0:
            _with_particle(prose, new, own, right, found)
        if j == size and (noun := evidence.with_noun(right)):
            _with_noun(prose, new, (*own, noun), left, found)


def _beside(run: list[Word], i: int, j: int, opens: bool) -> tuple[str, ...]:
    _, _, texts, kinds, gaps = zip(*run, strict=True)
    return beside(row(texts, kinds, gaps), i, j, opens)


def _single(prose: str, run: list[Word], found: dict[tuple[int, int], Candidate], never_small: frozenset[str]) -> None:
    word = run[0]
    start, end, form, kind, _ = word
    own = own_alone(form, kind, form in never_small or prose.startswith(evidence.COUNTIES, end))
    if own is None and "-" not in form:
        return
    right = right_of(prose, end)
    left = left_of(prose, start)
    if own is None:
        for half in _half(word, left, right):  # "State-Defense message"
            if own_alone(half.form, kinds(half.form), False) is not None:
                found[half.start, half.end] = half
        return
    new = found[start, end] = Candidate(start, end, form, [*_observed(own, left, right)], (form,))
    if "-" in form:
        for more in _half(word, left, right):
            found[more.start, more.end] = more
    if may_be_particle(prose[start - 3 : start]):
        _with_particle(prose, new, own, right, found)
    if noun := evidence.with_noun(right):
        _with_noun(prose, new, (*own, noun), left, found)


def _with_noun(
    prose: str, new: Candidate, own: tuple[str, ...], left: tuple[str, ...], found: dict[tuple[int, int], Candidate]
) -> None:
    """Note the same name with the small noun that stands behind it: "Mississippi river"."""
    end = first = prose.index(" ", new.end) + 1
    while end < len(prose) and prose[end].isalpha():
        end += 1
    known = f"{new.form} {prose[first:end].capitalize()}" in places().forms  # "Persian gulf"
    more = ("in the gazetteer with its small noun",) if known else ()
    seen = _observed(own + more, left, right_of(prose, end))
    found[new.start, end] = Candidate(new.start, end, prose[new.start : end], [*seen], new.words)


def _with_particle(
    prose: str, new: Candidate, own: tuple[str, ...], right: tuple[str, ...], found: dict[tuple[int, int], Candidate]
) -> None:
    """Note the same name with the small particle that stands before it: "von Holleben"."""
    particle = PARTICLE_BEFORE.search(prose, max(0, new.start - PARTICLE_LONG), new.start)
    if particle:
        at = particle.start()
        seen = _observed((*own, "a small particle before"), left_of(prose, at), right)
        found[at, new.end] = Candidate(at, new.end, prose[at : new.end], [*seen], new.words)


@lru_cache(maxsize=16384)
def _observed(own: tuple[str, ...], left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is observed of a stretch itself, before it and behind it, and what that means together."""
    seen = own + left + right
    return (*seen, *evidence.both(seen))


def _half(word: Word, left: tuple[str, ...], right: tuple[str, ...]) -> Iterator[Candidate]:
    for half in halves(word):
        own = (*shape_of_word(half.text, half.kind), *evidence.listed(half.text, half.kind), "half of a pair")
        if word.kind & _GIVEN and "a meeting behind it" not in right:
            own = (*own, "half of a given name")
        first = half.start == word.start
        seen = _observed(own, left if first else (), right if "a meeting behind it" in right or not first else ())
        yield Candidate(half.start, half.end, half.text, [*seen], (half.text,))
