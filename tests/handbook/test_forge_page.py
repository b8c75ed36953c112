"""The page on forms and the forge: its command runs as written, and what it states is what the pages do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.handbook.pages import ROOT, bare_environment, blocks, run, text_of

PAGE = "forge.md"
ASSETS = ROOT / "scripts/huifang/forms/assets"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The forms that the page's command makes of the sample."""
    folder = tmp_path_factory.mktemp("forge-page")
    (folder / "records").symlink_to(ROOT / "records")
    (command,) = blocks(PAGE)
    run(command, folder, bare_environment(folder / "home"))
    return folder / "forms"


def test_the_pages_speak_to_the_forge_alone(site: Path) -> None:
    policies = {re.search(r"connect-src ([^;]*);", page.read_text(encoding="utf-8")) for page in site.glob("*.html")}
    assert {found and found.group(1) for found in policies} == {"https://git.example.internal"}
    assert '"clientId": "0123456789abcdef"' in (site / "data.js").read_text(encoding="utf-8").replace('":"', '": "')


STATED: tuple[tuple[str, str, str, str], ...] = (  # where it stands in the scripts, and how the page writes it
    ("the redirect address", "sign_in.js", r'new URL\("(signed-in\.html)"', "`assets/{}`"),
    ("the scope of GitLab", "forge_apis.js", r'scope: "(api)"', "`{}`"),
    ("the scopes of Gitea", "forge_apis.js", r'scope: "(write:repository), (read:user)"', "`{}`、`{}`"),
    (
        "what GitHub's token is for",
        "forge_apis.js",
        r'scope: "(Contents): write, (Pull requests): write"',
        "`{}` 和 `{}`",
    ),
    (
        "an endpoint without CORS",
        "sign_in.js",
        "(GitHub)'s token endpoint answers no page",
        "{} 的令牌接口不接受网页访问",
    ),
)


@pytest.mark.parametrize(("file", "pattern", "stated"), [row[1:] for row in STATED], ids=[row[0] for row in STATED])
def test_what_the_page_states(file: str, pattern: str, stated: str) -> None:
    found = re.search(pattern, (ASSETS / file).read_text(encoding="utf-8"))
    assert found is not None
    assert stated.format(*found.groups()) in text_of(PAGE)


def test_the_page_says_what_was_not_tried() -> None:
    assert "没有对真实的 GitLab、Gitea、Forgejo、GitHub 试过" in text_of(PAGE)
