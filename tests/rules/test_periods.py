"""The law table, case by case: expected answers worked out by hand from rules and law, never by this program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from huifang.policy import Policy
from huifang.register import Known, known_on
from huifang.register.yamltext import plain_data
from huifang.rules.case import make_case
from huifang.rules.combination import combinations
from huifang.rules.manual_check import by_hand
from huifang.rules.states import days_left, state
from huifang.rules.stretches import free_from
from tests.sound import person, register, restricted, sample_policy


def cases(file: Path) -> list[dict[str, Any]]:
    """The cases of one topic, every scalar as it was typed."""
    found: Any = plain_data(file.read_text(encoding="utf-8"))
    return list(found)


FILES = sorted((Path(__file__).parent / "periods").glob("*.yml"))
CASES = [(file.stem, case) for file in FILES for case in cases(file)]


def typed(value: Any) -> Any:
    """A value as the case files write it: text, or null."""
    match value:
        case dict():
            return {key: typed(each) for key, each in value.items()}
        case list():
            return [typed(each) for each in value]
        case bool():
            return str(value).lower()
        case None:
            return None
    return str(value)


def known(case: dict[str, Any], day: date, policy: Policy) -> Known:
    """The register of one case as of a day."""
    whole = [{"form": "2", "decided_by": "tt-jw", **each} for each in case["measures"]]
    more = {key: case[key] for key in ("held", "left", "unit_history", "return_to_scope") if key in case}
    files = person(**{"helpers": [], **case.get("person", {}), "measures": whole, **more})
    if "restricted" in case:
        files |= restricted(**case["restricted"])
    made = register(files, policy)
    assert not made.findings
    return known_on(made, day)


def answer(case: dict[str, Any], day: date) -> dict[str, Any]:
    """What the rules say of one case on one day, in the words of its expectations."""
    policy = sample_policy(stacking__conventions__convention=case.get("convention", "civil_code"))
    found = known(case, day, policy)
    about = found.people.get("TT-0001")
    made = make_case(found, about, policy) if about else None
    if made is None or not made.has_period:
        return {"row": False}
    return {
        "row": True,
        "state": state(made).value,
        "until": made.until,
        "free_from": free_from(made),
        "days_left": days_left(made),
        "check_by_hand": bool(list(by_hand(made))),
        "missing": list(made.missing),
        "bars": dict(made.bars),
        "combination": [
            {
                "kind": each.kind,
                "measures": list(each.measures),
                "until": each.until,
                "possible_until": each.possible_until,
            }
            for each in combinations(made)
        ],
    }


def named(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The combinations in the keys that the case names; all of them whole where there are more or fewer."""
    if len(found) != len(expected):
        return found
    return [{key: link[key] for key in want} for link, want in zip(found, expected, strict=True)]


@pytest.mark.parametrize(("topic", "case"), CASES, ids=[f"{topic}: {case['name']}" for topic, case in CASES])
def test_period(topic: str, case: dict[str, Any]) -> None:
    """The answer on each day is the one worked out by hand."""
    for day, expected in case["expect"].items():
        got = typed(answer(case, date.fromisoformat(day)))
        got = {key: got.get(key) for key in expected}
        if "combination" in expected and got["combination"] is not None:
            got["combination"] = named(got["combination"], expected["combination"])
        if "bars" in expected and got["bars"] is not None:
            got["bars"] = {bar: got["bars"].get(bar, "absent") for bar in expected["bars"]}
        assert got == expected, f"{topic} on {day}, by {case['source']}: {case['why']}"


DAYS = [(topic, case["name"], day, row) for topic, case in CASES for day, row in case["expect"].items()]


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_day_says_whether_to_check_by_hand(file: Path) -> None:
    """A row without `check_by_hand` tests half an answer."""
    silent = [
        f"{name} on {day}"
        for topic, name, day, row in DAYS
        if topic == file.stem and row.get("row") != "false" and "check_by_hand" not in row
    ]
    assert not silent, silent


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_case_names_its_sentence(file: Path) -> None:
    """What fails leads to the sentence of the rules it rests on."""
    here = [case for topic, case in CASES if topic == file.stem]
    bare = [case["name"] for case in here if not (case.get("source") and case.get("why"))]
    assert not bare, bare


def test_names_are_unique() -> None:
    """A case is found by its name."""
    names = [case["name"] for _, case in CASES]
    assert len(names) == len(set(names))


def test_every_kind_of_measure_has_a_case() -> None:
    """Its length was worked out by hand at least once; a kind without a period says so by a case too."""
    shown = {measure["type"] for _, case in CASES for measure in case["measures"]}
    assert set(sample_policy().types) - shown == set()
