"""A quick look at an edition that tells whether the rules of ``schema/edition.sch`` can find anything in it.

Schematron takes ten times as long as the grammar, and nearly every edition keeps all of its rules. So the document is read once more as
the text that lxml writes of it (attributes in double quotes, ``<``, ``>`` and ``&`` escaped, ``>`` in attributes too), by patterns. What
is not plainly right does not pass, be it wrong or only unusual; then Schematron is run and decides. ``RULES`` are the assertions that
are looked after: tests hold them against the file, and the gate against Schematron on thousands of editions with something wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

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
_ID = re.compile(r' xml:id="([^"]*)"')
_NAME = re.compile(r"[^\W\d][\w.-]*")
#: of any attribute: so the search is quick
_POINTER = re.compile(r'="#([^"]*)"')
#: attributes that are no pointers, and begin so: marks of headings, the form of pointers
_NO_POINTERS = (' rend="#', ' replacementPattern="#')
_LINK = re.compile(r'<(?P<element>persName|placeName|orgName|gloss)\s[^<>]*?(?<=\s)(?:ref|target)="#(?P<id>[^"]*)"')
#: what an element is linked to
_MEANT = {"persName": "person", "placeName": "place", "orgName": "org", "gloss": "term"}
_NOTHING = re.compile(
    r"""
    <
    (?: p | head | item | l | signed | dateline | persName | placeName | orgName | term | title | desc
      | seg | hi | supplied | corr | gloss )
    (?:\s[^<>]*)?(?:/>|>(?:\s|&\#(?:13|10|9);)*</)
    """,
    re.VERBOSE,
)
_RANGE = re.compile(r'<(?:date|birth|death|floruit|change)(?P<said>\s[^<>]*?\s?(?:notBefore|notAfter|from|to)="[^<>]*)>')
_DATE = re.compile(r'<date(?P<said>\s[^<>]*")>(?P<words>.*?)</date>', re.S)
_ATTRIBUTE = re.compile(r'\s(?P<name>[\w:]+)="(?P<value>[^"]*)"')
_WHEN = re.compile(r'\swhen="(?P<value>[^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
_VALUE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T[\d:.+-]*Z?)?)?)?", re.ASCII)
_NOTE = re.compile(r"<note(?P<said>\s[^<>]*)?(?P<closed>/)?>|</note>")
_PAGE = re.compile(r"<pb(?P<said>\s[^<>]*)?>")
_GAP = re.compile(r"<gap(?P<said>\s[^<>]*?)?(?:/>|>(?P<desc>\s*<desc[\s>])?)")
_ANSWERED = re.compile(r"<(?:supplied|corr)(?P<said>\s[^<>]*)?>")
_DOCUMENT = re.compile(r'<div\s(?:[^<>]*\s)?type="document"[^<>]*>')
_TEXT = re.compile(r"<text(?P<said>\s[^<>]*)?>")
_LANGUAGE = re.compile(r"<language(\s[^<>]*)>")
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


def passes(written: str) -> bool:
    """Whether an edition, as lxml writes its root, keeps every rule; False where it may not."""
    if written.count("xmlns") != 1 or _TEI not in written[:200] or "<!" in written or "<?" in written:
        return False
    return (
        _points(written)
        and not _NOTHING.search(written)
        and all(_ordered(m["said"]) for m in _RANGE.finditer(written))
        and _dates(written)
        and _notes(written)
        and _pages(m["said"] or "" for m in _found(_PAGE, "<pb", written))
        and all(_gap(m["said"] or "", m["desc"] is not None) for m in _found(_GAP, "<gap", written))
        and all(' resp="' in (m["said"] or "") for word in ("<supplied", "<corr") for m in _found(_ANSWERED, word, written))
        and _language(written)
        and all(len(_SENT.findall(one)) <= 1 for one in written.split("<correspDesc"))
    )


def _found(pattern: re.Pattern[str], word: str, written: str) -> Iterable[re.Match[str]]:
    """Return what a pattern finds, which begins with a word: most editions do not have it."""
    return pattern.finditer(written) if word in written else ()


def _attributes(said: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(said))


def _points(written: str) -> bool:
    """Whether every pointer has one target, and that of a link is what it links to."""
    names = _ID.findall(written)
    targets = set(filter(_NAME.fullmatch, names))
    if len(targets) != len(names):
        return False  # one that comes twice, or is no name
    for attribute in _NO_POINTERS:
        written = written.replace(attribute, attribute[:-1])
    for pointer in set(_POINTER.findall(written)):
        if not targets.issuperset(pointer.split(" #")):
            return False
    links = set(_LINK.findall(written))
    if not links:
        return True
    linked = {name for _, name in links}
    elements = {
        m[1]: written[written.rfind("<", 0, m.start()) + 1 : m.start()].split(None, 1)[0] for m in _ID.finditer(written) if m[1] in linked
    }
    return all(elements.get(name) == _MEANT[element] for element, name in links)


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


def _notes(written: str) -> bool:
    """Whether the notes are called after the one document there is, and count upwards; no note stands in a note."""
    documents = _DOCUMENT.findall(written)
    if len(documents) > 1:
        return False
    name = _attributes(documents[0]).get("xml:id") if documents else None
    inside, before = False, None
    for m in _NOTE.finditer(written):
        if m[0] == "</note>":
            inside = False
            continue
        if inside:
            return False
        has = _attributes(m["said"] or "")
        inside = not (m[0].endswith("/>"))
        if name is not None and "xml:id" in has and not has["xml:id"].startswith(name.split("_text", 1)[0] + "fn"):
            return False
        if before is not None and not _rising(before, has.get("n")):
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


def _language(written: str) -> bool:
    """Whether the header lists the language of the text."""
    texts = _TEXT.findall(written)
    if len(texts) > 1 or written.count("<teiHeader") > 1:
        return False
    code = _attributes(texts[0]).get("xml:lang") if texts else None
    header = written[: written.find("</teiHeader>") + 1]
    return code is None or any(_attributes(said).get("ident") == code for said in _LANGUAGE.findall(header))
