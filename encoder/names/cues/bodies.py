"""The name of an organisation becomes ``orgName``.

Found: names with a noun that says so ("Ministry of Foreign Affairs", "Operations Coordinating Board", "British Embassy"),
that noun alone where it is capitalised ("the Department"), acronyms of the lexicon or explained in the document
("(MfS)"), symbols of offices ("EUR/RA").
Left alone: "government" and "delegation", symbols of documents ("NSC 68"), an acronym in a line of capitals.
TEI P5 13.2.2: ND, #NDORG.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from encoder import lazy_re as re
from encoder.draft.model import Annotation, Draft, Finding
from encoder.language.gazetteer import Known, Names, bodies, places
from encoder.language.lexicon import words
from encoder.language.organisations import forms
from encoder.layout.blocks import Span
from encoder.names.capitals import capitals, matches
from encoder.names.names import behind_capitals, opens_sentence

CUE = "bodies"

_T = words.table("bodies")
_LISTED = sorted({*_T["heads"]}, key=lambda h: (-len(h), h))


def _either(names: list[str]) -> str:
    return "|".join(re.escape(name).replace(r"\ ", r"\s") for name in names)


_HEADS = _either(_LISTED)
# by their first letters, and the look behind only then: so the search skips what is none of them
_BY_LETTER = "|".join(
    rf"{first}(?<![\w/-].)(?:{_either([h[1:] for h in _LISTED if h[0] == first])})" for first in sorted({h[0] for h in _LISTED})
)
HEAD = re.compile(rf"(?:{_BY_LETTER})(?![\w-])")
HEADED = frozenset(h.split()[0] for h in _LISTED)
WEAK = frozenset(_T["weak"])
BARE = frozenset(_T["bare"])
MISSIONS = frozenset(_T["missions"])
OUTSIDE = frozenset(_T["outside"])
NOT_BODIES = frozenset(_T["not_bodies"])
SUBJECTS = frozenset(_T["subjects"])
#: the word before, in the same phrase
LEFT = re.compile(r"(?:(?<=\s)|(?<=\A)|(?<=[(“\"‘\d]))(?P<word>[A-Z][\w.’'&/–-]*|\d{2}(?=\sCommittee))\s\Z")
#: places whose names hold a noun of a body
STATES = tuple(f for f in places().forms if f.startswith(("Union of ", "Federation of ", "Kingdom of ")))
_CAP = r"[A-Z](?!\.)[\w’'-]*"
#: how a name goes on: "of Foreign Affairs", "for Mutual Economic Assistance", "on Atomic Energy"
RIGHT = re.compile(
    rf"""
    \s(?:of|for|on)\s(?:the\s)?
    (?P<words>  # "of the" Foreign Affairs and Defense Committees
        {_CAP}(?:(?:,?\s(?:and|of|for|the|of\sthe|for\sthe|and\sthe))?\s{_CAP}){{0,12}}
        (?:,\s{_CAP}){{0,8}}(?:,?\sand\s{_CAP})? )
    """,
    re.VERBOSE,
)
#: weak heads that "of" makes a name: "Office of Emergency Planning"
WITH_OF = frozenset({"Office", "Library", "Court", "Bank", "Union", "Service", "Center"})
GROUPS = frozenset({"Working Group", "Study Group", "Steering Group", "Planning Group", "Task Force", "Panel", "Subcommittee", "Staff"})
SECOND = re.compile(
    rf"(?:,\s|,?\sand\s)(?:the\s)?(?:{_CAP}\s)*(?:{_HEADS})\b|,\s(?={_CAP}\s(?:\d|Files?|Central))|,\s(?!.*,?\sand\s)"
)
#: how words end that say whose embassy it is
ADJECTIVE = re.compile(
    r"(?:\w{3}an|ish|ese|[nl]ch|\w{3}i|\w{3}ic|wiss|ek|ite|lav|\.|States|Kingdom|Netherlands|US|UK|USSR)\Z"
)
OF_STATES = re.compile(r"\sof\sthe\sUnited\sStates(?:\sof\sAmerica)?(?!\s[A-Z])")
#: "Legation of Chile": whose it is belongs to its name, where it is ("in Chile") does not
OF_COUNTRY = re.compile(r"\sof\s(?:the\s)?(?P<country>[A-Z][\w.’'-]*\w(?:\s[A-Z][\w.’'-]*\w){0,2})(?![\w’'])")
SENT = frozenset({"Embassy", "Legation", "Consulate", "Consulate General"})
#: departments of one word: what follows "and" is another body
SINGLE = re.compile(
    r"""
    \s(?:of|for)\s(?:the\s)?
    (?:State|Defense|Justice|Commerce|Agriculture|Labor|Treasury|Interior|Navy|Army|War|Congress|Staff)
    (?!\w|\s[A-Z])
    """,
    re.VERBOSE,
)
#: of a department the subject is one word: "Department of State Bulletin"
DEPARTMENT = re.compile(
    r"\sof\s(?:the\s)?(?:State|Defense|Justice|Commerce|Agriculture|Labor|Treasury|Interior|Navy|Army|War|Energy)(?!\w)"
)
BEFORE_SUBJECT = re.compile(r"(?<!of)(?<!Friendship,)(?<=[a-z,(])\s\Z")
SUBJECT = re.compile(rf"(?:{'|'.join(sorted(SUBJECTS))})(?=[.,;:)’']|\s[a-z\[(]|/)(?!\s(?:of|line))")
_ANY = rf"(?:the\s)?(?:{'|'.join(sorted({*SUBJECTS, 'Army', 'Navy', 'War', 'Air Force', 'Energy', 'Transportation'}))})"
#: "the Departments of State and Defense": each by itself
DEPARTMENTS = re.compile(rf"\bDepartments\sof\s(?P<subjects>{_ANY}(?:(?:,\s(?:and\s)?|\sand\s){_ANY})+)\b")
EACH_SUBJECT = re.compile(r"Air\sForce|[A-Z][a-z]+")
BUILDING = re.compile(r"\s(?:Building|Hall|(?:General|Captain|Colonel|Major|Lieutenant|Minister|Secretary)\s[A-Z])")
#: in the nineteenth century missions were written small
SMALL = re.compile(r"(?<=[a-z]\s)(?:United\sStates\s|[A-Z][a-z]+\s)?(?:embassy|legation)(?!\w|\sof)")
#: "a BNSP", "the draft BNSP" is a paper
PAPER = re.compile(
    r"""
    \b (?: an? | [Dd]raft | [Dd]rafted | per
      # what is done to an agreement: "passage of the DCA"
      | (?:passage|ratification|signing|signature|terms|provisions|conclusion|renewal|text)\sof\s(?:the|an?)
      | (?:negotiat|ratif|renegotiat|initial)(?:e|ed|ing|y|ied|ying|l)\s(?:the|an?) )
    \s\Z
    """,
    re.VERBOSE,
)
_PAPER_FAR = 28
_SMALL_BEFORE = re.compile(r"\b(?:the|by|of|with|from|to|in|and|that)\s\Z")
#: "National Front for the Liberation of Angola"
PARTIES = frozenset({"Front", "Union", "League", "Movement", "Organization", "Organisation", "Party", "Administration"})
AIM = re.compile(rf"\sfor\s(?:the\s)?(?:Total\s)?{_CAP}(?:\sof\s(?:the\s)?{_CAP})?")
SYMBOL = re.compile(r"[A-Z](?<![\w/.-].)[A-Z]{0,5}(?:/[A-Z]{1,4}(?:-[A-Z])?){1,3}(?![\w/–-])")
EXPLAINED = re.compile(r"\((?<=\s\()(?P<short>[A-Z][A-Za-z.-]{1,8}[A-Z])\)")
CAPITALISED = re.compile(r"[A-Z][\w’'-]*")
#: what stands between the words of a name
BETWEEN = re.compile(r"\s(?:(?:of|for|and|the|on|in)\s){0,2}")
NUMERAL = re.compile(r"[IVXLC]+")
CHINESE_GIVEN = re.compile(r"[A-Z][a-z]+-[a-z]+")
WORD_BEFORE = re.compile(r"(?P<word>[A-Za-z][\w-]*)\s\Z")
#: what a name ends with that is none of a body
NO_BODY = frozenset(_T["no_body"])
_LONGEST = 6
ACRONYM = re.compile(r"[A-Z](?<![\w/.&–-].)[A-Z]{2,5}(?![\w/&–-])(?!\s?\d)")
#: what stands behind the symbol of a document or a file: NSC 68, JCS 1231/14, S/P Files
NUMBERED = re.compile(r"[\s–.-]\d|\s(?:Special|Report|Action|Memorandum|Paper|Directive|Policy\sPaper)\b")
#: the mark of a file that begins like a body: "CIA-RDP79T01146A", "NSC-68"
MARK = re.compile(r"[-–][A-Z]{0,4}\d")
FILE_BEFORE = re.compile(r"\b[A-Z]{2,4}\s?\d+(?:[–-]\d+)*\s\Z")
WORDY = re.compile(r"\w")
CAPITALS_BEHIND = re.compile(r"[.,]?\s+[A-Z]{4,}\b")


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the names; where two overlap the one that begins first, of those the longest."""
    prose = draft.prose
    tabled = [(start, end, "a body of the table") for start, end, _ in _full_names().find(prose)]
    found = [*tabled, *_headed(prose), *_known(prose), *_acronyms(prose)]
    found.sort(key=lambda f: (f[0], -f[1]))
    end = 0
    for start, stop, why in found:
        if start < end:
            continue
        span = Span(start, stop)
        if draft.taken(span) and (draft.within("date", start) or _crosses(draft, span)):
            continue
        end = stop
        yield Annotation(span, "orgName", CUE, evidence=why)


