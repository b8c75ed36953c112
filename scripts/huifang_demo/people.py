"""One invented person: who it is, what was decided, and what came of it until the demonstration's day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from huifang.editing.writing import canonical, typed
from huifang.policy import words_of
from huifang.register import Register, known_on
from huifang.register.models import Person
from huifang.register.register import Records
from huifang.rules.case import Case, make_case
from huifang_demo.measures import Decider
from huifang_demo.rates import (
    CATEGORIES,
    CONFIRMED,
    DAY,
    DEFERRING,
    HELD,
    LEAVING,
    LIFTED,
    OTHER_KEEPER,
    PROMOTED,
    RECEIVED,
    REMINDED,
    WITHOUT_RANK,
)
from huifang_demo.sheet import Sheet
from huifang_demo.words import GIVEN, HELPER_POSTS, PLANS, POSTS, REPLIES, SURNAMES, WORK

if TYPE_CHECKING:
    from huifang.editing.writing import Raw
    from huifang.policy import Policy
    from huifang_demo.places import DemoDistrict, Unit
    from huifang_demo.random_numbers import Random

ONE_DAY = timedelta(days=1)
NEXT_RANK_UP = {"局级副职": "局级正职", "处级副职": "处级正职", "科级正职": "处级副职", "科级副职": "科级正职"}


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """What was dealt to a person."""

    code: str
    rank: str
    kind: str
    story: str
    fate: str
    extra: str


@dataclass(frozen=True, slots=True)
class Helping:
    """A helper of some unit, for some time."""

    name: str
    post: str
    unit: str
    first: date
    last: date | None

    def helps(self, day: date) -> bool:
        """Whether the helper is there on a day."""
        return self.first <= day and (self.last is None or day <= self.last)

    @property
    def data(self) -> dict[str, Raw]:
        """The entry of the record."""
        return {"name": self.name, "post": self.post, "unit": self.unit, "from": self.first, "to": self.last}


@dataclass(slots=True)
class Draft:
    """A person's record in the making, with what the engine says of its periods."""

    lot: PersonPlan
    place: DemoDistrict
    unit: Unit
    data: dict[str, Raw]
    measures: list[dict[str, Raw]]
    case: Case
    until_out: date  # the last day on which anything can happen
    helpers: list[Helping] = field(default_factory=list)
    restricted: dict[str, list[Raw]] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """Where all about the person lies."""
        return f"people/{self.place.id}/{self.lot.code}"

    def sheet(self, plan: str) -> Sheet:
        """The person's file."""
        return Sheet(f"{self.folder}/person.md", canonical(Person, self.data), f"## 一人一策\n\n{plan}")

    @property
    def helped_from(self) -> date | None:
        """The first day of the first helper."""
        return self.helpers[0].first if self.helpers else None

    def helper_on(self, day: date) -> str:
        """Who talks with the person on a day: the helper then, else somebody of the unit."""
        return next((each.name for each in self.helpers if each.helps(day)), "示某")


def category_for(dice: Random, lot: PersonPlan, policy: Policy) -> str:
    """A category that fits the kind of measure, and the rank where one does."""
    fitting = policy.types[lot.kind].categories or tuple(CATEGORIES)
    ranked = [each for each in fitting if lot.rank == "其他" or each not in WITHOUT_RANK]
    return dice.weighted({each: CATEGORIES[each] for each in ranked or fitting})


def demo_person(dice: Random, lot: PersonPlan, place: DemoDistrict, policy: Policy) -> Draft:
    """The whole record of one person."""
    category = category_for(dice, lot, policy)
    units = [unit for unit in place.units if category in unit.categories]
    unit = dice.pick(units)
    supervised = place.discipline[0] if dice.chance(0.75) else dice.pick(place.discipline)
    measures = Decider(dice, policy, place, unit).story(lot.kind, category, lot.story)
    party = any(policy.types[str(each["type"])].family == "party" for each in measures)
    expelled = any(each["type"] == "开除党籍" for each in measures)
    data: dict[str, Raw] = {
        "code": lot.code,
        "unit": unit.id,
        "post": dice.pick(POSTS[lot.rank]),
        "rank": lot.rank,
        "category": category,
        "party_member": not expelled and (party or dice.chance(0.8)),
        "management": management(lot.rank, place),
        "supervised_by": supervised,
        "measures": measures,
        "helpers": [],
    }
    case = case_of(data, policy)
    draft = Draft(lot, place, unit, data, measures, case, DAY)
    _leaving(dice, draft)
    _helpers(dice, draft, units)
    data["helpers"] = [helping.data for helping in draft.helpers]
    _afterwards(dice, draft)
    _extra(dice, draft)
    return draft


