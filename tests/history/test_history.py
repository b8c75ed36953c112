"""The history of real repositories: moves, merges, broken revisions, signatures, other shapes of clones."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from huifang.git_access import ShallowError, find, signers_of
from huifang.history import read_history
from huifang.register import FolderTree
from huifang.register.days import UTC8
from tests.history.repositories import (
    COMMON,
    FIRST,
    PERSON,
    SECOND,
    VISIT,
    VISIT_PATH,
    Repository,
    chosen,
    started,
    told,
)
from tests.sound import PERSON_PATH

if TYPE_CHECKING:
    from pathlib import Path

TALK_PATH = "people/tt/TT-0001/2026-02-10-talk.md"
POST = PERSON.replace("post: 科长", "post: 主任")
RANK = PERSON.replace("rank: 科级正职", "rank: 科级副职")


def test_first_commit_tells_whole_records(repository: Repository) -> None:
    """A record that came is one change; its fields are found all the same."""
    history = repository.history()
    whole = [each for each in history.changes("TT-0001") if each.path == PERSON_PATH]
    assert [(each.field, each.old) for each in whole] == [(None, None)]
    assert whole[0].new["measures"][0] == {
        "type": "党内警告", "decided_on": "2026-01-15", "decided_by": "tt-jw", "form": 2,
    }  # fmt: skip
    assert ("first", "person.md", "measures[党内警告@2026-01-15].form", None, 2) in chosen(history, field="form")
    assert chosen(history, field="measures.form")[0][2] == "measures[党内警告@2026-01-15].form"
    assert ("first", "person.md", "party_member", None, True) in chosen(history, field="party_member")


def test_moved_folder_is_a_path(repository: Repository) -> None:
    """A person is known by the code: another district's folder is a move, even with a change in it."""
    repository.git("mv", "records/people/tt", "records/people/uu")
    repository.commit({PERSON_PATH.replace("/tt/", "/uu/"): POST}, "move")
    assert repository.rows() == [
        ("move", "2026-02-10-talk.md", "path", TALK_PATH, TALK_PATH.replace("/tt/", "/uu/")),
        ("move", "person.md", "path", PERSON_PATH, PERSON_PATH.replace("/tt/", "/uu/")),
        ("move", "person.md", "post", "科长", "主任"),
    ]
    history = repository.history()
    moved = PERSON_PATH.replace("/tt/", "/uu/")
    assert [row[0] for row in told(history.of_file(moved))] == ["first", "move", "move"]


# merges


def sides(repository: Repository, ours: dict[str, str | None], theirs: dict[str, str | None]) -> None:
    """Two lines from here: `theirs` on the branch, `ours` on main, which is checked out."""
    repository.git("checkout", "-q", "-b", "branch")
    repository.commit(theirs, "theirs", who=SECOND)
    repository.git("checkout", "-q", "main")
    if ours:
        repository.commit(ours, "ours")


THEIRS = ("theirs", "person.md", "post", "科长", "主任")
OURS = ("ours", "person.md", "rank", "科级正职", "科级副职")
SPACED = PERSON.replace("category", "\n\n\n\ncategory").replace("rank:", "\n\n\n\nrank:")


Steps = Callable[[Repository], object]
LATER = VISIT_PATH.replace("02-20", "02-21")
ODD = os.fsdecode(b"notes-\xff.txt")


def merged(repository: Repository, *options: str, message: str = "Merge") -> None:
    """A visit on main, another post on the branch, merged."""
    sides(repository, {VISIT_PATH: VISIT}, {PERSON_PATH: POST})
    repository.merge("branch", *options, message=message)


def hidden(repository: Repository) -> None:
    """A merge with changes of its own."""
    sides(repository, {VISIT_PATH: VISIT}, {PERSON_PATH: POST})
    repository.git("merge", "-q", "--no-commit", "--no-ff", "branch")
    repository.commit({PERSON_PATH: POST.replace("form: 2", "form: 1"), TALK_PATH: None}, "hidden")


