"""What meets a mutation, in which order, and what is told of it; no process is started and nothing is timed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from tests.mutation import explained
from tests.mutation.__main__ import options, report, wanted
from tests.mutation.cold import Telling
from tests.mutation.explained import OPEN, accept, deciding_days, explanations
from tests.mutation.operators import EDGES, Mutation
from tests.mutation.running import NOT_WATCHED, SURVIVED, TIMED_OUT, Options, Running

if TYPE_CHECKING:
    from collections.abc import Sequence

PATH, AT = "scripts/huifang/rules/states.py", (10, 4)
ONE = Mutation(PATH, 3, 10, "state", AT, "lt", "a < b", "a <= b", loaded=False)
NAMES = ("a::one[1]", "a::one[2]", "a::one[3]", "b::two[1]", "b::two[2]", "c::three")
SECONDS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]


@dataclass
class Item:
    """A test with nothing but its name."""

    nodeid: str


def items(names: Sequence[str] = NAMES) -> list[pytest.Item]:
    return cast("list[pytest.Item]", [Item(name) for name in names])


def running(*mutations: Mutation, seconds: float = 9, alone: bool = False, test: str = "") -> Running:
    """Tests were watched: all but the last run the statement; `test` is named on file."""
    known = {ONE.key: test} if test else {}
    made = Running([], set(), mutations, Options(1, seconds, lambda _: None, known, alone))
    made.collected(items())
    made.seen.seconds = SECONDS
    made.seen.tests[PATH, *AT] = [0, 1, 2, 3, 4]
    made.seen.tests[PATH, 99, 0] = [5]
    return made


@pytest.mark.parametrize(
    ("made", "order"),
    [
        (running(), [0, 3, 1, 2, 4]),  # the quicker, and the nearer to the first row of its table, the sooner
        (running(test="b::two[2]"), [4, 0, 3, 1, 2]),
        (running(test="c::three"), [0, 3, 1, 2, 4]),  # named, but it does not run the statement any more
        (running(test="gone"), [0, 3, 1, 2, 4]),
        (running(seconds=0.7), [0, 3, 1]),
        (running(test="b::two[2]", alone=True), [4]),
        (running(test="gone", alone=True), []),
    ],
)
def test_which_tests_meet_a_mutation(made: Running, order: list[int]) -> None:
    assert made.tests_of(ONE) == order


@pytest.mark.parametrize(
    ("made", "names"),
    [
        (running(), [*(NAMES[each] for each in (0, 3, 1, 5, 2, 4))]),
        (running(test="b::two[2]", alone=True), ["b::two[2]"]),
    ],
)
def test_a_process_that_loads_anew_meets_the_tests_of_the_file(made: Running, names: list[str]) -> None:
    assert made.names_of(ONE) == names


@pytest.mark.parametrize(
    ("path", "loaded", "numbers"),
    [
        ("other.py", True, [0, 3, 1]),  # no test runs anything of it
        ("own.py", True, [0, 3, 1, 4]),  # one does; but what it says is read by others too
        ("own.py", False, [4]),
    ],
)
def test_of_what_a_file_says_all_tests_are_met(path: str, loaded: bool, numbers: list[int]) -> None:
    made = running(seconds=0.7)
    made.seen.tests["own.py", 1, 0] = [4]
    assert made.names_of(replace(ONE, path=path, loaded=loaded)) == [NAMES[each] for each in numbers]


def test_what_no_test_watches_is_told_so(tmp_path: Path) -> None:
    unwatched = replace(ONE, statement=(11, 4))
    made = running(unwatched)
    made.meet_all(tmp_path)
    assert made.outcomes == {unwatched: NOT_WATCHED}


@dataclass
class Report:
    """How a test went."""

    nodeid: str
    failed: bool
    longrepr: str = ""


def test_tests_that_cannot_be_read_end_the_run() -> None:
    made = running(ONE)
    made.pytest_collectreport(cast("pytest.CollectReport", Report("a", failed=True)))
    with pytest.raises(pytest.UsageError):
        made.pytest_runtestloop(cast("pytest.Session", None))


def test_a_process_tells_the_first_test_that_noticed(tmp_path: Path) -> None:
    answer = tmp_path / "answer"
    answer.touch()
    telling = Telling(NAMES, answer)
    for name, failed in (("a::one[1]", False), ("b::two[1]", True), ("c::three", True)):
        telling.pytest_runtest_logreport(cast("pytest.TestReport", Report(name, failed)))
    assert answer.read_text(encoding="utf-8") == "b::two[1]"


def test_a_test_that_is_gone_has_noticed(tmp_path: Path) -> None:
    answer = tmp_path / "answer"
    answer.touch()
    with pytest.raises(pytest.exit.Exception):
        Telling(NAMES, answer).pytest_collection_modifyitems(items(NAMES[1:]))
    assert answer.read_text(encoding="utf-8") == NAMES[0]


def test_tests_are_met_in_the_order_asked_for(tmp_path: Path) -> None:
    found = items()
    Telling(("c::three", "a::one[2]"), tmp_path / "answer").pytest_collection_modifyitems(found)
    assert [item.nodeid for item in found] == ["c::three", "a::one[2]"]


PLACE, FUNCTION, CHANGE = next(key for key, why in explanations().items() if not why.startswith(OPEN))
BEFORE, _, AFTER = CHANGE.partition(" → ")
EXPLAINED = Mutation(PLACE, 1, 1, FUNCTION, AT, "lt", BEFORE, AFTER, loaded=False)


@pytest.mark.parametrize(
    ("outcomes", "code", "said"),
    [
        (["a::one"] * 20, 0, "20 mutations: 20 noticed, 0 ended for want of time, 0 survived (0.0%), 0 of them"),
        (["a::one"] * 19 + [TIMED_OUT], 0, "20 mutations: 19 noticed, 1 ended"),
        (["a::one"] * 19 + [SURVIVED], 1, "1 survived (5.0%), 0 of them explained"),
        (["a::one"] * 19 + [NOT_WATCHED], 1, "1 survived (5.0%), 0 of them explained"),
        (["a::one"] * 19 + ["explained"], 0, "1 survived (5.0%), 1 of them explained"),
        (["a::one"] * 9 + ["explained"], 1, "1 survived (10.0%), 1 of them explained"),  # a tenth is too many
    ],
)
def test_figures(outcomes: list[str], code: int, said: str) -> None:
    found = {replace(ONE, number=number): outcome for number, outcome in enumerate(outcomes) if outcome != "explained"}
    if "explained" in outcomes:
        found[EXPLAINED] = SURVIVED
    out = StringIO()
    assert report(found, out) == code
    assert said in out.getvalue()


def test_what_notices_is_written_beside_what_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new name, one that stays, one of a change that survived, and one of a change that is no more."""
    days = tmp_path / "days.yml"
    monkeypatch.setattr(explained, "DAYS", days)
    two, three, four = (replace(ONE, after=after, number=number) for number, after in enumerate("xyz"))
    days.write_text("{}\n", encoding="utf-8")
    accept({ONE: "a::one[1]", two: "a::one[2]", three: "b::two[1]"}, [ONE, two, three])
    accept({two: SURVIVED, four: "c::three"}, [ONE, two, four])
    assert deciding_days() == {ONE.key: "a::one[1]", four.key: "c::three"}