def management(rank: str, place: DemoDistrict) -> str:
    """Who manages an official of a rank."""
    if rank.startswith("局级"):
        return "市管"
    return place.management if rank.startswith("处级") else "单位管理"


def case_of(data: dict[str, Raw], policy: Policy) -> Case:
    """The periods of a record as the engine computes them on the demonstration's day."""
    made = Person.model_validate(typed(data), context={"words": words_of(policy)})
    known = known_on(Register([], Records(people={made.code: made})), DAY)
    return make_case(known, made, policy)


def _first_decision(draft: Draft) -> date:
    decided = draft.case.person.measures[0].decided_on
    return decided.first if decided else DAY - timedelta(days=300)


def _leaving(dice: Random, draft: Draft) -> None:
    dismissed, first = draft.case.dismissed_on, _first_decision(draft)
    if dismissed is not None:
        draft.data["left"] = {"on": dismissed, "reason": "开除"}
        draft.data["post"] = None
        draft.until_out = dismissed - ONE_DAY
    elif draft.lot.fate == "left" and (DAY - first).days > 60:  # noqa: PLR2004 - two months at least
        gone = dice.day(first + timedelta(days=40), DAY - timedelta(days=10))
        draft.data["left"] = {"on": gone, "reason": dice.weighted(LEAVING)}
        draft.data["post"] = None
        draft.until_out = gone - ONE_DAY


def _helpers(dice: Random, draft: Draft, units: list[Unit]) -> None:
    """The helper, from some days after the decision on; a second one where the person moved."""
    begun = dice.after(_first_decision(draft), 4, 28)
    end = draft.until_out if draft.until_out < DAY else None
    if begun > draft.until_out or dice.chance(0.025):
        return
    others = [unit for unit in units if unit.id != draft.unit.id]
    if draft.lot.fate != "moved" or not others or (DAY - begun).days < 80:  # noqa: PLR2004 - a while in each unit
        draft.helpers.append(_helper(dice, draft.unit, begun, end))
        return
    moved, new = dice.day(begun + timedelta(days=40), DAY - timedelta(days=20)), dice.pick(others)
    old = {key: draft.data[key] for key in ("unit", "post", "rank", "category", "supervised_by")}
    bodies = [each for each in draft.place.discipline if each != old["supervised_by"]]
    handed: dict[str, Raw] = {}
    if bodies and dice.chance(OTHER_KEEPER):
        draft.data["supervised_by"] = dice.pick(bodies)
        handed = {"received_on": min(DAY, dice.after(moved, 2, 14))} if dice.chance(RECEIVED) else {}
    draft.data["unit_history"] = [{**old, "from": None, "to": moved - ONE_DAY, **handed}]
    draft.data |= {"unit": new.id, "post": dice.pick(POSTS[draft.lot.rank])}
    draft.helpers.append(_helper(dice, draft.unit, begun, moved - ONE_DAY))
    draft.helpers.append(_helper(dice, new, min(DAY, dice.after(moved, 2, 25)), None))


def _helper(dice: Random, unit: Unit, first: date, last: date | None) -> Helping:
    where = unit.id if dice.chance(0.6) else unit.committee
    return Helping(name(dice), dice.pick(HELPER_POSTS), where, first, last)


def name(dice: Random) -> str:
    """The name of a helper or an officer, visibly invented."""
    return f"{dice.pick(SURNAMES)}{dice.pick(GIVEN)}"


