"""Other people's files: each gives one clear line, touches no other file and no network, is quick and small, and the run goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from encoder.notes import placement, ways
from tests.conftest import ROOT, TEI_FOLDER

GOOD = (TEI_FOLDER / "wilson122923.xml").read_bytes()
HEAD = b'<TEI xmlns="http://www.tei-c.org/ns/1.0">'

# Run in a process of its own: it notes every file that is opened and every connection, and its memory and time
PROBE = """
import json, resource, sys, time
sys.setrecursionlimit(1000)
from encoder.validation.schemas import edition_schema, schema_folder
from encoder.validation.files import How, check_file, find_files
from pathlib import Path
schema = edition_schema()
schema.validators[0].detailed
check_file(Path(sys.argv[2]), schema, How(64_000_000))
seen = []
def watch(event, arguments):
    if event in {"open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"}:
        seen.append([event, str(arguments[0])])
sys.addaudithook(watch)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
results = [check_file(path, schema, How(64_000_000)) for path in find_files((Path(sys.argv[1]),))]
spent = time.process_time() - start
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(json.dumps({
    "results": [[r.path, [[f.rule, f.message, f.line] for f in r.failures]] for r in results],
    "spent": spent, "megabytes": grown / 1024, "seen": seen,
}))
"""


def entity_bomb() -> bytes:
    levels = "".join(f'<!ENTITY l{k} "{f"&l{k - 1};" * 10}">' for k in range(1, 12))
    return f'<!DOCTYPE TEI [<!ENTITY l0 "ha">{levels}]><TEI>&l11;</TEI>'.encode()


def quadratic() -> bytes:
    return f'<!DOCTYPE TEI [<!ENTITY a "{"a" * 100_000}">]><TEI>{"&a;" * 10_000}</TEI>'.encode()


SECRET = "secret words of another file"
CASES: dict[str, tuple[bytes, str]] = {
    "billion laughs": (entity_bomb(), "doctype|entity|Entity|DOCTYPE"),
    "quadratic blow-up": (quadratic(), "doctype|entity|Entity|DOCTYPE"),
    "external entity": (b'<!DOCTYPE TEI [<!ENTITY x SYSTEM "SECRET">]><TEI>&x;</TEI>', "DOCTYPE"),
    "external entity over the network": (b'<!DOCTYPE TEI [<!ENTITY x SYSTEM "http://192.0.2.1/x">]><TEI>&x;</TEI>', "DOCTYPE"),
    "external DTD": (b'<!DOCTYPE TEI SYSTEM "SECRET"><TEI/>', "DOCTYPE"),
    "parameter entity": (b'<!DOCTYPE TEI [<!ENTITY % x SYSTEM "http://192.0.2.1/x.dtd"> %x;]><TEI/>', "DOCTYPE"),
    "public DTD": (b'<!DOCTYPE TEI PUBLIC "-//TEI//DTD" "http://192.0.2.1/tei.dtd"><TEI/>', "DOCTYPE"),
    "XInclude": (
        GOOD.replace(b"<body>", b'<body><include xmlns="http://www.w3.org/2001/XInclude" href="SECRET" parse="text"/>'),
        "include is no element of this schema",
    ),
    "schemaLocation over the network": (
        GOOD.replace(
            b"<TEI ",
            b'<TEI xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.tei-c.org/ns/1.0 http://192.0.2.1/x.xsd" ',
        ).replace(b"<head>", b"<head><bogus/>"),
        "bogus",
    ),
    "schemaLocation at a file": (
        GOOD.replace(
            b"<TEI ",
            b'<TEI xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="SECRET" ',
        ).replace(b"<head>", b"<head><bogus/>"),
        "bogus",
    ),
    "xml-model at the network": (
        b'<?xml-model href="http://192.0.2.1/x.rng"?><?xml-stylesheet href="SECRET"?>' + HEAD + b"</TEI>", "grammar|Missing|content|expected"
    ),
    "a text node of 100 MB": (HEAD + b"<teiHeader>" + b"x" * 100_000_000 + b"</teiHeader></TEI>", "more than 64 MB"),
    "a text node of 60 MB": (HEAD + b"<teiHeader>" + b"x" * 60_000_000 + b"</teiHeader></TEI>", "more than 10 MB"),
    "an attribute of 60 MB": (b'<TEI n="' + b"x" * 60_000_000 + b'"/>', "more than 10 MB"),
    "depth 100,000": (b"<a>" * 100_000 + b"</a>" * 100_000, "nested deeper than"),
    "wrong encoding": (b'<?xml version="1.0" encoding="UTF-8"?><TEI>\xe9</TEI>', "[Ee]ncoding|UTF-8|utf-8"),
    "unknown encoding": (b'<?xml version="1.0" encoding="klingon"?><TEI/>', "[Ee]ncoding"),
    "NUL": (b"<TEI>\x00</TEI>", "not-well-formed"),
    "only NULs": (b"\x00" * 1000, "not-well-formed"),
    "truncated": (GOOD[:4000], "Premature end|not-well-formed"),
    "empty": (b"", "[Ee]mpty"),
    "a hundred thousand attributes": (b"<TEI " + b" ".join(b'a%d="1"' % k for k in range(100_000)) + b"/>", "grammar"),
    "twenty thousand unknown names": (HEAD + b"".join(b"<e%d/>" % k for k in range(20_000)) + b"</TEI>", "not expected"),
    "not XML at all": (b"PK\x03\x04" + bytes(range(256)) * 20, "not-well-formed"),
}


def probe(folder: Path) -> dict[str, Any]:
    import json

    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(folder), str(TEI_FOLDER / "wilson122923.xml")],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file(tmp_path: Path, name: str) -> None:
    data, said = CASES[name]
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.xml").write_bytes(data.replace(b"SECRET", str(secret).encode()))
    (folder / "b.xml").write_bytes(GOOD)
    answer = probe(folder)
    (bad, failures), (good, none) = answer["results"]
    assert bad.endswith("a.xml")
    assert failures
    import re

    assert re.search(said, " ".join(f"{rule} {message}" for rule, message, _ in failures)), failures
    assert all("\n" not in message and len(message) < 600 for _, message, _ in failures)
    assert SECRET not in str(failures)
    assert good.endswith("b.xml")
    assert none == []
    assert answer["spent"] < 1.0, answer["spent"]
    assert answer["megabytes"] < 200, answer["megabytes"]
    for event, what in answer["seen"]:
        assert event == "open", (event, what)
        assert what.startswith(str(folder)) or what.endswith((".py", ".pyc", ".xsd", ".sch")), what


def test_things_that_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "x.xml").mkdir()
    os.mkfifo(tmp_path / "pipe.xml")
    (tmp_path / "link.xml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "device.xml").symlink_to("/dev/zero")
    (tmp_path / "good.xml").write_bytes(GOOD)
    answer = probe(tmp_path)
    results = {Path(path).name: failures for path, failures in answer["results"]}
    assert results["good.xml"] == []
    assert results["x.xml"][0][0] == "not-a-file"
    assert results["pipe.xml"][0][0] == "not-a-file"
    assert results["device.xml"][0][0] == "not-a-file"
    assert results["link.xml"][0][0] == "unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(GOOD)
    (tmp_path / "a.xml").chmod(0)
    assert probe(tmp_path)["results"][0][1][0][0] == "unreadable"


def test_no_permission_as_the_system_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from encoder.validation.files import How, check_file
    from encoder.validation.schemas import edition_schema

    (tmp_path / "a.xml").write_bytes(GOOD)

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (failure,) = check_file(tmp_path / "a.xml", edition_schema(), How(1_000_000)).failures
    assert (failure.rule, failure.message) == ("unreadable", "Permission denied")


def test_a_text_of_references_is_not_tried_in_every_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []
    assign = ways.best_way

    def counted(numbers: Any, first: int, *rest: Any) -> ways.Placement:
        tried.append(first)
        return assign(numbers, first, *rest)

    monkeypatch.setattr(placement, "best_way", counted)
    few = "word3 and word2. So word1 it was."
    assert placement.place(few, 3, (0, 0)).references
    assert len(tried) > 2, "a doubtful text is tried in several countings"
    tried.clear()
    many = " ".join(f"word{1 + k * 7919 % 300}" for k in range(8_000))
    assert len(placement.place(many, 300, (0, 0)).references) == 300
    assert len(tried) == 2, "that would take minutes"