def synced(repository: Repository) -> None:
    """A branch that takes in main, twice, and is then merged itself."""
    repository.git("checkout", "-q", "-b", "branch")
    repository.commit({PERSON_PATH: SPACED.replace("post: 科长", "post: 主任")}, "theirs")
    repository.git("checkout", "-q", "main")
    for number in (1, 2):
        repository.commit({VISIT_PATH: VISIT.replace("平稳", f"第{number}稿")}, f"main {number}")
        repository.git("checkout", "-q", "branch")
        repository.merge("main", message=f"sync {number}")
        repository.git("checkout", "-q", "main")
    repository.commit({VISIT_PATH: VISIT.replace("平稳", "第3稿")}, "main 3")
    repository.merge("branch")


def new_record_dropped(repository: Repository) -> None:
    """A visit on the branch, which the merge drops."""
    sides(repository, {PERSON_PATH: POST}, {VISIT_PATH: VISIT})
    repository.merge("branch", "-s", "ours", message="drop")


def main_dropped(repository: Repository) -> None:
    """A branch that takes in main without its changes, and is then merged."""
    repository.git("checkout", "-q", "-b", "branch")
    repository.commit({VISIT_PATH: VISIT}, "theirs")
    repository.git("checkout", "-q", "main")
    repository.commit({PERSON_PATH: POST}, "ours")
    repository.git("checkout", "-q", "branch")
    repository.merge("main", "-s", "ours", message="sync")
    repository.git("checkout", "-q", "main")
    repository.merge("branch")


def replaced(repository: Repository) -> None:
    """`git replace` shows another history than the one that was written."""
    repository.commit({PERSON_PATH: POST}, "post")
    other = repository.git("commit-tree", "HEAD^^{tree}", "-p", "HEAD^", "-m", "nothing happened")
    repository.git("replace", "HEAD", other)


def odd_name_dropped(repository: Repository) -> None:
    """A file name that is not UTF-8 on a branch, which the merge drops."""
    repository.git("checkout", "-q", "-b", "branch")
    (repository.records / ODD).write_text("x", encoding="utf-8")
    repository.commit(message="odd")
    repository.git("checkout", "-q", "main")
    repository.commit({VISIT_PATH: VISIT}, "ours")
    repository.merge("branch", "-s", "ours", message="drop")


