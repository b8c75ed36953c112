"""Read at once or bit by bit, a history is the same: random repositories with broken files, merges and moves."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from huifang.git_access import Signers, find
from huifang.history import History, read_history
from huifang.history.cache import HistoryCache
from tests.history.repositories import COMMON, PERSON, Repository, started
from tests.history.streams import Stream
from tests.sound import PERSON_PATH

if TYPE_CHECKING:
    from pathlib import Path

    from huifang.git_access import GitPlace

SEEDS = range(6)
COMMITS = 24
BROKEN = ("", "broken", "---\npost：科长\n---\n")  # of which files share the bytes
PATHS = tuple(
    f"people/{district}/{code}/{name}"
    for code in ("TT-0001", "TT-0002")
    for district in ("tt", "uu")
    for name in ("person.md", "2026-02-20-visit.md")
)
OTHER = "policy/lifting.yml"
RULES = {"policy/measures.yml": "version: 1\n"}  # where they are, there is the register
Files = dict[str, str]


def text(dice: Random, path: str) -> str:
    if path == OTHER:
        return dice.choice(("a: 1\n", "a: 2\n", "a: [\n"))
    if dice.random() < 0.4:
        return dice.choice(BROKEN)
    post, rank = dice.choice("甲乙丙"), dice.choice("甲乙")
    return f"---\npost: {post}\nrank: {rank}\nmeasures:\n  - {{id: M1, form: {dice.randrange(3)}}}\n---\n"


def changed(dice: Random, files: Files) -> Files:
    """A tree after one commit: something written, moved or deleted."""
    made = dict(files)
    for _ in range(dice.randrange(1, 3)):
        path = dice.choice((*PATHS, OTHER))
        if path in made and dice.random() < 0.25:
            made[path.replace("/tt/", "/uu/") if "/tt/" in path else path.replace("/uu/", "/tt/")] = made.pop(path)
        elif path in made and dice.random() < 0.2:
            del made[path]
        else:
            made[path] = text(dice, path)
    return made


def merged(dice: Random, trees: list[Files]) -> Files:
    """Whatever of each file, of any side; now and then something of its own."""
    found = {}
    for path in dict.fromkeys(path for tree in trees for path in tree):
        side = dice.choice(trees)
        if path in side:
            found[path] = side[path] if dice.random() < 0.9 else text(dice, path)
    return found


def scattered(folder: Path, seed: int) -> tuple[GitPlace, list[str]]:
    """A random repository, and its commits; now and then a commit moves the whole register."""
    dice, stream = Random(seed), Stream(seed)  # noqa: S311 - deterministic on purpose
    trees, insides = {1: dict(RULES)}, {1: "records"}
    stream.commit("main", placed("records", RULES))
    heads = [1]
    while stream.marks < COMMITS:
        if len(heads) > 1 and dice.random() < 0.3:
            parents = tuple(dice.sample(heads, min(len(heads), dice.choice((2, 2, 3)))))
            tree = merged(dice, [trees[each] for each in parents]) | RULES
        else:
            parents = (dice.choice(heads) if dice.random() < 0.8 else dice.choice(list(trees)),)
            tree = changed(dice, trees[parents[0]])
        inside = insides[dice.choice(parents)] if dice.random() < 0.9 else dice.choice(("records", "data"))
        mark = committed(stream, (placed(insides[parents[0]], trees[parents[0]]), placed(inside, tree)), parents)
        trees[mark], insides[mark] = tree, inside
        heads = [each for each in heads if each not in parents] + [mark]
        if dice.random() < 0.25:
            heads.append(dice.choice(list(trees)))
        heads = list(dict.fromkeys(heads))
    stream.commit("main", {}, parents=tuple(heads))
    stream.into(folder)
    listed = subprocess.run(
        ["git", "-C", str(folder), "rev-list", "--topo-order", "--reverse", "main"], capture_output=True, check=True
    )
    return replace(find(folder), inside=insides[heads[0]]), listed.stdout.decode().split()


def placed(inside: str, files: Files) -> Files:
    return {f"{inside}/{path}": text for path, text in files.items()}


def committed(stream: Stream, trees: tuple[Files, Files], parents: tuple[int, ...]) -> int:
    """From one tree to another."""
    old, new = trees
    files = {path: new.get(path) for path in {**old, **new} if old.get(path) != new.get(path)}
    return stream.commit("main", dict(sorted(files.items())), parents=parents, text=f"{stream.marks}")


def everything(history: History) -> list[object]:
    return [*history.commits, *history.changes(), *sorted(history.files.items())]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_cut(tmp_path: Path, seed: int) -> None:
    place, commits = scattered(tmp_path / "made.git", seed)
    cold = everything(read_history(place, Signers(None)))
    for number, cut in enumerate(commits[:-1]):
        cache = tmp_path / f"cache-{number}"
        read_history(place, Signers(None), at=cut, cache=cache)
        assert everything(read_history(place, Signers(None), cache=cache)) == cold, cut


@pytest.mark.parametrize("seed", SEEDS)
def test_step_by_step(tmp_path: Path, seed: int) -> None:
    """Along the first parents, each step from the one before."""
    place, _ = scattered(tmp_path / "made.git", seed)
    cold = read_history(place, Signers(None))
    for commit in cold.mainline:
        found = everything(read_history(place, Signers(None), at=commit.hash, cache=tmp_path / "cache"))
        assert found == everything(read_history(place, Signers(None), at=commit.hash))
    assert found == everything(cold)


# what stands behind a revision that cannot be read


def person(post: str) -> str:
    return PERSON.replace("科长", post)


SECOND_PATH = PERSON_PATH.replace("TT-0001", "TT-0002")


def test_broken_with_the_same_bytes(tmp_path: Path) -> None:
    """Two files that were emptied: each is compared with itself."""
    made = started(tmp_path / "office", {**COMMON, SECOND_PATH: person("局长").replace("TT-0001", "TT-0002")})
    made.commit({PERSON_PATH: ""}, "first emptied")
    made.commit({SECOND_PATH: ""}, "second emptied")
    made.commit({PERSON_PATH: person("主任")}, "repaired")
    rows = [row for row in made.rows(PERSON_PATH) if row[0] == "repaired"]
    assert [row[2:] for row in rows] == [
        ("unreadable", "missing-front-matter:1", None), ("post", "科长", "主任"),
    ]  # fmt: skip


@pytest.mark.parametrize(("into", "old"), [("main", "局长"), ("branch", "主任")])
def test_broken_alike_on_two_branches(repository: Repository, into: str, old: str) -> None:
    """The same file, emptied on two lines that had changed it before: each line has its own past."""
    made = repository
    made.git("checkout", "-q", "-b", "branch")
    made.commit({PERSON_PATH: person("主任")}, "theirs")
    made.commit({PERSON_PATH: ""}, "theirs emptied")
    made.git("checkout", "-q", "main")
    made.commit({PERSON_PATH: person("局长")}, "ours")
    made.commit({PERSON_PATH: ""}, "ours emptied")
    made.git("checkout", "-q", into)
    made.merge({"main": "branch", "branch": "main"}[into])
    made.commit({PERSON_PATH: person("科员")}, "repaired")
    told = [row for row in made.rows(PERSON_PATH) if row[2] == "post"]
    assert sorted(told) == [
        ("ours", "person.md", "post", "科长", "局长"),
        ("repaired", "person.md", "post", old, "科员"),
        ("theirs", "person.md", "post", "科长", "主任"),
    ]


def test_broken_file_that_is_moved_and_repaired(repository: Repository) -> None:
    repository.commit({PERSON_PATH: ""}, "emptied")
    repository.git("mv", "records/people/tt", "records/people/uu")
    repository.commit(message="moved")
    repository.commit({PERSON_PATH.replace("/tt/", "/uu/"): person("主任")}, "repaired")
    assert [row[2:] for row in repository.rows() if row[0] == "repaired"] == [
        ("unreadable", "missing-front-matter:1", None), ("post", "科长", "主任"),
    ]  # fmt: skip


def test_broken_file_that_came_by_a_merge(repository: Repository, tmp_path: Path) -> None:
    made = repository
    made.git("checkout", "-q", "-b", "branch")
    made.commit({PERSON_PATH: ""}, "emptied")
    made.git("checkout", "-q", "main")
    made.commit({"README.md": "x"}, "other")
    made.merge("branch")
    made.history(tmp_path / "cache")
    made.commit({PERSON_PATH: person("主任")}, "repaired")
    told = [(each.field, each.old, each.new) for each in made.history(tmp_path / "cache").changes("TT-0001")]
    assert told[:2] == [("post", "科长", "主任"), ("unreadable", "missing-front-matter:1", None)] or told[:2] == [
        ("unreadable", "missing-front-matter:1", None), ("post", "科长", "主任"),
    ]  # fmt: skip


# merges of several


@pytest.mark.parametrize("dropped", [1, 2, None])
def test_octopus(repository: Repository, dropped: int | None) -> None:
    """What a merge of three parents drops is told, whichever side had done it; a clean one tells nothing."""
    made = repository
    changes = {1: ("post: 科长", "post: 主任"), 2: ("rank: 科级正职", "rank: 科级副职")}
    for number, (old, new) in changes.items():
        made.git("checkout", "-q", "-b", f"side-{number}", "main")
        made.commit({PERSON_PATH: PERSON.replace(old, new)}, f"side {number}")
    made.git("checkout", "-q", "main")
    made.commit({"README.md": "x"}, "ours")
    result = PERSON
    for number, (old, new) in changes.items():
        result = result.replace(old, new) if number != dropped else result
    (made.records / PERSON_PATH).write_text(result, encoding="utf-8")
    made.git("add", "-A")
    tree = made.git("write-tree")
    merge = made.git("commit-tree", tree, "-p", "main", "-p", "side-1", "-p", "side-2", "-m", "octopus")
    made.git("reset", "-q", "--hard", merge)
    rows = [row[2:] for row in made.rows() if row[0] == "octopus"]
    assert rows == {1: [("post", "主任", "科长")], 2: [("rank", "科级副职", "科级正职")], None: []}[dropped]


@pytest.mark.parametrize("kept", ["甲", "乙"])
def test_octopus_of_a_contradiction(repository: Repository, kept: str) -> None:
    """Two sides wrote one file anew: what the merge did not take is told."""
    made = repository
    for name in "甲乙":
        made.git("checkout", "-q", "-b", f"side-{name}", "main")
        made.commit({PERSON_PATH: person(name)}, f"side {name}")
    made.git("checkout", "-q", "main")
    (made.records / PERSON_PATH).write_text(person(kept), encoding="utf-8")
    made.git("add", "-A")
    tree = made.git("write-tree")
    merge = made.git("commit-tree", tree, "-p", "main", "-p", "side-甲", "-p", "side-乙", "-m", "octopus")
    made.git("reset", "-q", "--hard", merge)
    other = {"甲": "乙", "乙": "甲"}[kept]
    assert [row[2:] for row in made.rows() if row[0] == "octopus"] == [("post", other, kept)]


# two runs with one cache


@pytest.mark.parametrize("later", [False, True], ids=["first runs", "later runs"])
def test_two_runs_at_once(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, later: bool
) -> None:
    """Another run reads and keeps everything between the reading and the keeping of this one."""
    cache, kept = tmp_path / "cache", HistoryCache.add
    if later:
        repository.history(cache)
        repository.commit({PERSON_PATH: person("主任")}, "post")

    def late(store: HistoryCache, read: object) -> None:
        monkeypatch.setattr(HistoryCache, "add", kept)
        repository.history(cache)
        kept(store, read)  # type: ignore[arg-type] # as it came

    monkeypatch.setattr(HistoryCache, "add", late)
    assert everything(repository.history(cache)) == everything(repository.history())
    assert everything(repository.history(cache)) == everything(repository.history())


def test_another_run_goes_on_while_somebody_asks(repository: Repository, tmp_path: Path) -> None:
    """A history that was read stays what it was, also when the cache is filled anew from another line."""
    cache = tmp_path / "cache"
    repository.commit({PERSON_PATH: person("主任")}, "post")
    asked = repository.history(cache)
    repository.git("commit", "-q", "--amend", "-m", "rewritten")
    repository.commit({PERSON_PATH: person("局长")}, "later")
    repository.history(cache)
    assert {each.commit.subject for each in asked.changes()} == {"first", "post"}
    assert [each.subject for each in asked.commits] == ["first", "post"]
