"""The CI files that `init` writes run, as they are written: a sound change passes, an error does not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from huifang.commands.main import HUIFANG, main
from huifang.editing.office.filled import OF_FORGE, TEMPLATES
from tests.commands.running import INIT

CALL = re.compile(r"huifang ([a-z]+(?: (?:person|visit|talk|plan|build|serve))?)((?: +(?:--[a-z-]+|[^\s`#]+))*)")
TOKEN = "not-a-secret"  # noqa: S105 - it is none


@pytest.mark.parametrize("name", sorted(path.name for path in TEMPLATES.iterdir()))
def test_what_a_template_calls_there_is(name: str) -> None:
    """Each verb, with each of its options."""
    root = HUIFANG.application("en")
    for verb, rest in CALL.findall((TEMPLATES / name).read_text(encoding="utf-8")):
        found: click.Command | None = root
        for word in verb.split():
            found = found.commands.get(word) if isinstance(found, click.Group) else found
        assert found not in (None, root), verb
        flags = {flag for each in found.params for flag in each.opts}
        assert {each for each in rest.split() if each.startswith("--")} <= flags, (verb, rest)


class Forge:
    """A register on a forge, and a branch that somebody pushed."""

    def __init__(self, folder: Path, forge: str) -> None:
        assert main(["init", str(folder / "r"), "--forge", forge, *INIT]) == 0
        self.folder, self.forge, self.root = folder, forge, folder / "r"
        self.git(folder, "init", "-q", "--bare", "group/register")
        self.git(self.root, "push", "-q", str(folder / "group/register"), "main")

    def git(self, where: Path, *arguments: str) -> str:
        me = ("-c", "user.name=甲", "-c", "user.email=a@example.invalid")
        done = subprocess.run(["git", *me, *arguments], cwd=where, check=True, capture_output=True, encoding="utf-8")
        return done.stdout.strip()

    def checked(self, old: str, new: str) -> tuple[int, str]:
        """How the check of a branch ends on which a line of the organisations is another one, and what it says."""
        path = self.root / "records/organizations/ja.yml"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        self.git(self.root, "switch", "-qc", "branch")
        self.git(self.root, "commit", "-qam", "change")
        self.git(self.root, "push", "-q", str(self.folder / "group/register"), "branch")
        self.git(self.root, "push", "-q", str(self.folder / "group/register"), "branch:refs/pull/1/head")
        self.git(self.root, "switch", "-q", "--detach", "main")
        config = next(path for path in OF_FORGE[self.forge] if path.endswith((".yml", ".yaml")))
        told = yaml.safe_load((self.root / config).read_text(encoding="utf-8"))
        return self._gitlab(told) if self.forge == "gitlab" else self._actions(told)

    def _gitlab(self, told: dict[str, Any]) -> tuple[int, str]:
        self.git(self.root, "switch", "-q", "--detach", "branch")
        base = self.git(self.root, "rev-parse", "main")
        env = {"CI_PROJECT_DIR": str(self.root), "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
        return self._run("\n".join(told["check"]["script"]), env, self.root)

    def _actions(self, told: dict[str, Any]) -> tuple[int, str]:
        known = {
            "github.server_url": str(self.folder), "github.repository": "group/register", "github.token": TOKEN,
            "github.ref": "refs/pull/1/head", "github.sha": self.git(self.root, "rev-parse", "branch"),
            "github.event.pull_request.base.sha": self.git(self.root, "rev-parse", "main"),
        }  # fmt: skip
        (job,) = told["jobs"].values()
        (step,) = job["steps"]
        env = {
            name: re.sub(r"\$\{\{ (.*?) \}\}", lambda found: known[found[1]], value)
            for name, value in job["env"].items()
        }
        (self.folder / "tmp").mkdir()
        code, said = self._run(step["run"], {**env, "TMPDIR": str(self.folder / "tmp")}, self.folder)
        assert list((self.folder / "tmp").iterdir()) == []
        assert TOKEN not in said
        return code, said

    def _run(self, script: str, env: dict[str, str], where: Path) -> tuple[int, str]:
        around = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(self.folder), "CI": "true"}
        done = subprocess.run(["sh", "-ec", script], cwd=where, env={**around, **env}, capture_output=True, check=False)
        return done.returncode, (done.stdout + done.stderr).decode()


@pytest.mark.slow
@pytest.mark.parametrize("forge", [name for name in OF_FORGE if name != "none"])
def test_a_sound_change_passes(tmp_path: Path, forge: str) -> None:
    code, said = Forge(tmp_path, forge).checked("name: 甲区纪委监委", "name: 甲区纪委监委机关")
    assert (code, "甲区纪委监委机关" in said) == (0, True), said


@pytest.mark.slow
@pytest.mark.parametrize("forge", [name for name in OF_FORGE if name != "none"])
def test_an_error_does_not(tmp_path: Path, forge: str) -> None:
    code, said = Forge(tmp_path, forge).checked("parent: ja-dw", "parent: ja-dv")
    assert (code, "ja-dv" in said) == (1, True), said
