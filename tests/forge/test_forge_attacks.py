"""Somebody plays the attacker: paths that lead elsewhere, a lying forge, links that are none, text that would run."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests import sound
from tests.forge.bare import bare
from tests.forge.conftest import Desk, at_the_bar, sentence
from tests.forge.mock_forges import PROJECT, Answer, Fault, GitLab, MockForge

if TYPE_CHECKING:
    from pathlib import Path

    from tests.forge.conftest import Opens

pytestmark = [pytest.mark.browser, pytest.mark.slow]
((TALK, TEXT),) = sound.talk("2026-03-20", helper="王某").items()
BRANCH = "entry-tt-0001-2026-03-20-talk"
REFUSED_PATHS: tuple[tuple[str, str, str], ...] = (
    ("names", "identities/tt.yml", "not-for-forge"),
    ("restricted facts", "restricted/tt/TT-0001.yml", "not-for-forge"),
    ("names by a detour", "people/../identities/tt.yml", "odd-path"),
    ("names by another spelling", "people/%2e%2e/identities/tt.yml", "odd-path"),
    ("out of the register", "people/../../.gitlab-ci.yml", "odd-path"),
    ("the pipeline", ".gitlab-ci.yml", "not-for-forge"),
    ("rules", "policy/measures.yml", "not-for-forge"),
    ("settings", "register.yml", "not-for-forge"),
    ("an absolute path", "/people/tt/TT-0001/person.md", "not-for-forge"),
    ("a backslash", "people\\tt\\TT-0001\\person.md", "not-for-forge"),
    ("a backslash further on", "people/tt\\..\\..\\x/TT-0001/person.md", "odd-path"),
    ("a hidden file", "people/tt/TT-0001/.person.md", "odd-path"),
    ("a name in the path", "people/tt/示例一/person.md", "odd-path"),
    ("a query", "people/tt/TT-0001/person.md?ref=x", "odd-path"),
    ("an empty part", "people//TT-0001/person.md", "odd-path"),
    ("a line break", "people/tt/TT-0001/person.md\n", "odd-path"),
    ("no record", "people/tt/TT-0001/notes.md", "odd-path"),
    ("nothing", "", "not-for-forge"),
    ("far too long", f"people/tt/{'a' * 300}/person.md", "odd-path"),
)


@pytest.fixture
def desk(opens: Opens, gitlab: MockForge) -> Desk:
    made = opens(gitlab)
    made.sign_in()
    return made


def test_a_path_that_leads_elsewhere_is_refused_before_anything_is_asked(desk: Desk, gitlab: MockForge) -> None:
    before = len(gitlab.asked)
    found = {case: desk.propose(path, TEXT) for case, path, _ in REFUSED_PATHS}
    expected = {case: sentence("zh", key, path=path) for case, path, key in REFUSED_PATHS}
    assert {case: failed.get("sentence") for case, failed in found.items()} == expected
    read = {case: desk.run("(path) => client.read(path)", path).get("key") for case, path, _ in REFUSED_PATHS}
    assert read == {case: key for case, _, key in REFUSED_PATHS}
    assert len(gitlab.asked) == before


FOLDERS = ("identities", "restricted/tt", "people/..", "people/../identities", "", ".", "peoples", "people/tt/../..")


def test_a_folder_that_leads_elsewhere_is_not_listed(desk: Desk, gitlab: MockForge) -> None:
    before = len(gitlab.asked)
    found = [desk.run("(folder) => client.names(folder)", folder).get("key") for folder in FOLDERS]
    assert found == ["not-for-forge"] * len(FOLDERS)
    assert len(gitlab.asked) == before


EVIL = '<img src=x onerror="window.evil = 1"><script>window.evil = 1</script>'
EVIL_LINK = "javascript:alert(1)"
ANSWERS: tuple[tuple[str, tuple[str, str], Answer, str], ...] = (  # what a forge answers that is not our friend
    ("HTML in the name of the user", ("GET", "/user$"), Answer(200, {"username": EVIL}), ""),
    ("HTML in the reason", ("POST", "/commits$"), Answer(400, {"message": EVIL}), "refused"),
    ("HTML in an error of the request", ("POST", "/merge_requests$"), Answer(422, {"message": [EVIL]}), "half-done"),
    ("a script for a link", ("POST", "/merge_requests$"), Answer(201, {"iid": 5, "web_url": EVIL_LINK}), ""),
    ("a link to somebody else", ("POST", "/merge_requests$"), Answer(201, {"iid": 5, "web_url": "https://evil.invalid"}),
     ""),
    ("a path for a number", ("POST", "/merge_requests$"), Answer(201, {"iid": "../../../evil"}), "half-done"),
    ("a negative number", ("POST", "/merge_requests$"), Answer(201, {"iid": -1}), "half-done"),
    ("no number", ("POST", "/merge_requests$"), Answer(201, {}), "half-done"),
    ("null", ("POST", "/merge_requests$"), Answer(201, None), "half-done"),
    ("a script in a list", ("GET", "/merge_requests$"),
     Answer(200, [{"iid": "javascript:alert(1)", "source_project_id": 7, "target_project_id": 7}]), "half-done"),
    ("an object for a list", ("GET", "/merge_requests$"), Answer(200, {"iid": 1}), "half-done"),
)  # fmt: skip


@pytest.mark.parametrize(("request_", "answer", "key"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS])
def test_what_a_forge_says_stays_text(
    opens: Opens, gitlab: MockForge, request_: tuple[str, str], answer: Answer, key: str
) -> None:
    page = opens(gitlab).page
    gitlab.faults.append(Fault(*request_, answer))
    at_the_bar(page)
    page.fill("#path", TALK)
    page.fill("#text", TEXT)
    page.click(".hf-forge-propose")
    page.wait_for_selector(".hf-forge-wrong" if key else ".hf-forge-said a")
    assert page.evaluate("window.evil") is None
    assert page.locator("#bar img, #bar script").count() == 0
    links = page.evaluate("[...document.querySelectorAll('#bar a')].map((link) => link.href)")
    assert len(links) == (0 if key == "refused" else 1)
    assert all(urlsplit(link)[:2] == urlsplit(gitlab.origin)[:2] for link in links)
    assert all(urlsplit(link).path.startswith(f"/{PROJECT}/-/merge_requests/") for link in links)


def test_a_link_is_the_forges_own_or_none(desk: Desk) -> None:
    script = """(urls) => urls.map((url) => {
      var failed = Object.assign(new Error(""), {sentence: "s", link: url}), bar = document.createElement("div");
      window.huifang.forge = {connect: () => ({scope: "", whyTokenOnly: () => null, whyInsecure: () => null,
        signIn: () => Promise.reject(failed)})};
      window.huifang.forgeBar(bar, window.huifang.test.config, window.say, window.form);
      bar.querySelector(".hf-forge-sign-in").click();
      return new Promise((resolve) => setTimeout(() => resolve(bar.querySelectorAll("a").length), 0));
    }).reduce(async (all, one) => [...await all, await one], [])"""
    urls = ("javascript:alert(1)", "data:text/html,x", "https://evil.invalid/x", f"{desk.forge.origin}.evil.invalid/",
            f"{desk.forge.origin}@evil.invalid/", "not a link", f"{desk.forge.origin}/x")  # fmt: skip
    assert desk.page.evaluate(script, list(urls)) == [0, 0, 0, 0, 0, 0, 1]


def test_a_forge_whose_lists_never_end_is_left(desk: Desk, gitlab: MockForge) -> None:
    rows = [{"name": f"TT-{number:04}"} for number in range(100)]
    gitlab.faults.append(Fault("GET", "/tree$", Answer(200, rows), times=10_000))
    before = len(gitlab.asked)
    assert desk.run("() => client.names('people/tt')")["key"] == "too-many-names"
    assert len(gitlab.asked) - before == 100


def test_a_redirect_does_not_carry_the_token_away(desk: Desk, gitlab: MockForge, tmp_path: Path) -> None:
    other = GitLab(bare(tmp_path / "other.git", {"a": "b"}))
    with other.serving():
        gitlab.faults.append(Fault("GET", "/files/", Answer(307, "", {"Location": f"{other.origin}/api/v4/user"})))
        assert desk.propose(TALK, TEXT)["key"] == "moved"
        assert other.asked == []
    desk.urls[:] = [
        url for url in desk.urls if not url.startswith(other.origin)
    ]  # where it led, reported and not asked


def test_the_policy_of_the_page_lets_nothing_else_be_asked(desk: Desk, tmp_path: Path) -> None:
    other = GitLab(bare(tmp_path / "other.git", {"a": "b"}))
    with other.serving():
        desk.page.evaluate("(url) => fetch(url).then(() => 'arrived', () => 'stopped')", f"{other.origin}/api/v4/user")
        assert other.asked == []
    assert desk.urls.pop().startswith("http://127.0.0.1")  # the browser reports the request that the policy stopped


def test_the_text_arrives_byte_for_byte(opens: Opens, forge: MockForge) -> None:
    desk = opens(forge)
    desk.sign_in()
    text = "---\nkind: 谈心谈话\n---\n𠮷野，“引号” \\u0041 \t \u200b é e\u0301\r\n\x7f</script>{{x}}\n\n"
    assert desk.propose(TALK, text)["value"]["branch"] == BRANCH
    assert forge.repository.git("cat-file", "blob", f"refs/heads/{BRANCH}:records/{TALK}") == text
    forge.repository.commit("main", {f"records/{TALK}": text}, "as it is", "seed")
    assert desk.run("(path) => client.read(path)", TALK)["value"]["text"] == text


def test_titles_hold_codes_alone(desk: Desk, gitlab: MockForge) -> None:
    rows = {
        TALK: "新增：谈心谈话记录 TT-0001，2026-03-20",
        "people/tt/TT-0001/2026-03-20-visit-2.md": "新增：回访记录 TT-0001，2026-03-20",
        "people/tt/TT-0002/person.md": "新增：人员记录 TT-0002",
        "plans/2026-tt-jw.yml": "新增：回访计划 2026-tt-jw",
        "organizations/uu.yml": "新增：机关单位 uu",
    }
    for path in rows:
        assert "value" in desk.propose(path, f"示例一的{path}")
    assert [asked["title"] for asked in gitlab.requests] == list(rows.values())
    assert all("示例" not in str(asked) for asked in gitlab.requests)
    branches = [branch for branch in gitlab.repository.branches() if branch != "main"]
    assert branches == sorted({asked["source_branch"] for asked in gitlab.requests})
    assert all(branch.isascii() for branch in branches)
    messages = [gitlab.repository.line("log", "-1", "--format=%B", branch) for branch in branches]
    assert sorted(map(str, messages)) == sorted(rows.values())
