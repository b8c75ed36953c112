"""The CI files that `init` writes run, as they are written: a sound change passes, an error does not."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import click
import pytest
import yaml

from huifang.commands.main import HUIFANG, main
from huifang.editing.office.filled import OF_FORGE, TEMPLATES
from tests.commands.mock_forge import TOKEN, MockForge, mock_forge
from tests.commands.running import INIT

if TYPE_CHECKING:
    from collections.abc import Iterator

CALL = re.compile(r"huifang ([a-z]+(?: (?:person|visit|talk|plan|build|serve))?)((?: +(?:--[a-z-]+|[^\s`#]+))*)")
CONTEXT = re.compile(r"\$\{\{ (.*?) \}\}")


@pytest.mark.parametrize("name", sorted(path.name for path in TEMPLATES.iterdir()))
def test_what_a_template_calls_there_is(name: str) -> None:
    """Each verb, with each of its options."""
    root = HUIFANG.application("en")
    for verb, rest in CALL.findall((TEMPLATES / name).read_text(encoding="utf-8")):
        found: click.Command | None = root
        for word in verb.split():
            found = found.get_command(click.Context(found), word) if isinstance(found, click.Group) else found
        assert found not in (None, root), verb
        flags = {flag for each in found.params for flag in each.opts}
        assert {each for each in rest.split() if each.startswith("--")} <= flags, (verb, rest)


class Runner:
    """A register on a forge, a branch that somebody pushed, and the jobs of the CI file, run as they are written."""

    def __init__(self, folder: Path, forge: str, api: MockForge) -> None:
        folder.mkdir(exist_ok=True)
        assert main(["init", str(folder / "r"), "--forge", forge, *INIT]) == 0
        self.folder, self.forge, self.root, self.api = folder, forge, folder / "r", api
        self.git(folder, "init", "-q", "--bare", "group/register")
        self.push("main")
        (config,) = (path for path in OF_FORGE[forge] if path.endswith((".yml", ".yaml")))
        self.told: dict[str, Any] = yaml.safe_load((self.root / config).read_text(encoding="utf-8"))
        self.git(self.root, "switch", "-qc", "branch")

    def git(self, where: Path, *arguments: str) -> str:
        me = ("-c", "user.name=甲", "-c", "user.email=a@example.invalid")
        done = subprocess.run(["git", *me, *arguments], cwd=where, check=True, capture_output=True, encoding="utf-8")
        return done.stdout.strip()

    def push(self, *branches: str) -> None:
        self.git(self.root, "push", "-q", str(self.folder / "group/register"), *branches)

    def change(self, old: str, new: str) -> None:
        """Another line of the organisations, committed and pushed."""
        path = self.root / "records/organizations/ja.yml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        self.git(self.root, "commit", "-qam", "change")
        self.push("branch", "branch:refs/pull/3/head")

    def run(self, script: str, env: dict[str, str], where: Path) -> tuple[int, str]:
        """A script as a runner runs it, with nothing of this machine around."""
        around = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(self.folder), "CI": "true",
                  "LANG": "C.UTF-8"}  # fmt: skip
        done = subprocess.run(["sh", "-ec", script], cwd=where, env={**around, **env}, capture_output=True, check=False)
        said = (done.stdout + done.stderr).decode()
        assert TOKEN not in said
        return done.returncode, said

    def job(self, name: str, **more: str) -> tuple[int, str]:
        """A job of GitLab, in a clone of its own as its runner makes it; the artifacts that it names are there."""
        clone = self.folder / f"build-{name}"
        subprocess.run(["rm", "-rf", clone], check=True)
        self.git(self.folder, "clone", "-q", "group/register", str(clone))
        self.git(
            clone, "checkout", "-q", "--detach", "origin/branch" if "CI_MERGE_REQUEST_IID" in more else "origin/main"
        )
        job = {**self.told[self.told[name]["extends"]], **self.told[name]}
        env = {"CI_PROJECT_DIR": str(clone), "CI_DEFAULT_BRANCH": "main", **more}
        code, said = self.run("\n".join([*job["before_script"], *job["script"]]), env, clone)
        if code == 0:
            assert all((clone / path).exists() for path in job["artifacts"]["paths"])
        assert self.git(clone, "status", "--porcelain") == ""
        return code, said

    def merge_request(self, **more: str) -> dict[str, str]:
        """The variables of GitLab for the merge request."""
        base = self.git(self.root, "merge-base", "main", "branch")
        return self.api.gitlab(CI_MERGE_REQUEST_DIFF_BASE_SHA=base, CI_PIPELINE_SOURCE="merge_request_event", **more)

    def steps(self, event: str, **variables: str) -> tuple[int, dict[str, str]]:
        """The steps of a job of Actions, each in a shell of its own: how it ends, and what each step said."""
        pull = event == "pull_request"
        known = {
            "github.server_url": str(self.folder), "github.repository": "group/register", "github.token": TOKEN,
            "github.event_name": event, "github.ref": "refs/pull/3/head" if pull else "refs/heads/main",
            "github.sha": self.git(self.root, "rev-parse", "branch" if pull else "main"),
            "github.event.pull_request.base.sha": self.git(self.root, "rev-parse", "main") if pull else "",
            "github.event.pull_request.number": "3" if pull else "",
            **{f"vars.{name}": value for name, value in {**NO_VARIABLES, **variables}.items()},
        }  # fmt: skip
        (job,) = self.told["jobs"].values()
        shared = self.folder / "env"
        shared.write_text("", encoding="utf-8")
        (self.folder / "tmp").mkdir(exist_ok=True)
        files = {"GITHUB_ENV": str(shared), "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md")}
        env = {**_filled(job["env"], known), **self.api.actions(), **files, "TMPDIR": str(self.folder / "tmp")}
        del env["HUIFANG_NOTE_TOKEN"]
        code, said = 0, {}
        for step in job["steps"]:
            if not _wanted(step.get("if", ""), known, failed=code != 0):
                continue
            passed = dict(line.split("=", 1) for line in shared.read_text(encoding="utf-8").splitlines())
            one, said[step["name"]] = self.run(
                step["run"], {**env, **passed, **_filled(step.get("env", {}), known)}, self.folder
            )
            code = code or (0 if step.get("continue-on-error") else one)
        assert list((self.folder / "tmp").iterdir()) == []
        return code, said


NO_VARIABLES = {"HUIFANG_PREVIEW_DIR": "", "HUIFANG_PAGES_DIR": "", "HUIFANG_PORTAL_URL": ""}


def _filled(env: dict[str, str], known: dict[str, str]) -> dict[str, str]:
    return {name: CONTEXT.sub(lambda found: known[found[1]], value) for name, value in env.items()}


def _wanted(condition: str, known: dict[str, str], *, failed: bool) -> bool:
    """Whether a step runs: the few conditions that the file has."""
    if condition == "always()":
        return True
    parts = [part.split(" ") for part in condition.split(" && ")] if condition else []
    return not failed and all((known[name] == value.strip("'")) is (sign == "==") for name, sign, value in parts)


@pytest.fixture
def api() -> Iterator[MockForge]:
    with mock_forge() as made:
        yield made


RENAMED = ("name: 甲区纪委监委", "name: 甲区纪委监委机关")
WRONG = ("parent: ja-dw", "parent: ja-dv")
ENTRY = {"description", "check_name", "fingerprint", "severity", "location"}  # of GitLab's Code Quality


@pytest.mark.slow
def test_gitlab(tmp_path: Path, api: MockForge) -> None:
    """A fork has no token; a sound change passes, a wrong one does not; the preview is made without names."""
    runner = Runner(tmp_path, "gitlab", api)
    runner.change(*RENAMED)
    code, said = runner.job("check", **runner.merge_request())
    assert (code, "甲区纪委监委机关" in said) == (0, True), said
    code, said = runner.job("note", **runner.merge_request(HUIFANG_NOTE_TOKEN=""))
    assert (code, "没有设置 HUIFANG_NOTE_TOKEN" in said, api.notes) == (0, True, []), said
    code, said = runner.job("preview", **runner.merge_request())
    assert (code, (tmp_path / "build-preview/site/index.html").is_file()) == (0, True), said
    runner.change(*WRONG)
    code, said = runner.job("check", **runner.merge_request())
    assert (code, "ja-dv" in said) == (1, True), said
    _sound_reports(tmp_path / "build-check", runner.told["check"]["artifacts"]["reports"])
    assert runner.job("note", **runner.merge_request())[0] == 0
    assert ["ja-dv" in each["body"] for each in api.notes] == [True]


def _sound_reports(clone: Path, named: dict[str, str]) -> None:
    """What GitLab's documentation asks of a Code Quality report; JUnit that can be read, with as many failures."""
    entries = json.loads((clone / named["codequality"]).read_text(encoding="utf-8"))
    assert [set(each) for each in entries] == [ENTRY] * len(entries) != []
    assert {each["location"]["path"] for each in entries} == {"records/organizations/ja.yml"}
    assert all(isinstance(each["location"]["lines"]["begin"], int) for each in entries)
    assert {each["severity"] for each in entries} <= {"info", "minor", "major", "critical", "blocker"}
    assert len({each["fingerprint"] for each in entries}) == len(entries)
    suite = ET.parse(clone / named["junit"]).getroot().find("testsuite")  # noqa: S314 - made by ourselves
    assert suite is not None
    failures = sum(each["severity"] == "major" for each in entries)
    assert (suite.get("failures"), len(suite.findall("testcase/failure"))) == (str(failures), failures)


