"""Names: everybody has one, in the file of the district, where `identities/` is present at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import code_fix, did_you_mean, was_read
from huifang.register import Finding, Place, error, warning
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.register.models import Measure


def names_of_district(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A file of names is named by a district of the register.

    Why: who may see the names of a district is decided by its file.
    Fix: rename the file to `<district>.yml`.
    """
    districts = register.organizations.districts
    if not register.organizations.complete:
        return
    for file in register.name_files:
        district = file.path.rpartition("/")[2].removesuffix(".yml")
        if district not in districts:
            fix = did_you_mean(district, districts, say("rename the file to the id of its district"))
            yield error(Place(file.path), say("no district has the id {id}", id=district), fix=fix)


def person_without_name(register: Register, _policy: Policy) -> Iterator[Finding]:
    """Everybody has a name, where names are present.

    Why: whoever may see names sees a bare code and cannot tell whom to visit.
    Fix: add the code with its name to the district's file in `identities/`.
    """
    if not register.has_identities:
        return
    lost = {
        path.rpartition("/")[2].removesuffix(".yml") for path in register.unread if path.split("/")[1] == "identities"
    }
    erased = {each.code: each.on for each in register.erasures}
    for code, person in register.people.items():
        counts = any(each.revoked_on is None and _after(each, erased.get(code)) for each in person.measures)
        if code not in register.names and person.folder not in lost and counts and was_read(person):
            message = say("{code} has no name in identities/", code=code)
            fix = say("add a line `{code}: …` to identities/{district}.yml", code=code, district=person.folder)
            yield warning(person.at("code"), message, fix=fix)


def _after(measure: Measure, erased: date | None) -> bool:
    """Whether a measure still asks for a name: not those of before an erasure that is recorded."""
    return erased is None or measure.decided_on is None or measure.decided_on.first > erased


def name_of_nobody(register: Register, _policy: Policy) -> Iterator[Finding]:
    """Every name belongs to somebody in the register.

    Why: a name that is no longer needed is kept for no purpose; a mistyped code leaves somebody without a name.
    Fix: correct the code, or delete the line when the person's record was erased.
    """
    for file in register.name_files:
        for code in file.names:
            if code not in register.folders:
                fix = code_fix(code, register.folders, say("correct the code, or delete the line"))
                yield warning(
                    Place(file.path, (code,), on_key=True), say("nobody has the code {code}", code=code), fix=fix
                )


def name_in_other_file(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A name stands in the file of the district that gave the code.

    Why: names of another district would be seen by whoever may see this one.
    Fix: move the line to the other district's file.
    """
    for file in register.name_files:
        district = file.path.rpartition("/")[2].removesuffix(".yml")
        for code in file.names:
            rightly = register.folders[code].split("/")[-2] if code in register.folders else district
            if rightly != district:
                message = say(
                    "{code} belongs to {rightly}, not to {district}", code=code, rightly=rightly, district=district
                )
                fix = say("move the line to identities/{district}.yml", district=rightly)
                yield warning(Place(file.path, (code,), on_key=True), message, fix=fix)
