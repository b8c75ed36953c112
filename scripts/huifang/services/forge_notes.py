"""The note on a merge request, through the API of the forge whose job this is: one note, made once, then updated.

This is the only module that uses the network. It is told by the environment of the job where to go, follows no redirect
(the token would go along), and sends what it was given to read, nothing else.
"""

from __future__ import annotations

import json
import re
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from huifang.services.exits import ExitCode, Stop
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from huifang.texts import Text, Value

TOKEN = "HUIFANG_NOTE_TOKEN"  # noqa: S105 - the name of the variable
MARK = "<!-- huifang compare -->"  # the first line of our note, which no forge shows
LONGEST = 65_000  # characters: GitHub takes 65,536
SECONDS = 30  # to wait for an answer
PAGE, PAGES = 100, 100  # notes of a page, pages at most
ANSWER = 32 * 1024 * 1024  # bytes of an answer
JOBS = ("github-actions[bot]", "gitea-actions", "forgejo-actions")  # who the token of a job is, where it may not ask
BAD, REFUSED = 400, (401, 403, 404)
REDIRECTED = 302
WHY = {  # code of the answer -> what it means here
    REDIRECTED: say("it sends us elsewhere, and the token does not go along; the forge has to name its own address"),
    401: say("it does not know the token; has it run out?"),
    403: say("the token may not; its role is too low, or the merge request comes from a fork"),
    404: say("there is no such merge request, or none that the token may see"),
}
PULL = re.compile(r"refs/pull/(?P<number>[0-9]+)/", re.ASCII)
REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
NUMBER = re.compile(r"[0-9]+", re.ASCII)
PRINTABLE = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class MergeRequestNotes:
    """Where the notes of one merge request are listed and made, how one is changed, and how we show who we are."""

    api: str
    notes: str
    update: str  # with a place for the number of the note
    method: str
    header: tuple[str, str]
    author: tuple[str, str]  # in which key of a note its author stands, and by which of his keys he is known


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """An answer that sends us elsewhere is an error: the token was meant for this address."""

    def redirect_request(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - urllib's arguments, none of which is used
        return None


def put_note(path: Path, environment: Mapping[str, str]) -> Text:
    """Make the note of the merge request, or update it; what was done. Stop where the forge does not take it."""
    text = f"{MARK}\n{_text(path)}"
    place = notes_of(environment)
    if place is None:
        return say("{variable} is not set, so no note is posted; the text stands in the log of the job", variable=TOKEN)
    try:
        return _put(text, place, _asking(place, environment))
    except urllib.error.HTTPError as problem:
        why = WHY.get(
            problem.code, WHY[REDIRECTED] if problem.code < BAD else say("it answers {code}", code=problem.code)
        )
        message = say("{address} does not take the note: {reason}", address=place.notes, reason=why)
        raise Stop(ExitCode.UNREADABLE, message) from problem


def _put(text: str, place: MergeRequestNotes, asked: Callable[..., Any]) -> Text:
    mine = _mine(place, asked)
    if mine is None:
        asked("POST", place.notes, {"body": text})
        return say("the note was posted")
    if mine.get("body") == text:
        return say("the note is as it was")
    asked(place.method, place.update.format(mine["id"]), {"body": text})
    return say("the note was updated")


def notes_of(environment: Mapping[str, str]) -> MergeRequestNotes | None:
    """The notes that the variables of the job name, None without a token; Stop(USAGE) where they name none."""
    known = _gitlab(environment) or _actions(environment)
    if known is None:
        raise Stop(ExitCode.USAGE, say(
            "no merge request is known here; this runs in a job of GitLab, Gitea, Forgejo or GitHub that belongs to one"
        ))  # fmt: skip
    token = environment.get(TOKEN, "")
    if token and not PRINTABLE.fullmatch(token):
        message = say(
            "{variable} is no token: it holds a space, a line end or a sign that no token has", variable=TOKEN
        )
        raise Stop(ExitCode.USAGE, message)
    return known if token else None


def _gitlab(environment: Mapping[str, str]) -> MergeRequestNotes | None:
    """As GitLab names it; for a fork the project into which it is merged."""
    project, number = (environment.get(name, "") for name in ("CI_MERGE_REQUEST_PROJECT_ID", "CI_MERGE_REQUEST_IID"))
    api = _address(environment.get("CI_API_V4_URL", ""))
    if not api or not NUMBER.fullmatch(project) or not NUMBER.fullmatch(number):
        return None
    notes = f"{api}/projects/{project}/merge_requests/{number}/notes"
    return MergeRequestNotes(api, notes, f"{notes}/{{}}", "PUT", ("PRIVATE-TOKEN", ""), ("author", "id"))


def _actions(environment: Mapping[str, str]) -> MergeRequestNotes | None:
    """As GitHub names it, and after it Gitea and Forgejo."""
    api, repository = _address(environment.get("GITHUB_API_URL", "")), environment.get("GITHUB_REPOSITORY", "")
    found = PULL.match(environment.get("GITHUB_REF", ""))
    if not api or found is None or not REPOSITORY.fullmatch(repository):
        return None
    issues = f"{api}/repos/{repository}/issues"
    return MergeRequestNotes(api, f"{issues}/{found['number']}/comments", f"{issues}/comments/{{}}", "PATCH",
                             ("Authorization", "token "), ("user", "login"))  # fmt: skip


def _address(typed: str) -> str:
    return typed.rstrip("/") if re.fullmatch(r"https?://[!-~]+", typed) else ""


def _asking(place: MergeRequestNotes, environment: Mapping[str, str]) -> Callable[..., Any]:
    """How the API is asked: method, address, what is sent; what it answers."""
    trusted = ssl.create_default_context()
    if own := environment.get("CI_SERVER_TLS_CA_FILE"):  # the office's own authority, as GitLab's runner gives it
        try:
            trusted.load_verify_locations(own)
        except OSError as problem:
            message = say("{path} holds no certificates that can be read", path=own)
            raise Stop(ExitCode.UNREADABLE, message) from problem
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.HTTPSHandler(context=trusted))
    name, before = place.header
    headers = {name: f"{before}{environment[TOKEN]}", "Content-Type": "application/json", "User-Agent": "huifang"}

    def asked(method: str, address: str, sent: object = None) -> Any:  # noqa: ANN401 - JSON of the forge
        data = None if sent is None else json.dumps(sent).encode()
        wanted = urllib.request.Request(address, data, headers, method=method)  # noqa: S310 - http or https, see above
        try:
            with opener.open(wanted, timeout=SECONDS) as answer:
                return json.loads(answer.read(ANSWER))
        except urllib.error.HTTPError:
            raise
        except (OSError, HTTPException, ValueError) as problem:
            raise _not_a_forge(address, str(getattr(problem, "reason", problem))) from problem

    return asked


