"""The places where a cue tries its patterns are no fewer than those where the patterns can hold."""

from __future__ import annotations

import random
import re

from encoder.authority.index import Authorities
from encoder.draft.model import PHRASES, Annotation, Context, Draft, Source
from encoder.draft.types import Profile
from encoder.language.gazetteer import surnames
from encoder.layout.blocks import Span, merged
from encoder.linking import link
from encoder.names.capitals import Capitals, matches
from encoder.names.cues import heads, office, sayings, shapes, within
from encoder.names.cues.anchors import anchors
from encoder.names.cues.likely import name_like
from encoder.names.names import behind_capitals, trimmed_name
from encoder.rules.phrases import pers_name_listed
from encoder.source.metadata import Metadata

PIECES = (
    "Mr. ", "John ", "Foster", " Dulles", ", ", ",\u2002", "the ", "The ", "Secretary", " of ", "State", "\n", "\ufffc\n", "From ", "from ",
    " to ", "To ", "For ", "for ", "(", ")", "[", "] ", "“", "” ", "\"", "’", "’s ", "-", "US", "USSR ", "A", "B. ", "x", "é", "É", "Łódź ",
    "McCLOY", "O’Neill", "al-Amash", "member", " adviser", "1", "12 ", ". ", "; ", " ", "  ", "\t", "minister", " and ", "Jr.", "Wm. ", "M. ",
    "Van", "de ", "(Smith) ", "Director", "KLUCZNIK ", "Jean-Paul ", "in", "_", "/", "Kh. ", "EMBASSY, ", "OF. ", "Mrs. ", "President ",
)  # fmt: skip


def _texts(count: int = 1500) -> list[str]:
    pick = random.Random(24)  # noqa: S311
    return ["".join(pick.choice(PIECES) for _ in range(pick.randint(1, 24))) for _ in range(count)]


TEXTS = _texts()


def _draft(text: str) -> Draft:
    return Draft(Source(text, "x", "x"), Context(Profile("x", "x", (), lambda _: False), Metadata(), Authorities()))


def test_a_word_in_capitals_before_is_found_as_a_pattern_would() -> None:
    pattern = re.compile(r"[A-Z]{2,}[.,]?\s+\Z")
    for text in TEXTS:
        for at in range(len(text) + 1):
            assert behind_capitals(text, at) == bool(pattern.search(text, max(0, at - 20), at)), (text, at)


def test_an_office_beside_a_name_is_looked_for_at_every_comma_that_may_have_one() -> None:
    for text in TEXTS:
        offices, names = office._commas(text)
        behind = [m.span() for m in office.BEHIND.finditer(text) if office.NAME_BEFORE.search(text, max(0, m.start() - office.FAR), m.start())]
        tried = [m.span() for m in matches(office.BEHIND, text, offices)]
        assert [one for one in tried if one in behind] == behind, text
        assert [m.span() for m in matches(office.AFTER_COMMA, text, names)] == [m.span() for m in office.AFTER_COMMA.finditer(text)], text


def test_a_pattern_is_tried_wherever_it_may_begin() -> None:
    for text in TEXTS:
        opening = within._opening(text)
        assert [m.span() for m in matches(within._BRACKET, text, opening)] == [m.span() for m in within._BRACKET.finditer(text)], text
        found = [m.span() for m in matches(sayings._FOR_FROM, text, anchors("for", text))]
        assert found == [m.span() for m in sayings._FOR_FROM.finditer(text)], text


def test_heads_are_looked_for_at_the_beginning_of_every_line() -> None:
    head = "From Silas Deane to John Jay, 2 May"
    for text in (head, f"\n{head}", f"x\n\t{head}\nTo Ann Hulton from her brother\n", *TEXTS[:200]):
        lines = [0, *(k + 1 for k, c in enumerate(text) if c == "\n")]
        assert [m.span() for m in matches(heads._HEAD, text, lines)] == [m.span() for m in heads._HEAD.finditer(text)]


def test_words_that_may_be_surnames_are_those_beside_which_something_stands() -> None:
    for text in TEXTS:
        wanted = []
        for word, starts in Capitals(text).places.items():
            for at in starts:
                behind = text[at + len(word) : at + len(word) + 1]
                if len(word) == 1:
                    wanted += [at] if behind and behind in "’'" else []
                elif not name_like(word, False):
                    wanted += [at] if behind == "-" else []
                elif word in surnames() or (not word.isupper() and sayings._SPEAKS.match(text, at + len(word))):
                    wanted.append(at)
        assert sayings._may_be_surnames(text) == sorted(wanted), text


