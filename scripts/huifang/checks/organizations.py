"""Organisations: every body exists once, stands under an existing one, and every id that a record names is one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from huifang.checks.fields import steps_to, values_at
from huifang.register import Edit, Finding, Key, error, warning
from huifang.register.organizations import OUTSIDE, Organizations
from huifang.register.scalars import ORGANIZATION, read_body_or_name, read_organization
from huifang.texts import Label, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.texts import Text, Value

OWN = (("district", "id"), ("organizations", "id"))  # ids that name the body itself


def unknown_organization(register: Register, _policy: Policy) -> Iterator[Finding]:
    """Every body or unit that a record names stands in `organizations/`.

    Why: an id that nobody knows has no name, no committee and no district, so duties would have no owner.
    Fix: correct the id, or add the body to the file of its district.
    """
    known = register.organizations
    if not known.complete:  # the body may stand in the file that could not be read
        return
    for record in register.everything():
        for reader in (read_organization, read_body_or_name):
            for steps in steps_to(type(record), reader):
                for key, body in values_at(record, steps):
                    if body not in known and _is_meant_as_id(body, key, reader is read_organization):
                        fix, edit = organization_meant(
                            known, body, say("add it to organizations/, or use an id from there")
                        )
                        message = say("no organization has the id {id}", id=body)
                        yield error(record.at(*key), message, fix=fix, edit=edit)


def _is_meant_as_id(body: str, key: Key, always: bool) -> bool:  # noqa: FBT001 - asked once
    """Whether a value must name a body: elsewhere a person's name may stand, and only what looks like an id must."""
    return (key[0], key[-1]) not in OWN and (always or ORGANIZATION.fullmatch(body) is not None)


def with_id(register: Register, finding: Finding) -> Finding:
    """What reading says of a value that is no id, with the id of the body whose name it is."""
    values = dict(finding.message.values)
    typed = values.get("value")
    if finding.check != "bad-id" or not isinstance(typed, str):
        return finding
    fix, edit = organization_meant(register.organizations, typed, finding.fix)
    return replace(finding, fix=fix, edit=edit)


def organization_meant(known: Organizations, typed: str, otherwise: Text) -> tuple[Text, Edit | None]:
    """The fix that offers the bodies that can have been meant, by id and name."""
    meant = known.meant(typed)
    names = [Label(known.name(each), known.name(each, "en")) for each in meant.values]
    if len(names) == 1:
        values: dict[str, Value] = {"id": meant.values[0], "name": names[0]}
        if meant.certain:
            return say("write `{id}`, the id of {name}", **values), Edit(meant.values[0])
        return say("did you mean `{id}`, {name}?", **values), None
    if names:
        both = tuple(say("{id} ({name})", id=each, name=name) for each, name in zip(meant.values, names, strict=True))
        return say("one of these is meant: {words}", words=both), None
    return otherwise, None


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
