"""How a letter ends: valediction, name, place and date, postscripts, address, endorsements; read from the name outwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from encoder import lazy_re as re
from encoder.anatomy import forms, salutes
from encoder.anatomy.below import ADDRESSED, ARTICLE, ENOUGH, LEAVE, LINE, STANDS, Piece, aside, behind, ends_page, kind_of, witnessed
from encoder.anatomy.headings import named_heading
from encoder.anatomy.units import WIDE, Unit, in_brackets
from encoder.language.letters import tokens
from encoder.layout.blocks import Span

#: the name is looked for among so many of the last units; behind it stand at most so many paragraphs
FAR = 60
BEHIND = 9
#: a postscript without a name over it is among so many of the last lines
BELOW = 4
#: so many lines of witnesses stand below the words that say so
WITNESSES = 6
#: a name sure enough by itself
NAMED = 2.5
#: what a valediction over a name adds, one at the end of the paragraph over it, and a paragraph right behind it takes away
OVER = 3.0
RUN_ON = 1.5
TEXT_BEHIND = 1.0
#: "his", the name, "mark": each in its line
MARKED = 3
#: so many lines stand between the date at the foot and the end
BETWEEN = 4
#: and the last paragraph stands among so many units over it: "God keep Your Excellency many years." is one of its own
NEAR = 2
#: so many lines below a name show that it heads a form
FORM = 3
#: so large a share of the lines of a signature are names or offices
NAMES = 0.8
#: so many small words of more letters than these make a sentence of a line
SHORT = 2
TALK = 4
_LAST = re.compile(r"(?:[.!?,;—–]|--)\s+(?P<last>[^.!?—–]{2,120})\Z|(?P<all>.{2,120})\Z", re.S)
_AND = re.compile(r"(?:and|et|y|e|und|и)\b|&")
_CAPITAL = re.compile(r"\W*[^\W\d_a-zß-ÿ]")
_COUNTS = re.compile(r"\d|:\s*\Z")
_WITH = frozenset({"in", "mit", "von", "aus", "with", "from", "avec", "en", "de", "con", "da", "di", "с", "со", "в"})
#: two names and more in capitals, and nothing between them
_CAPITALS = re.compile(
    r"(?!.*\b(?:THE|OF|AND|END|PART|BOOK|VOLUME)\b)[^\W\d_a-z][^\W\d_a-z.’'-]+(?:\s[^\W\d_a-z][^\W\d_a-z.’'-]*){1,3}\W?"
)
@dataclass(frozen=True, slots=True)
class Closing:
    """The pieces in order; ``start`` is the number of the first unit that is no text; ``sure`` adds up what speaks for it."""

    pieces: tuple[Piece, ...] = ()
    start: int = 0
    name: str = ""
    sure: float = 0
    #: every line of the signature is a name, with or without an office
    named: bool = False
    #: somebody signs in another's name
    behalf: bool = False

    @property
    def left(self) -> bool:
        """Whether somebody takes leave in words."""
        return self.behalf or any(p.kind == "salute" for p in self.pieces)


def read(lines: Sequence[Unit], first: int, expected: frozenset[str]) -> Closing:
    """Read the end of a letter whose text begins at unit ``first``; ``expected`` are words of the name that the heading gave."""
    best, score = _name(lines, first, expected)
    if best is None:
        return _without_name(lines, first)
    best = _first_name(lines, first, _testator(lines, first, best))
    name = lines[best].text
    marked = best > first and _mark_over(lines, best)
    best -= marked
    behalf = best > first and not lines[best - 1].prose and salutes.on_behalf(lines[best - 1].text)
    start = _leaves(lines, first, best - behalf)
    last = _names(lines, best, expected)
    pieces = _farewells(lines, start, best - behalf)
    pieces += [Piece("signed", lines[best - 1].span)] if behalf else []
    pieces += _signed(lines, best, last)
    pieces += behind(lines, last + 1, expected)
    signers = [unit.text for unit in lines[best : last + 1]]
    sure = [said for said in signers if salutes.signature(said, expected) > 0 or salutes.office(said) or salutes.signed_before(said)]
    named = len(sure) >= NAMES * len(signers)
    return Closing(tuple(pieces), start, name if marked else lines[best].text, score, named or marked, behalf)


def _name(lines: Sequence[Unit], first: int, expected: frozenset[str]) -> tuple[int | None, float]:
    """Return the unit that is the name, and how sure that is; the first of equals."""
    best: int | None = None
    top = 0.0
    for k in range(max(first, len(lines) - FAR), len(lines)):
        unit = lines[k]
        if unit.prose or unit.dated or (k == first == 0) or aside(unit.text) or _form(lines, k) or _by(lines, k):
            continue
        if _heads(unit.text) and not (k > first and salutes.valediction(lines[k - 1].text) >= LEAVE):
            continue
        stands = bool(STANDS.fullmatch(unit.text))
        score = 1.0 if stands else salutes.signature(unit.text, expected)
        if score <= 0 or salutes.salutation(unit.text) >= ENOUGH:
            continue
        score += OVER if k > first and _mark_over(lines, k) else _context(lines, first, k)
        if salutes.valediction(unit.text) >= LEAVE and not (k and salutes.valediction(lines[k - 1].text) >= LEAVE):
            score -= 2
        if score > top + 0.01:
            best, top = k, score
    return (best, top) if top >= ENOUGH else (None, 0.0)


def _heads(text: str) -> bool:
    """Whether a line in capitals is a heading by its words: "CHAPTER II.", "A SONG OF THE RIVER."."""
    return text.isupper() and (bool(ARTICLE.match(text)) or named_heading(text))


def _form(lines: Sequence[Unit], k: int) -> bool:
    """Whether a line heads a form, most of those right below it have labels, or is one of it."""
    below = lines[k + 1 : k + 1 + FORM]
    if len(below) >= FORM - 1 and sum(forms.label(unit.text) is not None for unit in below) >= FORM - 1:
        return True
    return k >= FORM and all(forms.label(unit.text) is not None for unit in lines[k - FORM : k + 1])


def _by(lines: Sequence[Unit], k: int) -> bool:
    """Whether a name is that of an author below a title: "by" stands over it."""
    return k > 0 and lines[k - 1].text.strip(" _*").lower() in {"by", "von", "par", "por", "di"}


def _first_name(lines: Sequence[Unit], first: int, k: int) -> int:
    """Return the first of the names that stand together: the surest is not always the first who signed."""
    while k - 1 >= first:
        unit = lines[k - 1]
        near = unit.block == lines[k].block or (_lonely(lines, k - 1) and (k < 2 or lines[k - 2].block != unit.block))
        named = salutes.signature(unit.text) >= 1 and salutes.valediction(unit.text) < LEAVE and salutes.salutation(unit.text) < ENOUGH
        if unit.prose or unit.dated or not near or not named or aside(unit.text):
            break
        k -= 1
    if _office_over(lines, first, k):
        k -= 1
    return k


def _office_over(lines: Sequence[Unit], first: int, k: int) -> bool:
    """Whether the office of a name stands on the line over it, below the valediction."""
    if k - 2 < first or lines[k - 1].block != lines[k].block or lines[k - 1].prose or lines[k - 1].dated:
        return False
    return salutes.valediction(lines[k - 1].text) < LEAVE <= salutes.valediction(lines[k - 2].text) and not salutes.known(lines[k - 1].text)


def _testator(lines: Sequence[Unit], first: int, k: int) -> int:
    """Return who signed where ``k`` is one of those before whom it was done, whose names stand below a line that says so."""
    over = range(k - 1, max(first, k - WITNESSES), -1)
    said = next((j for j in over if not (lines[j].prose or lines[j].dated) and salutes.attested(lines[j].text)), None)
    if said is None or said <= first or lines[said - 1].prose or salutes.signature(lines[said - 1].text) < 1:
        return k
    return said - 1


def _mark_over(lines: Sequence[Unit], k: int) -> bool:
    """Whether "his" or "her" stands over a name and "mark" below it: who could not write put a sign between the names."""
    here = [u.text.strip().lower() for u in lines[max(0, k - 1) : k + 2] if u.block == lines[k].block]
    return len(here) == MARKED and here[0] in {"his", "her"} and here[-1] == "mark"


def _takes_leave(lines: Sequence[Unit], first: int, k: int) -> bool:
    """Whether a line is a valediction, or goes on with one above it."""
    if salutes.valediction(lines[k].text) >= LEAVE:
        return True
    return k - 1 >= first and salutes.known(lines[k].text) and salutes.valediction(lines[k - 1].text) >= LEAVE


def _context(lines: Sequence[Unit], first: int, k: int) -> float:
    """Return what stands around a name: a valediction over it, little but addresses and postscripts behind it."""
    score = OVER if _office_over(lines, first, k) else 0.0
    over = lines[k - 1] if k > first else None
    if over is not None:
        if not over.prose and (salutes.on_behalf(over.text) or _takes_leave(lines, first, k - 1)):
            score += OVER
        elif over.prose and takes_leave(over.text):
            score += RUN_ON
        elif len(salutes.signed_before(over.text)) >= len(over.text.rstrip(" .,:")) > 0:
            score += OVER  # "By order of the Secretary of War:"
        elif not over.prose and over.text.endswith(":") and over.block == lines[k].block:
            score -= 1
    score += _beside_date(lines, k, over) + witnessed(lines, k, over)
    if k + 1 == len(lines) and _CAPITALS.fullmatch(lines[k].text.strip()) and not ends_page(lines[k].text):
        score += 0.5
    behind = [u for u in lines[k + 1 :] if u.prose]
    if not behind:
        score += 0.5
    if k + 1 < len(lines):
        after = lines[k + 1]
        marked = salutes.marked("postscript", after.text) or in_brackets(after.text)
        if after.prose and not marked:
            score -= TEXT_BEHIND
        if after.block == lines[k].block and salutes.address(lines[k].text) >= ADDRESSED:
            score -= 1.5
    if over is not None and over.block == lines[k].block and salutes.valediction(over.text) < LEAVE <= salutes.address(over.text) + 0.5:
        score -= OVER  # the second line of an address
    if salutes.address(lines[k].text) >= 2 * ADDRESSED:
        score -= OVER
    if over is not None and not over.prose and salutes.ends_so(over.text):
        score += RUN_ON  # "... how grateful I am always yours"
    if len(behind) > BEHIND:
        score -= 3
    return score


def _beside_date(lines: Sequence[Unit], k: int, over: Unit | None) -> float:
    """Return what a date over a name, or in a line of its own below it, speaks for it."""
    below = lines[k + 1] if k + 1 < len(lines) and _lonely(lines, k) else None
    return (over is not None and over.dated) + 0.5 * (below is not None and below.dated and not below.prose)


def takes_leave(text: str) -> bool:
    """Whether a paragraph ends with a valediction: "... and am, dear Sir, your humble servant"."""
    found = _LAST.search(text.rstrip(" ,.;:—–-"))
    said = found and (found["last"] or found["all"])
    return bool(said) and salutes.valediction(str(said)) >= LEAVE + 1


def _leaves(lines: Sequence[Unit], first: int, name: int) -> int:
    """Return the first of the valedictions over a name."""
    start = name
    k = name - 1
    while k >= first:
        unit = lines[k]
        if salutes.valediction(unit.text) >= LEAVE and (not unit.prose or start == name):
            start = k
        elif unit.dated and k + 1 == start and k > first:
            start = k  # the date over the name
        elif unit.prose or unit.dated or not (
            salutes.known(unit.text) or salutes.salutation(unit.text) >= LEAVE or (_begins(unit.text) and start == k + 1)
        ):
            break
        elif start < name or salutes.begins_sentence(unit.text) or (k > first and salutes.valediction(lines[k - 1].text) >= LEAVE):
            # a word between two of them, or the beginning of the sentence: "I am, Sir,"
            start = k if (k + 1 == start or start == name) else start
        else:
            break
        k -= 1
    return _dated_over(lines, first, start)


def _begins(text: str) -> bool:
    """Whether a line begins the sentence that ends with the name and breaks off: "I have the honour to be, Sir,"."""
    return text.endswith(",") and salutes.begins_sentence(text) and salutes.known(text, most=TALK + WITNESSES)


def _dated_over(lines: Sequence[Unit], first: int, start: int) -> int:
    """Return the line of place and date where a few short lines part it from the end, else ``start``."""
    for k in range(start - 1, max(first, start - 1 - BETWEEN), -1):
        unit = lines[k]
        if unit.dated:
            text_over = any(over.prose for over in lines[max(first, k - NEAR) : k])
            return k if text_over and not unit.prose and not aside(unit.text) else start
        if unit.prose or len(unit.text) > LINE or not _CAPITAL.match(unit.text) or _COUNTS.search(unit.text) or aside(unit.text):
            break
    return start


def _farewells(lines: Sequence[Unit], start: int, end: int) -> list[Piece]:
    """Return each valediction; a sentence over several lines of a block is one."""
    pieces: list[Piece] = []
    sentence = False
    for k in range(start, end):
        unit = lines[k]
        span = unit.span
        if unit.dated:
            pieces.append(Piece("dateline", span))
            continue
        goes_on = k > start and lines[k - 1].block == unit.block and (sentence or _goes_on(lines[k - 1].text, unit.text))
        if goes_on and pieces and pieces[-1].kind == "salute":
            pieces[-1] = Piece("salute", Span(pieces[-1].span.start, span.end))
        else:
            pieces.append(Piece("salute", span))
            sentence = salutes.begins_sentence(unit.text) or (
                unit.text.endswith(",") and k + 1 < end and lines[k + 1].block == unit.block and lines[k + 1].text[:1].islower()
                and salutes.salutation(unit.text) >= LEAVE
            )
    return pieces


def _goes_on(line: str, following: str) -> bool:
    """Whether a valediction goes on in the next line: "Your most obedient / humble Servant", "... / & most humble Servant"."""
    if _AND.match(following):
        return True
    return following[:1].islower() and line[-1:].isalpha() and following.split(maxsplit=1)[0].lower() not in _WITH


def _names(lines: Sequence[Unit], name: int, expected: frozenset[str]) -> int:
    """Return the last unit of the signature: more names, offices, in the same block or right behind it."""
    last = name
    own = [u.block for u in lines[name : name + 2] if u is lines[name] or salutes.restated(lines[name].text, u.text)]
    for k in range(name + 1, len(lines)):
        unit = lines[k]
        marked = any(salutes.marked(kind, unit.text) for kind in ("postscript", "copies", "enclosure"))
        if unit.prose or unit.dated or marked or _sworn(unit.text):
            break
        if unit.above > WIDE >= lines[name].above:
            break  # it stands apart
        if unit.block in own:
            if _sentence(unit.text, expected):
                break
            if last == k - 1 and (salutes.address(unit.text) < 2 * ADDRESSED or salutes.signature(unit.text, expected) >= NAMED):
                last = k
            continue
        if last == k - 1 and _office_between(lines, name, k):
            last = k
            continue
        plain = _lonely(lines, k) and not aside(unit.text) and salutes.address(unit.text) < ADDRESSED
        if plain and (salutes.signature(unit.text) >= 1 or salutes.office(unit.text)) and salutes.valediction(unit.text) < LEAVE:
            last = k
            continue
        break
    return last


def _sworn(text: str) -> bool:
    """Whether a line says that something was sworn or signed before somebody."""
    return salutes.marked("endorsement", text) and salutes.attested(text)


def _sentence(text: str, expected: frozenset[str]) -> bool:
    """Whether a line below a name is something said, no name and no office: "Make particular inquiry after the captain."."""
    small = [word for word in tokens(text) if word.islower() and len(word) > SHORT]
    return len(small) >= TALK and salutes.signature(text, expected) < 1 and not salutes.office(text) and salutes.address(text) < ADDRESSED


def _office_between(lines: Sequence[Unit], name: int, k: int) -> bool:
    """Whether a line is the office of the name over it: another name stands below it, or it begins as the offices before it do."""
    text = lines[k].text
    if not _lonely(lines, k) or len(text) > LINE + 20 or aside(text) or salutes.signed_before(text):
        return False
    if salutes.valediction(text) >= LEAVE or salutes.address(text) >= ADDRESSED or salutes.sentences(text):
        return False
    following = lines[k + 1] if k + 1 < len(lines) else None
    lone = following is not None and not following.prose and _lonely(lines, k + 1) and not aside(following.text)
    if following is not None and lone and salutes.signature(following.text) > 1:
        return salutes.signature(text) < 1
    return any(unit.text.split()[:1] == text.split()[:1] for unit in lines[name + 1 : k - 1])


def _lonely(lines: Sequence[Unit], k: int) -> bool:
    block = lines[k].block
    return not (k + 1 < len(lines) and lines[k + 1].block == block)


def _no_name(text: str) -> bool:
    """Whether a line of a signature is an office and nobody's name: "Assistant Adjutant-General."."""
    sure = salutes.signature(text)
    return sure < 1 or (sure < NAMED and salutes.office(text))


