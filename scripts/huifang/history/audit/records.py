"""What happened to records: entered late, changed after they were filed, taken away."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from huifang.checks.selection import appointed_inside_period
from huifang.history.audit.found import Audited, Found
from huifang.history.compared import FILE, PATH, UNREADABLE, kind_of
from huifang.history.rows import day_of
from huifang.register.layout import Kind
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.history.history import Change
    from huifang.texts import Text

FILED = ("archived", "given_to_personnel")
LATER = ("archived", "given_to_personnel", "feedback_to_unit", "actions")  # what is still written after filing, once
NO_FIELD = (PATH, UNREADABLE, FILE)
MEASURE = re.compile(r"measures\[[^\]]*\]")
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
DATE_OF_MEASURE = re.compile(rf"(?P<entry>{MEASURE.pattern})\.(?P<key>{'|'.join(DATES)})")


def recorded_late(audited: Audited) -> Iterator[Found]:
    """A visit or talk is recorded soon after its day.

    Why: what is written long afterwards is written from memory, or to close a duty that was missed.
    Fix: say in `answers.yml` why it came late.
    """
    for change in audited.changes:
        if change.field is None and change.old is None and kind_of(change.path) in (Kind.VISIT, Kind.TALK):
            day, recorded = _day(change.new, "date"), day_of(change.commit)
            rule = audited.lists.policy.on(recorded).audit_recorded
            first = _first_day(audited, change.path)
            if day is not None and rule is not None and day >= first and (recorded - day).days > rule.days:
                message = say("of {day}, recorded on {recorded}: {n} days later", day=day, recorded=recorded,
                              n=(recorded - day).days)  # fmt: skip
                yield replace(_found(change, message, say("say why it was recorded late")), field="date")


def _first_day(audited: Audited, path: str) -> date:
    """From when the district's register runs: what is older was entered when it began."""
    district = audited.lists.register.organizations.districts.get(path.split("/")[1])
    first = district.register_from if district else None
    return first or date.min


def _day(record: Any, key: str) -> date | None:  # noqa: ANN401 - JSON data
    try:
        return date.fromisoformat(record.get(key) or "") if isinstance(record, dict) else None
    except ValueError:
        return None


def changed_after_filing(audited: Audited) -> Iterator[Found]:
    """A visit stays as it was archived or given to the personnel department.

    Why: the paper in the archive and the record must say the same. What happens later is added: the other papers, and
    what became of the actions.
    Fix: say what was corrected and who corrected the filed copy.
    """
    filed: dict[tuple[str | None, str], dict[str, date]] = {}
    coming: list[tuple[tuple[str | None, str], Change]] = []
    for change in audited.changes:
        if kind_of(change.path) is not Kind.VISIT:
            continue
        if coming and coming[0][1].commit is not change.commit:
            _note(filed, coming)
            coming = []
        visit = (change.person, change.path.rsplit("/", 1)[-1])
        coming.append((visit, change))
        days = filed.get(visit)
        if days and change.field not in (None, *NO_FIELD) and not _still_to_come(change):
            message = say("changed from {old} to {new}, although filed on {day}", old=_brief(change.old),
                          new=_brief(change.new), day=min(days.values()))  # fmt: skip
            yield _found(change, message, say("say what was corrected, and that the filed copy was corrected too"))


def _note(
    filed: dict[tuple[str | None, str], dict[str, date]], done: list[tuple[tuple[str | None, str], Change]]
) -> None:
    """Remember on which days the visits of one commit were filed."""
    for visit, change in done:
        days = filed.setdefault(visit, {})
        for key in FILED:
            if change.field is None and isinstance(change.new, dict):
                day = _day(change.new.get(key), "on")
            elif change.field == f"{key}.on":
                day = _day({"on": change.new}, "on")
            else:
                continue
            if day is not None:
                days[key] = day


def _still_to_come(change: Change) -> bool:
    return change.old is None and (change.field or "").partition(".")[0].partition("[")[0] in LATER