def _crosses(draft: Draft, span: Span) -> bool:
    """Whether an earlier phrase that takes a part of a span is in the way; a gloss inside the name is not."""
    return any(
        element != "gloss" or not a.span.within(span) or a.span == span
        for element in ("persName", "placeName", "gloss", "date", "orgName")
        for a in draft.overlapping(element, span)
    )


def _headed(prose: str) -> Iterator[tuple[int, int, str]]:
    for m in matches(HEAD, prose, capitals(prose).of(HEADED)):
        head = " ".join(m.group().split())
        start, end = m.span()
        left = _left(prose, start, head)
        goes_on = _right(prose, end, head, left < start)
        if BUILDING.match(prose, end) or prose[left:goes_on] in places().forms or prose.startswith(STATES, left):
            continue
        if left == start and goes_on == end and (head not in BARE or not _alone(prose, start, end)):
            continue
        if head == "Administration" and goes_on == end and not prose[left:start].rstrip().count(" "):
            continue  # the Truman Administration is the man's
        if left == start and goes_on > end and head in WEAK - WITH_OF:
            continue
        sent = head in SENT and goes_on > end  # "Legation of Chile"
        yield left, goes_on, "a mission of a state" if sent else f"{head!r} heads the name of a body"


def _left(prose: str, start: int, head: str) -> int:
    """Return where the capitalised words before a head begin."""
    first = start
    while True:
        m = LEFT.search(prose, max(0, start - 40, prose.rfind(" ", 0, max(0, start - 1)) + 1), start)
        if not m or m["word"].rstrip(".’'s") in OUTSIDE or m["word"] in OUTSIDE:
            return start
        if m["word"].endswith((".", "’s", "'s")) and not re.fullmatch(r"(?:[A-Z]\.)+", m["word"]):
            return start
        opens = start == first and head in BARE and opens_sentence(prose, m.start(), m.start("word"))
        if opens and not ADJECTIVE.search(m["word"]):
            return start  # "Can Embassy say ...", "Recent Embassy reports ..."
        start = m.start("word")


