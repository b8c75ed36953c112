"""New records by options: the next free number or name, checked before it is written, never over another file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

from huifang.checks import findings
from huifang.checks.organizations import organization_meant
from huifang.checks.support import did_you_mean
from huifang.editing.files import write_record
from huifang.editing.overlay import NarrowTree, ReplacedTree
from huifang.past.rows import CODES
from huifang.policy import words_of
from huifang.register import Finding, Severity, load
from huifang.register.layout import spot
from huifang.register.meant_values import plainly
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from huifang.policy import Policy
    from huifang.register import FolderTree, Register, Tree
    from huifang.register.models import District
    from huifang.texts import Text, Words

ELSEWHERE = say("`organizations/` and `people/` hold all that there are")
HIGHEST_NUMBER = 999_999
MOST_A_DAY = 9
MARKED = "unconfirmed-value"  # what was filled in has been shown already
PERSON_FOLDER = re.compile(r"people/[^/]+/[^/]+")
CODE_PARTS = re.compile(r"([A-Z]{2,8})-([0-9]{4,6})", re.ASCII)


class RefusedError(Exception):
    """Nothing was written; the sentence says why, the findings where."""

    def __init__(self, message: Text, found: Sequence[Finding] = ()) -> None:
        super().__init__(message.template)
        self.message, self.findings = message, tuple(found)


class UnknownTakenError(RefusedError):
    """Nobody knows which codes are taken, for a file that says so cannot be read."""


@dataclass(frozen=True)
class Workspace:
    """Where new records are made: the register's folders, its policy, the day, and the language of the comments."""

    trees: tuple[FolderTree, ...]
    policy: Policy
    day: date
    words: Words
    ever: Callable[[], tuple[Collection[str], Collection[str]]] = lambda: ((), ())  # codes of the history: given, named
    warned: list[Finding] = field(default_factory=list)  # what is irregular with the new record, and was not before
    notes: list[Text] = field(default_factory=list)

    @cached_property
    def frame(self) -> Register:
        """The register without its people: organisations and settings."""
        return load([NarrowTree(tree) for tree in self.trees], words_of(self.policy))

    @cached_property
    def paths(self) -> tuple[tuple[FolderTree, str], ...]:
        """Every path below `people/` and `restricted/`, with its tree."""
        return tuple((tree, entry.path) for tree in self.trees for entry in tree.entries())

    def with_person(self, code: str) -> Register:
        """The register with one person and what is known of that person."""
        return load([NarrowTree(tree, frozenset([code])) for tree in self.trees], words_of(self.policy))

    def district_of(self, unit: str) -> District:
        """The district of a unit or body; RefusedError, with the nearest one named, where there is none."""
        organizations = self.frame.organizations
        district = organizations.district_of(unit)
        if district is None:
            near, _ = organization_meant(organizations, unit, ELSEWHERE)
            raise RefusedError(say("{message}: {near}", message=say("there is no organization {value}", value=unit),
                                   near=near))  # fmt: skip
        return organizations.districts[district]

    def folder_of(self, code: str) -> tuple[FolderTree, str]:
        """The tree and the folder of a person; RefusedError where nobody has the code."""
        found = {path.split("/")[-1]: (tree, path) for tree, path in self.paths if PERSON_FOLDER.fullmatch(path)}
        if code not in found:
            raise unknown(say("there is no person {value}", value=code), code, found)
        return found[code]

    def tree_of(self, district: str) -> FolderTree:
        """The register that holds a district."""
        return next((tree for tree, path in self.paths if path == f"organizations/{district}.yml"), self.trees[0])

    def next_number(self, district: District, after: int = 0) -> int:
        """One more than the highest number ever given with the prefix, and in no plan: a code is for life.

        `after` is a number that is about to be given.
        """
        given, named = self.ever()
        elsewhere = [*self._numbers(district, given)]
        numbers = [after]
        taken = [*self._numbers(district, named)]
        for tree, path in self.paths:
            if path.startswith(("people/", "restricted/")):
                numbers += self._numbers(district, path.split("/")[2:3])
            elif path.startswith("identities/") and path.endswith(".yml"):
                numbers += self._numbers(district, _codes_in(tree, path))
            elif path.startswith("plans/") and path.endswith(".yml"):
                taken += self._numbers(district, _codes_in(tree, path))
        numbers += self._numbers(district, (each.code for each in self.frame.erasures))
        beyond = max([*elsewhere, 0])
        if beyond > max(numbers):
            code = f"{district.prefix}-{beyond:04d}"
            self.notes.append(say("{code} was given already, on another branch or before; so the next one is taken",
                                  code=code))  # fmt: skip
        return next(each for each in count(max(beyond, *numbers) + 1) if each not in taken)

    @staticmethod
    def _numbers(district: District, texts: Iterable[str]) -> Iterator[int]:
        for text in texts:
            match = CODE_PARTS.match(text)
            if match and match[1] == district.prefix:
                yield int(match[2])

    def refuse_unreadable(self, register: Register, code: str, key: str) -> None:
        """RefusedError, with what is wrong and where, if this key of the person cannot be read."""
        person = register.people.get(code)
        if person is None or {person.path, key}.intersection(person.unread):
            found = findings(register, self.policy, self.day)
            mine = [each for each in found if f"/{code}/" in each.place.path and each.severity is Severity.ERROR]
            raise RefusedError(say("nothing was written: the record of {code} cannot be read", code=code), mine)

    def refuse_double(self, given: Mapping[str, str]) -> None:
        """RefusedError if somebody is registered with these values already: unit, kind, day and document alike."""
        wanted = [f"{key}: {value}".encode() for key, value in given.items()]
        for tree, path in self.paths:
            if path.endswith("/person.md") and all(each in tree.read(path) for each in wanted):
                raise RefusedError(
                    say("{path} has the same {what}; for somebody else add --again", path=f"{tree.name}/{path}",
                        what=tuple(given.values()))
                )  # fmt: skip

    def write(
        self, tree: FolderTree, names: Iterable[str], text_of: Callable[[str], str], codes: Sequence[str]
    ) -> Path:
        """Write the first of the names that is free, if its text has no error; somebody else may take one meanwhile."""
        for name in names:
            if (tree.root / name).exists():
                continue
            content = text_of(name).encode()
            self.refuse_errors(tree, name, content, codes)
            try:
                write_record(tree.root, name, content, new=True)
            except FileExistsError:
                continue
            return tree.root / name
        raise RefusedError(say("every name for this record is taken; nothing was written"))

    def refuse_errors(self, tree: FolderTree, name: str, content: bytes, codes: Sequence[str]) -> None:
        """RefusedError where the new file would have an error."""
        wanted = frozenset([*codes, spot(name).code]) - {""}
        narrow = [NarrowTree(each, wanted) for each in self.trees]
        trees = [ReplacedTree(each, {name: content} if each.tree is tree else {}) for each in narrow]
        path = f"{tree.name}/{name}"
        found = self._findings(trees)
        errors = [each for each in found if each.place.path == path and each.severity is Severity.ERROR]
        if errors:
            raise RefusedError(say("nothing was written: the record would have errors"), errors)
        known = {(each.check, each.place.path) for each in self._findings(narrow)}
        new = [each for each in found if (each.check, each.place.path) not in known]
        self.warned[:] = [each for each in new if each.severity is Severity.WARNING and each.check != MARKED]

    def _findings(self, trees: Sequence[Tree]) -> list[Finding]:
        return list(findings(load(trees, words_of(self.policy)), self.policy, self.day))


