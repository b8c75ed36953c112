"""The whole past of a demonstration; the same people, seed and editors give the same commits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from huifang.editing.demo.dice import Dice
from huifang.editing.demo.make import demo_sheets
from huifang.editing.demo.past.branches import Desk
from huifang.editing.demo.past.crew import EVERYWHERE, Editor, editors, editors_text, key_name
from huifang.editing.demo.past.deed import Deed
from huifang.editing.demo.past.plans import planned
from huifang.editing.demo.past.shares import RENEWED, SIGNING
from huifang.editing.demo.past.slips import slipped
from huifang.editing.demo.past.story import Story
from huifang.editing.demo.past.telling import Person
from huifang.editing.demo.past.words import IMPORTED, SIGNERS, SIGNERS_MORE
from huifang.editing.demo.places import places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from huifang.editing.demo.past.branches import Branch
    from huifang.editing.demo.past.commit import PastCommit
    from huifang.editing.demo.places import Place
    from huifang.editing.demo.sheet import Sheet
    from huifang.editing.writing import Raw
    from huifang.policy import Policy

    PublicKey = Callable[[str], str]  # what a key is made from -> the line that says whose signatures to trust

EDITORS, ALLOWED_SIGNERS = "audit/editors.yml", "audit/allowed_signers"  # where the audit looks for them
HEAD_LINE = "# 示例编辑的签名公钥\n"


@dataclass(slots=True)
class _Sorted:
    """The demonstration's records by what becomes of them."""

    register: dict[str, bytes] = field(default_factory=dict)
    organizations: dict[str, bytes] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    plans: list[Sheet] = field(default_factory=list)
    names: dict[str, Raw] = field(default_factory=dict)


def past_commits(
    people: int, seed: int, policy: Policy, policy_files: Mapping[str, bytes], number: int, public: PublicKey
) -> Iterator[PastCommit]:
    """Every commit that leads to the plain demonstration and the audit's own files, parents first.

    `number` is how many editors there are; `public` gives the public key of a key's name.
    """
    where = places(people)
    found = _sorted(demo_sheets(people, seed, policy), {place.id: place for place in where})
    crew = editors(number, where, Dice(seed, "editors"))
    told = _told(found, where, seed)
    branches: list[Branch] = []
    for place in where:
        begins, deeds = _joined(place, told[place.id])
        branches += Desk(place.id, crew, Dice(seed, f"desk/{place.id}")).branches(begins, deeds)
    branches += Desk(EVERYWHERE, crew, Dice(seed, "desk/office")).branches((), list(_audits(crew, seed, public)))
    story = Story(seed, found.names, Dice(seed, "story"))
    yield from story.founded(crew[0], (found.register, policy_files, found.organizations))
    yield from story.told(branches)


def _sorted(sheets: Iterator[Sheet], where: Mapping[str, Place]) -> _Sorted:
    found = _Sorted()
    for sheet in sheets:
        folder, *below = sheet.path.split("/")
        match folder:
            case "organizations":
                found.organizations[sheet.path] = sheet.text.encode()
            case "identities":
                found.names |= sheet.data
            case "plans":
                found.plans.append(sheet)
            case "people" | "restricted":
                code = below[1].removesuffix(".yml")
                found.people.setdefault(code, Person(code, where[below[0]])).sheets.append(sheet)
            case _:
                found.register[sheet.path] = sheet.text.encode()
    return found


def _told(found: _Sorted, where: Sequence[Place], seed: int) -> dict[str, list[Deed]]:
    """District -> what was done there, also what went wrong."""
    told: dict[str, list[Deed]] = {place.id: [] for place in where}
    later = []
    entered: dict[str, date] = {}
    for code, person in found.people.items():
        deeds = person.told(Dice(seed, f"past/{code}"))
        entered[code] = max(deeds[0].day, person.place.register_from)
        told[person.place.id] += [deed for deed in deeds if deed.day <= person.place.register_from]
        later.append([deed for deed in deeds if deed.day > person.place.register_from])
    slipped(later, list(told), Dice(seed, "slips"))
    for deeds in later:
        for deed in deeds:
            told[deed.district].append(deed)
    for sheet in found.plans:
        for deed in planned(sheet, entered, Dice(seed, f"past/{sheet.path}")):
            told[deed.district].append(deed)
    return told


def _joined(place: Place, deeds: Sequence[Deed]) -> tuple[list[Deed], list[Deed]]:
    """What a district brings with it on the day on which its register begins, as one deed; then all that came later."""
    before = [deed for deed in deeds if deed.day <= place.register_from]
    if not before:
        return [], list(deeds)
    changes = {path: text for deed in before for path, text in deed.changes.items()}
    registers = tuple(code for deed in before for code in deed.registers)
    subject = IMPORTED.format(district=place.name, day=place.register_from)
    joined = Deed(place.register_from, place.id, place.id, subject, changes, registers, label=f"{place.id}-import")
    return [joined], [deed for deed in deeds if deed.day > place.register_from]


def _audits(crew: Sequence[Editor], seed: int, public: PublicKey) -> Iterator[Deed]:
    """The audit's own files: who edits where, and the keys that are known so far."""
    before = ""
    for day in (SIGNING, *RENEWED):
        known = [each for each in crew if each.signs(day) and not each.stray]
        signers = HEAD_LINE + "".join(f"{each.mail} {public(key_name(seed, each))}\n" for each in known)
        if day == SIGNING:
            changes: dict[str, str | None] = {EDITORS: editors_text(crew), ALLOWED_SIGNERS: signers}
            yield Deed(day, ALLOWED_SIGNERS, EVERYWHERE, SIGNERS, changes, label="audit")
        elif signers != before:
            yield Deed(day, ALLOWED_SIGNERS, EVERYWHERE, SIGNERS_MORE, {ALLOWED_SIGNERS: signers}, label="audit")
        before = signers
