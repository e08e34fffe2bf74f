"""Days that a reader of prints or a stamp left misread: "Ist September", "the 31ST DAY OE AUGUST", "JUN 2 6 1975", "1963⁸⁶"."""

from __future__ import annotations

from encoder import lazy_re as re

_MONTH = "[\ua001-\ua02c]"
_FILL = "[\ua000-\ua030]*[.:]?"
_MONTHS = re.compile(_MONTH)
#: "Ist", "2lst", "3Ist" before a month
_ONE = re.compile(rf"(?<![\w.])(?P<tens>[23]?)[Il](?=(?:st|ST)\.?,?\s(?:(?:day|DAY)\s)?(?:[Oo][fp]\s|O[FE]\s)?(?:the\s)?{_MONTH})")
_ONES = ("Ist", "lst", "IST", "lST")
#: "of" misread
_OFS = ("OE", "OP", "op")
_OF = re.compile(rf"(?<=\s)(?:O[EP]|op)(?=\s{_MONTH})")
#: a stamp sets its figures apart: "JUN 2 6 1975"
_APART = re.compile(rf"(?P<month>{_MONTH}{_FILL}\s)(?P<tens>[0-3])\s(?P<ones>\d)(?=,?\s(?:1[89]|20)\d\d(?!\d))")
#: the mark of a note behind a year
_RAISED = re.compile(r"(?<=\d)[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_SMALL = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def misread(text: str) -> str:
    """Return the text of a block (with its months as signs) with such days as they were meant; offsets stay."""
    if text.isascii():
        return text
    has = text.__contains__
    if _MONTHS.search(text):
        if any(map(has, _ONES)):
            text = _ONE.sub(r"\g<tens>1", text)
        if any(map(has, _OFS)):
            text = _OF.sub("of", text)
        text = _APART.sub(r"\g<month>\g<tens>\g<ones> ", text)
    if not any(map(has, _SMALL)):
        return text
    return _RAISED.sub(lambda m: " " * len(m.group()), text)
