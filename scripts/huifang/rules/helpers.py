"""Who helps a person on a day: the helper of the present unit, or of one above it (rules part 4; S0, rule 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from huifang.register import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from huifang.register.models import Helper
    from huifang.register.organizations import Organizations


class Stay(NamedTuple):
    """The days a person belongs to one unit."""

    span: Span
    unit: str


class HelperTerm(NamedTuple):
    """The days on which a helper is active."""

    span: Span
    helper: Helper


def appointments(
    helpers: Iterable[Helper], stays: Sequence[Stay], organizations: Organizations
) -> Iterator[HelperTerm]:
    """When each helper is active, in the order of the file.

    A change of unit ends an appointment, so it is active in one stay only: the first in which it fits the unit.
    """
    for helper in helpers:
        for stay in stays:
            days = overlap(Span(helper.since, helper.to), stay.span)
            if days is not None and helper.unit in organizations.chain(stay.unit):
                yield HelperTerm(days, helper)
                break


def active(found: Iterable[HelperTerm], day: date) -> Helper | None:
    """The helper on a day; of two the one appointed last."""
    mine = [each for each in found if day in each.span]
    return max(mine, key=lambda each: (each.helper.since, each.helper.name)).helper if mine else None


def overlap(one: Span, other: Span) -> Span | None:
    """The days in both spans."""
    first = max(one.first, other.first)
    ends = [last for last in (one.last, other.last) if last is not None]
    last = min(ends, default=None)
    return Span(first, last) if last is None or first <= last else None
