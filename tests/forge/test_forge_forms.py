"""The whole way with the real forms: a talk is filled in or fetched, is proposed, and arrives on a sound branch."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from huifang.commands.main import main
from huifang.texts import LANGUAGES, Language
from tests import sound
from tests.commands.running import Command
from tests.forge.conftest import at_the_bar, sentence, served
from tests.forge.mock_forges import CLIENT, EDITOR, PROJECT, TOKEN, Answer, Fault, MockForge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page

    Opens = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NOWHERE = "http://127.0.0.1:1"
TALK = "people/tt/TT-0001/2026-06-10-talk.md"
BRANCH = "entry-tt-0001-2026-06-10-talk"
KEPT = "people/tt/TT-0001/2026-02-10-talk.md"
WRITTEN = "---\nkind: 谈心谈话\ndate: 2026-06-10\nhelper: 王某\ntopics: [工作情况]\n---\n谈了新库房。\n"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Language], Path]:
    """The forms that `huifang forms build` makes for a forge at a place where nobody is; each once."""

    @cache
    def site(forge: str, lang: Language) -> Path:
        folder = tmp_path_factory.mktemp("built")
        records = sound.put(folder / "office/records", sound.ONE)
        where = ("--forge", forge, "--forge-url", NOWHERE, "--project", PROJECT, "--client-id", CLIENT)
        wanted = ("--records", str(records), "--output", str(folder / "forms"), "--lang", lang)
        assert main(["forms", "build", *wanted, *where]) == 0
        return folder / "forms"

    return site


@pytest.fixture
def forms(
    context: BrowserContext, forge: MockForge, tmp_path: Path, built: Callable[[str, Language], Path]
) -> Iterator[Opens]:
    """Opens a page of the forms made for the forge; nothing may go wrong on it, nothing else may be asked."""
    urls: list[str] = []
    wrong: list[str] = []
    site = tmp_path / "forms"

    def said(kind: str, text: str) -> None:
        expected = "Failed to load resource"  # the browser's own line for every status from 400 on
        if kind in {"error", "warning"} and not text.startswith(expected):
            wrong.append(text)

    with served(site) as origin:
        context.on("request", lambda asked: urls.append(asked.url))

        def opened(kind: str, lang: Language = "zh") -> Page:
            shutil.copytree(built(forge.forge, lang), site)
            for path in (*site.glob("*.html"), site / "data.js"):
                path.write_text(path.read_text(encoding="utf-8").replace(NOWHERE, forge.origin), encoding="utf-8")
            forge.redirect_uris.append(f"{origin}/assets/signed-in.html")
            page = context.new_page()
            page.on("console", lambda line: said(line.type, line.text))
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.goto(f"{origin}/{kind}.html")
            return page

        yield opened
        assert wrong == []
        assert [url for url in urls if not url.startswith((f"{origin}/", f"{forge.origin}/"))] == []
        assert all(TOKEN not in url for url in urls)


def fill(page: Page, key: str, value: str) -> None:
    field = page.locator(f'[id="f-{key}"]')
    field.fill(value)
    field.dispatch_event("change")


def fill_talk(page: Page) -> None:
    fill(page, "[code]", "TT-0001")
    fill(page, "date", "2026-06-10")
    page.locator("#record").get_by_label("工作情况", exact=True).first.check()
    fill(page, "[body]", "谈了新库房。")


def propose(page: Page) -> str:
    """What is said in the end."""
    page.click(".hf-forge-propose")
    page.wait_for_selector(".hf-forge-said.hf-forge-done:not(:empty), .hf-forge-said.hf-forge-wrong")
    return page.inner_text(".hf-forge-said")


def test_a_talk_is_filed(
    forms: Opens, forge: MockForge, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    page = forms("talk")
    at_the_bar(page)
    fill_talk(page)
    assert propose(page).startswith(sentence("zh", "bar-proposed"))
    assert forge.repository.changed("main", BRANCH) == [f"records/{TALK}"]
    assert forge.repository.text(BRANCH, f"records/{TALK}") == WRITTEN
    assert forge.repository.author(BRANCH) == EDITOR
    records, huifang = forge.repository.checkout(BRANCH, tmp_path / "clone") / "records", Command(capsysbinary)
    assert huifang("validate", "--records", records, "--format", "json").data["findings"] == []
    assert TALK not in huifang("fmt", "--check", "--records", records).out.decode()
    compared = huifang("compare", "origin/main", "HEAD", "--records", records, "--format", "json").data
    assert [(row["path"], row["change"]) for row in compared["records"]] == [(f"records/{TALK}", "added")]
    assert compared["findings"]["new"] == []
    page.goto("about:blank")  # no question on leaving: what was filled in has arrived


def test_signing_in_with_the_window_keeps_what_was_filled_in(forms: Opens, forge: MockForge) -> None:
    page = forms("talk")
    fill_talk(page)
    if forge.forge == "github":
        assert page.is_hidden(".hf-forge-sign-in")
        at_the_bar(page)
    else:
        with page.expect_popup() as found:
            page.click(".hf-forge-sign-in")
        found.value.click("#grant", no_wait_after=True)
        page.wait_for_selector(".hf-forge-inside:visible")
    assert propose(page).startswith(sentence("zh", "bar-proposed"))
    assert forge.repository.text(BRANCH, f"records/{TALK}") == WRITTEN


@pytest.mark.parametrize("day", [None, "2026年6月10日"], ids=["no day", "no day of the format"])
def test_a_form_with_errors_is_not_sent(forms: Opens, forge: MockForge, day: str | None) -> None:
    page = forms("talk")
    at_the_bar(page)
    fill(page, "[code]", "TT-0001")
    if day:
        fill(page, "date", day)
    assert propose(page) == sentence("zh", "bar-incomplete")
    assert page.locator("#problems li").count() > 0
    assert {asked.method for asked in forge.asked} == {"GET"}


def fetch(page: Page, path: str) -> str:
    page.fill(".hf-forge-path", path)
    page.click(".hf-forge-fetch")
    page.wait_for_selector(".hf-forge-said.hf-forge-done:not(:empty), .hf-forge-said.hf-forge-wrong")
    return page.inner_text(".hf-forge-said")


def test_a_record_is_fetched_and_changed(forms: Opens, forge: MockForge) -> None:
    kept = sound.text(sound.talk("2026-02-10", helper="王某")).replace("helper: 王某", "helper: 王某  # 当时在任")
    forge.repository.commit("main", {f"records/{KEPT}": kept}, "a remark", "seed")
    page = forms("talk")
    page.click("#opening summary")
    page.click('#opening a[href="#forge"]')  # where a record is fetched is told where one looks for it
    at_the_bar(page)
    assert fetch(page, "TT-0001 2026-02-10") == sentence("zh", "bar-fetched", path=KEPT, target="main")
    fill(page, "[body]", "补记：谈了新库房。")
    assert propose(page).startswith(sentence("zh", "bar-proposed"))
    branch = "entry-tt-0001-2026-02-10-talk"
    assert forge.repository.changed("main", branch) == [f"records/{KEPT}"]
    assert forge.repository.text(branch, f"records/{KEPT}") == f"{kept}补记：谈了新库房。\n"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_conflict_loses_nothing(forms: Opens, forge: MockForge, lang: Language) -> None:
    page = forms("talk", lang)
    at_the_bar(page)
    fetch(page, KEPT)
    fill(page, "[body]", "补记。")
    theirs = sound.text(sound.talk("2026-02-10", helper="王某", place="会议室"))
    forge.repository.commit("main", {f"records/{KEPT}": theirs}, "theirs", "other")
    assert propose(page) == sentence(lang, "changed", path=f"records/{KEPT}", target="main")
    assert page.input_value('[id="f-[body]"]') == "补记。"
    assert forge.repository.branches() == ["main"]
    page.once("dialog", lambda dialog: dialog.accept())  # what is filled in will be replaced: yes
    assert fetch(page, KEPT) == sentence(lang, "bar-fetched", path=KEPT, target="main")
    fill(page, "[body]", "补记。")
    assert propose(page).startswith(sentence(lang, "bar-proposed"))
    assert forge.repository.text("entry-tt-0001-2026-02-10-talk", f"records/{KEPT}") == f"{theirs}补记。\n"


def test_a_new_record_that_is_there_is_not_written_over(forms: Opens, forge: MockForge) -> None:
    forge.repository.commit("main", {f"records/{TALK}": "theirs"}, "theirs", "other")
    page = forms("talk")
    at_the_bar(page)
    fill_talk(page)
    assert propose(page) == sentence("zh", "taken", path=f"records/{TALK}", target="main")
    assert page.input_value('[id="f-[body]"]') == "谈了新库房。"


def test_a_new_record_does_not_replace_the_one_that_was_fetched(forms: Opens, forge: MockForge) -> None:
    forge.repository.commit("main", {f"records/{TALK}": WRITTEN}, "after the site was made", "other")
    page = forms("talk")
    at_the_bar(page)
    assert fetch(page, TALK) == sentence("zh", "bar-fetched", path=TALK, target="main")
    page.click("#fresh")
    fill_talk(page)
    fill(page, "[body]", "另一次谈话。")
    assert propose(page) == sentence("zh", "taken", path=f"records/{TALK}", target="main")


def test_what_cannot_be_read_is_not_loaded(forms: Opens, forge: MockForge) -> None:
    forge.repository.commit("main", {f"records/{KEPT}": "<<<<<<< mine\n"}, "a conflict", "other")
    page = forms("talk")
    at_the_bar(page)
    fill(page, "[body]", "")
    said = fetch(page, KEPT)
    assert page.locator(".hf-forge-said.hf-forge-wrong").count() == 1
    assert said not in {"", sentence("zh", "strange", forge=forge.origin)}
    assert fetch(page, "people/tt/TT-0001/2026-01-01-talk.md") == sentence(
        "zh", "bar-not-there", path="people/tt/TT-0001/2026-01-01-talk.md", target="main"
    )


WRITES = {"gitlab": ("POST", "/commits"), "gitea": ("POST", "/contents/"), "github": ("POST", "/git/refs$")}


def test_a_broken_connection_loses_nothing(forms: Opens, forge: MockForge) -> None:
    page = forms("talk")
    at_the_bar(page)
    fill_talk(page)
    forge.faults.append(Fault(*WRITES[forge.forge], Answer(0), after=True))
    origin = page.evaluate("location.origin")
    assert propose(page) == sentence("zh", "no-answer", forge=forge.origin, page=origin)
    assert page.input_value('[id="f-[body]"]') == "谈了新库房。"
    assert propose(page).startswith(sentence("zh", "bar-proposed"))
    assert forge.repository.branches() == [BRANCH, "main"]


@pytest.mark.parametrize("kind", ["identities", "restricted"])
def test_names_and_restricted_facts_have_no_bar(forms: Opens, kind: str) -> None:
    page = forms(kind)
    assert page.locator("#record").count() == 1
    assert page.locator(".hf-forge-propose").count() == 0
