"""The line of place and date becomes ``dateline``.

Found: where a document or an enclosure begins, behind its heading, a short block that is a place (or none), a date and, behind it, a time:
"Washington, December 4, 1958, 5:36 p.m.", "Berlin, 27 February 1986", "[London,] undated."
Left alone: paragraphs that mention a date.
TEI P5 4.9: DS, #DSOC.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date as day
from itertools import islice

from encoder import lazy_re as re
from encoder.anatomy import headings, meetings, papers, salutes
from encoder.anatomy.forms import secrecy
from encoder.dates import ClockTime, DateSpan, clock_time, filing_date
from encoder.dates import find as find_dates
from encoder.dates.editing import worked_around
from encoder.draft.model import Annotation, Draft, Fact, Finding, Rule
from encoder.language.gazetteer import lists, places
from encoder.language.letters import lead
from encoder.layout.blocks import Block, Span
from encoder.names.cues import heads

DAY_KINDS = frozenset({"dotted", "roman-month", "dual", "month-day-year", "day-month-year", "month-day", "day-month", "days", "month-year"})
UNDATED = re.compile(r"\[?(?P<word>[Uu]ndated)\]?")
PLACE = re.compile(
    r"""
    \[?(?P<place>[A-Z][\w.’'-]*                        # Port
        (?:\s(?:[A-Z][\w.’'-]*|de|of|the|la|am|and))*)  # of Spain
    \s?,?\]?,?[\s\[]*
    (?:(?:den|le|el|il|li)\s)?\Z                       # Berlin, den 3. Mai
    """,
    re.X,
)
#: a town before its country or state
TOWN = re.compile(r"(?:(?<=,\s)|(?<=\A)|(?<=[\n\[]))(?P<place>[A-Z][\w.’' -]*\w),\s\Z")
#: the place is not told: "[place not declassified], February 27, 1954"
WITHHELD = re.compile(r"\[[^\[\]\n]{3,60}\],?\s*")
RECEIVED = re.compile(r"[\[(](?:Received|Rec’d|Sent|Transmitted)\b[^\])]*[\])]\.?")
#: a line that is drawn
WORDLESS = re.compile(r"[\W_]+")
#: from where armies write
_QUARTERS = re.compile(r"\b(?:Head-?quarters|Hd\.?\s?Qrs|Office|Department|Camp|Palace|Chamber)\b", re.I)
#: between the office and the place there is at most a blank line
LINES = 2
#: A dateline is a short thing: more than this before the date, or behind it, is a sentence.
LEAST = 90
#: where what follows was printed, and when: no place of writing
CITED = re.compile(r"[\[(]?(?:From|Reprinted from|Taken from)\s(?:the\s)?[A-Z]")
#: small words before a place that no dateline has there
_SENTENCE = re.compile(
    r"""
    (?<![^\W\d_])
    (?!(?:near|board|dated|given|signed|done|camp|from|aboard|summer      # summer camp near Saratoga
        |between|under|sous|près|nahe)\b)
    [^\W\d_A-Z]{4,}(?![^\W_])
    """,
    re.X,
)
#: who asked, where and when: the line below the title of an interview or a recording
_HELD = re.compile(r"(?:Conducted|Interviewed|Recorded|Taped|Transcribed)\s(?:by|at|in|on)\s")
#: a place in capitals has no more spaces
WORDS = 4
#: "October29, 1963" over what is attached: those who set it as a line of its own would have seen the slip
GLUED = re.compile(r"[a-z]{3}\d{1,2}, \d{4}")
#: when a talk began: "12:04 P.M. EDT"
HOUR = re.compile(r"\d{1,2}[:.]\d{2}\s?[AaPp]\.?\s?[Mm]\.?(?:\s[A-Z]{2,4})?")
#: the number of a despatch, which may stand over the line of place and date: "No. 1031.]"
NUMBERED = re.compile(r"\[?No\. ?\d{1,5}(?:[^\n]{0,20})?\]")

#: the line of issue below the name of a newspaper
ISSUE = re.compile(r"\b(?:No|Number|Numb|Vol)\b\.?\s?[\dIVXLC]+.*\b(?:Price|Pence|Cents?|Vol)\b", re.I)


def find(draft: Draft) -> Iterator[Finding]:
    """Yield the ``dateline``, its ``placeName`` and ``date``, and the facts for the header."""
    most = draft.context.profile.dateline_within
    free = draft.free_blocks
    starts = [block.span.start for block in free]
    for part in draft.parts:
        if any(a.span.within(part) for a in draft.overlapping("opener", part)):
            continue  # a letter, whose dateline is found
        near = (b for b in islice(free, bisect_left(starts, part.start), None) if not _apart(draft, b))
        first = list(islice(near, max(most, 2)))
        if len(first) > most and not NUMBERED.fullmatch(draft.plain(first[0].span)):
            first = first[:most]
        for k, block in enumerate(first):
            if block.span.end > part.end or ISSUE.search(draft.text, *block.span):
                break
            title = _title(draft, block)
            block = block.part(title, len(block.lines)) if title else block
            found = [] if CITED.match(draft.text, *block.span) else list(read_dateline(draft, block))
            if found and part.start > draft.record_end and GLUED.search(draft.text, *block.span):
                break
            if not k and HOUR.fullmatch(draft.plain(block.span)):
                yield Annotation(block.span, "dateline", RULE.id)
                break
            if found:
                office = k > 0 and _runs_on(draft.plain(first[k - 1].span)) and _near(draft, first[k - 1], block)
                over = first[: k - 1] if office else first[:k]
                headed = bool(draft.of("head")) and all(_in_capitals(draft.plain(above.span)) for above in over)
                for above in over:
                    yield Annotation(above.span, "head" if headed else "seg", RULE.id)
                if title:
                    yield Annotation(Span(first[k].span.start, first[k].lines[title - 1].end), "head", RULE.id)
                start = first[k - 1].span.start if office else block.span.start
                yield Annotation(Span(start, block.span.end), "dateline", RULE.id)
                yield from found
            if found or block.span.end - block.span.start > LEAST:
                break


def _runs_on(said: str) -> bool:
    """Whether a line is the office over its place and day: "ADJUTANT GENERAL'S OFFICE," ends with a comma."""
    return said.endswith(",") and bool(papers.letterhead(said.rstrip(",")) or _QUARTERS.search(said)) and len(said) <= LEAST


def _near(draft: Draft, above: Block, block: Block) -> bool:
    """Whether nothing but a blank line stands between two blocks."""
    gap = draft.text[above.span.end : block.span.start]
    return not gap.strip() and gap.count("\n") <= LINES


def _title(draft: Draft, block: Block) -> int:
    """Return how many lines of a block are a title over the date: "OFFICIAL REPORT / Wednesday, 3rd June, 1992"."""
    if not 1 < len(block.lines) <= 4 or not draft.of("head"):
        return 0
    title = next((k for k, line in enumerate(block.lines) if not _in_capitals(draft.plain(line))), 0)
    return title - 1 if title and _runs_on(draft.plain(block.lines[title - 1])) else title


def _in_capitals(said: str) -> bool:
    """Whether a line is a title in capitals: common words, nothing that is secret, no place, no letterhead ("THE SECRETARY OF STATE")."""
    listed = re.findall(r"[^\W\d_]+", said)
    common = [word for word in listed if len(word) > 3 and word.lower() in lists("english_words")]
    known = said.title() in places().forms
    other = any(c.isdigit() for c in said) or secrecy(said) or salutes.office(said)
    return said.isupper() and bool(common) and not known and not other


def _apart(draft: Draft, block: Block) -> bool:
    """Whether a block is a line that is drawn, or a heading of Markdown."""
    return WORDLESS.fullmatch(draft.text, *block.span) is not None or headings.HASHES.match(draft.text, *block.span) is not None


def read_dateline(draft: Draft, block: Block) -> Iterator[Finding]:
    """Yield what a block says as a dateline; nothing if it is none."""
    if len(block.lines) > 4 or block.span.end - block.span.start > 260:
        return
    text = draft.masked
    start, end = block.span
    shown = text[start:end]
    if meetings.session(shown):
        return  # it heads the record of a meeting
    received = list(RECEIVED.finditer(shown))
    body_end = received[0].start() if received else len(shown)
    date = _day(draft, shown[:body_end])
    if date and not date.when and not date.date_from:
        filed = filing_date(draft.text[draft.notes_start :])
        date = _day(draft, shown[:body_end], filed) if filed else date
    if date and worked_around(shown, date.start):
        return  # an editor's
    if date is None:
        undated = UNDATED.search(shown)
        if not undated or not undated.start() <= LEAST or shown[undated.end() :].strip(" .]"):
            return
        yield from _place(draft, start, shown, undated.start())
        span = Span(start + undated.start("word"), start + undated.end("word"))
        yield Annotation(span, "date", RULE.id, evidence="says that it is undated")
        yield Fact("undated", undated["word"], RULE.id, span)
        return
    time = clock_time(shown, date.end)
    stop = time.end if time else date.end
    line = shown.rfind("\n", 0, date.start) + 1
    before = " ".join(shown[line : date.start].split())
    if len(before) > LEAST or re.search(r"[A-Za-z]{3}", shown[stop:body_end].split("\n", 1)[0]):
        return
    above = shown[:line].split("\n")
    if any(len(" ".join(one.split())) > LEAST or one.endswith((".", ":")) for one in above):
        return
    place = PLACE.search(shown, line, date.start)
    if shown[line : date.start].strip(" [(") and not place and not WITHHELD.fullmatch(shown, line, date.start):
        return
    if place and not _HELD.match(shown, line) and _SENTENCE.search(shown, line, place.start("place")):
        return  # "Vermerk über das Gespräch am 2. 5. 1961", "Notes of a talk at Berlin, May 3" are headings
    if place and place["place"].isupper() and place["place"].count(" ") > WORDS:
        return  # "TRANSLATION OF AIDE-MÉMOIRE DELIVERED TO PRESIDENT EISENHOWER, JANUARY 25, 1956" is a heading
    yield from _place(draft, start, shown, date.start)
    yield from _date(date, start, time, stop)
    for bracket in received:
        yield from _received(bracket, start, date)


def _day(draft: Draft, said: str, anchor: day | None = None) -> DateSpan | None:
    """Return the first day that a line names, in the words of the text, or else in English: a line may not tell its language."""
    for language in dict.fromkeys((draft.reading, "en")):
        found = next((d for d in find_dates(said, anchor, language=language) if d.kind in DAY_KINDS), None)
        if found:
            return found
    return None


def _received(bracket: re.Match[str], start: int, dated: DateSpan) -> Iterator[Finding]:
    """Yield the date in "[Received December 2—9:03 a.m.]"; a year that it lacks is that of the dateline or the next."""
    if not re.match(r"[\[(]Rec", bracket.group()) or len(dated.when) < 10:
        return
    written = day.fromisoformat(dated.when[:10])
    date = next((d for d in find_dates(bracket.group(), written) if d.kind in DAY_KINDS and d.when), None)
    if date is None:
        return
    time = clock_time(bracket.group(), date.end)
    value = f"{date.when}T{time.value}" if time and time.value else date.when
    span = Span(start + bracket.start() + date.start, start + bracket.start() + (time.end if time else date.end))
    if bracket.group()[span.end - start - bracket.start() - 1] in "])":
        span = Span(span.start, span.end - 1)
    attributes = {**date_attributes(date), "when": value, "type": "received"}
    yield Annotation(span, "date", RULE.id, attributes, evidence="; ".join(date.chain))
    yield Fact("date-received", value, RULE.id, span)


def _place(draft: Draft, start: int, shown: str, end: int) -> Iterator[Finding]:
    line = shown.rfind("\n", 0, end) + 1
    place = PLACE.search(shown, line, end)
    if place is None or heads.writes(shown[line:]):
        return
    said = lead().match(shown, place.start("place"), place.end("place"))
    begins = said.end() if said and said.end() < place.end("place") else place.start("place")
    first = Span(start + begins, start + place.end("place"))
    yield Annotation(first, "placeName", RULE.id)
    larger = TOWN.search(shown, line, place.start())
    if larger and larger["place"] in places().forms:  # "Port au Prince, Haiti"
        first = Span(start + larger.start("place"), start + larger.end("place"))
        yield Annotation(first, "placeName", RULE.id, evidence="the gazetteer has it")
    yield Fact("place", shown[first.start - start : first.end - start], RULE.id, first)


def _date(date: DateSpan, start: int, time: ClockTime | None, stop: int) -> Iterator[Finding]:
    attributes = date_attributes(date)
    if time and time.value and len(date.when) == 10:
        attributes["when"] = f"{date.when}T{time.value}"
        if time.until:  # a meeting from one hour to another
            attributes = {"from": attributes.pop("when"), "to": f"{date.when}T{time.until}", **attributes}
    span = Span(start + date.start, start + stop)
    yield Annotation(span, "date", RULE.id, attributes, evidence="; ".join(date.chain))
    value = date.when or date.date_from or date.not_before
    if value:
        yield Fact("date", attributes.get("when") or attributes.get("from") or value, RULE.id, span, attributes)


def date_attributes(date: DateSpan) -> dict[str, str]:
    """Return the attributes of ``date`` for a value; none where there is no value."""
    named = {
        "when": date.when, "from": date.date_from, "to": date.date_to,
        "notBefore": date.not_before, "notAfter": date.not_after,
    }
    attributes = {name: value for name, value in named.items() if value}
    if attributes and date.cert:
        attributes["cert"] = date.cert
    if attributes and date.calendar:
        attributes["calendar"] = " ".join("#" + name for name in date.calendar.split())
    return attributes


RULE = Rule(
    "dateline-place-date", "dateline", find,
    "Place and date of writing are a dateline; a time of day is part of the value of its date, without a zone where "
    "the text has none.",
)
