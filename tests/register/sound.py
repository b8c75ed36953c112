"""Sound records of the test district, one typed line replaced, and what reading says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from huifang.texts import words
from tests.memory import register, sample_policy

if TYPE_CHECKING:
    from huifang.register import Finding, Register

PERSON_PATH = "people/tt/TT-0001/person.md"
VISIT_PATH = "people/tt/TT-0001/2024-05-20-visit.md"
TALK_PATH = "people/tt/TT-0001/2024-06-05-talk.md"
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
VISIT = """\
---
kind: 回访
date: 2024-05-20
body: tt-jw
outcome: held
visitors:
  - {name: 示例李, body: tt-jw, post: 副书记, in_charge: true}
methods: [访谈, 查阅资料]
interviews: {person: true, unit_leader: true, members: 3}
situation: [压力大情绪低]
actions: [{what: 帮助调整分工, by: tt-unit, due: 2024-06-30}]
opinion: 思想稳定,工作积极。
study:
  - 示例条例
---
谈了一个小时。
"""
TALK = """\
---
kind: 谈心谈话
date: 2024-06-05
helper: 示例王
makes_up_for: 2024Q1
---
"""
ORGANIZATIONS = """\
district: {id: ss, prefix: SS, name: 示例乙区, level: 区}
organizations:
  - {id: ss-unit, name: 示例乙区档案局, kind: 单位}
"""
PLAN = """\
body: tt-jw
year: 2024
visits:
  - {person: TT-0001, month: 5}
"""
RESTRICTED = """\
violations:
  - {visit: 2024-05-20-visit, on: 2024-05-21}
"""
RECORDS = {
    "person": (PERSON_PATH, PERSON),
    "visit": (VISIT_PATH, VISIT),
    "talk": (TALK_PATH, TALK),
    "organizations": ("organizations/ss.yml", ORGANIZATIONS),
    "plan": ("plans/2024-tt-jw.yml", PLAN),
    "identities": ("identities/tt.yml", "TT-0001: 示例甲一\n"),
    "restricted": ("restricted/tt/TT-0001.yml", RESTRICTED),
    "register": ("register.yml", "format: 1\nsample: false\n"),
}


class Told(NamedTuple):
    """A finding as people read it."""

    check: str
    line: int | None
    column: int | None
    field: str | None
    message: str
    fix: str


def instead(text: str, line: int, typed: str) -> str:
    """The text with other words on one line, counted from 1."""
    lines = text.split("\n")
    return "\n".join([*lines[: line - 1], typed, *lines[line:]])


def findings_in(record: str, text: str | bytes, every: str = "quarter") -> list[Finding]:
    """What reading finds in one file in the place of a record."""
    path, _ = RECORDS[record]
    got = loaded({PERSON_PATH: PERSON, path: text}, every).findings
    assert {finding.place.path for finding in got} <= {f"records/{path}"}
    return sorted(got, key=lambda each: each.order)


def told(finding: Finding) -> Told:
    """The finding in English."""
    english = words("en")
    place = finding.place
    return Told(finding.check, place.line, place.column, place.field, english(finding.message), english(finding.fix))


def loaded(files: dict[str, str | bytes], every: str = "quarter") -> Register:
    """A register of these files, which are all there is but the organisations; `every` is how often talks are owed."""
    return register(files, sample_policy(followup__talk__every=every))


def found_in(record: str, text: str | bytes) -> list[Told]:
    """What reading says of one file in the place of a record."""
    return [told(finding) for finding in findings_in(record, text)]


def found_with(record: str, line: int, typed: str) -> list[Told]:
    """What reading says of a sound record with one line replaced."""
    return found_in(record, instead(RECORDS[record][1], line, typed))
