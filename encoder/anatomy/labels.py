"""What can be a speaker's label: the words at the beginning of a paragraph before a mark; words in ``lexicon/speech.toml``.

The mark is a colon ("THE COURT:", "K:", "North (KIM):"), a full stop ("Mr. LOTT.", "Q.", "ZHILIN."), a dash ("Mr. SPEAKER.--"),
a wide space ("Q   "), or the end of a line of capitals. What is said stands behind it or below it.
Which of them are labels ``anatomy/speech`` decides.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from encoder import lazy_re as re
from encoder.anatomy import dialogue
from encoder.draft.model import Source
from encoder.language.gazetteer import given_names
from encoder.language.languages import every
from encoder.language.lexicon import words
from encoder.layout.blocks import Block, Span

_TABLE = words.table("speech")
_HEADS = words.table("lists")["heads"]


_OTHER = re.compile(r"[^\w.’' -]")
#: a title and a name that a typist did not part: "MR.SPEAKER"
_JOINED = re.compile(r"\b(mrs?|ms|dr|prof|hon|messrs|sir|gen|col|capt|maj|rev)\.(?=[^\W\d_]{2})")


@lru_cache(maxsize=8192)
def folded(said: str) -> str:
    """Return words as labels are compared: no accents, small, one space, nothing but letters, figures, apostrophes and inner stops."""
    plain = said.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(_JOINED.sub(r"\1. ", _OTHER.sub(" ", plain)).replace("..", ". ").split()).strip(" .")


def _folded(name: str) -> frozenset[str]:
    return frozenset(folded(word) for word in _TABLE[name])


TITLES = frozenset(folded(t) for t in (*_TABLE["titles"], *words.FORMS_OF_ADDRESS, *words.RANKS, *words.OFFICES))
ROLES = _folded("roles")
GROUPS = _folded("groups")
QUESTIONS = _folded("questions")
ANSWERS = _folded("answers")
NEVER = (_folded("never") | frozenset(folded(h) for h in _HEADS)) - {"speaker"}
#: markup that somebody left before a label
MARKUP = re.compile(r"<\w[^<>\n]{0,30}>\s*|[*_]{1,2}(?=[^\W\d_])")
#: a label in capitals and where its owner is, in a line of their own: "HOPKINS, from within."
FROM_WITHIN = re.compile(r"(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ .’'-]{2,30}),\s[a-z][a-z ]{2,40}\.")
#: what ends a label
MARK = re.compile(
    r"""
    (?P<colon>\s?(?::[*_]{1,2}|[*_]{0,2}:(?:[-\u2013\u2014]{1,2})?)(?=\s|\Z)|:(?=[A-Z][a-z]))
    |(?P<dash>\.?,?\s?(?:--|\u2014)|\s\u2013\s)
    |(?P<stop>\.[*_]{0,2}(?=\s|\Z))
    """,
    re.X,
)
#: one of these stands in every mark, with at most so many characters before it
SIGNS = (":", ".", "--", "\u2014", "\u2013")
BEFORE = 3
#: a label and a remark on it: "ORLOV (from the Central Committee)", "North (KIM)", "Mr. ADAMS (Leeds) of the Board"
REMARK = re.compile(r"(?P<name>[^()]+?),?\s?\((?P<inner>[^()]{1,60})\)(?:\s?\([^()]{1,24}\))?(?:,?\s(?:of|from)\s[A-Z][\w ]+)?,?")
#: a name and an office in a line of their own: "Hans Lenz, Parl. Staatssekretär beim Bundesminister des Innern:"
HOLDS = re.compile(r"(?P<name>[A-ZÀ-Þ][^,()\n]{2,40}),\s(?P<inner>[A-ZÀ-Þ][^()\n]{3,80})")
_OFFICES = words.OFFICES | words.OFFICE_NOUNS | {office for language in every() for office in language.names.get("offices", ())}
_OFFICE = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(o) for o in sorted(_OFFICES))})(?!\w)", re.I)
#: the same before what is said, where the office is one word
HELD = re.compile(r"(?P<name>[A-ZÀ-Þ][^,()\n]{2,40})(?:\s\([^()\n]{2,40}\))?,\s(?P<inner>[A-ZÀ-Þ]\w{3,20})")
#: a speech that is told: "Mr. ADAMS (Leeds), in moving the second reading, said that ..."; the name is a label elsewhere
TOLD = re.compile(
    r"""
    (?P<label>
        (?P<name>(?:Mr|Mrs|Sir|Lord|Dr|The|Hon|Viscount|Earl|Major|Captain|Colonel)\b\.?[^,:()\n.]{1,40}?)
        (?:\s?\((?P<inner>[^()\n]{2,40})\))?
    ),
    \s[a-z][^.]{0,160}\bsaid\b
    """,
    re.X,
)
_IN_CAPITALS = "|".join(sorted((re.escape(t.upper()) for t in TITLES if len(t) > 1 and t.isalpha()), key=lambda t: (-len(t), t)))
#: "MR. HUME said, that": names in capitals, of which several speak so
TOLD_CAPITALS = re.compile(
    rf"""
    (?P<label>
        (?P<name>(?:THE\s)?(?:{_IN_CAPITALS})\b
            \.?\s[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+(?:\s[A-ZÀ-Þ][A-ZÀ-Þ.’'-]*){{0,4}})
        (?:\s?\((?P<inner>[^()\n]{{2,40}})\))?
    )
    (?P<comma>,)?\s
    """,
    re.X,
)
#: a verb of those who tell stands so near behind it
TOLD_NEAR = 80
#: no label is longer
LONGEST = 90
#: how a letter or a speech begins; where it comes again and something is said behind it, it is a label
VOCATIVE = re.compile(
    r"""
    (?:Mr|Mrs|Madam|Herr|Señor|Monsieur)\.?\s  # "Mr. ", "Monsieur "
    (?:President|Speaker|Chairman|Secretary|Minister|Ambassador|Deputy|Präsident|Presidente|le\s)  # "Chairman", "le "
    """,
    re.I | re.VERBOSE,
)
#: a name in italics or bold before what is said, or alone: "_Q. Cic._ Mihi pilam da!", "_Ogre_"
ITALIC = re.compile(r"(?P<sign>[*_]{1,2})(?P<label>[^\W\d_][^*_\n:]{0,48}?)(?P=sign)[.,]?(?:[^\S\n]+(?=\S)|\Z)")
WIDE = re.compile(r"(?P<label>[QA])(?:[^\S\n]{2,}|\t)(?=\S)")
#: the same behind one space, where the letters take turns so: "Q Where?" / "A There."
NARROW = re.compile(r"(?P<label>[QA])[^\S\n](?=[\"“‘'(]?[A-ZÀ-Þ])")
_ASKED = re.compile(r"^Q[ ](?=[\"“‘'(]?[A-ZÀ-Þ])[^\n]*\n\s*A[ ](?=[\"“‘'(]?[A-ZÀ-Þ])", re.M)
TWICE = 2
_DRAMATIC = r"""
    \W{0,3}(?:
        (?:act|scene|akt|aufzug|szene|auftritt|acte|scène|acto|escena|atto|scena)\s+(?:[ivxl]+|\d+|the\s\w+)\b  # "ACT II"
      |act(?:us|vs)\s\w+us\b|sc[æe]na\s\w+a\b|(?-i:Exeunt\b|Enter\s[A-Z]{2})
      | [\[(](?:exit|exeunt|enter|curtain)\b
      | _*dr\wmatis\spers\wn(?:æ|ae)
      | _*(?:the\s)?persons?\s(?:of|in)\sthe\s(?:play|drama|dialogue)
      | (?:a\s|the\s)?dialogue\b
    )
    """
_DRAMATIC_HEAD = re.compile(_DRAMATIC, re.I | re.X)
#: begins with a sign of its own: so the search is quick
_DRAMATIC_LINE = re.compile(rf"\n{_DRAMATIC}", re.I | re.X)
#: a name in italics has no more words
ITALICS = 4
#: titles that nobody abbreviates
_WHOLE = frozenset({"king", "duke", "earl", "lord", "lady", "sir", "dame", "pope", "don", "herr", "frau"})
#: "1 GENT.", "2. Sold.": who has no name in a play
_COUNTED = re.compile(r"[1-9]\.?\s[A-Z]")
#: so short is what stands for a name in front of a speech: "Ber.", "Gen. Mont.", "First Clown."
PREFIX = 18
#: a line of another office over the name in brackets: "The Assistant Minister, Office of the President / (Mr. Kikwai):"
OFFICE_AND_NAME = re.compile(
    r"""
    (?:<\w[^<>\n]{0,30}>\s*)?
    (?P<label>The\s[A-Z](?:[^:()\n]|\n(?=\()){3,90}?\s?\((?P<inner>[A-Z][^()\n]{2,40})\))
    \s?:(?=\s|[A-Z])
    """,
    re.X,
)
_EXAMINER = re.compile(r"by\s+(?P<who>.+)")
_SMALL = frozenset(_TABLE["small"])
_BEFORE = frozenset(_TABLE["before"])
#: a word with a small letter that no label has
_SENTENCE = re.compile(rf"(?:^|\s)(?!(?:{'|'.join(sorted(_SMALL))})\b)[a-zà-ÿ]")
_ROMAN = re.compile(r"(?=[ivxl]{2})(?:xl|l?x{0,4})(?:ix|iv|v?i{0,4})|\d+")  # who speaks may be CD or MC
_NUMBERED = re.compile(r"(?:no\.?\s?)?\d{1,3}|[ivx]{1,4}|one|two|three")
#: a paragraph before a label ends with one of these
ENDED = re.compile(r"[.?!:;)\]”\"’'>—–-]\d{0,2}\Z")
#: longest labels, in words; an abbreviated title has at most so many letters
WORDS = 8
SHORT = 4


@dataclass(frozen=True, slots=True)
class Label:
    """A label: ``span`` has its mark, ``inner`` is what stands in brackets behind the name, ``alone`` that nothing else is in the line."""

    span: Span
    text: str
    name: str
    inner: str
    mark: str
    block: int
    line: int
    alone: bool

    @property
    def key(self) -> str:
        """What the same speaker has again."""
        return bare(self.name)

    @property
    def examiner(self) -> str:
        """Whose questions follow, in the line "BY MR. PROSSER:"; else empty."""
        found = _EXAMINER.fullmatch(folded(self.name))
        return bare(found["who"]) if found and self.alone else ""


#: what parts the words of a label: spaces, or nothing behind a title that a typist did not part from the name
_PARTED = re.compile(
    r"[\s,]+ | (?<=\.)\.(?=[A-Z]) | (?<=\b(?:Mr|MR|Dr|DR|Ms|MS)\.)(?=[A-Z]) | (?<=\b(?:Mrs|MRS)\.)(?=[A-Z])", re.X
)


def tokens(name: str) -> list[str]:
    """Return the words of a label, without the brackets around it."""
    bare = name.strip("[]() ")
    if "." not in bare:
        return bare.replace(",", " ").split()
    return [t for t in _PARTED.split(bare) if t]


@lru_cache(maxsize=4096)
def split(name: str) -> tuple[str, str]:
    """Return the titles at the beginning of a label and the rest of it, folded."""
    tokens = folded(name).split()
    if tokens and tokens[0] == "the":
        tokens = tokens[1:]
    k = 0
    for size in (4, 3, 2, 1):
        while k < len(tokens) and " ".join(tokens[k : k + size]).strip(".") in TITLES and len(tokens) - k > size:
            k += size
    return " ".join(tokens[:k]), " ".join(tokens[k:])


def bare(name: str) -> str:
    """Return a label without its titles, folded: what the same speaker has again; an office keeps its words."""
    title, rest = split(name)
    whole = f"{title} {rest}".strip()
    return whole if whole in ROLES or rest in ROLES else rest


@lru_cache(maxsize=8192)
def capitals(name: str) -> bool:
    """Whether the name itself, titles and small words apart, is in capitals: "Mr. BROWN of Ohio", "Charles McNAIR"."""
    parts = tokens(name)
    main = [t for t in parts if t.lower().strip(".") not in _SMALL and folded(t) not in TITLES and any(c.isalpha() for c in t)] or parts
    high = [sum(map(str.isupper, t)) > 1 and not t[2:].strip(".,’'").islower() for t in main]
    initials = [len(t.strip(".,’'")) <= 2 and t[:1].isupper() for t in main]
    first = next((k for k, one in enumerate(initials) if not one), 0)
    return any(high) and (high[first] or (high[-1] and main[0].strip(".,’'") in given_names()))


#: "ON THE BELL." is no member of the Italian parliament
_ON = re.compile(rf"(?:{'|'.join(sorted(_BEFORE))})\s(?:the|an?)\s")


def _possible(name: str, mark: str, short: bool) -> bool:
    """Whether words can be a label at all: few, each with a capital but small ones, and none that heads a list or a section.

    ``short``: a name in letters of any size may stand before a stop: it is set in italics, or before a speech of a play.
    """
    if "\t" in name or _SENTENCE.search(name):
        return False
    shown = tokens(name)
    if not shown or len(shown) > WORDS or '"' in name or "“" in name:
        return False
    known = folded(name)
    parts = known.split()
    role = known.removeprefix("the ") in ROLES or known in GROUPS
    if not parts or ")" in name or _ON.match(known) or (mark == "." and "," in name and not role):
        return False
    if not role and (known in NEVER or parts[0] in (NEVER | _BEFORE) - TITLES - {"by"} or " ".join(parts[:2]) in NEVER):
        return False
    title, rest = split(name)
    if (not title and parts[-1] in NEVER and not role) or all(_ROMAN.fullmatch(part) for part in parts):
        return False
    high = 0
    for k, token in enumerate(shown):
        bare = token.strip("[]().,’'")
        if not bare:
            continue
        if bare[0].isupper():
            high += 1
        elif bare[0].isdigit() or (k and bare.lower() in _SMALL):
            if bare[0].isdigit() and not ((k or short) and _NUMBERED.fullmatch(bare.lower())):
                return False
        elif not (bare.lower().split("’")[0] in _SMALL or role):
            return False
    if not high:
        return False
    if mark in {".", "—", ""}:
        letters = len(known.replace(" ", "").replace(".", ""))
        if letters == 1 and known not in QUESTIONS | ANSWERS:
            return False
        return short or capitals(name) or role or (bool(title) and person(rest))
    return True


def person(rest: str) -> bool:
    """Whether what stands behind a title can be a name: no office as in "Minister of Finance", no second title as in "Mr. Minister"."""
    return bool(rest) and rest.split(maxsplit=1)[0] not in _SMALL and rest not in TITLES and rest not in NEVER


def dramatic(text: str, start: int, stop: int) -> bool:
    """Whether people talk in a text, as headings and directions of a play say, its persons, a dialogue, at the head of a line."""
    first = (not start or text[start - 1] == "\n") and _DRAMATIC_HEAD.match(text, start, stop)
    return bool(first or _DRAMATIC_LINE.search(text, start, stop))


def candidates(source: Source, start: int, stop: int) -> Iterator[Label]:
    """Yield in order whatever can be a label between two offsets."""
    text = source.text
    staged = dramatic(text, start, stop) or dialogue.found(source, start, stop)
    asked = islice(_ASKED.finditer(text, start, stop), TWICE) if "Q " in text else ()
    wide = NARROW if sum(1 for _ in asked) == TWICE else WIDE
    for number, block in enumerate(source.blocks):
        if block.span.start < start or block.span.start >= stop:
            continue
        before = ""
        for k, line in enumerate(block.lines):
            found = _of_line(text, block, number, k, (wide, staged)) if not k or not source.width or ENDED.search(before) else None
            # one below a heading has its own line
            if found and (not k or found.mark == ":" or ENDED.search(before) or (found.alone and found.mark and capitals(found.name))):
                yield found
            before = text[max(line.start, line.end - 4) : line.end]


def _of_line(text: str, block: Block, number: int, k: int, how: tuple[re.Pattern[str], bool]) -> Label | None:
    line = block.lines[k]
    sign = text[line.start]
    asked, staged = how
    wide = asked.match(text, line.start, line.end) if sign in "QA" else None
    if wide:
        return Label(Span(*wide.span("label")), wide["label"], wide["label"], "", " ", number, k, False)
    two = OFFICE_AND_NAME.match(text, line.start, line.end + LONGEST) if sign in "<T" else None
    if two:
        inner = two["inner"]
        return Label(Span(*two.span()), two["label"], two["label"].split("(")[0].strip(), inner, ":", number, k, False)
    italic = ITALIC.match(text, line.start, line.end) if staged and sign in "*_" else None
    # "_Peachum_ sitting at a table" says what is seen
    seen = italic and not any(c in ".," for c in italic.group()) and text[italic.end() : italic.end() + 1].islower()
    if italic and not seen and len(italic["label"].split()) <= ITALICS:
        return _label(Span(*italic.span()), italic["label"].rstrip("., "), "_", italic.end() >= line.end, number, k, staged)
    markup = MARKUP.match(text, line.start, line.end) if sign in "<*_" else None
    start = markup.end() if markup else line.start
    head = text[start : min(line.end, start + LONGEST)]
    if not head[:1].isalpha() and head[:1] != "[" and not (staged and _COUNTED.match(head)):
        return None
    capital = _told(text, start, block.span.end) if k == 0 else None
    if capital:
        span = Span(line.start, capital.end("comma") if capital["comma"] else capital.end("label"))
        return Label(span, capital["label"], capital["name"].strip(), capital["inner"] or "", "told", number, k, False)
    told = TOLD.match(text, start, line.end) if text.find("said", start, line.end) >= 0 else None
    if told:
        span = Span(line.start, told.end("label") + 1)
        return Label(span, told["label"], told["name"].strip(), told["inner"] or "", ",", number, k, False)
    held = HOLDS.fullmatch(head[:-1]) if head.endswith(":") and start + len(head) == line.end else None
    if held and _OFFICE.search(held["inner"]) and _possible(held["name"], ":", False):
        return Label(Span(line.start, line.end), head[:-1], held["name"], held["inner"], ":", number, k, True)
    within = FROM_WITHIN.fullmatch(head) if head.endswith(".") and start + len(head) == line.end else None
    if within and capitals(within["name"]) and _possible(within["name"], ".", False):
        return Label(Span(line.start, line.end), head, within["name"], "", ".", number, k, True)
    # no mark begins further than BEFORE characters before one of its signs
    first = min((at for at in map(head.find, SIGNS) if at >= 0), default=-1)
    for m in MARK.finditer(head, max(0, first - BEFORE)) if first >= 0 else ():
        label = head[: m.start()]
        if label.count("(") > label.count(")"):
            continue
        if label.startswith("[") and "]" not in label:
            return None  # "[Illustration: THE MILL]"
        alone = start + m.end() >= line.end
        if m["stop"] and _abbreviated(label) and not (staged and len(label) > 1 and not alone and folded(label) not in TITLES):
            continue
        emphasis = m["stop"] and m["stop"][-1] in "*_"
        mark = "—" if m["dash"] else ("_" if emphasis and markup and alone else ".") if m["stop"] else ":"
        return _label(Span(line.start, start + m.end()), label, mark, alone, number, k, staged)
    if start + len(head) == line.end and capitals(head):
        return _label(line, head, "", True, number, k, staged)
    return None


@cache
def _telling() -> re.Pattern[str]:
    verbs = sorted({verb for language in every() for verb in language.speech.get("told", ())})
    return re.compile(rf"(?:(?:[^.;:?!]|(?<=\b[A-Z][a-z])\.){{0,{TOLD_NEAR}}},\s)?(?:{'|'.join(map(re.escape, verbs))})(?!\w)")


def _told(text: str, start: int, end: int) -> re.Match[str] | None:
    found = TOLD_CAPITALS.match(text, start, end) if text[start : start + 2].isupper() else None
    if found is None or not text[found.end()].islower() or not capitals(found["name"]):
        return None
    return found if _telling().match(text, found.end(), end) else None


#: what parts the last word of a label from those before it
_PARTS = re.compile(r"[\s.(–—-]")


def _abbreviated(label: str) -> bool:
    """Whether a stop behind these words does not end them: "Mr", "Kh", an initial."""
    word = _PARTS.split(label)[-1]
    if label == word and folded(word) in QUESTIONS | ANSWERS:
        return False
    short = len(word) <= SHORT and word.lower() not in _WHOLE and (folded(word) in TITLES or word.title() in words.ABBREVIATED_NAMES)
    return len(word) == 1 or (len(word) == 2 and word.istitle()) or short or word in words.ABBREVIATED


def _label(span: Span, label: str, mark: str, alone: bool, number: int, k: int, staged: bool) -> Label | None:
    remark = REMARK.fullmatch(label) if "(" in label else None
    held = HELD.fullmatch(label) if mark == ":" and remark is None else None
    if held and _OFFICE.fullmatch(held["inner"]):  # "Lenz (Alder), Abgeordneter"
        remark = held
    name, inner = (remark["name"].strip(), remark["inner"]) if remark else (label, "")
    short = mark == "_" or (mark == "." and staged and not alone and len(name) <= PREFIX and len(name.split()) < 3)
    if not _possible(name, mark, short) or not bare(name) or (mark == "—" and alone) or (mark == "." and alone and not capitals(name)):
        return None
    return Label(span, label, name, inner, mark, number, k, alone)
