"""The commands over texts and editions: encode, validate, text, explain, init."""

from __future__ import annotations

import os
from pathlib import Path

import click

from encoder.cli.common import JOBS, PATH, cluster_option, finishing, list_options, profile_option, run_options
from encoder.errors import EncoderError


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=PATH, metavar="INPUT...")
@click.option("--out", "out", required=True, type=PATH, help="Folder for the editions; or an archive (x.tar, x.jsonl, x-{:04}.tar).")
@profile_option
@list_options
@click.option("--date", "day", default="", help="Date of writing (YYYY-MM-DD) of texts that give none.")
@click.option("--link", type=click.Choice(["ref", "corresp", "key"]), help="Attribute that links names; default: ref.")
@click.option("--join", is_flag=True, help="Join words that a line's end divides; w/@orig keeps how they were divided.")
@click.option("--encoding", default="", metavar="NAME", help="Encoding of the files (windows-1252); default: told by each file.")
@click.option("--repair", is_flag=True, help="Mend characters that an earlier conversion broke (â€™); the header says so.")
@click.option("--keep-text", type=PATH, metavar="DIR", help="Write the text of documents in other forms (docx, PDF ...) there.")
@click.option("--jobs", type=JOBS, default="1", show_default=True, help="Processes to use; auto: as many as cores and memory allow.")
@click.option(
    "--time-limit", "limit", type=click.FloatRange(0), default=0, metavar="SECONDS",
    help="Leave out a text that takes longer, and say so; default: none, for what is written would hang on the machine.",
)
@click.option("--split", is_flag=True, help="Write each letter or document of a text that has several into a file of its own.")
@click.option("--no-validate", is_flag=True, help="Write invalid editions too.")
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--force", is_flag=True, help="Renew editions that were changed since they were written: the changes are lost.")
@click.option("--check", is_flag=True, help="Write nothing; say what would change, and end with 1 where something would.")
@click.option("--diff", is_flag=True, help="As --check, and show how the texts would change.")
@click.option("--prune", is_flag=True, help="Name the editions whose text is gone; nothing is deleted.")
@click.option("--keep-mine", "mine", is_flag=True, help="What editors have is right where it and the rules are at odds.")
@cluster_option
@click.option("--watch", "watching", is_flag=True, help="Go on, and encode what changes; Ctrl-C ends it. Needs the extra [watch].")
@run_options
@finishing
def encode(
    inputs: tuple[Path, ...], out: Path, profile: str, persons: tuple[Path, ...], terms: tuple[Path, ...],
    places: tuple[Path, ...], orgs: tuple[Path, ...], metadata: Path | None, day: str, link: str | None, join: bool,
    encoding: str, repair: bool, keep_text: Path | None, jobs: int, limit: float,
    split: bool, no_validate: bool, strict: bool, force: bool, check: bool, diff: bool, prune: bool, mine: bool,
    cluster: str, watching: bool, debug: bool, quiet: bool,
) -> int:
    """Encode texts: files, folders (what in them holds a text, at any depth) or - for standard input.

    Plain text and Markdown; with the extra [formats] docx, odt, rtf, epub, saved web pages and PDF.

    What a person has changed in an edition stays: it is merged with what is new.

    Exit status: 0 all written, 1 some are not or a conflict waits for a person (all the others are written),
    2 a wrong call, list or metadata, 130 interrupted.
    """
    from encoder.run.job import Job
    from encoder.run.start import start

    job = Job(
        out=out, profile=profile, persons=persons, terms=terms, places=places, orgs=orgs, metadata=metadata, day=day, link=link or "",
        join=join, encoding=encoding, repair=repair, keep_text=keep_text,
        validate=not no_validate, strict=strict, force=force, check=check or diff, diff=diff, prune=prune, mine=mine,
        split=split, limit=limit, debug=debug, quiet=quiet,
    )
    return start(inputs, job, jobs, cluster, watching)


def _explained(context: click.Context, _: click.Parameter, code: str | None) -> None:
    """Say what a rule means, and end."""
    if code is None or context.resilient_parsing:
        return
    from encoder.validation.codes import explain as meaning

    try:
        click.echo(meaning(code))
    except EncoderError as error:
        raise click.UsageError(str(error)) from None
    context.exit()


