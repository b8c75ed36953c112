"""The last day on which a check is silent and the first on which it speaks, for days that no other row has."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from huifang.checks import findings
from huifang.checks.support import right_year
from huifang.policy import words_of
from huifang.register import load
from huifang.texts import words
from tests.checks.changed import changed, found
from tests.sound import MemoryTree, sample_policy

EN = words("en")
Row = tuple[str, str, dict[str, Any], bool]


def measure(more: str) -> dict[str, Any]:
    return {"person": ["    form: 2\n", f"    form: 2\n{more}"]}


def below(more: str, **others: Any) -> dict[str, Any]:
    """Keys of the person."""
    return {"person": ["from: 2025-02-20}\n", f"from: 2025-02-20}}\n{more}"], **others}


def kind(name: str, more: str = "") -> dict[str, Any]:
    return {"person": ["type: 党内警告", f"type: {name}", "    form: 2\n", f"    form: 2\n{more}"]}


def talk(on: str) -> dict[str, Any]:
    text = f"---\nkind: 谈心谈话\ndate: {on}\nhelper: 王示例\n---\n"
    return {f"people/tt/TT-0001/{on}-talk.md": text, "person": ["from: 2025-02-20}", "from: 2025-01-20}"]}


def visit(on: str) -> dict[str, Any]:
    text = f"---\nkind: 回访\ndate: {on}\nbody: tt-zz\noutcome: refused\nvisitors: []\n---\n"
    return {f"people/tt/TT-0001/{on}-visit.md": text}


def in_visit(more: str) -> dict[str, Any]:
    return {"visit": ["opinion:", f"{more}\nopinion:"]}


def held(since: str, until: str = "null", review_on: str = "null") -> dict[str, Any]:
    return below(f"held:\n  - {{since: {since}, by: tt-zz, document: D1, review_on: {review_on}, until: {until}}}\n")


def appointed(on: str, name: str = "提拔") -> dict[str, Any]:
    return below(f"appointments:\n  - {{on: {on}, kind: {name}, post: 科长, unit: tt-unit, rank: 科级正职}}\n")


def deferral(approved_on: str) -> dict[str, Any]:
    return below("deferrals:\n  - {duty: talk, from: 2025-07-01, until: 2025-09-30, reason: 病休, approved_by: tt-dw, "
                 f"approved_on: {approved_on}}}\n")  # fmt: skip


def probation(second: str) -> dict[str, Any]:
    second = f"  - {{type: 党内警告, decided_on: {second}, decided_by: tt-jw, form: 2}}\n"
    return {"person": ["type: 党内警告", "type: 留党察看", "    form: 2\n",
                       f"    form: 3\n    probation_months: 12\n{second}"]}  # fmt: skip


def other_visit(on: str) -> dict[str, Any]:
    text = ["2025-05-14", on, "body: tt-jw\noutcome", "body: tt-zz\noutcome", "archived: {on: 2025-05-27}\n", ""]
    return {f"people/tt/TT-0001/{on}-visit{'-2' * (on == '2025-05-14')}.md": {"like": "visit", "with": text}}


def made_up(decided_on: str) -> dict[str, Any]:
    """A talk for the first quarter of 2025, of which 30 or 29 days lie in the window."""
    text = "---\nkind: 谈心谈话\ndate: 2025-04-20\nhelper: 王示例\nmakes_up_for: 2025Q1\n---\n"
    path = "people/tt/TT-0001/2025-04-20-talk.md"
    return {path: text, "person": ["decided_on: 2025-02-10", f"decided_on: {decided_on}"]}


def transferred(on: str) -> dict[str, Any]:
    return below(f"appointments:\n  - {{on: {on}, kind: 平级任用, post: 副主任}}\n")


def violation(on: str) -> dict[str, Any]:
    text = f"violations:\n  - {{handed_to: tt-jw, on: {on}}}\n"
    visit = ["situation: [表现良好]", "situation: [再次违纪违法]\nactions: [{what: 移送}]"]
    return {"visit": visit, "restricted": text}


def erased(on: str) -> dict[str, Any]:
    entry = f"erasures:\n  - {{code: TT-0001, on: {on}, identity: removed, commits: null, by: 示例员, reason: 期满}}\n"
    return {"names": "{}\n", "audit/erasures.yml": entry}


def replaced(on: str, old: str = "2025-02-10") -> dict[str, Any]:
    new = f"  - {{type: 党内警告, decided_on: {on}, decided_by: tt-jw, form: 2, replaces: A}}\n"
    return {
        "person": ["decided_on: 2025-02-10", f"decided_on: {old}", "    form: 2\n", f"    form: 2\n    id: A\n{new}"]
    }


def two(one: str, other: str, first: str = "matter: M1", second: str = "matter: M1") -> dict[str, Any]:
    """Two sanctions, each with more of its own."""
    new = f"  - {{type: {other}, decided_on: 2025-03-10, decided_by: tt-jw, form: 2, {second}}}\n"
    return {"person": ["type: 党内警告", f"type: {one}", "    form: 2\n", f"    form: 2\n    {first}\n{new}"]}


def short_period(second: str) -> dict[str, Any]:
    """A period that ends on 2025-02-20, another from the second day on, and the quarter's talk deferred."""
    more = f"    stated_end: 2025-02-20\n  - {{type: 党内警告, decided_on: {second}, decided_by: tt-jw, form: 2}}\n"
    away = "from: 2025-01-01, until: 2025-03-31, reason: 病休, approved_by: tt-dw, approved_on: 2025-03-31"
    deferred = f"from: 2025-02-20}}\ndeferrals:\n  - {{duty: talk, {away}}}\n"
    return {"person": ["    form: 2\n", f"    form: 2\n{more}", "from: 2025-02-20}\n", deferred]}


