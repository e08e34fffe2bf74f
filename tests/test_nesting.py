"""The one place that decides what overlaps: nesting, crossing, what stands inside what."""

from __future__ import annotations

from typing import Any

from encoder.authority.index import Authorities
from encoder.draft.model import Annotation, Context, Draft, Source
from encoder.layout.blocks import Span
from encoder.rules.profiles import PROFILES
from encoder.run.one import encode, sound
from encoder.source.metadata import Metadata
from encoder.tei.mending import mended
from encoder.tei.nesting import Node, Tree, resolve

TEXT = "The old [red] lamp of Anna Weber went out at nine in the evening, and nobody lit it."


def a(words: str, element: str, rule: str = "one", **more: Any) -> Annotation:
    """Return an annotation over the first place of some words."""
    start = TEXT.index(words)
    return Annotation(Span(start, start + len(words)), element, rule, **more)


def nest(*annotations: Annotation) -> Tree:
    draft = Draft(Source(TEXT, "t.txt", "t"), Context(PROFILES["plain"], Metadata(), Authorities()))
    return resolve(draft.add(annotations))


def shown(nodes: list[Node] | tuple[Node, ...]) -> str:
    return " ".join(f"{n.annotation.element}({shown(n.children)})" if n.children else n.annotation.element for n in nodes)


def test_what_lies_inside_is_a_child_whatever_the_order_of_the_rules() -> None:
    whole, name, word = a(TEXT, "p"), a("Anna Weber", "persName"), a("went out", "hi")
    for order in ((whole, name, word), (word, name, whole), (name, whole, word)):
        tree = nest(*order)
        assert shown(tree.nodes) == "p(persName hi)"
        assert not tree.problems


def test_neighbours_that_touch_are_neighbours() -> None:
    assert shown(nest(a("Anna ", "hi"), a("Weber", "hi")).nodes) == "hi hi"


def test_of_the_same_span_the_lower_rank_is_outside() -> None:
    name, block, group = a("Anna Weber", "persName"), a("Anna Weber", "signed"), a("Anna Weber", "closer")
    assert shown(nest(name, block, group).nodes) == "closer(signed(persName))"


def test_the_document_holds_its_only_section() -> None:
    section, document = a(TEXT, "div", attributes={"type": "section"}), a(TEXT, "div", "two", attributes={"type": "document"})
    (outer,) = nest(section, document).nodes
    assert outer.annotation is document
    assert outer.children[0].annotation is section


def test_of_the_same_rank_the_earlier_rule_is_outside() -> None:
    first, second = a("Anna", "hi", "first"), a("Anna", "hi", "second")
    (outer,) = nest(first, second).nodes
    assert (outer.annotation.rule, outer.children[0].annotation.rule) == ("first", "second")


def test_of_two_that_cross_the_earlier_rule_stays() -> None:
    first, second = a("lamp of Anna", "persName", "first"), a("Anna Weber", "placeName", "second")
    for early, late in ((first, second), (second, first)):
        tree = nest(early, late)
        assert [n.annotation for n in tree.nodes] == [early]
        (problem,) = tree.problems
        assert (problem.code, problem.severity, problem.span) == ("overlap", "info", late.span)
        assert problem.message == f"{late.element} of {late.rule} is left out: it overlaps {early.element} of {early.rule}"


def test_what_marks_words_never_takes_the_block_from_them() -> None:
    mark, block = a("lamp of Anna", "supplied", "early"), a("Anna Weber went out", "p", "late")
    for order in ((mark, block), (block, mark)):
        tree = nest(*order)
        assert [n.annotation for n in tree.nodes] == [block]
        assert tree.problems[0].span == mark.span


def test_a_block_that_is_replaced_holds_nothing_and_has_no_such_right() -> None:
    mark, block = a("lamp of Anna", "persName", "early"), a("Anna Weber went", "p", "late", content="replaced")
    assert [n.annotation for n in nest(mark, block).nodes] == [mark]


def test_what_was_left_out_takes_nothing_with_it() -> None:
    first, middle, last = a("old [red] lamp", "hi", "first"), a("lamp of Anna", "hi", "middle"), a("Anna Weber", "hi", "last")
    assert [n.annotation for n in nest(first, middle, last).nodes] == [first, last]


def test_the_outermost_of_all_that_a_span_crosses_is_named() -> None:
    outer, inner, late = a("old [red] lamp", "hi", "outer"), a("red] lamp", "hi", "inner"), a("lamp of Anna", "hi", "late")
    (problem,) = nest(outer, inner, late).problems
    assert problem.message.endswith("it overlaps hi of outer")


def test_a_phrase_in_a_phrase_is_left_out_but_for_a_gloss_in_a_date() -> None:
    tree = nest(a("Anna Weber", "persName"), a("Anna", "placeName", "two"))
    assert shown(tree.nodes) == "persName"
    assert tree.problems[0].message.startswith("placeName of two")
    assert shown(nest(a("nine in the evening", "date"), a("evening", "gloss", "two")).nodes) == "date(gloss)"
    assert shown(nest(a("nine in the evening", "gloss"), a("evening", "date", "two")).nodes) == "gloss"


