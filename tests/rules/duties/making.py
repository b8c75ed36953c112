"""The programme of a tiny register on a day: one person unless more are given, three districts, invented names."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from huifang.register import known_on
from huifang.rules.duties import obligations
from huifang.rules.obligation import Obligation, Status, status
from huifang.rules.programme import Programme
from tests import sound
from tests.sound import Files, measure, organizations, person, register, sample_policy

if TYPE_CHECKING:
    from huifang.policy import Policy

ORGANIZATIONS: Files = {
    **organizations(
        ("tt-jw", "示例区纪委监委", "纪检监察机关", None),
        ("tt-pz", "示例区派驻组", "派驻机构", "tt-jw"),
        ("tt-dw", "示例区委", "党委党组", None),
        ("tt-zz", "示例区委组织部", "组织人事部门", "tt-dw"),
        ("tt-dz", "示例区档案局党组", "党委党组", "tt-dw"),
        ("tt-unit", "示例区档案局", "单位", "tt-dz"),
        ("tt-other", "示例区图书馆", "单位", "tt-dw"),
        register_from="2020-01-01",
    ),
    **organizations(
        ("uu-jw", "示例二区纪委监委", "纪检监察机关", None),
        ("uu-unit", "示例二区林业站", "单位", None),
        district="uu",
        name="示例二区",
        register_from="2025-07-01",
    ),
    **organizations(
        ("vv-jw", "示例三区纪委监委", "纪检监察机关", None),
        ("vv-unit", "示例三区水务站", "单位", None),
        district="vv",
        name="示例三区",
    ),
}


def day(text: str) -> date:
    """A day as a table writes it."""
    return date.fromisoformat(text)


def plan(year: int, *entries: tuple[str, int], body: str = "tt-jw", approved_on: str | None = "2000-01-01") -> Files:
    """A body's plan: codes with months."""
    visits = [{"person": code, "month": month, "by": "示例甲"} for code, month in entries]
    return sound.plan(year, *visits, body=body, approved_on=approved_on)


def people_of(count: int, decided_on: str = "2025-03-04", **more: Any) -> list[Files]:
    """So many people with a Party warning of one day."""
    warning = measure("党内警告", decided_on)
    return [person(warning, code=f"TT-{number:04}", **more) for number in range(1, count + 1)]


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