def undated(change: dict[str, Any]) -> dict[str, Any]:
    """Another measure of which no day is known."""
    more = "    form: 2\n  - {type: 党内警告, decided_on: null, decided_by: tt-jw, form: 2}\n"
    return {**change, "person": [*change["person"], "    form: 2\n", more]}


def revoked(on: str) -> dict[str, Any]:
    """Somebody with a warning on the file whose only measure is revoked."""
    return {"person": ["supervised_by: tt-jw", "supervised_by: tt-zz", "    form: 2\n",
                       f"    form: 2\n    revoked_on: {on}\n"]}  # fmt: skip


def helper(to: str) -> dict[str, Any]:
    """A helper of another unit up to that day."""
    return {"person": ["unit: tt-unit, from: 2025-02-20}", f"unit: tt-zz, from: 2025-02-20, to: {to}}}"]}


def extended(months: int) -> dict[str, Any]:
    return kind("留党察看", f"    probation_months: {months}\n    probation_extended_on: 2025-11-01\n")


def of_february(more: str) -> dict[str, Any]:
    """A measure of which the month alone is known: terms run from its last day."""
    return {"person": ["decided_on: 2025-02-10", "decided_on: 2025-02", "    form: 2\n", f"    form: 2\n    {more}\n"]}


def other_terms(more: str, families: str = "[party]") -> dict[str, Any]:
    """The same, with terms a month longer from the middle of that month on."""
    version = (
        "    - id: followup-execution-2025\n      from: 2025-02-15\n      label: {zh: 处分执行, en: execution}\n"
        f"      families: {families}\n      announced_months: 2\n      executed_months: 2\n"
        "      executed_latest_months: 7\n      reported_months: 7\n"
        "      source: {text: 示例规定, articles: [], ref: DEFAULT}\n      certainty: UNSURE\n"
    )
    return {**of_february(more), "followup": ["  transfer:\n    - id", f"{version}  transfer:\n    - id"]}


