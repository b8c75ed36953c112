"""GitLab, Gitea and GitHub as their documentation has them, in front of a real bare repository.

Mocked are the endpoints that the forms ask, with status codes, bodies, pages of lists, CORS with preflight, and OAuth
with PKCE. Sources: docs.gitlab.com (repository files, commits, branches, merge requests, OAuth 2.0), docs.gitea.com
(API, OAuth2 provider) and its routes for what the pages leave open, docs.github.com (contents, Git references, pulls).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

if TYPE_CHECKING:
    from tests.forge.bare import BareRepository

PROJECT = "office/register"
TOKEN = "token-of-the-editor"  # noqa: S105 - of the mock alone
EDITOR = "editor-one"
CLIENT = "client-of-the-forms"


@dataclass(frozen=True)
class Answer:
    """What the forge answers; a `body` that is no text is sent as JSON."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: str

    @property
    def data(self) -> dict[str, Any]:
        """The JSON that was sent."""
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass
class Fault:
    """Something goes wrong with a request: another answer, or somebody is faster.

    Status 0 breaks the connection, 1 lets it wait. `meanwhile` happens before the request is looked at; with `after`
    the request is done although another answer comes.
    """

    method: str
    path: str
    answer: Answer | None = None
    times: int = 1
    after: bool = False
    meanwhile: Callable[[], object] = lambda: None


