"""The command ``text``: editions back to plain text."""

from __future__ import annotations

import sys
from pathlib import Path

from encoder.io.faults import internal
from encoder.io.names import shown
from encoder.io.report import Outcome, Tally
from encoder.tei.back import to_text
from encoder.validation.files import MEGABYTE, load
from encoder.xml.safe import RefusedXMLError, parse

#: megabytes of a file that are read at the most
LIMIT = 256


def print_texts(files: tuple[Path, ...], debug: bool, quiet: bool) -> int:
    """Print the text of each edition in UTF-8; return 0, or 1 where one could not be read."""
    tally = Tally()
    for path in files:
        try:
            text = to_text(parse(load(path, LIMIT * MEGABYTE)).getroot())
        except RefusedXMLError as error:
            said = f"{shown(path)}:{error.line}:{error.column}: error {error.code}: {error}"
            tally.add(Outcome((said,), failed=True, state="not read"))
            continue
        except Exception as error:
            tally.add(Outcome((internal(path, error, debug),), failed=True, state="not read"))
            continue
        sys.stdout.buffer.write(text.encode("utf-8"))
        tally.add(Outcome())
    sys.stdout.buffer.flush()
    # one text alone needs no summary, for most pipe it
    return tally.end("done", quiet or len(files) == 1)