def closed(on: str) -> dict[str, Any]:
    return {"organizations": ["parent: tt-dw}\n", f"parent: tt-dw, closed_on: {on}}}\n"]}


def second_version(since: str) -> dict[str, Any]:
    """The second version of a rule; the first is of 2018-10-01."""
    rest = '        edition: "2023"\n        months: 12'
    return {"measures": [f"from: 2024-01-01\n{rest}", f"from: {since}\n{rest}"]}


BY_OTHER = {"visit": ["body: tt-jw\noutcome", "body: tt-zz\noutcome", "archived: {on: 2025-05-27}\n", ""]}
TABLE: tuple[Row, ...] = (
    ("talk-before-decision", "2025-11-20", talk("2025-02-10"), False),
    ("talk-before-decision", "2025-11-20", talk("2025-02-09"), True),
    ("visit-before-decision", "2025-11-20", visit("2025-02-10"), False),
    ("visit-before-decision", "2025-11-20", visit("2025-02-09"), True),
    ("contact-after-visit", "2025-11-20", in_visit("pre_contact: {on: 2025-05-14}"), False),
    ("contact-after-visit", "2025-11-20", in_visit("pre_contact: {on: 2025-05-15}"), True),
    ("paper-before-visit", "2025-11-20", in_visit("feedback_to_unit: {on: 2025-05-14}"), False),
    ("paper-before-visit", "2025-11-20", in_visit("feedback_to_unit: {on: 2025-05-13}"), True),
    ("due-before-contact", "2025-11-20", in_visit("next_by: 2025-05-14"), False),
    ("due-before-contact", "2025-11-20", in_visit("next_by: 2025-05-13"), True),
    ("before-decision", "2025-11-20", measure("    delivered_on: 2025-02-10\n"), False),
    ("before-decision", "2025-11-20", measure("    delivered_on: 2025-02-09\n"), True),
    ("day-ahead", "2025-11-20", measure("    delivered_on: 2025-11-20\n"), False),
    ("day-ahead", "2025-11-20", measure("    delivered_on: 2025-11-21\n"), True),
    ("hold-without-review", "2026-11-20", held("2026-03-01", until="2027-03-01"), False),
    ("hold-without-review", "2026-11-20", held("2026-03-01", until="2027-03-02"), True),
    ("hold-before-end", "2025-12-01", held("2025-12-01", review_on="2026-06-01"), True),
    ("hold-before-end", "2025-11-30", held("2025-12-01", review_on="2026-06-01"), False),
    ("hold-before-end", "2026-12-01", held("2026-02-11", review_on="2026-06-01"), False),
    ("hold-before-end", "2026-12-01", held("2026-02-10", review_on="2026-06-01"), True),
    ("appointed-inside-period", "2025-12-01", appointed("2025-12-01"), True),
    ("appointed-inside-period", "2025-11-30", appointed("2025-12-01"), False),
    ("appointed-inside-period", "2026-12-01", appointed("2025-02-09"), False),
    ("appointed-inside-period", "2026-12-01", appointed("2025-02-10"), True),
    ("appointed-inside-period", "2026-12-01", appointed("2026-02-10"), True),
    ("appointed-inside-period", "2026-12-01", appointed("2026-02-11"), False),
    ("sanction-within-probation", "2026-12-01", probation("2025-02-10"), False),
    ("sanction-within-probation", "2026-12-01", probation("2025-02-11"), True),
    ("sanction-within-probation", "2026-12-01", probation("2026-02-10"), True),
    ("sanction-within-probation", "2026-12-01", probation("2026-02-11"), False),
    ("deferral-approved-late", "2025-11-20", deferral("2025-09-30"), False),
    ("deferral-approved-late", "2025-11-20", deferral("2025-10-01"), True),
    ("deferral-approved-late", "2025-10-01", deferral("2025-10-01"), True),
    ("deferral-approved-late", "2025-09-30", deferral("2025-10-01"), False),
    ("executed-late", "2025-11-20", measure("    executed_on: 2025-03-10\n"), False),
    ("executed-late", "2025-11-20", measure("    executed_on: 2025-03-11\n"), True),
    ("measure-after-leaving", "2026-12-01", below("left: {on: 2025-02-10, reason: 退休}\n"), False),
    ("measure-after-leaving", "2026-12-01", below("left: {on: 2025-02-09, reason: 退休}\n"), True),
    ("measure-after-leaving", "2026-12-01", below("left: {on: 2025-02-08, reason: 退休}\n"), True),
    ("end-before-start", "2025-11-20", {"person": ["from: 2025-02-20}", "from: 2025-02-20, to: 2025-02-20}"]}, False),
    ("end-before-start", "2025-11-20", {"person": ["from: 2025-02-20}", "from: 2025-02-20, to: 2025-02-19}"]}, True),
    ("planned-month", "2025-11-20", {"plan": ["month: 5", "month: 0"]}, True),
    ("planned-month", "2025-11-20", {"plan": ["month: 5", "month: 1"]}, False),
    ("planned-month", "2025-11-20", {"plan": ["month: 5", "month: 12"]}, False),
    ("planned-month", "2025-11-20", {"plan": ["month: 5", "month: 13"]}, True),
    ("confirmed-too-early", "2025-12-01", below("return_to_scope:\n  - {confirmed_on: 2025-12-01}\n"), True),
    ("confirmed-too-early", "2025-11-30", below("return_to_scope:\n  - {confirmed_on: 2025-12-01}\n"), False),
    ("percent-of-whole", "2025-11-20", {"followup": ["percent: 30", "percent: 100"]}, False),
    ("percent-of-whole", "2025-11-20", {"followup": ["percent: 30", "percent: 101"]}, True),
    ("other-body-near", "2025-11-20", other_visit("2025-05-14"), False),
    ("other-body-near", "2025-11-20", other_visit("2025-05-15"), True),
    ("other-body-near", "2025-11-20", other_visit("2025-06-13"), True),
    ("other-body-near", "2025-11-20", other_visit("2025-06-14"), False),
    ("make-up-not-owed", "2026-11-20", made_up("2025-03-02"), False),
    ("make-up-not-owed", "2026-11-20", made_up("2025-03-03"), True),
    ("present-differs", "2025-08-31", transferred("2025-09-01"), False),
    ("present-differs", "2025-09-01", transferred("2025-09-01"), True),
    ("violation-not-handed-over", "2025-11-20", violation("2025-05-13"), True),
    ("violation-not-handed-over", "2025-11-20", violation("2025-05-14"), False),
    ("person-without-name", "2025-11-20", erased("2025-02-09"), True),
    ("person-without-name", "2025-11-20", erased("2025-02-10"), False),
    ("person-without-name", "2025-11-20", erased("2025-02-11"), False),
    ("replaced-measure", "2025-11-20", replaced("2025-02-09"), True),
    ("replaced-measure", "2025-11-20", replaced("2025-02-10"), False),
    ("replaced-measure", "2025-11-20", replaced("2025-02"), False),  # some day of the month may come after it
    ("replaced-measure", "2025-11-20", replaced("2025-01"), True),
    ("replaced-measure", "2025-11-20", replaced("2025-02-05", old="2025-02"), False),
    ("replaced-measure", "2025-11-20", replaced("2025-01-31", old="2025-02"), True),
    ("double-sanction", "2025-11-20", two("政务记过", "行政记过"), True),
    ("double-sanction", "2025-11-20", two("行政记过", "政务记过"), True),
    ("double-sanction", "2025-11-20", two("政务记过", "行政记过", second="matter: M2"), False),
    ("double-sanction", "2025-11-20", two("政务记过", "行政记过", "matter: null", "matter: null"), False),
    ("double-sanction", "2025-11-20", two("政务记过", "行政记过", "matter: M1\n    revoked_on: 2025-04-01"), False),
    ("double-sanction", "2025-11-20", two("政务记过", "行政记过", second="matter: M1, revoked_on: 2025-04-01"), False),
    ("double-sanction", "2025-11-20", two("政务记过", "政务警告"), False),
    ("double-sanction", "2025-11-20", two("行政记过", "行政警告"), False),
    ("lifted-before-end", "2026-11-20", kind("行政记过", "    lifted_on: 2026-02-09\n"), True),
    ("lifted-before-end", "2026-11-20", kind("行政记过", "    lifted_on: 2026-02-10\n"), False),
    ("months-of-law", "2025-11-20", kind("行政记过", "    months: 48\n"), False),
    ("months-of-law", "2025-11-20", kind("行政记过", "    months: 49\n"), True),
    ("deferral-approved-late", "2025-11-20", short_period("2025-03-31"), False),
    ("deferral-approved-late", "2025-11-20", short_period("2025-04-01"), True),
    ("talk-before-decision", "2025-11-20", undated(talk("2025-02-09")), False),
    ("supervised-by-other-body", "2025-11-19", revoked("2025-11-20"), True),
    ("supervised-by-other-body", "2025-11-20", revoked("2025-11-20"), False),
    ("other-body-near", "2026-03-31", BY_OTHER, True),  # the planned visit can still be made
    ("other-body-near", "2026-04-01", BY_OTHER, False),
    ("extended-beyond-law", "2025-11-20", extended(23), False),
    ("extended-beyond-law", "2025-11-20", extended(24), True),
    ("announced-late", "2025-11-20", of_february("announced_on: 2025-03-28"), False),
    ("announced-late", "2025-11-20", of_february("announced_on: 2025-03-29"), True),
    ("executed-late", "2025-11-20", of_february("executed_on: 2025-03-28"), False),
    ("executed-late", "2025-11-20", of_february("executed_on: 2025-03-29"), True),
    ("reported-late", "2025-11-20", of_february("execution_reported_on: 2025-08-28"), False),
    ("reported-late", "2025-11-20", of_february("execution_reported_on: 2025-08-29"), True),
    ("announced-late", "2025-11-20", other_terms("announced_on: 2025-04-28"), False),
    ("announced-late", "2025-11-20", other_terms("announced_on: 2025-04-29"), True),
    ("announced-late", "2025-11-20", other_terms("announced_on: 2025-04-29", families="[government]"), False),
    ("executed-late", "2025-11-20", other_terms("executed_on: 2025-04-28"), False),
    ("executed-late", "2025-11-20", other_terms("executed_on: 2025-04-29"), True),
    ("reported-late", "2025-11-20", other_terms("execution_reported_on: 2025-09-28"), False),
    ("reported-late", "2025-11-20", other_terms("execution_reported_on: 2025-09-29"), True),
    ("violation-not-handed-over", "2025-11-20", {**violation("2025-05-13"), "restricted": "[not a mapping"}, False),
    (
        "violation-not-handed-over",
        "2025-11-20",
        {**violation("2025-05-13"), "restricted": None, "restricted/tt/TT-0002.yml": "[not a mapping"},
        True,
    ),
    ("versions-in-order", "2025-11-20", second_version("2018-10-01"), True),
    ("versions-in-order", "2025-11-20", second_version("2018-10-02"), False),
    ("closed-unit", "2025-11-20", closed("2025-11-19"), True),
    ("closed-unit", "2025-11-20", closed("2025-11-20"), False),
    ("closed-unit", "2025-11-20", {**closed("2025-06-30"), **below("left: {on: 2025-11-20, reason: 退休}\n")}, False),
    ("closed-unit", "2025-11-20", {**closed("2025-06-30"), **below("left: {on: 2025-11-21, reason: 退休}\n")}, True),
    ("helper-of-other-unit", "2025-11-20", helper("2025-02-20"), True),
    ("helper-of-other-unit", "2025-11-20", helper("2025-02-19"), False),
)


