"""Coverage of the as-of date's year."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huifang.rules.coverage import BodyCoverage, coverage_of_bodies
from tests.rules.duties.making import plan, programme
from tests.sound import OFFICERS, Files, measure, person, visit

YEAR = "2026-11-20"


def code(number: int) -> str:
    return f"TT-{number:04}"


def one(number: int, *measures: dict[str, object], **more: Any) -> Files:
    return person(*(measures or [measure("党内警告", "2025-03-04")]), code=code(number), **more)


def row(as_of: str, *files: Files) -> BodyCoverage:
    (found,) = coverage_of_bodies(programme(as_of, *files))
    return found


@pytest.mark.parametrize(
    ("base", "required"), [(1, 1), (2, 1), (3, 1), (4, 2), (6, 2), (7, 3), (10, 3), (11, 4), (13, 4), (14, 5)]
)
def test_required_is_rounded_up(base: int, required: int) -> None:
    """30 % of the base, in whole numbers."""
    found = row(YEAR, *(one(number) for number in range(1, base + 1)))
    assert (found.base, found.required, found.shortfall, found.rate) == (base, required, required, 0.0)


BASE: tuple[tuple[str, list[dict[str, object]], dict[str, Any], bool], ...] = (
    ("three years before", [measure("党内警告", "2023-12-31")], {}, False),
    ("two years before", [measure("党内警告", "2024-01-01")], {}, True),
    ("the year before", [measure("党内警告", "2025-12-31")], {}, True),
    ("this year", [measure("党内警告", "2026-01-01")], {}, False),
    ("month only", [measure("党内警告", "2025-12")], {}, True),
    ("诫勉 is no sanction", [measure("诫勉", "2025-03-04")], {}, False),
    ("handling is no sanction", [measure("停职检查", "2025-03-04", months=6)], {}, False),
    ("政务", [measure("政务记过", "2025-03-04")], {}, True),
    ("行政", [measure("行政记过", "2025-03-04")], {}, True),
    ("事业单位", [measure("事业单位记过", "2025-03-04")], {}, True),
    ("国企", [measure("国企记过", "2025-03-04")], {}, True),
    ("two sanctions are one person", [measure("党内警告", "2024-03-04"), measure("政务警告", "2025-03-04")], {}, True),
    (
        "people who left stay in",
        [measure("党内警告", "2025-03-04")],
        {"left": {"on": "2025-06-01", "reason": "退休"}},
        True,
    ),
    ("dismissed people too", [measure("政务开除", "2025-03-04", form=4)], {}, True),
    (
        "one of two revoked",
        [measure("党内警告", "2025-03-04", revoked_on="2026-01-01"), measure("诫勉", "2026-02-02")],
        {},
        False,
    ),
    ("revoked tomorrow", [measure("党内警告", "2025-03-04", revoked_on="2026-11-21")], {}, True),
)


@pytest.mark.parametrize(("measures", "more", "inside"), [row[1:] for row in BASE], ids=[row[0] for row in BASE])
def test_base(measures: list[dict[str, object]], more: dict[str, Any], inside: bool) -> None:
    """Who counts in the base of 2026, beside one who does."""
    found = row(YEAR, one(1), one(2, *measures, **more))
    assert found.base_people == ((code(1), code(2)) if inside else (code(1),))


VISITED: tuple[tuple[str, list[Files], tuple[str, ...], int], ...] = (
    ("last year", [visit("2025-12-31", code(1))], (), 0),
    ("first day", [visit("2026-01-01", code(1))], (code(1),), 1),
    ("as-of date", [visit("2026-11-20", code(1))], (code(1),), 1),
    ("tomorrow", [visit("2026-11-21", code(1))], (), 0),
    ("twice is once", [visit("2026-03-01", code(1)), visit("2026-05-01", code(1))], (code(1),), 1),
    ("of another discipline body", [visit("2026-03-01", code(1), body="tt-pz")], (code(1),), 1),
    ("of a committee", [visit("2026-03-01", code(1), body="tt-dw")], (), 0),
    ("by one officer", [visit("2026-03-01", code(1), visitors=OFFICERS[:1])], (), 0),
    ("an attempt", [visit("2026-03-01", code(1), outcome="refused")], (), 0),
    ("in the base or not", [visit("2026-03-01", code(3)), visit("2026-04-01", code(1))], (code(1), code(3)), 1),
)


@pytest.mark.parametrize(("visits", "people", "in_base"), [row[1:] for row in VISITED], ids=[row[0] for row in VISITED])
def test_visited(visits: list[Files], people: tuple[str, ...], in_base: int) -> None:
    """People 1 and 2 in the base, person 3 sanctioned this year."""
    found = row(YEAR, one(1), one(2), one(3, measure("党内警告", "2026-01-05")), *visits)
    assert (found.visited_people, found.visited, found.visited_in_base) == (people, len(people), in_base)
    assert found.shortfall == max(0, found.required - found.visited)


UNDATED, NEW, OLDER = measure("党内警告", None), measure("党内警告", "2026-01-05"), measure("党内警告", "2025-03-04")
BEFORE = [{"supervised_by": "tt-pz", "from": "2020-01-01", "to": "2026-11-20"}]
BODIES: tuple[tuple[str, list[Files], str, str, list[tuple[object, ...]]], ...] = (
    # what, files, as-of, the figures asked, a row for each body
    ("nobody in base or numerator, no row", [one(1, UNDATED)], YEAR, "body", []),
    ("somebody visited, nobody sanctioned before", [one(1, NEW), visit("2026-03-01", code(1))], YEAR,
     "base required shortfall rate visited", [(0, 0, 0, None, 1)]),
    ("the rate may pass one", [one(1), one(2, NEW), visit("2026-03-01", code(1)), visit("2026-03-01", code(2))], YEAR,
     "rate", [(2.0,)]),
    # people with an undated sanction and no other in the base
    ("undated sanctions are counted apart", [one(1), one(2, UNDATED), one(3, UNDATED, OLDER),
     one(4, measure("诫勉", None))], YEAR, "unknown_year base", [(1, 2)]),
    ("people go with the supervising body of the day", [one(1), one(2, unit_history=BEFORE)], "2026-11-20",
     "body base", [("tt-jw", 1), ("tt-pz", 1)]),
    ("from the next day with the new one", [one(1), one(2, unit_history=BEFORE)], "2026-11-21", "body base",
     [("tt-jw", 2)]),
    ("the year is that of the as-of date", [one(1), visit("2026-12-31", code(1))], "2026-12-31", "year visited",
     [(2026, 1)]),
    ("and a new one begins", [one(1), visit("2026-12-31", code(1))], "2027-01-01", "year visited", [(2027, 0)]),
)  # fmt: skip


@pytest.mark.parametrize(("files", "as_of", "asked", "expected"), [row[1:] for row in BODIES],
                         ids=[row[0] for row in BODIES])  # fmt: skip
def test_figures_of_bodies(files: list[Files], as_of: str, asked: str, expected: list[tuple[object, ...]]) -> None:
    found = coverage_of_bodies(programme(as_of, *files))
    assert [tuple(getattr(each, name) for name in asked.split()) for each in found] == expected


CANDIDATES: tuple[tuple[str, list[Files], tuple[int, ...]], ...] = (
    ("visited people are none", [one(1), one(2), visit("2026-03-01", code(1))], (2,)),
    ("people who left are none", [one(1), one(2, left={"on": "2026-02-02", "reason": "退休"})], (1,)),
    ("in the window, not in the base", [one(1), one(2, measure("党内警告", "2026-02-02"))], (1, 2)),
    ("neither in the window nor in the base", [one(1), one(2, measure("党内警告", "2023-02-02"))], (1,)),
    ("key first", [one(1, measure("党内警告", "2025-03-04", form=1)), one(2)], (2, 1)),
    ("then the base", [one(1, measure("诫勉", "2026-06-01")), one(2)], (2, 1)),
    (
        "the base first, though its period ends later",
        [one(1, measure("诫勉", "2026-06-01")), one(2, measure("党内严重警告", "2025-12-30"))],
        (2, 1),
    ),
    (
        "then the earliest end of the period",
        [
            one(1, measure("党内警告", "2025-12-04")),
            one(2, measure("党内警告", "2025-12-03")),
            one(3, measure("政务记过", "2024-07-01")),
        ],
        (3, 2, 1),
    ),
    (
        "an end that nobody knows comes last",
        [one(1, measure("留党察看", "2025-03-04", probation_months=12)), one(2)],
        (2, 1),
    ),
    ("then the code", [one(2), one(1)], (1, 2)),
    (
        "cap reached: held twice, neither qualified",
        [one(1), one(2), *(visit(on, code(1), visitors=OFFICERS[:1]) for on in ("2026-02-02", "2026-03-02"))],
        (2,),
    ),
    (
        "cap not reached: attempts do not count",
        [one(1), *(visit(on, code(1), outcome="refused") for on in ("2026-02-02", "2026-03-02"))],
        (1,),
    ),
    ("cap not reached: planned once", [one(1), plan(2026, (code(1), 12))], (1,)),
    ("cap reached: planned twice", [one(1), one(2), plan(2026, (code(1), 11), (code(1), 12))], (2,)),
)


@pytest.mark.parametrize(("files", "expected"), [row[1:] for row in CANDIDATES], ids=[row[0] for row in CANDIDATES])
def test_candidates(files: list[Files], expected: tuple[int, ...]) -> None:
    """Who can still be visited, in the order in which it helps most."""
    assert row(YEAR, *files).candidates == tuple(code(number) for number in expected)


@given(
    st.lists(
        st.tuples(st.sampled_from(["tt-jw", "tt-pz", "uu-jw"]), st.integers(2023, 2026), st.booleans()), max_size=8
    )
)
def test_rows_add_up(people: list[tuple[str, int, bool]]) -> None:
    """Every person of base and numerator is in one row and in no other."""
    files = []
    for number, (body, year, visited) in enumerate(people, start=1):
        files.append(one(number, measure("党内警告", f"{year}-01-02"), supervised_by=body))
        files += [visit("2026-05-06", code(number))] if visited else []
    found = coverage_of_bodies(programme(YEAR, *files))
    assert sum(each.base for each in found) == sum(year in {2024, 2025} for _, year, _ in people)
    assert sum(each.visited for each in found) == sum(visited for *_, visited in people)
    assert [each.body for each in found] == sorted(each.body for each in found)
