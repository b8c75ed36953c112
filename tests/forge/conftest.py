"""A forge before a bare register, a page with the bar of the forms, and a browser that may ask those two alone."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from huifang.forms.forge_config import forge_config
from huifang.forms.forge_sentences import SENTENCES
from huifang.forms.scripts import ASSETS, SIGNED_IN
from huifang.forms.scripts import FORGE as SCRIPTS
from huifang.texts import LANGUAGES, Language, words
from tests.forge.bare import BareRepository, bare
from tests.forge.mock_forges import CLIENT, FORGES, PROJECT, TOKEN, GitLab, MockForge
from tests.sound import ONE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PAGE_SCRIPT = """"use strict";
(function () {
  var test = window.huifang.test, path = document.getElementById("path"), text = document.getElementById("text");
  var loaded = {};
  var say = function (key, values) {
    return test.sentences[key].replace(/\\{(\\w+)\\}/g, function (_, name) { return String(values[name]); });
  };
  window.say = say;
  window.form = {
    path: function () { return path.value || null; }, text: function () { return text.value || null; },
    filled: function () { return Boolean(text.value); }, paths: function () { return test.paths; },
    saved: function () {},
    load: function (at, found) { path.value = at; text.value = found; loaded = {}; },
    record: function () { return loaded; },
  };
  window.client = window.huifang.forgeBar(document.getElementById("bar"), test.config, say, window.form);
})();
"""
POLICY = "default-src 'none'; script-src 'self'; connect-src {origins}; base-uri 'none'; form-action 'none'"
PAGE = """<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>test</title></head><body>
<input id="path"><textarea id="text"></textarea><div id="bar"></div>
<script src="data.js"></script>{scripts}<script src="page.js"></script></body></html>
"""


def sentences(lang: Language) -> dict[str, str]:
    """The sentences of the page in a language."""
    return {key: words(lang).plain(template) for key, template in SENTENCES.items()}


def sentence(lang: Language, key: str, **values: object) -> str:
    """One sentence as the page says it."""
    return sentences(lang)[key].format(**values)


def write_site(folder: Path, forge: MockForge, lang: Language = "zh", **more: str) -> Path:
    """The page and its scripts, with the configuration that `forms build` would check."""
    config = forge_config(
        forge.forge, forge.origin, more.pop("project", PROJECT), client_id=more.pop("client_id", CLIENT)
    )
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*SCRIPTS, *SIGNED_IN):
        shutil.copy(ASSETS / name, folder)
    paths = [path for path in ONE if path.startswith("people/")]
    texts = {"paths": paths, "sentences": sentences(lang), "languages": {each: sentences(each) for each in LANGUAGES}}
    data = {"config": {**config.as_data(), **more}, **texts}
    (folder / "data.js").write_text(f"window.huifang = {{test: {json.dumps(data)}}};", encoding="utf-8")
    (folder / "page.js").write_text(PAGE_SCRIPT, encoding="utf-8")
    tags = "".join(f'<script src="{name}"></script>' for name in SCRIPTS)
    page = PAGE.format(policy=POLICY.format(origins=" ".join(config.connect_origins)), scripts=tags)
    (folder / "index.html").write_text(page, encoding="utf-8")
    done = (folder / "signed-in.html").read_text(encoding="utf-8")
    filled = done.replace("{{lang}}", lang).replace("{{sentence}}", sentences(lang)["signed-in"])
    (folder / "signed-in.html").write_text(filled, encoding="utf-8")
    return folder


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on a port of this machine; its origin."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Desk:
    """A page in a browser, its forge, and what the browser asked of whom."""

    page: Page
    forge: MockForge
    site: str
    urls: list[str]  # of every page of the browser

    def run(self, script: str, argument: object = None) -> Any:
        """What the page's client answers; a failure as {key, sentence, link}."""
        wrapped = f"""async (argument) => {{
          try {{ return {{value: await ({script})(argument)}}; }}
          catch (error) {{ return {{key: error.key, sentence: error.sentence || String(error), link: error.link}}; }}
        }}"""
        return self.page.evaluate(wrapped, argument)

    def speak(self, lang: Language) -> None:
        """What is said from now on is said in this language."""
        self.page.evaluate("(lang) => { huifang.test.sentences = huifang.test.languages[lang]; }", lang)

    def sign_in(self, token: str = TOKEN) -> Any:
        """Sign in with a token."""
        return self.run("(token) => client.signIn({token: token})", token)

    def propose(self, path: str, text: str, version: str | None = None) -> Any:
        """Propose a record."""
        return self.run("(record) => client.propose(record)", {"path": path, "text": text, "version": version})


Opens = Callable[..., Desk]


def at_the_bar(page: Page) -> None:
    """Somebody opens the part for tokens and signs in with one."""
    page.evaluate("() => { document.querySelector('.hf-forge-by-token').open = true; }")
    page.fill(".hf-forge-token", TOKEN)
    page.click(".hf-forge-use-token")
    page.wait_for_selector(".hf-forge-inside:visible")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of somebody who was never here."""
    made = browser.new_context(viewport={"width": 1366, "height": 768})
    yield made
    made.close()


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> BareRepository:
    """A bare register with one person, to be copied."""
    return bare(
        tmp_path_factory.mktemp("seed") / "register.git", {f"records/{path}": text for path, text in ONE.items()}
    )


Starts = Callable[[type[MockForge]], MockForge]


@pytest.fixture
def starts(seed: BareRepository, tmp_path: Path) -> Iterator[Starts]:
    """Starts a forge of a kind in front of a register of its own."""
    with ExitStack() as stack:

        def started(kind: type[MockForge]) -> MockForge:
            folder = tmp_path / f"{kind.forge}.git"
            shutil.copytree(seed.folder, folder)
            return stack.enter_context(kind(BareRepository(folder)).serving())

        yield started


@pytest.fixture(params=FORGES, ids=lambda kind: kind.forge)
def forge(request: pytest.FixtureRequest, starts: Starts) -> MockForge:
    """Each forge."""
    return starts(request.param)


@pytest.fixture
def gitlab(starts: Starts) -> MockForge:
    """GitLab, where one forge stands for all."""
    return starts(GitLab)


@pytest.fixture
def opens(context: BrowserContext, tmp_path: Path) -> Iterator[Opens]:
    """Opens the page for a forge; afterwards: nothing went anywhere else, and no script was refused."""
    wrong: list[str] = []
    urls: list[str] = []
    known: list[str] = []
    context.on("request", lambda asked: urls.append(asked.url))
    with ExitStack() as stack:

        def opened(forge: MockForge, lang: Language = "zh", **more: str) -> Desk:
            site = stack.enter_context(served(write_site(tmp_path / f"site-{len(known)}", forge, lang, **more)))
            forge.redirect_uris.append(f"{site}/signed-in.html")
            desk = Desk(context.new_page(), forge, site, urls)
            known.extend((f"{site}/", f"{forge.origin}/"))
            desk.page.on("pageerror", lambda error: wrong.append(str(error)))
            desk.page.goto(f"{site}/index.html")
            return desk

        yield opened
        assert not wrong
        assert [url for url in urls if not url.startswith(tuple(known))] == []
