"""What each rule means and how it is mended: the table ``codes.toml`` and the rules of our own Schematron."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from lxml import etree

from encoder.errors import EncoderError
from encoder.validation.schemas import schema_folder
from encoder.xml.safe import parser

SCH = "{http://purl.oclc.org/dsdl/schematron}"


@cache
def codes() -> dict[str, tuple[str, str]]:
    """Return rule -> what it means in a line, and more about it."""
    table = tomllib.loads(files("encoder.validation").joinpath("codes.toml").read_text(encoding="utf-8"))
    found = {code: (str(row["short"]), str(row["more"])) for code, row in table.items()}
    rules = etree.parse(schema_folder() / "edition.sch", parser(ids=False))
    for check in rules.iter(f"{SCH}assert", f"{SCH}report"):
        words = "".join([check.text or "", *("..." + (below.tail or "") for below in check)])
        found.setdefault(check.get("id") or "", ("A rule of the schema of the edition (edition.sch)", " ".join(words.split())))
    return found


def explain(code: str) -> str:
    """Return what a rule means, for a person. Raises EncoderError for one that is not ours."""
    if code not in codes():
        raise EncoderError(f"no rule {code!r}; the program has {', '.join(sorted(codes()))}")
    short, more = codes()[code]
    return f"{code}: {short}.\n  {more}"
