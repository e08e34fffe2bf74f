"""How a letter opens: heading, headnote, letterhead, references, dateline, address, subject, salutation; in any order but the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from encoder import lazy_re as re
from encoder.anatomy import heading, papers, salutes
from encoder.anatomy.heading import Heading
from encoder.anatomy.units import Unit, in_brackets
from encoder.dates.editing import worked
from encoder.language.letters import tokens
from encoder.layout.blocks import Span

Part = Literal["head", "headnote", "letterhead", "reference", "dateline", "address", "subject", "salute", "text"]

#: so many lines may stand over the text of a letter
MOST = 26
#: what a salutation counts where it stands right before a paragraph; what is enough
BEFORE = 0.5
ENOUGH = 3.0
#: and alone in its block
ALONE = 1.0
#: and where it is run into the text and no date stands over it
RUN_IN = 4.0
#: so far down a paragraph may stand over the dateline, and so many lines below it the salutation
ABOVE = 3
NEAR = 8
#: a line of this score begins an address
ADDRESSED = 1.5
#: a heading has at most so many characters
LONGEST = 200
#: but the titles of old prints go on; so many of their words have a capital
TITLE = 600
TITLED = 0.6
#: and a headnote at least so many
NOTE = 20
#: a line that says where has at most so many words
WHERE = 8


class Piece(NamedTuple):
    """A part of the opening and where it stands."""

    kind: Part
    span: Span


@dataclass(frozen=True, slots=True)
class Opening:
    """The pieces in order; ``text`` is the number of the unit with which the text begins."""

    pieces: tuple[Piece, ...] = ()
    text: int = 0
    said: Heading | None = None
    #: where the heading that says it stands
    head: Unit | None = None
    greeted: float = 0

    @property
    def dated(self) -> bool:
        """Whether a line says where or when."""
        return any(p.kind == "dateline" for p in self.pieces)


def read(lines: Sequence[Unit], placed: Callable[[str], bool]) -> Opening:
    """Read the opening of a letter; ``placed`` tells whether words are a place.

    Without a salutation the opening ends at the first paragraph.
    """
    at, run, score = _salutation(lines, _over(lines))
    # a heading of Markdown is no line of the letter, and what stands over it belongs to something else
    above = max((k + 1 for k, unit in enumerate(lines[: at if at is not None else 1]) if unit.text.startswith("#")), default=0)
    lines = lines[above:]
    end = _over(lines)
    at, run, score = _salutation(lines, end) if above else (at, run, score)
    last = at if at is not None else min(end, len(lines))
    named, said, head = _label(lines[:last], placed, None if at is None else lines[at].block)
    if at is None:  # what stands below the last line that is known is text
        last = max((k + 1 for k, label in enumerate(named) if label), default=0)
    pieces = [Piece(label or "letterhead", unit.span) for label, unit in zip(named[:last], lines[:last], strict=True)]
    text = last
    if at is not None:
        unit = lines[at]
        cut = unit.span.start + run if run else unit.span.end
        pieces.append(Piece("salute", Span(unit.span.start, cut)))
        if cut < unit.span.end:
            pieces.append(Piece("text", Span(cut, unit.span.end)))
        text = at + 1
        if not run and text + 1 < len(lines) and lines[text].dated and not lines[text].prose and lines[text + 1].prose:
            pieces.append(Piece("dateline", lines[text].span))  # old letters have it below
            text += 1
    return Opening(tuple(_joined(pieces, lines)), text + above, said, head, score)


def _over(lines: Sequence[Unit]) -> int:
    """Return the number of the first unit that is text: a paragraph over which no salutation stands, and below which none does."""
    for k, unit in enumerate(lines[:MOST]):
        if not unit.prose or heading.read(unit.text) or (in_brackets(unit.text) and k + 1 < len(lines)):
            continue
        first = heading.NUMBERED.match(lines[0].text.strip()) or _to_whom(lines[0])
        begun = first and any((u.dated and not u.prose) or _to_whom(u) for u in lines[1:k])
        if begun or k > ABOVE or not _opens_below(lines, k + 1):
            return k
    return min(len(lines), MOST)


def _to_whom(unit: Unit) -> bool:
    said = heading.read(unit.text)
    return bool(said and (said.recipient or said.same or said.sender))


def _opens_below(lines: Sequence[Unit], k: int) -> bool:
    """Whether dateline and salutation stand below a paragraph that an editor or a clerk put over them."""
    dated = False
    for j in range(k, min(k + NEAR, len(lines) - 1)):
        unit = lines[j]
        if unit.prose:
            continue
        if not dated and _to_whom(unit) and _alone(lines, j):
            return False  # the next letter
        dated = dated or unit.dated or j < k + 2
        if dated and salutes.salutation(unit.text) >= ENOUGH and lines[j + 1].prose:
            return True
    return False


def _salutation(lines: Sequence[Unit], end: int) -> tuple[int | None, int, float]:
    """Return which unit is the salutation, how many characters of it, if it is run into the text, and how sure that is."""
    for k in range(min(end + 1, len(lines))):
        unit = lines[k]
        if unit.prose or k == end or (unit.raw.rstrip().endswith(".") and any(u.dated for u in lines[:k])):
            run = salutes.run_in(unit.raw, ENOUGH if any(u.dated for u in lines[:k]) else RUN_IN)
            if run and unit.raw[run:].strip():
                return k, run, 4.0
        if unit.prose or unit.dated:
            continue
        behind = lines[k + 1] if k + 1 < len(lines) else None
        score = salutes.salutation(unit.text)
        over = behind is not None and behind.dated and not behind.prose and k + 2 < len(lines) and lines[k + 2].prose
        if over:  # old letters have the date below it
            behind = lines[k + 2]
        beside = not over and behind is not None and behind.block == unit.block and not behind.prose
        if beside and not salutes.ends_open(unit.text):
            continue  # "RIGHT HONOURABLE / CHARLES, EARL OF ALDER"
        if score and behind is not None:
            score += ALONE if behind.prose and behind.block != unit.block else BEFORE if behind.prose or behind.block != unit.block else 0
            if score >= ENOUGH and not salutes.signature(behind.text) >= ENOUGH:
                return (k + 1 if _addressed(lines, k) else k), 0, score
    return None, 0, 0


def _addressed(lines: Sequence[Unit], k: int) -> bool:
    """Whether a line that may greet somebody only says for whom the letter is: "To the Printer of the Post", over "SIR,"."""
    following = lines[k + 1] if k + 2 < len(lines) else None
    return following is not None and not following.prose and lines[k + 2].prose and salutes.salutation(following.text) >= ENOUGH


def _label(
    over: Sequence[Unit], placed: Callable[[str], bool], greeted: int | None
) -> tuple[list[Part | None], Heading | None, Unit | None]:
    labels: list[Part | None] = [None] * len(over)
    said: Heading | None = None
    head: Unit | None = None
    for k, unit in enumerate(over):
        if labels[k]:
            continue
        found = heading.read(unit.text) if not (said and (said.sender or said.recipient)) else None
        over_it = not any(x in {"dateline", "address"} for x in labels[:k])
        over_day = k == 0 and len(over) > 1 and over[1].dated and over[1].block == unit.block  # "7694. À M. HALE." over "28 octobre."
        both = over_day or (found and found.sender and found.recipient and "head" in labels[:k])  # below its number
        kind = _TITLED.match(unit.text) if k == 0 and unit.dated else None  # what it is and of what day, no place
        titled = kind is not None and (kind["paper"] or any(u.dated for u in over[1:]))
        heads = found and over_it and (k == 0 or both if unit.dated else _alone(over, k) or both)
        if not k and (size := _dedication(over)):
            labels[:size] = ["head"] * size
        elif over_it and (heads or titled or _numbered(unit.text)):
            labels[k] = "head"
            said, head = (found, unit) if heads else (said, head)
        else:
            _name_line(over, labels, k)
    _rest(over, labels, placed, greeted)
    return labels, said, head


def _name_line(over: Sequence[Unit], labels: list[Part | None], k: int) -> None:
    """Name a line by its own words: a headnote, a dateline, a reference, the lines of an address."""
    unit = over[k]
    below = k and labels[k - 1] == "dateline"
    year = below and over[k - 1].block == unit.block and _YEAR.fullmatch(unit.text)
    if below and over[k - 1].text.endswith(","):  # "Mittwoch, abends um 10 Uhr."
        year = year or (len(unit.text) < NOTE * 2 and _DAY_BEGINS.match(unit.text))
    if in_brackets(unit.text) and k + 1 < len(over) and (over[k + 1].dated or _on_a_day(over[k + 1].text)):
        labels[k] = "headnote"  # the day that the editors found
    elif worked(unit.text):
        labels[k] = "headnote"
    elif (unit.dated and len(_LABELS.findall(unit.text)) < 2) or year or _on_a_day(unit.text):
        labels[k] = "dateline"
    elif unit.prose and not k and titled(unit.text):
        labels[k] = "head"
    elif unit.prose or (in_brackets(unit.text) and len(unit.text) > NOTE):
        labels[k] = "headnote"
    elif salutes.marked("reference", unit.text) or papers.FIGURES.fullmatch(unit.text):
        labels[k] = "reference"
    elif salutes.address(unit.text) >= ADDRESSED:
        for j in range(k, len(over)):
            if over[j].block != unit.block or over[j].dated:
                break
            labels[j] = "address"
        for j in range(k - 1, -1, -1):  # the office stands over the name
            if over[j].block != unit.block or labels[j]:
                break
            labels[j] = "address"


def _rest(over: Sequence[Unit], labels: list[Part | None], placed: Callable[[str], bool], greeted: int | None) -> None:
    """Name what stands between: places over a date, the subject below it, the letterhead above, a place alone for a dateline."""
    dated = "dateline" in labels
    for k, unit in enumerate(over):
        if labels[k]:
            continue
        lone = placed(unit.text)
        over_date = k + 1 < len(over) and labels[k + 1] == "dateline" and over[k + 1].block == unit.block
        beside = k == len(over) - 1 and not dated
        near = lone or _where(unit.text) or salutes.somewhere(unit.text) or (unit.block == greeted and _few(unit.text))
        runs = over_date and over[k + 1].text[:1].islower() and _few(unit.text)  # "Lüttich" over "den 27. November"
        runs = runs or (over_date and bool(_OVER_DATE.fullmatch(unit.text)))
        camp = bool(_CAMP.match(unit.text)) and len(unit.text) < NOTE * 3
        camp = camp and k + 1 < len(over) and labels[k + 1] == "dateline" and _alone(over, k)
        if camp or (over_date and lone) or runs or (beside and near):
            labels[k] = "dateline"
        elif k + 1 < len(over) and labels[k + 1] == "dateline" and unit.text.endswith(",") and not unit.prose:
            labels[k] = "dateline"  # the office runs on into place and day: "ADJUTANT'S OFFICE, / Alder, May 4, 1864."
        elif "head" in labels[k:] and unit.text.isupper() and _alone(over, k) and not set(labels[:k]) - {"head"}:
            labels[k] = "head"  # the title of the book over that of the letter
        elif greeted is not None and not papers.letterhead(unit.text) and _below(labels, k):
            labels[k] = "subject"
        elif k == 0 and "head" not in labels and _alone(over, k) and _title(unit.text):
            labels[k] = "head"


def _below(labels: Sequence[Part | None], k: int) -> bool:
    """Whether a line stands below place and day, or below the heading where no such line follows."""
    return "dateline" in labels[:k] or ("head" in labels[:k] and "dateline" not in labels[k:])


def _alone(over: Sequence[Unit], k: int) -> bool:
    """Whether a unit is all that its block has."""
    block = over[k].block
    return not (k and over[k - 1].block == block) and not (k + 1 < len(over) and over[k + 1].block == block)


def _dedication(over: Sequence[Unit]) -> int:
    """Return how many lines at the top say in capitals to whom a book is dedicated: "TO THE / RIGHT HONOURABLE / THE EARL OF ALDER."."""
    first = next((k for k, unit in enumerate(over) if not unit.text.isupper() or unit.dated), len(over))
    return first if first > 1 and _DEDICATED.match(over[0].text) and over[first - 1].block == over[0].block else 0


def _numbered(text: str) -> bool:
    found = heading.NUMBERED.fullmatch(text.strip())
    return bool(found)


def _title(text: str) -> bool:
    return len(text) <= LONGEST and text[-1:] not in {",", ";", ":"}


_DAYS = r"""(?x:
      (?:mon|tues|wednes|thurs|fri|satur|sun)day | montag | dienstag | mittwoch | donnerstag | freitag
    | samstag | sonnabend | sonntag | lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche
)"""
#: over a date in its block: "58, Cadogan Gardens, S.W.,", "Husum (Schleswig)"
_OVER_DATE = re.compile(r"\d+\w?,?\s.{3,60},|[^\W\d_a-zà-ÿ][\w-]+(?:\s[\w-]+)?\s\([^()]{2,40}\)[.,]?")
#: a heading that says what the paper is, and its day: "Last Will and Testament, July 22, 1755", "Feldpostbrief, 14. November 1917"
_TITLED = re.compile(
    r"""
    (?: (?P<paper> (?:The\s)?(?:Last\s)?Will(?:\sand\sTestament)?
          | Petition | Deed | Indenture | Codicil | Testamento? )
      | [A-ZÄÖÜ][a-zäöü]*(?:brief|karte) | Letter | Postcard | Lettre | Carte\spostale | Carta | Lettera
    ) (?:,|\s[–—-])?\s (?:(?:of|vom|du|de|del)\s)? \W? \d* \W*\s? \w+ \W+ [\d,. ]{4,10} \W*\Z
    """,
    re.X,
)
#: a place over the date by what it is called: "Camp near Potomac Creek"
_CAMP = re.compile(r"(?:In\s)?(?:Camp|Head\s?-?[Qq]uarters|Hospital|On [Bb]oard|Barracks|Bivouac|Lager|Feldlazarett|Quartier|Cuartel)\b")
_YEAR = re.compile(r"\d{4}\W?")
#: "Name: J. Fenn    Form: IV B"
_LABELS = re.compile(r"[^\W\d_]{2,}:\s")
_DEDICATED = re.compile(r"TO\b|À\b|AU\b|DEM\b|DER\b|DEN\b|AL\b|ALLA?\b|AD\b")
_TIMES = re.compile(rf"(?i)\d|\b(?:{_DAYS}|night|morning|evening|eveng|noon|abends?|früh|soir|matin)\b")
_PART = "night|morning|morng|evening|eveng|noon|afternoon|abends?|früh|nachmittags?|soir|matin"
_DAY_BEGINS = re.compile(rf"(?:{_DAYS})\b[,.]?\s", re.I)
_DAY = re.compile(rf"(?i)\b(?:{_DAYS})\b(?:\s(?:{_PART}))?\W*\Z")


def _on_a_day(text: str) -> bool:
    """Whether a line says on which day of the week: "Friday Evening.", "Three Mile Cross Monday morning"."""
    return len(tokens(text)) <= WHERE and bool(_DAY.search(text)) and all(w[:1].isupper() or _DAY.search(w) for w in tokens(text)[:-1])


def titled(text: str) -> bool:
    """Whether a long line is a title as old prints have them: words in capitals, or nearly every word with one."""
    listed = [w for w in tokens(text) if len(w) > 3]
    capitals = sum(w[0].isupper() for w in listed)
    whole = sum(w.isupper() for w in listed[1:])
    if not listed or len(text) > TITLE:
        return False
    return whole >= 2 or capitals == len(listed) or (whole > 0 and capitals >= TITLED * len(listed))


def _few(text: str) -> bool:
    """Whether a line is a few words with capitals, such as a place: "Bad Fusch"."""
    return 0 < len(tokens(text)) <= 3 and all(w[:1].isupper() for w in tokens(text))


def _where(text: str) -> bool:
    """Whether a short line over the text says when or where: "Three Mile Cross, Friday night", "München, Arcisstrasse 19"."""
    listed = tokens(text)
    return 0 < len(listed) <= WHERE and bool(_TIMES.search(text)) and (listed[0][:1].isupper() or listed[0][:1].isdigit())


def _joined(pieces: list[Piece], lines: Sequence[Unit]) -> list[Piece]:
    """Join lines of one block that are one thing: an address, a letterhead, a dateline over two lines."""
    block = {unit.span.start: unit.block for unit in lines}
    text = {unit.span.start: unit.text for unit in lines}
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        same = last and last.kind == piece.kind and block.get(last.span.start) == block.get(piece.span.start)
        runs_on = piece.kind == "head" and last and not _numbered(text[last.span.start]) and text[last.span.start].isupper()
        goes_on = last and last.kind == piece.kind == "dateline" and text.get(last.span.start, "").endswith(",")
        if last and goes_on and not same:
            out[-1] = Piece("dateline", Span(last.span.start, piece.span.end))
        elif last and same and (piece.kind in {"dateline", "subject", "letterhead"} or runs_on):
            out[-1] = Piece(piece.kind, Span(last.span.start, piece.span.end))
        else:
            out.append(piece)
    return out