@dataclass
class MockForge:
    """One forge with one project."""

    repository: BareRepository
    origin: str = ""
    may_push: bool = True
    allow_cors: bool = True
    redirect_uris: list[str] = field(default_factory=list)
    users: dict[str, str] = field(default_factory=lambda: {TOKEN: EDITOR})
    scopes_missing: bool = False
    faults: list[Fault] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)  # the open merge requests
    codes: dict[str, tuple[str, str]] = field(default_factory=dict)
    page_size: int = 100
    patience: threading.Event = field(default_factory=threading.Event)

    api = ""
    forge = ""
    authorize = ""
    token = ""
    cors_always = False

    def endpoints(self) -> dict[tuple[str, str], Callable[..., Answer]]:
        """(method, path below the API) -> who answers."""
        raise NotImplementedError

    def answer(self, asked: Asked) -> Answer:
        """The answer to a request: a fault, the sign-in, or the API."""
        self.asked.append(asked)
        fault = next((each for each in self.faults if each.times and each.method == asked.method
                      and re.search(each.path, asked.path)), None)  # fmt: skip
        if fault:
            fault.times -= 1
            fault.meanwhile()
            if fault.after:
                self.right_answer(asked)
            if fault.answer:
                return fault.answer
        return self.right_answer(asked)

    def right_answer(self, asked: Asked) -> Answer:
        """What the forge answers when nothing is broken."""
        if self.authorize and asked.path == self.authorize:
            return self.authorization(asked)
        if self.token and asked.path == self.token and asked.method == "POST":
            return self.exchange(asked)
        if not asked.path.startswith(self.api):
            return Answer(404, "<html>not here</html>", {"Content-Type": "text/html"})
        user = self.users.get(asked.headers.get("authorization", "").removeprefix("Bearer "))
        if user is None:
            return Answer(401, {"message": "401 Unauthorized"})
        if self.scopes_missing and asked.method != "GET":
            return self.no_scope()
        for (method, pattern), work in self.endpoints().items():
            found = re.fullmatch(pattern, asked.path.removeprefix(self.api))
            if found and method == asked.method:
                return work(asked, user, *map(unquote, found.groups()))
        return Answer(404, {"message": "404 Not Found"})

    def no_scope(self) -> Answer:
        """The token may not write."""
        raise NotImplementedError

    # --- OAuth 2.0 with PKCE -------------------------------------------------------------------------------------

    def authorization(self, asked: Asked) -> Answer:
        """The page on which somebody grants access; the code comes back in the address."""
        given = asked.query
        right = given.get("client_id") == CLIENT and given.get("redirect_uri") in self.redirect_uris
        if not right or given.get("response_type") != "code" or given.get("code_challenge_method") != "S256":
            return Answer(400, "<p>The redirect URI included is not valid.</p>", {"Content-Type": "text/html"})
        code = secrets.token_hex(16)
        self.codes[code] = (given["code_challenge"], given["redirect_uri"])
        back = given["redirect_uri"] + "?" + urlencode({"code": code, "state": given["state"]})
        denied = given["redirect_uri"] + "?" + urlencode({"error": "access_denied", "state": given["state"]})
        page = f'<a id="grant" href="{back}">Authorize</a> <a id="deny" href="{denied}">Deny</a>'
        return Answer(200, page.replace("&", "&amp;"), {"Content-Type": "text/html"})

    def exchange(self, asked: Asked) -> Answer:
        """A code is taken once, from its redirect address, by who knows the verifier; no secret is wanted."""
        given = {key: values[0] for key, values in parse_qs(asked.body).items()}
        challenge, redirect = self.codes.pop(given.get("code", ""), ("", ""))
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        proved = base64.urlsafe_b64encode(digest).decode().rstrip("=") == challenge
        if not proved or given.get("redirect_uri") != redirect or given.get("client_id") != CLIENT:
            return Answer(400, {"error": "invalid_grant", "error_description": "The authorization grant is invalid."})
        made = secrets.token_hex(32)
        self.users[made] = EDITOR
        return Answer(200, {"access_token": made, "token_type": "Bearer", "expires_in": 7200, "refresh_token": "r"})

    # --- CORS ----------------------------------------------------------------------------------------------------

    def cors(self, asked: Asked) -> dict[str, str]:
        """What lets a page of another origin read an answer."""
        open_here = asked.path.startswith(self.api) or asked.path == self.token
        if not open_here or not (self.allow_cors or self.cors_always):
            return {}
        return {"Access-Control-Allow-Origin": asked.headers.get("origin", "*"), "Vary": "Origin"}

    def preflight(self, asked: Asked) -> Answer:
        """The answer to OPTIONS; the token endpoint allows simple requests alone."""
        headers = self.cors(asked)
        if headers and asked.path.startswith(self.api):
            headers |= {
                "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
                "Access-Control-Allow-Headers": "Authorization, Content-Type",
            }
        return Answer(204 if headers else 405, "", headers)

    # --- what all share ------------------------------------------------------------------------------------------

    def paged(self, rows: list[Any], asked: Asked, size: str) -> Answer:
        """One page of a list; the forge's own limit holds whatever is asked."""
        count = min(int(asked.query.get(size, 20)), self.page_size)
        start = (int(asked.query.get("page", 1)) - 1) * count
        return Answer(200, rows[start : start + count])

    @contextmanager
    def serving(self) -> Iterator[MockForge]:
        """The forge on a port of this machine."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        self.origin = f"http://127.0.0.1:{server.server_port}"
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


class GitLab(MockForge):
    """GitLab, API v4; CORS is open for the API on every installation."""

    api = "/api/v4"
    forge = "gitlab"
    authorize = "/oauth/authorize"
    token = "/oauth/token"  # noqa: S105 - a path
    cors_always = True

    def endpoints(self) -> dict[tuple[str, str], Callable[..., Answer]]:
        """Users, projects, branches, files, trees, commits and merge requests."""
        project = "/projects/([^/]+)"
        return {
            ("GET", "/user"): lambda _asked, user: Answer(200, {"id": 1, "username": user, "name": "甲"}),
            ("GET", project): self.project,
            ("GET", f"{project}/repository/branches/([^/]+)"): self.one_branch,
            ("GET", f"{project}/repository/files/([^/]+)"): self.file,
            ("GET", f"{project}/repository/tree"): self.tree,
            ("POST", f"{project}/repository/commits"): self.commits,
            ("GET", f"{project}/merge_requests"): self.merge_requests,
            ("POST", f"{project}/merge_requests"): self.open_request,
        }

    def no_scope(self) -> Answer:
        """As doorkeeper answers."""
        return Answer(403, {"error": "insufficient_scope", "scope": "api",
                            "error_description": "The request requires higher privileges than provided by the "
                            "access token."})  # fmt: skip

    def project(self, _asked: Asked, _user: str, name: str) -> Answer:
        """The project with what the user may do; 30 is Developer."""
        if name != PROJECT:
            return Answer(404, {"message": "404 Project Not Found"})
        access = {"access_level": 30 if self.may_push else 20, "notification_level": 3}
        return Answer(200, {"id": 7, "path_with_namespace": PROJECT, "default_branch": "main",
                            "permissions": {"project_access": access, "group_access": None}})  # fmt: skip

    def one_branch(self, _asked: Asked, _user: str, _project: str, name: str) -> Answer:
        """A branch."""
        head = self.repository.head(name)
        return Answer(200, {"name": name, "commit": {"id": head}}) if head else _missing("Branch")

    def file(self, asked: Asked, _user: str, _project: str, path: str) -> Answer:
        """A file with the last commit that changed it."""
        ref = asked.query["ref"]
        text = self.repository.text(ref, path)
        if text is None:
            return _missing("File")
        return Answer(200, {"file_path": path, "encoding": "base64", "content": _base64(text), "ref": ref,
                            "blob_id": self.repository.blob(ref, path), "commit_id": self.repository.head(ref),
                            "last_commit_id": self.repository.last_commit(ref, path)})  # fmt: skip

    def tree(self, asked: Asked, _user: str, _project: str) -> Answer:
        """The entries of a folder, by pages."""
        found = self.repository.entries(asked.query["ref"], asked.query["path"])
        if found is None:
            return _missing("Tree")
        return self.paged([{"name": name, "type": kind} for name, kind in found], asked, "per_page")

    def commits(self, asked: Asked, user: str, _project: str) -> Answer:
        """A commit of actions, on a new branch where `start_branch` is given; never over a branch that is there."""
        if not self.may_push:
            return Answer(403, {"message": "403 Forbidden - You are not allowed to push into this branch"})
        data, (action,) = asked.data, asked.data["actions"]
        branch, start, path = data["branch"], data.get("start_branch"), action["file_path"]
        if start and self.repository.head(branch):
            said = f"A branch called '{branch}' already exists. Switch to that branch in order to make changes"
            return Answer(400, {"message": said})
        there = self.repository.text(start or branch, path)
        if action["action"] == "create" and there is not None:
            return Answer(400, {"message": "A file with this name already exists"})
        last = self.repository.last_commit(start or branch, path)
        if action["action"] == "update" and last != action.get("last_commit_id", last):
            return Answer(400, {"message": f"The file has changed since you started editing it: {path}"})
        made = self.repository.commit(branch, {path: action["content"]}, data["commit_message"], user, start)
        return Answer(201, {"id": made, "author_name": user})

    def merge_requests(self, asked: Asked, _user: str, _project: str) -> Answer:
        """The open ones of a branch."""
        wanted = asked.query["source_branch"]
        return self.paged([each for each in self.requests if each["source_branch"] == wanted], asked, "per_page")

    def open_request(self, asked: Asked, user: str, _project: str) -> Answer:
        """A merge request; one at a time from a branch."""
        data = asked.data
        if any(each["source_branch"] == data["source_branch"] for each in self.requests):
            return Answer(409, {"message": ["Another open merge request already exists for this source branch: !1"]})
        number = len(self.requests) + 1
        link = f"{self.origin}/{PROJECT}/-/merge_requests/{number}"
        more = {"id": 900 + number, "iid": number, "web_url": link, "author": user, "state": "opened"}
        self.requests.append({**data, **more, "source_project_id": 7, "target_project_id": 7})
        return Answer(201, self.requests[-1])


class GitHub(MockForge):
    """GitHub as a server of one's own (`/api/v3`); no page may ask its token endpoint."""

    api = "/api/v3"
    forge = "github"
    cors_always = True
    link = "pull"

    def endpoints(self) -> dict[tuple[str, str], Callable[..., Answer]]:
        """Users, repositories, branches, contents, references and pulls."""
        project = "/repos/([^/]+/[^/]+)"
        return {
            ("GET", "/user"): lambda _asked, user: Answer(200, {"id": 1, "login": user, "name": "甲"}),
            ("GET", project): self.project,
            ("GET", f"{project}/branches/(.+)"): self.one_branch,
            ("GET", f"{project}/contents/(.+)"): self.contents,
            ("GET", f"{project}/git/ref/heads/(.+)"): self.reference,
            ("GET", f"{project}/git/commits/([0-9a-f]+)"): self.one_commit,
            ("POST", f"{project}/git/trees"): self.new_tree,
            ("POST", f"{project}/git/commits"): self.new_commit,
            ("PATCH", f"{project}/git/refs/heads/(.+)"): self.moved_reference,
            ("POST", f"{project}/git/refs"): self.new_reference,
            ("GET", f"{project}/pulls"): self.pulls,
            ("POST", f"{project}/pulls"): self.open_request,
        }

    def no_scope(self) -> Answer:
        """As a fine-grained token is refused."""
        return Answer(403, {"message": "Resource not accessible by personal access token", "status": "403"})

    def project(self, _asked: Asked, _user: str, name: str) -> Answer:
        """The repository with what the user may do."""
        if name != PROJECT:
            return Answer(404, {"message": "Not Found"})
        return Answer(200, {"full_name": PROJECT, "permissions": {"pull": True, "push": self.may_push}})

    def one_branch(self, _asked: Asked, _user: str, _project: str, name: str) -> Answer:
        """A branch."""
        head = self.repository.head(name)
        return Answer(200, {"name": name, "commit": {"sha": head}}) if head else Answer(404, {"message": "Not Found"})

    def contents(self, asked: Asked, _user: str, _project: str, path: str) -> Answer:
        """A file with its blob, or the entries of a folder."""
        ref = asked.query["ref"]
        text = self.repository.text(ref, path)
        if text is not None:
            blob = self.repository.blob(ref, path)
            return Answer(200, {"type": "file", "encoding": "base64", "content": _base64(text), "sha": blob})
        found = self.repository.entries(ref, path)
        if found is None:
            return Answer(404, {"message": "Not Found"})
        kinds = {"blob": "file", "tree": "dir"}
        return Answer(200, [{"name": name, "type": kinds[kind]} for name, kind in found])

    def reference(self, _asked: Asked, _user: str, _project: str, name: str) -> Answer:
        """Where a branch is."""
        head = self.repository.head(name)
        found = {"ref": f"refs/heads/{name}", "object": {"type": "commit", "sha": head}}
        return Answer(200, found) if head else Answer(404, {"message": "Not Found"})

    def one_commit(self, _asked: Asked, _user: str, _project: str, sha: str) -> Answer:
        """A commit with its tree."""
        return Answer(200, {"sha": sha, "tree": {"sha": self.repository.line("rev-parse", f"{sha}^{{tree}}")}})

    def new_tree(self, asked: Asked, _user: str, _project: str) -> Answer:
        """A tree made of another one and files."""
        if not self.may_push:
            return Answer(403, {"message": "Must have push access"})
        data = asked.data
        return Answer(
            201, {"sha": self.repository.tree(data["base_tree"], {e["path"]: e["content"] for e in data["tree"]})}
        )

    def new_commit(self, asked: Asked, user: str, _project: str) -> Answer:
        """A commit that no branch points at; its author is whoever asks."""
        data = asked.data
        return Answer(201, {"sha": self.repository.made(data["tree"], data["parents"], data["message"], user)})

    def moved_reference(self, asked: Asked, _user: str, _project: str, name: str) -> Answer:
        """A branch goes forward; without `force` never anywhere else."""
        new = asked.data["sha"]
        if asked.data["force"] or self.repository.git("merge-base", "--is-ancestor", name, new) is None:
            return Answer(422, {"message": "Update is not a fast forward"})
        self.repository.branch(name, new)
        return Answer(200, {"ref": f"refs/heads/{name}"})

    def new_reference(self, asked: Asked, _user: str, _project: str) -> Answer:
        """A new branch; never over one that is there."""
        name = asked.data["ref"].removeprefix("refs/heads/")
        if self.repository.head(name):
            return Answer(422, {"message": "Reference already exists"})
        self.repository.branch(name, asked.data["sha"])
        return Answer(201, {"ref": asked.data["ref"]})

    def pulls(self, asked: Asked, _user: str, _project: str) -> Answer:
        """The open pull requests, of one branch where `head` is given."""
        branch = asked.query.get("head", "").partition(":")[2]
        found = [each for each in self.requests if not branch or each["head"]["ref"] == branch]
        return self.paged(found, asked, "per_page" if self.forge == "github" else "limit")

    def open_request(self, asked: Asked, user: str, _project: str) -> Answer:
        """A pull request; one at a time from a branch."""
        data = asked.data
        if any(each["head"]["ref"] == data["head"] for each in self.requests):
            return self.exists_already()
        number = len(self.requests) + 1
        more = {"number": number, "html_url": f"{self.origin}/{PROJECT}/{self.link}/{number}", "user": {"login": user}}
        ends = {end: {"ref": data[end], "repo_id": 7} for end in ("head", "base")}
        self.requests.append({**data, **more, **ends, "state": "open"})
        return Answer(201, self.requests[-1])

    def exists_already(self) -> Answer:
        """Two requests for one branch are refused."""
        return Answer(422, {"message": "Validation Failed", "errors": [{"message": "A pull request already exists"}]})


