"""From trees of files to a Register, in one pass: every file is opened once."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from pydantic import TypeAdapter

from huifang.register.finding import Place, error
from huifang.register.layout import CLOSED, Kind, Spot, spot
from huifang.register.models import OrganizationFile, Person, Plan, RegisterFile, Restricted, Talk, Visit
from huifang.register.reading import Reading, WordLists, read
from huifang.register.register import NameFile, Records, Register
from huifang.register.salvage import person_defaults, salvage, talk_defaults
from huifang.register.scalars import CODE, Code, Line
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from huifang.register.tree import Entry, Tree



Shape = TypeVar("Shape")
Progress = Callable[[int, int], None]
LARGEST_FILE = 1 << 20
EVERY = 500  # files between two reports of progress
PERSON, VISIT, TALK = TypeAdapter(Person), TypeAdapter(Visit), TypeAdapter(Talk)
PLAN, ORGANIZATIONS, RESTRICTED = TypeAdapter(Plan), TypeAdapter(OrganizationFile), TypeAdapter(Restricted)
IDENTITIES: TypeAdapter[dict[str, str]] = TypeAdapter(dict[Code, Line])
REGISTER = TypeAdapter(RegisterFile)


def load(trees: Sequence[Tree], words: WordLists, progress: Progress | None = None) -> Register:
    """Load every record of the trees; `words` are the enumerations of the vocabulary."""
    records = Records()
    collecting = gc.isenabled()
    gc.disable()  # nothing here makes circles, and collecting costs a third of the time
    try:
        for tree in trees:
            _Loader(tree, words, records, progress).load()
    finally:
        if collecting:
            gc.enable()
    return Register(trees, records)


class _Loader:
    """Reads one tree into the records."""

    def __init__(self, tree: Tree, words: WordLists, records: Records, progress: Progress | None) -> None:
        self.tree, self.words, self.records, self.progress = tree, words, records, progress
        self.readers: dict[Kind, Callable[[str, Spot, bytes], None]] = {
            Kind.REGISTER: self._register,
            Kind.ORGANIZATIONS: self._organizations,
            Kind.PERSON: self._person,
            Kind.VISIT: self._visit,
            Kind.TALK: self._talk,
            Kind.PLAN: self._plan,
            Kind.IDENTITIES: self._identities,
            Kind.RESTRICTED: self._restricted,
        }

    def load(self) -> None:
        entries = list(self.tree.entries())
        self.records.entries += entries
        for number, entry in enumerate(entries):
            if self.progress and number % EVERY == 0:
                self.progress(number, len(entries))
            self._entry(entry)
        self._people_without_file()

    def _entry(self, entry: Entry) -> None:
        found = spot(entry.path)
        path = f"{self.tree.name}/{entry.path}"
        if entry.kind == "folder":
            self._folder(entry.path, path)
            return
        ours = entry.path.split("/", 1)[0] in CLOSED or found.kind in self.readers
        if ours and entry.kind != "file":
            message = say("this is a link or a device, not a file") if entry.kind == "link" else say("not a plain file")
            self._problem("not-a-file", path, message, say("put the file itself here"))
        elif found.kind is Kind.UNKNOWN:
            message = say("no record has a name like this")
            fix = say("person.md, 2026-03-20-visit.md, 2026-03-05-talk.md; other folders hold .yml files by their rule")
            self._problem("unknown-file", path, message, fix)
        elif ours and entry.size > LARGEST_FILE:
            message = say("the file is larger than 1 MiB and was not opened")
            self._problem("too-large", path, message, say("move what is not a record elsewhere"))
            self.records.unread[path] = ()
        elif found.kind in self.readers:
            self._read(entry, found, path)

    def _read(self, entry: Entry, found: Spot, path: str) -> None:
        try:
            raw = self.tree.read(entry.path)
        except OSError as problem:
            message = say("the file cannot be read: {reason}", reason=problem.strerror or str(problem))
            self._problem("unreadable-file", path, message, say("give yourself the right to read it"))
            self.records.unread[path] = ()
            if found.kind is Kind.PERSON:
                self._salvaged_person(path, found, Reading())
            return
        self.readers[found.kind](path, found, raw)

    def _folder(self, inside: str, path: str) -> None:
        parts = inside.split("/")
        if parts[0] != "people":
            return
        if len(parts) == 3:  # noqa: PLR2004 - people/<district>/<CODE>
            if CODE.fullmatch(parts[2]):
                self.records.folders.setdefault(parts[2], path)
            else:
                message = say("the folder {name} is not named by a code", name=parts[2])
                self._problem("folder-name", path, message, say("name it like JA-0007"))

    def _people_without_file(self) -> None:
        unread = {path.rsplit("/", 1)[0] for path in self.records.unread}
        for code, path in self.records.folders.items():
            if code not in self.records.people and path not in unread and path.startswith(f"{self.tree.name}/"):
                message = say("the folder of {code} holds no person.md", code=code)
                fix = say("add person.md: `huifang new person`, or remove the folder")
                self._problem("missing-person-file", path, message, fix)
                self._salvaged_person(f"{path}/person.md", Spot(Kind.PERSON, code), Reading())

    def _problem(self, check: str, path: str, message: Text, fix: Text) -> None:
        self.records.findings.append(error(Place(path), message, fix=fix, check=check))

    def _take(self, path: str, reading: Reading[Shape]) -> Shape | None:
        self.records.findings += reading.findings
        if reading.value is None:
            self.records.unread[path] = tuple(str(key[0]) for key in reading.errors if key)
        return reading.value

    def _register(self, path: str, _found: Spot, raw: bytes) -> None:
        if (value := self._take(path, read(REGISTER, path, raw, self.words, markdown=False))) is not None:
            value.read_from(path)
            self.records.registers.append(value)

    def _organizations(self, path: str, _found: Spot, raw: bytes) -> None:
        reading = read(ORGANIZATIONS, path, raw, self.words, markdown=False)
        value = self._take(path, reading)
        if value is None and reading.errors:
            value, _ = salvage(ORGANIZATIONS, reading.data, reading.errors, self.words, {})
        if value is not None:
            value.read_from(path)
            self.records.organization_files.append(value)

    def _person(self, path: str, found: Spot, raw: bytes) -> None:
        reading = read(PERSON, path, raw, self.words, markdown=True)
        person = self._take(path, reading)
        if person is None:
            self._salvaged_person(path, found, reading)
            return
        person.read_from(path)
        self._keep(found.code, person, reading.body)

    def _salvaged_person(self, path: str, found: Spot, reading: Reading[Person]) -> None:
        defaults = person_defaults(found.code, self.words)
        person, unread = salvage(PERSON, reading.data, reading.errors, self.words, defaults)
        if person is not None:
            person.read_from(path, unread or (path,))
            self._keep(found.code, person, reading.body)

    def _keep(self, code: str, person: Person, body: str) -> None:
        person.plan_text(body)
        if code in self.records.people:
            message = say("{code} has a record already: {path}", code=code, path=self.records.people[code].path)
            self._problem("duplicate-code", person.path, message, say("give one of the two another code"))
        else:
            self.records.people[code] = person

    def _visit(self, path: str, found: Spot, raw: bytes) -> None:
        reading = read(VISIT, path, raw, self.words, markdown=True)
        visit = self._take(path, reading)
        unread: tuple[str, ...] = ()
        if visit is None and reading.errors:
            visit, unread = salvage(VISIT, reading.data, reading.errors, self.words, {})
        if visit is not None:
            visit.read_from(path, unread)
            visit.about(found.code, reading.body)
            self.records.visits.setdefault(found.code, []).append(visit)

    def _talk(self, path: str, found: Spot, raw: bytes) -> None:
        reading = read(TALK, path, raw, self.words, markdown=True)
        talk = self._take(path, reading)
        unread: tuple[str, ...] = ()
        if talk is None:  # its day is in the file's name: nobody is told that the talk was not held
            talk, unread = salvage(TALK, reading.data, reading.errors, self.words, talk_defaults(found.day))
        if talk is not None:
            talk.read_from(path, unread)
            talk.about(found.code, reading.body)
            self.records.talks.setdefault(found.code, []).append(talk)

    def _plan(self, path: str, _found: Spot, raw: bytes) -> None:
        reading = read(PLAN, path, raw, self.words, markdown=False)
        plan = self._take(path, reading)
        unread: tuple[str, ...] = ()
        if plan is None and reading.errors:
            plan, unread = salvage(PLAN, reading.data, reading.errors, self.words, {})
        if plan is not None:
            plan.read_from(path, unread)
            self.records.plans.append(plan)

    def _identities(self, path: str, _found: Spot, raw: bytes) -> None:
        if (names := self._take(path, read(IDENTITIES, path, raw, self.words, markdown=False))) is not None:
            self.records.names.append(NameFile(path, names))

    def _restricted(self, path: str, found: Spot, raw: bytes) -> None:
        reading = read(RESTRICTED, path, raw, self.words, markdown=False)
        value = self._take(path, reading)
        unread: tuple[str, ...] = ()
        if value is None:
            value, unread = salvage(RESTRICTED, reading.data, reading.errors, self.words, {})
        if value is not None:
            value.read_from(path, unread or ((path,) if reading.findings else ()))
            self.records.restricted[found.code] = value


def settings_of(tree: Tree) -> RegisterFile:
    """`register.yml` alone, read before all else because its settings change the policy; empty where it is absent."""
    try:
        raw = tree.read("register.yml")
    except OSError:
        return RegisterFile()
    return read(REGISTER, f"{tree.name}/register.yml", raw, {}, markdown=False).value or RegisterFile()
