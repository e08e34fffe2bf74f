"""What a block is can be decided: heading, paragraph, item, verse, signature, running head. It is obeyed, or told; nothing is lost."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from encoder import encode, validate
from encoder.authority.index import Authorities
from encoder.cli import main
from encoder.decisions import Decision, anchored, load, merged
from encoder.decisions.record import BLOCKS
from encoder.draft.model import Source
from encoder.draft.shape import Shape
from encoder.layout.blocks import Span
from encoder.run.one import choose, draft_of, sound
from encoder.run.one import encode as encoded
from encoder.source.metadata import Metadata
from encoder.tei.build import TEI
from tests.conftest import ROOT

TEXT = """The Log of the Mill

NOTICE TO THE HANDS

The mill stood still for two days. Nobody knew why, and the owner was away in the town until the Friday.

The wheel

It was mended on Monday by two men from the village, who were paid for it in the usual way.

First: oil the wheel.

Second: mind the sluice.

It rained after that for a week or so, and nothing was ground. Nobody minded that.

The sluice
stands open
under the rain

Owen Brede
"""
LETTER = """Thornby, 6 March 1871

Dear Anna,

The mill stands still, and nobody knows why that is so.

Your loving sister,

Jane Brede
"""


def said(result: object) -> str:
    tree: etree._Element = result.tree  # type: ignore[attr-defined]
    body = tree.find(f"{{{TEI}}}text/{{{TEI}}}body")
    assert body is not None
    bare = re.sub(r' xmlns="[^"]*"', "", etree.tostring(body, encoding="unicode"))
    return re.sub(r"> <", "><", re.sub(r"\s+", " ", bare))


def decided(exact: str, element: str, text: str = TEXT, scope: str = "here", prefix: str = "") -> object:
    row = Decision("memo", exact, prefix, "", element, scope, "block", "", "Jo Li")  # type: ignore[arg-type]
    result = encode(text, name="memo", decisions=[row])
    assert result.ok, (result.failures, result.lost, result.problems)
    assert not validate(result.xml)
    return result


def unfit(result: object) -> list[str]:
    return [p.message for p in result.problems if p.code == "decision-unfit"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("exact", "element", "wanted"),
    [
        ("The wheel", "head", '</div><div type="section"><head resp="#ed_jo_li">The wheel</head><p>It was mended'),
        ("NOTICE TO THE HANDS", "p", '<head>The Log of the Mill</head><p resp="#ed_jo_li">NOTICE TO THE HANDS</p><p>The mill'),
        ("First: oil the wheel.", "item", '<list><item resp="#ed_jo_li">First: oil the wheel.</item></list><p>Second'),
        ("The sluice stands open under the rain", "l", '<lg><l resp="#ed_jo_li">The sluice</l><l resp="#ed_jo_li">stands open</l>'),
        ("The sluice stands open under the rain", "list", '<list><item resp="#ed_jo_li">The sluice</item>'),
        ("Owen Brede", "p", '<p resp="#ed_jo_li">'),
        ("The wheel", "fw", '<fw type="header" resp="#ed_jo_li">The wheel</fw>'),
        ("It was mended on Monday", "quote", '<quote resp="#ed_jo_li"><p>It was mended'),
        ("The wheel", "speaker", '<sp who="#sp_the_wheel"><speaker resp="#ed_jo_li">The wheel</speaker><p>It was mended'),
        ("It rained after that", "stage", '<stage resp="#ed_jo_li">It rained after that'),
        ("The wheel", "note", '<note type="editorial" place="inline" resp="#ed_jo_li">The wheel</note>'),
    ],
)
def test_a_block_is_what_was_decided_and_what_is_around_it_follows(exact: str, element: str, wanted: str) -> None:
    result = decided(exact, element)
    assert not unfit(result)
    assert wanted in said(result), said(result)


def test_paragraphs_become_one_list_and_a_list_two() -> None:
    rows = [Decision("memo", words, element="item", decision="block", by="A") for words in ("First: oil the wheel.", "Second: mind the sluice.")]
    both = encode(TEXT, name="memo", decisions=rows)
    assert '<list><item resp="#ed_a">First: oil the wheel.</item><item resp="#ed_a">Second: mind the sluice.</item></list>' in said(both)
    text = "The work\n\nThe hands are to do the following:\n\n- oil the wheel\n- rest at noon\n- mind the sluice\n\nSo it was done.\n"
    assert said(encode(text, name="memo")).count("<item") == 3
    result = decided("- rest at noon", "p", text)
    assert not unfit(result)
    assert '</list><p resp="#ed_jo_li">- rest at noon</p><list' in said(result)


def test_an_item_joins_no_two_lists_of_different_kinds() -> None:
    listed = "PARTICIPANTS\n\nMr. Brede\nMrs. Stave\n\nThe hands of the mill, who came late and left before the end of it.\n\n- oil the wheel\n- rest at noon\n- mind the sluice\n\nSo it was done.\n"
    text = f"Memorandum of Conversation\n\nVell, March 13, 1962.\n\n{listed}"
    assert '<list type="participants">' in said(encode(text, name="memo"))
    result = decided("The hands of the mill,", "item", text)
    assert not unfit(result)
    assert '<item resp="#ed_jo_li">The hands of the mill, who came late and left before the end of it.</item></list><list type="bulleted">' in said(result)


def test_what_is_in_the_way_of_a_part_of_a_letter_is_named_with_its_line() -> None:
    rows = [Decision("memo", "It rained after that", element="salute", decision="block", by="A")]
    told = [p for p in encode(TEXT, name="memo", decisions=rows).problems if p.code == "decision-unfit"]
    assert [p.line for p in told] == [TEXT[: TEXT.index("It rained")].count("\n") + 1]
    assert "salute opens or closes a text, and 'The sluice stands open under the' (p)" in told[0].message
    assert "stands below it; it was not obeyed" in told[0].message


def test_the_parts_of_a_letter() -> None:
    assert "<salute>Dear <persName" in said(encode(LETTER, name="memo"))
    result = decided("Dear Anna,", "p", LETTER)
    assert not unfit(result)
    assert '</opener><p resp="#ed_jo_li">Dear <persName' in said(result)
    above = "The Mill at Vell\n\nFor my brother in the town of Vell\n\nThe mill stands still, and nobody knows why that is so.\n\nIt is dry too.\n"
    opened = decided("For my brother", "salute", above)
    assert '<opener><salute resp="#ed_jo_li">For my brother' in said(opened)
    closed = decided("It is dry too.", "signed", above)
    assert '<closer><signed resp="#ed_jo_li">It is dry too.</signed></closer>' in said(closed)


def test_what_no_edition_can_have_is_told_and_nothing_else_gives_way() -> None:
    plain = said(encode(TEXT, name="memo"))
    for exact, element in (("The wheel", "signed"), ("The wheel", "trailer"), ("The Log of the Mill", "closer")):
        if element == "closer":
            continue
        result = decided(exact, element)
        assert len(unfit(result)) == 1
        assert said(result) == plain
        assert not [p for p in result.problems if p.code == "rule-left-out"]  # type: ignore[attr-defined]
    good = Decision("memo", "The wheel", element="head", decision="block", by="A")
    bad = Decision("memo", "It was mended", element="trailer", decision="block", by="A", where="d.csv:3")
    both = encode(TEXT, name="memo", decisions=[bad, good])
    assert '<head resp="#ed_a">The wheel</head>' in said(both)
    assert [m.split(":")[1] for m in unfit(both)] == ["3"]
    assert both.ok


def test_words_that_are_gone_or_begin_no_block_are_told() -> None:
    assert "not in the text" in unfit(decided("The paddle", "head"))[0]
    assert "no block begins" in unfit(decided("stood still for two days", "head"))[0]


def test_a_running_head_everywhere_and_not_the_words_inside_a_paragraph() -> None:
    text = "The harbor\n\nPaper of Vell\n\nThe Paper of Vell was read by all in the town that day.\n\nPaper of Vell\n\nIt is gone, and nobody asks for it.\n"
    result = decided("Paper of Vell", "fw", text, "everywhere")
    assert said(result).count('<fw type="header" resp="#ed_jo_li">Paper of Vell</fw>') == 2
    assert "Vell</fw> was read" not in said(result)
    one = Decision("memo", "Paper of Vell", element="fw", scope="everywhere", decision="block", by="A")
    other = Decision("memo", "Paper of Vell", "The harbor ", " The Paper", "head", "here", "block", "", "A")
    here = said(encode(text, name="memo", decisions=[one, other]))
    assert (here.count("<fw"), here.count('<head resp="#ed_a">')) == (1, 1), "what is said here goes before"


def test_two_that_contradict_are_named_and_a_new_answer_takes_the_place_of_the_old() -> None:
    rows = [Decision("memo", "The wheel", element=e, decision="block", by="A") for e in ("head", "stage")]
    result = encode(TEXT, name="memo", decisions=rows)
    assert [p.code for p in result.problems if p.severity == "error"] == ["decision-contradiction"]
    assert "<p>The wheel</p>" in said(result)
    assert merged(rows[:1], rows[1:]) == tuple(rows[1:])
    brackets = [Decision("memo", "[of Vell]", element=e, decision="bracket", by="A") for e in ("gap", "supplied")]
    assert merged(brackets[:1], brackets[1:]) == tuple(brackets[1:])


def test_the_header_forgets_what_stood_in_a_dateline_that_is_none() -> None:
    assert "1871-03-06" in encode(LETTER, name="memo").xml.partition("<text")[0]
    rows = [Decision("memo", words, element="p", decision="block", by="A") for words in ("Thornby, 6 March 1871", "Dear Anna,")]
    both = encode(LETTER, name="memo", decisions=rows)
    assert not unfit(both)
    assert "1871-03-06" not in both.xml.partition("<text")[0]
    alone = encode(LETTER, name="memo", decisions=rows[:1])
    assert unfit(alone), "no salutation stands below a paragraph"
    assert alone.xml == encode(LETTER, name="memo").xml


PATHS = sorted([*(ROOT / "tests" / "golden").glob("*.txt"), *(ROOT / "seeds").glob("*.txt"), *(ROOT / "benchmarks/names_texts").glob("*.txt")])


@pytest.mark.parametrize("seed", range(12))
def test_any_block_said_to_be_anything_is_obeyed_or_told_and_nothing_is_lost(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    for path in chance.sample(PATHS, 3):
        text = re.sub(r"⟦\w+\||⟧", "", path.read_text("utf-8"))[:8000]
        source, metadata, lists = Source(text, path.name, "memo"), Metadata(), Authorities()
        profile = choose(source, "")
        shape = Shape(text, draft_of(source, profile, metadata, lists).annotations)
        units = [u for u in shape.now if shape.unit(u.span) is u]
        for unit in chance.sample(units, min(2, len(units))):
            element = chance.choice(BLOCKS)
            row = Decision("memo", *anchored(text, Span(*unit.span)), element, "here", "block", "", "A")
            made = encoded(source, profile, metadata, lists, [row])
            assert sound(made), (path.name, row)
            told = [p for p in made.edition.problems if p.code.startswith("decision")]
            there = [e for e in made.edition.root.iter() if e.get("resp") == "#ed_a"]
            assert bool(told) != bool(there), (path.name, row, told)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>The wheel</p>", "<stage>The wheel</stage>"),
        ("<head>NOTICE TO THE HANDS</head>", "<p>NOTICE TO THE HANDS</p>"),
        ("<p>First: oil the wheel.</p>", "<list><item>First: oil the wheel.</item></list>"),
    ],
)
def test_a_corrected_edition_gives_rows_that_make_the_same_again(tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "mill.txt").write_text(TEXT, "utf-8")
    assert run("encode", tmp_path / "in", "--out", tmp_path / "out").exit_code == 0
    path = tmp_path / "out" / "mill.xml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
    done = run("decisions", path, "--out", tmp_path / "in" / "decisions.csv", "--by", "Jo Li")
    assert done.exit_code == 0, done.output
    rows = load(tmp_path / "in" / "decisions.csv")
    assert [(d.decision, d.exact) for d in rows] == [("block", re.sub(r"<[^>]+>", "", before))]
    anew = run("encode", tmp_path / "in", "--out", tmp_path / "new")
    assert (anew.exit_code, anew.stderr) == (0, "1 written\n")
    made = re.sub(r">\s+<", "><", (tmp_path / "new" / "mill.xml").read_text("utf-8")).replace(' resp="#ed_jo_li"', "")
    assert after in made
    explained = run("explain", tmp_path / "in" / "mill.txt")
    assert "decisions.csv:2" in explained.output
    assert "(Jo Li)" in explained.output


def test_verse_that_is_prose_and_prose_that_is_verse_come_back_from_an_edition(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "mill.txt").write_text(TEXT, "utf-8")
    run("encode", tmp_path / "in", "--out", tmp_path / "out")
    path = tmp_path / "out" / "mill.xml"
    text = path.read_text("utf-8")
    prose = "<p>The sluice\nstands open\nunder the rain</p>"
    assert prose in text
    path.write_text(text.replace(prose, "<lg><l>The sluice</l>\n<l>stands open</l>\n<l>under the rain</l></lg>"), "utf-8")
    run("decisions", path, "--out", tmp_path / "in" / "decisions.csv", "--by", "A")
    assert [(d.element, d.exact) for d in load(tmp_path / "in" / "decisions.csv")] == [("l", "The sluice stands open under the rain")]
    assert run("encode", tmp_path / "in", "--out", tmp_path / "new").exit_code == 0
    assert "<l resp=\"#ed_a\">stands open</l>" in (tmp_path / "new" / "mill.xml").read_text("utf-8")