class Gitea(GitHub):
    """Gitea and Forgejo, API v1: `new_branch` with the file, and CORS only where app.ini allows the page."""

    api = "/api/v1"
    forge = "gitea"
    link = "pulls"
    authorize = "/login/oauth/authorize"
    token = "/login/oauth/access_token"  # noqa: S105 - a path
    cors_always = False
    page_size = 50

    def endpoints(self) -> dict[tuple[str, str], Callable[..., Answer]]:
        """GitHub's without references; a file is made by POST."""
        found = {key: work for key, work in super().endpoints().items() if "/git/" not in key[1]}
        return {**found, **{(method, "/repos/([^/]+/[^/]+)/contents/(.+)"): self.put for method in ("POST", "PUT")}}

    def no_scope(self) -> Answer:
        """As the middleware of scopes answers."""
        return Answer(403, {"message": "token does not have at least one of required scope(s): [write:repository]"})

    def put(self, asked: Asked, user: str, _project: str, path: str) -> Answer:
        """A file on a new branch or on one that is there; PUT wants the blob that is replaced."""
        data, branch, new = asked.data, asked.data["branch"], asked.data.get("new_branch")
        if new and self.repository.head(new):
            return Answer(422, {"message": f"branch already exists [name: {new}]"})
        refused = self.refused(branch, path, data.get("sha"))
        if refused:
            return refused
        text = {path: _text(data["content"])}
        made = self.repository.commit(new or branch, text, data["message"], user, branch if new else None)
        return Answer(200 if asked.method == "PUT" else 201, {"commit": {"sha": made}})

    def refused(self, branch: str, path: str, sha: str | None) -> Answer | None:
        """Why a file may not be written, if so."""
        if not self.may_push:
            return Answer(403, {"message": "user should have a permission to write to the target branch"})
        there = self.repository.blob(branch, path)
        if there and sha is None:
            return Answer(422, {"message": f"repository file already exists [path: {path}]"})
        if sha != there:
            return Answer(422, {"message": f"sha does not match [given: {sha}, expected: {there}]"})
        return None

    def exists_already(self) -> Answer:
        """Gitea says so by 409."""
        return Answer(409, {"message": "pull request already exists for these targets"})


FORGES: tuple[type[MockForge], ...] = (GitLab, Gitea, GitHub)


def _missing(what: str) -> Answer:
    return Answer(404, {"message": f"404 {what} Not Found"})


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _text(encoded: str) -> str:
    return base64.b64decode(encoded, validate=True).decode()


def _handler(forge: MockForge) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Hands requests to the forge."""

        def asked(self) -> Asked:
            parts = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            return Asked(self.command, parts.path, query, {k.lower(): v for k, v in self.headers.items()}, body)

        def serve(self) -> None:
            asked = self.asked()
            answer = forge.preflight(asked) if self.command == "OPTIONS" else forge.answer(asked)
            if answer.status == 1:
                forge.patience.wait(20)
            if answer.status <= 1:
                self.close_connection = True
                return
            body = (answer.body if isinstance(answer.body, str) else json.dumps(answer.body)).encode()
            headers = {"Content-Type": "application/json", **forge.cors(asked), **answer.headers}
            self.send_response(answer.status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = serve  # noqa: N815 - as the library calls them

        def log_message(self, *_: object) -> None:
            pass

    return Handler
