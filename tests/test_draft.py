"""A draft and its views: what is masked, where blocks end, what is free, what is taken."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from encoder.authority.index import Authorities
from encoder.draft.model import BARRIER, Annotation, Context, Draft, Fact, Problem, Source
from encoder.layout.blocks import Span
from encoder.rules.profiles import PROFILES
from encoder.source.metadata import Metadata

TEXT = "First block of words1\nin two lines.\n\nSecond [secret] block.\n\nThird one by\nJ. Doe\nClerk\n"


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def a(words: str, element: str, **more: Any) -> Annotation:
    return Annotation(span(words), element, "one", **more)


def draft(*findings: Annotation | Fact | Problem) -> Draft:
    return Draft(Source(TEXT, "t.txt", "t"), Context(PROFILES["plain"], Metadata(), Authorities())).add(findings)


FIRST = a("First block of words1\nin two lines.", "p")
SECOND = a("Second [secret] block.", "p")
THIRD = a("Third one by\nJ. Doe\nClerk", "p")


def test_adding_returns_another_draft_and_sorts_findings_by_their_kind() -> None:
    empty = draft()
    more = empty.add([FIRST, Fact("title", "x", "one"), Problem("odd", "info", "odd")])
    assert (empty.annotations, empty.facts, empty.problems) == ((), (), ())
    assert (len(more.annotations), len(more.facts), len(more.problems)) == (1, 1, 1)
    assert more.add([]) is more


def test_annotations_of_an_element_come_in_the_order_of_the_text() -> None:
    both = draft(SECOND).add([FIRST])
    assert both.of("p") == (FIRST, SECOND)
    assert both.add([THIRD]).of("p") == (FIRST, SECOND, THIRD), "what was sorted is sorted on"


def test_what_is_replaced_is_a_barrier_and_a_page_mark_a_space() -> None:
    masked = draft(a("[secret]", "gap", content="replaced"), a("words1", "pb", content="replaced")).masked
    assert masked[slice(*span("[secret]"))] == BARRIER * 8
    assert masked[slice(*span("words1"))] == " " * 6
    assert len(masked) == len(TEXT)
    assert masked.count("\n") == TEXT.count("\n")


def test_a_gap_is_masked_for_numbers_whose_words_are_kept_but_an_editors_is_not() -> None:
    assert BARRIER in draft(a("[secret]", "gap")).masked_numbers
    assert BARRIER not in draft(a("[secret]", "gap")).masked
    assert BARRIER not in draft(a("[secret]", "gap", attributes={"reason": "editorial"})).masked_numbers


def test_prose_runs_on_inside_a_block_and_ends_with_it() -> None:
    prose = draft(FIRST, SECOND, THIRD).prose
    assert len(prose) == len(TEXT)
    assert "words1 in two lines." in prose
    assert prose[FIRST.span.end : SECOND.span.start] == BARRIER + "\n"
    assert "one by J. Doe Clerk" in prose


def test_no_name_runs_over_a_line_of_a_signature() -> None:
    signed = a("J. Doe\nClerk", "signed")
    assert f"J. Doe{BARRIER}Clerk" in draft(FIRST, SECOND, signed).prose


def test_an_item_inside_an_item_has_barriers_around_it() -> None:
    prose = draft(a(TEXT.strip(), "item"), a("Second [secret] block.", "item")).prose
    assert prose[span("Second")[0] - 1] == BARRIER
    assert prose[SECOND.span.end] == BARRIER


def test_stretches_are_the_running_text_of_blocks() -> None:
    found = draft(FIRST, SECOND)
    assert [found.running(s) for s in found.stretches] == ["First block of words1 in two lines.", "Second [secret] block."]


def test_a_phrase_runs_over_a_reference_and_not_over_what_is_withheld() -> None:
    mark = Annotation(Span(span("words1").end - 1, span("words1").end), "", "one", content="replaced")
    found = draft(FIRST, SECOND, mark, a("[secret]", "gap", content="replaced"))
    first, second = (found.running(s) for s in found.stretches)
    assert first == "First block of words  in two lines."
    assert BARRIER * 8 in second


def test_prose_of_an_earlier_draft_is_not_kept_when_a_block_comes_in() -> None:
    one = draft(FIRST)
    assert "Second" not in one.prose
    assert "Second" in one.add([SECOND]).prose


def test_a_phrase_that_overlaps_is_taken() -> None:
    found = draft(FIRST, a("block of", "persName"))
    assert found.taken(span("of words"))
    assert found.taken(span("First block"))
    assert found.taken(span("lock o"))
    assert not found.taken(span("First "))
    assert not found.taken(span(" words1"))
    assert found.add([a("two", "date")]).taken(span("two lines"))


def test_what_overlaps_comes_the_last_one_first_and_the_innermost_is_within() -> None:
    outer, inner = a(TEXT.strip(), "div"), a("Second [secret] block.", "div")
    found = draft(outer, inner)
    assert list(found.overlapping("div", span("[secret]"))) == [inner, outer]
    assert found.within("div", span("[secret]").start) is inner
    assert found.within("div", 0) is outer
    assert found.within("div", SECOND.span.end) is outer, "the end is not included"


def test_blocks_are_free_until_something_covers_them() -> None:
    found = draft()
    assert [TEXT[slice(*b.span)].split(maxsplit=1)[0] for b in found.free_blocks] == ["First", "Second", "Third"]
    less = found.add([SECOND])
    assert [TEXT[slice(*b.span)].split(maxsplit=1)[0] for b in less.free_blocks] == ["First", "Third"]
    part = less.add([a("J. Doe", "signed")])
    assert [TEXT[slice(*b.span)] for b in part.free_blocks][1:] == ["Third one by", "Clerk"]
    assert part.add([a("block of", "persName")]).free_blocks == part.free_blocks


def test_parts_end_where_an_enclosure_begins_and_notes_begin() -> None:
    notes = Fact("notes", "", "one", span("Third one"))
    enclosure = a("Second [secret] block.", "div", attributes={"type": "enclosure"})
    assert [TEXT[slice(*p)].split(maxsplit=1)[0] for p in draft(enclosure, notes).parts] == ["First", "Second"]
    assert len(draft(a("Second [secret] block.", "div", attributes={"type": "section"})).parts) == 1
    assert len(draft(a("Second [secret] block.", "div", role="version")).parts) == 2


def test_the_record_of_a_catalogue_is_no_prose() -> None:
    above = a("First block of words1\nin two lines.", "note", room="header")
    below = a("Third one by\nJ. Doe\nClerk", "note", room="header", attributes={"subtype": "below"})
    found = draft(above, below, SECOND)
    assert (found.record_end, found.record_below) == (above.span.end, below.span.start)
    assert found.prose.strip(f"{BARRIER}\n ") == "Second [secret] block."


def test_identifiers_of_documents() -> None:
    assert draft().document_id == "d1"
    assert draft(Fact("number", "145", "one")).document_id == "d145"
    assert Draft(Source(TEXT, "x", "frus1958d12"), draft().context).document_id == "d12"


def test_a_word_that_is_written_small_too() -> None:
    found = draft(FIRST, SECOND)
    assert found.small("Block")
    assert not found.small("First")
    assert not found.small("Wor"), "a part of a word is none"


_SPANS = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: Span(pair[0], min(len(TEXT), pair[0] + pair[1])))


@given(st.lists(_SPANS, max_size=12), _SPANS)
def test_what_overlaps_is_found_among_any_spans(spans: list[Span], asked: Span) -> None:
    found = draft(*(Annotation(one, "seg", "one") for one in spans))
    everything = [one for one in found.of("seg") if one.span.start < asked.end and one.span.end > asked.start]
    assert list(found.overlapping("seg", asked)) == everything[::-1]
