"""What the program would change, in groups of changes that come in together or not at all.

A start tag and its end tag are one group, whether they come in or go; so are the place that an identifier or some words leave and
the place where they come in again. Any of the groups left out, nothing is there twice or lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from encoder.merge.align import Hunk
from encoder.merge.tokens import Tokens

#: so many words that go in one place and come in another have moved
_MOVED = 3


class Groups:
    """For each hunk the number of its group."""

    def __init__(self, base: Tokens, new: Tokens, hunks: Sequence[Hunk]) -> None:
        self._up = list(range(len(hunks)))
        going = {k: n for n, h in enumerate(hunks) for k in range(h.a0, h.a1)}
        coming = {k: n for n, h in enumerate(hunks) for k in range(h.b0, h.b1)}
        for tokens, where in ((base, going), (new, coming)):
            for k, n in where.items():
                other = tokens.partner[k]
                if other >= 0 and other in where:
                    self._join(n, where[other])
        self._moved(base, new, hunks)
        self.of = [self._root(n) for n in range(len(hunks))]

    def _moved(self, base: Tokens, new: Tokens, hunks: Sequence[Hunk]) -> None:
        left: dict[object, int] = {}
        for n, h in enumerate(hunks):
            for token in base.all[h.a0 : h.a1]:
                if token.kind == "start" and " " in token.key:
                    left[token.key] = n
            words = tuple(t.key for t in base.all[h.a0 : h.a1] if t.words)
            if len(words) >= _MOVED:
                left[words] = n
        for n, h in enumerate(hunks):
            for token in new.all[h.b0 : h.b1]:
                if token.kind == "start" and token.key in left:
                    self._join(n, left[token.key])
            words = tuple(t.key for t in new.all[h.b0 : h.b1] if t.words)
            if words in left:
                self._join(n, left[words])

    def _root(self, n: int) -> int:
        while self._up[n] != n:
            self._up[n] = self._up[self._up[n]]
            n = self._up[n]
        return n

    def _join(self, one: int, other: int) -> None:
        a, b = sorted((self._root(one), self._root(other)))
        self._up[b] = a
