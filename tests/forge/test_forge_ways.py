"""From a filled form to a merge request on each forge: exactly one file arrives, as written, by whoever signed in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from huifang.texts import LANGUAGES, Language
from tests import sound
from tests.commands.running import Command
from tests.forge.conftest import Desk, at_the_bar, sentence
from tests.forge.mock_forges import EDITOR, PROJECT, TOKEN, Answer, Fault, MockForge

if TYPE_CHECKING:
    from tests.forge.conftest import Opens

pytestmark = [pytest.mark.browser, pytest.mark.slow]
((TALK, TEXT),) = sound.talk("2026-03-20", helper="王某").items()
BRANCH = "entry-tt-0001-2026-03-20-talk"
PERSON = sound.ONE[sound.PERSON_PATH]
CHANGED = PERSON.replace("局长", "副局长")
LINKS = {"gitlab": "-/merge_requests/1", "gitea": "pulls/1", "github": "pull/1"}


@pytest.fixture
def desk(opens: Opens, forge: MockForge) -> Desk:
    """Somebody signed in with a token."""
    made = opens(forge)
    assert made.sign_in() == {"value": EDITOR}
    return made


def link(forge: MockForge) -> str:
    return f"{forge.origin}/{PROJECT}/{LINKS[forge.forge]}"


def test_a_new_record_arrives_as_one_file(desk: Desk, forge: MockForge) -> None:
    assert desk.propose(TALK, TEXT) == {"value": {"url": link(forge), "branch": BRANCH, "existed": False}}
    assert forge.repository.changed("main", BRANCH) == [f"records/{TALK}"]
    assert forge.repository.text(BRANCH, f"records/{TALK}") == TEXT
    assert forge.repository.author(BRANCH) == EDITOR
    (asked,) = forge.requests
    assert asked["title"] == "新增：谈心谈话记录 TT-0001，2026-03-20"
    assert (asked.get("description") or asked.get("body")) == f"由录入表单提交。文件：`records/{TALK}`"


def test_what_arrived_is_sound(
    desk: Desk, forge: MockForge, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    desk.propose(TALK, TEXT)
    records = forge.repository.checkout(BRANCH, tmp_path / "clone") / "records"
    huifang = Command(capsysbinary)
    assert huifang("validate", "--records", records, "--format", "json").data["findings"] == []
    assert TALK not in huifang("fmt", "--check", "--records", records).out.decode()
    (row,) = huifang("compare", "origin/main", "HEAD", "--records", records, "--format", "json").data["records"]
    assert (row["path"], row["change"]) == (f"records/{TALK}", "added")


def test_a_record_that_was_fetched_is_changed(desk: Desk, forge: MockForge) -> None:
    read = desk.run("() => client.read('people/tt/TT-0001/person.md')")["value"]
    assert read["text"] == PERSON
    assert desk.propose(sound.PERSON_PATH, CHANGED, read["version"])["value"]["url"] == link(forge)
    assert forge.repository.text("entry-tt-0001-person", f"records/{sound.PERSON_PATH}") == CHANGED
    assert forge.requests[0]["title"] == "修改：人员记录 TT-0001"


def test_names_of_a_folder(desk: Desk, forge: MockForge) -> None:
    forge.page_size = 2
    many = {f"records/people/tt/TT-{number:04}/person.md": "x" for number in range(1, 6)}
    forge.repository.commit("main", many, "many", "seed")
    assert desk.run("() => client.names('people/tt')") == {"value": [f"TT-000{number}" for number in range(1, 6)]}
    assert desk.run("() => client.names('people/none')") == {"value": []}
    assert desk.run("() => client.read('people/tt/TT-0009/person.md')") == {"value": None}


def test_a_second_click_opens_no_second_request(desk: Desk, forge: MockForge) -> None:
    twice = "(record) => Promise.all([client.propose(record), client.propose(record)])"
    first, second = desk.run(twice, {"path": TALK, "text": TEXT, "version": None})["value"]
    assert first == second
    assert desk.propose(TALK, TEXT)["value"] == {**first, "existed": True}
    assert (forge.repository.branches(), len(forge.requests)) == ([BRANCH, "main"], 1)


def test_a_correction_goes_to_the_same_branch(desk: Desk, forge: MockForge) -> None:
    desk.propose(TALK, TEXT)
    assert desk.propose(TALK, TEXT + "补充。\n")["value"]["existed"] is True
    assert forge.repository.text(BRANCH, f"records/{TALK}") == TEXT + "补充。\n"
    assert forge.repository.branches() == [BRANCH, "main"]


def test_a_merged_branch_is_not_gone_on_with(desk: Desk, forge: MockForge) -> None:
    read = "() => client.read('people/tt/TT-0001/person.md')"
    desk.propose(sound.PERSON_PATH, CHANGED, desk.run(read)["value"]["version"])
    forge.requests.clear()
    forge.repository.commit("main", {f"records/{sound.PERSON_PATH}": CHANGED}, "squashed", "reviewer")
    again = CHANGED.replace("副局长", "主任")
    assert desk.propose(sound.PERSON_PATH, again, desk.run(read)["value"]["version"])["value"] == {
        "url": link(forge), "branch": "entry-tt-0001-person-2", "existed": False,
    }  # fmt: skip
    assert forge.repository.line("merge-base", "main", "entry-tt-0001-person-2") == forge.repository.head("main")


def test_a_taken_branch_is_left_alone(desk: Desk, forge: MockForge) -> None:
    forge.repository.commit(BRANCH, {f"records/{TALK}": "somebody's"}, "somebody's", "other", "main")
    assert desk.propose(TALK, TEXT)["value"]["branch"] == f"{BRANCH}-2"
    assert forge.repository.text(BRANCH, f"records/{TALK}") == "somebody's"
    assert forge.repository.changed("main", f"{BRANCH}-2") == [f"records/{TALK}"]


def test_all_suffixes_taken(desk: Desk, forge: MockForge) -> None:
    head = str(forge.repository.head("main"))
    for name in (BRANCH, *(f"{BRANCH}-{number}" for number in range(2, 21))):
        forge.repository.branch(name, head)
    assert desk.propose(TALK, TEXT)["sentence"] == sentence("zh", "branches-taken", branch=BRANCH)
    assert forge.requests == []


def commits(forge: MockForge) -> str:
    """The path of the request that writes."""
    return {"gitlab": "/repository/commits", "gitea": "/contents/", "github": "/git/refs$"}[forge.forge]


def opening(forge: MockForge) -> str:
    return "/merge_requests$" if forge.forge == "gitlab" else "/pulls$"


@pytest.mark.parametrize("broken", [Answer(0), Answer(502, "<html>gateway</html>")], ids=["cut off", "gateway"])
def test_an_answer_that_was_lost_is_found_again(desk: Desk, forge: MockForge, broken: Answer) -> None:
    forge.faults.append(Fault("POST", commits(forge), broken, after=True))
    assert desk.propose(TALK, TEXT)["key"] == ("trouble" if broken.status else "no-answer")
    assert desk.propose(TALK, TEXT)["value"]["branch"] == BRANCH
    assert (forge.repository.branches(), len(forge.requests)) == ([BRANCH, "main"], 1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_branch_without_its_request_is_told_and_gone_on_with(desk: Desk, forge: MockForge, lang: Language) -> None:
    desk.speak(lang)
    for _ in range(2):
        forge.faults.append(Fault("POST", opening(forge), Answer(500, {"message": "500 Internal Server Error"})))
        failed = desk.propose(TALK, TEXT)
        why = sentence(lang, "trouble", forge=forge.origin, status=500)
        assert failed["sentence"] == sentence(lang, "half-done", branch=BRANCH, why=why)
    assert failed["link"].startswith(f"{forge.origin}/{PROJECT}/")
    assert BRANCH in failed["link"]
    assert desk.propose(TALK, TEXT)["value"] == {"url": link(forge), "branch": BRANCH, "existed": False}
    assert forge.repository.branches() == [BRANCH, "main"]


def test_after_a_reload_the_branch_is_recognised(desk: Desk, forge: MockForge) -> None:
    forge.faults.append(Fault("POST", opening(forge), Answer(500, {})))
    desk.propose(TALK, TEXT)
    desk.page.reload()
    desk.sign_in()
    assert desk.propose(TALK, TEXT)["value"]["branch"] == BRANCH
    assert forge.repository.branches() == [BRANCH, "main"]


def test_an_expired_token_in_between_loses_nothing(desk: Desk, forge: MockForge) -> None:
    forge.faults.append(Fault("POST", opening(forge), Answer(401, {"message": "401 Unauthorized"})))
    assert desk.propose(TALK, TEXT)["key"] == "half-done"
    assert desk.page.evaluate("client.signedIn") is False
    desk.sign_in()
    assert desk.propose(TALK, TEXT + "补充。\n")["value"]["branch"] == BRANCH
    assert forge.repository.text(BRANCH, f"records/{TALK}") == TEXT + "补充。\n"


def test_the_way_through_the_bar(opens: Opens, forge: MockForge) -> None:
    page = opens(forge).page
    at_the_bar(page)
    assert page.input_value(".hf-forge-token") == ""
    page.fill("#path", TALK)
    page.fill("#text", TEXT)
    page.click(".hf-forge-propose")
    page.wait_for_selector(".hf-forge-said a")
    assert page.inner_text(".hf-forge-said") == f"{sentence('zh', 'bar-proposed')} {link(forge)}"
    assert page.get_attribute(".hf-forge-said a", "href") == link(forge)
    page.click(".hf-forge-sign-out")
    assert page.is_visible(".hf-forge-use-token")


def test_fetching_through_the_bar_asks_before_it_replaces(opens: Opens, forge: MockForge) -> None:
    page, answers = opens(forge).page, [False, True]
    at_the_bar(page)
    page.on("dialog", lambda dialog: dialog.accept() if answers.pop(0) else dialog.dismiss())
    page.fill("#text", "typed")
    page.fill(".hf-forge-path", sound.PERSON_PATH)
    page.click(".hf-forge-fetch")
    assert page.input_value("#text") == "typed"
    page.click(".hf-forge-fetch")
    page.wait_for_selector(".hf-forge-done:not(:empty)")
    assert page.input_value("#text") == PERSON
    page.fill("#text", CHANGED)
    page.click(".hf-forge-propose")
    page.wait_for_selector(".hf-forge-said a")
    assert forge.repository.text("entry-tt-0001-person", f"records/{sound.PERSON_PATH}") == CHANGED


MEANT: tuple[tuple[str, str, str], ...] = (  # what is typed, what is fetched, or the sentence that says why nothing is
    ("the record of the form", "", sound.PERSON_PATH),
    ("code and kind", "tt-0001 talk", "people/tt/TT-0001/2026-02-10-talk.md"),
    ("the day", "2026-02-10", "people/tt/TT-0001/2026-02-10-talk.md"),
    ("a whole path", sound.PERSON_PATH, sound.PERSON_PATH),
    ("several", "TT-0001", "bar-several"),
    ("none", "TT-0002", "bar-none"),
    ("a path of nobody", "people/tt/TT-0002/person.md", "bar-not-there"),
)


@pytest.mark.parametrize(("case", "typed", "meant"), MEANT, ids=[row[0] for row in MEANT])
def test_which_record_is_meant(opens: Opens, gitlab: MockForge, case: str, typed: str, meant: str) -> None:
    page = opens(gitlab).page
    at_the_bar(page)
    page.fill("#path", sound.PERSON_PATH)
    page.fill("#text", "")
    page.fill(".hf-forge-path", typed)
    page.click(".hf-forge-fetch")
    page.wait_for_selector(".hf-forge-done:not(:empty), .hf-forge-wrong")
    key, path = ("bar-fetched", meant) if "/" in meant else (meant, MEANT[-1][1])
    values = {"n": 2, "typed": "TT-0002", "path": path, "target": "main",
              "paths": f"{sound.PERSON_PATH}, {MEANT[1][2]}"}  # fmt: skip
    assert page.inner_text(".hf-forge-said") == sentence("zh", key, **values), case


def test_records_are_proposed_while_somebody_types(opens: Opens, gitlab: MockForge) -> None:
    page = opens(gitlab).page
    at_the_bar(page)
    page.fill("#path", sound.PERSON_PATH)
    page.fill(".hf-forge-path", "tt-0001")
    expect(page.locator("#hf-forge-paths option")).to_have_count(2)


def test_the_token_is_in_one_header_and_nowhere_else(desk: Desk, forge: MockForge) -> None:
    desk.propose(TALK, TEXT)
    assert all(TOKEN not in url for url in desk.urls)
    assert all(asked.headers["authorization"] == f"Bearer {TOKEN}" for asked in forge.asked)
    assert all("cookie" not in asked.headers and "referer" not in asked.headers for asked in forge.asked)
    assert not any(TOKEN in asked.body for asked in forge.asked)
    kept = "[Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, document.body.outerHTML]"
    seen = desk.page.evaluate(f"async () => JSON.stringify([{kept}, await indexedDB.databases(), await caches.keys()])")
    assert TOKEN not in seen
    assert json.loads(seen)[0][:3] == [[], [], ""]
    assert TOKEN not in desk.page.evaluate("JSON.stringify(client)")
