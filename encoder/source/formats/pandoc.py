"""pandoc: a document in another form becomes a tree of blocks and inlines.

The tree is pandoc's own, as JSON: a list of ``{"t": type, "c": content}``. pandoc comes with the extra ``[formats]``; it gets the bytes on
its standard input and, in its sandbox, reads no other file and no network.
"""

from __future__ import annotations

import json
import subprocess
from functools import cache
from typing import Any

from encoder.errors import EncoderError

#: what pandoc calls a kind of file, with what of it is to be read
READERS = {"docx": "docx", "odt": "odt", "rtf": "rtf", "epub": "epub-raw_html", "html": "html-raw_html-smart"}
#: seconds that one document may take
LONGEST = 300
EXTRA = "pip install 'tei-encoder[formats]'"

Node = dict[str, Any]


def parts(node: Node) -> tuple[str, Any]:
    """Return the type of a part of the tree and its content."""
    return node["t"], node.get("c")


class FormatError(EncoderError):
    """A document that cannot be read; ``code`` is that of the line in the report."""

    def __init__(self, code: str, message: str) -> None:
        """Keep the code apart from the message."""
        super().__init__(message)
        self.code = code


@cache
def program() -> str:
    """Return the path of pandoc. Raises FormatError where the extra is not installed."""
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        raise FormatError("not-text", f"it is read with the extra [formats]: {EXTRA}") from None


@cache
def version() -> str:
    """Return the version of pandoc."""
    said = subprocess.run([program(), "--version"], capture_output=True, check=True, timeout=LONGEST)  # noqa: S603
    return said.stdout.decode().split("\n", 1)[0].removeprefix("pandoc.exe").removeprefix("pandoc").strip()


def tree(data: bytes, kind: str) -> tuple[list[Node], Node]:
    """Return the blocks and the metadata of a document. Raises FormatError where pandoc cannot read it."""
    call = [program(), f"--from={READERS[kind]}", "--to=json", "--sandbox", "--track-changes=all"]
    try:
        said = subprocess.run(call, input=data, capture_output=True, check=False, timeout=LONGEST)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise FormatError("unreadable", f"pandoc did not read it within {LONGEST} seconds") from None
    if said.returncode:
        why = " ".join(said.stderr.decode("utf-8", "replace").split())[:200] or f"it ended with {said.returncode}"
        raise FormatError("unreadable", f"pandoc cannot read it, it may be broken or locked with a password: {why}")
    try:
        read = json.loads(said.stdout)
    except RecursionError:
        raise FormatError("unreadable", "its parts lie too deep in each other") from None
    return read["blocks"], read["meta"]
