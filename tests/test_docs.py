"""What the documents name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from encoder.source.keys import CHANGE, DOCUMENT, EDITION, RESPONSIBLE, SOURCE
from tests.conftest import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "seeds").glob("*.md")])


def test_every_key_of_edition_toml_is_documented() -> None:
    page = (ROOT / "docs" / "edition-toml.md").read_text(encoding="utf-8")
    for table in (EDITION, SOURCE, DOCUMENT, RESPONSIBLE, CHANGE):
        for key, (_, _, meaning) in table.items():
            assert f"`{key}`" in page
            assert meaning in page


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_to_files_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_readme_names_real_options() -> None:
    from click.testing import CliRunner

    from encoder.cli import main

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    known = ""
    for command in ("encode", "validate", "text", "explain", "review", "site", "init", "status", "schema inclusion", "schema export"):
        done = CliRunner().invoke(main, [*command.split(), "--help"])
        assert done.exit_code == 0
        known += done.stdout
    use = readme.partition("## Use")[2].partition("## How good")[0]
    use = re.sub(r"benchmarks/validate\.py --files \d+|uvx --from \S+", "", use)  # options of other programs
    for option in set(re.findall(r"--[a-z][a-z-]+", use)):
        assert option in known, option
