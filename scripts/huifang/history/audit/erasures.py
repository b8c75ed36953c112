"""Erasures against the history: whether the identity is gone, and whether it might be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.history.audit.found import Audited, Found
from huifang.history.remains import Traces
from huifang.history.rows import day_of
from huifang.history.tree import CommitTree
from huifang.policy import words_of
from huifang.register import Place, load, warning
from huifang.register.erasures import ERASURES
from huifang.rules.erasure import Ground, Standing, standing_of
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.history.commit import Commit
    from huifang.register.erasures import Erasure
    from huifang.texts import Text


def erased_identity_remains(audited: Audited) -> Iterator[Found]:
    """An identity that was erased is nowhere: not in the history of the common repository, nor in `identities/` again.

    Why: whoever has a clone can still read whose code it is. Somebody who is followed up again has a name again.
    Fix: rewrite the history as the handbook says under erasing; `huifang erase CODE` tells what remains.
    """
    last = {each.code: number for number, each in enumerate(audited.erasures)}
    followed = {code for code in last if _is_followed(_stands(audited, code))}
    traces = Traces(audited.history.place)
    for number, each in enumerate(audited.erasures):
        if last[each.code] != number or each.code in followed:
            continue
        held = traces.identity(each.code)
        if held:
            message = say("erased on {day}, but {n} commits of the repository still hold the identity", day=each.on,
                          n=held.commits + held.loose)  # fmt: skip
            fix = say("rewrite the history, as the handbook says on the page about erasing")
            yield _found(audited, number, message, fix)
        if each.code in audited.lists.register.names:
            message = say("erased on {day}, but the identity stands in identities/ again", day=each.on)
            yield _found(audited, number, message, say("run `huifang erase {code}`", code=each.code))


def erasure_without_ground(audited: Audited) -> Iterator[Found]:
    """Only who was cleared, is past retention or has no record any more loses the name.

    Why: whoever is followed up must be found by those who owe the visits; a record may not be deleted to hide it.
    Fix: put the name back; or say in `answers.yml` on what ground it was erased.
    """
    for number, each in enumerate(audited.erasures):
        if not has_ground(audited, each):
            message = say("erased on {day}, when the person was still followed up", day=each.on)
            fix = say("put the name back, or say on what ground it was erased")
            yield _found(audited, number, message, fix)


def has_ground(audited: Audited, erasure: Erasure) -> bool:
    """Whether the record says that the name was not needed any more on the day of the erasure.

    A record that was deleted on that day or later is asked as it was before: deleting it gives no ground.
    """
    standing = _stands(audited, erasure.code, erasure)
    deleted = _deleted(audited, erasure) if standing.ground is Ground.GONE else None
    if deleted is None or not deleted.parents:
        return standing.ground is not None
    policy = audited.lists.policy
    before = load([CommitTree(audited.history.place, deleted.parents[0])], words_of(policy))
    return standing_of(before, policy, erasure.code, erasure.on).ground is not None


def _stands(audited: Audited, code: str, erasure: Erasure | None = None) -> Standing:
    lists = audited.lists
    return standing_of(lists.register, lists.policy, code, erasure.on if erasure else lists.day)


def _is_followed(standing: Standing) -> bool:
    return standing.ground is None and not standing.unread


def _deleted(audited: Audited, erasure: Erasure) -> Commit | None:
    """The commit that took the person's record away, on the day of the erasure or later."""
    mine = (each for each in reversed(audited.changes) if each.person == erasure.code and each.field is None)
    gone = next((each.commit for each in mine if each.path.endswith("/person.md") and each.new is None), None)
    return gone if gone is not None and day_of(gone) >= erasure.on else None


def _found(audited: Audited, number: int, message: Text, fix: Text) -> Found:
    erasure = audited.erasures[number]
    place = Place(f"{audited.root}/{ERASURES}", ("erasures", number, "code"))
    place = audited.lists.register.located(warning(place, message, fix=fix)).place
    name = f"erasures[{erasure.code}@{erasure.on}]"
    return Found(None, ERASURES, message, fix, name, erasure.code, place.line, place.column)
