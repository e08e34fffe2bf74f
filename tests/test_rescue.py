"""Where rules undo each other the text has an edition all the same: what is left out is as little as can be found, and told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from encoder.cli import main
from encoder.draft.model import Annotation, Draft, Finding, Problem, Profile, Rule, Source
from encoder.layout.blocks import Span
from encoder.rules.profiles import PLAIN
from encoder.run import rescue
from encoder.run.one import Encoded, encode, sound
from encoder.run.rescue import CODE
from encoder.source.metadata import Metadata
from encoder.tei import to_bytes

TEXT = "\n\n".join(f"The council met for the {n} time and Mr. John Smith spoke at length about it." for n in ("first", "second", "third", "fourth")) + "\n"
SECOND = TEXT.index("second")


def profile_with(rule: Rule) -> Profile:
    return PLAIN.with_rule(rule, before="p-paragraph")


def left_out(made: Encoded) -> list[Problem]:
    return [p for p in made.edition.problems if p.code == CODE]


def loses(draft: Draft) -> Iterator[Finding]:
    """Let a word vanish: nothing prints it again."""
    yield Annotation(Span(SECOND, SECOND + 6), "", "mark-broken", content="replaced")


def repeats(draft: Draft) -> Iterator[Finding]:
    """Mark four words, one of them with what no schema allows there."""
    for n in ("first", "second", "third", "fourth"):
        at = draft.text.index(n)
        kind = "row" if n == "second" else "hi"
        yield Annotation(Span(at, at + len(n)), kind, "hi-broken")


def relies(draft: Draft) -> Iterator[Finding]:
    """Say of the whole text what no schema allows."""
    yield Annotation(Span(0, len(draft.text) - 1), "row", "row-broken")


def test_a_rule_that_loses_text_is_left_out_where_it_does() -> None:
    made = encode(Source(TEXT, "x.txt", "x"), profile_with(Rule("mark-broken", "", loses)))
    assert sound(made)
    (problem,) = left_out(made)
    assert problem.severity == "warning"
    assert "mark-broken is left out here" in problem.message
    assert problem.span.start <= SECOND < problem.span.end
    names = [a for a in made.draft.annotations if a.element == "persName"]
    assert len(names) == 4, "all that other rules found is kept"


def test_an_invalid_annotation_takes_no_other_with_it() -> None:
    made = encode(Source(TEXT, "x.txt", "x"), profile_with(Rule("hi-broken", "hi", repeats)))
    assert sound(made)
    (problem,) = left_out(made)
    assert problem.span == Span(SECOND, SECOND + 1)
    kept = [TEXT[a.span.start : a.span.end] for a in made.draft.annotations if a.rule == "hi-broken"]
    assert kept == ["first", "third", "fourth"]


@pytest.mark.parametrize("rule", [Rule("mark-broken", "", loses), Rule("hi-broken", "hi", repeats)])
def test_in_a_large_text_the_section_that_fails_is_paragraphs(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rescue, "LARGE", 100)
    monkeypatch.setattr(rescue, "SECTION", 10)
    text = f"{TEXT}\nDear Sir,\n\nI write about the lamp.\n\nYours truly,\n\nJohn Smith\n"
    made = encode(Source(text, "x.txt", "x"), profile_with(rule))
    assert sound(made)
    (problem,) = left_out(made)
    assert "rules of structure are left out here" in problem.message
    assert problem.span.start <= SECOND < problem.span.end < TEXT.index("third")
    whole = encode(Source(text, "x.txt", "x"), "plain")
    made_of = {(a.span, a.element) for a in made.draft.annotations}
    assert {(a.span, a.element) for a in whole.draft.annotations} <= made_of, "other sections keep all they have"
    marked = [text[slice(*a.span)] for a in made.draft.annotations if a.rule == "hi-broken"]
    assert marked == (["first", "third", "fourth"] if rule.id == "hi-broken" else [])


def test_what_fails_everywhere_in_a_large_text_is_left_out_as_in_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rescue, "LARGE", 100)
    made = encode(Source(TEXT, "x.txt", "x"), profile_with(Rule("row-broken", "row", relies)))
    assert sound(made)
    assert "<row" not in str(to_bytes(made.edition.root))


def test_each_of_several_rules_is_named() -> None:
    profile = profile_with(Rule("mark-broken", "", loses)).with_rule(Rule("row-broken", "row", relies), before="p-paragraph")
    made = encode(Source(TEXT, "x.txt", "x"), profile)
    assert sound(made)
    assert sorted(p.message.split()[0] for p in left_out(made)) == ["mark-broken", "row-broken"]
    assert encode(Source(TEXT, "x.txt", "x"), profile).draft.problems == made.draft.problems, "the same every time"


def test_where_nothing_helps_there_are_paragraphs() -> None:
    """A rule that every trial needs and that loses text cannot be left out alone."""

    def broken(draft: Draft) -> Iterator[Finding]:
        for block in draft.free_blocks:
            yield Annotation(block.span, "p", "p-paragraph")
            yield Annotation(Span(block.span.start, block.span.start + 3), "", "p-paragraph", content="replaced")

    rules = tuple(replace(r, find=broken) if r.id == "p-paragraph" else r for r in PLAIN.rules)
    made = encode(Source(TEXT, "x.txt", "x"), replace(PLAIN, rules=rules))
    assert sound(made)
    (problem,) = left_out(made)
    assert "all rules are left out" in problem.message
    assert {a.element for a in made.draft.annotations} == {"div", "p"}


def test_what_metadata_make_invalid_no_rule_is_blamed_for() -> None:
    made = encode(Source(TEXT, "x.txt", "x"), "plain", Metadata(language="not a language"))
    assert not sound(made)
    assert not left_out(made)


def test_a_text_that_the_encoder_understands_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("tried again")

    monkeypatch.setattr("encoder.run.one.rescued", never)
    assert sound(encode(Source(TEXT, "x.txt", "x")))


def test_the_command_writes_it_and_warns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    monkeypatch.setattr("encoder.run.one.choose", lambda *_: profile_with(Rule("mark-broken", "", loses)))
    done = CliRunner().invoke(main, ["encode", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")])
    assert done.exit_code == 0
    assert f"a.txt:3:25: warning {CODE}: mark-broken is left out here" in done.stderr
    assert (tmp_path / "out" / "a.xml").exists()
