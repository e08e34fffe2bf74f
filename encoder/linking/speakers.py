"""Who speaks: the speeches of a person whom the text names point to that person; the other speakers are listed by their labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from encoder import lazy_re as re
from encoder.anatomy.labels import GROUPS, folded
from encoder.draft.model import Annotation, Draft
from encoder.layout.blocks import Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker without a name that is linked: an office, a letter, several at once (``group``)."""

    id: str
    label: str
    group: bool = False


_KEY = re.compile(r"\s?\((?P<key>[A-Z]{1,4}|[A-Z][a-z]{1,3})\)")


def _keys(draft: Draft, first: int) -> Iterator[tuple[str, str]]:
    """Yield the keys that a text's head gives to those who speak, with the person: "Interview with: Aili Marsh (AM)"."""
    for name in draft.of("persName"):
        m = _KEY.match(draft.text, name.span.end) if name.span.end < first else None
        if m and name.attributes.get("ref"):
            yield m["key"], name.attributes["ref"]


def _called(draft: Draft, keyed: dict[str, str]) -> dict[Annotation, Annotation]:
    """Return the names that are a key ("AM") as those of the person it stands for; a list that has the key as a name holds."""
    names = ((name, keyed.get(draft.plain(name.span))) for name in draft.of("persName")) if keyed else ()
    return {
        name: name.saying({**name.attributes, "ref": ref})
        for name, ref in names if ref and ref != name.attributes.get("ref") and "resp" in name.attributes
    }  # fmt: skip


def link_speakers(draft: Draft) -> tuple[Draft, tuple[Speaker, ...], frozenset[str]]:
    """Point each ``sp`` to the one person whose name stands in the labels of its key.

    Return also those who speak and are not named, and the identifiers of persons that were no more than a key.
    """
    speeches = draft.of("sp")
    if not speeches:
        return draft, (), frozenset()
    keyed = dict(_keys(draft, min(sp.span.start for sp in speeches)))
    called = _called(draft, keyed)
    others = {name.attributes.get("ref", "") for name in draft.of("persName") if name not in called}
    keys = frozenset(ref.removeprefix("#") for name in called if (ref := name.attributes.get("ref", "")) not in others)
    labels: dict[str, str] = {}
    persons: dict[str, set[str]] = defaultdict(set)
    for sp in speeches:
        key = sp.attributes.get("who", "")
        label = Span(sp.span.start, sp.span.start + draft.text[slice(*sp.span)].find(sp.evidence) + len(sp.evidence))
        shown = draft.plain(label).rstrip(" .:,—–-")
        if len(shown) > len(labels.get(key, "")):
            labels[key] = shown
        if shown in keyed:
            persons[key].add(keyed[shown])
            continue
        persons[key] |= {ref for name in draft.overlapping("persName", label) if (ref := name.attributes.get("ref", ""))}
    owned = set(keyed.values())  # whom a key stands for nobody calls otherwise
    for key, refs in persons.items():
        if labels[key] not in keyed and any(shown in keyed for shown in labels.values()):
            refs -= owned
    linked: dict[Annotation, Annotation] = {}
    for sp in speeches:
        refs = persons[sp.attributes.get("who", "")]
        if len(refs) == 1:
            linked[sp] = sp.saying({**sp.attributes, "who": next(iter(refs))})
    listed = tuple(
        Speaker(key.removeprefix("#"), label, folded(label) in GROUPS) for key, label in labels.items() if len(persons[key]) != 1
    )
    linked |= called
    return draft.linked(linked) if linked else draft, listed, keys
