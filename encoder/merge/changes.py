"""Two rows of changes over one base, the person's and the program's: how a change of one stands to a change of the other."""

from __future__ import annotations

from encoder.merge.align import Hunk, hunks
from encoder.merge.tokens import Tokens, attributes

#: an element with so many other words, and none of its own left, is another element
_REWRITTEN = 3


class Changes:
    """What the person (``own``) and the program (``theirs``) have changed; offsets are indexes of tokens of the base.

    ``mine_pairs`` and ``new_pairs`` have for each token of the base that the other row has too its index there.
    """

    def __init__(self, base: Tokens, mine: Tokens, new: Tokens) -> None:
        self.base, self.mine, self.new = base, mine, new
        self.theirs, self.new_pairs = _paired(base, new)
        own, self.mine_pairs = _paired(base, mine)
        self.own = self._with_their_elements([h for h in own if not self._only_space(h)])

    def _only_space(self, hunk: Hunk) -> bool:
        """Whether a hunk of the person's is white space that the program changes too: then the program's comes in."""
        a, b = range(hunk.a0, hunk.a1), range(hunk.b0, hunk.b1)
        if not (all(self.base.indenting[k] for k in a) and all(self.mine.indenting[k] for k in b)):
            return False
        return any(h.a0 < hunk.a1 and hunk.a0 < h.a1 for h in self.theirs)

    def _with_their_elements(self, own: list[Hunk]) -> list[Hunk]:
        """Return the person's changes, with the whole element where it has other words throughout: the element is the person's then."""
        out: list[Hunk] = []
        for h in own:
            if out and h.a0 < out[-1].a1:
                continue  # it lies in such an element
            whole = self._element(h)
            for k in range(whole.a0, whole.a1) if whole != h else ():
                self.mine_pairs.pop(k, None)
            out.append(whole)
        return out

    def _element(self, h: Hunk) -> Hunk:
        """Return the element that a change begins in, if nothing that was said in it is said now; else the change."""
        a1, b1 = self.base.partner[h.a0 - 1], self.mine.partner[h.b0 - 1]
        if not h.a0 or self.mine_pairs.get(h.a0 - 1) != h.b0 - 1 or a1 < h.a1 or self.mine_pairs.get(a1) != b1:
            return h
        was, now = ({t.key for t in row if t.words and t.key.isalnum()} for row in (self.base.all[h.a0 : a1], self.mine.all[h.b0 : b1]))
        return Hunk(h.a0 - 1, a1 + 1, h.b0 - 1, b1 + 1) if was and len(now) >= _REWRITTEN and was.isdisjoint(now) else h

    def attributes_differ(self, k: int, j: int) -> bool:
        """Whether the person has changed the attributes of a tag: token ``k`` of the base, ``j`` of the person's."""
        one, other = self.base.all[k].raw, self.mine.all[j].raw
        return one != other and attributes(one) != attributes(other)

    def equal(self, h: Hunk, o: Hunk) -> bool:
        """Whether both have made the same change."""
        return (h.a0, h.a1) == (o.a0, o.a1) and self.new.keys[h.b0 : h.b1] == self.mine.keys[o.b0 : o.b1] and (
            [attributes(t.raw) for t in self.new.all[h.b0 : h.b1] if t.kind == "start"]
            == [attributes(t.raw) for t in self.mine.all[o.b0 : o.b1] if t.kind == "start"]
        )

    def both_say(self, h: Hunk, o: Hunk) -> bool:
        """Whether both put words into the same place."""
        return any(t.words for t in self.new.all[h.b0 : h.b1]) and any(t.words for t in self.mine.all[o.b0 : o.b1])

    def markup_of_changed_words(self, h: Hunk, o: Hunk) -> bool:
        """Whether the program only puts markup on words that the person has changed or taken out: nobody is at odds."""
        markup = h.a0 == h.a1 and not any(t.words for t in self.new.all[h.b0 : h.b1])
        return markup and any(t.words for t in self.base.all[o.a0 : o.a1])

    def one_word(self, h: Hunk, o: Hunk) -> bool:
        """Whether words of both would stand side by side without a space, and be one."""
        new, mine = self.new.all[h.b0 : h.b1], self.mine.all[o.b0 : o.b1]
        if not (new and mine):
            return False
        return (h.a1 == o.a0 and new[-1].kind == mine[0].kind == "word") or (o.a1 == h.a0 and mine[-1].kind == new[0].kind == "word")

    def theirs_first(self, h: Hunk, o: Hunk) -> bool:
        """Which of two changes in one place stands first: what closes before what opens, the wider around the narrower."""
        if h.a0 < h.a1 and o.a0 == o.a1:
            return False
        if o.a0 < o.a1 and h.a0 == h.a1:
            return True
        opening, closing = _open(self.new, h), _open(self.mine, o)
        if opening == "start":
            if closing != "start":
                return False
            return _reach(self.new, h) > _reach(self.mine, o)
        if opening == "end":
            if closing != "end":
                return True
            return _reach(self.new, h) <= _reach(self.mine, o)
        return closing != "end"


def _paired(base: Tokens, other: Tokens) -> tuple[list[Hunk], dict[int, int]]:
    """Return where two rows differ, and for each token of the base that the other has too its index there.

    A start tag in the place of another of the same name is the same tag with another identifier.
    """
    found: list[Hunk] = []
    pairs: dict[int, int] = {}
    i = j = 0
    for h in hunks(base.keys, other.keys):
        pairs.update(zip(range(i, h.a0), range(j, h.b0), strict=True))
        i, j = h.a1, h.b1
        if h.a1 - h.a0 == h.b1 - h.b0 == 1:
            one, two = base.all[h.a0], other.all[h.b0]
            if one.kind == two.kind == "start" and one.name == two.name:
                pairs[h.a0] = h.b0
                continue
        found.append(h)
    pairs.update(zip(range(i, len(base.all)), range(j, len(other.all)), strict=True))
    return found, pairs


def meet(h: Hunk, o: Hunk) -> bool:
    """Whether two changes share a token, or one puts something into the midst of what the other takes away."""
    if h.a0 == h.a1:
        return o.a0 < h.a0 < o.a1
    if o.a0 == o.a1:
        return h.a0 < o.a0 < h.a1
    return h.a0 < o.a1 and o.a0 < h.a1


def _open(tokens: Tokens, h: Hunk) -> str:
    """Say whether a change opens elements that end elsewhere, closes such, or neither."""
    for k in range(h.b0, h.b1):
        other = tokens.partner[k]
        if other >= 0 and not h.b0 <= other < h.b1:
            return tokens.all[k].kind
    return "none"


def _reach(tokens: Tokens, h: Hunk) -> int:
    """Return how far from a change the other tags of its elements stand, counted in words."""
    found = [tokens.partner[k] for k in range(h.b0, h.b1) if tokens.partner[k] >= 0 and not h.b0 <= tokens.partner[k] < h.b1]
    other = max(found, default=h.b0) if _open(tokens, h) == "start" else min(found, default=h.b0)
    low, high = sorted((h.b0, other))
    return sum(t.words for t in tokens.all[low:high])
