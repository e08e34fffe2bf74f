"""Where a text has its brackets: one pass over it, each bracket once, with what stands in it.

Square brackets nest and may go on over the ends of lines; over a blank line only those that say what they hold (a stamp, a remark
by hand). Bars (``███``) and the signs of exemptions (``(b)(1)``, ``25X1``) are brackets of a kind: they stand for what is
withheld; a word that was typed over (``xxxxxxx``) for what was deleted.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from encoder import lazy_re as re
from encoder.layout.blocks import Span

Form = Literal["square", "round", "curly", "erased", "bar", "exemption", "typed"]

#: the first sign stands by itself and what it is behind it, so that the search skips all others
_TOKEN = re.compile(
    r"""
    [\[⟦\]⟧\n█■▮▇xX({25]
    (?: (?P<open>(?<=[\[⟦]))
      | (?P<close>(?<=[\]⟧]))
      | (?P<blank>(?<=\n)[^\S\n]*\n)                                # the end of a paragraph
      | (?P<bar>(?<=[█■▮▇])[█■▮▇]*(?:[^\S\n]?[█■▮▇]+)*)             # ███ ██
      | (?P<typed>(?<=[xX])(?<!\w.)(?:(?<=x)x{4,}|(?<=X)X{5,})(?!\w))  # a word typed over: xxxxxxx
      | (?P<round>(?<=\()[^()\[\]\n]{2,80}\))                      # (two words illegible)
      | (?P<curly>(?<=\{)[^{}\[\]\n]{2,300}\})                     # {Wrote again.}
      | (?P<exemption>(?<=[25])(?<!\w.)(?:(?<=2)5|(?<=5)0)X\d(?:[A-Z]\d?|-HUM|-WMD)?\b)  # 25X1A, 50X1-HUM
    )
    """,
    re.VERBOSE,
)
#: (b)(1), (b) (7)(C), (b)(3):50 USC 3024(i)
_FREEDOM = re.compile(r"\(b\) ?\([1-9]\)(?: ?\([A-F]\))?(?::? ?\d+\s?U\.?S\.?C\.?[\s§]*\d+\w*(?:\([a-z\d]\))*)?", re.I)
#: what a bracket begins with that may hold several paragraphs
_LONG = re.compile(
    r"\s*(?:[\w’']+[ ,]){0,5}?"
    r"(?:stamp|seal|hand-?written|handschriftlich|stempel|(?:foot)?note|margin|letterhead|cachet)",
    re.I,
)
LONGEST = 4000
PARAGRAPHS = 12


class Bracket(NamedTuple):
    """A bracket as it stands: ``span`` with its signs, ``inner`` without them.

    ``words`` are the inner words in one line, without the brackets in it that are page marks; ``depth`` is 0 for a bracket in no other.
    """

    span: Span
    inner: Span
    form: Form
    words: str
    depth: int = 0


_PAGE_INSIDE = re.compile(r"\[Page\s[\w]+\]")


def brackets_in(text: str) -> tuple[Bracket, ...]:
    """Return every bracket of a text in the order in which they begin; what is opened and not closed is none."""
    found = _read(text)
    if "(b)" in text or "(B)" in text:
        found += (Bracket(Span(*m.span()), Span(*m.span()), "exemption", m[0]) for m in _FREEDOM.finditer(text))
    found.sort(key=lambda b: (b.span.start, -b.span.end))
    return tuple(found)


def _read(text: str) -> list[Bracket]:
    found: list[Bracket] = []
    stack: list[tuple[int, str, int]] = []  # where, which sign, how many paragraphs it may still go on over
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "open":
            paragraphs = PARAGRAPHS if not stack and _LONG.match(text, token.end(), token.end() + 80) else 0
            stack.append((token.start(), token[0], paragraphs))
        elif kind == "blank":
            stack = stack and [(at, sign, left - 1) for at, sign, left in stack if left > 0 and stack[0][2] > 0]
        elif kind == "close":
            sign = "[" if token[0] == "]" else "⟦"
            if not stack or stack[-1][1] != sign or token.end() - stack[-1][0] > LONGEST:
                continue
            start, _, _ = stack.pop()
            span = Span(start, token.end())
            if found and found[-1].form == "square" and found[-1].span == (span.start + 1, span.end - 1):  # [[TOP SECRET]] is one bracket
                found[-1] = found[-1]._replace(span=span, depth=len(stack))
                continue
            found.append(_bracket(text, span, "square" if sign == "[" else "erased", len(stack)))
        elif kind in {"round", "curly"}:
            found.append(_bracket(text, Span(*token.span()), "round" if kind == "round" else "curly", len(stack)))
        elif kind in {"bar", "typed", "exemption"}:
            found.append(Bracket(Span(*token.span()), Span(*token.span()), kind, token[0], len(stack)))  # type: ignore[arg-type]
    return found


def _bracket(text: str, span: Span, form: Form, depth: int) -> Bracket:
    inner = Span(span.start + 1, span.end - 1)
    words = " ".join(_PAGE_INSIDE.sub(" ", text[inner.start : inner.end]).split())
    return Bracket(span, inner, form, words, depth)
