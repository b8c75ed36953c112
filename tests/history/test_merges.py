"""What a merge did itself is told, whatever lies behind it; a clean one tells nothing, whatever was moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.history.repositories import COMMON, PERSON, VISIT, VISIT_PATH, Repository, started
from tests.sound import PERSON_PATH

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

POST, RANK = PERSON.replace("科长", "主任"), PERSON.replace("科级正职", "科级副职")
BELOW = f"{PERSON.rstrip()}\n谈过一次。\n"


def rows(made: Repository, subject: str) -> list[tuple[object, ...]]:
    return [row[1:] for row in made.rows() if row[0] == subject]


def beside(made: Repository, *, emptied: bool = False) -> None:
    """A branch of two lines: one changed the post, beside it another changed something and took it back."""
    made.git("checkout", "-q", "-b", "branch")
    made.commit({PERSON_PATH: POST}, "theirs")
    made.git("checkout", "-q", "-b", "line", "main")
    made.commit({PERSON_PATH: "" if emptied else RANK}, "changed")
    made.commit({PERSON_PATH: PERSON}, "taken back")
    made.git("checkout", "-q", "branch")
    made.merge("line", message="both lines")
    made.git("checkout", "-q", "main")
    made.commit({"README.md": "x"}, "ours")


@pytest.mark.parametrize("emptied", [False, True])
def test_dropped_branch_of_two_lines(repository: Repository, *, emptied: bool) -> None:
    """What came of lines beside each other is not what stood in the last of their commits."""
    beside(repository, emptied=emptied)
    repository.merge("branch", "-s", "ours", message="dropped")
    assert rows(repository, "dropped") == [("person.md", "post", "主任", "科长")]


def test_clean_branch_of_two_lines(repository: Repository) -> None:
    beside(repository)
    repository.merge("branch", message="clean")
    assert rows(repository, "clean") == rows(repository, "both lines") == []


def test_dropped_branch_that_had_dropped_a_line(repository: Repository) -> None:
    """Each merge tells what it dropped, the one inside of the branch and the one of the branch."""
    made = repository
    made.git("checkout", "-q", "-b", "line")
    made.commit({PERSON_PATH: RANK}, "rank")
    made.git("checkout", "-q", "-b", "branch", "main")
    made.commit({PERSON_PATH: POST}, "post")
    made.merge("line", "-s", "ours", message="first")
    made.git("checkout", "-q", "main")
    made.commit({"README.md": "x"}, "ours")
    made.merge("branch", "-s", "ours", message="second")
    assert rows(made, "first") == [("person.md", "rank", "科级副职", "科级正职")]
    assert rows(made, "second") == [("person.md", "post", "主任", "科长")]


MEASURE = """measures:
  - type: 党内警告
    decided_on: {day}
    decided_by: tt-jw
    form: 2
    cause: 示例
    document: {document}
