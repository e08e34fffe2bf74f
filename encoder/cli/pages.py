"""The commands that show: site, preview."""

from __future__ import annotations

from pathlib import Path

import click

from encoder.cli.common import PATH, finishing, run_options


@click.command()
@click.argument("editions", nargs=-1, required=True, type=PATH, metavar="DIR...")
@click.option("--out", required=True, type=PATH, help="Folder for the site; made if it is not there.")
@click.option("--title", default="", help="Title of the edition; default: title in edition.toml.")
@click.option("--metadata", type=PATH, help="The edition.toml that names the edition; default: the one in DIR.")
@click.option("--theme", type=PATH, help="Stylesheet in the place of theme.css: colours, letters, measures.")
@click.option("--templates", type=PATH, help="Folder of templates that go before our own.")
@click.option("--force", is_flag=True, help="Write into a folder that holds other files.")
@run_options
@finishing
def site(
    editions: tuple[Path, ...], out: Path, title: str, metadata: Path | None, theme: Path | None, templates: Path | None, force: bool,
    debug: bool, quiet: bool,
) -> int:
    """Make a site of editions: documents, registers, map, timeline, search. It opens from the disk and asks nothing of the network."""
    from encoder.site.write import Call, title_of, write_site

    said, project = title_of(editions, metadata)
    return write_site(Call(editions, out, title or said, project, templates, theme, force, debug, quiet))