def _signed(lines: Sequence[Unit], name: int, last: int) -> list[Piece]:
    """Return the names block by block; where each has his office below him, all as one."""
    offices = any(lines[k].block != lines[k - 1].block and _no_name(lines[k].text) for k in range(name + 1, last + 1))
    if offices:
        return [Piece("signed", Span(lines[name].span.start, lines[last].span.end))]
    pieces: list[Piece] = []
    for k in range(name, last + 1):
        if pieces and lines[k].block == lines[k - 1].block:
            pieces[-1] = Piece("signed", Span(pieces[-1].span.start, lines[k].span.end))
        else:
            pieces.append(Piece("signed", lines[k].span))
    return pieces


def _without_name(lines: Sequence[Unit], first: int) -> Closing:
    """Read the end of a letter that nobody signed: a valediction as its last words."""
    least = LEAVE + 0.5
    for k in range(len(lines) - 1, max(first, len(lines) - 8) - 1, -1):
        unit = lines[k]
        if unit.prose or unit.dated:
            least = 2 * LEAVE  # only a sure one stands over a postscript
        elif salutes.valediction(unit.text) >= least:
            start = _leaves(lines, first, k + 1)
            pieces = _farewells(lines, start, k + 1) + behind(lines, k + 1, frozenset())
            return Closing(tuple(pieces), start, "", salutes.valediction(unit.text))
    last = len(lines) - 1
    behind_all = range(max(first + 1, last - BELOW), last + 1)
    post = next((k for k in behind_all if any(salutes.marked(kind, lines[k].text) for kind in ("postscript", "endorsement"))), None)
    if post is not None:
        return Closing(tuple(behind(lines, post, frozenset())), post, "", LEAVE)
    if last > first and lines[last].dated and not lines[last].prose and lines[last - 1].block != lines[last].block:
        return Closing((Piece("dateline", lines[last].span),), last, "", LEAVE)
    addressed = [k for k in range(first, len(lines)) if lines[k].block == lines[-1].block]
    if addressed and kind_of(lines[addressed[0] :], False, frozenset()) == "address":
        return Closing((Piece("address", Span(lines[addressed[0]].span.start, lines[-1].span.end)),), addressed[0], "", LEAVE)
    return Closing()
