"""A JSON Schema of ``edition.toml``, made of the tables that the file is checked with: ``python -m encoder.source.json_schema``."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from encoder.source.keys import CHANGE, CHOICES, DOCUMENT, EDITION, FORMS, RESPONSIBLE, SOURCE

#: the same as ``metadata.ISO_DATE``, in the words of ECMA
_DATE = r"^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?$"


def schema() -> dict[str, Any]:
    """Return the schema (draft-07, which editors of TOML read)."""
    responsible = {"type": "array", "items": _table(RESPONSIBLE, "resp", "name")}
    edition = _table(EDITION)
    edition["properties"]["responsible"] = {**responsible, "description": EDITION["responsible"][2]}
    change = {"type": "array", "items": _table(CHANGE, "when", "what")}
    edition["properties"]["change"] = {**change, "description": EDITION["change"][2]}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "edition.toml",
        "description": "What the texts of an edition do not say",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "edition": edition,
            "source": {"type": "object", "additionalProperties": _table(SOURCE, "title")},
            "document": {"type": "array", "items": _table(DOCUMENT, "file")},
        },
    }


def _table(keys: Mapping[str, tuple[str | None, type, str]], *needed: str) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": {k: _key(k, v) for k, v in keys.items()}}
    return {**made, "required": list(needed)} if needed else made


def _key(name: str, said: tuple[str | None, type, str]) -> dict[str, Any]:
    _, kind, meaning = said
    if kind is list:
        return {"type": "array", "items": {"type": "string"}, "description": meaning}
    made: dict[str, Any] = {"type": "string", "description": meaning}
    if name in CHOICES:
        made["enum"] = list(CHOICES[name])
    if name in {"date", "when"}:
        made["pattern"] = _DATE
    if name in FORMS:
        made["pattern"] = f"^{FORMS[name][0]}$"
    return made


def text() -> str:
    """Return the schema as the file has it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
