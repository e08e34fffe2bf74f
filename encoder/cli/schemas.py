"""The commands over schemas."""

from __future__ import annotations

from pathlib import Path

import click

from encoder.cli.common import PATH, debug_option, finishing
from encoder.errors import EncoderError


@click.group()
def schema() -> None:
    """Export the schema of the edition; compare schemas."""


@schema.command("export")
@click.argument("folder", type=PATH)
@debug_option
@finishing
def export(folder: Path, debug: bool) -> int:
    """Copy the schema into FOLDER, for editions that are to carry it along."""
    from encoder.io.files import write_whole
    from encoder.io.names import shown
    from encoder.validation.schemas import schema_folder

    for file in sorted(schema_folder().glob("*.*")):
        if file.suffix in {".rnc", ".rng", ".xsd", ".sch", ".odd"}:
            write_whole(folder / file.name, file.read_bytes())
            click.echo(shown(folder / file.name))
    return 0


@schema.command("add")
@click.argument("name")
@click.argument("file", type=PATH)
@debug_option
@finishing
def add(name: str, file: Path, debug: bool) -> int:
    """Keep a schema under a NAME (tei_all, say), for `validate --schema NAME`.

    It is one file: what it includes is not kept, and a schema that cannot be used without it is not added.
    """
    from encoder.io.names import shown
    from encoder.validation.named import add as keep
    from encoder.validation.schemas import load_schema

    load_schema((file,))
    kept = keep(name, file)
    try:
        load_schema((kept,))
    except EncoderError as error:
        kept.unlink()
        raise EncoderError(f"{shown(file)} needs other files, which are not kept with it: {error}") from None
    click.echo(shown(kept))
    return 0


@schema.command("inclusion")
@click.argument("first", type=PATH, metavar="A.rng")
@click.argument("second", type=PATH, metavar="B.rng")
@debug_option
@finishing
def inclusion(first: Path, second: Path, debug: bool) -> int:
    """Prove that B allows every document that A allows, or say where not.

    Exit status: 0 proved, 1 not proved, 2 a grammar that cannot be read.
    """
    from encoder.schema_tools.grammar import load
    from encoder.schema_tools.inclusion import prove
    from encoder.schema_tools.patterns import GrammarError

    try:
        result = prove(load(first), load(second))
    except GrammarError as error:
        raise EncoderError(str(error)) from None
    for failure in result.failures:
        click.echo(str(failure))
    said = "not proved" if result.failures else "proved"
    click.echo(f"{said}: {result.elements} pairs of elements, {result.pairs} pairs of content models compared", err=True)
    return 1 if result.failures else 0
