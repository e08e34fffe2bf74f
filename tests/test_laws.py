"""The laws: nothing is lost, the same input gives the same bytes, identifiers are unique, pointers resolve."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from encoder.draft.model import Source
from encoder.run.one import encode, sound
from encoder.run.rescue import CODE
from encoder.source.reader import read
from encoder.tei import to_bytes
from encoder.tei.back import characters, to_text
from encoder.xml.safe import parse
from tests.conftest import ROOT, SEEDS, TEI_FOLDER

TEXTS = sorted(SEEDS.glob("*.txt"))
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
POINTERS = ("ref", "corresp", "target", "resp", "who", "source")


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_the_text_comes_back(path: Path) -> None:
    edition = parse((TEI_FOLDER / f"{path.stem}.xml").read_bytes())
    assert characters(to_text(edition.getroot())) == characters(read(path).text)


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_each_character_is_written_once_or_replaced_by_a_named_rule(path: Path) -> None:
    source = read(path)
    draft = encode(source).draft
    written = [0] * len(source.text)
    for a in draft.annotations:
        if a.content == "replaced":
            assert a.rule
            for k in range(*a.span):
                written[k] += 1
        elif a.trim:
            for k in (*range(a.span.start, a.span.start + a.trim), *range(a.span.end - a.trim, a.span.end)):
                written[k] += 1
    assert max(written) <= 1, "two rules replace the same character"
    root = parse(to_bytes(encode(source).edition.root)).getroot()
    ns = {"t": "http://www.tei-c.org/ns/1.0"}
    kept = root.xpath("//t:text//text() | //t:note[@type='catalogue']//text()", namespaces=ns)
    assert isinstance(kept, list)
    replaced = "".join(c for c, n in zip(source.text, written, strict=True) if n)
    everything = characters("".join(str(t) for t in kept) + replaced)
    assert sorted(everything) == sorted(characters(source.text))


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_identifiers_are_unique_and_pointers_resolve(path: Path) -> None:
    root = parse((TEI_FOLDER / f"{path.stem}.xml").read_bytes()).getroot()
    ids = [str(e.get(XML_ID)) for e in root.iter() if isinstance(e.tag, str) and e.get(XML_ID)]
    assert len(ids) == len(set(ids))
    for element in root.iter(etree.Element):
        for name in POINTERS:
            for pointer in (element.get(name) or "").split():
                assert not pointer.startswith("#") or pointer[1:] in ids, f"{element.tag} {name}={pointer}"


def _encode_into(folder: Path, hash_seed: str) -> dict[str, bytes]:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    subprocess.run(
        [sys.executable, "-m", "encoder", "encode", str(SEEDS), "--out", str(folder)],
        check=True, cwd=ROOT, env=environment, capture_output=True,
    )  # fmt: skip
    return {p.name: p.read_bytes() for p in sorted(folder.glob("*.xml"))}


def test_same_input_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    first, second, third = (_encode_into(tmp_path / s, s) for s in ("0", "1", "4711"))
    assert first == second == third
    assert first == {p.name: p.read_bytes() for p in sorted(TEI_FOLDER.glob("*.xml"))}, "tei/ is not what the encoder makes now"


def test_golden_documents(accept: bool) -> None:
    golden = ROOT / "tests" / "golden"
    texts = sorted(golden.glob("*.txt"))
    assert texts
    for path in texts:
        encoded = encode(read(path))
        assert encoded.lost == ""
        made = to_bytes(encoded.edition.root)
        if accept:
            path.with_suffix(".xml").write_bytes(made)
        assert made == path.with_suffix(".xml").read_bytes(), path.name


ALPHABET = st.sampled_from(
    [
        "a", "Z", "é", "1", "2", "0", " ", " ", "\n", "\n\n", ".", ",", "[", "]", "(", ")", "“", "’", "—", "–", "-", "*", "**", "\t",
        "[Page 3]", "[2 lines not declassified]", "Source: ", "  1. ", "  2. ", "1. ", "Telegram From A to B",
        "December 4, 1958", "Mr. Smith",
        "Drafted by ", "Citation:", "Summary:", "Wilson Center Digital Archive",
        "\n\nTranscript - German\n\n", "\n\n[seal]\n\n", "\n\nP.S. ", "\n\nYours sincerely,\n\n", "\n\n[Enclosure—Telegram]\n\n", "\n\nJ. Smith\n\n", "\n\n[1] ",
        "word " * 30, "\nRecord ID\n", "Original Language\nRussian\n", "\n27/X/62 A. PETROV", "\n  1. z ↩\n", "Friday", "[", "<", "&", "\u00a0", "\u2028", "No. 12", "1958",
    ]
)  # fmt: skip


def without_blank_lines(text: str) -> str:
    return re.sub(r"\n\s*\n+", "\n", text)


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_without_blank_lines_the_seeds_have_the_same_parts(path: Path) -> None:
    source = read(path)
    squeezed = without_blank_lines(source.text)
    assert squeezed != source.text
    parts, alike = (
        [
            # the lines of a list cannot be told from paragraphs then
            ("p" if name == "item" else name, e.get("n"), characters("".join(map(str, e.itertext()))))
            for e in encode(one).edition.root.iter("{*}body", "{*}*")
            if (name := etree.QName(e).localname) in {"head", "dateline", "seg", "signed", "note", "label", "p", "item", "gap", "pb", "div"}
            and e.get("type") not in {"catalogue", "citation"}
            and not any(a.get("type") == "catalogue" or a.tag.endswith("Header") for a in e.iterancestors())
        ]
        for one in (source, Source(squeezed, source.name, source.stem))
    )
    assert parts == alike


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_broken_into_lines_the_seeds_give_the_same_edition(path: Path) -> None:
    source = read(path)
    lines = [
        line if len(line) <= 72 else textwrap.fill(line, 72, break_long_words=False, break_on_hyphens=False)
        for line in source.text.split("\n")
    ]
    broken = Source("\n".join(lines), source.name, source.stem)
    assert broken.width
    assert not source.width
    assert to_bytes(encode(broken).edition.root).split() == to_bytes(encode(source).edition.root).split()


@settings(max_examples=500, deadline=None)
@given(st.lists(ALPHABET, min_size=1, max_size=60).map("".join), st.sampled_from(["frus", "wilson", "plain"]), st.booleans())
def test_any_text_comes_back_whatever_the_profile(text: str, profile: str, blank_lines: bool) -> None:
    if not text.strip():
        return
    if not blank_lines:
        text = without_blank_lines(text)
    encoded = encode(Source(text, "x.txt", "x"), profile)
    assert encoded.lost == ""


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        ("]*\n\n1)", "plain"),  # a mark in the text is no numeral of the list
        ("[1]\n\nC*\n\n*#\n\n[1]", "plain"),  # the last [1] is no page mark: the numbers of pages rise
        ("-\n\n]\n\n.\n\n]\n\nn\n\n2(\n\nTn\n\nSource: [1].\n\n1. #\n\n[1]", "wilson"),  # marks in the record below the text
        ("[7\n]\n" + "word " * 30, "wilson"),  # a bracket that two paragraphs share
        ("Foreign Relations of the United States\n\n  1. x\n  2. y\n\nz", "frus"),  # a list, and no heading over it
        ("([1]\n\n[1],\n\n[1]\n\nx\n\n1. z", "plain"),  # the mark belongs to the note of the page
        (".[1]\n[1]A\nRn, Je 3 1901\n[1]", "frus"),  # [1] is no page of FRUS
        ("\n[1]\nY[1]\n\n[1]]\n\n[1]", "wilson"),
        ("Record ID: 7\na", "wilson"),  # the record ends within a block
        ("Record ID\nD\n]\n\n[E", "wilson"),
        ("https://wilson-center-digital-archiveTO:\nContents", "wilson"),  # the colon is none of the address
        ("---\ny:\n---\n-", "plain"),  # so does the block of keys
        ("h[Page\t5]\tb", "plain"),  # a tab in a mark parts no cells
        ("E\tt[\tnot declassified]", "plain"),
        ("[[\nnot declassified]\tb", "plain"),  # nor does a line's end in a bracket part rows
        ("*a\t]*^", "plain"),
        ("a-\na\tb", "wilson"),  # a word that goes on in a line with a tab
        (":\n\na-\na", "frus"),  # or in the next item
        ("1. [not declassified\n2. ]", "wilson"),  # a bracket over two items
        ("H\n\n8  8  .\n—  . ", "plain"),  # empty cells at the ends of a table
        ("a  -\na  a  -\nq ", "plain"),
        ("y*\n\n*y*", "plain"),  # the sign of a note that is the sign of italics
        ("B1\n\n1. Letter", "frus"),  # the heading is no note
        (":[^1]\n\n1. ,\n[^1]", "plain"),  # one reference, two lists
        ("–**\n\nJ\n\n**(\n\nJ S", "plain"),  # a note between two signatures
        ("Dear,\nM", "plain"),  # an end without a text before it
        ("December8\nour truly", "plain"),
        ("h\nour truly\nar", "wilson"),
        ("A title\n\nOn the last Saturday of February 1823 it was played, and on the last\nMonday of March 1823 too.\n", "plain"),  # its day is no figure of it
        # a value that was put together from several lines
        ("\nDate: 25 \nDate: 25 \nDate: 25 \nDate: 25 March 1819\nP\n\n[2 lines not declassified]lace: New Bedford\n", "plain"),
        ("8\nYours\nlW Mar4", "plain"),  # a dateline in a postscript
    ],
)
def test_odd_texts_come_back(text: str, profile: str) -> None:
    made = encode(Source(text, "x.txt", "x"), profile)
    assert sound(made)
    assert not [p.message for p in made.edition.problems if p.code == CODE], "no rule has to be left out for it"
