"""The commands that show and ask: site, preview, review."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from encoder.cli.common import PATH, debug_option, finishing, list_options, metadata_option, profile_option, quiet_option, run_options
from encoder.errors import EncoderError
from encoder.io.names import shown

if TYPE_CHECKING:
    from encoder.review.server import Server

_port = click.option("--port", type=click.IntRange(0, 65535), default=0, show_default=True, help="Port on 127.0.0.1; 0 takes a free one.")
_open = click.option("--no-open", is_flag=True, help="Open no browser; the address is printed in any case.")


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


@click.command()
@click.argument("file", type=PATH, metavar="FILE")
@profile_option
@metadata_option
@_port
@_open
@debug_option
@quiet_option
@finishing
def preview(file: Path, profile: str, metadata: Path | None, port: int, no_open: bool, debug: bool, quiet: bool) -> int:
    """Show one document, an edition or a text, in the browser, and show it anew whenever it changes. Ctrl+C ends it."""
    from encoder.review.server import Server, given
    from encoder.run.desk import root_of, version
    from encoder.run.job import Job
    from encoder.site.pane import ASSETS, asset, faulty
    from encoder.site.pane import preview as page
    from encoder.xml.safe import RefusedXMLError

    if not file.is_file():
        raise EncoderError(f"{shown(file)}: no such file")
    job = Job(out=Path(), profile=profile, metadata=metadata, debug=debug, quiet=True)

    def whole() -> bytes:
        try:
            return page(root_of(file, job), file.name)
        except RefusedXMLError as error:
            return faulty(file.name, f"line {error.line}, column {error.column}: {error}")
        except EncoderError as error:
            return faulty(file.name, str(error))

    files = {name: (kind, asset(name)) for name, kind in ASSETS.items()}
    gets = given(files)
    gets[""] = lambda _: ("text/html", whole())
    gets["version"] = lambda _: ("text/plain", version(file, job).encode())
    with Server(gets, {}, port) as server:
        return _serve(server, no_open)


@click.command()
@click.argument("folder", type=PATH, metavar="DIR")
@profile_option
@list_options
@click.option("--by", default="", help="Who decides; written beside every decision.")
@click.option("--static", "static_file", type=PATH, help="Write one HTML file instead, which needs no server; decisions are downloaded.")
@_port
@_open
@debug_option
@quiet_option
@finishing
def review(
    folder: Path, profile: str, persons: tuple[Path, ...], terms: tuple[Path, ...], places: tuple[Path, ...], orgs: tuple[Path, ...],
    metadata: Path | None, by: str, static_file: Path | None, port: int, no_open: bool, debug: bool, quiet: bool,
) -> int:
    """Ask what the rules were not sure of in the texts of DIR, and write what is decided into its decisions.csv. Ctrl+C ends it."""
    from encoder.io.files import write_whole
    from encoder.review.desk import Desk, Text
    from encoder.review.page import addresses, static
    from encoder.review.server import Server
    from encoder.run.desk import lying_in
    from encoder.run.job import Job
    from encoder.site.pane import pane, styles

    if not folder.is_dir():
        raise EncoderError(f"{shown(folder)}: no such folder")
    job = Job(
        out=Path(), profile=profile, persons=persons, terms=terms, places=places, orgs=orgs, metadata=metadata, debug=debug, quiet=quiet
    )
    where = metadata.parent if metadata else folder
    desk = Desk(where, [Text(*lying) for lying in lying_in(folder, job)], pane, by)
    if not desk.texts:
        raise EncoderError(f"{shown(folder)}: no text in this folder")
    desk.decisions()  # a broken file is told before anybody decides anything
    if static_file is not None:
        write_whole(static_file, static(desk, styles()))
        return 0
    with Server(*addresses(desk, styles()), port) as server:
        status = _serve(server, no_open)
    desk.rest()
    return status


def _serve(server: Server, no_open: bool) -> int:
    """Serve until Ctrl+C, which is how such a command is ended."""
    import webbrowser

    click.echo(server.address)
    if not no_open:
        webbrowser.open(server.address)
    with suppress(KeyboardInterrupt):
        server.serve_forever(poll_interval=0.2)
    return 0
