"""The words of the compact syntax of RELAX NG, and a reader that goes through them."""

from __future__ import annotations

from typing import NamedTuple

from encoder import lazy_re as re
from encoder.schema_tools.patterns import GrammarError

_TOKEN = re.compile(
    r"""
      (?P<space>  \s+ )
    | (?P<doc>    \#\#[^\n]* )
    | (?P<comment>\#[^\n]* )
    | (?P<literal> \"{3}.*?\"{3} | '{3}.*?'{3} | "[^"\n]*" | '[^'\n]*' )
    | (?P<name>   (?P<quoted>\\(?!x\{))? (?:[^\W\d]|\\x\{[0-9A-Fa-f]+\}) (?:[\w.\u00b7-]|\\x\{[0-9A-Fa-f]+\})*
                  (?: : (?: \* | [^\W\d][\w.\u00b7-]* ) )? )
    | (?P<sign>   >> | \|= | &= | [=(){}\[\],|&?*+~-] )
    """,
    re.VERBOSE | re.S,
)
_ESCAPE = re.compile(r"\\x+\{(?P<code>[0-9A-Fa-f]+)\}")
_KEYWORDS = frozenset({
    "attribute", "default", "datatypes", "div", "element", "empty", "external", "grammar", "include", "inherit", "list", "mixed",
    "namespace", "notAllowed", "parent", "start", "string", "text", "token",
})  # fmt: skip


class Token(NamedTuple):
    """A word: ``kind`` is name, keyword, literal (without its marks), doc, sign or end."""

    kind: str
    text: str
    line: int


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    at, line = 0, 1
    while at < len(text):
        m = _TOKEN.match(text, at)
        if m is None:
            raise GrammarError(f"{line}: {text[at : at + 20].splitlines()[0]!r} cannot be read")
        kind = "quoted" if m["quoted"] else str(m.lastgroup if m.lastgroup != "quoted" else "name")
        if kind not in {"space", "comment"}:
            words = m[0]
            if kind == "literal":
                words = words[3:-3] if words[:3] in {'"""', "'''"} else words[1:-1]
            elif kind == "quoted":
                words = words[1:]
            if kind != "sign":
                words = _ESCAPE.sub(lambda e: chr(int(e["code"], 16)), words)
            found.append(Token("name" if kind == "quoted" else kind, words, line))
            if kind == "name" and words in _KEYWORDS:
                found[-1] = Token("keyword", words, line)
        line += m[0].count("\n")
        at = m.end()
    found.append(Token("end", "the end", line))
    return found


class Tokens:
    """The words of a grammar, and how far they are read."""

    def __init__(self, text: str) -> None:
        """Divide a text, whose lines end in a line feed, into words. Raises GrammarError with the line of what is none."""
        self.tokens = _tokens(text)
        self.at = 0

    @property
    def here(self) -> Token:
        """The word that comes next."""
        return self.tokens[self.at]

    @property
    def behind(self) -> Token:
        """The word behind the next one."""
        return self.tokens[min(self.at + 1, len(self.tokens) - 1)]

    def next(self) -> Token:
        """Return the next word and pass it; the end is never passed."""
        token = self.here
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def take(self, *texts: str) -> str:
        """Return the sign or keyword that stands here and is one of these, and pass it; else an empty text."""
        if self.here.kind in {"sign", "keyword"} and self.here.text in texts:
            return self.next().text
        return ""

    def need(self, text: str) -> None:
        """Pass a sign that must stand here. Raises GrammarError."""
        if not self.take(text):
            raise self.wrong(repr(text))

    def wrong(self, wanted: str) -> GrammarError:
        """Return what is wrong here, with the line."""
        return GrammarError(f"{self.here.line}: {wanted} is expected, not {self.here.text[:40]!r}")

    def any_name(self) -> str:
        """Return a name that must stand here, or a keyword as one, and pass it. Raises GrammarError."""
        if self.here.kind not in {"name", "keyword"}:
            raise self.wrong("a name")
        return self.next().text

    def literal(self) -> str:
        """Return words in quotation marks that must stand here, put together, and pass them. Raises GrammarError."""
        if self.here.kind != "literal":
            raise self.wrong("words in quotation marks")
        words = self.next().text
        while self.take("~"):
            if self.here.kind != "literal":
                raise self.wrong("words in quotation marks")
            words += self.next().text
        return words
