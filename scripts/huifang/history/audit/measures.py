"""Measures that were changed or taken away: with them goes the end of a period."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from huifang.history.audit.wording import brief, found
from huifang.history.day_values import day_as
from huifang.register import Severity
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.history.audit.finding import Audited, AuditFinding

MEASURE = r"measures\[.*\]"  # an id may hold any character
DATES = (  # of a measure: each moves the end of the period
    "decided_on",
    "stated_end",
    "months",
    "probation_months",
    "probation_extended_on",
    "rights_restored_on",
    "lifted_on",
    "revoked_on",
)
SET = ("stated_end", "months", "probation_months")  # written with the decision, so an addition changes it too
CHOOSING = ("type", "basis_version", "replaces", "matter", "removal_reason")  # which rule holds, and how they combine
DATE_OF_MEASURE = re.compile(rf"{MEASURE}\.(?P<key>{'|'.join(DATES)})")
RULE_OF_MEASURE = re.compile(rf"{MEASURE}\.(?P<key>{'|'.join((*CHOOSING, *SET))})")
NAMED = say("name the document that says so")


def measure_date_changed(audited: Audited) -> Iterator[AuditFinding]:
    """The dates of a measure stay as they are once its period runs.

    Why: they move the end of the period, and with it everything that is computed.
    Fix: say from which document the right date was copied.
    """
    for change in audited.changes:
        match = DATE_OF_MEASURE.fullmatch(change.field or "")
        if match is None or change.old is None:
            continue
        began = day_as(change.old) if match["key"] == "decided_on" else None
        if began is None or began <= audited.arrived(change.commit):
            message = say("changed from {old} to {new} after the period had begun", old=brief(change.old),
                          new=brief(change.new))  # fmt: skip
            yield found(change, message, say("name the document that has the right date"))


def measure_changed(audited: Audited) -> Iterator[AuditFinding]:
    """A measure keeps its type, the rules it was decided by and the period that was set.

    Why: they choose the rule, and with it the end of the period. A warning where nothing stood there before.
    Fix: say which document says so.
    """
    for change in audited.changes:
        match = RULE_OF_MEASURE.fullmatch(change.field or "")
        if match is None:
            continue
        if change.old is None:
            yield found(change, say("{new} was added later", new=brief(change.new)), NAMED, Severity.WARNING)
        elif match["key"] in CHOOSING:
            message = say("changed from {old} to {new}", old=brief(change.old), new=brief(change.new))
            yield found(change, message, NAMED)


def measure_removed(audited: Audited) -> Iterator[AuditFinding]:
    """A measure stays in the record; one that was revoked gets `revoked_on`.

    Why: without it the person has no period, and nobody sees that there was one.
    Fix: put it back, with `revoked_on` if it was revoked; or say why it never was this person's.
    """
    for change in audited.changes:
        if re.fullmatch(MEASURE, change.field or "") and change.new is None and isinstance(change.old, dict):
            kind, day = str(change.old.get("type") or ""), str(change.old.get("decided_on") or "")
            message = say("the measure {kind} of {day} was removed", kind=kind, day=day)
            yield found(change, message, say("put it back, with `revoked_on` if it was revoked"))
