"""What the fields of a page say, one thing each: pairs of a key that the header knows and a value.

An empty field says nothing; a field that is not understood says nothing either, it is kept in the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.catalogue.fields import (
    ADDRESS,
    CITED,
    CONTENTS,
    HOSTS,
    PROJECTS,
    SPONSOR,
    UNDATED,
    funders,
)
from encoder.catalogue.page import Page, paragraphs
from encoder.catalogue.record import Field
from encoder.catalogue.responsible import first_credit, responsible
from encoder.catalogue.signature import Signature, signatures
from encoder.dates import find as find_dates
from encoder.dates.calendars import whole_day
from encoder.dates.span import IMPOSSIBLE
from encoder.language.gazetteer import places
from encoder.language.languages import code_of
from encoder.layout.blocks import Span

URL = re.compile(r"https?://[^\s<>]+(?<![:.,;])")
RECORD = re.compile(r"https?://[^\s<>/]+/(?:document|node)/(?P<id>[\w-]+)")
_BULLET = re.compile(r"\A[•*·▪◦–-]\s+")
_BOLD = re.compile(r"\A\*\*(?P<words>.+?)\*\*\Z", re.S)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
#: the name of the archive that keeps the original stands in a field of its own
_INVERTED = re.compile(r"[^\W\d_][\w.’' -]*,\s(?:[A-Z][\w.]*\.?\s?)+")


#: the key of a date that no calendar has
UNREAD = "date-unread"


class Said(NamedTuple):
    """One thing a field says: the key of a fact, its value, where it stands, and more about it."""

    key: str
    value: str
    span: Span
    more: Mapping[str, str] = {}


def said_by(text: str, page: Page) -> Iterator[Said]:
    """Yield everything the fields of a page say, in the order of the page."""
    reader = _Facts(text, page)
    for field in page.fields:
        yield from reader.read(field)


def signature_facts(said: str, span: Span) -> Iterator[Said]:
    """Yield repository, seat, series, numbers and leaves of each archive in a citation, one archive behind the other."""
    for one in signatures(said):
        yield from _of_signature(one, span)


def credit_facts(said: str, span: Span) -> Iterator[Said]:
    """Yield who translated, obtained or edited a document, for which project, and from which language."""
    for one in responsible(said):
        yield Said("responsible", one.name, span, {"resp": one.resp, "element": "orgName" if one.body else "persName"})
        if one.project:
            yield Said("project", one.project, span)
        if code_of(one.language) and "transl" in one.resp:
            yield Said("original-language", one.language, span)


def _of_signature(one: Signature, span: Span) -> Iterator[Said]:
    if one.repository:
        yield Said("repository", one.repository, span)
    if one.archive:
        if one.archive.name not in one.repository:
            yield Said("institution", one.archive.name, span)
        if one.archive.present:
            yield Said("repository-present", one.archive.present, span)
    for key, said in zip(("settlement", "country"), one.seat, strict=True):
        if said:
            yield Said(key, said, span)
    for level, said in one.series:
        yield Said("collection", said, span, {"type": level} if level else {})
    if one.numbers:
        yield Said("file", ", ".join(said for _, said in one.numbers), span)
    if one.locus:
        yield Said("locus", one.locus, span, {"from": one.leaves[0], "to": one.leaves[1]})


class _Facts:
    """The fields of one page while they are read."""

    def __init__(self, text: str, page: Page) -> None:
        self.text = text
        self.page = page
        self.cited = next((m for f in page.fields if f.key == "citation" and (m := CITED.search(self._whole(f)))), None)
        self.credited = any(f.key == "citation" and f.values for f in page.fields)
        #: the archives that the signature names
        self.kept_by: set[str] = set()
        table: dict[str, Callable[[Field], Iterator[Said]]] = dict.fromkeys(
            ("author", "recipient", "name-associated", "place-associated", "subject", "genre", "contributor", "translator"), self._list
        )
        table |= {
            "title": self._title, "sponsor": self._sponsor, "funder": self._funder, "credits": self._credits, "citation": self._citation,
            "source": self._source, "archive": self._archive, "url": self._url, "contents": self._contents, "rights": self._paragraphs,
            "summary": self._paragraphs, "date-catalogue": self._date, "upload-date": self._date, "original-language": self._languages,
            "languages": self._languages,
        }  # fmt: skip
        self.table = table

    def read(self, field: Field) -> Iterator[Said]:
        """Yield what one field says."""
        if field.key in {"heading", "site", "other"}:
            return
        yield from self.table.get(field.key, self._plain)(field)

    def _said(self, span: Span) -> str:
        return " ".join(self.text[span.start : span.end].split())

    def _whole(self, field: Field) -> str:
        return " ".join(self._said(v) for v in field.values)

    def _plain(self, field: Field) -> Iterator[Said]:
        for span in field.values:
            yield Said(field.key, self._said(span), span)

    def _paragraphs(self, field: Field) -> Iterator[Said]:
        for value in field.values:
            for span in paragraphs(self.text, value):
                said = self._said(span)
                sponsor = SPONSOR.search(said)
                if sponsor and field.key == "rights":
                    yield from (Said("funder", who, span) for who in funders(said[sponsor.start() :]))
                    said = said[: sponsor.start()].strip()
                if said:
                    yield Said(field.key, said, span)

    def _title(self, field: Field) -> Iterator[Said]:
        for span in field.values:
            said = self._said(span)
            bold = _BOLD.match(said)
            said = bold["words"].strip() if bold else said.lstrip("# ").replace("**", "")
            cited = " ".join(self.cited["title"].split()) if self.cited else ""
            # the page of 2012 prints the title in capitals, its citation as it is
            yield Said("title", cited if cited.casefold() == said.casefold() else said, span)

    def _sponsor(self, field: Field) -> Iterator[Said]:
        for span in field.values:
            yield from (Said("funder", who, span) for who in funders(self._said(span)))

    def _funder(self, field: Field) -> Iterator[Said]:
        for span, said in self._lines(field):
            yield Said("funder", said, span)

    def _credits(self, field: Field) -> Iterator[Said]:
        for span in field.values:
            said = self._said(span)
            sponsor = SPONSOR.search(said)
            if sponsor:
                yield from (Said("funder", who, span) for who in funders(said[sponsor.start() :]))
                said = said[: sponsor.start()]
            yield from credit_facts(said, span)

    def _citation(self, field: Field) -> Iterator[Said]:
        for span in field.values:
            said = self._said(span)
            if ADDRESS.fullmatch(said):
                yield from self._address(said, span)
                continue
            yield Said("citation", said, span)
            yield from self._address(said, span)
            bare = re.sub(r"<?https?://[^\s<>]+>?", "", said).strip()
            m = CITED.search(bare)
            if m:
                yield Said("title-cited", m["title"], span)
                if m["date"] and not self.page.first("date-catalogue"):
                    yield from dated("date-catalogue", m["date"], span)
            where = m["where"] if m else re.sub(r"\A\s*[“\"].+?[”\"],?\s*", "", bare)
            yield from signature_facts(where[: first_credit(where)].strip(" .,;"), span)
            yield from credit_facts(where, span)

    def _source(self, field: Field) -> Iterator[Said]:
        named = self.page.first("archive")
        full = bool(named and any("," not in self._said(v) for v in named.values))
        for span in field.values:
            said = self._said(span)
            if self.credited:
                continue
            signed = said[: first_credit(said)].strip(" .,;")
            if not full:
                self.kept_by |= {one.archive.name for one in signatures(signed) if one.archive}
            # "ANIC, Foreign Relations, file 39": another field has the archive's full name
            yield from (s for s in signature_facts(signed, span) if not (full and s.key in {"repository", "institution"}))
            yield from credit_facts(said, span)
            yield from self._address(said, span)

    def _archive(self, field: Field) -> Iterator[Said]:
        for span in field.values:
            said = self._said(span)
            if not self.credited:
                for one in signatures(said[: first_credit(said)].strip(" .,;")):
                    if one.series or one.numbers or not one.archive or one.archive.name not in self.kept_by:
                        yield from _of_signature(one, span)
                yield from credit_facts(said, span)

    def _url(self, field: Field) -> Iterator[Said]:
        for span in field.values:
            yield from self._address(self._said(span), span)

    def _address(self, said: str, span: Span) -> Iterator[Said]:
        for url in URL.finditer(said):
            yield Said("url", url.group().rstrip(".,;)"), span)
        record = RECORD.search(said)
        if record:
            yield Said("record-id", record["id"], span)

    def _contents(self, field: Field) -> Iterator[Said]:
        for span in field.values:
            m = CONTENTS.fullmatch(self._said(span))
            if m and "ranslation" in m.group():
                named = (m["translation"] or m["language"] or "English").title()
                yield Said("language", named, span, {"ident": code_of(named)})

    def _date(self, field: Field) -> Iterator[Said]:
        for span in field.values:
            yield from dated(field.key, self._said(span), span)

    def _languages(self, field: Field) -> Iterator[Said]:
        for span, said in self._lines(field):
            for part in re.split(r"\s*[,;/&]\s*|\s+and\s+", said):
                if code_of(part):
                    yield Said(field.key, part.title(), span)

    def _list(self, field: Field) -> Iterator[Said]:
        for span, said in self._lines(field):
            parts = said.split(";")
            if len(parts) == 1 and field.key in {"place-associated", "subject"}:
                parts = _by_commas(said)
            for part in (p.strip() for p in parts):
                if part and field.key in {"contributor", "translator"}:
                    resp = "contributed by" if field.key == "contributor" else "translated by"
                    yield Said("responsible", _straight(part), span, {"resp": resp, "element": "persName"})
                elif part and not UNDATED.fullmatch(part):
                    # whom the catalogue calls a recipient, a rule has to read
                    yield Said("recipient-field" if field.key == "recipient" else field.key, part, span)

    def _lines(self, field: Field) -> Iterator[tuple[Span, str]]:
        for span in field.values:
            said = _BULLET.sub("", self._said(span))
            if said:
                yield span, said


def _straight(name: str) -> str:
    """Turn "Goldberg, Gary" round."""
    if _INVERTED.fullmatch(name) and len(name.split(",")) == 2:
        last, first = name.split(",")
        return f"{first.strip()} {last.strip()}"
    return name


def _by_commas(said: str) -> list[str]:
    """Part a row at its commas, not before a year ("Vietnam War, 1961-1975"), nor between a town and its country."""
    parts = re.split(r",(?!\s*\d)", said)
    if len(parts) == 2 and parts[1].strip() in places().forms and parts[0].strip() not in places().forms:
        return [said]
    return parts


def dated(key: str, said: str, span: Span) -> Iterator[Said]:
    """Yield a date with its value: a day, a month, a year, or a range."""
    bare = said.strip("[]() .")
    if _ISO.fullmatch(bare) and not whole_day(bare):
        yield Said(UNREAD, said, span)
        return
    if _ISO.fullmatch(bare) or re.fullmatch(r"(?:1[89]|20)\d\d", bare):
        yield Said(key, bare, span, {"text": said, "when": bare})
        return
    date = next(find_dates(bare), None)
    if date is None:
        year = re.search(r"\b(?:1[89]|20)\d\d\b", bare)
        if year and not UNDATED.search(bare):
            yield Said(key, year.group(), span, {"text": said, "when": year.group(), "cert": "medium"})
        return
    values = {"when": date.when, "from": date.date_from, "to": date.date_to, "notBefore": date.not_before, "notAfter": date.not_after}
    attributes = {k: v for k, v in values.items() if v}
    value = date.when or date.date_from or date.not_before or date.not_after
    if IMPOSSIBLE in date.chain:
        yield Said(UNREAD, said, span)
    if value:
        about = {"cert": "medium"} if date.start else {}
        yield Said(key, value, span, {"text": said, **attributes, **about})


def canonical(url: str) -> bool:
    """Whether an address is one of the archive's own."""
    return any(host in url for host in HOSTS)


__all__ = ["PROJECTS", "Said", "canonical", "credit_facts", "dated", "said_by", "signature_facts"]
