"""The commands: arguments in, exit status out, no thinking."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from encoder import __version__
from encoder.errors import EncoderError

_EXISTING = click.Path(path_type=Path)


class ProfileName(click.ParamType):  # type: ignore[type-arg]  # no type at run time before click 8.3
    """``auto`` or the name of a profile: the program's own, or one that another distribution brings."""

    name = "profile"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """Show what may be said, without loading a rule."""
        return "[auto|frus|wilson|plain|...]"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse a name that no profile has."""
        if value not in {"auto", "frus", "wilson", "plain"}:
            from encoder.rules.profiles import named

            try:
                named(value)
            except EncoderError as error:
                self.fail(str(error), param, ctx)
        return value


PROFILE = ProfileName()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tei-encoder")
def main() -> None:
    """Turn plain text copied from digital archives into valid TEI P5, by rules, with nothing lost."""


@main.command()
@click.argument("inputs", nargs=-1, required=True, type=_EXISTING, metavar="INPUT...")
@click.option("--out", "out", required=True, type=_EXISTING, help="Folder for the editions; made if it is not there.")
@click.option(
    "--profile", type=PROFILE, default="auto", show_default=True,
    help="Which family the texts belong to.",
)
@click.option("--persons", multiple=True, type=_EXISTING, help="List of persons: CSV, TOML or TEI. May be repeated.")
@click.option("--terms", multiple=True, type=_EXISTING, help="List of abbreviations: CSV, TOML or TEI. May be repeated.")
@click.option("--places", multiple=True, type=_EXISTING, help="List of places: CSV, TOML or TEI. May be repeated.")
@click.option("--orgs", multiple=True, type=_EXISTING, help="List of organisations: CSV, TOML or TEI. May be repeated.")
@click.option("--metadata", type=_EXISTING, help="What the texts do not say; default: edition.toml beside the texts.")
@click.option("--date", "day", help="Date of writing (YYYY-MM-DD) of texts that give none.")
@click.option("--link", type=click.Choice(["ref", "corresp", "key"]), help="Attribute that links names; default: ref.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to use.")
@click.option("--no-validate", is_flag=True, help="Write invalid editions too.")
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
def encode(
    inputs: tuple[Path, ...], out: Path, profile: str, persons: tuple[Path, ...], terms: tuple[Path, ...],
    places: tuple[Path, ...], orgs: tuple[Path, ...], metadata: Path | None, day: str | None, link: str | None, jobs: int,
    no_validate: bool, strict: bool,
) -> None:
    """Encode texts: files, folders (their *.txt, at any depth) or - for standard input."""
    from encoder.run.many import Job, encode_all

    job = Job(
        out=out, profile=profile, persons=persons, terms=terms, places=places, orgs=orgs, metadata=metadata, day=day or "", link=link or "",
        validate=not no_validate, strict=strict,
    )
    _finish(lambda: encode_all(inputs, job, jobs))


@main.command()
@click.argument("files", nargs=-1, required=True, type=_EXISTING, metavar="FILE...")
@click.option(
    "--schema", "schemas", multiple=True, type=_EXISTING,
    help="Schema to use instead of the edition's own: .rng .rnc .xsd .sch; may be repeated.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "sarif", "junit"]), default="text", show_default=True,
    help="Form of the report.",
)
@click.option("--jobs", type=click.IntRange(1), default=None, help="Processes to use; default: one for each core.")
@click.option("--max-size", type=click.IntRange(1), default=64, show_default=True, metavar="MB", help="Refuse larger files.")
def validate(files: tuple[Path, ...], schemas: tuple[Path, ...], form: str, jobs: int | None, max_size: int) -> None:
    """Validate TEI: files, folders (their *.xml, at any depth), globs or - for standard input.

    Exit status: 0 all valid, 1 some are not, 2 a wrong call or a schema that cannot be used.
    """
    from encoder.validation.files import validate_all

    _finish(lambda: validate_all(files, schemas, form, jobs or os.cpu_count() or 1, max_size))


@main.command()
@click.argument("files", nargs=-1, required=True, type=_EXISTING, metavar="FILE...")
def text(files: tuple[Path, ...]) -> None:
    """Print the plain text of TEI files, as it was before they were encoded."""
    from encoder.tei.back import to_text
    from encoder.xml.safe import RefusedXMLError, parse

    def show() -> int:
        bad = 0
        for path in files:
            try:
                tree = parse(sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes())
            except OSError as error:
                bad += 1
                click.echo(f"{path}:1:1: error unreadable: {error.strerror}", err=True)
            except RefusedXMLError as error:
                bad += 1
                click.echo(f"{path}:{error.line}:{error.column}: error {error.code}: {error}", err=True)
            else:
                click.echo(to_text(tree.getroot()), nl=False)
        return 1 if bad else 0

    _finish(show)


@main.command()
@click.argument("inputs", nargs=-1, required=True, type=_EXISTING, metavar="INPUT...")
@click.option("--profile", type=PROFILE, default="auto", show_default=True)
@click.option("--persons", multiple=True, type=_EXISTING, help="List of persons: CSV, TOML or TEI. May be repeated.")
@click.option("--metadata", type=_EXISTING, help="What the texts do not say; default: edition.toml beside the texts.")
@click.option("--terms", multiple=True, type=_EXISTING, help="List of abbreviations.")
@click.option("--places", multiple=True, type=_EXISTING, help="List of places.")
@click.option("--orgs", multiple=True, type=_EXISTING, help="List of organisations.")
def explain(
    inputs: tuple[Path, ...], profile: str, persons: tuple[Path, ...], metadata: Path | None, terms: tuple[Path, ...],
    places: tuple[Path, ...], orgs: tuple[Path, ...],
) -> None:
    """Say for every element where it stands, which rule made it and on what evidence."""
    from encoder.run.explain import explain_all
    from encoder.run.many import Job

    _finish(lambda: explain_all(inputs, Job(
        out=Path(), profile=profile, persons=persons, terms=terms, places=places, orgs=orgs, metadata=metadata
    )))


@main.command()
@click.argument("folder", type=_EXISTING)
@click.option("--profile", type=PROFILE, default="auto", show_default=True)
def init(folder: Path, profile: str) -> None:
    """Write a first edition.toml into a folder of texts, with comments."""
    from encoder.run.many import Job
    from encoder.run.starter import init as start

    _finish(lambda: start(folder, Job(out=Path(), profile=profile)))


@main.group("export")
def exports() -> None:
    """Make other things of finished editions: for correspSearch, as one corpus, as tables."""


@exports.command()
@click.argument("files", nargs=-1, required=True, type=_EXISTING, metavar="FILE...")
@click.option("--out", required=True, type=_EXISTING, help="The file to write.")
@click.option("--title", default="Correspondence metadata", show_default=True, help="Title of the file.")
@click.option("--publisher", required=True, help="Who publishes it.")
@click.option("--url", default="", help="Where it will stand.")
@click.option("--editor", default="", help="Who edited it.")
@click.option("--date", "day", default="", help="When it is published (YYYY-MM-DD).")
@click.option("--base", default="", help="Where the editions stand; the identifier is put behind it, for those without a URL of their own.")
def cmif(files: tuple[Path, ...], out: Path, title: str, publisher: str, url: str, editor: str, day: str, base: str) -> None:
    """Collect all correspDesc in the Correspondence Metadata Interchange Format (version 2)."""
    from encoder.export.cmif import Publication, make
    from encoder.export.read import editions
    from encoder.io.files import write_whole
    from encoder.tei import to_bytes

    def run() -> int:
        root, left = make(editions(files), Publication(title, publisher, url, editor, day, base))
        for line in left:
            click.echo(line, err=True)
        write_whole(out, to_bytes(root))
        return 0

    _finish(run)


@exports.command()
@click.argument("files", nargs=-1, required=True, type=_EXISTING, metavar="FILE...")
@click.option("--out", required=True, type=_EXISTING, help="The file to write.")
@click.option("--title", default="A corpus of editions", show_default=True, help="Title of the corpus.")
@click.option("--publisher", default="", help="Who publishes it.")
def corpus(files: tuple[Path, ...], out: Path, title: str, publisher: str) -> None:
    """Put all editions into one teiCorpus with one standOff."""
    from encoder.export.corpus import make
    from encoder.export.read import editions
    from encoder.io.files import write_whole
    from encoder.tei import to_bytes

    def run() -> int:
        write_whole(out, to_bytes(make(editions(files), title, publisher)))
        return 0

    _finish(run)


@exports.command("csv")
@click.argument("files", nargs=-1, required=True, type=_EXISTING, metavar="FILE...")
@click.option("--out", required=True, type=_EXISTING, help="The file to write.")
@click.option(
    "--rows", type=click.Choice(["documents", "mentions", "redactions", "notes"]), default="documents", show_default=True,
    help="What a row is.",
)
def csv_table(files: tuple[Path, ...], out: Path, rows: str) -> None:
    """Write a table: a row a document, a mention, a redaction or a note."""
    from encoder.export.read import editions
    from encoder.export.tables import to_csv
    from encoder.io.files import write_whole

    def run() -> int:
        write_whole(out, to_csv(editions(files), rows))
        return 0

    _finish(run)


@exports.command()
@click.argument("files", nargs=-1, required=True, type=_EXISTING, metavar="FILE...")
@click.option("--out", required=True, type=_EXISTING, help="The file to write; its name without ending is the volume's identifier.")
@click.option("--series", default="", help="Title of the series; what is not given is taken from the source of the first edition.")
@click.option("--subseries", default="", help="Years of the subseries: 1958–1960.")
@click.option("--number", default="", help="Number of the volume: Volume XII.")
@click.option("--title", default="", help="Title of the volume.")
@click.option("--publisher", default="", help="Publisher of the volume.")
@click.option("--place", default="", help="Place of publication.")
@click.option("--year", default="", help="Year of publication.")
@click.option("--editor", "editors", multiple=True, help="Editor of the volume; may be repeated.")
@click.option("--general-editor", default="", help="General editor.")
def frus(
    files: tuple[Path, ...], out: Path, series: str, subseries: str, number: str, title: str, publisher: str, place: str, year: str,
    editors: tuple[str, ...], general_editor: str,
) -> None:
    """Assemble a volume in the dialect of the Office of the Historian."""
    from encoder.export.frus import Volume, make
    from encoder.export.read import editions
    from encoder.io.files import write_whole
    from encoder.tei import to_bytes

    def run() -> int:
        about = Volume(out.stem, series, subseries, number, title, publisher, place, year, editors, general_editor)
        write_whole(out, to_bytes(make(editions(files), about)))
        return 0

    _finish(run)


@exports.command()
@click.argument("files", nargs=-1, required=True, type=_EXISTING, metavar="FILE...")
@click.option("--out", required=True, type=_EXISTING, help="The file to write.")
def jsonl(files: tuple[Path, ...], out: Path) -> None:
    """Write a line of JSON a document: its facts, text, notes, mentions and redactions."""
    from encoder.export.read import editions
    from encoder.export.tables import to_jsonl
    from encoder.io.files import write_whole

    def run() -> int:
        write_whole(out, to_jsonl(editions(files)))
        return 0

    _finish(run)


@main.group("authority")
def authority_lists() -> None:
    """Make lists of persons, places and organisations."""


@authority_lists.command()
@click.argument("inputs", nargs=-1, required=True, type=_EXISTING, metavar="INPUT...")
@click.option("--out", required=True, type=_EXISTING, help="The list to write, as CSV.")
@click.option("--kind", type=click.Choice(["person", "place", "org"]), default="person", show_default=True, help="What to list.")
@click.option("--profile", type=PROFILE, default="auto", show_default=True)
@click.option("--metadata", type=_EXISTING, help="What the texts do not say; default: edition.toml beside the texts.")
def build(inputs: tuple[Path, ...], out: Path, kind: str, profile: str, metadata: Path | None) -> None:
    """Propose a list from texts without one: names, forms, counts and an example, for an editor to correct."""
    from encoder.authority.entry import Kind
    from encoder.run.many import Job
    from encoder.run.proposals import build as build_list

    wanted: Kind = "place" if kind == "place" else "org" if kind == "org" else "person"
    _finish(lambda: build_list(inputs, Job(out=out, profile=profile, metadata=metadata), wanted))


@main.group()
def schema() -> None:
    """Export the schema of the edition; compare schemas."""


@schema.command("export")
@click.argument("folder", type=_EXISTING)
def export(folder: Path) -> None:
    """Copy the schema into FOLDER, for editions that are to carry it along."""
    from encoder.io.files import write_whole
    from encoder.validation.schemas import schema_folder

    def copy() -> int:
        for file in sorted(schema_folder().glob("*.*")):
            if file.suffix in {".rnc", ".rng", ".xsd", ".sch", ".odd"}:
                write_whole(folder / file.name, file.read_bytes())
                click.echo(str(folder / file.name))
        return 0

    _finish(copy)


@schema.command("inclusion")
@click.argument("first", type=_EXISTING, metavar="A.rng")
@click.argument("second", type=_EXISTING, metavar="B.rng")
def inclusion(first: Path, second: Path) -> None:
    """Prove that B allows every document that A allows, or say where not.

    Exit status: 0 proved, 1 not proved, 2 a grammar that cannot be read.
    """
    from encoder.schema_tools.inclusion import prove
    from encoder.schema_tools.patterns import GrammarError, load

    def show() -> int:
        try:
            result = prove(load(first), load(second))
        except GrammarError as error:
            raise EncoderError(str(error)) from None
        for failure in result.failures:
            click.echo(str(failure))
        said = "not proved" if result.failures else "proved"
        click.echo(f"{said}: {result.elements} pairs of elements, {result.pairs} pairs of content models compared", err=True)
        return 1 if result.failures else 0

    _finish(show)


def _finish(run: object) -> None:
    """Run a command and end with its exit status; errors of the call or its data end with 2."""
    try:
        status = run()  # type: ignore[operator]
    except EncoderError as error:
        click.echo(f"tei-encoder: {error}", err=True)
        status = 2
    except BrokenPipeError:
        status = 1
    sys.exit(status)
