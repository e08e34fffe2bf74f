"""What makes the start quick says what the slow way would say."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encoder.anatomy import diary
from encoder.dates import editing
from encoder.language import identify, organisations
from encoder.rules.offers import offers
from encoder.rules.structure.list_headed import HEAD, HEADS, head_type
from encoder.run.manifest import digest, rules_digest
from encoder.tables import said
from tests.conftest import ROOT

TABLES = sorted((ROOT / "encoder").rglob("*.toml"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_table_says_what_tomllib_reads(path: Path) -> None:
    text = path.read_text("utf-8")
    assert repr(said(text, "x")) == repr(tomllib.loads(text))


LINES = st.sampled_from([
    "a = 1", "a = -2", "b = 0", "a.b = 1", 'a = "x"', r'a = "\u00e4\n"', r"c = 'x\y'", 'a = ["x", "y",]', "a = []", "a = [1, 2 # x, y]", "]",
    "a = [ # note", ' "x", # "y"', "[t]", "[t.u]", "[t]", "[[r]]", "[[t]]", "r = []", "# a remark", "", '"a b" = true', "'q' = false", "d = 1.5",
    "d = 01", "d = 1_000", "e = 2020-01-01", 'f = """x"""', "g = {a = 1}", 'h = ["a" "b"]', "h = [[1], [2]]", "k = inf", "l = +1", "=", "a", "\ta = 1 ",
    "a = true # so", 'a = "x" "y"', "[t] # x", "[ t ]", "m = 0x1F", 'n = "\t"', "\r", "a = 1\r",
])  # fmt: skip


@given(st.lists(LINES, max_size=6))
def test_any_text_is_read_as_tomllib_reads_it(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        wanted = repr(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        with pytest.raises(ValueError, match="x: "):
            said(text, "x")
    else:
        assert repr(said(text, "x")) == wanted


@pytest.mark.parametrize("packed", [False, True])
def test_an_offer_is_found_wherever_importlib_finds_it(packed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info, written = "own-1.0.dist-info", {"METADATA": "Metadata-Version: 2.1\nName: own\nVersion: 1.0\n", "entry_points.txt": "[our.group]\nb = x:B\na = x:A\n"}
    place = tmp_path / ("own.zip" if packed else "site")
    if packed:
        with zipfile.ZipFile(place, "w") as archive:
            for name, text in written.items():
                archive.writestr(f"{info}/{name}", text)
    else:
        (place / info).mkdir(parents=True)
        for name, text in written.items():
            (place / info / name).write_text(text, "utf-8")
    assert offers("our.group") == []
    monkeypatch.syspath_prepend(place)
    assert [point.name for point in offers("our.group")] == ["a", "b"]
    assert offers("your.group") == []


def test_a_day_opens_as_the_quick_pattern_says() -> None:
    months, weekdays = diary._tables()
    places = ("", "Remarks on ", "Proceedings ", "St. Helena, ", "Rio de Janeiro, ", "1861, ", "[(", "**", "the ", "d. ")
    tried = met = 0
    for named in (*months, *weekdays):
        for before in places:
            for line in (f"{before}{named.title()} 3d, 1861. We sailed", f"{before}{named.upper()}, the 4th of May: he", f"{before}5. {named}. 1777--", f"{before}{named}"):
                tried += 1
                if diary._pattern().match(line):
                    met += 1
                    assert diary._opening().match(line), line
    assert met > tried / 3


@given(st.text(st.sampled_from("ABCDEMJSWT abcdemjswt.,-–(_*1203['İıſK"), max_size=20))
def test_no_other_line_opens_a_day(line: str) -> None:
    assert not diary._pattern().match(line) or diary._opening().match(line)


def test_a_line_of_an_editor_has_one_of_the_words() -> None:
    for pattern in editing._patterns():
        for word in re.findall(r"[^\W\d_]{4,}", pattern.pattern):
            for line in (f"{word} by J. Fenn, 4 May", f"{word.upper()}: J. Fenn", f"J. Fenn ({word})", f"{word} von J. Fenn", f"[{word} par J. Fenn"):
                assert not pattern.search(line) or editing._words().search(line), line


@given(st.one_of(st.sampled_from(sorted(HEADS)), st.text("SUBJECT :.\u017f\u212apart", max_size=12)), st.sampled_from(["", ":", " :", ".", "\n", ": ", "x"]), st.booleans())
def test_the_head_of_a_list_is_told_as_the_pattern_tells_it(name: str, end: str, small: bool) -> None:
    line = (name.capitalize() if small else name) + end
    found = HEAD.fullmatch(line)
    slow = HEADS[" ".join((found["caps"] or found["mixed"] or found["bare"]).upper().split())] if found else ""
    assert head_type(line) == slow


def test_foreign_signs_are_those_of_the_range() -> None:
    whole = "".join(map(chr, range(sys.maxunicode + 1)))
    assert identify._FOREIGN.findall(whole) == list(whole[0x370:0x10000])


def test_one_text_needs_none_of_what_other_commands_need() -> None:
    code = (
        "import sys; sys.modules['rnc2rng'] = None; from encoder import encode; encode('Memorandum\\n\\nWashington, May 5, 1959\\n\\nHe left.');"
        "print(*sorted(sys.modules))"
    )
    there = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout.split())
    heavy = {"tomllib", "urllib.request", "http.client", "ssl", "email.message", "multiprocessing", "tempfile", "statistics", "zipfile", "xmlschema",
             "importlib.metadata", "importlib.resources", "encoder.source.formats.convert", "encoder.authority.read"}  # fmt: skip
    assert sorted(there & heavy) == []


def test_the_digest_of_the_program_is_of_every_file_that_decides() -> None:
    package = ROOT / "encoder"
    deciding = {".py", ".toml", ".txt", ".json", ".csv", ".tsv"}
    files = sorted(path for path in package.rglob("*") if path.suffix in deciding and path.is_file())
    slow = digest(*(part for path in files for part in (path.relative_to(package).as_posix().encode(), path.read_bytes())))
    assert rules_digest.__wrapped__() == slow


def test_bodies_and_their_names_are_those_that_can_be_looked_up() -> None:
    bodies = organisations._listed().values()
    assert organisations.acronyms() == {short for body in bodies for short in body.acronyms}
    assert {form for body in bodies for form in (body.name, *body.acronyms, *body.others)} <= organisations.forms()
