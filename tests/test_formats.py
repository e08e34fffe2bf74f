"""Documents in other forms: docx, odt, rtf, epub, web pages, PDF; what is kept of them, what is told."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from encoder.cli import main
from encoder.source.formats import FORMS, pandoc
from encoder.source.formats.convert import FormatError, convert
from encoder.source.reader import read
from encoder.tei.back import to_text
from tests import documents
from tests.documents import W, docx, from_markdown, paragraph, run_of

TEI = {"t": "http://www.tei-c.org/ns/1.0"}


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


def edition(tmp_path: Path, document: Path, *options: object) -> Any:
    done = run("encode", document, "--out", tmp_path / "out", *options)
    assert (tmp_path / "out" / f"{document.stem}.xml").exists(), done.stderr
    return etree.parse(tmp_path / "out" / f"{document.stem}.xml").getroot()


def found(root: Any, path: str) -> list[str]:
    return [" ".join("".join(e.itertext()).split()) for e in root.xpath(path, namespaces=TEI)]


def needs_pandoc() -> None:
    pytest.importorskip("pypandoc", reason=documents.NEEDED)


def needs_pdf() -> None:
    pytest.importorskip("pypdfium2", reason=documents.NEEDED)


FORTY = 40


def forty_notes() -> str:
    """Return Markdown with forty notes: in a heading, a list, a table, a quotation, in sentences, some of several paragraphs."""
    mark = {k: f"word{k}[^{k}]" for k in range(1, FORTY + 1)}
    lines = [f"# The harbour {mark[1]}", ""]
    lines += [f"1. The first of them {mark[2]}.", f"2. The second of them {mark[3]}.", ""]
    lines += ["| Name | Year |", "|------|------|", f"| Orrin {mark[4]} | 1843 |", f"| Velin | {mark[5]} |", ""]
    lines += [f"> He said, with {mark[6]} in his voice, that the boats had all been lost in the storm of that night, and more than boats.", ""]
    for k in range(7, FORTY + 1, 3):
        three = ", and then ".join(mark[n] for n in range(k, min(k + 3, FORTY + 1)))
        lines += [f"The keeper wrote of {three}; *nothing* was left of it.", ""]
    for k in range(1, FORTY + 1):
        lines += [f"[^{k}]: Note number {k} says this.", ""]
        if k % 10 == 0:
            lines += [f"    A second paragraph of note {k}.", "", f"    A third paragraph of note {k}.", ""]
    return "\n".join(lines)


@pytest.mark.parametrize("form", ["docx", "odt", "epub", "html"])
def test_none_of_forty_notes_is_lost_and_each_stands_at_its_place(tmp_path: Path, form: str) -> None:
    root = edition(tmp_path, from_markdown(forty_notes(), tmp_path / f"harbour.{form}"))
    notes = root.xpath("//t:text//t:note", namespaces=TEI)
    assert len(notes) == FORTY
    assert not root.xpath("//t:back//t:note", namespaces=TEI)
    for k, note in enumerate(notes, 1):
        before = (note.getprevious().tail if note.getprevious() is not None else note.getparent().text) or ""
        assert before.endswith(f"word{k}"), (k, before)
        words = " ".join("".join(note.itertext()).split())
        assert words.startswith(f"Note number {k} says this.")
        assert len(note.findall("t:p", TEI)) == (3 if k % 10 == 0 else 0)
    assert len(root.xpath("//t:table//t:note", namespaces=TEI)) == 2
    assert len(root.xpath("//t:list/t:item/t:note", namespaces=TEI)) == 2
    assert len(root.xpath("//t:head//t:note", namespaces=TEI)) == 1
    assert len(root.xpath("//t:quote//t:note", namespaces=TEI)) == 1


def test_notes_of_rich_text(tmp_path: Path) -> None:
    needs_pandoc()
    notes = "".join(rf"The word{k}{{\super\chftn}}{{\*\footnote \chftn  Note number {k}.}} is here.\par " for k in range(1, 13))
    path = tmp_path / "a.rtf"
    path.write_bytes((r"{\rtf1\ansi{\fonttbl{\f0 Times;}}{\header A running head\par}\pard " + notes + "}").encode())
    root = edition(tmp_path, path)
    assert found(root, "//t:p/t:note") == [f"Note number {k}." for k in range(1, 13)]
    assert "a.rtf:1:1: warning running-head" in run("encode", path, "--out", tmp_path / "out").stderr


MIXED = """---
title: The Journey of a Clerk
author: A. N. Other
---

# The first day

