"""How much a line is a salutation, a valediction, a signature, an address: evidence that adds up, in the language that fits best.

Nothing here decides; ``anatomy.letter`` adds the place of the line in the letter and what stands around it.
"""

from __future__ import annotations

from functools import lru_cache

from encoder import lazy_re as re
from encoder.language.gazetteer import given_names
from encoder.language.letters import Tongue, mark, tokens, tongues
from encoder.language.lexicon import words

#: longer than this, in characters and words, no salutation is; no valediction; no signature; no line of an address
SALUTATION = 90
GREETED = 12
VALEDICTION = 170
SIGNATURE = 90
ADDRESS = 80
#: a salutation run into the first sentence ends at one of these
_CUT = re.compile(r"[,:;.!]?\s?(?:--+|[—–])|[,:;!]|\.(?=\s[^\W\d_]|\s?[—–-])")
_ENDS = re.compile(r"[,:;!]\s*(?:--*|[—–])?\W*\Z|(?:--|[—–])\W*\Z")
_SENTENCE = re.compile(r"[.?!]\s+[^\W\d_]")
#: what is nothing but the word that somebody signed; "Signed by" says so of a paper that need be no letter
#: who presides signs nothing: "Dr. Hale in the chair."
_CHAIR = re.compile(r"\b(?:in\sthe\schair|presiding|in\sthe\sChair|den\sVorsitz|au\sfauteuil)\b\W*\Z", re.I)
_SIGNED = re.compile(r"\W{0,2}(?:gez|signed(?!\s+by\b)|sgd|sd\.|/s/|signé(?!\s+par\b)|firmado(?!\s+por\b)|fdo|firmato|подпис)", re.I)
#: who could not write put a sign beside the name that another wrote: "John Hull his X mark"
_HIS_MARK = re.compile(r",?\s*\b(?:his|her)\s(?:[+xX†]\s)?marke?\b")
#: who signs for somebody who is not there has no order to tell
_INSTEAD = ("for ", "on behalf", "pour ", "für ", "per ", "in vertretung", "signed")
#: who is called by name before the warm words: "Marie, ma chérie"
_CALLED = re.compile(r"[^\W\d_]+\s?,\s?[^\W\d_]")
_INITIAL = re.compile(r"(?:[^\W\d_]\.[\s-]?)+\Z")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\b\d{4}\b")
_TITLES = frozenset(t.lower() for t in words.TITLES)
_PARTICLES = frozenset(p.lower() for p in words.PARTICLES) | {
    "and", "und", "et", "y", "e", "the", "of", "du", "des", "zu", "d", "di", "da", "i", "и",
}
_OFFICES = frozenset(w.lower() for title in words.OFFICES | words.OFFICE_NOUNS | words.RANKS for w in title.split() if len(w) > 3)
#: words that are articles and the like in another language: "A Proclamation"
_ARTICLES = frozenset({"a", "an", "al", "in", "da", "ai", "for", "per"})
#: a letter is read more than once, forwards and backwards: what was found of so many lines and words is kept
_LINES = 512
_WORDS = 16384
#: what a word is in a salutation
_WARM = 0
_WHO = 1
_PASSES = 2
_OTHER = 3


@lru_cache(_LINES)
def salutation(text: str) -> float:
    """Return how much the words are a salutation: 3 and more are one where it stands over the text."""
    said = text.strip()
    if not said or len(said) > SALUTATION or said.endswith("?"):
        return 0
    listed = tokens(said)
    if not listed or len(listed) > GREETED:
        return 0
    best = _best_greeting(listed, said)
    if best <= 0:
        return best
    best += 1 if _ENDS.search(said) else -1 if said.endswith(".") and not said.endswith((" d.", "...")) else 0
    if _SENTENCE.search(said):
        best -= 1
    return best


def _best_greeting(listed: list[str], said: str) -> float:
    bare = said.rstrip(" ,:;!.—–-")
    parts = tuple(zip(*[_parts(word.lower()) for word in listed], strict=True))
    best = -1000.0
    for number, tongue in enumerate(tongues()):
        if tongue.greeting.fullmatch(bare) or (bare != said and tongue.greeting.fullmatch(said)):
            best = max(best, 4.0)
        else:
            best = max(best, _greets(listed, parts[number], said, tongue))
    return best


