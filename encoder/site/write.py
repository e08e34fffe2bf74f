"""The site: every document a page, with registers, timeline, correspondence, search and what the rules did.

Two passes over the editions: one for what all pages have to know, one that writes each page. Editions are never held all at once.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2
from lxml import etree
from markupsafe import Markup

from encoder import lazy_re as re
from encoder.errors import EncoderError
from encoder.io.faults import internal
from encoder.io.files import write_whole
from encoder.io.names import shown
from encoder.io.own import SITE
from encoder.io.report import Outcome, Tally
from encoder.site import body, registers
from encoder.site.model import Document, Thing, read
from encoder.site.search import Index
from encoder.tei.back import to_text
from encoder.tei.read import EditionFile, editions_of
from encoder.validation.files import find_files
from encoder.xml.ids import slug
from encoder.xml.safe import RefusedXMLError

ASSETS = ("theme.css", "site.css", "site.js", "search.js")
REGISTERS = (("person", "persons", "Persons"), ("place", "places", "Places"), ("org", "organisations", "Organisations"))


@dataclass(frozen=True, slots=True)
class Call:
    """What the command was given."""

    paths: tuple[Path, ...]
    out: Path
    title: str = ""
    subtitle: str = ""
    templates: Path | None = None
    theme: Path | None = None
    force: bool = False
    debug: bool = False
    quiet: bool = False


@dataclass(slots=True)
class Site:
    """A site that is being written."""

    call: Call
    tally: Tally
    environment: jinja2.Environment
    #: by the order in which their editions are met
    numbered: dict[int, Document] = field(default_factory=dict)

    @property
    def documents(self) -> list[Document]:
        """Return the documents whose edition could be read."""
        return list(self.numbered.values())

    def write(self, name: str, template: str, **values: Any) -> None:
        """Write a page; ``root`` is the way from it to the front page."""
        values["root"] = "../" * name.count("/")
        values["here"] = name
        page = self.environment.get_template(template).render(values)
        write_whole(self.call.out / name, page.encode("utf-8"))


def write_site(call: Call) -> int:
    """Write the site; return 0, or 1 where an edition could not be read. Raises EncoderError where the folder is somebody else's."""
    files = find_files(call.paths)
    _check(call)
    site = Site(call, Tally(), environment(call.templates))
    taken: set[str] = set()
    for number, edition in enumerate(_editions(files, site.tally, call.debug)):
        try:
            site.numbered[number] = read(edition, _page(edition.id, taken))
        except Exception as error:
            site.tally.add(Outcome((internal(edition.path, error, call.debug),), failed=True, state="not read"))
    if not site.documents:
        raise EncoderError("no edition found")
    write_whole(call.out / SITE, b"This folder was written by tei-encoder site, and is written anew by it.\n")
    known = registers.collect(site.documents)
    site.environment.globals.update(_shared(site, known))
    _documents(site, files, known)
    _others(site, known)
    _assets(call)
    return site.tally.end("done", call.quiet)


def environment(templates: Path | None) -> jinja2.Environment:
    """Return the templates: those of a folder of the user's before our own. What they are given is escaped."""
    if templates is not None and not templates.is_dir():
        raise EncoderError(f"{shown(templates)}: no such folder")
    own = jinja2.PackageLoader("encoder.site", "templates")
    loaders = [jinja2.FileSystemLoader(templates), own] if templates else [own]
    made = jinja2.Environment(
        loader=jinja2.ChoiceLoader(loaders), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["number"] = lambda n: f"{n:,}"
    return made


def html(element: etree._Element) -> Markup:
    """Return an element as HTML; its words are escaped."""
    return Markup(etree.tostring(element, method="html", encoding="unicode"))  # noqa: S704 - made of elements, not of strings


def asset(name: str) -> bytes:
    """Return a file that comes with the program."""
    return resources.files("encoder.site").joinpath("assets", name).read_bytes()


def _check(call: Call) -> None:
    if call.out.exists() and not call.out.is_dir():
        raise EncoderError(f"--out {shown(call.out)}: is a file; name a folder")
    if call.out.is_dir() and any(call.out.iterdir()) and not (call.out / SITE).exists() and not call.force:
        raise EncoderError(f"--out {shown(call.out)}: there are files in it that are no site; name another folder, or --force")
    if call.theme is not None and not call.theme.is_file():
        raise EncoderError(f"{shown(call.theme)}: no such file")


def _editions(files: Sequence[Path], tally: Tally | None, debug: bool) -> Iterator[EditionFile]:
    for path in files:
        try:
            yield from editions_of(path)
        except RefusedXMLError as error:
            if tally is not None and error.code != "no-edition":
                said = f"{shown(path)}:{error.line}:{error.column}: error {error.code}: {error}"
                tally.add(Outcome((said,), failed=True, state="not read"))
        except Exception as error:
            if tally is not None:
                tally.add(Outcome((internal(path, error, debug),), failed=True, state="not read"))


def _page(identifier: str, taken: set[str]) -> str:
    """Return the name of a document's page; two whose names differ in capitals only would be one file on some systems."""
    base = identifier if re.fullmatch(r"[A-Za-z0-9][\w.-]{0,100}", identifier, re.ASCII) else slug(identifier)[:100] or "document"
    name, number = base, 1
    while name.lower() in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name.lower())
    return name