# what was done; what is told of it, as much of each row as is named: subject, file, field, old, new
CHANGES: tuple[tuple[str, Steps, list[tuple[object, ...]]], ...] = (
    ("a field, and the commit that takes it back", lambda made: (
        made.commit({PERSON_PATH: POST}, "post"), made.git("revert", "--no-edit", "HEAD")), [
        ("post", "person.md", "post", "科长", "主任"), ('Revert "post"', "person.md", "post", "主任", "科长")]),
    ("text below the front matter", lambda made: made.commit({PERSON_PATH: f"{PERSON}一人一策。\n"}, "text"), [
        ("text", "person.md", "text", None, "一人一策。")]),
    ("a visit whose day was corrected is the same visit, another file another", lambda made: (
        made.commit({VISIT_PATH: VISIT}, "visit"),
        made.commit({VISIT_PATH: None, LATER: VISIT.replace("02-20", "02-21")}, "redate"),
        made.commit({LATER: None, VISIT_PATH.replace("visit", "talk"): COMMON[TALK_PATH]}, "other")), [
        ("visit", "2026-02-20-visit.md", None), ("redate", "2026-02-21-visit.md", "path"),
        ("redate", "2026-02-21-visit.md", "date"), ("other", "2026-02-20-talk.md", None),
        ("other", "2026-02-21-visit.md", None)]),
    ("what happened while nobody could read the file is told afterwards", lambda made: (
        made.commit({PERSON_PATH: PERSON.replace("---\n", "", 1)}, "broken"),
        made.commit({PERSON_PATH: POST.replace("post: 主任", "post：主任")}, "still"),
        made.commit({PERSON_PATH: POST}, "repaired")), [
        ("broken", "person.md", "unreadable", None, "missing-front-matter:1"),
        ("still", "person.md", "unreadable", "missing-front-matter:1", "full-width-colon:4"),
        ("repaired", "person.md", "unreadable", "full-width-colon:4", None),
        ("repaired", "person.md", "post", "科长", "主任")]),
    ("a file that is no record is not compared with one", lambda made: made.commit(
        {TALK_PATH: None, "people/tt/TT-0001/notes.txt": "x"}, "stray"), [
        ("stray", "2026-02-10-talk.md", None), ("stray", "notes.txt", "file")]),
    ("other files are told by their blobs", lambda made: made.commit(
        {"README.md": "x", "audit/allowed_signers": "y"}, "other"), [
        ("other", "README.md", "file", None), ("other", "allowed_signers", "file", None)]),
    ("`git replace` is seen through", replaced, [("post", "person.md", "post", "科长", "主任")]),
    ("a clean merge changes nothing", merged, [THEIRS, ("ours", "2026-02-20-visit.md", None)]),
    ("a merge that drops the branch", lambda made: merged(made, "-s", "ours", message="drop"), [
        THEIRS, ("drop", "person.md", "post", "主任", "科长"), ("ours", "2026-02-20-visit.md", None)]),
    ("a merge that drops a new record", new_record_dropped, [
        ("theirs", "2026-02-20-visit.md", None), ("drop", "2026-02-20-visit.md", None),
        ("ours", "person.md", "post", "科长", "主任")]),
    ("a change hidden in a merge", hidden, [
        THEIRS, ("hidden", "2026-02-10-talk.md", None, {"kind": "谈心谈话", "date": "2026-02-10", "helper": "王某"}),
        ("hidden", "person.md", "measures[党内警告@2026-01-15].form", 2, 1),
        ("ours", "2026-02-20-visit.md", None)]),
    ("main merged into the branch first: each change stands once", synced, [
        ("theirs", "person.md", "post"), ("main 1", "2026-02-20-visit.md", None),
        ("main 2", "2026-02-20-visit.md", "opinion"), ("main 3", "2026-02-20-visit.md", "opinion")]),
    ("main dropped in the branch: told there, and once", main_dropped, [
        ("theirs", "2026-02-20-visit.md", None), ("ours", "person.md", "post", "科长", "主任"),
        ("sync", "person.md", "post", "主任", "科长")]),
    ("a name that is not UTF-8, dropped by a merge", odd_name_dropped, [
        ("odd", r"notes-\xff.txt", "file"), ("drop", r"notes-\xff.txt", "file"),
        ("ours", "2026-02-20-visit.md", None)]),
)  # fmt: skip


