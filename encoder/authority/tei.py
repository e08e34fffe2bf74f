"""Authority lists in TEI: ``listPerson``, ``listPlace``, ``listOrg``, and the lists of names and terms in a volume of FRUS.

TEI P5 13.3: ND, #NDPERSE. In FRUS a list item holds ``persName[@xml:id]`` or ``term[@xml:id]``, and behind it what the volume says of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lxml import etree

from encoder import lazy_re as re
from encoder.xml.safe import RefusedXMLError, parse

if TYPE_CHECKING:
    from encoder.authority.entry import Kind

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_SPACE = re.compile(r"\s+")

#: kind -> the element of an entry, the element of its names, the element in the lists of FRUS
SHAPES = {
    "person": ("person", "persName", "persName"),
    "place": ("place", "placeName", "placeName"),
    "org": ("org", "orgName", "orgName"),
    "term": ("", "", "term"),
}

#: line, id, name, description, further forms, identifiers
Row = tuple[int, str, str, str, tuple[str, ...], dict[str, str]]


def read(data: bytes, kind: Kind) -> Iterator[Row]:
    """Yield the entries of one kind; a name with ``surname`` and ``forename`` is returned inverted. Raises RefusedXMLError."""
    root = parse(data, ids=False).getroot()  # volumes list some abbreviations twice
    entry_name, names, listed = SHAPES[kind]
    found = False
    if entry_name:
        for entry in root.iterfind(f".//{{*}}{entry_name}"):
            found = True
            forms = [_name(n) for n in entry.iterfind(f"{{*}}{names}")]
            notes = [_flat(n) for tag in ("note", "occupation", "affiliation", "desc") for n in entry.iterfind(f"{{*}}{tag}")]
            numbers = {n.get("type", "id").lower(): _flat(n) for n in entry.iterfind("{*}idno")}
            yield _line(entry), entry.get(XML_ID, ""), forms[0] if forms else "", "; ".join(notes), tuple(forms[1:]), numbers
    for element in root.iterfind(f".//{{*}}item//{{*}}{listed}[@{XML_ID}]"):
        found = True
        item = next(a for a in element.iterancestors("{*}item"))
        name = _flat(element).rstrip(", ")
        whole = _flat(item)
        behind = whole.split(_flat(element) or whole, 1)[-1].lstrip(" ,:") if whole else ""
        yield _line(element), element.get(XML_ID, ""), name, behind, (), {}
    if not found:
        raise RefusedXMLError("no-entries", f"the file has no {entry_name or 'list of terms'}; is it another list?")


def _line(element: Any) -> int:
    return int(element.sourceline or 1)


def _flat(element: etree._Element) -> str:
    return _SPACE.sub(" ", "".join(str(part) for part in element.itertext())).strip()


def _name(element: etree._Element) -> str:
    """Return a name, inverted where its parts are tagged: "Wright, Sir Michael"."""
    surname = element.find("{*}surname")
    if surname is None:
        return _flat(element)
    given = [_flat(e) for e in element if isinstance(e.tag, str) and etree.QName(e).localname in {"roleName", "forename", "genName"}]
    return f"{_flat(surname)}, {' '.join(given)}" if given else _flat(surname)
