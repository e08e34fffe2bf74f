"""Texts annotated by hand, as the benchmarks read them: ``⟦D when=1958-12-03|December 3⟧`` over the exact text.

P is a person, L a place, O an organisation, D a date; offsets count characters of the text without the tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TAG = re.compile(r"⟦(?P<kind>[PLOD])(?P<values>(?: [a-zA-Z]+=[^ |⟧]+)*)\|(?P<words>[^⟦⟧]*)⟧")


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotated stretch: ``text[start:end]``, of one kind, with the attributes the annotator gave."""

    kind: str
    start: int
    end: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Text:
    """A text without its tags, and what was annotated in it."""

    name: str
    text: str
    marks: tuple[Mark, ...]


def texts(folder: Path) -> Iterator[Text]:
    """Read every ``*.txt`` of a folder, in the order of their names."""
    for path in sorted(folder.glob("*.txt")):
        tagged = path.read_text("utf-8")
        parts: list[str] = []
        marks: list[Mark] = []
        at = size = 0
        for m in _TAG.finditer(tagged):
            parts.append(tagged[at : m.start()])
            size += len(parts[-1])
            values = dict(pair.split("=", 1) for pair in m["values"].split())
            marks.append(Mark(m["kind"], size, size + len(m["words"]), values))
            parts.append(m["words"])
            size += len(m["words"])
            at = m.end()
        parts.append(tagged[at:])
        yield Text(path.stem, "".join(parts), tuple(marks))


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Take white space and punctuation off both ends of a span, so that tools with other habits compare fairly."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def f1(found: int, given: int, right: int) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    precision, recall = right / found if found else 0.0, right / given if given else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
