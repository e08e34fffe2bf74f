"""A draft: a source, what has been found in it so far, and the views of it that rules need.

All offsets count characters of ``Source.text`` from 0; a span's end is not included. The types stand in ``types``; a rule imports
them from here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from operator import attrgetter

from encoder import lazy_re as re
from encoder.draft import roles, views
from encoder.draft.elements import LEAF_BLOCKS, PHRASES
from encoder.draft.types import (
    NO_ATTRIBUTES,
    Annotation,
    Context,
    Fact,
    Finding,
    Problem,
    Profile,
    Room,
    Rule,
    Severity,
    Source,
)
from encoder.draft.views import BARRIER
from encoder.layout.blocks import Block, Span, edges, merged, spaced
from encoder.xml.ids import edition_id, nc_name

__all__ = [
    "BARRIER",
    "BELOW",
    "LEAF_BLOCKS",
    "NO_ATTRIBUTES",
    "PHRASES",
    "Annotation",
    "Context",
    "Draft",
    "Fact",
    "Finding",
    "Problem",
    "Profile",
    "Room",
    "Rule",
    "Severity",
    "Source",
]

#: ``note/@subtype`` of a catalogue's record that stands below the text
BELOW = "below"

_SPAN = attrgetter("span")
#: the mark of a reference has no more characters
_LONGEST_MARK = 4


@dataclass(frozen=True)
class Draft:
    """A source, what has been found in it so far, and what was odd.

    A rule never changes a draft; ``add`` returns a new one.
    """

    source: Source
    context: Context
    annotations: tuple[Annotation, ...] = ()
    facts: tuple[Fact, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def text(self) -> str:
        """The source's text."""
        return self.source.text

    def add(self, findings: Iterable[Finding]) -> Draft:
        """Return a draft with the findings of one more rule behind the others."""
        annotations: list[Annotation] = []
        facts: list[Fact] = []
        problems: list[Problem] = []
        for finding in findings:
            if isinstance(finding, Annotation):
                annotations.append(self._placed(finding))
            elif isinstance(finding, Fact):
                facts.append(finding)
            else:
                problems.append(finding)
        if not (annotations or facts or problems):
            return self
        draft = Draft(
            self.source, self.context, (*self.annotations, *annotations), (*self.facts, *facts), (*self.problems, *problems)
        )
        if "_by_element" in self.__dict__:  # only the elements that are new have to be sorted again
            known = dict(self._by_element)
            fresh: dict[str, list[Annotation]] = {}
            for annotation in annotations:
                fresh.setdefault(annotation.element, []).append(annotation)
            for name, group in fresh.items():
                known[name] = tuple(sorted((*known.get(name, ()), *group), key=_SPAN))
            draft.__dict__["_by_element"] = known
        touched = {a.element for a in annotations}
        if any(a.content == "replaced" for a in annotations):
            touched.add(_REPLACED)
        for name, changing in _KEPT:
            if name in self.__dict__ and touched.isdisjoint(changing):
                draft.__dict__[name] = self.__dict__[name]
        if "_phrases" in self.__dict__ and "_phrases" not in draft.__dict__:
            draft.__dict__["_phrases"] = edges([*zip(*self._phrases, strict=True), *(a.span for a in annotations if a.element in PHRASES)])
        for name in () if facts else _OF_FACTS:
            if name in self.__dict__:
                draft.__dict__[name] = self.__dict__[name]
        if "free_blocks" not in draft.__dict__:  # what is free is looked for among what was free
            free, since = (self.free_blocks, ()) if "free_blocks" in self.__dict__ else self._free_before
            draft.__dict__["_free_before"] = (free, (*since, *(a.span for a in annotations if views.covers(a))))
        return draft

    def _placed(self, found: Annotation) -> Annotation:
        """Return an annotation of words at its place in the text: ``prose`` has divided words whole."""
        if found.element not in PHRASES or not self._divided:
            return found
        span = Span(views.placed(found.span.start, self._divided), views.placed(found.span.end, self._divided))
        return found if span == found.span else found._replace(span=span)

    @cached_property
    def _divided(self) -> list[views.Division]:
        """The ends of lines in words."""
        marks = (a for a in (*self.of("lb"), *self.of("")) if views.divides(a))
        return views.divisions(self.masked, marks)

    def linked(self, others: Mapping[Annotation, Annotation], problems: Iterable[Problem] = ()) -> Draft:
        """Return a draft with other annotations in the place of some: the same spans and elements, other attributes."""
        of = {id(before): now for before, now in others.items()}
        draft = Draft(
            self.source, self.context, tuple([of.get(id(a), a) for a in self.annotations]), self.facts, (*self.problems, *problems)
        )
        changed = {a.element for a in others}
        draft.__dict__["_by_element"] = {
            name: tuple([of.get(id(a), a) for a in group]) if name in changed else group for name, group in self._by_element.items()
        }
        for name, _ in _KEPT:
            if name in self.__dict__:
                draft.__dict__[name] = self.__dict__[name]
        return draft

    @cached_property
    def _by_element(self) -> Mapping[str, tuple[Annotation, ...]]:
        found: dict[str, list[Annotation]] = {}
        for annotation in self.annotations:
            found.setdefault(annotation.element, []).append(annotation)
        return {name: tuple(sorted(group, key=_SPAN)) for name, group in found.items()}

    def of(self, element: str) -> tuple[Annotation, ...]:
        """Return the annotations of one element in the order of the text."""
        return self._by_element.get(element, ())

    def within(self, element: str, offset: int) -> Annotation | None:
        """Return the innermost annotation of that element around an offset, None if there is none."""
        return next(self.overlapping(element, Span(offset, offset + 1)), None)

    def overlapping(self, element: str, span: Span) -> Iterator[Annotation]:
        """Yield the annotations of one element that share a character with a span, the last one first."""
        index = self._indexes.get(element)
        if index is None:
            index = self._indexes[element] = views.Index.of(self.of(element))
        starts, reach, longer = index
        k = bisect_left(starts, span.end) - 1
        while k >= 0 and reach[k] > span.start:  # something before may still be open
            annotation = self.of(element)[k]
            if annotation.span.end > span.start:
                yield annotation
                k -= 1
            else:  # what ends no later ends before the span too
                k = longer[k]

    @cached_property
    def _indexes(self) -> dict[str, views.Index]:
        """Element -> where its annotations are."""
        return {}

    def claimed(self) -> frozenset[int]:
        """Return where the brackets begin that an earlier rule has read."""
        return frozenset(a.span.start for a in self.annotations if a.trim or a.element in {"gap", "incident"})

    def fact(self, key: str) -> Fact | None:
        """Return the first fact of that name."""
        return self._first_facts.get(key)

    @cached_property
    def _first_facts(self) -> Mapping[str, Fact]:
        return {fact.key: fact for fact in reversed(self.facts)}

    def all_facts(self, key: str) -> Iterator[Fact]:
        """Return every fact of that name in the order found."""
        return (f for f in self.facts if f.key == key)

    @cached_property
    def masked(self) -> str:
        """The text with every replaced character as ``BARRIER`` or, in a page mark and a running head, as a space.

        A page mark is a space so that a phrase may run on over it.
        """
        return views.mask(self.text, chain.from_iterable(views.masked(a) for a in self.annotations))

    @cached_property
    def language(self) -> str:
        """The code of the language of the text: as the user says, else as the source says, else as its words tell; ``""`` if not known."""
        said = self.context.metadata.language
        if not said:
            fact = self.fact("language")
            said = fact.attributes.get("ident", "") if fact else ""
        return said or self.context.language

    @cached_property
    def english(self) -> bool:
        """Whether the rules of English may run: the text is English, or nothing says that it is not."""
        language = self.language
        return language.split("-", 1)[0] == "en" if language else self.context.english

    @property
    def identifier(self) -> str:
        """The identifier of the edition, made of the name of its file; where a list has the same, the list keeps it."""
        own = edition_id(self.source.stem)
        return f"{own}_edition" if own in self.context.authorities.by_id else own

    @property
    def document_id(self) -> str:
        """The identifier of the document, as FRUS makes them: ``d145``; what belongs to it begins with that."""
        number = self.fact("number")
        if number:
            return "d" + nc_name(number.value).lstrip("_")
        found = re.search(r"(?:^|[^a-z])(d\d+)$", self.source.stem)
        return found[1] if found else "d1"

    @cached_property
    def notes_start(self) -> int:
        """Where the list of notes at the end begins, its headings with it; where the text ends if there is none."""
        notes = self.fact("notes")
        return notes.span.start if notes and notes.span else self.record_below

    @cached_property
    def record_end(self) -> int:
        """Where a catalogue's record over the text, which goes into the header, ends; 0 if there is none."""
        return max((a.span.end for a in self.annotations if a.room == "header" and "subtype" not in a.attributes), default=0)

    @cached_property
    def record_below(self) -> int:
        """Where a catalogue's record below the text begins; the length of the text if there is none."""
        return min((a.span.start for a in self.annotations if a.attributes.get("subtype") == BELOW), default=len(self.text))

    def plain(self, span: Span) -> str:
        """Return the text of a span without what elements replace, in one line."""
        said = self.masked[span.start : span.end]
        return said if said.isalnum() else spaced(said.replace(BARRIER, ""))  # most are single words

    @cached_property
    def masked_numbers(self) -> str:
        """The masked text with redactions masked too: the digits that may be references are left."""
        gaps = (
            a._replace(content="replaced")
            for a in self.annotations
            if a.element == "gap" and a.attributes.get("reason") != "editorial"
        )
        return views.mask(self.masked, gaps)

    @cached_property
    def prose(self) -> str:
        """The masked text, redactions masked too, with a barrier and a line end only between blocks.

        What goes into the header is blank. A line end inside a paragraph becomes a space: a phrase may run
        over it, never over a block's end.
        A word that a line's end divides is whole; ``add`` puts what is found in it to its place. All other offsets are those of the text.
        """
        leaves = {a.span for a in self.annotations if a.element in LEAF_BLOCKS}
        signatures = {a.span for a in self.of("signed")}
        return views.prose(views.whole(self.masked_numbers, self._divided), leaves, signatures, self.record_end, self.record_below)

    @cached_property
    def stretches(self) -> tuple[Span, ...]:
        """The running text, block by block: stretches of ``prose`` in which no block ends."""
        return tuple(views.stretches(self.text, self.prose))

    def running(self, stretch: Span) -> str:
        """Return the text of a stretch; offsets are those of the stretch.

        A space stands where a reference was replaced, so that a phrase runs on; what is withheld stays a barrier.
        """
        said = self.prose[stretch.start : stretch.end]
        if views.BARRIER not in said:
            return said
        return views.BARRIERS.sub(lambda m: " " * len(m[0]) if len(m[0]) <= _LONGEST_MARK else m[0], said)

    @property
    def reading(self) -> str:
        """The code of the language whose words are read: the text's, else English where that may be tried, else ``""``."""
        return self.language or ("en" if self.english else "")

    @cached_property
    def capitalised(self) -> frozenset[str]:
        """The capitalised words of the prose, of four letters and more."""
        return frozenset(_CAPITALISED.findall(self.prose))

    def small(self, word: str) -> bool:
        """Whether the prose writes a word small too: then it is no name by itself."""
        prose, word = self.prose, word.lower()
        at = prose.find(word)
        while at >= 0:
            end = at + len(word)
            if not (at and prose[at - 1].isalnum()) and not prose[end : end + 1].isalnum():
                return True
            at = prose.find(word, end)
        return False

    @cached_property
    def _phrases(self) -> tuple[list[int], list[int]]:
        """Where phrases begin and end, those that touch each other as one."""
        return edges([a.span for a in self.annotations if a.element in PHRASES])

    def taken(self, span: tuple[int, int]) -> bool:
        """Whether a phrase that an earlier rule found overlaps the span."""
        start, end = span
        starts, ends = self._phrases
        k = bisect_right(starts, start)
        return (k > 0 and ends[k - 1] > start) or (k < len(starts) and starts[k] < end)

    @cached_property
    def parts(self) -> tuple[Span, ...]:
        """The document itself and each of its enclosures and versions: where each begins and ends, without the list of notes.

        The rules of the opening and the end of a letter look at each part.
        """
        divisions = [a.span.start for a in self.of("div") if _apart(a)]
        cuts = sorted({self.record_end, *divisions, *(s.start for s in self.further_pages), self.notes_start})
        return tuple(Span(a, b) for a, b in pairwise(cuts))

    @property
    def further_pages(self) -> tuple[Span, ...]:
        """The records of further pages in the same file, each of them whole."""
        found: list[Span] = []
        for line in (a.span for a in self.of("fw") if a.role == roles.PAGE):
            if found and not self.text[found[-1].end : line.start].strip():
                found[-1] = Span(found[-1].start, line.end)
            else:
                found.append(line)
        return tuple(found)

    @cached_property
    def _free_before(self) -> tuple[tuple[Block, ...], tuple[Span, ...]]:
        """The blocks that were free in an earlier draft, and what covers the text since then."""
        return self.source.blocks, tuple(a.span for a in self.annotations if views.covers(a))

    @cached_property
    def free_blocks(self) -> tuple[Block, ...]:
        """The blocks that no block-level annotation and no page mark covers wholly yet.

        Of a block covered in part (by a table, say) each run of lines that are left is returned.
        """
        known, fresh = self._free_before
        if not fresh:
            return known
        return views.free(self.text, known, fresh, merged(a.span for a in self.annotations if views.covers(a)))


def _apart(div: Annotation) -> bool:
    return div.attributes.get("type") in {"enclosure", "letter"} or div.role in {roles.VERSION, roles.UNIT}


_CAPITALISED = re.compile(r"[A-Z](?<!\w.)[a-z]{3,}")

#: stands among elements for "a character is replaced"
_REPLACED = "(replaced)"
_MASKING = views.MARKUP | {_REPLACED, "fw", "eg"}
_PROSE_CHANGING = LEAF_BLOCKS | _MASKING | {"gap", "pb", ""}

#: what is worked out of facts alone
_OF_FACTS = ("_first_facts", "language", "english")
#: What a draft has worked out holds for the next one, unless a new annotation is one of these.
_KEPT: tuple[tuple[str, frozenset[str]], ...] = (
    ("masked", _MASKING),
    ("masked_numbers", _MASKING | {"gap"}),
    ("prose", _PROSE_CHANGING),
    ("capitalised", _PROSE_CHANGING),
    ("free_blocks", LEAF_BLOCKS | {"fw", "eg", _REPLACED}),
    ("_phrases", PHRASES),
)