def test_words_near_before_capitals_are_those_of_a_walk_over_all_words() -> None:
    for text in TEXTS:
        known = Capitals(text)
        loud = {w for w in known.places if len(w) == 1 or w.isupper() or (w[:2] == "Mc" and w[2:].isupper())}
        near: set[int] = set()
        for k, word in enumerate(known.words):
            if word in loud and (len(word) > 1 or text[known.starts[k] + 1 : known.starts[k] + 2] in {"’", "'", "-"}):
                near.update(range(max(0, k - 3), k))
        assert known.before_shouted == [known.starts[k] for k in sorted(near) if known.words[k] not in loud], text


def test_one_word_is_trimmed_as_several_are() -> None:
    for word in ("Dulles", "Embassy", "ÉLAN", "Élan", "x", "X", "Ab", "mac"):
        alone = trimmed_name(word, Span(0, len(word)))
        braced = trimmed_name(f"{word}’s", Span(0, len(word) + 2))  # goes the long way
        assert alone == braced, word


def test_a_title_before_a_name_is_found_as_a_pattern_would() -> None:
    for text in TEXTS:
        for at in range(len(text) + 1):
            mention = pers_name_listed.Mention(text, Span(at, at), "", (), ())
            title = pers_name_listed.TITLE.search(text, max(0, at - pers_name_listed.NEAR), at)
            assert mention.title == (title["title"].rstrip(".") if title else ""), (text, at)


def test_phrases_that_a_draft_takes_over_are_all_of_them() -> None:
    pick = random.Random(7)  # noqa: S311
    draft = _draft("x" * 200)
    for _ in range(30):
        at = pick.randrange(190)
        elements = [*sorted(PHRASES)[:3], "p"]
        new = [Annotation(Span(at, at + pick.randint(1, 9)), pick.choice(elements), "rule") for _ in range(pick.randint(0, 3))]
        draft = draft.add(new)
        draft.taken(Span(at, at + 1))
        spans = merged(a.span for a in draft.annotations if a.element in PHRASES)
        assert draft._phrases == ([s.start for s in spans], [s.end for s in spans])


def test_names_of_korea_are_looked_for_before_hyphens() -> None:
    pieces = ("MIN ", "NO ", "Sang", "-", "guk", "KYONG", "HO", " ", "the ", "K", "Ö", ", ", "ABCDEF ", "’", "1", "-HO", "Kim ", "Il-", "\n")
    pick = random.Random(3)  # noqa: S311
    for _ in range(3000):
        text = "".join(pick.choice(pieces) for _ in range(pick.randint(2, 12)))
        known = Capitals(text)
        short = known.where(word for word in known.shouted if len(word) <= shapes._SHORT)
        for pattern in (shapes._KOREAN, shapes._KOREAN_CAPITALS):
            found = [m.span() for m in matches(pattern, text, shapes._before_hyphens(known))]
            assert found == [m.span() for m in matches(pattern, text, short)], text


def test_a_title_is_looked_for_as_patterns_would() -> None:
    said = ("Vice ", "Admiral", "Adm", ". ", " ", "General ", "Gen", "Sir ", "Mrs", "Mr. ", "Chiang", "s", "(", "Minister ", "Prime ", "Lady ", "\n")
    pick = random.Random(5)  # noqa: S311
    for _ in range(3000):
        text = "".join(pick.choice(said) for _ in range(pick.randint(1, 10)))
        his = re.search(rf"\b(?:{pers_name_listed._HIS})\.?\sChiang\b", text)
        assert pers_name_listed._his(text, "Chiang") == bool(his), text
        for at in range(len(text) + 1):
            first = max(0, at - link._TITLE)
            lady = link._LADY.search(text, first, at)
            mention = Annotation(Span(at, at), "persName", "rule")
            assert link._lady(_draft(text), mention) == (lady["title"] if lady else ""), (text, at)
            if link._HEAD.search(text, first, at) or link._MINISTER.search(text, first, at):
                assert text.endswith(link._STATESMEN, 0, max(0, at - 1)), (text, at)
        word = pers_name_listed._bounds(text, 0)
        assert word == bool(re.compile(r"\b").match(text, 0)), text


def test_a_word_beside_a_surname_is_looked_for_as_a_pattern_would() -> None:
    for text in TEXTS:
        for at in range(len(text) + 1):
            before = pers_name_listed.NAME_BEFORE.search(text, max(0, at - 30), at)
            if before and pers_name_listed.INSIDE.fullmatch(before["start"]):
                last = text[max(0, at - 30) : at].split()[-1]
                assert text[at - 1].isspace(), (text, at)
                assert not (last.isalpha() and last[0].islower()), (text, at)
