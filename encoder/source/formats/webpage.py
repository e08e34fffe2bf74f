"""A saved web page: which part of it is the document, and what only leads through the site.

Told by labels (roles, landmarks, the common names of menus) and by structure (a list of nothing but links to elsewhere). What is left out
is told with its words. The pages of archives that ``sites.toml`` names are written as they are copied by hand, for that is what the
readings of those archives know.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

from lxml import etree, html

from encoder import lazy_re as re
from encoder.language import encodings
from encoder.source.formats.pandoc import FormatError

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*(?P<meta>[\w-]+)|<\?xml[^>]{0,100}encoding\s*=\s*["'](?P<xml>[\w-]+)""", re.I
)
_PROLOG = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
#: never words of a document
_CODE = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas", "audio", "video", "link",
                   "meta", "head", "map"))  # fmt: skip
#: what leads through the site, by element, by role, by a word of its class or identifier
_LEADS = frozenset(("nav", "form", "button", "input", "select", "textarea", "dialog", "menu"))
_LANDMARKS = frozenset(("header", "footer", "aside"))
_ROLES = frozenset(("navigation", "search", "banner", "contentinfo", "complementary", "dialog", "alert", "menu", "menubar", "toolbar",
                    "tablist"))  # fmt: skip
#: the document itself, by element and role; landmarks inside it are its own
_OWN = ("article", "main")
#: so little of the words of a page is not its main part, however it is marked
LEAST = 0.2
#: a list of so many links and hardly a word beside is a menu
LINKS = 3
LINKED = 0.9
LONGEST = 40
_ADDRESS = re.compile(r"saved from url=\(\d+\)(?P<url>\S+)")


class Site(NamedTuple):
    """An archive whose pages are known.

    How it is called, what is none of the record, whether its pages are written as copied, in which parts of them emphasis means nothing.
    """

    label: str
    hosts: tuple[str, ...]
    drop: frozenset[str]
    plain: bool
    unstyled: frozenset[str]


class Page(NamedTuple):
    """The document of a page as HTML, what was left out, and the archive."""

    markup: str
    left_out: tuple[str, ...]
    site: Site | None


@cache
def _tables() -> tuple[tuple[Site, ...], frozenset[str]]:
    with (resources.files("encoder.source.formats") / "sites.toml").open("rb") as file:
        read = tomllib.load(file)
    sites = tuple(
        Site(s["label"], tuple(s["hosts"]), frozenset(s.get("drop", ())), s.get("plain", False), frozenset(s.get("unstyled", ())))
        for s in read["site"]
    )
    return sites, frozenset(read["names"])


def from_mhtml(data: bytes) -> bytes:
    """Return the page of a page saved with all its parts. Raises FormatError where it has none."""
    import email.policy  # takes longer to import than a letter to encode

    for part in email.message_from_bytes(data, policy=email.policy.default).walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            said = part.get_content_charset()
            if isinstance(payload, bytes):
                return payload.decode(said, "replace").encode() if said and encodings_known(said) else payload
    raise FormatError("unreadable", "no page is in this file")


def encodings_known(name: str) -> bool:
    """Whether Python reads an encoding of that name."""
    try:
        return bool("".encode(name) or True)
    except LookupError:
        return False


