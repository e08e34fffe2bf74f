"""The index of the search: words by their first two letters, texts in bundles, all as scripts that a page loads when it needs them.

A page that was opened from a file may not read other files, but it may load scripts; so each part of the index is a call of
``teiSearch``. Words are folded as the page folds them: NFD without marks, lower case.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from encoder import lazy_re as re

#: documents in one bundle of texts
BUNDLE = 40
_WORD = re.compile(r"\w+")
#: scripts without spaces between words: each sign is a word
_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def folded(text: str) -> str:
    """Return a text as it is compared: without marks on letters, in small ones."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn").lower()


def words(text: str) -> set[str]:
    """Return the words of a text, folded; of those of a script without spaces each sign."""
    found: set[str] = set()
    for word in _WORD.findall(folded(text)):
        signs = _SIGN.findall(word)
        found.update(signs or (word,))
    return found


@dataclass(slots=True)
class Index:
    """The index while it grows; documents are numbered in the order they come."""

    about: list[list[str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    lists: dict[str, list[int]] = field(default_factory=dict)

    def add(self, page: str, title: str, date: str, text: str) -> None:
        """Take a document in."""
        number = len(self.about)
        self.about.append([page, title, date])
        self.texts.append(text)
        for word in words(f"{title} {text}"):
            self.lists.setdefault(word, []).append(number)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the names and bytes of the scripts."""
        buckets: dict[str, dict[str, list[int]]] = {}
        for word in sorted(self.lists):
            buckets.setdefault(bucket(word), {})[word] = self.lists[word]
        yield "documents.js", _call("documents", [self.about, BUNDLE, sorted(buckets)])
        for name, inside in buckets.items():
            yield f"w-{name}.js", _call("words", [name, inside])
        for start in range(0, len(self.texts), BUNDLE):
            yield f"t-{start // BUNDLE}.js", _call("texts", [start, self.texts[start : start + BUNDLE]])


def bucket(word: str) -> str:
    """Return the name of the part of the index that a word stands in: its first two signs, as numbers."""
    return "-".join(f"{ord(c):x}" for c in word[:2])


def _call(name: str, data: object) -> bytes:
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # two signs that end a line in scripts of old
    said = said.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"teiSearch.{name}({said});\n".encode()
