"""What each commit did to somebody's rows, in words and with everybody who had a hand in it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from huifang.history.audit import Audited
from huifang.history.audit.effect_rows import effect_rows
from huifang.history.audit.effect_words import WORDS, effect_words
from huifang.lists import Lists
from huifang.past.effects import Effect, EffectKind
from huifang.policy import load_policy, words_of
from huifang.register import FolderTree, load
from huifang.register.load import settings_of
from huifang.texts import words
from tests.history.repositories import FIRST, FORGE, SECOND, Repository, started
from tests.sound import ORGANIZATIONS, folder, measure, person, sample_policy, talk, visit

if TYPE_CHECKING:
    from pathlib import Path

    from huifang.past.effect_rows import EffectRow
    from tests.sound import Files

EN, ZH = words("en"), words("zh")
CODE, OTHER = "TT-0001", "TT-0002"
BODIES = {"organizations/tt.yml": ORGANIZATIONS}
DOCUMENT = "示例〔2026〕1号"
YEAR = measure("党内警告", "2026-01-15", document=DOCUMENT)
LATER = measure("党内警告", "2026-01-20", document=DOCUMENT)
REVOKED = measure("党内警告", "2026-01-20", document=DOCUMENT, revoked_on="2026-02-25")


def rows(repository: Repository) -> list[EffectRow]:
    """All of them, oldest first."""
    tree = FolderTree(repository.records)
    policy = load_policy(tree, settings_of(tree).settings)
    lists = Lists(load([tree], words_of(policy)), policy, date(2026, 4, 1))
    return list(effect_rows(Audited(repository.history(), lists, tree)))[::-1]


def said(found: list[EffectRow], *which: EffectKind) -> list[tuple[str, str, str]]:
    """What they are about, before and after, of some kinds."""
    return [(EN(row.what), EN(row.before), EN(row.after)) for row in found if row.effect in which]


def office(tmp_path: Path, *steps: Files) -> Repository:
    """Commits one after the other, each with these files."""
    made = started(tmp_path / "office", BODIES)
    for files in steps:
        made.commit(dict(files))
    return made


def test_where_somebody_stands(tmp_path: Path) -> None:
    """Entered, corrected to a later day, gone: before and after, as of the day of arrival."""
    found = rows(office(tmp_path, person(YEAR), person(LATER), person(REVOKED)))
    stands = "where the person stands"
    first, later = (f"in the impact period (last barred day {last}, free from {free})"
                  for last, free in (("2027-01-15", "2027-01-16"), ("2027-01-20", "2027-01-21")))  # fmt: skip
    kinds = (EffectKind.ENTERED, EffectKind.CHANGED, EffectKind.GONE)
    assert said(found, *kinds)[:2] == [(stands, "in no list", first), (stands, first, later)]
    assert [EN(row.before) for row in found if row.effect == EffectKind.GONE] == [later]
    assert ZH(found[0].what) == "状态"


def test_duties_that_come_and_are_done(tmp_path: Path) -> None:
    """A visit brings duties of its own, and does one that was not due yet."""
    found = rows(office(tmp_path, person(YEAR), visit("2026-02-20"), talk("2026-02-21")))
    done = said(found, EffectKind.MET)
    assert ("quarterly heart-to-heart talk 2026Q1", "upcoming, due 2026-03-31", "done 2026-02-21") in done
    owed = said(found, EffectKind.OWED)
    assert owed
    assert {before for _, before, _ in owed} == {"not owed"}
    assert all("due 2026-0" in after for _, _, after in owed)


def test_everybody_who_had_a_hand_in_it(tmp_path: Path) -> None:
    """The authors of the changes, who committed for them, and who merged; nobody twice."""
    made = office(tmp_path, person(YEAR))
    made.git("checkout", "-q", "-b", "branch")
    made.commit(dict(person(LATER)), who=SECOND, by=FIRST)
    made.git("checkout", "-q", "main")
    merge = made.merge("branch", who=FORGE)
    (found,) = [row for row in rows(made) if row.commit == merge]
    assert (found.author, found.committer, found.signer, found.merger) == ((SECOND,), (FIRST,), (), FORGE)
    assert found.person == CODE


def test_nobody_else_is_named(tmp_path: Path) -> None:
    """Rows are of those whose records came with the commit."""
    found = rows(office(tmp_path, person(YEAR), person(YEAR, code=OTHER)))
    assert folder(OTHER).endswith(OTHER)
    assert [row.person for row in found if row.effect == EffectKind.ENTERED] == [CODE, OTHER]
    assert len({row.commit for row in found if row.person == OTHER}) == 1


def test_another_body_owes_the_follow_up(tmp_path: Path) -> None:
    """The former body with what it had open, and the one that owes it now."""
    made = office(tmp_path, person(YEAR), person(YEAR, supervised_by="tt-dw"))
    (found,) = said(rows(made), EffectKind.RELIEVED)
    assert found[0] == "owes the follow-up"
    assert re.fullmatch(r"tt-jw, with \d+ duties open", found[1])
    assert found[2] == "tt-dw"


@pytest.mark.parametrize(
    ("effect", "told"),
    [
        (("tt-jw", ("4",), ("3",)), ("tt-jw", "4 people to visit", "3 people to visit")),
        (
            ("tt-jw#plan@", ("overdue", "2026-03-31"), (None,)),
            ("tt-jw: yearly visit plan", "overdue, due 2026-03-31", "not owed"),
        ),
        (
            ("tt-jw#plan@2026", ("overdue", "2026-03-31"), ("upcoming",)),
            ("tt-jw: yearly visit plan 2026", "overdue, due 2026-03-31", "upcoming"),
        ),
    ],
)
def test_what_a_body_owes_less(
    effect: tuple[str, tuple[str, ...], tuple[str | None, ...]], told: tuple[str, str, str]
) -> None:
    what, before, after = effect
    given = Effect(EffectKind.BODY, "", "2026-04-01", what, before, after)
    assert tuple(map(EN, effect_words(given, sample_policy()))) == told


def test_every_kind_has_words() -> None:
    assert set(WORDS) == set(EffectKind)