@click.command()
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
@click.option(
    "--schema", "schemas", multiple=True, type=PATH,
    help="Schema instead of the edition's own: a file (.rng .rnc .xsd .sch), a name that was added, or xml-model: what each file names.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "gitlab", "rdjson", "sarif", "junit"]), default="text",
    show_default=True, help="Form of the report.",
)
@click.option("--catalog", type=PATH, help="XML catalogue: where the schemas are that the files name.")
@click.option("--phase", default="", metavar="NAME", help="Phase of the Schematron; default: its own, or all of its patterns.")
@click.option("--check-links", "links", is_flag=True, help="Also pointers over all files, days, identifiers of authorities, language tags.")
@click.option("--baseline", type=PATH, help="File of known faults: they pass, new ones fail, mended ones are told.")
@click.option("--update-baseline", is_flag=True, help="Write the faults of this run as the known ones.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Pass over a rule; may be repeated.")
@click.option("--max-errors", type=click.IntRange(0), default=None, metavar="N", help="Show no more faults than this; 0 shows all.")
@click.option("--warn-only", is_flag=True, help="Report errors as warnings; the exit status is 0.")
@click.option("--changed-since", "since", default="", metavar="REF", help="Only files that git sees changed since a branch or commit.")
@click.option(
    "--explain", metavar="RULE", callback=_explained, is_eager=True, expose_value=False, help="Say what a rule means and how it is mended."
)
@click.option("--jobs", type=JOBS, default=None, help="Processes to use; default: one for each core.")
@cluster_option
@click.option("--max-size", type=click.IntRange(1), default=64, show_default=True, metavar="MB", help="Refuse larger files.")
@run_options
@finishing
def validate(
    files: tuple[Path, ...], schemas: tuple[Path, ...], form: str, catalog: Path | None, phase: str, links: bool, baseline: Path | None,
    update_baseline: bool, ignore: tuple[str, ...],
    max_errors: int | None, warn_only: bool, since: str, jobs: int | None, cluster: str, max_size: int, debug: bool, quiet: bool,
) -> int:
    """Validate TEI: files, folders (their *.xml, at any depth), globs or - for standard input.

    What a project says once stands in .tei-encoder.toml or in pyproject.toml under [tool.tei-encoder].

    Exit status: 0 all valid, 1 some are not, 2 a wrong call or a schema that cannot be used.
    """
    from encoder.validation.command import Call
    from encoder.validation.command import validate as run

    return run(Call(
        files, schemas, form, jobs or os.cpu_count() or 1, max_size, ignore, max_errors, warn_only, baseline, update_baseline, since,
        catalog, links, quiet, debug, cluster, phase,
    ))  # fmt: skip


@click.command()
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
@run_options
@finishing
def text(files: tuple[Path, ...], debug: bool, quiet: bool) -> int:
    """Print the plain text of TEI files, as it was before they were encoded."""
    from encoder.run.texts import print_texts

    return print_texts(files, debug, quiet)


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=PATH, metavar="INPUT...")
@profile_option
@list_options
@run_options
@finishing
def explain(
    inputs: tuple[Path, ...], profile: str, persons: tuple[Path, ...], metadata: Path | None, terms: tuple[Path, ...],
    places: tuple[Path, ...], orgs: tuple[Path, ...], debug: bool, quiet: bool,
) -> int:
    """Say for every element where it stands, which rule made it and on what evidence."""
    from encoder.run.explain import explain_all
    from encoder.run.job import Job

    return explain_all(inputs, Job(
        out=Path(), profile=profile, persons=persons, terms=terms, places=places, orgs=orgs, metadata=metadata, debug=debug, quiet=quiet
    ))


@click.command()
@click.argument("folder", type=PATH)
@click.option("--update", is_flag=True, help="Add what is new to an edition.toml that is there; what is written stays, comments too.")
@profile_option
@run_options
@finishing
def init(folder: Path, update: bool, profile: str, debug: bool, quiet: bool) -> int:
    """Write a first edition.toml into a folder of texts, with comments."""
    from encoder.run import starter
    from encoder.run.job import Job

    return (starter.update if update else starter.init)(folder, Job(out=Path(), profile=profile, debug=debug, quiet=quiet))


@click.command()
@click.argument("folder", type=PATH, default=".", metavar="[DIR]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Form of the report.")
@finishing
def status(folder: Path, form: str) -> int:
    """Say how a project stands: its texts and editions, what is stale, edited by hand, invalid, uncertain, undecided.

    DIR is the folder of the editions, or one around it. Exit status: 0 nothing is to do, 1 something is, 2 a wrong call.
    """
    from encoder.run.status import show

    return show(folder, form)


@click.command()
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="EDITION...")
@click.option("--out", type=PATH, help="File to add the decisions to, decisions.csv beside the texts; default: print them.")
@click.option("--by", default="", help="Who has made the corrections; default: whom @resp names.")
@run_options
@finishing
def decisions(files: tuple[Path, ...], out: Path | None, by: str, debug: bool, quiet: bool) -> int:
    """Read out of corrected editions what was decided of names and dates, as rows of decisions.csv."""
    from encoder.run.corrected import print_decisions

    return print_decisions(files, out, by, debug, quiet)
