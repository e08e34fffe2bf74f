"""Printed forms whose labels have no sign behind them: "COUNTRY  Freedonia" as a reading machine copies it, "COUNTRY FREEDONIA".

A label is told by its words, ``unmarked`` in ``lexicon/forms.toml``; a letter or two of a long one may be read wrongly ("suBJECT",
"APPRISAL"), and it may go on in the next line ("DATE OF" over "INFO. 8 MAY 1952"). One alone tells nothing: a form has several of them,
each another, near one another, and two of more than one word.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.anatomy import forms
from encoder.language.lexicon import words

_OTHERS = re.compile(r"[^A-Z\d]")


def _bare(label: str) -> str:
    return _OTHERS.sub("", label)


#: label in letters and figures alone -> the label; those of several words
_LABELS: dict[str, str] = {_bare(label): label for label in words.table("forms")["unmarked"]["labels"]}
_STRONG = frozenset(key for key, label in _LABELS.items() if " " in label)
#: what a label that goes on in the next line begins with: "DATE OF", "PLACE &"
_BEGUN = frozenset(
    _bare(" ".join(label.split()[:n]))
    for label in _LABELS.values()
    for n in range(2, len(label.split()))
)
_MOST = max(len(label.split()) for label in _LABELS.values())
#: so many labels, so many of them of several words, and no more lines from one to the next
ENOUGH = 3
STRONG = 2
NEAR = 6
#: a label of so many letters may have one that is wrong, of so many two
_ONE = 6
_TWO = 9
#: by the number of their words: the labels of so many letters, bare and as they are, and what letters they have
_LONG = {
    count: tuple((bare, frozenset(bare), label) for bare, label in _LABELS.items() if len(bare) >= _ONE and label.count(" ") + 1 == count)
    for count in range(1, _MOST + 1)
}
#: specks of a reading machine
_SPECKS = 4
_SPECK = re.compile(r"[\W_]{0,4}(?:[a-z_]\s[\W_]\s)?")
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_]")
#: a sentence ends within a line, a paragraph with a number begins
_STATED = re.compile(r"[^\W\d_]{4,}[.!?]\s+[^\W\d_]{2,}\s[^\W\d_]")
#: a word alone is the subject of a sentence where this follows it
_SAID = re.compile(r"\s*(?:OF|IS|ARE|WAS|WERE|HAS|HAD|IN|ON|TO|AND|SAID|SAYS|STATES?D?|WILL|WOULD)\b", re.I)
_COUNTED = re.compile(r"[\W_]{0,6}\d{1,2}\s?[.,)]\s")


class Item(NamedTuple):
    """The first and the last line of a line of the form, and its label, "" for a speck between two."""

    first: int
    last: int
    label: str


@lru_cache(512)
def label(said: str) -> str:
    """Return the label that a line begins with, "" for any other line; one that goes on below is its beginning ("DATE OF")."""
    found = _begins(said)
    return "" if found and forms.label(said) else found


def _begins(said: str) -> str:
    start = _SPECK.match(said).end()  # type: ignore[union-attr]
    whole = found = ""
    for count, word in enumerate(islice(_WORD.finditer(said, start), _MOST), 1):
        whole += word.group()
        if 2 * sum(map(str.isupper, whole)) <= len(_LETTERS.findall(whole)):
            break
        key = _bare(whole.upper())
        known = _known(key, count)
        if known and (key in _STRONG or " " in known or not _SAID.match(said, word.end())):
            found = known
        elif key in _BEGUN and word.end() >= len(said.rstrip(" .:;,")):
            return " ".join(said[start:].split()[:count])
    return found


@lru_cache(2048)
def _known(key: str, count: int) -> str:
    if key in _LABELS:
        return _LABELS[key]
    most = 2 if len(key) >= _TWO else 1 if len(key) >= _ONE else 0
    near = _LONG.get(count, ()) if most else ()
    # a letter that the other word has not is one wrong at least
    return next((one for known, letters, one in near if len(letters.difference(key)) <= most and _apart(key, known, most) <= most), "")


def _apart(a: str, b: str, most: int) -> int:
    """Return how many letters part two words; more than ``most`` where they are many."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def read(lines: Sequence[str], blocks: Sequence[int]) -> list[list[Item]]:
    """Return the runs of lines that are one form, each a list of its own; ``blocks`` has the number of the block of each line."""
    named = [label(said) for said in lines]
    at = [k for k, one in enumerate(named) if one]
    if not _believed([named[k] for k in at]):
        return []
    runs: list[list[int]] = []
    for k in at:
        if runs and k - runs[-1][-1] <= NEAR:
            runs[-1].append(k)
        else:
            runs.append([k])
    kept = [run for run in runs if _believed([named[k] for k in run])]
    return [part for run in kept for part in _items(lines, blocks, named, run)]


def _believed(labels: Sequence[str]) -> bool:
    strong = {one for one in labels if (bare := _bare(one.upper())) in _STRONG or bare in _BEGUN}
    return len(set(labels)) >= ENOUGH and len(strong) >= STRONG


def _items(lines: Sequence[str], blocks: Sequence[int], named: Sequence[str], run: Sequence[int]) -> list[list[Item]]:
    parts: list[list[Item]] = [[]]
    for number, k in enumerate(run):
        if number and named[k - 1] and k - 1 == run[number - 1] and named[k - 1] not in _LABELS.values():
            continue  # it goes on with the label above
        stop = next((j for j in run[number + 1 :] if j > k + 1 or named[k] in _LABELS.values()), None)
        end, broken = _reach(lines, blocks, (k, named[k]), stop)
        last = end
        while last > k and _speck(lines[last]):
            last -= 1
        parts[-1].append(Item(k, last, named[k]))
        parts[-1] += [Item(j, j, "") for j in range(last + 1, end + 1)]
        if broken:
            parts.append([])
    return [part for part in parts if part]


def _reach(lines: Sequence[str], blocks: Sequence[int], start: tuple[int, str], stop: int | None) -> tuple[int, bool]:
    """Return the last line that belongs to the label of a line, and whether something that is no line of the form follows it."""
    k, named = start
    first = k + 1 if named in _LABELS.values() else k + 2
    end = min(first, len(lines)) - 1
    for j in range(first, len(lines) if stop is None else stop):
        if _STATED.search(lines[j]) or (stop is None and (blocks[j] != blocks[k] or _COUNTED.match(lines[j]) or _over(lines[j - 1]))):
            return end, True
        end = j
    return end, stop is None


def _over(said: str) -> bool:
    return said.rstrip("\"”’) ").endswith(".") and len(said) > _TWO


def _speck(said: str) -> bool:
    return len(_LETTERS.findall(said)) <= _SPECKS
