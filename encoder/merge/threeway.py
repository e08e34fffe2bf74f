"""The merge itself: a person's edition with what the program has learned since around the edits.

The row of tokens is the person's; into it come the program's changes, a group at a time. A group that would change what the person
has changed is a conflict: the person's stays. So does it where a group would cross an element of the person's, take an identifier
that is taken, or remove one that is still pointed to; that is told too, unless it is only markup over words that the person has
marked up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from encoder.draft.elements import PHRASES
from encoder.merge.align import Hunk
from encoder.merge.changes import Changes, meet
from encoder.merge.groups import Groups
from encoder.merge.moved import moved, put
from encoder.merge.tokens import Token, Tokens, attributes, joined, with_attributes

#: whose mistake a guess is, is not for two to argue over
_GUESSED = frozenset({"cert", "resp"})
_POINTERS = ("ref", "corresp", "target", "resp", "who", "source", "hand", "calendar")
#: rounds of leaving groups out before all of them are left out
_ROUNDS = 60
_SHOWN = 60
#: a merged file -> the lines that are not valid in it
Check = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where both have changed the same: the line in the merged file, and what was, what stays, what would have come."""

    line: int
    was: str
    yours: str
    new: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged file, the conflicts in the order of its lines, and the words and pages that were counted anew in it."""

    text: str
    conflicts: tuple[Conflict, ...]
    counted: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Out:
    """A token of the result: the group it came in with (-1 for the person's), and the token of the base it stands at."""

    token: Token
    group: int
    at: int


@dataclass(slots=True)
class _Refused:
    groups: set[int] = field(default_factory=set)
    attributes: set[int] = field(default_factory=set)
    told: set[int] = field(default_factory=set)


def merge(base: str, mine: str, new: str, check: Check = lambda _: ()) -> Merged:
    """Merge three states of a file; all are well formed and have no DOCTYPE. What ``mine`` has changed is never lost."""
    was, yours, now = Tokens.of(base), Tokens.of(mine), Tokens.of(new)
    apart = moved(was, yours, now)
    if not apart:
        return _Merge(was, yours, now).result(check)
    inner = {one.key: _Merge(*map(Tokens.of, (one.base, one.mine, one.new))).result(lambda _: ()) for one in apart}
    yours = put(yours, {key: made.text for key, made in inner.items()})
    now = put(now, {one.key: one.base for one in apart})
    whole = _Merge(was, yours, now).result(check)
    lines = {key: _line_of(whole.text, key) for key in inner}
    told = [replace(c, line=lines[key] + c.line - 1) for key, made in inner.items() for c in made.conflicts]
    if check(whole.text):  # what came into a moved element may be what is not valid
        return _Merge(was, Tokens.of(mine), now).result(check)
    return Merged(whole.text, tuple(sorted((*whole.conflicts, *told), key=lambda c: c.line)))


def _line_of(text: str, key: str) -> int:
    """Return the line in which an element begins."""
    line = 1
    for token in Tokens.of(text).all:
        if token.key == key:
            break
        line += token.raw.count("\n")
    return line


class _Merge:
    """One merge; offsets are indexes of tokens."""

    def __init__(self, base: Tokens, mine: Tokens, new: Tokens) -> None:
        self.base, self.mine, self.new = base, mine, new
        self.changes = both = Changes(base, mine, new)
        self.theirs, self.new_pairs = both.theirs, both.new_pairs
        self.own, self.mine_pairs = both.own, both.mine_pairs
        self.groups = Groups(base, new, self.theirs).of
        self.refused = _Refused()
        self.same: set[int] = set()
        self.conflicts: list[tuple[int, str, str, str]] = []
        self._clashes()

    # -- what both have changed -----------------------------------------------------------------

    def _clashes(self) -> None:
        changed = [Hunk(k, k + 1, j, j + 1) for k, j in self.mine_pairs.items() if self.changes.attributes_differ(k, j)]
        own = sorted([*self.own, *changed])
        first = 0
        for n, h in enumerate(self.theirs):
            while first < len(own) and own[first].a1 < h.a0:
                first += 1
            for k in range(first, len(own)):
                o = own[k]
                if o.a0 > h.a1:
                    break
                if self.changes.equal(h, o):
                    self.same.add(n)
                elif meet(h, o) or self.changes.one_word(h, o) or (h.a0 == h.a1 == o.a0 == o.a1 and self.changes.both_say(h, o)):
                    self.refused.groups.add(self.groups[n])
                    if not self.changes.markup_of_changed_words(h, o):
                        self._tell(h, o)
        # what is there already does not come in again; words of which only a part is there neither
        partly = {group for n, group in enumerate(self.groups) if n not in self.same}
        for n in sorted(self.same):
            h = self.theirs[n]
            if self.groups[n] not in partly:
                self.refused.groups.add(self.groups[n])
            elif any(t.words for t in self.new.all[h.b0 : h.b1]):
                self._refuse(self.groups[n], h.a0)

    def _tell(self, h: Hunk, o: Hunk) -> None:
        a0, a1 = min(h.a0, o.a0), max(h.a1, o.a1)
        self.conflicts.append((
            a0, _shown(self.base.all[a0:a1]), _shown(self.mine.all[o.b0 : o.b1]), _shown(self.new.all[h.b0 : h.b1])
        ))  # fmt: skip

    # -- the result -----------------------------------------------------------------------------

    def result(self, check: Check) -> Merged:
        """Compose, leave out what does not fit, compose again."""
        for _ in range(_ROUNDS):
            out = self._compose()
            bad = self._crossing(out) or self._identifiers(out) or self._double(out)
            if bad:
                continue
            text = joined([o.token for o in out])
            lines = check(text)
            if lines and self._leave_out_near(out, set(lines)):
                continue
            if not lines:
                return self._merged(text, out)
            break
        for n, h in enumerate(self.theirs):
            if self.groups[n] not in self.refused.groups:
                self._told(self.groups[n], h.a0)
        self.refused.groups = set(self.groups)
        self.refused.attributes = set(self.new_pairs)
        out = self._compose()
        return self._merged(joined([o.token for o in out]), out)

    def _compose(self) -> list[_Out]:
        out: list[_Out] = []
        theirs = {}
        gone: dict[int, int] = {}
        for n, h in enumerate(self.theirs):
            if self.groups[n] not in self.refused.groups:
                theirs[h.a0] = n
                gone.update(dict.fromkeys(range(h.a0, h.a1), n))
        own = {h.a0: h for h in self.own}
        mine_gone = {k for h in self.own for k in range(h.a0, h.a1)}
        for k in range(len(self.base.all) + 1):
            pieces = []
            n, o = theirs.get(k, -1), own.get(k)
            if o is not None:
                pieces.append([_Out(token, -1, k) for token in self.mine.all[o.b0 : o.b1]])
            if n >= 0:
                h = self.theirs[n]
                piece = [_Out(token, self.groups[n], k) for token in self.new.all[h.b0 : h.b1]]
                pieces.insert(0 if o is None or self.changes.theirs_first(h, o) else 1, piece)
            for piece in pieces:
                out += piece
            if k < len(self.base.all) and k not in gone and k not in mine_gone:
                out.append(_Out(self._kept(k), -1, k))
        return out

    def _kept(self, k: int) -> Token:
        """Return a token that all three have: the person's, with the attributes that the program has changed since."""
        token = self.mine.all[self.mine_pairs[k]] if k in self.mine_pairs else self.base.all[k]
        j = self.new_pairs.get(k)
        if j is None or k in self.refused.attributes:
            return token
        if token.raw == self.base.all[k].raw:
            return self.new.all[j]
        if token.kind != "start":
            return token
        was, new = attributes(self.base.all[k].raw), attributes(self.new.all[j].raw)
        if was == new:
            return token
        yours = attributes(token.raw)
        wanted = dict(yours)
        for name in {**was, **new}:
            if was.get(name) == new.get(name) or yours.get(name) == new.get(name):
                continue
            if yours.get(name) == was.get(name):
                if name in new:
                    wanted[name] = new[name]
                else:
                    wanted.pop(name, None)
            elif name not in _GUESSED and k not in self.refused.told:
                self.refused.told.add(k)
                self.conflicts.append((k, self.base.all[k].raw, token.raw, self.new.all[j].raw))
        return token._replace(raw=with_attributes(token.raw, wanted))

    # -- what does not fit ----------------------------------------------------------------------

    def _told(self, group: int, at: int) -> None:
        h = next(h for n, h in enumerate(self.theirs) if self.groups[n] == group)
        stays = [self.mine.all[self.mine_pairs[k]] for k in range(h.a0, h.a1) if k in self.mine_pairs]
        self.conflicts.append((at, _shown(self.base.all[h.a0 : h.a1]), _shown(stays), _shown(self.new.all[h.b0 : h.b1])))

    def _refuse(self, group: int, at: int, tell: bool = True) -> bool:
        if group < 0 or group in self.refused.groups:
            return False
        self.refused.groups.add(group)
        if tell:
            self._told(group, at)
        return True

    def _crossing(self, out: list[_Out]) -> bool:
        """Leave out the groups whose tags cross others; return whether there was one."""
        stack: list[_Out] = []
        again = False
        for o in out:
            if o.group in self.refused.groups:
                continue
            if o.token.kind == "start":
                stack.append(o)
            if o.token.kind != "end":
                continue
            if o.group < 0:  # what the person has closed: of what is open inside, the program's goes
                while stack and stack[-1].token.name != o.token.name and stack[-1].group >= 0:
                    again |= self._refuse(stack.pop().group, o.at)
            if stack and stack[-1].token.name == o.token.name:
                stack.pop()
            elif o.group >= 0:
                again |= self._refuse(o.group, o.at)
            else:
                return again or self._any_near(stack[-1].at if stack else 0, o.at)
        return again or (bool(stack) and self._any_near(stack[-1].at, len(self.base.all)))

    def _any_near(self, low: int, high: int) -> bool:
        """Leave out what has changed between two places, or else everything; return whether anything was left out."""
        for n, h in enumerate(self.theirs):
            if h.a0 <= high and h.a1 >= low and self._refuse(self.groups[n], low):
                return True
        return any(self._refuse(group, low) for group in self.groups)

    def _identifiers(self, out: list[_Out]) -> bool:
        """Leave out groups that take an identifier that is taken, or remove one that is pointed to."""
        seen: dict[str, _Out] = {}
        again = False
        pointing: list[tuple[_Out, str]] = []
        for o in out:
            if o.token.kind != "start":
                continue
            if '"#' in o.token.raw or "'#" in o.token.raw or " #" in o.token.raw:
                pointing += [(o, part[1:]) for name, value in attributes(o.token.raw).items() if name in _POINTERS
                             for part in value.split() if part[0] == "#"]
            if " " not in o.token.key:
                continue
            identifier = o.token.key.split(" ", 1)[1]
            other = seen.setdefault(identifier, o)
            if other is not o:
                again |= self._refuse(max(o.group, other.group), o.at, tell=False)
        if again:
            return True
        gone = self._removed()
        for o, identifier in pointing:
            if identifier in seen:
                continue
            if o.group >= 0:
                again |= self._refuse(o.group, o.at)
            elif identifier in gone:
                again |= self._refuse(gone[identifier], o.at, tell=False)
            elif o.at in self.new_pairs and o.at not in self.refused.attributes:
                self.refused.attributes.add(o.at)
                again = True
        return again

    def _removed(self) -> dict[str, int]:
        """Return the identifiers that the program's changes take away, each with its group."""
        return {
            token.key.split(" ", 1)[1]: self.groups[n]
            for n, h in enumerate(self.theirs) for token in self.base.all[h.a0 : h.a1] if token.kind == "start" and " " in token.key
        }

    def _double(self, out: list[_Out]) -> bool:
        """Leave out names that the program puts into, or around, names that the person has marked up."""
        own = {self.mine.all[k].raw: 0 for h in self.own for k in range(h.b0, h.b1) if self.mine.all[k].kind == "start"}
        again = False
        stack: list[_Out] = []
        for o in out:
            if o.token.kind == "start":
                if o.token.name in PHRASES:
                    for outer in stack:
                        if outer.token.name not in PHRASES or (outer.group < 0) == (o.group < 0):
                            continue
                        by_person = outer if outer.group < 0 else o
                        if by_person.token.raw in own:
                            again |= self._refuse(max(outer.group, o.group), o.at, tell=False)
                stack.append(o)
            elif o.token.kind == "end" and stack:
                stack.pop()
        return again

    def _leave_out_near(self, out: list[_Out], lines: set[int]) -> bool:
        """Leave out the groups that stand in lines that are not valid, or around them; return whether there was one."""
        line = 1
        inside: list[tuple[int, int]] = []
        places: list[int] = []
        for o in out:
            if line in lines:
                places.append(o.at)
                inside.append((o.group, o.at))
            line += o.token.raw.count("\n")
        again = False
        for group, at in inside:
            again |= self._refuse(group, at)
        if again or not places:
            return again
        # what is around the place, the nearest first
        low, high = min(places), max(places)
        for _, n in sorted((max(low - h.a1, h.a0 - high, 0), n) for n, h in enumerate(self.theirs) if self._has_tags(h)):
            if self._refuse(self.groups[n], low):
                return True
        return False

    def _has_tags(self, h: Hunk) -> bool:
        return any(t.name for t in (*self.base.all[h.a0 : h.a1], *self.new.all[h.b0 : h.b1]))

    def _merged(self, text: str, out: list[_Out]) -> Merged:
        places: dict[int, int] = {}
        line = 1
        for o in out:
            places.setdefault(o.at, line)
            line += o.token.raw.count("\n")
        last = line
        told = []
        for at, was, yours, new in self.conflicts:
            told.append(Conflict(next((places[k] for k in range(at, len(self.base.all) + 1) if k in places), last), was, yours, new))
        return Merged(text, tuple(sorted(dict.fromkeys(told), key=lambda c: (c.line, c.was, c.yours, c.new))))


def _shown(tokens: Sequence[Token]) -> str:
    said = " ".join("".join(t.raw for t in tokens).split())
    return said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…"
