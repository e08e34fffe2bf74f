"""Every form that docs/layout.md shows is encoded as it says there."""

from __future__ import annotations

import re

import pytest

from encoder.draft.model import Source
from encoder.run.one import encode
from encoder.source.metadata import Metadata
from encoder.tei.document import to_bytes
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "layout.md").read_text(encoding="utf-8")
#: a row of a table: its source and its TEI
ROWS = [
    (m[1].strip(), m[2].strip()) for m in re.finditer(r"^\| (.*?) \| (.*) \|$", PAGE.replace(r"\|", "¦"), re.M)
    if m[1] not in {"the source", "---"}
]  # fmt: skip

PROSE = """\
The warden came to the house at nine in the evening and asked for the
keeper, who was not there, and for the book, which nobody had seen in
the tower since the day of the feast.
"""
MORE = """\
The boatman had rowed across in the morning and had taken a bag with
him, which was heavy, and of which he did not speak to anybody at all
on the quay.
"""
#: how a row begins -> a source of that form, and what its edition has
FORMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "blank lines between paragraphs": (PROSE + "\n" + MORE, ("the feast.</p>", "<p>The boatman")),
    "first lines that are indented": ("  " + PROSE + "  " + MORE + "  " + PROSE, ("the feast.</p>", "<p>The boatman", "the quay.</p>")),
    "both": ("  " + PROSE + "\n  " + MORE, ("the feast.</p>", "<p>The boatman")),
    "neither, lines full to a width": (PROSE + MORE + PROSE, ("the feast.</p>", "<p>The boatman")),
    "a blank line after every line": (PROSE.replace("\n", "\n\n") + "\n" + MORE.replace("\n", "\n\n"), ("the feast.</p>", "<p>The boatman")),
    "entries that hang at the margin": (
        "ABER, the mouth of a creek where it meets the river, and any place\n    where two waters meet.\n"
        "BIGHT, a loop in a rope. He put a bight about the post. Also a bend\n    in the shore.\n",
        ("meet.</p>", "<p>BIGHT"),
    ),
    "each line a paragraph": (
        PROSE.replace("\n", " ").strip() + "\n" + MORE.replace("\n", " ").strip() + "\n" + PROSE.replace("\n", " ").strip() + "\n",
        ("the feast.</p>", "<p>The boatman"),
    ),
    "a line in the middle": ("THE TOWER\n\n" + PROSE + "\n                             OF THE BOAT\n" + MORE + PROSE, ("<head>OF THE BOAT</head>",)),
    "a title that fills its line": (
        "THE WHOLE ACCOUNT OF THE LAMP THAT WENT OUT IN THE WINTER OF THAT SAME\n                      YEAR ON THE HILL\n\n" + PROSE + MORE,
        ("<head>THE WHOLE ACCOUNT OF THE LAMP THAT WENT OUT IN THE WINTER OF THAT SAME YEAR ON THE HILL</head>",),
    ),
    "lines between tags": ("# The tower\n" + PROSE + "## The boat\n" + MORE, ('<head rend="#">The tower</head>', '<head rend="##">The boat</head>')),
    "a block that is indented deeper": (
        PROSE + "\n      He said that he had seen it, and that the book was red, and\n      that the keeper had it.\n\n" + MORE, ("<quote>",),
    ),
    "`ma-` / `sons`, also": ("The work of the ma-\nsons was bad.\n", ('ma<lb break="no" rend="-"/>sons',)),
    "`well-` / `known`": ("He went by the well-\nknown path.\n", ('well-<lb break="no"/>known',)),
    "a word that the end of a page divides": (
        "They went on follow-\n\n[Page 215]\n\ning the river.\n", ('follow<lb break="no" rend="-"/>', '<pb n="215"'),
    ),
    "`ma-` / `sons`": ("The work of the ma-\nsons was bad.\n", ()),
    "`[Page 356]`": ("He came\n\n[Page 356]\n\nto the hill. He saw\n\n[[Page S696]]\n\nnothing.\n", ()),
    "`[p. 3]`": ("He came to [p. 3] the hill.\n", ()),
    "`[12]`": ("He came to the bridge, and the boat\n\n- 12 -\n\nwas there.\n", ()),
    "a number alone": ("The old bridge was built of the stone that had been\n\n214\n\nbrought from the quarry in that year.\n", ('<pb n="214" rend="{}"',)),
    "`194    THE BRIDGE`": (
        "He came.\n\n194    THE BRIDGE\n\n" + PROSE + "\n195    THE BRIDGE\n\n" + MORE + "\n196    THE BRIDGE\n\nHe left.\n",
        ('<pb n="194" rend="fw"', '<fw type="header" place="top" rend="194 {}">THE BRIDGE</fw>'),
    ),
    "numbers at the margin": (
        "\n".join(f"{n} {line}" for n, line in enumerate((*PROSE.splitlines(), *MORE.splitlines(), *PROSE.splitlines()), 1)), (),
    ),
    "`[Column 412]`": ("He asked whether it\n\n[Column 412]\n\nwas so.\n", ()),
    "a form feed": (PROSE.replace("keeper,", "\fkeeper,"), ("<pb/>",)),
    "a signature (`P 2`)": (
        "He came to the old bridge in the evening, and the boat that had been\n                         P 2\n[Page 17]\n"
        "brought was not there, and the keeper had not been seen since the day\n                                             which\n"
        "[Page 18]\nwhich was the last of the feast, and he left the boat and went home.\n", (),
    ),
    "Project Gutenberg's header": (
        "The Project Gutenberg EBook of The Boat, by A. Hand\n\nTitle: The Boat\n\nAuthor: A. Hand\n\n"
        "*** START OF THIS PROJECT GUTENBERG EBOOK THE BOAT ***\n\n" + PROSE + "\n*** END OF THIS PROJECT GUTENBERG EBOOK THE BOAT ***\n",
        ("START OF THIS PROJECT GUTENBERG EBOOK THE BOAT ***</fw>", "<title>The Boat</title>"),
    ),
    "the first lines of a record": (
        "[Congressional Record Volume 151, Number 12 (Tuesday, February 8, 2005)]\n[Senate]\n[Page S771]\n\nThe lamp was lit.\n",
        ('<pb n="S771" rend="fw"', '<fw type="header">[Page S771]</fw>', '<fw type="header">[Senate]</fw>'),
    ),
    "links and notices": ("Skip to main content\nHome | About\n\n" + PROSE + "\nPrivacy Policy\nAll rights reserved.\n", ("Home | About</fw>",)),
    "`---` and keys": ("Title: The Boat\nAuthor: A. Hand\nLanguage: English\n\n" + PROSE, ('<note type="catalogue"',)),
    "a fence around": ("```text\n" + PROSE + "```\n", ("```text</fw>",)),
    "`2025 RELEASE UNDER": (
        "123-10001-10002 2025 RELEASE UNDER THE RECORDS ACT OF 1992\n\n" + PROSE, ('<fw type="header">123-10001-10002',),
    ),
    "`Slug:`": ("Title: The Boat\nSlug: the-boat\nPubDate: 2009-03-04\n\n" + PROSE, ('<note type="catalogue"',)),
    "`*x*`": ("He saw *one* and _two_ and **three**, and then =four= and <i>five</i>.\n", ("<hi rend=\"bold\">three</hi>", "<hi rend=\"italic &lt;i&gt;\">")),
    "`6^th^`": ("He came on the 6^th^ and left on the 7^{th} day.\n", ()),
    "`[words](https": ("See [the map](https://example.org/map) there.\n", ('<ref rend="[]()" target="https://example.org/map">the map</ref>',)),
    "`` `x` ``": ("Set `x` so:\n\n```\nx = 1\n```\n\nIt is done.\n", ("<code rend=\"`\">x</code>", "<eg rend=")),
    "a tag of HTML": ("He came<br/>and left.\n", ('<milestone unit="tag" rend="&lt;br/&gt;"/>',)),
    "`1.` `(a)`": ("He has:\n\n1. a boat,\n\n[Page 4]\n\n2. a dog.\n", ("<item>1. a boat,</item>", "<item>2. a dog.</item>", '<pb n="4"')),
    "`1-3.` `4.`": ("He has:\n\n1-3. boats,\n\n4. a dog,\n\n6, 7. two cats.\n", ("<item>1-3. boats,</item>", "<item>6, 7. two cats.</item>")),
    "numbers that go on": (
        "He said:\n\n1. He came.\n\n2. He saw:\n\n  rope      4    good\n  oil      11    none\n  tar       6    good\n\n3. He left.\n",
        ("<item>3. He left.</item>",),
    ),
    "numbered paragraphs between": ("1. He came.\n\n2. He saw.\n\n" + PROSE + "\n3. He left.\n", ("<p>1. He came.</p>", "<p>3. He left.</p>")),
    "another system below": ("He has:\n\n1. boats:\n\n   (a) red,\n\n   (b) blue;\n\n2. a dog.\n", ("<item>(a) red,</item>", "<item>2. a dog.</item>")),
    "numbered paragraphs that nothing": (
        "1. " + PROSE.replace("\n", " ") * 2 + "\n\n2. " + MORE.replace("\n", " ") * 2 + "\n", ("<p>1. The warden", "<p>2. The boatman"),
    ),
    "what is said behind dashes": ("-- It is he.\n\n-- Where?\n\n-- At the mast.\n", ("<p>-- Where?</p>",)),
    "six and more names": (
        PROSE + "\nMary Hale\nJohn Crane\nElias Dow\nAnn Ferris\nThomas Blake\nSusan Marsh\nPeter Cole\n\n" + MORE,
        ('<list type="names">',),
    ),
    "`Of the Soil": ("CONTENTS\n\nOf the Soil . . . . . 14\nOf the Sheep . . . . . 20\nOf the Pigs . . . . . 31\n", ('<list type="contents">',)),
    "`Ague": (
        "INDEX\n\nAgue, cures for, 102, 118n.\nAlmshouse, see Charities\nBoats, 12\nCharities, 52-60\nDogs, 31\nFerry, 4\n",
        ('<list type="index">', "<item>Almshouse, see Charities</item>"),
    ),
    "columns of spaces": ("The stores\n\nrope      4    good\noil            none\ntar       6    good\n", ("<cell>oil</cell>", "<cell/>", "<cell>none</cell>")),
    "`¦ a ¦ b ¦`": ("The stores\n\n| a | b |\n| c | d |\n", ('<row rend="| | |">', "<cell>a</cell>")),
    "tabs": ("The stores\n\nrope\t4\tgood\noil\t\tnone\n", ("<cell>rope</cell>", "<cell/>")),
    "a poem": (
        "EVENING\n\nThe boat comes slowly to the land,\nThe oars are lifted from the tide;\nAnd one who waited on the sand\n"
        "Is standing at the helmsman's side.\n\nWhat did he bring from far away?\nA shell, a feather, and a stone;\n"
        "He has not very much to say,\nAnd she is happy with her own.\n",
        ('<lg type="stanza">', "<l>A shell, a feather, and a stone;</l>"),
    ),
}
#: rows that say with which option their form is encoded
JOINED = ('<w orig="ma- sons">masons</w>', "well-known")


