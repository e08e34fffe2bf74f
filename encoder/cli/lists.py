"""The commands over authority lists."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from encoder.cli.common import PATH, finishing, metadata_option, profile_option, run_options

Kind = Literal["person", "place", "org", "term"]


@click.group("authority")
def authority_lists() -> None:
    """Make lists of persons, places and organisations."""


@authority_lists.command()
@click.argument("inputs", nargs=-1, required=True, type=PATH, metavar="INPUT...")
@click.option("--out", required=True, type=PATH, help="The list to write, as CSV.")
@click.option("--kind", type=click.Choice(["person", "place", "org"]), default="person", show_default=True, help="What to list.")
@click.option("--update", is_flag=True, help="Add who is new to a list that is there; what stands in it stays.")
@profile_option
@metadata_option
@run_options
@finishing
def build(
    inputs: tuple[Path, ...], out: Path, kind: str, update: bool, profile: str, metadata: Path | None, debug: bool, quiet: bool
) -> int:
    """Propose a list from texts without one: names, forms, counts and an example, for an editor to correct."""
    from encoder.run.job import Job
    from encoder.run.proposals import build as build_list

    wanted: Kind = "place" if kind == "place" else "org" if kind == "org" else "person"
    return build_list(inputs, Job(out=out, profile=profile, metadata=metadata, debug=debug, quiet=quiet), wanted, update)


_kind_option = click.option(
    "--kind", type=click.Choice(["person", "place", "org", "term"]), default="person", show_default=True, help="What the lists have."
)
_out_option = click.option("--out", required=True, type=PATH, help="The file to write, as CSV; nothing is written over.")


@authority_lists.command()
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
@_kind_option
@run_options
@finishing
def check(files: tuple[Path, ...], kind: Kind, debug: bool, quiet: bool) -> int:
    """Look for duplicates, contradictions and identifiers of a wrong shape, in one list or over several."""
    from encoder.run.lists import check_lists

    return check_lists(files, kind, quiet)


@authority_lists.command()
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
@_out_option
@_kind_option
@run_options
@finishing
def merge(files: tuple[Path, ...], out: Path, kind: Kind, debug: bool, quiet: bool) -> int:
    """Make one list of several: what the first says wins, what is new is added, contradictions are told and left out."""
    from encoder.run.lists import merge_lists

    return merge_lists(files, out, kind, quiet)


@authority_lists.command()
@click.argument("inputs", nargs=-1, required=True, type=PATH, metavar="INPUT...")
@click.option("--list", "listed", required=True, type=PATH, help="The list that who is new is added to.")
@click.option("--kind", type=click.Choice(["person", "place", "org"]), default="person", show_default=True, help="What to list.")
@profile_option
@metadata_option
@run_options
@finishing
def update(inputs: tuple[Path, ...], listed: Path, kind: Kind, profile: str, metadata: Path | None, debug: bool, quiet: bool) -> int:
    """Add who is new in texts to a list; what stands in it stays byte for byte."""
    from encoder.run.job import Job
    from encoder.run.proposals import build as build_list

    return build_list(inputs, Job(out=listed, profile=profile, metadata=metadata, debug=debug, quiet=quiet), kind, True)


@authority_lists.command()
@click.argument("listed", type=PATH, metavar="LIST")
@click.option("--against", type=PATH, help="A list or dump of an authority file: CSV, a GeoNames dump, lines of JSON from lobid.org/gnd.")
@click.option("--decided", type=PATH, help="Candidates among which a person has decided: their numbers are put into the list.")
@_out_option
@_kind_option
@click.option("--limit", type=click.IntRange(1), default=3, show_default=True, help="Candidates of one entry.")
@click.option("--least", type=click.FloatRange(0, 1), default=0.7, show_default=True, help="The least score of a candidate.")
@run_options
@finishing
def reconcile(
    listed: Path, against: Path | None, decided: Path | None, out: Path, kind: Kind, limit: int, least: float, debug: bool, quiet: bool
) -> int:
    """Find whom of an authority file the entries of a list could mean: candidates with scores, without a network."""
    from encoder.run.lists import reconcile_list, take_candidates

    if (against is None) == (decided is None):
        raise click.UsageError("name either --against or --decided")
    if against:
        return reconcile_list(listed, against, out, kind, limit, least, quiet)
    return take_candidates(listed, decided or Path(), out, kind, quiet)
