"""How the text was encoded: ``encodingDesc`` (TEI P5 4.9: HD, #HD5)."""

from __future__ import annotations

from encoder import __version__
from encoder.draft.model import Draft
from encoder.tei.header.matter import PROGRAM, Matter
from encoder.tei.making import Made, child

#: the attributes that hold what was guessed
_NAMES = frozenset({"persName", "placeName", "orgName"})
_VALUES = frozenset({"when", "from", "to", "notBefore", "notAfter", "ref", "target"})


def write(about: Matter, parent: Made) -> None:
    """Fill ``encodingDesc``; ``tagsDecl`` waits for the text."""
    project = child(parent, "projectDesc")
    child(project, "p", about.metadata.project or f"A digital edition made from plain text ({about.profile.label}).")
    declaration = child(parent, "editorialDecl")
    fired = {a.rule for a in about.draft.annotations} | {f.rule for f in about.draft.facts}
    said = [rule.says for rule in about.profile.rules if rule.says and rule.id in fired]
    for sentence in (*said, *_lacking(about)):
        child(declaration, "p", sentence)
    for element, sentence in about.draft.source.said:
        child(declaration if element == "p" else child(declaration, element), "p", sentence)
    child(
        declaration, "p",
        f"The markup was made by rules of {PROGRAM}, without a person's judgement; what it guessed carries cert, what "
        f"it linked of its own accord carries resp=\"#{PROGRAM}\".",
    )
    guesses = _guesses(about)
    if guesses:
        child(child(declaration, "interpretation"), "p", f"Guessed: {'; '.join(guesses)}.")
    child(parent, "tagsDecl")
    application = child(child(parent, "appInfo"), "application", attributes={"ident": PROGRAM, "version": __version__})
    child(application, "label", PROGRAM)
    child(application, "desc", f"profile {about.profile.name}")


def _guesses(about: Matter) -> list[str]:
    """Return element by element what carries ``cert``: the words, each once, and the value they were given.

    Names of high certainty are not repeated: a document has hundreds.
    """
    guessed: dict[str, dict[str, None]] = {}
    for annotation in sorted((a for a in about.draft.annotations if "cert" in a.attributes), key=lambda a: a.span):
        if annotation.element in _NAMES and annotation.attributes["cert"] == "high":
            continue
        values = [v.lstrip("#") for k, v in annotation.attributes.items() if k in _VALUES]
        words = f"“{about.draft.plain(annotation.span)}”" + (f" ({' to '.join(values)})" if values else "")
        guessed.setdefault(annotation.element, {})[words] = None
    return [f"{element} {', '.join(found)}" for element, found in sorted(guessed.items())]


def _dated_otherwise(draft: Draft) -> bool:
    """Whether a text is no letter that would have a dateline, or has its day in a form, a heading, the days of a diary."""
    if draft.fact("date") or any(a.attributes.get("type") == "entry" for a in draft.of("div")):
        return True
    return not any(draft.of(element) for element in ("opener", "closer", "salute"))


def _lacking(about: Matter) -> list[str]:
    lacking = []
    if not about.draft.of("dateline") and about.metadata.dateline:
        lacking.append(
            f"The source prints the dateline \"{about.metadata.dateline}\", which the copied text lacks; it is not supplied "
            "in the text, its facts are in creation and correspDesc."
        )
    elif not about.draft.of("dateline") and not _dated_otherwise(about.draft):
        lacking.append("The copied text has no dateline; none was supplied.")
    if not about.draft.of("signed") and about.metadata.signature:
        lacking.append(
            f"The source prints the signature \"{about.metadata.signature}\", which the copied text lacks; it is not supplied in "
            "the text."
        )
    return lacking
