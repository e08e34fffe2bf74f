"""A merge with its counts: those of neither side are those of the merged text (``tagsDecl``; TEI P5 4.9: HD, #HD57).

So are the words and pages of ``extent`` (HD, #HD23), where nobody has written another number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from lxml import etree

from encoder import lazy_re as re
from encoder.draft.elements import apart
from encoder.merge.threeway import Check, Merged, merge
from encoder.xml.counted import TEI, counted, measured, occurrences
from encoder.xml.safe import parse

_NAMESPACE = re.compile(rf"""<namespace\b[^<>]*\bname=["']{re.escape(TEI)}["'][^<>]*(?<!/)>(?P<inner>.*?)</namespace\s*>""", re.S)
_USAGE = re.compile(r"""<tagUsage\b(?P<said>[^<>]*?)(?:(?P<empty>/)>|>(?P<described>.*?)</tagUsage\s*>)""", re.S)
_SAID = re.compile(r"""(?<=\s)(?P<name>gi|occurs)\s*=\s*["'](?P<value>[^"']*)["']""")
_EXTENT = re.compile(r"<extent\b[^<>]*(?<!/)>(?P<inner>.*?)</extent\s*>", re.S)
_MEASURE = re.compile(r"<measure\b(?P<said>[^<>]*)>(?P<count>\d+)\s+(?P<unit>word|page)s?(?=</measure\s*>)")
_QUANTITY = re.compile(r"""(?<=\s)quantity\s*=\s*["'](?P<value>\d+)["']""")
_GAP = re.compile(r"\s*")
NONE: Mapping[str, str] = MappingProxyType({})


def merged(base: str, mine: str, new: str, check: Check = lambda _: (), known: Mapping[str, str] = NONE) -> Merged:
    """Merge three states of an edition, with how often each element stands in what becomes of them.

    The numbers are counted and are nobody's: they make no conflict. ``known`` has the words and pages that the merge before has
    counted; a person's is a number that is neither one of these, nor what was written, nor what ``mine`` holds now: it stays.
    What else a person has made of ``tagsDecl`` stays as it is; lines of conflicts move with what comes in or goes. Raises nothing
    that ``merge`` does not.
    """
    root = parse(new.encode("utf-8")).getroot()
    counts, sizes = occurrences(root), _sizes(root)
    own = _own(base, mine, known)
    sizes = {unit: count for unit, count in sizes.items() if unit not in own}
    one, three = (_with(_sized(state, sizes | own), counts) for state in (base, new))
    made = _recounted(_remeasured(merge(one, _with(_sized(mine, sizes), counts), three, check), sizes))
    return replace(made, counted={unit: count for unit, count in _measures(made.text).items() if unit in sizes})


def _own(base: str, mine: str, known: Mapping[str, str]) -> dict[str, int]:
    """Return the numbers of words and pages that a person has written."""
    written = _measures(base)
    other = {unit: int(count) for unit, count in _measures(mine).items() if count not in {written.get(unit), known.get(unit)}}
    if not other:
        return {}
    now = _sizes(parse(mine.encode("utf-8")).getroot())
    return {unit: count for unit, count in other.items() if count != now.get(unit)}


def _sizes(root: etree._Element) -> dict[str, int]:
    text = root.find(f"{{{TEI}}}text")
    return {} if text is None else measured(text, apart)


def _measures(text: str) -> dict[str, str]:
    """Return what an edition says of its words and pages."""
    extent = _EXTENT.search(text)
    return {f"{m['unit']}s": m["count"] for m in _MEASURE.finditer(extent["inner"])} if extent else {}


def _sized(text: str, sizes: Mapping[str, int]) -> str:
    """Return an edition whose ``extent`` has these numbers, where it has any."""
    extent = _EXTENT.search(text)
    if extent is None:
        return text

    def row(m: re.Match[str]) -> str:
        unit = f"{m['unit']}s"
        if not sizes.get(unit):
            return m[0]
        said = _QUANTITY.sub(lambda q: q[0].replace(q["value"], str(sizes[unit])), m["said"])
        return f"<measure{said}>{counted(unit, sizes[unit])}"

    return text[: extent.start("inner")] + _MEASURE.sub(row, extent["inner"]) + text[extent.end("inner") :]


def _remeasured(made: Merged, sizes: Mapping[str, int]) -> Merged:
    """Return a merge that says how long the merged text is; a number that a person has written stays."""
    now = _sizes(parse(made.text.encode("utf-8")).getroot())
    return Merged(_sized(made.text, {unit: count for unit, count in now.items() if unit in sizes}), made.conflicts)


def _recounted(made: Merged) -> Merged:
    found = _NAMESPACE.search(made.text)
    if found is None:
        return made
    text = _with(made.text, occurrences(parse(made.text.encode("utf-8")).getroot()))
    first = made.text.count("\n", 0, found.start("inner")) + 1
    more = text.count("\n") - made.text.count("\n")
    return Merged(text, tuple(replace(c, line=c.line + more) if c.line > first else c for c in made.conflicts))


def _with(text: str, counts: dict[str, int]) -> str:
    """Return an edition whose declaration has these counts; one without declaration is left."""
    found = _NAMESPACE.search(text)
    if found is None:
        return text
    return text[: found.start("inner")] + _counted(found["inner"], counts) + text[found.end("inner") :]


def _row(usage: re.Match[str]) -> dict[str, str]:
    return {said["name"]: said["value"] for said in _SAID.finditer(usage["said"])}


def _counted(inner: str, counts: dict[str, int]) -> str:
    """Return what stands in ``namespace`` with these counts; rows that are wanting come in by name, empty ones without use go."""
    gap = _GAP.match(inner)
    before = gap[0] if gap else ""
    out: list[str] = []
    at = 0
    wanting = sorted(counts.keys() - _listed(inner))

    def rows(until: str) -> list[str]:
        here = [name for name in wanting if not until or name < until]
        del wanting[: len(here)]
        return [f'{before}<tagUsage gi="{name}" occurs="{counts[name]}"/>' for name in here]

    for usage in _USAGE.finditer(inner):
        row = _row(usage)
        name = row.get("gi", "")
        gap_before = re.compile(r"\s*\Z").search(inner, at, usage.start())
        cut = gap_before.start() if gap_before else usage.start()
        out += [inner[at:cut], *rows(name)]
        at = usage.end()
        if counts.get(name):
            out.append(inner[cut : usage.start()] + _numbered(usage, counts[name]))
        elif (usage["described"] or "").strip():
            out.append(inner[cut : usage.end()])  # somebody has described it
    return "".join([*out, *rows(""), inner[at:]])


def _listed(inner: str) -> set[str]:
    return {row["gi"] for usage in _USAGE.finditer(inner) if "gi" in (row := _row(usage))}


def _numbered(usage: re.Match[str], count: int) -> str:
    """Return a row with its number; all else in it stays as it is written."""
    start = usage.start("said")
    for said in _SAID.finditer(usage["said"]):
        if said["name"] == "occurs":
            at = start - usage.start()
            return usage[0][: at + said.start("value")] + str(count) + usage[0][at + said.end("value") :]
    return usage[0]
