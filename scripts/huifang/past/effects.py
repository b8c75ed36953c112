"""What a change does to people: two Lists of one day, before and after it, by what somebody gains from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date  # noqa: TC003 - a NamedTuple keeps its annotations
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from huifang.past.difference import PLACE
from huifang.register.salvage import UNREAD
from huifang.rules.obligation import Status, status
from huifang.rules.states import State, state
from huifang.rules.stretches import free_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from huifang.lists.lists import Lists
    from huifang.rules.obligation import Obligation

BARRED = (State.IN_PERIOD, State.BLOCKED, State.HELD, State.UNKNOWN)
OWED = (Status.OVERDUE, Status.DUE, Status.MISSED)  # what somebody should have done by that day
AHEAD = (Status.UPCOMING, Status.LATER, Status.DEFERRED)  # what nobody has to have done yet
RETURN = "return-to-scope"  # owed by who is free: nothing is gained where the person is no longer that


class EffectKind(StrEnum):
    """What a change does, in the order in which it is told."""

    FREED = "freed"  # barred before, free after
    EARLIER = "earlier"  # barred both times, to an earlier day
    GONE = "gone"  # in no list any more
    DUTY = "duty"  # a duty that was open and past, or due, is owed no more though nobody did it
    CLOSED = "closed"  # such a duty is closed; by a fact of which day, `after` says
    QUALIFIES = "qualifies"  # a visit that counted for nothing counts
    BASE = "base"  # no longer in the base of coverage
    RELIEVED = "relieved"  # another body owes the follow-up; `before` how many duties were open, `after` which body
    BODY = "body"  # a body owes less: a duty of its own is gone, or fewer are to be visited; `what` is body and row
    SHARED = "shared"  # what the rows of everybody are computed from is another
    ENTERED = "entered"  # in no list before
    CHANGED = "changed"  # stands elsewhere, by none of the ways above
    OWED = "owed"  # a duty that was not there before
    MET = "met"  # a duty is done that was open, and not due yet


PLAIN = (EffectKind.ENTERED, EffectKind.CHANGED, EffectKind.OWED, EffectKind.MET)  # nobody gains by them


class Effect(NamedTuple):
    """One thing that a change does to one person, as of one day. `before` and `after` are plain values, to be kept.

    Of a state they are state, `until` and `free_from`; of a duty its status, its due day, and the day that closed it.
    """

    kind: str
    person: str
    day: str
    what: str = ""  # the duty and its period; the year of coverage; the visit; the file or setting
    before: tuple[str | None, ...] = ()
    after: tuple[str | None, ...] = ()


class StateOfDay(NamedTuple):
    """Where a person stands on a day."""

    state: State
    until: date | None
    free_from: date | None
    sure: bool  # nothing that it rests on is missing


def effects_on(before: Lists, after: Lists, codes: Sequence[str]) -> Iterator[Effect]:
    """What the change between two Lists of one day does to some people; who was not there before enters."""
    there = [code for code in codes if code in before.known.people]
    for code in codes:
        if code not in before.known.people and (now := _standing(after, code)) is not None:
            yield _of(before, EffectKind.ENTERED, code, "", (), _stands(now))
    owed = (_by_person(before.obligations), _by_person(after.obligations)) if there else ({}, {})
    based = (_base(before), _base(after)) if there else (frozenset(), frozenset())
    for code in there:
        old, new = _standing(before, code), _standing(after, code)
        if code not in after.known.people:
            open_duties = sum(status(each, before.day) in OWED for each in owed[0][code])
            yield _of(before, EffectKind.GONE, code, "", _stands(old), (str(open_duties),))
            continue
        yield from _state(before, code, old, new)
        yield from _duties(before, code, (owed[0][code], owed[1][code]), new)
        yield from _other_duties(before, code, (owed[0][code], owed[1][code]))
        yield from _visits(before, after, code)
        if code in based[0] and code not in based[1]:
            yield _of(before, EffectKind.BASE, code, str(before.day.year))
        yield from _body(before, after, code, owed[0][code])


def effects_on_bodies(before: Lists, after: Lists) -> Iterator[Effect]:
    """What the change does to bodies, where both sides have everybody: fewer to visit, a duty owed no more."""
    quotas = {row.body: row for row in after.coverage}
    for row in before.coverage:
        now = quotas.get(row.body)
        if now is not None and now.required < row.required:
            yield _of(before, EffectKind.BODY, "", row.body, (str(row.required),), (str(now.required),))
    there = {(*_name(each), each.owner or ""): each for each in after.obligations if each.person is None}
    for each in before.obligations:
        if each.person is None and status(each, before.day) in OWED and each.listed:
            stands = there.get((*_name(each), each.owner or ""))
            now_is = None if stands is None else status(stands, before.day)
            if now_is not in OWED:
                what = f"{each.owner}#{each.duty}@{each.period or ''}"
                yield _of(before, EffectKind.BODY, "", what, (status(each, before.day).value, _day(each.due_on)),
                          (None if now_is is None else now_is.value,))  # fmt: skip


def _body(before: Lists, after: Lists, code: str, duties: Sequence[Obligation]) -> Iterator[Effect]:
    """Another body than before owes the follow-up; not where the former one is gone or has another id."""
    old, new = (lists.known.people[code].supervised_by_on(before.day) for lists in (before, after))
    if new not in (old, UNREAD) and old in after.known.organizations:
        mine = sum(status(each, before.day) in OWED and each.listed for each in duties)
        yield _of(before, EffectKind.RELIEVED, code, str(old), (str(mine),), (str(new),))


def _of(
    lists: Lists,
    kind: EffectKind,
    code: str,
    what: str,
    before: tuple[str | None, ...] = (),
    after: tuple[str | None, ...] = (),
) -> Effect:
    return Effect(kind.value, code, lists.day.isoformat(), what, before, after)


def _standing(lists: Lists, code: str) -> StateOfDay | None:
    """Where somebody stands, as the eligibility list has it; None for who has no row there."""
    case = lists.programme.cases.get(code)
    if case is None or not case.is_listed:
        return None
    return StateOfDay(state(case), case.until, free_from(case), sure=not case.missing)


def _stands(row: StateOfDay | None) -> tuple[str | None, ...]:
    """The same in plain values."""
    return () if row is None else (row.state.value, _day(row.until), _day(row.free_from))


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _state(lists: Lists, code: str, old: StateOfDay | None, new: StateOfDay | None) -> Iterator[Effect]:
    if old is None:
        if new is not None:
            yield _of(lists, EffectKind.CHANGED, code, "", (), _stands(new))
    elif old.state in BARRED and (new is None or new.state == State.PERIOD_OVER):
        yield _of(lists, EffectKind.FREED, code, "", _stands(old), _stands(new))
    elif new is not None and _is_earlier(old, new):
        yield _of(lists, EffectKind.EARLIER, code, "", _stands(old), _stands(new))
    elif _stands(old) != _stands(new):
        yield _of(lists, EffectKind.CHANGED, code, "", _stands(old), _stands(new))


def _is_earlier(old: StateOfDay, new: StateOfDay) -> bool:
    """Whether the bars end earlier, or the person is free earlier; a day of freedom where there was none counts.

    Not where a fact was missing before, or where the person is out of service on either side.
    """
    if State.NOT_APPLICABLE in (old.state, new.state):
        return False
    ends = old.until is not None and new.until is not None and new.until < old.until
    if new.free_from is None:
        return ends
    if old.free_from is None:
        return ends or (old.sure and old.state not in (State.UNKNOWN, State.PERIOD_OVER))
    return ends or new.free_from < old.free_from


def _by_person(duties: Iterable[Obligation]) -> Mapping[str, list[Obligation]]:
    found: dict[str, list[Obligation]] = defaultdict(list)
    for each in duties:
        if each.person is not None:
            found[each.person].append(each)
    return found


def _duties(
    lists: Lists, code: str, duties: tuple[Sequence[Obligation], Sequence[Obligation]], new: StateOfDay | None
) -> Iterator[Effect]:
    """Duties that were due or past, and are owed no more; each against what became of it."""
    day, barred = lists.day, new is not None and new.state in BARRED
    wanted = [each for each in duties[0] if each.listed and status(each, day) in OWED]
    found, others = _paired(wanted, duties)
    for old, now in found:
        if old.duty == RETURN and barred:
            continue
        stands = None if now is None else status(now, day)
        what = _what(old)
        was = (status(old, day).value, _day(old.due_on))
        if now is None:
            if not others[old.duty]:
                yield _of(lists, EffectKind.DUTY, code, what, was)
            else:
                others[old.duty] -= 1  # it is owed still, though by another fact
        elif stands is Status.CLOSED:
            yield _of(lists, EffectKind.CLOSED, code, what, was, (Status.CLOSED.value, None, _day(now.closed_on)))
        elif stands not in OWED or not now.listed:
            told = stands.value if stands is not None and now.listed else None
            yield _of(lists, EffectKind.DUTY, code, what, was, (told, _day(now.due_on)))


def _other_duties(
    lists: Lists, code: str, duties: tuple[Sequence[Obligation], Sequence[Obligation]]
) -> Iterator[Effect]:
    """Duties that were not there before, and those that are done before they were due."""
    before, day = _by_name(duties[0]), lists.day
    for each in duties[1]:
        stands, known = status(each, day), before.get(_name(each))
        told = (stands.value, _day(each.due_on), _day(each.closed_on))
        if not each.listed:
            continue
        if known is None:
            if stands in OWED or stands in AHEAD:
                yield _of(lists, EffectKind.OWED, code, _what(each), (), told)
        elif stands is Status.CLOSED and all(one.listed and status(one, day) in AHEAD for one in known):
            was = (status(known[0], day).value, _day(known[0].due_on))
            yield _of(lists, EffectKind.MET, code, _what(each), was, told)


def _what(duty: Obligation) -> str:
    return f"{duty.duty}@{duty.period}" if duty.period else duty.duty


def _paired(
    wanted: Sequence[Obligation], duties: tuple[Sequence[Obligation], Sequence[Obligation]]
) -> tuple[list[tuple[Obligation, Obligation | None]], Counter[str]]:
    """Each duty with what it is after the change; and of each kind how many are open that were not there before."""
    before, after = (_by_name(side) for side in duties)
    found: list[tuple[Obligation, Obligation | None]] = []
    for old in wanted:
        mine, there = before[_name(old)], after[_name(old)]
        same = [each for each in there if each.due_on == old.due_on]
        moved = [each for each in there if all(each.due_on != one.due_on for one in mine)]
        found.append((old, next(iter((*same, *moved)), None)))
    new = (each for name, there in after.items() if name not in before for each in there if each.closed_on is None)
    return found, Counter(each.duty for each in new)


def _by_name(duties: Iterable[Obligation]) -> Mapping[tuple[str, ...], list[Obligation]]:
    found: dict[tuple[str, ...], list[Obligation]] = defaultdict(list)
    for each in duties:
        found[_name(each)].append(each)
    return found


def _name(duty: Obligation) -> tuple[str, ...]:
    """By what a duty is the same, though its record lies elsewhere or its entry stands at another place."""
    item = "" if duty.item is None or PLACE.fullmatch(duty.item) else duty.item
    return duty.duty, duty.period or "", (duty.record or "").rpartition("/")[2], item


def _visits(before: Lists, after: Lists, code: str) -> Iterator[Effect]:
    """Visits that were there before and count from now on."""
    counted = _counted(before, code)
    known = {_file(each.path) for each in before.known.visits.get(code, ())}
    for name in sorted((_counted(after, code) - counted) & known):
        yield _of(before, EffectKind.QUALIFIES, code, name)


def _counted(lists: Lists, code: str) -> frozenset[str]:
    followed = lists.programme.followed.get(code)
    return frozenset(_file(each.path) for each in followed.qualified) if followed else frozenset()


def _file(path: str) -> str:
    return path.rpartition("/")[2]


def _base(lists: Lists) -> frozenset[str]:
    return frozenset(code for row in lists.coverage for code in row.base_people)
