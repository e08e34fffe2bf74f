from __future__ import annotations

from pathlib import Path

import pytest

from encoder.rules.profiles import PROFILES
from tests import corpus_cases
from tests.corpus_cases import FOLDER, Case

FILES = sorted(FOLDER.glob("*.txt"))
CASES = [case for path in FILES for case in corpus_cases.read(path)]
RULES = {rule.id: rule for profile in PROFILES.values() for rule in profile.rules}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_corpus(path: Path, accept: bool) -> None:
    cases = list(corpus_cases.read(path))
    if accept:
        corpus_cases.write(path, [Case(c.rule, c.title, c.text, corpus_cases.result(c), c.settings) for c in cases])
        return
    for case in cases:
        assert corpus_cases.result(case) == case.expected, f"{path.name}: {case.title}"


@pytest.mark.parametrize("case", [c for c in CASES if c.stays], ids=lambda c: f"{c.rule}: {c.title}")
def test_what_stays_stays(case: Case) -> None:
    assert case.expected.split("\n?")[0] == case.text, "a case that stays has its text on both sides"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_case_comes_back_and_is_valid(path: Path) -> None:
    for case in corpus_cases.read(path):
        assert corpus_cases.proof(case) == [], f"{path.name}: {case.title}"


def test_every_rule_has_cases_and_one_that_stays() -> None:
    for rule in RULES:
        cases = [c for c in CASES if c.rule == rule]
        assert [c for c in cases if not c.stays], f"tests/corpus/{rule}.txt has no case of what the rule finds"
        if rule not in EVERYTHING:
            assert [c for c in cases if c.stays], f"tests/corpus/{rule}.txt has no case that stays"
    assert {p.stem.partition(".")[0] for p in FILES} <= set(RULES), "a corpus file for a rule that no profile has"


#: These leave nothing alone: the first takes the whole text, the second all that is left.
EVERYTHING = {"div-document", "p-paragraph"}


def test_rule_ids_are_unique_and_name_their_module() -> None:
    seen: dict[str, object] = {}
    for profile in PROFILES.values():
        for rule in profile.rules:
            assert seen.setdefault(rule.id, rule) is rule, f"two rules are called {rule.id}"
    modules = [rule.find.__module__ for rule in seen.values()]  # type: ignore[attr-defined]
    assert len(set(modules)) == len(modules), "a module with two rules"


def test_every_module_of_rules_is_in_a_profile() -> None:
    used = {rule.find.__module__ for rule in RULES.values()}
    folder = Path(__file__).parent.parent / "encoder" / "rules"
    there = {f"encoder.rules.{p.parent.name}.{p.stem}" for p in folder.glob("*/*.py") if p.stem != "__init__"}
    assert there == used
