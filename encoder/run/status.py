"""The command ``status``: how a project stands, by its manifests and its files; nothing is encoded and nothing written."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from encoder.errors import EncoderError
from encoder.io.names import legal, shown
from encoder.run.job import Job, settings
from encoder.run.manifest import FILE, FOLDER, Entry, Manifest, digest, edition_digest, rules_digest
from encoder.source.reader import find_texts
from encoder.tei.build import TEI
from encoder.validation.schemas import edition_schema
from encoder.xml.safe import RefusedXMLError, parse

#: what may be said of an edition; those of ``TO_DO`` ask for something
STATES = {
    "new": "texts without an edition", "stale": "stale", "missing": "editions that are gone", "text-gone": "editions whose text is gone",
    "edited": "edited by hand", "invalid": "invalid", "conflict": "with a conflict that waits for a person", "problems": "with problems",
}  # fmt: skip
TO_DO = ("new", "stale", "missing", "text-gone", "invalid", "conflict")
#: a guess is doubtful that is no better than this
DOUBTFUL = frozenset(("low", "medium"))


@dataclass(slots=True)
class Standing:
    """How one text and its edition stand: the states, with a word on each; how many guesses are doubtful and how many undecided."""

    text: str
    edition: str
    states: dict[str, str] = field(default_factory=dict)
    uncertain: int = 0
    undecided: int = 0

    def row(self) -> dict[str, object]:
        """Return it as the report in JSON has it."""
        return {
            "text": self.text, "edition": self.edition, "states": self.states, "uncertain": self.uncertain, "undecided": self.undecided,
        }  # fmt: skip


def show(folder: Path, form: str) -> int:
    """Print how the editions in a folder stand; return 1 where something is to do, else 0. Raises EncoderError for no folder."""
    if not folder.is_dir():
        raise EncoderError(f"{shown(folder)}: no such folder")
    outs = sorted(path.parent.parent for path in folder.rglob(f"{FOLDER}/{FILE}"))
    found = [standing for out in outs for standing in _standings(out)]
    if not outs:
        texts = find_texts((folder,))
        found = [Standing(shown(t.path), "", {"new": "has no edition yet"}) for t in texts.texts]
    counts: Counter[str] = Counter(state for standing in found for state in standing.states)
    to_do = any(counts[state] for state in TO_DO)
    if form == "json":
        report = {
            "texts": sum(bool(s.text) for s in found), "editions": sum(bool(s.edition) for s in found),
            "counts": {state: counts[state] for state in STATES}, "uncertain": sum(s.uncertain for s in found),
            "undecided": sum(s.undecided for s in found), "to_do": to_do, "documents": [s.row() for s in found],
        }  # fmt: skip
        sys.stdout.write(json.dumps(report, indent=1, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(_lines(found, counts, outs))
    return int(to_do)


def _lines(found: list[Standing], counts: Mapping[str, int], outs: list[Path]) -> Iterator[str]:
    for standing in found:
        for state, why in standing.states.items():
            if state != "problems":
                yield f"{standing.edition or standing.text}: {state}: {why}\n"
    texts, editions = sum(bool(s.text) for s in found), sum(bool(s.edition) for s in found)
    where = f" in {', '.join(map(shown, outs))}" if outs else ""
    said = [f"{counts[state]} {words}" for state, words in STATES.items() if counts[state]]
    yield f"{texts} texts, {editions} editions{where}" + (f": {', '.join(said)}" if said else ", all as they should be") + "\n"
    uncertain, undecided = sum(s.uncertain for s in found), sum(s.undecided for s in found)
    yield f"{uncertain} guesses that are not sure, {undecided} names that nobody has decided: tei-encoder review\n"


def _standings(out: Path) -> Iterator[Standing]:
    """Yield how each edition of a folder stands, then the texts beside theirs that have none."""
    manifest = Manifest(out)
    if manifest.broken:
        raise EncoderError(f"{shown(manifest.path)}: cannot be read; encode once more")
    known: set[Path] = set()
    roots: set[Path] = set()
    for name, entry in sorted(manifest.entries.items()):
        text = (out / entry["text"]).resolve() if entry.get("text") else None
        if text is not None:
            known.add(text)
            depth = len(Path(name).parts)
            roots.add(text.parents[depth - 1])
        yield _standing(out, name, entry, text)
    for root in sorted(roots):
        if not root.is_dir():
            continue
        for found in find_texts((root,)).texts:
            path = found.path.resolve()
            if path not in known and out.resolve() not in path.parents:
                yield Standing(_near(found.path), "", {"new": "has no edition yet"})


def _near(path: Path) -> str:
    """Return a path as seen from here, where it lies below."""
    here = Path.cwd()
    return shown(path.relative_to(here) if here in path.parents else path)


def _standing(out: Path, name: str, entry: Entry, text: Path | None) -> Standing:
    standing = Standing(_near(text) if text and text.is_file() else "", shown(out / name))
    if text is not None:
        why = _stale(out, text, entry)
        if why:
            standing.states["stale" if text.is_file() else "text-gone"] = why
    try:
        data = (out / name).read_bytes()
    except (OSError, ValueError):  # a name that this system cannot write
        standing.edition = ""
        standing.states["missing"] = f"{shown(out / name)} is not there; encode once more"
        return standing
    if edition_digest(data) != entry.get("edition"):
        standing.states["edited"] = "it was changed since it was written; what is new is merged with that"
    if entry.get("conflicts") and entry.get("merged") == digest(data):
        standing.states["conflict"] = f"{len(json.loads(entry['conflicts']))} places wait for a person"
    if entry.get("problems"):
        standing.states["problems"] = f"{len(json.loads(entry['problems']))} problems were told"
    try:
        root = parse(data).getroot()
    except RefusedXMLError as error:
        standing.states["invalid"] = f"line {error.line}: {error}"
        return standing
    if not edition_schema().holds(root):
        first = next((f for f in edition_schema().failures(parse(data), data) if f.severity == "error"), None)
        standing.states["invalid"] = f"line {first.line}: {first.message}" if first else "it is not valid"
    _doubts(root, standing)
    return standing


def _doubts(root: etree._Element, standing: Standing) -> None:
    """Count the guesses of the rules in the text: those that are not sure, and those of names that no list and no person has."""
    text: Any = root.find(f"{{{TEI}}}text")
    if text is None:
        return
    for element in text.iter(etree.Element):
        cert = element.get("cert")
        if cert in DOUBTFUL:
            standing.uncertain += 1
        name = etree.QName(element).localname
        if cert and name in {"persName", "placeName", "orgName"}:
            standing.undecided += 1


def _stale(out: Path, text: Path, entry: Entry) -> str:
    """Return why an edition is not what would be written now; "" where it is."""
    try:
        data = text.read_bytes()
    except (OSError, ValueError):
        return f"{_near(text)} is not there any more"
    if digest(data) != entry.get("source"):
        return "its text was changed"
    if rules_digest() != entry.get("rules"):
        return "another version of the program wrote it"
    job = Job(out)
    if entry.get("settings") and settings(text, job, legal(text.stem)).digest(job) != entry["settings"]:
        return "edition.toml, a list or a decision was changed"
    return ""
