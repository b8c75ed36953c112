"""Snippets: each, expanded as an editor does with what stands in its places at first, makes a record without errors."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from huifang.checks import findings
from huifang.editing.office.editor import editor_files
from huifang.policy import words_of
from huifang.register import load
from huifang.register.layout import Kind
from huifang.register.schema import schemas
from huifang.texts import words
from tests.sound import PERSON_PATH, TEST_DISTRICT, Files, MemoryTree, folder, person, sample_policy, visit

DAY = date(2026, 7, 15)
GIVEN = {"committee": "tt-dw:示例区委", "discipline": "tt-jw:示例区纪委监委", "personnel": "tt-zz:示例区委组织部",
         "prefix": "TT", "district": "tt", "forge": "none"}  # fmt: skip
MADE = editor_files(GIVEN, sample_policy(), words("zh"))
SNIPPETS: dict[str, dict[str, Any]] = json.loads(MADE[".vscode/huifang.code-snippets"])
BY_PREFIX = {each["prefix"][0]: each for each in SNIPPETS.values()}
ORGANIZATIONS = "organizations/tt.yml"
VISIT_PATH = f"{folder('TT-0001')}/2025-11-05-visit.md"
SOUND: Files = {**TEST_DISTRICT, **person(), **visit("2025-11-05")}
NEW = {  # the letters that call it -> the file that it fills
    "谈话": f"{folder('TT-0001')}/2026-07-01-talk.md",
    "回访": f"{folder('TT-0001')}/2026-07-01-visit.md",
    "人员": "people/tt/TT-0002/person.md",
    "计划": "plans/2026-tt-jw.yml",
}
INTO = {  # -> the file into which it is put, behind which line
    "措施": (PERSON_PATH, "measures:"),
    "帮扶人": (PERSON_PATH, "helpers:"),
    "任职经历": (PERSON_PATH, "unit_history:"),
    "影响使用": (PERSON_PATH, "held:"),
    "暂缓": (PERSON_PATH, "deferrals:"),
    "帮扶措施": (VISIT_PATH, "actions:"),
    "单位": (ORGANIZATIONS, "organizations:"),
    "反馈": (VISIT_PATH, "outcome: held"),
    "归档": (VISIT_PATH, "outcome: held"),
    "送组织人事": (VISIT_PATH, "outcome: held"),
    "离开": (PERSON_PATH, "party_member: true"),
}
VARIABLES = {"CURRENT_YEAR": "2026", "CURRENT_MONTH": "07", "CURRENT_DATE": "15"}
TRANSFORM = re.compile(r"\$\{(?P<name>\w+)/(?P<pattern>(?:\\/|\[[^\]]*\]|[^/])*)/\$1/\}")
CHOICE = re.compile(r"\$\{\d+\|(?P<first>(?:\\.|[^,|\\])*)[^}]*\|\}")
PLACE = re.compile(r"\$\{\d+(?::(?P<default>(?:\\.|[^}\\])*))?\}|\$\d+")
ESCAPED = re.compile(r"\\([\\$}|,])")


def expanded(lines: list[str], path: str, indent: str = "") -> str:
    """What an editor of this file writes, with the first choice and the default of each place."""
    known = {**VARIABLES, "TM_FILENAME_BASE": path.rsplit("/", 1)[-1].rpartition(".")[0],
             "TM_DIRECTORY": f"/office/records/{path.rpartition('/')[0]}"}  # fmt: skip

    def transformed(found: re.Match[str]) -> str:
        return re.sub(found["pattern"].replace(r"\/", "/"), r"\1", known[found["name"]])

    text = TRANSFORM.sub(transformed, f"\n{indent}".join(lines))
    text = CHOICE.sub(lambda found: found["first"], text)
    for name, value in VARIABLES.items():
        text = text.replace(f"${name}", value)
    return ESCAPED.sub(r"\1", PLACE.sub(lambda found: found["default"] or "", text))


def errors(files: Files) -> list[str]:
    """What blocks a merge."""
    policy = sample_policy()
    found = findings(load([MemoryTree(files)], words_of(policy)), policy, DAY)
    return [f"{each.place.path}: {each.check} {each.place.field}" for each in found if each.severity.value == "error"]


def test_every_snippet_is_tried() -> None:
    assert set(BY_PREFIX) == {*NEW, *INTO}


@pytest.mark.parametrize(("called", "path"), NEW.items())
def test_a_whole_record(called: str, path: str) -> None:
    text = expanded(BY_PREFIX[called]["body"], path)
    assert errors({**SOUND, path: text}) == []
    assert BY_PREFIX[called]["scope"] == ("yaml" if path.endswith(".yml") else "markdown")


@pytest.mark.parametrize(("called", "path", "behind"), [(called, *there) for called, there in INTO.items()])
def test_a_part_of_a_record(called: str, path: str, behind: str) -> None:
    """Called where an entry or a key may stand, on a line of its own."""
    indent = "  " if behind.endswith(":") else ""
    text = SOUND[path]
    if f"\n{behind}\n" not in text:
        before = "party_member: true" if path == PERSON_PATH else "outcome: held"
        text = text.replace(f"\n{before}\n", f"\n{before}\n{behind}\n")
    made = expanded(BY_PREFIX[called]["body"], path, indent)
    changed = text.replace(f"\n{behind}\n", f"\n{behind}\n{indent}{made}\n")
    assert changed != text
    assert errors({**SOUND, path: changed}) == []


def test_schemas_are_those_of_the_verb() -> None:
    found = {name: json.loads(text) for name, text in MADE.items() if name.startswith("schemas/")}
    assert found == {f"schemas/{kind}.json": each for kind, each in schemas(words_of(sample_policy())).items()}


def test_every_schema_has_its_files() -> None:
    """The editor is told of each which files it is for, and nothing is fetched."""
    settings = json.loads(MADE[".vscode/settings.json"])
    assert set(settings["yaml.schemas"]) == {name for name in MADE if name.startswith("schemas/")}
    assert settings["yaml.schemas"][f"schemas/{Kind.PLAN.value}.json"] == "records/plans/*.yml"
    assert settings["yaml.schemaStore.enable"] is False


LINES = (  # a line of `huifang validate`, whether as an error or a reminder, and where
    ("records/people/ja/JA-0007/person.md:11:5: 错误 [bad-day] left.on: 去年 不是日期", "error",
     ("records/people/ja/JA-0007/person.md", "11", "5")),
    ("records/plans/2026-ja-jw.yml:4:3: 提醒 [planned-twice] visits[1]: 重复", "warning",
     ("records/plans/2026-ja-jw.yml", "4", "3")),
    ("    → 请写成 2026-03-05", "", ()),
    ("错误 0 项，提醒 12 项", "", ()),
)  # fmt: skip


@pytest.mark.parametrize(("line", "severity", "place"), LINES)
def test_the_editor_marks_the_lines_of_findings(line: str, severity: str, place: tuple[str, ...]) -> None:
    (task,) = json.loads(MADE[".vscode/tasks.json"])["tasks"]
    found = [
        (each["severity"], match.groups()[:3])
        for each in task["problemMatcher"]
        if (match := re.search(each["pattern"]["regexp"], line))
    ]
    assert found == ([(severity, place)] if severity else [])
