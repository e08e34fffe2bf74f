"""The table of forms that dates have: every row reads its own example, and none of the rows before it does."""

from __future__ import annotations

from datetime import date

import pytest

from encoder.dates import find
from encoder.dates.readings import TABLE
from encoder.dates.span import Reading

ANCHOR = date(1958, 12, 4)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.name}: {row.example}")
def test_every_row_reads_its_example(row: Reading) -> None:
    frames = ("So it was {}, he said.", "{}")
    found = [d.kind for frame in frames for d in find(frame.format(row.example), ANCHOR, language=row.language)]
    assert row.name in found, found
