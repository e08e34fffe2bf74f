"""A cluster of processes on this machine: the same bytes as without one, whoever dies on the way."""

from __future__ import annotations

import json
import os
import signal
import tarfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from encoder.cli import main
from encoder.io import cluster
from encoder.io.cluster import Shelf, finished

distributed: Any = pytest.importorskip("distributed", reason="distributed (the extra [dask]) is not installed")

TEXT = "{0}. Letter From Mr. John Smith to Mr. Jones1\n\nLondon, May {1}, 1958.\n\nMr. Smith left [2 lines not declassified] alone.\n\n  1. Source: X.\n"
COUNT = 24


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def scheduler() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0", memory_limit=None, silence_logs=50
    ) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for k in range(COUNT):
        (tmp_path / "in" / f"t{k:02}.txt").write_text(TEXT.format(k + 1, k + 1), "utf-8")
    (tmp_path / "in" / "broken.txt").write_bytes(b"\x00\x01")
    (tmp_path / "in" / "edition.toml").write_text('[edition]\npersons = ["p.csv"]\n', "utf-8")
    (tmp_path / "in" / "p.csv").write_text('id,name\np_smith,"Smith, John"\n', "utf-8")
    return tmp_path


def editions(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.glob("*.xml"))}


def test_a_folder_is_the_same_as_without_a_cluster(folder: Path, scheduler: Any) -> None:
    here = run("encode", folder / "in", "--out", folder / "here")
    there = run("encode", folder / "in", "--out", folder / "there", "--cluster", scheduler.scheduler_address)
    assert (there.exit_code, there.stderr) == (here.exit_code, here.stderr)
    assert editions(folder / "there") == editions(folder / "here")
    assert len(editions(folder / "there")) == COUNT
    assert b"#p_smith" in editions(folder / "there")["t00.xml"]
    manifest = Path(".tei-encoder") / "manifest.json"
    assert json.loads((folder / "there" / manifest).read_text())["editions"] == json.loads((folder / "here" / manifest).read_text())["editions"]
    again = run("encode", folder / "in", "--out", folder / "there", "--cluster", scheduler.scheduler_address)
    assert f"0 written, {COUNT} unchanged" in again.stderr
    one, other = (run("validate", folder / "there", *more) for more in ((), ("--cluster", scheduler.scheduler_address)))
    assert (one.exit_code, one.output) == (other.exit_code, other.output)
    (folder / "in" / "p.csv").write_text('id,name\np_smyth,"Smith, John"\n', "utf-8")
    run("encode", folder / "in", "--out", folder / "there", "--cluster", scheduler.scheduler_address)
    assert b"#p_smyth" in editions(folder / "there")["t00.xml"], "a worker that has seen the old list reads the new one"


@pytest.mark.parametrize("name", ["c.tar", "c.jsonl"])
def test_an_archive_is_the_same_as_without_a_cluster(folder: Path, scheduler: Any, name: str) -> None:
    (folder / "in" / "two.txt").write_text(TEXT.format(31, 3) + "\n" + TEXT.format(32, 4), "utf-8")
    run("encode", folder / "in", "--out", folder / "here", "--split")
    here = run("encode", folder / "in", "--out", folder / name, "--split")
    there = run("encode", folder / "in", "--out", folder / f"x{name}", "--split", "--cluster", scheduler.scheduler_address)
    assert (there.exit_code, there.stderr) == (here.exit_code, here.stderr)
    assert (folder / f"x{name}").read_bytes() == (folder / name).read_bytes()
    if name == "c.tar":
        with tarfile.open(folder / name) as made:
            held = {m.name: getattr(made.extractfile(m), "read")() for m in made.getmembers()}  # noqa: B009
    else:
        held = {row["name"]: row["tei"].encode() for row in map(json.loads, (folder / name).read_text("utf-8").splitlines())}
    assert held == editions(folder / "here")


def test_the_chunks_of_a_worker_that_is_killed_are_done_again(folder: Path, scheduler: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "MOST", 2)
    out = folder / "there"

    def kill() -> None:
        while not list(out.glob("*.xml")):
            time.sleep(0.01)
        with distributed.Client(scheduler.scheduler_address, set_as_default=False) as client:
            os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    done = run("encode", folder / "in", "--out", out, "--cluster", scheduler.scheduler_address)
    killer.join()
    assert "broken.txt" in done.stderr
    run("encode", folder / "in", "--out", folder / "here")
    assert editions(out) == editions(folder / "here")


def test_a_text_that_takes_too_long_is_named_and_the_others_go_on(folder: Path, scheduler: Any) -> None:
    (folder / "in" / "long.txt").write_text("Mr. John Smith of London wrote to Mr. Jones on May 5, 1958.\n\n" * 60000, "utf-8")
    done = run("encode", folder / "in", "--out", folder / "there", "--cluster", scheduler.scheduler_address, "--time-limit", 5)
    assert done.exit_code == 1
    assert [line for line in done.stderr.splitlines() if "time-limit" in line] == [
        f"{folder / 'in' / 'long.txt'}:1:1: error time-limit: not encoded within 5 seconds (--time-limit); the others go on"
    ]
    assert len(editions(folder / "there")) == COUNT


def _work(number: int, things: str) -> str:
    """Be a worker, which is killed by one of the numbers, each time it is tried."""
    if number == 5:
        with Path(things).open("a") as tried:
            tried.write("x")
        os.kill(os.getpid(), signal.SIGKILL)
    return f"{number} done"


def _lost(number: int, how: str) -> str:
    return f"{number} lost: {how}"


def test_what_kills_its_worker_is_named_and_not_tried_for_ever(tmp_path: Path) -> None:
    with cluster.connected(cluster.LOCAL, 2) as client:
        results = finished(client, _work, range(12), Shelf(str(tmp_path / "tried")), _lost, [1] * 12)
        found = dict(results)
    assert found.pop(5) == "5 lost: every worker that had it died; memory may have run out"
    assert found == {k: f"{k} done" for k in range(12) if k != 5}
    assert 1 <= len((tmp_path / "tried").read_text()) <= 3


def test_calls_that_cannot_be(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.3)
    done = run("encode", folder / "in", "--out", folder / "x", "--cluster", "tcp://127.0.0.1:9")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "no scheduler answers" in done.stderr
    assert run("encode", "-", "--out", folder / "x", "--cluster", "local").exit_code == 2
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    done = run("encode", folder / "in", "--out", folder / "x", "--cluster", "local")
    assert (done.exit_code, done.stderr) == (2, "tei-encoder: --cluster needs Dask: pip install 'tei-encoder[dask]'\n")
    assert not (folder / "x").exists()
