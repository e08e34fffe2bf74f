"""Who speaks where, read by evidence over the whole text; words in ``lexicon/speech.toml``.

No form of a label alone makes one, for lists, forms and sentences have colons too: that a label comes again, that two take turns,
that the name stands elsewhere, a title, capitals, an office of those who speak, and words of speech behind it add up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from encoder import lazy_re as re
from encoder.anatomy import dialogue
from encoder.anatomy.labels import (
    ANSWERS,
    GROUPS,
    QUESTIONS,
    ROLES,
    VOCATIVE,
    Label,
    bare,
    candidates,
    capitals,
    dramatic,
    folded,
    person,
    split,
    tokens,
)
from encoder.draft.model import Draft, Source
from encoder.language.gazetteer import given_names, places, surnames
from encoder.language.lexicon import words

_TABLE = words.table("speech")
TALK = re.compile(rf"\b(?:{'|'.join(re.escape(w) for w in _TABLE['talk'])})\b|\?")
DIRECTION = re.compile(rf"\b(?:{'|'.join(re.escape(w) for w in _TABLE['directions'])})\b", re.I)
#: a bracket that says nothing but what an audience does: "(Applause.)", "[Laughter and cheers]", "(Beifall bei der SPD)"
_HEARD = "|".join(re.escape(w) for w in _TABLE["heard"])
HEARD = re.compile(
    rf"""
    [\[(](?:[\w-]+\s){{0,2}}(?:{_HEARD})  # "(General laughter", "(Beifall"
    (?:[,;]?\s(?:
        and|und|et|y|e|of|bei|from|auf|sur|links|rechts|der|dem|den|the
      | {_HEARD} | (?-i:[A-ZÀ-Þ/-]+)  # " bei der SPD"
    ))*
    [.!]?[\])]
    """,
    re.I | re.X,
)
_BODIES = "|".join(re.escape(w) for w in _TABLE["bodies"])
_DOES = "|".join(re.escape(w) for w in _TABLE["does"])
_BEGINS = "|".join(re.escape(w) for w in _TABLE["begins"])
#: "The session is adjourned.", "End of the session: 9:05 a.m.", "After the talks the guests visited the hall."
NARRATIVE = re.compile(
    rf"""
      (?:{_BEGINS})\b  # "The conversation turned"
    | \[?(?:hand-?written|signed|signature|stamp|in\sthe\smargin|marginal)\b  # "[handwritten note:] Seen."
    | (?:after\s(?:that|this|which)|afterwards?|thereafter|subsequently|later),?\s(?:both|the)\s
      (?:two\s)?(?:{_BODIES})\b  # "After that both delegations"
    | [^.?!]{{0,80}}\b(?:{_BODIES})\b[^.?!]{{0,60}}?\s(?:{_DOES})\b  # "the members of the council agreed"
    | (?:ad|(?:to\s)?(?:item|point))\.?\s(?:\d{{1,2}}|[ivx]{{1,4}})\b[.:]?\s*\Z  # "Ad. 3", "To item 5:"
    | (?:resolved|decided|resolution|decision)\s?:\s*\Z  # "Resolved:"
    """,
    re.I | re.VERBOSE,
)
#: two who speak at once
_TOGETHER = re.compile(r"\s(?:and|und|et|y|e|i|и)\s")
_CALLED = re.compile(r"(?P<title>[A-Z][a-z]+)\.?\s(?P<name>[^\W\d_]{2,})\b(?!:)")
_WORD = re.compile(r"[^\W\d_]{2,}")
#: what stands over those who were present, and what comes behind them
_PRESENT = re.compile(
    r"""
    ^[^\S\n]*
    (?:PARTICIPANTS?|ATTENDEES|(?:OTHERS[ ]|ALSO[ ])?PRESENT(?:[ ]WERE)?|Participants?|Attendees|Present)\b
    [^\S\n]*:?
    """,
    re.M | re.VERBOSE,
)
_NEXT = re.compile(r"\s*(?:[A-Z][A-Z &,]{2,30}:|(?:Date|Time|Place|Subject|Venue)\b|[A-Z][\w’' -]{2,30}:\s+\S)")
#: so far they are looked for, in lines that are no longer
ROOM = 1500
LISTED = 160
#: what is said has more characters, or goes on in the next block
LITTLE = 12
#: so many questions before answers with a name are turns
ASKED = 3
#: weights; a label that is sure has ENOUGH of them, one that is only of the same form as sure ones has SOME
ENOUGH = 4
NEAR = 3
SOME = 1
ONLY = 5
#: so many who speak where their speeches are told
TOLD = 2
#: a sure form has so many labels before it takes weak ones in
FAMILY = 3
#: among so many labels one with a name is one, whatever its letters
MANY = 5
#: so much of what labels without title, office or capitals of a known name introduce has words of speech
SHARE = 0.4
#: so many labels of two who take turns speak for them, and so many more so
ROUND = 4
SURE_ROUND = 6
#: two labels further apart than so many blocks do not take turns
TURN = 6


@dataclass(frozen=True, slots=True)
class Speech:
    """What a text has of speech: its labels in order, and to each the key of who speaks."""

    labels: tuple[Label, ...] = ()
    who: tuple[str, ...] = ()


def read(draft: Draft) -> Speech:
    """Return the labels of a draft's text between its record and its notes."""
    return _read(draft.source, draft.record_end, min(draft.notes_start, draft.record_below))


@lru_cache(maxsize=8)
def _read(source: Source, start: int, stop: int) -> Speech:
    found = list(candidates(source, start, stop))
    if not found:
        return Speech()
    counts = Counter(label.key for label in found if label.mark or (style(label) == "titled" and capitals(label.name)))
    if max(counts.values(), default=0) < 2 and not any(label.mark and style(label) in {"role", "titled"} for label in found):
        return Speech()
    weights = _weigh(source, found)
    kept = _sure(source, found, weights)
    if not kept:
        return Speech()
    labels = _with_family(found, weights, kept)
    return Speech(tuple(labels), tuple(_keys(labels)))


def _said(source: Source, label: Label) -> str:
    """Return the beginning of what a label introduces."""
    block = source.blocks[label.block]
    rest = source.text[label.span.end : block.span.end]
    if len(rest.strip()) < LITTLE and label.block + 1 < len(source.blocks):
        rest += source.text[slice(*source.blocks[label.block + 1].span)]
    return rest[:600]


def style(label: Label) -> str:
    """Return the form of a label: labels of one form belong together."""
    if label.key in ROLES or label.key in GROUPS:
        kind = "role"
    elif len(label.name) <= 2:
        kind = "letter"
    elif split(label.name)[0] or (label.inner and split(label.inner)[0]):
        kind = "titled"
    else:
        kind = "capitals" if capitals(label.name) or capitals(label.inner) else "mixed"
    return kind


def _elsewhere(source: Source, found: list[Label]) -> frozenset[str]:
    """Return the last words of names that stand in the text elsewhere than in labels."""
    labelled = Counter(word for label in found for word in _WORD.findall(folded(label.text)))
    wanted = {_last(label.key) for label in found if label.key}
    counts = Counter(word for said in _WORD.findall(source.text) if said[0].isupper() and (word := folded(said)) in wanted)
    return frozenset(word for word in wanted if counts[word] > labelled[word])


def _last(key: str) -> str:
    """Return the family name of a key: "Mr. DANIEL E. REED of Iowa"."""
    return key.split(" of ", maxsplit=1)[0].rsplit(maxsplit=1)[-1]


def _record(source: Source) -> bool:
    """Whether the text is one of a record of debates, as its first lines say."""
    return any(piece.why.startswith("the first lines of a record") for piece in source.layout.furniture[:8])


def _weigh(source: Source, found: list[Label]) -> list[int]:
    record = _record(source)
    counts = Counter(label.key for label in found)
    elsewhere = _elsewhere(source, found)
    mixed = any(counts[label.key] > 1 and style(label) == "mixed" for label in found)
    attending = _attending(source)
    called = frozenset(folded(m["name"]) for m in _CALLED.finditer(source.text) if m["title"] in words.TITLES) if mixed else frozenset()
    rounds = _rounds(found)
    lines = sum(label.alone and label.mark == ":" for label in found)
    heard = HEARD.search(source.text, found[0].span.end) is not None
    out = []
    for k, label in enumerate(found):
        kind, weight = style(label), 0
        weight += 0 if rounds[k] < ROUND else 2 + (rounds[k] >= SURE_ROUND)
        weight += 1 * (label.alone and label.mark == ":" and (lines >= ROUND or (heard and kind in {"titled", "role"})))
        title, rest = split(label.name)
        weight += 2 * bool(kind == "role" or (title and person(rest)) or (label.inner and split(label.inner)[0] and _a_name(label)))
        weight -= 2 * bool(VOCATIVE.match(label.name) and (label.alone or counts[label.key] == 1))
        weight += 1 * bool(kind in {"capitals", "letter"} or (kind in {"role", "titled"} and _high(label)))
        weight += 1 * _a_name(label)
        weight += 1 * bool(rest and _last(rest) in elsewhere)
        weight += 1 * bool(record and kind in {"role", "titled"} and label.mark == "." and _high(label))
        attends = bool(rest and len(rest.split()[-1]) > 2 and rest.split()[-1] in attending)
        weight += 2 * attends
        weight += (1 if attends or _named(label.name) or rest in called else -1) * (kind == "mixed")
        weight += min(counts[label.key] - 1, 2)
        weight += 1 * any(_turn(label, found[j]) for j in (k - 1, k + 1) if 0 <= j < len(found))
        weight += 1 * bool(TALK.search(_said(source, label)[:200]))
        weight += 2 * bool(kind == "mixed" and label.mark in {"_", "."})  # set apart, or in a play
        weight -= 2 * bool(kind in {"capitals", "mixed"} and label.name.title() in places().forms)
        weight -= 1 * bool(kind == "mixed" and len(tokens(label.name)) > 3)
        out.append(weight)
    return out


#: "Yu. Tsedenbal": initials stand before a surname
_INITIALS = re.compile(r"(?:[^\W\d_]{1,3}\.\s?){1,3}[^\W\d_]{3,}")


def _attending(source: Source) -> frozenset[str]:
    """Return the words of those whom a text lists as present: below "PARTICIPANTS", up to the next label or paragraph."""
    found: set[str] = set()
    for m in _PRESENT.finditer(source.text):
        for line in source.text[m.end() : m.end() + ROOM].split("\n"):
            if len(line) > LISTED or (_NEXT.match(line) and found):
                break
            found.update(folded(word) for word in _WORD.findall(line) if word[0].isupper())
    return frozenset(found)


def _named(name: str) -> bool:
    if _INITIALS.fullmatch(name) and name[0].isupper():
        return True
    parts = [t.strip(".,’'") for t in tokens(name)]
    return any(t in surnames() or t in given_names() for t in parts if len(t) > 2)


def _rounds(found: Sequence[Label]) -> list[int]:
    """Return for each label how many follow one another, it among them, in which two with one mark take turns: A B A B."""
    out = [1] * len(found)
    first = 0
    for k in range(1, len(found) + 1):
        on = k < len(found) and _turn(found[k - 1], found[k]) and found[k].mark in {":", "."}
        if on and (k - 2 < first or found[k].key == found[k - 2].key):
            continue
        out[first:k] = [max(n, k - first) for n in out[first:k]]
        first = k - 1 if on else k
    return out


def _turn(one: Label, other: Label) -> bool:
    return one.key != other.key and one.mark == other.mark and abs(one.block - other.block) <= TURN


def _sure(source: Source, found: list[Label], weights: list[int]) -> list[Label]:
    asking = _asking(found)
    told = sum(label.mark == "told" for label in found)
    answered = any(folded(label.name) in ANSWERS for label in found)
    alone = {label.block for label in found if label.alone and not label.line}
    kept = []
    for label, weight in zip(found, weights, strict=True):
        letter = folded(label.name)
        if label.mark == "," or (label.mark == "told" and told < TOLD):
            continue
        if label.mark in {".", " ", "—"} and len(letter) == 1 and not asking:
            continue
        if label.alone and letter in QUESTIONS and not answered:
            continue  # "QUESTION." over what is asked: a heading
        below = len(source.blocks[label.block].lines) > label.line + 1
        titled = style(label) in {"titled", "role"}
        if not label.mark and not below and titled and label.block + 1 in alone:
            continue  # names one below the other
        if weight >= ENOUGH + (not label.mark and not below and not titled):  # capitals alone in a block are headings too
            kept.append(label)
    alone_too = {label.key for label in kept if label.alone and label.mark == "."}
    if len(alone_too) < 2:  # who signs what was read out
        kept = [label for label in kept if not (label.alone and label.mark == "." and style(label) == "capitals")]
    bare = Counter(label.key for label in kept if not label.mark)
    kept = [label for label in kept if label.mark or bare[label.key] > 1 or style(label) in {"titled", "role"}]
    unmarked = {label.key for label in kept if not label.mark}
    if len(unmarked) == 1:
        kept = [label for label in kept if label.mark]
    if len({label.key for label in kept}) == 1:
        kept = _with_partner(found, weights, kept)
    if len({label.key for label in kept}) == 1:
        places = {id(label) for label in kept}
        only = max(w for label, w in zip(found, weights, strict=True) if id(label) in places)
        one = kept[0]
        heard = HEARD.search(source.text, one.span.end) is not None  # "(Applause)"
        named = bool(one.mark) and style(one) in {"titled", "role"} and (_high(one) or heard) and not VOCATIVE.match(one.name)
        if only < ONLY - _record(source) - 2 * heard or not named:
            return []
    weak = all(
        style(label) in {"mixed", "capitals", "letter"} or label.mark == "—" or (label.alone and label.mark == ".") for label in kept
    )
    played = weak and (dialogue.found(source, 0, len(source.text)) or dramatic(source.text, 0, len(source.text)))
    if weak and not played and sum(bool(TALK.search(_said(source, label))) for label in kept) < SHARE * len(kept):
        return []
    return kept


def _with_partner(found: list[Label], weights: list[int], kept: list[Label]) -> list[Label]:
    """Return the labels of one speaker with those of who takes turns with them, if they do so more than once."""
    sure = {label.span for label in kept}
    turns = [
        label for k, (label, weight) in enumerate(zip(found, weights, strict=True))
        if weight >= NEAR and label.mark == kept[0].mark and style(label) == style(kept[0])
        and any(found[j].span in sure and _turn(label, found[j]) for j in (k - 1, k + 1) if 0 <= j < len(found))
    ]  # fmt: skip
    if len(turns) < FAMILY - 1 or len(kept) < FAMILY - 1:
        return kept
    return sorted([*kept, *turns], key=lambda label: label.span)


def _asking(found: list[Label]) -> bool:
    """Whether single letters are those of question and answer."""
    letters = [folded(label.name) for label in found if len(folded(label.name)) == 1]
    pairs = sum(a in QUESTIONS and b in ANSWERS for a, b in pairwise(letters))
    if pairs >= 1:
        return all(letter in QUESTIONS | ANSWERS for letter in letters)
    # or those who ask have a letter, and who answers has a name
    turns = sum(folded(a.name) in QUESTIONS and len(folded(a.name)) == 1 < len(folded(b.name)) for a, b in pairwise(found))
    return turns >= ASKED and all(letter in QUESTIONS for letter in letters)


def _with_family(found: list[Label], weights: list[int], kept: list[Label]) -> list[Label]:
    """Return the sure labels with the others of their forms that stand among them."""
    forms = Counter((label.mark, style(label)) for label in kept)
    marks = {mark for mark, _ in forms}
    keys = {label.key for label in kept}
    first, last = kept[0].block, kept[-1].block
    sure = {label.span for label in kept}
    out = []
    for label, weight in zip(found, weights, strict=True):
        if label.mark in {",", "told"}:
            fits = label.key in keys
        else:
            enough = SOME if style(label) == "role" else NEAR
            near = first <= label.block <= last or (last < label.block <= last + TURN and weight >= enough)
            alike = _named(label.name) or (len(tokens(label.name)) < FAMILY and weight > SOME)
            many = label.mark == ":" and len(keys) >= FAMILY and len(kept) >= MANY and alike  # "Doyle:" among "JFK:"
            same = forms[label.mark, style(label)] >= FAMILY or (style(label) in {"role", "titled"} and label.mark in marks) or many
            fits = label.mark in marks and (label.key in keys or bool(label.examiner) or (near and same and weight >= SOME))
        if fits or label.span in sure:
            out.append(label)
            last = max(last, label.block)
    return out


def _keys(labels: Sequence[Label]) -> Iterator[str]:
    """Yield who speaks: of a side with several names the name in brackets, of a longer and a shorter form of one name the longer."""
    inner: dict[str, set[str]] = defaultdict(set)
    for label in labels:
        if _a_name(label):
            inner[label.key].add(bare(label.inner))
    keys = []
    for label in labels:
        names = inner[label.key]
        own = bare(label.inner) if _a_name(label) else ""
        keys.append(own if len(names) > 1 and own else next(iter(names)) if len(names) == 1 and label.key not in ROLES else label.key)
    known = sorted({key for key, label in zip(keys, labels, strict=True) if not label.examiner})
    longer = {}
    for key in known:
        parts = key.split()
        possible = key not in ROLES and len(parts[-1]) > 1
        wider = [other for other in known if possible and not _TOGETHER.search(other) and set(parts) < set(other.split())]
        longer[key] = wider[0] if len(wider) == 1 else key
    yield from (longer.get(key, key) for key in keys)


def _high(label: Label) -> bool:
    """Whether a name, or an office that is one word, is in capitals: "Mr. LOTT", "The SPEAKER"."""
    return capitals(label.name) or any(len(word) > 2 and word.isupper() for word in tokens(label.name))


def _a_name(label: Label) -> bool:
    """Whether what stands in brackets behind a label is a person: a name in capitals or with a title, no constituency, no party."""
    title, rest = split(label.inner) if label.inner else ("", "")
    if not rest or len(label.inner.split()) > 5:
        return False
    whole = len(tokens(label.name)) > 1 and tokens(label.name)[0] in given_names()  # "Karin Lenz (DIE LINKE)"
    return bool(title) or (capitals(label.inner) and not whole)
