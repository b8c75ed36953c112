"""The demonstration's past as data: what was known when, by whom, and how it ends."""

import re
from collections.abc import Sequence
from datetime import date

import pytest

from huifang.editing.writing import Raw
from huifang_demo import PastCommit, demo_files, past_commits
from huifang_demo.rates import DAY
from huifang_demo.timeline.clock import at, at_work, day_at
from huifang_demo.timeline.known import days, known
from huifang_demo.timeline.rates import FOUNDED
from tests.sound import POLICY_BYTES, sample_policy

AUDIT = {"audit/allowed_signers", "audit/editors.yml"}
PEOPLE, EDITORS = 120, 60
FACT = re.compile(
    r"\b(?:date|decided_on|on|since|lifted_on|revoked_on|announced_on|rights_restored_on|reminded_on|confirmed_on"
    r"|opened_on|closed_on|settled_on|done|approved_on): (\d{4}-\d{2}-\d{2})"
)
EDITOR = re.compile(r"示例编辑[〇一二三四五六七八九]+ <editor\d{3}@example\.invalid>")


def made(people: int, seed: int, editors: int) -> list[PastCommit]:
    """The commits; keys are their own names."""
    return list(past_commits(people, seed, sample_policy(), POLICY_BYTES, editors, lambda name: f"ssh-ed25519 {name}"))


@pytest.fixture(scope="module", params=[1, 20261120])
def seed(request: pytest.FixtureRequest) -> int:
    """What holds for a past holds for any."""
    found: int = request.param
    return found


@pytest.fixture(scope="module")
def past(seed: int) -> list[PastCommit]:
    return made(PEOPLE, seed, EDITORS)


def replayed(commits: Sequence[PastCommit]) -> dict[str, bytes]:
    """The files at the end of the line of first parents."""
    line, files = [commits[-1]], dict[str, bytes]()
    while line[-1].parents:
        line.append(commits[line[-1].parents[0]])
    for commit in reversed(line):
        for path, content in commit.files.items():
            if content is None:
                del files[path]
            else:
                files[path] = content
    return files


def test_it_ends_with_the_plain_demonstration(past: list[PastCommit], seed: int) -> None:
    plain = POLICY_BYTES | {path: text.encode() for path, text in demo_files(PEOPLE, seed, sample_policy())}
    found = replayed(past)
    assert {path for path in found if path not in plain} == AUDIT
    assert {path: found.get(path) for path in plain} == plain


@pytest.mark.parametrize(("people", "editors"), [(1, 1), (1, 200), (9, 3), (40, 1)])
def test_small_ones_end_so_too(people: int, editors: int) -> None:
    plain = POLICY_BYTES | {path: text.encode() for path, text in demo_files(people, 7, sample_policy())}
    found = replayed(made(people, 7, editors))
    assert {path: text for path, text in found.items() if path not in AUDIT} == plain


@pytest.mark.parametrize(("seed", "same"), [(5, True), (6, False)])
def test_the_same_seed_gives_the_same_past(seed: int, *, same: bool) -> None:
    assert (made(30, 5, 20) == made(30, seed, 20)) is same


def test_parents_come_before_their_children(past: list[PastCommit]) -> None:
    assert all(parent < number for number, each in enumerate(past) for parent in each.parents)
    assert [number for number, each in enumerate(past) if not each.parents] == [0]
    assert {len(each.parents) for each in past} == {0, 1, 2}


def test_everything_is_between_the_beginning_and_the_day(past: list[PastCommit]) -> None:
    moments = [moment for each in past for moment in (each.authored, each.committed)]
    assert (day_at(min(moments)), day_at(max(moments))) == (FOUNDED, DAY)
    assert all(each.authored <= each.committed for each in past)


def test_nothing_is_written_before_it_happened(past: list[PastCommit]) -> None:
    early = [
        (path, day)
        for each in past
        if each.committed >= past[max(each.parents, default=0)].committed  # no clock that was wrong
        for path, content in each.files.items()
        if path.startswith(("people/", "restricted/", "plans/"))
        for day in FACT.findall((content or b"").decode())
        if date.fromisoformat(day) > day_at(each.committed)
    ]
    assert early == []


def test_everybody_is_invented_and_commits(past: list[PastCommit]) -> None:
    people = {person for each in past for person in (each.author, each.committer)}
    assert all(map(EDITOR.fullmatch, people))
    assert len({each.author for each in past}) == EDITORS


def test_work_is_merged_by_somebody_else(past: list[PastCommit]) -> None:
    merges = [each for each in past if len(each.parents) > 1]
    alone = [each for each in merges if each.author == past[each.parents[1]].author]
    assert 0 < len(alone) < len(merges) / 20
    assert all(re.search(r"See merge request 示例组/回访!\d+", each.message) for each in merges)
    assert any("Reviewed-by: " in each.message for each in merges)


