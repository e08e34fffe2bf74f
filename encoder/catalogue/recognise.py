"""Whether a text is a page of the archive: what tells it is added up.

A footnote that cites the archive, an address in a text, a document that begins with "Subject:" is no page: a page has the
archive's labels, the site's words, a sponsor under the title, or one citation of itself first or last.
"""

from __future__ import annotations

from encoder.catalogue.fields import ARCHIVE, COMMON, HOSTS, is_sure, label_at
from encoder.catalogue.page import Page, pages

ENOUGH = 4


def recognised(text: str) -> bool:
    """Whether a text is a page of the archive."""
    return any(points(text, page) >= ENOUGH for page in pages(text))


def points(text: str, page: Page) -> int:
    """Add up what tells a page of the archive; why stands in ``page.marks``."""
    page.marks.clear()
    found: dict[str, int] = {}
    for field in page.fields:
        said = " ".join(text[slice(*value)] for value in field.values)
        if field.label.end > field.label.start:
            label = label_at(text, field.label)
            name = " ".join(text[slice(*field.label)].lower().rstrip(":").split())
            telling = bool(label and label.telling)
            printed = text[slice(*field.label)].isupper()  # forms of other archives have the words in capitals
            found[f"label {name}"] = (0 if printed else 3) if field.key == "heading" else 2 if telling else 0 if name in COMMON else 1
        elif field.key == "site" and any(is_sure(" ".join(text[slice(*v)].split())) for v in field.values):
            found[f"site {said[:40]}"] = 2
        elif field.key == "sponsor":
            found["sponsor"] = 3
        elif field.key == "citation":
            found["citation"] = ENOUGH
        if any(host in said for host in HOSTS):
            found["address"] = 2
        if field.key in {"citation", "source", "rights"} and ARCHIVE.search(said):
            found["archive"] = 3
    keys = {f.key for f in page.fields}
    if {"title", "date-catalogue"} <= keys:
        found["date and title"] = 1
    # a banner alone, a label alone with no record behind it: something else has to stand beside it
    page.marks += [f"{name} ({n})" for name, n in found.items() if n]
    return sum(found.values())
