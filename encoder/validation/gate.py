"""A quick look at an edition that tells whether the rules of ``schema/edition.sch`` can find anything in it.

Schematron takes ten times as long as the grammar, and nearly every edition keeps all of its rules. So the document is read once more as
the text that lxml writes of it (attributes in double quotes, ``<``, ``>`` and ``&`` escaped, ``>`` in attributes too), by patterns. What
is not plainly right does not pass, be it wrong or only unusual; then Schematron is run and decides. ``RULES`` are the assertions that
are looked after: tests hold them against the file, and the gate against Schematron on thousands of editions with something wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from encoder import lazy_re as re

#: the identifiers of the assertions of edition.sch that nothing breaks which passes
RULES = frozenset({
    "pointer-ref", "pointer-corresp", "pointer-target", "pointer-resp", "pointer-who", "pointer-source",
    "empty-element", "link-empty", "link-person", "link-place", "link-org", "link-term",
    "date-not-before-after", "date-from-to", "date-one-value", "date-year-text", "date-month-text", "date-day-text", "date-weekday-text",
    "note-id", "note-order", "page-id", "page-order", "gap-says-nothing", "gap-unit", "gap-range", "resp-missing",
    "language-undeclared", "correspondence-sent-once", "document-nested",
})  # fmt: skip

_TEI = ' xmlns="http://www.tei-c.org/ns/1.0"'
#: an element: its name, its attributes (and the stroke of one that is empty), the words up to the next tag, whether that is an end
_ELEMENT = re.compile(r"<([A-Za-z]+)([^<>]*)>([^<]*)(</)?")
_ID = ' xml:id="'
_NAME = re.compile(r"[^\W\d][\w.-]*")
_POINTER = re.compile(r' ([\w:]+)="#([^"]*)"')
#: attributes that are no pointers, and begin so: marks of headings, the form of pointers
_NO_POINTERS = frozenset({"rend", "replacementPattern"})
_LINKING = frozenset({"ref", "target"})
#: what an element is linked to
_MEANT = {"persName": "person", "placeName": "place", "orgName": "org", "gloss": "term"}
#: what holds something, and what is nothing
_FULL = frozenset({
    "p", "head", "item", "l", "signed", "dateline", "persName", "placeName", "orgName", "term", "title", "desc", "seg", "hi", "supplied",
    "corr", "gloss",
})  # fmt: skip
_NOTHING = re.compile(r"(?:\s|&\#(?:13|10|9);)*")
#: what may have the beginning and the end of a time, and the attributes that say so
_LASTING = frozenset({"date", "birth", "death", "floruit", "change"})
_RANGE = re.compile(r'(?:notBefore|notAfter|from|to)="')
#: what must say whose it is
_ANSWERED = frozenset({"supplied", "corr"})
#: elements whose attributes are looked at
_ASKED = _LASTING | _ANSWERED | {"correspAction", "div", "gap", "note", "pb", "teiHeader", "text"}
_LANGUAGE = re.compile(r"<language(\s[^<>]*)>")
_DATE = re.compile(r'<date(?P<said>\s[^<>]*")>(?P<words>.*?)</date>', re.S)
_ATTRIBUTE = re.compile(r'\s(?P<name>[\w:]+)="(?P<value>[^"]*)"')
_WHEN = re.compile(r'\swhen="(?P<value>[^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
_VALUE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T[\d:.+-]*Z?)?)?)?", re.ASCII)
_NOTE = re.compile(r"<note(?P<said>\s[^<>]*)?(?P<closed>/)?>|</note>")
_GAP = re.compile(r"<gap(?P<said>\s[^<>]*?)?(?:/>|>(?P<desc>\s*<desc[\s>])?)")
_SENT = re.compile(r'<correspAction\s(?:[^<>]*\s)?type="sent"')
#: a number as XPath has it, so far as it is plain; what begins with a letter or a sign of a note is none
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_NO_NUMBER = re.compile(r"[^\s\d.&-].*", re.S)

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NAMED = re.compile("|".join((*_MONTHS, *(m.upper() for m in _MONTHS))))
_SPELLED = re.compile(
    r"""
      irst | ast[ \n\t] | econd | hird | ourth | ifth | ixth | venth | ighth | inth | neth | enth | lfth | tieth | teen
    | welve | leven | [ ]ten | [ ]two | three | [ ]four | [ ]five | [ ]six | [ ]seven | [ ]eight
    | [ ]nine | wenty | hirty
    """,
    re.VERBOSE,
)
_WEEKDAYS = ("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_FIGURES = str.maketrans("0123456789", "d" * 10)


class _Read(NamedTuple):
    """What an edition has: which element has each identifier, the pointers of elements, of some elements what is said of each."""

    owners: dict[str, str]
    pointers: list[tuple[str, str, str]]
    said: dict[str, list[str]]

    def of(self, names: Iterable[str]) -> Iterator[str]:
        """Yield what is said of elements of these names."""
        return chain.from_iterable(self.said.get(name, ()) for name in names)


def passes(written: str, errors: bool = False) -> bool:
    """Whether an edition, as lxml writes its root, keeps every rule; False where it may not.

    With ``errors`` the order of notes and pages is not asked, which is a warning alone: one number stands twice in many a source.
    """
    found = _read(written)
    if found is None:
        return False
    said = found.said
    sent = sum(' type="sent"' in one for one in said.get("correspAction", ()))
    return (
        _points(found)
        and all(_ordered(one) for one in found.of(_LASTING) if _RANGE.search(one))
        and ("date" not in said or _dates(written))
        and _notes(written, said, errors)
        and (errors or _pages(said.get("pb", ())))
        and ("gap" not in said or all(_gap(m["said"] or "", m["desc"] is not None) for m in _GAP.finditer(written)))
        and all(' resp="' in one for one in found.of(_ANSWERED))
        and _language(written, said)
        and (sent < 2 or all(len(_SENT.findall(one)) < 2 for one in written.split("<correspDesc")))
    )


def _read(written: str) -> _Read | None:
    """Read the elements of an edition; None where something is empty that must not be, an identifier comes twice, or it is unusual."""
    elements = _ELEMENT.findall(written)
    tags = len(elements) + written.count("</")
    if written.count("<") != tags or written.count("xmlns") != 1 or _TEI not in written[:200]:
        return None  # comments, instructions, other namespaces
    found = _Read({}, [], {})
    owners, pointers, said = found
    for element, attributes, words, ended in elements:
        if element in _FULL and (attributes[-1:] == "/" or (ended and _NOTHING.fullmatch(words))):
            return None
        if element in _ASKED:
            said.setdefault(element, []).append(attributes)
        if not attributes:
            continue
        if "#" in attributes:
            pointers += [(element, name, value) for name, value in _POINTER.findall(attributes)]
        if _ID in attributes:
            name = attributes.partition(_ID)[2].partition('"')[0]
            if name in owners or not _NAME.fullmatch(name):
                return None
            owners[name] = element
    return found


def _attributes(said: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(said))


def _points(found: _Read) -> bool:
    """Whether every pointer has one target, and that of a link is what it links to."""
    owners = found.owners
    for element, attribute, pointer in found.pointers:
        if attribute in _NO_POINTERS:
            continue
        if pointer not in owners and not all(name in owners for name in pointer.split(" #")):
            return False
        if attribute in _LINKING and element in _MEANT and owners.get(pointer) != _MEANT[element]:
            return False
    return True


@lru_cache(4096)
def _ordered(said: str) -> bool:
    """Whether the beginning of a range is not behind its end, and no day stands beside it."""
    has = _attributes(said)
    ranges = [has.get(name) for name in ("notBefore", "notAfter", "from", "to")]
    if "when" in has and any(value is not None for value in ranges):
        return False
    return all(_in_order(first, last) for first, last in (ranges[:2], ranges[2:]) if first is not None and last is not None)


def _in_order(first: str, last: str) -> bool:
    if not (_VALUE.fullmatch(first) and _VALUE.fullmatch(last)):
        return False
    return (first[:10] + "-01-01"[len(first[:10]) - 4 :])[:10] <= (last[:10] + "-12-31"[len(last[:10]) - 4 :])[:10]


def _dates(written: str) -> bool:
    for m in _DATE.finditer(written):
        when, words = _WHEN.search(m["said"]), m["words"]
        if when is None or (len(when["value"]) < 4 and "&" not in when["value"]):
            continue
        if "<" in words:
            if "<date" in words:
                return False
            words = _TAG.sub("", words)
        if "&" in words or not _says(when["value"], words, ' calendar="' in m["said"]):
            return False
    return True


@lru_cache(16384)
def _says(when: str, words: str, calendar: bool) -> bool:
    """Whether a value fits the words it stands on: year, month, day and day of the week."""
    if when.startswith("--"):
        return True
    year, month, day = when[:4], when[5:7], when[8:10]
    if not _DAY.fullmatch(when[:10]) or year == "0000":
        return False
    if calendar:
        return not day or _fits(year, month, day, words)
    figures = words.translate(_FIGURES)
    if "dddd" in figures and year not in words and "FY" not in words and "ddddZ" not in figures and "dddd Z" not in figures:
        before = bool(month) and int(month) < 4 and str(int(year) - 1) in words
        if not before:
            return False
    if _NAMED.search(words):
        if month and not (1 <= int(month) <= 12 and (_MONTHS[int(month) - 1] in words or _MONTHS[int(month) - 1].upper() in words)):
            return False
        if day and str(int(day)) not in words and "d" in figures and not _SPELLED.search(words):
            return False
    return not day or _fits(year, month, day, words)


def _fits(year: str, month: str, day: str, words: str) -> bool:
    """Whether a day of the week that the words name is that of the day, by Zeller's congruence."""
    if "day" not in words:
        return True
    early = int(month) < 3
    y, m = int(year) - early, int(month) + 12 * early
    found = (int(day) + 13 * (m + 1) // 5 + y % 100 + y % 100 // 4 + y // 100 // 4 + 5 * (y // 100)) % 7
    return all(number == found for number, name in enumerate(_WEEKDAYS) if name in words)


def _number(said: str | None) -> float | None:
    """Return a number, NaN for what is plainly none, None for what is neither."""
    if not said or _NO_NUMBER.fullmatch(said):
        return float("nan")
    return float(said) if _NUMBER.fullmatch(said) else None


def _rising(before: str | None, here: str | None) -> bool:
    """Whether one number is less than the next, where both are numbers."""
    one, other = _number(before), _number(here)
    return one is not None and other is not None and not one >= other


def _notes(written: str, said: Mapping[str, Sequence[str]], named: bool = False) -> bool:
    """Whether the notes are called after the one document there is; unless that is all, they count upwards and stand in no other note."""
    documents = [one for one in said.get("div", ()) if ' type="document"' in one]
    if len(documents) > 1:
        return False
    if "note" not in said:
        return True
    name = _attributes(documents[0]).get("xml:id") if documents else None
    inside, before = False, None
    for m in _NOTE.finditer(written):
        if m[0] == "</note>":
            inside = False
            continue
        if inside and not named:
            return False
        has = _attributes(m["said"] or "")
        inside = not (m[0].endswith("/>"))
        if name is not None and "xml:id" in has and not has["xml:id"].startswith(name.split("_text", 1)[0] + "fn"):
            return False
        if before is not None and not named and not _rising(before, has.get("n")):
            return False
        before = (has.get("n") or "") if has.get("place") == "foot" else None
    return True


def _pages(said: Iterable[str]) -> bool:
    """Whether pages are called as they should be, and count upwards."""
    before = None
    for has in map(_attributes, said):
        name = has.get("xml:id")
        if name is not None and not (name.startswith("pg_") or "-" in name):
            return False
        if not _rising(before, has.get("n")):
            return False
        before = has.get("n")
    return True


def _gap(said: str, desc: bool) -> bool:
    """Whether a gap says what is missing or how much, and of what."""
    has = _attributes(said)
    counted = [name for name in ("quantity", "atLeast", "atMost") if name in has]
    if not (desc or counted or "extent" in has) or (counted and "unit" not in has):
        return False
    if "atLeast" in has and "atMost" in has:
        least, most = _number(has["atLeast"]), _number(has["atMost"])
        return least is not None and most is not None and least <= most
    return True


def _language(written: str, said: Mapping[str, Sequence[str]]) -> bool:
    """Whether the header lists the language of the text."""
    texts = said.get("text", ())
    if len(texts) > 1 or len(said.get("teiHeader", ())) > 1:
        return False
    code = _attributes(texts[0]).get("xml:lang") if texts else None
    header = written[: written.find("</teiHeader>") + 1]
    return code is None or any(_attributes(one).get("ident") == code for one in _LANGUAGE.findall(header, max(0, header.find("<language"))))
