"""tei-encoder: plain text copied from digital archives becomes TEI P5, by rules, with nothing lost.

>>> from encoder import encode
>>> encode("He left.", name="note").ok
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from encoder.draft.types import Annotation, Fact, Problem, Profile, Rule, Source
    from encoder.errors import EncoderError
    from encoder.layout.blocks import Span
    from encoder.rules.profiles import PROFILES
    from encoder.run.api import Result, encode, to_text, validate

__version__ = "0.2.0"

#: what is offered -> the module that has it, loaded when it is asked for: ``import encoder`` takes no time
_OFFERED = {
    "Annotation": "encoder.draft.types",
    "EncoderError": "encoder.errors",
    "Fact": "encoder.draft.types",
    "PROFILES": "encoder.rules.profiles",
    "Problem": "encoder.draft.types",
    "Profile": "encoder.draft.types",
    "Result": "encoder.run.api",
    "Rule": "encoder.draft.types",
    "Source": "encoder.draft.types",
    "Span": "encoder.layout.blocks",
    "encode": "encoder.run.api",
    "to_text": "encoder.run.api",
    "validate": "encoder.run.api",
}

__all__ = [
    "PROFILES",
    "Annotation",
    "EncoderError",
    "Fact",
    "Problem",
    "Profile",
    "Result",
    "Rule",
    "Source",
    "Span",
    "encode",
    "to_text",
    "validate",
]


def __getattr__(name: str) -> object:
    if name not in _OFFERED:
        raise AttributeError(f"module 'encoder' has no attribute {name!r}")
    return getattr(import_module(_OFFERED[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_OFFERED])
