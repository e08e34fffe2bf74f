"""What all commands share: options, and how a command ends."""

from __future__ import annotations

import functools
import gc
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, ParamSpec

import click

from encoder.errors import EncoderError
from encoder.io.faults import said
from encoder.io.names import shown
from encoder.io.signals import Interrupted, stopping

P = ParamSpec("P")


class Name(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """The name of a file or folder; an empty one, of a variable without a value, is refused."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path."""
        if isinstance(value, Path):
            return value
        if not str(value).strip():
            self.fail("an empty name; has a variable no value?", param, ctx)
        if "\0" in str(value):
            self.fail("no name has a NUL in it", param, ctx)
        return Path(value)


class ProfileName(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # no type at run time before click 8.3
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


class Jobs(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A number of processes, or ``auto`` for what cores and memory allow."""

    name = "jobs"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """Show what may be said."""
        return "[auto|N]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        if str(value) == "auto":
            from encoder.io.limits import processes

            return processes()
        try:
            number = int(value)
        except ValueError:
            number = 0
        if number < 1:
            self.fail(f"{value!r} is neither auto nor a number from 1", param, ctx)
        return number


PATH = Name()
JOBS = Jobs()

debug_option = click.option("--debug", is_flag=True, help="Show where in the program a fault is.")
quiet_option = click.option("--quiet", is_flag=True, help="No summary at the end.")


def run_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a run over documents."""
    return debug_option(quiet_option(function))


def list_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that name lists and metadata."""
    kinds = (("persons", "persons"), ("terms", "abbreviations"), ("places", "places"), ("orgs", "organisations"))
    for name, what in reversed(kinds):
        function = click.option(
            f"--{name}", multiple=True, type=PATH, help=f"List of {what}: CSV, TOML or TEI. May be repeated."
        )(function)
    return metadata_option(function)


cluster_option = click.option(
    "--cluster", default="", metavar="SCHEDULER", help="Dask cluster to work on: an address, or local. Needs the extra [dask]."
)
metadata_option = click.option("--metadata", type=PATH, help="What the texts do not say; default: edition.toml beside the texts.")
profile_option = click.option(
    "--profile", type=ProfileName(), default="auto", show_default=True, help="Which family the texts belong to."
)


#: so many new objects before the collector looks for cycles: what a command imports and compiles has none
_OBJECTS = 50_000


@contextmanager
def _quick() -> Iterator[None]:
    """Spare a command what it does not need."""
    # lxml imports it where it is installed, and with it a parser generator, ssl and http; no compact grammar is read by lxml here
    sys.modules.setdefault("rnc2rng", None)  # type: ignore[arg-type]
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def finishing(function: Callable[P, int]) -> Callable[P, None]:
    """Make a command end with its status: 2 where the call or its data are wrong, 128 and the signal's number where it was stopped."""

    @functools.wraps(function)
    def run(*arguments: P.args, **options: P.kwargs) -> None:
        debug = bool(options.get("debug"))
        for stream in (sys.stdout, sys.stderr):
            with suppress(AttributeError, ValueError):
                # a console has the encoding of its window, a pipe or file that of the machine: on Windows none of today
                piped = not stream.isatty() and "PYTHONIOENCODING" not in os.environ
                stream.reconfigure(errors="backslashreplace", **({"encoding": "utf-8"} if piped else {}))  # type: ignore[union-attr]
        try:
            with stopping(), _quick():
                status = function(*arguments, **options)
                sys.stdout.flush()
        except EncoderError as error:
            status = _told(shown(str(error)) if "\n" not in str(error) else str(error), 2)
        except Interrupted as stop:
            status = _told(str(stop), stop.status)
        except BrokenPipeError:
            status = 1
            _close_output()
        except OSError as error:
            where = f"{shown(str(error.filename))}: " if error.filename else ""
            status = _told(f"{where}{error.strerror or error}", 2)
            _close_output()
        except Exception as error:
            if debug:
                traceback.print_exception(error)
            status = _told(f"error internal: {said(error)}; --debug shows more", 2)
        sys.exit(status)

    return run


def _told(message: str, status: int) -> int:
    with suppress(OSError):
        click.echo(f"tei-encoder: {message}", err=True)
    return status


def _close_output() -> None:
    """Let nothing more be written where nobody reads, or nothing more fits."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
