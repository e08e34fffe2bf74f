"""Fit the weights of names (encoder/names/weights.tsv) and say how well they do on texts that were left out.

Usage: python benchmarks/fit_names.py GOLD [--write] [--folds 6] [--strength 1.0]
GOLD holds what measures the encoder: entities/ and general/ (annotated texts), letters/ (editions of letters), volumes/ (FRUS in the
Historian's TEI, of which the persons alone are known). The made-up texts of names_texts/ beside this file are always used.

Every stretch of words that may be a name is a row, what is observed of it its columns; a multinomial logistic regression with a
prior gives each observation a weight for person, place and body. The prior of a cue is that it is right, of all else that it says
nothing. Texts of four kinds have weights of their own that differ from the common ones only where the texts insist: volumes of
diplomatic documents, texts in German, texts in other languages, all others. What the rest of the document says is made with the weights of the round before.
Cross-validation leaves out whole volumes and whole kinds of texts. --write fits on everything and writes the table.
Needs numpy, scipy and rapidfuzz beside the package.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from encoder.authority.index import Authorities
from encoder.draft.model import Source
from encoder.names import decide, engine
from encoder.names.candidates import CLASSES, Candidate
from encoder.names.together import together
from encoder.rules.profiles import named, recognise
from encoder.run.one import draft_of
from encoder.source.metadata import Metadata

HERE = Path(__file__).parent
TABLE = HERE.parent / "encoder" / "names" / "weights.tsv"
TAG = re.compile(r"⟦(P|L|O|D)((?: [a-zA-Z]+=[^ |⟧]+)*)\|((?:(?!⟦|⟧).)*)⟧", re.S)
ELEMENT = {"P": "persName", "L": "placeName", "O": "orgName"}
#: how much a text of each kind counts; of the volumes only persons are known, and editors of letters have other rules
COUNTS = {"frus": 1.0, "general": 3.0, "made": 1.0, "letters": 0.3, "volumes": 0.5}
#: not used to fit: its editors tag dogs, roles and characters as persons
TESTED_ONLY = frozenset({"mitford-letters"})
#: how much stronger the prior holds the weights of one kind of texts to the common ones
APART = 0.7
#: the number of the table of volumes, which is fitted together with that of general texts
VOLUMES = decide.TABLES.index("frus")
#: what a cue is worth before any text was read, for its own class and for the others
CUE = 3.0
OTHERS = -0.5
#: what a reader would give an observation before any text was read
PRIOR = {
    "a given name before, a suffix behind": (2.0, -1.0, -1.0),
    "the said body": (-0.5, -0.5, 2.0),
    "kin behind it": (2.0, -1.5, -0.5),
    "behind the member for": (-2.0, 3.0, -1.0),
    "a body that begins with its title": (-0.5, -0.5, 2.0),
    "the whole of a known place": (0.0, 0.9, -0.6),
    "the whole of a known place, and a person's name too": (0.0, 0.5, 0.0),
    "this state": (0.0, 0.0, -5.0),
    "a place's own": (-2.0, -1.5, -1.5),
    "the body of a place's own": (-0.5, -0.5, 3.0),
    "the part of a place": (-0.5, 2.5, -0.5),
    "a place and what is its own": (-1.0, -3.0, -3.0),
    "a small office behind it": (0.0, 0.8, 1.5),
    "one word before a small office": (0.0, 0.0, -0.5),
    "a body's office": (-0.5, -0.5, 0.5),
    "a firm's office": (-0.5, -0.5, 0.5),
    "a known place, a small office behind it": (-0.5, 0.5, -0.5),
    "behind the said": (1.0, 0.0, -0.5),
    "an ordinary word behind the said": (-3.0, -3.0, 0.0),
    "a surname that is a word, behind the said": (-1.5, -0.5, 0.0),
    "a known place, something is its own": (-0.5, 1.5, -0.5),
    "a known place, before a title": (-0.5, 2.0, -0.5),
    "a known place, a preposition inside": (-0.5, 3.0, -0.5),
    "names, the last in capitals": (1.5, -0.5, -0.5),
    "inside a full name of the document": (-4.0, -1.0, -1.0),
    "a place with the letter of a direction": (-4.0, 5.0, -1.0),
    "the given name of a person of the document": (1.5, -1.0, -0.5),
    "no vowel in it": (-3.0, -1.5, -1.0),
    "a capital inside the word": (-1.5, -1.0, 0.0),
    "ends like a noun": (-1.5, -0.5, 0.0),
    "capitals begin here": (0.5, 0.0, 0.0),
    "capitals end here": (0.5, 0.0, 0.0),
    "capitals, then small letters": (-2.0, -1.0, -0.5),
    "an s, then an ordinary word": (-1.5, 0.0, 0.0),
    "cut from an ordinary word behind an s": (0.0, -1.0, -1.5),
    "around a surname": (0.5, 0.0, 0.0),
    "a line below a persName": (1.0, -0.5, -0.5),
    "a line above a persName": (1.0, -0.5, -0.5),
    "a line between two, each a persName": (1.0, -0.5, -0.5),
    "a single letter behind a title": (5.0, 0.0, 0.0),
    "begins a sentence before an article or pronoun": (-2.0, -0.5, -0.5),
    "a dash before, an article or pronoun behind": (-2.0, -0.5, -0.5),
    "an article or pronoun behind it": (-0.5, -0.5, -0.5),
    "a given name and a surname": (1.0, 0.0, 0.0),
    "initials and a surname": (1.0, 0.0, 0.0),
    "initials and an unknown word": (0.5, 0.0, 0.0),
    "a given name and a surname, in capitals": (0.5, 0.0, 0.0),
    "a given name and an unknown word, in capitals": (0.5, 0.0, 0.0),
    "a surname, a comma, a given name end a line": (1.5, -0.5, -0.5),
    "the surname of a person of the document": (2.0, -1.0, -0.5),
    "persName: who wrote to whom, in a head": (6.0, -1.0, -1.0),
    "a street in one word": (-2.0, 4.0, -1.0),
    "in a dateline": (-2.0, 2.0, -0.5),
    "behind words in capitals": (-2.0, 1.5, -0.5),
    "cut from a county's noun": (-2.0, -4.0, -2.5),
    "an adjective that is never small": (-2.0, -2.0, -1.0),
    "a place that goes on over of": (-1.5, 4.0, -1.5),
    "behind a noun that goes on over of": (-1.0, -1.5, -1.0),
    "behind a distance of": (-2.0, 3.0, -1.0),
    "behind a way along the": (-1.0, 1.5, -0.5),
    "a place by what follows": (-2.0, 3.0, -1.0),
    "two places side by side": (-1.0, -2.0, -0.5),
    "cut from a known place behind": (-2.0, 0.0, -1.0),
    "perhaps a town, cut from a known place behind": (-0.5, 2.0, -0.5),
    "a known place, cut from a known place behind": (-0.5, 2.0, -0.5),
    "a known place, cut from a place before": (-0.5, 2.0, -0.5),
    "an unknown word, cut from a known place behind": (-0.5, 1.5, -0.5),
    "a town with a name of persons, cut from a known place behind": (-0.5, 1.5, -0.5),
    "the gazetteer, behind a place and a comma": (-0.5, 1.0, 0.0),
    "a place behind words in capitals": (-3.0, -1.5, -1.0),
    "members at the end": (-1.0, -1.0, 0.5),
    "members before of": (-2.0, -2.0, 0.5),
    "members before of, behind the": (-0.5, -0.5, 1.0),
    "a body of its members": (-0.5, -0.5, 2.0),
    "shares a noun of places behind it": (-2.0, 3.0, -0.5),
    "with the small noun of a county": (-2.0, 3.5, -0.5),
    "a county's small noun behind it": (-1.5, 0.5, -0.5),
    "a noun of places before of": (-0.5, 1.0, 0.0),
    "a given name before the noun of a place": (-1.0, 1.0, 0.0),
    "a surname before the noun of a place": (-0.5, 1.0, 0.0),
    "an unknown word before the noun of a place": (-0.5, 1.0, 0.0),
    "a direction before the noun of a place": (-0.5, 0.5, 0.0),
    "a given name before the noun of a body": (-1.0, -0.5, 0.5),
    "a surname before the noun of a body": (-0.5, -0.5, 0.5),
    "an unknown word before the noun of a body": (-0.5, -0.5, 0.5),
    "the noun of a body behind of and an office": (-0.5, -0.5, 1.0),
    "the noun of a body behind its officers": (-0.5, -0.5, 0.5),
    "a title before of": (-2.0, -1.0, 0.0),
    "of behind it": (0.5, 0.0, 0.5),
    "a country or region": (-1.0, 1.0, -0.5),
    "behind the people of": (-0.5, 1.0, 0.0),
    "behind the place of": (-1.0, 1.5, 0.0),
    "behind what befell": (-0.5, 1.5, 0.0),
    "behind kin of": (1.0, -0.5, -0.5),
    "behind the officers of": (-0.5, -0.5, 1.0),
    "behind a way to": (-1.0, 1.0, 0.0),
    "behind word to": (1.0, -0.5, 0.0),
    "at whose house": (3.0, -1.5, -0.5),
    "behind a place and a comma": (-0.5, 0.5, 0.0),
    "a state behind it": (-0.5, 2.0, -0.5),
    "a place and a comma behind it": (-0.5, 0.5, 0.0),
    "a place in brackets behind it": (-0.5, 1.0, 0.0),
    "a date behind it": (0.0, 0.5, 0.0),
    "a surname alone, behind in, at, to": (-1.0, 1.0, -0.3),
    "a surname that is a word, behind in, at, to": (-1.0, 1.0, -0.3),
    "cut from a newspaper's noun": (-2.0, -5.0, -1.0),
    "a newspaper's noun at the end": (-2.0, -2.0, -2.0),
    "a newspaper's noun alone": (-1.0, -1.0, -1.0),
    "seldom a body by itself": (0.0, 0.0, -1.0),
    "a body by itself": (0.0, 0.0, 1.0),
    "the noun of a body of the document": (0.0, 0.0, 2.0),
    "the first word of a place of the document": (-0.5, 1.0, 0.0),
    "persName: another name in brackets": (5.0, -1.0, -1.0),
    "initials without stops": (2.0, -0.5, -1.0),
    "a county before its state": (-1.0, 5.0, -2.0),
    "a county behind its town": (-1.0, 2.0, -2.0),
    "a comma before a county": (-1.0, -1.0, -3.0),
    "a state behind its town": (-0.5, 3.0, -0.5),
    "behind a word of ships": (-9.0, -9.0, -9.0),
    "the subject of a department before a title": (-1.0, -1.0, -3.0),
    "a title and its body": (-1.0, -1.0, 2.0),
    "orgName: a body of the table": (-1.0, -1.0, 6.0),
    "the words of a telegram behind it": (-3.0, -1.0, -1.0),
    "cut from a word of cables behind": (-2.0, -1.0, -1.0),
    "a government at the end": (-1.0, -1.0, -2.0),
    "in the gazetteer with its small noun": (-1.0, 4.0, -1.0),
    "the noun of a title's body": (-0.5, -0.5, 1.5),
    "the name of a clan": (2.0, -1.0, -1.0),
    "a noun of bodies that is never small": (-1.0, -1.0, 1.0),
    "the subject of an office": (-1.0, -1.0, -3.0),
    "a single letter": (-3.0, -1.0, -2.0),
    "behind a number": (-0.5, -1.0, -1.0),
    "a surname that did something": (1.0, -0.5, -0.5),
    "an unknown word that did something": (1.0, -0.5, -0.5),
    "a surname behind that": (0.5, -0.5, -0.5),
    "an unknown word behind that": (0.5, -0.5, -0.5),
    "letters of a place and the noun of a body": (-0.5, -0.5, 1.0),
    "letters of a body and the noun of a body": (-0.5, -0.5, 1.5),
    "a department and the number of a telegram": (-0.5, -0.5, 1.5),
    "what is a department's own": (-0.5, -0.5, 1.0),
    "behind an office and a comma": (-0.5, -0.5, 0.5),
    "cut from a body's noun further on": (0.0, -1.5, -1.0),
    "the last word in capitals, the others not": (1.5, -0.5, -0.5),
    "behind a greeting": (2.0, -0.5, -0.5),
    "behind talks with": (2.0, -0.5, 0.5),
    "in quotation marks": (-1.0, -1.0, -0.5),
    "a knight and a given name": (2.0, -0.5, -0.5),
    "cut from a knight's title": (-2.0, 0.0, 0.0),
    "cut from a direction before": (0.0, -2.0, -1.0),
    "cut from an ordinal before": (-0.5, -0.5, -2.0),
    "an unknown word behind a noun of places": (-1.0, 2.0, -0.5),
    "a surname behind a noun of places": (-1.0, 2.0, -0.5),
    "a surname behind a place called": (-1.0, 2.5, -0.5),
    "orgName: a mission of a state": (-1.0, -1.0, 6.0),
    "ends with a person of the document": (2.0, -0.5, -0.5),
    "with a small noun of places": (-2.0, 1.0, 0.0),
    "a small noun of places behind it": (-1.0, 1.0, 0.0),
    "a surname, a comma, a given name": (2.0, -1.0, -1.0),
    "the same in capitals": (2.0, 0.0, 0.0),
    "a particle before a persName": (1.5, 0.0, -0.5),
    "written small elsewhere": (-2.0, -1.0, -1.0),
    "a full name of the document": (2.5, -1.0, -1.0),
    "a full name of the document turned round": (10.0, -1.0, -1.0),
    "a title at the end": (-1.0, -1.0, -2.0),
    "nouns of bodies on both sides of and": (-0.5, -0.5, -1.5),
    "a possessive and the noun of a body": (-2.0, -0.5, 1.0),
    "a possessive and the noun of a place": (-2.0, 1.0, 0.0),
    "persName: a Chinese name in Pinyin": (5.0, -1.0, -1.0),
    "behind a place called": (-2.0, 3.0, -1.0),
    "an unknown word behind a place called": (-1.0, 2.0, -1.0),
    "an unknown word behind a word of persons": (1.0, -0.5, -0.5),
    "a given name behind a word of persons": (1.0, -0.5, -0.5),
    "a particle before": (2.0, 0.0, -0.5),
    "a small particle before": (1.5, 0.0, -0.5),
    "half of a pair": (1.0, 0.0, 0.0),
    "half of a pair before a meeting": (1.5, 0.0, -0.5),
    "half of a pair, in the gazetteer": (-1.0, 1.5, -0.5),
    "half of a given name": (-2.0, -1.0, -1.0),
    "a title that looks like initials": (-2.0, -1.0, -1.0),
    "a particle behind a title": (1.5, -0.5, -0.5),
    "an acronym with a number behind it": (-0.5, -0.5, -3.0),
    "a body as cables shorten it": (-1.0, -1.0, 3.0),
    "a body of the table by this name": (-0.5, -0.5, 1.0),
    "an honour behind it": (2.0, -1.0, -1.0),
    "ends like a surname": (0.5, 0.0, 0.0),
    "ends like a place": (0.0, 0.5, 0.0),
    "a city, behind in, at, to": (-1.5, 2.0, -0.5),
    "a town, behind in, at, to": (-1.0, 2.0, -0.5),
    "a city, and a person's name too, behind in, at, to": (-2.0, 2.5, -0.5),
    "a town, and a person's name too, behind in, at, to": (-2.0, 2.5, -0.5),
    "a town, and a word too, behind in, at, to": (-1.0, 1.5, -0.5),
    "in the gazetteer, and a person's name too, behind in, at, to": (-2.0, 2.0, -0.5),
    "a noun of places at the end, behind in, at, to": (-1.0, 1.5, -0.5),
    "a city": (0.0, 1.5, 0.0),
    "a town of several words": (0.0, 2.0, -0.5),
    "a noun of firms at the end": (-1.0, -1.0, 2.5),
    "a noun of nature before": (0.0, 1.5, -0.5),
    "persName: a statesman of the lexicon": (6.0, -1.0, -1.0),
    "persName: behind a title in capitals": (5.0, -1.0, -1.0),
    "persName: initials that the editors completed": (6.0, -1.0, -1.0),
    "persName: a surname and initials, as lists have them": (6.0, -1.0, -1.0),
    "persName: a surname in capitals before a name with a hyphen": (6.0, -1.0, -1.0),
    "persName: a surname in capitals behind a given name": (6.0, -1.0, -1.0),
    "orgName: explained by its acronym": (-1.0, -1.0, 7.0),
    "orgName: a company by its letter": (-1.0, -1.0, 6.5),
}
#: so few texts have these that they keep the weight of a reader
PINNED = (
    "persName: a statesman of the lexicon", "persName: a surname and initials, as lists have them", "behind a word of ships",
    "a full name of the document", "a full name of the document turned round", "a single letter",
    "orgName: a company by its letter", "names, the last in capitals",
)  # fmt: skip
#: a person's weight of these is not less in any table: editors who name few people do not make a title say less
LEAST_WORTH = {"persName: behind a title": 3.1, "persName: in a list behind a title": 2.4}
#: seen fewer times an observation has no weight; smaller weights are not written
LEAST = 2
SMALL = 0.05
#: who has one of these is somebody, though the editors of letters did not name him
CUED = frozenset({
    "persName: behind a title", "persName: in a list behind a title", "persName: behind a given name", "persName: the signature",
    "persName: the salutation", "a full name of the document",
})  # fmt: skip
#: classes a row may belong to, as bits: none, person, place, body
ALL = 15
NO_PERSON = 13
NONE = 1
DOCUMENTS = 4
SHORT = 1200
LONG = 9000

Span = tuple[int, int]
Table = dict[str, tuple[float, float, float]]


@dataclass
class Text:
    """An annotated text: its candidates, and which classes each may have."""

    kind: str
    group: str
    text: str
    prose: str
    table: int
    candidates: list[Candidate]
    allowed: list[int]
    gold: set[tuple[int, int, str]]
    fixed: set[tuple[int, int, str]]

    @property
    def counts(self) -> float:
        """How much it counts in fitting."""
        return 0.0 if self.group in TESTED_ONLY else COUNTS[self.kind]


def trimmed(text: str, start: int, end: int) -> Span:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def made(text: str, kind: str, group: str, gold: Iterable[tuple[str, int, int]], optional: Iterable[Span] = ()) -> Text:
    source = Source(text, group, "x")
    profile = named("frus") if kind in {"frus", "volumes"} else recognise(source)
    draft = engine.before(draft_of(source, profile, Metadata(), Authorities()))
    spans = {(*trimmed(text, a, b), e) for e, a, b in gold if e in CLASSES}
    fixed = {(*trimmed(text, *a.span), e) for e in CLASSES for a in draft.of(e)}
    candidates, _ = engine.weighed(draft)
    by_span = {(a, b): CLASSES.index(e) for a, b, e in spans}
    optional = [trimmed(text, a, b) for a, b in optional]
    allowed = [_allowed(text, c, by_span, optional, kind == "volumes") for c in candidates]
    table = decide.TABLES.index(engine.table(draft))
    return Text(kind, group, text, draft.prose, table, candidates, allowed, spans, fixed)


def _allowed(text: str, c: Candidate, gold: dict[Span, int], optional: list[Span], persons_only: bool) -> int:
    at = trimmed(text, c.start, c.end)
    if at in gold:
        return 2 << gold[at]
    if any(a < at[1] and at[0] < b for a, b in optional):
        return ALL
    if persons_only:  # the volumes leave one person of fifteen untagged
        return ALL if any(one.startswith("persName: ") for one in c.seen) else NO_PERSON
    return NONE


def annotated(folder: Path, kind: str) -> Iterator[Text]:
    for path in sorted(folder.glob("*.txt")):
        whole, spans, at, size = [], [], 0, 0
        raw = path.read_text("utf-8")
        for m in TAG.finditer(raw):
            whole += [raw[at : m.start()], m[3]]
            size += m.start() - at
            if m[1] in ELEMENT:
                spans.append((ELEMENT[m[1]], size, size + len(m[3])))
            size += len(m[3])
            at = m.end()
        group = path.stem.split("__")[0] if kind == "frus" else path.stem.split("-")[0]
        yield made("".join([*whole, raw[at:]]), kind, group, spans)


def aligned(text: str, flat: object) -> list[tuple[str, int, int]]:
    """Return the spans of an edition in the characters of its plain text."""
    from score import aligner

    chars, spans = flat.chars, list(flat.spans)  # type: ignore[attr-defined]
    for _, note in flat.notes:  # type: ignore[attr-defined]
        spans += [(c, a + len(chars), b + len(chars), v) for c, a, b, v in note.spans]
        chars += note.chars
    places = [k for k, c in enumerate(text) if not c.isspace()]
    to, _ = aligner(chars, "".join(text[k] for k in places))
    found = []
    for name, a, b, _ in spans:
        start, end = (to(a), to(b - 1) + 1) if b > a else (0, 0)
        if start < end <= len(places):
            found.append((name, places[start], places[end - 1] + 1))
    return found


def letters(folder: Path) -> Iterator[Text]:
    import lettergold
    from frusgold import TEI, flatten

    for edition in ("mitford-letters", "schnitzler-briefe", "estournelles"):
        for path in sorted((folder / edition).glob("*.txt")):
            text, facts = path.read_text("utf-8"), json.loads(path.with_suffix(".json").read_text("utf-8"))
            tree = lettergold.house(lettergold.EDITIONS[edition], lettergold.parse(path.with_suffix(".xml")), facts)
            for name in list(tree.iter(f"{{{TEI}}}persName")):
                lettergold.bare(name)
            spans = aligned(text, flatten(tree))
            yield made(text, "letters", edition, spans, [(a, b) for name, a, b in spans if name == "optName"])


def volumes(folder: Path, known: set[str]) -> Iterator[Text]:
    from frusgold import XML_ID, documents, flatten, parse, render

    for path in sorted(folder.glob("*.xml.xz")):
        volume = path.name.split(".xml")[0]
        divs = [d for d in documents(parse(path)) if f"{volume}__{d.get(XML_ID)}" not in known]
        random.Random(volume).shuffle(divs)  # noqa: S311
        taken = 0
        for div in divs:
            div.tail = None
            text = render(div, "full")
            if SHORT < len(text) < LONG and taken < DOCUMENTS:
                taken += 1
                yield made(text, "volumes", volume, [s for s in aligned(text, flatten(div)) if s[0] == "persName"])


def rows(texts: list[Text], columns: dict[str, int], with_again: bool) -> tuple[csr_matrix, np.ndarray, np.ndarray]:
    """Return the observations, the classes each row may have, and how much it counts; volumes have columns of their own behind the others."""
    size = len(columns)
    row, column, masks, counts = [], [], [], []
    for t in texts:
        for c, allowed in zip(t.candidates, t.allowed, strict=True):
            if allowed == ALL or (t.kind == "letters" and allowed == NONE and not CUED.isdisjoint(c.seen)):
                continue
            here = [0, *(columns[one] for one in {*c.seen, *(c.again if with_again else ())} if one in columns)]
            here += [k + size for k in here] if t.table == VOLUMES else []
            row += [len(masks)] * len(here)
            column += here
            masks.append([bool(allowed >> k & 1) for k in range(4)])
            counts.append(t.counts)
    return csr_matrix((np.ones(len(row)), (row, column)), shape=(len(masks), size * 2)), np.array(masks), np.array(counts)


def priors(columns: dict[str, int], size: int) -> np.ndarray:
    prior = np.zeros((size, len(CLASSES)))
    for one, k in columns.items():
        element = one.partition(": ")[0]
        if element in CLASSES and ": " in one:
            prior[k] = OTHERS
            prior[k, CLASSES.index(element)] = CUE
        if one in PRIOR:
            prior[k] = PRIOR[one]
    return prior


def trained(texts: list[Text], with_again: bool, strength: float) -> list[Table]:
    """Return the tables that explain the texts best.

    Those of other languages than English begin with what English texts have taught; they teach them nothing.
    """
    seen = Counter(one for t in texts for c in t.candidates for one in {*c.seen, *(c.again if with_again else ())})
    columns = {"always": 0} | {one: k for k, one in enumerate((s for s in sorted(seen) if seen[s] >= LEAST), 1)}
    size = len(columns)
    prior = priors(columns, 2 * size)
    hold = np.full((2 * size, 1), strength)
    hold[size:] *= APART
    hold[[0, size]] = 0.01
    both = explained([t for t in texts if t.table <= VOLUMES], columns, prior, hold, with_again)
    tables = [both[:size], both[:size] + both[size:]]
    for k in range(VOLUMES + 1, len(decide.TABLES)):
        prior[:size] = both[:size]
        own = [t for t in texts if t.table == k]
        tables.append(explained(own, columns, prior, hold * APART, with_again)[:size] if own else both[:size])
    return [{one: (float(w[n][0]), float(w[n][1]), float(w[n][2])) for one, n in columns.items()} for w in tables]


def explained(texts: list[Text], columns: dict[str, int], prior: np.ndarray, hold: np.ndarray, with_again: bool) -> np.ndarray:
    """Return the weights that explain texts best and are not far from those they had before."""
    observed, allowed, counts = rows(texts, columns, with_again)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(prior.shape)
        sums = np.hstack([np.zeros((observed.shape[0], 1)), observed @ weights])
        raised = np.exp(sums - sums.max(1, keepdims=True))
        whole, good = raised.sum(1, keepdims=True), (raised * allowed).sum(1, keepdims=True)
        off = weights - prior
        value = counts @ (np.log(whole) - np.log(np.maximum(good, 1e-300)))[:, 0] + 0.5 * (hold * off * off).sum()
        slope = (raised / whole - raised * allowed / np.maximum(good, 1e-300))[:, 1:] * counts[:, None]
        return float(value), (observed.T @ slope + hold * off).ravel()

    found: np.ndarray = minimize(loss, prior.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return found.reshape(prior.shape)


def weigh(t: Text, tables: list[Table]) -> None:
    table = tables[t.table]
    for c in t.candidates:
        c.again = []
        c.sums = decide.weigh(c.seen, table, *table["always"])
    together(t.candidates, table, t.prose)


def fitted(texts: list[Text], strength: float) -> list[Table]:
    tables = trained(texts, False, strength)
    for _ in range(2):
        for t in texts:
            weigh(t, tables)
        tables = trained(texts, True, strength)
    return tables


def names(t: Text, tables: list[Table]) -> dict[tuple[int, int, str], float]:
    weigh(t, tables)
    found = {(*trimmed(t.text, c.start, c.end), CLASSES[k]): share for c, k, share in decide.choose(t.candidates, engine.LEAST)}
    return found | dict.fromkeys(t.fixed, 1.0)


def left_out(texts: list[Text], folds: int, strength: float) -> list[dict[tuple[int, int, str], float]]:
    """Return the names of every text, found with weights that were fitted without its volume or kind."""
    groups = {t.group for t in texts}
    result: dict[int, dict[tuple[int, int, str], float]] = {}
    for fold in range(folds):
        out = {g for g in groups if zlib.crc32(g.encode()) % folds == fold}  # no other text changes the fold of one
        tables = fitted([t for t in texts if t.group not in out and t.counts], strength)
        result |= {id(t): names(t, tables) for t in texts if t.group in out}
    return [result[id(t)] for t in texts]


def report(texts: list[Text], found: list[dict[tuple[int, int, str], float]]) -> None:
    kinds: dict[str, Callable[[Text], str]] = {"": lambda t: t.group if t.kind == "letters" else t.kind}
    for kind in sorted({kinds[""](t) for t in texts}):
        for element in CLASSES:
            pairs = [(t, f) for t, f in zip(texts, found, strict=True) if kinds[""](t) == kind]
            gold = sum(sum(g[2] == element for g in t.gold) for t, _ in pairs)
            system = sum(sum(s[2] == element for s in f) for _, f in pairs)
            hits = sum(sum(g[2] == element and g in f for g in t.gold) for t, f in pairs)
            if gold:
                p, r = hits / max(1, system), hits / gold
                print(f"{kind:18} {element:10} P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f}  gold {gold}")
    print("of the names with a probability of ... so many are right (annotated texts that were left out):")
    sure = [(share, s in t.gold) for t, f in zip(texts, found, strict=True) if t.kind in {"frus", "general", "made"}
            for s, share in f.items() if s not in t.fixed]  # fmt: skip
    for name, low, high in (("high", engine.HIGH, 1.1), ("medium", engine.MEDIUM, engine.HIGH), ("low", min(engine.LEAST), engine.MEDIUM)):
        right = [good for share, good in sure if low <= share < high]
        print(f"{name:8} {sum(right) / max(1, len(right)):.3f} of {len(right)}")


def write(tables: list[Table]) -> None:
    head = ["evidence", *(f"{name}, {table}" for table in decide.TABLES for name in ("person", "place", "body"))]
    lines = ["\t".join(head)]
    for k, element in enumerate(CLASSES):
        row = [OTHERS] * len(CLASSES)
        row[k] = CUE
        lines.append("\t".join([f"{element}: any cue", *(f"{w:.2f}" for w in row * len(tables))]))
    tables = [dict(PRIOR) | table | {one: PRIOR[one] for one in PINNED} for table in tables]  # what no text has keeps its prior
    for table in tables:
        table |= {one: (max(table[one][0], worth), *table[one][1:]) for one, worth in LEAST_WORTH.items() if one in table}
    for one in ["always", *sorted(s for s in tables[0] if s != "always")]:
        weights = [w for table in tables for w in table[one]]
        if one == "always" or max(map(abs, weights)) >= SMALL:
            lines.append("\t".join([one, *(f"{w:.2f}" for w in weights)]))
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines) - 1} rows in {TABLE}")


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("gold", type=Path)
    args.add_argument("--write", action="store_true")
    args.add_argument("--folds", type=int, default=6)
    args.add_argument("--strength", type=float, default=1.0)
    options = args.parse_args()
    sys.path[:0] = [str(options.gold), str(options.gold / "letters")]
    texts = [*annotated(options.gold / "entities", "frus"), *annotated(options.gold / "general", "general")]
    texts += annotated(HERE / "names_texts", "made")
    texts += letters(options.gold / "letters")
    texts += volumes(options.gold / "volumes", {p.stem for p in (options.gold / "entities").glob("*.txt")})
    if options.folds:
        report(texts, left_out(texts, options.folds, options.strength))
    if options.write:
        write(fitted([t for t in texts if t.counts], options.strength))


if __name__ == "__main__":
    main()
