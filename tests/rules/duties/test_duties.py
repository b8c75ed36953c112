"""The table of the duties, and what holds for all of them."""

from __future__ import annotations

import pytest

from huifang.lists.due import due_rows
from huifang.past.difference import of_due
from huifang.policy import words_of
from huifang.register import known_on, load
from huifang.rules.duties import DUTIES, obligations
from huifang.rules.programme import Programme
from tests.rules.duties.making import ORGANIZATIONS, day, plan, programme
from tests.sound import CODE, SAMPLE, measure, person, restricted, sample_policy, talk, visit


def test_they_stand_in_the_order_of_their_words() -> None:
    assert [each.id for each in DUTIES] == list(sample_policy().labels["duty"])


def test_what_holds_of_each() -> None:
    """A body's duty and what would harm the person cannot wait; some are closed in the entry that owes them."""
    assert {each.id for each in DUTIES if each.of == "body"} == {"plan", "coverage"}
    never = {"plan", "coverage", "rights", "lifting", "period-ending", "return-to-scope"}
    assert {each.id for each in DUTIES if not each.deferrable} == never
    in_item = {"action", "issue", "rights", "lifting", "transfer", "execution"}
    assert {each.id for each in DUTIES if each.closes.in_item} == in_item


def sample(as_of: str) -> Programme:
    policy = sample_policy()
    return Programme(known_on(load([SAMPLE], words_of(policy)), day(as_of)), policy)


def test_each_generator_yields_its_own_duty_in_order() -> None:
    made = sample("2026-11-20")
    for duty in DUTIES:
        found = list(duty.generate(made))
        assert {each.duty for each in found} <= {duty.id}
        people = [each.person for each in found if each.person is not None]
        assert people == sorted(people)


def test_twice_the_same() -> None:
    assert obligations(sample("2026-11-20")) == obligations(sample("2026-11-20"))


@pytest.mark.parametrize("as_of", ["2024-12-31", "2025-12-31", "2026-06-30", "2026-11-20", "2027-04-01", "2030-01-01"])
def test_identities_of_open_rows_are_unique(as_of: str) -> None:
    """By what `compare` and calendars know a row: nothing else may tell two rows of a list apart."""
    made = sample(as_of)
    rows = due_rows(obligations(made), made.known.organizations, made.day, 90)
    assert len({of_due(row) for row in rows}) == len(rows)


@pytest.mark.parametrize("as_of", ["2020-01-01", "2025-07-01", "2026-11-20", "2040-12-31"])
def test_every_row_can_be_told(as_of: str) -> None:
    """Days in order, owner and source never empty."""
    for each in obligations(sample(as_of)):
        assert each.opens_on <= each.due_on
        assert each.missed_on is None or each.missed_on > each.due_on
        assert each.by_period == (each.duty in {"talk", "visit", "plan", "coverage"})
        assert each.owner
        assert each.rule.cited.zh
        assert each.reason.template


def test_revoked_persons_appear_nowhere() -> None:
    """From the day of the revocation no duty knows the person, plans and folders notwithstanding."""
    issue = {"kind": "问题", "handed_to": "tt-jw", "on": "2025-12-02"}
    files = [
        person(measure("党内严重警告", "2025-08-12", revoked_on="2026-06-01"), helpers=[]),
        plan(2026, (CODE, 3)),
        visit("2025-12-01", actions=[{"what": "示例措施", "due": "2025-12-31"}]),
        talk("2025-12-01"),
        restricted(issues_raised=[issue]),
    ]
    assert {each.duty for each in obligations(programme("2026-05-31", *files))} >= {"talk", "visit", "issue", "action"}
    assert obligations(programme("2026-06-01", *files)) == ()


STARTS: tuple[tuple[str, str, str], ...] = (
    # the first day of the district's register is the due day: owed; a day later: not
    ("visit", "2026-03-31", "2026-04-01"),
    ("plan", "2026-03-31", "2026-04-01"),
    ("coverage", "2026-12-31", "2027-01-01"),
    ("action", "2026-04-30", "2026-05-01"),
)


@pytest.mark.parametrize(("duty", "owed", "not_owed"), STARTS, ids=[row[0] for row in STARTS])
def test_what_is_due_before_the_register_is_not_demanded(duty: str, owed: str, not_owed: str) -> None:
    agreed = visit("2026-03-01", outcome="refused", actions=[{"what": "示例措施", "due": "2026-04-30"}])
    for first, expected in ((owed, True), (not_owed, False)):
        text = str(ORGANIZATIONS["organizations/tt.yml"]).replace("2020-01-01", first)
        made = programme("2027-01-01", person(), plan(2026, (CODE, 3)), agreed, {"organizations/tt.yml": text})
        found = {each.due_on.year for each in obligations(made) if each.duty == duty}
        assert (2026 in found) is expected
