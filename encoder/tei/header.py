"""The header: what the facts, the metadata and the rules say of the document (TEI P5 4.9: HD)."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

from lxml import etree

from encoder import __version__
from encoder.draft.model import Draft, Fact, Profile
from encoder.language.languages import code_of, name_of
from encoder.layout.blocks import Span
from encoder.linking.link import Linked, Person
from encoder.source.metadata import Metadata
from encoder.tei import sources, subjects
from encoder.tei.build import TEI, child

PROGRAM = "tei-encoder"
#: the rule that reads the parties in a catalogue's title
CATALOGUED = "header-title-parties"
#: A document may be a few days younger than the day of its file number: within a week for 94 of 100.
#: a value that is a day has so many characters
DAY = 10
FILED_WITHIN = timedelta(days=7)



#: the attributes that hold what was guessed
_NAMES = frozenset({"persName", "placeName", "orgName"})
_VALUES = frozenset({"when", "from", "to", "notBefore", "notAfter", "ref", "target"})
#: a heading that only says what kind of document it is: then its subject is the title
GENERIC = re.compile(
    r"(?:[\w.]+\s){0,3}(?:memorandum|memo|telegram|cable|airgram|report|form)(?:\s(?:for|to)\s(?:the\s)?(?:record|files?))?\W*", re.I
)
CALENDARS = {
    "julian": "Julian calendar (old style)",
    "gregorian": "Gregorian calendar (new style)",
    "republican": "Calendar of the French republic; values are Gregorian days",
    "roman": "Roman calendar of kalends, nones and ides; values have the day and month that it names",
}


class Header:
    """Everything the header is made of."""

    def __init__(self, linked: Linked, profile: Profile, referred: frozenset[str]) -> None:
        """Keep what the header is made of; ``referred`` has the ``@resp`` pointers of the text, which it has to answer."""
        self.draft: Draft = linked.draft
        self.persons = linked.persons
        self.profile = profile
        self.metadata: Metadata = self.draft.context.metadata
        self.referred = referred

    def first(self, key: str) -> str:
        """Return the value of the first fact of that name, ``""`` without one."""
        fact = self.draft.fact(key)
        return fact.value if fact else ""

    def title(self) -> str:
        """Return the title: the user's, the catalogue's, the heading's without its number, else the file's name."""
        if self.metadata.title:
            return self.metadata.title
        if self.first("title"):
            return self.first("title")
        heads = self.draft.of("head")
        line = self.first("subject-line")
        if line and (not heads or GENERIC.fullmatch(self.draft.plain(heads[0].span))):
            return line
        if heads:
            words = self.draft.plain(heads[0].span)
            number = self.first("number")
            for prefix in (f"{number}. ", f"No. {number} "):
                words = words.removeprefix(prefix)
            if words:
                return words
        return self.draft.source.stem

    def write(self, parent: etree._Element) -> etree._Element:
        """Append the ``teiHeader``; ``tagsDecl`` is filled once the text is there (see ``count_tags``)."""
        header = child(parent, "teiHeader")
        self._file(child(header, "fileDesc"))
        self._encoding(child(header, "encodingDesc"))
        self._profile(child(header, "profileDesc"))
        return header

    # -- fileDesc ---------------------------------------------------------------------------

    def _file(self, parent: etree._Element) -> None:
        statement = child(parent, "titleStmt")
        child(statement, "title", self.title())
        for author in self.draft.all_facts("author"):
            child(statement, "author", author.value)
        deciders = {fact.value: fact.attributes["xml:id"] for fact in self.draft.all_facts("decided-by")}
        for person in self.metadata.responsible:
            self._responsible(statement, person.resp, person.name, deciders.pop(person.name, ""))
        for name, identifier in deciders.items():
            said = ("an editor of this edition", identifier, "name") if not name else (name, identifier)
            self._responsible(statement, "decisions on the markup", *said)
        translator = False
        # credits and source of a page may name the same
        named = {(f.attributes["resp"], f.value): f for f in reversed(list(self.draft.all_facts("responsible")))}
        for fact in reversed(named.values()):
            is_translator = "translated" in fact.attributes["resp"] and not translator
            translator = translator or is_translator
            tag = fact.attributes.get("element", "persName")
            self._responsible(statement, fact.attributes["resp"], fact.value, "translator" if is_translator else "", tag)
        if "#translator" in self.referred and not translator:
            self._responsible(statement, "translated by", "a translator whom the copied text does not name", "translator", "name")
        if "#editors" in self.referred:
            whose = "the editors of the volume" if self.profile.brackets == "#editors" else "the editors of the source"
            self._responsible(statement, "editing of the source", whose, "editors", "name")
        self._responsible(statement, "automatic markup", PROGRAM, PROGRAM, "name")
        for funder in dict.fromkeys(f.value for key in ("project", "funder") for f in self.draft.all_facts(key)):
            child(statement, "funder", funder)
        self._publication(child(parent, "publicationStmt"))
        self._notes(parent)
        self._source(child(parent, "sourceDesc"))

    def _responsible(self, parent: etree._Element, resp: str, name: str, identifier: str = "", tag: str = "persName") -> None:
        statement = child(parent, "respStmt", attributes={"xml:id": identifier} if identifier else {})
        child(statement, "resp", resp)
        child(statement, tag, name)

    def _publication(self, parent: etree._Element) -> None:
        data = self.metadata
        if not (data.publisher or data.authority):
            child(parent, "p", "Not published: an edition made from copied plain text.")
            return
        child(parent, "publisher" if data.publisher else "authority", data.publisher or data.authority)
        if data.date:
            child(parent, "date", data.date, {"when": data.date})
        if data.licence or data.availability:
            available = child(parent, "availability", attributes={"status": data.availability or "unknown"})
            if data.licence:
                child(available, "licence", data.licence, {"target": data.licence_url} if data.licence_url else {})

    def _notes(self, parent: etree._Element) -> None:
        catalogue = any(a.room == "header" for a in self.draft.annotations)
        conflict = [p for p in self.draft.problems if p.code == "date-conflict"]
        if not (catalogue or conflict or self.metadata.note):
            return
        notes = child(parent, "notesStmt")
        if self.metadata.note:
            child(notes, "note", self.metadata.note, {"type": "editorial"})
        for problem in conflict:
            child(notes, "note", problem.message[0].upper() + problem.message[1:] + ".", {"type": "dateConflict", "resp": f"#{PROGRAM}"})

    def _source(self, parent: etree._Element) -> None:
        sources.bibl(parent, self.draft, self.profile, self.metadata, self.first("title-cited") or self.first("title"))
        sources.manuscripts(parent, self.draft, self.title(), lambda statement, name: self._person(statement, name, ""))

    # -- encodingDesc -----------------------------------------------------------------------

    def _encoding(self, parent: etree._Element) -> None:
        project = child(parent, "projectDesc")
        child(project, "p", self.metadata.project or f"A digital edition made from plain text ({self.profile.label}).")
        declaration = child(parent, "editorialDecl")
        fired = {a.rule for a in self.draft.annotations} | {f.rule for f in self.draft.facts}
        said = [rule.says for rule in self.profile.rules if rule.says and rule.id in fired]
        for sentence in (*said, *self._lacking()):
            child(declaration, "p", sentence)
        child(
            declaration, "p",
            f"The markup was made by rules of {PROGRAM}, without a person's judgement; what it guessed carries cert, what "
            f"it linked of its own accord carries resp=\"#{PROGRAM}\".",
        )
        guesses = self._guesses()
        if guesses:
            child(child(declaration, "interpretation"), "p", f"Guessed: {'; '.join(guesses)}.")
        child(child(parent, "tagsDecl"), "namespace", attributes={"name": TEI})
        application = child(child(parent, "appInfo"), "application", attributes={"ident": PROGRAM, "version": __version__})
        child(application, "label", PROGRAM)
        child(application, "desc", f"profile {self.profile.name}")

    def _guesses(self) -> list[str]:
        """Return element by element what carries ``cert``: the words, each once, and the value they were given.

        Names of high certainty are not repeated: a document has hundreds.
        """
        guessed: dict[str, dict[str, None]] = {}
        for annotation in sorted((a for a in self.draft.annotations if "cert" in a.attributes), key=lambda a: a.span):
            if annotation.element in _NAMES and annotation.attributes["cert"] == "high":
                continue
            values = [v.lstrip("#") for k, v in annotation.attributes.items() if k in _VALUES]
            words = f"“{self.draft.plain(annotation.span)}”" + (f" ({' to '.join(values)})" if values else "")
            guessed.setdefault(annotation.element, {})[words] = None
        return [f"{element} {', '.join(found)}" for element, found in sorted(guessed.items())]

    def _lacking(self) -> list[str]:
        lacking = []
        if not self.draft.of("dateline") and self.metadata.dateline:
            lacking.append(
                f"The source prints the dateline \"{self.metadata.dateline}\", which the copied text lacks; it is not supplied "
                "in the text, its facts are in creation and correspDesc."
            )
        elif not self.draft.of("dateline"):
            lacking.append("The copied text has no dateline; none was supplied.")
        if not self.draft.of("signed") and self.metadata.signature:
            lacking.append(
                f"The source prints the signature \"{self.metadata.signature}\", which the copied text lacks; it is not supplied in "
                "the text."
            )
        return lacking

    # -- profileDesc ------------------------------------------------------------------------

    def _profile(self, parent: etree._Element) -> None:
        summaries = list(self.draft.all_facts("summary"))
        if summaries:
            abstract = child(parent, "abstract")
            for fact in summaries:
                child(abstract, "p", fact.value)
        self._creation(parent)
        self._languages(parent)
        subjects.text_class(parent, self.draft)
        self._correspondence(parent)
        self._conversation(parent)
        self._calendars(parent)
        if any("hand" in added.attributes for added in self.draft.of("add")):
            child(child(parent, "handNotes"), "handNote", "handwriting in the source", {"xml:id": "handwritten"})

    def _conversation(self, parent: etree._Element) -> None:
        """Write who took part in a talk, where and when (TEI P5 15.2.2, 15.2.3: CC, #CCAHPA, #CCAHSE)."""
        lists = [a.span for a in self.draft.of("list") if a.attributes.get("type") == "participants"]
        items = [a.span for a in self.draft.of("item") if any(a.span.within(outer) for outer in lists)]
        leaves = [s for s in items if not any(o != s and o.within(s) for o in items)]
        if not leaves:
            return
        described = child(parent, "particDesc")
        names = self.draft.of("persName")
        for span in leaves:
            inside = next((n for n in names if n.span.within(span)), None)
            if inside is None:
                child(described, "p", self.draft.plain(span))
                continue
            one = child(described, "p", self.draft.plain(Span(span.start, inside.span.start)) + " ")
            one.text = (one.text or "").lstrip()
            reference = {k: v for k, v in inside.attributes.items() if k in {"ref", "resp", "cert"}}
            name = child(one, "persName", self.draft.plain(inside.span), reference)
            rest = self.draft.plain(Span(inside.span.end, span.end))
            name.tail = rest if rest[:1] in {",", ";", "."} or not rest else f" {rest}"
        place, when = self.first("place") or self.metadata.place, self.first("date") or self.first("date-given")
        if place or when:
            setting = child(child(parent, "settingDesc"), "setting")
            if place:
                child(setting, "placeName", place, {} if self.first("place") else self._sourced())
            if when:
                child(setting, "date", attributes={"when": when} if self.first("date") else {"when": when, **self._sourced()})

    def _calendars(self, parent: etree._Element) -> None:
        """Write ``calendarDesc`` (TEI P5 2.4.5: HD, #HDCALENDAR) for the calendars that dates point to."""
        names = dict.fromkeys(
            name for a in self.draft.of("date") for name in a.attributes.get("calendar", "").replace("#", "").split()
        )
        if names:
            description = child(parent, "calendarDesc")
            for name in names:
                child(child(description, "calendar", attributes={"xml:id": name}), "p", CALENDARS[name])

    def _creation(self, parent: etree._Element) -> None:
        creation = child(parent, "creation")
        dated = self.draft.fact("date")
        written = self._letters_written()
        if len(written) > 1:
            first, last = min(written), max(written)
            self._date(creation, f"{first[1]} to {last[1]}", {"from": first[0], "to": last[0]}, "document")
        elif dated and dated.span:
            self._date(creation, dated.attributes.get("text") or self.draft.plain(dated.span), dated.attributes, "document")
        elif self.first("date-given"):
            self._date(creation, self._dateline_date(), {"when": self.first("date-given"), **self._sourced()}, "document")
        else:
            filed = self.draft.fact("date-filed")
            if filed:
                day = date.fromisoformat(filed.value)
                attributes = {
                    "notBefore": filed.value, "notAfter": (day + FILED_WITHIN).isoformat(), "cert": "medium", "evidence": "internal",
                    "resp": f"#{PROGRAM}",
                }
                self._date(creation, f"on or soon after {filed.value}, the day in the file number", attributes, "document")
        catalogue = self.draft.fact("date-catalogue")
        if catalogue:
            values = {k: v for k, v in catalogue.attributes.items() if k != "text"}
            self._date(creation, catalogue.attributes["text"], values or {"when": catalogue.value}, "catalogue")
        place = self.first("place")
        if len(written) > 1:
            pass  # each letter has its own, in its correspDesc
        elif place:
            child(creation, "placeName", place)
        elif self.metadata.place:
            child(creation, "placeName", self.metadata.place, self._sourced())
        if not len(creation):
            parent.remove(creation)

    def _letters_written(self) -> list[tuple[str, str]]:
        """Return the day and its words of each letter of a volume that has one."""
        letters = [a.span for a in self.draft.of("div") if a.attributes.get("type") == "letter"]
        found = []
        for span in letters:
            dated = next((f for f in self.draft.facts if f.key == "date" and f.span and f.span.within(span)), None)
            if dated and dated.span:
                words = dated.attributes.get("text") or self.draft.plain(dated.span)
                found.append((dated.value[:DAY], words))
        return found

    def _dateline_date(self) -> str:
        """Return the dateline that was given, without its place."""
        words, place = self.metadata.dateline, self.metadata.place
        return words.removeprefix(place).lstrip(" ,") if words else self.first("date-given")

    def _sourced(self) -> dict[str, str]:
        """Return ``@source`` for what the metadata say of a published source, nothing where none is named."""
        return {"source": "#source"} if self.metadata.source else {}

    def _date(self, parent: etree._Element, words: str, attributes: object, kind: str) -> None:
        values = {k: v for k, v in dict(attributes).items() if k != "text"}  # type: ignore[call-overload]
        child(parent, "date", words, {"type": kind, **values})

    def _languages(self, parent: etree._Element) -> None:
        """Write the language of the text, and of a translation the original's, as far as they are known."""
        ident = self.draft.language
        original = self.draft.fact("original-language")
        spoken = code_of(original.value) if original else ""
        versions = [a.attributes["xml:lang"] for a in self.draft.of("div") if "xml:lang" in a.attributes]
        listed = {ident: name_of(ident)} if ident else {}
        if ident and original and self.draft.fact("language"):
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

    def _correspondence(self, parent: etree._Element) -> None:
        """Write ``correspDesc``, in a volume of letters one for each, which points to it."""
        divs = self.draft.of("div")
        documents = [a for a in divs if a.attributes.get("type") == "document"]
        letters = documents if len(documents) > 1 else [a for a in divs if a.attributes.get("type") == "letter"]
        if not letters:
            self._letter(parent, self._party("sender"), self._party("recipient"), self.draft.facts, "")
        for div in letters:
            facts = tuple(f for f in self.draft.facts if f.span and f.span.within(div.span))
            sent, received = ([f for f in facts if f.key in {key, f"{key}-person"}] for key in ("sender", "recipient"))
            self._letter(parent, sent, received, facts, div.attributes.get("xml:id", ""))

    def _letter(self, parent: etree._Element, sent: list[Fact], received: list[Fact], facts: tuple[Fact, ...], ident: str) -> None:
        read = any(f.rule in {"header-letter", CATALOGUED} for f in (*sent, *received))
        if not (sent and received) and not read:
            return
        description = child(parent, "correspDesc", attributes={"corresp": f"#{ident}"} if ident else {})
        place = next((f.value for f in facts if f.key == "place"), "")
        dates = [f.value for f in facts if f.key == "date"]
        when = max(dates, key=lambda value: min(len(value), DAY), default="")  # the first of the most precise
        if sent or place or when:
            action = child(description, "correspAction", attributes={"type": "sent"})
            for fact in sent:
                self._named(action, fact, "sender")
            if self.metadata.signature and not any(f.key == "sender-person" for f in sent):
                self._person(action, self.metadata.signature, "", self._sourced())
            if place or self.metadata.place:
                child(action, "placeName", place or self.metadata.place, {} if place else self._sourced())
            if when:
                child(action, "date", attributes={"when": when})
            elif self.first("date-given") and not ident:
                child(action, "date", attributes={"when": self.first("date-given"), **self._sourced()})
            elif self.draft.fact("date-catalogue") and sent and not ident:  # the day in the catalogue is mostly that of sending
                child(action, "date", attributes={"when": self.first("date-catalogue"), "cert": "medium"})
        if received:
            action = child(description, "correspAction", attributes={"type": "received"})
            for fact in received:
                self._named(action, fact, "recipient")
            arrived = next((f.value for f in facts if f.key == "date-received"), "")
            if arrived:
                child(action, "date", attributes={"when": arrived})
        if not ident:
            self._distribution(description)

    def _distribution(self, parent: etree._Element) -> None:
        """Write where else it was sent, and where it was repeated: telegrams went to several posts at once."""
        for key, kind in (("also-sent", "received"), ("repeated-to", "forwarded")):
            names = {f.value: f.attributes["element"] for f in self.draft.all_facts(key)}
            if names:
                action = child(parent, "correspAction", attributes={"type": kind})
                for name, element in names.items():
                    child(action, element, name)

    def _party(self, key: str) -> list[Fact]:
        given = self.metadata.sender if key == "sender" else self.metadata.recipient
        if given:
            return [Fact(key, given, "metadata")]
        found = [f for f in self.draft.facts if f.key in {key, f"{key}-person"}]
        # what the catalogue says goes before what was gathered from the text
        return [f for f in found if f.rule == CATALOGUED] or found

    def _named(self, parent: etree._Element, fact: Fact, key: str) -> None:
        if fact.key.endswith("-person"):
            self._person(parent, fact.value, fact.attributes.get("role") or self.first(f"{key}-role"))
        else:
            child(parent, "orgName", fact.value)

    def _person(self, parent: etree._Element, name: str, role: str, source: dict[str, str] | None = None) -> None:
        attributes = dict(source or {})
        known = self._known(name)
        if known:
            attributes[self.metadata.link if self.metadata.link != "key" else "key"] = (
                known.id if self.metadata.link == "key" else f"#{known.id}"
            )
        element = child(parent, "persName", name, attributes)
        if role:
            element.text = None
            child(element, "roleName", role).tail = f" {name}"

    def _known(self, name: str) -> Person | None:
        found = [p for p in self.persons if name in p.forms]
        return found[0] if len(found) == 1 else None


def count_tags(root: etree._Element) -> None:
    """Fill ``tagsDecl`` with how often each element stands in the text."""
    text = root.find(f"{{{TEI}}}text")
    namespace = root.find(f".//{{{TEI}}}tagsDecl/{{{TEI}}}namespace")
    if text is None or namespace is None:
        return
    counts = Counter([e.tag for e in text.iter(f"{{{TEI}}}*")])
    for name in sorted(counts):
        child(namespace, "tagUsage", attributes={"gi": name.rpartition("}")[2], "occurs": str(counts[name])})
