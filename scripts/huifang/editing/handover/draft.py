"""A handover as it is worked out: the files that it changes and why, and whether the register would be sound."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from huifang.checks import findings
from huifang.checks.organizations import organization_meant
from huifang.editing.changes import ChangedFiles
from huifang.editing.inplace import changed_value, longer_list
from huifang.editing.judged import new_warnings
from huifang.editing.new import ELSEWHERE, RefusedError
from huifang.policy import words_of
from huifang.register import load
from huifang.register.layout import Kind, spot
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from pydantic import BaseModel

    from huifang.editing.writing import Raw
    from huifang.policy import Policy
    from huifang.register import Finding, Register
    from huifang.register.finding import Key
    from huifang.register.models import Person
    from huifang.texts import Text, Words


@dataclass
class HandoverDraft(ChangedFiles):
    """A register as it lies there, its files as they would be, why each changes, and notes for who asked."""

    policy: Policy
    day: date
    why: dict[str, list[Text]] = field(default_factory=dict)
    notes: list[Text] = field(default_factory=list)

    @cached_property
    def register(self) -> Register:
        """The register as it lies there."""
        return load(self.trees, words_of(self.policy))

    def put(self, path: str, key: Key, value: Raw, model: type[BaseModel]) -> None:
        """Give a key of a file another value; `model` is that of the mapping in which the key stands."""
        self.after[path] = changed_value(path, self.as_changed(path), key, value, _order(model))

    def add(self, path: str, name: str, entry: Mapping[str, Raw], model: type[BaseModel]) -> None:
        """Put an entry at the end of a list of a file."""
        self.after[path] = longer_list(path, self.as_changed(path), name, entry, _order(model))

    def tell(self, path: str, why: Text) -> None:
        """Say why a file changes."""
        self.why.setdefault(path, []).append(why)

    def diff(self, words: Words) -> str:
        """Every change, a person a part: why, then the lines as `git diff` shows them."""
        return "".join(line for path in self.paths for line in self._part(path, words))

    def _part(self, path: str, words: Words) -> Iterator[str]:
        yield from (f"# {words(why)}\n" for why in self.why.get(path, ()))
        yield from self.diff_of(path)
        yield "\n"

    def judged(self) -> list[Finding]:
        """The warnings that are new; RefusedError, with the errors, where a new one of those would stand there."""
        before = findings(self.register, self.policy, self.day)
        return new_warnings(before, findings(load(self.would_be(), words_of(self.policy)), self.policy, self.day))

    def body(self, typed: str) -> str:
        """An id of a body or unit; RefusedError, with the one that is meant, where there is none."""
        known = self.register.organizations
        if typed not in known:
            near, _ = organization_meant(known, typed, ELSEWHERE)
            raise RefusedError(say("{message}: {near}", message=say("there is no organization {value}", value=typed),
                                   near=near))  # fmt: skip
        return typed

    def open_body(self, typed: str, day: date) -> str:
        """An id of a body that is not closed on a day; RefusedError otherwise."""
        closed = self.register.organizations.by_id[self.body(typed)].closed_on
        if closed is not None and closed < day:
            raise RefusedError(say("{unit} was closed on {day}", unit=typed, day=closed))
        return typed

    def refuse_unread(self, person: Person, *keys: str) -> None:
        """RefusedError where one of these keys of a person cannot be read."""
        if any(each == person.path or each.split("[")[0].split(".")[0] in keys for each in person.unread):
            raise RefusedError(say("{path} cannot be read; mend it first", path=person.path))

    def tell_unread(self) -> None:
        """Say which records of people cannot be read, and so stay as they are."""
        unread = [path for path in sorted(self.register.unread) if spot(path.partition("/")[2]).kind is Kind.PERSON]
        if unread:
            self.notes.append(say("cannot be read, so left as it is: {paths}", paths=tuple(unread)))


def _order(model: type[BaseModel]) -> Sequence[str]:
    """The keys of a mapping in the order of the format."""
    return [each.alias or name for name, each in model.model_fields.items()]


def codes(found: Iterable[Person]) -> tuple[str, ...]:
    """The codes of some people, in order."""
    return tuple(sorted(person.path.split("/")[-2] for person in found))