@lru_cache(_WORDS)
def _parts(small: str) -> tuple[int, ...]:
    """Return what a word is in the salutations of each language."""
    passes = small in _TITLES or small.rstrip(".") in _PARTICLES or bool(_DIGIT.search(small))
    return tuple(
        _WARM if small in t.warm else _WHO if small in t.who else _PASSES if passes or small in t.among else _OTHER for t in tongues()
    )


def _greets(listed: list[str], parts: tuple[int, ...], said: str, tongue: Tongue) -> float:
    if _WARM not in parts and _WHO not in parts:
        return 0
    score, names, warm, who, strange = 0.0, 0, False, False, 0
    for word, part in zip(listed, parts, strict=True):
        if part == _WARM:
            warm = True
        elif part == _WHO:
            who = True
        elif part == _PASSES:
            continue
        elif word[0].isupper() and (warm or who or len(listed) == 1 or (word is listed[0] and _called(word, said))):
            names += 1
        else:
            strange += 1  # "Oh, my dear": a name never stands first
    if warm and not who and not names and listed[-1].lower() in _TITLES:
        who = True  # "My dear General"
    score = 2.0 * warm + 2.0 * who + (1 if warm and names else 0) - 3 * strange - max(0, names - 4)
    # "To the Honorable"
    score -= 3 if tongue.to.match(said) and listed[0].lower() in {"to", "an", "à", "al", "ad"} else 0
    return score - (1 if names and not warm else 0)


def _called(word: str, said: str) -> bool:
    return bool(_CALLED.match(said)) and word in given_names()


def run_in(text: str, least: float = 4) -> int:
    """Return how many characters of a paragraph are a salutation run into it: "DEAR FRIEND,--", "Lieber Richard,"; 0 if none is.

    It counts ``least`` and more; less is enough where a dateline stands over it.
    """
    for cut in _CUT.finditer(text, 0, SALUTATION):
        if cut.start() and salutation(text[: cut.end()].rstrip()) >= least:
            following = _CUT.match(text, cut.end())
            return following.end() if following else cut.end()
        if len(tokens(text[: cut.start()])) > GREETED:
            break
    return 0


@lru_cache(_LINES)
def valediction(text: str) -> float:
    """Return how much the words are a valediction: 2 and more are one where it stands over the name."""
    said = text.strip()
    if not said or len(said) > VALEDICTION or _DIGIT.search(said) or said.endswith((":", "?")):
        return 0
    listed = tokens(said)
    if not listed:
        return 0
    bare = said.strip(" ,:;!.—–-_*")
    parts = tuple(zip(*[_parts_of_leave(word.lower()) for word in listed], strict=True))
    return max((_takes_leave(listed, parts[number], bare, tongue) for number, tongue in enumerate(tongues())), default=0.0)


@lru_cache(_WORDS)
def _parts_of_leave(small: str) -> tuple[int, ...]:
    """Return what a word counts in the valedictions of each language; -1 where it is none of their words."""
    return tuple(
        2 if small in t.strong else 1 if small in t.self
        else 0 if small in t.between or small in t.warm or small in t.who or small in t.among else -1
        for t in tongues()
    )  # fmt: skip


def _takes_leave(listed: list[str], parts: tuple[int, ...], bare: str, tongue: Tongue) -> float:
    least = 2.5 if tongue.farewell.fullmatch(bare) else -9.0
    score = 0.0
    strange = names = 0
    for word, part in zip(listed, parts, strict=True):
        if part >= 0:
            score += part
        elif word[0].isupper() and word is not listed[0]:
            names += 1
        else:
            strange += 1
    while score and names and listed[-1][0].isupper() and listed[-1].lower() not in tongue.strong:
        names -= 1  # the name itself: "Ever yours, M. R. M."
        listed = listed[:-1]
    last = listed[-1].lower()
    if score and (last in tongue.strong or last in tongue.self):
        score += 1
    if score and tongue.sentence.match(bare):
        score += 1
    return max(least, score - 1.2 * strange - 0.6 * names)


