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
from typing import Any, TypeVar

import pytest

from huifang.commands.main import main
from huifang.editing.writing import front_matter, mapping
from huifang.lists import CoverageRow, DueRow, EligibleRow, FindingRow, Lists, StatRow
from huifang.output import FINDING_FORMATS, FORMATS
from huifang.policy import load_policy, words_of
from huifang.register import FolderTree, Tree, TreeEntry, load
from huifang.register.described import LISTS, RECORDS
from huifang.register.layout import spot
from huifang.register.load import SHAPES, settings_of
from huifang.register.shapes import fields_of
from huifang.register.yamltext import plain_data
from huifang.texts import words
from tests.sound import POLICY_BYTES, SAMPLE, TEST_DISTRICT, MemoryTree, measure, person, restricted, visit, yaml

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
    write = FINDING_FORMATS["json"] if verb == "validate" else FORMATS["json"]
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


def test_no_case_is_lost() -> None:
    assert len(CASES) >= LEAST_CASES


@each_case
def test_no_folder_lacks_a_file(case: Path) -> None:
    assert {path.name for path in case.iterdir()} == {"records", *(f"{verb}.json" for verb in COMMANDS)}
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


ORDERED = {"measures": "the lists tell them by their number"}  # lists of a record in which the order says something
ORDERLESS = {key for record in RECORDS for key, place in fields_of(record).items() if place.entry} - ORDERED.keys()


TWICE = {  # what no golden register and not the sample has two entries of
    **person(
        measure("党内警告", "2023-03-10", accountability=True),
        measure("诫勉", "2025-02-10"),
        held=[{"since": day, "by": "tt-zz", "document": "示组〔2026〕1号", "review_on": "2026-09-01", "until": until}
              for day, until in (("2025-09-01", "2025-12-31"), ("2026-03-01", None))],
        return_to_scope=[{"reminded_on": "2024-03-20"}, {"reminded_on": "2025-08-20", "confirmed_on": "2025-09-20"}],
        appointments=[{"on": "2024-06-01", "kind": "平级任用", "post": "科长", "unit": "tt-unit"},
                      {"on": "2026-05-01", "kind": "提拔", "post": "副局长", "rank": "处级副职", "unit": "tt-unit"}],
    ),
    **visit("2025-03-05", situation=["压力大情绪低", "存在错误认识"], study=["示例条例", "示例办法"]),
    **restricted(
        investigations=[{"opened_on": "2025-01-10", "closed_on": "2025-02-10"}, {"opened_on": "2026-02-01"}],
        violations=[{"on": "2025-03-05", "settled_on": "2025-04-05"}, {"on": "2026-04-01"}],
    ),
    "audit/checked.yml": yaml({"format": 1, "checked": [
        {"version": version, "on": "2026-01-05", "by": "周某", "against": "单行本"}
        for version in ("party-warning-2018", "admonition-2015")
    ]}),
}  # fmt: skip
TREES: dict[str, tuple[Tree, date]] = {
    **{case.name: (FolderTree(case / "records"), day_of(case)) for case in CASES},
    "the sample": (SAMPLE, date(2026, 11, 20)),
    "everything twice": (MemoryTree({**TEST_DISTRICT, **TWICE}), date(2026, 6, 1)),
}


@pytest.mark.parametrize(("tree", "day"), TREES.values(), ids=TREES)
def test_the_order_of_entries_means_nothing(tree: Tree, day: date) -> None:
    """The entries of each list in another order give the same lists; findings and items alone tell the new places."""
    expected = told(lists_of(WithPolicy(tree), day))
    for run in range(5):
        shuffle = random.Random(f"{day}/{run}")  # noqa: S311 - as above
        files = {entry.path: retold(tree, entry.path, shuffle) for entry in tree.entries() if entry.kind == "file"}
        assert told(lists_of(WithPolicy(MemoryTree(files)), day)) == expected


def test_every_list_that_counts_has_two_entries_somewhere() -> None:
    """What is computed with a list, or stands in one of words, does not go by the order in some register above."""
    read = [data_of(tree, entry.path) for tree, _ in TREES.values() for entry in tree.entries() if entry.kind == "file"]
    counted = {key for key in ORDERLESS if key not in LISTS or LISTS[key].computed_with}
    assert counted <= {key for key in ORDERLESS for data in read if data and len(data.get(key) or ()) > 1}


def told(lists: Lists) -> dict[str, str]:
    """The lists without the places of entries, such as `unit_history[1]`."""
    tables = {verb: lists.table(verb, *COMMANDS[verb](lists)) for verb in ("due", "eligible", "coverage", "stats")}
    texts = {verb: FORMATS["json"](table, words("en")) for verb, table in tables.items()}
    return {verb: re.sub(r'"item": "[a-z_]+\[\d+\]"', '"item": ""', text) for verb, text in texts.items()}


def data_of(tree: Tree, path: str) -> dict[str, Any] | None:
    """What stands in a record; None where it is none, or cannot be read."""
    text = tree.read(path).decode()
    if spot(path).kind not in SHAPES or "post：" in text:  # the unreadable neighbour
        return None
    data = plain_data(text.removeprefix("---\n").partition("\n---\n")[0])
    assert isinstance(data, dict)
    return data


def retold(tree: Tree, path: str, shuffle: random.Random) -> str | bytes:
    """A record with the entries of its lists in another order; what cannot be read stays as it is."""
    data = data_of(tree, path)
    if data is None:
        return tree.read(path)
    for key in sorted(ORDERLESS):
        if isinstance(value := data.get(key), list):
            data[key] = shuffled(value, shuffle)
    return front_matter(data) if path.endswith(".md") else mapping(data)


def shuffled(values: list[Each], shuffle: random.Random) -> list[Each]:
    mixed = [*values]
    shuffle.shuffle(mixed)
    return mixed