def names(rows: tuple[tuple[Any, ...], ...]) -> list[str]:
    """Each check with the number of its row: a new row renames none of another check."""
    return [f"{row[0]} {[each[0] for each in rows[: number + 1]].count(row[0])}" for number, row in enumerate(rows)]


@pytest.mark.parametrize(("check", "as_of", "change", "speaks"), TABLE, ids=names(TABLE))
def test_edge(check: str, as_of: str, change: dict[str, Any], speaks: bool) -> None:
    assert (check in {each.check for each in found(change, date.fromisoformat(as_of))}) is speaks


TURNED = "check the year: did you mean `{}`?"
AS_IT_STANDS = "check the year; what has yet to come is recorded when it has come"
LATE = "executed on {}, later than 2025-03-10; up to 2025-08-10 needs a special reason"
TOO_LATE = "executed on {}, later than 2025-08-10"
SAID = (  # check, as-of date, change, what the sentence or its fix says
    ("day-ahead", "2025-11-20", measure("    delivered_on: 2052-11-20\n"), TURNED.format("2025-11-20")),
    ("day-ahead", "2025-11-20", measure("    delivered_on: 2052-11-21\n"), AS_IT_STANDS),
    ("day-ahead", "2026-11-20", measure("    delivered_on: 2052-11-21\n"), TURNED.format("2025-11-21")),
    ("day-ahead", "2027-11-20", measure("    delivered_on: 2052-11-20\n"), AS_IT_STANDS),  # two years ago
    ("executed-late", "2025-11-20", measure("    executed_on: 2025-08-10\n"), LATE.format("2025-08-10")),
    ("executed-late", "2025-11-20", measure("    executed_on: 2025-08-11\n"), TOO_LATE.format("2025-08-11")),
)  # fmt: skip


