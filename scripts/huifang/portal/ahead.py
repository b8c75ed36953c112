"""What the coming months bring, as rows: the duties that fall due, and in which month somebody becomes free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.portal.selection import NONE, Facets
from huifang.rules.forecast import month_of
from huifang.rules.states import State

if TYPE_CHECKING:
    from datetime import date

    from huifang.lists import DueRow, EligibleRow
    from huifang.portal.site import Site

AHEAD = "ahead.html"


def ahead_facets(site: Site, row: DueRow) -> Facets:
    """A duty ahead: by month, kind, body and who does it."""
    key = NONE if row.person is None else "yes" if row.person in site.key_people else "no"
    values = {"district": row.district or NONE, "unit": row.unit or NONE, "duty": row.duty, "owner": row.owner}
    more = {"assignee": row.assignee or NONE, "key": key, "month": month_of(row.due_on)}
    return Facets((), {**values, **more}, row.person or "")


def freed_in(row: EligibleRow, day: date) -> str:
    """The month in which somebody becomes free after the day, as the forecast counts it."""
    ahead = row.free_from is not None and day < row.free_from and row.state != State.NOT_APPLICABLE
    return month_of(row.free_from) if ahead and row.free_from else NONE
