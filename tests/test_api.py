"""The program as a library: what its documentation shows is run, and what a user's own rules and profiles may do."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import encoder
from encoder import PROFILES, Annotation, EncoderError, Rule, Source, Span, encode, to_text, validate
from encoder.draft.types import Finding
from encoder.rules import profiles
from tests.conftest import ROOT

BLOCKS = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs" / "python.md").read_text("utf-8"), re.M | re.S)


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_the_documentation_runs(block: str) -> None:
    exec(compile(block, "docs/python.md", "exec"), {})  # noqa: S102 (our own documentation)


def test_everything_offered_is_there() -> None:
    assert set(encoder.__all__) <= set(dir(encoder))
    for name in encoder.__all__:
        assert getattr(encoder, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = encoder.nothing


def test_importing_the_package_loads_no_rule() -> None:
    code = "import sys, encoder; print([m for m in sys.modules if m.startswith(('lxml', 'xmlschema', 'encoder.'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_path_and_a_text_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "memo.txt"
    path.write_text("A memorandum\r\n\r\nHe left on May 5, 1959.\r\n", "utf-8")
    from_path, from_text = encode(path), encode("A memorandum\n\nHe left on May 5, 1959.\n", name="memo")
    assert from_path.xml == from_text.xml
    assert from_path.ok
    assert from_path.tree.tag.endswith("}TEI")
    assert "".join(to_text(from_path.tree).split()) == "".join(path.read_text("utf-8").split())


def test_problems_have_line_and_column() -> None:
    result = encode("A memorandum\n\nHe left on February 30, 1959.\n\nThen he came [unclosed.", profile="plain")
    for problem in result.problems:
        assert problem.line >= 1
        assert problem.column >= 1
    assert result.encoded.draft.source.position(14) == (3, 1)


def test_what_is_invalid_is_told_with_its_line(tmp_path: Path) -> None:
    made = encode("A memorandum\n\nHe left.", name="memo").xml.replace("<p>He left.</p>", "<p>He left.</p><nonsense/>")
    assert any("nonsense" in f.message for f in validate(made))
    path = tmp_path / "made.xml"
    path.write_text(made, "utf-8")
    assert [f.message for f in validate(path)] == [f.message for f in validate(made)]
    with pytest.raises(EncoderError):
        validate(made, [tmp_path / "none.rng"])


def _nothing(draft: object) -> list[Finding]:
    return []


OWN = Rule("x-own", "term", _nothing)  # type: ignore[arg-type]


def test_a_rule_finds_its_place_and_a_wrong_place_is_named() -> None:
    plain = PROFILES["plain"]
    first, second = plain.rules[0].id, plain.rules[1].id
    assert [r.id for r in plain.with_rule(OWN, before=second).rules[:3]] == [first, "x-own", second]
    assert [r.id for r in plain.with_rule(OWN, after=second).rules[:3]] == [first, second, "x-own"]
    assert plain.with_rule(OWN).rules[-1] is OWN
    assert plain.with_rule(OWN).without_rule("x-own") == plain
    with pytest.raises(EncoderError, match="no rule 'nowhere'"):
        plain.with_rule(OWN, before="nowhere")
    with pytest.raises(EncoderError, match="already"):
        plain.with_rule(OWN).with_rule(OWN)
    with pytest.raises(EncoderError, match="no rule 'x-own'"):
        plain.without_rule("x-own")


STARFLEET = replace(PROFILES["plain"], name="starfleet", recognises=lambda source: source.text.startswith("Captain's log"))
NO_PROFILE = 3
TWIN = replace(PROFILES["plain"])


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    point = EntryPoint("starfleet", f"tests.test_api:{request.param}", profiles.GROUP)
    monkeypatch.setattr(profiles, "offers", lambda group: [point] if group == profiles.GROUP else [])
    profiles.all_profiles.cache_clear()
    yield
    profiles.all_profiles.cache_clear()


@pytest.mark.parametrize("offered", ["STARFLEET"], indirect=True)
def test_a_profile_of_another_distribution(offered: None) -> None:
    assert profiles.recognise(Source("Captain's log\n\nWe left.", "x", "x")) is STARFLEET
    assert encode("Captain's log\n\nWe left.").profile == "starfleet"
    assert encode("We left.").profile == "plain"
    assert encode("We left.", profile="starfleet").profile == "starfleet"


@pytest.mark.parametrize(
    ("offered", "said"),
    [("NO_PROFILE", "is no encoder.Profile"), ("TWIN", "two profiles are called 'plain'"), ("MISSING", "cannot be loaded")],
    indirect=["offered"],
)
def test_a_profile_that_cannot_be_used_is_named(offered: None, said: str) -> None:
    with pytest.raises(EncoderError, match=said):
        profiles.all_profiles()


def test_a_span_and_an_annotation_are_plain_records() -> None:
    assert Annotation(Span(0, 3), "term", "x").span.end == 3
