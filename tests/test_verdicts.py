"""A run ends with a verdict on every file: one bad text, list, edition or process is a line, and the others go on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from encoder.cli import main
from encoder.io.faults import internal
from encoder.io.names import shown
from encoder.io.pool import each
from encoder.xml.ids import edition_id, nc_name, usable
from tests.conftest import ROOT, TEI_FOLDER

GOOD = "A title\n\nA paragraph that is longer than its title.\n"
TEI = (TEI_FOLDER / "wilson122923.xml").read_text("utf-8")


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


def texts(folder: Path, **given: str) -> Path:
    (folder / "in").mkdir(exist_ok=True)
    for name, text in given.items():
        (folder / "in" / f"{name}.txt").write_text(text, "utf-8")
    return folder / "in"


# -- texts and names that made no identifier, or one twice ----------------------------------------------------------------

ODD = {
    "a raised figure": "The Department of State² said no.",
    "a ligature": "The Paciﬁc Command wrote.",
    "a comma below": "A title\n\nHe was born in Constanța. Mr. Ștefan Popescu of the Constanța Institute left with Mr. Łukasz Żak.",
    "another script": "A title\n\nMr. Иван Петров met Ms. 王芳 and Mr. محمد علي. The Институт Institute wrote.",
    "two forms of page marks": "A title\n\nIt went on (p. 2) and so on [Page 2] until it ended (p. 3) here [p. 3].",
    "a figure of many digits": "A title\n\nHe left [10000000 lines not declassified] and [99999999999999999999 pages not declassified].",
}


@pytest.mark.parametrize("profile", ["auto", "frus", "wilson", "plain"])
@pytest.mark.parametrize("name", ODD)
def test_an_odd_text_has_an_edition_and_the_others_too(tmp_path: Path, name: str, profile: str) -> None:
    folder = texts(tmp_path, odd=ODD[name] + "\n", zz=GOOD)
    done = run("encode", folder, "--out", tmp_path / "out", "--profile", profile)
    assert done.exit_code == 0, done.stderr
    assert run("validate", tmp_path / "out").exit_code == 0
    ids = [str(i) for i in etree.parse(tmp_path / "out" / "odd.xml").xpath("//@xml:id")]  # type: ignore[union-attr]
    assert len(ids) == len(set(ids))
    assert all(i.isascii() for i in ids)
    assert "e+0" not in (tmp_path / "out" / "odd.xml").read_text("utf-8")


@pytest.mark.parametrize("stem", [
    "source", "p_john_smith", "tei-encoder", "translator", "pg_1", "d1", "d1fn1", "place_london", "1", "-", "a b", "ă ș", "日本",
    pytest.param(".", marks=pytest.mark.skipif(sys.version_info >= (3, 14), reason="for Python 3.14 '..txt' is a hidden file without an ending")),
])  # fmt: skip
def test_a_file_may_have_any_name(tmp_path: Path, stem: str) -> None:
    folder = texts(tmp_path, **{stem: "1. Letter From Mr. John Smith to Mr. Jones1\n\nMr. John Smith left London[Page 1] alone.\n\n  1. Not printed.\n"})
    done = run("encode", folder, "--out", tmp_path / "out", "--profile", "frus")
    assert done.exit_code == 0, done.stderr
    assert run("validate", tmp_path / "out").exit_code == 0
    root = etree.parse(next((tmp_path / "out").glob("*.xml"))).getroot()
    own = {e.get("{http://www.w3.org/XML/1998/namespace}id"): etree.QName(e).localname for e in root.iter(etree.Element)}
    for name in root.iterfind(".//{*}text//{*}persName[@ref]"):
        assert own[str(name.get("ref"))[1:]] == "person"
    for name in root.iterfind(".//{*}text//{*}placeName[@ref]"):
        assert own[str(name.get("ref"))[1:]] == "place"


@pytest.mark.parametrize("name", [b"caf\xe9.txt", b"a\nb.txt", b"\x01.txt", "x" * 236 + ".txt", "ș" * 118 + ".txt", b"\xff\xfe.txt"])
def test_names_of_bytes_and_long_ones(tmp_path: Path, name: bytes | str) -> None:
    (tmp_path / "in").mkdir()
    path = Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/" + (name if isinstance(name, bytes) else name.encode())))
    path.write_text(GOOD, "utf-8")
    (tmp_path / "in" / "zz.txt").write_text(GOOD, "utf-8")
    done = run("encode", tmp_path / "in", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.stderr
    assert len(list((tmp_path / "out").glob("*.xml"))) == 2
    for form in ("text", "json", "github", "sarif", "junit"):
        (tmp_path / "out" / path.with_suffix(".xml").name).write_text("<broken", "utf-8")
        checked = subprocess.run(
            [sys.executable, "-m", "encoder", "validate", str(tmp_path / "out"), "--format", form], cwd=ROOT, capture_output=True, check=False
        )
        assert checked.returncode == 1
        assert b"Traceback" not in checked.stderr
        assert b"not-well-formed" in checked.stdout


def test_identifiers() -> None:
    assert [nc_name(n) for n in ("Constanța", "Paciﬁc", "State²", "1 a", "Łódź", "Москва", "")] == [
        "Constanta", "Pacific", "State2", "_1_a", "Lodz", "Moskva", "_",
    ]  # fmt: skip
    assert edition_id("source") == "source_edition"
    assert [usable(i) for i in ("p_a", "p_é", "p_ștefan", "a²", "1a", "a b", "", "a:b")] == [True, True, False, False, False, False, False, False]
    assert shown("a\nb\udce9") == "a\\nb\\xe9"


# -- faults of the program ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [ValueError("a\nb"), MemoryError(), RecursionError("x"), KeyError("k"), AssertionError()])
def test_a_fault_in_one_document_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    from encoder.run import many

    folder = texts(tmp_path, a=GOOD, bad=GOOD, c=GOOD)
    encode: Any = vars(many)["encode"]

    def faulty(source: Any, *rest: object) -> object:
        if source.stem == "bad":
            raise error
        return encode(source, *rest)

    monkeypatch.setattr(many, "encode", faulty)
    for command in (
        ["encode", folder, "--out", tmp_path / "out"], ["explain", folder], ["init", folder],
        ["authority", "build", folder, "--out", tmp_path / "p.csv"],
    ):  # fmt: skip
        done = run(*command)
        assert done.exit_code == 1, command
        (line,) = [row for row in done.stderr.splitlines() if "bad.txt" in row]
        assert f"bad.txt:1:1: error internal: {type(error).__name__}" in line
        assert "Traceback" not in done.stderr
    assert sorted(p.name for p in (tmp_path / "out").glob("*.xml")) == ["a.xml", "c.xml"]
    assert "Traceback" in run("encode", folder, "--out", tmp_path / "o", "--debug").stderr


def test_a_fault_of_an_edition_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from encoder.export import cmif, corpus, frus, tables
    from encoder.run import texts as printing
    from encoder.validation import files
    from encoder.xml.safe import parse

    for name in ("a", "bad", "c"):
        (tmp_path / f"{name}.xml").write_text(TEI.replace("wilson122923", name, 1), "utf-8")

    def faulty(given: bytes) -> object:
        if b'xml:id="bad"' in given:
            raise ValueError("of no use")
        return parse(given)

    monkeypatch.setattr(files, "parse", faulty)
    monkeypatch.setattr(printing, "parse", faulty)
    for command in (["validate", tmp_path], ["text", *sorted(tmp_path.glob("*.xml"))]):
        done = run(*command)
        assert done.exit_code == 1
        assert "bad.xml:1:1: error internal: ValueError: of no use" in done.output
    monkeypatch.undo()
    for kind, module, name in (
        ("csv", tables, "_value"), ("jsonl", tables, "document"), ("corpus", corpus, "_point"), ("frus", frus, "_document"),
        ("cmif", cmif, "_register"),
    ):  # fmt: skip
        made: Any = getattr(module, name)
        monkeypatch.setattr(module, name, lambda e, *rest, made=made: 1 / 0 if _is_bad(e) else made(e, *rest))
        options = ["--editor", "E", "--publisher", "P", "--date", "2026-05-05", "--url", "https://example.org/x"] if kind == "cmif" else []
        folder = [ROOT / "tei" / "frus1958-60v12d145.xml", tmp_path] if kind != "cmif" else [_letters(tmp_path)]
        done = run("export", kind, *folder, "--out", tmp_path / f"x.{kind}.out", *options)
        assert done.exit_code == 1, (kind, done.output)
        assert "bad.xml:1:1: error internal: ZeroDivisionError" in done.stderr, kind
        assert (tmp_path / f"x.{kind}.out").is_file()
        monkeypatch.undo()


def _is_bad(given: Any) -> bool:
    """Whether it is the edition called so, or something in it."""
    if isinstance(given, etree._Element):
        return "bad" in str(given.getroottree().getroot().get("{http://www.w3.org/XML/1998/namespace}id"))
    return bool(getattr(given, "edition", given).id == "bad")


def _letters(folder: Path) -> Path:
    letter = (TEI_FOLDER / "frus1958-60v12d145.xml").read_text("utf-8")
    (folder / "letters").mkdir()
    for name in ("a", "bad"):
        (folder / "letters" / f"{name}.xml").write_text(letter.replace("frus1958-60v12d145", name, 1), "utf-8")
    return folder / "letters"


def test_a_fault_says_where() -> None:
    with pytest.raises(AttributeError) as raised:
        edition_id(None)  # type: ignore[arg-type]
    assert "encoder/xml/ids.py:" in internal("x", raised.value)


def test_editions_that_no_export_can_take(tmp_path: Path) -> None:
    (tmp_path / "good.xml").write_text(TEI, "utf-8")
    (tmp_path / "broken.xml").write_text("<TEI", "utf-8")
    (tmp_path / "other.xml").write_text("<html/>", "utf-8")
    os.mkfifo(tmp_path / "pipe.xml")
    done = run("export", "csv", tmp_path, "--out", tmp_path / "x.csv")
    assert done.exit_code == 1
    assert [line.split(": error ")[1].split(":")[0] for line in done.stderr.splitlines()[:3]] == ["not-well-formed", "no-edition", "not-a-file"]
    assert len((tmp_path / "x.csv").read_text("utf-8").splitlines()) == 2
    assert done.stderr.splitlines()[-1] == "1 done, 3 not read"


def test_a_comment_in_a_letter_and_a_type_of_its_own(tmp_path: Path) -> None:
    letter = (TEI_FOLDER / "frus1958-60v12d145.xml").read_text("utf-8")
    (tmp_path / "a.xml").write_text(letter.replace('<correspAction type="sent">', '<correspAction type="sent"><!-- who? --><?x y?>'), "utf-8")
    done = run(
        "export", "cmif", tmp_path, "--out", tmp_path / "c.xml", "--editor", "E", "--publisher", "P", "--date", "2026-11-25", "--url", "https://e.org/c"
    )
    assert done.exit_code == 0, done.output
    typed = letter.replace("<TEI ", '<TEI xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="a" ', 1)
    (tmp_path / "b.xml").write_text(typed, "utf-8")
    done = run("validate", tmp_path / "b.xml", tmp_path / "a.xml")
    assert done.exit_code == 1
    assert "b.xml:" in done.stdout
    assert "a.xml" not in done.stdout


def test_a_paragraph_of_more_than_10_megabytes(tmp_path: Path) -> None:
    folder = texts(tmp_path, big="A title\n\n" + "x" * 10_100_000 + "\n", good=GOOD)
    done = run("encode", folder, "--out", tmp_path / "out", "--profile", "plain")
    assert done.exit_code == 1
    assert "big.txt:1:1: error invalid: " in done.stderr
    assert [p.name for p in (tmp_path / "out").glob("*.xml")] == ["good.xml"]


# -- what is passed over --------------------------------------------------------------------------------------------------


def test_what_is_passed_over_is_told(tmp_path: Path) -> None:
    folder = texts(tmp_path, a=GOOD)
    (folder / "lost.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(folder / "pipe.txt")
    (folder / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    (folder / "c.bin").write_bytes(b"\0\1\2")
    (folder / "edition.toml").write_text("", "utf-8")
    (folder / "linked").symlink_to(tmp_path)
    done = run("encode", folder, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "lost.txt:1:1: error unreadable: the link leads nowhere" in done.stderr
    assert "pipe.txt:1:1: error not-a-file: " in done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.startswith("1 written, 5 not read (no texts: ")
    assert "b.png" in last
    assert "c.bin" in last
    quiet = run("encode", folder, "--out", tmp_path / "out", "--quiet")
    assert "written" not in quiet.stderr
    assert "unchanged" not in quiet.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read(tmp_path: Path) -> None:
    folder = texts(tmp_path, a=GOOD)
    (folder / "closed").mkdir(mode=0)
    done = run("encode", folder, "--out", tmp_path / "out")
    (folder / "closed").chmod(0o700)
    assert done.exit_code == 1
    assert "closed:1:1: error unreadable: Permission denied" in done.stderr


def test_a_folder_that_cannot_be_read_as_the_system_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = texts(tmp_path, a=GOOD)
    walk: Any = os.walk

    def closed(top: object, onerror: Any = None) -> object:
        error = PermissionError(13, "Permission denied")
        error.filename = str(folder / "closed")
        onerror(error)
        return walk(top)

    monkeypatch.setattr(os, "walk", closed)
    done = run("encode", folder, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "closed:1:1: error unreadable: Permission denied; what is in this folder is not read" in done.stderr


# -- processes ------------------------------------------------------------------------------------------------------------


def _work(number: int) -> int:
    if number in {3, 40}:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 20:
        os._exit(7)
    return number * number


@pytest.mark.parametrize("chunk", [1, 7])
def test_a_process_that_dies_is_replaced_and_its_item_named(chunk: int) -> None:
    results = list(each(_work, range(60), 3, lambda number, how: (number, how), chunk))
    lost = {3: "killed (SIGKILL", 20: "ended with status 7", 40: "killed (SIGKILL"}
    for number, result in enumerate(results):
        if number in lost:
            assert isinstance(result, tuple)
            assert result[0] == number
            assert lost[number] in str(result[1])
        else:
            assert result == number * number


def test_a_killed_worker_is_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from encoder.run import many

    folder = texts(tmp_path, **{f"t{k:02}": GOOD for k in range(30)})
    encode: Any = vars(many)["encode"]

    def deadly(source: Any, *rest: object) -> object:
        if source.stem == "t07":
            os.kill(os.getpid(), signal.SIGKILL)
        return encode(source, *rest)

    monkeypatch.setattr(many, "encode", deadly)
    done = run("encode", folder, "--out", tmp_path / "out", "--jobs", 2)
    assert done.exit_code == 1
    assert "t07.txt:1:1: error internal: its process was killed (SIGKILL; memory may have run out)" in done.stderr
    assert len(list((tmp_path / "out").glob("*.xml"))) == 29
    assert done.stderr.splitlines()[-1] == "29 written, 1 not written"


SLOW = """
import sys, time
from encoder.run import many
encode = many.encode
def slow(*given):
    time.sleep(0.1)
    return encode(*given)
