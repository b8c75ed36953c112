"""Data health (数据体检): the gaps of the records, what each blocks, whom it would unblock, and what to paste where."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from huifang.lists.gaps import (
    ASKED,
    LOCAL_RULE,
    MAY_ADD_UP,
    MONTH_ONLY,
    GapSearch,
    covers,
    decides_length,
)
from huifang.lists.rows import HealthRow
from huifang.lists.stubs import Stubs
from huifang.register import field_name
from huifang.register.salvage import UNREAD
from huifang.rules.states import State, state
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from huifang.lists.gaps import GapSources
    from huifang.lists.record_gap import RecordGap
    from huifang.rules.case import Case


def health_rows(sources: GapSources) -> tuple[HealthRow, ...]:
    """A row a gap: what unblocks somebody first, then what does so with others, then the rest by file and line."""
    stubs = Stubs(sources.register)
    gaps = GapSearch(sources, stubs).all()
    holding: dict[str, list[RecordGap]] = defaultdict(list)
    for gap in gaps:
        case = sources.case(gap)
        if case is not None and state(case) is State.UNKNOWN and _holds(sources, gap, case):
            holding[case.person.code].append(gap)
    rows = [_row(sources, stubs, gap, holding.get(gap.person or "", [])) for gap in gaps]
    return tuple(sorted(rows, key=_order))


def with_editors(rows: Iterable[HealthRow], editors: Mapping[str, str]) -> tuple[HealthRow, ...]:
    """The rows with who last wrote each file; of a file that Git does not know nobody is named."""
    return tuple(replace(row, editor=editors.get(row.path)) for row in rows)


def _order(row: HealthRow) -> tuple[int, bool, int, str, int, str]:
    return -row.unblocks, row.remaining is None, row.remaining or 0, row.path, row.line or 0, row.field or ""


def _holds(sources: GapSources, gap: RecordGap, case: Case) -> bool:
    """Whether the state stays unknown for want of it."""
    open_end = case.possible_until or case.local_until
    of_end = gap.gap in (MAY_ADD_UP, LOCAL_RULE) and open_end is not None
    return (
        of_end or decides_length(gap, case) or any(covers(gap, case, path) for path in sources.asked[case.person.code])
    )


def _row(sources: GapSources, stubs: Stubs, gap: RecordGap, holding: list[RecordGap]) -> HealthRow:
    stub = stubs.stub(gap)
    holds = gap in holding
    unit = _unit(sources, gap)
    return HealthRow(
        person=gap.person,
        district=_district(sources, gap, unit),
        unit=unit,
        body=gap.body or _body(sources, gap),
        editor=None,
        gap=gap.gap,
        check=gap.check,
        path=gap.path,
        line=stub.line or gap.line,
        last_line=stub.last_line,
        field=field_name(gap.key) or None,
        message=gap.message,
        blocks=_blocks(sources, gap, holds=holds),
        unblocks=int(holds and len(holding) == 1 and gap.gap not in ASKED),
        remaining=len(holding) - 1 if holds else None,
        fix=gap.fix,
        stub=stub.text,
    )


def _blocks(sources: GapSources, gap: RecordGap, *, holds: bool) -> tuple[Text, ...]:
    """What nobody can say for want of it, as far as the lists know; else why it is asked for."""
    case = sources.case(gap)
    told = []
    if holds:
        label = sources.programme.policy.label("state", State.UNKNOWN.value)
        told.append(say("whether the period is over; the state stays {state}", state=label))
    if case is not None and case.until is None and case.has_period and (holds or _holds(sources, gap, case)):
        told.append(say("the last barred day"))
    one = sources.programme.followed.get(gap.person or "")
    if one is not None and one.undated_sanction and gap.key[-1:] == ("decided_on",) and gap.gap != MONTH_ONLY:
        told.append(say("whether the person counts in the coverage of a year"))
    return tuple(told) or (gap.why,)


def _unit(sources: GapSources, gap: RecordGap) -> str | None:
    person = sources.register.people.get(gap.person or "")
    unit = person.unit_on(sources.day) if person else UNREAD
    return None if unit == UNREAD else unit


def _district(sources: GapSources, gap: RecordGap, unit: str | None) -> str | None:
    organizations = sources.register.organizations
    person = sources.register.people.get(gap.person or "")
    named = gap.path.rpartition("/")[2].removesuffix(".yml")
    known = named if named in organizations.districts else organizations.district_of(_body(sources, gap) or "")
    return organizations.district_of(unit or "") or (person.folder if person else known) or None


def _body(sources: GapSources, gap: RecordGap) -> str | None:
    """Who owes it: whose visit or plan it is, else who owes the person's follow-up."""
    register = sources.register
    visits = register.visits.get(gap.person or "", ())
    visited = next((each.body for each in visits if each.path == gap.path and "body" not in each.unread), None)
    person = register.people.get(gap.person or "")
    body = visited or sources.planning.get(gap.path) or (person.supervised_by_on(sources.day) if person else None)
    return None if body == UNREAD else body
