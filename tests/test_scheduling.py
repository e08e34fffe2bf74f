"""Many documents in several processes: the largest first, none longer than it may, lines in the order of the texts."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from encoder.cli import main
from encoder.io import limits, pool, processes
from encoder.io.limits import OverTimeError, within
from encoder.io.report import Outcome, Tally
from encoder.run import deliver, many
from encoder.validation import files
from encoder.validation.checked import Checked

LONG = 60.0


def _begun(_: int) -> float:
    begun = time.monotonic()
    time.sleep(0.01)
    return begun


def _sleep(seconds: float) -> str:
    time.sleep(seconds)
    return "done"


def _none(_: int, how: str) -> float:
    raise AssertionError(how)


def _told(_: float, how: str) -> str:
    return how


def test_the_largest_is_begun_first() -> None:
    sizes = [1] * 20
    sizes[-1] = 1000
    begun = dict(pool.finished(_begun, range(20), 2, _none, pool.Share(sizes=sizes, largest=True)))
    assert sorted(begun) == list(range(20))
    assert begun[19] <= sorted(begun.values())[1]


def test_results_come_in_order_where_they_are_to() -> None:
    assert list(pool.each(_sleep, [0.2, 0.0, 0.1, 0.0], 2, _told)) == ["done"] * 4


def test_a_process_that_does_not_answer_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PATIENCE", 0.2)
    begun = time.monotonic()
    found = dict(pool.finished(_sleep, [LONG, 0.0, 0.0], 2, _told, limit=0.2))
    assert time.monotonic() - begun < LONG / 2
    assert found == {0: "it took longer than 0.2 seconds; its process was ended", 1: "done", 2: "done"}


@pytest.mark.parametrize("pattern", [r"(?:a+)+b"])
def test_a_search_without_an_end_is_broken_off(pattern: str) -> None:
    with pytest.raises(limits.OverTimeError), limits.within(0.2):
        re.search(pattern, "a" * 60)
    time.sleep(0.3)  # no alarm is left behind


def test_what_is_quick_has_its_time() -> None:
    with limits.within(LONG):
        pass
    with limits.within(0):
        pass


def _texts(folder: Path, count: int) -> Path:
    folder.mkdir()
    for n in range(count):
        (folder / f"t{n:02}.txt").write_text(f"Memorandum {n}\n\nParis, May 5, 1959\n\n{'He left. ' * (n % 3 + 1)}\n")
    return folder


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_text_that_takes_too_long_is_a_line(tmp_path: Path, jobs: str) -> None:
    texts = _texts(tmp_path / "in", 25)
    out = tmp_path / "out"
    call = ["encode", str(texts), "--out", str(out), "--time-limit", "0.00001", "--jobs", jobs]
    result = CliRunner().invoke(main, call)
    assert result.exit_code == 1
    lines = [line for line in result.stderr.splitlines() if "error time-limit: " in line]
    assert [line.partition(":")[0] for line in lines] == sorted(str(p) for p in texts.iterdir())
    assert "0 written, 25 not written" in result.stderr
    assert not list(out.glob("*.xml"))


def test_jobs_and_limits_change_nothing_of_what_is_written(tmp_path: Path) -> None:
    texts = _texts(tmp_path / "in", 30)
    for name, more in (("one", []), ("other", ["--jobs", "auto", "--time-limit", "600"])):
        result = CliRunner().invoke(main, ["encode", str(texts), "--out", str(tmp_path / name), *more])
        assert result.exit_code == 0, result.output
    written = {p.name: p.read_bytes() for p in (tmp_path / "one").glob("*.xml")}
    assert len(written) == 30
    assert written == {p.name: p.read_bytes() for p in (tmp_path / "other").glob("*.xml")}


def test_lines_are_printed_in_the_order_of_the_texts(capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally()
    for number in (2, 0, 3):
        tally.put(number, Outcome((f"line {number}",)))
    assert capsys.readouterr().err == "line 0\n"
    tally.flush()
    assert capsys.readouterr().err == "line 2\nline 3\n"


@pytest.mark.parametrize("said", ["0", "-1", "many", ""])
def test_jobs_are_a_number_or_auto(said: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["encode", str(tmp_path), "--out", str(tmp_path / "out"), "--jobs", said])
    assert result.exit_code == 2
    assert "neither auto nor a number" in result.stderr


def test_little_memory_makes_few_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = tmp_path / "meminfo"
    monkeypatch.setattr(limits, "_GROUPS", ())
    monkeypatch.setattr(limits, "_MEMORY", memory)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(8)), raising=False)
    for megabytes, expected in ((100, 1), (1000, 3), (64000, 8)):
        memory.write_text(f"MemTotal:       999 kB\nMemAvailable: {megabytes * 1024} kB\n")
        assert limits.processes() == expected
    memory.unlink()
    assert limits.processes() == 8


def test_the_limit_of_time_holds_in_other_threads_too() -> None:
    said: list[str] = []

    def work() -> None:
        try:
            with within(0.05):
                while True:
                    pass
        except OverTimeError:
            said.append("late")
        with within(60):
            said.append("in time")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(30)
    assert said == ["late", "in time"]


def test_work_is_shared_out_by_bytes() -> None:
    assert list(pool.Share(3).out(7)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(pool.Share(64, [1, 1, 9, 1, 20, 1], most=10).out(6)) == [[0, 1, 2], [3, 4], [5]]
    assert list(pool.Share(2, [1, 9, 5], largest=True).out(3)) == [[1, 2], [0]]
    assert list(pool.Share(2, [3, 1, 2, 9, 8, 1], most=8, largest=True, first=5).out(6)) == [[3], [4], [0, 1], [2, 5]]


def test_few_large_texts_are_worth_a_process_too() -> None:
    assert many.worth_processes([10] * many.WORTH_PROCESSES)
    assert not many.worth_processes([10] * (many.WORTH_PROCESSES - 1))
    assert many.worth_processes([many.WORTH_BYTES, 1])
    assert not many.worth_processes([many.WORTH_BYTES])


def test_few_large_files_are_validated_by_several_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / f"{n}.xml" for n in range(3)]
    for path in paths:
        path.write_text("<a/>" + " " * 400)
    tasks: list[files.Task] = [(path, ()) for path in paths]
    asked: list[int] = []

    def each(*given: object) -> list[Checked]:
        asked.append(given[2])  # type: ignore[arg-type]
        return []

    monkeypatch.setattr(pool, "finished", lambda *given: (checked for checked in each(*given)))
    for most in (1_000_000, 1_000):
        monkeypatch.setattr(files, "WORTH_BYTES", most)
        assert list(files.check_files(tasks, 2, files.How(files.MEGABYTE))) == []
    assert asked == [1, 2]


def test_an_edition_that_holds_is_not_asked_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = _texts(tmp_path / "in", 1)
    call = ["encode", str(texts), "--out", str(tmp_path / "out"), "--force"]
    asked: list[str] = []

    def invalid(name: str, data: bytes) -> list[str]:
        asked.append(name)
        return []

    monkeypatch.setattr(deliver, "_invalid", invalid)
    assert CliRunner().invoke(main, call).exit_code == 0
    assert asked == []
    edition = tmp_path / "out" / "t00.xml"
    history = '<revisionDesc><change when="2024-01-02">read</change></revisionDesc></teiHeader>'
    edition.write_text(edition.read_text().replace("</teiHeader>", history))
    assert CliRunner().invoke(main, call).exit_code == 0
    assert len(asked) == 1  # what somebody wrote into it may not be valid