def known(text: str, most: int = 6) -> bool:
    """Whether every word of a short line may stand in a valediction of one language: "in Eile", "und"."""
    listed = [w.lower() for w in tokens(text)]
    if len(listed) == 1 and address(text) > 0:
        return False  # "To" over an address
    return bool(listed) and len(listed) <= most and any(
        all(w in t.strong or w in t.self or w in t.between or w in t.warm or w in t.who or w in t.among for w in listed) for t in tongues()
    )


def begins_sentence(text: str) -> bool:
    """Whether a line begins the sentence that runs down to the name: "I am, Sir,"."""
    return any(t.sentence.match(text.lstrip(" -—–")) for t in tongues())


def signed_before(text: str) -> str:
    """Return what stands before a name to say that it was signed ("(signed)", "gez.", "By order of the House,"); ``""`` if nothing."""
    found = (t.signed.match(text.lstrip()) for t in tongues())
    return max((m.group() for m in found if m), key=len, default="")


def on_behalf(text: str) -> bool:
    """Whether a line says nothing but in whose name those below it sign: "By command of Major-General Hale:", "Par ordre du Roi,"."""
    said = text.strip(" *_")
    before = signed_before(said)
    whole = " " in before and len(before) >= len(said.rstrip(" ,.:;—–-"))
    return whole and not said.lower().startswith(_INSTEAD)


@lru_cache(_LINES)
def signature(text: str, expected: frozenset[str] = frozenset()) -> float:
    """Return how much a line is a name: 1 for the shape alone, more for initials, capitals, a given name, a name that is ``expected``."""
    said = text.strip()
    if not said or len(said) > SIGNATURE:
        return 0
    before = signed_before(said)
    rest = _HIS_MARK.sub("", said[len(before):] if before else said)
    name, _, office = rest.partition(",")
    if not tokens(name):
        name, _, office = office.partition(",")
    listed = tokens(name)
    capitals = [w for w in listed if any(c.isupper() for c in w)]
    small = [w for w in listed if w.islower() and not _before_name(w) and not _shortened(w, name)]
    if not capitals or small or len(listed) > 8 or _DIGIT.search(name) or _YEAR.search(said):
        return 0
    if said[0] in "[(" and not before and said.count(said[0]) > said.count("])"[said[0] == "("]):
        return 0  # "[Exit JOHN."
    if _CHAIR.search(said):
        return 0
    if "\t" in said or name.rstrip().endswith(("?", ":", ";")):
        return 0
    if any(w[0].islower() and len(w) > 3 and w not in _PARTICLES for w in tokens(office)) and len(tokens(office)) > 8:
        return 0
    score = 1.0 + (2 if _SIGNED.match(before) else 1 if before else 0) + (0.5 if len(capitals) > 1 else 0)
    if any(_INITIAL.fullmatch(w) or len(w) == 1 for w in re.split(r"\s+", name.strip(" ._*")) if w) or re.search(r"\b[^\W\d_]\.", name):
        score += 1
    if any(w.title() in given_names() for w in capitals):
        score += 1
    if name.strip().isupper() and len(name.strip()) > 3:
        score += 0.5
    if expected & {w.lower() for w in capitals}:
        score += 2
    elif expected and capitals and all(len(w.rstrip(".")) == 1 for w in capitals):  # "V." is Voltaire
        score += 2 if any(w[0].lower() == one[0] for w in capitals for one in expected) else 0
    return score


def restated(signed: str, line: str) -> bool:
    """Whether a line has the whole name of whom a short name above it is: "Walter", and typed below it "Walter P. Hale"."""
    short, full = tokens(signed), tokens(line)
    if not 0 < len(short) < len(full) <= 5 or len(short) > 2 or not all(w[:1].isupper() for w in (*short, *full)):
        return False
    return signature(line) >= 1 and all(w in full for w in short) and (short[0] == full[0] or short[-1] == full[-1])


