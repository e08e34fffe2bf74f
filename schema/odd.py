"""Bring edition.odd up to edition.rng: modules, classes, datatypes, contents and attributes follow the grammar.

The ODD is the source of what people read: the module of every element (``moduleRef/@include``), descriptions, examples.
All of this is kept; what the grammar says is written anew. ``python schema/odd.py`` writes, ``--check`` only says whether
the file is up to date (exit status 1 if not). An element, attribute or value without a description, and an element that
no module includes, are named, and nothing is written. ``--tei tei_all.rng`` reads anew which attributes the TEI gives
an element itself and the edition does not want (they are deleted one by one, those of classes with their classes);
without it they stay as they are.

How the customization is made (Guidelines, chapters TD and USE): a module is taken with the elements that are wanted,
attribute classes with the attributes that are wanted, and every element says its classes, content and attributes itself,
so that nothing a later release adds slips in. Attributes are replaced, not added: that holds whether the TEI has them from
a class, has them from the element, or has them not. A group never holds a group alone, and nothing is unordered: the
Stylesheets lose the occurrence of the outer one, and the order.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from said import Said, own_attributes

HERE = Path(__file__).resolve().parent
TEI = "http://www.tei-c.org/ns/1.0"
T = f"{{{TEI}}}"
R = "{http://relaxng.org/ns/structure/1.0}"
EXAMPLES = "{http://www.tei-c.org/ns/Examples}"
#: macros of the TEI that get the content of the edition; the other patterns are model classes or stand where they are used
MACROS = {
    "text.para": "macro.paraContent",
    "text.special": "macro.specialPara",
    "text.limited": "macro.limitedContent",
    "text.inline": "macro.phraseSeq",
}
#: pattern of the grammar -> classes of the TEI and which of their attributes are taken
CLASSES = {
    "att.global": {"att.global": ("xml:id", "n", "xml:lang"), "att.global.rendition": ("rend",)},
    "att.responsibility": {"att.global.responsibility": ("cert", "resp"), "att.global.source": ("source",)},
    "att.dated": {"att.datable.w3c": ("when", "notBefore", "notAfter", "from", "to")},
    "att.linked": {"att.canonical": ("key", "ref")},
}
TIMES = {"optional": "?", "zeroOrMore": "*", "oneOrMore": "+"}
OCCURS = {"": {}, "?": {"minOccurs": "0"}, "+": {"maxOccurs": "unbounded"}, "*": {"minOccurs": "0", "maxOccurs": "unbounded"}}


def both(outer: str, inner: str) -> str:
    """Return how often something occurs that occurs ``inner`` times in what occurs ``outer`` times."""
    if not outer or not inner:
        return outer or inner
    return outer if outer == inner else "*"


class Grammar:
    """The definitions of edition.rng, and what each is for the ODD."""

    def __init__(self, root: etree._Element) -> None:
        self.defined = {str(d.get("name")): d for d in root.iter(f"{R}define")}
        self.elements = {n: d[0] for n, d in self.defined.items() if d[0].tag == f"{R}element"}
        self.models = {n for n, d in self.defined.items() if self._members(d)}

    def _members(self, definition: etree._Element) -> bool:
        return len(definition) == 1 and definition[0].tag == f"{R}choice" and all(e.tag == f"{R}ref" for e in definition[0])

    def members(self, model: str) -> list[str]:
        """Return the elements and classes that a class has as members."""
        return [str(e.get("name")) for e in self.defined[model][0]]

    def attributes(self, parts: list[etree._Element]) -> Iterator[tuple[str, etree._Element, bool]]:
        """Yield name, definition and whether it must be there, of every attribute among parts of an element."""
        for part in parts:
            if part.tag == f"{R}attribute":
                yield str(part.get("name")), part, True
            elif part.tag == f"{R}optional" and part[0].tag == f"{R}attribute":
                yield str(part[0].get("name")), part[0], False
            elif part.tag == f"{R}ref" and str(part.get("name")).startswith("att."):
                yield from self.attributes(list(self.defined[str(part.get("name"))]))

    def content(self, name: str) -> list[etree._Element]:
        """Return what an element contains: its parts that are no attributes."""
        found = []
        for part in self.elements[name]:
            inner = part[0] if part.tag == f"{R}optional" else part
            if inner.tag != f"{R}attribute" and not (part.tag == f"{R}ref" and str(part.get("name")).startswith("att.")):
                found.append(part)
        return found


class Content:
    """Content models: RELAX NG patterns as Pure ODD."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    def written(self, parts: list[etree._Element]) -> etree._Element:
        """Return the ``content`` element."""
        content = etree.Element(f"{T}content")
        if [p.tag for p in parts] in ([], [f"{R}empty"]):
            etree.SubElement(content, f"{T}empty")
        else:
            content.append(self._group("sequence", parts, ""))
        return content

    def _group(self, kind: str, parts: list[etree._Element], times: str) -> etree._Element:
        if len(parts) == 1:
            return self._part(parts[0], times)
        made = etree.Element(f"{T}{kind}", OCCURS[times])
        made.extend(self._part(p, "") for p in parts)
        return made

    def _part(self, part: etree._Element, times: str) -> etree._Element:
        kind = etree.QName(part).localname
        if kind in TIMES:
            return self._group("sequence", list(part), both(times, TIMES[kind]))
        if kind == "group":
            return self._group("sequence", list(part), times)
        if kind == "choice":
            return self._group("alternate", list(part), times)
        if kind == "mixed":
            return self._mixed(part)
        if kind == "text":
            return etree.Element(f"{T}textNode")
        if kind != "ref":
            raise SystemExit(f"{kind} is not known to odd.py (line {part.sourceline} of edition.rng)")
        return self._reference(str(part.get("name")), times)

    def _reference(self, name: str, times: str) -> etree._Element:
        if name in self.grammar.elements:
            return etree.Element(f"{T}elementRef", {"key": name, **OCCURS[times]})
        if name in MACROS:
            return etree.Element(f"{T}macroRef", {"key": MACROS[name]})
        if name in self.grammar.models:
            return etree.Element(f"{T}classRef", {"key": f"model.edition.{name}", **OCCURS[times]})
        return self._group("sequence", list(self.grammar.defined[name]), times)

    def _mixed(self, part: etree._Element) -> etree._Element:
        """``mixed { x* }``: text and x in any order; the only kind of mixed content that the grammar has."""
        (repeated,) = part
        if repeated.tag != f"{R}zeroOrMore":
            raise SystemExit(f"mixed content that is no repetition (line {part.sourceline} of edition.rng)")
        made = etree.Element(f"{T}alternate", OCCURS["*"])
        etree.SubElement(made, f"{T}textNode")
        options = list(repeated[0]) if repeated[0].tag == f"{R}choice" else list(repeated)
        made.extend(self._part(o, "") for o in options)
        return made


