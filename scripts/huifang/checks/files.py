"""Files: what the name and place of a file say is what stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.checks.support import code_fix, contacts, did_you_mean
from huifang.register import Finding, Place, error, warning
from huifang.register.strangers import WHAT
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.register import Register

DAY_LENGTH = len("2026-03-20")


def code_of_folder(register: Register, _policy: Policy) -> Iterator[Finding]:
    """The `code` of a person is the name of the folder.

    Why: visits, plans and names find the person by the folder; a second code in the file would be somebody else.
    Fix: correct whichever of the two is wrong; a code is never given twice.
    """
    for code, person in register.people.items():
        if person.code != code:
            message = say("{code} is not the folder's name {folder}", code=person.code, folder=code)
            fix = say("write `{code}`, or rename the folder to {other}", code=code, other=person.code)
            if (other := register.folders.get(person.code)) is not None:
                message = say("{code} exists already, in {path}; this folder is {folder}",
                              code=person.code, path=other, folder=code)  # fmt: skip
                fix = say("of the same person: delete this folder; of another: write `{code}` and its own facts",
                          code=code)  # fmt: skip
            yield error(person.at("code"), message, fix=fix)


def folder_of_district(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A person's folder stands in the folder of a district of the register.

    Why: the folder says which district gave the code, and it stays for life.
    Fix: correct the folder's name, or add the district's file to `organizations/`.
    """
    districts = register.organizations.districts
    if not register.organizations.complete:
        return
    for person in register.people.values():
        if person.folder not in districts:
            message = say("no district has the id {id}", id=person.folder)
            fix = did_you_mean(person.folder, districts, say("add organizations/{id}.yml", id=person.folder))
            yield error(Place(person.path), message, fix=fix)


def prefix_of_code(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A code begins with the prefix of the district in whose folder it stands.

    Why: a code is the district's prefix, a hyphen and digits; another prefix belongs to another district.
    Fix: move the folder to its district, or give the person the next free code here.
    """
    for code, person in register.people.items():
        district = register.organizations.districts.get(person.folder)
        if district is not None and district.prefix and code.split("-")[0] != district.prefix:
            names = {"prefix": district.prefix, "id": district.id}
            message = say("{code} does not begin with {prefix}, the prefix of {id}", code=code, **names)
            fix = say("move the folder to its district, or use a code that begins with {prefix}-", **names)
            yield error(person.at("code"), message, fix=fix)


def day_of_file_name(register: Register, _policy: Policy) -> Iterator[Finding]:
    """The `date` of a visit or talk is the day in its file name.

    Why: lists sort by the date and restricted records refer to the file name; two days would be two visits.
    Fix: correct the date, or rename the file.
    """
    for contact in contacts(register):
        day = contact.name[:DAY_LENGTH]
        if contact.date.isoformat() != day:
            message = say("{date} is not the day in the file name, {day}", date=contact.date, day=day)
            yield error(contact.at("date"), message, fix=say("write `{day}`, or rename the file", day=day))


def plan_file_name(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A plan's file name is its year and its body.

    Why: a body has one plan a year, found by its name.
    Fix: rename the file, or correct `body` or `year`.
    """
    for plan in register.plans:
        name, rightly = plan.path.rpartition("/")[2], f"{plan.year}-{plan.body}.yml"
        if name != rightly:
            key = "year" if name.removesuffix(".yml").endswith(f"-{plan.body}") else "body"
            names = {"body": plan.body, "year": str(plan.year), "name": name}
            message = say("the plan of {body} for {year} is not called {name}", **names)
            fix = say("rename the file to {name}, or correct `{key}`", name=rightly, key=key)
            yield error(plan.at(key), message, fix=fix)


def organization_file_name(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A file of organisations is named by its district.

    Why: the district's folders of people, names and restricted records carry the same id.
    Fix: rename the file, or correct the district's id.
    """
    for file in register.organizations.files:
        name = file.path.rpartition("/")[2].removesuffix(".yml")
        if file.district.id != name:
            message = say("{id} is not the file's name {name}", id=file.district.id, name=name)
            fix = say("write `{name}`, or rename the file to {id}.yml", name=name, id=file.district.id)
            yield error(file.at("district", "id"), message, fix=fix)


def restricted_without_person(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A restricted file belongs to a person of the register, in the same district's folder.

    Why: an open case that belongs to nobody blocks nobody.
    Fix: correct the file's name, or move it to the folder of the person's district.
    """
    for code, restricted in register.restricted.items():
        district, folder = restricted.path.split("/")[-2], register.folders.get(code, "")
        if not folder:
            fix = code_fix(code, register.folders, say("correct the file's name"))
            yield error(Place(restricted.path), say("nobody has the code {code}", code=code), fix=fix)
        elif (rightly := folder.split("/")[-2]) != district:
            message = say(
                "{code} belongs to {rightly}, not to {district}", code=code, rightly=rightly, district=district
            )
            fix = say("move the file to restricted/{district}/", district=rightly)
            yield error(Place(restricted.path), message, fix=fix)


def tracked_names(register: Register, _policy: Policy) -> Iterator[Finding]:
    """The common repository tracks no file of `identities/` or `restricted/`; the fictional sample alone does.

    Why: who can clone can read, and Git keeps everything for ever: a name or an open case would be out for good.
    Fix: stop tracking the folder, make it a clone of its own in an ignored folder, and follow the handbook on erasing.
    """
    if register.sample:
        return
    for folder in sorted({path.rpartition("/")[0] for path in register.tracked}):
        count = sum(path.rpartition("/")[0] == folder for path in register.tracked)
        message = say("the common repository tracks {n} files of {folder}", n=count, folder=folder)
        fix = say("`git rm -r --cached {folder}`, add it to .gitignore, and see the handbook on erasing", folder=folder)
        yield error(Place(folder), message, fix=fix)


def tracked_stranger(register: Register, _policy: Policy) -> Iterator[Finding]:
    """The repository tracks nothing in a register but records and what belongs to them.

    Why: what is tracked comes to everybody who pulls; programs, links and repositories inside have no place there.
    Fix: take it out of the repository, or move it beside the register's folder.
    """
    for each in register.strangers:
        if each.tracked:
            fix = say("`git rm -r --cached {path}`, and move it elsewhere", path=each.path)
            yield error(Place(each.path), say(WHAT[each.what]), fix=fix)


def untracked_stranger(register: Register, _policy: Policy) -> Iterator[Finding]:
    """Nothing else lies in the register's folder either.

    Why: what lies there is easily committed with the records.
    Fix: delete it, or move it beside the register's folder.
    """
    for each in register.strangers:
        if not each.tracked:
            yield warning(Place(each.path), say(WHAT[each.what]), fix=say("delete it, or move it elsewhere"))
