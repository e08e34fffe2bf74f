"""Saved web pages: the record stays, what leads through the site is told and left out, notes stand at their references."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from encoder.cli import main
from encoder.source.formats import webpage
from encoder.source.formats.pandoc import FormatError
from encoder.tei.back import to_text
from tests import documents, webpages

TEI = {"t": "http://www.tei-c.org/ns/1.0"}


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


def encoded(tmp_path: Path, name: str, page: str | bytes) -> Any:
    pytest.importorskip("pypandoc", reason=documents.NEEDED)
    path = tmp_path / name
    path.write_bytes(page.encode() if isinstance(page, str) else page)
    done = run("encode", path, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.stderr
    return etree.parse(tmp_path / "out" / f"{path.stem}.xml").getroot()


def words(root: Any, path: str) -> list[str]:
    return [" ".join("".join(e.itertext()).split()) for e in root.xpath(path, namespaces=TEI)]


def shape(root: Any) -> list[tuple[str, str]]:
    """Return what two editions of a document share: each element of the text with its words, without what says how they were copied."""
    found = []
    for element in root.find("t:text", TEI).iter(etree.Element):
        tag = etree.QName(element).localname
        if tag not in {"text", "body", "milestone", "back", "fw"}:
            found.append((tag, " ".join("".join(element.itertext()).split())))
    return found


def test_a_page_of_frus_is_what_its_copied_text_gives(tmp_path: Path) -> None:
    page = encoded(tmp_path, "frus1958-60v99d12.html", webpages.FRUS)
    (tmp_path / "copied").mkdir()
    copied = encoded(tmp_path / "copied", "frus1958-60v99d12.txt", webpages.FRUS_COPIED)
    assert [pair for pair in shape(page) if pair[0] != "div"] == [pair for pair in shape(copied) if pair[0] != "div"]
    for path in ("//t:msDesc", "//t:correspDesc", "//t:titleStmt/t:title", "//t:text//t:dateline/t:date/@when", "//t:text//t:pb/@n"):
        one, other = page.xpath(path, namespaces=TEI), copied.xpath(path, namespaces=TEI)
        assert [str(x) if isinstance(x, str) else etree.tostring(x) for x in one] == [
            str(x) if isinstance(x, str) else etree.tostring(x) for x in other
        ]
    notes = [(n.get("n"), n.get(f"{{{'http://www.w3.org/XML/1998/namespace'}}}id"), n.get("type")) for n in page.iter(f"{{{TEI['t']}}}note")]
    assert notes == [("1", "d12fn1", "source"), ("2", "d12fn2", None), ("3", "d12fn3", None)]


def test_a_record_of_the_wilson_center_is_what_its_copied_text_gives(tmp_path: Path) -> None:
    page = encoded(tmp_path, "page.html", webpages.WILSON)
    copied = encoded(tmp_path, "copied.txt", webpages.WILSON_COPIED)
    assert words(page, "//t:text//t:note") == ["The office of the harbor master.", "See the report of 14 June. It is not printed here."]
    # of a copied text nobody knows that its last paragraph belongs to a note
    body = [pair for pair in shape(page) if pair[0] in {"opener", "dateline", "seg", "addrLine"}]
    assert body
    assert body == [pair for pair in shape(copied) if pair[0] in {"opener", "dateline", "seg", "addrLine"}]
    for path in ("//t:titleStmt/t:title", "//t:profileDesc/t:abstract", "//t:sourceDesc//t:repository", "//t:profileDesc//t:creation"):
        assert words(page, path) == words(copied, path)
    assert not page.xpath("//t:text//t:note[contains(., '[1]')]", namespaces=TEI)


def test_a_letter_of_founders_online(tmp_path: Path) -> None:
    root = encoded(tmp_path, "founders.html", webpages.FOUNDERS)
    assert words(root, "//t:text//t:note") == ["Letter not found.", "At the lower farm."]
    assert words(root, "//t:dateline") == ["Richmond May 4th. 1790."]
    assert words(root, "//t:opener/t:salute") == ["Dear Sir"]
    assert root.xpath("//t:text//t:hi[.='obliged']", namespaces=TEI)
    text = to_text(root)
    assert "Volumes" not in text
    assert "Index Entries" not in text
    assert "National Archives" not in text


def test_a_book_of_project_gutenberg(tmp_path: Path) -> None:
    root = encoded(tmp_path, "gutenberg.html", webpages.GUTENBERG)
    assert words(root, "//t:text//t:note") == ["The hill is in the north.", "It is called the Ran."]
    assert [h.text for h in root.findall(".//t:text//t:head", TEI)][-2:] == ["CHAPTER I.", "CHAPTER II."]
    assert any("START OF THE PROJECT GUTENBERG" in said for said in words(root, "//t:fw"))
    assert words(root, "//t:titleStmt/t:author") == ["Mary Lowell"]


@pytest.mark.parametrize(
    ("name", "kept", "dropped"),
    [
        ("FRUS", ("Saw Marlow last night", "[Page 41]", "Not printed"), ("About Us", "Search", "Foreign Service Institute", "↩", "Minister")),
        ("WILSON", ("Citation", "Report on the Harbor Talks", "Rights", "112233"), ("Browse", "Share", "Copy", "Related Documents", "Plaza")),
        ("FOUNDERS", ("To Adam Smithson", "RC (DLC)"), ("Home", "Index Entries", "Records Administration")),
        ("GUTENBERG", ("THE HILL FARM", "[Pg 12]"), ()),
    ],
)
def test_what_is_left_out_is_told(tmp_path: Path, name: str, kept: tuple[str, ...], dropped: tuple[str, ...]) -> None:
    page = webpage.read(getattr(webpages, name).encode())
    left = " ".join(page.left_out)
    assert all(said not in page.markup and said in left for said in dropped if said != "↩")
    root = encoded(tmp_path, "page.html", getattr(webpages, name))
    text = " ".join(to_text(root).split())
    assert all(said in text for said in kept)
    assert all(said not in text for said in dropped)
    if dropped:
        assert "warning page-navigation: what only leads through the site is not in the text" in run(
            "encode", tmp_path / "page.html", "--out", tmp_path / "out").stderr  # fmt: skip


NOTES = {
    "Word": ('<a href="#_ftn1" name="_ftnref1">[1]</a>', '<div><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> The note.</p></div></div>'),
    "LibreOffice": (
        '<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>',
        '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>The note.</p></div>',
    ),
    "MediaWiki": (
        '<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup>',
        '<ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><a href="#cite_ref-1">↑</a></span> '
        '<span class="reference-text">The note.</span></li></ol>',
    ),
    "pandoc": (
        '<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
        '<section class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>The note.<a href="#fnref1" role="doc-backlink">↩︎</a></p></li></ol>'
        "</section>",
    ),
    "a label in words": (
        '<sup class="footref"><a href="#footnote140">[1]</a></sup>', '<div class="footnote" id="footnote140"><p>[Footnote 1:\nThe note.]</p></div>',
    ),
    "a number": ('<a href="#n1"><sup>1</sup></a>', '<div class="notes"><p id="n1">1. The note.</p></div>'),
    "no link back": ('<a href="#n1"><sup>1</sup></a>', '<div class="endnotes"><p id="n1">The note.</p></div>'),
}  # fmt: skip


@pytest.mark.parametrize("program", NOTES)
def test_notes_as_programs_make_them(tmp_path: Path, program: str) -> None:
    mark, listed = NOTES[program]
    page = f"<!DOCTYPE html><html><body><p>The boat{mark} came in late that night.</p><p>Nobody was there.</p>{listed}</body></html>"
    root = encoded(tmp_path, "page.html", page)
    assert words(root, "//t:p/t:note") == ["The note."]
    note = root.find(".//t:text//t:note", TEI)
    assert note.getparent().text == "The boat"
    assert note.tail.startswith(" came in")


def test_notes_that_count_anew_in_each_letter(tmp_path: Path) -> None:
    letters = "".join(
        f'<h3>{k}.<br>TO F. RIES.</h3><p>The boat<sup><a href="#f{k}">[1]</a></sup> came late in the year, and nobody was there.</p>'
        f'<div class="footnote" id="f{k}"><p>[Footnote 1: The note of letter {k}.]</p></div>' for k in range(1, 5)
    )  # fmt: skip
    root = encoded(tmp_path, "page.html", f"<html><body>{letters}</body></html>")
    assert words(root, "//t:p/t:note") == [f"The note of letter {k}." for k in range(1, 5)]
    assert [n.get("n") for n in root.findall(".//t:text//t:note", TEI)] == ["1"] * 4


def test_links_within_a_page_that_are_no_notes_stay_words(tmp_path: Path) -> None:
    page = ('<html><body><ul><li><a href="#c1">1</a></li><li><a href="#c2">2</a></li></ul><h1 id="c1">The first</h1><p>Words.</p>'
            '<h1 id="c2">The second</h1><p>More words.</p></body></html>')  # fmt: skip
    root = encoded(tmp_path, "page.html", page)
    assert not root.findall(".//t:text//t:note", TEI)
    assert "1" in to_text(root)


def test_a_menu_is_told_by_its_links_and_a_list_with_words_stays() -> None:
    links = "".join(f'<li><a href="/{k}">Part {k}</a></li>' for k in range(5))
    named = "".join(f'<li><a href="/{k}">Part {k}</a>, of which much was said in the year {k}</li>' for k in range(5))
    page = webpage.read(f"<html><body><ul>{links}</ul><p>The text.</p><ul>{named}</ul></body></html>".encode())
    assert page.left_out == ("Part 0 Part 1 Part 2 Part 3 Part 4",)
    assert "of which much was said" in page.markup


@pytest.mark.parametrize("codec", ["cp1252", "utf-8", "utf-16", "iso8859_2"])
def test_a_page_says_its_encoding(codec: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={codec.replace("cp", "windows-")}"></head><body><p>né à Orléans</p></body></html>'
    if codec == "iso8859_2":
        page = page.replace("né à Orléans", "žluťoučký").replace("iso8859_2", "iso-8859-2")
    assert ("žluťoučký" if codec == "iso8859_2" else "né à Orléans") in webpage.read(page.encode(codec)).markup


def test_a_page_with_all_its_parts(tmp_path: Path) -> None:
    page = (
        b"From: <Saved by Blink>\r\nSubject: A page\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n"
        b'\tboundary="XX"\r\n\r\n--XX\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        b"<html><body><p>The caf=C3=A9 was closed.</p></body></html>\r\n--XX\r\nContent-Type: image/png\r\n\r\nx\r\n--XX--\r\n"
    )
    assert "The café was closed." in to_text(encoded(tmp_path, "page.mhtml", page))
    with pytest.raises(FormatError):
        webpage.from_mhtml(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx")


def test_what_a_browser_saves_beside_a_page_is_no_text(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "page_files").mkdir(parents=True)
    (folder / "page_files" / "frame.html").write_text("<html><body>An advertisement</body></html>")
    (folder / "page_files" / "note.txt").write_text("x")
    (folder / "letters").mkdir()
    (folder / "letters" / "a.txt").write_text("A letter.\n")
    (folder / "letters.html").write_text("<html><body><p>On the letters.</p></body></html>")
    encoded(folder, "page.html", "<html><body><p>The page.</p></body></html>")
    done = run("encode", folder, "--out", tmp_path / "out")
    assert done.exit_code == 0
    assert sorted(p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*.xml")) == [
        "letters.xml", "letters/a.xml", "page.xml",
    ]  # fmt: skip


def test_a_page_with_tags_that_nobody_closed(tmp_path: Path) -> None:
    page = "<html><body>" + "".join(f"<p><font size=2><b><b>Paragraph {k}</b></b> of an old page." for k in range(400)) + "</body></html>"
    root = encoded(tmp_path, "page.html", page)
    assert to_text(root).count("of an old page.") == 400
    assert [h.text for h in root.findall(".//t:text//t:hi", TEI)][-1] == "Paragraph 399"


@pytest.mark.parametrize("tag", ["div", "blockquote", "b"])
def test_a_page_that_lies_too_deep_is_told_and_never_cut_off(tmp_path: Path, tag: str) -> None:
    pytest.importorskip("pypandoc", reason=documents.NEEDED)
    for depth in (300, 5000):
        (tmp_path / "page.html").write_text(f"<html><body><p>Before.</p>{f'<{tag}>' * depth}Words here.{f'</{tag}>' * depth}</body></html>")
        done = run("encode", tmp_path / "page.html", "--out", tmp_path / "out", "--force")
        if done.exit_code == 0:
            assert "Words here." in to_text(etree.parse(tmp_path / "out" / "page.xml").getroot())
        else:
            assert "error unreadable" in done.stderr