def type_of(grammar: Grammar, parts: list[etree._Element]) -> tuple[dict[str, str], etree._Element] | list[str]:
    """Return how often a value is repeated and its ``dataRef``, or the values that are listed."""
    if not parts:
        return {}, etree.Element(f"{T}dataRef", name="string")
    (part,) = parts
    name = str(part.get("name"))
    if part.tag in {f"{R}choice", f"{R}value"}:
        return [str(v.text) for v in part.iter(f"{R}value")]
    if part.tag == f"{R}list":
        times = OCCURS[TIMES[etree.QName(part[0]).localname]]
        return times, type_of(grammar, list(part[0]))[1]  # type: ignore[return-value]
    if part.tag == f"{R}ref":
        body = list(grammar.defined[name])
        named = body[0].tag != f"{R}list" and name != "certainty"
        return ({}, etree.Element(f"{T}dataRef", key=f"edition.{name}")) if named else type_of(grammar, body)
    if part.tag == f"{R}data":
        return {}, data(part)
    raise SystemExit(f"{part.tag} is not known to odd.py")


def data(part: etree._Element) -> etree._Element:
    """Return the ``dataRef`` of an XSD datatype with its facets."""
    made = etree.Element(f"{T}dataRef", name=str(part.get("type")))
    for facet in part.findall(f"{R}param"):
        if facet.get("name") == "pattern":
            made.set("restriction", str(facet.text))
        else:
            etree.SubElement(made, f"{T}dataFacet", {"name": str(facet.get("name")), "value": str(facet.text)})
    return made


