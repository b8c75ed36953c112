"""Everything that can be wrong with records: the table of all checks, and the one function that runs them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from huifang.checks import (
    ahead,
    careers,
    comments,
    decisions,
    deferrals,
    doubles,
    execution,
    files,
    frequency,
    holds,
    identities,
    kinds,
    leaving,
    measures,
    narratives,
    organizations,
    party,
    people,
    plans,
    policies,
    restricted,
    selection,
    settings,
    situations,
    spans,
    talks,
    versions,
    visits,
)
from huifang.checks.table import Check, errors, of_day, warnings
from huifang.register import Severity, known_on
from huifang.register.layout import path_parts
from huifang.rules.programme import Programme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from huifang.policy import Policy
    from huifang.register import Finding, Place, Register

FIRST: tuple[Check, ...] = (*errors(versions.rule_without_version),)  # nothing else can be asked of such a policy
CHECKS: tuple[Check, ...] = (
    *FIRST,
    # policy and settings
    *errors(versions.versions_in_order, versions.duplicate_version, policies.duplicate_word),
    *errors(versions.checked_unknown_version),
    *errors(policies.unknown_family, policies.family_without_rules, policies.unknown_word_of_rule),
    *errors(policies.missing_word, versions.percent_of_whole),
    *errors(settings.unknown_setting, settings.bad_setting, settings.wrong_forge),
    *warnings(settings.sample_day_alone),
    # files, organisations and names
    *errors(files.code_of_folder, files.folder_of_district, files.prefix_of_code, files.day_of_file_name),
    *errors(files.plan_file_name, files.organization_file_name, files.restricted_without_person),
    *errors(files.tracked_names, files.tracked_stranger),
    *warnings(files.untracked_stranger),
    *errors(organizations.unknown_organization, organizations.duplicate_organization, organizations.parent_cycle),
    *errors(organizations.duplicate_district, organizations.duplicate_prefix),
    *warnings(organizations.district_without_prefix),
    *errors(identities.names_of_district),
    *warnings(identities.person_without_name, identities.name_of_nobody, identities.name_in_other_file),
    # a person: decisions, then everything around them
    *errors(decisions.duplicate_measure_id, decisions.replaced_measure, decisions.before_decision),
    *errors(decisions.probation_of_law, party.extended_beyond_law, decisions.months_of_law),
    *warnings(measures.decision_without_day, measures.measure_without_form, measures.measure_without_rule),
    *warnings(measures.removal_without_reason, measures.probation_without_months, measures.measure_without_length),
    *warnings(measures.dismissal_without_leaving),
    *warnings(kinds.form_of_measure, kinds.kind_of_category, kinds.edition_of_measure, kinds.double_sanction),
    *warnings(kinds.key_of_other_measure, kinds.months_differ),
    *warnings(party.sanction_of_non_member, party.sanction_within_probation),
    *warnings(doubles.measure_twice, doubles.person_twice, careers.document_of_other_year),
    *warnings(execution.announced_late, execution.executed_late, execution.reported_late),
    *errors(spans.end_before_start),
    *warnings(leaving.measure_after_leaving, leaving.after_leaving, people.supervised_by_other_body),
    *warnings(people.history_without_end, people.history_overlaps, careers.history_with_hole),
    *of_day(careers.present_differs),
    *of_day(people.closed_unit, people.helper_of_other_unit, people.two_helpers),
    *of_day(selection.appointed_inside_period, selection.appointed_while_blocked, selection.lifted_before_end),
    *of_day(selection.restored_before_end, selection.stated_end_differs, selection.confirmed_too_early),
    *warnings(holds.hold_by_other_body, holds.hold_without_document, holds.hold_without_review),
    *of_day(holds.hold_before_end),
    *warnings(deferrals.deferral_too_long, deferrals.deferral_of_other_duty, deferrals.deferral_without_approval),
    *of_day(deferrals.deferral_approved_late),
    # visits, talks, plans and restricted records
    *errors(visits.visit_before_decision, visits.missing_when_held, visits.paper_before_visit),
    *warnings(visits.contact_after_visit, visits.enough_officers, visits.person_not_interviewed),
    *warnings(visits.archive_without_opinion, visits.grade_not_used),
    *warnings(situations.difficulty_without_action, situations.next_contact, situations.violation_not_handed_over),
    *warnings(spans.due_before_contact, doubles.contact_twice, narratives.narrative_too_intricate),
    *of_day(frequency.third_visit, frequency.other_body_near),
    *errors(talks.make_up_too_early),
    *warnings(talks.talk_before_decision),
    *of_day(talks.talk_by_other, talks.make_up_not_owed),
    *errors(plans.planned_person, plans.planned_month),
    *warnings(plans.planned_twice),
    *errors(restricted.unknown_visit, restricted.handed_over_before_visit),
    *warnings(restricted.settled_without_result),
    *of_day(ahead.day_ahead),
    *errors(comments.left_open),
    *warnings(comments.unconfirmed_value, comments.text_after_hash),
)


def findings(
    register: Register, policy: Policy, day: date, *, programme: Programme | None = None
) -> tuple[Finding, ...]:
    """Everything that reading and the checks found, as of a day, in the order of the contract.

    `programme` is that of the same day, where somebody has worked it out already.
    """
    broken = [found for check in FIRST for found in _asked(check, register, policy)]
    made = broken or list(_all(register, policy, programme or Programme(known_on(register, day), policy)))
    lost = _lost(register)
    cleared = _cleared(register, day)
    mine = (each for each in made if not _rests_on_lost(each.place, lost) and not _tells_of(each, cleared))
    read = (organizations.with_id(register, each) for each in register.findings)
    return tuple(sorted(map(register.located, (*read, *mine)), key=lambda each: each.order))


def _all(register: Register, policy: Policy, programme: Programme) -> Iterator[Finding]:
    for check in CHECKS:
        if check.of_records is not None:
            yield from _asked(check, register, policy)
        elif check.of_day is not None:
            yield from (replace(each, check=check.id) for each in check.of_day(register, programme))


def _asked(check: Check, register: Register, policy: Policy) -> Iterator[Finding]:
    if check.of_records is not None:
        yield from (replace(each, check=check.id) for each in check.of_records(register, policy))


def _cleared(register: Register, day: date) -> frozenset[str]:
    """Codes of people all of whose measures are revoked: they get no warning any more (rules part 2)."""
    return frozenset(
        code
        for code, person in register.people.items()
        if not person.unread and all(each.revoked_on is not None and each.revoked_on <= day for each in person.measures)
    )


def _tells_of(finding: Finding, cleared: frozenset[str]) -> bool:
    """A warning on a cleared person's files; an error still blocks the merge that would break them."""
    return finding.severity is Severity.WARNING and not cleared.isdisjoint(path_parts(finding.place.path))


def _lost(register: Register) -> Mapping[str, frozenset[str]]:
    """Path -> keys that could not be read; none for a whole file. Reading has said already what is wrong there."""
    lost = {path: frozenset(keys) for path, keys in register.unread.items()}
    whole = {person.path: frozenset[str]() for person in register.people.values() if person.path in person.unread}
    return {**lost, **whole}


def _rests_on_lost(place: Place, lost: Mapping[str, frozenset[str]]) -> bool:
    keys = lost.get(place.path)
    return keys is not None and (not keys or (bool(place.key) and str(place.key[0]) in keys))
