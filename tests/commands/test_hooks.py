"""Hooks of Git: a real bare repository behind `git daemon`, and a clone; new errors are refused, old ones are not."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.history.repositories import COMMON, PERSON, Repository, started
from tests.sound import PERSON_PATH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.commands.running import Command

BROKEN = PERSON.replace("2026-01-15", "2026-02-30")
SECOND_PATH = PERSON_PATH.replace("TT-0001", "TT-0002")
SECOND = PERSON.replace("TT-0001", "TT-0002")
ENV = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HUIFANG_AS_OF": "2026-07-01"}


class Office:
    """A server with its hook, and a clone that pushes to it."""

    def __init__(self, clone: Repository, bare: Path, url: str) -> None:
        self.clone, self.bare, self.url = clone, bare, url

    def push(self, *typed: str) -> tuple[bool, str]:
        """Whether it was taken, and what the server said."""
        done = subprocess.run(["git", "push", self.url, *typed], cwd=self.clone.root, env={**os.environ, **ENV},
                              capture_output=True, text=True, check=False)  # fmt: skip
        return done.returncode == 0, done.stderr

    def head(self, branch: str = "main") -> str:
        """Where a branch is on the server."""
        return Repository(self.bare).git("rev-parse", "--verify", branch)


@pytest.fixture
def office(tmp_path: Path, huifang: Command, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    if not shutil.which("git-daemon", path=subprocess.check_output(["git", "--exec-path"], text=True).strip()):
        assert os.environ.get("CI") != "true", "git daemon is missing"
        pytest.skip("git daemon is missing")
    for name, value in ENV.items():
        monkeypatch.setenv(name, value)
    made = started(tmp_path / "clone", {**COMMON, SECOND_PATH: SECOND})
    bare = tmp_path / "server" / "office.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(bare)], check=True)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["git", "daemon", "--export-all", "--enable=receive-pack", "--reuseaddr", "--listen=127.0.0.1",
               f"--port={port}", f"--base-path={bare.parent}", str(bare.parent)]  # fmt: skip
    daemon = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        found = Office(made, bare, f"git://127.0.0.1:{port}/office.git")
        assert huifang("hook", "install", bare).code == 0
        yield found
    finally:
        daemon.terminate()
        daemon.wait()


def _wait(port: int) -> None:
    for _ in range(200):
        with closing(socket.socket()) as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("git daemon does not answer")


def sound(made: Repository) -> None:
    made.commit({PERSON_PATH: PERSON.replace("科长", "副科长")})


def error(made: Repository) -> None:
    made.commit({PERSON_PATH: BROKEN})


def error_merged(made: Repository) -> None:
    made.git("switch", "-q", "-c", "side")
    error(made)
    made.git("switch", "-q", "main")
    made.git("merge", "-q", "--no-ff", "-m", "merged", "side")


def person_gone(made: Repository) -> None:
    made.commit({SECOND_PATH: None})


def no_policy(made: Repository) -> None:
    made.commit({"policy/measures.yml": None})


def rewritten(made: Repository) -> None:
    made.git("commit", "-q", "--amend", "-m", "another")


def nothing(_: Repository) -> None:
    """Nothing is done."""


AMEND_ZH = (
    "您的提交还在自己的电脑上：把上面列出的问题逐条改正，`git add` 以后运行 `git commit --amend --no-edit`，再推送"
)
AMEND_EN = (
    "your commits are still on your computer: correct what is listed, `git add` it, `git commit --amend --no-edit`, "
    "and push again"
)
PUSHES: tuple[tuple[Callable[[Repository], None], tuple[str, ...], str | None], ...] = (  # None: taken
    (sound, ("main",), None),
    (error, ("main:other",), None),
    (error_merged, ("side",), None),
    (error, ("main",), f"records/{PERSON_PATH}:11: 2026-02-30 在日历上不存在"),
    (error_merged, ("main",), f"records/{PERSON_PATH}:11: 2026-02-30 在日历上不存在"),
    (error, ("main", "main:other"), "推送被拒绝"),
    (person_gone, ("main",), f"records/{SECOND_PATH}: 人员记录被删除"),
    (no_policy, ("main",), "measures.yml"),
    (rewritten, ("+main",), "改写 main 的历史"),
    (nothing, (":main",), "main 是受保护的分支"),
)


@pytest.mark.slow
@pytest.mark.parametrize(("change", "typed", "told"), PUSHES)
def test_push(office: Office, change: Callable[[Repository], None], typed: tuple[str, ...], told: str | None) -> None:
    assert office.push("main")[0]
    before = office.head()
    change(office.clone)
    taken, said = office.push(*typed)
    assert taken is (told is None), said
    assert (told or "") in said
    assert (AMEND_ZH in said) is (not taken and change in {error, error_merged, person_gone})
    assert taken or office.head() == before


@pytest.mark.slow
def test_a_register_with_an_error_is_not_locked(office: Office) -> None:
    error(office.clone)
    taken, said = office.push("main")
    assert taken
    assert "main 带有 1 项错误" in said
    office.clone.commit({SECOND_PATH: SECOND.replace("科长", "副科长")})
    assert office.push("main")[0]
    office.clone.commit({SECOND_PATH: BROKEN.replace("TT-0001", "TT-0002")})
    taken, said = office.push("main")
    assert not taken
    assert SECOND_PATH in said
    assert PERSON_PATH not in said


@pytest.mark.slow
def test_another_branch_is_protected_too(office: Office, huifang: Command) -> None:
    assert huifang("hook", "install", office.bare, "--branch", "main", "--branch", "release", "--lang", "en").code == 0
    assert office.push("main", "main:release")[0]
    error(office.clone)
    taken, said = office.push("main:release")
    assert not taken
    assert f"the push is refused; nothing of it was taken: 1\nremote: {AMEND_EN}" in said.replace(" " * 8, "")


def commit(made: Repository, who: str = "甲 <a@example.invalid>") -> subprocess.CompletedProcess[str]:
    made.git("add", "-A")
    name, _, mail = who.rstrip(">").partition(" <")
    given = ["-c", f"user.name={name}", "-c", f"user.email={mail}", "commit", "-m", "x"]
    return subprocess.run(["git", *given], cwd=made.root, env={**os.environ, **ENV}, capture_output=True, text=True,
                          check=False)  # fmt: skip


@pytest.mark.parametrize(
    ("first", "then", "taken"),
    [
        ({}, {PERSON_PATH: PERSON.replace("科长", "副科长")}, True),
        ({}, {PERSON_PATH: BROKEN}, False),
        ({PERSON_PATH: BROKEN}, {SECOND_PATH: SECOND}, True),
        ({}, {"../huifang/__init__.py": "raise SystemExit(0)", PERSON_PATH: BROKEN}, False),
    ],
)
def test_commit(tmp_path: Path, huifang: Command, first: dict[str, str], then: dict[str, str], *, taken: bool) -> None:
    made = started(tmp_path / "clone", {**COMMON, **first})
    assert huifang("hook", "install", made.root).code == 0
    for name, text in then.items():
        path = made.records / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    done = commit(made)
    assert (done.returncode == 0) is taken, done.stderr
    assert taken or "2026-02-30" in done.stdout + done.stderr


@pytest.mark.parametrize(("lang", "said"), [("zh", "已写入 {path}\n"), ("en", "{path} written\n")])
def test_where_it_was_put_is_said(tmp_path: Path, huifang: Command, lang: str, said: str) -> None:
    made = started(tmp_path / "clone", COMMON)
    answer = huifang("hook", "install", made.root, "--lang", lang)
    assert answer.out.decode() == said.format(path=made.root / ".git/hooks/pre-commit")


def foreign(made: Repository) -> None:
    path = made.root / ".git/hooks/pre-commit"
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\nexit 0\n")


def elsewhere(made: Repository) -> None:
    made.git("config", "core.hooksPath", "/nowhere")


def bare_of_another_head(made: Repository) -> None:
    made.git("config", "core.bare", "true")
    shutil.move(made.root / ".git", made.root.parent / "bare")
    shutil.rmtree(made.root)
    (made.root.parent / "bare").rename(made.root)
    made.git("symbolic-ref", "HEAD", "refs/heads/master")


def plain(made: Repository) -> None:
    shutil.rmtree(made.root / ".git")


REFUSALS = (
    (foreign, 2, "是别人的钩子", "is somebody else's hook"),
    (elsewhere, 2, "core.hooksPath", "core.hooksPath"),
    (bare_of_another_head, 2, "symbolic-ref HEAD refs/heads/main`，", "symbolic-ref HEAD refs/heads/main`, "),
    (plain, 3, "不在 Git 仓库中", "lies in no Git repository"),
)


@pytest.mark.parametrize(("spoil", "code", "zh", "en"), REFUSALS)
def test_not_installed(
    tmp_path: Path, huifang: Command, spoil: Callable[[Repository], None], code: int, zh: str, en: str
) -> None:
    made = started(tmp_path / "clone")
    spoil(made)
    found = {lang: huifang("hook", "install", made.root, "--lang", lang) for lang in ("zh", "en")}
    assert {each.code for each in found.values()} == {code}
    assert zh in found["zh"].err
    assert en in found["en"].err


def test_the_command_told_mends_head_from_any_folder(tmp_path: Path, huifang: Command) -> None:
    made = started(tmp_path / "clone of two words")
    bare_of_another_head(made)
    said = huifang("hook", "install", made.root, "--lang", "zh").err
    command = said.split("请运行 `")[1].split("`")[0]
    subprocess.run(shlex.split(command), cwd=tmp_path, check=True)
    assert huifang("hook", "install", made.root).code == 0


def test_installed_again(tmp_path: Path, huifang: Command) -> None:
    made = started(tmp_path / "clone")
    scripts = []
    for _ in range(2):
        assert huifang("hook", "install", made.root).code == 0
        scripts.append((made.root / ".git/hooks/pre-commit").read_text())
    assert scripts[0] == scripts[1]
    assert sys.executable in scripts[0]
    assert os.access(made.root / ".git/hooks/pre-commit", os.X_OK)