class Odd:
    """The parts of the schemaSpec."""

    def __init__(self, grammar: Grammar, said: Said, tei: dict[str, set[str]] | None) -> None:
        self.grammar, self.said, self.tei = grammar, said, tei
        self.contents = Content(grammar)
        self.classed: dict[str, tuple[str, etree._Element]] = {}
        for pattern, classes in CLASSES.items():
            for name, part, _ in grammar.attributes(list(grammar.defined[pattern])):
                for ident, taken in classes.items():
                    if name in taken:
                        self.classed[name] = (ident, part)

    def parts(self) -> Iterator[etree._Element]:
        """Yield references to modules and classes, then what is changed, in the order the Guidelines have."""
        yield etree.Element(f"{T}moduleRef", key="tei")
        for module, members in self.said.modules.items():
            wanted = sorted((m for m in members if m in self.grammar.elements), key=str.lower)
            if wanted:
                yield etree.Element(f"{T}moduleRef", key=module, include=" ".join(wanted))
        included = {m for members in self.said.modules.values() for m in members}
        self.said.missing += [f"module of {e}" for e in self.grammar.elements if e not in included]
        for classes in CLASSES.values():
            for ident, taken in classes.items():
                if not any(":" in name for name in taken):  # @include takes names without colons: there the others are deleted
                    yield etree.Element(f"{T}classRef", key=ident, include=" ".join(taken))
        yield from self._datatypes()
        for name, macro in MACROS.items():
            made = self._spec("macroSpec", macro, "change")
            made.append(self.contents.written(list(self.grammar.defined[name])))
            yield made
        yield from self._classes()
        for name in sorted(self.grammar.elements, key=str.lower):
            yield self._element(name)

    def _spec(self, kind: str, ident: str, mode: str, **more: str) -> etree._Element:
        made = etree.Element(f"{T}{kind}", {"ident": ident, **more, "mode": mode})
        etree.SubElement(made, f"{T}desc").text = self.said.element(ident)
        return made

    def _datatypes(self) -> Iterator[etree._Element]:
        for name, definition in self.grammar.defined.items():
            types = list(definition.iter(f"{R}data"))
            if types and definition[0].tag in {f"{R}data", f"{R}choice"} and name not in self.grammar.elements:
                made = self._spec("dataSpec", f"edition.{name}", "add")
                content = etree.SubElement(made, f"{T}content")
                if len(types) > 1:
                    content = etree.SubElement(content, f"{T}alternate")
                content.extend(data(t) for t in types)
                yield made

    def _classes(self) -> Iterator[etree._Element]:
        for pattern, classes in CLASSES.items():
            for ident, taken in classes.items():
                made = self._spec("classSpec", ident, "change", type="atts")
                of = etree.SubElement(made, f"{T}classes", mode="replace")
                if ident == pattern == "att.global":
                    etree.SubElement(of, f"{T}memberOf", key="att.global.rendition")
                listed = etree.SubElement(made, f"{T}attList")
                for name in taken:
                    listed.append(self._attribute(ident, name, self.classed[name][1], False))
                for name in self._unwanted(ident, taken) if any(":" in name for name in taken) else ():
                    etree.SubElement(listed, f"{T}attDef", ident=name, mode="delete")
                yield made
        for model in sorted(self.grammar.models):
            made = self._spec("classSpec", f"model.edition.{model}", "add", type="model")
            of = [m for m in sorted(self.grammar.models) if model in self.grammar.members(m)]
            if of:
                classes_of = etree.SubElement(made, f"{T}classes")
                for name in of:
                    etree.SubElement(classes_of, f"{T}memberOf", key=f"model.edition.{name}")
            yield made

    def _attribute(self, element: str, name: str, part: etree._Element, must: bool) -> etree._Element:
        made = etree.Element(f"{T}attDef", {"ident": name, "mode": "replace", "usage": "req" if must else "opt"})
        etree.SubElement(made, f"{T}desc").text = self.said.attribute(element, name)
        kind = type_of(self.grammar, list(part))
        if isinstance(kind, list):
            datatype = etree.SubElement(made, f"{T}datatype")
            etree.SubElement(datatype, f"{T}dataRef", key="teidata.enumerated")
            listed = etree.SubElement(made, f"{T}valList", type="closed")
            for value in kind:
                item = etree.SubElement(listed, f"{T}valItem", ident=value)
                etree.SubElement(item, f"{T}desc").text = self.said.value(element, name, value)
        else:
            etree.SubElement(made, f"{T}datatype", kind[0]).append(kind[1])
        return made

    def _unwanted(self, ident: str, wanted: tuple[str, ...]) -> list[str]:
        """Return what the TEI gives a class or an element itself, as far as it is known, but for what is wanted."""
        own = self.said.deleted(ident) if self.tei is None else self.tei.get(ident, set())
        return sorted(set(own) - set(wanted))

    def _element(self, name: str) -> etree._Element:
        made = self._spec("elementSpec", name, "change")
        has = {a: (part, must) for a, part, must in self.grammar.attributes(list(self.grammar.elements[name]))}
        own = self._unwanted(name, ())
        classes = []
        for pattern in CLASSES:
            group = {a for a, _, _ in self.grammar.attributes(list(self.grammar.defined[pattern]))}
            if group <= set(has) and all(has[a][0] is self.classed[a][1] for a in group if a in self.classed):
                if group & set(own):
                    continue
                classes.append(pattern)
                for attribute in group & set(self.classed):
                    del has[attribute]
        of = etree.SubElement(made, f"{T}classes", mode="replace")
        for pattern in classes:
            for ident in CLASSES[pattern]:
                if ident != "att.global.rendition":
                    etree.SubElement(of, f"{T}memberOf", key=ident)
        for model in sorted(self.grammar.models):
            if name in self.grammar.members(model):
                etree.SubElement(of, f"{T}memberOf", key=f"model.edition.{model}")
        made.append(self.contents.written(self.grammar.content(name)))
        listed = etree.Element(f"{T}attList")
        for attribute, (part, must) in sorted(has.items()):
            listed.append(self._attribute(name, attribute, part, must))
        for attribute in (a for a in own if a not in has):
            etree.SubElement(listed, f"{T}attDef", ident=attribute, mode="delete")
        if len(listed):
            made.append(listed)
        examples = self.said.examples(name)
        if not examples:
            self.said.missing.append(f"example of {name}")
        made.extend(examples)
        return made


