"""Large lists: found as in small ones, kept beside the list, and never taken for another list's."""

from __future__ import annotations

import random
import string
from pathlib import Path

import pytest

from encoder.authority import forms, index, kept
from encoder.authority.entry import Entry
from encoder.authority.index import Authorities, load_all

ROWS = ("Wright, Michael", "Thanat Khoman", "Brentano, Heinrich von", "Nasser (Nasr), Gamal Abdul", "Baker, J. Robert, Jr.", "Smith, Mary", "Smith, John")
TEXT = "Mr. Wright met von Brentano, Gamal Abdul Nasr and Mary Smith; Smith and MARY SMITH wrote to J. Robert Baker, Jr. McWright left."


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every list count as large."""
    for module, name in ((forms, "MANY"), (index, "MANY"), (kept, "LARGE")):
        monkeypatch.setattr(module, name, 0)


def a_list(path: Path, names: tuple[str, ...] = ROWS) -> Path:
    path.write_text("id,name\n" + "".join(f'p{k},"{name}"\n' for k, name in enumerate(names)), encoding="utf-8")
    return path


def read(path: Path) -> Authorities:
    load_all.cache_clear()
    return load_all((path,))


def said(lists: Authorities) -> object:
    found = lists.find(TEXT)
    meant = {form: [(e.id, full) for e, full in lists.forms[form]] for _, _, form in found}
    return found, meant, lists.entries, lists.warnings, lists.closed, sorted(lists.forms)


def test_a_list_is_the_same_when_it_is_kept(tmp_path: Path, large: None) -> None:
    path = a_list(tmp_path / "persons.csv")
    small = Authorities(read(path).entries, closed=True)
    first = said(read(path))
    assert (tmp_path / ".persons.csv.forms").is_file()
    assert said(read(path)) == first == said(small)


def test_a_small_list_is_not_kept(tmp_path: Path) -> None:
    read(a_list(tmp_path / "persons.csv"))
    assert [p.name for p in tmp_path.iterdir()] == ["persons.csv"]


def test_what_is_kept_of_another_list_is_not_used(tmp_path: Path, large: None) -> None:
    path = a_list(tmp_path / "persons.csv")
    read(path)
    a_list(path, (*ROWS[:-1], "Jones, John"))
    assert read(path).forms.get("Jones")
    assert not read(path).forms.get("John Smith")


@pytest.mark.parametrize("damage", [b"", b"x", b"\xff\xfe", b"{}", b"[1, 2, 3, 4]"])
def test_what_is_broken_is_made_anew(tmp_path: Path, large: None, damage: bytes) -> None:
    path = a_list(tmp_path / "persons.csv")
    first = said(read(path))
    place = tmp_path / ".persons.csv.forms"
    key = place.read_bytes().partition(b"\n")[0]
    place.write_bytes(key + b"\n" + damage)
    assert said(read(path)) == first
    place.unlink()
    place.mkdir()  # nothing can be written there
    assert said(read(path)) == first


def test_a_link_is_not_written_through(tmp_path: Path, large: None) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"mine")
    (tmp_path / ".persons.csv.forms").symlink_to(other)
    read(a_list(tmp_path / "persons.csv"))
    assert other.read_bytes() == b"mine"


def test_many_forms_are_found_as_few_are() -> None:
    chance = random.Random(4)  # noqa: S311 - no secrets here
    letters = "ab A.-" + string.ascii_uppercase[:3]
    for _ in range(400):
        names = {"".join(chance.choice(letters) for _ in range(chance.randint(1, 9))) for _ in range(chance.randint(1, 40))}
        entries = [Entry(f"p{k}", name, "place") for k, name in enumerate(sorted(names))]
        few = Authorities(entries)
        known = kept.Kept(few.entries, few.forms.owners, forms.heads_of(few.forms), ())
        many = Authorities(entries, known=known)
        text = "".join(chance.choice(letters) for _ in range(200))
        assert many.find(text) == few.find(text)