def _edition(text: str, divided: str = "lb") -> str:
    made = encode(Source(text, "x.txt", "x"), "plain", Metadata(divided=divided))
    assert not made.lost
    assert not [problem for problem in made.edition.problems if problem.code == "rule-left-out"]
    return " ".join(to_bytes(made.edition.root).decode().split()).replace("> <", "><")


def _key(row: str) -> str:
    found = [key for key in FORMS if row == key or row.startswith(key)]
    assert found, f"no text of the form {row!r}: write one"
    return max(found, key=len)


@pytest.mark.parametrize(("row", "tei"), ROWS)
def test_the_forms_of_the_page(row: str, tei: str) -> None:
    joined = "<w " in tei or tei in {"`well-known`", "as above: `lb` and `pb`"}
    text, expected = FORMS[_key(row)]
    edition = _edition(text, "join" if joined else "lb")
    shown = [code for code in re.findall(r"`(<[^`]+>)`", tei.replace("¦", "|")) if "..." not in code and "&" not in code]
    wanted = [] if joined else list(expected)
    if not expected or joined:
        wanted += shown or ["well-known" if "known" in row else "<pb"]
    for one in wanted:
        said = re.sub(r'"/>\Z', '"', one) if one.startswith(("<pb", "<milestone")) else one
        assert said in edition, one


def test_every_form_is_on_the_page() -> None:
    assert set(FORMS) == {_key(row) for row, _ in ROWS}
