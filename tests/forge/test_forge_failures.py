"""What goes wrong on the way to a forge, and the sentence that says so in both languages; nothing is ever half lost."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from huifang.texts import LANGUAGES, Language
from tests import sound
from tests.forge.conftest import at_the_bar, sentence
from tests.forge.mock_forges import EDITOR, FORGES, PROJECT, TOKEN, Answer, Fault, Gitea, GitHub, MockForge

if TYPE_CHECKING:
    from tests.forge.conftest import Opens, Starts

pytestmark = [pytest.mark.browser, pytest.mark.slow]
((TALK, TEXT),) = sound.talk("2026-03-20", helper="王某").items()
BRANCH = "entry-tt-0001-2026-03-20-talk"
HTML = {"Content-Type": "text/html"}
SCOPES = {"gitlab": "api", "gitea": "write:repository, read:user", "github": "Contents: write, Pull requests: write"}
READ, COMMIT = ("GET", "/files/"), ("POST", "/commits")
FAILURES: tuple[tuple[str, tuple[str, str], Answer, str, dict[str, object]], ...] = (  # on GitLab; what is said for it
    ("cut off", READ, Answer(0), "no-answer", {}),
    ("a redirect", READ, Answer(302, "", {"Location": "/users/sign_in"}), "moved", {}),
    ("an unauthorised token", READ, Answer(401, {"message": "401 Unauthorized"}), "token-refused", {}),
    ("a revoked token", READ, Answer(401, {"error": "invalid_token"}), "token-refused", {}),
    ("no right", READ, Answer(403, {"message": "403 Forbidden"}), "forbidden", {}),
    ("no right to push", COMMIT, Answer(403, {"message": "403 Forbidden - You are not allowed"}), "forbidden", {}),
    ("a limit told by 403", READ, Answer(403, {"message": "API rate limit exceeded"}), "busy", {}),
    ("too many requests", READ, Answer(429, "Retry later"), "busy", {}),
    ("the project is gone", COMMIT, Answer(404, {"message": "404 Project Not Found"}), "no-project", {}),
    ("too large", COMMIT, Answer(413, "<html>413 Request Entity Too Large</html>", HTML), "too-large", {}),
    ("archived", COMMIT, Answer(423, {"message": "archived"}), "archived", {}),
    ("refused with a reason", COMMIT, Answer(400, {"message": "branch is invalid"}), "refused",
     {"status": 400, "reason": "branch is invalid"}),
    ("refused with several", COMMIT, Answer(422, {"message": {"base": ["no\nway"]}}), "refused",
     {"status": 422, "reason": '{"base":["no\\nway"]}'}),
    ("refused without one", COMMIT, Answer(405, {}), "refused", {"status": 405, "reason": ""}),
    ("an error of its own", READ, Answer(500, {"message": "500 Internal Server Error"}), "trouble", {"status": 500}),
    ("maintenance", READ, Answer(503, "<html>503</html>", HTML), "trouble", {"status": 503}),
    ("a page of a gateway", READ, Answer(200, "<html>sign in</html>", HTML), "no-json", {"status": 200}),
    ("a page that forbids", READ, Answer(403, "<html>blocked</html>", HTML), "no-json", {"status": 403}),
    ("a page that finds nothing", READ, Answer(404, "<html>404</html>", HTML), "no-json", {"status": 404}),
    ("an empty answer", READ, Answer(200, ""), "no-json", {"status": 200}),
    ("no content", READ, Answer(200, {"file_path": TALK}), "strange", {}),
    ("another kind of content", READ, Answer(200, {"content": 5, "encoding": "base64", "last_commit_id": "a"}),
     "strange", {}),
    ("no base64", READ, Answer(200, {"content": "%%", "encoding": "base64", "last_commit_id": "a"}), "strange", {}),
    ("no UTF-8", READ, Answer(200, {"content": base64.b64encode(b"\xff").decode(), "encoding": "base64",
                                    "last_commit_id": "a"}), "strange", {}),
    ("a list for a file", READ, Answer(200, []), "strange", {}),
)  # fmt: skip


@pytest.mark.parametrize(("request_", "answer", "key", "values"), [row[1:] for row in FAILURES],
                         ids=[row[0] for row in FAILURES])  # fmt: skip
def test_a_failure_is_a_sentence(
    opens: Opens, gitlab: MockForge, request_: tuple[str, str], answer: Answer, key: str, values: dict[str, object]
) -> None:
    desk = opens(gitlab)
    known = {"forge": gitlab.origin, "page": desk.site, "project": PROJECT, "target": "main"}
    known["user"] = "" if key == "token-refused" else EDITOR
    for lang in LANGUAGES:
        desk.speak(lang)
        desk.sign_in()
        gitlab.faults.append(Fault(*request_, answer))
        failed = desk.propose(TALK, TEXT)
        assert (failed["key"], failed["sentence"]) == (key, sentence(lang, key, **known, **values))
        assert TOKEN not in json.dumps(failed)
    assert (gitlab.repository.branches(), gitlab.requests) == (["main"], [])


def test_after_a_failure_the_same_click_works(opens: Opens, gitlab: MockForge) -> None:
    desk = opens(gitlab)
    desk.sign_in()
    gitlab.faults.extend(Fault(*COMMIT, answer) for answer in (Answer(0), Answer(500, {}), Answer(400, {})))
    assert [desk.propose(TALK, TEXT).get("key") for _ in range(4)] == ["no-answer", "trouble", "refused", None]
    assert gitlab.repository.branches() == [BRANCH, "main"]


def test_no_cors_is_said_as_no_answer(opens: Opens, starts: Starts) -> None:
    gitea = starts(Gitea)
    gitea.allow_cors = False
    desk = opens(gitea)
    expected = sentence("zh", "no-answer", forge=gitea.origin, page=desk.site)
    assert desk.sign_in()["sentence"] == expected
    assert gitea.asked == []  # the preflight failed; the token was not sent


def test_a_forge_that_never_answers_is_given_up(opens: Opens, gitlab: MockForge) -> None:
    desk = opens(gitlab)
    desk.sign_in()
    desk.page.clock.install()
    gitlab.faults.append(Fault(*READ, Answer(1)))
    desk.page.evaluate("(record) => { window.failed = client.propose(record).catch((error) => error.key); }",
                       {"path": TALK, "text": TEXT, "version": None})  # fmt: skip
    desk.page.clock.fast_forward(31_000)
    assert desk.page.evaluate("window.failed") == "no-answer"
    gitlab.patience.set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_token_without_the_scope(opens: Opens, forge: MockForge, lang: Language) -> None:
    desk = opens(forge)
    forge.scopes_missing = True
    desk.sign_in()
    desk.speak(lang)
    expected = sentence(lang, "scope", forge=forge.origin, scope=SCOPES[forge.forge])
    assert desk.propose(TALK, TEXT)["sentence"] == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_somebody_who_may_only_read(opens: Opens, forge: MockForge, lang: Language) -> None:
    forge.may_push = False
    desk = opens(forge, lang)
    at_the_bar(desk.page)
    told = sentence(lang, "read-only", user=EDITOR, project=PROJECT)
    assert desk.page.inner_text(".hf-forge-user") == f"{sentence(lang, 'bar-signed-in', user=EDITOR)} {told}"
    assert desk.propose(TALK, TEXT)["sentence"] == sentence(lang, "forbidden", user=EDITOR, project=PROJECT)


TOKENS: tuple[tuple[str, str], ...] = (
    ("empty", ""),
    ("blank", "        "),
    ("too short", "abc"),
    ("Chinese", "这是我的访问令牌啊"),
    ("with a space", "token of-the-editor"),
    ("with a line break", "token-of\nthe-editor"),
    ("full-width", "ｔｏｋｅｎ－ｏｆ－ｅｄ"),
)


@pytest.mark.parametrize("token", [row[1] for row in TOKENS], ids=[row[0] for row in TOKENS])
def test_what_is_no_token_is_not_sent(opens: Opens, gitlab: MockForge, token: str) -> None:
    desk = opens(gitlab)
    assert desk.sign_in(token)["sentence"] == sentence("zh", "token-shape", forge=gitlab.origin)
    assert gitlab.asked == []


WRONG_PROJECTS: tuple[tuple[str, dict[str, str], str, str], ...] = (
    ("no such project", {"project": "office/none"}, TOKEN, "no-project"),
    ("no such branch", {"branch": "other"}, TOKEN, "no-branch"),
    ("nobody's token", {}, "no-such-token", "token-refused"),
)


@pytest.mark.parametrize(("more", "token", "key"), [row[1:] for row in WRONG_PROJECTS],
                         ids=[row[0] for row in WRONG_PROJECTS])  # fmt: skip
def test_signing_in_finds_what_is_wrong(
    opens: Opens, forge: MockForge, more: dict[str, str], token: str, key: str
) -> None:
    desk = opens(forge, **more)
    known = {"forge": forge.origin, "project": PROJECT, "target": "other", **more}
    for lang in LANGUAGES:
        desk.speak(lang)
        assert desk.sign_in(token)["sentence"] == sentence(lang, key, **known)
        assert desk.page.evaluate("client.signedIn") is False


@pytest.mark.parametrize(
    "asked",
    [
        "() => client.propose({path: 'people/tt/TT-0001/2026-03-20-talk.md', text: 'x', version: null})",
        "() => client.read('people/tt/TT-0001/person.md')",
        "() => client.names('people/tt')",
    ],
    ids=["propose", "read", "names"],
)
def test_without_signing_in_nothing_is_asked(opens: Opens, forge: MockForge, asked: str) -> None:
    assert opens(forge).run(asked)["key"] == "not-signed-in"
    assert forge.asked == []


# --- somebody else was faster --------------------------------------------------------------------------------------

Meanwhile = Callable[[MockForge], object]
PERSON = sound.ONE[sound.PERSON_PATH]
OURS, THEIRS = PERSON.replace("局长", "副局长"), PERSON.replace("局长", "主任")


def on_main(path: str, text: str) -> Meanwhile:
    return lambda forge: forge.repository.commit("main", {f"records/{path}": text}, "theirs", "other")


def removed(forge: MockForge) -> object:
    return forge.repository.commit("main", {f"records/{sound.PERSON_PATH}": None}, "theirs", "other")


CONFLICTS: tuple[tuple[str, str, str, bool, Meanwhile, str], ...] = (  # path, text, was it fetched, what happens, said
    ("the new record was filed by somebody else", TALK, TEXT, False, on_main(TALK, "theirs"), "taken"),
    ("filed by somebody else, word for word", TALK, TEXT, False, on_main(TALK, TEXT), "unchanged"),
    ("changed since it was fetched", sound.PERSON_PATH, OURS, True, on_main(sound.PERSON_PATH, THEIRS), "changed"),
    ("removed since it was fetched", sound.PERSON_PATH, OURS, True, removed, "gone"),
    ("nothing was changed", sound.PERSON_PATH, PERSON, True, lambda _forge: None, "unchanged"),
)


@pytest.mark.parametrize(("path", "text", "fetched", "meanwhile", "key"), [row[1:] for row in CONFLICTS],
                         ids=[row[0] for row in CONFLICTS])  # fmt: skip
def test_a_conflict_is_told_and_nothing_sent(
    opens: Opens, forge: MockForge, path: str, text: str, fetched: bool, meanwhile: Meanwhile, key: str
) -> None:
    desk = opens(forge)
    desk.sign_in()
    version = desk.run("(path) => client.read(path)", path)["value"]["version"] if fetched else None
    meanwhile(forge)
    for lang in LANGUAGES:
        desk.speak(lang)
        expected = sentence(lang, key, path=f"records/{path}", target="main")
        assert desk.propose(path, text, version)["sentence"] == expected
    assert (forge.repository.branches(), forge.requests) == (["main"], [])
    assert {asked.method for asked in forge.asked} == {"GET"}


RACES = tuple(row for row in CONFLICTS if row[5] in {"taken", "changed"})
WRITES = {"gitlab": "/commits", "gitea": "/contents/", "github": "/git/ref"}  # from here on looking is over


@pytest.mark.parametrize(("path", "text", "fetched", "meanwhile", "key"), [row[1:] for row in RACES],
                         ids=[row[0] for row in RACES])  # fmt: skip
def test_a_conflict_between_looking_and_writing(
    opens: Opens, forge: MockForge, path: str, text: str, fetched: bool, meanwhile: Meanwhile, key: str
) -> None:
    desk = opens(forge)
    desk.sign_in()
    version = desk.run("(path) => client.read(path)", path)["value"]["version"] if fetched else None
    methods = {"gitlab": "POST", "gitea": "PUT" if fetched else "POST", "github": "GET"}
    fault = Fault(methods[forge.forge], WRITES[forge.forge], meanwhile=lambda: meanwhile(forge))
    forge.faults.append(fault)
    failed = desk.propose(path, text, version)
    assert fault.times == 0
    assert failed["sentence"] == sentence("zh", key, path=f"records/{path}", target="main")
    assert (forge.repository.branches(), forge.requests) == (["main"], [])


def test_a_branch_that_appears_between_looking_and_writing(opens: Opens, forge: MockForge) -> None:
    desk = opens(forge)
    desk.sign_in()
    theirs = {f"records/{TALK}": "theirs"}
    forge.faults.append(
        Fault(
            "POST",
            WRITES[forge.forge],
            meanwhile=lambda: forge.repository.commit(BRANCH, theirs, "theirs", "other", "main"),
        )
    )
    assert desk.propose(TALK, TEXT)["value"]["branch"] == f"{BRANCH}-2"
    assert forge.repository.text(BRANCH, f"records/{TALK}") == "theirs"
    assert forge.repository.changed("main", f"{BRANCH}-2") == [f"records/{TALK}"]


def test_more_names_than_github_lists(opens: Opens, starts: Starts) -> None:
    forge = starts(GitHub)
    desk = opens(forge)
    desk.sign_in()
    rows = [{"name": f"TT-{number:04}", "type": "dir"} for number in range(1000)]
    forge.faults.append(Fault("GET", "/contents/", Answer(200, rows)))
    failed = desk.run("() => client.names('people/tt')")
    assert failed["sentence"] == sentence("zh", "too-many-names", forge=forge.origin)


def test_every_forge_is_tried() -> None:
    assert {kind.forge for kind in FORGES} == set(SCOPES)
