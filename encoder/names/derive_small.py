"""Make the lists of ordinary words of languages, ``small_fr.txt``, ``both_fr.txt`` and so on: ``python -m encoder.names.derive_small``.

Of the commonest words those that a dictionary has in small letters, or as nouns of German. A word that is a name too stays out, unless it
is very common in the language, and neither a country nor a name that its people bear. Not needed to run the encoder; needs wordfreq,
simplemma, german-nouns and faker. What is made of what: README.md of the lexicon.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from itertools import islice

from encoder.language.lexicon.derive_world import german_nouns, write
from encoder.names.kinds import NAMES, Kind, kinds

#: so many words of each are kept; German makes many of its words of others
KEPT = {"de": 40_000, "es": 12_000, "fr": 12_000, "it": 12_000, "nl": 12_000, "pt": 12_000}
#: so many of the commonest words are looked through
LOOKED_THROUGH = 200_000
#: how common a word is that is a name elsewhere, and one that is a large town: the logarithm of its share of a billion words
COMMON = 4.3
COMMONER = 5.0
#: and one that is a word whoever bears it as a surname
EVERYWHERE = 5.5


def borne(language: str, kind: str) -> frozenset[str]:
    """Return the names of a kind (``first_names``, ``last_names``) that are borne in the countries of a language, in small letters."""
    import faker.providers.person as persons

    found: set[str] = set()
    for module in pkgutil.iter_modules(persons.__path__):
        if module.name.partition("_")[0] == language:
            provider = importlib.import_module(f"{persons.__name__}.{module.name}").Provider
            for key in dir(provider):
                listed = getattr(provider, key)
                if key.startswith(kind) and isinstance(listed, Iterable):
                    found.update(str(name).lower() for name in listed)
    return frozenset(found)


def small(language: str) -> tuple[list[str], list[str]]:
    """Return the ordinary words of a language, the commonest ones, and those that its people bear as surnames too."""
    import wordfreq
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    table = DefaultDictionaryFactory().get_dictionary(language)
    known = {word for pair in table.items() for word in pair}
    if language == "de":
        known |= {noun.lower() for noun in german_nouns()}
    given, names = borne(language, "first_names"), borne(language, "last_names")

    def plain(word: str) -> bool:
        found = kinds(word.title())
        if not found & (NAMES | Kind.PLACE | Kind.TOWN):
            return True
        common = wordfreq.zipf_frequency(word, language)
        if common >= EVERYWHERE and word not in given and not found & Kind.PLACE:
            return True
        return word not in names | given and not found & Kind.PLACE and common >= (COMMONER if found & Kind.CITY else COMMON)

    every = [w for w in wordfreq.top_n_list(language, LOOKED_THROUGH) if w.isalpha() and len(w) > 1 and w in known]
    both = sorted(w for w in every if w in names - given and wordfreq.zipf_frequency(w, language) >= COMMON and not plain(w))
    return sorted(islice((w for w in every if plain(w)), KEPT[language])), both


def main() -> None:
    """Write the files."""
    for language in KEPT:
        words, both = small(language)
        write(f"small_{language}.txt", words)
        write(f"both_{language}.txt", both)


if __name__ == "__main__":
    main()
