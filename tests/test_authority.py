"""Authority lists: the forms they are read in, the names they make, lists proposed from texts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from encoder.authority.entry import Entry
from encoder.authority.index import load_all
from encoder.authority.read import AuthorityError, load
from encoder.cli import main
from encoder.draft.model import Source
from encoder.run.one import encode

NS = "http://www.tei-c.org/ns/1.0"
TEI_LIST = f"""<TEI xmlns="{NS}"><standOff>
<listPerson>
  <person xml:id="p_wright"><persName><roleName>Sir</roleName> <forename>Michael</forename> <surname>Wright</surname></persName>
    <persName type="variant">Wright the Elder</persName><note>British Ambassador to Iraq</note><idno type="VIAF">12</idno></person>
  <person xml:id="p_nu"><persName>U Nu</persName></person>
</listPerson>
<listPlace><place xml:id="l_pusht"><placeName>Pusht</placeName><placeName>Pishti</placeName><idno type="geonames">7</idno></place></listPlace>
<listOrg><org xml:id="o_fom"><orgName>free officers movement</orgName></org></listOrg>
</standOff></TEI>"""
FRUS_LISTS = f"""<TEI xmlns="{NS}"><text><front><div xml:id="persons"><list type="names">
<item><hi rend="strong"><persName xml:id="p_QGAK1">Qassim, General Abdul Karim</persName>,</hi> Prime Minister of Iraq from July 14, 1958</item>
<item><hi rend="strong"><persName xml:id="p_A1">Allen</persName>,</hi> George V., Director of the Agency</item>
</list></div><div xml:id="terms"><list type="terms">
<item><hi rend="strong"><term xml:id="t_AEC1">AEC</term>,</hi> Atomic Energy Commission</item></list></div></front></text></TEI>"""


def test_tei_lists(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    path.write_text(TEI_LIST, "utf-8")
    wright, nu = load(path, "person")
    assert (wright.id, wright.name, wright.description) == ("p_wright", "Wright, Sir Michael", "British Ambassador to Iraq")
    assert (wright.forms, dict(wright.identifiers)) == (("Wright the Elder",), {"viaf": "12"})
    assert nu.name == "U Nu"
    (pusht,) = load(path, "place")
    assert (pusht.kind, pusht.name, pusht.forms) == ("place", "Pusht", ("Pishti",))
    assert [o.name for o in load(path, "org")] == ["free officers movement"]


def test_the_lists_of_a_frus_volume(tmp_path: Path) -> None:
    path = tmp_path / "volume.xml"
    path.write_text(FRUS_LISTS, "utf-8")
    qassim, allen = load(path, "person")
    assert (qassim.name, qassim.description) == ("Qassim, General Abdul Karim", "Prime Minister of Iraq from July 14, 1958")
    assert (allen.name, allen.description) == ("Allen", "George V., Director of the Agency")
    (aec,) = load(path, "term")
    assert (aec.id, aec.name, aec.description) == ("t_AEC1", "AEC", "Atomic Energy Commission")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.xml", "<TEI", "x.xml:1: "),
        ("x.xml", f'<TEI xmlns="{NS}"/>', "the file has no person"),
        ("x.xml", f'<TEI xmlns="{NS}">\n<person><persName>A</persName></person></TEI>', "x.xml:2: '' cannot be an xml:id"),
        ("x.xml", f'<!DOCTYPE TEI [<!ENTITY a "b">]><TEI xmlns="{NS}">&a;</TEI>', "a DOCTYPE is refused"),
    ],
)
def test_a_bad_list_is_refused_with_its_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(AuthorityError) as error:
        load(path, "person")
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("name", "full", "short"),
    [
        ("Lay, James S., Jr.", {"James S. Lay, Jr.", "James S. Lay", "James Lay"}, {"Lay"}),
        ("Smith, General Walter Bedell", {"Walter Bedell Smith", "Walter B. Smith", "W. B. Smith", "W.B. Smith"}, {"Smith"}),
        ("Nasser (Nasr, Nassir), Gamal Abdul", {"Gamal Abdul Nasser"}, {"Nasser", "Nasr", "Nassir"}),
        ("Mao Tse-tung (Mao Zedong)", {"Mao Tse-tung", "Mao Zedong"}, {"Mao"}),
        ("Makarios III", set(), {"Makarios"}),
        ("Ngo Dinh Diem", {"Ngo Dinh Diem"}, {"Diem"}),
        ("de Gaulle, General Charles", {"Charles de Gaulle"}, {"de Gaulle", "De Gaulle"}),
        ("Çağlayangil, Ihsan Sabri", {"Ihsan Sabri Çağlayangil"}, {"Çağlayangil", "Caglayangil"}),
        ("Khouli, Hassan Sabri al-", set(), {"Khouli", "al-Khouli"}),
        ("Wright, Sir Michael", {"Michael Wright", "Sir Michael Wright"}, {"Wright"}),
    ],
)
def test_the_forms_of_a_name(name: str, full: set[str], short: set[str]) -> None:
    entry = Entry("p_x", name)
    assert full <= set(entry.full_forms())
    assert short <= set(entry.short_forms())
    assert not short & set(entry.full_forms())


def test_a_cross_reference_is_a_form_of_the_other(tmp_path: Path) -> None:
    path = tmp_path / "persons.csv"
    path.write_text("id,name,description\np_Diem1,Diem,see Ngo Dinh Diem\np_NDD1,Ngo Dinh Diem,President\n", "utf-8")
    authorities = load_all((path,))
    assert [e.id for e in authorities.entries] == ["p_NDD1"]
    assert [e.id for e, _ in authorities.forms["Diem"]] == ["p_NDD1"]


def test_a_cross_reference_may_have_a_misprint(tmp_path: Path) -> None:
    path = tmp_path / "persons.csv"
    path.write_text(
        "id,name,description\np_Minh1,Minh,see Duong Van Minh\np_DVM1,\"Dueng Van (“Big”) Minh, Major General\",Adviser\n"
        "p_TVM1,Tran Van Minh,General\n",
        "utf-8",
    )
    authorities = load_all((path,), ())
    assert [(entry.id, alone) for entry, alone in authorities.forms["Minh"] if alone] == [("p_DVM1", True)]
    assert "p_Minh1" not in authorities.by_id



def test_places_and_organisations_of_a_list_are_linked(tmp_path: Path) -> None:
    (tmp_path / "list.xml").write_text(TEI_LIST, "utf-8")
    (tmp_path / "a.txt").write_text("A note\n\nThe free officers movement came from Pishti to Baghdad.\n", "utf-8")
    done = CliRunner().invoke(
        main,
        ["encode", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"),
         "--places", str(tmp_path / "list.xml"), "--orgs", str(tmp_path / "list.xml")],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    root = etree.parse(tmp_path / "out" / "a.xml")
    place, baghdad = root.findall(f".//{{{NS}}}p/{{{NS}}}placeName")
    assert (place.get("ref"), place.get("resp"), baghdad.get("resp")) == ("#l_pusht", None, "#tei-encoder")
    assert [o.get("ref") for o in root.findall(f".//{{{NS}}}p/{{{NS}}}orgName")] == ["#o_fom"]
    numbers = [(e.get("type"), e.text) for e in root.findall(f".//{{{NS}}}place/{{{NS}}}idno")]
    assert ("geonames", "https://www.geonames.org/7") in numbers


def test_a_list_is_proposed_and_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A note\n\nMr. Michael Hohler saw Mr. Quandt. Hohler left for Baghdad.\n", "utf-8")
    (tmp_path / "b.txt").write_text("A note\n\nAmbassador Hohler came back.\n", "utf-8")
    out = tmp_path / "persons.csv"
    done = CliRunner().invoke(main, ["authority", "build", str(tmp_path), "--out", str(out)])
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert [(r["name"], r["forms"], r["count"]) for r in rows] == [("Hohler, Michael", "Hohler", "3"), ("Quandt", "", "1")]
    assert rows[0]["example"].startswith(str(tmp_path / "a.txt") + ":3: ")
    assert [e.name for e in load(out)] == ["Hohler, Michael", "Quandt"]
    done = CliRunner().invoke(main, ["authority", "build", str(tmp_path), "--kind", "place", "--out", str(tmp_path / "places.csv")])
    assert [e.name for e in load(tmp_path / "places.csv", "place")] == ["Baghdad"]


@pytest.mark.parametrize(
    ("head", "said", "persons"),
    [
        ("Memorandum by James S. Lay, Jr.", "Then James Lay came.", {"James S. Lay, Jr."}),
        ("Memorandum by John Foster Dulles", "Then Foster Dulles and J. F. Dulles came.", {"John Foster Dulles"}),
        ("Letter From John Foster Dulles to Selwyn Lloyd", "DEAR SELWYN: I thank you.", {"John Foster Dulles", "Selwyn Lloyd"}),
        ("Memorandum by Allen W. Dulles", "Then John Foster Dulles came.", {"Allen W. Dulles", "John Foster Dulles"}),
        ("Memorandum by John F. Kennedy", "Then Mrs. Kennedy and Miss Kennedy came.", {"John F. Kennedy", "Mrs. Kennedy", "Miss Kennedy"}),
        ("Letter From Jacqueline Kennedy to John F. Kennedy", "Mrs. Kennedy wrote.", {"John F. Kennedy", "Jacqueline Kennedy"}),
        ("Memorandum by Chiang Ching-kuo", "President Chiang told Minister Chiang to come.", {"Chiang Ching-kuo"}),
        ("Memorandum by William P. Bundy", "Then McGeorge Bundy came.", {"William P. Bundy", "McGeorge Bundy"}),
    ],
)
def test_who_is_the_same_person(head: str, said: str, persons: set[str]) -> None:
    source = Source(f"1. {head}\n\nWashington, March 3, 1958.\n\n{said}\n", "d1.txt", "d1")
    assert {person.name for person in encode(source, "frus").linked.persons} == persons
