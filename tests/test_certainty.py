"""What is said with a certainty is right as often as that: names, and what a block is, in texts that were marked by hand."""

from __future__ import annotations

import pytest

from benchmarks.certainty import Band, measured

#: the lowest and the highest share that a certainty stands for
SAID = {"high": (0.95, 1.0), "medium": (0.75, 0.95), "low": (0.5, 0.75), "left": (0.25, 0.5)}


@pytest.fixture(scope="module")
def found() -> tuple[dict[str, Band], dict[str, Band]]:
    return measured()


def test_names_are_right_at_least_as_often_as_their_certainty_says(found: tuple[dict[str, Band], dict[str, Band]]) -> None:
    names, _ = found
    assert set(names) == set(SAID)
    for cert, (least, _) in SAID.items():
        band = names[cert]
        assert band.count > 200
        assert band.precision >= least, cert
        assert band.precision >= band.mean - 0.02, cert
    assert sorted(names, key=lambda c: -names[c].precision) == list(SAID)


def test_blocks_of_texts_that_nothing_was_fitted_on_are_right_as_often_as_their_probability(
    found: tuple[dict[str, Band], dict[str, Band]],
) -> None:
    _, blocks = found
    for cert in ("high", "medium", "low"):
        band = blocks[cert]
        assert band.count >= 30
        assert abs(band.precision - band.mean) < 0.08, cert
    assert blocks["high"].precision > blocks["medium"].precision > blocks["low"].precision