"""


def measured(day: str, document: str) -> str:
    one_line = "measures:\n  - {type: 党内警告, decided_on: 2026-01-15, decided_by: tt-jw, form: 2}\n"
    assert one_line in PERSON
    return PERSON.replace(one_line, MEASURE.format(day=day, document=document))


@pytest.mark.parametrize("into", ["main", "branch"])
@pytest.mark.parametrize("kept", [True, False])
def test_day_of_a_measure_corrected_on_one_side(repository: Repository, into: str, *, kept: bool) -> None:
    made = repository
    made.commit({PERSON_PATH: measured("2025-01-15", "一号")}, "measure")
    made.git("checkout", "-q", "-b", "branch")
    made.commit({PERSON_PATH: measured("2025-01-16", "一号")}, "day")
    made.git("checkout", "-q", "main")
    made.commit({PERSON_PATH: measured("2025-01-15", "二号")}, "document")
    made.git("checkout", "-q", into)
    made.git("merge", "-q", "--no-commit", "--no-ff", {"main": "branch", "branch": "main"}[into])
    made.commit({PERSON_PATH: measured("2025-01-16", "二号" if kept else "一号")}, "merged")
    told = [("person.md", "measures[党内警告@2025-01-16].document", "二号", "一号")]
    assert rows(made, "merged") == ([] if kept else told)


# merges of merges: two commits in common, neither before the other


def crossed(made: Repository, one: str, other: str, *options: str) -> None:
    """Each of two lines merged what the other had begun with; each wrote something far from it afterwards."""
    made.git("checkout", "-q", "-b", "branch")
    made.commit({PERSON_PATH: other}, "other")
    made.git("branch", "-q", "begun")
    made.git("checkout", "-q", "main")
    made.commit({PERSON_PATH: one}, "one")
    made.git("branch", "-q", "here")
    made.merge("begun", *options, message="crossing one")
    made.git("checkout", "-q", "branch")
    made.merge("here", *options, message="crossing other")
    assert len(made.git("merge-base", "--all", "main", "branch").split()) == len((one, other))


def test_crossed_merges(repository: Repository) -> None:
    """All of them clean: each change stands where it was made, and once."""
    made = repository
    crossed(made, POST, BELOW)
    made.commit({PERSON_PATH: BELOW.replace("科长", "主任").replace("一次", "两次")}, "text again")
    made.git("checkout", "-q", "main")
    made.commit({VISIT_PATH: VISIT}, "visit")
    made.merge("branch", message="last")
    assert [row[:3] for row in sorted(made.rows(), key=str)] == [
        ("one", "person.md", "post"),
        ("other", "person.md", "text"),
        ("text again", "person.md", "text"),
        ("visit", "2026-02-20-visit.md", None),
    ]


@pytest.mark.parametrize(("how", "row"), [("ours", ("局长", "主任")), ("theirs", ("主任", "局长"))])
def test_crossed_merges_that_settled_a_contradiction(repository: Repository, how: str, row: tuple[str, str]) -> None:
    """Each kept its own value; the last one settles it again, and tells what it did not take."""
    crossed(repository, POST, PERSON.replace("科长", "局长"), "-X", "ours")
    repository.git("checkout", "-q", "main")
    repository.merge("branch", "-X", how, message="last")
    assert rows(repository, "crossing one") == [("person.md", "post", "局长", "主任")]
    assert rows(repository, "crossing other") == [("person.md", "post", "主任", "局长")]
    assert rows(repository, "last") == [("person.md", "post", *row)]


# files that were moved

ELSEWHERE = PERSON_PATH.replace("/tt/", "/uu/")
LATER_PATH, LATER = VISIT_PATH.replace("-20-", "-21-"), VISIT.replace("2026-02-20", "2026-02-21")
OPINION, OPINION_LATER = VISIT.replace("平稳", "好"), LATER.replace("平稳", "好")
Files = dict[str, str | None]
OTHER_WAY = {"main": "branch", "branch": "main"}


@pytest.fixture
def visited(tmp_path: Path) -> Repository:
    """A person with a visit."""
    return started(tmp_path / "office", {**COMMON, VISIT_PATH: VISIT})


def apart(made: Repository, theirs: Callable[[], object], ours: Callable[[], object], into: str = "main") -> None:
    """Something on a branch, something else on the main line; where it is to be merged is checked out."""
    made.git("checkout", "-q", "-b", "branch")
    theirs()
    made.commit(message="theirs")
    made.git("checkout", "-q", "main")
    ours()
    made.commit(message="ours")
    made.git("checkout", "-q", into)


def redated(made: Repository) -> None:
    made.commit({VISIT_PATH: None, LATER_PATH: LATER}, "redated")


def moved(made: Repository) -> None:
    made.git("mv", "records/people/tt", "records/people/uu")


def merged(made: Repository, branch: str, files: dict[str, str | None], *options: str) -> list[tuple[object, ...]]:
    """The rows of a merge whose files somebody touched up: whole path, field, old, new."""
    made.git("merge", "-q", "--no-commit", "--no-ff", *options, branch)
    head = made.commit(files, "merged")
    assert made.git("rev-parse", "--verify", f"{head}^2")
    changes = made.history().changes()
    found = [(each.path, each.field, each.old, each.new) for each in changes if each.commit.hash == head]
    return sorted(found, key=str)


@pytest.mark.parametrize("into", OTHER_WAY)
def test_visit_redated_on_one_side_written_on_the_other(visited: Repository, into: str) -> None:
    apart(visited, lambda: redated(visited), lambda: visited.commit({VISIT_PATH: OPINION}), into)
    assert merged(visited, OTHER_WAY[into], {}) == []


@pytest.mark.parametrize("into", OTHER_WAY)
def test_visit_redated_on_both_sides(visited: Repository, into: str) -> None:
    """The same way, and something of it written on one."""

    def both() -> None:
        redated(visited)
        visited.commit({LATER_PATH: OPINION_LATER})

    apart(visited, lambda: redated(visited), both, into)
    assert merged(visited, OTHER_WAY[into], {}) == []


@pytest.mark.parametrize("into", OTHER_WAY)
def test_folder_moved_on_one_side_field_changed_on_the_other(visited: Repository, into: str) -> None:
    apart(visited, lambda: moved(visited), lambda: visited.commit({PERSON_PATH: POST, VISIT_PATH: OPINION}), into)
    assert merged(visited, OTHER_WAY[into], {}) == []


@pytest.mark.parametrize("into", OTHER_WAY)
def test_change_that_was_dropped_beside_a_move(visited: Repository, into: str) -> None:
    apart(visited, lambda: moved(visited), lambda: visited.commit({PERSON_PATH: POST}), into)
    assert merged(visited, OTHER_WAY[into], {ELSEWHERE: PERSON}) == [(ELSEWHERE, "post", "主任", "科长")]


@pytest.mark.parametrize("into", OTHER_WAY)
def test_move_that_was_dropped_beside_a_change(visited: Repository, into: str) -> None:
    apart(visited, lambda: redated(visited), lambda: visited.commit({VISIT_PATH: OPINION}), into)
    files = {VISIT_PATH: OPINION, LATER_PATH: None}
    assert merged(visited, OTHER_WAY[into], files) == [
        (VISIT_PATH, "date", "2026-02-21", "2026-02-20"), (VISIT_PATH, "path", LATER_PATH, VISIT_PATH),
    ]  # fmt: skip


Rows = list[tuple[object, ...]]
DATED_BACK: Rows = [(VISIT_PATH, "date", "2026-02-21", "2026-02-20"), (VISIT_PATH, "path", LATER_PATH, VISIT_PATH)]
DATED_ON: Rows = [(LATER_PATH, "date", "2026-02-20", "2026-02-21"), (LATER_PATH, "path", VISIT_PATH, LATER_PATH)]
README: Files = {"README.md": "x"}
OF_THE_MERGE: dict[str, tuple[Files, Files, Files, tuple[str, ...], Rows]] = {
    # what happened -> theirs, ours, what the merge writes, its options, its rows
    "a move dropped": ({VISIT_PATH: None, LATER_PATH: LATER}, README, {}, ("-s", "ours"), DATED_BACK),
    "a move made": ({VISIT_PATH: OPINION}, README, {VISIT_PATH: None, LATER_PATH: OPINION_LATER}, (), DATED_ON),
    "broken": ({PERSON_PATH: POST}, {PERSON_PATH: BELOW}, {PERSON_PATH: POST.replace("---\n", "", 1)}, (),
               [(PERSON_PATH, "unreadable", None, "missing-front-matter:1")]),
}  # fmt: skip


@pytest.mark.parametrize("name", OF_THE_MERGE)
def test_what_the_merge_itself_did(visited: Repository, name: str) -> None:
    theirs, ours, files, options, told = OF_THE_MERGE[name]
    apart(visited, lambda: visited.commit(theirs), lambda: visited.commit(ours))
    assert merged(visited, "branch", files, *options) == told


@pytest.mark.parametrize("into", OTHER_WAY)
def test_moved_file_that_a_merge_deleted(visited: Repository, into: str) -> None:
    """One file went: with what both sides had made of it."""
    apart(visited, lambda: redated(visited), lambda: visited.commit({VISIT_PATH: OPINION}), into)
    (row,) = merged(visited, OTHER_WAY[into], {LATER_PATH: None})
    assert row[:2] == (LATER_PATH, None)
    assert (row[2]["date"], row[2]["opinion"], row[3]) == ("2026-02-21", "好。", None)  # type: ignore[index] # a record


@pytest.mark.parametrize(("before", "ours"), [({VISIT_PATH: VISIT}, README), ({}, {VISIT_PATH: VISIT})])
def test_visit_deleted_in_a_merge_that_brings_another(tmp_path: Path, before: dict[str, str], ours: Files) -> None:
    """However alike they are, the one is no other: both stood beside each other."""
    made = started(tmp_path / "office", {**COMMON, **before})
    apart(made, lambda: made.commit({LATER_PATH: LATER}), lambda: made.commit(ours))
    (row,) = merged(made, "branch", {VISIT_PATH: None})
    assert (row[0], row[1], row[3]) == (VISIT_PATH, None, None)


@pytest.mark.parametrize("into", OTHER_WAY)
def test_broken_on_one_side_moved_on_the_other(visited: Repository, into: str) -> None:
    """It is told where it was broken; repaired, it is compared with what stood before."""
    broken = PERSON.replace("post: 科长", "post：科长")
    apart(visited, lambda: moved(visited), lambda: visited.commit({PERSON_PATH: broken}, "broken"), into)
    assert merged(visited, OTHER_WAY[into], {}) == []
    visited.commit({ELSEWHERE: POST}, "repaired")
    assert rows(visited, "repaired") == [
        ("person.md", "unreadable", "full-width-colon:4", None), ("person.md", "post", "科长", "主任"),
    ]  # fmt: skip


@pytest.mark.parametrize("into", OTHER_WAY)
def test_broken_on_one_side_changed_on_the_other(repository: Repository, into: str) -> None:
    """Git joins the lines to a text that nobody can read, as one of them was: that was told already."""
    made = repository
    broken = PERSON.replace("---\n", "", 1)
    apart(made, lambda: made.commit({PERSON_PATH: broken}, "broken"), lambda: made.commit({PERSON_PATH: BELOW}), into)
    assert merged(made, OTHER_WAY[into], {}) == []
    assert [row[0] for row in made.rows() if row[2] == "unreadable"] == ["broken"]


def test_mode_of_any_other_file(repository: Repository) -> None:
    """No content became another."""
    repository.commit({"README.md": "x"}, "new")
    (repository.records / "README.md").chmod(0o755)
    repository.commit({PERSON_PATH: POST}, "mode")
    assert rows(repository, "mode") == [("person.md", "post", "科长", "主任")]


# what Git makes of lines by itself, without a word and without a conflict: no commit did it to the record


def helped(*names: str) -> str:
    """The record with these helpers, in their order."""
    line = next(each for each in PERSON.splitlines(keepends=True) if "王某" in each)
    return PERSON.replace(line, "".join(line.replace("王某", name) for name in names))


KEY = "important_post: true\n"
TOP, BOTTOM = (PERSON.replace(old, f"{old}{KEY}", 1) for old in ("---\n", "to: null}\n"))
OTHERS_VISIT = VISIT_PATH.replace("TT-0001", "TT-0002")
THREE = helped("甲某", "王某", "乙某")
AT_HEAD, AT_END = helped("丙某", "甲某", "王某", "乙某"), helped("甲某", "王某", "乙某", "丙某")
Written = dict[str, str | None]
BY_GIT: dict[str, tuple[str, Written, Written, list[tuple[object, ...]]]] = {
    # the record before, what theirs changed, what ours changed, what the merge did
    "joined": (PERSON, {PERSON_PATH: POST}, {PERSON_PATH: BELOW}, []),
    "same-key-at-two-places": (
        PERSON, {PERSON_PATH: TOP}, {PERSON_PATH: BOTTOM},
        [("person.md", "unreadable", None, "duplicate-key:15")],
    ),
    "same-entry-twice": (
        THREE, {PERSON_PATH: AT_HEAD}, {PERSON_PATH: AT_END},
        [("person.md", "helpers[丙某@2026-01-20#2]", None, "丙某")],
    ),
    "into-the-record-of-another": (  # Git takes a visit that was filed under the right code for the old one, moved
        PERSON, {VISIT_PATH: OPINION}, {VISIT_PATH: None, OTHERS_VISIT: VISIT},
        [("2026-02-20-visit.md", "opinion", "平稳。", "好。"), ("2026-02-20-visit.md", None, "好。", None)],
    ),
}  # fmt: skip


def brief(value: object) -> object:
    return value.get("name") or value.get("opinion") if isinstance(value, dict) else value


@pytest.mark.parametrize(("before", "theirs", "ours", "told"), BY_GIT.values(), ids=BY_GIT)
def test_what_git_made_of_the_lines_by_itself(
    tmp_path: Path, before: str, theirs: Written, ours: Written, told: list[tuple[object, ...]]
) -> None:
    """`git log --remerge-diff` says nothing of these: it made the same."""
    made = started(tmp_path / "office", {**COMMON, PERSON_PATH: before, VISIT_PATH: VISIT})
    apart(made, lambda: made.commit(theirs), lambda: made.commit(ours))
    made.merge("branch", message="clean")
    assert made.git("show", "--format=", "--remerge-diff", "HEAD") == ""
    found = [(path, field, brief(old), brief(new)) for path, field, old, new in rows(made, "clean")]
    assert sorted(found, key=str) == sorted(told, key=str)
