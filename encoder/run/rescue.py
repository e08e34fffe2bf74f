"""An edition for a text on which the full set of rules fails: what they do at the place that fails is left out, and told.

Rules are written for what documents do; a text can be odd enough for two of them to undo each other, so that a character would be
lost or the edition be invalid. Then the rules are tried again with a part left out, as little as can be found: first nothing, with
every line that no rule has taken as a paragraph; then one rule in one stretch of the text; then that rule; then all of them. A large
text cannot be tried as often: there all rules of structure are left out in the section that fails, and all others keep theirs. How
often is counted, never timed, so that the same text gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from encoder.draft.elements import LEAF_BLOCKS, PHRASES
from encoder.draft.model import Annotation, Draft, Finding, Problem, Profile, Rule
from encoder.layout.blocks import Span, merged
from encoder.rules.structure import div_document, p_paragraph

#: how many characters are encoded in all trials together, and how often a text is tried at least and at most
WORK = 12_000_000
LEAST = 12
MOST = 160
#: of the trials so much goes to one rule
SHARE = 4
#: how many rules may be left out one by one before all are
RULES = 12
#: in a longer text the section that fails is looked for first; so many sections at the most, of so many characters to begin with
LARGE = 150_000
SECTIONS = 10
SECTION = 400
#: rules that every text needs
KEPT = frozenset({div_document.RULE.id, p_paragraph.RULE.id, "p-rest"})
CODE = "rule-left-out"

Result = TypeVar("Result")
#: says where an edition fails, None where that is not in the text
Fault = Callable[[Result], Span | None]
#: runs the rules of a profile, with problems to be told, over the text; says whether the edition is whole and valid
Trial = Callable[[Profile, tuple[Problem, ...]], tuple[Result, bool]]


def rescued(text: str, profile: Profile, trial: Trial[Result], fault: Fault[Result] | None = None) -> Result | None:
    """Return an edition that is whole and valid; None where not even one of paragraphs is, for then the rules are not at fault."""
    search = _Search(text, replace(profile, rules=tuple(_with_rest(profile.rules))), trial, fault)
    return search.run()


@dataclass(slots=True)
class _Search(Generic[Result]):
    text: str
    profile: Profile
    trial: Trial[Result]
    fault: Fault[Result] | None = None
    problems: list[Problem] = field(default_factory=list)
    trials: int = 0
    most: int = 0

    def run(self) -> Result | None:
        self.most = min(MOST, max(LEAST, WORK // max(1, len(self.text))))
        bare = replace(self.profile, rules=(PARAGRAPHS,), several=None)
        said = "all rules are left out, for with them the edition would not be whole and valid; it has paragraphs only"
        last, holds = self._try(bare, (Problem(CODE, "warning", said),))
        if not holds:
            return None
        rules = list(self.profile.rules)
        large = self._sections() if len(self.text) > LARGE else None
        if large is not None:
            return large
        for _ in range(RULES):
            made, holds = self._try(self._of(rules), tuple(self.problems))
            if holds:
                return made
            at = self._culprit(rules)
            if at is None or self.trials >= self.most:
                break
            self._leave_out(rules, at)
        return self._phrases() or last

    def _phrases(self) -> Result | None:
        """Return an edition of paragraphs with names, dates and brackets, if that is whole and valid."""
        said = "all rules of structure are left out, for with them the edition would not be whole and valid"
        kept = [rule for rule in self.profile.rules if rule.element in PHRASES or rule.id in KEPT]
        made, holds = self._try(self._of(kept), (Problem(CODE, "warning", said),))
        return made if holds else None

    def _sections(self) -> Result | None:
        """Return an edition without rules of structure in the sections that fail, a few of them; None where that does not help."""
        left: list[Span] = []
        for _ in range(SECTIONS):
            said = "rules of structure are left out here, for with them the edition would not be whole and valid"
            problems = tuple(Problem(CODE, "warning", said, span) for span in left)
            made, holds = self._try(self._of(list(_beside(self.profile.rules, left))), problems)
            if holds:
                return made
            at = self.fault(made) if self.fault and made is not None else None
            if at is None:
                return None
            left = merged([*left, self._section(at, left)])
        return None

    def _section(self, at: Span, known: list[Span]) -> Span:
        """Return the lines around a place, from one blank line to another; around one that is known already more of them."""
        size = SECTION
        for span in known:
            if span.start <= at.start < span.end:
                at, size = span, max(size, 2 * (span.end - span.start))
        stop = min(at.end, at.start + size)  # of a whole chapter its beginning
        before = self.text.rfind("\n\n", 0, max(0, at.start - size // 2))
        behind = self.text.find("\n\n", stop + size // 2)
        return Span(max(0, before), behind if behind >= 0 else len(self.text))

    def _of(self, rules: list[Rule]) -> Profile:
        return replace(self.profile, rules=tuple(rules))

    def _try(self, profile: Profile, problems: tuple[Problem, ...] = ()) -> tuple[Result | None, bool]:
        self.trials += 1
        try:
            return self.trial(profile, problems)
        except Exception:  # a rule may rely on another that is left out
            return None, False

    def _holds(self, rules: list[Rule]) -> bool:
        return self._try(self._of(rules))[1]

    def _culprit(self, rules: list[Rule]) -> int | None:
        """Return the place of a rule without which the rules before it hold, and with which they do not; None if there is none."""
        free = [k for k, rule in enumerate(rules) if rule.id not in KEPT]

        def first(count: int) -> list[Rule]:
            wanted = set(free[:count])
            return [rule for k, rule in enumerate(rules) if k in wanted or rule.id in KEPT]

        if not free or not self._holds(first(0)):
            return None
        low, high = 0, len(free)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._holds(first(middle)) else (low, middle)
        return free[low]

    def _leave_out(self, rules: list[Rule], at: int) -> None:
        """Take a rule out where it fails, or, where that does not help, altogether; say so."""
        rule = rules[at]
        before = [r for r in rules[:at] if r is not rule]
        behind = [r for r in rules[at:] if r.id in KEPT]

        def without(start: int, end: int) -> Rule:
            return replace(rule, find=_outside(rule, start, end))

        def holds(start: int, end: int) -> bool:
            return self._holds([*before, without(start, end), *behind])

        start, end = 0, len(self.text) + 1
        if not holds(start, end):
            rules.pop(at)
            self._say(rule, "", Span(0, 0))
            return
        until = min(self.most, self.trials + max(LEAST, self.most // SHARE))  # others may have to be left out, too
        low = start  # the shortest stretch from the beginning, then the shortest up to its end
        while end - low > 1 and self.trials < until:
            middle = (low + end) // 2
            low, end = (low, middle) if holds(start, middle) else (middle, end)
        high = end
        while high - start > 1 and self.trials < until:
            middle = (start + high) // 2
            start, high = (middle, high) if holds(middle, end) else (start, middle)
        rules[at] = without(start, end)
        self._say(rule, " here", Span(start, min(end, len(self.text))))

    def _say(self, rule: Rule, where: str, span: Span) -> None:
        said = f"{rule.id} is left out{where}, for with it the edition would not be whole and valid"
        self.problems.append(Problem(CODE, "warning", said, span))


def _outside(rule: Rule, start: int, end: int) -> Callable[[Draft], Iterator[Finding]]:
    """Return a rule's search without its annotations that begin, or whose mark stands, in a stretch of the text."""

    def find(draft: Draft) -> Iterator[Finding]:
        for finding in rule.find(draft):
            at = finding.span.start if finding.span else -1
            if isinstance(finding, Annotation) and finding.place is not None:
                at = finding.place
            if isinstance(finding, Problem) or not start <= at < end:
                yield finding

    return find


