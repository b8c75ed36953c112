"""What a merge did itself is told, whatever lies behind it; a clean one tells nothing, whatever was moved."""

from __future__ import annotations

import pytest

from tests.history.repositories import PERSON, PERSON_PATH, Repository

POST, RANK = PERSON.replace("科长", "主任"), PERSON.replace("科级正职", "科级副职")


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
