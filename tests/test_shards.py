"""Archives of editions, runs that watch, and runs that leave out what is unchanged."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from encoder.cli import main
from encoder.run import shards
from tests.conftest import ROOT

GOOD = "A title\n\nA paragraph that is longer than its title, and Mr. John Smith in it.\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def texts(folder: Path, count: int = 4) -> Path:
    (folder / "in").mkdir()
    for k in range(count):
        (folder / "in" / f"t{k}.txt").write_text(GOOD.replace("title", f"title {k}", 1), "utf-8")
    return folder / "in"


def test_an_archive_has_the_editions_and_no_times(tmp_path: Path) -> None:
    source = texts(tmp_path)
    run("encode", source, "--out", tmp_path / "out")
    done = run("encode", source, "--out", tmp_path / "c.tar")
    assert (done.exit_code, done.stderr) == (0, "4 written\n")
    first = (tmp_path / "c.tar").read_bytes()
    with tarfile.open(fileobj=io.BytesIO(first)) as made:
        assert [(m.name, m.mtime, m.uid) for m in made.getmembers()] == [(f"t{k}.xml", 0, 0) for k in range(4)]
        for member in made.getmembers():
            held = made.extractfile(member)
            assert held is not None
            assert held.read() == (tmp_path / "out" / member.name).read_bytes()
    kept = run("encode", source, "--out", tmp_path / "c.tar")
    assert (kept.exit_code, "c.tar is there already" in kept.stderr) == (2, True)
    assert run("encode", source, "--out", tmp_path / "c.tar", "--force").exit_code == 0
    assert (tmp_path / "c.tar").read_bytes() == first
    assert run("encode", source, "--out", tmp_path / "d.tar", "--check").exit_code == 2


def test_numbered_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = texts(tmp_path)
    size = len(run("encode", source, "--out", tmp_path / "out").stderr) and (tmp_path / "out" / "t0.xml").stat().st_size
    monkeypatch.setattr(shards, "LARGEST", 2 * size + 100)
    assert run("encode", source, "--out", tmp_path / "c-{:03}.jsonl").exit_code == 0
    counts = [len(p.read_text("utf-8").splitlines()) for p in sorted(tmp_path.glob("c-*.jsonl"))]
    assert [p.name for p in sorted(tmp_path.glob("c-*"))] == ["c-000.jsonl", "c-001.jsonl"]
    assert counts == [2, 2]


def test_an_archive_at_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed")
    source = texts(tmp_path)
    assert run("encode", source, "--out", "memory://shelf/c.tar").exit_code == 0
    run("encode", source, "--out", tmp_path / "c.tar")
    with fsspec.open("memory://shelf/c.tar") as file:
        assert file.read() == (tmp_path / "c.tar").read_bytes()
    assert run("encode", source, "--out", "memory://shelf/c.tar").exit_code == 2
    monkeypatch.setattr(shards, "find_spec", lambda _: None)
    done = run("encode", source, "--out", "s3://bucket/c.tar")
    assert (done.exit_code, "s3://bucket/c.tar: addresses need fsspec" in done.stderr) == (2, True)


def test_what_changes_is_encoded_while_it_watches(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles", reason="watchfiles (the extra [watch]) is not installed")
    source, out = texts(tmp_path), tmp_path / "in" / "out"
    process = subprocess.Popen(
        [sys.executable, "-m", "encoder", "encode", str(source), "--out", str(out), "--watch"], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    try:
        _until(lambda: len(list(out.glob("*.xml"))) == 4)
        time.sleep(1)  # it begins to watch
        (source / "t1.txt").write_text(GOOD.replace("A title", "Another title"), "utf-8")
        _until(lambda: "Another title" in (out / "t1.xml").read_text("utf-8"))
        (source / "p.csv").write_text("id,nonsense\n", "utf-8")
        (source / "edition.toml").write_text('[edition]\npersons = ["p.csv"]\n', "utf-8")
        time.sleep(1.5)
        assert process.poll() is None, "a list that cannot be used is told, and mended later"
        (source / "p.csv").write_text('id,name\np_js,"Smith, John"\n', "utf-8")
        _until(lambda: "#p_js" in (out / "t0.xml").read_text("utf-8"))
    finally:
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=20)[1]
    assert process.returncode == 130, said
    assert "1 written, 3 unchanged" in said
    assert "p.csv:1" in said


def _until(holds: object) -> None:
    for _ in range(400):
        if callable(holds) and holds():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come about")


NAMES = ("a", "b", "c", "d")
CHANGES = st.one_of(
    st.tuples(st.just("text"), st.sampled_from(NAMES), st.integers(0, 3)),
    st.tuples(st.just("gone"), st.sampled_from(NAMES), st.just(0)),
    st.tuples(st.just("list"), st.sampled_from(("p_js", "p_smith", "p_other")), st.just(0)),
    st.tuples(st.just("title"), st.sampled_from(NAMES), st.integers(0, 2)),
    st.tuples(st.just("link"), st.sampled_from(("ref", "corresp")), st.just(0)),
    st.tuples(st.just("lost"), st.sampled_from(NAMES), st.just(0)),
    st.tuples(st.just("manifest"), st.just(""), st.just(0)),
)


@settings(max_examples=12, deadline=None)
@given(st.lists(CHANGES, min_size=1, max_size=6))
def test_after_any_changes_the_folder_is_that_of_a_fresh_run(changes: list[tuple[str, str, int]]) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder, link, titles, who = Path(made), "ref", {"a": 0}, "p_js"
        source, out = folder / "in", folder / "out"
        source.mkdir()
        (source / "e.txt").write_text(GOOD, "utf-8")
        for kind, name, number in (("text", "a", 0), ("list", "p_js", 0), *changes):
            if kind == "text":
                (source / f"{name}.txt").write_text(GOOD.replace("longer", f"longer by {number}"), "utf-8")
            elif kind == "gone":
                (source / f"{name}.txt").unlink(missing_ok=True)
            elif kind == "lost":
                (out / f"{name}.xml").unlink(missing_ok=True)
            elif kind == "manifest":  # what is there is as it would be written, or the next run says that it is not
                run("encode", source, "--out", out, "--link", link)
                (out / ".tei-encoder" / "manifest.json").unlink(missing_ok=True)
            elif kind == "title":
                titles[name] = number
            elif kind == "list":
                who = name
            else:
                link = name
            if kind in {"title", "list"}:
                (source / "p.csv").write_text(f'id,name\n{who},"Smith, John"\n', "utf-8")
                rows = "".join(f'\n[[document]]\nfile = "{n}"\ntitle = "Title {k}"\n' for n, k in sorted(titles.items()))
                (source / "edition.toml").write_text(f'[edition]\npersons = ["p.csv"]\n{rows}', "utf-8")
            assert run("encode", source, "--out", out, "--link", link).exit_code == 0
        assert run("encode", source, "--out", folder / "fresh", "--link", link).exit_code == 0
        fresh = {p.name: p.read_bytes() for p in (folder / "fresh").glob("*.xml")}
        assert {name: (out / name).read_bytes() for name in fresh} == fresh
        assert f"0 written, {len(fresh)} unchanged" in run("encode", source, "--out", out, "--link", link).stderr
