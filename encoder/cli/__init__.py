"""The commands: arguments in, exit status out, no thinking."""

from __future__ import annotations

import click

from encoder import __version__
from encoder.cli import deposits, exports, lists, pages, schemas, texts


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tei-encoder")
def main() -> None:
    """Turn plain text copied from digital archives into valid TEI P5, by rules, with nothing lost."""


for command in (
    texts.encode, texts.validate, texts.text, texts.explain, texts.init, texts.status, texts.decisions,
    pages.site, pages.preview, pages.review, deposits.check, deposits.package,
):  # fmt: skip
    main.add_command(command)
for group in (exports.exports, lists.authority_lists, schemas.schema):
    main.add_command(group)
