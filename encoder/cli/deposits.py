"""The commands before a deposit: what is still missing, and the papers that go with the editions."""

from __future__ import annotations

from pathlib import Path

import click

from encoder.cli.common import PATH, debug_option, finishing, run_options


@click.command()
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
@click.option(
    "--for", "target", required=True, type=click.Choice(["zenodo", "textgrid", "tapas", "bptl4", "dtabf"]), help="Who asks for it."
)
@run_options
@finishing
def check(files: tuple[Path, ...], target: str, debug: bool, quiet: bool) -> int:
    """Say what editions still lack for a repository or a set of guidelines.

    Exit status: 0 nothing that is required is missing, 1 something is, 2 a wrong call.
    """
    from encoder.export.requirements import check as run
    from encoder.validation.files import find_files

    return run(find_files(files), target, debug, quiet)


@click.command()
@click.argument("folder", type=PATH, metavar="DIR")
@click.option("--for", "target", required=True, type=click.Choice(["zenodo", "github"]), help="Where it is deposited.")
@click.option("--title", default="", help="Title of the edition; default: title in edition.toml, else the name of the folder.")
@click.option("--force", is_flag=True, help="Write over files of these names that this command did not write.")
@debug_option
@finishing
def package(folder: Path, target: str, title: str, force: bool, debug: bool) -> int:
    """Write into a folder of editions what goes with a deposit: checksums, citation, metadata, schema, validity.

    Nothing is written while a licence or an editor is missing; the message says where to fill it in.
    """
    from encoder.export.package import package as run
    from encoder.io.names import shown

    for path in run(folder, target, title, force):
        click.echo(shown(path))
    return 0
