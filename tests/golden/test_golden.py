"""Tiny registers and exactly the lists that they give; the folder's name says the case and its day."""

import difflib
import random
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

import pytest

from huifang.commands.main import main
from huifang.editing.writing import front_matter, mapping
from huifang.lists import CoverageRow, DueRow, EligibleRow, FindingRow, Lists, StatRow
from huifang.output import FORMATS, findings_json
from huifang.policy import load_policy, words_of
from huifang.register import FolderTree, Tree, TreeEntry, load
from huifang.register.load import settings_of
from huifang.register.yamltext import plain_data
from huifang.texts import words
from tests.sound import POLICY_BYTES, MemoryTree

Each = TypeVar("Each")
HERE = Path(__file__).parent
CASES = tuple(sorted(path for path in HERE.iterdir() if "@" in path.name))
CHINESE = ("missed-quarter",)  # in English elsewhere, so that a better translation changes no list
LEAST_CASES = 13
COMMANDS: dict[str, Callable[[Lists], tuple[type, tuple[object, ...]]]] = {
    "due": lambda lists: (DueRow, lists.due()),
    "eligible": lambda lists: (EligibleRow, lists.eligible),
    "coverage": lambda lists: (CoverageRow, lists.coverage),
    "stats": lambda lists: (StatRow, lists.stats),
    "validate": lambda lists: (FindingRow, lists.finding_rows()),
}
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
each_verb = pytest.mark.parametrize("verb", COMMANDS)


@dataclass(frozen=True)
class WithPolicy:
    """A golden folder with the sample's rules in it: eleven copies of the law would be eleven laws."""

    tree: Tree
    order: Callable[[list[TreeEntry]], Iterable[TreeEntry]] = tuple
    name: str = "records"

    def entries(self) -> Iterable[TreeEntry]:
        rules = [TreeEntry(path, "file", len(raw)) for path, raw in POLICY_BYTES.items()]
        return self.order([*self.tree.entries(), *rules])

    def read(self, path: str) -> bytes:
        return POLICY_BYTES[path] if path in POLICY_BYTES else self.tree.read(path)


def lists_of(tree: Tree, day: date) -> Lists:
    """With the settings of the case's own `register.yml`."""
    policy = load_policy(tree, settings_of(tree).settings)
    return Lists(load([tree], words_of(policy)), policy, day)


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


@pytest.mark.parametrize("name", ["missed-quarter", "own-rules", "unreadable-neighbour"])
@each_verb
def test_the_command_gives_the_same(
    name: str, verb: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """The real command on a real folder writes the same bytes."""
    case = next(case for case in CASES if case.name.startswith(name))
    folder = tmp_path / "records"
    shutil.copytree(case / "records", folder)
    for path, raw in POLICY_BYTES.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(raw)
    options = ["--records", str(folder), "--as-of", str(day_of(case)), "--format", "json", "--lang", language(case)]
    main([verb, *options])
    assert capsysbinary.readouterr().out.decode() == (case / f"{verb}.json").read_text(encoding="utf-8")


@each_case
def test_the_order_of_files_means_nothing(case: Path) -> None:
    """Ten runs with the files in ten orders give the same bytes."""
    expected = {verb: document(golden(case), verb, case) for verb in COMMANDS}
    for run in range(10):
        shuffle = random.Random(f"{case.name}/{run}")  # noqa: S311 - an order, not a secret
        tree = WithPolicy(FolderTree(case / "records"), partial(shuffled, shuffle=shuffle))
        lists = lists_of(tree, day_of(case))
        assert {verb: document(lists, verb, case) for verb in COMMANDS} == expected


ORDERLESS = (  # lists of a record that mean the same in any order; measures are told by their number
    "helpers", "unit_history", "held", "return_to_scope", "appointments", "deferrals", "achievements", "visitors",
    "methods", "situation", "actions", "visits", "organizations", "investigations", "violations", "issues_raised",
)  # fmt: skip


@each_case
def test_the_order_of_entries_means_nothing(case: Path) -> None:
    """The entries of each list in another order give the same lists; findings and items alone tell the new places."""
    tree = FolderTree(case / "records")
    for run in range(5):
        shuffle = random.Random(f"{case.name}/{run}")  # noqa: S311 - as above
        files = {entry.path: retold(tree, entry.path, shuffle) for entry in tree.entries() if entry.kind == "file"}
        lists = lists_of(WithPolicy(MemoryTree(files)), day_of(case))
        for verb in ("due", "eligible", "coverage", "stats"):
            assert placeless(document(lists, verb, case)) == placeless(document(golden(case), verb, case))


def placeless(text: str) -> str:
    """A document without the places of entries, such as `unit_history[1]`."""
    return re.sub(r'"item": "[a-z_]+\[\d+\]"', '"item": ""', text)


def retold(tree: FolderTree, path: str, shuffle: random.Random) -> str | bytes:
    """A record with the entries of its lists in another order; what cannot be read stays as it is."""
    text = tree.read(path).decode()
    if "GD-0001" in path and "post：" in text:
        return text
    data = plain_data(text.removeprefix("---\n").partition("\n---\n")[0])
    assert isinstance(data, dict)
    for key in ORDERLESS:
        if isinstance(value := data.get(key), list):
            data[key] = shuffled(value, shuffle)
    return front_matter(data) if path.endswith(".md") else mapping(data)


def shuffled(values: list[Each], shuffle: random.Random) -> list[Each]:
    mixed = [*values]
    shuffle.shuffle(mixed)
    return mixed
