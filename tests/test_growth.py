"""Twice as much takes twice as long: editions and texts of shapes that once took four times."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from encoder.draft.model import Source
from encoder.run.one import encode
from encoder.validation.schemas import edition_schema
from encoder.xml.safe import parse
from tests.conftest import TEI_FOLDER

EDITIONS = {
    "empty p": "<p/>", "notes": '<p>a<note n="{0}" xml:id="d1fn{0}" place="foot"><p>x</p></note></p>', "pages": '<p>a<pb n="{0}" xml:id="pg_{0}"/></p>',
    "gaps that say nothing": "<p><gap/></p>", "sections": '<div type="section"><head>a</head><p>x</p></div>', "unknown elements": "<bogus/>",
    "pointers to nobody": '<p><persName ref="#p_nobody">M</persName></p>',
}  # fmt: skip
#: a line is (4, 16): linear, quadratic; other work on the machine is in it
MOST = 9.0


def edition(again: str, count: int) -> bytes:
    given = (TEI_FOLDER / "wilson122923.xml").read_text("utf-8")
    at, end = given.index("<body>") + len("<body>"), given.index("</body>")
    middle = "".join(again.replace("{0}", str(k)) for k in range(1, count + 1))
    return f'{given[:at]}<div type="document" n="1" xml:id="d1"><head>x</head>{middle}</div>{given[end:]}'.encode()


def seconds(work: Callable[[], object]) -> float:
    best = 60.0
    for _ in range(2):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return max(best, 0.02)


@pytest.mark.parametrize("name", EDITIONS)
def test_validation_of_many_siblings(name: str) -> None:
    schema = edition_schema()
    few, many = (edition(EDITIONS[name], count) for count in (4_000, 16_000))
    schema.failures(parse(few), few)  # what is made once
    assert seconds(lambda: schema.failures(parse(many), many)) / seconds(lambda: schema.failures(parse(few), few)) < MOST


@pytest.mark.parametrize("again", [
    "A line of it,\n", "A b c\n", "Mr. Xson Mr. Yson ", "[Mr. A ", "word1 ", "a\tb\tc\n", "[Enclosure]\n\nText of it.\n\n",
    "MR. SMITH: I said so.\n\n", "> a line\n", "# A heading\n\n",
])  # fmt: skip
def test_texts_of_one_shape(again: str) -> None:
    def work(length: int) -> object:
        return encode(Source("A title\n\n" + again * (length // len(again)) + "\n\nEnd of it.\n", "x.txt", "d1"), "frus")

    work(500)
    assert seconds(lambda: work(16_000)) / seconds(lambda: work(4_000)) < MOST
