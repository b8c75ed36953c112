"""A parameter of a rule in words: what it is called, and what its value says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.policy.models import BarSource
from huifang.register.models import Mapped
from huifang.texts import N_, Text, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.policy import Version
    from huifang.portal.view import View
    from huifang.texts import Value

SAID = ("id", "since", "source", "certainty", "label", "note", "read_on")  # what the table shows in columns of its own
PARAMETERS: Mapping[str, str] = {  # a parameter of a rule -> what it is
    "edition": N_("edition"),
    "months": N_("months"),
    "bars": N_("barred"),
    "probation_months": N_("months of probation"),
    "extension_months": N_("months of an extension"),
    "probation_max": N_("longest probation, months"),
    "categories": N_("categories of staff"),
    "months_by_bar": N_("months of a single bar"),
    "removal_reasons": N_("reasons of the removal"),
    "years": N_("years"),
    "effect": N_("effect"),
    "rule": N_("rule"),
    "cap_months": N_("cap, months"),
    "kind": N_("kind"),
    "convention": N_("way of counting"),
    "max_months": N_("longest, months"),
    "families": N_("systems"),
    "family": N_("system"),
    "fits": N_("categories that the kind fits"),
    "bars_by": N_("where the bars stand"),
    "bar": N_("barred"),
    "leaving": N_("for who left by"),
    "then_effect": N_("effect in the years after"),
    "then_years": N_("years after"),
    "allowed": N_("allowed"),
    "min_window_days": N_("at least, days"),
    "talks": N_("talks a period"),
    "every": N_("how often"),
    "month_window_days": N_("at least, days, where every month"),
    "half_year_window_days": N_("at least, days, where every half-year"),
    "also": N_("visits besides"),
    "after_decision_months": N_("months after the decision"),
    "after_delivery_months": N_("months after the delivery"),
    "before_end_days": N_("days before the end"),
    "people": N_("of whom"),
    "active": N_("helpers at a time"),
    "important_post": N_("important posts are key"),
    "disputes_sanction": N_("who disputes the sanction is key"),
    "situations": N_("situations that make key"),
    "obligation": N_("how visits are owed"),
    "early_months": N_("months early"),
    "missed_from": N_("missed from"),
    "due": N_("due by"),
    "percent": N_("percent"),
    "forms": N_("forms"),
    "least": N_("at least"),
    "in_charge": N_("of them in charge"),
    "visits": N_("number of visits"),
    "said_after": N_("said after, visits"),
    "days": N_("number of days"),
    "days_before": N_("days before"),
    "marks": N_("days left at which it is said"),
    "remind_days": N_("days for the reminder"),
    "confirm_days": N_("days for the confirmation"),
    "review_months": N_("months to the review"),
    "items": N_("steps"),
    "announced_months": N_("months to announce"),
    "executed_months": N_("months to carry out"),
    "executed_latest_months": N_("months to carry out, at the latest"),
    "reported_months": N_("months to report"),
    "shown": N_("shown"),
    "minutes": N_("minutes"),
}
REFS: Mapping[str, str] = {"DEFAULT": N_("a choice of this program"), "RECALL": N_("from memory")}
WORDS: Mapping[str, tuple[str, ...]] = {  # a parameter -> the enumerations that its value may stand in
    "bars": ("bar",),
    "bar": ("bar",),
    "categories": ("category",),
    "fits": ("category",),
    "leaving": ("left_reason",),
    "then_effect": ("appraisal_effect",),
    "convention": ("convention",),
    "obligation": ("obligation",),
    "every": ("every",),
    "people": ("also_people",),
    "situations": ("situation",),
    "effect": ("appraisal_effect", "effect"),
    "rule": ("lifting_rule", "combination"),
    "kind": ("changed_measure",),
    "forms": ("form",),
}
YEARLY = ("missed_from", "due")  # a month and a day of it


def numbers(view: View, version: Version) -> list[tuple[str, str]]:
    """What a version says besides its columns: its parameters and their values."""
    said = [name for name in type(version).model_fields if name in version.model_fields_set and name not in SAID]
    return [(_name(view, name), view.t(_value(view, name, getattr(version, name)))) for name in said]


def reference(view: View, ref: str) -> str:
    """Where a rule was read: the mark of a source, or that there is none."""
    return view.t(say(REFS[ref])) if ref in REFS else ref


def plain_value(value: object) -> Value:
    """A value that stands in no enumeration."""
    if value is None:
        return say("none")
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, tuple | list):
        return tuple(plain_value(each) for each in value)
    return value if isinstance(value, int | Text) else str(value)


def _name(view: View, name: str) -> str:
    return view.t(say(PARAMETERS[name])) if name in PARAMETERS else view.key(name)


def _value(view: View, name: str, value: object) -> Value:
    """A parameter in words, where the vocabulary has them."""
    policy = view.site.lists.policy
    if name == "months_by_bar" and isinstance(value, dict):
        return tuple(f"{view.label('bar', bar)} {months}" for bar, months in value.items())
    if isinstance(value, BarSource):
        return say("{text} ({certainty})", text=value.cited, certainty=policy.label("certainty", value.certainty))
    if name == "items" and isinstance(value, tuple):
        return tuple(item.label for item in value)
    if name in {"family", "families"}:
        names = {family.id: family.label.label for family in policy.measures.families}
        each_of = value if isinstance(value, tuple) else (value,)
        return tuple(names.get(str(each)) or str(each) for each in each_of)
    if name in YEARLY and isinstance(value, tuple):
        month, day = value
        return say("day {day} of month {month}", month=month, day=day)
    if isinstance(value, Mapped):
        inner = ((each, getattr(value, each)) for each in type(value).model_fields)
        return tuple(
            say("{name}: {value}", name=_name(view, each), value=_value(view, each, said)) for each, said in inner
        )
    if isinstance(value, tuple) and name in WORDS:
        return tuple(_word(view, name, each) for each in value)
    return _word(view, name, value) if name in WORDS else plain_value(value)


def _word(view: View, name: str, value: object) -> Value:
    labels = view.site.lists.policy.labels
    found = next((each for each in WORDS[name] if str(value) in labels.get(each, {})), None)
    return view.site.lists.policy.label(found, str(value)) if found else plain_value(value)
