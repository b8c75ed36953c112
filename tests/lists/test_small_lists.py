"""The lists that are read off the record: contacts, plans, bodies, what was asked for, and the record as data."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huifang.lists import Lists
from huifang.lists.contacts import contact_rows
from huifang.lists.due import due_rows, in_show, papers_open
from huifang.lists.eligible import CLOSING
from huifang.lists.notice import empty, notices
from huifang.lists.plans import plan_rows
from huifang.lists.record import record_data
from huifang.lists.scope import Scope
from huifang.lists.units import unit_rows
from huifang.policy import words_of
from huifang.register import load
from huifang.rules.duties import obligations
from huifang.texts import say, words
from tests.rules.duties.making import ORGANIZATIONS, plan, programme
from tests.sound import (
    CODE,
    OFFICERS,
    PERSON_PATH,
    TEST_DISTRICT,
    Files,
    MemoryTree,
    measure,
    person,
    register,
    sample_policy,
    talk,
    visit,
)

EN, POLICY = words("en"), sample_policy()
DAY = date(2026, 5, 6)


def lists(*files: Files, scope: Scope | None = None) -> Lists:
    made = register({**ORGANIZATIONS, **{path: text for each in files for path, text in each.items()}}, POLICY)
    return Lists(made, POLICY, DAY, scope=scope or Scope())


def test_contacts_oldest_first() -> None:
    """Up to the day; of one day in the order of their files."""
    alone = visit("2026-03-31", visitors=OFFICERS[:1])
    files = [talk("2026-04-01", makes_up_for="2026Q1"), visit("2026-04-01", opinion="示例"), alone]
    known = programme("2026-05-06", person(), *files, talk("2026-05-07")).known
    found = [
        (str(row.date), row.kind, row.body, row.visitors, row.outcome, row.qualified, row.makes_up_for, row.opinion)
        for row in contact_rows(known, POLICY, CODE)
    ]
    assert found == [
        ("2026-03-31", "回访", "tt-jw", ("示例甲",), "held", False, None, None),
        ("2026-04-01", "谈心谈话", None, ("示例帮扶人",), None, None, "2026Q1", None),
        ("2026-04-01", "回访", "tt-jw", ("示例甲", "示例乙"), "held", True, None, "示例"),
    ]
    assert contact_rows(known, POLICY, "TT-0099") == ()


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2026-01-31", []), ("2026-02-01", [("tt-jw", 2026, 3), ("tt-jw", 2026, 9)])]
)
def test_plans_that_were_approved_by_the_day(as_of: str, expected: list[tuple[str, int, int]]) -> None:
    known = programme(as_of, person(), plan(2026, (CODE, 3), (CODE, 9), approved_on="2026-02-01")).known
    found = list(plan_rows(known))
    assert [(row.body, row.year, row.month) for row in found] == expected
    assert {(row.person, row.by) for row in found} <= {(CODE, "示例甲")}


@pytest.mark.parametrize(
    ("text", "scope", "expected"),
    [
        ("ＵＵ-", Scope(), ["uu-jw", "uu-unit"]),
        ("林业", Scope(), ["uu-unit"]),
        ("", Scope(districts=frozenset({"vv"})), ["vv-jw", "vv-unit"]),
        ("jw", Scope(districts=frozenset({"vv"})), ["vv-jw"]),
        ("nothing", Scope(), []),
    ],
)
def test_bodies_by_their_names(text: str, scope: Scope, expected: list[str]) -> None:
    assert [row.id for row in unit_rows(lists(person(), scope=scope), text)] == expected


class Row:
    """A row with what a choice looks at."""

    def __init__(self, **fields: str) -> None:
        vars(self).update(fields)


@pytest.mark.parametrize(
    ("chosen", "row", "holds"),
    [
        ({"people": {"A"}}, {"person": "A"}, True),
        ({"people": {"A"}}, {"person": "B"}, False),
        ({"people": {"A"}}, {}, False),
        ({"units": {"tt-unit"}}, {"unit": "tt-unit"}, True),
        ({"units": {"tt-unit"}}, {"body": "tt-unit"}, True),
        ({"units": {"tt-unit"}}, {"unit": "tt-jw", "owner": "tt-unit"}, True),
        ({"units": {"tt-unit"}}, {"unit": "tt-jw", "owner": "tt-jw"}, False),
        ({"districts": {"tt"}}, {"unit": "tt-unit"}, True),
        ({"districts": {"tt"}}, {"unit": "uu-unit"}, False),
        ({"districts": {"tt"}}, {"unit": "uu-unit", "district": "tt"}, True),
        ({"districts": {"tt"}}, {}, False),
        ({"districts": {"tt"}, "people": {"A"}}, {"unit": "tt-unit", "person": "A"}, True),
        ({"districts": {"tt"}, "people": {"A"}}, {"unit": "uu-unit", "person": "A"}, False),
    ],
)
def test_what_was_asked_for(chosen: dict[str, set[str]], row: dict[str, str], holds: bool) -> None:
    organizations = lists(person()).register.organizations
    scope = Scope(**{name: frozenset(values) for name, values in chosen.items()})
    assert scope.holds(Row(**row), organizations) is holds
    assert len(scope.keep([Row(**row)], organizations)) == holds
    assert Scope().keep([Row(**row)], organizations)


def record(text: str) -> dict[str, Any]:
    """The data of a record with a wrong place."""
    (found,) = register({**ORGANIZATIONS, PERSON_PATH: text}, POLICY).people.values()
    return dict(record_data(found))


SOUND = person(measure("党内警告", "2025-08"), left={"on": "2026-01-02", "reason": "退休"})[PERSON_PATH]


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("", "", {}),
        ("rank: 科级正职", "rank: [1]", {"rank": None}),
        ("reason: 退休", "reason: [1]", {"left": {"on": date(2026, 1, 2), "reason": None}}),
        ("from: 2000-01-01", "from: [1]", {"helpers": None}),  # of this list an entry may be gone
    ],
)
def test_a_record_as_data(old: str, new: str, lost: dict[str, Any]) -> None:
    sound, changed = record(SOUND), record(SOUND.replace(old, new))
    assert (sound["code"], sound["measures"][0]["decided_on"]) == (CODE, "2025-08")
    assert sound["left"] == {"on": date(2026, 1, 2), "reason": "退休"}
    assert sound["helpers"][0]["from"] == date(2000, 1, 1)
    assert {key: value for key, value in changed.items() if value != sound[key]} == lost


@pytest.mark.parametrize(
    ("old", "new", "kind", "day"),
    [("type: 党内警告", "type: [1]", None, "2025-08"), ("decided_on: 2025-08", "decided_on: [1]", "党内警告", None)],
)
def test_a_measure_keeps_its_place(old: str, new: str, kind: str | None, day: str | None) -> None:
    (only,) = record(SOUND.replace(old, new))["measures"]
    assert (only["type"], only["decided_on"]) == (kind, day)


def test_a_measure_that_is_none_keeps_its_place_without_anything_said() -> None:
    text = SOUND.replace("  - {type: 党内警告", "  - 示例\n  - {type: 党内警告")
    first, second = record(text)["measures"]
    assert set(first) == set(second)
    assert set(first.values()) == {None}
    assert second["type"] == "党内警告"


def test_of_a_record_that_cannot_be_read_nothing_is_claimed() -> None:
    found = record("---\n- a list\n---\n")
    assert found.pop("code") == CODE
    assert set(found.values()) == {None}


def test_papers_that_wait() -> None:
    """Held visits alone have papers; what is upcoming waits too, what is closed does not."""
    files = [person(), visit("2026-03-02", opinion="示例", archived={"on": "2026-03-20"}), visit("2026-05-05")]
    made = programme("2026-05-06", *files)
    rows = due_rows(obligations(made), made.known.organizations, made.day, 90)
    waiting = sorted((row.duty, row.status, str(row.due_on)) for row in rows if papers_open(row))
    assert waiting == [
        ("archive", "upcoming", "2026-06-04"),
        ("feedback", "overdue", "2026-03-17"),
        ("feedback", "upcoming", "2026-05-20"),
        ("personnel", "overdue", "2026-04-01"),
        ("personnel", "upcoming", "2026-06-04"),
    ]
    assert {row.duty for row in rows if not papers_open(row)} == {"talk", "execution", "plan"}
    shown = [(row.due_on, row.duty, row.period or "", row.record or "", row.item or "") for row in rows]
    assert [in_show(row) for row in rows] == shown


BROKEN = {PERSON_PATH: "---\ncode: [\n---\n"}
NOBODY = say("as of {day} nobody", day=DAY)
SAMPLE_DATA = "fictional sample data: every person, unit and document is invented"
UNKNOWN = "records/people/tt/TT-0001/person.md, line 3, cannot be read"
NOT_COUNTED = "1 files could not be read whole; what rests on them is not counted here: see `huifang validate`"


@pytest.mark.parametrize(
    ("files", "people", "verb", "told"),
    [
        (person(), (), "due", []),
        ({**person(), "register.yml": "format: 1\nsample: true\n"}, (), "due", [SAMPLE_DATA]),
        ({**person(), "register.yml": "format: 1\nsample: true\n"}, (), "validate", [SAMPLE_DATA]),
        (BROKEN, (), "validate", []),
        (BROKEN, (), "due", [NOT_COUNTED]),
        (BROKEN, (CODE,), "due", [NOT_COUNTED, UNKNOWN]),
        (BROKEN, ("TT-0002",), "due", [NOT_COUNTED]),
        ({**person(), "register.yml": "format: 1\nsettings: {a.b: 1}\n"}, (), "due",
         ["the setting a.b is not understood and changes nothing: see `huifang validate`"]),
    ],
)  # fmt: skip
def test_what_a_document_says_beside_its_rows(
    files: Files, people: tuple[str, ...], verb: str, told: list[str]
) -> None:
    scope = Scope(people=frozenset(people))
    found = [EN(each) for each in notices(lists(files).register, POLICY, scope, verb)]
    assert [one.startswith(other) for one, other in zip(found, told, strict=True)] == [True] * len(told)
    if verb == "due":
        more = [EN(each) for each in notices(lists(files).register, POLICY, scope, "eligible")]
        assert more == [*found, EN(CLOSING)]


def test_a_record_that_stands_in_two_registers_cannot_be_read_in_the_first() -> None:
    """The error is told of the second."""
    trees = [MemoryTree({**TEST_DISTRICT, **person()}, "a"), MemoryTree(person(), "b")]
    made = load(trees, words_of(POLICY))
    found = [EN(each) for each in notices(made, POLICY, Scope(people=frozenset({CODE})), "due")]
    assert found == [f"a/people/tt/{CODE}/person.md cannot be read, so nothing is known of {CODE}"]


@pytest.mark.parametrize(
    ("files", "scope", "said"),
    [
        (person(), Scope(), "as of 2026-05-06 nobody"),
        (person(), Scope(people=frozenset({CODE})), "As of 2026-05-06 nothing is left for what was chosen"),
        (BROKEN, Scope(people=frozenset({CODE})), "Nothing can be told of a record that cannot be read"),
        (BROKEN, Scope(), "as of 2026-05-06 nobody"),
    ],
)
def test_why_a_list_is_empty(files: Files, scope: Scope, said: str) -> None:
    assert EN(empty(lists(files).register, scope, DAY, NOBODY)).startswith(said)


@pytest.mark.parametrize(("on", "there"), [("2025-05-04", False), ("2025-05-05", True)])
def test_a_calendar_takes_back_what_was_settled_within_a_year(on: str, there: bool) -> None:
    """366 days; the action was due on the day it was done."""
    made = lists(person(), visit("2025-04-02", actions=[{"what": "示例", "by": "tt-unit", "due": on, "done": on}]))
    assert any(row.duty == "action" and str(row.due_on) == on for row in made.calendar()) is there
