"""The dialogue for a new record: a question for each option not given, answers of the last record as defaults."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from huifang.checks.fields import steps_to
from huifang.editing.new import RefusedError
from huifang.editing.questions import Question, ask, body_meant, judge, judge_body, keys_of, takes_many, words_at
from huifang.editing.records import assumed_values
from huifang.register.layout import Kind
from huifang.register.models import Measure, Person, Plan, Talk, Visit
from huifang.register.scalars import read_organization
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pydantic import BaseModel

    from huifang.editing.new import Workspace
    from huifang.register.finding import Key
    from huifang.texts import Text

RECORDS: Mapping[str, tuple[Kind, type[BaseModel]]] = {
    "person": (Kind.PERSON, Person), "visit": (Kind.VISIT, Visit), "talk": (Kind.TALK, Talk), "plan": (Kind.PLAN, Plan),
}  # fmt: skip
NEVER = ("again", "text", "records", "lang", "help", "district")  # what is not part of the record, or long
KEPT = ("date", "body", "helper", "helpers", "visitors", "topics", "methods", "place")  # no fact about a person
YES = ("y", "yes", "是")
SUGGESTED, LAST = say("assumed"), say("as last time")
ANOTHER = N_("another one, with the same answers where nothing is typed? y: yes")
Answers = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class AskedOption:
    """An option that may be asked for: named by the key that it fills, shown as it is typed."""

    name: str
    label: str
    help: str
    needed: bool
    many: bool
    yes_no: bool


class Asking:
    """One dialogue: questions for a kind of record; `last` are the answers that a series shares."""

    def __init__(self, kind: str, desk: Workspace, line: Callable[[str], str], last: Answers) -> None:
        self.name, self.desk, self.line, self.last = kind, desk, line, last
        self.kind, self.model = RECORDS[kind]
        self.keys: dict[str, Key] = dict(reversed(list(keys_of(self.model, ("measures",)))))

    def answered(self, options: Iterable[AskedOption], given: Answers) -> Answers:
        """What was given, with an answer to everything else that the record may hold; KeyboardInterrupt at the end."""
        found = dict(given)
        for each in options:
            if each.name in NEVER or found.get(each.name):
                continue
            answers = self._asked(each, found)
            if answers:
                found[each.name] = answers
        self.last = {name: values for name, values in found.items() if name in KEPT}
        return found

    def another(self) -> bool:
        """Whether a next record of the series is wanted; the end of the input says no."""
        try:
            return self.line(f"{self.desk.words.plain(ANOTHER)} > ").strip().lower() in YES
        except KeyboardInterrupt:
            return False

    def _asked(self, each: AskedOption, found: Answers) -> tuple[str, ...]:
        key = self._key(each)
        bodies = key is not None and self._is_body(key)
        question = self._question(each, key, found)
        judged = partial(self._judged, name=each.name, key=key, bodies=bodies)
        meant = partial(body_meant, self.desk.frame) if bodies or each.name == "body" else str
        answers = ask(question, self.line, self.desk.words, judged, meant)
        return answers or (question.default if question.told is LAST else ())

    def _question(self, each: AskedOption, key: Key | None, found: Answers) -> Question:
        words: tuple[tuple[str, Text | str], ...] = ()
        if key is not None:
            model, last = (Measure, str(key[-1])) if key[0] == "measures" else (self.model, str(key[0]))
            words = words_at(model, last, self.desk, self.desk.words.lang)
        if each.yes_no:
            words = (("true", say("yes")), ("false", say("no")))
        default, told = self.last.get(each.name, ()), LAST
        if not default and (value := self._assumed(found).get(each.name)):
            default, told = (value,), SUGGESTED
        text = say("{flag}: {help}", flag=each.label, help=each.help)
        return Question(text, words, default, told if default else None, many=each.many, needed=each.needed)

    def _assumed(self, found: Answers) -> Mapping[str, str]:
        with suppress(RefusedError):
            return assumed_values(self.desk, self.name, {name: values[0] for name, values in found.items()})
        return {}

    def _key(self, each: AskedOption) -> Key | None:
        """The place in the record that an option fills; None for an entry that is typed in a form of its own."""
        if each.many and each.name in self.keys and not takes_many(self.model, each.name):
            return None
        return self.keys.get(each.name)

    def _is_body(self, key: Key) -> bool:
        names = tuple("*" if isinstance(part, int) else part for part in key)
        return names in {tuple(step[0] for step in steps) for steps in steps_to(self.model, read_organization)}

    def _judged(self, typed: str, *, name: str, key: Key | None, bodies: bool) -> Text | None:
        if bodies:
            return judge_body(self.desk.frame, typed)
        if name == "code" and self.name != "person":
            try:
                self.desk.folder_of(typed)
            except RefusedError as refused:
                return refused.message
            return None
        return None if key is None else judge(self.kind, key, typed, self.desk)
