"""When things were recorded: late, or under another day than at first."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from huifang.history.audit.measures import MEASURE
from huifang.history.audit.wording import brief, found
from huifang.history.day_values import day_as, day_in
from huifang.history.record_diff import kind_of
from huifang.register import Severity
from huifang.register.layout import Kind, spot
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.history.audit.finding import Audited, AuditFinding
    from huifang.history.record_diff import FieldChange

CONTACTS = (Kind.VISIT, Kind.TALK)
ENDINGS = ("revoked_on", "lifted_on", "rights_restored_on", "probation_extended_on")
ENDED = re.compile(rf"{MEASURE}\.(?:{'|'.join(ENDINGS)})|left\.on")  # what ends periods or duties from its day on
APPROVED = "approved_on"
DEFERRAL = re.compile(r"deferrals\[.*\]")


def recorded_late(audited: Audited) -> Iterator[AuditFinding]:
    """A visit or talk is recorded soon after its day; so is what ends a measure, puts off a duty or approves a plan.

    Why: what is written long afterwards is written from memory, or to close a duty that was missed.
    Fix: say in `answers.yml` why it came late.
    """
    for change in audited.changes:
        day, field = _told(change)
        if day is None:
            continue
        recorded = audited.arrived(change.commit)
        rule = audited.lists.policy.on(recorded).audit_recorded
        late = (recorded - day).days
        if rule is not None and day >= _first_day(audited, change.path) and late > rule.days:
            message = say("of {day}, recorded on {recorded}: {n} days later", day=day, recorded=recorded, n=late)
            if (written := audited.day(change.commit)) < recorded:
                message = say(
                    "of {day}, on the main line since {recorded}: {n} days later; "
                    "its commit says that it was written on {written}",
                    day=day,
                    recorded=recorded,
                    n=late,
                    written=written,
                )
            yield replace(found(change, message, say("say why it was recorded late")), field=field)


def _told(change: FieldChange) -> tuple[date | None, str | None]:
    """The day that a change records for the first time, and the field of the finding."""
    if change.old is not None:
        return None, None
    if kind_of(change.path) in CONTACTS:
        if change.field is None:
            return day_in(change.new, "date"), "date"
        return (day_as(change.new), "date") if change.field == "date" else (None, None)
    if kind_of(change.path) is Kind.PLAN:
        if change.field is None:
            return day_in(change.new, APPROVED), APPROVED
        return (day_as(change.new), APPROVED) if change.field == APPROVED else (None, None)
    if kind_of(change.path) is Kind.PERSON and change.field is not None:
        if ENDED.fullmatch(change.field):
            return day_as(change.new), change.field
        if DEFERRAL.fullmatch(change.field):
            return day_in(change.new, "from"), change.field
    return None, None


def _first_day(audited: Audited, path: str) -> date:
    """From when the district's register runs: what is older was entered when it began."""
    organizations = audited.lists.register.organizations
    name = organizations.district_of(spot(path).code) if kind_of(path) is Kind.PLAN else path.split("/")[1]
    district = organizations.districts.get(name or "")
    first = district.register_from if district else None
    return first or date.min


def contact_date_changed(audited: Audited) -> Iterator[AuditFinding]:
    """A visit or talk keeps the day under which it was recorded.

    Why: another day can close a quarter that was missed, or make a late record look timely. A warning while both days
    are so near that it could still have been recorded in time.
    Fix: say which paper has the right day.
    """
    for change in audited.changes:
        if change.field != "date" or change.old is None or kind_of(change.path) not in CONTACTS:
            continue
        recorded = audited.arrived(change.commit)
        rule = audited.lists.policy.on(recorded).audit_recorded
        days = [day_as(value) for value in (change.old, change.new)]
        near = rule is not None and all(day is not None and 0 <= (recorded - day).days <= rule.days for day in days)
        message = say("the day was changed from {old} to {new} on {recorded}", old=brief(change.old),
                      new=brief(change.new), recorded=recorded)  # fmt: skip
        severity = Severity.WARNING if near else Severity.ERROR
        yield found(change, message, say("say which paper has the right day"), severity)
