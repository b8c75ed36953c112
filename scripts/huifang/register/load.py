"""From trees of files to a Register, in one pass: every file is opened once."""

from __future__ import annotations

import copy
import gc
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, TypeAdapter

from huifang.register.finding import Place, error
from huifang.register.layout import CLOSED, RECORDS, Kind, Spot, code_in_name, name_meant, spot
from huifang.register.leftovers import left_behind
from huifang.register.models import (
    CheckedFile,
    OrganizationFile,
    Person,
    Plan,
    Record,
    RegisterFile,
    Restricted,
    Talk,
    Visit,
)
from huifang.register.reading import FileReading, WordLists, invisible_in_yaml, read
from huifang.register.register import NameFile, Records, Register
from huifang.register.salvage import defaults_of, salvage
from huifang.register.scalars import CODE, ORGANIZATION, Code, Line
from huifang.register.strangers import strangers
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from huifang.register.tree import Tree, TreeEntry

Progress = Callable[[int, int], None]
NO_MODES: Mapping[str, str] = {}
LARGEST_FILE = 1 << 20
OTHERS = re.compile(r"(?:policy|audit)/.+\.yml")  # what is neither a record nor free of use
EVERY = 500  # files between two reports of progress
DISTRICT_DEPTH, PERSON_DEPTH = 2, 3  # people/<district>/<CODE>


class Shape(NamedTuple):
    """How a kind of file is read; `always`: where nothing can be read, its name alone still says something."""

    adapter: TypeAdapter[Any]
    markdown: bool = False
    always: bool = False


IDENTITIES: TypeAdapter[dict[str, str]] = TypeAdapter(dict[Code, Line])
SHAPES: Mapping[Kind, Shape] = {
    Kind.REGISTER: Shape(TypeAdapter(RegisterFile)),
    Kind.CHECKED: Shape(TypeAdapter(CheckedFile)),
    Kind.ORGANIZATIONS: Shape(TypeAdapter(OrganizationFile)),
    Kind.PERSON: Shape(TypeAdapter(Person), markdown=True, always=True),
    Kind.VISIT: Shape(TypeAdapter(Visit), markdown=True),
    Kind.TALK: Shape(TypeAdapter(Talk), markdown=True, always=True),  # nobody is told that it was not held
    Kind.PLAN: Shape(TypeAdapter(Plan), always=True),
    Kind.IDENTITIES: Shape(IDENTITIES),
    Kind.RESTRICTED: Shape(TypeAdapter(Restricted), always=True),
}


class Earlier:
    """What was read already: revisions of one register share most of their files."""

    def __init__(self, *, keep: bool = True) -> None:
        self._keep = keep
        self._words: WordLists = {}
        self._kept: dict[tuple[str, str], FileReading[Any]] = {}

    def read(self, shape: Shape, path: str, entry: TreeEntry, tree: Tree, words: WordLists) -> FileReading[Any]:
        """The reading of a file, its record a copy that nobody else holds; OSError where it cannot be read."""
        if words is not self._words and words != self._words:
            self._words, self._kept = words, {}
        key, keep = (path, entry.mark), self._keep and entry.mark
        if key not in self._kept:
            reading = read(shape.adapter, path, tree.read(entry.path), words, markdown=shape.markdown)
            if not keep:
                return reading
            self._kept[key] = reading
        kept = copy.copy(self._kept[key])
        if isinstance(kept.value, BaseModel):
            kept.value = kept.value.model_copy()
        return kept


def load(  # noqa: PLR0913 - what is known of the trees beside their files, each by its name
    trees: Sequence[Tree],
    words: WordLists,
    progress: Progress | None = None,
    *,
    tracked: Sequence[str] = (),
    modes: Mapping[str, str] = NO_MODES,
    alone: bool = False,
    earlier: Earlier | None = None,
) -> Register:
    """Load every record of the trees; `words` are the enumerations of the vocabulary.

    `tracked` are files of `identities/` and `restricted/` that the common repository holds; they should be none.
    `modes` are git's of everything that it tracks, `alone` whether the register is the whole repository.
    `earlier` keeps what was read for the next revision.
    """
    records = Records(tracked=list(tracked))
    collecting = gc.isenabled()
    gc.disable()  # nothing here makes circles, and collecting costs a third of the time
    try:
        for tree in trees:
            loader = _Loader(tree, words, records, progress, earlier or Earlier(keep=False))
            records.strangers += strangers(loader.load(), tree.name, modes, alone=alone)
    finally:
        if collecting:
            gc.enable()
    return Register(trees, records)


