"""Stylesheets and CETEIcean behaviours for those who publish the TEI itself.

One table of rules makes two stylesheets: ``tei.css`` for the XML as it is, which a browser shows where an ``xml-stylesheet``
instruction names it, and ``ceteicean.css`` for the ``tei-*`` elements that CETEIcean makes of it. ``behaviors.js`` is what CETEIcean's
``addBehaviors`` takes.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from encoder import lazy_re as re
from encoder.errors import EncoderError
from encoder.io.files import write_whole
from encoder.io.names import shown
from encoder.tei.build import TEI

#: the rules, with ``@name`` for an element of TEI
RULES = "edition.css"
BEHAVIOURS = "behaviors.js"
_NAME = re.compile(r"@(?!media|namespace|page)([A-Za-z]+)")

#: where a behaviour has made a mark of a note
_MARKS = 'tei-note:has(> a[id^="note-mark-"]) { display: inline; margin: 0; font-size: 1em; }\n' \
    'tei-note:has(> a[id^="note-mark-"])::before { content: none; }\n'


def files() -> dict[str, bytes]:
    """Return the files by name."""
    folder = resources.files("encoder.export").joinpath("assets")
    rules = folder.joinpath(RULES).read_text("utf-8")
    plain = _NAME.sub(r"\1", rules)
    # custom elements have no capitals
    custom = _NAME.sub(lambda name: f"tei-{name[1].lower()}", rules)
    return {
        "tei.css": f'@namespace url("{TEI}");\n{plain}'.encode(),
        "ceteicean.css": (custom + _MARKS).encode(),
        BEHAVIOURS: folder.joinpath(BEHAVIOURS).read_bytes(),
    }


def write(out: Path, force: bool) -> None:
    """Write the files into a folder. Raises EncoderError where one is there that is not ours, unless it is to be written over."""
    if out.exists() and not out.is_dir():
        raise EncoderError(f"--out {shown(out)}: is a file; name a folder")
    made = files()
    for name, data in made.items():
        path = out / name
        if path.exists() and path.read_bytes() != data and not force:
            raise EncoderError(f"{shown(path)} was changed; --force writes over it")
    for name, data in made.items():
        write_whole(out / name, data)
