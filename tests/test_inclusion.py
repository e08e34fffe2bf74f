"""Whatever the schema allows, tei_all allows: the proof, and that the proof can fail."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from encoder.cli import main
from encoder.schema_tools import datatypes
from encoder.schema_tools.grammar import Grammar, load
from encoder.schema_tools.inclusion import prove
from encoder.schema_tools.patterns import (
    Data,
    GrammarError,
    ListOf,
    OneOrMore,
    choice,
)
from encoder.validation.schemas import schema_folder
from encoder.xml.safe import parse
from tests.mutants import mutants
from tests.references import LATEST, OLDER

HEAD = '<grammar xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><start>'


def grammar(tmp_path: Path, name: str, body: str) -> Grammar:
    """Make a grammar: lines ``name = pattern`` in the XML syntax, shortened."""
    path = tmp_path / f"{name}.rng"
    path.write_text(f"{HEAD}{body}</start></grammar>", encoding="utf-8")
    return load(path)


def element(name: str, *content: str) -> str:
    return f'<element name="{name}">{"".join(content) or "<empty/>"}</element>'


def some(kind: str, *content: str) -> str:
    return f"<{kind}>{''.join(content)}</{kind}>"


def attribute(name: str, content: str = "<text/>") -> str:
    return f'<attribute name="{name}">{content}</attribute>'


A = element("a")
B = element("b")
C = element("c")
NCNAME = '<data type="NCName"/>'

INCLUDED = {
    "equal": (element("r", A, B), element("r", A, B)),
    "optional": (element("r", A), element("r", A, some("optional", B))),
    "one of two": (element("r", A), element("r", some("choice", A, B))),
    "repetition unrolled": (element("r", A, A, some("zeroOrMore", A)), element("r", some("oneOrMore", A))),
    "order within a loop": (element("r", A, B, A), element("r", some("zeroOrMore", some("choice", A, B)))),
    "order within an interleave": (element("r", B, A), element("r", some("interleave", A, B))),
    "mixed": (element("r", some("mixed", A)), element("r", some("mixed", some("zeroOrMore", some("choice", A, B))))),
    "text or nothing": (element("r"), element("r", "<text/>")),
    "attribute optional there": (element("r", attribute("x")), element("r", some("optional", attribute("x")))),
    "attributes in any order": (element("r", attribute("x"), attribute("y")), element("r", attribute("y"), attribute("x"))),
    "one of two attributes": (
        element("r", some("choice", attribute("x"), attribute("y"))),
        element("r", some("optional", attribute("x")), some("optional", attribute("y"))),
    ),
    "value of a type": (element("r", attribute("x", "<value>foot</value>")), element("r", attribute("x", NCNAME))),
    "values of a longer list": (
        element("r", attribute("x", "<value>p</value>")),
        element("r", attribute("x", some("choice", "<value>p</value>", "<value>q</value>"))),
    ),
    "a token in a list": (element("r", attribute("x", NCNAME)), element("r", attribute("x", some("list", some("oneOrMore", NCNAME))))),
    "deep": (element("r", element("s", A)), element("r", element("s", some("zeroOrMore", A)))),
    "two definitions of a name": (
        element("r", element("s", A)),
        element("r", some("choice", element("s", B), element("s", A))),
    ),
}  # fmt: skip

NOT_INCLUDED = {
    "another element": (element("r", A), element("r", B), "r: a is not allowed here"),
    "too few": (element("r", some("zeroOrMore", A)), element("r", some("oneOrMore", A)), "r: may end here"),
    "too many": (element("r", A, A), element("r", A), "r: a is not allowed here by the second grammar (after a)"),
    "wrong order": (element("r", B, A), element("r", A, B), "r: b is not allowed here"),
    "interleave in a row": (element("r", some("interleave", A, B)), element("r", A, B), "r: b is not allowed here"),
    "text": (element("r", "<text/>"), element("r"), "r: text is not allowed here"),
    "attribute": (element("r", attribute("x")), element("r"), "r: @x is not allowed"),
    "attribute demanded": (
        element("r", some("optional", attribute("x"))), element("r", attribute("x")), "r: the second grammar demands an attribute"
    ),
    "both attributes": (
        element("r", some("optional", attribute("x")), some("optional", attribute("y"))),
        element("r", some("optional", some("choice", attribute("x"), attribute("y")))),
        "r: @y is not allowed by the second grammar (after @x)",
    ),
    "value": (
        element("r", attribute("x", "<value>two words</value>")), element("r", attribute("x", NCNAME)), "r: @x: 'two words' is not proved"
    ),
    "type": (element("r", attribute("x")), element("r", attribute("x", NCNAME)), "r: @x: text is not proved to lie within NCName"),
    "deep": (element("r", element("s", element("t", A))), element("r", element("s", element("t", B))), "t: a is not allowed here"),
    "attribute only beside a child": (
        element("r", some("optional", attribute("x")), some("optional", A)),
        element("r", some("optional", some("group", attribute("x"), A))),
        "r: may end here, and may not in the second grammar (after @x)",
    ),
    "every definition fails": (
        element("r", element("s", A)),
        element("r", some("choice", element("s", B), element("s", C))),
        "s: a is not allowed here",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", INCLUDED)
def test_what_is_included_is_proved(tmp_path: Path, name: str) -> None:
    one, other = INCLUDED[name]
    assert prove(grammar(tmp_path, "one", one), grammar(tmp_path, "other", other)).failures == ()


@pytest.mark.parametrize("name", NOT_INCLUDED)
def test_what_is_not_included_is_not_proved(tmp_path: Path, name: str) -> None:
    one, other, said = NOT_INCLUDED[name]
    failures = [str(f) for f in prove(grammar(tmp_path, "one", one), grammar(tmp_path, "other", other)).failures]
    assert any(f.startswith(said) for f in failures), failures


def test_each_lemma_holds_for_its_samples() -> None:
    for name, row in datatypes.lemmas().items():
        kind, _, inside = name.removesuffix("}").partition("{")
        params = tuple(sorted(p.split("=", 1) for p in [inside] if p)) if inside else ()
        one = Data(kind, tuple((a, b) for a, b in params))
        assert row["samples"]
        for sample in row["samples"]:
            assert datatypes.matches(one, sample), f"{sample!r} is no {name}"
            assert not row.get("single") or (sample and not any(c.isspace() for c in sample))
            for wider in row["within"]:
                kind2, _, inside2 = wider.removesuffix("}").partition("{")
                params2 = (tuple(inside2.split("=", 1)),) if inside2 else ()
                other = Data(kind2, params2)
                assert datatypes.matches(other, sample), f"{sample!r} is a {name} and no {wider}"


def test_a_list_within_a_list() -> None:
    name, token = Data("NCName"), Data("token", (("pattern", r"[^\p{C}\p{Z}]+"),))
    assert datatypes.included(ListOf(OneOrMore(name)), ListOf(OneOrMore(choice(token, name))))
    assert not datatypes.included(ListOf(OneOrMore(token)), ListOf(name))


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.rng").write_text("<a/>", encoding="utf-8")
    with pytest.raises(GrammarError, match="not a RELAX NG grammar"):
        load(tmp_path / "a.rng")
    (tmp_path / "b.rng").write_text(f'{HEAD}<ref name="nowhere"/></start></grammar>', encoding="utf-8")
    with pytest.raises(GrammarError, match="no definition of nowhere"):
        load(tmp_path / "b.rng")
    done = CliRunner().invoke(main, ["schema", "inclusion", str(tmp_path / "a.rng"), str(tmp_path / "b.rng")])
    assert done.exit_code == 2


@pytest.mark.skipif(not LATEST.is_file(), reason="tei_all 4.9.0 is not at hand")
def test_the_schema_lies_within_tei_all() -> None:
    result = prove(load(schema_folder() / "edition.rng"), load(LATEST))
    assert [str(f) for f in result.failures] == []
    assert result.elements >= 160


@pytest.mark.skipif(not OLDER.is_file(), reason="tei_all 4.3.0 is not at hand: TEI_ENCODER_TEI_ALL_430 names it (.ci/run fetches it)")
def test_the_schema_lies_within_tei_all_of_2021() -> None:
    done = CliRunner().invoke(main, ["schema", "inclusion", str(schema_folder() / "edition.rng"), str(OLDER)])
    assert done.exit_code == 0, done.stdout
    proved = re.match(r"proved: (\d+) pairs", done.stderr)
    assert proved is not None
    assert int(proved[1]) >= 160
    assert prove(load(OLDER), load(schema_folder() / "edition.rng")).failures, "and tei_all does not lie within ours"


@pytest.mark.skipif(not OLDER.is_file(), reason="tei_all 4.3.0 is not at hand: TEI_ENCODER_TEI_ALL_430 names it (.ci/run fetches it)")
def test_no_mutant_is_ours_and_not_teis() -> None:
    """The proof again, by trying: a document that our grammar takes and tei_all does not would refute it."""
    ours = etree.RelaxNG(etree.parse(schema_folder() / "edition.rng"))
    theirs = etree.RelaxNG(etree.parse(OLDER))
    taken = 0
    for what, data in mutants(1500, seed=7):
        try:
            tree = parse(data)
        except ValueError:
            continue
        if ours.validate(tree):
            taken += 1
            assert theirs.validate(tree), f"{what}: {theirs.error_log}"
    assert taken > 300