def _mine(place: MergeRequestNotes, asked: Callable[..., Any]) -> Mapping[str, Any] | None:
    """Our note: by its mark and by who wrote it, as anybody may copy the mark."""
    role, key = place.author
    names = _names(place, asked, key)
    for note in _notes(place, asked):
        author = note.get(role)
        if str(note.get("body", "")).startswith(MARK) and isinstance(author, dict) and author.get(key) in names:
            return note
    return None


def _names(place: MergeRequestNotes, asked: Callable[..., Any], key: str) -> tuple[Any, ...]:
    try:
        me = asked("GET", f"{place.api}/user")
    except urllib.error.HTTPError as problem:
        if problem.code not in REFUSED:
            raise
        return JOBS
    return (me.get(key),) if isinstance(me, dict) and me.get(key) else ()


def _notes(place: MergeRequestNotes, asked: Callable[..., Any]) -> Iterator[Mapping[str, Any]]:
    """Every note, the oldest first; a forge that knows no pages gives all of them each time."""
    seen: set[int] = set()
    for page in range(1, PAGES + 1):
        found = asked("GET", f"{place.notes}?per_page={PAGE}&page={page}&sort=asc&order_by=created_at")
        if not isinstance(found, list) or not all(
            isinstance(each, dict) and isinstance(each.get("id"), int) for each in found
        ):
            raise _not_a_forge(place.notes, say("no list of notes"))
        new = [each for each in found if each["id"] not in seen]
        yield from new
        seen.update(each["id"] for each in new)
        if len(found) < PAGE or not new:
            return


def _not_a_forge(address: str, reason: Value) -> Stop:
    message = say("{address} does not answer as a forge does: {reason}", address=address, reason=reason)
    return Stop(ExitCode.UNREADABLE, message)


def _text(path: Path) -> str:
    """The text that was given; Stop where it is none, or more than a forge takes."""
    try:
        text = path.read_text(encoding="utf-8")
    except ValueError as problem:
        raise Stop(ExitCode.UNREADABLE, say("{path} is no text in UTF-8", path=str(path))) from problem
    if len(text) > LONGEST:
        message = say("{path} has {n} characters, and a note at most {most}; `compare --format md` writes shorter ones",
                      path=str(path), n=len(text), most=LONGEST)  # fmt: skip
        raise Stop(ExitCode.USAGE, message)
    return text
