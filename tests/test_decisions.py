"""What a person has decided is found by its words, obeyed, or reported; never applied to others."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from encoder import encode, validate
from encoder.cli import main
from encoder.decisions import Decision, DecisionsError, anchored, load, merged, save, to_csv
from encoder.layout.blocks import Span
from encoder.tei.build import TEI

TEXT = (
    "Memorandum for the Record\n\nWashington, May 5, 1959\n\nMr. Halloran met Mr. Brede on Monday. Brede said that the harbor [of Vell] was "
    "closed.\n\nLater Brede left Brede House with Anna Brede. Halloran stayed until Friday.\n"
)


def elements(result: object, name: str) -> list[tuple[str, dict[str, str]]]:
    tree: etree._Element = result.tree  # type: ignore[attr-defined]
    body = tree.find(f"{{{TEI}}}text")
    assert body is not None
    return [("".join(map(str, e.itertext())), {str(k): str(v) for k, v in e.attrib.items()}) for e in body.iter(f"{{{TEI}}}{name}")]


def decided(*decisions: Decision, text: str = TEXT) -> object:
    result = encode(text, name="memo", decisions=decisions)
    assert result.ok or any(p.code.startswith("decision") for p in result.problems), (result.problems, result.failures, result.lost)
    assert not validate(result.xml), "what is decided is valid"
    return result


def codes(result: object) -> list[str]:
    return [p.code for p in result.problems if p.code.startswith("decision")]  # type: ignore[attr-defined]


def test_one_here_one_in_the_document_one_everywhere() -> None:
    here = decided(Decision("memo", "Brede", "met Mr. ", " on Monday", "persName", "here", "is", "p_brede_otto", "Jo Li"))
    assert [a for w, a in elements(here, "persName") if a.get("ref") == "#p_brede_otto"] == [{"ref": "#p_brede_otto", "resp": "#ed_jo_li"}]
    document = decided(Decision("memo", "Brede", element="persName", scope="document", decision="is", value="Brede, Otto", by="Jo Li"))
    named = [w for w, a in elements(document, "persName") if a.get("ref") == "#p_brede_otto"]
    assert named.count("Brede") >= 3
    assert "cert" not in {k for _, a in elements(document, "persName") if a.get("resp") == "#ed_jo_li" for k in a}
    assert codes(decided(Decision("other", "Nobody", element="persName", scope="everywhere", decision="no"))) == []


def test_a_name_that_is_none_and_one_that_is_a_place() -> None:
    rows = (
        Decision("memo", "Halloran", element="persName", scope="document", decision="no", by="A"),
        Decision("memo", "Vell", "harbor [of ", "] was closed", "placeName", "here", "yes", by="A"),
    )
    result = decided(*rows)
    assert "Halloran" not in [w for w, _ in elements(result, "persName")]
    assert ("Vell", {"resp": "#ed_a"}) in elements(result, "placeName")


def test_a_date_its_value_and_its_lack() -> None:
    one = decided(Decision("memo", "Monday", "Brede on ", ". Brede", "date", "here", "date", "1959-05-04", "A"))
    assert ("Monday", {"when": "1959-05-04", "resp": "#ed_a"}) in elements(one, "date")
    two = decided(Decision("memo", "Friday", "until ", "", "", "here", "date", "1959-05-08/1959-05-09", "A"))
    assert ("Friday", {"from": "1959-05-08", "to": "1959-05-09", "resp": "#ed_a"}) in elements(two, "date")
    three = decided(Decision("memo", "Friday", "until ", "", "", "here", "date", "1959-05..", "A"))
    assert ("Friday", {"notBefore": "1959-05", "resp": "#ed_a"}) in elements(three, "date")


def test_another_extent_and_another_bracket() -> None:
    wide = decided(Decision("memo", "Brede", "left ", " House", "orgName", "here", "extent", "Brede House", "A"))
    assert "Brede House" in [w for w, a in elements(wide, "orgName") if a["resp"] == "#ed_a"]
    supplied = decided(Decision("memo", "[of Vell]", "the harbor ", " was closed", "supplied", "here", "bracket", "", "A"))
    assert ("of Vell", {"resp": "#ed_a"}) in elements(supplied, "supplied")
    gap = decided(Decision("memo", "[of Vell]", "the harbor ", " was closed", "gap", "here", "bracket", "illegible", "A"))
    assert [a["reason"] for _, a in elements(gap, "gap")] == ["illegible"]


def test_the_place_of_a_note() -> None:
    text = "A report\n\nThe mill was sold.1 In 17 years it had 2 owners, and it stood still.\n\n  1. So the deed.\n  2. One of them was a miller.\n"
    row = Decision("memo", "2", "it had ", " owners", "note", "here", "place-of-note", "2", "A")
    result = decided(row, text=text)
    assert not codes(result)
    note = next(n for n in result.tree.iter(f"{{{TEI}}}note") if n.get("n") == "2")  # type: ignore[attr-defined]
    assert note.get("resp") == "#ed_a"
    assert note.getparent().tag == f"{{{TEI}}}p"
    assert not result.lost  # type: ignore[attr-defined]


def test_a_text_copied_again_keeps_its_decisions() -> None:
    row = Decision("memo", "Brede", "Mr. Halloran met Mr. ", " on Monday. Brede said", "persName", "here", "is", "p_brede_otto", "A")
    again = "\n\n".join(" \n".join(p.split(" ")) if len(p) > 60 else p for p in TEXT.split("\n\n")).replace("harbor", "harbour")
    for text in (TEXT, again, TEXT.replace("met Mr.", "met with Mr."), "A new line.\n\n" + TEXT):
        result = decided(row, text=text)
        assert codes(result) == []
        assert [w for w, a in elements(result, "persName") if a.get("resp") == "#ed_a"] == ["Brede"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (TEXT.replace("Mr. Brede on Monday", "Mr. Stave on Monday"), "among others"),
        (TEXT.replace("Brede", "Stave"), "not in the text"),
        (TEXT + "\n\nMr. Halloran met Mr. Brede on Monday. Brede said that.\n", "several places"),
    ],
)
def test_words_that_no_longer_fit_are_reported_and_nothing_is_done(text: str, why: str) -> None:
    row = Decision("memo", "Brede", "Mr. Halloran met Mr. ", " on Monday. Brede said", "persName", "here", "is", "p_x_y", "A", where="d.csv:7")
    result = encode(text, name="memo", decisions=[row])
    said = [p.message for p in result.problems if p.code == "decision-unfit"]
    assert len(said) == 1
    assert said[0].startswith("d.csv:7: ")
    assert why in said[0]
    assert "p_x_y" not in result.xml


def test_two_that_contradict_are_named_and_neither_holds() -> None:
    rows = [Decision("memo", "Brede", "met Mr. ", " on", "persName", "here", "is", f"p_{k}_b", k, where=f"d.csv:{n}") for n, k in enumerate("ab", 2)]
    result = encode(TEXT, name="memo", decisions=rows)
    said = [p.message for p in result.problems if p.code == "decision-contradiction"]
    assert len(said) == 1
    assert "d.csv:2" in said[0]
    assert "d.csv:3" in said[0]
    assert "p_a_b" not in result.xml
    assert "p_b_b" not in result.xml
    assert not result.ok


def test_what_is_said_here_goes_before_what_is_said_everywhere() -> None:
    rows = (
        Decision("", "Brede", element="persName", scope="everywhere", decision="is", value="p_all_b", by="A"),
        Decision("memo", "Brede", "met Mr. ", " on", "persName", "here", "is", "p_one_b", "B"),
        Decision("memo", "Brede", "Later ", " left", "persName", "here", "no", "", "B"),
    )
    result = decided(*rows)
    refs = [a.get("ref") for w, a in elements(result, "persName") if w == "Brede"]
    assert refs.count("#p_one_b") == 1
    assert refs.count("#p_all_b") >= 1
    assert codes(result) == []


def test_one_decision_links_hundreds_of_mentions() -> None:
    text = "A report\n\n" + "\n\n".join(f"On that day Brede went to place number {k} and came back." for k in range(397)) + "\n"
    result = decided(Decision("memo", "Brede", element="persName", scope="everywhere", decision="is", value="p_brede_otto", by="A"), text=text)
    assert [a for _, a in elements(result, "persName")].count({"ref": "#p_brede_otto", "resp": "#ed_a"}) == 397


def test_an_address_is_the_link() -> None:
    result = decided(Decision("memo", "Brede", "met Mr. ", " on", "persName", "here", "is", "https://www.wikidata.org/entity/Q1", "A"))
    assert [w for w, a in elements(result, "persName") if a.get("ref") == "https://www.wikidata.org/entity/Q1"] == ["Brede"]


def test_the_file_is_sorted_and_comes_back(tmp_path: Path) -> None:
    rows = [Decision("memo", 'B "x", y', "p ", "\ns", "persName", "here", "is", "p_b", "A", "because, so"), Decision("a", "z", element="date", decision="no")]
    path = tmp_path / "decisions.csv"
    save(path, rows)
    assert set(load(path)) == set(rows)
    assert path.read_bytes() == to_csv(reversed(rows)), "the order of decisions does not matter"
    assert [d.where for d in load(path)] == [f"{path}:2", f"{path}:3"]
    assert load(tmp_path / "none.csv") == ()
    better = Decision("memo", 'B "x", y', "p ", "\ns", "persName", "here", "no", "", "A")
    assert set(merged(rows, [better])) == {better, rows[1]}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"document,exact,decision\nmemo,x,maybe\n", ":2: decision is 'maybe'"),
        (b"document,exact,decision,element\nmemo,x,yes,thing\n", ":2: element is 'thing'"),
        (b"document,exact,decision,element\nmemo,,yes,persName\n", ":2: exact is empty"),
        (b"document,exact,decision,value\nmemo,x,date,soon\n", ":2: value is 'soon'"),
        (b"document,exact,decision,element\nmemo,x,is,persName\n", ":2: value is empty"),
        (b"document,exact,decision,element\n,x,yes,persName\n", ":2: document is empty"),
        (b"document,exact,what\n", ":1: unknown column 'what'"),
        (b"document,decision\n", ":1: column 'exact' is missing"),
        (b"exact,exact,decision\n", ":1: column 'exact' stands twice"),
        (b"exact,decision\na,yes,b\n", ":2: 3 cells under 2 columns"),
        (b'document,exact,decision,element\nmemo,"a\nb",yes,persName\nmemo,x,yes,thing\n', ":4: element"),
        (b"document,exact,decision\n<<<<<<< ours\n", ":2: git could not merge"),
        (b"\xff\xfe", ":1: not UTF-8"),
        (b'exact,decision\n"a,yes\n', ":2: not CSV"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(data)
    with pytest.raises(DecisionsError) as caught:
        load(path)
    assert said in str(caught.value)


def test_all_rows_that_cannot_be_used_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text("document,exact,decision,element\nmemo,x,maybe,date\nmemo,y,no,date\nmemo,,no,date\n" + "memo,z,perhaps,date\n" * 30, "utf-8")
    with pytest.raises(DecisionsError) as caught:
        load(path)
    lines = str(caught.value).splitlines()
    assert [line.removeprefix(str(path)).split(":")[1] for line in lines[:3]] == ["2", "4", "5"], lines[:3]
    assert (len(lines), lines[-1]) == (21, "and 12 rows more")


def test_the_file_beside_the_texts_is_obeyed_and_explained(tmp_path: Path) -> None:
    (tmp_path / "memo.txt").write_text(TEXT, "utf-8")
    save(tmp_path / "decisions.csv", [Decision("memo", "Brede", "met Mr. ", " on", "persName", "here", "is", "p_brede_otto", "Jo Li")])
    done = CliRunner().invoke(main, ["encode", str(tmp_path), "--out", str(tmp_path / "out")])
    assert (done.exit_code, done.stderr) == (0, "1 written\n"), done.stderr
    assert 'ref="#p_brede_otto"' in (tmp_path / "out" / "memo.xml").read_text("utf-8")
    told = CliRunner().invoke(main, ["explain", str(tmp_path)]).stdout
    assert "decisions.csv:2: 'Brede' persName is p_brede_otto (Jo Li)" in told
    (tmp_path / "decisions.csv").write_text("exact\n", "utf-8")
    assert CliRunner().invoke(main, ["encode", str(tmp_path), "--out", str(tmp_path / "out")]).exit_code == 2


def test_an_anchor_has_the_words_around() -> None:
    start = TEXT.index("Brede")
    assert anchored(TEXT, Span(start, start + 5), 2) == ("Brede", "met Mr. ", " on Monday.")
    assert anchored(TEXT, Span(0, 10), 2) == ("Memorandum", "", " for the")


def test_that_something_is_none_needs_nothing_to_be_there_but_its_own_words_alone() -> None:
    assert codes(decided(Decision("memo", "harbor", "that the ", " [of", "placeName", "here", "no"))) == []
    assert codes(decided(Decision("memo", "Anna", "with ", " Brede. Halloran", "persName", "here", "no"))) == ["decision-unfit"]


def test_a_doubtful_reading_that_is_right_keeps_its_form() -> None:
    text = "Memorandum for the Record\n\nThe ship sailed for the [harbor?] on Monday.\n"
    found = elements(encode(text, name="memo"), "unclear")
    assert found == [("harbor", {"cert": "low", "rend": "[{}?]"})]
    row = Decision("memo", "[harbor?]", "for the ", " on Monday", "unclear", "here", "yes", by="A")
    assert elements(decided(row, text=text), "unclear") == [("harbor", {"rend": "[{}?]", "resp": "#ed_a"})]


@pytest.mark.parametrize("exact", ["12th of January", "12th of Jan- uary", "12th of Jan-\nuary"])
@pytest.mark.parametrize("text", ["On the 12th of January we met.", "On the 12th\nof Jan-\n  uary we met.", "On the 12th of Jan¬\nuary we met."])
def test_a_divided_word_is_the_whole_word(exact: str, text: str) -> None:
    from encoder.decisions.anchors import Anchor, here, occurrences

    wanted = [Span(7, text.index("uary") + 4)]
    assert occurrences(text, exact) == wanted
    assert here(text, Anchor(exact, "On the ", " we met.")) == (wanted, "")


def test_words_around_are_whole_and_dashes_stay() -> None:
    from encoder.decisions.anchors import Anchor, here, occurrences

    text = "The mat-\nter of Hall came up, the let-\nter of Hall too; 5-\n6 days, well-known."
    assert here(text, Anchor("Hall", "letter of ", "")) == ([Span(46, 50)], "") == here(text, Anchor("Hall", "let- ter of ", ""))
    assert text[46:50] == "Hall"
    assert occurrences(text, "56 days") == occurrences(text, "wellknown") == []


def test_a_date_that_is_refused_is_told_with_the_reason_and_its_line() -> None:
    rows = [Decision("memo", "12th of January, 1926", decision="date", value="1925-02-12", by="A")]
    result = encode("A report\n\nThe mill stood still.\n\nMr. Brede came on the 12th of January, 1926.\n", name="memo", decisions=rows)
    (told,) = [p for p in result.problems if p.code == "decision-unfit"]
    assert told.line == 5
    assert "would not be valid (date-year-text: @when says 1925, and the words have another year: 12th of January, 1926" in told.message
    assert "lack some of its text" not in told.message


def test_a_bracket_without_its_signs_is_told() -> None:
    text = "A report\n\nThe mill [a word interlined] stood (they say) still.\n"
    for exact, wanted in (("a word interlined", True), ("[a word interlined]", False), ("they say", True), ("(they say)", False)):
        result = encode(text, name="memo", decisions=[Decision("memo", exact, element="add", decision="bracket", by="A")])
        told = [(p.line, "exact is to have the bracket with its signs" in p.message) for p in result.problems if p.code == "decision-unfit"]
        assert told == ([(3, True)] if wanted else []), exact
        assert ("<add" in result.xml.partition("<body>")[2]) is not wanted
