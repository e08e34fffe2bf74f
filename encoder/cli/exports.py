"""The commands that make other things of finished editions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from encoder.cli.common import PATH, finishing, run_options


@click.group("export")
def exports() -> None:
    """Make other things of finished editions: for correspSearch, as one corpus, as tables."""


def export_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command what every export needs."""
    function = click.option("--force", is_flag=True, help="Write over a file that is no export of this kind.")(run_options(function))
    function = click.option("--out", required=True, type=PATH, help="The file to write.")(function)
    return click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")(function)


@exports.command()
@export_options
@click.option("--title", default="Correspondence metadata", show_default=True, help="Title of the file.")
@click.option("--editor", default="", help="Who edited it; without it the editors of the editions.")
@click.option("--publisher", default="", help="Who publishes it; without it the publishers of the editions.")
@click.option("--date", "day", default="", help="When it is published (YYYY-MM-DD); without it the last date of an edition.")
@click.option("--url", required=True, help="Where it will stand.")
@click.option("--base", default="", help="Where the editions stand; the identifier is put behind it, for those without a URL of their own.")
@finishing
def cmif(
    files: tuple[Path, ...], out: Path, title: str, editor: str, publisher: str, day: str, url: str, base: str, force: bool,
    debug: bool, quiet: bool,
) -> int:
    """Collect all correspDesc in the Correspondence Metadata Interchange Format, version 1.1."""
    from encoder.export.cmif import Publication, make
    from encoder.export.deliver import CMIF, deliver

    about = Publication(title, publisher, url, editor, day, base)
    about.check()
    return deliver(files, out, CMIF, partial(make, about=about), force, debug, quiet)


@exports.command()
@export_options
@click.option("--title", default="A corpus of editions", show_default=True, help="Title of the corpus.")
@click.option("--publisher", default="", help="Who publishes it.")
@finishing
def corpus(files: tuple[Path, ...], out: Path, title: str, publisher: str, force: bool, debug: bool, quiet: bool) -> int:
    """Put all editions into one teiCorpus with one standOff."""
    from encoder.export.corpus import make
    from encoder.export.deliver import CORPUS, deliver

    return deliver(files, out, CORPUS, partial(make, title=title, publisher=publisher), force, debug, quiet)


@exports.command("csv")
@export_options
@click.option(
    "--rows", type=click.Choice(["documents", "entities", "mentions", "edges", "redactions", "notes"]), default="documents",
    show_default=True, help="What a row is.",
)
@finishing
def csv_table(files: tuple[Path, ...], out: Path, rows: str, force: bool, debug: bool, quiet: bool) -> int:
    """Write a table: a row a document, an entity, a mention, an edge, a redaction or a note."""
    from encoder.export.deliver import CSV, deliver
    from encoder.export.tables import to_csv

    return deliver(files, out, CSV, partial(to_csv, rows=rows), force, debug, quiet)


@exports.command()
@export_options
@click.option("--series", default="", help="Title of the series; what is not given is taken from the source of the first edition.")
@click.option("--subseries", default="", help="Years of the subseries: 1958–1960.")
@click.option("--number", default="", help="Number of the volume: Volume XII.")
@click.option("--title", default="", help="Title of the volume.")
@click.option("--publisher", default="", help="Publisher of the volume.")
@click.option("--place", default="", help="Place of publication.")
@click.option("--year", default="", help="Year of publication.")
@click.option("--editor", "editors", multiple=True, help="Editor of the volume; may be repeated.")
@click.option("--general-editor", default="", help="General editor.")
@click.option("--renumber", is_flag=True, help="Number the documents from 1, as those of a whole volume are.")
@click.option("--dates", is_flag=True, help="Write subtype and the span of time of each document, as the volumes have them since 2017.")
@click.option("--facs", default="", help="Name of the image of a page: {:04} stands for its number with four figures.")
@finishing
def frus(
    files: tuple[Path, ...], out: Path, series: str, subseries: str, number: str, title: str, publisher: str, place: str, year: str,
    editors: tuple[str, ...], general_editor: str, renumber: bool, dates: bool, facs: str, force: bool, debug: bool, quiet: bool,
) -> int:
    """Assemble a volume in the dialect of the Office of the Historian; the name of OUT without its ending is the volume's identifier."""
    from encoder.export.deliver import VOLUME, deliver
    from encoder.export.frus import Volume, make

    about = Volume(
        out.stem, series, subseries, number, title, publisher, place, year, editors, general_editor, renumber, dates, facs
    )  # fmt: skip
    about.check()
    return deliver(files, out, VOLUME, partial(make, volume=about), force, debug, quiet)


