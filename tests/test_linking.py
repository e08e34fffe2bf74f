"""Which name means whom: each mention's ``ref``, and what is left without one and reported."""

from __future__ import annotations

import re
from collections.abc import Iterable

from encoder.authority.entry import Entry
from encoder.authority.index import Authorities
from encoder.draft.model import Annotation, Context, Draft, Source
from encoder.layout.blocks import Span
from encoder.linking.link import Linked, link, surer
from encoder.rules.profiles import PROFILES
from encoder.source.metadata import Metadata

KINDS = {"P": "persName", "L": "placeName", "O": "orgName"}
MARK = re.compile(r"\{(?P<kind>[PLO])(?P<ref>#\w+)? (?P<name>[^}]+)\}")


def linked(marked: str, entries: Iterable[Entry] = (), closed: bool = False, stem: str = "t", cert: str = "high") -> Linked:
    """Link a text in which names stand in braces: ``{P Anna Weber}``, with the link of a list ``{P#p_1 Anna Weber}``."""
    text, found, at = "", [], 0
    for m in MARK.finditer(marked):
        text += marked[at : m.start()]
        start = len(text)
        text += m["name"]
        attributes = {"ref": m["ref"]} if m["ref"] else {"cert": cert}
        found.append(Annotation(Span(start, len(text)), KINDS[m["kind"]], "names", attributes))
        at = m.end()
    text += marked[at:]
    context = Context(PROFILES["plain"], Metadata(), Authorities(entries, closed))
    return link(Draft(Source(text, "t.txt", stem), context).add([Annotation(Span(0, len(text)), "p", "p"), *found]))


def refs(result: Linked, element: str = "persName") -> list[str]:
    return [m.attributes.get("ref", "").lstrip("#") for m in result.draft.of(element)]


def ambiguous(result: Linked) -> list[str]:
    return [p.message for p in result.draft.problems if p.code == "name-ambiguous"]


def test_a_full_name_makes_a_person_and_the_surname_is_his() -> None:
    result = linked("{P Weber} met {P Karl Weber}; {P Weber} said no.")
    assert refs(result) == ["p_karl_weber"] * 3
    assert [(p.name, p.forms, p.machine) for p in result.persons] == [("Karl Weber", {"Karl Weber", "Weber"}, True)]


def test_a_surname_of_two_is_nobodys_and_reported() -> None:
    result = linked("{P Karl Weber} and {P Hans Weber} came. {P Weber} spoke.")
    assert refs(result) == ["p_karl_weber", "p_hans_weber", ""]
    assert ambiguous(result) == ["'Weber' can be Karl Weber or Hans Weber; not linked"]
    assert result.draft.problems[0].span == result.draft.of("persName")[2].span


def test_full_names_are_one_where_given_names_do_not_contradict() -> None:
    assert refs(linked("{P Karl Weber} wrote; {P K. Weber} signed.")) == ["p_karl_weber"] * 2
    assert refs(linked("{P Karl Weber} wrote; {P H. Weber} signed.")) == ["p_karl_weber", "p_h_weber"]


def test_capitals_and_accents_make_no_other_person() -> None:
    assert refs(linked("{P Émile Bérard} wrote. {P BERARD} signed.")) == ["p_emile_berard"] * 2


def test_a_surname_is_a_persons_without_its_article_too() -> None:
    assert refs(linked("{P Mustafa al-Barzani} came; {P Barzani} spoke.")) == ["p_mustafa_al_barzani"] * 2


def test_a_surname_that_stands_first_is_the_surname() -> None:
    assert refs(linked("{P Zhou Enlai} received him; {P Zhou} agreed, and {P Enlai} smiled."))[:2] == ["p_zhou_enlai"] * 2


def test_a_surname_alone_makes_a_person_of_its_own() -> None:
    result = linked("{P Weber} came. {P Weber} went.")
    assert refs(result) == ["p_weber", "p_weber"]


def test_mrs_before_a_surname_is_another_person() -> None:
    result = linked("{P John Harper} came with Mrs. {P Harper}; {P Harper} spoke.")
    assert refs(result) == ["p_john_harper", "p_mrs_harper", "p_john_harper"]
    assert [p.woman for p in result.persons] == [False, True]


def test_mrs_is_the_woman_who_has_a_name_of_her_own() -> None:
    assert refs(linked("{P Mary Harper} came. Mrs. {P Harper} spoke.")) == ["p_mary_harper"] * 2
    assert refs(linked("Mrs. {P John Harper} came. Mrs. {P John Harper} spoke, and Miss {P Harper} listened.")) == [
        "p_mrs_john_harper", "p_mrs_john_harper", "p_miss_harper",
    ]  # fmt: skip


def test_a_given_name_alone_is_a_guess() -> None:
    result = linked("{P Sir Michael Wright} came. Sir {P Michael} spoke.")
    assert refs(result) == ["p_michael_wright"] * 2
    assert [m.attributes["cert"] for m in result.draft.of("persName")] == ["high", "medium"]


def test_dear_before_a_name_looks_at_every_given_name() -> None:
    assert refs(linked("Dear {P Foster}, said {P John Foster Dale}.")) == ["p_john_foster_dale"] * 2