many.encode = slow
from encoder.cli import main
main()
"""


def _started(folder: Path, out: Path, jobs: int) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, "encode", str(folder), "--out", str(out), "--jobs", str(jobs)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    for _ in range(600):
        if len(list(out.glob("*.xml"))) >= 3:
            return process
        time.sleep(0.05)
    process.kill()
    raise AssertionError(process.communicate()[1])


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_run_that_is_stopped_says_how_far_it_was(tmp_path: Path, number: int, status: int, jobs: int) -> None:
    folder = texts(tmp_path, **{f"t{k:03}": GOOD for k in range(400)})
    process = _started(folder, tmp_path / "out", jobs)
    process.send_signal(number)
    # the pipes end with the last process that holds them
    said = process.communicate(timeout=20)[1]
    assert process.returncode == status
    (line,) = said.splitlines()
    assert line.startswith("tei-encoder: interrupted: ")
    assert line.endswith(" of 400 done")
    done = len(list((tmp_path / "out").glob("*.xml")))
    assert 3 <= done < 400
    for path in (tmp_path / "out").glob("*.xml"):
        etree.parse(path)
    assert not list((tmp_path / "out").glob(".tei-encoder-*.part"))
    assert jobs == 2 or (tmp_path / "out" / ".tei-encoder" / "manifest.json").is_file()


def test_a_run_that_is_killed_leaves_whole_files_and_no_process(tmp_path: Path) -> None:
    folder = texts(tmp_path, **{f"t{k:03}": GOOD for k in range(60)})
    process = _started(folder, tmp_path / "out", 2)
    process.kill()
    process.communicate(timeout=20)
    for path in (tmp_path / "out").glob("*.xml"):
        etree.parse(path)
    # what the killed run wrote is known: another text may be written over it
    (folder / "t000.txt").write_text("Another title\n\nAnother paragraph that is longer than its title.\n", "utf-8")
    done = run("encode", folder, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.stderr
    assert "Another title" in (tmp_path / "out" / "t000.xml").read_text("utf-8")


FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))
from encoder.cli import main
main()
"""


def test_a_full_disk_is_a_line_for_each_text_that_does_not_fit(tmp_path: Path) -> None:
    folder = texts(tmp_path, big=GOOD * 200, small=GOOD)
    done = subprocess.run(
        [sys.executable, "-c", FULL, "encode", str(folder), "--out", str(tmp_path / "out"), "--profile", "plain"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "big.xml:1:1: error unwritable: File too large" in done.stderr
    assert [p.name for p in (tmp_path / "out").glob("*.xml")] == ["small.xml"]
    assert not list((tmp_path / "out").glob(".tei-encoder-*.part"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_output_that_is_full_or_closed() -> None:
    program = [sys.executable, "-m", "encoder"]
    text = [*program, "text", str(TEI_FOLDER / "wilson122923.xml")]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(text, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "tei-encoder: No space left on device\n"
    explain = subprocess.Popen([*program, "explain", "seeds"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    assert explain.stdout is not None
    explain.stdout.close()
    assert b"Traceback" not in explain.communicate(timeout=60)[1]
    assert explain.returncode == 1
