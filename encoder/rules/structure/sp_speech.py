"""What people say becomes ``sp`` with ``speaker`` and ``p``, what is done or heard between it ``stage``.

Found: by ``anatomy/speech``, labels with a colon ("THE COURT: Order."), a full stop ("Mr. LOTT. Mr. President, ..."), a dash, a wide
space ("Q   Where?"), or alone above what is said; the paragraphs without a label behind them belong to the same speaker. Who
speaks is ``@who``: the same key for all forms of a name, in an examination the counsel named by "BY MR. X:" for Q.
Lines of their own in brackets ("(Laughter.)", "[Exeunt.", "[Tape 1, Side A]") and those that say who comes and goes are ``stage``.
Left alone: labels that do not come again or take no turns, heads of lists and forms, what is told between speeches ("The session
is adjourned.").
TEI P5 4.9: DR, #DRSP, #DRSTA; TS, #TSBAUT.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from encoder import lazy_re as re
from encoder.anatomy import speech
from encoder.anatomy.labels import ANSWERS, QUESTIONS, Label, dramatic, folded
from encoder.anatomy.speech import DIRECTION, NARRATIVE
from encoder.draft.model import Annotation, Draft, Finding, Rule
from encoder.layout.blocks import Block, Span, trimmed
from encoder.xml.ids import slug

#: where the talk ends, whoever spoke before
#: so many line ends part what the stage shows from what follows
GAP = 3
_BARRIERS = frozenset({"head", "dateline", "opener", "closer", "salute", "postscript", "div", "byline", "trailer", "epigraph", "signed"})
#: what belongs to a speech as it is
_INSIDE = frozenset({"list", "table", "lg", "quote"})
#: a line of its own that says what is done: in brackets, of which the last may be left out, or by its first word
BRACKETED = re.compile(r"[\[(](?P<words>[^\[\]()]{2,200}?)\.?[\])]?\.?")
COMES = re.compile(
    r"""
      (?:Re-?[Ee]nter|Enter|Exit|Exeunt|Curtain|Manet|Manent)\b[^.?!]{0,120}[.\])]?
    | [A-Z][A-Z' ]+[ ](?:sings|reads|exits|enters|dances|kneels)\.
    """,
    re.VERBOSE,
)
#: "The House met at 9.00 a.m.": before the first speech
MEETS = re.compile(r"(?:The\s)?[A-Z][\w’' ]{2,50}\s(?:met|meets|assembled|reconvened|resumed)\b[^?!]{0,80}")
#: who presides, without a bracket
CHAIR = re.compile(r"[\[(]?(?:The\s)?[A-Z][\w.’' ]{2,60}\s(?:in|took|took to|resumed) the [Cc]hair\.?[\])]?")
#: what a script says is heard: "Music: Hail to the Chief"
SOUND = re.compile(r"(?:Music|MUSIC|Sounds?|SOUNDS?|SFX|Musik|Musique|Sound effects?)\s?:\s")
#: when a session begins and ends: "Beginn: 12.00 Uhr"
BEGINS = re.compile(r"(?:Beginn|Begin|Ende|End|Schluss|Schluß)(?: der Sitzung)?\s?:?\s\d{1,2}[.:h]?\d{0,2}(?:\sUhr)?\.?")
#: tags around a line
TAGS = re.compile(r"</?[A-Za-z]\w{0,12}\s*>")
#: where what follows was printed: "[From the Washington Post, Dec. 22, 1995]"
CITED = re.compile(r"[\[(](?:From|Reprinted|Taken from|Source|By)\s")
#: "(Morning Sitting)", also where nobody's words are given
SITTING = re.compile(
    r"""
      [\[(](?:The\s)?(?:[A-Z][\w-]+\s)?(?:Sitting|Session|Sitzung|Séance|Sesión|Seduta)(?:\s\w+)?\.?
      [\])]
    | \[[^\[\]]{3,60}[ ]in[ ]the[ ]Chair\]
    """,
    re.VERBOSE,
)
#: "LUCIUS DOW, a witness called for the State, being first duly sworn, testified as follows:"
WITNESS = re.compile(r"(?P<name>[A-Z][A-Z.’' -]{3,40}?),[^.]{0,160}\b(?:witness|sworn|testified|examined)\b")
#: so many speeches make a play, no line of verse is longer, so many of its lines begin with capitals
PLAY = 4
VERSE = 62
CAPITAL = 0.9
#: a direction within verse stands so many columns further in
DEEP = 8
#: directions without a bracket word that tells them stand so near to what is said
NEAR = 8
LONGEST = 200


@dataclass(slots=True)
class _Text:
    """The blocks of a draft and what is already claimed of them."""

    draft: Draft
    blocks: Sequence[Block]
    free: frozenset[int]
    barriers: list[int]
    groups: list[Span]
    stop: int

    def next_barrier(self, after: int) -> int:
        k = bisect_right(self.barriers, after)
        return self.barriers[k] if k < len(self.barriers) else self.stop

    def group(self, start: int) -> Span | None:
        """Return the list, table or verse that begins at an offset."""
        k = bisect_left(self.groups, (start, 0))
        return self.groups[k] if k < len(self.groups) and self.groups[k].start == start else None


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the speeches in order, each with its speaker and the paragraph behind the label, and the stage directions."""
    read = speech.read(draft)
    if not read.labels:
        for block in draft.free_blocks:
            if draft.record_end <= block.span.start < draft.notes_start and SITTING.fullmatch(draft.text, *block.span):
                yield Annotation(block.span, "stage", RULE.id)
        return
    free = {line.start for block in draft.free_blocks for line in block.lines}
    pairs = [(label, who) for label, who in zip(read.labels, read.who, strict=True) if label.span.start in free]
    if not pairs:
        return
    blocks = draft.source.blocks
    first, last = pairs[0][0].block, pairs[-1][0].block
    held = [a for a in draft.annotations if a.element in _BARRIERS and a.room == "body"]
    edges = {a.span.start for a in held} | {a.span.end for a in held if a.element == "div"}
    text = _Text(
        draft, blocks, frozenset(free), sorted(edges), sorted(a.span for a in draft.annotations if a.element in _INSIDE),
        min(draft.notes_start, draft.record_below),
    )
    stages = {}
    play = len(pairs) >= PLAY and dramatic(draft.text, 0, len(draft.text))
    labelled = {label.block for label, _ in pairs}
    settings = _settings(text, labelled, last) if play else frozenset()
    for k in (*range(0 if play else min(NEAR, max(0, first - NEAR))), *range(0 if play else max(0, first - NEAR), len(blocks))):
        if text.stop <= blocks[k].span.start:
            break
        kind = _direction(text, blocks[k], first <= k <= last + 1, play) or ("setting" if k in settings else "")
        if kind:
            stages[k] = kind
    verse = play and _in_verse(text, pairs)
    witness = examiner = ""
    for number, (label, who) in enumerate(pairs):
        limit = pairs[number + 1][0].span.start if number + 1 < len(pairs) else text.stop
        witness = _witness(text, pairs[number - 1][0].block if number else max(0, first - NEAR), label.block) or witness
        if label.examiner:
            examiner = label.examiner
            yield _examination(draft, label)
            continue
        letter = folded(label.name)
        if examiner and letter in QUESTIONS:
            who = examiner
        elif examiner and letter in ANSWERS and witness:
            who = witness
        yield from _speech(text, label, who, min(limit, text.next_barrier(label.span.start)), stages, verse)
    for k, kind in stages.items():
        yield Annotation(blocks[k].span, "stage", RULE.id, {"type": kind} if kind != "stage" else {})


def _settings(text: _Text, labelled: set[int], last: int) -> frozenset[int]:
    """Return the blocks of a play that say what the stage shows: right below an act or a scene, in italics, in a bracket left open."""
    draft = text.draft
    acts = {a.span.start for a in draft.of("div") if a.attributes.get("type") in {"act", "scene"}}
    heads: list[Span] = []
    for head in sorted(a.span for a in draft.of("head")):
        if head.start in acts or (heads and not draft.text[heads[-1].end : head.start].strip()):
            heads.append(head)
    casts = (a.span for a in draft.of("list") if a.attributes.get("type") == "names")
    begun = min([*heads, *casts], default=text.blocks[min(labelled)].span)
    found: set[int] = set()
    end = -1  # of the heading or the setting before
    for k, block in enumerate(text.blocks[: last + 2]):
        at = bisect_right(heads, block.span) - 1
        if at >= 0 and heads[at].end <= block.span.start and not draft.text[heads[at].end : block.span.start].strip():
            end = block.span.start
        early = block.span < begun
        if early or block.span.start not in text.free or k in labelled or block.kind not in {"text", "centred"}:
            continue
        raw = draft.text[slice(*block.span)]
        italic = raw.startswith(("_", "[_", "(_")) and raw.endswith(("_", "_]", "_)"))
        if italic or (raw.startswith("[") and "]" not in raw) or end == block.span.start or raw.upper().startswith(("SCENE.", "SCENE:")):
            found.add(k)
            near = k + 1 < len(text.blocks) and draft.text.count("\n", block.span.end, text.blocks[k + 1].span.start) < GAP
            if near and end == block.span.start:
                end = text.blocks[k + 1].span.start
    return frozenset(found)


def _in_verse(text: _Text, pairs: Sequence[tuple[Label, str]]) -> bool:
    """Whether the speeches of a play are in verse: nearly all lines begin with capitals, and short ones too are followed by others."""
    lines = capital = 0
    for label, _ in pairs:
        block = text.blocks[label.block]
        for before, line in pairwise(block.lines[label.line :]):
            if before.end - before.start > VERSE:
                capital -= 1
            lines += 1
            capital += text.draft.text[line.start] in "'’\"“(" or not text.draft.text[line.start].islower()
    return lines >= PLAY and capital >= CAPITAL * lines


def _verse(text: _Text, own: Span, k: int) -> Iterator[Annotation]:
    """Yield what is said as a group of lines, what is done meanwhile apart."""
    block = text.blocks[k]
    shown = [(Span(max(line.start, own.start), line.end), indent) for line, indent in zip(block.lines, block.indents, strict=False)
             if own.start < line.end <= own.end]  # fmt: skip
    least = min((indent for _, indent in shown[1:]), default=0)
    run: list[Span] = []
    for n, (line, indent) in enumerate(shown):
        if n and indent > least + DEEP and COMES.match(text.draft.text, line.start):
            yield from _lines(run)
            run = []
            yield Annotation(line, "stage", RULE.id)
        else:
            run.append(line)
    yield from _lines(run)


def _lines(run: Sequence[Span]) -> Iterator[Annotation]:
    if run:
        yield Annotation(Span(run[0].start, run[-1].end), "lg", RULE.id)
        for line in run:
            yield Annotation(line, "l", RULE.id)


def _examination(draft: Draft, label: Label) -> Annotation:
    """Return the line "BY MR. PROSSER:" as the second heading of its section or, within it, as a direction."""
    above = max((a.span.end for a in draft.of("head") if a.span.end <= label.span.start), default=0)
    headed = above and not draft.text[above : label.span.start].strip()
    return Annotation(label.span, "head" if headed else "stage", RULE.id)


def _witness(text: _Text, start: int, stop: int) -> str:
    """Return the key of the witness who is introduced between two labels."""
    for k in range(start, stop):
        m = WITNESS.match(text.draft.text, *text.blocks[k].span)
        if m:
            return folded(m["name"])
    return ""


def _direction(text: _Text, block: Block, among: bool, play: bool = False) -> str:
    """Return whether a block of its own is a stage direction: its type, ``stage`` without one, empty where it is none."""
    if block.span.start not in text.free or block.span.end - block.span.start > LONGEST:
        return ""
    said = TAGS.sub("", " ".join(text.draft.text[slice(*block.span)].split())).strip("_* ")
    bracket = BRACKETED.fullmatch(said)
    if bracket and not CITED.match(said) and (among or DIRECTION.search(bracket["words"])) and any(c.isalpha() for c in bracket["words"]):
        return "stage" if not bracket["words"].isdigit() else ""
    if (not among and MEETS.fullmatch(said)) or CHAIR.fullmatch(said) or (among and SOUND.match(said)) or BEGINS.fullmatch(said):
        return "stage"
    if (among or play) and COMES.fullmatch(said):
        return "entrance" if said.startswith(("Enter", "Re")) else "exit" if said.startswith("Ex") else "stage"
    return ""


def _speech(text: _Text, label: Label, who: str, limit: int, stages: dict[int, str], verse: bool) -> Iterator[Annotation]:
    source, end = text.draft.text, label.span.end
    k = label.block
    while k + 1 < len(text.blocks) and text.blocks[k].span.end < label.span.end:
        k += 1  # an office over its name
    own = trimmed(source, label.span.end, max(label.span.end, text.blocks[k].until(limit)))
    own, k = _over_page(text, own, k, limit)
    found: list[Annotation] = []
    done = _done(text, own, k)
    if done:
        stages_own = Annotation(done, "stage", RULE.id)
        own = trimmed(source, own.start, done.start)
    if own.end > own.start:
        end = done.end if done else own.end
        if source[label.span.end : own.start].count("\n") == 0:
            found += _verse(text, own, k) if verse else [Annotation(own, "p", RULE.id, evidence=f"what is said behind {label.text!r}")]
    if done:
        found.append(stages_own)
    for number in range(k + 1, len(text.blocks)):
        block = text.blocks[number]
        if block.span.start >= limit:
            break
        group = text.group(block.span.start)
        if group and group.end <= limit:
            end = group.end
        elif number in stages:
            continue  # belongs to the speech only if the speech goes on behind it
        elif any(line.start in text.free for line in block.lines):
            if NARRATIVE.match(text.draft.plain(block.span)):
                break
            end = trimmed(source, block.span.start, block.until(limit)).end
    if end <= label.span.end:
        return
    yield Annotation(Span(label.span.start, end), "sp", RULE.id, {"who": f"#sp_{slug(who)}"}, evidence=label.text)
    if found and text.draft.context.profile.speakers_in_paragraphs:
        yield Annotation(Span(label.span.start, own.end), "p", RULE.id)
        return
    yield Annotation(label.span, "speaker", RULE.id)
    yield from found


def _done(text: _Text, own: Span, k: int) -> Span | None:
    """Return the last line of a paragraph that is a bracket and nothing else: "(Hangs up telephone)"."""
    lines = text.blocks[k].lines
    last = next((line for line in reversed(lines) if line.end <= own.end), None)
    source = text.draft.text
    if last is None or last.start <= own.start or source[last.end - 1] not in ")]" or not BRACKETED.fullmatch(source, *last):
        return None
    return last if source[trimmed(source, own.start, last.start).end - 1] in ".?!)]…”\"" else None


def _over_page(text: _Text, own: Span, k: int, limit: int) -> tuple[Span, int]:
    """Return a paragraph with what stands of it behind a page mark, and the number of its last block."""
    draft = text.draft
    while k + 1 < len(text.blocks):
        following = next((n for n in range(k + 1, len(text.blocks)) if draft.plain(text.blocks[n].span)), 0)
        if not following or text.blocks[following].span.start >= limit or own.end <= own.start:
            break
        block = text.blocks[following]
        marks = draft.text[own.end : block.span.start].strip()
        ended = draft.text[own.end - 1] in ".?!:;\"”)]—"
        if not marks or ended or draft.plain(Span(own.end, block.span.start)) or block.span.start not in text.free:
            break
        own, k = Span(own.start, block.until(limit)), following
    return own, k


RULE = Rule(
    "sp-speech", "sp", find,
    "What people say is sp with its speaker, told by labels that come again and take turns; what is done meanwhile is stage.",
)
