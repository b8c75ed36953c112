"""All lists of one register on one day: who is asked for, who is shown, which findings, and what a document says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from huifang.lists import Lists
from huifang.lists.contacts import ContactRow
from huifang.lists.eligible import bars_by_source
from huifang.lists.health import with_editors
from huifang.lists.lists import Revision
from huifang.lists.plans import PlanRow
from huifang.lists.rows import (
    AuditRow,
    CoverageRow,
    DueRow,
    EligibleRow,
    FindingRow,
    ForecastRow,
    HealthRow,
    StatRow,
)
from huifang.lists.scope import Scope
from huifang.lists.table import columns
from huifang.lists.units import UnitRow
from huifang.texts import say, words
from tests.rules.duties.making import ORGANIZATIONS
from tests.sound import Files, identities, measure, person, register, sample_policy, visit

if TYPE_CHECKING:
    from collections.abc import Mapping

EN, POLICY, DAY = words("en"), sample_policy(), date(2026, 5, 6)
MOVED = [{"unit": "tt-other", "post": "科长", "rank": "科级正职", "category": "公务员", "supervised_by": "tt-jw",
          "from": "2010-01-05", "to": "2026-05-06"}]  # fmt: skip
GONE = {"on": "2016-01-02", "reason": "退休"}
FILES: Files = {
    **person(measure("党内警告", "2026-01-15"), unit_history=MOVED),  # on the day still elsewhere
    **person(measure("党内警告", "2026-01-15"), code="TT-0002"),
    **person(measure("党内警告", "2015-01-15"), code="TT-0003", left=GONE),  # past retention
    **person(measure("党内警告", "2026-01-15"), code="UU-0001", unit="uu-unit", supervised_by="uu-jw"),
}


def lists(
    files: Files = FILES, scope: Scope | None = None, revisions: tuple[Revision, ...] = (), day: date = DAY
) -> Lists:
    return Lists(register({**ORGANIZATIONS, **files}, POLICY), POLICY, day, revisions=revisions, scope=scope)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (None, {"TT-0001", "TT-0002", "TT-0003", "UU-0001"}),
        (Scope(people=frozenset({"TT-0002"})), {"TT-0002"}),
        (Scope(units=frozenset({"tt-other"})), {"TT-0001"}),
        (Scope(units=frozenset({"tt-unit"})), {"TT-0002", "TT-0003"}),
        (Scope(districts=frozenset({"uu"})), {"UU-0001"}),
    ],
)
def test_who_was_asked_for(scope: Scope | None, expected: set[str]) -> None:
    made = lists(scope=scope)
    assert {code for code, each in made.register.people.items() if made.in_scope(each)} == expected
    assert {row.person for row in made.eligible} == expected


def test_nobody_past_retention_is_shown() -> None:
    assert lists().shown == {"TT-0001", "TT-0002", "UU-0001"}


@pytest.mark.parametrize(("dirty", "said"), [(None, "no Git"), (False, "no commit yet"), (True, "no commit yet")])
def test_what_stands_for_a_commit(dirty: bool | None, said: str) -> None:
    assert EN(Revision(dirty=dirty).missing) == said


CLEAN, CHANGED, WITHOUT = Revision("a" * 40, dirty=False), Revision("b" * 40, dirty=True), Revision()


@pytest.mark.parametrize(
    ("revisions", "commit", "dirty", "commits"),
    [
        ((), None, None, (None,)),
        ((CLEAN,), "a" * 40, False, ("a" * 40,)),
        ((CHANGED,), "b" * 40, True, ("b" * 40,)),
        ((CLEAN, CHANGED), "a" * 40, True, ("a" * 40, "b" * 40)),
        ((CHANGED, CLEAN), "b" * 40, True, ("b" * 40, "a" * 40)),
        ((CLEAN, WITHOUT), "a" * 40, False, ("a" * 40, None)),
        ((WITHOUT, CHANGED), None, None, (None, "b" * 40)),
    ],
)
def test_of_which_commits_a_document_is(
    revisions: tuple[Revision, ...], commit: str | None, dirty: bool | None, commits: tuple[str | None, ...]
) -> None:
    heading = lists(revisions=revisions).heading("due")
    assert (heading.revision, heading.dirty, heading.revisions) == (commit, dirty, commits)
    assert (heading.verb, heading.as_of, heading.policy_version) == ("due", DAY, POLICY.version)


@pytest.mark.parametrize("names", [True, False])
def test_names_stand_in_a_table_only_where_they_are_asked_for(names: bool) -> None:
    made = lists({**FILES, **identities(TT_0001="示例一")})
    assert made.table("eligible", EligibleRow, made.eligible, names=names).names == (
        {"TT-0001": "示例一"} if names else None
    )
    assert made.table("eligible", EligibleRow, made.eligible).names is None


def test_a_forecast_tells_once_whom_it_cannot_reach() -> None:
    made = lists({**person(measure("党内警告", "2025-09-10"), left={"on": "2026-01-02", "reason": "退休"})})
    rows = made.forecast(3)
    said = "2026, 示例区纪委监委: 1 people are to be visited, 0 were; 0 more can be, 1 short"
    assert [EN(each) for each in made.table("forecast", ForecastRow, rows).heading.notice] == [said]
    assert made.table("due", DueRow, made.due()).heading.notice == ()


def test_bars_stand_under_the_text_that_gives_them() -> None:
    one, two, three = (
        {"what": what, "until": None, "source": source, "certainty": certainty}
        for what, source, certainty in (("a", "x", "SOURCE"), ("b", "x", "UNSURE"), ("c", "x", "SOURCE"))
    )
    assert bars_by_source([one, two, three]) == (("x", "SOURCE", (one, three)), ("x", "UNSURE", (two,)))


def test_a_combination_names_the_measures_of_its_row_by_their_place() -> None:
    """One whose kind could not be read has no place in the row."""
    two = [measure("党内警告", "2024-03-10"), measure("党内警告", "2024-09-10")]
    for measures, place in ((two, (0, 1)), ([{**two[0], "type": "示例"}, *two], (0, 1))):
        row = lists(person(*measures)).eligible_of("TT-0001")
        assert row is not None
        assert [(each["kind"], each["measures"]) for each in row.combination] == [("sum", place)]


def test_who_wrote_a_file_last() -> None:
    """Git says it; of a file that it does not know nobody is named."""
    rows = lists(BAD).health
    assert {row.path: row.editor for row in with_editors(rows, {FIRST: "示例员"})} == {
        row.path: "示例员" if row.path == FIRST else None for row in rows
    }
    assert [replace(row, editor=None) for row in with_editors(rows, {FIRST: "示例员"})] == [*rows]


BAD: Files = {
    **person(rank="示例"),
    **person(code="TT-0002", rank="示例"),
    **visit("2026-03-02", code="TT-00021", outcome="示例"),
    **visit("2026-03-02", code="TT-0002", outcome="示例"),
}
FIRST, SECOND = "records/people/tt/TT-0001/person.md", "records/people/tt/TT-0002/person.md"


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ({FIRST}, {FIRST}),
        ({"records/people/tt/TT-0002"}, {SECOND, "records/people/tt/TT-0002/2026-03-02-visit.md"}),
        ({FIRST, "records/people/tt/TT-0002"}, {FIRST, SECOND, "records/people/tt/TT-0002/2026-03-02-visit.md"}),
        ({"records/people/tt/TT-000"}, set()),
    ],
)
def test_findings_in_some_files(paths: set[str], expected: set[str]) -> None:
    made = lists(BAD)
    assert {row.path for row in made.finding_rows(frozenset(paths))} == expected
    assert {row.path for row in made.finding_rows()} > expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("TT-0001", {FIRST}),
        ("TT-0002", {SECOND, "records/people/tt/TT-0002/2026-03-02-visit.md"}),
        ("TT-0009", set()),
    ],
)
def test_findings_on_one_person(code: str, expected: set[str]) -> None:
    found = lists(BAD).findings_of(code)
    assert {row.path for row in found} == expected
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("answered", "is_open"),
    [(None, True), ({"by": "示例员"}, False), ({"by": "示例员", "refused": "示例"}, True)],
)
def test_an_answer_that_counts_closes_a_finding_over_the_history(
    answered: Mapping[str, str] | None, is_open: bool
) -> None:
    row = AuditRow(check="x", severity="warning", path="x", line=None, column=None, field=None, message=say("x"),
                   fix=say("x"), commit=None, person=None, answered=answered)  # fmt: skip
    assert row.is_open is is_open


@pytest.mark.parametrize(
    ("scope", "bodies"),
    [
        (None, {"tt-jw", "uu-jw"}),
        (Scope(districts=frozenset({"uu"})), {"uu-jw"}),
        (Scope(units=frozenset({"tt-jw"})), {"tt-jw"}),
        (Scope(people=frozenset({"TT-0001"})), set()),  # it counts people, and names none
    ],
)
def test_forecast_and_coverage_of_bodies_that_were_asked_for(scope: Scope | None, bodies: set[str]) -> None:
    made = lists(scope=scope, day=date(2027, 3, 1))
    assert {row.body for row in made.forecast(3)} == {row.body for row in made.coverage} == bodies


@pytest.mark.parametrize(
    ("scope", "people"),
    [(None, 3), (Scope(people=frozenset({"TT-0002", "UU-0001"})), 2), (Scope(districts=frozenset({"uu"})), 1)],
)
def test_figures_count_the_people_who_were_asked_for(scope: Scope | None, people: int) -> None:
    assert max(row.people or 0 for row in lists(scope=scope).stats) == people


CONVENTION = "start day not counted (as in the Civil Code) (比照民法典期间计算，制度未明确，系统默认设定)"
COUNTED = [
    f"convention for the last barred day: {CONVENTION}",
    "by the other convention (start day counted): 2027-01-14",
]


def test_what_is_told_of_one_person() -> None:
    """Whatever the scope; of a code that nobody has there is nothing."""
    made = lists({**FILES, **visit("2026-03-02"), **visit("2026-05-07")}, Scope(districts=frozenset({"uu"})))
    assert [str(row.date) for row in made.contacts_of("TT-0001")] == ["2026-03-02"]  # the other one is of tomorrow
    assert made.record_of("TT-0001")["unit"] == "tt-unit"
    assert [EN(each) for each in made.calculation_of("TT-0002")] == COUNTED
    duties = made.duties_of("TT-0001")
    assert {row.person for row in duties} == {"TT-0001"}
    assert [row.due_on for row in duties] == sorted(row.due_on for row in duties)
    one, nobody = made.eligible_of("TT-0001"), made.eligible_of("TT-0009")
    assert (one and one.person, nobody) == ("TT-0001", None)
    assert not made.calculation_of("TT-0009")
    assert not made.contacts_of("TT-0009")
    assert not made.duties_of("TT-0009")


@pytest.mark.parametrize(
    ("names", "message", "field"),
    [
        ("TT-0009: 示例某\n", "nobody has the code TT-0009", "TT-0009"),
        ("TT-0001: 示例某\n示例某: x\n", "… is not a code", None),
    ],
)
def test_a_finding_on_names_tells_codes_alone(names: str, message: str, field: str | None) -> None:
    """What stands in a file of names may be a name: anything but a code is left out."""
    found = [row for row in lists({**FILES, "identities/tt.yml": names}).finding_rows() if "identities" in row.path]
    assert [(EN(row.message), row.field) for row in found] == [(message, field)]


HIDDEN: Mapping[type, set[str]] = {  # of each list the columns that a table on paper leaves out
    AuditRow: set(),
    ContactRow: set(),
    CoverageRow: {"base_people", "visited_people"},
    DueRow: {"district", "item", "record", "rule", "certainty"},
    EligibleRow: {"district", "bars", "measures", "combination", "conditions"},
    FindingRow: set(),
    ForecastRow: {"reason"},
    HealthRow: {"district", "unit", "gap", "check", "last_line", "field", "fix"},
    PlanRow: set(),
    StatRow: set(),
    UnitRow: {"name_en", "successor"},
}


@pytest.mark.parametrize("kind", HIDDEN, ids=lambda kind: kind.__name__)
def test_which_columns_are_not_shown(kind: type) -> None:
    assert {each.name for each in columns(kind) if not each.shown} == HIDDEN[kind]
