"""What an effect is in words: what it is about, how that was before, and how it is after."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from huifang.history.audit.wording import NOTHING, brief
from huifang.past.effects import EffectKind
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from huifang.past.effects import Effect
    from huifang.policy import Policy
    from huifang.texts.text import Value


class EffectWords(NamedTuple):
    """An effect as people read it."""

    what: Value
    before: Value
    after: Value


def effect_words(effect: Effect, policy: Policy) -> EffectWords:
    """One effect; the labels are those of the policy."""
    return WORDS[EffectKind(effect.kind)](effect, policy)


def standing(side: Sequence[str | None], policy: Policy) -> Text:
    """Where somebody stands."""
    if not side:
        return say("in no list")
    state, until, free = side
    return say("{state} (last barred day {until}, free from {free})", state=policy.label("state", state or ""),
               until=until or NOTHING, free=free or NOTHING)  # fmt: skip


def duty_label(effect: Effect, policy: Policy) -> Value:
    """A duty with its period."""
    duty, _, period = effect.what.partition("@")
    label = policy.label("duty", duty)
    return say("{duty} {period}", duty=label, period=policy.label("duty_period", period)) if period else label


def _state(effect: Effect, policy: Policy) -> EffectWords:
    return EffectWords(say("where the person stands"), standing(effect.before, policy), standing(effect.after, policy))


def _gone(effect: Effect, policy: Policy) -> EffectWords:
    after = say("in no list, with {n} duties open", n=int(effect.after[0] or 0))
    return EffectWords(say("where the person stands"), standing(effect.before, policy), after)


def _duty(effect: Effect, policy: Policy) -> EffectWords:
    return EffectWords(duty_label(effect, policy), _owed(effect.before, policy), _owed(effect.after, policy))


def _owed(side: Sequence[str | None], policy: Policy) -> Value:
    """A duty as it stands: its status and due day, or the day on which it was done."""
    if not side or side[0] is None:
        return say("not owed")
    state, *days = side
    if not days:  # where it is known how it stands, and no more
        return policy.label("status", state or "")
    due, *done = days
    if done and done[0]:
        return say("done {day}", day=done[0])
    return say("{status}, due {due}", status=policy.label("status", state or ""), due=due or NOTHING)


def _visit(effect: Effect, _policy: Policy) -> EffectWords:
    return EffectWords(effect.what, say("does not count"), say("counts"))


def _base(effect: Effect, _policy: Policy) -> EffectWords:
    return EffectWords(say("base of coverage of {year}", year=effect.what), say("in it"), say("not in it"))


def _relieved(effect: Effect, _policy: Policy) -> EffectWords:
    old = say("{body}, with {n} duties open", body=effect.what, n=int(effect.before[0] or 0))
    return EffectWords(say("owes the follow-up"), old, effect.after[0] or NOTHING)


def _body(effect: Effect, policy: Policy) -> EffectWords:
    """What a body owes: a duty of its own, or how many it has to visit."""
    body, _, duty = effect.what.partition("#")
    if duty:
        named = effect._replace(what=duty.rstrip("@"))
        return EffectWords(say("{body}: {what}", body=body, what=duty_label(named, policy)),
                           _owed(effect.before, policy), _owed(effect.after, policy))  # fmt: skip
    before, after = (say("{n} people to visit", n=int(side[0] or 0)) for side in (effect.before, effect.after))
    return EffectWords(body, before, after)


def _shared(effect: Effect, _policy: Policy) -> EffectWords:
    before, after = (brief(side[0]) if side and side[0] is not None else NOTHING
                     for side in (effect.before, effect.after))  # fmt: skip
    return EffectWords(effect.what, before, after)


WORDS: Mapping[EffectKind, Callable[[Effect, Policy], EffectWords]] = {
    EffectKind.FREED: _state,
    EffectKind.EARLIER: _state,
    EffectKind.GONE: _gone,
    EffectKind.DUTY: _duty,
    EffectKind.CLOSED: _duty,
    EffectKind.QUALIFIES: _visit,
    EffectKind.BASE: _base,
    EffectKind.RELIEVED: _relieved,
    EffectKind.BODY: _body,
    EffectKind.SHARED: _shared,
    EffectKind.ENTERED: _state,
    EffectKind.CHANGED: _state,
    EffectKind.OWED: _duty,
    EffectKind.MET: _duty,
}
