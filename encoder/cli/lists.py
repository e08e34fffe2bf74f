"""The commands over authority lists."""

from __future__ import annotations

from pathlib import Path

import click

from encoder.cli.common import PATH, finishing, metadata_option, profile_option, run_options


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
    from encoder.authority.entry import Kind
    from encoder.run.job import Job
    from encoder.run.proposals import build as build_list

    wanted: Kind = "place" if kind == "place" else "org" if kind == "org" else "person"
    return build_list(inputs, Job(out=out, profile=profile, metadata=metadata, debug=debug, quiet=quiet), wanted, update)
