"""The due list: every duty that is not closed, in the order of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.lists.rows import DueRow
from huifang.rules.obligation import Obligation, Status, days_overdue, status
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from huifang.register.organizations import Organizations

ORDER = (Status.OVERDUE, Status.DUE, Status.MISSED, Status.UPCOMING, Status.DEFERRED)
PAPERS = ("feedback", "archive", "personnel", "issue")  # what a visit leaves to be done on paper
SETTLED = (Status.CLOSED, Status.LAPSED)  # what a calendar takes back
A_YEAR = 366  # days before and after the day
WAITING = (Status.OVERDUE, Status.DUE, Status.UPCOMING)  # for somebody to act: not what is put off, nor what is past


def due_rows(
    obligations: Iterable[Obligation], organizations: Organizations, day: date, within: int
) -> tuple[DueRow, ...]:
    """The open duties as of `day`; duties without a period are listed from `within` days before they are due."""
    rows = [
        due_row(each, organizations, day) for each in obligations if each.listed and status(each, day, within) in ORDER
    ]
    return in_order(rows)


def papers_open(row: DueRow) -> bool:
    """Whether a visit was held and its papers wait to be done (手续未了): every number of them counts these rows."""
    return row.duty in PAPERS and row.status in WAITING


def in_order(rows: Iterable[DueRow]) -> tuple[DueRow, ...]:
    """Rows in the order of the contract."""
    order = {name.value: number for number, name in enumerate((*ORDER, *SETTLED))}
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                order[row.status],
                row.due_on,
                row.person or "",
                row.duty,
                row.period or "",
                row.record or "",
                row.item or "",
            ),
        )
    )


def in_show(row: DueRow) -> tuple[date, str, str, str, str]:
    """The order of one person's duties, closed ones too."""
    return row.due_on, row.duty, row.period or "", row.record or "", row.item or ""


def due_row(obligation: Obligation, organizations: Organizations, day: date) -> DueRow:
    """One obligation as a row, whatever its status."""
    now = status(obligation, day)
    now = Status.UPCOMING if now is Status.LATER else now
    return DueRow(
        person=obligation.person,
        district=organizations.district_of(obligation.unit or obligation.owner),
        unit=obligation.unit,
        duty=obligation.duty,
        period=obligation.period,
        item=obligation.item,
        status=now.value,
        due_on=obligation.due_on,
        days_overdue=days_overdue(obligation, day),
        owner=obligation.owner,
        assignee=obligation.assignee,
        record=obligation.record,
        reason=obligation.reason,
        rule=obligation.rule.id,
        source=say("{rule}", rule=obligation.rule.cited),
        certainty=obligation.rule.certainty,
    )
