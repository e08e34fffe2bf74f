"""What there is to know of the text itself: ``profileDesc`` (TEI P5 4.9: HD, #HD4)."""

from __future__ import annotations

from datetime import date, timedelta

from encoder.language.languages import code_of, name_of
from encoder.layout.blocks import Holding, Span
from encoder.tei.header import correspondence, subjects
from encoder.tei.header.matter import DAY, PROGRAM, Matter
from encoder.tei.making import Made, child

#: A document may be a few days younger than the day of its file number: within a week for 94 of 100.
FILED_WITHIN = timedelta(days=7)
CALENDARS = {
    "julian": "Julian calendar (old style)",
    "gregorian": "Gregorian calendar (new style)",
    "republican": "Calendar of the French republic; values are Gregorian days",
    "roman": "Roman calendar of kalends, nones and ides; values have the day and month that it names",
}


def write(about: Matter, parent: Made) -> None:
    """Fill ``profileDesc``."""
    summaries = list(about.draft.all_facts("summary"))
    if summaries:
        abstract = child(parent, "abstract")
        for fact in summaries:
            child(abstract, "p", fact.value)
    _creation(about, parent)
    _languages(about, parent)
    subjects.text_class(parent, about.draft)
    correspondence.write(about, parent)
    _conversation(about, parent)
    _calendars(about, parent)
    if any("hand" in added.attributes for added in about.draft.of("add")):
        child(child(parent, "handNotes"), "handNote", "handwriting in the source", {"xml:id": "handwritten"})


def _conversation(about: Matter, parent: Made) -> None:
    """Write who took part in a talk, where and when (TEI P5 15.2.2, 15.2.3: CC, #CCAHPA, #CCAHSE)."""
    lists = [a.span for a in about.draft.of("list") if a.attributes.get("type") == "participants"]
    items = [a.span for a in about.draft.of("item") if any(a.span.within(outer) for outer in lists)]
    leaves = [s for s in items if not any(o != s and o.within(s) for o in items)]
    if not leaves:
        return
    described = child(parent, "particDesc")
    names = about.draft.of("persName")
    for span in leaves:
        inside = next((n for n in names if n.span.within(span)), None)
        if inside is None:
            child(described, "p", about.draft.plain(span))
            continue
        one = child(described, "p", about.draft.plain(Span(span.start, inside.span.start)) + " ")
        one.text = one.text.lstrip()
        reference = {k: v for k, v in inside.attributes.items() if k in {"ref", "resp", "cert"}}
        name = child(one, "persName", about.draft.plain(inside.span), reference)
        rest = about.draft.plain(Span(inside.span.end, span.end))
        name.tail = rest if rest[:1] in {",", ";", "."} or not rest else f" {rest}"
    place, when = about.first("place") or about.metadata.place, about.first("date") or about.first("date-given")
    guesses = about.guess(about.draft.fact("place")), about.guess(about.draft.fact("date"))
    if place or when:
        setting = child(child(parent, "settingDesc"), "setting")
        if place:
            child(setting, "placeName", place, guesses[0] if about.first("place") else about.sourced())
        if when:
            child(setting, "date", attributes={"when": when, **(guesses[1] if about.first("date") else about.sourced())})


def _calendars(about: Matter, parent: Made) -> None:
    """Write ``calendarDesc`` (TEI P5 2.4.5: HD, #HDCALENDAR) for the calendars that dates point to."""
    names = dict.fromkeys(
        name for a in about.draft.of("date") for name in a.attributes.get("calendar", "").replace("#", "").split()
    )
    if names:
        description = child(parent, "calendarDesc")
        for name in names:
            child(child(description, "calendar", attributes={"xml:id": name}), "p", CALENDARS[name])


def _creation(about: Matter, parent: Made) -> None:
    creation = child(parent, "creation")
    dated = about.draft.fact("date")
    written = _letters_written(about)
    if len(written) > 1:
        first, last = min(written), max(written)
        _date(creation, f"{first[1]} to {last[1]}", {"from": first[0], "to": last[0]}, "document")
    elif dated and dated.span:
        _date(creation, dated.attributes.get("text") or about.draft.plain(dated.span), dated.attributes, "document")
    elif about.first("date-given"):
        _date(creation, _dateline_date(about), {"when": about.first("date-given"), **about.sourced()}, "document")
    else:
        filed = about.draft.fact("date-filed")
        if filed:
            day = date.fromisoformat(filed.value)
            attributes = {
                "notBefore": filed.value, "notAfter": (day + FILED_WITHIN).isoformat(), "cert": "medium", "evidence": "internal",
                "resp": f"#{PROGRAM}",
            }
            _date(creation, f"on or soon after {filed.value}, the day in the file number", attributes, "document")
    catalogue = about.draft.fact("date-catalogue")
    if catalogue:
        values = {k: v for k, v in catalogue.attributes.items() if k != "text"}
        _date(creation, catalogue.attributes["text"], values or {"when": catalogue.value}, "catalogue")
    place = about.first("place")
    if len(written) > 1:
        pass  # each letter has its own, in its correspDesc
    elif place:
        child(creation, "placeName", place, about.guess(about.draft.fact("place")))
    elif about.metadata.place:
        child(creation, "placeName", about.metadata.place, about.sourced())
    if not creation.children:
        parent.children.remove(creation)


def _letters_written(about: Matter) -> list[tuple[str, str]]:
    """Return the day and its words of each letter of a volume that has one."""
    letters = [a.span for a in about.draft.of("div") if a.attributes.get("type") == "letter"]
    dated = [(f, f.span) for f in about.draft.facts if f.key == "date" and f.span] if letters else []
    places = Holding(span for _, span in dated)
    found = []
    for letter in letters:
        for number in places.inside(letter)[:1]:
            fact, span = dated[number]
            found.append((fact.value[:DAY], fact.attributes.get("text") or about.draft.plain(span)))
    return found


def _dateline_date(about: Matter) -> str:
    """Return the dateline that was given, without its place."""
    words, place = about.metadata.dateline, about.metadata.place
    return words.removeprefix(place).lstrip(" ,") if words else about.first("date-given")


def _date(parent: Made, words: str, attributes: object, kind: str) -> None:
    values = {k: v for k, v in dict(attributes).items() if k != "text"}  # type: ignore[call-overload]
    child(parent, "date", words, {"type": kind, **values})


def _languages(about: Matter, parent: Made) -> None:
    """Write the language of the text, and of a translation the original's, as far as they are known."""
    ident = about.draft.language
    original = about.draft.fact("original-language")
    spoken = code_of(original.value) if original else ""
    versions = [a.attributes["xml:lang"] for a in about.draft.of("div") if "xml:lang" in a.attributes]
    listed = {ident: name_of(ident)} if ident else {}
    if ident and original and about.draft.fact("language"):
        listed[ident] += " (translation)"
    if original and (not ident or spoken != ident):
        listed[spoken or "und"] = f"{original.value} (original language)"
    for code in versions:
        listed.setdefault(code, name_of(code))
    if not listed:
        return
    usage = child(parent, "langUsage")
    for code, said in listed.items():
        child(usage, "language", said, {"ident": code})
