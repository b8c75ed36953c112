"""The forms of the sample register, built once in both languages, in one chromium."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from huifang.forms.data import FormsContents
from huifang.forms.forge_config import ForgeConfig
from huifang.forms.site import site_files
from huifang.lists import Lists
from huifang.policy import words_of
from huifang.register import load
from huifang.services.forms_site import written_spelling
from huifang.texts import Language, words
from tests.portal.conftest import DAY, LANGUAGES
from tests.sound import SAMPLE, sample_policy

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NEXT = {"ja": "JA-0099", "yi": "YI-0009", "bi": "BI-0010", "city": "CITY-0009"}


@dataclass
class Window:
    """A window of the browser, and what went wrong in it: errors, refused scripts, requests to anywhere."""

    page: Page
    wrong: list[str] = field(default_factory=list)


def sample_contents(*, names: bool = False, forge: ForgeConfig | None = None) -> FormsContents:
    """The sample register as the forms know it."""
    policy = sample_policy()
    lists = Lists(load([SAMPLE], words_of(policy)), policy, DAY)
    return FormsContents(lists, written_spelling(), forge, NEXT, names, "records")


def write_site(contents: FormsContents, lang: Language, folder: Path) -> Path:
    """The site in a folder."""
    for path, content in site_files(contents, words(lang)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Path]:
    """The forms of the sample without names, in each language."""
    contents = sample_contents()
    return {lang: write_site(contents, lang, tmp_path_factory.mktemp(f"forms-{lang}")) for lang in LANGUAGES}


def opened(browser: Browser) -> Window:
    """A new window that writes down what goes wrong."""
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    window = Window(page)
    page.on("console", lambda said: window.wrong.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: window.wrong.append(str(error)))
    page.on("request", lambda asked: None if _ours(asked.url) else window.wrong.append(f"request to {asked.url}"))
    return window


def _ours(url: str) -> bool:
    return url.startswith(("file:///", "data:", "blob:"))


@pytest.fixture(scope="session")
def shared_window(browser: Browser) -> Iterator[Window]:
    """One window for all tests."""
    window = opened(browser)
    yield window
    window.page.close()


@pytest.fixture
def page(shared_window: Window) -> Iterator[Page]:
    """A window in which nothing may go wrong: no request to anywhere, no refused script, no error."""
    shared_window.wrong.clear()
    yield shared_window.page
    assert not shared_window.wrong