def settings_of(tree: Tree) -> RegisterFile:
    """`register.yml` alone, which policy needs before records are read; the defaults where it is absent or broken."""
    path, adapter = "register.yml", SHAPES[Kind.REGISTER].adapter
    try:
        reading = read(adapter, f"{tree.name}/{path}", tree.read(path), {}, markdown=False)
    except OSError:
        return RegisterFile()
    value = reading.value or salvage(adapter, reading.data, reading.errors, {}, {})[0]
    return value if isinstance(value, RegisterFile) else RegisterFile()


class _Loader:
    """Reads one tree into the records."""

    def __init__(
        self, tree: Tree, words: WordLists, records: Records, progress: Progress | None, earlier: Earlier
    ) -> None:
        self.tree, self.words, self.records, self.progress = tree, words, records, progress
        self.earlier = earlier
        self.name = tree.name
        self.folders: dict[str, str] = {}  # code -> path of the person's folder in this tree

    def load(self) -> Sequence[TreeEntry]:
        """Every entry of the tree: each is read, or has a finding."""
        entries = list(self.tree.entries())
        self.records.entries += entries
        for number, entry in enumerate(entries):
            if self.progress and number % EVERY == 0:
                self.progress(number, len(entries))
            self._entry(entry, f"{self.name}/{entry.path}")
        if self.progress:
            self.progress(len(entries), len(entries))
        self._people_without_file()
        return entries

    def _entry(self, entry: TreeEntry, path: str) -> None:
        found = spot(entry.path)
        if entry.path.endswith("/.git"):
            return  # told as what it is: see `strangers`
        if found.kind is Kind.LEFTOVER:
            self.records.findings += left_behind(entry.path, path)
        elif entry.kind == "folder" and found.kind not in SHAPES:
            self._folder(entry.path, path, found)
        elif entry.kind == "unreadable":
            self._folder(entry.path, path, found)
            self._problem("unreadable-file", path, say("it cannot be looked into"), RIGHT_TO_READ)
            self._unopened(found, path)
        elif entry.kind != "file" and (found.kind in SHAPES or _is_ours(entry.path)):
            self._problem("not-a-file", path, NOT_A_FILE[entry.kind], say("put the file itself here"))
            self._unopened(found, path)
        elif found.kind is Kind.UNKNOWN:
            self._problem("unknown-file", path, say("no record has a name like this"), name_meant(found))
        elif entry.size > LARGEST_FILE and found.kind in SHAPES:
            message = say("the file is larger than 1 MiB and was not opened")
            self._problem("too-large", path, message, say("move what is not a record elsewhere"))
            self._unopened(found, path)
        elif found.kind in SHAPES:
            self._read(entry, found, path)
        elif OTHERS.fullmatch(entry.path) and entry.kind == "file" and entry.size <= LARGEST_FILE:
            self._look_through(entry.path, path)

    def _look_through(self, inside: str, path: str) -> None:
        """A file whose data others read; they report what else is wrong with it."""
        try:
            self.records.findings += invisible_in_yaml(path, self.tree.read(inside))
        except OSError:
            return

    def _read(self, entry: TreeEntry, found: Spot, path: str) -> None:
        try:
            reading = self.earlier.read(SHAPES[found.kind], path, entry, self.tree, self.words)
        except OSError as problem:
            message = say("the file cannot be read: {reason}", reason=problem.strerror or str(problem))
            self._problem("unreadable-file", path, message, RIGHT_TO_READ)
            self._unopened(found, path)
            return
        self.records.findings += reading.findings
        self.records.remarks += reading.remarks
        if reading.value is not None:
            self._keep(found, path, reading.value, reading, ())
        else:
            self._salvaged(found, path, reading)

    def _unopened(self, found: Spot, path: str) -> None:
        self.records.unread[path] = ()
        if found.kind in SHAPES:
            self._salvaged(found, path, FileReading())

    def _salvaged(self, found: Spot, path: str, reading: FileReading[Any]) -> None:
        self.records.unread[path] = tuple(str(key[0]) for key in reading.errors if key)
        shape = SHAPES[found.kind]
        if reading.errors or shape.always:
            defaults = defaults_of(found, self.words)
            value, unread = salvage(shape.adapter, reading.data, reading.errors, self.words, defaults)
            if value is not None:
                self._keep(found, path, value, reading, unread or (path,))

    def _keep(self, found: Spot, path: str, value: object, reading: FileReading[Any], unread: tuple[str, ...]) -> None:
        """Put one record in its place."""
        records = self.records
        if isinstance(value, Record):
            value.read_from(path, unread)
        match value:
            case Person():
                value.plan_text(reading.body, reading.body_line)
                self._once(records.people, found.code, value)
            case Visit():
                value.about(found.code, reading.body, reading.body_line)
                records.visits.setdefault(found.code, []).append(value)
            case Talk():
                value.about(found.code, reading.body, reading.body_line)
                records.talks.setdefault(found.code, []).append(value)
            case Restricted():
                self._once(records.restricted, found.code, value)
            case _:
                self._keep_other(path, value)

    def _keep_other(self, path: str, value: object) -> None:
        """Put a file that is about no single person in its place."""
        records = self.records
        match value:
            case Plan():
                records.plans.append(value)
            case OrganizationFile():
                records.organization_files.append(value)
            case RegisterFile():
                records.registers.append(value)
            case CheckedFile():
                records.checked.append(value)
            case dict():
                records.names.append(NameFile(path, value))

    def _once(self, kept: dict[str, Any], code: str, value: Person | Restricted) -> None:
        """Keep the first record of a code; a second one says more than is kept, so the first counts as half read."""
        if (first := kept.setdefault(code, value)) is not value:
            message = say("{code} has a record already: {path}", code=code, path=first.path)
            self._problem("duplicate-code", value.path, message, say("give one of the two another code"))
            first.read_from(first.path, (*first.unread, first.path, value.path))

    def _folder(self, inside: str, path: str, found: Spot) -> None:
        parts = inside.split("/")
        if len(parts) == 1 and found.kind is Kind.UNKNOWN and found.meant:
            self._problem("folder-name", path, say("no folder of a register has this name"), name_meant(found))
        elif parts[0] == "people" and len(parts) == DISTRICT_DEPTH and not ORGANIZATION.fullmatch(parts[1]):
            message = say("the folder {name} is not named by a district", name=parts[1])
            self._problem("folder-name", path, message, say("name it by the id of the district, for example ja"))
        elif parts[0] == "people" and len(parts) == PERSON_DEPTH:
            if code := code_in_name(parts[2]):
                self.folders.setdefault(code, path)
                self.records.folders.setdefault(code, path)
            if not CODE.fullmatch(parts[2]):
                message = say("the folder {name} is not named by a code", name=parts[2])
                fix = say("name it {code}", code=code) if code else say("name it like JA-0007")
                self._problem("folder-name", path, message, fix)

    def _people_without_file(self) -> None:
        for code, path in self.folders.items():
            if code not in self.records.people:
                if path not in self.records.unread:
                    message = say("the folder of {code} holds no person.md", code=code)
                    self._problem("missing-person-file", path, message, NO_PERSON)
                self._unopened(Spot(Kind.PERSON, code), f"{path}/person.md")

    def _problem(self, check: str, path: str, message: Text, fix: Text) -> None:
        self.records.findings.append(error(Place(path), message, fix=fix, check=check))


RIGHT_TO_READ = say("give yourself the right to read it")
NO_PERSON = say("put the person.md of this code back from Git, or remove the folder")
NOT_A_FILE: Mapping[str, Text] = {
    "link": say("this is a link, not a file"),
    "device": say("this is a device or a pipe, not a file"),
    "folder": say("a folder stands where a file belongs"),
}


def _is_ours(path: str) -> bool:
    """Whether nothing but files may stand there: the folders of records themselves, and all in the closed ones."""
    return path.split("/", 1)[0] in CLOSED or (path in RECORDS and path != "policy")  # policy is read by itself