def read(data: bytes, encoding: str = "") -> Page:
    """Return the document of a page. Raises FormatError, and UnsureError where its encoding cannot be told."""
    declared = _DECLARED.search(data[:4096])
    named = (declared["meta"] or declared["xml"]).decode("ascii") if declared else ""
    if not encoding and encodings_known(named) and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            text = data.decode(named)
        except UnicodeDecodeError:  # it says what it is not
            text = encodings.decode(data).text
    else:
        text = encodings.decode(data, encoding).text
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        root = html.document_fromstring(_PROLOG.sub("", text).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise FormatError("unreadable", f"this page has no content: {error}") from None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" or "xcessive depth" in error.message for error in parser.error_log):
        raise FormatError("unreadable", "its parts lie too deep in each other; open it, and save what you need of it as text")
    site = _site(root)
    left: list[str] = []
    for element in list(root.iter(etree.Comment, etree.ProcessingInstruction, *_CODE)):
        _take(element)
    body = root.find("body")
    body = root if body is None else body
    _clean(body, site, left)
    if site:
        for element in list(body.iter("strong", "b", "em", "i")):
            if any(above.get("id") in site.unstyled for above in element.iterancestors()):
                element.tag = "span"
    main = _main(body, left)
    _anchors(main)
    return Page(f"<html><body>{html.tostring(main, encoding='unicode', with_tail=False)}</body></html>", tuple(left), site)


def _site(root: html.HtmlElement) -> Site | None:
    """Return the archive that a page is of, by the address it gives of itself."""
    said = [str(a) for a in root.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content | //base/@href")]
    said += [m["url"] for c in root.getroottree().xpath("//comment() | preceding::comment()") if (m := _ADDRESS.search(c.text or ""))]
    said += [m["url"] for c in root.itersiblings(etree.Comment, preceding=True) if (m := _ADDRESS.search(c.text or ""))]
    titles = " ".join(root.xpath("//title/text() | //meta[@property='og:site_name']/@content"))
    for site in _tables()[0]:
        if any(host in address for host in site.hosts for address in said) or site.label in titles:
            return site
    return None


def _take(element: html.HtmlElement) -> None:
    """Take an element out; what stands behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _words(element: html.HtmlElement) -> str:
    return " ".join(" ".join(map(str, element.itertext())).split())


def _clean(body: html.HtmlElement, site: Site | None, left: list[str]) -> None:
    """Take out what leads through the site."""
    names = _tables()[1] | (site.drop if site else frozenset())
    taken: set[html.HtmlElement] = set()
    for element in list(body.iter(etree.Element)):
        if element.getparent() in taken:
            taken.add(element)
        if element is body or not isinstance(element.tag, str) or element in taken:
            continue
        if _hidden(element) or (_leads(element, names) and not _holds_the_document(element)) or _is_menu(element) or (
            site and site.plain and _leads_up(element)
        ):
            said = _words(element)
            if said and not _hidden(element):
                left.append(said)
            taken.add(element)
            _take(element)


def _hidden(element: html.HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or element.get("aria-hidden") == "true" or "display:none" in style


def _leads(element: html.HtmlElement, names: frozenset[str]) -> bool:
    tag = element.tag.lower()
    if tag in _LEADS or (element.get("role") or "").lower() in _ROLES:
        return True
    inside = any(above.tag in _OWN or above.get("role") == "main" for above in element.iterancestors())
    if tag in _LANDMARKS and (tag == "aside" or not inside):
        return not _notes(element) and not _titles(element)
    said = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    return any(word in names for word in said)


def _notes(element: html.HtmlElement) -> bool:
    """Whether a landmark holds notes: links in it lead back into the page."""
    return any((a.get("href") or "").startswith("#") and len(_words(a)) < 8 for a in element.iter("a"))


def _titles(element: html.HtmlElement) -> bool:
    """Whether a head of the page is that of the document: it has a title and leads nowhere."""
    return element.tag == "header" and any(True for _ in element.iter("h1")) and not any(True for _ in element.iter("a", "img", "nav"))


def _holds_the_document(element: html.HtmlElement) -> bool:
    return any(True for _ in element.iter("main", "article")) or bool(element.xpath(".//*[@role='main']"))


def _leads_up(element: html.HtmlElement) -> bool:
    """Whether a heading is nothing but a link to another page: the title of the volume over its document."""
    links = [a for a in element.iter("a") if a.get("href") and not a.get("href").startswith("#")]
    return element.tag in {"h1", "h2", "h3"} and len(links) == 1 and _words(links[0]) == _words(element)


def _is_menu(element: html.HtmlElement) -> bool:
    """Whether a list is a menu: links to other pages, and hardly a word beside."""
    if element.tag not in {"ul", "ol"}:
        return False
    links = [a for a in element.iter("a") if a.get("href")]
    if len(links) < LINKS or any(a.get("href").startswith("#") for a in links):
        return False
    words = len("".join(_words(element).split()))
    return bool(words) and sum(len("".join(_words(a).split())) for a in links) >= LINKED * words and words < LONGEST * len(links)


def _main(body: html.HtmlElement, left: list[str]) -> html.HtmlElement:
    """Return the part that is the document, where the page says which, with what its links lead to; what is beside it is left out."""
    whole = len(_words(body))
    for found in (body.xpath(".//main | .//*[@role='main']"), body.xpath(".//article")):
        if len(found) == 1 and len(_words(found[0])) >= LEAST * whole:
            return _alone(found[0], body, left)
    return body


def _alone(main: html.HtmlElement, body: html.HtmlElement, left: list[str]) -> html.HtmlElement:
    targets = {a.get("href")[1:] for a in main.iter("a") if (a.get("href") or "").startswith("#")}
    inner = main
    while inner is not body:
        outer = inner.getparent()
        for beside in [child for child in outer if child is not inner]:
            named = {name for e in beside.iter(etree.Element) for name in (e.get("id"), e.get("name")) if name}
            if isinstance(beside.tag, str) and not targets & named:
                if _words(beside):
                    left.append(_words(beside))
                _take(beside)
        said = " ".join(" ".join(part.split()) for part in (outer.text or "", *(child.tail or "" for child in outer))).strip()
        if said:
            left.append(said)
        outer.text = None
        for child in outer:
            child.tail = None
        inner = outer
    return body


def _anchors(main: html.HtmlElement) -> None:
    """Give names of paragraphs and cells a place that pandoc keeps."""
    for element in list(main.iter("p", "td", "dd", "dt", "sup", "small", "b", "i", "em", "strong")):
        name = element.get("id")
        if name:
            place = html.Element("span", id=name)
            del element.attrib["id"]
            place.tail, element.text = element.text, None
            element.insert(0, place)
    for place in main.iter("a"):
        if place.get("name") and not place.get("id"):
            place.set("id", place.get("name"))
