"""The header: what the facts, the metadata and the rules say of the document (TEI P5 4.9: HD)."""

from __future__ import annotations

from encoder.draft.model import Profile
from encoder.linking.link import Linked
from encoder.tei.header import counts, encoding, file, profile
from encoder.tei.header.matter import Matter, by_name, named_by_the_user
from encoder.tei.making import Made, Writer, child

__all__ = ["named_by_the_user", "write"]


def write(linked: Linked, of: Profile, referred: frozenset[str], text: Writer) -> Made:
    """Return the ``teiHeader``; ``text`` is what has written the text, and knows what it has.

    ``referred`` has the ``@resp`` pointers of the text, which the header has to answer.
    """
    persons = named_by_the_user(linked)
    about = Matter(linked.draft, persons, of, linked.draft.context.metadata, referred, by_name(persons))
    header = Made("teiHeader")
    file.write(about, child(header, "fileDesc"))
    encoding.write(about, child(header, "encodingDesc"))
    profile.write(about, child(header, "profileDesc"))
    _history(about, header)
    counts.fill(header, text)
    return header


def _history(about: Matter, header: Made) -> None:
    """Write ``revisionDesc``, the newest change first (TEI P5 4.9: HD, #HD6)."""
    data = about.metadata
    if not data.changes:
        return
    history = child(header, "revisionDesc", attributes={"status": data.status} if data.status else {})
    for change in sorted(data.changes, key=lambda c: c.when, reverse=True):
        said = child(history, "change", change.what, {"when": change.when})
        if change.who:
            said.text = ""
            child(said, "name", change.who).tail = f": {change.what}"
