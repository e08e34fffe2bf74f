"""How a document of *Foreign Relations of the United States* is known: signs that add up; none but the plainest is enough alone."""

from __future__ import annotations

from collections.abc import Iterator

from encoder import lazy_re as re
from encoder.draft.model import Source
from encoder.rules.structure import fw_volume

#: so much makes a document one of FRUS; so many characters are looked at for what stands at the beginning
ENOUGH = 3.0
BEGINNING = 900

_KINDS = r"""(?x:
    (?: (?: Circular | Draft | Information | Action | Briefing | Intelligence | Joint | Special
          | Backchannel | Summary | Personal )
        \s )*
    (?: Telegram | Memorand(?:um|a) | Letter | Editorial\sNote | Despatch | Dispatch | Airgram | Message
      | Paper | Minutes | Notes? | Report | Record | Instruction | National\sIntelligence\sEstimate
      | Aide-M[ée]moire | Note\sVerbale | Statement | Address | Press\sRelease | Study | Transcript )
    \b
)"""
_OFFICE = r"""(?x:
    (?: Mr | Messrs | Mrs | Dr | Sir | Lord | Baron | Count | Prince | Señor
      | General | Senator | President | Colonel | Captain | Admiral | M )\b\.?
)"""

#: what stands at the beginning, each sign with its weight
_BEGINNING: tuple[tuple[float, re.Pattern[str]], ...] = (
  # "145. Telegram From the Department of State", "No. 516 / Editorial Note", and the note without a number of the volumes to 1951

    (4.0, re.compile(rf"\s*(?:(?:No\.\s)?\d+[a-z]?\.?\s+){_KINDS}|\s*Editorial Note\n")),
    # the file over the heading: "501.BC Indonesia/4–2449: Telegram", "123 G 861/178: Telegram", "765.84/4601: Telegram (part air)"
    (3.0, re.compile(r"\s*\d{3}\w?[ .][^\n]{0,50}?/[^\n]{1,40}?(?::\s?(?:Telegram|Airgram|Despatch|Circular)[^\n]{0,20})?\n\s*\S")),
    (3.0, re.compile(r"\s*[^\n]{3,70}:\s?Telegram(?:\s\([^)\n]+\))?\n")),
    # "IO Files: US/S/377", "Woodrow Wilson Papers", "FE files, lot 55 D 480"
    (1.5, re.compile(r"\s*(?:[^\n]{2,60}\b(?:[Ff]iles?|Papers|Library|Conf)\b[^\n]{0,60})\n")),
    (1.0, re.compile(r"\A(?:[^\n]*\n+)?\s*No\. \d{1,4}\n")),
    # "The Chargé in France (Whitehouse) to the Secretary of State", "Mr. Terrell to Mr. Seward."
    (1.5, re.compile(rf"^(?:The|{_OFFICE})\s[^\n]{{1,160}}\sto\s(?:the|{_OFFICE}|President|Senator)\s?[^\n]{{1,160}}$", re.M)),
    (1.5, re.compile(r"^(?:(?:Memorandum|Minutes|Record) (?:by|of)\b|Position Paper)[^\n]{0,200}$", re.M)),
    # an hour behind a dash, as its datelines have it; a town that the editors supplied; when it came
    (1.5, re.compile(r"\b1[89]\d\d\]?\s?—\s?(?:\d{1,2}(?:[:.]\d\d)? [ap]\. ?m|noon|midnight)")),
    (1.5, re.compile(r"^\[ ?(?:[A-Z][\w.’' -]+) ?,\] ", re.M)),
    (1.5, re.compile(r"^\[(?:Received|Rec’d)\b", re.M)),
    # the number of a despatch, and the brackets that say what kind of copy it is
    (1.5, re.compile(r"^No\. \d{1,5}[^\n\]]{0,12}\]", re.M)),
    (1.5, re.compile(r"^\[(?:Telegram|Extract|Translation|Paraphrase|Circular|Inclosure|Cablegram)s?\b[^\]\n]{0,40}\]", re.M)),
    (1.5, re.compile(r"^(?:Department of State|(?:[A-Z]\w+ ){0,3}(?:Legation|Embassy)|Foreign Office|Consulate)\b[^\n]{0,40},?$", re.M)),
    (1.0, re.compile(r"^No\. \d{1,5}$", re.M)),
    (0.5, re.compile(r"^(?:top )?secret\b|^confidential\b", re.M)),
)
_LINE_END = re.compile(r"\n")
_PAGE = re.compile(r"\A\s*\[Page \d+\]\s*")
#: what those write who transcribe a manuscript leaf by leaf, whose pages are marked as those of FRUS are
_LEAVES = re.compile(
    r"""
    \[ (?: [^\]\n]{0,90} \b not\s(?:been\s)?(?:transcribed|photographed)\b
        | [^\]\n]{0,30} \b [Bb]lank(?:\spage)? \]
        | [Tt]ranscriber[’']?s\b
        | indecipherable \] )
    """,
    re.VERBOSE,
)
#: what stands anywhere, with words of it without which it need not be looked for
_ANYWHERE: tuple[tuple[float, str, re.Pattern[str]], ...] = (
    (4.0, ". Source: ", re.compile(r"^\s*\d+\. Source: ", re.M)),
    # other archives say it too: with one more sign it is enough
    (2.0, "not declassified]", re.compile(r"\bnot declassified\]")),
    (1.5, "[Page ", re.compile(r"\[Page \d+\]")),
)


def recognised(source: Source) -> bool:
    """Whether a source is a document of FRUS."""
    if any(fw_volume.VOLUME.fullmatch(source.text, *line) for block in source.blocks[:1] for line in block.lines):
        return True
    if "[Page " in source.text and _LEAVES.search(source.text):
        return False
    score = 0.0
    for weight in _weights(source.text):  # nothing speaks against it
        score += weight
        if score >= ENOUGH:
            return True
    return False


def _weights(text: str) -> Iterator[float]:
    """Yield the weight of each sign that a text has."""
    beginning = _PAGE.sub("", text[:BEGINNING])
    lines = [0, *(m.end() for m in _LINE_END.finditer(beginning))]
    for weight, sign in _BEGINNING:
        if any(sign.match(beginning, at) for at in (lines if sign.pattern.startswith("^") else lines[:1])):
            yield weight
    for weight, words, sign in _ANYWHERE:
        if words in text and sign.search(text):
            yield weight


#: the heading of a document with its number, alone in its block but for the line break that copying makes
_HEADING = re.compile(rf"(?:No\.\s)?(?P<n>\d{{1,4}})[a-z]?\.?\s+{_KINDS}[^\n]*(?:\n[^\n]*)?")
#: a document with a number is followed by one of a little higher number
_NEXT = 40
_LONGEST = 400


def several(source: Source) -> tuple[int, ...]:
    """Return where each document begins in a text of several: headings with numbers that go up; empty where there is one."""
    found: list[tuple[int, int]] = []
    for block in source.blocks:
        heading = _HEADING.fullmatch(source.text, *block.span) if block.span.end - block.span.start <= _LONGEST else None
        if heading is None or heading.group().rstrip().endswith((".", ",", ";")):
            continue
        number = int(heading["n"])
        if not found or found[-1][0] < number <= found[-1][0] + _NEXT:
            found.append((number, block.span.start))
    return tuple(start for _, start in found) if len(found) > 1 else ()
