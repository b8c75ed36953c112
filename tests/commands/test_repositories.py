"""Which repository is read: one that is planted, points elsewhere or cannot be asked decides nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.history.repositories import PERSON, Repository, started
from tests.sound import ONE, PERSON_PATH, put

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands.running import Command

GIVEN = ("--lang", "en", "--format", "json")


@pytest.fixture
def office(tmp_path: Path) -> Repository:
    """Two commits."""
    made = started(tmp_path / "office")
    made.commit({PERSON_PATH: PERSON.replace("科长", "副科长")}, when="2026-03-02T10:00:00+08:00")
    return made


def other(office: Repository) -> Path:
    """Somebody else's repository, with another history."""
    made = started(office.root.parent / "other")
    made.commit({PERSON_PATH: PERSON.replace("科长", "别处")})
    return made.root


def lines(office: Repository, folder: str) -> None:
    """What makes git take a folder for a repository, and a command in its settings."""
    mark = office.root.parent / "planted"
    put(office.records / folder, {"HEAD": "ref: refs/heads/main\n", "objects/.k": "", "refs/.k": "",
        "config": f'[core]\n\tbare=false\n\tworktree=.\n\tfsmonitor="touch {mark}; false"\n'})  # fmt: skip


def in_records(office: Repository) -> None:
    lines(office, ".")
    office.commit()


def in_a_person(office: Repository) -> None:
    lines(office, "people/tt/TT-0001")
    office.commit()


def untracked(office: Repository) -> None:
    lines(office, ".")


def repository_of_a_person(office: Repository) -> None:
    shutil.copytree(other(office) / ".git", office.records / "people/tt/TT-0001/.git")


def worktree_elsewhere(office: Repository) -> None:
    office.git("config", "core.worktree", str(other(office)))


def alternates(office: Repository) -> None:
    (office.root / ".git/objects/info/alternates").write_text(f"{other(office)}/.git/objects\n", encoding="utf-8")


def replaced(office: Repository) -> None:
    office.git("replace", "HEAD", "HEAD~1")


def grafted(office: Repository) -> None:
    (office.root / ".git/info/grafts").write_text(office.git("rev-parse", "HEAD") + "\n", encoding="utf-8")


def false_graph(office: Repository) -> None:
    office.git("commit-graph", "write", "--reachable")
    graph = office.root / ".git/objects/info/commit-graph"
    graph.chmod(0o644)
    graph.write_bytes(graph.read_bytes()[:-30] + b"x" * 30)


def index_that_hides(office: Repository) -> None:
    office.git("update-index", "--assume-unchanged", f"records/{PERSON_PATH}")


PLANTS = (in_records, in_a_person, untracked, repository_of_a_person, worktree_elsewhere, alternates, replaced, grafted,
          false_graph, index_that_hides)  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS, ids=lambda each: each.__name__)
def test_the_history_is_that_of_the_repository_around(
    huifang: Command, office: Repository, plant: Callable[[Repository], None]
) -> None:
    asked = ("history", "TT-0001", "--records", office.records, *GIVEN)
    before = huifang(*asked).data["rows"]
    plant(office)
    rows = huifang(*asked).data["rows"]
    assert [each for each in rows if "planted" in str(each) or each in before] == before
    assert len([each for each in rows if each["path"].endswith(".md")]) == len(before)
    assert not (office.root.parent / "planted").exists()


STRANGERS = (  # path in the register, whether it is committed, and what is said
    ("README.md", True, None),
    (".gitignore", True, None),
    ("organizations/.gitkeep", True, None),
    ("audit/erasures.yml", True, None),
    ("audit/seals/2026-03-01-abc.yml", True, None),
    ("HEAD", True, ("records/HEAD", "error")),
    ("objects/.k", True, ("records/objects", "error")),
    ("config", False, ("records/config", "warning")),
    ("tools/run.sh", True, ("records/tools", "error")),
    ("tools/run.sh", False, ("records/tools", "warning")),
    ("audit/run.sh", True, ("records/audit/run.sh", "error")),
    (".hidden.yml", True, ("records/.hidden.yml", "error")),
    ("organizations/.tt.yml", True, ("records/organizations/.tt.yml", "error")),
    (".gitmodules", True, ("records/.gitmodules", "error")),
)


@pytest.mark.parametrize(("name", "committed", "told"), STRANGERS, ids=[f"{row[0]}-{row[1]}" for row in STRANGERS])
def test_what_is_no_record_is_told(
    huifang: Command, office: Repository, name: str, committed: bool, told: tuple[str, str] | None
) -> None:
    put(office.records, {name: "format: 1\nerasures: []\n" if name.endswith("erasures.yml") else "x\n"})
    if committed:
        office.commit()
    answer = huifang("validate", "--records", office.records, *GIVEN)
    found = [(row["path"], row["severity"]) for row in answer.data["findings"] if "stranger" in row["check"]]
    assert found == ([told] if told else [])
    if committed:
        at = huifang("validate", "--records", office.records, "--at", "HEAD", *GIVEN).data["findings"]
        assert [(row["path"], row["severity"]) for row in at if "stranger" in row["check"]] == found


