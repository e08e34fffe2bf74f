"""A folder as a historian has it: thirty-five files of every kind come out whole, and nothing is passed over in silence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from encoder.cli import main
from encoder.tei.back import to_text
from tests import documents, webpages
from tests.documents import from_markdown

LETTER = "Harwick, May 4, 1871\n\nDear {},\n\nI have your letter of the 2d. The café by the mill was closed, and nobody knew why.\n\nYours truly,\n\nJohn Orrin\n"
LATIN = "Québec, le 4 mai 1871\n\nCher Monsieur {},\n\nj’ai bien reçu votre lettre, et l’été dernier les élèves étaient à la fête où vous êtes allé.\n"
MARKDOWN = "# The harbour\n\nIt was built in 1843.[^1] The *old* one was lost.\n\n[^1]: The stone is still there.\n"
#: the name of a file that is no text -> what it is called in the report
NO_TEXTS = {
    "scan.jpg": "an image", "page 3.tiff": "an image", "persons.xlsx": "a spreadsheet", "old.zip": "an archive", "talk.mp3": "a recording",
    "letters.db": "a database",
}  # fmt: skip


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def fill(folder: Path) -> int:
    """Write the files; return how many there are."""
    folder.mkdir()
    (folder / "Box 2").mkdir()
    plain = {
        "letter 1.txt": LETTER.format("Anna").encode(), "LETTER2.TXT": LETTER.format("Bert").replace("\n", "\r\n").encode("utf-8-sig"),
        "letter3.text": LETTER.format("Carl").encode("utf-16"), "Brief 4.txt": LATIN.format("Roy").encode("cp1252"),
        "lettre5.txt": LATIN.format("Lys").encode("mac_roman"), "without ending.md": MARKDOWN.encode(), "notes.markdown": MARKDOWN.encode(),
        "Box 2/letter 1.txt": LETTER.format("Dora").encode(), "Box 2/copied.txt": webpages.WILSON_COPIED.encode(),
        "Box 2/frus1958-60v99d12.txt": webpages.FRUS_COPIED.encode(),
    }  # fmt: skip
    pages = {
        "record.html": webpages.WILSON, "founders.htm": webpages.FOUNDERS, "book.html": webpages.GUTENBERG, "frus1958-60v99d13.html": webpages.FRUS,
        "named.txt.html": "<!DOCTYPE html><html><body><h1>A page</h1><p>With words.</p></body></html>",
    }  # fmt: skip
    for name, data in {**plain, **{name: page.encode() for name, page in pages.items()}}.items():
        (folder / name).write_bytes(data)
    for name in ("report.docx", "report2.odt", "report3.rtf", "report4.epub", "Box 2/minutes.docx"):
        from_markdown(MARKDOWN, folder / name)
    from_markdown(MARKDOWN, folder / "x.docx").rename(folder / "misnamed.txt")
    (folder / "valley.pdf").write_bytes(documents.pdf([[(72, 700, 11, "The valley was wide, and the river ran through it.")]]))
    (folder / "a text.pdf").write_bytes(LETTER.format("Emma").encode())
    (folder / "scanned.pdf").write_bytes(documents.pdf([[], []]))
    (folder / "Memo.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    for name, data in {
        "scan.jpg": b"\xff\xd8\xff\xe0\0", "page 3.tiff": b"II*\0\x08", "talk.mp3": b"ID3\x03\0", "letters.db": b"SQLite format 3\0",
        "persons.xlsx": packed(**{"[Content_Types].xml": "x", "xl__workbook.xml": "x"}), "old.zip": packed(a="x"),
        "README.txt": b"What is in this folder.\n", "persons.csv": b"id,name\np1,John Orrin\n", "Thumbs.db": b"\0\0", "edition.toml": b"",
    }.items():  # fmt: skip
        (folder / name).write_bytes(data)
    return sum(path.is_file() for path in folder.rglob("*"))


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


def test_a_folder_of_thirty_five_files_comes_out_whole(tmp_path: Path) -> None:
    pytest.importorskip("pypandoc", reason=documents.NEEDED)
    pytest.importorskip("pypdfium2", reason=documents.NEEDED)
    folder, out = tmp_path / "in", tmp_path / "out"
    assert fill(folder) == 35
    done = run("encode", folder, "--out", out, "--keep-text", tmp_path / "texts")
    written = {path.relative_to(out).with_suffix("").as_posix() for path in out.rglob("*.xml")}
    assert len(written) == 23
    silent = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        below = path.relative_to(folder)
        told = any(path.name in line for line in done.stderr.splitlines())
        if below.with_suffix("").as_posix() not in written and not told and below.suffix not in {".toml", ".csv"}:
            silent.append(str(below))
    assert silent == []
    for name, what in NO_TEXTS.items():
        assert f"{name}:1:1: warning not-text: this is {what}" in done.stderr
    assert "scanned.pdf:1:1: error no-text-layer" in done.stderr
    assert "Memo.doc:1:1: error not-text: this is an old Office document" in done.stderr
    assert run("validate", out).exit_code == 0
    for name in written:
        text = to_text(etree.parse(out / f"{name}.xml").getroot())
        assert len(text.split()) > 3
        assert "PK\x03" not in text
        assert "%PDF" not in text
        kept = tmp_path / "texts" / f"{name}.txt"
        assert not kept.exists() or "".join(kept.read_text("utf-8").split()) == "".join(text.split())
    assert "étaient" in to_text(etree.parse(out / "lettre5.xml").getroot())
    again = run("encode", folder, "--out", out)
    assert "23 unchanged" in again.stderr
