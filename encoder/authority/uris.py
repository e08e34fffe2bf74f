"""Identifiers of authority files in any spelling of their URI, and what each of them looks like."""

from __future__ import annotations

from typing import NamedTuple

from encoder import lazy_re as re


class AuthorityFile(NamedTuple):
    """An authority file: the name of its column, the address of an entry, the shape of a number, other names of it."""

    name: str
    uri: str
    shape: re.Pattern[str]
    hosts: re.Pattern[str]
    others: tuple[str, ...] = ()


def _file(name: str, uri: str, shape: str, hosts: str, *others: str) -> AuthorityFile:
    return AuthorityFile(name, uri, re.compile(shape), re.compile(rf"(?:https?:)?(?://)?(?:www\.)?(?:{hosts})(?P<number>.+)", re.I), others)


#: sources: the help pages of each authority file on its numbers and persistent addresses
FILES = (
    _file("wikidata", "https://www.wikidata.org/entity/", r"Q[1-9]\d*", r"(?:m\.)?wikidata\.org/(?:wiki|entity)/",
          "wd", "wikidataid", "qid"),
    _file("gnd", "https://d-nb.info/gnd/", r"1[0123]?\d{7}[0-9X]|[47]\d{6}-[0-9X]|[1-9]\d{0,7}-[0-9X]|3\d{7}[0-9X]",
          r"(?:portal\.)?(?:d-nb\.(?:info|de)/gnd/|lobid\.org/gnd/)", "gndid", "pnd", "gkd", "swd"),
    _file("viaf", "https://viaf.org/viaf/", r"[1-9]\d{0,21}", r"viaf\.org/viaf/", "viafid"),
    _file("geonames", "https://www.geonames.org/", r"[1-9]\d*", r"(?:sws\.)?geonames\.org/", "geonamesid", "geonameid"),
    _file("lc", "http://id.loc.gov/authorities/names/", r"(?:n|nb|nr|no|ns|sh)\d{4,10}",
          r"(?:id\.loc\.gov/authorities/(?:names|subjects)/|lccn\.loc\.gov/)", "lccn", "lcnaf", "loc"),
    _file("isni", "https://isni.org/isni/", r"\d{15}[0-9X]", r"isni\.org/(?:isni/)?", "isniid"),
    _file("orcid", "https://orcid.org/", r"\d{4}-\d{4}-\d{4}-\d{3}[0-9X]", r"orcid\.org/"),
    _file("bnf", "http://catalogue.bnf.fr/ark:/12148/", r"cb\d{8}[0-9a-z]", r"(?:catalogue|data)\.bnf\.fr/(?:ark:/12148/)?", "bnfid"),
)  # fmt: skip
_BY_NAME = {name: file for file in FILES for name in (file.name, *file.others)}
_PREFIX = re.compile(r"(?P<name>[a-z]+)\s*(?:[:=#]|-?id\b|\s)\s*(?P<number>\S+)", re.I)
_END = re.compile(r"(?:/about)?(?:/|\.html|\.rdf|#\w*|\?.*)?$")


def file_of(column: str) -> AuthorityFile | None:
    """Return the authority file that a heading means: "GND-ID", "Wikidata"."""
    return _BY_NAME.get(re.sub(r"[\W_]+", "", column).lower())


def named(value: str) -> AuthorityFile | None:
    """Return the authority file of an address or of "gnd:118540238"; None where it is none that is known."""
    value = value.strip()
    for file in FILES:
        if file.hosts.match(value):
            return file
    prefix = _PREFIX.fullmatch(value)
    return _BY_NAME.get(prefix["name"].lower()) if prefix else None


def number(value: str, file: AuthorityFile) -> str:
    """Return the number alone of any spelling; what has another shape comes back as it is."""
    given = value.strip().strip("<>")
    address = file.hosts.match(given)
    prefix = _PREFIX.fullmatch(given)
    if address:
        bare = _END.sub("", address["number"], count=1)
        bare = bare.split("/")[0] if file.name == "geonames" else bare
    elif prefix and _BY_NAME.get(prefix["name"].lower()) is file:
        bare = prefix["number"]
    else:
        bare = given
    if file.name == "isni":
        bare = re.sub(r"\D(?=\d|X\b)", "", bare)
    if file.name in {"wikidata", "gnd"}:
        bare = bare.upper()
    bare = re.sub(r"(?<=\d)\.0$", "", bare)
    return bare if file.shape.fullmatch(bare) else given


def tidy(value: str, file: AuthorityFile) -> str:
    """Return an identifier as lists have it: an address in its one spelling, a number as a number."""
    bare = number(value, file)
    if not file.shape.fullmatch(bare):
        return value.strip()
    return file.uri + bare if file.hosts.match(value.strip().strip("<>")) else bare


def address(kind: str, value: str) -> str:
    """Return the one address of an identifier of an authority file; what is none of a known file, or has another shape, as it is.

    ``kind`` is a name of the file as columns and ``idno/@type`` have it. An address says itself whose it is.
    """
    file = named(value) or file_of(kind)
    bare = number(value, file) if file is not None else ""
    return file.uri + bare if file is not None and file.shape.fullmatch(bare) else value.strip()


def fits(value: str, file: AuthorityFile) -> bool:
    """Whether an identifier has the shape of that authority file's."""
    return bool(file.shape.fullmatch(number(value, file)))
