"""Every observation that weighs something is made in some case of tests/corpus."""

from __future__ import annotations

import pytest

from encoder.draft.model import Draft
from encoder.names import decide, engine
from encoder.names.engine import Decision
from tests import corpus_cases
from tests.test_corpus import FILES

#: of a hundred observations so many may be without a case: who adds one, or fits anew, adds its case or takes the row out of the table
OWED = 1


def test_observations_have_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    made: set[str] = set()
    decided = engine.decided

    def noted(draft: Draft) -> Decision:
        decision = decided(draft)
        for candidate in decision.weighed:
            made.update(candidate.seen, candidate.again)
        return decision

    monkeypatch.setattr(engine, "decided", noted)
    for path in FILES:
        for case in corpus_cases.read(path):
            corpus_cases.result(case)
    weighed = [one for one in decide.weights("general") if one != "always" and not one.endswith(": any cue")]
    owed = sorted(set(weighed) - made)
    assert len(owed) * 100 <= OWED * len(weighed), owed