def _shared(site: Site, known: registers.Registers) -> dict[str, Any]:
    title, subtitle = site.call.title, site.call.subtitle
    first = site.documents[0]
    publishers = sorted({d.publisher for d in site.documents if d.publisher})
    menu = [(f"{page}.html", words) for kind, page, words in REGISTERS if known.of(kind)]
    menu += [("timeline.html", "Timeline")] if any(d.date for d in site.documents) else []
    menu += [("correspondence.html", "Correspondence")] if any(d.sent or d.received for d in site.documents) else []
    alone = len(site.documents) == 1
    return {
        "site_title": title or (first.title if alone else "Edition"),
        "site_subtitle": subtitle or (first.project if len({d.project for d in site.documents}) == 1 else ""),
        "publishers": publishers, "menu": [("index.html", "Documents"), *menu, ("about.html", "About")],
    }  # fmt: skip


def by_date(documents: Sequence[Document]) -> list[Document]:
    """Return documents in the order of reading: by date, those without one behind."""
    return sorted(documents, key=lambda d: (not d.date, d.date, _natural(d.id)))


def _natural(name: str) -> tuple[tuple[str, int], ...]:
    return tuple((words, int(digits or 0)) for words, digits in re.findall(r"(\D*)(\d*)", name)[:-1])


def _documents(site: Site, files: Sequence[Path], known: registers.Registers) -> None:
    order = by_date(site.documents)
    place = {id(d): k for k, d in enumerate(order)}
    index = Index()
    texts: dict[int, str] = {}
    for number, edition in enumerate(_editions(files, None, debug=False)):
        document = site.numbered.get(number)
        if document is None:
            continue
        k = place[id(document)]
        near = (order[k - 1] if k else None, order[k + 1] if k + 1 < len(order) else None)
        try:
            plain = document_page(site, edition, document, near, known.entry)
        except Exception as error:
            site.tally.add(Outcome((internal(edition.path, error, site.call.debug),), failed=True, state="not written"))
            continue
        texts[k] = plain
        site.tally.add(Outcome())
    for k, document in enumerate(order):
        index.add(f"doc/{document.page}.html", document.title, document.date, texts.get(k, ""))
    for name, data in index.files():
        write_whole(site.call.out / "search" / name, data)


def document_page(
    site: Site, edition: EditionFile, document: Document, near: tuple[Document | None, Document | None],
    entry: Callable[[Thing], registers.Entry],
) -> str:
    """Write the page of a document and its TEI; return its text."""
    mentioned = [t for t in document.things if document.mentions.get(t.id)]
    cards = {t.id for t in mentioned}
    page = body.render(edition.root, cards.__contains__)
    plain = to_text(edition.root)
    register = {kind: f"{name}.html" for kind, name, _ in REGISTERS}
    site.write(
        f"doc/{document.page}.html", "document.html", document=document, article=html(page.article), titled=page.titled,
        notes=[html(n) for n in page.notes], plain=plain.strip(), before=near[0], after=near[1],
        cards=[(t, entry(t), register[t.kind]) for t in mentioned], rtl=body.right_to_left(document.language),
    )  # fmt: skip
    xml = etree.tostring(edition.root, encoding="utf-8", xml_declaration=True, with_tail=False)
    write_whole(site.call.out / "tei" / f"{document.page}.xml", xml)
    return plain


def _others(site: Site, known: registers.Registers) -> None:
    documents = by_date(site.documents)
    facets = {
        "kind": sorted({d.kind for d in documents if d.kind}), "sender": sorted({d.sender for d in documents if d.sender}),
        "recipient": sorted({d.recipient for d in documents if d.recipient}), "place": sorted({d.place for d in documents if d.place}),
        "language": sorted({d.language for d in documents if d.language}),
    }  # fmt: skip
    site.write("index.html", "index.html", documents=documents, bars=registers.months(documents), facets=facets)
    for kind, name, words in REGISTERS:
        entries = known.of(kind)
        chart = registers.places_map(entries) if kind == "place" else None
        unplaced = sum(1 for e in entries if e.thing.point is None) if kind == "place" else 0
        site.write(
            f"{name}.html", "register.html", words=words, groups=registers.letters(entries), count=len(entries), map=chart,
            land=asset("land.txt").decode("ascii") if chart else "", unplaced=unplaced, places=kind == "place",
        )  # fmt: skip
    years: dict[str, list[Document]] = {}
    for document in documents:
        years.setdefault(document.date[:4] or "Without a date", []).append(document)
    site.write("timeline.html", "timeline.html", years=years, bars=registers.months(documents))
    letters = [d for d in documents if d.sent or d.received]
    rows, columns, counts = registers.matrix(letters)
    site.write("correspondence.html", "correspondence.html", letters=letters, rows=rows, columns=columns, counts=counts)
    _about(site)


def _about(site: Site) -> None:
    documents = site.documents
    rules = Counter(rule for d in documents for rule in d.rules)
    counts: Counter[str] = Counter()
    guesses: Counter[str] = Counter()
    for document in documents:
        counts.update(document.counts)
        guesses.update(document.guesses)
    site.write(
        "about.html", "about.html", documents=documents, rules=sorted(rules.items(), key=lambda r: (-r[1], r[0])), counts=counts,
        guesses=guesses, licences=sorted({d.licence for d in documents if d.licence[0]}),
        projects=sorted({d.project for d in documents if d.project}),
    )  # fmt: skip


def _assets(call: Call) -> None:
    for name in ASSETS:
        data = call.theme.read_bytes() if name == "theme.css" and call.theme else asset(name)
        write_whole(call.out / "assets" / name, data)


def title_of(paths: Sequence[Path], metadata: Path | None) -> tuple[str, str]:
    """Return what an ``edition.toml`` says of the edition: a title, where it has one, and what the project is for."""
    path = metadata or next((p / "edition.toml" for p in paths if p.is_dir() and (p / "edition.toml").is_file()), None)
    if path is None:
        return "", ""
    try:
        edition = tomllib.loads(path.read_text("utf-8")).get("edition", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EncoderError(f"{shown(path)}: {error}") from None
    return str(edition.get("title", "")), str(edition.get("project", ""))