def test_pages_of_gitlab_are_decided_by_the_office(tmp_path: Path, api: MockForge) -> None:
    told = Runner(tmp_path, "gitlab", api).told
    assert told["pages"]["rules"] == [{"if": '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $HUIFANG_PAGES == "on"'}]


@pytest.mark.parametrize("job", ["preview", "pages"])
def test_no_portal_is_made_where_somebody_put_names(tmp_path: Path, api: MockForge, job: str) -> None:
    script = Runner(tmp_path, "gitlab", api).told[job]["script"][0]
    (tmp_path / "records/identities").mkdir(parents=True)
    done = subprocess.run(["sh", "-ec", script], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode()) == (1, "records/identities 在场，不生成\n")


@pytest.mark.slow
def test_actions(tmp_path: Path, api: MockForge) -> None:
    """The same in one job of several steps; previews of two weeks ago go, and nothing stays in the runner's folders."""
    runner = Runner(tmp_path, "gitea", api)
    for name in ("previews/pr-1", "previews/other", "previews/pr-2", "www"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("pr-1", "other"):
        os.utime(tmp_path / "previews" / name, (0, 0))
    runner.change(*RENAMED)
    folders = {"HUIFANG_PREVIEW_DIR": str(tmp_path / "previews"), "HUIFANG_PAGES_DIR": str(tmp_path / "www/portal")}
    code, said = runner.steps("pull_request", **folders)
    assert (code, (tmp_path / "previews/pr-3/index.html").is_file()) == (0, True), said
    assert sorted(path.name for path in (tmp_path / "previews").iterdir()) == ["other", "pr-2", "pr-3"]
    (note,) = api.notes
    assert note["body"].endswith((tmp_path / "summary.md").read_text(encoding="utf-8"))
    code, said = runner.steps("push", **folders)
    assert (code, (tmp_path / "www/portal/index.html").is_file()) == (0, True), said
    runner.change(*WRONG)
    code, said = runner.steps("pull_request")
    assert (code, "::error file=records/organizations/ja.yml,line=" in "".join(said.values())) == (1, True)
    (note,) = api.notes
    assert "ja-dv" in note["body"]


def test_what_may_fail_does_not_end_the_job(tmp_path: Path, api: MockForge) -> None:
    """A note that the forge refuses, of a fork for example, and a preview; GitHub's file differs by its runner."""
    gitea, github = (Runner(tmp_path / forge, forge, api).told for forge in ("gitea", "github"))
    steps = gitea["jobs"]["huifang"]["steps"]
    assert [step["name"] for step in steps if step.get("continue-on-error")] == [steps[1]["name"], steps[3]["name"]]
    assert gitea["permissions"] == {"contents": "read", "pull-requests": "write"}
    github["jobs"]["huifang"]["runs-on"] = gitea["jobs"]["huifang"]["runs-on"]
    assert github == gitea
