"""What objects hold: many at once, one by one, what is not there; no program is left behind."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from huifang.git_access import CommitTree, find
from huifang.git_access.blobs import AT_ONCE, Blobs, Names, contents
from tests.history.repositories import PERSON, Repository, started
from tests.sound import PERSON_PATH

if TYPE_CHECKING:
    from pathlib import Path

    from huifang.git_access import GitPlace

NOTHING = "0123456789" * 4


@pytest.fixture
def office(tmp_path: Path) -> Repository:
    made = started(tmp_path / "office")
    made.commit({"docs/a missing": "一", "docs/empty": ""})
    return made


@pytest.fixture
def place(office: Repository) -> GitPlace:
    return find(office.records)


def test_more_than_a_pipe_holds_in_the_order_asked(office: Repository, place: GitPlace) -> None:
    person = office.git("rev-parse", f"HEAD:records/{PERSON_PATH}")
    tree = office.git("rev-parse", "HEAD:records")
    asked = [person, NOTHING, tree] * AT_ONCE
    assert list(contents(place, asked)) == [PERSON.encode(), None, None] * AT_ONCE
    assert list(contents(place, [])) == []


@pytest.mark.parametrize(("path", "content"), [("docs/empty", b""), (PERSON_PATH, PERSON.encode()), (None, None)])
def test_one_by_one(office: Repository, place: GitPlace, path: str | None, content: bytes | None) -> None:
    assert Blobs(place).read(office.git("rev-parse", f"HEAD:records/{path}") if path else NOTHING) == content


@pytest.mark.parametrize(
    "absent", ["HEAD:records/docs/is missing", "HEAD:nothing", "nothing:nothing", "HEAD:a\nHEAD:records"]
)
def test_names_of_what_is_there_and_what_is_not(office: Repository, place: GitPlace, absent: str) -> None:
    names = Names(place)
    assert names.of("HEAD:records/docs/a missing") == office.git("rev-parse", "HEAD:records/docs/a missing")
    assert names.of(absent) is None
    assert names.of(f"HEAD:records/{PERSON_PATH}") == office.git("rev-parse", f"HEAD:records/{PERSON_PATH}")


def test_no_program_is_left_behind(place: GitPlace) -> None:
    """Also where the last holder is part of a circle: then Python ends things in an order of its own."""
    circle: list[object] = [CommitTree(place, place.revision("HEAD"))]
    circle.append(circle)
    assert circle[0].read(PERSON_PATH) == PERSON.encode()  # type: ignore[attr-defined]
    process = circle[0]._blobs.close.peek()[2][0].proc  # type: ignore[attr-defined] # noqa: SLF001 - the program itself
    assert process.poll() is None
    del circle
    gc.collect()
    assert process.poll() is not None


def test_what_was_read_in_part_is_ended_too(office: Repository, place: GitPlace) -> None:
    half = contents(place, [office.git("rev-parse", f"HEAD:records/{PERSON_PATH}")] * AT_ONCE * 3)
    assert next(half) == PERSON.encode()
    half.close()  # type: ignore[attr-defined] # a generator
