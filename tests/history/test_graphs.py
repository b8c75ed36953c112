"""At every merge of a random graph each value is what its sides give together, or the merge tells it."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

import pytest

from huifang.git_access import Signers, find
from huifang.history import read_history
from huifang.history.ancestry import DEEPEST
from huifang.history.record_diff import PATH
from tests.history.streams import Stream

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COMMITS = 40
NEITHER = "?"  # the value of a base whose commits contradict each other
MERGE = 2  # parents
FIELDS = ("post", "rank", "unit")
CODES = ("TT-0001", "TT-0002")
State = dict[str, dict[str, str]]  # code -> where it lies, and its fields


def written(state: State) -> dict[str, str]:
    """The files of a state; the fields stand far from each other, so that Git joins them."""
    files = {}
    for code, values in state.items():
        fields = "".join(f"{name}: {values[name]}\n#\n#\n#\n" for name in FIELDS)
        files[f"records/people/{values[PATH]}/{code}/person.md"] = f"---\n{fields}---\n"
    return {**files, "records/policy/measures.yml": "version: 1\n"}


def together(base: str | None, ours: str, theirs: str) -> str | None:
    """What two sides give together; None where they contradict each other."""
    return ours if theirs in (base, ours) else theirs if ours == base else None


@dataclass
class Graph:
    """A random graph: of each commit its state and parents, of each merge the values it has to tell."""

    dice: Random
    stream: Stream
    states: list[State] = field(default_factory=lambda: [{}])
    parents: list[tuple[int, ...]] = field(default_factory=lambda: [()])
    above: list[set[int]] = field(default_factory=lambda: [set()])
    meant: dict[int, list[tuple[str, str, str, str]]] = field(default_factory=dict)  # code, field, old, new

    def add(self, state: State, *parents: int) -> int:
        before = written(self.states[parents[0]]) if parents else {}
        after = written(state)
        files = {path: after.get(path) for path in {**before, **after} if before.get(path) != after.get(path)}
        self.states.append(state)
        self.parents.append(parents)
        number = len(self.states) - 1
        self.above.append({number}.union(*(self.above[each] for each in parents)))
        assert self.stream.commit("main", dict(sorted(files.items())), parents=parents, text=str(number)) == number
        return number

    def changed(self, state: State, times: int) -> State:
        found = {code: dict(values) for code, values in state.items()}
        for _ in range(times):
            name = self.dice.choice((*FIELDS, PATH))
            found[self.dice.choice(CODES)][name] = self.dice.choice(("tt", "uu") if name == PATH else "甲乙丙")
        return found

    def bases(self, joined: Sequence[int], other: int) -> list[int]:
        """What is in common and before nothing else in common, newest first."""
        common = self.above[other].intersection(set[int]().union(*(self.above[each] for each in joined)))
        found = (each for each in common if not any(each != one and each in self.above[one] for one in common))
        return sorted(found, reverse=True)

    def base(self, joined: Sequence[int], other: int, depth: int = 0) -> State:
        """As Git takes it: of several commits in common what they give together."""
        newest, *others = self.bases(joined, other)
        state, done = self.states[newest], [newest]
        for each in others:
            below = self.base(done, each, depth + 1) if depth < DEEPEST else None
            state = {
                code: {
                    name: together(below[code][name] if below else None, value, self.states[each][code][name])
                    or NEITHER
                    for name, value in values.items()
                }
                for code, values in state.items()
            }
            done.append(each)
        return state

    def merge(self, ours: int, theirs: int) -> int:
        """Clean where it can be, settled by chance, or with something of its own."""
        mine = self.dice.choice((ours, theirs))
        before, one, two = self.base((ours,), theirs), self.states[ours], self.states[theirs]
        both = {
            (code, name): together(value, one[code][name], two[code][name])
            for code, values in before.items()
            for name, value in values.items()
        }
        taken = self.states[mine]
        state = {
            code: {name: both[code, name] or taken[code][name] for name in names} for code, names in before.items()
        }
        how = self.dice.random()
        if how < 0.2:  # the other side is dropped as a whole
            state = taken
        elif how < 0.5:
            state = self.changed(state, 1)
        number = self.add(state, ours, theirs)
        for (code, name), value in both.items():
            made = state[code][name]
            meant = (
                value or (two if made == one[code][name] else one)[code][name]
            )  # of a contradiction what it did not take
            if meant != made:
                self.meant.setdefault(number, []).append((code, name, meant, made))
        return number


def graph(seed: int) -> Graph:
    dice = Random(seed)  # noqa: S311 - deterministic on purpose
    stream = Stream(seed)
    made = Graph(dice, stream)
    first = {code: {PATH: "tt", **{name: dice.choice("甲乙丙") for name in FIELDS}} for code in CODES}
    heads = [made.add(first)]
    while len(made.states) < COMMITS:
        if len(heads) > 1 and dice.random() < 0.4:
            ours, theirs = dice.sample(heads, 2)
            if theirs not in made.above[ours] and ours not in made.above[theirs]:
                heads = [each for each in heads if each != ours and (each != theirs or dice.random() < 0.4)]
                heads.append(made.merge(ours, theirs))
        else:
            parent = dice.choice(heads)
            if dice.random() < 0.6 or len(heads) > 3:
                heads.remove(parent)
            heads.append(made.add(made.changed(made.states[parent], dice.choice((1, 1, 2))), parent))
    stream.commit("main", {}, parents=tuple(heads), text="0")  # so that all of them lead to one
    return made


@pytest.mark.parametrize("seed", range(16))
def test_every_merge_of_two(tmp_path: Path, seed: int) -> None:
    """The values are fields and the place of the file: what the merge did is told, and nothing else."""
    made = graph(seed)
    made.stream.into(tmp_path / "made.git")
    place = find(tmp_path / "made.git").registered()
    told: dict[int, list[tuple[object, ...]]] = {}
    for each in read_history(place, Signers(None)).changes():
        number = int(each.commit.subject)
        if len(made.parents[number]) == MERGE:
            values = (
                (each.old, each.new) if each.field != PATH else (path.split("/")[1] for path in (each.old, each.new))
            )
            told.setdefault(number, []).append((each.person, each.field, *values))
    assert {number: sorted(rows, key=str) for number, rows in told.items()} == {
        number: sorted(rows, key=str) for number, rows in made.meant.items()
    }
