"""Whether a paragraph is the summary that the present site prints below the text, without a label.

Nothing sets it apart but what it says and where it stands, so evidence is added up: it says in the present tense what somebody
discusses, reports or asks, or begins with the kind of document; it names those whom the title names; what stands before it is no
running text; the fields of the page follow. A paragraph in the first person, or in the past tense, is the document's own.
"""

from __future__ import annotations

from encoder import lazy_re as re
from encoder.catalogue.tables import table

_TABLE = table("summaries")
_KINDS = "|".join(_TABLE["kinds"])


def _forms(verb: str) -> list[str]:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies"]
    return [verb, verb + ("es" if verb.endswith(("s", "x", "ch", "sh")) else "s")]


_VERB = re.compile(rf"\b(?:{'|'.join(f for v in _TABLE['verbs'] for f in _forms(v))})\b")
_KIND = re.compile(rf"\A(?:(?:An?|The|This|In this)\s+)?(?:[\w-]+\s+){{0,2}}(?i:{_KINDS})\b")
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|us|me|my|My|our|Our|you|You|your|Your)\b")
_PAST = re.compile(r"\b(?:was|were|had|did|said|asked|told|went|came|\w{3,}ed)\b")
_PRESENT = re.compile(r"\b(?:is|are|has|have|does|do|will)\b")
_CAPITALISED = re.compile(r"\b[^\W\d_a-zß-öø-ÿ][\w’'-]{3,}")
_SENTENCE_END = re.compile(r"[.!?…][”\"')\]]?\Z")
_ENUMERATED = re.compile(r"(?:\(?(?:\d{1,3}|[a-zIVX]{1,4})[.)/]|[-–•*\[(]|x+/)\s?")
#: a summary is no longer; the verb stands among its first words
LONGEST = 2500
FIRST = 16
ENOUGH = 3


def evidence(said: str, before: str, title: str, fields: bool, spoken: bool = False) -> list[str]:
    """Return what speaks for a paragraph's being the summary, empty where something speaks against it.

    ``before`` is the paragraph above it, ``fields`` says that the fields of the page follow, ``spoken`` that the text is a
    transcript, whose paragraphs are someone's words.
    """
    if not 20 <= len(said) <= LONGEST or not said[0].isupper() or not said.endswith((".", ".”", '."', ".)", "]", "!", "?")):
        return []
    # what is quoted may be in any person and tense
    bare = re.sub(r"[“\"][^”\"]*[”\"]", "", said)
    if _FIRST_PERSON.search(bare) or _ENUMERATED.match(said):
        return []
    opening = " ".join(bare.split()[:FIRST])
    found = []
    if _VERB.search(_without_first(opening)):
        found.append("says what somebody does, in the present tense")
    if _KIND.match(said):
        found.append("begins with a kind of document")
    if not found:
        return []
    if len(_PAST.findall(bare)) > 2 * (len(_VERB.findall(bare)) + len(_PRESENT.findall(bare))):
        return []
    names = {w.lower() for w in _CAPITALISED.findall(title)}
    if names & {w.lower() for w in _CAPITALISED.findall(said)}:
        found.append("has names of the title")
    if not before or not _SENTENCE_END.search(before) or _ENUMERATED.match(before) or len(before) < len(said) // 2:
        found.append("what stands before it is no running text")
    if fields:
        found.append("the fields of the page follow")
    if spoken:
        found.append("the text is a transcript and nobody speaks here")
    return found


def _without_first(opening: str) -> str:
    """Take the first word off: "Report on ..." is a noun."""
    return opening.partition(" ")[2]
