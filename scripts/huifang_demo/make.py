"""All files of a demonstration, path by path; the same number and seed give the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang_demo.contacts import Entries, Life
from huifang_demo.measures import type_shares
from huifang_demo.people import PersonPlan, demo_person, plan_text
from huifang_demo.places import DemoDistrict, demo_districts, organization_sheets
from huifang_demo.random_numbers import Random
from huifang_demo.rates import DAY, EXTRAS, FATES, PLAN_MISSING, RANKS, STORIES, WITHOUT_RANK
from huifang_demo.sheet import Sheet
from huifang_demo.words import digit_numeral

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.editing.writing import Raw
    from huifang.policy import Policy

REGISTER: dict[str, Raw] = {
    "format": 1,
    "name": "示例市回访登记册(虚构示例)",
    "name_en": "Follow-up Register of Sample City (fictional)",
    "sample": True,
    "sample_day": DAY,
}
LARGEST_SHARE = 8  # planned visits of one body in one year, a tenth of its people at most


def demo_files(people: int, seed: int, policy: Policy) -> Iterator[tuple[str, str]]:
    """Path and text of every record but the policy, which is copied."""
    for sheet in demo_sheets(people, seed, policy):
        yield sheet.path, sheet.text


def demo_sheets(people: int, seed: int, policy: Policy) -> Iterator[Sheet]:
    """Every record but the policy; the same number and seed give the same ones."""
    found = demo_districts(people)
    yield Sheet("register.yml", REGISTER)
    yield from organization_sheets(found)
    plans: Entries = {}
    for place, mine in _lots(people, seed, found, policy):
        names: dict[str, Raw] = {}
        for number, lot in enumerate(mine, start=1):
            names[lot.code] = f"示例{place.stem}{digit_numeral(number)}"
            yield from _sheets_of(lot, place, policy, Random(seed, lot.code), plans)
        yield Sheet(f"identities/{place.id}.yml", names)
    yield from _plans(plans, seed)


def _sheets_of(lot: PersonPlan, place: DemoDistrict, policy: Policy, dice: Random, plans: Entries) -> Iterator[Sheet]:
    draft = demo_person(dice, lot, place, policy)
    told = Life(dice, draft, plans).tell()
    yield draft.sheet(plan_text(dice))
    for file in sorted(told):
        yield told[file]
    if draft.restricted:
        order = ("investigations", "violations", "issues_raised")
        kept: dict[str, Raw] = {key: draft.restricted[key] for key in order if key in draft.restricted}
        yield Sheet(f"restricted/{place.id}/{lot.code}.yml", kept)


def _lots(
    people: int, seed: int, found: list[DemoDistrict], policy: Policy
) -> Iterator[tuple[DemoDistrict, list[PersonPlan]]]:
    """The people of each place with what was dealt to them."""
    dice = Random(seed, "lots")
    ranks, kinds = _fitted(dice.deal(RANKS, people), dice.deal(type_shares(policy), people), policy)
    stories, fates = dice.deal(STORIES, people), dice.deal(FATES, people)
    extras, wheres = dice.deal(EXTRAS, people), dice.deal({place.id: place.share for place in found}, people)
    dealt = list(zip(wheres, ranks, kinds, stories, fates, extras, strict=True))
    for place in found:
        mine = [rest for where, *rest in dealt if where == place.id]
        if mine:
            yield (
                place,
                [PersonPlan(f"{place.prefix}-{number:04d}", *rest) for number, rest in enumerate(mine, start=1)],
            )


def _fitted(ranks: list[str], kinds: list[str], policy: Policy) -> tuple[list[str], list[str]]:
    """Kinds that only people without a rank can get change places, so that they meet such people."""
    free = [at for at, rank in enumerate(ranks) if rank == "其他" and not _unranked(kinds[at], policy)]
    for at, rank in enumerate(ranks):
        if rank != "其他" and _unranked(kinds[at], policy) and free:
            other = free.pop()
            kinds[at], kinds[other] = kinds[other], kinds[at]
    return ranks, kinds


def _unranked(kind: str, policy: Policy) -> bool:
    categories = policy.types[kind].categories
    return bool(categories) and all(each in WITHOUT_RANK for each in categories)


def _plans(plans: Entries, seed: int) -> Iterator[Sheet]:
    """The yearly plans of the bodies; one in many was never made."""
    for (year, body), entries in sorted(plans.items()):
        dice = Random(seed, f"plan/{year}/{body}")
        if dice.chance(PLAN_MISSING):
            continue
        approved = dice.day(DAY.replace(year=year, month=1, day=12), DAY.replace(year=year, month=3, day=28))
        ordered = sorted(entries, key=lambda each: (each["month"], each["person"]))
        data: dict[str, Raw] = {"body": body, "year": year, "approved_on": approved, "visits": ordered}
        yield Sheet(f"plans/{year}-{body}.yml", data)
