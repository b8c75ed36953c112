"""Defects that a second reader found by brute force, each pinned where it would come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from huifang.lists import Lists, Scope
from huifang.register import Register
from huifang.rules.case import make_case
from huifang.rules.forecast import months_ahead
from huifang.rules.manual_check import by_hand
from tests.rules.test_properties import POLICY
from tests.sound import OFFICERS, PERSON_PATH, person, register, text, visit

SERIOUS = {"type": "党内严重警告", "decided_on": "2025-08-12"}
REVOKED = {**SERIOUS, "revoked_on": "2026-02-01"}
VISIT = "people/tt/TT-0001/2026-01-10-visit.md"
RESTRICTED = "restricted/tt/TT-0001.yml"
BAD_DAY = "2026-13-40"
OF_BODIES, PAPERS = {"plan", "coverage"}, {"feedback", "archive", "personnel"}
ONE_OFFICER = text(visit("2026-01-10", visitors=OFFICERS[:1]))


def made(*measures: Mapping[str, object], files: Mapping[str, str] | None = None, **more: Any) -> Register:
    """One person, with keys that may be wrong."""
    whole = [{"decided_by": "tt-jw", "form": "2", **each} for each in measures]
    mine = text(person(measures=whole, **{"helpers": [], **more}))
    return register({PERSON_PATH: mine, **(files or {})}, POLICY)


def person_text() -> str:
    """The file of the one person."""
    return text(person({"decided_by": "tt-jw", "form": "2", **SERIOUS}, helpers=[]))


STAY = [{"unit": "tt-dw", "from": "2026-01-01", "to": "2026-06-30"}]
HELPER = [{"name": "示例帮扶人", "unit": "tt-unit", "from": "2025-09-01"}]
HOLD = [{"since": "2026-01-05", "by": "tt-zz", "until": "2026-08-02"}]
MOVING = [{"supervised_by": "tt-zz", "from": "2025-01-01", "to": "2026-03-31"}]
LIGHTER = {"type": "提醒谈话", "decided_on": "2025-08-12", "form": "1"}
EARLY = {"type": "政务警告", "decided_on": "2025-01-10"}
CHAIN = (
    {"type": "行政记过", "decided_on": "2016-01-10", "decided_by": "tt-zz"},
    {"type": "行政记过", "decided_on": "2016-06-10", "decided_by": "tt-dw"},
)
SUM = (
    {"type": "党内警告", "decided_on": "2024-02-01"},
    {"type": "党内严重警告", "decided_on": "2024-08-01", "stated_end": "2026-08-01"},
)
TWO_OFFICERS = ONE_OFFICER.replace("methods", "  - {name: 示例干部乙, body: tt-jw}\nmethods", 1)
NO_ORGANIZATIONS = {PERSON_PATH: person_text(), VISIT: TWO_OFFICERS, "organizations/tt.yml": "district：{"}


def due_of(duty: str) -> Callable[[Lists], list[tuple[str, date]]]:
    """Owner and day of what is owed by one duty."""
    return lambda found: [(row.owner, row.due_on) for row in found.due() if row.duty == duty]


def duties(found: Lists) -> set[str]:
    return {row.duty for row in found.due()}


def eligible(found: Lists) -> list[tuple[str | None, str, date | None]]:
    return [(row.person, row.state, row.free_from) for row in found.eligible]


def ranks(found: Lists) -> set[str]:
    """The ranks by which somebody is counted."""
    rows = [row for row in found.stats if (row.figure, row.by) == ("in_scope", "rank")]
    return {row.key for row in rows if row.people}


def by_hand_of(found: Lists) -> list[str]:
    """Why the one person is to be checked by hand."""
    case = make_case(found.known, found.known.people["TT-0001"], POLICY)
    return [each.template for each in by_hand(case)]


def errors(found: Lists) -> list[str]:
    return [each.check for each in found.findings if each.severity == "error"]


def checks(found: Lists) -> list[str]:
    return [each.check for each in found.findings]


def unread_said(found: Lists) -> bool:
    """Whether the due list says that something could not be read."""
    return any("could not be read" in each.template for each in found.heading("due").notice)


IN_PERIOD = ("TT-0001", "in_period", date(2027, 2, 13))
DEFECTS: tuple[tuple[str, Register, str, Callable[[Lists], object], object], ...] = (  # what, whose, day, asked, answer
    ("an unreadable key brings no cleared person back", made(REVOKED, files={VISIT: ONE_OFFICER}, informed_on=BAD_DAY),
     "2026-06-01", lambda found: (found.due(), found.eligible, found.coverage), ((), (), ())),
    ("nor does a key inside another", made(REVOKED, files={VISIT: ONE_OFFICER}, left={"on": BAD_DAY, "reason": "退休"}),
     "2026-06-01", lambda found: (found.due(), found.eligible, found.coverage), ((), (), ())),
    ("nobody has a row before the first decision even where a key cannot be read", made(SERIOUS, informed_on=BAD_DAY),
     "2025-08-11", eligible, []),
    ("no warning tells of a cleared person", made(REVOKED, files={VISIT: ONE_OFFICER}), "2026-06-01", checks, []),
    ("before, it did", made(REVOKED, files={VISIT: ONE_OFFICER}), "2026-01-31", checks,
     ["enough-officers", "day-ahead"]),
    ("an unreadable unit owes nothing and is named nowhere", made(SERIOUS, unit="TT UNIT"), "2026-06-01",
     lambda found: (found.due(), found.coverage, eligible(found)), ((), (), [IN_PERIOD])),
    ("nor does an unreadable body", made(SERIOUS, supervised_by="TT UNIT"), "2026-06-01",
     lambda found: (found.due(), found.coverage, eligible(found)), ((), (), [IN_PERIOD])),
    ("a hold after free days moves free from", made(EARLY, held=HOLD), "2026-03-01", eligible,
     [("TT-0001", "held", date(2026, 8, 3))]),
    ("a stay in the middle is a change of unit", made(SERIOUS, unit_history=STAY, helpers=HELPER), "2026-05-01",
     due_of("helper-missing"), [("tt-dw", date(2026, 2, 1))]),
    ("the latest decision answers for a chain", made(*CHAIN), "2026-06-01",
     lambda found: [owner for owner, _ in due_of("lifting")(found)], ["tt-dw"]),
    ("in whatever order it stands", made(*CHAIN[::-1]), "2026-06-01",
     lambda found: [owner for owner, _ in due_of("lifting")(found)], ["tt-dw"]),
    ("a bad document number takes no date away", made({**SERIOUS, "document": ["1"]}), "2026-06-01",
     lambda found: (eligible(found), found.eligible[0].missing), ([IN_PERIOD], ())),
    ("a stated end that is the sum needs no hand", made(*SUM), "2026-01-01", by_hand_of, []),
    ("an unreadable restricted file makes no row", made(LIGHTER, files={RESTRICTED: "broken: ["}), "2026-06-01",
     eligible, []),
    ("the folder is the identity whatever the file says", made(SERIOUS, code="TT-0070"), "2026-06-01",
     lambda found: ({row.person for row in found.due()} - {None}, eligible(found), bool(found.stats), errors(found)),
     ({"TT-0001"}, [IN_PERIOD], True, ["code-of-folder"])),
    ("an unreadable rank is none in particular", made(SERIOUS, rank="副处级"), "2026-06-01", ranks, {"其他"}),
    ("an unknown unit makes nobody owe", made(SERIOUS, unit="tt-unitt"), "2026-06-01",
     lambda found: (duties(found) - OF_BODIES, [row.base for row in found.coverage]), (set(), [1])),
    # nothing that points at an unreadable file is blamed: the visit of a body in it still counts
    ("an unreadable organisations file takes no visit away", register(NO_ORGANIZATIONS, POLICY), "2026-06-01",
     lambda found: (duties(found) - OF_BODIES - PAPERS, [row.visited for row in found.coverage]), (set(), [1])),
    ("a list says that files could not be read", made(SERIOUS, informed_on=BAD_DAY), "2026-06-01", unread_said, True),
    ("and only then", made(SERIOUS), "2026-06-01", unread_said, False),
)  # fmt: skip


@pytest.mark.parametrize(
    ("found", "day", "asked", "answer"), [row[1:] for row in DEFECTS], ids=[row[0] for row in DEFECTS]
)
def test_defect(found: Register, day: str, asked: Callable[[Lists], object], answer: object) -> None:
    assert asked(Lists(found, POLICY, date.fromisoformat(day))) == answer


@pytest.mark.parametrize(
    ("scope", "people"), [(Scope(people=frozenset({"TT-0009"})), 0), (Scope(units=frozenset({"tt-unit"})), 1)]
)
def test_statistics_keep_to_the_scope(scope: Scope, people: int) -> None:
    stats = Lists(made(SERIOUS), POLICY, date(2026, 6, 1), scope=scope).stats
    assert {(row.figure, row.by): row.people for row in stats}["in_scope", "all"] == people


def test_the_forecast_sees_no_later_move() -> None:
    rows = months_ahead(made({**EARLY, "decided_on": "2025-10-01"}, unit_history=MOVING), POLICY, date(2026, 3, 15), 12)
    assert {row.body for row in rows if row.duty in ("plan", "period-ending")} == {"tt-zz"}
