"""20,000 commits by 200 authors: the whole field history in seconds, and only what is new the next time."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from huifang.git_access import GitPlace, Signers, find
from huifang.git_access.blobs import contents
from huifang.git_access.raw_log import files_below, raw_files
from huifang.history import RepositoryTraces, read_history
from tests.history.streams import Stream, long_history

COMMITS, PEOPLE, TRACKED = 20_000, 5_000, 200


def tracked(stream: Stream) -> Stream:
    """At the end a file of names that changes with every commit, and from the middle on a name in somebody's text."""
    tip = stream.marks
    for number in range(TRACKED):
        lines = "".join(f"TT-{each:04}: 示例{each}号\n" for each in range(number, number + 400))
        files: dict[str, str | None] = {"records/identities/tt.yml": lines}
        if number == 100:
            files["records/people/tt1/TT-00001/person.md"] = "示例150号"
        tip = stream.commit("main", files, parents=(tip,))
    return stream


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> GitPlace:
    folder = tmp_path_factory.mktemp("long") / "long.git"
    tracked(long_history(COMMITS - TRACKED, PEOPLE)).into(folder)
    return find(folder).registered()


def floor(place: GitPlace) -> float:
    """What Git alone takes to tell which files changed and what stood in them."""
    begun = time.monotonic()
    raw = place.output("log", "--raw", "-z", "--no-abbrev", "--no-renames", "--format=", "HEAD").decode()
    blobs = {each.new for each in files_below(raw_files(raw), "records/") if each.new}
    assert sum(1 for _ in contents(place, blobs)) > COMMITS
    return time.monotonic() - begun


@pytest.mark.slow
def test_long_history(place: GitPlace, tmp_path: Path) -> None:
    begun = time.monotonic()
    cold = read_history(place, Signers(None), cache=tmp_path)
    rows = sum(1 for _ in cold.changes())
    took = time.monotonic() - begun
    begun = time.monotonic()
    warm = read_history(place, Signers(None), cache=tmp_path)
    assert next(warm.changes("TT-00001")).person == "TT-00001"
    again = time.monotonic() - begun
    git = floor(place)
    sys.stderr.write(
        f"\n{len(cold.commits)} commits, {rows} changes: cold {took:.1f} s, {took / git:.1f} times log and cat-file "
        f"({git:.1f} s); one person, warm {again:.2f} s\n"
    )
    assert len(cold.commits) == place.count("HEAD") >= COMMITS
    assert rows > COMMITS


@pytest.mark.slow
def test_what_remains_of_an_identity(place: GitPlace) -> None:
    begun = time.monotonic()
    left = RepositoryTraces(place).remains("TT-0150", ("示例150号",))
    sys.stderr.write(
        f"\n{left.commits} commits: {left.identity.commits} hold the identity, {left.texts.commits} the name; "
        f"{time.monotonic() - begun:.1f} s\n"
    )
    assert left.commits >= COMMITS
    assert (left.identity.commits, left.texts.commits) == (151, 100)
