"""A tiny register for tests of the duties: one person unless more are given, two districts, invented names."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

from huifang.register import known_on
from huifang.rules.duties import obligations
from huifang.rules.obligation import Obligation, Status, status
from huifang.rules.programme import Programme
from tests.memory import register, sample_policy

if TYPE_CHECKING:
    from huifang.policy import Policy

CODE = "TT-0001"
Files = dict[str, str | bytes]

ORGANIZATIONS: Files = {
    "organizations/tt.yml": """
district: {id: tt, prefix: TT, name: 示例区, level: 区, register_from: 2020-01-01}
organizations:
  - {id: tt-jw, name: 示例区纪委监委, kind: 纪检监察机关}
  - {id: tt-pz, name: 示例区派驻组, kind: 派驻机构, parent: tt-jw}
  - {id: tt-dw, name: 示例区委, kind: 党委党组}
  - {id: tt-zz, name: 示例区委组织部, kind: 组织人事部门, parent: tt-dw}
  - {id: tt-dz, name: 示例区档案局党组, kind: 党委党组, parent: tt-dw}
  - {id: tt-unit, name: 示例区档案局, kind: 单位, parent: tt-dz}
  - {id: tt-other, name: 示例区图书馆, kind: 单位, parent: tt-dw}
""",
    "organizations/uu.yml": """
district: {id: uu, prefix: UU, name: 示例二区, level: 区, register_from: 2025-07-01}
organizations:
  - {id: uu-jw, name: 示例二区纪委监委, kind: 纪检监察机关}
  - {id: uu-unit, name: 示例二区林业站, kind: 单位}
""",
    "organizations/vv.yml": """
district: {id: vv, prefix: VV, name: 示例三区, level: 区}
organizations:
  - {id: vv-jw, name: 示例三区纪委监委, kind: 纪检监察机关}
  - {id: vv-unit, name: 示例三区水务站, kind: 单位}
""",
}
HELPER = {"name": "示例帮扶人", "post": "局长", "unit": "tt-unit", "from": "2000-01-01", "to": None}
PERSON: dict[str, Any] = {
    "unit": "tt-unit",
    "post": "科长",
    "rank": "科级正职",
    "category": "公务员",
    "party_member": True,
    "management": "区管",
    "supervised_by": "tt-jw",
    "helpers": [HELPER],
}
OFFICERS = [
    {"name": "示例甲", "body": "tt-jw", "in_charge": True},
    {"name": "示例乙", "body": "tt-jw"},
]
SERIOUS = ("党内严重警告", "2025-08-12")  # until 2027-02-12


def day(text: str) -> date:
    """A day as a table writes it."""
    return date.fromisoformat(text)


def measure(kind: str, decided_on: str | None, **more: object) -> dict[str, object]:
    """A measure of form 2 decided by the district."""
    return {"type": kind, "decided_on": decided_on, "decided_by": "tt-jw", "form": 2, **more}


def person(*measures: dict[str, object], code: str = CODE, **more: object) -> Files:
    """A person's file."""
    facts = {"code": code, **PERSON, **more, "measures": list(measures) or [measure(*SERIOUS)]}
    return {f"people/{code[:2].lower()}/{code}/person.md": _front(facts)}


def visit(on: str, code: str = CODE, **more: object) -> Files:
    """A visit that qualifies, unless something else is given."""
    facts = {
        "kind": "回访",
        "date": on,
        "body": "tt-jw",
        "outcome": "held",
        "visitors": OFFICERS,
        "methods": ["访谈"],
        "interviews": {"person": True},
        "situation": ["表现良好"],
        **more,
    }
    return {f"people/{code[:2].lower()}/{code}/{on}-visit.md": _front(facts)}


def talk(on: str, code: str = CODE, **more: object) -> Files:
    """A talk."""
    facts = {"kind": "谈心谈话", "date": on, "helper": "示例帮扶人", **more}
    return {f"people/{code[:2].lower()}/{code}/{on}-talk.md": _front(facts)}


def plan(year: int, *entries: tuple[str, int], body: str = "tt-jw", approved_on: str | None = "2000-01-01") -> Files:
    """A body's plan: codes with months."""
    visits = [{"person": code, "month": month, "by": "示例甲"} for code, month in entries]
    facts = {"body": body, "year": year, "approved_on": approved_on, "visits": visits}
    return {f"plans/{year}-{body}.yml": _yaml(facts)}


def restricted(code: str = CODE, **facts: object) -> Files:
    """Open cases and hand-overs."""
    return {f"restricted/{code[:2].lower()}/{code}.yml": _yaml(facts)}


def programme(as_of: str, *files: Files, policy: Policy | None = None) -> Programme:
    """The programme of some files on a day; every file must be sound."""
    rules = policy or sample_policy()
    made = register({**ORGANIZATIONS, **{path: text for each in files for path, text in each.items()}}, rules)
    assert not made.findings
    return Programme(known_on(made, day(as_of)), rules)


def owed(made: Programme, duty: str) -> list[Obligation]:
    """The obligations of one duty."""
    return [each for each in obligations(made) if each.duty == duty]


def rows(made: Programme, duty: str) -> list[tuple[str, str]]:
    """Due day and status of every obligation of a duty."""
    return [(each.due_on.isoformat(), status(each, made.day).value) for each in owed(made, duty)]


def told(made: Programme, duty: str) -> list[tuple[str, str]]:
    """The same for those that a due list shows."""
    silent = (Status.CLOSED, Status.LAPSED, Status.LATER)
    mine = [each for each in owed(made, duty) if each.listed and status(each, made.day) not in silent]
    return [(each.due_on.isoformat(), status(each, made.day).value) for each in mine]


def _yaml(facts: dict[str, Any]) -> str:
    """YAML whose days are plain, as people write them, and without anchors for what stands twice."""
    text: str = yaml.safe_dump(json.loads(json.dumps(facts)), allow_unicode=True, sort_keys=False)
    return re.sub(r"'(\d{4}-\d\d(-\d\d)?)'", r"\1", text)


def _front(facts: dict[str, Any]) -> str:
    return f"---\n{_yaml(facts)}---\n"
