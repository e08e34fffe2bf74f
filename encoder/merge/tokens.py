"""An edition as a row of tokens: tags, words, white space, comments. Joined again they are the file, byte for byte.

Compared are their keys: the order and the quotes of attributes, ``<a/>`` and ``<a></a>``, the amount of white space and the way a
character is written (``&#8211;``) make no difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from encoder import lazy_re as re
from encoder.xml.signs import escape, unescape

Kind = Literal["start", "end", "word", "space", "other"]

_TOKEN = re.compile(
    r"""
    (?P<other> <!--.*?--> | <\?.*?\?> | <!\[CDATA\[.*?\]\]> )
    | </(?P<end> [^\s>]+ )\s*>
    | <(?P<start> [^\s/>]+ ) (?:[^"'>]|"[^"]*"|'[^']*')*? (?P<empty> /? )>
    | (?P<space> \s+ )
    | (?P<word> (?: \w | &\#\w+; )+ | &\w+; | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""(?P<before>\s+)(?P<name>[^\s=/>]+)\s*=\s*(?P<value>"[^"]*"|'[^']*')""")
_CHARACTER = re.compile(r"&#(?:x(?P<hex>[0-9A-Fa-f]+)|(?P<number>[0-9]+));")
_ID = "xml:id"


class Token(NamedTuple):
    """A piece of the file: its characters, what it is compared by, the name of its element."""

    raw: str
    key: str
    kind: Kind
    name: str = ""

    @property
    def words(self) -> bool:
        """Whether it is text that is read."""
        return self.kind == "word" or self.raw.startswith("<![")


def attributes(raw: str) -> dict[str, str]:
    """Return the attributes of a start tag with their values as they are meant."""
    return {m["name"]: _plain(m["value"][1:-1]) for m in _ATTRIBUTE.finditer(raw)}


def with_attributes(raw: str, wanted: dict[str, str]) -> str:
    """Return a start tag with other values; what is the same keeps its place, its quotes and the space before it."""
    there = attributes(raw)
    if there == wanted:
        return raw
    out = _ATTRIBUTE.sub(lambda m: _changed(m, wanted, there), raw)
    fresh = "".join(f' {name}="{_written(value)}"' for name, value in wanted.items() if name not in there)
    close = re.search(r"\s*/?>\Z", out)
    return f"{out[: close.start()]}{fresh}{out[close.start() :]}" if close else out


def _changed(found: re.Match[str], wanted: dict[str, str], there: dict[str, str]) -> str:
    name = found["name"]
    if name not in wanted:
        return ""
    return found[0] if wanted[name] == there[name] else f'{found["before"]}{name}="{_written(wanted[name])}"'


def _written(value: str) -> str:
    return escape(value, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def _plain(text: str) -> str:
    if "&" not in text:
        return text
    text = _CHARACTER.sub(lambda m: chr(int(m["hex"], 16) if m["hex"] else int(m["number"])), text)
    return unescape(text, {"&quot;": '"', "&apos;": "'"})


def _read(text: str) -> list[Token]:
    found: list[Token] = []
    for m in _TOKEN.finditer(text):
        raw = m[0]
        if m["space"]:
            found.append(Token(raw, " ", "space"))
        elif m["word"]:
            found.append(Token(raw, _plain(raw), "word"))
        elif m["start"]:
            name = m["start"]
            own = attributes(raw).get(_ID) if _ID in raw else None
            found.append(Token(raw, f"<{name} {own}" if own else f"<{name}", "start", name))
            if m["empty"]:
                found.append(Token("", f"</{name}", "end", name))
        elif m["end"]:
            found.append(Token(raw, f"</{m['end']}", "end", m["end"]))
        else:
            found.append(Token(raw, " ".join(raw.split()), "other"))
    return found


@dataclass(frozen=True)
class Tokens:
    """The tokens of a file, and which tag belongs to which."""

    all: Sequence[Token]

    @classmethod
    def of(cls, text: str) -> Tokens:
        """Read a file that is well formed and has no DOCTYPE."""
        return cls(_read(text))

    @cached_property
    def keys(self) -> list[str]:
        """What the tokens are compared by."""
        return [token.key for token in self.all]

    @cached_property
    def partner(self) -> list[int]:
        """For a tag the index of the tag that belongs to it, for anything else -1."""
        found = [-1] * len(self.all)
        stack: list[int] = []
        for k, token in enumerate(self.all):
            if token.kind == "start":
                stack.append(k)
            elif token.kind == "end":
                other = stack.pop()
                found[k], found[other] = other, k
        return found

    @cached_property
    def indenting(self) -> list[bool]:
        """For each token whether it is white space between elements, where no words stand beside them."""
        found = [False] * len(self.all)
        stack: list[tuple[list[int], bool]] = [([], False)]
        for k, token in enumerate(self.all):
            if token.kind == "start":
                stack.append(([], False))
            elif token.kind == "end":
                spaces, words = stack.pop()
                if not words:
                    for space in spaces:
                        found[space] = True
            elif token.kind == "space":
                stack[-1][0].append(k)
            elif token.words:
                stack[-1] = (stack[-1][0], True)
        return found


def joined(tokens: Sequence[Token]) -> str:
    """Return the file: ``<a/>`` becomes ``<a>`` where something has come into it."""
    out: list[str] = []
    opened: list[bool] = []
    last = len(tokens) - 1
    for k, token in enumerate(tokens):
        if token.kind == "start":
            closed = token.raw.endswith("/>")
            stays = closed and k < last and tokens[k + 1].kind == "end" and not tokens[k + 1].raw
            out.append(f"{token.raw[:-2].rstrip()}>" if closed and not stays else token.raw)
            opened.append(stays)
        elif token.kind == "end":
            stays = bool(opened) and opened.pop()
            out.append("" if stays else token.raw or f"</{token.name}>")
        else:
            out.append(token.raw)
    return "".join(out)
