"""What each commit did to people when it entered the main line: freed somebody, took a duty or a person away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from huifang.history.audit.effect_words import duty_label, standing
from huifang.history.audit.finding import Audited, AuditFinding
from huifang.history.audit.ordinary import is_ordinary, moved_in_time
from huifang.history.audit.wording import NOTHING, brief
from huifang.history.record_diff import person_of
from huifang.past.effects import Effect, EffectKind
from huifang.register import Severity
from huifang.register.layout import Kind, spot
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.history.record_diff import FieldChange
    from huifang.past.commits import Commit
    from huifang.texts.text import Value

TOLD = 20  # people named where rules that hold for all changed


class ArrivalOf(NamedTuple):
    """What came with one commit of the main line: of each person what it did, and the changes that did it."""

    commit: Commit
    of_people: Mapping[str, Sequence[Effect]]
    shared: Sequence[Effect]


def frees_somebody(audited: Audited) -> Iterator[AuditFinding]:
    """Nobody is free, or free earlier, by a change of the records but by the end of a measure recorded in time.

    Why: who is free can be promoted; a form, a setting or a date can do what a decision does.
    Fix: name the document that lifts, revokes or corrects.
    """
    fix = say("right where a decision was lifted, revoked or copied wrongly; name its document")
    yield from _told(audited, (EffectKind.FREED, EffectKind.EARLIER), _freed, fix)


def _freed(audited: Audited, effects: Sequence[Effect]) -> Text:
    each = effects[0]
    before, after = (_standing(audited, side) for side in (each.before, each.after))
    return say("frees somebody, or earlier: {before} before, {after} after, as of {day}", before=before, after=after,
               day=each.day)  # fmt: skip


def person_taken_away(audited: Audited) -> Iterator[AuditFinding]:
    """Nobody leaves the lists by a change of the records but by a revocation recorded in time.

    Why: who is in no list has no period, no duty and no place in the base of coverage.
    Fix: name the decision that revoked the measure, or put the record back.
    """
    fix = say("right where every measure was revoked; name the decision, or put the record back")
    yield from _told(audited, (EffectKind.GONE,), _gone, fix)


def _gone(audited: Audited, effects: Sequence[Effect]) -> Text:
    each = effects[0]
    return say("takes the person out of every list: {before} before, with {n} duties open, as of {day}",
               before=_standing(audited, each.before), n=int(each.after[0] or 0), day=each.day)  # fmt: skip


def duty_taken_away(audited: Audited) -> Iterator[AuditFinding]:
    """A duty that is due, overdue or missed goes by being done.

    Why: a helper's day, a departure or a form set back to front takes it away, and nobody sees that it was not done.
    Fix: name the paper that shows that it was never owed.
    """
    fix = say("right where it was never owed, or the person had left; name the paper that shows it")
    yield from _told(audited, (EffectKind.DUTY,), _duties, fix)


def _duties(audited: Audited, effects: Sequence[Effect]) -> Text:
    told = tuple(say("{duty} ({status}, due {due})", duty=_duty(audited, each), status=_status(audited, each),
                     due=each.before[1] or NOTHING) for each in effects)  # fmt: skip
    return say("takes duties away that were open: {duties}, as of {day}", duties=told, day=effects[0].day)


def missed_duty_closed(audited: Audited) -> Iterator[AuditFinding]:
    """What closes a duty that is overdue or missed is recorded soon after it happened.

    Why: a talk or a helper that is written long afterwards under an early day makes a duty look as if done in time.
    Fix: say why it was recorded so late, and where it was noted until then.
    """
    fix = say("right where it was done then; say why it was recorded so late, and where it was noted")
    yield from _told(audited, (EffectKind.CLOSED,), _closed, fix)


def _closed(audited: Audited, effects: Sequence[Effect]) -> Text:
    told = tuple(say("{duty} ({status}, due {due}) by a fact of {day}", duty=_duty(audited, each),
                     status=_status(audited, each), due=each.before[1] or NOTHING, day=each.after[2] or NOTHING)
                 for each in effects)  # fmt: skip
    return say("closes what was not done in time: {duties}; as of {day}", duties=told, day=effects[0].day)


def visit_made_to_qualify(audited: Audited) -> Iterator[AuditFinding]:
    """A visit counts from the day it is recorded, or not at all.

    Why: a second officer written in later makes a visit count that did not.
    Fix: say which paper shows who was there.
    """
    fix = say("right where the record was incomplete; say which paper shows who was there")
    yield from _told(audited, (EffectKind.QUALIFIES,), _qualifies, fix)


def _qualifies(_audited: Audited, effects: Sequence[Effect]) -> Text:
    return say("makes visits count that did not: {visits}, as of {day}", visits=tuple(each.what for each in effects),
               day=effects[0].day)  # fmt: skip


def coverage_base_left(audited: Audited) -> Iterator[AuditFinding]:
    """Who is in the base of coverage stays in it.

    Why: the fewer stand there, the fewer have to be visited.
    Fix: name the document that has the right date or kind.
    """
    fix = say("right where the date or the kind was copied wrongly; name the document")
    yield from _told(audited, (EffectKind.BASE,), _base, fix)


def _base(_audited: Audited, effects: Sequence[Effect]) -> Text:
    years = tuple(each.what for each in effects)
    return say("takes the person out of the base of coverage of {years}", years=years)


def body_relieved(audited: Audited) -> Iterator[AuditFinding]:
    """Who owes the follow-up stays so, unless the person goes to another unit, and that is recorded in time.

    Why: what the one body did not do is no more its own, and the person leaves its base of coverage.
    Fix: add the earlier unit to `unit_history`, with the body that supervised it.
    """
    fix = say("right where the person moved; add the earlier unit to `unit_history`, with the body that supervised it")
    yield from _told(audited, (EffectKind.RELIEVED,), _relieved, fix)


def _relieved(_audited: Audited, effects: Sequence[Effect]) -> Text:
    each = effects[0]
    return say("{old} owes the follow-up no more, but {new}; {n} duties were open, as of {day}", old=each.what,
               new=each.after[0] or NOTHING, n=int(each.before[0] or 0), day=each.day)  # fmt: skip


def body_owes_less(audited: Audited) -> Iterator[AuditFinding]:
    """What a body owes of itself, a plan or a number of visits, does not shrink by a change of the rules.

    Why: one line there makes a body that missed its quota one that kept it.
    Fix: say who decided it, and since when it holds.
    """
    fix = say("right where the rule is another now; say who decided it, and since when it holds")
    for arrival in arrivals(audited):
        mine = [each for each in arrival.shared if each.kind == EffectKind.BODY]
        if mine:
            path, _, field = arrival.shared[0].what.partition("#")
            told = tuple(_of_body(audited, each) for each in mine[:TOLD])
            message = say("bodies owe less: {bodies}, as of {day}", bodies=told, day=mine[0].day)
            yield AuditFinding(arrival.commit, path, message, fix, field or None)


def _of_body(audited: Audited, effect: Effect) -> Text:
    body, _, duty = effect.what.partition("#")
    if not duty:
        return say("{body} {old} visits before, {new} after", body=body, old=effect.before[0] or NOTHING,
                   new=effect.after[0] or NOTHING)  # fmt: skip
    name = _duty(audited, effect._replace(what=duty.rstrip("@")))
    return say("{body} {duty} ({status}, due {due})", body=body, duty=name, status=_status(audited, effect),
               due=effect.before[1] or NOTHING)  # fmt: skip


def shared_rules_changed(audited: Audited) -> Iterator[AuditFinding]:
    """What everybody's rows are computed from stays: rules in force, settings, units, who may see a portal.

    Why: one line there frees people whose records nobody touched. A version of a rule that begins later is no change.
    Fix: say who decided it, and since when it holds.
    """
    fix = say("right where the rule or the unit is another now; say who decided it, and since when it holds")
    for arrival in arrivals(audited):
        for each in (one for one in arrival.shared if one.kind == EffectKind.SHARED):
            path, _, field = each.what.partition("#")
            old, new = (
                brief(side[0]) if side and side[0] is not None else NOTHING for side in (each.before, each.after)
            )
            message = say("what everybody's rows are computed from was changed")
            if field:
                message = say(
                    "what everybody's rows are computed from was changed from {old} to {new}", old=old, new=new
                )
            yield AuditFinding(arrival.commit, path, message, fix, field or None)


Wording = Callable[[Audited, Sequence[Effect]], Text]


def arrivals(audited: Audited) -> Iterator[ArrivalOf]:
    """The commits of the main line that did something, oldest first."""
    for commit in audited.history.mainline:
        effects = audited.effects.get(commit.hash, ())
        of_people: dict[str, list[Effect]] = defaultdict(list)
        for each in effects:
            if each.person:
                of_people[each.person].append(each)
        if effects:
            yield ArrivalOf(commit, of_people, [each for each in effects if not each.person])


def _told(audited: Audited, kinds: Sequence[EffectKind], wording: Wording, fix: Text) -> Iterator[AuditFinding]:
    """A finding for each person whose own files were changed, one for all who are concerned by shared rules."""
    for arrival in arrivals(audited):
        others: dict[str, Sequence[Effect]] = {}
        for code, effects in arrival.of_people.items():
            mine = [each for each in effects if each.kind in kinds and _counts(audited, arrival.commit, each)]
            if not mine:
                continue
            changes = audited.brought_for(arrival.commit, code)
            if not changes and arrival.shared:
                others[code] = mine
            elif not _is_ordinary(audited, arrival.commit, code, changes):
                path, field = _place(audited, arrival.commit, code, changes)
                yield AuditFinding(arrival.commit, path, wording(audited, mine), fix, field, code)
        if others:
            yield _of_many(audited, arrival, others, wording, fix)


def _counts(audited: Audited, commit: Commit, effect: Effect) -> bool:
    """Of what closes a duty only a fact that is older than what is recorded in time; of a body no move in time."""
    if effect.kind == EffectKind.RELIEVED:
        day = audited.day(commit)
        rule = audited.lists.policy.on(day).audit_recorded
        changes = audited.brought_for(commit, effect.person)
        return rule is None or not moved_in_time(changes, effect.what, day, rule.days)
    if effect.kind != EffectKind.CLOSED:
        return True
    arrived, done = date.fromisoformat(effect.day), date.fromisoformat(effect.after[2] or effect.day)
    rule = audited.lists.policy.on(arrived).audit_recorded
    return rule is not None and (arrived - done).days > rule.days


def _is_ordinary(audited: Audited, commit: Commit, code: str, changes: Sequence[FieldChange]) -> bool:
    day = audited.day(commit)
    rule = audited.lists.policy.on(day).audit_recorded
    return rule is not None and is_ordinary(
        changes, audited.before(commit, code), audited.merged_by(commit), day, rule.days
    )


def _place(audited: Audited, commit: Commit, code: str, changes: Sequence[FieldChange]) -> tuple[str, str | None]:
    """The file and the field by which a finding is known: of the person's own record before any other."""
    own = sorted(changes, key=lambda each: spot(each.path).kind is not Kind.PERSON)
    if own:
        return own[0].path, own[0].field
    touched = [each.path for each in audited.history.files.get(commit.number, ())]
    return next((path for path in touched if person_of(path) == code), next(iter(touched), "")), None


def _of_many(
    audited: Audited, arrival: ArrivalOf, people: Mapping[str, Sequence[Effect]], wording: Wording, fix: Text
) -> AuditFinding:
    """One finding for all whom shared rules concern: how many, who, and what it does to the first."""
    path, _, field = arrival.shared[0].what.partition("#")
    first, *_ = people
    named = (*list(people)[:TOLD], *(("…",) if len(people) > TOLD else ()))
    command = f"huifang compare {arrival.commit.parents[0][:12]} {arrival.commit.hash[:12]} --direct"
    effect = wording(audited, people[first])
    message = say("of {n} people ({people}) whose records were not touched; of {first}: {effect}; all: `{command}`",
                  n=len(people), people=named, first=first, effect=effect, command=command)  # fmt: skip
    return AuditFinding(arrival.commit, path, message, fix, field or None, severity=Severity.ERROR)


def _standing(audited: Audited, side: Sequence[str | None]) -> Text:
    return standing(side, audited.lists.policy)


def _duty(audited: Audited, effect: Effect) -> Value:
    return duty_label(effect, audited.lists.policy)


def _status(audited: Audited, effect: Effect) -> Value:
    return audited.lists.policy.label("status", effect.before[0] or "")
