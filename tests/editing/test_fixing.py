"""Fixing: what is certain is mended and shown, what must be decided stays, and no file is left worse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from huifang.checks import findings
from huifang.editing.fixing import FixedRegister
from huifang.policy import words_of
from huifang.register import Edit, Place, error, load
from huifang.register.lines import BOM
from huifang.texts import say
from tests.register.test_findings import BY_ROW, text_of
from tests.register.typed import RECORDS, VISIT, VISIT_PATH
from tests.sound import ORGANIZATIONS, PERSON_PATH, MemoryTree, sample_policy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from huifang.register import Finding, Tree

DAY = date(2024, 7, 1)
PERSON = """\
---
code: TT-0001
unit: tt-unit
post: 科长
rank: 科级正职
category: 公务员
party_member: true
management: 区管
supervised_by: tt-jw
measures:
  - type: 党内警告
    decided_on: 2024-03-12
    decided_by: tt-jw
    form: 2
    cause: 分管工作监督不力
helpers:
  - {name: 示例王, post: 局长, unit: tt-unit, from: 2024-03-20, to: null}
achievements:
  -   what: 牵头完成示例项目
      on: 2024-06-01
informed_on: 2024-03-15
---
一人一策
"""
OTHER_DISTRICT = """\
district: {id: ss, prefix: SS, name: 示例乙区, level: 区}
organizations:
  - {id: ss-unit, name: 示例乙区档案局, kind: 单位}