@exports.command()
@export_options
@finishing
def jsonl(files: tuple[Path, ...], out: Path, force: bool, debug: bool, quiet: bool) -> int:
    """Write a line of JSON a document: its facts, text, notes, mentions, edges and redactions."""
    from encoder.export.deliver import JSONL, deliver
    from encoder.export.tables import to_jsonl

    return deliver(files, out, JSONL, to_jsonl, force, debug, quiet)


@exports.command()
@click.option("--out", required=True, type=PATH, help="Folder for the files; made if it is not there.")
@click.option("--force", is_flag=True, help="Write over files that were changed.")
@run_options
@finishing
def css(out: Path, force: bool, debug: bool, quiet: bool) -> int:
    """Write stylesheets for the TEI itself and behaviours for CETEIcean."""
    from encoder.export.css import write

    write(out, force)
    return 0


@exports.command("text")
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
@click.option("--out", required=True, type=PATH, help="Folder for the files; made if it is not there.")
@click.option("--force", is_flag=True, help="Write over files that are others.")
@run_options
@finishing
def reading_text(files: tuple[Path, ...], out: Path, force: bool, debug: bool, quiet: bool) -> int:
    """Write the reading text of each edition, in which offsets count, and its notes beside it."""
    from encoder.export.texts import write

    return write(files, out, force, debug, quiet)


@exports.command()
@export_options
@finishing
def geojson(files: tuple[Path, ...], out: Path, force: bool, debug: bool, quiet: bool) -> int:
    """Write the places that have coordinates, with how often they are named."""
    from encoder.export.data import to_geojson
    from encoder.export.deliver import GEOJSON, deliver

    return deliver(files, out, GEOJSON, to_geojson, force, debug, quiet)


@exports.command()
@export_options
@finishing
def graphml(files: tuple[Path, ...], out: Path, force: bool, debug: bool, quiet: bool) -> int:
    """Write the network: who wrote to whom, who was present together, who is named together."""
    from encoder.export.data import to_graphml
    from encoder.export.deliver import GRAPHML, deliver

    return deliver(files, out, GRAPHML, to_graphml, force, debug, quiet)


@exports.command()
@export_options
@finishing
def spacy(files: tuple[Path, ...], out: Path, force: bool, debug: bool, quiet: bool) -> int:
    """Write training data with offsets for spaCy: a line of JSON a text."""
    from encoder.export.data import to_spacy
    from encoder.export.deliver import SPACY, deliver

    return deliver(files, out, SPACY, to_spacy, force, debug, quiet)


@exports.command()
@export_options
@click.option("--title", default="", help="Title of the registers.")
@click.option("--link", type=PATH, help="Folder for copies of the editions that point to the registers; the editions stay as they are.")
@finishing
def registers(files: tuple[Path, ...], out: Path, title: str, link: Path | None, force: bool, debug: bool, quiet: bool) -> int:
    """Write one list of persons, places and organisations of all editions, with the documents that name them."""
    from encoder.export.deliver import REGISTERS, deliver
    from encoder.export.registers import Registers

    made = Registers(out, title, link, force)
    return deliver(files, out, REGISTERS, made.make, force, debug, quiet, made.write)
