"""A run that leaves out what is unchanged writes what a fresh run writes, whatever has changed in between."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from encoder.cli import main
from encoder.run.job import Job, settings
from encoder.run.manifest import seen

LETTER = "Memorandum\n\nWashington, May {day}, 1959\n\nMr. Brede met Ann Lee{more} and John Okafor in Paris.\n"
PERSONS = "id,name\np_b,John {name}\n"
EDITION = '[edition]\npublisher = "{name}"\n'
DOCUMENT = '\n[[document]]\nfile = "a*"\ntitle = "{name}"\n'
NAMES = ("Okafor", "Brede", "Wright")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def put(path: Path, text: str, *, quietly: bool = False) -> None:
    """Write a file; ``quietly`` leaves it the times of the file that was there, or old ones."""
    times = (path.stat().st_atime_ns, path.stat().st_mtime_ns) if path.exists() else (0, 0)
    path.write_text(text, "utf-8")
    if quietly:
        os.utime(path, ns=times)


class Project:
    """Texts in two folders, with what may lie beside them, and everything that may happen to them."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance = folder, random.Random(seed)  # noqa: S311
        for name in ("a1", "a2", "b1", "sub/a1", "sub/c"):
            self.texts.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
            put(self.text(name), LETTER.format(day=3, more=""))

    @property
    def texts(self) -> Path:
        return self.folder / "in"

    def text(self, name: str) -> Path:
        return self.texts / f"{name}.txt"

    def any(self) -> Path:
        return self.chance.choice(sorted(self.texts.rglob("*.txt")))

    def beside(self, name: str) -> Path:
        return self.texts / self.chance.choice(("", "sub")) / name

    def rewrite(self) -> None:
        more = self.chance.choice(("", " again"))
        put(self.any(), LETTER.format(day=self.chance.randint(1, 9), more=more), quietly=self.chance.random() < 0.7)

    def add(self) -> None:
        put(self.beside(f"n{self.chance.randint(1, 3)}.txt"), LETTER.format(day=8, more=""), quietly=True)

    def swap(self) -> None:
        one, other = self.any(), self.any()
        both = one.read_text("utf-8"), other.read_text("utf-8")
        for path, text in zip((other, one), both, strict=True):
            put(path, text, quietly=True)

    def remove(self) -> None:
        if len(list(self.texts.rglob("*.txt"))) > 3:
            self.any().unlink()

    def touch(self) -> None:
        os.utime(self.any())

    def tell(self) -> None:
        name = self.chance.choice(NAMES)
        said = EDITION.format(name=name) + self.chance.choice(("", DOCUMENT.format(name=name), 'file_names = ["b{n}"]\n'))
        put(self.beside("edition.toml"), said, quietly=True)

    def tell_no_more(self) -> None:
        self.beside("edition.toml").unlink(missing_ok=True)

    def list_anew(self) -> None:
        put(self.folder / "persons.csv", PERSONS.format(name=self.chance.choice(NAMES)), quietly=True)

    def copy(self) -> None:
        """Put a copy of everything, times and all, in the place of it, as a back-up does."""
        shutil.copytree(self.folder, self.folder.with_name("copy"))
        shutil.rmtree(self.folder)
        self.folder.with_name("copy").rename(self.folder)

    def lose(self) -> None:
        """Take an edition away."""
        self.chance.choice(sorted((self.folder / "out").rglob("*.xml"))).unlink()

    def changes(self) -> tuple[Callable[[], None], ...]:
        return (
            self.rewrite, self.rewrite, self.add, self.swap, self.remove, self.touch, self.tell, self.tell, self.tell_no_more, self.list_anew,
            self.copy, self.lose,
        )  # fmt: skip


def editions(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*.xml"))}


@pytest.mark.parametrize("seed", range(4))
def test_after_any_changes_a_run_writes_what_a_fresh_one_writes(seed: int, tmp_path: Path) -> None:
    project = Project(tmp_path / "p", seed)
    put(project.folder / "persons.csv", PERSONS.format(name="Okafor"))
    call = ("encode", project.texts, "--persons", project.folder / "persons.csv", "--out")
    assert run(*call, project.folder / "out").exit_code == 0
    for step in range(20):
        for change in project.chance.choices(project.changes(), k=project.chance.randint(1, 3)):
            change()
        again, fresh = run(*call, project.folder / "out"), run(*call, tmp_path / f"fresh{step}")
        wanted = editions(tmp_path / f"fresh{step}")
        there = editions(project.folder / "out")
        assert {name: there.get(name) for name in wanted} == wanted, (step, again.stderr)
        said = [result.stderr.splitlines()[:-1] for result in (again, fresh)]
        assert said[0] == said[1]
        assert run(*call, project.folder / "out").stderr.splitlines()[-1].startswith("0 written")


def test_what_holds_for_all_texts_of_a_folder_is_made_once(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    put(tmp_path / "own" / "edition.toml", EDITION.format(name="X") + DOCUMENT.format(name="Y"))
    job = Job(tmp_path / "out")
    one, other = settings(tmp_path / "a.txt", job, "a"), settings(tmp_path / "b.txt", job, "b")
    assert one is other
    titled, plain = settings(tmp_path / "own" / "a.txt", job, "a"), settings(tmp_path / "own" / "b.txt", job, "b")
    assert (titled.metadata.title, plain.metadata.title) == ("Y", "")
    assert len({given.digest(job) for given in (one, titled, plain)}) == 3
    assert one.digest(job) != one.digest(Job(tmp_path / "out", profile="frus"))


@pytest.mark.parametrize("path", ["in/a.txt", "a.txt", "in/sub/b.txt", "../a.txt", "/x/a.txt", "in/../c.txt", "./in/a.txt"])
@pytest.mark.parametrize("out", ["out", "in", ".", "/x", "in/sub", "../out"])
def test_a_text_is_seen_from_its_editions(path: str, out: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    from encoder.run.job import forget

    forget()
    assert seen(Path(path), Path(out)) == Path(os.path.relpath(path, out)).as_posix()


def test_a_list_is_not_written_over_by_whatever_name(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "in").mkdir()
    put(tmp_path / "in" / "a.txt", LETTER.format(day=3, more=""))
    put(tmp_path / "persons.csv", PERSONS.format(name="Okafor"))
    call = ("encode", tmp_path / "in", "--persons", tmp_path / "persons.csv", "--out", tmp_path / "out")
    (tmp_path / "out" / "a.xml").symlink_to("../persons.csv")
    done = run(*call)
    assert (done.exit_code, "would be written over" in done.stderr) == (2, True)
    (tmp_path / "out" / "a.xml").unlink()
    os.link(tmp_path / "persons.csv", tmp_path / "out" / "a.xml")  # another name of the same bytes: it is replaced, the list stays
    assert run(*call, "--force").exit_code == 0
    assert (tmp_path / "persons.csv").read_text("utf-8") == PERSONS.format(name="Okafor")
