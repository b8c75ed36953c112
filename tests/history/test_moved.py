"""A register whose folder was moved: its past is told as if it had always lain here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from huifang.git_access import CommitTree, find
from tests.history.repositories import COMMON, PERSON, VISIT, VISIT_PATH, Repository, started, told
from tests.sound import PERSON_PATH

if TYPE_CHECKING:
    from pathlib import Path

    from huifang.history import History

POST = PERSON.replace("科长", "主任")


def everything(history: History) -> list[object]:
    return [*history.commits, *history.changes(), *sorted(history.files.items())]


def moved(repository: Repository, to: str, message: str = "moved") -> None:
    """The register into another folder, by one commit."""
    old = repository.inside
    (repository.root / to).parent.mkdir(parents=True, exist_ok=True)
    repository.git("mv", old, to)
    repository.inside = to
    repository.commit(message=message)


def test_moved_folder(repository: Repository, tmp_path: Path) -> None:
    """Nothing changed by that alone; what stood before has the same paths."""
    repository.commit({PERSON_PATH: POST}, "post")
    begun = told(repository.history().changes())
    moved(repository, "office/data")
    assert told(repository.history(tmp_path / "cache").changes()) == begun
    repository.commit({PERSON_PATH: PERSON}, "back")
    history = repository.history(tmp_path / "cache")
    assert everything(history) == everything(repository.history())
    assert told(history.changes()) == [*begun, ("back", "person.md", "post", "主任", "科长")]
    assert [row[0] for row in told(history.of_file(PERSON_PATH))] == ["first", "post", "back"]


def test_moved_with_changes_and_something_left_behind(repository: Repository) -> None:
    repository.commit({VISIT_PATH: VISIT, "README.md": "x"}, "visit")
    repository.git("mv", "records", "data")
    repository.inside = "data"
    (repository.root / "records").mkdir()
    repository.git("mv", "data/README.md", "records/README.md")
    repository.commit({PERSON_PATH: POST}, "moved")
    assert [row[:4] for row in repository.rows() if row[0] == "moved"] == [
        ("moved", "README.md", "file", "c1b0730e0133447badcfd47fd144e254807b06e1"),
        ("moved", "person.md", "post", "科长"),
    ]


def test_moved_twice_and_back(repository: Repository, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for number, to in enumerate(("data", "office/records", "records", "data")):
        moved(repository, to)
        repository.commit({PERSON_PATH: PERSON.replace("科长", f"第{number}")}, f"post {number}")
        assert everything(repository.history(cache)) == everything(repository.history())
    assert [row[0] for row in repository.rows()] == ["post 0", "post 1", "post 2", "post 3"]


def test_moved_out_of_the_root(tmp_path: Path) -> None:
    made = started(tmp_path / "office", COMMON, inside=".")
    made.commit({PERSON_PATH: POST}, "post")
    (made.root / "records").mkdir()
    for name in ("policy", "people", "organizations"):
        made.git("mv", name, f"records/{name}")
    made.inside = "records"
    made.commit(message="moved")
    made.commit({PERSON_PATH: PERSON}, "back")
    assert [row[:3] for row in made.rows()] == [("post", "person.md", "post"), ("back", "person.md", "post")]


@pytest.mark.parametrize("into", ["main", "branch"])
def test_branch_from_before_the_move(repository: Repository, tmp_path: Path, into: str) -> None:
    """A branch that still has the old folder, merged either way: each change stands once."""
    repository.git("checkout", "-q", "-b", "branch")
    repository.commit({PERSON_PATH: POST}, "theirs")
    repository.git("checkout", "-q", "main")
    moved(repository, "data")
    repository.commit({VISIT_PATH: VISIT}, "ours")
    repository.history(tmp_path / "cache")
    repository.git("checkout", "-q", into)
    repository.merge({"main": "branch", "branch": "main"}[into])
    repository.commit({VISIT_PATH: VISIT.replace("平稳", "好")}, "later")
    history = repository.history(tmp_path / "cache")
    assert everything(history) == everything(repository.history())
    assert sorted(row[:3] for row in told(history.changes()) if row[0] != "first") == [
        ("later", "2026-02-20-visit.md", "opinion"),
        ("ours", "2026-02-20-visit.md", None),
        ("theirs", "person.md", "post"),
    ]


def test_a_register_that_was_copied(repository: Repository) -> None:
    """The copy has the past of what it was copied from; what it was copied from knows nothing of the copy."""
    repository.inside = "other"
    repository.commit({**COMMON, PERSON_PATH: POST}, "copied")
    repository.inside = "records"
    moved(repository, "data")
    repository.inside = "other"
    assert repository.rows() == [("copied", "person.md", "post", "科长", "主任")]
    repository.inside = "data"
    assert repository.rows() == []


def test_what_a_commit_from_before_holds(repository: Repository) -> None:
    """Its tree is read from where it lay, under the name of today."""
    old = repository.git("rev-parse", "HEAD")
    tree = repository.git("rev-parse", "HEAD:records")
    moved(repository, "office/data")
    place = find(repository.records)
    then = CommitTree(place, old)
    assert then.name == "data"
    assert then.read(PERSON_PATH).decode() == PERSON
    assert place.tree_of(old) == tree