@pytest.mark.parametrize(("steps", "rows"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_what_was_changed(repository: Repository, steps: Steps, rows: list[tuple[object, ...]]) -> None:
    """Two sides of a merge have no order: each file's changes are in theirs."""
    steps(repository)
    found, wanted = (sorted(each, key=lambda row: str(row[1])) for each in (repository.rows(), rows))
    assert [row[: len(named)] for row, named in zip(found, wanted, strict=True)] == wanted


def test_merged_contents_change_nothing(repository: Repository) -> None:
    """Both sides changed another field of one file: the merge has a blob of its own, and did nothing."""
    repository.commit({PERSON_PATH: SPACED}, "space")
    sides(
        repository,
        {PERSON_PATH: SPACED.replace("rank: 科级正职", "rank: 科级副职")},
        {PERSON_PATH: SPACED.replace("post: 科长", "post: 主任")},
    )
    merge = repository.merge("branch")
    assert sorted(repository.rows()) == [OURS, THEIRS]
    history = repository.history()
    assert history.numbers[merge] not in history.files  # so that nobody asks who reviewed the merge itself


@pytest.mark.parametrize(
    ("made", "row"),
    [
        (POST, ("settled", "person.md", "post", "局长", "主任")),
        (PERSON.replace("科长", "局长"), ("settled", "person.md", "post", "主任", "局长")),
        (PERSON.replace("科长", "调研员"), ("settled", "person.md", "post", "局长", "调研员")),
    ],
)
def test_conflict_settled(repository: Repository, made: str, row: tuple[object, ...]) -> None:
    """Both changed the field: the merge tells from what it did not take to what it made."""
    sides(repository, {PERSON_PATH: PERSON.replace("科长", "局长")}, {PERSON_PATH: POST})
    repository.git("merge", "--no-commit", "-s", "ours", "branch")
    repository.commit({PERSON_PATH: made}, "settled")
    assert [each for each in repository.rows() if each[0] == "settled"] == [row]


def test_requests(repository: Repository) -> None:
    """A commit belongs to the merge request it names, or that its merge names."""
    sides(repository, {VISIT_PATH: VISIT}, {PERSON_PATH: POST})
    repository.merge("branch", message="Merge branch 'branch'\n\nSee merge request office/register!12")
    repository.commit({PERSON_PATH: RANK}, "squashed (#34)")
    history = repository.history()
    assert {history.commits[number].subject: name for number, name in history.requests.items()} == {
        "theirs": "!12", "Merge branch 'branch'": "!12", "squashed (#34)": "#34",
    }  # fmt: skip


# who, and signed by whom


SIGNED = (  # who, whose commit, which key; whether the register names its keys; what the signature is
    (FIRST, FIRST, FIRST, True, "good"),
    (SECOND, FIRST, FIRST, True, "good"),
    (SECOND, SECOND, FIRST, True, "untrusted"),  # somebody else's name
    (SECOND, SECOND, SECOND, True, "untrusted"),  # a key that nobody knows
    (FIRST, FIRST, FIRST, False, "untrusted"),  # git itself calls such a commit unsigned
    (FIRST, FIRST, None, True, "none"),
)


@pytest.mark.parametrize(("who", "by", "key", "listed", "state"), SIGNED)
def test_signatures(repository: Repository, who: str, by: str, key: str | None, *, listed: bool, state: str) -> None:
    if listed:
        repository.commit({"audit/allowed_signers": repository.allowed(FIRST)}, "signers")
    repository.commit({PERSON_PATH: POST}, "post", who=who, by=by, key=key)
    assert [commit.signed for commit in repository.history().commits] == [*["none"] * (1 + listed), state]


def test_altered_after_it_was_signed(repository: Repository) -> None:
    repository.commit({"audit/allowed_signers": repository.allowed(FIRST)}, "signers")
    repository.commit({PERSON_PATH: POST}, "own", key=FIRST)
    raw = subprocess.run(
        ["git", "-C", repository.root, "cat-file", "commit", "HEAD"], check=True, capture_output=True
    ).stdout.replace(b"\nown\n", b"\naltered\n")  # fmt: skip
    made = subprocess.run(
        ["git", "-C", repository.root, "hash-object", "-t", "commit", "-w", "--stdin"],
        check=True, capture_output=True, input=raw,
    ).stdout.decode().strip()  # fmt: skip
    repository.git("merge", "-q", "--no-ff", "-s", "ours", "-m", "altered in", made)
    states = {commit.subject: commit.signed for commit in repository.history().commits}
    assert states == {"first": "none", "signers": "none", "own": "good", "altered": "bad", "altered in": "none"}


def test_list_of_gits_own_setting(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's counts; a clone does not say whom to trust."""
    (tmp_path / "allowed").write_text(repository.allowed(FIRST), encoding="utf-8")
    repository.git("config", "gpg.ssh.allowedSignersFile", str(tmp_path / "allowed"))
    repository.commit({PERSON_PATH: POST}, "post", key=FIRST)
    assert repository.history().commits[-1].signed == "untrusted"
    setting = f'[gpg "ssh"]\n\tallowedSignersFile = {tmp_path / "allowed"}\n'
    (tmp_path / "user").write_text(setting, encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "user"))
    assert repository.history().commits[-1].signed == "good"


def test_author_and_committer(repository: Repository) -> None:
    repository.commit({PERSON_PATH: POST}, "post", who=SECOND, by=FIRST, when="2026-03-05T23:30:00+00:00")
    commit = repository.history().commits[-1]
    assert (commit.author, commit.committer) == (SECOND, FIRST)
    assert (commit.authored, commit.committed) == ("2026-03-05T23:30:00+00:00",) * 2


# other settings, other shapes


@pytest.mark.parametrize(
    ("key", "text"),
    [("log.showSignature", "true"), ("log.showRoot", "false"), ("diff.renames", "copies"), ("core.quotePath", "true"),
     ("log.diffMerges", "combined"), ("i18n.logOutputEncoding", "GBK"), ("log.follow", "true"), ("color.ui", "always")],
)  # fmt: skip
def test_settings_change_nothing(repository: Repository, key: str, text: str) -> None:
    repository.commit({PERSON_PATH: POST}, "改")
    before = told(repository.history().changes())
    repository.git("config", key, text)
    assert told(repository.history().changes()) == before


@pytest.mark.parametrize("inside", [".", "records", "a/登记册/records"])
def test_where_the_register_lies(tmp_path: Path, inside: str) -> None:
    """Only the register's own folder counts, not the one beside it."""
    made = started(tmp_path / "office", COMMON, inside=inside)
    made.commit({PERSON_PATH: POST}, "post")
    if inside != ".":
        made.inside = "other/records"
        made.commit({PERSON_PATH: PERSON}, "other")
        made.inside = inside
    assert made.rows() == [("post", "person.md", "post", "科长", "主任")]


@pytest.mark.parametrize("inside", [".", "records"])
def test_bare(tmp_path: Path, inside: str) -> None:
    made = started(tmp_path / "office", COMMON, inside=inside)
    made.commit({PERSON_PATH: POST}, "post")
    made.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    place = find(tmp_path / "bare.git").registered()
    history = read_history(place, signers_of(place, FolderTree(tmp_path / "bare.git")))
    assert told(history.changes())[-1] == ("post", "person.md", "post", "科长", "主任")


def test_shallow_is_refused(repository: Repository, tmp_path: Path) -> None:
    repository.commit({PERSON_PATH: POST})
    repository.git("clone", "-q", "--depth", "1", f"file://{repository.root}", str(tmp_path / "shallow"))
    place = find(tmp_path / "shallow" / "records")
    with pytest.raises(ShallowError):
        read_history(place, signers_of(place, FolderTree(tmp_path / "shallow" / "records")))


def test_no_commit_yet(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    place = find(tmp_path / "records")
    assert list(read_history(place, signers_of(place, FolderTree(tmp_path / "records"))).changes()) == []


# the cache


def everything(repository: Repository, cache: Path | None) -> list[object]:
    history = repository.history(cache)
    return [*history.commits, *history.changes(), *sorted(history.files.items())]


def test_warm_is_cold(repository: Repository, tmp_path: Path) -> None:
    """Read bit by bit, with branches that began before what was known, it is what a cold read gives."""
    cache = tmp_path / "cache"
    repository.git("branch", "old")
    for number in range(4):
        repository.commit({PERSON_PATH: PERSON.replace("科长", f"第{number}")}, f"{number}")
        assert everything(repository, cache) == everything(repository, None)
    repository.git("checkout", "-q", "old")
    repository.commit({VISIT_PATH: VISIT}, "old")
    repository.merge("main", "-X", "ours", message="sync")
    repository.git("checkout", "-q", "main")
    repository.merge("old", message="in")
    assert everything(repository, cache) == everything(repository, None)
    assert len(list(cache.iterdir())) == 1


def test_rewritten_history_is_read_anew(repository: Repository, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    repository.commit({PERSON_PATH: POST}, "post")
    everything(repository, cache)
    repository.git("commit", "-q", "--amend", "-m", "rewritten")
    assert [commit.subject for commit in repository.history(cache).commits] == ["first", "rewritten"]


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0 but broken"])
def test_unreadable_cache_is_thrown_away(repository: Repository, tmp_path: Path, content: bytes) -> None:
    cache = tmp_path / "cache"
    whole = everything(repository, cache)
    (file,) = cache.iterdir()
    file.write_bytes(content)
    assert everything(repository, cache) == whole
    assert file.stat().st_size > len(content)


def test_cache_of_other_signers_is_foreign(repository: Repository, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    repository.commit({PERSON_PATH: POST}, "post", key=FIRST)
    assert repository.history(cache).commits[-1].signed == "untrusted"
    (repository.records / "audit").mkdir()
    (repository.records / "audit" / "allowed_signers").write_text(repository.allowed(FIRST), encoding="utf-8")
    assert repository.history(cache).commits[-1].signed == "good"


def test_no_place_for_a_cache(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, not a folder", encoding="utf-8")
    assert everything(repository, tmp_path / "cache") == everything(repository, None)


def test_gone_from_the_work_tree(repository: Repository) -> None:
    """The history is read where the folder itself is not there."""
    shutil.rmtree(repository.records / "people")
    repository.commit(message="all gone")
    assert {row[4] for row in repository.rows()} == {None}


# what Git lets anybody write


@pytest.mark.parametrize(
    ("committed", "day"),
    [
        ("乙 <b@example.invalid> 253402300800 +0800", "9999-12-31"),
        ("乙 <b@example.invalid> 99999999999999999999 +0800", "9999-12-31"),
        ("乙 <b@example.invalid> -5 +0800", "1970-01-01"),
        ("乙 <b@example.invalid> 1772330400 +9999", "2026-03-01"),
        ("乙 <b@example.invalid>", "1970-01-01"),
        ("乙", "1970-01-01"),
    ],
)
def test_odd_dates(repository: Repository, tmp_path: Path, committed: str, day: str) -> None:
    """Whatever stands there as a date, the commit is told on some day, in the order of parents."""
    before = repository.git("rev-parse", "HEAD")
    repository.commit({PERSON_PATH: POST}, "odd")
    tree = repository.git("rev-parse", "HEAD^{tree}")
    raw = f"tree {tree}\nparent {before}\nauthor {committed}\ncommitter {committed}\n\nodd\n"
    made = subprocess.run(
        ["git", "-C", repository.root, "hash-object", "-t", "commit", "-w", "--literally", "--stdin"],
        check=True, capture_output=True, input=raw.encode(),
    ).stdout.decode().strip()  # fmt: skip
    repository.git("reset", "-q", "--hard", made)
    repository.commit({PERSON_PATH: RANK}, "later")
    repository.history(tmp_path / "cache")
    history = repository.history(tmp_path / "cache")
    assert [commit.subject for commit in history.commits] == ["first", "odd", "later"]
    odd = history.commits[1]
    assert odd.day.isoformat() == day
    for text in (odd.authored, odd.committed):
        assert datetime.fromisoformat(text).astimezone(UTC8).date() == odd.day
    assert list(dict.fromkeys(row[0] for row in chosen(history, field="post"))) == ["first", "odd", "later"]
    assert find(repository.records).revision("9999-12-31") == history.tip


def test_file_name_that_is_not_utf8(repository: Repository, tmp_path: Path) -> None:
    """Its bytes are spelled out, in the cache too."""
    repository.git("checkout", "-q", "-b", "branch")
    (repository.records / os.fsdecode(b"notes-\xff.txt")).write_text("x", encoding="utf-8")
    repository.commit(message="odd")
    repository.git("checkout", "-q", "main")
    repository.commit({VISIT_PATH: VISIT}, "ours")
    repository.merge("branch")
    repository.history(tmp_path / "cache")
    assert [row[:3] for row in told(repository.history(tmp_path / "cache").changes()) if row[0] != "first"] in (
        [("odd", r"notes-\xff.txt", "file"), ("ours", "2026-02-20-visit.md", None)],
        [("ours", "2026-02-20-visit.md", None), ("odd", r"notes-\xff.txt", "file")],
    )


RUN = "import sys; from huifang.commands.main import main; sys.exit(main(sys.argv[1:]))"


def test_two_processes_with_an_empty_cache(repository: Repository, tmp_path: Path) -> None:
    for number in range(30):
        repository.commit({PERSON_PATH: PERSON.replace("科长", f"第{number}")}, f"{number}")
    command = [sys.executable, "-c", RUN, "history", "--records", str(repository.records), "--format", "json"]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "CI": ""}
    runs = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) for _ in range(4)]
    told_by = {run.communicate()[0] for run in runs}
    assert [run.returncode for run in runs] == [0] * len(runs)
    assert len(told_by) == 1