def source(odd: etree._ElementTree, grammar: Path, tei: Path | None) -> tuple[bytes, list[str]]:
    """Return the ODD as it should be, and what it lacks."""
    said = Said(odd.getroot())
    parts = Odd(Grammar(etree.parse(grammar).getroot()), said, None if tei is None else own_attributes(tei)).parts()
    (schema,) = odd.getroot().iter(f"{T}schemaSpec")
    made = list(parts)
    for child in list(schema):
        schema.remove(child)
    schema.extend(made)
    shown = [(e, list(e)) for e in schema.iter(f"{T}exemplum")]
    for exemplum, children in shown:
        for child in children:
            exemplum.remove(child)
    etree.indent(schema, "  ", level=3)
    for exemplum, children in shown:
        exemplum.text = None
        for child in children:
            child.tail = None
            exemplum.append(child)
    return etree.tostring(odd, encoding="UTF-8", xml_declaration=True) + b"\n", said.missing


def main() -> int:
    """Write or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--tei", type=Path)
    arguments = parser.parse_args()
    target = HERE / "edition.odd"
    made, missing = source(etree.parse(target, etree.XMLParser(remove_blank_text=False)), HERE / "edition.rng", arguments.tei)
    if missing:
        sys.stderr.write("edition.odd does not say: " + ", ".join(missing) + "\n")
        sys.stderr.write("write the elementSpec, attDef or valItem with its desc; an element has an exemplum and stands in a moduleRef\n")
        return 1
    fresh = target.read_bytes() == made
    if not arguments.check and not fresh:
        target.write_bytes(made)
    sys.stdout.write("up to date\n" if fresh else "out of date: edition.odd\n" if arguments.check else "written: edition.odd\n")
    return 1 if arguments.check and not fresh else 0


if __name__ == "__main__":
    sys.exit(main())
