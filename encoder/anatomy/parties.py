"""The names of sender and recipient without what stands around them: titles, offices, words of regard."""

from __future__ import annotations

from encoder import lazy_re as re
from encoder.anatomy import salutes
from encoder.anatomy.letters import SEAL
from encoder.language.letters import phrase, tokens, tongues
from encoder.language.lexicon import words

#: not before what belongs to the name of a firm: "Brandt & Söhne"
_AND = re.compile(
    rf"\s+(?:{phrase('and')}|\+)\s+(?!(?:Söhne|Sons?|Co|Cie|Fils|Figli|Hijos|Bros|Brothers)\b)|\n+|;\s*",
    re.I,
)
_RELATION = re.compile(r"(?:his|her|my|their|our|seine[rn]?|ihre[rn]?|meine[rn]?|son|sa|sus?|suo|sua)\s+\w+\W*", re.I)
_TAIL = re.compile(r"(?:[,\s]+(?:Esq(?:r|re|uire)?|Bart|Bt|jun(?:r|ior)?|sen(?:r|ior)?|Jr|Sr)\b\.?)+\W*\Z", re.I)
#: the line with a title is that of the name
TITLED = 1.5
_EDGE = " \t\n,.;:_*()[]/«»“”\"—–-"
_TITLES = frozenset(t.lower() for t in words.TITLES) | {t for tongue in tongues() for t in tongue.title} - {"s", "d", "a", "m", "g"}
_SMALL = frozenset({"le", "la", "the", "der", "die", "il", "el", "al", "to", "an", "à", "a", "ad", "in", "his", "her"})
_WORD = re.compile(r"[^\W\d_][\w.’'-]*")


def split(said: str) -> list[str]:
    """Return each of several people: "Hugo und Gerty von Hofmannsthal" are two of one family."""
    parts = [p for p in (clean(part) for part in _AND.split(said)) if p]
    if len(parts) == 2 and " " not in parts[0] and " " in parts[1] and not parts[0].endswith("."):
        parts[0] = f"{parts[0]} {parts[1].split(' ', 1)[1]}"
    return parts


def clean(said: str) -> str:
    """Return a name without brackets, "Esq." and the stop that ends the line; initials keep theirs."""
    name = _TAIL.sub("", " ".join(said.split())).strip(_EDGE)
    last = re.search(r"(?:^|[\s.])[^\W\d_]{1,4}\Z", name)
    return name + "." if last and f"{name}." in " ".join(said.split()) and _abbreviated(name) else name


def _abbreviated(name: str) -> bool:
    return len(tokens(name)[-1]) == 1 if tokens(name) else False


def named(said: str) -> bool:
    """Whether a heading names somebody, not a relation: "his Wife" is nobody's name."""
    return not _RELATION.fullmatch(said.strip())


def signer(said: str) -> str:
    """Return the name in a signature: "[signed] Wm. T. Stokes / Keeper" is Wm. T. Stokes."""
    lines = [line for line in SEAL.sub("", said).split("\n") if line.strip()]  # the mark of a seal is no part of a name
    if len(lines) > 1 and not salutes.signed_before(lines[0]):  # the office may stand over the name
        lines.sort(key=lambda line: -salutes.signature(line))
    for line in lines:
        before = salutes.signed_before(line)
        rest = line[len(before) :].strip(_EDGE + "]") if before else line
        name = clean(rest.split(",")[0])
        if tokens(name) and any(c.isupper() for c in name) and not re.fullmatch(r"[\[(]?\w* ?signature[\])]?", name, re.I):
            return name
    return ""


def addressee(said: list[str]) -> str:
    """Return the name in the lines of an address, ``""`` if they have none: "To / B. R. Haydon Esqre / 22 Lisson Grove"."""
    for line in sorted(said[:4], key=lambda line: salutes.address(line) < TITLED):  # the office may stand over the name
        rest = re.sub(r"\b(?:M|Mr|MM)\.?\s(?=(?:le|la|l[’'])\s?\w)", "", line)  # "M. le Président"
        while True:
            word = _WORD.match(rest)
            if not word or word.group().rstrip(".").lower() not in _TITLES | _SMALL:
                break
            rest = rest[word.end() :].lstrip(" ,.:")
        name = clean(rest.split(",")[0])
        listed = tokens(name)
        named = all(any(c.isupper() for c in w) or len(w) <= 3 for w in listed)
        if listed and named and len(listed) <= 6 and not any(c.isdigit() for c in name):
            return name
    return ""


def greeted(said: str) -> str:
    """Return the name in a salutation, ``""`` if it has none: "My dear Hallam," is Hallam."""
    best = ""
    for tongue in tongues():
        if not any(w.lower() in tongue.warm or w.lower() in tongue.who for w in tokens(said)):
            continue
        rest = [
            m.group() for m in re.finditer(r"[^\W\d_][\w.’'-]*", said)
            if not any(m.group().rstrip(".").lower() in known for known in (tongue.warm, tongue.who, tongue.among, _TITLES, _SMALL))
        ]
        names = [w for w in rest if w[0].isupper()]
        if rest and names == rest and (not best or len(rest) < len(best.split())):
            best = clean(" ".join(names))
    return best
