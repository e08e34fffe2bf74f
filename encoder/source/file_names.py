"""What the names of files say: patterns of the project, ``{date}_{sender}_{n}``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from encoder import lazy_re as re
from encoder.source.keys import DOCUMENT, FIELDS

_FIELD = re.compile(r"\{(?P<name>\w*)\}")
_ENDING = re.compile(r"\.(?:txt|text|md|markdown|docx|odt|rtf|epub|html?|mhtml|pdf)\Z", re.I)
_FORMS = {
    "date": r"\d{4}(?:[-._]?\d\d(?:[-._]?\d\d)?)?",
    "n": r"\d+",
    "language": r"[a-z]{2,3}(?:-\w+)*",
}
_PARTS = re.compile(r"(?P<y>\d{4})(?:[-._]?(?P<m>\d\d)(?:[-._]?(?P<d>\d\d))?)?")


class PatternError(ValueError):
    """A pattern that says nothing; the message says why."""


class Pattern(NamedTuple):
    """A pattern of file names and the fields in it, in order."""

    expression: str
    fields: tuple[str, ...]


def pattern(said: str) -> Pattern:
    """Read a pattern. Raises PatternError for an unknown field, one that comes twice, and two with nothing between them."""
    bare = _ENDING.sub("", said)
    out, at, fields = "", 0, list[str]()
    for m in _FIELD.finditer(bare):
        between, name = bare[at : m.start()], m["name"]
        if name and name not in FIELDS:
            raise PatternError(f"no field {{{name}}}; there are {', '.join('{' + field + '}' for field in FIELDS)} and {{}} for anything")
        if name and name in fields:
            raise PatternError(f"{{{name}}} stands twice")
        if not between and at:
            raise PatternError("two fields need something between them, as an underscore")
        form = _FORMS.get(name, ".+?")
        out += re.escape(between) + (f"(?P<{name}>{form})" if name else f"(?:{form})")
        fields += [name] if name else []
        at = m.end()
    if not at:
        raise PatternError("there is no field in it, as {date}")
    return Pattern(out + re.escape(bare[at:]), tuple(fields))


def read(stem: str, patterns: Sequence[str], is_date: Callable[[str], bool]) -> dict[str, str] | None:
    """Return the fields of Metadata that the name of a file says, by the first pattern that fits; None where none does."""
    for said in patterns:
        expression, fields = pattern(said)
        found = re.fullmatch(expression, stem)
        if found is None:
            continue
        values = {FIELDS[field][0]: _value(field, found[field], is_date) for field in fields if FIELDS[field][0]}
        if all(values.values()):
            return {DOCUMENT[key][0] or key: value for key, value in values.items()}
    return None


def _value(field: str, said: str, is_date: Callable[[str], bool]) -> str:
    """Return what a field means; "" for a date that there is not."""
    if field != "date":
        return " ".join(re.sub(r"[_+]", " ", said).split())
    m = _PARTS.fullmatch(said)
    made = "-".join(part for part in (m["y"], m["m"], m["d"]) if part) if m else ""
    return made if made and is_date(made) else ""