def test_a_phrase_in_a_phrase_loses_only_to_an_earlier_one() -> None:
    assert shown(nest(a("Anna", "placeName"), a("Anna Weber", "persName", "two")).nodes) == "placeName"


def test_nothing_stands_in_what_is_replaced_but_marks() -> None:
    gap = a("lamp of Anna Weber", "gap", content="replaced")
    assert shown(nest(gap, a("Anna", "persName", "two")).nodes) == "gap"
    inside = nest(gap, Annotation(Span(TEXT.index("Anna"), TEXT.index("Anna") + 4), "", "two", content="replaced"))
    assert len(inside.nodes[0].children) == 1


def test_a_bracket_that_is_replaced_belongs_to_no_element_inside() -> None:
    supplied = a("[red]", "supplied", trim=1)
    assert shown(nest(supplied, a("red", "hi", "two")).nodes) == "supplied(hi)"
    for cutting in ("[red", "red]"):
        tree = nest(supplied, a(cutting, "hi", "two"))
        assert shown(tree.nodes) == "supplied"
        assert len(tree.problems) == 1


def test_unequal_brackets_are_measured_at_either_end() -> None:
    supplied = a("[red] lamp", "supplied", trim=1, behind=5)
    assert shown(nest(supplied, a("red", "hi", "two")).nodes) == "supplied(hi)"
    assert shown(nest(supplied, a("red] l", "hi", "two")).nodes) == "supplied"


def test_brackets_are_innermost_of_the_same_span() -> None:
    assert shown(nest(a("[red]", "supplied", trim=1), a("[red]", "hi", "two")).nodes) == "hi(supplied)"
    note = a("[red]", "note", attributes={"rend": "[{}]"})
    assert shown(nest(note, a("[red]", "p", "two")).nodes) == "p(note)"
    assert shown(nest(a("[red]", "note"), a("[red]", "p", "two")).nodes) == "note(p)"


def test_what_stands_at_a_place_stands_between_or_inside() -> None:
    end = TEXT.index("Weber") + len("Weber")
    point = Annotation(Span(end, end), "pb", "two", content="replaced")
    assert shown(nest(a("Anna Weber", "hi"), point).nodes) == "hi pb"
    middle = Annotation(Span(end - 2, end - 2), "pb", "two", content="replaced")
    assert shown(nest(a("Anna Weber", "hi"), middle).nodes) == "hi(pb)"


def mend(*annotations: Annotation) -> str:
    whole = a(TEXT, "div", "document", attributes={"type": "document"})
    return shown(mended(nest(whole, *annotations), TEXT).nodes)


def test_words_that_a_block_left_out_leaves_are_a_block() -> None:
    items, block = a("The old [red] lamp of", "list"), a("lamp of Anna Weber went out at", "p", "two")
    assert mend(items, a("The old [red] lamp of", "item"), block, a("Anna Weber", "persName", "three")) == "div(list(item) p(persName))"


def test_words_stay_where_they_are_where_nothing_crosses() -> None:
    assert mend(a("Anna Weber", "persName")) == "div(persName)"


def test_a_speech_left_out_leaves_its_words_and_no_speaker() -> None:
    first, second = a("The old [red] lamp of Anna Weber", "sp"), a("Anna Weber went out at nine", "sp", "two")
    parts = a("The old", "speaker"), a(" [red] lamp of Anna Weber", "p"), a("Anna Weber", "speaker", "two"), a("went out at nine", "p", "two")
    assert mend(first, second, *parts) == "div(sp(speaker p) p p)"


def test_what_is_replaced_and_points_need_no_block() -> None:
    crossing = a("The old", "list"), a("The old", "item"), a("old [red]", "p", "two")
    page = a(" [red] ", "pb", content="replaced")
    assert mend(*crossing, page, a("lamp of Anna Weber went out at nine in the evening, and nobody lit it.", "p")) == "div(list(item) pb p)"


def test_contents_that_end_within_a_paragraph_keep_their_list() -> None:
    """Texts that were read by machine run into each other."""
    entries = [f"{what} ({who}) (Col. {n})" for n, (what, who) in enumerate([("Oil", "Mr. A"), ("Coats", "Mr. B"), ("Wind", "Mr. C")] * 3, 11)]
    entries[-1] += " HOUSE OF THE LAMP The House\nmet at nine. <i>Question No. 2</i> was asked, and nobody rose."
    made = encode(Source("\n\n".join(["ORAL ANSWERS", *entries]) + "\n", "t.txt", "t"))
    assert sound(made)
    assert not [p for p in made.edition.problems if p.code == "rule-left-out"]
    assert len(made.draft.of("item")) == len(entries)
    paragraphs = ["".join(map(str, p.itertext())) for p in made.edition.root.iter("{http://www.tei-c.org/ns/1.0}p")]
    assert any(said.startswith("HOUSE OF THE LAMP The House\nmet at nine. Question No. 2") for said in paragraphs)
