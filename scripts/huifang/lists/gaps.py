"""Gaps: what records do not say, as far as checks, reading and the cases know it already."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from huifang.checks.catalogue import checks_by_id
from huifang.lists.due import WAITING
from huifang.lists.record_gap import RecordGap
from huifang.register import DecisionDay
from huifang.register.forms import LEFT_OPEN
from huifang.rules.case import make_case
from huifang.rules.duties import BY_ID
from huifang.rules.obligation import status
from huifang.rules.states import is_open
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from huifang.lists.stubs import Stubs
    from huifang.register import Finding, Key, Register
    from huifang.rules.case import Case
    from huifang.rules.obligation import Obligation
    from huifang.rules.programme import Programme

STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
HELPER = "helper-missing"
MONTH_ONLY, MAY_ADD_UP, LOCAL_RULE = "month-only", "may-add-up", "local-rule"
CHANGE_WITHOUT_RULE, NOT_SAID = "change-without-rule", "not-said"
NAMELESS = "person-without-name"
ASKED = (LOCAL_RULE, CHANGE_WITHOUT_RULE)  # no value of the record settles them
MISSING_KEY, UNKNOWN_KEY = "missing-key", "unknown-key"
FILL_IN = say("look it up, and write it in place of `{value}`", value=LEFT_OPEN)


@dataclass(frozen=True, slots=True)
class Fill:
    """How the gap that a check found is filled: a key beside or below that of the finding, and what is put there.

    `over`: also where a value stands already, which is the gap itself.
    """

    beside: str = ""
    key: Key = ()
    told: str | None = None
    entry: bool = False
    over: bool = False


FILLS: Mapping[str, Fill] = {  # checks that find something missing; all others find something that contradicts
    "decision-without-day": Fill(),
    "measure-without-rule": Fill(beside="months"),
    "removal-without-reason": Fill(),
    "probation-without-months": Fill(),
    "measure-without-length": Fill(),
    "measure-without-form": Fill(),
    "dismissal-without-leaving": Fill(told=f"{{on: {LEFT_OPEN}, reason: 开除}}"),
    "history-without-end": Fill(),
    "hold-without-document": Fill(),
    "hold-without-review": Fill(),
    "deferral-without-approval": Fill(),
    "missing-when-held": Fill(),
    "difficulty-without-action": Fill(
        key=("actions",), told=f"{{what: {LEFT_OPEN}, by: {LEFT_OPEN}, due: {LEFT_OPEN}}}", entry=True
    ),
    "next-contact": Fill(key=("next_by",)),
    "archive-without-opinion": Fill(key=("opinion",)),
    "settled-without-result": Fill(),
    "district-without-prefix": Fill(key=("district", "prefix")),
    NAMELESS: Fill(over=True),
    "left-open": Fill(over=True),
    "unconfirmed-value": Fill(over=True),
}
LENGTHS = ("decided_on", "months", "probation_months", "removal_reason")  # keys without which no period ends


@dataclass(frozen=True)
class GapSources:
    """Where gaps are looked for: what was read and found, and what the rules make of it."""

    register: Register
    programme: Programme
    findings: Sequence[Finding]
    obligations: Sequence[Obligation]

    @property
    def day(self) -> date:
        """The as-of date."""
        return self.programme.day

    @cached_property
    def asked(self) -> Mapping[str, tuple[str, ...]]:
        """What the case of each person lacks, and what it would be asked for besides as soon as that is known."""
        return {code: (*case.missing, *revealed(case)) for code, case in self.programme.cases.items()}

    @cached_property
    def planning(self) -> Mapping[str, str]:
        """The file of each plan -> the body whose plan it is."""
        return {each.path: each.body for each in reversed(self.register.plans)}

    def case(self, gap: RecordGap) -> Case | None:
        """Whose case hangs on a gap."""
        return self.programme.cases.get(gap.person or "")


class GapSearch:
    """The gaps of one register on one day, each place once, in the order in which they were found."""

    def __init__(self, sources: GapSources, stubs: Stubs) -> None:
        self.sources, self.stubs = sources, stubs
        self.found: dict[tuple[str, Key, object], RecordGap] = {}
        self.at: dict[str, list[RecordGap]] = defaultdict(list)  # the same by their paths
        self.checks = checks_by_id()
        self.read = frozenset(each.check for each in sources.register.findings)

    def all(self) -> tuple[RecordGap, ...]:
        """All gaps."""
        renamed = set(self._renamed())
        for finding in self.sources.findings:
            if (finding.place.path, finding.place.key) not in renamed or finding.check != MISSING_KEY:
                self._of_finding(finding)
        for case in self.sources.programme.cases.values():
            self._of_case(case)
        for each in self.sources.obligations:
            if each.duty == HELPER and status(each, self.sources.day).value in WAITING and each.record:
                self._without_helper(each.record, each.person, each.owner, each.reason)
        return tuple(self.found.values())

    def _renamed(self) -> Iterator[tuple[str, Key]]:
        """Keys that are there under a misspelt name: that one is the gap."""
        for each in self.sources.findings:
            if each.check == UNKNOWN_KEY:
                yield each.place.path, _meant(each)

    def _add(self, gap: RecordGap) -> None:
        """Where one value is missing, one gap is told: the first that was found."""
        place = gap.path, gap.key, None if gap.key else (gap.gap, gap.line)
        if place not in self.found:
            self.found[place] = gap
            self.at[gap.path].append(gap)

    def _of_finding(self, finding: Finding) -> None:
        path, person = finding.place.path, self.sources.register.person_of(finding.place.path)
        fill = FILLS.get(finding.check)
        if fill is None and not self._is_unread(finding):
            return
        key = _key_of(finding, fill or Fill())
        if fill is not None and not (fill.over or fill.entry) and self.stubs.has_value(path, key):
            return
        told = fill.told if fill else None
        if finding.check == NAMELESS and person is not None:
            path, key = f"{path.partition('/')[0]}/identities/{person.folder}.yml", (person.code,)
        self._add(
            RecordGap(
                gap=finding.check, check=finding.check, path=path, key=key, message=finding.message, fix=finding.fix,
                why=say(self.checks[finding.check].why), person=person.code if person else None, told=told,
                edit=finding.edit if fill is None else None, entry=fill is not None and fill.entry,
                fillable=finding.check != UNKNOWN_KEY, line=None if finding.check == NAMELESS else finding.place.line,
            )
        )  # fmt: skip

    def _is_unread(self, finding: Finding) -> bool:
        """Whether it says why a file, or a part of it, could not be read."""
        path, register = finding.place.path, self.sources.register
        if finding.check not in self.read:
            return False
        person = register.person_of(path)
        return not {path, f"{path}/person.md"}.isdisjoint((*register.unread, *(person.unread if person else ())))

    def _of_case(self, case: Case) -> None:
        for path in self.sources.asked[case.person.code]:
            places = above(path) if "/" in path else files_of(case)
            if not any(covers(gap, case, path) for place in places for gap in self.at.get(place, ())):
                self._not_said(case, path)
        for measure in case.person.measures:
            if measure.decided_on is not None and measure.decided_on.month_only:
                self._month_only(case, measure.index, str(measure.decided_on))
        if is_open(case, case.possible_until):
            self._may_add_up(case)
        if is_open(case, case.local_until):
            fix = say("ask what the local rules bar until {day}", day=case.local_until or case.day)
            self._own(case, LOCAL_RULE, (), say("local rules alone say what is barred"), fix, fillable=False)

    def _not_said(self, case: Case, path: str) -> None:
        key = key_of_field(path)
        if not key:
            return  # a whole file: reading says why
        decided = case.person.measures[int(key[1])].decided_on if key[1:] and key[0] == "measures" else None
        if key[-1] == "replaces":
            message = say("the policy has no rule for this change, so nobody knows from when the measure runs")
            fix = say("look up from where the changed measure runs: the policy has no rule for this change")
            self._own(case, CHANGE_WITHOUT_RULE, key, message, fix, fillable=False)
        elif key[-1] != "decided_on" or decided is None:  # a month is told as such
            self._own(case, NOT_SAID, key, say("`{key}` is missing", key=str(key[-1])), FILL_IN)

    def _month_only(self, case: Case, index: int, month: str) -> None:
        message = say("only the month of the decision is known: about {month}", month=month)
        why = say("the last day of the month is taken, so that no period ends too early; an order may stay open")
        self._own(case, MONTH_ONLY, ("measures", index, "decided_on"), message, FILL_IN, told=f"{month}-{LEFT_OPEN}",
                  why=why)  # fmt: skip

    def _may_add_up(self, case: Case) -> None:
        link = next((each for each in case.links if each.possible == case.possible_until), None)
        key: Key = ("measures", link.measures[-1], "stated_end") if link else ()
        message = say("practice may add the periods up, to {day}", day=case.possible_until or case.day)
        fix = say("ask the deciding body whether the periods add up")
        self._own(case, MAY_ADD_UP, key, message, fix, fillable=bool(key))

    def _own(  # noqa: PLR0913 - what a gap says, by name
        self, case: Case, gap: str, key: Key, message: Text, fix: Text, *,
        told: str | None = None, fillable: bool = True, why: Text | None = None,
    ) -> None:  # fmt: skip
        person = case.person
        self._add(
            RecordGap(gap=gap, path=person.path, key=key, message=message, fix=fix, why=why or message,
                      person=person.code, told=told, fillable=fillable)
        )  # fmt: skip

    def _without_helper(self, path: str, person: str | None, owner: str, reason: Text) -> None:
        entry = BY_ID[HELPER].closes.lines.partition("- ")[2]
        self._add(
            RecordGap(
                gap=HELPER, path=path, key=("helpers",), message=reason, fix=say("add an entry to `helpers`"),
                why=say("nobody talks with the person, and no reminder has a name"),
                person=person, body=owner, told=re.sub(r": (?=[,}])", f": {LEFT_OPEN}", entry), entry=True,
            )
        )  # fmt: skip


def _meant(finding: Finding) -> Key:
    """The key that a misspelt one was meant to be; itself where that cannot be told."""
    key, offered = finding.place.key, [value for _, value in finding.fix.values if isinstance(value, str)]
    name = finding.edit.text if finding.edit else offered[0] if len(offered) == 1 else str(key[-1])
    return (*key[:-1], name)


def _key_of(finding: Finding, fill: Fill) -> Key:
    key = fill.key or (_meant(finding) if finding.check == UNKNOWN_KEY else finding.place.key)
    return (*key[:-1], fill.beside) if fill.beside else key


def key_of_field(path: str) -> Key:
    """A field as findings and `missing` write it, as a key; () for the path of a file."""
    if "/" in path:
        return ()
    return tuple(int(found[2]) if found[2] else found[1] for found in STEP.finditer(path))


def covers(gap: RecordGap, case: Case, path: str) -> bool:
    """Whether filling a gap answers what a case misses, or a part of it."""
    if "/" in path:
        return gap.path in above(path)
    key = key_of_field(path)
    least = min(len(gap.key), len(key))
    return gap.path in files_of(case) and bool(least) and gap.key[:least] == key[:least]


def above(path: str) -> tuple[str, ...]:
    """A path and the folders that it lies in."""
    return path, *map(str, PurePosixPath(path).parents)


def files_of(case: Case) -> tuple[str, ...]:
    """The files whose keys a case reads by their names alone."""
    return (case.person.path, case.restricted.path) if case.restricted else (case.person.path,)


def revealed(case: Case) -> tuple[str, ...]:
    """What a period lacks beside the day of its decision, and would be asked for as soon as that is known."""
    undated = {each.index for each in case.person.measures if each.decided_on is None}
    if not undated:
        return ()
    day = DecisionDay(case.day, case.day)
    measures = tuple(
        each.model_copy(update={"decided_on": day}) if each.index in undated else each for each in case.person.measures
    )
    dated = make_case(case.known, case.person.model_copy(update={"measures": measures}), case.policy, case.convention)
    return tuple(path for path in dated.missing if key_of_field(path)[1:2] and key_of_field(path)[1] in undated)


def decides_length(gap: RecordGap, case: Case) -> bool:
    """Whether a period that lacks something cannot end without it, though something else is asked for first."""
    match gap.key:
        case ("measures", int(index), str(key)) if key in LENGTHS:
            return any(period.index == index and period.missing for period in case.periods)
    return False
