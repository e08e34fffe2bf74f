"""Files in other encodings, files that an earlier conversion broke, files that are no text at all."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from encoder.cli import main
from encoder.io.kinds import kind_of
from encoder.language.encodings import UnsureError, decode
from encoder.source.formats import FORMS
from encoder.source.mojibake import find

TEXTS = {
    "English": "Aide-mémoire\n\nThe Ambassador’s “note” — he said — was sent to the Chargé d’Affaires in the spring.\n",
    "German": "Sehr geehrter Herr Kröger,\n\nfür Ihre Nachricht über die Prüfung der Straßen danke ich Ihnen und grüße Sie.\n",
    "French": "Cher ami,\n\nj’ai bien reçu votre lettre « très » tôt, et l’été dernier les élèves étaient à la fête où vous êtes allé.\n",
    "Spanish": "Señor Ministro,\n\nle envío la información que usted pidió, aunque mañana no habrá reunión en el jardín.\n",
    "Polish": "Szanowny Panie,\n\nżałuję, że książka nie została jeszcze przesłana. Święta są już wkrótce, więc proszę o pośpiech.\n",
    "Czech": "Vážený příteli,\n\nděkuji za Váš dopis, který přišel včera večer. Žádáme o další příslušné řešení této otázky.\n",
    "Hungarian": "Tisztelt Uram,\n\nköszönöm a levelét, amelyet örömmel olvastam, és hűséges barátjaként őszintén üdvözlöm.\n",
    "Russian": "Дорогой товарищ,\n\nя получил ваше письмо и очень благодарен вам за него. Мы скоро увидимся в Москве.\n",
    "Greek": "Αγαπητέ κύριε,\n\nέλαβα την επιστολή σας και σας ευχαριστώ πολύ για αυτήν, αλλά δεν θα έρθω.\n",
    "Turkish": "Sayın Bakan,\n\nmektubunuzu aldım ve çok teşekkür ederim. Görüşmek üzere bu şehirde kalacağım.\n",
}
ENCODINGS = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "iso8859_1", "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "iso8859_15",
    "mac_roman", "mac_cyrillic", "koi8_r", "cp850", "cp866",
)  # fmt: skip
PAIRS = [(name, codec) for name, text in TEXTS.items() for codec in ENCODINGS if text.encode(codec, "ignore").decode(codec) == text]


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.mark.parametrize(("name", "codec"), PAIRS)
def test_a_text_is_read_whatever_page_of_codes_it_was_saved_in(name: str, codec: str) -> None:
    told = decode(TEXTS[name].encode(codec))
    assert told.text == TEXTS[name], told.label
    assert not told.sure


@pytest.mark.parametrize("codec", ["utf_8", "utf_8_sig", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be"])
@pytest.mark.parametrize("name", TEXTS)
def test_unicode_is_read_with_and_without_its_mark(name: str, codec: str) -> None:
    assert decode(TEXTS[name].encode(codec)).text == TEXTS[name]


def test_what_could_be_two_texts_is_refused_with_both() -> None:
    with pytest.raises(UnsureError) as told:
        decode(b"A Fuj\xeb\n")  # no other letter says what this one is
    assert told.value.start == 5
    assert " or " in str(told.value)
    assert "--encoding" in str(told.value)


def test_noise_is_no_text() -> None:
    with pytest.raises(UnsureError, match="no other encoding makes sense"):
        decode(bytes(range(0x80, 0x100)) * 3 + b"\n")


def test_what_was_assumed_is_told_and_stands_in_the_header(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXTS["English"].encode("cp1252"))
    done = run("encode", tmp_path, "--out", tmp_path / "out")
    assert done.exit_code == 0
    assert "a.txt:1:7: warning encoding-assumed: read as Windows-1252" in done.stderr
    assert "<p>The file was in Windows-1252; nothing in the file says so" in (tmp_path / "out" / "a.xml").read_text("utf-8")


def test_what_the_user_says_wins(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Uwaga\n\nÓw pan miał rację.\n".encode("cp1250"))
    (tmp_path / "edition.toml").write_text('[edition]\nencoding = "windows-1250"\n', "utf-8")
    done = run("encode", tmp_path, "--out", tmp_path / "out")
    assert "encoding-assumed" not in done.stderr
    assert "miał rację" in (tmp_path / "out" / "a.xml").read_text("utf-8")
    done = run("encode", tmp_path, "--out", tmp_path / "other", "--encoding", "latin-1")
    assert "mia³ racjê" in (tmp_path / "other" / "a.xml").read_text("utf-8")
    done = run("encode", tmp_path, "--out", tmp_path / "third", "--encoding", "utf-8")
    assert "a.txt:3:1: error encoding: the file is to be UTF-8, but byte 0xd3 is none" in done.stderr


def test_an_encoding_that_there_is_not_is_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.\n", "utf-8")
    assert run("encode", tmp_path, "--out", tmp_path / "out", "--encoding", "utf-9").exit_code == 2
    assert run("encode", tmp_path, "--out", tmp_path / "out", "--encoding", "base64").exit_code == 2
    (tmp_path / "edition.toml").write_text('[edition]\nencoding = "x"\n', "utf-8")
    done = run("encode", tmp_path, "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "edition.toml:2: no encoding is called 'x'" in done.stderr


BROKEN = "Aide-mÃ©moire\n\nThe Ambassadorâ€™s view of it â€“ he said â€“ was clear.\n"


def test_what_an_earlier_conversion_broke_is_told_and_mended_on_demand(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BROKEN, "utf-8")
    done = run("encode", tmp_path, "--out", tmp_path / "out")
    assert "a.txt:1:7: warning mojibake: 4 characters were broken by an earlier conversion (“Ã©” for “é”" in done.stderr
    assert "Ambassadorâ€™s" in (tmp_path / "out" / "a.xml").read_text("utf-8")
    pytest.importorskip("ftfy")
    done = run("encode", tmp_path, "--out", tmp_path / "mended", "--repair")
    assert "mojibake" not in done.stderr
    edition = (tmp_path / "mended" / "a.xml").read_text("utf-8")
    assert "Ambassador’s view of it – he" in edition
    assert "<correction>" in edition
    assert "4 characters that an earlier conversion had broken" in edition


@pytest.mark.parametrize("text", ["«CAFÉ»", "“DÉJÀ VU”", "PRÉFÉRÉ’S", "l’été à « Paris »", "Ænigma — Ålesund", *TEXTS.values()])
def test_what_is_not_broken_stays(text: str) -> None:
    assert find(text) == []


def packed(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


KINDS = [
    (b"%PDF-1.4\n%x", "pdf"), (b"{\\rtf1\\ansi x}", "rtf"), (b"\x89PNG\r\n\x1a\n\0\0", "image"), (b"\xff\xd8\xff\xe0\0", "image"),
    (b"II*\0\x08", "image"), (b"<!DOCTYPE html>\n<html><body>x", "html"), (b"\xef\xbb\xbf\n<HTML lang='en'>", "html"),
    (b"<!-- saved from url=(0014)about:internet -->\n<html>", "html"), (b'<?xml version="1.0"?>\n<TEI/>', "xml"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "office"), (packed(a="x"), "zip"),
    (packed(**{"[Content_Types].xml": "x", "word__document.xml": "x"}), "docx"),
    (packed(**{"[Content_Types].xml": "x", "xl__workbook.xml": "x"}), "xlsx"),
    (packed(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
    (packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"), (packed(mimetype="application/epub+zip"), "epub"),
    (b"PK\x03\x04 broken", "zip"), (b"\x1f\x8b\x08\0", "archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0" + b"x" * 9000 + "EncryptedPackage".encode("utf-16-le"), "locked"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "kind"), KINDS, ids=[k for _, k in KINDS])
def test_a_file_is_told_by_its_content(tmp_path: Path, data: bytes, kind: str) -> None:
    told = kind_of(data)
    assert told is not None
    assert told.id == kind
    (tmp_path / "named.txt").write_bytes(data)
    done = run("encode", tmp_path, "--out", tmp_path / "out")
    if kind in FORMS:  # it is broken, or the extra is not there, or there is a word in it
        written = (tmp_path / "out" / "named.xml").exists()
        assert written or re.search(rf"named\.txt:1:1: error (?:empty: |(?:not-text|unreadable): this is {re.escape(told.label)}; )", done.stderr)
        assert done.exit_code == (not written)
    else:
        assert done.exit_code == 1
        assert f"named.txt:1:1: error not-text: this is {told.label}; {told.advice}" in done.stderr
        assert not (tmp_path / "out" / "named.xml").exists()


@pytest.mark.parametrize("data", [b"Text of %PDF-1.4 files", b"<p>one</p>", b"BM is a name", b"PK said", b"1. <html> is a tag"])
def test_a_text_that_speaks_of_such_files_is_a_text(data: bytes) -> None:
    assert kind_of(data) is None


def test_nothing_in_a_folder_is_passed_over_in_silence(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in (
        ("one.TXT", b"A text.\n"), ("two.md", b"# A text\n\nAnd more.\n"), ("three.docx", KINDS[11][0]), ("four.png", KINDS[2][0]),
        ("five.xlsx", KINDS[12][0]), ("six.dat", b"x"), ("README.md", b"# on the folder\n"),
    ):  # fmt: skip
        (folder / name).write_bytes(data)
    done = run("encode", folder, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert sorted(p.name for p in (tmp_path / "out").glob("*.xml")) == ["one.xml", "two.xml"]
    assert re.search(r"three\.docx:1:1: error (?:not-text|unreadable): this is a Word document \(docx\)", done.stderr)
    assert "four.png:1:1: warning not-text: this is an image" in done.stderr
    assert "five.xlsx:1:1: warning not-text: this is a spreadsheet (xlsx); a list of persons" in done.stderr
    assert all(name in done.stderr.splitlines()[-1] for name in ("six.dat", "README.md", "four.png", "five.xlsx"))
    assert done.stderr.splitlines()[-1].startswith("2 written, 5 not read")


def test_two_texts_of_one_name_are_told_and_the_others_go_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("one.txt", "one.md", "two.txt"):
        (folder / name).write_text("A text.\n", "utf-8")
    done = run("encode", folder, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "one.txt:1:1: error same-identifier: " in done.stderr
    assert sorted(p.name for p in (tmp_path / "out").glob("*.xml")) == ["one.xml", "two.xml"]