The *old* road was **very *wet* indeed**, un*believ*ably so, H~2~O and the 6^th^ May 1843 was fine. He ~~struck~~ wrote
[a letter](https://example.org/l).

> This is a quotation that is long enough to count as one, since it goes on for more than eighty characters.

1. first thing
2. second thing

    a) nested one
    b) nested two

3. third

- bullet one
- bullet *two*
    - nested bullet

| Name | Year |
|------|------|
| Anna | 1843 |
| *Bert* |  |

## The second day

Line one\\
line two
"""


def test_what_a_word_document_has_is_what_it_was(tmp_path: Path) -> None:
    root = edition(tmp_path, from_markdown(MIXED, tmp_path / "a.docx"))
    heads = [(h.get("rend"), "".join(h.itertext())) for h in root.findall(".//t:text//t:head", TEI)]
    assert heads == [("#", "The Journey of a Clerk"), ("##", "The first day"), ("###", "The second day")]
    assert root.xpath("//t:div[t:head[.='The first day']]/t:div/t:head", namespaces=TEI)
    assert root.xpath("//t:hi[starts-with(@rend, 'bold')]/t:hi[starts-with(@rend, 'italic')][.='wet']", namespaces=TEI)
    assert {h.get("rend", "").split()[0] for h in root.findall(".//t:text//t:hi", TEI)} == {
        "italic", "bold", "subscript", "superscript", "strikethrough",
    }  # fmt: skip
    assert root.xpath("string(//t:text//t:date[t:hi]/@when)", namespaces=TEI) == "1843-05-06"
    assert root.find(".//t:text//t:ref[@target='https://example.org/l']", TEI) is not None
    assert len(root.findall(".//t:quote", TEI)) == 1
    assert found(root, "//t:list[not(@type)]/t:item/t:list/t:item") == ["a) nested one", "b) nested two"]
    assert found(root, "//t:list[@type='bulleted']/t:item/t:list[@type='bulleted']/t:item") == ["nested bullet"]
    assert [len(row) for row in root.findall(".//t:text//t:row", TEI)] == [2, 2, 2]
    assert found(root, "//t:cell/t:hi") == ["Bert"]


@pytest.mark.parametrize("form", ["docx", "odt", "rtf", "epub", "html"])
def test_the_text_that_is_kept_is_the_text_of_the_edition(tmp_path: Path, form: str) -> None:
    document = from_markdown(MIXED, tmp_path / f"a.{form}")
    root = edition(tmp_path, document, "--keep-text", tmp_path / "texts")
    kept = (tmp_path / "texts" / "a.txt").read_text("utf-8")
    assert "".join(kept.split()) == "".join(to_text(root).split())
    words = Counter(re.findall(r"\w+", MIXED.split("---")[2])) - Counter(re.findall(r"\w+", kept))
    assert words.total() <= (4 if form == "rtf" else 3), words  # a head row that pandoc's own rtf does not have; "6th", letters in words
    assert "pandoc" in " ".join(found(root, "//t:editorialDecl/t:p"))


def test_the_kept_text_of_a_person_is_not_written_over(tmp_path: Path) -> None:
    document = from_markdown("One word.\n", tmp_path / "a.docx")
    kept = tmp_path / "texts" / "a.txt"
    assert run("encode", document, "--out", tmp_path / "out", "--keep-text", kept.parent).exit_code == 0
    from_markdown("Two words.\n", document)
    assert run("encode", document, "--out", tmp_path / "out", "--keep-text", kept.parent).exit_code == 0
    assert kept.read_text() == "Two words.\n"
    kept.write_text("My own words.\n")
    done = run("encode", document, "--out", tmp_path / "out", "--keep-text", kept.parent)
    assert done.exit_code == 1
    assert "error kept-text" in done.stderr
    assert kept.read_text() == "My own words.\n"
    assert run("encode", document, "--out", tmp_path / "out", "--keep-text", kept.parent, "--force").exit_code == 0
    assert kept.read_text() == "Two words.\n"


def test_the_manifest_knows_a_document_by_its_own_bytes(tmp_path: Path) -> None:
    document = from_markdown("One word.\n", tmp_path / "a.docx")
    assert "1 written" in run("encode", document, "--out", tmp_path / "out").stderr
    assert "1 unchanged" in run("encode", document, "--out", tmp_path / "out").stderr
    from_markdown("Two words.\n", document)
    assert "1 written" in run("encode", document, "--out", tmp_path / "out").stderr


FOOTNOTES = (
    f'<w:footnotes {W}><w:footnote w:id="2"><w:p>{run_of("A footnote.")}</w:p><w:p>{run_of("It goes on.")}</w:p></w:footnote></w:footnotes>'
)
ENDNOTES = f'<w:endnotes {W}><w:endnote w:id="2"><w:p>{run_of("An endnote.")}</w:p></w:endnote></w:endnotes>'


def test_what_word_keeps_beside_the_text_is_told(tmp_path: Path) -> None:
    needs_pandoc()
    box = '<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></mc:Choice>' \
          "<mc:Fallback><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent>"  # fmt: skip
    body = "".join((
        paragraph(run_of("The ferry came at noon") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run_of(" and left") +
                  '<w:r><w:endnoteReference w:id="2"/></w:r>' + run_of(" at four.")),
        paragraph(run_of("He was ") + '<w:ins w:id="5" w:author="R. Ellery" w:date="2020-01-02T00:00:00Z">' + run_of("never ") + "</w:ins>"
                  + '<w:del w:id="6" w:author="R. Ellery"><w:r><w:delText xml:space="preserve">always </w:delText></w:r></w:del>'
                  + run_of("late.")),
        paragraph('<w:commentRangeStart w:id="0"/>' + run_of("The captain") + '<w:commentRangeEnd w:id="0"/>'
                  '<w:r><w:commentReference w:id="0"/></w:r>' + run_of(" slept.")),
        paragraph("<w:r>" + box.format(paragraph(run_of("Words in a box"))) + "</w:r>" + run_of("Beside it.")),
    ))  # fmt: skip
    path = docx(
        tmp_path / "a.docx", body, footnotes=FOOTNOTES, endnotes=ENDNOTES,
        comments=f'<w:comments {W}><w:comment w:id="0" w:author="M. Hale">{paragraph(run_of("Which captain?"))}</w:comment></w:comments>',
        header1=f'<w:hdr {W}>{paragraph(run_of("The running head"))}</w:hdr>',
    )  # fmt: skip
    done = run("encode", path, "--out", tmp_path / "out")
    root: Any = etree.parse(tmp_path / "out" / "a.xml").getroot()
    assert found(root, "//t:text//t:note") == ["A footnote. It goes on.", "An endnote."]
    text = " ".join(found(root, "//t:text"))
    assert "He was never late." in text
    assert "always" not in text
    assert "“always” was struck out; it is left out by R. Ellery" in done.stderr
    assert "“never” was inserted; it is taken into the text by R. Ellery (2020-01-02)" in done.stderr
    assert "a comment by M. Hale is not in the text: Which captain?" in done.stderr
    assert "Words in a box" in done.stderr or "Words in a box" in text
    assert "a running head is not in the text: The running head" in done.stderr


def test_words_that_pandoc_passes_over_are_told(tmp_path: Path) -> None:
    needs_pandoc()
    body = paragraph(run_of("The text.")) + '<w:unknown xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' \
        + paragraph(run_of("Forgotten harbour")) + "</w:unknown>"  # fmt: skip
    done = run("encode", docx(tmp_path / "a.docx", body), "--out", tmp_path / "out")
    assert "warning left-out: 2 words of the document are not in the text: Forgotten harbour" in done.stderr


@pytest.mark.parametrize("form", ["docx", "pdf", "html"])
def test_without_the_extra_one_line_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    pandoc.program.cache_clear()
    data = {"pdf": documents.pdf([[(72, 700, 11, "Words")]]), "html": b"<!DOCTYPE html><html><body><p>Words</p></body></html>"}
    path = tmp_path / f"a.{form}"
    if form == "docx":
        docx(path, paragraph(run_of("Words")))
    else:
        path.write_bytes(data[form])
    (tmp_path / "b.txt").write_text("A text.\n")
    done = run("encode", tmp_path, "--out", tmp_path / "out")
    pandoc.program.cache_clear()
    assert done.exit_code == 1
    lines = [line for line in done.stderr.splitlines() if f"a.{form}" in line]
    assert len(lines) == 1
    assert "error not-text: this is a" in lines[0]
    assert lines[0].endswith("it is read with the extra [formats]: pip install 'tei-encoder[formats]'")
    assert (tmp_path / "out" / "b.xml").exists()


@pytest.mark.parametrize("form", sorted(FORMS - {"html", "rtf"}))  # of those two anything is one
def test_a_broken_document_is_a_line_of_the_report(form: str) -> None:
    needs_pandoc()
    needs_pdf()
    with pytest.raises(FormatError):
        convert(b"\x00\x01 broken", form, "a document")


# PDF

VALLEY = [
    ["It was late in the spring when the company first saw the valley, and the",
     "river that ran through it was so full that nobody thought of crossing be-",
     "fore the end of the week. The captain sent two men up the stream to look",
     "for a ford, and they came back in the evening with nothing to tell him."],
    ["On the third day the water fell. The wagons went over first and the cattle",
     "after them, and by noon the whole company stood on the farther bank, which",
     "was dry and covered with short grass. They named it for the captain’s wife."],
    ["The next morning there was frost, and the men who had slept without a"],
    ["tent were glad of the fire. Nobody spoke of going back."],
    ["There was a store of flour in the second wagon, which had been wet in the",
     "crossing and had to be dried in the sun. The women spread it on blankets and",
     "kept the children away from it until the evening, when it was put back."],
    ["From the bank they could see the mountains, still white, and between them",
     "the gap that the scout had spoken of. It seemed near, but it took them nine",
     "days to reach it, and on the last of these they left two wagons behind."],
]  # fmt: skip


def leaf(number: int, head: str, *paragraphs: list[str], goes_on: bool = False) -> list[tuple[float, float, float, str]]:
    words = [(72.0 if number % 2 else 300.0, 790.0, 10.0, f"{head}    {number}" if number % 2 else f"{number}    {head}")]
    y = 760.0
    for k, lines in enumerate(paragraphs):
        for j, line in enumerate(lines):
            words.append((72.0 if j or (goes_on and not k) else 86.0, y, 11.0, line))
            y -= 14
            if line.endswith("him."):
                words.append((405.0, y + 18, 7.0, "1"))
    return words


def book() -> bytes:
    first = leaf(12, "THE VALLEY", *VALLEY[:3])
    first += [(72, 183, 6, "1"), (76, 180, 9, "The ford is at the mill.")]
    return documents.pdf([first, leaf(13, "THE SECOND DAY", *VALLEY[3:5], goes_on=True), leaf(14, "THE VALLEY", VALLEY[5])])


def test_pages_heads_hyphens_and_notes_of_a_pdf(tmp_path: Path) -> None:
    needs_pdf()
    (tmp_path / "valley.txt").write_bytes(book())  # told by its content
    root = edition(tmp_path, tmp_path / "valley.txt")
    assert [pb.get("n") for pb in root.findall(".//t:text//t:pb", TEI)] == ["12", "13", "14"]
    assert found(root, "//t:fw") == ["THE VALLEY", "THE SECOND DAY", "THE VALLEY"]
    assert root.xpath("//t:p/t:lb[@break='no'][preceding-sibling::text()[1][contains(., 'crossing be')]]", namespaces=TEI)
    notes = root.findall(".//t:text//t:note", TEI)
    assert [("".join(n.itertext()), n.get("n"), n.get("rend")) for n in notes] == [("The ford is at the mill.", "1", "¹")]
    assert "".join(root.xpath("(//t:text//t:note)[1]/preceding-sibling::text()[1]", namespaces=TEI)).rstrip().endswith("tell him.")
    paragraphs = found(root, "//t:text//t:p")
    assert any(p.startswith("There was a store of flour") for p in paragraphs)
    words = re.findall(r"\w+", " ".join(line for p in VALLEY for line in p))
    assert Counter(words) - Counter(re.findall(r"\w+", to_text(root))) == Counter()


def test_columns_of_a_pdf_are_a_table(tmp_path: Path) -> None:
    needs_pdf()
    rows = [("Wheat", "1,204", "88"), ("Barley", "730", "41"), ("Oats", "2,015", "96"), ("Rye", "64", "7")]
    words = [(72 + 150 * j, 700 - 14 * k, 11, cell) for k, row in enumerate(rows) for j, cell in enumerate(row)]
    (tmp_path / "a.pdf").write_bytes(documents.pdf([words]))
    root = edition(tmp_path, tmp_path / "a.pdf")
    assert [[c.text for c in row] for row in root.findall(".//t:text//t:row", TEI)] == [list(row) for row in rows]


def test_a_scan_is_named_with_advice_and_an_empty_page_told(tmp_path: Path) -> None:
    needs_pdf()
    (tmp_path / "scan.pdf").write_bytes(documents.pdf([[], []]))
    (tmp_path / "half.pdf").write_bytes(documents.pdf([leaf(1, "HEAD", *VALLEY[:2]), []]))
    done = run("encode", tmp_path, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert re.search(r"scan\.pdf:1:1: error no-text-layer: this is a PDF; it has no text, .* transcription program", done.stderr)
    assert re.search(r"half\.pdf:\d+:\d+: warning page-without-text: page 2 of the PDF has no text", done.stderr)


def test_same_bytes_same_text(tmp_path: Path) -> None:
    needs_pdf()
    (tmp_path / "a.pdf").write_bytes(book())
    assert read(tmp_path / "a.pdf").text == read(tmp_path / "a.pdf").text
