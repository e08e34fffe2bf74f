"""How time grows with length on texts made to be hard: twice the text should take twice the time.

Usage: python benchmarks/growth.py
Each row is one kind of text at three lengths, each twice the one before: seconds, and how many times longer the last took
than the first (4 is linear, 16 quadratic).
"""

from __future__ import annotations

import time

from encoder.draft.model import Source
from encoder.run.one import encode

LETTER, LIST = "1. Letter From A to B1\n\n", "\n\n  1. Not printed.\n"
KINDS = {
    "figures": (LETTER, "1 1 1 1 ", LIST, "frus"),
    "months": (LETTER, "January ", LIST, "frus"),
    "page marks inside words": (LETTER, "of[Page 3]the ", LIST, "frus"),
    "lines in one block": (LETTER, "A line of it,\n", LIST, "frus"),
    "names": ("A title\n\n", "Mr. Alpha and ", "\n\nEnd of it.\n", "plain"),
    "persons, each another": ("A title\n\n", "Mr. B{} told Mrs. D{} that he saw President B{}. ", "\n\nEnd of it.\n", "plain"),
    "brackets that are not closed": ("A title\n\n", "[Mr. A ", "\n\nEnd of it.\n", "plain"),
    "entries of a diary": ("A title\n\n3 June 1822.\n\n", "Tuesday. x\n\n", "\n\nEnd of it.\n", "plain"),
    "labels": ("Record ID: 7\nRights\nx\n\n", "Summary: x\nSummary\n", "\n", "wilson"),
    "marks of notes": ("A title\n\n", "word1 ", "\n\n1 Not found.\n", "plain"),
}
LENGTHS = (50_000, 100_000, 200_000)


def letters(number: int) -> str:
    """Return a number in letters, for names that no other line has."""
    return "".join("aeioubcdfg"[int(figure)] for figure in str(number))


def main() -> None:
    for name, (before, again, behind, profile) in KINDS.items():
        seconds = []
        for length in LENGTHS:
            middle = "".join(again.replace("{}", letters(k)) for k in range(length // len(again)))
            source = Source(before + middle + behind, "x.txt", "d1")
            start = time.process_time()
            encode(source, profile)
            seconds.append(time.process_time() - start)
        print(f"{name:30} {'  '.join(f'{s:6.2f}' for s in seconds)}  {seconds[-1] / seconds[0]:5.1f}")


if __name__ == "__main__":
    main()
