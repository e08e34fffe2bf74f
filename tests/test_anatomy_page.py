"""The examples of docs/anatomy.md are what the encoder makes: ``--accept`` writes them anew; read the diff."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from encoder import encode

PAGE = Path(__file__).parent.parent / "docs" / "anatomy.md"
EXAMPLE = re.compile(r"(?P<open>```text run\n)(?P<text>.*?)\n```\n\n```xml result\n(?P<xml>[^`]*)```", re.S)
TEI = "{http://www.tei-c.org/ns/1.0}"
#: names and dates are the business of other pages
PHRASES = [f"{TEI}{name}" for name in ("persName", "placeName", "orgName", "date", "gloss", "abbr", "roleName")]
#: what a reader of the page needs of the attributes
SHOWN = ("type", "subtype", "place", "n", "when", "who", "rend")
#: so long a line may be
WIDTH = 118


def shown(text: str) -> str:
    """Return the structure that the encoder gives a text, an element a line, its words shortened."""
    result = encode(text, name="example")
    assert result.ok, result.problems
    body = etree.fromstring(result.xml.encode()).find(f"{TEI}text")
    assert body is not None
    etree.strip_tags(body, *PHRASES)
    lines: list[str] = []
    for child in body.iterfind(f"{TEI}body/*"):
        _lines(child, 0, lines)
    return "\n".join(lines)


def _lines(node: etree._Element, depth: int, lines: list[str]) -> None:
    name = node.tag.removeprefix(TEI)
    attributes = "".join(f' {k}="{node.get(k)}"' for k in SHOWN if node.get(k))
    before, words = "  " * depth, " ".join("".join(map(str, node.itertext())).split())
    blocks = [child for child in node if child.tag.removeprefix(TEI) not in {"hi", "note", "seg", "lb", "pb", "ref", "incident", "stage"}]
    if name in {"p", "head", "l", "item", "speaker", "salute", "signed", "dateline", "cell"} or not blocks:
        lines.append(f"{before}<{name}{attributes}>{_short(words, WIDTH - len(before) - 2 * len(name) - len(attributes) - 5)}</{name}>")
        return
    lines.append(f"{before}<{name}{attributes}>")
    for child in node:
        _lines(child, depth + 1, lines)
    lines.append(f"{before}</{name}>")


def _short(words: str, room: int) -> str:
    return words if len(words) <= room else f"{words[: room - 22].rstrip()} … {words[-18:].lstrip()}"


def test_the_page_shows_what_the_encoder_makes(accept: bool) -> None:
    page = PAGE.read_text("utf-8")
    if accept:
        made = EXAMPLE.sub(lambda m: f"{m['open']}{m['text']}\n```\n\n```xml result\n{shown(m['text'])}\n```", page)
        PAGE.write_text(made, encoding="utf-8")
        return
    found = list(EXAMPLE.finditer(page))
    assert len(found) > 12
    for example in found:
        assert shown(example["text"]) == example["xml"].rstrip("\n")