"""
PERSON_FILE = f"records/{PERSON_PATH}"


def register_of(files: dict[str, str | bytes], every: str = "quarter") -> FixedRegister:
    """A register in memory, not fixed yet; `every` is how often talks are owed."""
    tree = MemoryTree({"organizations/tt.yml": ORGANIZATIONS, PERSON_PATH: PERSON, **files})
    policy = sample_policy(followup__talk__every=every)

    def judge(trees: Sequence[Tree]) -> Sequence[Finding]:
        return findings(load(trees, words_of(policy)), policy, DAY)

    return FixedRegister((tree,), words_of(policy), judge, judge([tree]))  # type: ignore[arg-type] # a tree in all that is asked of it


def fixed(files: dict[str, str | bytes], wanted: str = "records", every: str = "quarter") -> FixedRegister:
    made = register_of(files, every)
    made.fix(lambda each: each.place.path.startswith(wanted))
    return made


def person(old: str, new: str) -> dict[str, str | bytes]:
    assert PERSON.count(old) == 1
    return {PERSON_PATH: PERSON.replace(old, new)}


LEFT = (  # name, what stands there in place of what: nobody but a person can say what is meant
    ("a day in two orders", "2024-03-12", "3/4/2024"),
    ("a month where a day is needed", "from: 2024-03-20", "from: 2024年3月"),
    ("a kind of several families", "党内警告", "警告"),
    ("a day of Excel", "2024-03-15", "45366"),
    ("two names in one", "name: 示例王", "name: 示例王、示例李, nam: 示例赵"),
    ("a text that may be a comment", "cause: 分管工作监督不力", "cause: 经费 #3 项目"),
    ("a conflict", "post: 科长", "<<<<<<< HEAD\npost: 科长\n=======\npost: 处长\n>>>>>>> 另一"),
    ("a key twice", "post: 科长", "post: 科长\npost: 处长"),
)


@pytest.mark.parametrize(("old", "new"), [row[1:] for row in LEFT], ids=[row[0] for row in LEFT])
def test_what_must_be_decided_stays(old: str, new: str) -> None:
    made = fixed(person(old, new))
    assert (made.paths, made.made) == ((), [])
    assert any(each.place.path == PERSON_FILE for each in made.found)


@BY_ROW
def test_nothing_certain_is_left(table: str, row: dict[str, Any]) -> None:
    """Of every problem of reading: each that has an edit is gone, and what came instead has none."""
    record, text = text_of(row)
    path = RECORDS[record][0]
    made = register_of({path: text}, row.get("every", "quarter"))
    certain = any(each.severity == "error" and each.edit is not None for each in made.found)
    made.fix(lambda _: True)
    assert not [each for each in made.found if each.severity == "error" and each.edit is not None], table
    assert made.paths == ((f"records/{path}",) if certain else ())


SHOWN = (  # name, what stands there in place of what, and for each fix: line, before, after
    ("a full-width colon", "post: 科长", "post：科长", [(4, ["post：科长"], ["post: 科长"])]),
    ("a day", "2024-03-12", "2024年3月12日", [(12, ["    decided_on: 2024年3月12日"], ["    decided_on: 2024-03-12"])]),
    ("yes and no", "party_member: true", "party_member: 是", [(7, ["party_member: 是"], ["party_member: true"])]),
    ("two in one line", "{name: 示例王, post: 局长", "{name：示例王，post: 局长", [
        (17, ["  - {name：示例王，post: 局长, unit: tt-unit, from: 2024-03-20, to: null}"],
             ["  - {name: 示例王, post: 局长, unit: tt-unit, from: 2024-03-20, to: null}"])] * 2),
    ("one uncovers another", "    decided_on: 2024-03-12", "    decided_on：2024/3/12", [
        (12, ["    decided_on：2024/3/12"], ["    decided_on: 2024/3/12"]),
        (12, ["    decided_on: 2024/3/12"], ["    decided_on: 2024-03-12"])]),
    ("a body by its name", "decided_by: tt-jw", "decided_by: 示例区纪委监委", [
        (13, ["    decided_by: 示例区纪委监委"], ["    decided_by: tt-jw"])]),
    ("an invisible character", "科长", "科\u200b长", [(4, ["post: 科\u200b长"], ["post: 科长"])]),
    ("a text below its key", "informed_on: 2024-03-15", "informed_on: |\n  2024年3月15日", [
        (21, ["informed_on: |", "  2024年3月15日"], ["informed_on: 2024-03-15"])]),
    ("no last line", "2024-03-15\n---\n", "2024-03-15\n", [(1, ["informed_on: 2024-03-15"], [
        "informed_on: 2024-03-15", "---"])]),
)  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("old", "new", "shown"), [row[1:] for row in SHOWN], ids=[row[0] for row in SHOWN])
def test_each_is_shown(old: str, new: str, shown: list[tuple[int, list[str], list[str]]], end: str) -> None:
    (raw,) = person(old, new).values()
    made = fixed({PERSON_PATH: str(raw).replace("\n", end)})
    assert [(each.finding.place.line, [*each.before], [*each.after]) for each in made.made] == shown
    assert made.after[PERSON_FILE].decode() == PERSON.replace("\n", end)


def test_only_what_is_asked_for() -> None:
    both = {
        **person("post: 科长", "post：科长"),
        VISIT_PATH: VISIT.replace("place", "place").replace("outcome: ", "outcome："),
    }
    assert fixed(both, f"records/{VISIT_PATH}").paths == (f"records/{VISIT_PATH}",)
    assert set(fixed(both).paths) == {PERSON_FILE, f"records/{VISIT_PATH}"}


def test_a_mark_goes_and_the_text_stays() -> None:
    made = fixed({PERSON_PATH: BOM + PERSON.encode()})
    assert (made.after[PERSON_FILE], [each.before for each in made.made]) == (PERSON.encode(), [()])


def test_bytes_that_are_a_guess_are_never_written_anew() -> None:
    made = fixed({PERSON_PATH: PERSON.replace("post: ", "post：").encode("gbk")})
    assert (made.paths, made.made) == ((), [])


BREAKS = Edit("科长: [", None, (4, 7), (4, 9))
MENDS = Edit("处长", None, (4, 7), (4, 9))


def given(made: FixedRegister, *edits: Edit) -> FixedRegister:
    """The register with findings that have these edits."""
    found = [error(Place(PERSON_FILE, ("post",), 4, 7), say("x"), fix=say("y"), edit=each) for each in edits]
    return replace(made, found=found)


EDITS = (  # what the findings would write, what of it is written
    ((Edit("科长", None, (4, 7), (4, 9)),), ()),
    ((BREAKS,), ()),
    ((Edit("tt-none", None, (3, 7), (3, 14)),), ()),  # of the right form, but no unit: the checks find an error
    ((BREAKS, MENDS._replace(start=(5, 7), end=(5, 11)), MENDS), (MENDS,)),
)


@pytest.mark.parametrize(("edits", "kept"), EDITS, ids=["nothing changes", "worse", "no such unit", "those beside it"])
def test_a_fix_after_which_there_is_an_error_is_not_made(edits: tuple[Edit, ...], kept: tuple[Edit, ...]) -> None:
    made = given(register_of({}), *edits)
    made.fix(lambda _: True)
    assert tuple(each.finding.edit for each in made.made) == kept
    assert made.paths == ((PERSON_FILE,) if kept else ())
    assert ("post: 处长" in made.after.get(PERSON_FILE, b"").decode()) == bool(kept)


OTHER_FILES = {
    "organizations/ss.yml": (OTHER_DISTRICT.replace("name: 示例乙区,", "name：示例乙区,"), OTHER_DISTRICT),
    "identities/tt.yml": ("tt－0001: 示例甲一\n", "TT-0001: 示例甲一\n"),
}


@pytest.mark.parametrize("path", OTHER_FILES)
def test_other_files_of_records(path: str) -> None:
    typed, mended = OTHER_FILES[path]
    assert fixed({path: typed}).after[f"records/{path}"].decode() == mended
