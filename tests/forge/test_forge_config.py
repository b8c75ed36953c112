"""The options for a forge: what can be meant is taken, everything else is a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from huifang.forms.forge_config import forge_config
from huifang.forms.forge_sentences import SENTENCES
from huifang.forms.scripts import ASSETS, FORGE, SIGNED_IN
from huifang.register.forges import WrongForge
from huifang.texts import words

SCRIPTS = tuple(ASSETS / name for name in (*FORGE, *SIGNED_IN) if name.endswith(".js"))
TAKEN: tuple[tuple[str, str, str, str, str, str], ...] = (  # forge, url, project -> url, api, connect-src
    ("gitlab", "https://git.example", "office/register", "https://git.example", "https://git.example/api/v4",
     "https://git.example"),
    ("gitlab", "https://Git.Example:8443/", "a/b/c", "https://git.example:8443", "https://git.example:8443/api/v4",
     "https://git.example:8443"),
    ("gitlab", "http://10.0.0.5/gitlab/", "a/b", "http://10.0.0.5/gitlab", "http://10.0.0.5/gitlab/api/v4",
     "http://10.0.0.5"),
    ("gitea", "http://[fd00::1]:3000", "a/b", "http://[fd00::1]:3000", "http://[fd00::1]:3000/api/v1",
     "http://[fd00::1]:3000"),
    ("github", "https://github.com/", "a/b", "https://github.com", "https://api.github.com", "https://api.github.com"),
    ("github", "https://ghe.example", "a/b", "https://ghe.example", "https://ghe.example/api/v3", "https://ghe.example"),
)  # fmt: skip
ADDRESS = "`{}` 不是代码平台的地址，请写成 https://git.example 的形式"
NO_PROJECT = "`{}` 不是项目，请按网址里的写法填写：组名/项目名"
REFUSED: tuple[tuple[dict[str, str], str], ...] = (
    ({"forge": "svn"}, "不认识代码平台 `svn`，可以用：gitlab, gitea, github"),
    *(({"url": url}, ADDRESS.format(url)) for url in (
        "", "git.example", "javascript:alert(1)", "file:///tmp", "ftp://git.example", "https://", "https://a b",
        "https://user:pass@git.example", "https://git.example?x=1", "https://git.example#x", "https://git.example/../x",
        "https://git.example/a b", "https://git.example; script-src *", "https://*", "https://git.example:99999",
        "https://git.example:x", "https://[::1", "https://平台.example", "https://git.example:0")),
    *(({"project": project}, NO_PROJECT.format(project)) for project in (
        "", "register", "/register", "office/", "office//register", "../register", "office/..", "office/a..b",
        "office/./register", "office/re gister", "office%2Fregister", "办公室/登记册", "office/register?x")),
    ({"forge": "gitea", "project": "a/b/c"}, NO_PROJECT.format("a/b/c")),
    *(({"branch": branch}, f"`{branch}` 不能用作分支名") for branch in ("", "-x", "a..b", "a b", "主线", "a/")),
    *(({"folder": folder}, f"`{folder}` 不是项目里的文件夹") for folder in ("..", "a/../b", "/a", ".git", "记录")),
    *(({"client_id": text}, f"`{text}` 不是应用编号，请从平台的应用页面复制") for text in ("a b", "a&b", "<x>")),
)  # fmt: skip


@pytest.mark.parametrize("row", TAKEN, ids=lambda row: row[1])
def test_taken(row: tuple[str, str, str, str, str, str]) -> None:
    forge, url, project, *expected = row
    found = forge_config(forge, url, project)
    assert [found.url, found.api, *found.connect_origins] == expected


@pytest.mark.parametrize(("wrong", "told"), REFUSED, ids=[str(row[0]) for row in REFUSED])
def test_refused(wrong: dict[str, str], told: str) -> None:
    right = {"forge": "gitlab", "url": "https://git.example", "project": "office/register"}
    with pytest.raises(WrongForge) as caught:
        forge_config(**{**right, **wrong})
    assert words("zh")(caught.value.sentence) == told


def test_the_register_may_be_the_whole_project() -> None:
    found = forge_config("gitlab", "https://git.example", "a/b", branch="release/2026", folder="", client_id="c-1")
    assert found.as_data() == {
        "forge": "gitlab", "url": "https://git.example", "api": "https://git.example/api/v4", "project": "a/b",
        "branch": "release/2026", "folder": "", "clientId": "c-1",
    }  # fmt: skip


def used() -> set[str]:
    """Every key that the scripts name: quoted, and a key of the table or shaped like one where a sentence is made."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    told = re.findall(r"""(?:fail|text_of|told|tell_key|labelled|sign_in)\([^"()]*"([a-z-]+)\"""", text)
    return {key for key in SENTENCES if f'"{key}"' in text} | set(told)


def test_the_scripts_say_what_the_table_has_and_nothing_else() -> None:
    assert used() | {"signed-in"} == set(SENTENCES)


def values(template: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", template))


COMMON = {"forge", "project", "target", "user", "scope", "page"}
OWN = {  # the values that a sentence is given besides
    "title-visit": {"code", "day"}, "title-talk": {"code", "day"}, "title-person": {"code"}, "title-plan": {"code"},
    "title-organizations": {"code"}, "title-new": {"what"}, "title-changed": {"what"}, "description": {"path"},
    "sign-in-refused": {"status", "reason"}, "trouble": {"status"}, "refused": {"status", "reason"},
    "no-json": {"status"}, "not-for-forge": {"path"}, "odd-path": {"path"}, "unchanged": {"path"}, "taken": {"path"},
    "gone": {"path"}, "changed": {"path"}, "branches-taken": {"branch"}, "half-done": {"branch", "why"},
    "bar-fetching": {"path"}, "bar-fetched": {"path"}, "bar-not-there": {"path"},
    "bar-several": {"n", "paths"}, "bar-none": {"typed"},
}  # fmt: skip


@pytest.mark.parametrize("key", SENTENCES)
def test_a_sentence_uses_what_it_is_given(key: str) -> None:
    for lang in ("zh", "en"):
        assert values(words(lang).plain(SENTENCES[key])) - COMMON <= OWN.get(key, set())


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_module_and_nothing_that_makes_code_or_keeps(path: Path) -> None:
    text = re.sub(r"//.*|\"[^\"]*\"|/(?![ *])[^/\n]+/[a-z]*", "", path.read_text(encoding="utf-8"))
    assert not re.search(r"\bimport\b|\bexport\b", text)
    assert not re.search(r"\beval\b|innerHTML|outerHTML|document\.write|localStorage|sessionStorage|console\.", text)
