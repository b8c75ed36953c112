"""Sound records of the test district, one typed line replaced, and what reading says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from huifang.texts import words
from tests.sound import (
    PERSON_PATH,
    Block,
    identities,
    measure,
    organizations,
    person,
    plan,
    register,
    restricted,
    sample_policy,
    talk,
    text,
    visit,
)

if TYPE_CHECKING:
    from huifang.register import Finding, Register

VISIT_PATH = "people/tt/TT-0001/2024-05-20-visit.md"
TALK_PATH = "people/tt/TT-0001/2024-06-05-talk.md"
PERSON = text(
    person(
        Block(measure("党内警告", "2024-03-12", cause="分管工作监督不力")),
        helpers=[{"name": "示例王", "post": "局长", "unit": "tt-unit", "from": "2024-03-20", "to": None}],
        achievements=[Block(what="牵头完成示例项目", on="2024-06-01")],
        informed_on="2024-03-15",
        prose="一人一策\n",
    )
).replace("  - what: 牵头完成示例项目\n    on:", "  -   what: 牵头完成示例项目\n      on:")  # indented as a person may
VISIT = (
    text(
        visit(
            "2024-05-20",
            visitors=[{"name": "示例李", "body": "tt-jw", "post": "副书记", "in_charge": True}],
            methods=["访谈", "查阅资料"],
            interviews={"person": True, "unit_leader": True, "members": 3},
            situation=["压力大情绪低"],
            actions=[{"what": "帮助调整分工", "by": "tt-unit", "due": "2024-06-30"}],
            opinion="思想稳定,工作积极。",
            study=["示例条例"],
            prose="谈了一个小时。\n",
        )
    )
    .replace("actions:\n  - {what: 帮助调整分工, by: tt-unit, due: 2024-06-30}",
             "actions: [{what: 帮助调整分工, by: tt-unit, due: 2024-06-30}]")
    .replace('"思想稳定,工作积极。"', "思想稳定,工作积极。")
    .replace("study: [示例条例]", "study:\n  - 示例条例")
)  # fmt: skip
TALK = text(talk("2024-06-05", helper="示例王", makes_up_for="2024Q1"))
ORGANIZATIONS = text(organizations(("ss-unit", "示例乙区档案局", "单位", None), district="ss", name="示例乙区"))
PLAN = text(plan(2024, {"person": "TT-0001", "month": 5}))
RESTRICTED = text(restricted(violations=[{"visit": "2024-05-20-visit", "on": "2024-05-21"}]))
RECORDS = {
    "person": (PERSON_PATH, PERSON),
    "visit": (VISIT_PATH, VISIT),
    "talk": (TALK_PATH, TALK),
    "organizations": ("organizations/ss.yml", ORGANIZATIONS),
    "plan": ("plans/2024-tt-jw.yml", PLAN),
    "identities": ("identities/tt.yml", text(identities(TT_0001="示例甲一"))),
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
