"""Editions for maps, networks and models: GeoJSON, GraphML, and training data with offsets for spaCy."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lxml import etree

from encoder.export.deliver import Editions
from encoder.export.entities import Entities
from encoder.export.tables import Taken, edges, made_of

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
#: kinds of mentions -> labels of the models that spaCy ships
LABELS = {"person": "PERSON", "place": "GPE", "organisation": "ORG", "date": "DATE"}
_ELEMENTS = {"persName": "person", "placeName": "place", "orgName": "organisation", "date": "date"}


def to_geojson(editions: Editions) -> bytes:
    """Return the places that have coordinates, with how often and in which documents they are named (RFC 7946)."""
    entities = Entities()
    for _ in made_of(editions, entities, lambda taken: None):
        pass
    features = []
    for entity in entities.all:
        point = entity.point
        if entity.kind == "place" and point:
            about = {
                "name": entity.name, "uris": list(entity.uris), "forms": list(entity.forms), "mentions": entity.mentions,
                "documents": list(entity.documents),
            }  # fmt: skip
            geometry = {"type": "Point", "coordinates": [point[1], point[0]]}
            features.append({"type": "Feature", "id": entity.id, "geometry": geometry, "properties": about})
    return (json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n").encode()


def to_graphml(editions: Editions) -> bytes:
    """Return the edges of all editions as a directed graph, one edge for each pair and kind with its weight and its documents."""
    entities = Entities()
    joined: dict[tuple[str, str, str], tuple[int, dict[str, None]]] = {}
    documents: set[str] = set()
    for name, rows in made_of(editions, entities, lambda taken: (taken.edition.id, list(edges(taken)))):
        documents.add(name)
        for row in rows:
            key = (row["source"], row["target"], row["kind"])
            weight, where = joined.setdefault(key, (0, {}))
            where[row["document"]] = None
            joined[key] = (weight + int(row["weight"]), where)
    root = etree.Element(f"{{{GRAPHML}}}graphml", nsmap={None: GRAPHML})  # type: ignore[dict-item]
    for identifier, target, kind in (
        ("name", "node", "string"), ("kind", "node", "string"), ("mentions", "node", "int"), ("relation", "edge", "string"),
        ("weight", "edge", "int"), ("documents", "edge", "string"),
    ):  # fmt: skip
        etree.SubElement(root, f"{{{GRAPHML}}}key", {"id": identifier, "for": target, "attr.name": identifier, "attr.type": kind})
    graph = etree.SubElement(root, f"{{{GRAPHML}}}graph", {"edgedefault": "directed"})
    known = {entity.id: entity for entity in entities.all}
    for name in dict.fromkeys(end for one, other, _ in joined for end in (one, other)):
        node = etree.SubElement(graph, f"{{{GRAPHML}}}node", {"id": name})
        entity = known.get(name)
        _data(node, "name", entity.name if entity else name)
        _data(node, "kind", entity.kind if entity else "document" if name in documents else "unlinked")
        _data(node, "mentions", str(entity.mentions if entity else 0))
    for (one, other, kind), (weight, where) in joined.items():
        edge = etree.SubElement(graph, f"{{{GRAPHML}}}edge", {"source": one, "target": other})
        _data(edge, "relation", kind)
        _data(edge, "weight", str(weight))
        _data(edge, "documents", " ".join(where))
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"


def _data(parent: etree._Element, key: str, value: str) -> None:
    etree.SubElement(parent, f"{{{GRAPHML}}}data", {"key": key}).text = value


def to_spacy(editions: Editions) -> bytes:
    """Return a line of JSON a text, notes apart: ``text`` and ``entities`` as ``[start, end, label]``, none inside another."""
    texts = made_of(editions, Entities(), lambda taken: list(_examples(taken)))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for rows in texts for row in rows).encode()


def _examples(taken: Taken) -> Iterator[dict[str, object]]:
    for stretch in taken.reading.stretches:
        spans: list[list[object]] = []
        free = 0
        for start, end, element in stretch.places:
            kind = _ELEMENTS.get(etree.QName(element).localname)
            if kind and start >= free:
                spans.append([start, end, LABELS[kind]])
                free = end
        if stretch.text:
            yield {"document": taken.edition.id, "note": stretch.id, "text": stretch.text, "entities": spans}
