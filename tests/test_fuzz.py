"""Made-up texts, lists and editions through the commands: never a traceback, always a status the commands have."""

from __future__ import annotations

import tempfile
from pathlib import Path

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from encoder.cli import main
from tests.conftest import TEI_FOLDER

#: what copied texts are made of, and what they should not be made of
PIECES = st.sampled_from([
    "1. Letter From A to B1\n\n", "Baghdad, March 9, 1955.\n\n", "Mr. [Rusk] said", "Constanța", "State²", "(p. 2)", "[Page 2]", "[Page\t5]",
    "[2 lines not declassified]", "[REDACTED]", "  1. Source: X.\n", "  2. Y.\n", "FROM:\n", "TO:\n", "SUBJECT\n", "[^1]", "[^1]:\n", "# ", "> ",
    "a\tb\n", "\n\n", "\n", " ", "]", "[", "*", "†", "1958", "February 30, 1958", "Mr. John Smith", "Иван", "العربية", "ﬁ", "\u2028", "\xa0", "\xad",
    "&<>\"'", "]]>", "<!--", "&#0;", "The Department of State ", "Record ID: 7\n", "Summary:\n", "---\n", "title: x\n", "12 ", "a- \n", "￼", "e\u0301",
])  # fmt: skip
#: all but halves of pairs
CHARACTERS = st.characters(codec="utf-8")
TEXTS = st.lists(PIECES | CHARACTERS, min_size=1, max_size=40).map("".join)
NAMES = st.text(CHARACTERS, min_size=1, max_size=12).filter(
    lambda n: n.strip(". ") != "" and not set(n) & {"/", "\0"}
)
EDITION = (TEI_FOLDER / "wilson122923.xml").read_bytes()


def _sound(*arguments: object) -> None:
    done = CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)
    assert done.exit_code in {0, 1, 2}, done.output
    assert "Traceback" not in done.output
    assert "error internal" not in done.output, done.output


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=3), NAMES)
def test_texts_through_every_command(texts: list[str], name: str) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for k, text in enumerate(texts):
            (folder / f"{name}{k}.txt").write_text(text, "utf-8")
        _sound("encode", folder, "--out", folder / "out")
        _sound("explain", folder)
        _sound("authority", "build", folder, "--out", folder / "p.csv")
        if list((folder / "out").glob("*.xml")):
            assert CliRunner().invoke(main, ["validate", str(folder / "out")]).exit_code == 0
            for kind in ("csv", "jsonl", "corpus"):
                _sound("export", kind, folder / "out", "--out", folder / f"x.{kind}")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(EDITION)), st.integers(0, 60), st.binary(max_size=8)), min_size=1, max_size=4))
def test_editions_through_every_command(changes: list[tuple[int, int, bytes]]) -> None:
    data = EDITION
    for at, length, by in changes:
        data = data[:at] + by + data[at + length :]
    with tempfile.TemporaryDirectory() as made:
        (Path(made) / "a.xml").write_bytes(data)
        (Path(made) / "b.xml").write_bytes(EDITION)
        _sound("validate", made)
        _sound("text", Path(made) / "a.xml", Path(made) / "b.xml")
        for kind in ("csv", "jsonl", "corpus", "frus"):
            _sound("export", kind, made, "--out", Path(made) / f"x.{kind}")


ROWS = st.lists(st.text(CHARACTERS, max_size=12) | PIECES, min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from(["csv", "toml", "xml"]), st.sampled_from(["persons", "terms", "places", "orgs"]))
def test_lists_of_any_kind(cells: list[str], form: str, kind: str) -> None:
    written = {
        "csv": "id,name,forms\n" + "".join(f"p_{k},{cell},{cell}\n" for k, cell in enumerate(cells)),
        "toml": "".join(f'[[{kind[:-1]}]]\nid = "p_{k}"\nname = "{cell}"\nsource = "x"\n' for k, cell in enumerate(cells)),
        "xml": "<list>" + "".join(f'<item><persName xml:id="p_{k}">{cell}</persName></item>' for k, cell in enumerate(cells)) + "</list>",
    }
    with tempfile.TemporaryDirectory() as made:
        (Path(made) / "a.txt").write_text("1. Editorial Note\n\nMr. John Smith left.\n", "utf-8")
        path = Path(made) / f"list.{form}"
        path.write_text(written[form], "utf-8")
        _sound("encode", Path(made) / "a.txt", "--out", Path(made) / "out", f"--{kind}", path)
        (Path(made) / "edition.toml").write_text("\n".join(cells), "utf-8")
        _sound("encode", Path(made) / "a.txt", "--out", Path(made) / "out2")
