"""The demonstration register: the same for a seed, sound, and shaped like a real one."""

from collections import Counter
from pathlib import Path

import pytest

from huifang.lists import Lists
from huifang.policy import words_of
from huifang.register import load
from huifang.rules.states import State, state
from huifang_demo import NotEmptyError, demo_files, write_demo
from huifang_demo.random_numbers import Random
from huifang_demo.rates import DAY
from tests.sound import POLICY_BYTES, MemoryTree, sample_policy


def made(people: int, seed: int) -> Lists:
    """The lists of a demonstration on its day."""
    tree = MemoryTree({**POLICY_BYTES, **dict(demo_files(people, seed, sample_policy()))})
    return Lists(load([tree], words_of(sample_policy())), sample_policy(), DAY)


@pytest.fixture(scope="module", params=[1, 20261120])
def demo(request: pytest.FixtureRequest) -> Lists:
    return made(200, request.param)


def test_it_has_no_errors(demo: Lists) -> None:
    assert [finding for finding in demo.findings if finding.severity == "error"] == []


def test_ranks_and_contacts_are_in_proportion(demo: Lists) -> None:
    people, register = len(demo.register.people), demo.register
    ranks = Counter(person.rank[:2] for person in register.people.values())
    contacts = sum(map(len, register.visits.values())) + sum(map(len, register.talks.values()))
    assert (people, ranks["局级"], 45 <= ranks["处级"] <= 55) == (200, 4, True)
    assert 4 <= contacts / people <= 6


def test_every_kind_and_every_state_is_there(demo: Lists) -> None:
    used = {str(measure.type) for person in demo.register.people.values() for measure in person.measures}
    states = {state(case) for case in demo.programme.cases.values()}
    assert used == set(sample_policy().types)
    assert states == set(State)


def test_nothing_is_dated_later_than_its_day(demo: Lists) -> None:
    visits = max(each.date for mine in demo.register.visits.values() for each in mine)
    talks = max(each.date for mine in demo.register.talks.values() for each in mine)
    assert max(visits, talks) <= DAY


def test_everybody_is_visibly_invented(demo: Lists) -> None:
    assert demo.register.sample
    assert set(demo.register.names) == set(demo.register.people)
    assert all(name.startswith("示例") for name in demo.register.names.values())


def test_plans_and_restricted_records_are_there(demo: Lists) -> None:
    assert demo.register.plans
    assert demo.register.restricted


@pytest.mark.parametrize(("seed", "same"), [(7, True), (8, False)])
def test_the_same_seed_gives_the_same_bytes(seed: int, *, same: bool) -> None:
    first, second = (list(demo_files(60, each, sample_policy())) for each in (7, seed))
    assert (first == second) is same
    assert len({path for path, _ in second}) == len(second)


def test_chance_is_pinned() -> None:
    dice = Random(1, "pinned")
    assert [dice.number(0, 999) for _ in range(5)] == PINNED


PINNED = [259, 9, 626, 965, 415]


def test_one_person_is_enough() -> None:
    assert len(made(1, 1).register.people) == 1


def test_the_folder_is_whole(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "demo"
    count = write_demo(folder, 5, 1, sample_policy(), POLICY_BYTES)
    assert sum(path.is_file() for path in folder.rglob("*")) == count
    assert [path.name for path in folder.parent.iterdir()] == ["demo"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    write_demo(tmp_path / "demo", 2, 1, sample_policy(), POLICY_BYTES)
    (tmp_path / "empty").mkdir()
    write_demo(tmp_path / "empty", 2, 1, sample_policy(), POLICY_BYTES)
    assert (tmp_path / "empty" / "register.yml").is_file()


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(NotEmptyError):
        write_demo(tmp_path, 2, 1, sample_policy(), POLICY_BYTES)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.slow
def test_two_thousand_people_are_sound(tmp_path: Path) -> None:
    write_demo(tmp_path / "demo", 2000, 1, sample_policy(), POLICY_BYTES)
    assert [each for each in made(2000, 1).findings if each.severity == "error"] == []
