"""Years, decades, centuries, years of account."""

from __future__ import annotations

from collections.abc import Callable

from encoder import lazy_re as re
from encoder.dates.calendars import BEHIND, LATEST, full_year, iso, roman_number
from encoder.dates.span import NO_DAY, DateSpan, Reading, Scene
from encoder.dates.vocabulary import plain

#: printed books are not older; an imprint is no longer
_PRINTED = 1450
_IMPRINT = 120
#: no range of years is longer
_LONGEST = 400
#: the United States' fiscal year began in July to 1976, and begins in October since
_JULY = 1976


def read_year(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "1958"."""
    year = int(m["y"])
    return span.at(iso(year), "a year behind a word that calls for one") if year >= 1 else None


def read_calendar_year(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "CY 1956", "CY 58"."""
    return span.at(iso(full_year(m["y"], scene.anchor)), "the year of the calendar, not of account")


def read_short(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "’51"."""
    return span.at(iso(full_year(m["y"], scene.anchor, BEHIND)), "the year has two figures")


def read_years(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "1955–57"."""
    year = int(m["y"])
    last = int(str(year)[: 4 - len(m["y2"])] + m["y2"])
    if not year < last <= year + (_LONGEST if len(m["y2"]) > 1 else 1):
        return None
    return span.over(iso(year), iso(last), "from the first to the last year named")


def read_decade(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "the 1970s", "die 1970er Jahre"."""
    year = int(m["y"][:4])
    return span.over(iso(year), iso(year + 9), "ten years")


def read_short_decade(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "the thirties", "the late 50’s": the last such years before the day of writing, or those it stands in."""
    if scene.anchor is None:
        return span.open(NO_DAY)
    tens = scene.words.decades[plain(m["w"])] if m["w"] else int(m["n"])
    year = scene.anchor.year - (scene.anchor.year - tens) % 100
    return span.over(iso(year), iso(year + 9), f"the last such ten years that began before {scene.anchor}", cert="medium")


def read_said_year(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "that year", "the same year": the year of the date mentioned last."""
    if scene.last is None:
        return span.open("the year meant stands nowhere before")
    return span.at(iso(scene.last.year), f"the year of the date mentioned last, {scene.last}", cert="medium")


def read_numerals(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "MDCCLXXXIV", as title pages have it, also in groups ("M,DCC,LXXX")."""
    figures = re.sub(r"\W", "", m["y"])
    year = roman_number(figures)
    return span.at(iso(year), "a year in Roman figures") if _PRINTED <= year <= LATEST else None


def _imprint(scene: Scene) -> bool:
    """Whether Roman figures stand alone, at the end of a short block, or behind a word that calls for a year."""
    if re.search(r"\b(?:[Aa]nno|ANNO|[Dd]omini|DOMINI|[Yy]ear|in)\s\Z", scene.before(8)):
        return True
    return len(scene.text) <= _IMPRINT and not scene.text[scene.end :].strip(" .)]*_")


def read_century(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "the nineteenth century"."""
    number = int(m["n"]) if m["n"] else scene.words.ordinals[m["c"].lower().replace(" ", "-")]
    if not 1 <= number <= 21:
        return None
    return span.over(iso(100 * number - 99), iso(100 * number), "a hundred years, the first of them with 1 at its end")


def read_fiscal(m: re.Match[str], scene: Scene, span: DateSpan) -> DateSpan | None:
    """Read "FY 1958", "fiscal year 1955–56"."""
    year = int(m["y"]) if len(m["y"]) == 4 else 1900 + int(m["y"])
    first, last = ((7, 1), (6, 30)) if year <= _JULY else ((10, 1), (9, 30))
    end = year // 100 * 100 + int(m["y2"][-2:]) if m["y2"] else year
    return span.over(iso(year - 1, *first), iso(end, *last), "US fiscal years" if m["y2"] else "a US fiscal year")


#: what is numbered, not dated
_NUMBERED_WORDS = r"""(?x:
    \b
    (?: [Tt]elegrams? | [Cc]ables? | [A-Z][a-z]*(?:tel|gram)s? | Tosec | Secto | Dulte | Tedul | Polto
      | Topol | Gocus | Usgoc | No | Nos | nos? | [Nn]umbers? | [Dd]espatch | Document | NSC | Law
      | Lot | Box | State | [Pp]ages? | pp? )
    \.?
)"""
_NUMBERED = re.compile(_NUMBERED_WORDS + r"\s\Z")
#: figures behind these number a paper: "NSC 10/58", "A/AC. 18/62", "pp. 7–11/63"
_NUMBERS = re.compile(rf"(?:{_NUMBERED_WORDS}|\b[A-Z]{{2,}}\.?|\b[Dd]irectives?|/[A-Z]+\.?)\s(?:[\d/]+\s?[-–—]\s?)?\Z")
_CALLED = r"""(?x:
    \b{calls}\s+  # "year ", "summer of "
    (?: the\s+(?:years?\s+)? | early\s+ | late\s+ | about\s+ | around\s+ | circa\s+ | year\s+
      | autumn\s | spring\s | summer\s | winter\s )*\Z
)"""
_BEFORE_NOUN = re.compile(r"[a-z]\s(?:the|our|its|for)\s+\Z")
#: "This 1956 agreement", "either 1956 elections": a year of the writer's time before a noun
_DETERMINED = re.compile(
    r"(?<!\w)(?:[Tt]h(?:e|is|at|ese|ose)|[Aa]n?|[Oo]ur|[Ii]ts|[Hh](?:is|er)|[Tt]heir|[Yy]our|[Ee]ither|[Bb]oth|[Ee]ach)\s+\Z"
)
_NOUN = re.compile(r"\s(?!and\b|or\b|of\b|to\b|in\b|is\b|was\b|were\b|are\b)[A-Za-z]{3,}")
#: "a possible 1962 missile gap", "concerning 1967 and 1968 force objectives": one thing, for what is counted is many
_SMALL = re.compile(
    r"""
    (?<!\w)
    (?! (?: about | some | nearly | over | than | almost | approximately | only | least | most | of
          | under | above | is | are | was | were | has | have | had )\s )
    [a-z]{3,}\s\Z
    """,
    re.X,
)
_ONE_THING = re.compile(
    r"""
    (?:\s(?:and|or)\s(?:1[5-9]|20)\d\d)?\s  # (1967) "and 1968 "
    (?! (?: and | or | of | to | in | is | was | were | are | more | new )\b )
    [a-z]{3,}(?<!s)\b(?!\s(?:of|and)\b)
    """,
    re.X,
)
#: what a writer calls by its year lies at most so many years back or ahead
_SAID_BACK = 60
_SAID_AHEAD = 12
#: a year closes a citation: "Country Team Minutes, 1958)", "BNSP Drafts 1963."
_CITED = re.compile(r"(?:[A-Za-z.]{2}[,:(]\s?|[A-Z][\w.]*\s)\Z")
_CLOSES = re.compile(r"[.,;)\]”]|\s*\Z|\s(?:and|to|&)\s(?:1[5-9]|20)\d\d\b")
_NOT_YEAR = re.compile(
    r"""
    \s*
    (?: [,.]\d | percent | per\s?cent | men\b | tons?\b | dollars | hours | hrs | telegram | miles
      | pages?\b | % | feet\b | acres | pounds | barrels | troops | copies | officers | men | people
      | persons | members | soldiers | students | aircraft | planes | missiles | tanks | ships
      | families | refugees | workers | delegates | words | yards | met(?:re|er)s | kilomet(?:re|er)s
      | rounds | bales | cases | votes | cubic | square | metric | man\b | [°€£] )
    """,
    re.VERBOSE,
)
#: "It was 1909, the fall"
_IT_WAS = re.compile(r"\b(?:[Ii]t|[Tt]his|[Tt]hat)\swas\s\Z")
_STOPS = re.compile(r"[,;](?!\d)|\.(?!\d)|\s*\Z")
#: a year alone in brackets or on a line
_ALONE = re.compile(r"(?:\A|[(\[])\s*\Z")
_ENCLOSED = re.compile(r"\s*(?:[)\]]|[.:]?\s*\Z)")
#: a day has hours without a colon: "worked from 0630 to 2115"
_HOURS = re.compile(
    r"""
    \b
    (?: 0\d[0-5]\d(?:\s(?:hours|hrs|to)\b|(?=\s(?:and|until|on)))  # "0815 hours"
      | (?:at|from|to|until)\s0\d[0-5]\d\b  # "until 0930"
      | \d{4}\s(?:hours|hrs)\b )
    """,
    re.VERBOSE,
)
_CLOCKED = re.compile(r"\b(?:until|till|to|at|by|from|before|after)\s\Z")
_QUARTERS = frozenset({0, 15, 30, 45})
#: so far before a year the word that calls for it begins; years in words are long
_FAR_CALL = 90
#: a year that is so near to the day of writing is no hour
_NEAR = 5
#: what is cited without a word of time is not older
_CITED_BACK = 60


def year_stands(scene: Scene) -> bool:
    """Whether four figures are a year: a word calls for it, or it closes a citation; no quantity, number or hour."""
    text, start, end = scene.text, scene.start, scene.end
    if not_year(text, end) or _NUMBERED.search(text, max(0, start - 24), start) or _hour(scene):
        return False
    if _ACTION.search(text, max(0, start - 12), start):
        return False  # "NSC Action 2068"
    return bool(
        _calls(scene).search(text, max(0, start - _FAR_CALL), start)
        or _BEFORE_NOUN.search(text, max(0, start - 24), start)
        or (_DETERMINED.search(text, max(0, start - 10), start) and _NOUN.match(text, end) and _of_the_time(scene))
        or (_SMALL.search(text, max(0, start - 24), start) and _ONE_THING.match(text, end) and _of_the_time(scene))
        or (_CITED.search(text, max(0, start - 24), start) and _CLOSES.match(text, end) and _cited_lately(scene))
        or _RELEASED.match(text, end)
        or _heading(text, start, end)
        or (_IN_FILES.search(text, max(0, start - 24), start) and _NAMED_BEHIND.match(text, end) and _cited_lately(scene))
        or (_IT_WAS.search(text, max(0, start - 12), start) and _STOPS.match(text, end))
        or (_ALONE.search(text, max(0, start - 4), start) and _ENCLOSED.match(text, end) and len(text) > end - start)
    )


_ACTION = re.compile(r"\bActions?\s\Z")
#: a folder called by its year: "INR Historical Files, 1967 FE Weekly Meetings"
_IN_FILES = re.compile(r"\bFiles?, \Z")
_NAMED_BEHIND = re.compile(r"\s[A-Z]")
#: "2025 RELEASE UNDER THE ACT OF 1992"
_RELEASED = re.compile(r"\s(?:RELEASE|Release)\s(?:UNDER|under)\b")


#: what is before a year at the end of a heading, of so many characters at most: "Letter by Isaac Peck 1834"
_HEADING = re.compile(r"[A-Z][^.;:!?\d]*[a-z)],?\s\Z")
_HEADING_LONGEST = 60


def _heading(text: str, start: int, end: int) -> bool:
    """Whether a year ends a heading, or stands before its colon: "1861: Philip Powers to his wife"."""
    if start == 0:
        return text[end : end + 2] == ": "
    return len(text) <= _HEADING_LONGEST and end == len(text.rstrip()) and _HEADING.fullmatch(text, 0, start) is not None


def _cited_lately(scene: Scene) -> bool:
    """Whether a text of this time may cite the year: "Saigon 1896" in 1961 is the number of a telegram."""
    return scene.anchor is None or int(scene.text[scene.start : scene.end]) >= scene.anchor.year - _CITED_BACK


def _of_the_time(scene: Scene) -> bool:
    """Whether the year is one that a writer of this day calls things by."""
    if scene.anchor is None:
        return False
    return scene.anchor.year - _SAID_BACK <= int(scene.text[scene.start : scene.end]) <= scene.anchor.year + _SAID_AHEAD


def numbered(scene: Scene) -> bool:
    """Whether what stands before makes the figures a number of a paper."""
    return bool(_NUMBERS.search(scene.text, max(0, scene.start - 24), scene.start))


_COUNTED = re.compile(r"(?<!\w)(?:[Nn]os?|NOS?|[Nn]umbers?|#)\.?\s(?:\d+(?:,?\s(?:and|to)\s|,\s|[-–]))*\Z")
_ORDINAL = re.compile(r"\d{1,2}\s?(?:st|nd|rd|th|d)\b")


def unnumbered(scene: Scene) -> bool:
    """Whether a figure that begins the expression counts no paper: "my note No. 17 of June 12"."""
    return bool(_ORDINAL.match(scene.text, scene.start)) or not _COUNTED.search(scene.before(24))


def not_year(text: str, at: int) -> bool:
    """Whether what follows makes a number of four figures a quantity."""
    return bool(_NOT_YEAR.match(text, at))


def _hour(scene: Scene) -> bool:
    year = int(scene.text[scene.start : scene.end])
    if year % 100 not in _QUARTERS or not _CLOCKED.search(scene.before(8)):
        return False
    return not (scene.anchor and abs(year - scene.anchor.year) <= _NEAR) and bool(_HOURS.search(scene.text))


_CALLS: dict[str, re.Pattern[str]] = {}


def _calls(scene: Scene) -> re.Pattern[str]:
    code = scene.words.code
    if code not in _CALLS:
        words = list(scene.words.words_of("year")) or ["(?!)"]
        alternatives = "|".join(
            "|".join(map(re.escape, (w, w[0].upper() + w[1:], w.upper()))) for w in sorted(words, key=len, reverse=True)
        )
        _CALLS[code] = re.compile(_CALLED.replace("{calls}", f"(?:{alternatives})"))
    return _CALLS[code]


#: "in the thirties", "the late ’fifties"; his thirties are an age, forties may be degrees
_DECADE_BEFORE = re.compile(r"\b(?:[Tt]he|[Ee]arly|[Mm]id|[Ll]ate)[\s-][’'‘]?\Z")
_DECADE_BEHIND = re.compile(r"\s(?:degrees|percent|per cent|latitude|Fahrenheit)|°")


def year_behind(*words: str) -> Callable[[Scene], bool]:
    """Whether one of some words stands before."""
    pattern = re.compile(rf"(?i:\b(?:{'|'.join(words)}))\s?\Z")
    return lambda scene: bool(pattern.search(scene.before(16)))


ROWS: tuple[Reading, ...] = (
    Reading("decade", r"(?P<y>{decade})", read_decade, "years", "1970s"),
    Reading(
        "short-decade",
        r"[’'‘]?(?:(?P<n>[2-9]0)[’'‘]?s(?!\w)|(?P<w>{decade_word}))",
        read_short_decade,
        "years",
        "in the thirties,",
        lambda scene: bool(_DECADE_BEFORE.search(scene.before(16)) and not _DECADE_BEHIND.match(scene.text, scene.end)),
    ),
    Reading("decade", r"(?P<y>{modern_ten})er(?:n)?{s}Jahren?(?!\w)", read_decade, "years", "1970er Jahre", language="de"),
    Reading(
        "century", r"(?:(?P<n>\d{1,2})(?:st|nd|rd|th)|(?P<c>{day_word}))[-\s]{century}(?!\w)", read_century, "years", "nineteenth century"
    ),
    Reading(
        "century",
        r"""(?:(?P<n>\d{1,2})(?:st|nd|rd|th)|(?P<c>{day_word}))
        (?=\s{and}\s(?:\d{1,2}(?:st|nd|rd|th)|{day_word})[-\s]{century}(?!\w))""",
        read_century,
        "years",
        "sixteenth and seventeenth centuries",
    ),
    Reading("century", r"(?P<n>\d{1,2})\.\s?{century}(?!\w)(?P<c>)", read_century, "years", "19. Jahrhundert", language="de"),
    Reading("calendar-year", r"(?:CY|[Cc]alendar\s[Yy]ear)[\s-]?(?P<y>\d{4}|[3-9]\d)(?!\w)", read_calendar_year, "year", "CY 1956"),
    Reading(
        "fiscal",
        r"(?:FY|[Ff]iscal(?:\s+[Yy]ears?)?)\s?[-–’‘']?(?P<y>\d{4}|\d\d)(?:[-–/](?P<y2>\d{4}|\d\d))?(?!\d)",
        read_fiscal,
        "range",
        "FY 1958",
    ),
    Reading("that-year", r"(?:[Tt]hat|[Tt]he{s}same){s}year(?![-\w’'])", read_said_year, "year", "that year"),
    Reading(
        "year-numerals",
        r"(?P<y>M{1,2}[.,]?\s?(?:CM|CD|D?C{0,4})[.,]?\s?(?:XC|XL|L?X{0,4})[.,]?\s?(?:IX|IV|V?I{0,4}))(?<=[MDCLXVI]{3})(?!\w)",
        read_numerals,
        "year",
        "MDCCLXXXIV",
        _imprint,
    ),
    Reading(
        "years",
        r"(?P<y>{modern_year})[-–/](?P<y2>\d{4}|\d\d|\d)(?![\w]|[/.,–-]\d)",
        read_years,
        "years",
        "1955–57",
        lambda scene: not _NUMBERED.search(scene.before(24)),
    ),
    Reading("era", r"(?:A\.\s?D\.|AD|[Aa]nno(?:\s[Dd]omini)?)\s?(?P<y>\d{1,4})(?!\w)", read_year, "year", "A.D. 79"),
    Reading("era", r"(?P<y>\d{1,4})\s(?:A\.\s?D\.|AD\b|n\.\s?Chr\.)", read_year, "year", "79 A.D."),
    Reading(
        "year", r"(?P<y>\d{3,4})(?!\w)", read_year, "year", "in the year 1066", year_behind("in the year", "year of our Lord", "im Jahre?")
    ),
    Reading("year", r"(?P<y>{modern})", read_year, "year", "in 1958", year_stands),
    Reading(
        "short-year",
        r"[’'‘](?P<y>\d\d)(?![\w’'])",
        read_short,
        "year",
        "in ’51",
        year_behind("in", "since", "of", "until", "during", "before", "after", "by", "from", "Summer", "[a-z]+ of", "the", "early", "late"),
    ),
)
