"""Organisations: every body exists once, stands under an existing one, and every id that a record names is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import did_you_mean
from huifang.register import Finding, Key, error, warning
from huifang.register.models import OrganizationFile, Person, Plan, Record, Restricted, Talk, Visit
from huifang.register.organizations import OUTSIDE
from huifang.register.scalars import ORGANIZATION
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.policy import Policy
    from huifang.register import Register

FREE_TEXT = ("actions.*.by",)  # a person's name or a body: only what looks like an id must be one
BODIES: Mapping[type[Record], tuple[str, ...]] = {  # every key that names a body; `*` is each entry of a list
    OrganizationFile: ("organizations.*.parent", "organizations.*.successor"),
    Person: (
        "unit",
        "supervised_by",
        "measures.*.decided_by",
        "measures.*.lifted_by",
        "measures.*.unit",
        "helpers.*.unit",
        "unit_history.*.unit",
        "unit_history.*.supervised_by",
        "held.*.by",
        "appointments.*.unit",
        "deferrals.*.approved_by",
    ),
    Plan: ("body",),
    Restricted: ("violations.*.handed_to", "issues_raised.*.handed_to"),
    Talk: ("actions.*.by",),
    Visit: ("body", "visitors.*.body", "recommendation.to", "actions.*.by"),
}
STEPS = {kind: tuple((path, path.split(".")) for path in paths) for kind, paths in BODIES.items()}


def unknown_organization(register: Register, _policy: Policy) -> Iterator[Finding]:
    """Every body or unit that a record names stands in `organizations/`.

    Why: an id that nobody knows has no name, no committee and no district, so duties would have no owner.
    Fix: correct the id, or add the body to the file of its district.
    """
    known = register.organizations
    if not known.complete:  # the body may stand in the file that could not be read
        return
    for record in register.everything():
        for path, steps in STEPS[type(record)]:
            for key, body in _values(record, steps, ()):
                if body not in known and (path not in FREE_TEXT or ORGANIZATION.fullmatch(body)):
                    fix = did_you_mean(body, known.by_id, say("add it to organizations/, or use an id from there"))
                    yield error(record.at(*key), say("no organization has the id {id}", id=body), fix=fix)


def _values(part: object, steps: list[str], key: Key) -> Iterator[tuple[Key, str]]:
    """The values at a path with the key of each; what is left out gives none."""
    if part is None:
        return
    if not steps:
        yield key, str(part)
    elif steps[0] == "*":
        for number, entry in enumerate(part if isinstance(part, tuple) else ()):
            yield from _values(entry, steps[1:], (*key, number))
    else:
        yield from _values(getattr(part, steps[0]), steps[1:], (*key, steps[0]))


def duplicate_organization(register: Register, _policy: Policy) -> Iterator[Finding]:
    """The id of an organisation is used once over all files.

    Why: records name bodies by id alone, so a second one could never be meant.
    Fix: give one of the two another id, and the records that mean it too.
    """
    seen: dict[str, str] = {}
    for file in register.organizations.files:
        for number, organization in enumerate(file.organizations):
            if organization.id in seen:
                message = say("the id {id} is used already, in {path}", id=organization.id, path=seen[organization.id])
                fix = say("give one of the two another id")
                yield error(file.at("organizations", number, "id"), message, fix=fix)
            seen.setdefault(organization.id, file.path)


def parent_cycle(register: Register, _policy: Policy) -> Iterator[Finding]:
    """No organisation stands above itself.

    Why: the committee of a unit is found by going up; a circle has no top.
    Fix: correct the `parent` of one of the bodies in the circle.
    """
    organizations = register.organizations
    told: set[str] = set()
    for file in organizations.files:
        for number, organization in enumerate(file.organizations):
            chain = tuple(organizations.chain(organization.id))
            top = organizations.by_id[chain[-1]].parent
            if top == organization.id and organization.id not in told:
                told.update(chain)
                message = say("{chain} stand above one another in a circle", chain=chain)
                fix = say("name another `parent`, or none for the highest body")
                yield error(file.at("organizations", number, "parent"), message, fix=fix)


def duplicate_district(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A district has one file.

    Why: a body belongs to the district of its file; with two, name and first day would be a matter of chance.
    Fix: put the bodies of both files into one.
    """
    seen: dict[str, str] = {}
    for file in register.organizations.files:
        district = file.district.id
        if district in seen:
            message = say("the district {id} has a file already: {path}", id=district, path=seen[district])
            yield error(file.at("district", "id"), message, fix=say("put both files into one"))
        seen.setdefault(district, file.path)


def duplicate_prefix(register: Register, _policy: Policy) -> Iterator[Finding]:
    """Two districts do not share a prefix of codes.

    Why: the prefix tells which district a code belongs to, for life.
    Fix: choose another prefix for the newer district, before its first code is given.
    """
    seen: dict[str, str] = {}
    for file in register.organizations.files:
        prefix, district = file.district.prefix, file.district.id
        if prefix is None:
            continue
        if seen.get(prefix, district) != district:
            message = say("the prefix {prefix} belongs to {district} already", prefix=prefix, district=seen[prefix])
            yield error(file.at("district", "prefix"), message, fix=say("choose another prefix"))
        seen.setdefault(prefix, district)


def district_without_prefix(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A district of the register has a prefix of codes.

    Why: without it nobody can tell whether a code belongs there, and no new code can be given.
    Fix: add `prefix`, two to eight capital letters.
    """
    for file in register.organizations.files:
        if file.district.prefix is None and file.district.level != OUTSIDE:
            message = say("the district {id} has no prefix of codes", id=file.district.id)
            yield warning(file.at("district"), message, fix=say("add `prefix`, for example `prefix: JA`"))