def _beside(rules: tuple[Rule, ...], left: list[Span]) -> Iterator[Rule]:
    """Yield the rules, those of structure without their annotations that begin, end or have their mark in some stretches of the text."""

    def inside(finding: Finding) -> bool:
        if not isinstance(finding, Annotation):
            return False
        start, end = finding.span
        edges = (start, max(start, end - 1), start if finding.place is None else finding.place)
        return any(span.start <= edge < span.end for span in left for edge in edges)

    def without(rule: Rule) -> Callable[[Draft], Iterator[Finding]]:
        return lambda draft: (finding for finding in rule.find(draft) if not inside(finding))

    for rule in rules:
        yield rule if rule.element in PHRASES or rule.id in KEPT or not left else replace(rule, find=without(rule))


def _with_rest(rules: tuple[Rule, ...]) -> Iterator[Rule]:
    for rule in rules:
        yield rule
        if rule.id == p_paragraph.RULE.id:
            yield REST


def _runs(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield what stands between blank lines in a stretch of the text."""
    at, last = -1, start
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            at = start if at < 0 else at
            last = stop
        elif at >= 0:
            yield Span(at, last)
            at = -1
        start = stop + 1
    if at >= 0:
        yield Span(at, last)


def _rest(draft: Draft) -> Iterator[Finding]:
    """Yield a ``p`` for what no rule of structure has taken, whatever the layout says of it."""
    covers = sorted(
        a.span
        for a in draft.annotations
        if a.element in LEAF_BLOCKS or a.element in {"fw", "eg"} or a.content == "replaced" or a.room != "body"
    )
    groups = draft.of("opener"), draft.of("closer")
    at = 0
    for cover in (*covers, Span(len(draft.text), len(draft.text))):
        if cover.start > at:
            for run in _runs(draft.text, at, cover.start):
                inside = any(True for group in groups if group for _ in draft.overlapping(group[0].element, run))
                if not inside or any(map(str.isalnum, draft.text[run.start : run.end])):
                    yield Annotation(run, "p", REST.id)
        at = max(at, cover.end)


def _paragraphs(draft: Draft) -> Iterator[Finding]:
    """Yield the whole text as paragraphs of one document."""
    runs = list(_runs(draft.text, 0, len(draft.text)))
    if runs:
        attributes = {"type": "document", "xml:id": f"{draft.document_id}_text"}
        yield Annotation(Span(runs[0].start, runs[-1].end), "div", PARAGRAPHS.id, attributes)
    for run in runs:
        yield Annotation(run, "p", PARAGRAPHS.id)


REST = Rule("p-rest", "p", _rest)
PARAGRAPHS = Rule("p-only", "p", _paragraphs)