def _afterwards(dice: Random, draft: Draft) -> None:
    """Lifting, hold, return to the normal scope and appointments, once the period is over."""
    case, data = draft.case, draft.data
    for ending in case.endings:
        if ending.missing and ending.last < draft.until_out and dice.chance(LIFTED):
            measure = draft.measures[max(ending.indexes)]
            measure["lifted_on"] = dice.day(ending.last, min(draft.until_out, ending.last + timedelta(days=40)))
            measure["lifted_by"] = ending.owner
    over = max((day for day in (case.until, case.possible_until) if day is not None), default=None)
    if over is None or over + timedelta(days=5) > draft.until_out or case.missing or case.open_probation:
        return
    free = over + ONE_DAY
    if dice.chance(HELD):
        data["held"] = [_hold(dice, draft, free)]
    elif dice.chance(REMINDED) and (reminded := dice.after(free, 3, 28)) <= draft.until_out:
        confirmed = dice.after(reminded, 4, 29)
        done = confirmed <= draft.until_out and dice.chance(CONFIRMED)
        step: dict[str, Raw] = {"reminded_on": reminded, "confirmed_on": confirmed if done else None}
        data["return_to_scope"] = [step | ({"reply": dice.pick(REPLIES)} if done else {})]
        if done and dice.chance(PROMOTED) and (DAY - confirmed).days > 30 and "left" not in data:  # noqa: PLR2004 - a month
            data["appointments"] = [_appointment(dice, draft, confirmed)]


def _hold(dice: Random, draft: Draft, free: date) -> dict[str, Raw]:
    return {
        "since": free,
        "by": f"{draft.place.id}-{dice.pick(('zzb', 'dw'))}",
        "reason": "所涉工作尚未整改到位",
        "document": f"示{draft.place.stem}组〔{free.year}〕{dice.number(1, 90)}号",
        "review_on": dice.after(free, 150, 350),
    }


def _appointment(dice: Random, draft: Draft, day: date) -> dict[str, Raw]:
    """A later appointment at the same rank, or one rank up (the record keeps the rank of the decision's time)."""
    rank, post = draft.lot.rank, draft.data["post"]
    on = dice.day(day + timedelta(days=10), DAY)
    higher = NEXT_RANK_UP.get(rank)
    if higher is None or "unit_history" in draft.data or dice.chance(0.5):
        return {"on": on, "kind": "平级任用", "from_post": post, "post": post, "unit": draft.data["unit"], "rank": rank}
    before = {key: draft.data[key] for key in ("unit", "post", "rank", "category", "supervised_by")}
    draft.data["unit_history"] = [{**before, "from": None, "to": on - ONE_DAY}]
    new = dice.pick(POSTS[higher])
    draft.data |= {"rank": higher, "post": new, "management": management(higher, draft.place)}
    return {
        "on": on, "kind": "提拔", "from_post": post, "from_rank": rank,
        "post": new, "unit": draft.data["unit"], "rank": higher,
    }  # fmt: skip


def _extra(dice: Random, draft: Draft) -> None:
    """A deferral, an achievement or an open case."""
    first, last = _first_decision(draft) + timedelta(days=30), draft.until_out
    if (last - first).days < 60:  # noqa: PLR2004 - time for something to happen
        return
    day = dice.day(max(first, last - timedelta(days=500)), last - timedelta(days=30))
    match draft.lot.extra:
        case "deferral":
            until = day + timedelta(days=dice.number(50, 150))
            draft.data["deferrals"] = [
                {"duty": "talk", "from": day, "until": until, "reason": dice.weighted(DEFERRING),
                 "approved_by": draft.data["supervised_by"], "approved_on": day - timedelta(days=dice.number(1, 6))}
            ]  # fmt: skip
        case "achievement":
            draft.data["achievements"] = [{"on": day, "what": dice.pick(WORK), "affirmed_by": draft.unit.committee}]
        case "investigation":
            closed = dice.after(day, 40, 200)
            settled = closed if closed <= DAY and dice.chance(0.4) else None
            draft.restricted["investigations"] = [{"opened_on": day, "closed_on": settled}]


def plan_text(dice: Random) -> str:
    """The individual plan (一人一策)."""
    return dice.pick(PLANS)
