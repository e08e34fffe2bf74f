"""One document without a site around it: a pane of the page of questions, a page that is looked at while it is worked on."""

from __future__ import annotations

from lxml import etree

from encoder import lazy_re as re
from encoder.site import body
from encoder.site.write import asset, environment, html

#: signs that turn the direction of text or cannot be seen; where a text is checked they are shown as what they are
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
STYLES = ("theme.css", "site.css")
#: what the page of a preview loads
ASSETS = {"theme.css": "text/css", "site.css": "text/css", "site.js": "text/javascript", "preview.js": "text/javascript"}


def shown(text: str | None) -> str | None:
    """Return a text in which signs that cannot be seen are written out."""
    return _HIDDEN.sub(lambda sign: f"⟦U+{ord(sign[0]):04X}⟧", text) if text else text


def pane(root: etree._Element) -> str:
    """Return the text of an edition and its notes as HTML, signs that cannot be seen written out."""
    page = body.render(root, lambda _: False)
    whole = etree.Element("div")
    whole.append(page.article)
    if page.notes:
        notes = etree.SubElement(etree.SubElement(whole, "div", {"class": "notes"}), "ol")
        notes.extend(page.notes)
    for element in whole.iter():
        element.text, element.tail = shown(element.text), shown(element.tail)
    return str(html(whole))


def styles() -> bytes:
    """Return the styles of the reading view in one."""
    return b"\n".join(asset(name) for name in STYLES)


def preview(root: etree._Element, title: str) -> bytes:
    """Return the page of a preview, which asks its server whether the document has changed."""
    page = body.render(root, lambda _: False)
    return _page(title=title, article=html(page.article), titled=page.titled, notes=[html(n) for n in page.notes], fault="")


def faulty(title: str, fault: str) -> bytes:
    """Return the page of a document that cannot be read, with why."""
    return _page(title=title, article="", titled=False, notes=[], fault=fault)


def _page(**values: object) -> bytes:
    return environment(None).get_template("preview.html").render(values).encode("utf-8")


__all__ = ["ASSETS", "asset", "faulty", "pane", "preview", "styles"]
