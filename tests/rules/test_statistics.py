"""The figures of a year: people and visits apart, partitions that add up."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huifang.rules.duties import obligations
from huifang.rules.figures import FIGURES
from huifang.rules.statistics import OVERLAPPING, PARTITIONS, FigureValue, adds, least_shown, statistics
from tests.rules.duties.making import programme
from tests.sound import CODE, OFFICERS, Files, measure, person, restricted, sample_policy, talk, visit

YEAR = "2026-11-20"
Row = tuple[int, int | None, int | None]


def stats(as_of: str, *files: Files) -> tuple[FigureValue, ...]:
    made = programme(as_of, *files)
    return statistics(made, obligations(made))


def figure(name: str, by: str, found: tuple[FigureValue, ...]) -> dict[str, Row]:
    mine = (row for row in found if (row.figure, row.by) == (name, by))
    return {row.key: (row.people, row.visits, row.value) for row in mine}


APPOINTED = {
    "on": "2026-09-01",
    "kind": "提拔",
    "from_rank": "科级副职",
    "post": "局长",
    "unit": "tt-other",
    "rank": "科级正职",
}
ISSUE = {"kind": "问题", "handed_to": "tt-jw", "on": "2026-04-01", "settled_on": None}
TOTALS: tuple[tuple[str, str, list[Files], Row], ...] = (
    ("in_scope", "in the window", [person()], (1, None, None)),
    ("in_scope", "the window ended this year", [person(measure("党内警告", "2025-01-02", form=1))], (1, None, None)),
    (
        "in_scope",
        "sanctioned two years before, period over",
        [person(measure("政务警告", "2024-01-02"))],
        (1, None, None),
    ),
    ("in_scope", "neither", [person(measure("政务警告", "2023-01-02"))], (0, None, None)),
    ("visited", "nobody", [person()], (0, 0, None)),
    ("visited", "two visits, one person", [person(), visit("2026-01-01"), visit("2026-11-20")], (1, 2, None)),
    ("visited", "last year and tomorrow", [person(), visit("2025-12-31"), visit("2026-11-21")], (0, 0, None)),
    (
        "visited",
        "by one officer: held all the same",
        [person(), visit("2026-05-06", visitors=OFFICERS[:1])],
        (1, 1, None),
    ),
    ("visited", "a committee's is on its own line", [person(), visit("2026-05-06", body="tt-dw")], (0, 0, None)),
    (
        "visited_all_bodies",
        "of all bodies",
        [person(), visit("2026-05-06", body="tt-dw"), visit("2026-05-07")],
        (1, 2, None),
    ),
    ("visited", "attempts are no visits", [person(), visit("2026-05-06", outcome="refused")], (0, 0, None)),
    (
        "refused",
        "attempts have their own column",
        [person(), visit("2026-05-06", outcome="refused"), visit("2026-05-07", outcome="refused")],
        (1, 2, None),
    ),
    (
        "unreachable",
        "attempts have their own column",
        [person(), visit("2026-05-06", outcome="unreachable")],
        (1, 1, None),
    ),
    ("talks_owed", "three quarters past", [person()], (1, None, 3)),
    ("talks_owed", "and the running one when kept", [person(), talk("2026-10-09")], (1, None, 4)),
    (
        "talks_kept",
        "a make-up counts for its year",
        [person(), talk("2026-01-09", makes_up_for="2025Q4"), talk("2026-02-09")],
        (1, None, 1),
    ),
    ("talks_missed", "owed less kept", [person(), talk("2026-02-09")], (1, None, 2)),
    ("talks_missed", "of people who left", [person(left={"on": "2026-06-01", "reason": "退休"})], (1, None, 2)),
    ("first_visit_days", "from the decision", [person(), visit("2026-01-12"), visit("2026-03-12")], (1, None, 153)),
    (
        "first_visit_days",
        "on the very day of the decision",
        [person(measure("党内警告", "2026-03-12")), visit("2026-03-12")],
        (1, None, 0),
    ),
    (
        "first_visit_days",
        "visited first last year",
        [person(), visit("2025-12-12"), visit("2026-03-12")],
        (0, None, None),
    ),
    (
        "first_visit_days",
        "first since a new decision",
        [
            person(measure("党内警告", "2024-03-04"), measure("政务警告", "2026-03-02")),
            visit("2024-05-06"),
            visit("2026-03-12"),
        ],
        (1, None, 10),
    ),
    (
        "first_visit_days",
        "of two decisions the older one alone",
        [
            person(measure("党内警告", "2025-12-10"), measure("政务警告", "2026-03-02")),
            visit("2026-01-05"),
            visit("2026-03-12"),
        ],
        (1, None, 26),
    ),
    (
        "filed",
        "with an opinion",
        [person(), visit("2026-05-06", opinion="示例意见", archived={"on": "2026-05-20"})],
        (1, 1, None),
    ),
    ("filed", "without", [person(), visit("2026-05-06", archived={"on": "2026-05-20"})], (0, 0, None)),
    ("issues", "raised", [person(), restricted(issues_raised=[ISSUE, {**ISSUE, "on": "2025-12-31"}])], (1, None, 1)),
    ("issues_settled", "not settled", [person(), restricted(issues_raised=[ISSUE])], (0, None, 0)),
    (
        "issues_settled",
        "settled",
        [person(), restricted(issues_raised=[{**ISSUE, "settled_on": "2026-05-01"}])],
        (1, None, 1),
    ),
    ("promoted", "after a visit", [person(appointments=[APPOINTED]), visit("2026-05-06")], (1, None, None)),
    ("promoted", "without a visit", [person(appointments=[APPOINTED])], (0, None, None)),
    (
        "promoted",
        "on the day of the first visit",
        [person(appointments=[APPOINTED]), visit("2026-09-01")],
        (0, None, None),
    ),
    (
        "promoted",
        "further use",
        [person(appointments=[{**APPOINTED, "kind": "进一步使用"}]), visit("2026-05-06")],
        (1, None, None),
    ),
    (
        "promoted",
        "same level",
        [person(appointments=[{**APPOINTED, "kind": "平级任用"}]), visit("2026-05-06")],
        (0, None, None),
    ),
)


@pytest.mark.parametrize(
    ("name", "files", "expected"),
    [(row[0], row[2], row[3]) for row in TOTALS],
    ids=[f"{row[0]}: {row[1]}" for row in TOTALS],
)
def test_total(name: str, files: list[Files], expected: Row) -> None:
    """People, visits, value of one figure."""
    assert figure(name, "all", stats(YEAR, *files)) == {"all": expected}


def test_every_figure_has_its_total_even_of_nobody() -> None:
    found = stats(YEAR)
    assert [row.figure for row in found if row.by == "all"] == list(FIGURES) == list(sample_policy().labels["figure"])
    assert {row.people for row in found} == {0}


MOVED: dict[str, Any] = {
    "rank": "科级正职",
    "unit": "uu-unit",
    "supervised_by": "uu-jw",
    "unit_history": [
        {"unit": "tt-unit", "rank": "科级副职", "supervised_by": "tt-jw", "from": "2020-01-01", "to": "2026-06-30"}
    ],
}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("rank", {"科级正职": (1, 1, None), "科级副职": (0, 1, None)}),
        ("district", {"tt": (0, 1, None), "uu": (1, 1, None)}),
        ("supervised_by", {"tt-jw": (0, 1, None), "uu-jw": (1, 1, None)}),
        ("key", {"true": (1, 2, None)}),
        ("measure", {"党内严重警告": (1, 2, None)}),
        ("management", {"区管": (1, 2, None)}),
    ],
)
def test_partitions_by_the_visits_day(by: str, expected: dict[str, Row]) -> None:
    """Each visit by its own day; the person once, by the last."""
    found = stats(YEAR, person(**MOVED), visit("2026-06-30"), visit("2026-07-01"))
    assert figure("visited", by, found) == expected


def test_heaviest_measure() -> None:
    files = [
        person(measure("政务警告", "2025-09-05"), measure("党内严重警告", "2025-08-12"), measure("诫勉", "2026-03-03"))
    ]
    assert list(figure("in_scope", "measure", stats(YEAR, *files))) == ["党内严重警告"]


def test_promoted_by_the_rank_before_and_the_unit_at_the_appointment() -> None:
    moved = [{"unit": "tt-unit", "from": "2020-01-01", "to": "2026-09-30"}]
    found = stats(YEAR, person(unit="uu-unit", unit_history=moved, appointments=[APPOINTED]), visit("2026-05-06"))
    assert figure("promoted", "rank", found) == {"科级副职": (1, None, None)}
    assert figure("promoted", "district", found) == {"tt": (1, None, None)}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("body", {"tt-jw": (1, 2, None), "tt-pz": (1, 1, None)}),
        ("situation", {"存在错误认识": (1, 1, None), "表现良好": (1, 3, None)}),
        ("method", {"访谈": (1, 3, None), "查阅资料": (1, 1, None)}),
    ],
)
def test_overlapping(by: str, expected: dict[str, Row]) -> None:
    """One person may stand in several rows."""
    files = [
        visit("2026-05-06", situation=["表现良好", "存在错误认识"]),
        visit("2026-06-06", body="tt-pz"),
        visit("2026-07-06", methods=["访谈", "查阅资料"]),
    ]
    assert figure("visited", by, stats(YEAR, person(), *files)) == expected
    assert not adds(by)


def test_small_cells_and_kinds_of_partition() -> None:
    assert least_shown(programme(YEAR)) == 3
    labels = [by for by in sample_policy().labels["by"] if by != "all"]
    assert labels == [*PARTITIONS, *OVERLAPPING]
    assert all(adds(by) for by in PARTITIONS)


PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["党内警告", "政务记过", "诫勉"]),
            "unit": st.sampled_from(["tt-unit", "uu-unit"]),
            "rank": st.sampled_from(["科级正职", "处级副职"]),
            "history": st.booleans(),
            "form": st.sampled_from([1, 2, None]),
            "visits": st.lists(st.tuples(st.integers(1, 10), st.sampled_from(["held", "refused"])), max_size=3),
            "talks": st.lists(st.integers(1, 10), max_size=3),
        }
    ),
    max_size=5,
)


@given(PEOPLE)
def test_partitions_add_up(people: list[dict[str, Any]]) -> None:
    """Sums over every partition are the total: people, visits and counts."""
    files: list[Files] = []
    for number, each in enumerate(people, start=1):
        code = f"TT-{number:04}"
        before = (
            [{"unit": "tt-other", "rank": "其他", "from": "2020-01-01", "to": "2026-05-15"}] if each["history"] else []
        )
        made = measure(each["kind"], "2025-11-03", form=each["form"])
        files.append(person(made, code=code, unit=each["unit"], rank=each["rank"], unit_history=before))
        files += [visit(f"2026-{month:02}-09", code, outcome=outcome) for month, outcome in each["visits"]]
        files += [talk(f"2026-{month:02}-19", code) for month in each["talks"]]
    found = stats(YEAR, *files)
    for name in FIGURES:
        (total,) = figure(name, "all", found).values()
        for by in PARTITIONS:
            parts = list(figure(name, by, found).values())
            assert sum(people for people, *_ in parts) == total[0]
            assert sum(visits or 0 for _, visits, _ in parts) == (total[1] or 0)
            if name != "first_visit_days":
                assert sum(value or 0 for *_, value in parts) == (total[2] or 0)


def test_revoked_persons_count_nowhere() -> None:
    files = [
        person(measure("党内严重警告", "2025-08-12", revoked_on="2026-06-01")),
        visit("2026-05-06"),
        talk("2026-05-07"),
    ]
    assert {row.people for row in stats("2026-06-01", *files)} == {0}
    assert CODE not in str(stats("2026-06-01", *files))


@pytest.mark.parametrize(
    ("to", "rank"),  # the last day of the former rank: the rank before an appointment is that of the day before it
    [("2026-08-30", "科级正职"), ("2026-08-31", "科级副职"), ("2026-09-01", "科级副职")],
)
def test_promoted_by_the_rank_of_the_day_before(to: str, rank: str) -> None:
    former = {"unit": "tt-unit", "post": "副科长", "rank": "科级副职", "category": "公务员", "supervised_by": "tt-jw",
              "from": "2020-01-01", "to": to}  # fmt: skip
    one = person(appointments=[{**APPOINTED, "from_rank": None}], unit_history=[former])
    found = figure("promoted", "rank", stats(YEAR, one, visit("2026-05-06")))
    assert {key: row for key, row in found.items() if row[0]} == {rank: (1, None, None)}
