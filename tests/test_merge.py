"""What a person has done to an edition is never lost, and what is new comes in around it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from encoder import encode
from encoder.cli import main
from encoder.decisions import Decision, save
from encoder.merge.align import hunks
from encoder.merge.recount import merged
from encoder.merge.summary import by_element
from encoder.merge.threeway import merge
from encoder.merge.tokens import Tokens, joined
from encoder.tei.build import TEI
from encoder.validation.schemas import edition_schema
from encoder.xml.safe import parse
from tests.conftest import ROOT, SEEDS
from tests.hand_edits import editors

BASE = '<a><p>On <d n="1" c="low">Monday</d> Brede met Sir John Hall in <g>Vell</g>.</p></a>'
WORDS = ("caution", "Communist", "letter", "which", "have")
#: words that are spelled in another way when the texts are copied again
COPIED = ("have", "were", "this", "from", "Department")
GOLDEN = sorted((ROOT / "tests" / "golden").glob("*.txt"))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def both(mine: str, new: str) -> tuple[str, int]:
    made = merge(BASE, mine, new)
    etree.fromstring(made.text)
    return made.text, len(made.conflicts)


@pytest.mark.parametrize(
    ("mine", "new", "wanted", "conflicts"),
    [
        # what one side alone has changed
        (("Brede", "Bredow"), ("Vell", "Well"), {"Brede": "Bredow", "Vell": "Well"}, 0),
        (("Brede", "Bredow"), ("Brede", "<n>Brede</n>"), {"Brede": "<n>Bredow</n>"}, 0),
        (('n="1"', "n='2'  x=\"&#8211;\""), ('c="low"', 'c="high"'), {'n="1" c="low"': "n='2'  x=\"&#8211;\" c=\"high\""}, 0),
        (("<d", "<!-- right? --><d"), ("Monday", "Friday"), {"<d": "<!-- right? --><d", "Monday": "Friday"}, 0),
        (('<d n="1" c="low">Monday</d>', "Monday"), ('c="low"', 'c="high"'), {'<d n="1" c="low">Monday</d>': "Monday"}, 0),
        ((" met ", "\n  met "), ("Sir John Hall", "Sir <n>John Hall</n>"), {" met ": "\n  met ", "John Hall": "<n>John Hall</n>"}, 0),
        (("<p>", "<p>\n   "), ("<p>On", "<q>On"), None, 0),
        # one inside the other, whoever is wider
        (("Brede met", "<hi>Brede met</hi>"), ("Brede", "<n>Brede</n>"), {"Brede met": "<hi><n>Brede</n> met</hi>"}, 0),
        (("Hall", "<hi>Hall</hi>"), ("John Hall", "<n>John Hall</n>"), {"John Hall": "<n>John <hi>Hall</hi></n>"}, 0),
        (("Brede", "<hi>Brede</hi>"), ("Brede", "<n>Brede</n>"), {"Brede": "<hi><n>Brede</n></hi>"}, 0),
        (("Brede ", "Brede<x>mine</x> "), ("Brede", "<n>Brede</n>"), {"Brede ": "<n>Brede</n><x>mine</x> "}, 0),
        # both the same
        (("Brede", "<n>Brede</n>"), ("Brede", "<n>Brede</n>"), {"Brede": "<n>Brede</n>"}, 0),
        (('n="1"', 'n="2"'), ('n="1"', 'n="2"'), {'n="1"': 'n="2"'}, 0),
        # names in names: the person's, and nobody is asked
        (("John Hall", "<persName>John Hall</persName>"), ("Sir John Hall", "<persName>Sir John Hall</persName>"), {"John Hall": "<persName>John Hall</persName>"}, 0),
        # at odds: the person's stays, and it is told
        (("Brede", "Bredow"), ("Brede", "Brade"), {"Brede": "Bredow"}, 1),
        (('n="1"', 'n="2"'), ('n="1"', 'n="3"'), {'n="1"': 'n="2"'}, 1),
        (("Brede met", "<hi>Brede met</hi>"), ("met Sir", "<em>met Sir</em>"), {"Brede met": "<hi>Brede met</hi>"}, 1),
        (("Brede met ", ""), ("Brede", "Brade"), {"Brede met ": ""}, 1),
    ],
)  # fmt: skip
def test_three_states_become_one(mine: tuple[str, str], new: tuple[str, str], wanted: dict[str, str] | None, conflicts: int) -> None:
    new_text = BASE.replace(*new)
    if "<q>" in new_text:
        new_text = new_text.replace("</p>", "</q>")
    made, told = both(BASE.replace(*mine), new_text)
    if wanted is not None:
        expected = BASE
        for old, fresh in wanted.items():
            assert old in expected
            expected = expected.replace(old, fresh)
        assert made == expected
    assert told == conflicts


def test_what_is_new_in_a_note_comes_in_where_the_person_has_put_it() -> None:
    note = '<note xml:id="n1">Brede said so in Vell.</note>'
    base = f"<a><p>One two three.{note} Four five six.</p></a>"
    mine = f"<a><p>One two{note.replace('said', 'wrote')} three. Four five six.</p></a>"
    new = base.replace("Vell", "<g>Vell</g>").replace("five", "fife")
    made = merge(base, mine, new)
    assert made.text == "<a><p>One two" + note.replace("said", "wrote").replace("Vell", "<g>Vell</g>") + " three. Four fife six.</p></a>"
    assert not made.conflicts
    odd = merge(base, "\n" + mine, new.replace("said", "sang"))
    assert [(c.line, c.was, c.yours, c.new) for c in odd.conflicts] == [(2, "said", "wrote", "sang")]


@pytest.mark.parametrize(
    ("mine", "new", "wanted"),
    [
        # a paragraph put in before another does not take over what the rules make of that one
        ("<a><p>I wrote this here.</p> <p>Vell, May 5</p></a>", "<a><d>Vell, May 5</d></a>", "<a><p>I wrote this here.</p> <d>Vell, May 5</d></a>"),
        # one that has nothing of its words any more is another, though a stop is the same
        ("<a><p>I wrote this here.</p> <p>Brede.</p></a>", "<a><s>No. 7.</s> <p>Brede.</p></a>", "<a><p>I wrote this here.</p> <p>Brede.</p></a>"),
        # the third word of a sentence that was written anew is not the third word of the old one
        ("<a><p>I wrote this here.</p></a>", "<a><p>Did <n>Brede</n> come?</p></a>", "<a><p>I wrote this here.</p></a>"),
    ],
)  # fmt: skip
def test_what_a_person_has_written_is_not_marked_up_as_what_stood_beside_it(mine: str, new: str, wanted: str) -> None:
    base = new.replace("<d>", "<p>").replace("</d>", "</p>").replace("<s>", "<p>").replace("</s>", "</p>").replace("<n>", "").replace("</n>", "")
    assert merge(base, mine, new).text == wanted


def test_a_conflict_has_its_line_and_both_versions() -> None:
    made = merge(BASE.replace("<p>", "\n<p>"), BASE.replace("<p>", "\n<!-- x\n -->\n<p>").replace("Brede", "Bredow"), BASE.replace("<p>", "\n<p>").replace("Brede", "Brade"))
    assert [(c.line, c.was, c.yours, c.new) for c in made.conflicts] == [(4, "Brede", "Bredow", "Brade")]


def test_the_counts_are_those_of_the_merged_text_and_a_persons_words_on_them_stay() -> None:
    body = "<text><body><p>Brede met Hall in Vell.</p></body></text>"
    usage = '<tagUsage gi="body" occurs="1"/>\n<tagUsage gi="p" occurs="1"/>'
    head = f'<TEI xmlns="{TEI}"><tagsDecl><namespace name="{TEI}">\n%s\n</namespace></tagsDecl>\n'
    base = head % usage + body + "</TEI>"
    described = usage.replace('gi="p" occurs="1"/>', 'occurs="1"\tgi="p">one a line</tagUsage>')
    mine = head % described + body.replace("Brede", "<hi>Brede</hi>").replace("Hall", "Halle") + "</TEI>"
    new = head % usage + body.replace("Vell", "<name>Vell</name>").replace("Hall", "Hull") + "</TEI>"
    made = merged(base, mine, new)
    rows = ['<tagUsage gi="body" occurs="1"/>', '<tagUsage gi="hi" occurs="1"/>', '<tagUsage gi="name" occurs="1"/>']
    rows += ['<tagUsage occurs="1"\tgi="p">one a line</tagUsage>', '<tagUsage gi="text" occurs="1"/>']
    assert rows == [line for line in made.text.splitlines() if line.startswith("<tagU")]
    assert [(c.line, c.yours, c.new) for c in made.conflicts] == [(8, "Halle", "Hull")]
    assert "Halle" in made.text.splitlines()[7]
    again = merged(new, made.text, base)
    assert '"hi" occurs' in again.text
    assert "<name>" not in again.text
    assert '"name"' not in again.text


def test_words_and_pages_are_counted_in_the_merged_text_but_a_persons_number_stays() -> None:
    sizes = '<extent><measure unit="words" quantity="5">5 words</measure><measure quantity="1" unit="pages">1 page</measure></extent>\n'
    base = f'<TEI xmlns="{TEI}">{sizes}<text><body><p>Brede met Hall in Vell.<pb n="1"/></p></body></text></TEI>'
    mine = base.replace("Vell.", "the village of Vell.").replace('<pb n="1"/>', '<pb n="1"/><pb n="2"/>')
    new = base.replace("Brede", "Mr. Brede").replace("5 words", "6 words").replace('quantity="5"', 'quantity="6"')
    made = merged(base, mine, new)
    assert not made.conflicts
    assert '<measure unit="words" quantity="9">9 words</measure><measure quantity="2" unit="pages">2 pages</measure>' in made.text
    own = merged(base, mine.replace('quantity="5">5 words', 'quantity="7">7 words'), new)
    assert '<measure unit="words" quantity="7">7 words</measure>' in own.text
    assert "2 pages" in own.text
    assert not own.conflicts, "a count is no conflict"
    assert (made.counted, own.counted) == ({"words": "9", "pages": "2"}, {"pages": "2"})


def test_a_number_that_the_merge_before_has_counted_is_nobodys() -> None:
    sizes = '<extent><measure unit="words" quantity="5">5 words</measure></extent>\n'
    base = f'<TEI xmlns="{TEI}">{sizes}<text><body><p>Brede met Hall in Vell.</p></body></text></TEI>'
    mine = base.replace("Vell.", "the village of Vell.").replace("5 words", "8 words").replace('quantity="5"', 'quantity="8"')
    new = base.replace("Brede", "Mr. Brede").replace("5 words", "6 words").replace('quantity="5"', 'quantity="6"')
    counted = '<measure unit="words" quantity="%d">%d words</measure>'
    made = merged(base, mine, new)
    assert (made.conflicts, counted % (9, 9) in made.text) == ((), True), "it is what the edition holds"
    longer = mine.replace("Hall", "old Hall")
    made = merged(base, longer, new, known={"words": "8"})
    assert (made.conflicts, counted % (10, 10) in made.text) == ((), True), "it is what was counted before more words came in"
    made = merged(base, longer, new)
    assert (made.conflicts, counted % (8, 8) in made.text) == ((), True), "it is a person's"


def test_an_identifier_is_given_once_and_one_that_is_used_stays() -> None:
    base = '<a><p>Brede.</p><l><i xml:id="p_h">Hall</i></l></a>'
    mine = base.replace("Brede", '<n ref="#p_h">Brede</n>').replace("</l>", '<i xml:id="p_b">Mine</i></l>')
    new = base.replace('<i xml:id="p_h">Hall</i>', '<i xml:id="p_b">Brede</i>')
    made = merge(base, mine, new)
    assert made.text == mine


def test_what_the_new_state_takes_away_goes_where_nobody_has_touched_it() -> None:
    base = BASE.replace("Hall", "<n>Hall</n>")
    assert merge(base, base.replace("Brede", "Bredow"), BASE).text == BASE.replace("Brede", "Bredow")


def test_what_would_not_be_valid_is_left_out() -> None:
    made = merge(BASE, BASE.replace("Vell", "Well"), BASE.replace("Brede", "<bad>Brede</bad>"), lambda text: [1] if "<bad>" in text else [])
    assert made.text == BASE.replace("Vell", "Well")
    assert len(made.conflicts) == 1


@pytest.mark.parametrize("path", [*GOLDEN, *sorted(SEEDS.glob("*.txt"))], ids=lambda p: p.stem)
def test_tokens_joined_are_the_file_and_one_side_alone_is_taken_whole(path: Path) -> None:
    one = encode(path).xml
    other = encode(path, decisions=[Decision("", word, element="orgName", scope="everywhere", decision="yes") for word in WORDS]).xml
    assert joined(Tokens.of(one).all) == one
    assert merge(one, one, other).text == other, "nobody has changed it: the bytes are those of the new one"
    assert merge(one, other, one).text == other


TAGS = st.sampled_from(["<b>", "</b>", "<c x='1'>", "</c>", "w", "v", " ", "<e/>", "<!--k-->", "u", "&amp;"])


def well_formed(text: str) -> bool:
    try:
        etree.fromstring(text)
    except etree.XMLSyntaxError:
        return False
    return True


def tree(pieces: list[str]) -> str:
    """Make any pieces a well formed file: an end tag without its start is left out, what is open is closed."""
    out: list[str] = []
    stack: list[str] = []
    for piece in pieces:
        if piece.startswith("</"):
            if not stack or stack[-1] != piece:
                continue
            stack.pop()
        elif piece.startswith("<") and piece[1].isalpha() and "/" not in piece:
            stack.append(f"</{piece[1]}>")
        out.append(piece)
    return "<a>" + "".join(out + stack[::-1]) + "</a>"


FILES = st.lists(TAGS, max_size=25).map(tree)


@settings(max_examples=400, deadline=None)
@given(FILES, FILES, FILES)
def test_any_three_files_merge_into_one_that_is_well_formed_and_has_the_persons_words(base: str, mine: str, new: str) -> None:
    made = merge(base, mine, new)
    assert well_formed(made.text), made.text
    assert merge(base, mine, base).text == mine
    assert merge(base, mine, mine).text == mine
    one, two = Tokens.of(base), Tokens.of(mine)
    # words that no tag stands between any more are one word
    text = "".join(t.key for t in Tokens.of(made.text).all if t.words or t.kind == "other")
    at = 0
    for h in hunks(one.keys, two.keys):
        for token in two.all[h.b0 : h.b1]:
            if token.words or token.kind == "other":
                at = text.find(token.key, at) + len(token.key)
                assert at >= len(token.key), "what the person has put in is there, in its order"


@settings(max_examples=200, deadline=None)
@given(FILES, FILES)
def test_without_a_persons_changes_the_new_file_comes_in_whole(base: str, new: str) -> None:
    made = merge(base, base, new)
    assert made.text == new
    assert not made.conflicts


def changed_rule(folder: Path) -> None:
    save(folder / "decisions.csv", [Decision("", word, element="orgName", scope="everywhere", decision="yes", by="R") for word in WORDS])


def added_document(folder: Path) -> None:
    (folder / "new.txt").write_text("A letter\n\nOne more text, longer than its title.\n", "utf-8")


def copied_again(folder: Path) -> None:
    for path in folder.glob("*.txt"):
        text = path.read_text("utf-8").replace(" that ", " that  ")
        for word in COPIED:
            text = text.replace(f" {word} ", f" {word}e ")
        path.write_text(text, "utf-8")


@pytest.mark.parametrize("change", [changed_rule, added_document, copied_again])
def test_two_hundred_edits_survive(tmp_path: Path, change: Callable[[Path], None]) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for path in (*GOLDEN, *SEEDS.glob("*.txt")):
        (folder / path.name).write_bytes(path.read_bytes())
    assert run("encode", folder, "--out", out).exit_code == 0
    files = sorted(out.glob("*.xml"))
    done = list(editors([path.read_text("utf-8") for path in files], 320, 7, frozenset(COPIED) if change is copied_again else frozenset()))
    assert sum(len(edited.edits) for edited in done) >= 200
    for path, edited in zip(files, done, strict=True):
        data = edited.text.encode()
        assert not edited.lost(edited.text)
        assert not [f for f in edition_schema().failures(parse(data), data) if f.severity == "error"], edited.edits
        path.write_bytes(data)
    before = {path: path.read_bytes() for path in files}
    change(folder)
    result = run("encode", folder, "--out", out)
    assert "internal" not in result.stderr
    assert {line.split(": ")[1] for line in result.stderr.splitlines() if ": error " in line} <= {"error merge-conflict"}, result.stderr
    lost = {path.name: edited.lost(path.read_text("utf-8")) for path, edited in zip(files, done, strict=True)}
    assert not any(lost.values()), {name: edits for name, edits in lost.items() if edits}
    assert run("validate", out).exit_code == 0
    if change is added_document:
        assert before == {path: path.read_bytes() for path in files}
    else:
        assert sum(before[path] != path.read_bytes() for path in files) >= len(files) / 3, "what is new came in"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        (tmp_path / "in" / f"{name}.txt").write_text("A title\n\nOn Monday Brede left. He said that the mill stood still.\n", "utf-8")
    assert run("encode", tmp_path / "in", "--out", tmp_path / "out").exit_code == 0
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_conflict_is_told_until_somebody_has_looked(folder: Path) -> None:
    edit(folder / "out" / "a.xml", "the mill stood", "the old mill stood")
    edit(folder / "in" / "a.txt", "the mill stood", "the new mill stood")
    call = ("encode", folder / "in", "--out", folder / "out")
    told = []
    for _ in range(2):
        done = run(*call)
        assert done.exit_code == 1
        told += [line for line in done.stderr.splitlines() if "merge-conflict" in line]
    assert len(set(told)) == 1
    assert len(told) == 2, "told again while nobody has done anything"
    assert "you have 'old', the rules have 'new'; yours is kept" in told[0].replace("'old '", "'old'").replace("'new '", "'new'")
    line = int(told[0].split(":")[1])
    assert "the old mill" in (folder / "out" / "a.xml").read_text("utf-8").splitlines()[line - 1]
    edit(folder / "out" / "a.xml", "the old mill", "the very old mill")
    assert run(*call).exit_code == 0
    edit(folder / "in" / "a.txt", "the new mill", "the newest mill")
    assert run(*call).exit_code == 1
    assert run(*call, "--keep-mine").exit_code == 0
    assert run(*call).exit_code == 0
    assert run(*call, "--force").exit_code == 0
    assert "newest" in (folder / "out" / "a.xml").read_text("utf-8")


def test_check_and_diff_write_nothing(folder: Path) -> None:
    call = ("encode", folder / "in", "--out", folder / "out")
    assert run(*call, "--check").exit_code == 0
    edit(folder / "in" / "a.txt", "stood still", "stood still in Iraq")
    edit(folder / "out" / "a.xml", "Brede", "Bredow") if "Brede left" in (folder / "out" / "a.xml").read_text("utf-8") else None
    (folder / "in" / "c.txt").write_text("Another\n\nA text that is longer than its title.\n", "utf-8")
    before = {p: p.read_bytes() for p in (folder / "out").rglob("*") if p.is_file()}
    done = run(*call, "--check")
    assert done.exit_code == 1
    assert "a.xml:1:1: info would-change: would change: +" in done.stderr
    assert "+2 placeName" in done.stderr
    assert "c.xml:1:1: info would-change: would be new" in done.stderr
    assert "2 would change, 1 unchanged" in done.stderr
    shown = run(*call, "--diff").stdout
    assert "+On Monday" in shown
    assert "still in Iraq." in shown
    assert before == {p: p.read_bytes() for p in (folder / "out").rglob("*") if p.is_file()}


def test_editions_whose_text_is_gone_are_named(folder: Path) -> None:
    (folder / "in" / "b.txt").unlink()
    call = ("encode", folder / "in", "--out", folder / "out", "--prune")
    done = run(*call)
    assert done.exit_code == 0
    assert "b.xml:1:1: info source-gone" in done.stderr
    assert "a.xml" not in done.stderr
    assert (folder / "out" / "b.xml").exists()
    assert run("encode", folder / "in" / "a.txt", "--out", folder / "out", "--prune").exit_code == 2


def test_what_is_unchanged_is_not_encoded_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from encoder.run import many

    count = []
    from encoder.run import one

    real = one.encode

    def counting(*arguments: object, **named: object) -> object:
        count.append(1)
        return real(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(many, "encode", counting)
    call = ("encode", folder / "in", "--out", folder / "out")
    (folder / "in" / "b.txt").write_text("A title\n\nOn Sunday, May 5, 1959 Brede left. He said that the mill stood still.\n", "utf-8")
    first = run(*call)
    assert "date-weekday" in first.stderr
    assert len(count) == 1
    again = run(*call)
    assert len(count) == 1
    assert again.stderr.replace("2 unchanged", "") == first.stderr.replace("1 written, 1 unchanged", "0 written, "), "what was odd is told again"
    edit(folder / "out" / "a.xml", "still", "very still")
    run(*call)
    assert len(count) == 1, "nor where a person has changed the edition"
    whole = {p.name: p.read_bytes() for p in (folder / "out").glob("*.xml")}
    run("encode", folder / "in", "--out", folder / "new")
    assert (folder / "new" / "b.xml").read_bytes() == whole["b.xml"]
    (folder / "out" / "b.xml").unlink()
    run(*call)
    assert (folder / "out" / "b.xml").read_bytes() == whole["b.xml"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text>", "not-well-formed"),
        (b"<!DOCTYPE TEI><TEI xmlns='http://www.tei-c.org/ns/1.0'/>", "doctype"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><TEI xmlns="http://www.tei-c.org/ns/1.0">é</TEI>'.encode("latin-1"), "error encoding"),
        (b"<TEI xmlns='http://www.tei-c.org/ns/1.0'>no header</TEI>", "error edition-invalid"),
        (b"", "not-well-formed"),
    ],
)
def test_what_cannot_be_merged_is_kept(folder: Path, data: bytes, said: str) -> None:
    (folder / "out" / "a.xml").write_bytes(data)
    edit(folder / "in" / "a.txt", "stood still", "stood still again")
    done = run("encode", folder / "in", "--out", folder / "out")
    assert done.exit_code == 1
    assert said in done.stderr
    assert (folder / "out" / "a.xml").read_bytes() == data


def test_a_summary_by_element() -> None:
    assert by_element(BASE, BASE.replace("Brede", "<n>Brede</n>").replace('c="low"', 'c="high"')) == "+1 n, 1 d changed"
    assert by_element(BASE, BASE.replace("Sir ", "")) == "-1 words"
    assert by_element(BASE, BASE.replace("<p>", "<p>\n")) == "white space only"
