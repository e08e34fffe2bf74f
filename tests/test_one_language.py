"""Another language is one file: with a table of Esperanto the encoder reads a letter, a chapter and dates in it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import encoder
from encoder.language.languages import language

#: what every language that is read whole has, by the tables of its file
WHOLE = {
    "months": None, "weekdays": None, "ordinals": None,
    "speech": {"verbs", "labels", "told"}, "headings": {"chapter", "preface", "sentence", "record", "meeting"},
    "notes": {"heads", "labels"}, "pages": {"words"}, "letters": {"salutation", "valediction", "signed", "address", "marks"},
}  # fmt: skip
TABLE = """
code = "eo"
name = "Esperanto"
capitals = false

[months]
1 = ["januaro"]
8 = ["aŭgusto"]

[headings]
chapter = ["Ĉapitro"]

[letters.salutation]
warm = ["kara", "karaj", "estimata"]
who = ["amiko", "sinjoro", "amikino"]
among = ["mia"]
formulas = []

[letters.valediction]
strong = ["elkore", "sincere", "salutas"]
self = ["amiko"]
among = ["vin", "via", "kun"]
sentence = []
formulas = []

[letters.signed]
before = []

[letters.address]
to = ["ĉe"]
title = ["sinjoro"]
where = ["strato"]

[letters.marks]
postscript = ['P\\.?\\s?S\\.?']

[function]
words = ["la", "kaj", "de", "mi", "vi", "estas", "ne"]
"""
ASKED = """
from encoder.anatomy import headings, salutes
from encoder.dates import find
from encoder.layout.blocks import Span
print(salutes.salutation("Kara amiko,") >= 3, salutes.valediction("Elkore via") >= 2, salutes.address("Ĉe sinjoro Pym") >= 1.5,
      headings.named_heading("Ĉapitro II."), next(iter(find("4 aŭgusto 1833", language="eo")), None) is not None)
"""


@pytest.mark.parametrize("code", ["de", "en", "es", "fr", "it", "la", "ru"])
def test_seven_languages_have_every_table(code: str) -> None:
    table = language(code)
    for name, keys in WHOLE.items():
        assert getattr(table, name), f"{code} has no {name}"
        assert keys is None or keys <= set(getattr(table, name)), f"{code}: {name}"


def test_another_language_is_one_file(tmp_path: Path) -> None:
    home = Path(encoder.__file__).parent
    shutil.copytree(home, tmp_path / "encoder", ignore=shutil.ignore_patterns("__pycache__"))

    def asked() -> str:
        done = subprocess.run([sys.executable, "-c", ASKED], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
        return done.stdout.strip()

    assert asked() == "False False False False False"
    (tmp_path / "encoder" / "language" / "tables" / "eo.toml").write_text(TABLE, encoding="utf-8")
    assert asked() == "True True True True True"