def test_a_surname_that_a_head_of_state_and_a_minister_have_is_disputed() -> None:
    result = linked("President {P Aranda} received Minister {P Aranda}.")
    assert refs(result) == ["", ""]
    assert len(ambiguous(result)) == 2
    assert refs(linked("President {P Aranda} received Prime Minister {P Aranda}.")) == ["p_aranda"] * 2


WEBER = Entry("p_1", "Weber, Karl", description="Clerk")


def test_what_a_list_has_linked_stays_and_draws_the_surname() -> None:
    result = linked("{P#p_1 Karl Weber} came; {P Weber} spoke.", [WEBER])
    assert refs(result) == ["p_1", "p_1"]
    assert [(p.id, p.name, p.description, p.machine) for p in result.persons] == [("p_1", "Weber, Karl", "Clerk", False)]


def test_where_a_list_is_closed_nobody_is_made() -> None:
    result = linked("{P#p_1 Karl Weber} met {P Anna Stein}; {P Stein} left.", [WEBER], closed=True)
    assert refs(result) == ["p_1", "", ""]
    assert [p.id for p in result.persons] == ["p_1"]


def test_no_identifier_is_given_twice() -> None:
    assert refs(linked("{P Anna Stein} came.", [Entry("p_anna_stein", "Stein, Anna")])) == ["p_anna_stein_2"]
    assert refs(linked("{P Anna Stein} came.", stem="p_anna_stein")) == ["p_anna_stein_2"]


def test_an_address_that_a_person_has_decided_on_is_left() -> None:
    text = "Karl Weber came."
    mention = Annotation(Span(0, 10), "persName", "decided", {"ref": "https://example.org/1"})
    draft = Draft(Source(text, "t.txt", "t"), Context(PROFILES["plain"], Metadata(), Authorities()))
    result = link(draft.add([Annotation(Span(0, len(text)), "p", "p"), mention]))
    assert result.draft.of("persName") == (mention,)
    assert result.persons == ()


def test_persons_come_in_the_order_of_their_first_mention() -> None:
    assert [p.id for p in linked("{P Stein} and {P Karl Weber} and {P Anna Stein}.").persons] == ["p_anna_stein", "p_karl_weber"]


def test_the_surest_mention_says_how_certain_a_person_is() -> None:
    assert linked("{P Anna Stein}.", cert="low").persons[0].cert == "low"
    assert [surer(*pair) for pair in (("", "low"), ("high", "medium"), ("low", "medium"))] == ["low", "high", "medium"]


def test_variants_of_a_place_are_one_place() -> None:
    result = linked("{L Great Britain} and {L United Kingdom} and {L Vienna}.")
    one, other, town = refs(result, "placeName")
    assert one == other != town
    assert {p.id for p in result.places} == {one, town}


def test_a_body_and_its_acronym_are_one_and_a_noun_alone_is_none() -> None:
    result = linked("the {O Harbour Lamp Commission} ({O HLC}) met; the {O HLC} and the {O Commission} agreed.")
    first, short, again, noun = refs(result, "orgName")
    assert first == short == again != ""
    assert noun == ""
    assert len(result.orgs) == 1


def where(result: Linked) -> list[tuple[str, str]]:
    """Return country and latitude of each place that is linked."""
    return [(p.country, p.geo.partition(" ")[0]) for p in result.places]


def test_what_is_named_behind_a_town_tells_which_it_is() -> None:
    assert where(linked("In {L Worcester}, Massachusetts, and {L Laval} in France; {L Perth} (Scotland).")) == [
        ("United States", "42.26"), ("France", "48.07"), ("United Kingdom", "56.40"),
    ]  # fmt: skip
    result = linked("{L Cambridge}, England, and {L Cambridge}, Mass., are two. {L Virginia}, Minn., is a town.")
    assert refs(result, "placeName") == ["place_cambridge", "place_cambridge_mass", "place_virginia"]
    assert where(result) == [("United Kingdom", "52.20"), ("United States", "42.38"), ("United States", "47.52")]


def test_a_town_that_the_gazetteer_has_not_there_has_no_place_on_the_map() -> None:
    assert where(linked("He was born at {L Berlin}, Vermont.")) == [("", "")]
    assert where(linked("The treaty of {L Breslau}, Germany.")) != [("", "")]  # borders move


def test_a_name_by_itself_means_what_it_meant_elsewhere_in_the_text_but_for_the_largest() -> None:
    assert where(linked("{L Worcester}, Mass., was cold. I like {L Worcester}.")) == [("United States", "42.26")]
    assert where(linked("{L Paris}, Texas, is not {L Paris}.")) == [("United States", "33.66"), ("France", "48.85")]


def test_a_name_of_several_large_countries_is_no_place_on_the_map() -> None:
    assert where(linked("I saw {L Salem}.")) == [("", "")]
    assert where(linked("I saw {L Whitby}.")) == []
    assert where(linked("I saw {L Virginia}.")) == [("", "")]  # the state
    assert where(linked("I saw {L London}, France and Spain.")) == [("United Kingdom", "51.51")]  # a list