def linked(office: Repository) -> str:
    (office.records / "extra").symlink_to("/etc")
    office.commit()
    return "records/extra error link"


def pipe(office: Repository) -> str:
    os.mkfifo(office.records / "extra")
    return "records/extra warning device"


def gitlink(office: Repository) -> str:
    office.git("update-index", "--add", "--cacheinfo", f"160000,{office.git('rev-parse', 'HEAD')},records/policy/sub")
    (office.records / "policy/sub").mkdir()
    return "records/policy/sub error submodule"


def nested(office: Repository) -> str:
    office.git("init", "-q", "records/people/tt/TT-0001")
    return "records/people/tt/TT-0001/.git warning repository"


@pytest.mark.parametrize("make", [linked, pipe, gitlink, nested], ids=lambda each: each.__name__)
def test_links_devices_and_repositories(
    huifang: Command, office: Repository, make: Callable[[Repository], str]
) -> None:
    path, severity, word = make(office).split()
    found = huifang("validate", "--records", office.records, *GIVEN).data["findings"]
    (row,) = [each for each in found if "stranger" in each["check"]]
    assert (row["path"], row["severity"]) == (path, severity)
    assert word in row["message"]


def somebody_elses(office: Repository) -> str:
    for path in (office.root, office.root / ".git"):
        os.chown(path, 12345, 12345)
    return "safe.directory"


def no_head(office: Repository) -> str:
    (office.root / ".git/HEAD").write_text("nothing\n", encoding="utf-8")
    return "no Git repository that can be read"


def empty(office: Repository) -> str:
    shutil.rmtree(office.root / ".git")
    (office.root / ".git").mkdir()
    return "no Git repository that can be read"


def broken_index(office: Repository) -> str:
    (office.root / ".git/index").write_bytes(b"x" * 100)
    return "git cannot read all of the repository"


def broken_branch(office: Repository) -> str:
    (office.root / ".git/refs/heads/main").write_text("x\n", encoding="utf-8")
    return "cannot be read"


def elsewhere(office: Repository) -> str:
    shutil.rmtree(office.root / ".git")
    (office.root / ".git").write_text(f"gitdir: {other(office)}/.git\n", encoding="utf-8")
    return "belongs to no work tree here"


def link_elsewhere(office: Repository) -> str:
    shutil.rmtree(office.root / ".git")
    (office.root / ".git").symlink_to(other(office) / ".git")
    return "belongs to no work tree here"


def piped(office: Repository) -> str:
    (office.root / ".git/config").unlink()
    os.mkfifo(office.root / ".git/config")
    return "no Git repository that can be read"


UNASKED = (somebody_elses, no_head, empty, broken_index, broken_branch, elsewhere, link_elsewhere, piped)


@pytest.mark.parametrize("break_it", UNASKED, ids=lambda each: each.__name__)
def test_a_check_that_could_not_run_is_not_passed(
    huifang: Command, office: Repository, break_it: Callable[[Repository], str]
) -> None:
    """`validate` ends with 3 and says what to do; the lists are there all the same."""
    if break_it is somebody_elses and os.geteuid():
        pytest.skip("only root can give files away")
    remedy = break_it(office)
    for verb in (("validate",), ("validate", "--strict"), ("history",), ("compare", "HEAD"), ("due", "--at", "HEAD")):
        if break_it is broken_index and "--at" in verb:
            continue  # nothing is asked of it
        answer = huifang(*verb, "--records", office.records, "--lang", "en")
        assert (answer.code, remedy in answer.err) == (3, True), (verb, answer.err)
    assert huifang("due", "--records", office.records, "--lang", "en").code == 0


