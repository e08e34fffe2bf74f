"""The head of a military order: its kind and number, headquarters, place and date: "GENERAL ORDERS, / No. 12. / Fort Hale, May 4"."""

from __future__ import annotations

from collections.abc import Sequence

from encoder import lazy_re as re
from encoder.anatomy.units import Unit

#: so many lines stand over the text
MOST = 8
_KIND = re.compile(
    r"""
    (?: (?: GENERAL | SPECIAL | FIELD | ARMY | ROUTINE | GARRISON | BRIGADE | DIVISION(?:AL)?
          | CORPS | REGIMENTAL | OPERATIONS? | POST | GENERAL[ ]COURT-MARTIAL )[ ]ORDERS?
      | ORDRE[ ](?:DU[ ]JOUR|GÉNÉRAL|PARTICULIER) | TAGESBEFEHL | ARMEEBEFEHL | OPERATIONSBEFEHL
      | ORDEN[ ](?:GENERAL|DEL[ ]DÍA)
    )\b
    """,
    re.X | re.I,
)
_HEADQUARTERS = re.compile(
    r"""
    (?: H(?:EA)?D\.?-?[ ]?(?:QUARTERS|QRS) | H\.?[ ]?Q | WAR[ ]DEP(?:T|ARTMENT) | ADJUTANT
      | QUARTIER[ -]GÉNÉRAL | CUARTEL[ ]GENERAL | HAUPTQUARTIER )\b
    """,
    re.X | re.I,
)
_NUMBER = re.compile(r"\W{0,2}(?:No|Nos|Nr|Num(?:ber)?s?|N[º°])\b\.?\s?\d{1,5}", re.I)


def head(lines: Sequence[Unit], at: int = 0) -> tuple[int, int] | None:
    """Return the number of the first line that is no part of the heading, and of that which is no part of the head; None for no order.

    Of the lines over the text one names the kind of order, and one has a date or two say whence it comes and its number. What stands in
    the heading are these; the date begins what is behind it.
    """
    end = at
    kind = numbered = placed = False
    dated = None
    while end < len(lines) and end - at < MOST and not lines[end].prose:
        said = lines[end].text
        known = bool(_KIND.match(said)), bool(_HEADQUARTERS.match(said)), bool(_NUMBER.match(said))
        if lines[end].dated or (dated is None and any(known) and _ends_dated(said)):
            dated = end
            numbered = numbered or known[2]
            end += 1
            break
        if not any(known) and not (kind and said.isupper() and end == at + 1):
            break
        kind, placed, numbered = kind or known[0], placed or known[1], numbered or known[2] or bool(_NUMBER.search(said))
        end += 1
    if not kind or end == at or not (dated is not None or (placed and numbered)):
        return None
    return (dated if dated is not None else end), end


def _ends_dated(said: str) -> bool:
    return bool(re.search(r"\b1[5-9]\d\d\W*\Z", said))
