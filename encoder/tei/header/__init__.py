"""The header: what the facts, the metadata and the rules say of the document (TEI P5 4.9: HD)."""

from __future__ import annotations

from lxml import etree

from encoder.draft.model import Profile
from encoder.linking.link import Linked
from encoder.tei.build import child
from encoder.tei.header import encoding, file, profile
from encoder.tei.header.matter import Matter, by_name, named_by_the_user

__all__ = ["named_by_the_user", "write"]


def write(parent: etree._Element, linked: Linked, of: Profile, referred: frozenset[str]) -> etree._Element:
    """Append the ``teiHeader``; what counts the text is filled in once the text is there (``counts.fill``).

    ``referred`` has the ``@resp`` pointers of the text, which the header has to answer.
    """
    persons = named_by_the_user(linked)
    about = Matter(linked.draft, persons, of, linked.draft.context.metadata, referred, by_name(persons))
    header = child(parent, "teiHeader")
    file.write(about, child(header, "fileDesc"))
    encoding.write(about, child(header, "encodingDesc"))
    profile.write(about, child(header, "profileDesc"))
    _history(about, header)
    return header


def _history(about: Matter, header: etree._Element) -> None:
    """Write ``revisionDesc``, the newest change first (TEI P5 4.9: HD, #HD6)."""
    data = about.metadata
    if not data.changes:
        return
    history = child(header, "revisionDesc", attributes={"status": data.status} if data.status else {})
    for change in sorted(data.changes, key=lambda c: c.when, reverse=True):
        said = child(history, "change", change.what, {"when": change.when})
        if change.who:
            said.text = None
            child(said, "name", change.who).tail = f": {change.what}"
