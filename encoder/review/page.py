"""The page itself: as it is served, and as one file for somebody without Python."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from importlib import resources
from typing import Any

from encoder.decisions.record import COLUMNS
from encoder.review.desk import Desk
from encoder.review.server import Answer, Get, Post, dumped, given

ASSETS = {"review.css": "text/css", "review.js": "text/javascript"}


def asset(name: str) -> bytes:
    """Return a file that comes with the program."""
    return resources.files("encoder.review").joinpath("assets", name).read_bytes()


def addresses(desk: Desk, styles: bytes) -> tuple[Mapping[str, Get], Mapping[str, Post]]:
    """Return what the server answers; ``styles`` are those of the reading view."""
    questions = [q.for_page() for q in desk.questions()]

    def begin(_: Mapping[str, str]) -> Answer:
        return "application/json", dumped(_beginning(desk, questions))

    def document(query: Mapping[str, str]) -> Answer:
        return "application/json", dumped(desk.document(query.get("name", "")))

    def search(query: Mapping[str, str]) -> Answer:
        return "application/json", dumped(desk.search(query.get("name", ""), query.get("words", "")[:200]))

    def decided(_: Mapping[str, str]) -> Answer:
        return "application/json", dumped(desk.decided())

    def change(wanted: Any) -> Any:
        if not isinstance(wanted, dict):
            wanted = {}
        return desk.change(_rows(wanted.get("add")), _rows(wanted.get("remove")))

    files = {name: (kind, asset(name)) for name, kind in ASSETS.items()}
    front = shell(
        '<link rel="stylesheet" href="reading.css"><link rel="stylesheet" href="review.css">', '<script src="review.js"></script>'
    )
    gets = {
        **given({"": ("text/html", front), "reading.css": ("text/css", styles), **files}),
        "begin": begin, "document": document, "search": search, "decided": decided,
    }  # fmt: skip
    return gets, {"change": change}


def static(desk: Desk, styles: bytes) -> bytes:
    """Return the page as one file; what is decided in it is downloaded. Its own script is the only one that it may run."""
    questions = [q.for_page() for q in desk.questions()]
    data = _beginning(desk, questions)
    data["texts"] = {text.stem: desk.document(text.stem) for text in desk.texts}
    data["entries"] = {text.stem: desk.search(text.stem, "") for text in desk.texts}
    script, style = asset("review.js").decode(), (styles + asset("review.css")).decode()
    policy = f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; base-uri 'none'"
    head = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}"><style>{style}</style>'
    return shell(head, f'<script type="application/json" id="data">{dumped(data).decode()}</script><script>{script}</script>')


def shell(head: str, scripts: str) -> bytes:
    """Return the page without what it shows; that comes from the script."""
    page = asset("review.html").decode()
    return page.replace("<!--head-->", head).replace("<!--scripts-->", scripts).encode()


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _beginning(desk: Desk, questions: list[dict[str, object]]) -> dict[str, Any]:
    return {
        "folder": desk.folder.name, "by": desk.by, "columns": COLUMNS, "documents": [text.stem for text in desk.texts],
        "questions": questions, "decided": desk.decided(),
    }  # fmt: skip


def _rows(sent: Any) -> list[dict[str, str]]:
    return [row for row in sent if isinstance(row, dict)] if isinstance(sent, list) else []

