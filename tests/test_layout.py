"""The reading of the layout: which lines are one block, and what belongs to the page."""

from __future__ import annotations

from encoder.draft.model import Source
from encoder.layout.reading import Layout, read
from encoder.run.one import encode
from encoder.source.metadata import Metadata
from encoder.tei.document import to_bytes

INDENTED = """\
  Mrs. ALDOUS. The committee has read the report of the warden with
great care, and it finds in it nothing about the lamp that went out in
the winter.
  I ask that it be read once more.
  Mr. BRIGHT. I do not object to the reading, though I have heard it in
full on two evenings, and so has the whole of the house.
"""


def said(text: str) -> list[str]:
    return [" ".join(text[slice(*block.span)].split()) for block in layout(text).blocks]


def layout(text: str) -> Layout:
    return read(text)


def test_indented_first_lines_begin_paragraphs() -> None:
    assert [one[:12] for one in said(INDENTED)] == ["Mrs. ALDOUS.", "I ask that i", "Mr. BRIGHT. "]
    assert {block.why for block in layout(INDENTED).blocks} == {"its first line is indented"}
    assert "first lines indented by 2" in layout(INDENTED).regions[0].evidence


def test_verse_that_is_indented_stays_one_block() -> None:
    verse = "The lamp went out upon the hill,\n  The wind went by the door,\nThe keeper of the house lay still\n  And saw the lamp no more.\n"
    assert len(said(verse)) == 1


def test_short_lines_end_paragraphs_where_nothing_else_divides_them() -> None:
    text = (
        "The warden came to the house at nine in the evening and asked for\n"
        "the keys, which the porter had left in the lodge by the river some\n"
        "hours before.\n"
        "The porter was sent for at once, and he came with a lantern and the\n"
        "second of his two dogs, and said that there were no keys at all in\n"
        "the lodge.\n"
        "Nobody has seen them since then, and the door has been left open for\n"
        "the wind.\n"
    )
    assert [one[:10] for one in said(text)] == ["The warden", "The porter", "Nobody has"]


def test_a_short_line_in_a_paragraph_between_blank_lines_divides_nothing() -> None:
    full = "It was agreed by all who came to the meeting that the lamp should be\nlit on every evening of the year but that of the feast, and that the\nkeeper should have oil for it from the parish and a coat besides.\n"
    text = f"{full}\n{full}\n{full}\n" + full.replace("evening of the year but", "evening.\nOf the year but")
    assert len(said(text)) == 4


def test_a_blank_line_after_every_line_divides_nothing() -> None:
    lines = INDENTED.splitlines()
    assert said("\n\n".join(lines)) == said(INDENTED)


def test_hanging_entries() -> None:
    text = (
        "Aldous, Mary, of the mill by the river, who kept the accounts of the\n"
        "    parish for some years and left them in order.\n"
        "Bright, John, the elder, carpenter, of whom nothing else is known to\n"
        "    the editors but that he mended the stair.\n"
        "Crane, Ann, of the lodge, who saw the lamp go out and told of it to\n"
        "    anyone who asked her and to some who did not.\n"
    )
    assert [one[:6] for one in said(text)] == ["Aldous", "Bright", "Crane,"]


def test_a_text_indented_as_a_whole_is_not_indented() -> None:
    text = "".join(f"      {line}\n" if line else "\n" for line in ("The aim of the house is the keeping of its lamp.", "", "It has a keeper, and he has a coat."))
    assert [block.indent for block in layout(text).blocks] == [0, 0]


def test_pages_with_running_heads_leave_the_paragraph_whole() -> None:
    text = (
        "          THE LAMP OF THE HILL.                  31\n\n"
        "   The keeper of the lamp went down to the river in the\n"
        "evening to ask for oil, for there was none in the house,\n"
        "and the boatman, who had some, would not part with it for\n"
        "A 2\n\n"
        "32        THE LAMP OF THE HILL.\n\n"
        "less than two coats, of which the keeper had but one, and\n"
        "that was upon his back.\n"
        "   So the lamp went out.\n"
    )
    found = layout(text)
    assert [(piece.kind, piece.n) for piece in found.furniture] == [("header", "31"), ("sig", ""), ("header", "32")]
    assert [block.kind for block in found.blocks] == ["page", "text", "text"]
    assert len(found.blocks[1].lines) == 5


