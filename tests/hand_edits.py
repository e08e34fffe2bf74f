"""Edits as people make them in Oxygen, VS Code or LEAF-Writer, made at random, each with how to see that it is still there."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from encoder.merge.tokens import Token, Tokens, joined

#: so many tokens lie between two edits, so that each can be told by what stands around it
APART = 14
AROUND = 3


@dataclass
class Edited:
    """A file and what a person has done to it: what was done, and whether it is so in another state of the file."""

    text: str
    edits: list[tuple[str, Callable[[str], bool]]] = field(default_factory=list)

    def lost(self, text: str) -> list[str]:
        """Return the edits that are not in a file."""
        return [said for said, there in self.edits if not there(text)]


def plain(tokens: list[Token]) -> list[str]:
    """Return the words of a file without its tags."""
    return [t.key for t in tokens if t.kind == "word"]


def has_words(words: list[str]) -> Callable[[str], bool]:
    wanted = "\x00".join(words)
    return lambda text: wanted in "\x00".join(plain(list(Tokens.of(text).all)))


def body_of(tokens: list[Token]) -> range:
    start = next(k for k, t in enumerate(tokens) if t.key == "<body")
    end = next(k for k, t in enumerate(tokens) if t.key == "</body")
    return range(start + 8, end - 8)


class Editor:
    """Somebody who edits one file; the same seed makes the same edits."""

    def __init__(self, text: str, seed: int, avoid: frozenset[str] = frozenset()) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.tokens = list(Tokens.of(text).all)
        self.near = {n for k, t in enumerate(self.tokens) if t.key in avoid for n in range(k - 40, k + 41)}
        self.done: list[tuple[str, Callable[[str], bool]]] = []
        self.taken: list[int] = []
        self.mark = f"q{seed}x"

    def edit(self, count: int) -> Edited:
        kinds = [
            self.another_word, self.word_more, self.word_less, self.value, self.attribute_more, self.order, self.wrapped, self.unwrapped,
            self.comment, self.line_end, self.paragraph, self.moved_note, self.note_more,
            self.moved_paragraph,
        ]  # fmt: skip
        if self.random.random() < 0.5:
            self.random.choice([self.moved_note, self.moved_paragraph])()  # first, while no other edit stands in the way
        tries = 0
        while len(self.done) < count and tries < count * 30:
            tries += 1
            self.random.choice(kinds)()
        if self.random.random() < 0.5:
            self.history()
        text = joined(self.tokens)
        # what cannot be told from another place of the text (the same name behind the same words) is not counted
        return Edited(text, [(said, there) for said, there in self.done if there(text)])

    # -- places ---------------------------------------------------------------------------------

    def place(self, fits: Callable[[int], bool]) -> int:
        """Return the index of a token away from other edits; -1 where there is none."""
        places = [k for k in body_of(self.tokens) if k not in self.near and fits(k) and all(abs(k - t) > APART for t in self.taken)]
        return self.random.choice(places) if places else -1

    def take(self, k: int, more: int) -> None:
        self.taken = [*(t + more if t > k else t for t in self.taken), k]
        self.near = {t + more if t > k else t for t in self.near}

    def is_word(self, k: int) -> bool:
        return self.tokens[k].kind == "word" and len(self.tokens[k].key) > 2 and self.tokens[k].key.isalpha()

    def around(self, k: int) -> list[str]:
        before = plain(self.tokens[max(0, k - 40) : k])[-AROUND:]
        end = next(e for e in range(k, len(self.tokens)) if self.tokens[e].key == "</body")  # behind it are lists that rules fill
        return before + plain(self.tokens[k : min(k + 40, end)])[:AROUND]

    def fresh(self) -> str:
        return f"{self.mark}{len(self.done)}"

    def said(self, what: str, there: Callable[[str], bool]) -> None:
        self.done.append((what, there))

    # -- edits ----------------------------------------------------------------------------------

    def another_word(self) -> None:
        k = self.place(self.is_word)
        if k < 0:
            return
        new = self.fresh()
        self.tokens[k] = Token(new, new, "word")
        self.take(k, 0)
        self.said(f"another word {new}", has_words([new]))

    def word_more(self) -> None:
        # the words of a date are held against its value
        k = self.place(lambda k: self.tokens[k].kind == "space" and self.is_word(k - 1) and not self.inside(k, "date"))
        if k < 0:
            return
        new = self.fresh()
        self.tokens[k:k] = [Token(" ", " ", "space"), Token(new, new, "word")]
        self.take(k, 2)
        self.said(f"a word more {new}", has_words([self.tokens[k - 1].key, new]))

    def word_less(self) -> None:
        k = self.place(lambda k: self.is_word(k) and self.tokens[k - 1].kind == self.tokens[k + 1].kind == "space")
        if k < 0:
            return
        gone = self.tokens[k].key
        del self.tokens[k : k + 2]
        self.take(k, -2)
        self.said(f"a word less {gone}", has_words(self.around(k)))

    def start_of(self, k: int, names: str) -> bool:
        return self.tokens[k].kind == "start" and self.tokens[k].name in names.split()

    def value(self) -> None:
        k = self.place(lambda k: self.start_of(k, "date persName placeName orgName gap") and '"' in self.tokens[k].raw and "xml:id" not in self.tokens[k].raw)
        if k < 0:
            return
        new = self.fresh()
        raw = re.sub(r' (cert|resp)="[^"]*"', "", self.tokens[k].raw)
        raw = raw[:-1].rstrip("/") + f' n="{new}"' + ("/>" if raw.endswith("/>") else ">")
        self.tokens[k] = self.tokens[k]._replace(raw=raw)
        self.take(k, 0)
        self.said(f"another value {new}", lambda text: bool(re.search(rf'<\w+(?! [^<>]*cert=)[^<>]* n="{new}"', text)))

    def attribute_more(self) -> None:
        k = self.place(lambda k: self.start_of(k, "p note item head") and "rend=" not in self.tokens[k].raw)
        if k < 0:
            return
        new = self.fresh()
        self.tokens[k] = self.tokens[k]._replace(raw=f"{self.tokens[k].raw[:-1]}\n   rend='{new}' >")
        self.take(k, 0)
        self.said(f"an attribute more {new}", lambda text: f"\n   rend='{new}' >" in text)

    def order(self) -> None:
        """Attributes in another order and other quotes: the tag stays as it is, where nothing in it is changed."""
        k = self.place(lambda k: self.start_of(k, "note pb") and self.tokens[k].raw.count('="') > 1)
        if k < 0:
            return
        raw = self.tokens[k].raw
        parts = re.findall(r'[\w:]+="[^"]*"', raw)
        new = f"<{self.tokens[k].name}  {' '.join(reversed(parts))}{'/>' if raw.endswith('/>') else '>'}".replace('"', "'")
        self.tokens[k] = self.tokens[k]._replace(raw=new)
        self.take(k, 0)
        self.said(f"another order {new}", lambda text: new[:-1] in text)

    def wrapped(self) -> None:
        k = self.place(lambda k: self.is_word(k) and not self.inside(k, "persName placeName orgName date gloss desc code eg"))
        if k < 0:
            return
        new = self.fresh()
        name, attribute = self.random.choice([("hi", "rend"), ("foreign", "n"), ("persName", "n")])
        words = self.tokens[k].key
        self.tokens[k : k + 1] = [Token(f'<{name} {attribute}="{new}">', f"<{name}", "start", name), self.tokens[k], Token(f"</{name}>", f"</{name}", "end", name)]
        self.take(k, 2)
        self.said(f"{name} around {words} {new}", lambda text: re.sub(r"<(?!/?" + name + r"\b)[^>]*>", "", text).find(f'{attribute}="{new}">{words}</{name}>') >= 0)

    def inside(self, k: int, names: str) -> bool:
        depth = 0
        for token in reversed(self.tokens[:k]):
            depth += (token.kind == "end") - (token.kind == "start")
            if depth < 0:
                if token.name in names.split():
                    return True
                if token.name in {"p", "item", "note", "head"}:
                    return False
                depth = 0
        return False

    def unwrapped(self) -> None:
        k = self.place(lambda k: self.start_of(k, "persName placeName orgName"))
        if k < 0:
            return
        name = self.tokens[k].name
        end = next(e for e in range(k, len(self.tokens)) if self.tokens[e].key == f"</{name}")
        words = plain(self.tokens[k:end])
        around = plain(self.tokens[max(0, k - 40) : k])[-AROUND:]
        del self.tokens[end], self.tokens[k]
        self.take(k, -2)
        self.said(f"{name} off {' '.join(words)} behind {around}", lambda text: not tagged(text, name, words, around))

    def comment(self) -> None:
        k = self.place(lambda k: self.tokens[k].kind in {"space", "start", "end"})
        if k < 0:
            return
        raw = f"<!-- {self.fresh()}: is this right? -->"
        self.tokens.insert(k, Token(raw, raw, "other"))
        self.take(k, 1)
        self.said(f"a comment {raw}", lambda text: raw in text)

    def line_end(self) -> None:
        k = self.place(lambda k: self.tokens[k].kind == "space" and self.is_word(k - 1) and self.is_word(k + 1))
        if k < 0:
            return
        self.tokens[k] = Token("\n      ", " ", "space")
        pair = f"{self.tokens[k - 1].raw}\n      {self.tokens[k + 1].raw}"
        self.take(k, 0)
        self.said(f"a line end {pair!r}", lambda text: pair in re.sub(r"<[^>]*>", "", text))

    def paragraph(self) -> None:
        k = self.place(lambda k: self.start_of(k, "p") and not self.inside(k, "note item quote sp"))
        if k < 0:
            return
        new = self.fresh()
        self.tokens[k:k] = list(Tokens.of(f"<p>An editor wrote {new} here.</p>\n        ").all)
        self.take(k, 10)
        self.said(f"a paragraph {new}", lambda text: f"<p>An editor wrote {new} here.</p>" in text)

    def note_more(self) -> None:
        k = self.place(lambda k: self.is_word(k - 1) and self.tokens[k].kind == "space" and not self.inside(k, "persName placeName orgName date gloss desc hi note code eg"))
        if k < 0:
            return
        new = self.fresh()
        raw = f'<note type="editorial" n="{new}">Look at <hi rend="bold">{new}</hi>.</note>'
        self.tokens[k:k] = list(Tokens.of(raw).all)
        self.take(k, 9)
        self.said(f"a note {new}", lambda text: raw in text)

    def moved_note(self) -> None:
        k = self.place(lambda k: self.start_of(k, "note") and "type=" not in self.tokens[k].raw)
        if k < 0:
            return
        end = k + 1 + next(e for e, _ in enumerate(self.tokens[k + 1 :]) if self.tokens[k + 1 + e].key == "</note")
        if any(k <= t <= end for t in self.taken):
            return
        note = self.tokens[k : end + 1]
        # three words back
        at, words = k, 0
        while words < 3:
            at -= 1
            if self.tokens[at].kind in {"start", "end", "other"}:
                return
            words += self.is_word(at)
        del self.tokens[k : end + 1]
        self.tokens[at:at] = note
        before = plain(self.tokens[max(0, at - 40) : at])[-AROUND:]
        self.take(at, 0)
        identifier = note[0].key
        self.said(f"a note moved {identifier}", lambda text: before_tag(text, identifier) == before)

    def end_of(self, k: int) -> int:
        """Return the index of the end tag of the element that begins at a token; paragraphs hold no paragraphs that are no note's."""
        depth = 0
        for e in range(k, len(self.tokens)):
            if self.tokens[e].name == self.tokens[k].name:
                depth += (self.tokens[e].kind == "start" and not self.tokens[e].raw.endswith("/>")) - (self.tokens[e].kind == "end")
                if not depth:
                    return e
        return -1

    def moved_paragraph(self) -> None:
        """A paragraph changes places with the one behind it."""
        k = self.place(lambda k: self.start_of(k, "p") and not self.inside(k, "note item quote sp"))
        end = self.end_of(k) if k >= 0 else -1
        second = end + 2
        if end < 0 or self.tokens[end + 1].kind != "space" or not self.start_of(second, "p"):
            return
        last = self.end_of(second)
        if last < 0 or any(k - APART < t < last + APART for t in self.taken):
            return
        one, other = self.tokens[k : end + 1], self.tokens[second : last + 1]
        ends = [*plain(other)[-AROUND:], *plain(one)[:AROUND]]
        self.tokens[k : last + 1] = [*other, self.tokens[end + 1], *one]
        self.near = {n if n < k or n > last else n + len(other) + 1 if n <= end else n - len(one) - 1 for n in self.near}
        self.take(k + len(other), 0)
        self.said(f"a paragraph moved {ends}", has_words(ends))

    def history(self) -> None:
        new = self.fresh()
        k = next(k for k, t in enumerate(self.tokens) if t.key == "</teiHeader")
        raw = f'  <revisionDesc>\n      <change when="2026-01-02" n="{new}">Read again.</change>\n    </revisionDesc>\n  '
        self.tokens[k:k] = list(Tokens.of(raw).all)
        self.said(f"a change {new}", lambda text: f'n="{new}">Read again.</change>' in text)


def before_tag(text: str, key: str) -> list[str]:
    tokens = list(Tokens.of(text).all)
    at = next((k for k, t in enumerate(tokens) if t.key == key), -1)
    return plain(tokens[max(0, at - 80) : at])[-AROUND:]


def tagged(text: str, name: str, words: list[str], before: list[str]) -> bool:
    """Whether an element of that name holds just these words, behind those."""
    tokens = Tokens.of(text)
    for k, token in enumerate(tokens.all):
        if token.kind == "start" and token.name == name:
            inner = plain(list(tokens.all[k : tokens.partner[k]]))
            if inner == words and plain(list(tokens.all[max(0, k - 80) : k]))[-AROUND:] == before:
                return True
    return False


def editors(texts: list[str], count: int, seed: int, avoid: frozenset[str] = frozenset()) -> Iterator[Edited]:
    """Yield the texts, each edited away from some words; there are ``count`` edits or more in all."""
    each = -(-count // len(texts))
    for k, text in enumerate(texts):
        yield Editor(text, seed + k, avoid).edit(each)