def _right(prose: str, end: int, head: str, named: bool) -> int:
    """Return where the words behind a head end that belong to it."""
    states = OF_STATES.match(prose, end)
    if states:
        return states.end()
    sender = OF_COUNTRY.match(prose, end) if head in SENT else None
    if sender and sender["country"] in places().forms:
        return sender.end()
    if named and head in PARTIES:
        aim = AIM.match(prose, end)
        return aim.end() if aim else end
    if head in MISSIONS or (named and head in WEAK - WITH_OF):
        return end
    single = (DEPARTMENT if head == "Department" else SINGLE).match(prose, end)
    if single:
        return single.end()
    m = RIGHT.match(prose, end)
    if not m:
        return end
    stop = m.end()
    first = m["words"].split()[0]
    if (named or head in GROUPS) and (HEAD.search(m["words"]) or first in places().forms):
        return end
    if first in OUTSIDE:
        return end
    # a second body behind "and" or a comma is one of its own
    second = SECOND.search(prose[m.start("words") : stop])
    return m.start("words") + second.start() if second else stop


def _alone(prose: str, start: int, end: int) -> bool:
    """Whether a head is a name by itself here: it is not the first word of a heading nor a label."""
    after = prose[end : end + 1]
    return after != ":" and not (start == 0 or prose[start - 1] == "\n")


@cache
def _full_names() -> Names:
    """Return the names of several words that the table of bodies has."""
    return Names({form: Known(form) for form in forms() if " " in form})


