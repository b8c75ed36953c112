"""What happened to records: taken away, rewritten, unreadable; who was appointed inside a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huifang.checks.selection import appointed_inside_period
from huifang.history.audit.finding import AuditFinding
from huifang.history.audit.origins import lies_now
from huifang.history.audit.wording import brief, found
from huifang.history.record_diff import FILE, PATH, UNREADABLE
from huifang.register import Severity
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.history.audit.finding import Audited
    from huifang.history.record_diff import FieldChange
    from huifang.texts.text import Value

SHORT = 12  # characters of a commit


def record_deleted(audited: Audited) -> Iterator[AuditFinding]:
    """A record stays.

    Why: what is deleted is in no list any more, and can only be found in the history.
    Fix: put it back, or say why it had to go.
    """
    for change in audited.changes:
        whole = change.field is None or (change.field == FILE and change.path.startswith("audit/"))
        if whole and change.new is None and change.old is not None:
            went = lies_now(audited, change)
            message = say("the file was deleted")
            if went is not None:
                message = say("the file was taken out of this register; the person's record lies in {folder} since",
                              folder=went)  # fmt: skip
            yield found(change, message, say("put it back, or say why it had to go"))


def code_given_again(audited: Audited) -> Iterator[AuditFinding]:
    """A code stays with one person for life.

    Why: the history, earlier lists and papers that name it are about somebody else. Two records are taken for two
    people's where no measure of one has the decision day or the document of one of the other, and the unit is another
    or no helper is the same.
    Fix: give the later person a new code; or say why both are the same person.
    """
    for change, before, deleted in audited.given_again:
        message = say("the code {code} is given again: it was that of somebody with {old}, and is now that of "
                      "somebody with {new}", code=change.person or "", old=_measure(before),
                      new=_measure(change.new))  # fmt: skip
        if deleted is not None:
            message = say("{message}; the earlier person's record was deleted in {commit}", message=message,
                          commit=deleted.hash[:SHORT])  # fmt: skip
        yield found(change, message, say("give the later person a new code, and put the earlier record back"))


def _measure(record: Any) -> Value:  # noqa: ANN401 - JSON data
    """What distinguishes one person from another here: the unit and the first measure."""
    measures = [each for each in record.get("measures") or () if isinstance(each, dict)]
    first = measures[0] if measures else {}
    return brief([record.get("unit"), *(first.get(key) for key in ("type", "decided_on", "document"))])


def opinion_rewritten(audited: Audited) -> Iterator[AuditFinding]:
    """The opinion of a visit, once written, stays.

    Why: others have used it by then.
    Fix: say what was wrong in it.
    """
    for change in audited.changes:
        if change.field == "opinion" and change.old is not None:
            message = say("the opinion was rewritten: {old}", old=brief(change.old))
            yield found(change, message, say("say what was wrong in it"))


def unreadable_revision(audited: Audited) -> Iterator[AuditFinding]:
    """Every revision can be read.

    Why: while it could not be, the lists knew nothing of the record. An error while it still cannot be read.
    Fix: nothing, where a later commit repaired it.
    """
    last: dict[str, FieldChange] = {}
    for change in audited.changes:
        last[change.path] = last.pop(change.old, change) if change.field == PATH else change
    standing = {id(change) for change in last.values()}
    for change in audited.changes:
        if change.field == UNREADABLE and change.new is not None:
            message = say("from this commit on the file could not be read: {why}", why=str(change.new))
            severity = Severity.ERROR if id(change) in standing else Severity.WARNING
            yield found(change, message, say("validate before merging"), severity)


def appointment_inside_bar(audited: Audited) -> Iterator[AuditFinding]:
    """Nobody is promoted, used further or raised in grade while a bar runs.

    Why: the appointment stands in the record as it happened; whoever made it must be able to say why.
    Fix: say who decided it, and on what ground.
    """
    lists = audited.lists
    for each in appointed_inside_period(lists.register, lists.programme):
        place = lists.register.located(each).place
        if not place.path.startswith(f"{audited.root}/"):
            continue  # of another register
        path = place.path.removeprefix(f"{audited.root}/")
        code = path.split("/")[2]
        appointment = lists.register.people[code].appointments[int(str(place.key[1]))]
        name = f"appointments[{appointment.on}@{appointment.kind}]"
        made = (one for one in audited.changes if one.person == code and _tells(one, name, appointment.on))
        first = next(made, None)
        fix = say("say who decided it, and on what ground")
        yield AuditFinding(
            first.commit if first else None, path, each.message, fix, name, code, place.line, place.column
        )


def _tells(change: FieldChange, name: str, day: date) -> bool:
    """Whether a change brought an appointment into a record."""
    if change.field == name and change.old is None:
        return True
    entries = change.new.get("appointments") if change.field is None and isinstance(change.new, dict) else None
    return any(entry.get("on") == day.isoformat() for entry in entries or ())