def test_without_git_a_repository_is_not_passed(
    huifang: Command, office: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    answer = huifang("validate", "--records", office.records, "--lang", "en")
    assert (answer.code, "git is not installed" in answer.err) == (3, True)


def test_a_program_of_the_work_tree_is_not_started(
    huifang: Command, office: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (office.root, office.root / "bin"):
        put(
            folder,
            dict.fromkeys(("git", "gpg", "env", "ssh-keygen"), f"#!/bin/sh\ntouch {office.root}/../planted\n"),
        )
        for path in folder.iterdir():
            path.chmod(0o755)
    monkeypatch.chdir(office.root)
    monkeypatch.setenv("PATH", f".:{office.root}/bin::{os.environ['PATH']}")
    assert huifang("history", "--records", "records", "--lang", "en").code == 0
    assert not (office.root.parent / "planted").exists()


VARIABLES = (
    ("GIT_DIR", "{other}/.git"), ("GIT_WORK_TREE", "{other}"), ("GIT_INDEX_FILE", "{other}/.git/index"),
    ("GIT_COMMON_DIR", "{other}/.git"), ("GIT_OBJECT_DIRECTORY", "{other}/.git/objects"), ("GIT_NAMESPACE", "x"),
    ("GIT_CONFIG_PARAMETERS", "'core.fsmonitor=touch {mark}'"), ("GIT_EXTERNAL_DIFF", "touch {mark}"),
    ("GIT_CONFIG_COUNT", "bad"), ("GIT_SHALLOW_FILE", "/dev/null"), ("GIT_GRAFT_FILE", "{other}/x"),
    ("GIT_QUARANTINE_PATH", "{other}/.git/objects"), ("GIT_ICASE_PATHSPECS", "1"), ("GIT_CONFIG", "/nowhere"),
    ("GIT_ALTERNATE_OBJECT_DIRECTORIES", "{other}/.git/objects"), ("GIT_ATTR_SOURCE", "nothing"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "value"), VARIABLES, ids=[row[0] for row in VARIABLES])
def test_variables_lead_nowhere_else(
    huifang: Command, office: Repository, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    asked = ("compare", "HEAD~1", "--records", office.records, *GIVEN)
    before, mark = huifang(*asked), office.root.parent / "planted"
    given = value.format(other=other(office), mark=mark)
    monkeypatch.setenv(name, given)
    assert huifang(*asked) == before
    assert not mark.exists()


def test_a_linked_work_tree_is_read(huifang: Command, office: Repository) -> None:
    office.git("worktree", "add", "-q", "-b", "mine", "../linked", "HEAD~1")
    answer = huifang("validate", "--records", office.root.parent / "linked/records", *GIVEN)
    assert (answer.data["revision"], answer.data["dirty"]) == (office.git("rev-parse", "mine"), False)


def test_a_submodule_that_names_its_folder_is_read(huifang: Command, office: Repository) -> None:
    office.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other(office)), "sub")
    answer = huifang("validate", "--records", office.root / "sub/records", *GIVEN)
    assert (answer.code, answer.data["dirty"]) == (0, False)


def test_a_bare_repository_is_read_where_it_is_named(huifang: Command, office: Repository) -> None:
    """Also one that lies in somebody's work tree, but not where that tracks what lies there."""
    office.git("clone", "-q", "--bare", ".", "inner.git")
    answer = huifang("validate", "--records", office.root / "inner.git", *GIVEN)
    assert answer.data["revision"] == office.git("rev-parse", "HEAD")
    office.git("add", "-f", "inner.git")
    answer = huifang("validate", "--records", office.root / "inner.git", "--lang", "en")
    assert (answer.code, "no policy" in answer.err) == (3, True)


def test_in_a_hook_the_commits_that_come_are_read(office: Repository, tmp_path: Path) -> None:
    """Git keeps them apart until the hook has agreed."""
    office.git("clone", "-q", "--bare", ".", str(tmp_path / "forge.git"))
    hook = tmp_path / "forge.git/hooks/pre-receive"
    text = f"#!/bin/sh\nread old new ref\nexec {sys.executable} -m huifang validate --records . --at $new --lang en\n"
    hook.write_text(text, encoding="utf-8")
    hook.chmod(0o755)
    push = ["git", "push", "-q", str(tmp_path / "forge.git"), "main"]
    office.commit({PERSON_PATH: PERSON.replace("科长", "处长")})
    pushed = subprocess.run(push, cwd=office.root, capture_output=True, check=False)
    assert pushed.returncode == 0, pushed.stderr.decode()
    office.commit({PERSON_PATH: PERSON.replace("post: 科长", "pots: 科长")})
    pushed = subprocess.run(push, cwd=office.root, capture_output=True, check=False)
    assert (pushed.returncode, b"pots" in pushed.stderr) == (1, True), pushed.stderr.decode()


@pytest.mark.parametrize("typed", ["validate --at HEAD", "history", "audit", "compare HEAD~1 HEAD"])
def test_nothing_is_fetched_for_what_is_missing(
    huifang: Command, office: Repository, tmp_path: Path, typed: str
) -> None:
    office.git("config", "uploadpack.allowFilter", "true")
    office.git("clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{office.root}", str(tmp_path / "partial"))
    partial = put(tmp_path / "partial/records", ONE)
    answer = huifang(*typed.split(), "--records", partial, "--lang", "en")
    assert (answer.code, "nothing is fetched" in answer.err) == (3, True), answer.err


def test_an_object_that_is_not_what_its_name_says(huifang: Command, office: Repository) -> None:
    """Git does not look when it reads; we do."""
    name, lie = (
        office.git("rev-parse", f"HEAD:records/{PERSON_PATH}"),
        office.git("rev-parse", f"HEAD~1:records/{PERSON_PATH}"),
    )
    one, two = (office.root / ".git/objects" / each[:2] / each[2:] for each in (name, lie))
    one.chmod(0o644)
    one.write_bytes(two.read_bytes())
    answer = huifang("due", "--at", "HEAD", "--records", office.records, "--lang", "en")
    assert (answer.code, name[:10] in answer.err) == (3, True), answer.err


def test_in_a_linked_work_tree_the_log_of_head_is_not_guessed(huifang: Command, office: Repository) -> None:
    office.git("worktree", "add", "-q", "-b", "mine", "../linked", "HEAD~1")
    linked = ("--records", office.root.parent / "linked/records", "--lang", "en")
    assert huifang("due", "--at", "HEAD@{0}", *linked).code == 2
    assert huifang("due", "--at", "HEAD@{0}", "--records", office.records).code == 0
