"""The command ``decisions``: what a person has made of names, dates, blocks and brackets in an edition, as rows of ``decisions.csv``.

What was written last is compared with what is there. A name or a date that is there and was not, whose link or value is another, or
that was and is not, is a decision; so is a paragraph that has become a heading. All other corrections stay where they are, in the edition.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from encoder.decisions import Decision, anchored, load, merged, save, to_csv
from encoder.decisions.record import Kind, complaint
from encoder.draft.elements import LEAF_BLOCKS, PHRASES
from encoder.io.faults import internal
from encoder.io.names import shown
from encoder.io.report import Outcome, Tally
from encoder.layout.blocks import Span
from encoder.merge.tokens import Tokens, attributes
from encoder.run import corrected_blocks, corrected_brackets, written
from encoder.run.manifest import FILE, FOLDER
from encoder.validation.files import MEGABYTE
from encoder.validation.files import load as load_file
from encoder.xml.safe import RefusedXMLError, parse

LIMIT = 256
_LINKS = ("ref", "corresp", "key", "target")


class Phrase(NamedTuple):
    """A name or a date: its element, its first and last word as numbers in the row of words, its start tag."""

    element: str
    first: int
    last: int
    tag: int
    said: Mapping[str, str]

    @property
    def link(self) -> str:
        """What it is linked to, ``""`` for nothing."""
        return next((self.said[name].lstrip("#") for name in _LINKS if name in self.said), "")

    @property
    def value(self) -> str:
        """The value of a date, as ``decisions.csv`` has it."""
        said = self.said
        if "when" in said:
            return said["when"]
        for sign, one, other in (("/", "from", "to"), ("..", "notBefore", "notAfter")):
            if one in said or other in said:
                return f"{said.get(one, '')}{sign}{said.get(other, '')}"
        return ""

    @property
    def by_machine(self) -> bool:
        """Whether it still says that it was guessed or linked by the program."""
        return "cert" in self.said or self.said.get("resp", "") in {"", corrected_blocks.MACHINE}


def print_decisions(files: tuple[Path, ...], out: Path | None, by: str, debug: bool, quiet: bool) -> int:
    """Print the decisions in editions, or add them to a file; return 0, or 1 where an edition could not be read."""
    tally = Tally()
    found: list[Decision] = []
    known = load(out) if out else ()
    for path in files:
        try:
            found += of_edition(path, load_file(path, LIMIT * MEGABYTE), by, tally)
        except RefusedXMLError as error:
            said = f"{shown(path)}:{error.line}:{error.column}: error {error.code}: {error}"
            tally.add(Outcome((said,), failed=True, state="not read"))
            continue
        except Exception as error:
            tally.add(Outcome((internal(path, error, debug),), failed=True, state="not read"))
            continue
        tally.add(Outcome())
    if out is None:
        sys.stdout.write(to_csv(found).decode())
    elif found:
        save(out, merged(known, found))
    if out is not None:
        sys.stdout.write(f"{len(found):,} decisions in {shown(out)}\n")
    return tally.end("done", quiet)


def of_edition(path: Path, data: bytes, by: str, tally: Tally) -> list[Decision]:
    """Return the decisions in one edition. Raises RefusedXMLError for what is no XML."""
    parse(data)
    mine = Tokens.of(data.decode("utf-8-sig"))
    base = _last(path)
    if base is None:
        said = f"{shown(path)}:1:1: info state-unknown: what was written is not known; only what has a @resp of its own is read"
        tally.add(Outcome((said,)))
    last = Tokens.of(base.decode("utf-8")) if base is not None else None
    pairs = list(_differing(last, mine) if last is not None else _signed(mine))
    editors = _editors(mine)
    words = [k for k, token in enumerate(mine.all) if token.words]
    decisions = []
    for phrase, kind in pairs:
        resp = phrase.said.get("resp", corrected_blocks.MACHINE)
        who = by or ("" if resp == corrected_blocks.MACHINE else editors.get(resp.lstrip("#"), ""))
        decisions.append(_decision(path.stem, mine, words, phrase, kind, who))
    decisions += corrected_blocks.of_edition(path.stem, last, mine, by, editors)
    decisions += corrected_brackets.of_edition(path.stem, last, mine, by, editors)
    return [decision for decision in decisions if not complaint(decision)]


def _last(path: Path) -> bytes | None:
    """Return the edition as it was written last; the state stands in the folder of the edition or in one above it."""
    whole = path.resolve()
    for folder in whole.parents:
        if (folder / FOLDER / FILE).is_file():
            return written.last(folder, whole.relative_to(folder).as_posix())
    return None


def _phrases(tokens: Tokens) -> tuple[list[Phrase], list[int]]:
    """Return the names and dates of the text, and for each of its words the index of the token."""
    found, words = corrected_blocks.extents(tokens, PHRASES)
    return [Phrase(name, first, behind - 1, start, attributes(tokens.all[start].raw)) for name, first, behind, start in found], words


def _differing(base: Tokens, mine: Tokens) -> Iterator[tuple[Phrase, Kind]]:
    """Yield the phrases that a person has brought in, changed or taken out, each with the kind of the decision."""
    old, old_words = _phrases(base)
    new, new_words = _phrases(mine)
    moved = corrected_blocks.same_words([base.keys[k] for k in old_words], [mine.keys[k] for k in new_words])
    there = {(p.element, moved.get(p.first), moved.get(p.last)): p for p in old}
    kept: set[int] = set()
    fresh: set[int] = set()
    for phrase in new:
        was = there.get((phrase.element, phrase.first, phrase.last))
        if was is None:
            fresh.update(range(phrase.first, phrase.last + 1))
            yield phrase, _kind(phrase)
            continue
        kept.add(was.tag)
        if phrase.element == "date" and phrase.value != was.value:
            yield phrase, "date"
        elif phrase.link != was.link or (was.by_machine and not phrase.by_machine):
            yield phrase, _kind(phrase)
    for was in old:
        first, last = moved.get(was.first), moved.get(was.last)
        if was.tag in kept or first is None or last is None or not fresh.isdisjoint(range(first, last + 1)):
            continue
        yield Phrase(was.element, first, last, new_words[first], {}), "no"


def _signed(mine: Tokens) -> Iterator[tuple[Phrase, Kind]]:
    """Yield the phrases that somebody else than the program answers for."""
    for phrase in _phrases(mine)[0]:
        if phrase.said.get("resp", corrected_blocks.MACHINE) != corrected_blocks.MACHINE:
            yield phrase, _kind(phrase)


def _kind(phrase: Phrase) -> Kind:
    if phrase.element == "date":
        return "date" if phrase.value else "yes"
    return "is" if phrase.link else "yes"


def _editors(tokens: Tokens) -> dict[str, str]:
    """Return the names of those who answer for something, by ``xml:id`` of their ``respStmt``."""
    found: dict[str, str] = {}
    for k, token in enumerate(tokens.all):
        if token.kind == "start" and token.name == "respStmt" and " " in token.key:
            inner = tokens.all[k : tokens.partner[k]]
            at = next((n for n, t in enumerate(inner) if t.kind == "start" and t.name in {"persName", "name"}), len(inner))
            words = "".join(t.key for t in inner[at:] if t.words or t.kind == "space")
            found[token.key.split(" ", 1)[1]] = " ".join(words.split())
    return found


def _decision(stem: str, tokens: Tokens, words: list[int], phrase: Phrase, kind: Kind, who: str) -> Decision:
    text, span = _context(tokens, words, phrase)
    value = {"is": phrase.link, "date": phrase.value}.get(kind, "")
    if kind == "is" and not (":" in value or "_" in value):
        value = f"#{value}"
    return Decision(stem, *anchored(text, span), phrase.element, "here", kind, value, who)


def _context(tokens: Tokens, words: list[int], phrase: Phrase) -> tuple[str, Span]:
    """Return the words of the block around a phrase, without the notes in it, and where the phrase stands in them."""
    at = bisect_left(words, phrase.tag)
    first, last = words[at], words[at + phrase.last - phrase.first]
    before = "".join(reversed(list(_beside(tokens, first, -1)))).lstrip()
    own = "".join(map(corrected_blocks.printed, tokens.all[first : last + 1]))
    behind = "".join(_beside(tokens, last, 1)).rstrip()
    return before + own + behind, Span(len(before), len(before) + len(own))


def _beside(tokens: Tokens, k: int, step: int) -> Iterator[str]:
    """Yield the words and spaces on one side of a token up to the end of its block; notes are passed over."""
    entering = "start" if step > 0 else "end"
    k += step
    while 0 <= k < len(tokens.all):
        token = tokens.all[k]
        if token.kind == entering and token.name == "note":
            k = tokens.partner[k]
        elif token.name in LEAF_BLOCKS:
            return
        else:
            yield corrected_blocks.printed(token)
        k += step