def measure_date_changed(audited: Audited) -> Iterator[Found]:
    """The dates of a measure stay as they are once its period runs.

    Why: they move the end of the period, and with it everything that is computed.
    Fix: say from which document the right date was copied.
    """
    for change in audited.changes:
        match = DATE_OF_MEASURE.fullmatch(change.field or "")
        if match is None or change.old is None:
            continue
        began = _day({"on": change.old}, "on") if match["key"] == "decided_on" else None
        if began is None or began <= day_of(change.commit):
            message = say("changed from {old} to {new} after the period had begun", old=_brief(change.old),
                          new=_brief(change.new))  # fmt: skip
            yield _found(change, message, say("name the document that has the right date"))


def measure_removed(audited: Audited) -> Iterator[Found]:
    """A measure stays in the record; one that was revoked gets `revoked_on`.

    Why: without it the person has no period, and nobody sees that there was one.
    Fix: put it back, with `revoked_on` if it was revoked; or say why it never was this person's.
    """
    for change in audited.changes:
        if MEASURE.fullmatch(change.field or "") and change.new is None and isinstance(change.old, dict):
            kind, day = str(change.old.get("type") or ""), str(change.old.get("decided_on") or "")
            message = say("the measure {kind} of {day} was removed", kind=kind, day=day)
            yield _found(change, message, say("put it back, with `revoked_on` if it was revoked"))


def record_deleted(audited: Audited) -> Iterator[Found]:
    """A record stays.

    Why: what is deleted is in no list any more, and can only be found in the history.
    Fix: put it back, or say why it had to go.
    """
    for change in audited.changes:
        whole = change.field is None or (change.field == FILE and change.path.startswith("audit/"))
        if whole and change.new is None and change.old is not None:
            yield _found(change, say("the file was deleted"), say("put it back, or say why it had to go"))


def opinion_rewritten(audited: Audited) -> Iterator[Found]:
    """The opinion of a visit, once written, stays.

    Why: others have used it by then.
    Fix: say what was wrong in it.
    """
    for change in audited.changes:
        if change.field == "opinion" and change.old is not None:
            message = say("the opinion was rewritten: {old}", old=_brief(change.old))
            yield _found(change, message, say("say what was wrong in it"))


def unreadable_revision(audited: Audited) -> Iterator[Found]:
    """Every revision can be read.

    Why: while it could not be, the lists knew nothing of the record.
    Fix: nothing, where a later commit repaired it.
    """
    for change in audited.changes:
        if change.field == UNREADABLE and change.new is not None:
            message = say("from this commit on the file could not be read: {why}", why=str(change.new))
            yield _found(change, message, say("validate before merging"))


def appointment_inside_bar(audited: Audited) -> Iterator[Found]:
    """Nobody is promoted, used further or raised in grade while a bar runs.

    Why: the appointment stands in the record as it happened; whoever made it must be able to say why.
    Fix: say who decided it, and on what ground.
    """
    lists = audited.lists
    for found in appointed_inside_period(lists.register, lists.programme):
        place = lists.register.located(found).place
        if not place.path.startswith(f"{audited.root}/"):
            continue  # of another register
        path = place.path.removeprefix(f"{audited.root}/")
        code = path.split("/")[2]
        appointment = lists.register.people[code].appointments[int(str(place.key[1]))]
        name = f"appointments[{appointment.on}@{appointment.kind}]"
        made = (each for each in audited.changes if each.person == code and _tells(each, name, appointment.on))
        first = next(made, None)
        fix = say("say who decided it, and on what ground")
        yield Found(first.commit if first else None, path, found.message, fix, name, code, place.line, place.column)


def _tells(change: Change, name: str, day: date) -> bool:
    """Whether a change brought an appointment into a record."""
    if change.field == name and change.old is None:
        return True
    entries = change.new.get("appointments") if change.field is None and isinstance(change.new, dict) else None
    return any(entry.get("on") == day.isoformat() for entry in entries or ())


def _found(change: Change, message: Text, fix: Text) -> Found:
    field = None if change.field in NO_FIELD else change.field
    return Found(change.commit, change.path, message, fix, field, change.person)


def _brief(value: object) -> str:
    """A value in a sentence."""
    text = "null" if value is None else " ".join(str(value).split())
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004 - part of a line
