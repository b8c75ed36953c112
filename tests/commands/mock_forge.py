"""A forge's API on the loopback: the notes of one merge request, as GitLab, GitHub and Gitea give them."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "not-a-secret"  # noqa: S105 - it is none
REDIRECTED = 302
BOT, OTHER = 7, 8  # who has the token, and somebody else
NAMES = {BOT: "gitea-actions", OTHER: "editor"}
GITLAB = "/api/v4/projects/5/merge_requests/3/notes"
ACTIONS = "/api/v1/repos/group/register/issues/3/comments"
EACH = {GITLAB: f"{GITLAB}/", ACTIONS: "/api/v1/repos/group/register/issues/comments/"}  # a note alone


@dataclass
class MockForge:
    """Its notes, what was asked of it, and how it misbehaves."""

    address: str
    pages: bool = True  # whether it gives a page at a time
    knows_me: bool = True  # whether the token may ask whose it is
    answer: int = 0  # instead of what was asked for; a redirection leads to /elsewhere
    text: str = ""  # instead of JSON
    notes: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def write(self, body: str, author: int = BOT) -> dict[str, Any]:
        """A note, with its author as each forge names him."""
        note = {"id": len(self.notes) + 1, "body": body, "author": {"id": author}, "user": {"login": NAMES[author]}}
        self.notes.append(note)
        return note

    def page(self, asked: dict[str, list[str]]) -> list[dict[str, Any]]:
        """A page of the notes; a forge that knows none gives them all."""
        size, number = int(asked["per_page"][0]), int(asked["page"][0])
        return self.notes[size * (number - 1) : size * number] if self.pages else self.notes

    def gitlab(self, **more: str) -> dict[str, str]:
        """The variables of a job of GitLab, of a merge request from a fork."""
        return {"CI_API_V4_URL": f"{self.address}/api/v4", "CI_MERGE_REQUEST_PROJECT_ID": "5", "CI_PROJECT_ID": "6",
                "CI_MERGE_REQUEST_IID": "3", "HUIFANG_NOTE_TOKEN": TOKEN, **more}  # fmt: skip

    def actions(self, **more: str) -> dict[str, str]:
        """Those of a job of Gitea or GitHub."""
        return {"GITHUB_API_URL": f"{self.address}/api/v1", "GITHUB_REPOSITORY": "group/register",
                "GITHUB_REF": "refs/pull/3/head", "HUIFANG_NOTE_TOKEN": TOKEN, **more}  # fmt: skip


class _Server(ThreadingHTTPServer):
    """The server with the forge that it is."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.forge = MockForge(f"http://127.0.0.1:{self.server_port}")


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def log_message(self, *_: Any) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        """Answer."""
        forge, url = self.server.forge, urlsplit(self.path)
        made = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "null")
        code, found = (forge.answer, {}) if forge.answer else self._found(forge, url, made)
        forge.asked.append(f"{self.command} {url.path} {code}")
        self.send_response(code)
        if code == REDIRECTED:
            self.send_header("Location", f"{forge.address}/elsewhere")
        self.end_headers()
        self.wfile.write((forge.text or json.dumps(found)).encode())

    def do_POST(self) -> None:
        """Answer."""
        self.do_GET()

    def do_PUT(self) -> None:
        """Answer."""
        self.do_GET()

    def do_PATCH(self) -> None:
        """Answer."""
        self.do_GET()

    def _found(self, forge: MockForge, url: SplitResult, made: Any) -> tuple[int, Any]:
        told = self.headers.get("PRIVATE-TOKEN") or (self.headers.get("Authorization") or "").removeprefix("token ")
        if told != TOKEN:
            return 401, {}
        if url.path.endswith("/user"):
            return (200, {"id": BOT, "login": NAMES[BOT]}) if forge.knows_me else (403, {})
        notes = GITLAB if url.path.startswith(GITLAB) else ACTIONS
        if url.path == notes:
            return (201, forge.write(made["body"])) if made else (200, forge.page(parse_qs(url.query)))
        if url.path.startswith(EACH[notes]) and self.command == ("PUT" if notes == GITLAB else "PATCH"):
            note = forge.notes[int(url.path.removeprefix(EACH[notes])) - 1]
            note.update(made)
            return 200, note
        return 404, {}


@contextmanager
def mock_forge() -> Iterator[MockForge]:
    """The forge, as long as it is wanted."""
    with _Server() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield server.forge
        finally:
            server.shutdown()