def test_commits_are_signed_by_their_committer(past: list[PastCommit], seed: int) -> None:
    signed = [each for each in past if each.key is not None]
    assert all(each.key == f"{seed}/{each.committer.partition('<')[2].rstrip('>')}" for each in signed)
    assert len(past) / 10 < len(signed) < len(past) / 2
    assert any(each.forged for each in past)


def test_two_branches_enter_names_into_one_file(past: list[PastCommit]) -> None:
    """Their merges have the names of both."""
    joined = [
        (content, past[each.parents[1]].files.get(path))
        for each in past
        if len(each.parents) > 1
        for path, content in each.files.items()
        if path.startswith("identities/")
    ]
    both = [(merged or b"", alone) for merged, alone in joined if alone is not None and merged != alone]
    assert both
    assert all(set(alone.splitlines()) < set(merged.splitlines()) for merged, alone in both)


SLIPS = (  # what a subject ends with or contains
    "更正日期", "改正格式", "按决定书更正决定日期", "：退休", "删除重复记录", "恢复误删的记录", "转到", "转回",
    "删除一项处分", "恢复误删的处分", "修改回访意见",
)  # fmt: skip


@pytest.mark.parametrize("subject", SLIPS)
def test_slips_are_there(past: list[PastCommit], subject: str) -> None:
    assert any(subject in each.message for each in past if len(each.parents) == 1)


def test_reverts_name_what_they_revert(past: list[PastCommit]) -> None:
    reverts = [each for each in past if each.undoes is not None]
    assert len(reverts) >= 3
    for each in reverts:
        undone = past[each.undoes or 0]
        assert each.message == f'Revert "{undone.message.splitlines()[0]}"\n'
        assert set(each.files) == set(undone.files)


RECORD: dict[str, Raw] = {
    "unit": "new", "post": "科长",
    "measures": [
        {"type": "党内警告", "decided_on": date(2025, 3, 3), "announced_on": date(2025, 3, 9)},
        {"type": "诫勉", "decided_on": "2025-08"},
    ],
    "helpers": [{"name": "示例", "from": date(2025, 3, 20), "to": date(2025, 6, 1)}],
    "unit_history": [{"unit": "old", "post": "副科长", "from": None, "to": date(2025, 5, 31)}],
    "left": {"on": date(2025, 9, 1), "reason": "退休"},
}  # fmt: skip
KNOWN = (  # day, unit, number of measures, whether announced, helpers, whether one has ended, whether left
    (date(2025, 3, 2), "old", 0, False, 0, False, False),
    (date(2025, 3, 3), "old", 1, False, 0, False, False),
    (date(2025, 3, 20), "old", 1, True, 1, False, False),
    (date(2025, 5, 31), "old", 1, True, 1, False, False),
    (date(2025, 6, 1), "new", 1, True, 1, True, False),
    (date(2025, 8, 1), "new", 2, True, 1, True, False),  # of a month alone its first day counts
    (date(2025, 9, 1), "new", 2, True, 1, True, True),
)


@pytest.mark.parametrize(("day", "unit", "measures", "announced", "helpers", "ended", "left"), KNOWN)
def test_known(day: date, unit: str, measures: int, announced: bool, helpers: int, ended: bool, left: bool) -> None:
    found = known(RECORD, day)
    assert list(found) == [key for key in RECORD if key in found]
    assert (found["unit"], len(found["measures"])) == (unit, measures)  # type: ignore[arg-type] # a list
    assert ("announced_on" in str(found["measures"]), "left" in found) == (announced, left)
    assert (len(found["helpers"]), "'to': datetime" in str(found["helpers"])) == (helpers, ended)  # type: ignore[arg-type]


def test_days_of_a_record() -> None:
    assert days(RECORD) == [
        date(2025, 3, 3), date(2025, 3, 9), date(2025, 3, 20), date(2025, 6, 1), date(2025, 8, 1), date(2025, 9, 1),
    ]  # fmt: skip
    assert known(RECORD, days(RECORD)[-1]) == RECORD


WORKING = (  # a moment as day and hour: when somebody works next
    ((date(2026, 11, 20), 10), (date(2026, 11, 20), 10)),
    ((date(2026, 11, 19), 3), (date(2026, 11, 19), 9)),
    ((date(2026, 11, 19), 20), (date(2026, 11, 20), 9)),
    ((date(2026, 11, 20), 20), (date(2026, 11, 23), 9)),  # a Friday evening
    ((date(2026, 11, 22), 12), (date(2026, 11, 23), 12)),  # a Sunday
)


@pytest.mark.parametrize(("asked", "works"), WORKING)
def test_hours_of_work(asked: tuple[date, int], works: tuple[date, int]) -> None:
    assert at_work(at(asked[0], asked[1] * 3600)) == at(works[0], works[1] * 3600)
