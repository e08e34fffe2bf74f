"""A compiler of ODD for the tests: what the TEI Stylesheets (odd2odd.xsl, odd2relax.xsl) make of a customization.

The Stylesheets and the TEI's own source (p5subset.xml) are in no package registry, so the part of them that edition.odd
needs is written here anew from the Guidelines (TD, USE) and from how the Stylesheets go about it. The TEI's source is read
back out of tei_all, which they made: the classes of an element stand in it as references, its own attributes as patterns.
What the Stylesheets are known to lose is refused, not compiled: a group that holds a group alone (the occurrence of the
outer one is lost), ``@preserveOrder``, an attribute that is added beside one of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

T = "{http://www.tei-c.org/ns/1.0}"
R = "{http://relaxng.org/ns/structure/1.0}"
XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
GROUPS = {"sequence": "group", "alternate": "choice"}


class OddError(ValueError):
    """An ODD that cannot be compiled, or not as it means."""


@dataclass
class Spec:
    """What an element or an attribute class has: classes it is a member of, and attributes as RELAX NG patterns."""

    classes: list[str] = field(default_factory=list)
    attributes: dict[str, etree._Element] = field(default_factory=dict)


class Source:
    """The elements and attribute classes of the TEI, read back out of tei_all."""

    def __init__(self, tei_all: Path) -> None:
        self.elements: dict[str, Spec] = {}
        self.classes: dict[str, Spec] = {}
        single: dict[str, etree._Element] = {}
        for definition in etree.parse(tei_all).iter(f"{R}define"):
            name = str(definition.get("name"))
            element = definition.find(f"{R}element")
            if element is not None:
                self.elements[name] = self._spec(element)
            elif ".attribute." in name:
                single[name] = definition[0]
            elif name.endswith(".attributes"):
                self.classes[name.removesuffix(".attributes")] = self._spec(definition)
        for name, part in single.items():
            ident = name.partition(".attribute.")[0]
            self.classes.setdefault(ident, Spec()).attributes[attribute_of(part)] = part

    @staticmethod
    def _spec(parent: etree._Element) -> Spec:
        made = Spec()
        for node in parent.iter(f"{R}ref"):
            name = str(node.get("name"))
            if name.endswith(".attributes"):
                made.classes.append(name.removesuffix(".attributes"))
        for node in parent.iter(f"{R}attribute"):
            made.attributes[str(node.get("name"))] = node
        return made


def attribute_of(part: etree._Element) -> str:
    """Return the name of the attribute in an optional or bare pattern."""
    found = part if part.tag == f"{R}attribute" else next(part.iter(f"{R}attribute"))
    return str(found.get("name"))


class Compiler:
    """One schemaSpec."""

    def __init__(self, schema: etree._Element, source: Source) -> None:
        self.schema, self.source = schema, source
        self.wanted: list[str] = []
        for module in schema.findall(f"{T}moduleRef"):
            self.wanted += str(module.get("include") or "").split()
        if unknown := set(self.wanted) - set(source.elements):
            raise OddError(f"no elements of the TEI: {sorted(unknown)}")
        self.specs = {(etree.QName(s).localname, str(s.get("ident"))): s for s in schema if s.get("ident")}
        self.classes = self._attribute_classes()

    def grammar(self) -> etree._Element:
        """Return the RELAX NG grammar."""
        root = etree.Element(f"{R}grammar", {"ns": "http://www.tei-c.org/ns/1.0", "datatypeLibrary": XSD})
        start = etree.SubElement(etree.SubElement(root, f"{R}start"), f"{R}choice")
        for name in str(self.schema.get("start")).split():
            etree.SubElement(start, f"{R}ref", name=name)
        for (kind, ident), spec in self.specs.items():
            if kind == "macroSpec" or (kind == "classSpec" and spec.get("type") == "model"):
                self._define(root, ident, self._content(spec) if kind == "macroSpec" else [self._members(ident)])
        for name in self.wanted:
            self._element(root, name)
        return root

    @staticmethod
    def _define(root: etree._Element, name: str, parts: list[etree._Element]) -> None:
        etree.SubElement(root, f"{R}define", name=name).extend(parts)

    def _attribute_classes(self) -> dict[str, Spec]:
        classes = {k: Spec(list(s.classes), dict(s.attributes)) for k, s in self.source.classes.items()}
        for taken in self.schema.findall(f"{T}classRef"):
            wanted, spec = str(taken.get("include")).split(), classes[str(taken.get("key"))]
            if unknown := set(wanted) - set(spec.attributes):
                raise OddError(f"{taken.get('key')} has no {sorted(unknown)}")
            spec.attributes = {a: p for a, p in spec.attributes.items() if a in wanted}
        for (kind, ident), change in self.specs.items():
            if kind == "classSpec" and change.get("type") == "atts":
                self._change(classes.setdefault(ident, Spec()), change)
        return classes

    def _change(self, of: Spec, spec: etree._Element) -> None:
        """Make the changes that a classSpec or elementSpec says to the attributes that are there without it."""
        classes = spec.find(f"{T}classes")
        if classes is not None:
            if classes.get("mode") != "replace":
                raise OddError(f"{spec.get('ident')}: classes are changed, not replaced")
            of.classes = [str(m.get("key")) for m in classes.findall(f"{T}memberOf")]
        for attribute in spec.findall(f"{T}attList/{T}attDef"):
            name, mode = str(attribute.get("ident")), attribute.get("mode", "add")
            if mode == "delete":
                if name not in of.attributes:
                    raise OddError(f"{spec.get('ident')} has no @{name} that could be deleted")
                del of.attributes[name]
            elif mode == "add" and name in of.attributes:
                raise OddError(f"{spec.get('ident')}: @{name} is there already")
            elif mode in {"add", "replace"}:
                of.attributes[name] = self._attribute(attribute)
            else:
                raise OddError(f"{spec.get('ident')}/@{name}: mode {mode}")

    def _of_classes(self, names: list[str]) -> dict[str, etree._Element]:
        found: dict[str, etree._Element] = {}
        for name in names:
            if name in self.classes:
                found |= self._of_classes(self.classes[name].classes)
                found |= self.classes[name].attributes
            elif ("classSpec", name) not in self.specs:
                raise OddError(f"no class {name}")
        return found

    def _element(self, root: etree._Element, name: str) -> None:
        spec = self.specs.get(("elementSpec", name))
        if spec is None:
            raise OddError(f"{name} is taken as the TEI has it")
        own = Spec([], dict(self.source.elements[name].attributes))
        self._change(own, spec)
        made = etree.Element(f"{R}element", name=name)
        made.extend(self._content(spec))
        for attribute, part in {**self._of_classes(own.classes), **own.attributes}.items():
            copy = etree.fromstring(etree.tostring(part, with_tail=False))
            if attribute not in own.attributes and copy.tag == f"{R}attribute":
                copy = wrapped("optional", [copy])
            made.append(copy)
        self._define(root, name, [made])

    def _members(self, model: str) -> etree._Element:
        members = []
        for (kind, ident), spec in self.specs.items():
            if any(m.get("key") == model for m in spec.findall(f"{T}classes/{T}memberOf")):
                if kind == "elementSpec" and ident not in self.wanted:
                    continue
                members.append(etree.Element(f"{R}ref", name=ident))
        return wrapped("choice", members)

    def _attribute(self, spec: etree._Element) -> etree._Element:
        made = etree.Element(f"{R}attribute", name=str(spec.get("ident")))
        values, datatype = spec.find(f"{T}valList"), spec.find(f"{T}datatype")
        if values is not None and values.get("type") == "closed":
            listed = etree.SubElement(made, f"{R}choice")
            for item in values.findall(f"{T}valItem"):
                etree.SubElement(listed, f"{R}value").text = item.get("ident")
        elif datatype is not None:
            low, high = datatype.get("minOccurs", "1"), datatype.get("maxOccurs", "1")
            inner = self._data(datatype[0])
            many = {"1": "oneOrMore", "0": "zeroOrMore"}[low]
            made.extend(inner if high == "1" else [wrapped("list", [wrapped(many, inner)])])
        return made if spec.get("usage") == "req" else wrapped("optional", [made])

    def _data(self, ref: etree._Element) -> list[etree._Element]:
        if ref.tag == f"{T}alternate":
            return [wrapped("choice", [p for child in ref for p in self._data(child)])]
        if ref.get("key") is not None:
            content = self.specs["dataSpec", str(ref.get("key"))].find(f"{T}content")
            assert content is not None
            return [p for child in content for p in self._data(child)]
        made = etree.Element(f"{R}data", type=str(ref.get("name")), datatypeLibrary=XSD)
        facets = [(str(f.get("name")), str(f.get("value"))) for f in ref.findall(f"{T}dataFacet")]
        if not facets and ref.get("restriction"):
            facets = [("pattern", str(ref.get("restriction")))]
        elif facets and ref.get("restriction"):
            raise OddError("of a restriction and facets only the facets are kept")
        for name, value in facets:
            etree.SubElement(made, f"{R}param", name=name).text = value
        return [made]

    def _content(self, spec: etree._Element) -> list[etree._Element]:
        content = spec.find(f"{T}content")
        if content is None or len(content) != 1:
            raise OddError(f"{spec.get('ident')} does not say its content, or not in one group")
        return [self._model(content[0])]

    def _model(self, node: etree._Element) -> etree._Element:
        kind = etree.QName(node).localname
        if kind == "empty":
            return etree.Element(f"{R}empty")
        if kind == "textNode":
            return etree.Element(f"{R}text")
        if kind in GROUPS:
            if (len(node) == 1 and etree.QName(node[0]).localname in GROUPS) or node.get("preserveOrder"):
                raise OddError("a group that holds a group alone, or that is not ordered")
            made = wrapped(GROUPS[kind], [self._model(child) for child in node])
        elif kind in {"elementRef", "classRef", "macroRef"}:
            key = str(node.get("key"))
            if (kind == "elementRef" and key not in self.wanted) or (kind != "elementRef" and not self._known(key)):
                raise OddError(f"{kind} to {key}, which is not there")
            made = etree.Element(f"{R}ref", name=key)
        else:
            raise OddError(f"{kind} in a content model")
        low, high = node.get("minOccurs", "1"), node.get("maxOccurs", "1")
        times = {("1", "1"): "", ("0", "1"): "optional", ("0", "unbounded"): "zeroOrMore", ("1", "unbounded"): "oneOrMore"}[low, high]
        return wrapped(times, [made]) if times else made

    def _known(self, key: str) -> bool:
        return ("macroSpec", key) in self.specs or ("classSpec", key) in self.specs


def wrapped(kind: str, parts: list[etree._Element]) -> etree._Element:
    """Return a pattern around others."""
    made = etree.Element(f"{R}{kind}")
    made.extend(parts)
    return made


def compiled(odd: etree._Element, tei_all: Path) -> etree._Element:
    """Return the grammar of the one schemaSpec in an ODD."""
    (schema,) = odd.iter(f"{T}schemaSpec")
    return Compiler(schema, Source(tei_all)).grammar()
