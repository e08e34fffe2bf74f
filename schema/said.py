"""What edition.odd says to people, and what the TEI gives its elements: read by odd.py."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

T = "{http://www.tei-c.org/ns/1.0}"
R = "{http://relaxng.org/ns/structure/1.0}"
KINDS = ("element", "class", "macro", "data")


class Said:
    """What the ODD says to people: descriptions, examples, modules, and the attributes that are deleted."""

    def __init__(self, odd: etree._Element) -> None:
        self.modules = {str(m.get("key")): str(m.get("include") or "").split() for m in odd.iter(f"{T}moduleRef")}
        self.specs = {str(s.get("ident")): s for s in odd.iter(*(f"{T}{kind}Spec" for kind in KINDS))}
        self.missing: list[str] = []
        self.known: dict[str, str] = {}
        self.values: dict[tuple[str, str], str] = {}
        for attribute in odd.iter(f"{T}attDef"):
            if attribute.get("mode") != "delete":
                self.known.setdefault(str(attribute.get("ident")), self._desc(attribute))
            for value in attribute.iter(f"{T}valItem"):
                self.values.setdefault((str(attribute.get("ident")), str(value.get("ident"))), self._desc(value))

    @staticmethod
    def _desc(node: etree._Element | None) -> str:
        found = None if node is None else node.find(f"{T}desc")
        return "" if found is None else " ".join("".join(str(t) for t in found.itertext()).split())

    def element(self, name: str) -> str:
        """Return what an element, class, macro or datatype is for."""
        return self._kept(self._desc(self.specs.get(name)), name)

    def attribute(self, element: str, name: str) -> str:
        """Return what an attribute says, of this element or else of any."""
        return self._kept(self._desc(self._own(element, name)) or self.known.get(name, ""), f"{element}/@{name}")

    def value(self, element: str, name: str, value: str) -> str:
        """Return what a value means, for this element or else for any."""
        own = self._own(element, name)
        found = None if own is None else next((v for v in own.iter(f"{T}valItem") if v.get("ident") == value), None)
        return self._kept(self._desc(found) or self.values.get((name, value), ""), f"{element}/@{name}={value}")

    def examples(self, name: str) -> list[etree._Element]:
        """Return the examples of an element."""
        spec = self.specs.get(name)
        return [] if spec is None else list(spec.iter(f"{T}exemplum"))

    def deleted(self, name: str) -> list[str]:
        """Return the attributes that are deleted."""
        spec = self.specs.get(name)
        return [] if spec is None else [str(a.get("ident")) for a in spec.iter(f"{T}attDef") if a.get("mode") == "delete"]

    def _own(self, element: str, name: str) -> etree._Element | None:
        spec = self.specs.get(element)
        return None if spec is None else next((a for a in spec.iter(f"{T}attDef") if a.get("ident") == name), None)

    def _kept(self, text: str, what: str) -> str:
        if not text:
            self.missing.append(what)
        return text


def own_attributes(tei: Path) -> dict[str, set[str]]:
    """Return the attributes that the TEI gives an element or class itself, in a tei_all made by the Stylesheets."""
    found: dict[str, set[str]] = {}
    for definition in etree.parse(tei).iter(f"{R}define"):
        element = definition.find(f"{R}element")
        of_class, _, single = str(definition.get("name")).partition(".attribute.")
        if single:
            found.setdefault(of_class, set()).update(str(a.get("name")) for a in definition.iter(f"{R}attribute"))
        if element is not None:
            found[str(definition.get("name"))] = {str(a.get("name")) for a in element.iter(f"{R}attribute")}
    return found
