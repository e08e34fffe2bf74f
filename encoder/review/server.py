"""A server for one person on one machine: it listens on 127.0.0.1, knows a random token, and serves what lies on the desk.

It is the standard library's: eight addresses, one reader, no template and no session need no framework, and a base install has it.
What keeps strangers out is checked before anything else: the token in the path, the Host (a page of the web whose name was bound to
127.0.0.1 has another), the Origin of whatever changes something. No path of a request ever names a file.
"""

from __future__ import annotations

import hmac
import json
import secrets
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from encoder import lazy_re as re
from encoder.errors import EncoderError
from encoder.io.faults import said

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
#: bytes that a request may bring at the most
LARGEST = 1_000_000
#: what answers a GET: its type and its bytes
Answer = tuple[str, bytes]
Get = Callable[[Mapping[str, str]], Answer]
Post = Callable[[Any], Any]


def given(answers: Mapping[str, Answer]) -> dict[str, Get]:
    """Return what answers with the same always."""

    def same(answer: Answer) -> Get:
        return lambda _: answer

    return {name: same(answer) for name, answer in answers.items()}


class Server(ThreadingHTTPServer):
    """The server; ``address`` is where it is met."""

    daemon_threads = True

    def __init__(self, gets: Mapping[str, Get], posts: Mapping[str, Post], port: int = 0) -> None:
        """Listen on 127.0.0.1, on any free port unless one is named. Raises OSError where it is taken."""
        self.gets, self.posts = gets, posts
        self.token = secrets.token_urlsafe(24)
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def address(self) -> str:
        """The address of the front page."""
        return f"http://127.0.0.1:{self.server_address[1]}/{self.token}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away."""

    def in_background(self) -> threading.Thread:
        """Serve in a thread of its own."""
        thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        return thread


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "tei-encoder"
    sys_version = ""
    timeout = 30

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Keep the terminal free."""

    def do_GET(self) -> None:
        """Answer a question."""
        name = self._allowed()
        if name is None:
            return
        get = self.server.gets.get(name)
        if get is None:
            self._send(404, "text/plain", b"nothing here")
            return
        query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
        self._try(lambda: self._send(200, *get(query)))

    def do_POST(self) -> None:
        """Take a change."""
        self.close_connection = True  # what is refused may still have a body on its way
        name = self._allowed()
        if name is None:
            return
        post = self.server.posts.get(name)
        if post is None:
            self._send(404, "text/plain", b"nothing here")
            return
        if self.headers.get("Origin") != f"http://{self.headers.get('Host')}":
            self._send(403, "text/plain", b"another origin")
            return
        if self.headers.get("Content-Type", "").partition(";")[0] != "application/json":
            self._send(415, "text/plain", b"JSON is expected")
            return
        length = self.headers.get("Content-Length", "")
        if not re.fullmatch(r"\d{1,9}", length) or int(length) > LARGEST:
            self._send(413, "text/plain", b"too large")
            return
        body = self.rfile.read(int(length))

        def answer() -> None:
            try:
                given = json.loads(body)
            except (ValueError, RecursionError):
                raise EncoderError("no JSON") from None
            self._send(200, "application/json", dumped(post(given)))

        self._try(answer)

    def _allowed(self) -> str | None:
        """Return what is asked for, without the token; None where it is refused, which was said."""
        port = self.server.server_address[1]
        parts = urlsplit(self.path).path.split("/", 2)
        token = parts[1] if len(parts) == 3 else ""
        origin = self.headers.get("Origin")
        own = {f"127.0.0.1:{port}", f"localhost:{port}"}
        if (
            self.headers.get("Host") in own and hmac.compare_digest(token.encode(), self.server.token.encode())
            and (origin is None or origin.removeprefix("http://") in own)
        ):
            return parts[2]
        self._send(403, "text/plain", b"refused")
        return None

    def _try(self, answer: Callable[[], None]) -> None:
        try:
            answer()
        except EncoderError as error:
            self._send(400, "application/json", dumped({"error": str(error)}))
        except (BrokenPipeError, ConnectionError):
            self.close_connection = True
        except Exception as error:
            self._send(500, "application/json", dumped({"error": said(error)}))

    def _send(self, status: int, kind: str, data: bytes) -> None:
        self.send_response(status)
        headers = {
            "Content-Type": f"{kind}; charset=utf-8", "Content-Length": str(len(data)), "Content-Security-Policy": CSP,
            "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
            "Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
        }  # fmt: skip
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


def dumped(data: Any) -> bytes:
    """Return JSON in which nothing looks like markup, wherever it is put."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode("utf-8", "surrogatepass")