def _codes_in(tree: FolderTree, path: str) -> list[str]:
    """The codes in the text of a file; UnknownTakenError where it cannot be read."""
    try:
        return CODES.findall(tree.read(path).decode(errors="replace"))
    except OSError as problem:
        message = say("{path} cannot be read, so nobody knows which codes are taken; "
                      "give yourself the right to read it", path=f"{tree.name}/{path}")  # fmt: skip
        raise UnknownTakenError(message) from problem


def unknown(message: Text, value: str, known: Collection[str]) -> RefusedError:
    """The refusal of a word that nobody knows, with the nearest one."""
    plain = plainly(value).upper().replace("_", "-")
    near = say("did you mean `{value}`?", value=plain) if plain in known else did_you_mean(value, known, ELSEWHERE)
    return RefusedError(say("{message}: {near}", message=message, near=near))


def codes_from(district: District, number: int) -> Iterator[str]:
    """The codes of a district from a number on: four digits, growing to six."""
    for each in range(number, HIGHEST_NUMBER + 1):
        yield f"{district.prefix}-{each:04d}"


def names_of_day(folder: str, day: str, kind: str, *, again: bool) -> Iterator[str]:
    """The file names of a visit or talk on a day: the second ends `-2` and is made only if somebody says so."""
    yield f"{folder}/{day}-{kind}.md"
    if not again:
        raise RefusedError(say("there is a record of {day} already: {path}; for a second one that day add --again",
                               day=day, path=f"{folder}/{day}-{kind}.md"))  # fmt: skip
    for number in range(2, MOST_A_DAY + 1):
        yield f"{folder}/{day}-{kind}-{number}.md"


@dataclass(frozen=True, slots=True)
class Spec:
    """Several values in one option, with colons between: its keys in their order, and how it is written for people."""

    keys: tuple[str, ...]
    form: str
    needed: frozenset[str]

    def parts(self, typed: str) -> dict[str, str]:
        """`name:body:post` cut into its keys; RefusedError where one is too many or one that is needed is absent."""
        parts = [part.strip() for part in re.split("[:：]", typed)]
        found = {key: part for key, part in zip(self.keys, parts, strict=False) if part}
        if len(parts) > len(self.keys) or not self.needed <= found.keys():
            raise RefusedError(say("{value} is not written as {form}", value=typed, form=say(self.form)))
        return found
