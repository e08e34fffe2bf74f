"""Names of persons taken apart: parts, order, particles, titles, sorting."""

from __future__ import annotations

import pytest

from encoder.authority.entry import Kind
from encoder.language.person_name import PersonName
from encoder.run.proposals import Proposal, _rows

PARTS = {
    "Michael Wright": ("Wright", "Michael", "", "", "", "given first"),
    "Wright, Michael": ("Wright", "Michael", "", "", "", "inverted"),
    "Sir Michael Wright": ("Wright", "Michael", "", "", "Sir", "given first"),
    "Wright, Sir Michael": ("Wright", "Michael", "", "", "Sir", "inverted"),
    "Earle G. Wheeler, Jr.": ("Wheeler", "Earle G.", "", "Jr.", "", "given first"),
    "Earle G. Wheeler Jr.": ("Wheeler", "Earle G.", "", "Jr.", "", "given first"),
    "Wheeler, Earle G., Jr.": ("Wheeler", "Earle G.", "", "Jr.", "", "inverted"),
    "Wheeler, Earle G.,Jr.": ("Wheeler", "Earle G.", "", "Jr.", "", "inverted"),
    "Adlai Stevenson III": ("Stevenson", "Adlai", "", "III", "", "given first"),
    "Heinrich von Brentano": ("Brentano", "Heinrich", "von", "", "", "given first"),
    "Brentano, Heinrich von": ("Brentano", "Heinrich", "von", "", "", "inverted"),
    "Maria van der Velde": ("Velde", "Maria", "van der", "", "", "given first"),
    "Zhou Enlai": ("Zhou", "Enlai", "", "", "", "surname first"),
    "Kim Il-sung": ("Kim", "Il-sung", "", "", "", "surname first"),
    "Alec Douglas-Home": ("Douglas-Home", "Alec", "", "", "", "given first"),
    "Earl D. Johnson": ("Johnson", "Earl D.", "", "", "", "given first"),
    "Wright": ("Wright", "", "", "", "", "given first"),
    "  Michael\n Wright ": ("Wright", "Michael", "", "", "", "given first"),
    "Mustafa al-Barzani": ("al-Barzani", "Mustafa", "", "", "", "given first"),
}


@pytest.mark.parametrize("name", PARTS)
def test_parts(name: str) -> None:
    read = PersonName.read(name)
    assert (read.surname, read.given, read.particle, read.suffix, read.title, read.order) == PARTS[name]


@pytest.mark.parametrize(
    ("name", "listed", "said"),
    [
        ("Michael Wright", "Wright, Michael", "Michael Wright"),
        ("Wright, Sir Michael", "Wright, Sir Michael", "Sir Michael Wright"),
        ("Earle G. Wheeler Jr.", "Wheeler, Earle G., Jr.", "Earle G. Wheeler, Jr."),
        ("Stevenson, Adlai, III", "Stevenson, Adlai, III", "Adlai Stevenson III"),
        ("Heinrich von Brentano", "Brentano, Heinrich von", "Heinrich von Brentano"),
        ("Zhou Enlai", "Zhou Enlai", "Zhou Enlai"),
        ("Kim Il-sung", "Kim Il-sung", "Kim Il-sung"),
        ("Wright", "Wright", "Wright"),
    ],
)
def test_both_orders(name: str, listed: str, said: str) -> None:
    read = PersonName.read(name)
    assert read.inverted == listed
    assert read.straight == said
    assert PersonName.read(read.inverted).straight == said, "what is inverted is read again as the same name"


def test_before_the_surname_stand_given_names_and_particle() -> None:
    assert PersonName.read("Maria van der Velde").before == "Maria van der"
    assert PersonName.read("Velde").before == ""


def test_names_are_sorted_by_surname_then_given_names_then_suffix() -> None:
    names = ["Émile Zola", "Zhou Enlai", "Heinrich von Brentano", "Brentano, Clemens", "Anwar al-Sadat", "Bernd ÖZER", "Jon Ozer, Jr.", "Jon Ozer"]
    assert sorted(names, key=lambda n: PersonName.read(n).sorting) == [
        "Brentano, Clemens", "Heinrich von Brentano", "Bernd ÖZER", "Jon Ozer", "Jon Ozer, Jr.", "Anwar al-Sadat", "Zhou Enlai", "Émile Zola",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind", "listed"),
    [("Zhou Enlai", "person", "Zhou Enlai"), ("Earle G. Wheeler Jr.", "person", "Wheeler, Earle G., Jr."), ("Lamp Office", "org", "Lamp Office")],
)
def test_lists_that_are_built_invert_persons_alone(name: str, kind: Kind, listed: str) -> None:
    ((_, written, *_),) = _rows([Proposal(name)], kind, set())
    assert written == listed
