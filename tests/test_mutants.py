"""The mistakes that ``benchmarks/mutants.py`` tries fit the files they are for; which of them are noticed that program says."""

from __future__ import annotations

import tomllib

from tests.conftest import ROOT

DATA = tomllib.loads((ROOT / "benchmarks" / "mutants.toml").read_text("utf-8"))


def test_every_mutant_fits_its_file_and_is_guarded() -> None:
    assert len(DATA["mutant"]) >= 30
    for mutant in DATA["mutant"]:
        assert (ROOT / mutant["file"]).read_text("utf-8").count(mutant["old"]) == 1, mutant["what"]
        assert mutant["old"] != mutant["new"]
        assert all((ROOT / test).is_file() for test in DATA["guards"][mutant["file"]])