@pytest.mark.parametrize(("check", "as_of", "change", "said"), SAID, ids=names(SAID))
def test_what_is_said_on_the_edge(check: str, as_of: str, change: dict[str, Any], said: str) -> None:
    (mine,) = [each for each in found(change, date.fromisoformat(as_of)) if each.check == check]
    assert said in {EN(mine.message), EN(mine.fix)}


@pytest.mark.parametrize(
    ("day", "first", "last", "meant"),
    [
        ("2025-03-10", "2026-03-10", None, "2026-03-10"),
        ("2025-03-09", "2026-03-10", None, "2027-03-09"),
        ("2026-03-10", None, "2025-03-10", "2025-03-10"),
        ("2026-03-11", None, "2025-03-10", "2024-03-11"),
        ("2026-03-09", "2026-03-10", None, None),  # of the same year
        ("2024-02-29", "2025-01-01", None, None),  # a day that few years have
    ],
)
def test_the_year_in_which_a_day_fits(day: str, first: str | None, last: str | None, meant: str | None) -> None:
    days = [date.fromisoformat(each) if each else None for each in (first, last)]
    fix = EN(right_year(date.fromisoformat(day), *days))
    assert fix == (f"check both days; if the year is the slip: `{meant}`" if meant else "check both days")


class Locked(MemoryTree):
    """A tree with a file that nobody may read."""

    def read(self, path: str) -> bytes:
        """The bytes of another file."""
        if path == "restricted/tt/TT-0001.yml":
            raise PermissionError(13, "Permission denied", path)
        return super().read(path)


def test_a_restricted_file_that_may_not_be_read_may_hold_the_violation() -> None:
    policy = sample_policy()
    made = load(
        [Locked(changed({"visit": violation("2025-05-13")["visit"], "restricted/tt/TT-0002.yml": ""}))],
        words_of(policy),
    )
    found_there = {each.check for each in findings(made, policy, date(2025, 11, 20))}
    assert "unreadable-file" in found_there
    assert "violation-not-handed-over" not in found_there
