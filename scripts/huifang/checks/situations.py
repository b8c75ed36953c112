"""Situations: what a visit or talk found is answered, each in its own way."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from huifang.checks.support import contacts, was_read
from huifang.register import Finding, warning
from huifang.texts import Label, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.register.models import Talk, Visit

LOW_MOOD, VIOLATION = "压力大情绪低", "再次违纪违法"
RESPONSES: Mapping[str, Label] = {  # Source: S0, rules 15 to 18
    "存在错误认识": Label("解释疏导", "patient explanation (解释疏导)"),
    LOW_MOOD: Label("减压", "help to shed the burden (减压)"),
    "仍有不良表现": Label("警示", "a warning in time (警示)"),
    VIOLATION: Label("移送", "handing over (移送)"),
}
ANSWERS: Mapping[str, tuple[str, ...]] = {  # words by which an action tells which of them it answers
    "存在错误认识": ("解释", "疏导", "教育"),
    LOW_MOOD: ("减压", "减轻", "心理", "谈心"),
    "仍有不良表现": ("警示", "提醒", "批评"),
    VIOLATION: ("移送", "移交"),
}


def difficulty_without_action(register: Register, policy: Policy) -> Iterator[Finding]:
    """Each difficult situation is answered by an action.

    Why: each has its own answer: 解释疏导, 减压, 警示, 移送. Source: S0, rules 14 to 18.
    Fix: add an action: who does what until when.
    """
    for contact in contacts(register):
        if not was_read(contact, "actions"):
            continue
        for number, situation in _unanswered(contact):
            message = say("{situation}, but no action was agreed", situation=policy.label("situation", situation))
            fix = say("add an action: {response}", response=RESPONSES[situation])
            yield warning(contact.at("situation", number), message, fix=fix)


def _unanswered(contact: Visit | Talk) -> list[tuple[int, str]]:
    """The difficulties without an action: one that names the answer is its own, every other answers any one."""
    open_ones = [(number, each) for number, each in enumerate(contact.situation) if each in RESPONSES]
    spare = [action.what for action in contact.actions]
    for number, situation in list(open_ones):
        own = next((what for what in spare if any(word in what for word in ANSWERS[situation])), None)
        if own is not None:
            spare.remove(own)
            open_ones.remove((number, situation))
    return open_ones[len(spare) :]


def next_contact(register: Register, policy: Policy) -> Iterator[Finding]:
    """Somebody in low mood is met again soon.

    Why: 压力大情绪低 calls for another contact within the days that policy sets. Source: S0, rule 16.
    Fix: add `next_by`.
    """
    for contact in contacts(register):
        latest = contact.date + timedelta(days=policy.on(contact.date).next_contact.days)
        if LOW_MOOD in contact.situation and (contact.next_by is None or contact.next_by > latest):
            key = "situation" if contact.next_by is None else "next_by"
            situation = policy.label("situation", LOW_MOOD)
            message = say("{situation}, but no next contact by {latest}", situation=situation, latest=latest)
            yield warning(
                contact.at(key), message, fix=say("write `next_by: {latest}` or an earlier day", latest=latest)
            )


def violation_not_handed_over(register: Register, policy: Policy) -> Iterator[Finding]:
    """再次违纪违法 is handed over, where restricted records are present.

    Why: the tick alone changes no state; the hand-over does, until it is settled. Source: S0, rule 18.
    Fix: add a `violation` with the visit's file name to the person's restricted file.
    """
    if not register.has_restricted:
        return
    for contact in contacts(register):
        if VIOLATION in contact.situation and not _handed_over(register, contact):
            message = say("{situation}, but nothing was handed over", situation=policy.label("situation", VIOLATION))
            fix = say("add to `violations` of the restricted file: `visit: {name}`", name=contact.name)
            yield warning(contact.at("situation", contact.situation.index(VIOLATION)), message, fix=fix)


def _handed_over(register: Register, contact: Visit | Talk) -> bool:
    """Whether a violation names the contact, or came after it and names none; an unread file may hold it."""
    restricted = register.restricted.get(contact.code)
    if restricted is None:
        return False
    if not was_read(restricted, "violations"):
        return True
    return any(
        each.visit == contact.name or (each.visit is None and each.on >= contact.date) for each in restricted.violations
    )
