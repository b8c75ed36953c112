"""The register: every record, loaded once, with its indexes; it answers questions and never changes."""

from __future__ import annotations

import copy
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from huifang.register.cleared import Cleared
from huifang.register.erasures import read_erasures
from huifang.register.layout import path_parts
from huifang.register.models import RegisterFile
from huifang.register.organizations import Organizations
from huifang.register.reading import NO_MARKS, mark_of, with_position

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from huifang.register.erasures import Erasure
    from huifang.register.finding import Finding, Key
    from huifang.register.models import Checked, CheckedFile, OrganizationFile, Person, Plan, Restricted, Talk, Visit
    from huifang.register.remarks import Remark
    from huifang.register.strangers import Stranger
    from huifang.register.tree import Tree, TreeEntry
    from huifang.register.yamltext import Position


Each = TypeVar("Each", "Visit", "Talk")


@dataclass(frozen=True, slots=True)
class NameFile:
    """`identities/<district>.yml`: code -> name."""

    path: str
    names: Mapping[str, str]


@dataclass(slots=True)
class Records:
    """What the loader gathers, file by file."""

    registers: list[RegisterFile] = field(default_factory=list)
    organization_files: list[OrganizationFile] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    visits: dict[str, list[Visit]] = field(default_factory=dict)
    talks: dict[str, list[Talk]] = field(default_factory=dict)
    plans: list[Plan] = field(default_factory=list)
    checked: list[CheckedFile] = field(default_factory=list)
    names: list[NameFile] = field(default_factory=list)
    restricted: dict[str, Restricted] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    unread: dict[str, tuple[str, ...]] = field(default_factory=dict)  # path -> keys; () is the whole file
    folders: dict[str, str] = field(default_factory=dict)  # code -> path of the person's folder
    entries: list[TreeEntry] = field(default_factory=list)
    tracked: list[str] = field(default_factory=list)  # files of identities/ and restricted/ in the common repository
    strangers: list[Stranger] = field(default_factory=list)


class Register:
    """All records of one or several registers.

    `findings` are those of reading alone; the checks add theirs. Maps are by the person's code.
    """

    def __init__(self, trees: Sequence[Tree], records: Records) -> None:
        self._trees = tuple(trees)
        self.files = tuple(records.registers)  # `register.yml` of each
        self.settings = settings_together(records.registers, len(self._trees))
        self.organizations = Organizations(records.organization_files, complete=not _lost(records, "organizations"))
        self.people: Mapping[str, Person] = dict(sorted(records.people.items()))
        self.visits: Mapping[str, tuple[Visit, ...]] = _sorted(records.visits)
        self.talks: Mapping[str, tuple[Talk, ...]] = _sorted(records.talks)
        self.plans: tuple[Plan, ...] = tuple(sorted(records.plans, key=lambda plan: plan.path))
        self.checked_files: tuple[CheckedFile, ...] = tuple(records.checked)
        self.name_files: tuple[NameFile, ...] = tuple(records.names)
        self.restricted: Mapping[str, Restricted] = records.restricted
        self.findings: tuple[Finding, ...] = tuple(records.findings)
        self.remarks: tuple[Remark, ...] = tuple(records.remarks)
        self.unread: Mapping[str, tuple[str, ...]] = records.unread
        self.folders: Mapping[str, str] = records.folders
        self.tracked: tuple[str, ...] = tuple(records.tracked)
        self.strangers: tuple[Stranger, ...] = tuple(records.strangers)
        self.has_identities = bool(records.names)
        self.has_restricted = any(entry.path.startswith("restricted/") for entry in records.entries)
        self.cleared = Cleared()
        self._marks: dict[str, Mapping[Key, Position]] = {}

    def person_of(self, path: str) -> Person | None:
        """Whose file a path of the register is; None for nobody's."""
        return next((self.people[part] for part in path_parts(path) if part in self.people), None)

    def heeding(self, cleared: Cleared) -> Register:
        """The same records, in which what was taken back later counts for nothing on any day (rules part 7)."""
        other = copy.copy(self)
        other.cleared = cleared
        return other

    @property
    def root(self) -> str:
        """The folder's name of the first register, which holds the policy."""
        return self._trees[0].name if self._trees else "records"

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Code -> name, as far as `identities/` is present."""
        return {code: name for file in self.name_files for code, name in file.names.items()}

    @property
    def checks(self) -> tuple[Checked, ...]:
        """The versions of rules that the office compared with the texts, as recorded."""
        return tuple(each for file in self.checked_files for each in file.checked)

    @cached_property
    def erasures(self) -> tuple[Erasure, ...]:
        """Whose name was taken from the code, as recorded; what cannot be read is reported by the audit."""
        return tuple(each for tree in self._trees for each in _erasures(tree))

    @property
    def sample(self) -> bool:
        """Whether this is the fictional demonstration; every surface says so."""
        return self.settings.sample

    def everything(self) -> Iterable[Person | Visit | Talk | Plan | Restricted | OrganizationFile]:
        """Every record that could be read, in no order."""
        yield from self.organizations.files
        yield from self.people.values()
        for visits in self.visits.values():
            yield from visits
        for talks in self.talks.values():
            yield from talks
        yield from self.plans
        yield from self.restricted.values()

    def located(self, finding: Finding) -> Finding:
        """The finding with line and column, read again from the file."""
        place, edit = finding.place, finding.edit
        if not (place.key and place.line is None) and (edit is None or edit.start is not None):
            return finding
        marks = self._marks.get(place.path)
        if marks is None:
            marks = self._marks[place.path] = self._read_marks(place.path)
        return with_position(finding, marks)

    def _read_marks(self, path: str) -> Mapping[Key, Position]:
        raw = self.bytes_of(path)
        return NO_MARKS if raw is None else mark_of(raw, markdown=path.endswith(".md"))

    def bytes_of(self, path: str) -> bytes | None:
        """A file as it is, from the register that holds it; several may stand in folders of the same name."""
        name, _, inside = path.partition("/")
        for tree in self._trees:
            if tree.name == name:
                with suppress(OSError):
                    return tree.read(inside)
        return None


def settings_together(files: Sequence[RegisterFile], registers: int) -> RegisterFile:
    """What holds for all registers: their settings are one; any sample makes a sample, a day only where all have it."""
    if registers == 1 or not files:
        return files[0] if files else RegisterFile()
    days = {each.sample_day for each in files} if len(files) == registers else {None}
    common = {"sample": any(each.sample for each in files), "sample_day": days.pop() if len(days) == 1 else None}
    return files[0].model_copy(update=common)


def _erasures(tree: Tree) -> tuple[Erasure, ...]:
    try:
        _, reading = read_erasures(tree)
    except OSError:
        return ()
    return reading.value.erasures if reading and reading.value else ()


def _sorted(found: Mapping[str, list[Each]]) -> Mapping[str, tuple[Each, ...]]:
    return {code: tuple(sorted(each, key=lambda one: (one.date, one.path))) for code, each in found.items()}


def _lost(records: Records, folder: str) -> bool:
    return any(path.split("/")[1] == folder for path in records.unread)
