"""The questions: what the rules guessed, grouped by its words, the most doubtful and most frequent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from encoder import lazy_re as re
from encoder.anatomy.sure import HIGH, sure
from encoder.authority.index import Authorities
from encoder.decisions import anchored
from encoder.decisions.record import BLOCKS, BRACKETS
from encoder.draft.elements import PHRASES
from encoder.draft.model import Annotation, Draft
from encoder.layout.blocks import Span
from encoder.names.engine import RULE, narrowly
from encoder.review.odd import REPORT, Row, marks, problems

#: the certainty of a name that the rules have left out narrowly
LEFT = "left"
#: how much an answer is worth, by how sure the rules are
DOUBT = {"low": 9.0, LEFT: 6.0, "medium": 3.0, "high": 0.3}
_WORD = re.compile(r"\S+")
_KINDS = {"persName": "person", "placeName": "place", "orgName": "org", "gloss": "term", "term": "term"}
#: characters before and behind a mention that the list shows
_AROUND = 60
_CANDIDATES = 9
#: so many words tell a block; a stanza is told from its first line by more than that has
_WORDS = 40


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a guess stands; offsets count characters of the source, the end is not included."""

    document: str
    start: int
    end: int
    line: int
    element: str
    words: str
    cert: str
    value: str
    rule: str
    evidence: str
    exact: str
    prefix: str
    suffix: str
    before: str
    behind: str
    #: decisions that can be chosen from, each with the line and the words around it
    places: tuple[Row, ...] = ()
    #: what a question on it is about: a name or a date, a bracket, a block of the text, or what the report says
    about: str = "name"
    #: how much an answer is worth; 0 where the certainty says that
    doubt: float = 0.0

    @property
    def place(self) -> dict[str, object]:
        """Return what the page needs of it."""
        names: tuple[str, ...] = (
            "document", "start", "end", "line", "cert", "value", "rule", "evidence", "exact", "prefix", "suffix", "before", "behind",
        )  # fmt: skip
        names += ("places",) if self.places else ()
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody or something that words may mean."""

    id: str
    name: str
    note: str
    count: int


@dataclass(frozen=True, slots=True)
class Question:
    """What one answer can settle: all mentions of the same words as the same kind of thing."""

    id: str
    element: str
    words: str
    cert: str
    score: float
    mentions: tuple[Mention, ...]
    candidates: tuple[Candidate, ...]

    @property
    def about(self) -> str:
        """What it is about: ``name``, ``bracket``, ``block`` or ``report``."""
        return self.mentions[0].about

    @property
    def documents(self) -> int:
        """In how many documents it stands."""
        return len({m.document for m in self.mentions})

    def for_page(self) -> dict[str, object]:
        """Return the question as the page has it."""
        return {
            "id": self.id, "element": self.element, "words": self.words, "cert": self.cert, "documents": self.documents,
            "about": self.about, "mentions": [m.place for m in self.mentions],
            "candidates": [{"id": c.id, "name": c.name, "note": c.note, "count": c.count} for c in self.candidates],
        }  # fmt: skip


def mentions(document: str, draft: Draft) -> list[Mention]:
    """Return what was guessed in a document, names that were left out narrowly, blocks that are not sure to be what they are."""
    found = [a for a in draft.annotations if a.attributes.get("cert") in DOUBT and a.element and a.span.start < a.span.end]
    found += [Annotation(one.span, one.element, RULE, {"cert": LEFT}, evidence=one.why) for one in narrowly(draft)]
    return [
        *(_mention(document, draft, a) for a in sorted(found, key=lambda a: (a.span, a.element))),
        *(_block(document, draft, one.annotation, one.cert, one.probability, one.why) for one in sure(draft) if one.probability < HIGH
          and one.annotation.element in _ASKED),
        *(replace(_mention(document, draft, a, places), about="report") for a, places in problems(draft)),
    ]  # fmt: skip


#: the blocks that are asked about: what a decision can say that they are, and a stanza
_ASKED = frozenset(BLOCKS) | {"lg"}


def _mention(document: str, draft: Draft, a: Annotation, places: tuple[Row, ...] = ()) -> Mention:
    text = draft.source.text
    anchor = anchored(text, a.span)
    about = "bracket" if a.element in BRACKETS and a.element not in PHRASES and text[a.span.start] in "[({<" else "name"
    return Mention(
        document, a.span.start, a.span.end, draft.source.position(a.span.start)[0], a.element, anchor.exact, a.attributes["cert"],
        _value(a), a.rule, a.evidence, *anchor, _one_line(text[max(0, a.span.start - _AROUND) : a.span.start]),
        _one_line(text[a.span.end : a.span.end + _AROUND]), places, about,
    )  # fmt: skip


def _block(document: str, draft: Draft, a: Annotation, cert: str, probability: float, why: str) -> Mention:
    text = draft.source.text
    end = a.span.end
    for k, word in enumerate(_WORD.finditer(text, *a.span)):
        if k == _WORDS:
            end = word.start()
            break
    anchor = anchored(text, Span(a.span.start, len(text[:end].rstrip())))
    return Mention(
        document, a.span.start, a.span.end, draft.source.position(a.span.start)[0], a.element, anchor.exact, cert, "", a.rule, why,
        *anchor, _one_line(text[max(0, a.span.start - _AROUND) : a.span.start]), _one_line(text[a.span.end : a.span.end + _AROUND]),
        tuple(marks(draft, a)), "block", (1 - probability) * DOUBT["low"],
    )  # fmt: skip


def _one_line(words: str) -> str:
    return "".join(" " if c.isspace() else c for c in words)


def _value(a: Annotation) -> str:
    for name in ("ref", "corresp", "key", "target"):
        if a.attributes.get(name):
            return a.attributes[name]
    ranges = [a.attributes.get(n, "") for n in ("from", "to")], [a.attributes.get(n, "") for n in ("notBefore", "notAfter")]
    signs = ("/", "..")
    said = next((sign.join(ends) for sign, ends in zip(signs, ranges, strict=True) if any(ends)), "")
    return a.attributes.get("when", said)


def ask(found: Iterable[Mention], lists: Sequence[Authorities] = ()) -> list[Question]:
    """Return the questions, the most urgent first: doubt times frequency, then by name."""
    groups: dict[tuple[str, ...], list[Mention]] = {}
    for mention in found:
        # the same words can be another day elsewhere, so a date is asked by its value
        key: tuple[str, ...] = (mention.about, mention.element, mention.words)
        if mention.element == "date":
            key = (*key, mention.value)
        if mention.element == REPORT:
            key = (mention.element, mention.document, str(mention.start), mention.rule)  # each is a matter of its own
        groups.setdefault(key, []).append(mention)
    questions = [_question(f"q{k}", group, lists) for k, group in enumerate(groups.values())]
    return sorted(questions, key=lambda q: (-q.score, q.words, q.element, q.id))


def _question(identifier: str, group: list[Mention], lists: Sequence[Authorities]) -> Question:
    first = group[0]
    score = sum(m.doubt or DOUBT[m.cert] for m in group)
    worst = max((m.cert for m in group), key=DOUBT.__getitem__)
    return Question(identifier, first.element, first.words, worst, score, tuple(group), _candidates(group, lists))


def _candidates(group: list[Mention], lists: Sequence[Authorities]) -> tuple[Candidate, ...]:
    kind = _KINDS.get(group[0].element)
    if kind is None:
        return ()
    counted = Counter(m.value for m in group if m.value.startswith("#"))
    known = {e.id: e for each in lists for e in each.entries}
    found: dict[str, Candidate] = {}
    for value, count in sorted(counted.items(), key=lambda c: (-c[1], c[0])):
        identifier = value[1:]
        entry = known.get(identifier)
        found[identifier] = Candidate(identifier, entry.name if entry else group[0].words, entry.description if entry else "", count)
    for each in lists:
        for entry, _ in each.forms.get(group[0].words, ()):
            if entry.kind == kind and entry.id not in found:
                found[entry.id] = Candidate(entry.id, entry.name, entry.description, 0)
    return tuple(found.values())[:_CANDIDATES]