def test_numbers_of_stanzas_and_years_are_no_pages() -> None:
    verse = "".join(f"{n}\n\nThe lamp went out upon the hill,\nThe wind went by the door.\n\n" for n in range(1, 6))
    years = "".join(f"{n}\n\nIn this year the lamp was lit on every evening and the river was low.\n\n" for n in range(1640, 1646))
    assert not layout(verse).furniture
    assert not layout(years).furniture


def test_centred_lines_are_apart_from_the_paragraph_below() -> None:
    text = "                            THE FOURTH HOUR\n" + INDENTED
    first = Source(text, "x.txt", "x").blocks[0]
    assert first.centred
    assert text[slice(*first.span)] == "THE FOURTH HOUR"


def test_the_sign_of_a_markdown_heading_is_no_text() -> None:
    text = "# The Lamp of the Hill\n\nThe lamp went out in the night, and nobody lit it again.\n"
    encoded = encode(Source(text, "x.txt", "x"), "plain")
    head = next(encoded.edition.root.iter("{http://www.tei-c.org/ns/1.0}head"))
    assert (head.get("rend"), head.text) == ("#", "The Lamp of the Hill")
    assert not encoded.lost


def test_whole_sentences_in_each_line_are_paragraphs_also_where_no_line_is_long() -> None:
    lines = [
        "Telegram of the Consul",
        "At ten minutes to nine the harbour master sent for me and said:",
        "1. The boat left on 2 October with the lamps, two tents and the whole of the bread.",
        "2. It carries all the instruments of the station “Yol”**/, not the tents and the beds.",
        "He asks us to send a physician by air, and I believe that old Podgorny can be spared.",
        "6/10-49. Sharov",
        "**/ Written in pencil.",
    ]
    assert said("\n".join(lines)) == lines


def test_lines_that_end_within_their_sentences_stay_together() -> None:
    lines = [
        "The boats came at noon, and the mill began to work again after the long winter without",
        "flour or wood, when nobody had seen the miller or his",
        "dog, and when the smith and all the others had lived on fish and on the turnips of",
        "the last year alone.",
    ]
    assert said("\n".join(lines)) == [" ".join(lines)]


def test_names_and_dates_in_divided_words_are_whole() -> None:
    text = "THE LAMP\n\nThe keeper of the lamp saw Mr. Hamil-\nton at the door on the third of Decem-\nber, 1804, and he did not see Mr. Hamil-\nton again.\n"
    for divided in ("lb", "join"):
        made = encode(Source(text, "x.txt", "x"), metadata=Metadata(divided=divided))
        names = [made.draft.plain(a.span) for a in made.draft.of("persName")]
        assert names == ["Hamilton", "Hamilton"]
        assert [a.attributes["when"] for a in made.draft.of("date")] == ["1804-12-03"]
        assert made.lost == ""
        assert not made.edition.problems
        assert (b'<w orig="Hamil- ton">Hamilton</w>' in to_bytes(made.edition.root)) is (divided == "join")


def test_entries_that_hang_are_paragraphs_though_one_fills_its_line() -> None:
    text = (
        "ABER, the mouth of a creek where it meets the river; any place\n    where two waters meet.\n"
        "BIGHT, a loop in a rope. He put a bight about the post. Also a\n    bend in the shore.\n"
        "CANT, to turn over. A boat that is canted lies upon her side.\n"
        "DOLPHIN, a post in the stream to which boats are made fast.\n"
    )
    assert [one.split(",")[0] for one in said(text)] == ["ABER", "BIGHT", "CANT", "DOLPHIN"]


def test_numbers_of_lines_are_no_part_of_the_lines() -> None:
    page = "\n".join(
        f"{n:2}   {line}" for n, line in enumerate((
            "THE COURT:  The witness may sit down, and the clerk", "will read the last question again to her.",
            "THE CLERK:  I have it here, and it is about the", "boat.", "MR. HALE:  Where was it when you came down to the",
            "landing?", "THE WITNESS:  On the sand, with the sail over", "it.", "MR. HALE:  Who had brought it?",
        ), 1)
    )  # fmt: skip
    assert [number.n for number in layout(page).numbers] == [str(n) for n in range(1, 10)]
    assert page[layout(page).blocks[0].lines[0].start :].startswith("THE COURT")
    rows = "\n".join(f"{n}   item {n}    {n * 3}" for n in range(1, 12))
    assert layout(rows).numbers == ()
