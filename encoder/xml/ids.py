"""Identifiers: the one place that makes an ``xml:id``.

An identifier is an NCName in ASCII: libxml2 knows the letters of XML 1.0's fourth edition only, and takes neither the
second comma of Constanța nor a raised figure.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from lxml import etree

from encoder import lazy_re as re
from encoder.xml.safe import parser

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
#: What the header calls its own things; what belongs to nobody else.
FIXED = frozenset({"source", "tei-encoder", "translator", "editors", "handwritten", "julian", "gregorian"})
#: attributes that point into the header
_HEADER_POINTERS = ("resp", "source", "calendar", "hand")

_NOT_NC = re.compile(r"[^A-Za-z0-9_.-]")
_NO_LETTER = re.compile(r"[^A-Za-z0-9]")
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_MAYBE = re.compile(r"[^\W\d][\w.-]*")
_WITH_ID = etree.XPath("//*[@xml:id]")


def fold(text: str) -> str:
    """Write letters and figures of any script in ASCII (Łódź, Constanța, ﬁ, ², Москва); the other characters stay."""
    if text.isascii():
        return text
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(c if c.isascii() or not c.isalnum() else _in_ascii(c) for c in plain)


@cache
def _in_ascii(letter: str) -> str:
    from anyascii import anyascii  # a text of Latin letters has no need of it

    return _NO_LETTER.sub("", anyascii(letter))


def nc_name(text: str) -> str:
    """Make a text an NCName, as ``xml:id`` needs it: ASCII letters, digits, ``_``, ``.`` and ``-``, no digit first."""
    name = _NOT_NC.sub("_", fold(text))
    return name if name and (name[0].isalpha() or name[0] == "_") else "_" + name


def slug(text: str) -> str:
    """Make what stands behind ``p_`` in an identifier: lower case, ``_`` between words."""
    return re.sub(r"[^a-z0-9]+", "_", fold(text).encode("ascii", "ignore").decode().lower()).strip("_")


def edition_id(stem: str) -> str:
    """Return the identifier of an edition: its file's name without the ending, unless the header has a thing of that name."""
    name = nc_name(stem)
    return f"{name}_edition" if name in FIXED else name


@lru_cache(maxsize=65536)
def usable(identifier: str) -> bool:
    """Whether libxml2 takes an identifier that a person has chosen."""
    if _PLAIN.fullmatch(identifier):
        return True
    if not _MAYBE.fullmatch(identifier):
        return False
    try:
        etree.fromstring(f'<a xml:id="{identifier}"/>', parser())
    except etree.XMLSyntaxError:
        return False
    return True


def separate(root: etree._Element) -> None:
    """Give every element of an edition an identifier of its own.

    Those that others point to keep theirs: what ``standOff`` lists, then the header's, then the edition's. A later thing of
    the same name is called ``NAME_2``.
    """
    found: list[etree._Element] = list(_WITH_ID(root))  # type: ignore[arg-type]
    taken = {str(element.get(XML_ID)) for element in found}
    if len(taken) == len(found):
        return
    rooms = {"standOff": 0, "teiHeader": 1}
    order = {root: 2}
    for element in found:
        if element is not root:
            above = next((a for a in element.iterancestors() if a.getparent() is root), element)
            order[element] = rooms.get(etree.QName(above).localname, 3)
    seen: set[str] = set()
    moved: dict[str, str] = {}
    for element in sorted(found, key=order.__getitem__):
        name = str(element.get(XML_ID))
        if name in seen:
            fresh = next_free(name, taken)
            element.set(XML_ID, fresh)
            taken.add(fresh)
            if order[element] == rooms["teiHeader"]:
                moved[f"#{name}"] = f"#{fresh}"
        seen.add(name)
    for element in root.iter(etree.Element) if moved else ():
        for pointer in _HEADER_POINTERS:
            value = element.get(pointer)
            if value is not None:
                element.set(pointer, " ".join(moved.get(part, part) for part in value.split()))


def next_free(name: str, taken: set[str]) -> str:
    """Return ``NAME_2``, or with the next number that is free."""
    k = 2
    while f"{name}_{k}" in taken:
        k += 1
    return f"{name}_{k}"