@pytest.mark.parametrize(
    ("typed", "operators", "path"),
    [
        (["--room", "lists", "--file", "/due.py", "--sample", "5"], None, "scripts/huifang/lists/due.py"),
        (["--file", "rules/forecast", "--sample", "5", "--edges"], EDGES, "scripts/huifang/rules/forecast.py"),
    ],
)
def test_what_is_asked_for(typed: list[str], operators: tuple[str, ...] | None, path: str) -> None:
    """A sample is the same each time; another seed gives another."""
    found = wanted(options(typed))
    assert found == wanted(options(typed))
    assert {each.path for each in found} == {path}
    assert len(found) == 5 or operators
    assert operators is None or {each.operator for each in found} <= {*operators}
    assert operators or found != wanted(options([*typed, "--seed", "2"]))


def test_the_parts_of_a_sample_are_the_sample() -> None:
    sample = ["--file", "rules/forecast", "--sample", "20"]
    parts = [wanted(options([*sample, "--part", f"{number}/3"])) for number in (1, 2, 3)]
    assert [len(each) for each in parts] == [7, 7, 6]
    assert {one for each in parts for one in each} == {*wanted(options(sample))}


@pytest.mark.parametrize("typed", ["0/3", "4/3", "1", "1/2/3", "x/3"])
def test_what_is_no_part(typed: str) -> None:
    with pytest.raises(SystemExit):
        options(["--part", typed])


@pytest.mark.parametrize(("typed", "named"), [("--check", True), ("--accept", False)])
def test_what_is_asked_about_deciding_days(typed: str, named: bool) -> None:
    found = wanted(options([typed, "--file", "rules/stacking"]))
    assert {each.operator for each in found} <= {*EDGES}
    assert {each.key in deciding_days() for each in found} <= {named}
