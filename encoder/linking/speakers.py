"""Who speaks: the speeches of a person whom the text names point to that person; the other speakers are listed by their labels."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from encoder.anatomy.labels import GROUPS, folded
from encoder.draft.model import Annotation, Draft
from encoder.layout.blocks import Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker without a name that is linked: an office, a letter, several at once (``group``)."""

    id: str
    label: str
    group: bool = False


def link_speakers(draft: Draft) -> tuple[Draft, tuple[Speaker, ...]]:
    """Point each ``sp`` to the one person whose name stands in the labels of its key; return those that name nobody."""
    speeches = draft.of("sp")
    if not speeches:
        return draft, ()
    labels: dict[str, str] = {}
    persons: dict[str, set[str]] = defaultdict(set)
    for sp in speeches:
        key = sp.attributes.get("who", "")
        label = Span(sp.span.start, sp.span.start + draft.text[slice(*sp.span)].find(sp.evidence) + len(sp.evidence))
        shown = draft.plain(label).rstrip(" .:,—–-")
        if len(shown) > len(labels.get(key, "")):
            labels[key] = shown
        persons[key] |= {ref for name in draft.overlapping("persName", label) if (ref := name.attributes.get("ref", ""))}
    linked: dict[Annotation, Annotation] = {}
    for sp in speeches:
        refs = persons[sp.attributes.get("who", "")]
        if len(refs) == 1:
            linked[sp] = sp.saying({**sp.attributes, "who": next(iter(refs))})
    listed = tuple(
        Speaker(key.removeprefix("#"), label, folded(label) in GROUPS) for key, label in labels.items() if len(persons[key]) != 1
    )
    return draft.linked(linked) if linked else draft, listed
