"""Tiny registers and exactly the lists that they give; the folder's name says the case and its day."""

import difflib
import random
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from huifang.commands.main import main
from huifang.lists import CoverageRow, DueRow, EligibleRow, FindingRow, Lists, StatRow
from huifang.output import FORMATS, findings_json
from huifang.policy import words_of
from huifang.policy.load import FILES
from huifang.register import Entry, FolderTree, Tree, load
from huifang.register.yamltext import plain
from huifang.editing.writing import front_matter, mapping
from huifang.texts import words
from tests.memory import SAMPLE, MemoryTree, sample_policy

HERE = Path(__file__).parent
CASES = tuple(sorted(path for path in HERE.iterdir() if "@" in path.name))
CHINESE = ("unreadable-neighbour",)  # in English elsewhere, so that a better translation changes no list
LEAST_CASES = 11
COMMANDS: dict[str, Callable[[Lists], tuple[type, tuple[object, ...]]]] = {
    "due": lambda lists: (DueRow, lists.due()),
    "eligible": lambda lists: (EligibleRow, lists.eligible),
    "coverage": lambda lists: (CoverageRow, lists.coverage),
    "stats": lambda lists: (StatRow, lists.stats),
    "validate": lambda lists: (FindingRow, lists.finding_rows()),
}
POLICY = {f"policy/{name}.yml": SAMPLE.read(f"policy/{name}.yml") for name in FILES}
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
each_verb = pytest.mark.parametrize("verb", COMMANDS)


@dataclass(frozen=True)
class WithPolicy:
    """A golden folder with the sample's rules in it: eleven copies of the law would be eleven laws."""

    tree: Tree
    order: Callable[[list[Entry]], Iterable[Entry]] = tuple
    name: str = "records"

    def entries(self) -> Iterable[Entry]:
        rules = [Entry(path, "file", len(raw)) for path, raw in POLICY.items()]
        return self.order([*self.tree.entries(), *rules])

    def read(self, path: str) -> bytes:
        return POLICY[path] if path in POLICY else self.tree.read(path)


def lists_of(tree: Tree, day: date) -> Lists:
    return Lists(load([tree], words_of(sample_policy())), sample_policy(), day)


def document(lists: Lists, verb: str, case: Path) -> str:
    """The JSON document of a list, as the command writes it."""
    row_type, rows = COMMANDS[verb](lists)
    write = findings_json if verb == "validate" else FORMATS["json"]
    return write(lists.table(verb, row_type, rows), words(language(case)))


def language(case: Path) -> str:
    return "zh" if case.name.partition("@")[0] in CHINESE else "en"


def day_of(case: Path) -> date:
    return date.fromisoformat(case.name.partition("@")[2])


@cache
def golden(case: Path) -> Lists:
    return lists_of(WithPolicy(FolderTree(case / "records")), day_of(case))


def difference(expected: str, actual: str) -> str:
    return "\n".join(difflib.unified_diff(expected.splitlines(), actual.splitlines(), "on file", "now", lineterm=""))


@each_case
@each_verb
def test_golden(case: Path, verb: str, accept: bool) -> None:
    """The list of a tiny register is exactly the one on file."""
    actual, file = document(golden(case), verb, case), case / f"{verb}.json"
    if accept:
        file.write_text(actual, encoding="utf-8")
    expected = file.read_text(encoding="utf-8") if file.is_file() else ""
    hint = f"read each row; where the new list is right: pytest --accept -k '{case.name.partition('@')[0]} and {verb}'"
    assert actual == expected, f"{difference(expected, actual)}\n{hint}"


def test_no_folder_lacks_a_file() -> None:
    assert len(CASES) >= LEAST_CASES
    for case in CASES:
        names = {path.name for path in case.iterdir()}
        assert names == {"records", *(f"{verb}.json" for verb in COMMANDS)}, case.name
        assert (case / "records/people").is_dir()
