"""The eligibility list: one row a person whose measures have a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.lists.rows import EligibleRow
from huifang.register.known import is_kind_unread
from huifang.rules.combination import combinations
from huifang.rules.conditions import Condition, conditions
from huifang.rules.explain import reasons
from huifang.rules.manual_check import by_hand
from huifang.rules.period import category_of, selection_bars
from huifang.rules.states import days_left, state
from huifang.rules.stretches import free_from
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from huifang.lists.table import Cell
    from huifang.register.models import Measure
    from huifang.rules.case import Case
    from huifang.rules.period import Period
    from huifang.rules.programme import Programme

NO_RULE = "no-rule"
CLOSING = say(  # ends every list, page, print and export, once, for everybody alike
    "the reply of the discipline body on integrity (党风廉政意见回复) "
    "and the review by the organisation (personnel) department decide"
)


def eligible_rows(programme: Programme) -> Iterator[EligibleRow]:
    """Every row, in the order of the codes."""
    for case in programme.cases.values():
        if case.is_listed:
            yield eligible_row(case)


def eligible_row(case: Case) -> EligibleRow:
    """One person's row."""
    organizations = case.known.organizations
    unit = case.person.unit_on(case.day)
    known = "unit" not in case.person.unread and case.person.path not in case.person.unread
    hand = tuple(by_hand(case))
    return EligibleRow(
        person=case.person.code,
        district=organizations.district_of(unit) or case.person.folder or None,
        unit=unit if known else None,
        state=state(case).value,
        until=case.until,
        free_from=free_from(case),
        days_left=days_left(case),
        bars=tuple(_bar(case, bar, end) for bar, end in _ordered(case.bars).items()),
        measures=tuple(_measure(case, measure) for measure in _read(case)),
        combination=tuple(_combination(case)),
        conditions=tuple(_condition(each) for each in conditions(case)),
        reasons=tuple(dict.fromkeys((*reasons(case), *hand))),
        check_by_hand=bool(hand),
        missing=case.missing,
    )


def _bar(case: Case, bar: str, end: Cell) -> Mapping[str, Cell]:
    """A bar with the text that gives it."""
    rule = case.bar_rules[bar]
    return {"what": bar, "until": end, "source": say("{rule}", rule=rule.cited), "certainty": rule.certainty}


def bars_by_source(bars: Iterable[Mapping[str, Cell]]) -> tuple[tuple[Cell, Cell, tuple[Mapping[str, Cell], ...]], ...]:
    """Bars under the text that gives them: source, certainty, and its bars in their order."""
    found: dict[tuple[Cell, Cell], list[Mapping[str, Cell]]] = {}
    for bar in bars:
        found.setdefault((bar["source"], bar["certainty"]), []).append(bar)
    return tuple((source, certainty, tuple(mine)) for (source, certainty), mine in found.items())


def _ordered(bars: Mapping[str, Cell]) -> dict[str, Cell]:
    """Bars that keep from selection first, each group by name."""
    selecting = selection_bars(bars)  # type: ignore[arg-type]
    return {bar: bars[bar] for bar in sorted(bars, key=lambda bar: (bar not in selecting, bar))}


def measures_in_row(case: Case) -> Mapping[int, Mapping[str, Cell]]:
    """The measures as the row shows them, by their number in the record; one that could not be read has no row."""
    return {measure.index: _measure(case, measure) for measure in _read(case)}


def _read(case: Case) -> Iterator[Measure]:
    """The measures whose kind could be read."""
    return (each for each in case.person.measures if not is_kind_unread(case.person, each))


def _measure(case: Case, measure: Measure) -> Mapping[str, Cell]:
    period: Period | None = next((each for each in case.periods if each.index == measure.index), None)
    decided = measure.decided_on
    version = period.version if period else None
    if version is None and decided is not None:
        reason, edition = measure.removal_reason, measure.basis_version
        category = category_of(case.person, measure)
        version = case.policy.measure(measure.type, decided.last, category=category, reason=reason, edition=edition)
    return {
        "type": str(measure.type),
        "decided_on": None if decided is None else str(decided),
        "start": period.start if period else None,
        "months": period.months if period else None,
        "until": period.until if period else None,
        "rule": version.id if version else NO_RULE,
        "source": say("{rule}", rule=version.cited) if version else say("the policy has no rule for this measure"),
        "certainty": version.certainty if version else "UNSURE",
    }


def _condition(each: Condition) -> Mapping[str, Cell]:
    return {
        "condition": each.condition,
        "met": each.met,
        "article": say("{rule}", rule=each.article) if each.article else None,
        "dates": dict(each.dates),
        "remedy": each.remedy,
    }


def _combination(case: Case) -> Iterator[Mapping[str, Cell]]:
    place = {measure.index: number for number, measure in enumerate(_read(case))}
    for each in combinations(case):
        yield {
            "kind": each.kind,
            "measures": tuple(place[index] for index in each.measures if index in place),
            "until": each.until,
            "possible_until": each.possible_until,
            "rule": each.rule.id,
            "source": say("{rule}", rule=each.rule.cited),
            "certainty": each.rule.certainty,
        }