def _before_name(word: str) -> bool:
    """Whether a small word may stand in a name: a particle, a title, what somebody is to the other ("your mother")."""
    return word in _PARTICLES or word in _TITLES or any(word in t.ranks or (word in t.self and word in t.who) for t in tongues())


def _shortened(word: str, name: str) -> bool:
    """Whether a word stands in a name with a full stop behind it."""
    at = name.find(f"{word}.")
    while at > 0 and (name[at - 1].isalnum() or name[at - 1] == "_"):
        at = name.find(f"{word}.", at + 1)
    return at >= 0


def office(text: str) -> bool:
    """Whether a line may be the office below a name: short, with a capital, no sentence."""
    said = text.strip()
    return len(said) <= ADDRESS and said[:1].isupper() and not _SENTENCE.search(said) and bool({w.lower() for w in tokens(said)} & _OFFICES)


@lru_cache(_LINES)
def address(text: str, expected: frozenset[str] = frozenset()) -> float:
    """Return how much a line is the first one of an address: "To", "B. R. Haydon Esqre", "Herrn Dr. Richard Weber"."""
    said = text.strip()
    if not said or len(said) > ADDRESS:
        return 0
    listed = [w.lower() for w in tokens(said)]
    if not listed:
        return 0
    score = 0.0
    for tongue in tongues():
        here = 0.0
        to = tongue.to.match(said)
        if to and (to.end() == len(said) or said[to.end():].lstrip()[:1].isupper()):
            here += 1.5 if to.group().lower() not in _ARTICLES else 0.5
        if listed[0] in tongue.title or (to and any(w in tongue.title for w in listed[1:3])):
            here += 1.5
        elif any(w in tongue.title for w in listed):
            here += 1
        if any(w in tongue.where for w in listed[1:]):
            here += 0.5
        score = max(score, here)
    if expected & set(listed):
        score += 1.5
    if said.endswith((".", "?", "!", ":")) and any(w[0].islower() and len(w) > 4 for w in tokens(said)) and len(listed) > 7:
        score -= 1.5
    return score


def attested(text: str) -> bool:
    """Whether a line says before whom somebody signed: "in the presence of us", "Witness"."""
    return mark("witness").search(text) is not None


def ends_open(text: str) -> bool:
    """Whether a line ends as a salutation does: with a comma, a colon, a dash."""
    return bool(_ENDS.search(text.strip()))


def marked(kind: str, text: str) -> bool:
    """Whether a line begins with the mark of its kind and goes on as such a line does: "P. S.", "Encl.:", "[Endorsed:]"."""
    found = mark(kind).match(text.lstrip(" _*-—–"))
    if not found:
        return False
    rest = text.lstrip(" _*-—–")[found.end():]
    return not rest[:1].isalpha()


def alone(kind: str, text: str) -> bool:
    """Whether a line is such a mark and nothing else: the heading over notes."""
    return bool(mark(kind).fullmatch(text.strip(" .:_*-—–#")))


def formula(text: str) -> bool:
    """Whether a line is one of the formulas with which one ends: "God Save the King"."""
    bare = text.strip(" ,:;!.—–-_*")
    return len(bare) <= ADDRESS and any(t.farewell.fullmatch(bare) for t in tongues())


def ends_so(text: str) -> bool:
    """Whether the last word of a line is one of taking leave: "... how grateful I am always yours"."""
    listed = tokens(text)
    return bool(listed) and any(listed[-1].lower() in t.strong for t in tongues())


def sentences(text: str) -> bool:
    """Whether the words are more than one sentence, or more words than an office has."""
    return bool(re.search(r"[^\W\d_]{3}[.?!]\s+[^\W\d_a-zß-ÿ]", text)) or len(tokens(text)) > GREETED


def somewhere(text: str) -> bool:
    """Whether a short line has a word of addresses: "Broad Street, Excise Coffee House"."""
    listed = [w.lower() for w in tokens(text)]
    return 1 < len(listed) <= GREETED and any(w in t.where and len(w) > 2 for t in tongues() for w in listed[1:])
