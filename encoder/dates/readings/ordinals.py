"""Where an ordinal alone is a day: "on the 5th", "the night of the 3d", and never "the 12th Infantry"."""

from __future__ import annotations

from collections.abc import Callable

from encoder import lazy_re as re
from encoder.dates.span import Scene


def behind(*words: str) -> Callable[[Scene], bool]:
    """Whether one of some words and an article stand before."""
    pattern = re.compile(rf"\b(?:{'|'.join(words)})\s(?:the|den|dem|le|el|il)?\s?\Z")
    return lambda scene: bool(pattern.search(scene.before(16)))


#: what may stand behind "the 5th": a stop, or a word that begins no name of a thing counted; no more ordinals before such a name
#: ("the 1st, 2nd, and 3rd Reports")
NO_THING = r"""(?x:
    (?!(?:,?\s(?:(?:and|or)\s)?\d{1,2}(?:st|nd|rd|th|d))+\s[A-Z])  # (the 3d) "and 4th Corps"
    (?= [,.;:)\]?!]
      | \s
        (?: and | or | to | at | that | which | he | she | we | they | I | it | in | by | for | with
          | as | from | was | has | had | is | but | when | if | until | on | before | after
          | another | also | then | there | about | because | so | all | some | a | an | the | this
          | these | those | one | two | three | four | no | none | nobody | not | only | still
          | again | you | who | whom | his | her | their | our | my | your | its | under | without
          | over | near | than | while | where | though | since | between | both | most | many
          | several | every | each | und | wo | et | où | y | e
          | [a-z]{3,}ed | were | went | came | left | took | made | sent | got | fell | saw | met | set
          | ran | brought | stood | lay | being | last | following | inclusive | next )
        \b
      | \s[A-Z][a-z]+\s(?:[A-Z][a-z]+\s)?  # (the 5th) "Smith came"
        (?: [a-z]{2,}ed | was | had | came | went | told | said | brought | gave | took | made | saw
          | met | left | sent | held )
        \b
      | \s*\Z )
)"""
BEHIND_ARTICLE = behind("[Tt]he", "on", "of", "in")
_BEHIND_THE = behind(
    "[Oo]n",
    "[Oo]f",
    "[Bb]y",
    "[Uu]ntil",
    "[Ss]ince",
    "[Aa]fter",
    "[Bb]efore",
    "[Ff]rom",
    "[Bb]etween",
    "[Dd]ated",
    "to",
    "till",
    "than",
    "was",
    "being",
    "day",
    "[Nn]ight",
    "[Mm]orning",
    "[Ee]vening",
    "[Aa]fternoon",
)


#: "Franklin arrived the 15th", "having left Boston the 11th": what was done, where, and a stop or a small word behind the day
_DONE_THE = re.compile(
    r"""
    \b
    (?: (?: arriv | sail | embark | land | depart | return | end | start | march | enter | reach | quitt
          | decamp | mov | di | expir | happen | anchor | finish | assembl | adjourn )
        ed
      | left | came | went | set\sout | began | begun | met )
    (?:\s(?:at|from|for|in|to))?(?:\s[A-Z][a-z]+){0,3}\sthe\s\Z  # "for New York the"
    """,
    re.X,
)
_RESTS = re.compile(r"[.,;:)]|\s(?:and|at|with|from|by|in|to|for|about)\b|\s*\Z")


def nth_stands(scene: Scene) -> bool:
    """Whether an ordinal is a day: a word of time and an article stand before it."""
    if scene.words.code in {"", "en"}:
        return _BEHIND_THE(scene) or bool(_DONE_THE.search(scene.before(60)) and _RESTS.match(scene.text, scene.end))
    return bool(scene.words.before("day", "from", "to", "and", "between").search(scene.before(20)))


_UNIT = re.compile(
    r"""
    \s(?:[A-Z][a-z]+\s)?
    (?: Army | Armies | Corps | Divisions? | Reg(?:imen)?t | Infantry | Inf | Cavalry | Battalion
      | Brigade | Fleet | Squadron | Foot | Street | Ward | Congress | Session | Avenue | Article
      | Amendment | Century | Dragoons | Lancers | Hussars | Battery | Volunteers | Precinct
      | District | Parallel | Meeting | Plenary )
    \b
    """,
    re.X,
)


def no_unit(scene: Scene) -> bool:
    """Whether the ordinal behind a weekday is a day: no unit or meeting is counted by it, and behind "the" no name stands."""
    if _UNIT.match(scene.text, scene.end):
        return False
    head = not scene.text[: scene.start].strip(" *#[(")
    named = re.match(r"\s[A-Z]", scene.text[scene.end : scene.end + 2])
    return bool(head or not named or not re.search(r"\s(?:the|den|le)\s", scene.text[scene.start : scene.end]))


#: "on the morning of the 25th passed a creek": a part of a day before it leaves no doubt
_PART_OF = re.compile(r"\b(?:day|morning|forenoon|noon|afternoon|evening|night|dawn|midnight)s?\s(?:of|before)\s(?:the\s)?\Z")


def part_of_day_before(scene: Scene) -> bool:
    """Whether the part of a day that an ordinal belongs to stands before it."""
    return bool(_PART_OF.search(scene.before(28)) and not _UNIT.match(scene.text, scene.end))
