"""The portal of the sample register, and of a small one with difficult names, built once for all tests."""

from __future__ import annotations

import functools
import http.server
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mkdocs.commands.build import build as run
from mkdocs.config import load_config

from huifang.commands.main import main
from huifang.lists import Lists, Revision
from huifang.policy import words_of
from huifang.portal.page import Page as MadePage
from huifang.portal.render import render
from huifang.portal.request import PortalContents
from huifang.register import load
from huifang.services.portal_history import portal_contents
from huifang.services.portal_site import hooks
from huifang.services.registers import Request, open_lists
from huifang.texts import Language
from tests import sound
from tests.sound import SAMPLE, SERIOUS, measure, register, sample_policy, text

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
TAKEN = re.compile(r'Huifang\.take\("[\w.-]+",(.*)\);\n')
REVISIONS = (Revision("0123456789abcdef", dirty=False),)
DAY = date(2026, 11, 20)
LANGUAGES: tuple[Language, ...] = ("zh", "en")
BUILT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
SIGNS = "甲乙丙丁戊己庚辛壬癸"
NAMES = (
    *(f"示{sign}" for sign in SIGNS),  # two characters
    *(f"例{one}{two}" for one, two in zip(SIGNS, SIGNS[::-1], strict=True)),  # three
    *(f"示例{sign}{sign}" for sign in SIGNS),  # four
    *(f"示例·{sign}买提" for sign in SIGNS),  # of many peoples: with a middle dot
    *(f"示{rare}{sign}" for rare in "𠮷𡈽𠀋" for sign in SIGNS[:4]),  # Extension B: two code units each
    "例㛃",  # Extension A
    "买示例",
)


@dataclass(frozen=True)
class Served:
    """A site on this machine."""

    url: str
    folder: Path


def person(code: str, document: str, unit: str = "tt-unit", body: str = "") -> str:
    """The least that a record holds."""
    decided = measure(SERIOUS[0], "2026-02-10", document=document)
    return text(sound.person(decided, code=code, unit=unit, helpers=[], prose=f"{body}\n"))


def lists_of(files: dict[str, str | bytes], day: date = DAY) -> Lists:
    """The lists of a register in memory."""
    policy = sample_policy()
    return Lists(register(files, policy), policy, day, revisions=REVISIONS)


@pytest.fixture(scope="session")
def sample() -> Lists:
    """The sample register on its day."""
    policy = sample_policy()
    return Lists(load([SAMPLE], words_of(policy)), policy, DAY, revisions=REVISIONS)


@pytest.fixture(scope="session")
def rendered(sample: Lists) -> dict[Language, dict[str, MadePage]]:
    """The pages of the sample in each language."""
    return {lang: {page.uri: page for page in render(sample, lang, BUILT)} for lang in LANGUAGES}


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> Language:
    """What holds for the pages holds in both languages."""
    found: Language = request.param
    return found


@pytest.fixture
def pages(rendered: dict[Language, dict[str, MadePage]], lang: Language) -> dict[str, MadePage]:
    """The pages of the sample in the language of the test."""
    return rendered[lang]


@pytest.fixture(scope="session")
def named() -> Lists:
    """People with difficult names."""
    codes = [f"TT-{number:04}" for number in range(1, len(NAMES) + 1)]
    files: dict[str, str | bytes] = {
        f"people/tt/{code}/person.md": person(code, f"示纪〔2026〕{100 + number}号")
        for number, code in enumerate(codes)
    }
    names = "".join(f"{code}: {name}\n" for code, name in zip(codes, NAMES, strict=True))
    return lists_of({**files, "identities/tt.yml": names})


def build(contents: Lists | PortalContents, folder: Path, lang: str, patch: pytest.MonkeyPatch) -> Path:
    """The site as MkDocs makes it, strictly."""
    patch.setenv("HUIFANG_LANG", lang)
    patch.setenv("SOURCE_DATE_EPOCH", str(int(BUILT.timestamp())))
    patch.setenv("NO_MKDOCS_2_WARNING", "1")
    hooks().given = contents if isinstance(contents, PortalContents) else PortalContents(contents)
    config = load_config(config_file=str(ROOT / "mkdocs.yml"), site_dir=str(folder), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    run(config)
    return folder


def taken(script: bytes) -> Any:
    """The data that a script of the site hands over."""
    found = TAKEN.fullmatch(script.decode())
    assert found, script[:80]
    return json.loads(found[1])


def served(folder: Path) -> Iterator[Served]:
    """The folder on a port of this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(f"http://127.0.0.1:{server.server_port}/", folder)
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def sample_site(sample: Lists, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The portal of the sample."""
    with pytest.MonkeyPatch.context() as patch:
        yield from served(build(sample, tmp_path_factory.mktemp("sample"), "zh", patch))


@pytest.fixture(scope="session")
def english_site(sample: Lists, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The portal of the sample in English."""
    with pytest.MonkeyPatch.context() as patch:
        yield from served(build(sample, tmp_path_factory.mktemp("english"), "en", patch))


@pytest.fixture(scope="session")
def past_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The portal of a demonstration with its history, and what has changed since a day."""
    root = tmp_path_factory.mktemp("past")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CI", "true")  # nothing is kept
        assert main(["demo", str(root / "demo"), "--people", "60", "--history"]) == 0
        wanted = Request(records=(root / "demo",))
        contents = portal_contents(open_lists(wanted), wanted, "2026-10-15")
        yield from served(build(contents, root / "site", "zh", patch))


@pytest.fixture(scope="session")
def named_site(named: Lists, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The portal of the people with difficult names."""
    with pytest.MonkeyPatch.context() as patch:
        yield from served(build(named, tmp_path_factory.mktemp("named"), "zh", patch))


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """One window for all tests, and what went wrong in it."""
    wrong: list[str] = []
    made = browser.new_page(viewport={"width": 1366, "height": 768})
    made.on("console", lambda said: wrong.append(said.text) if said.type in {"error", "warning"} else None)
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.on("request", lambda asked: None if _ours(asked.url) else wrong.append(f"request to {asked.url}"))
    yield made, wrong
    made.close()


@pytest.fixture
def page(window: tuple[Page, list[str]]) -> Iterator[Page]:
    """A window in which nothing may go wrong: no foreign request, no refused script, no error."""
    made, wrong = window
    wrong.clear()
    yield made
    assert not wrong


def _ours(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "data:", "blob:http://127.0.0.1:"))
