"""How time grows with length on texts made to be hard: twice the text should take twice the time.

Usage: python benchmarks/growth.py [--quick | --lengths N N N] [NAME ...]
Each row is one kind of text at three lengths, each twice the one before: seconds, and the exponent with which they grow (1 is linear,
2 quadratic), from the first to the last; then how many milliseconds a thousand characters took. ``--quick`` takes shorter texts,
``--lengths 1000000 3000000 10000000`` longer ones. The rows
of ``validate`` are editions, whose elements are doubled until they take half a second. What grows with more than 1.1 is named at the end, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from pathlib import Path

from encoder.draft.model import Source
from encoder.run.one import encode
from encoder.validation.schemas import edition_schema
from encoder.xml.safe import parse

LETTER = "1. Letter From A to B1\n\n"
LIST = "\n\n  1. Not printed.\n"
TITLE = "A title\n\n"
END = "\n\nEnd of it.\n"
RECORD = "Record ID: 7\nRights\nx\n\n"
KINDS = {
    "figures": (LETTER, "1 1 1 1 ", LIST, "frus"),
    "months": (LETTER, "January ", LIST, "frus"),
    "page marks inside words": (LETTER, "of[Page 3]the ", LIST, "frus"),
    "lines in one block": (LETTER, "A line of it,\n", LIST, "frus"),
    "names": (TITLE, "Mr. Alpha and ", END, "plain"),
    "persons, each another": (TITLE, "Mr. B{} told Mrs. D{} that he saw President B{}. ", END, "plain"),
    "brackets that are not closed": (TITLE, "[Mr. A ", END, "plain"),
    "entries of a diary": ("A title\n\n3 June 1822.\n\n", "Tuesday. x\n\n", END, "plain"),
    "labels": (RECORD, "Summary: x\nSummary\n", "\n", "wilson"),
    "marks of notes": (TITLE, "word1 ", "\n\n1 Not found.\n", "plain"),
    # names
    "titles without a stop": (TITLE, "Mr. Xson Mr. Yson ", END, "plain"),
    "Department of the": (TITLE, "Department of the ", END, "plain"),
    "Ministry of": (TITLE, "Ministry of Foreign Affairs of ", END, "plain"),
    "Secretary of State": (TITLE, "Secretary of State ", END, "plain"),
    "University of": (TITLE, "University of University of ", END, "plain"),
    "Committee on": (TITLE, "Committee on the Committee on ", END, "plain"),
    "capitalised words": (TITLE, "Alpha Beta Gamma ", END, "plain"),
    "capitals": (TITLE, "ALPHA BETA ", END, "plain"),
    "initials": (TITLE, "A. B. C. ", END, "plain"),
    "surnames with hyphens": (TITLE, "Mr. A-B-C-D-E-F ", END, "plain"),
    "bodies, each another": (TITLE, "The {} Commission and the {} Institute met. ", END, "plain"),
    "places, again": (TITLE, "London and Paris and ", END, "plain"),
    "one surname, many given names": (TITLE, "Mr. B{} Smith and Smith. ", END, "plain"),
    "titles alone": (TITLE, "Mr. ", END, "plain"),
    "President President": (TITLE, "President ", END, "plain"),
    "de la de la": (TITLE, "Mr. de la ", END, "plain"),
    "al- al-": (TITLE, "al-al-", END, "plain"),
    "apostrophes": (TITLE, "O’B’C’", END, "plain"),
    # dates
    "days of the week": (TITLE, "Monday ", END, "plain"),
    "days": (TITLE, "May 3, 1961 and ", END, "plain"),
    "ranges": (TITLE, "May 3–4, 5–6 ", END, "plain"),
    "of this month": (TITLE, "the 3rd of the ", END, "plain"),
    "years": (TITLE, "1961–1962–", END, "plain"),
    "times": (TITLE, "4:30 p.m. 4 p.m. ", END, "plain"),
    "figures with slashes": (TITLE, "1/2/3/", END, "plain"),
    # brackets and gaps
    "brackets that are closed only": (TITLE, "] a ", END, "plain"),
    "brackets in brackets": (TITLE, "[a [b ", END, "plain"),
    "round brackets": (TITLE, "(a (b ", END, "plain"),
    "redactions": (LETTER, "[2 lines not declassified] a ", LIST, "frus"),
    "half redactions": (LETTER, "[2 lines not ", LIST, "frus"),
    "corrections": (LETTER, "page 26 [25] ", LIST, "frus"),
    "sic": (TITLE, "word [sic] ", END, "plain"),
    "supplied": (RECORD, "Mr. [Rusk] left. ", "\n", "wilson"),
    # notes and pages
    "marks without notes": (TITLE, "word[1] ", END, "plain"),
    "stars": (TITLE, "word* ", "\n\n* a note\n", "plain"),
    "notes and marks": (TITLE, "word{#} ", "\n\n", "plain"),
    "Markdown notes": (TITLE, "word[^1] ", "\n\n[^1]: a\n", "plain"),
    "list of notes": (LETTER + "Text1.\n\n", "  1. A note.\n", "", "frus"),
    "page marks in lines": (TITLE, "[12]\n\n", END, "plain"),
    "pages": (TITLE, "text (p. 7) ", END, "plain"),
    # layout
    "blank lines": (TITLE, "\n\n\n", END, "plain"),
    "short paragraphs": (TITLE, "A.\n\n", END, "plain"),
    "short lines": (TITLE, "A b c\n", END, "plain"),
    "indented lines": (TITLE, "    A b c\n", END, "plain"),
    "hyphens at line ends": (TITLE, "divi-\nded and ", END, "plain"),
    "tabs": (TITLE, "a\tb\tc\n", END, "plain"),
    "table rows": (TITLE, "a\tb\n\n", END, "plain"),
    "items": (TITLE, "- an item\n", END, "plain"),
    "numbered items": (TITLE, "1. an item\n", END, "plain"),
    "lettered items": (TITLE, "(a) an item\n\n", END, "plain"),
    "verse": (TITLE, "A line of verse,\nand another;\n\n", END, "plain"),
    "quoted lines": (TITLE, "> a line\n", END, "plain"),
    "headings": (TITLE, "# A heading\n\n", END, "plain"),
    "capital headings": (TITLE, "CHAPTER I\n\nText of it.\n\n", END, "plain"),
    "letters": ("", "Dear Sir,\n\nI write.\n\nYours truly,\n\nA. B. Smith\n\n", END, "plain"),
    "datelines": ("", "London, May 3, 1861.\n\nText.\n\n", END, "plain"),
    "enclosures": (LETTER, "[Enclosure]\n\nText of it.\n\n", LIST, "frus"),
    "speakers": (TITLE, "MR. SMITH: I said so.\n\n", END, "plain"),
    "FROM and TO": ("", "FROM: A\nTO: B\nSUBJECT: C\n\n", END, "plain"),
    "rules of dashes": (TITLE, "-----\n\n", END, "plain"),
    "dots": (TITLE, ". . . . ", END, "plain"),
    "spaces": (TITLE, "a" + " " * 60, END, "plain"),
    "quotation marks": (TITLE, "“a “b ", END, "plain"),
    "one long word": (TITLE, "a", END, "plain"),
    "one long line of capitals": (TITLE, "A", END, "plain"),
    "figures in a row": (TITLE, "1", END, "plain"),
    "combining marks": (TITLE, "e\u0301\u0301", END, "plain"),
    # what is long in the world: books, and the pages of an archive read by machine, one text run into the other
    "chapters of a book": (
        "THE LAMP\n\n", "CHAPTER {}\n\n“Who is there?” said Mr. B{} of the hill,\nand took the lamp on May 3, 1814.\n\n_It is I_, I said.[{#}]\n\n"
        "* * * * *\n\n", "THE END\n", "plain",
    ),
    "a volume of letters": (
        "LETTERS\n\n", "{#}. TO MR. B{}\n\nLondon, May 3, 1814.\n\nDear Sir,--I thank you for the lamp.\n\nYours truly,\n\nA. B. SMITH\n\n",
        "", "plain",
    ),
    "debates, forms and contents run together": (
        TITLE, "Oil for the Hill (Mr. B{}) (Col. {#}) Coats for Keepers\n(Mr. Bright) (Col. {#}) HOUSE OF THE LAMP Mr. SMITH. I rise for a\npoint. "
        "The SPEAKER. The gentleman may\n\n\fP\n\nTHE LAMP REPORT\n\nstate it. AGENCY : LAMP\nRECORD NUMBER : 1-{#}\nFROM : MR. B{}\n"
        "Dear Sir, I write. Yours truly, A. B. Smith\n\nMr. JONES. No.\n\n", END, "plain",
    ),
    "Cyrillic": (TITLE, "Иван Петров сказал. ", END, "plain"),
    "Chinese": (TITLE, "毛泽东说。", END, "plain"),
}
#: the exponent that is a fault; the clock of a loaded machine is some hundredths off
MOST = 1.1
LENGTHS = (50_000, 100_000, 200_000)
QUICK = (15_000, 30_000, 60_000)

#: an edition that takes less is doubled, up to so many elements: at 5,000 another way is taken, and steps of hundredths tell nothing
SURE = 0.5
ELEMENTS = 200_000

ROOT = Path(__file__).parents[1]
DOCUMENT = '<div type="document" n="1" xml:id="d1"><head>x</head>{}</div>'
#: what stands again and again in an edition
EDITIONS = {
    "empty p": "<p/>", "p": "<p>a</p>", "notes": '<p>a<note n="{#}" xml:id="d1fn{#}" place="foot"><p>x</p></note></p>',
    "notes called otherwise": '<p>a<note n="1" xml:id="e{#}" place="foot"><p>x</p></note></p>', "pages": '<p>a<pb n="{#}" xml:id="pg_{#}"/></p>',
    "gaps that say nothing": "<p><gap/></p>", "unknown elements": "<bogus/>", "sections": '<div type="section"><head>a</head><p>x</p></div>',
    "pointers to nobody": '<p><persName ref="#p_nobody">M</persName></p>', "dates": '<p><date when="1958-12-01">December 1, 1958</date></p>',
    "items": "<list><item>a</item></list>",
}  # fmt: skip


def letters(number: int) -> str:
    """Return a number in letters, for names that no other line has."""
    return "".join("aeioubcdfg"[int(figure)] for figure in str(number))


def text_of(before: str, again: str, behind: str, length: int) -> str:
    middle = "".join(again.replace("{}", letters(k)).replace("{#}", str(k)) for k in range(length // len(again)))
    return before + middle + behind


def edition_of(again: str, count: int) -> bytes:
    given = (ROOT / "tei" / "wilson122923.xml").read_text("utf-8")
    at, end = given.index("<body>") + len("<body>"), given.index("</body>")
    middle = "".join(again.replace("{#}", str(k)) for k in range(1, count + 1))
    return (given[:at] + DOCUMENT.format(middle) + given[end:]).encode()


def validated(data: bytes) -> float:
    """Return how long it takes to validate an edition, the less of two."""
    found = []
    for _ in range(2):
        start = time.process_time()
        edition_schema().failures(parse(data), data)
        found.append(time.process_time() - start)
    return min(found)


def exponent(seconds: list[float]) -> float:
    """Return the power of the length that the time grows with."""
    return math.log(max(seconds[-1], 0.001) / max(seconds[0], 0.001)) / math.log(2 ** (len(seconds) - 1))


def row(name: str, seconds: list[float], length: int) -> str:
    times = "  ".join(f"{s:6.2f}" for s in seconds)
    return f"{name:34} {times}  {exponent(seconds):5.2f}  {1_000_000 * seconds[-1] / length:7.2f}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--lengths", type=int, nargs=3)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    lengths = tuple(options.lengths or (QUICK if options.quick else LENGTHS))
    steep: list[str] = []
    for name, (before, again, behind, profile) in KINDS.items():
        if options.names and name not in options.names:
            continue
        seconds = []
        for length in lengths:
            source = Source(text_of(before, again, behind, length), "x.txt", "d1")
            start = time.process_time()
            encode(source, profile)
            seconds.append(time.process_time() - start)
        print(row(name, seconds, lengths[-1]), flush=True)
        steep += [name] if exponent(seconds) > MOST else []
    for name, again in EDITIONS.items():
        if options.names and name not in options.names:
            continue
        seconds, count = [], lengths[0] // 10
        while len(seconds) < len(lengths) or (seconds[-1] < SURE and count < ELEMENTS):
            count *= 2 if seconds else 1
            seconds.append(validated(edition_of(again, count)))
        seconds = seconds[-len(lengths) :]
        print(row(f"validate: {name}", seconds, count * 10), flush=True)
        steep += [f"validate: {name}"] if exponent(seconds) > MOST else []
    print(f"above {MOST}: {', '.join(steep) or 'none'}")
    sys.exit(1 if steep else 0)


if __name__ == "__main__":
    main()
