"""What a person has decided of a text: read from ``decisions.csv``, found by its words, obeyed.

A page that asks uses these names:

- ``load(path)`` and ``save(path, decisions)``: the whole file, sorted; ``FILE_NAME`` is its name beside the texts,
- ``Decision``, and ``anchored(text, span)`` for its ``exact``, ``prefix`` and ``suffix``,
- ``apply(draft, decisions)``: the draft with what they say, and a Problem for each that fits nowhere or contradicts another.
"""

from encoder.decisions.anchors import Anchor, anchored
from encoder.decisions.apply import apply
from encoder.decisions.file import FILE_NAME, DecisionsError, load, merged, save, to_csv
from encoder.decisions.record import COLUMNS, KINDS, SCOPES, Decision, complaint

__all__ = [
    "COLUMNS",
    "FILE_NAME",
    "KINDS",
    "SCOPES",
    "Anchor",
    "Decision",
    "DecisionsError",
    "anchored",
    "apply",
    "complaint",
    "load",
    "merged",
    "save",
    "to_csv",
]
