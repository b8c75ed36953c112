"""The whole past of a demonstration; the same people, seed and editors give the same commits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from huifang_demo.make import demo_sheets
from huifang_demo.places import demo_districts
from huifang_demo.random_numbers import Random
from huifang_demo.timeline.branches import DistrictWork
from huifang_demo.timeline.change import RecordChangeDraft
from huifang_demo.timeline.commits import CommitWriter
from huifang_demo.timeline.editors import EVERYWHERE, DemoEditor, editors, editors_text, key_name
from huifang_demo.timeline.mistakes import slipped
from huifang_demo.timeline.plans import plan_changes
from huifang_demo.timeline.rates import RENEWED, SIGNING
from huifang_demo.timeline.records import PersonSheets
from huifang_demo.timeline.words import IMPORTED, SIGNERS, SIGNERS_MORE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from huifang.editing.writing import Raw
    from huifang.policy import Policy
    from huifang_demo.places import DemoDistrict
    from huifang_demo.sheet import Sheet
    from huifang_demo.timeline.branches import Branch
    from huifang_demo.timeline.commit import PastCommit

    PublicKey = Callable[[str], str]  # what a key is made from -> the line that says whose signatures to trust

EDITORS, ALLOWED_SIGNERS = "audit/editors.yml", "audit/allowed_signers"  # where the audit looks for them
HEAD_LINE = "# 示例编辑的签名公钥\n"


@dataclass(slots=True)
class _Sorted:
    """The demonstration's records by what becomes of them."""

    register: dict[str, bytes] = field(default_factory=dict)
    organizations: dict[str, bytes] = field(default_factory=dict)
    people: dict[str, PersonSheets] = field(default_factory=dict)
    plans: list[Sheet] = field(default_factory=list)
    names: dict[str, Raw] = field(default_factory=dict)


def past_commits(
    people: int, seed: int, policy: Policy, policy_files: Mapping[str, bytes], number: int, public: PublicKey
) -> Iterator[PastCommit]:
    """Every commit that leads to the plain demonstration and the audit's own files, parents first.

    `number` is how many editors there are; `public` gives the public key of a key's name.
    """
    where = demo_districts(people)
    found = _sorted(demo_sheets(people, seed, policy), {place.id: place for place in where})
    crew = editors(number, where, Random(seed, "editors"))
    told = _told(found, where, seed)
    branches: list[Branch] = []
    for place in where:
        begins, deeds = _joined(place, told[place.id])
        branches += DistrictWork(place.id, crew, Random(seed, f"desk/{place.id}")).branches(begins, deeds)
    branches += DistrictWork(EVERYWHERE, crew, Random(seed, "desk/office")).branches(
        (), list(_audits(crew, seed, public))
    )
    story = CommitWriter(seed, found.names, Random(seed, "story"))
    yield from story.founded(crew[0], (found.register, policy_files, found.organizations))
    yield from story.told(branches)


def _sorted(sheets: Iterator[Sheet], where: Mapping[str, DemoDistrict]) -> _Sorted:
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
                found.people.setdefault(code, PersonSheets(code, where[below[0]])).sheets.append(sheet)
            case _:
                found.register[sheet.path] = sheet.text.encode()
    return found


def _told(found: _Sorted, where: Sequence[DemoDistrict], seed: int) -> dict[str, list[RecordChangeDraft]]:
    """District -> what was done there, also what went wrong."""
    told: dict[str, list[RecordChangeDraft]] = {place.id: [] for place in where}
    later = []
    entered: dict[str, date] = {}
    for code, person in found.people.items():
        deeds = person.told(Random(seed, f"past/{code}"))
        entered[code] = max(deeds[0].day, person.place.register_from)
        told[person.place.id] += [deed for deed in deeds if deed.day <= person.place.register_from]
        later.append([deed for deed in deeds if deed.day > person.place.register_from])
    slipped(later, list(told), Random(seed, "slips"))
    for deeds in later:
        for deed in deeds:
            told[deed.district].append(deed)
    for sheet in found.plans:
        for deed in plan_changes(sheet, entered, Random(seed, f"past/{sheet.path}")):
            told[deed.district].append(deed)
    return told


def _joined(
    place: DemoDistrict, deeds: Sequence[RecordChangeDraft]
) -> tuple[list[RecordChangeDraft], list[RecordChangeDraft]]:
    """What a district brings with it on the day on which its register begins, as one deed; then all that came later."""
    before = [deed for deed in deeds if deed.day <= place.register_from]
    if not before:
        return [], list(deeds)
    changes = {path: text for deed in before for path, text in deed.changes.items()}
    registers = tuple(code for deed in before for code in deed.registers)
    subject = IMPORTED.format(district=place.name, day=place.register_from)
    joined = RecordChangeDraft(
        place.register_from, place.id, place.id, subject, changes, registers, label=f"{place.id}-import"
    )
    return [joined], [deed for deed in deeds if deed.day > place.register_from]


def _audits(crew: Sequence[DemoEditor], seed: int, public: PublicKey) -> Iterator[RecordChangeDraft]:
    """The audit's own files: who edits where, and the keys that are known so far."""
    before = ""
    for day in (SIGNING, *RENEWED):
        known = [each for each in crew if each.signs(day) and not each.stray]
        signers = HEAD_LINE + "".join(f"{each.mail} {public(key_name(seed, each))}\n" for each in known)
        if day == SIGNING:
            changes: dict[str, str | None] = {EDITORS: editors_text(crew), ALLOWED_SIGNERS: signers}
            yield RecordChangeDraft(day, ALLOWED_SIGNERS, EVERYWHERE, SIGNERS, changes, label="audit")
        elif signers != before:
            yield RecordChangeDraft(
                day, ALLOWED_SIGNERS, EVERYWHERE, SIGNERS_MORE, {ALLOWED_SIGNERS: signers}, label="audit"
            )
        before = signers