def _known(prose: str) -> Iterator[tuple[int, int, str]]:
    names = bodies()
    for start, end, form in names.find(prose):
        if form[-1].isdigit() and prose[end : end + 1].isdigit():
            continue  # "the J-58"
        if prose[end : end + 1] in "-–" and MARK.match(prose, end):
            continue
        if form.isupper() or form in {"DoD", "MfS"}:
            if NUMBERED.match(prose, end) or FILE_BEFORE.search(prose, max(0, start - 12), start) or prose[end : end + 1] == "/":
                continue
            if len(form) < 3 and (behind_capitals(prose, start) or CAPITALS_BEHIND.match(prose, end)):
                continue
        yield start, end, "a body of the lexicon"
    known = capitals(prose)
    for m in matches(SYMBOL, prose, [known.starts[k] for k in known.before("/", _LONGEST)]):
        if not NUMBERED.match(prose, m.end()):
            yield m.start(), m.end(), "the symbol of an office"
    if "embassy" in prose or "legation" in prose:
        for m in SMALL.finditer(prose):
            yield m.start(), m.end(), "a mission"
    for m in DEPARTMENTS.finditer(prose) if "Departments of" in prose else ():
        for each in EACH_SUBJECT.finditer(prose, m.start("subjects"), m.end()):
            yield *each.span(), "a department of several"
    for m in matches(SUBJECT, prose, known.of(SUBJECTS)):
        if BEFORE_SUBJECT.search(prose, max(0, m.start() - 12), m.start()):
            yield m.start(), m.end(), "a department by its subject"


def _acronyms(prose: str) -> Iterator[tuple[int, int, str]]:
    """Yield acronyms that the document itself makes known: explained in brackets, or used like a name more than once."""
    in_brackets = list(EXPLAINED.finditer(prose))
    things = {m["short"] for m in in_brackets if _thing(prose, m)}
    explained = {m["short"] for m in in_brackets} - NOT_BODIES - things
    for m in in_brackets:
        name = _explained(prose, m) if m["short"] in explained else None
        if name:
            yield name, m.start() - 1, "explained by its acronym"
    seen: dict[str, list[tuple[int, int]]] = {}
    known_places = places().forms
    known = capitals(prose)
    for m in matches(ACRONYM, prose, known.where(word for word in known.shouted if 2 < len(word) <= _LONGEST)):
        if m.group() in NOT_BODIES or m.group() in known_places or m.group() in things:
            continue
        if behind_capitals(prose, m.start()) or CAPITALS_BEHIND.match(prose, m.end()):
            continue
        seen.setdefault(m.group(), []).append(m.span())
    if explained:
        search = AhoCorasick(sorted(explained), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.NoncontiguousNFA)
        for _, start, end in search.find_matches_as_indexes(prose):
            if not WORDY.search(prose, max(0, start - 1), start) and not WORDY.match(prose, end):
                yield start, end, "explained in the document"
    for short, spans in seen.items():
        if short in explained or any(prose[s - 1 : s].isspace() and PAPER.search(prose, max(0, s - _PAPER_FAR), s) for s, _ in spans):
            continue
        if any(prose[s - 1 : s].isspace() and _SMALL_BEFORE.search(prose[max(0, s - 6) : s]) for s, _ in spans):
            for start, end in spans:
                yield start, end, "an acronym used like a name"


def _thing(prose: str, m: re.Match[str]) -> bool:
    """Whether an acronym in brackets stands for no body: "short-range attack missile (SRAM)", "Resolution 2145 (XXI)"."""
    if NUMERAL.fullmatch(m["short"]):
        return True
    before = WORD_BEFORE.search(prose, max(0, m.start() - 30), m.start())
    if not before:
        return False
    word = before["word"]
    return word in NO_BODY or (word.islower() and word.capitalize() not in _T["heads"]) or bool(CHINESE_GIVEN.fullmatch(word))


def _explained(prose: str, m: re.Match[str]) -> int | None:
    """Return where the capitalised words begin whose first letters the acronym in brackets is: "Civil Air Transport (CAT)"."""
    letters = [letter for letter in m["short"] if letter.isupper()]
    words_before = list(CAPITALISED.finditer(prose, max(0, m.start() - 90), m.start() - 1))[-len(letters) :]
    if len(words_before) < max(3, len(letters)) or words_before[-1].end() != m.start() - 1 or words_before[-1].group() in NO_BODY:
        return None
    between = [prose[a.end() : b.start()] for a, b in pairwise(words_before)]
    if [w.group()[0] for w in words_before] != letters or any(not BETWEEN.fullmatch(gap) for gap in between):
        return None
    return words_before[0].start()
