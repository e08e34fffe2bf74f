"""Languages as data: every table reads, and texts are told by their words and letters, or left open."""

from __future__ import annotations

import pytest

from encoder.draft.model import Source
from encoder.language.identify import identify
from encoder.language.languages import code_of, codes, every, language, name_of
from encoder.names.cues import proposals
from encoder.names.engine import before
from encoder.run.one import encode
from encoder.source.metadata import Metadata
from encoder.tei.build import TEI

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

TEXTS = {
    "en": "The miller would not sell the wheel, and his wife had hidden the key before we came to ask for it.",
    "de": "Der Müller wollte das Rad nicht verkaufen, und seine Frau hatte den Schlüssel versteckt, bevor wir zu ihm kamen.",
    "fr": "Le meunier ne voulait pas vendre la roue, et sa femme avait caché la clef avant que nous ne soyons chez lui.",
    "es": "El molinero no quería vender la rueda, y su mujer había escondido la llave antes de que llegáramos a su casa.",
    "it": "Il mugnaio non voleva vendere la ruota, e sua moglie aveva nascosto la chiave prima che noi fossimo da lui.",
    "la": "Molinarius rotam vendere non vult, sed uxor eius clavem abscondit, ut nos ad eum venire cum illa non possemus.",
    "ru": "Мельник не хотел продать колесо, а жена его спрятала ключ, когда мы ещё были у него и не знали об этом.",
    "uk": "Мельник не хотів продати колесо, а жінка його сховала ключ, коли ми ще були у нього і не знали про це.",
    "pt": "O moleiro não queria vender a roda, e a sua mulher tinha escondido a chave quando nós ainda não sabíamos isso.",
    "nl": "De molenaar wilde het rad niet verkopen, en zijn vrouw had de sleutel verstopt toen wij nog niet bij hem waren.",
    "pl": "Młynarz nie chciał sprzedać koła, a jego żona ukryła klucz, kiedy my jeszcze u niego byliśmy i nie było to jasne.",
    "el": "Ὁ μυλωθρὸς οὐκ ἤθελε τὸν τροχὸν πωλεῖν.",
    "he": "הטוחן לא רצה למכור את הגלגל",
    "ko": "방앗간 주인은 바퀴를 팔고 싶어하지 않았다",
    "ja": "粉屋は車輪を売りたくなかった",
    "zh": "磨坊主不想卖掉轮子",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_a_sentence_tells_its_language(code: str, text: str) -> None:
    told = identify(text)
    assert told.code == code
    assert told.english == (code == "en")


@pytest.mark.parametrize("text", ["", "1958", "TOP SECRET", "Washington, May 5, 1958.", "Rabat 12", "* * *"])
def test_what_does_not_say_is_left_open_and_may_be_english(text: str) -> None:
    told = identify(text)
    assert not told.code
    assert told.english


def test_a_language_without_a_table_is_left_open_and_is_no_english() -> None:
    told = identify("Mölder ei tahtnud ratast müüa ja tema naine oli võtme ära peitnud enne kui meie sinna jõudsime, sest ta kartis.")
    assert told == ("", False)


def test_every_table_reads_and_says_one_thing_a_spelling() -> None:
    assert {"en", "de", "fr", "es", "it", "la", "ru"} <= set(codes())
    for table in every():
        assert table.function_words, table.code
        assert len(set(table.function_words)) == len(table.function_words), table.code
        assert all(1 <= n <= 12 for months in (table.months, table.months_short, table.months_old) for n in months.values()), table.code
        assert all(1 <= n <= 7 for n in table.weekdays.values()), table.code
        if table.months:
            assert set(table.months.values()) == set(range(1, 13)), table.code
            assert set(table.weekdays.values()) == set(range(1, 8)), table.code
            for spelling, number in {**table.months_short, **table.months_old}.items():
                assert table.months.get(spelling, number) == number, (table.code, spelling)


def test_names_and_codes_of_languages() -> None:
    assert [code_of(said) for said in ("German", "deutsch", "ger", "de", "de-AT", "Klingon", "")] == ["de", "de", "de", "de", "de-at", "", ""]
    assert name_of("de-AT") == "German"
    assert language("de-AT") is language("de")
    assert language("tlh").months == {}


def _languages(text: str, metadata: Metadata | None = None) -> tuple[str | None, list[str | None]]:
    root = encode(Source(text, "a.txt", "a"), metadata=metadata).edition.root
    body = root.find(f"{{{TEI}}}text")
    assert body is not None
    return body.get(XML_LANG), [e.get("ident") for e in root.iterfind(f".//{{{TEI}}}langUsage/{{{TEI}}}language")]


@pytest.mark.parametrize("code", ["en", "de", "ru"])
def test_the_edition_says_the_language_that_the_text_tells(code: str) -> None:
    assert _languages(TEXTS[code]) == (code, [code])


def test_the_edition_says_no_language_that_it_does_not_know() -> None:
    assert _languages("Rabat 12 Dupont.") == (None, [])


def test_what_the_user_says_wins() -> None:
    assert _languages(TEXTS["de"], Metadata(language="nds")) == ("nds", ["nds"])
    assert _languages("---\nlanguage: Latin\n---\n\n" + TEXTS["de"]) == ("la", ["la"])


def test_a_language_in_the_front_matter_that_nobody_knows_is_reported() -> None:
    encoded = encode(Source("---\nlanguage: that of the bees\n---\n\n" + TEXTS["en"], "a.txt", "a"))
    assert "language-unread" in {p.code for p in encoded.draft.problems}
    assert encoded.draft.language == "en"


def test_cues_of_english_leave_other_languages_alone() -> None:
    def cued(text: str) -> list[str]:
        return [p.cue for p in proposals(before(encode(Source(text, "a.txt", "a")).draft))[0] if p.element == "orgName"]

    assert not cued("Der Minister war mit dem Planning Board nicht zufrieden, und der Clearing Branch hat es ihm gesagt.")
    assert cued("The minister was not happy with the Planning Board.") == ["a noun heads it"]
