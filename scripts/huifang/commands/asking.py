"""Asking at a terminal for what a call of `huifang new` lacks; the answers become options of the same call."""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import click

from huifang.checks.fields import steps_to
from huifang.editing.new import RefusedError
from huifang.editing.questions import Question, ask, body_meant, judge, judge_body, keys_of, takes_many, words_at
from huifang.editing.records import assumed_values
from huifang.output.printable import visible
from huifang.register.layout import Kind
from huifang.register.models import Measure, Person, Plan, Talk, Visit
from huifang.register.scalars import read_organization
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pydantic import BaseModel

    from huifang.editing.new import Workspace
    from huifang.register.finding import Key
    from huifang.texts import Text

RECORDS: Mapping[str, tuple[Kind, type[BaseModel]]] = {
    "person": (Kind.PERSON, Person), "visit": (Kind.VISIT, Visit), "talk": (Kind.TALK, Talk), "plan": (Kind.PLAN, Plan),
}  # fmt: skip
NEVER = ("again", "text", "records", "lang", "help", "district")  # what is not part of the record, or long
KEPT = ("day", "body", "helper", "visitor", "topic", "method", "place")  # a series shares these; no fact about a person
YES = ("y", "yes", "是")
SUGGESTED, LAST = say("assumed"), say("as last time")
ANOTHER = N_("another one, with the same answers where nothing is typed? y: yes")
Answers = dict[str, tuple[str, ...]]


class Asking:
    """One dialogue: questions for a kind of record, with the answers of the record before as defaults."""

    def __init__(self, kind: str, desk: Workspace, lists: Mapping[str, str], line: Callable[[str], str]) -> None:
        self.name, self.desk, self.lists, self.line = kind, desk, lists, line
        self.kind, self.model = RECORDS[kind]
        self.keys: dict[str, Key] = dict(reversed(list(keys_of(self.model, ("measures",)))))
        self.last: Answers = {}

    def answered(self, params: Sequence[click.Parameter], given: Answers) -> Answers:
        """What was given, with an answer to everything else that the record may hold; KeyboardInterrupt at the end."""
        found = dict(given)
        for each in params:
            name = str(each.name)
            if name in NEVER or found.get(name):
                continue
            answers = self._asked(each, name, found)
            if answers:
                found[name] = answers
        self.last = {name: values for name, values in found.items() if name in KEPT}
        return found

    def another(self) -> bool:
        """Whether a next record of the series is wanted; the end of the input says no."""
        try:
            return self.line(f"{self.desk.words.plain(ANOTHER)} > ").strip().lower() in YES
        except KeyboardInterrupt:
            return False

    def _asked(self, each: click.Parameter, name: str, found: Answers) -> tuple[str, ...]:
        key = self._key(each)
        bodies = key is not None and self._is_body(key)
        question = self._question(each, name, key, found)
        judged = partial(self._judged, name=name, key=key, bodies=bodies)
        meant = partial(body_meant, self.desk.frame) if bodies or name == "body" else str
        answers = ask(question, self.line, self.desk.words, judged, meant)
        return answers or (question.default if question.told is LAST else ())

    def _question(self, each: click.Parameter, name: str, key: Key | None, found: Answers) -> Question:
        lang = self.desk.words.lang
        text = say("{flag}: {help}", flag=each.opts[-1] if each.opts[-1].startswith("--") else name.upper(),
                   help=str(getattr(each, "help", "") or ""))  # fmt: skip
        words: tuple[tuple[str, Text | str], ...] = ()
        if key is not None:
            model, last = (Measure, str(key[-1])) if key[0] == "measures" else (self.model, str(key[0]))
            words = words_at(model, last, self.desk, lang)
        if isinstance(each.type, click.types.BoolParamType):
            words = (("true", say("yes")), ("false", say("no")))
        default, told = self.last.get(name, ()), LAST
        if not default and (value := self._assumed(found).get(name if name != "day" else "date")):
            default, told = (value,), SUGGESTED
        many = bool(each.multiple) if isinstance(each, click.Option) else False
        return Question(text, words, default, told if default else None, many=many, needed=each.required)

    def _assumed(self, found: Answers) -> Mapping[str, str]:
        with suppress(RefusedError):
            return assumed_values(self.desk, self.name, {name: values[0] for name, values in found.items()})
        return {}

    def _key(self, each: click.Parameter) -> Key | None:
        """The place in the record that an option fills; None for those of another form."""
        flag = each.opts[-1]
        listed = next((key for key, option in self.lists.items() if option == flag and key in self.keys), None)
        if listed is not None:
            return self.keys[listed] if takes_many(self.model, listed) else None
        return self.keys.get(flag.removeprefix("--").replace("-", "_")) or self.keys.get(str(each.name))

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


def at_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def typed_line(prompt: str) -> str:
    """A line that somebody types after a prompt on stderr; KeyboardInterrupt where there is none any more."""
    sys.stderr.write(visible(prompt))
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line.endswith("\n"):
        raise KeyboardInterrupt
    return line


def as_arguments(params: Sequence[click.Parameter], answers: Answers) -> list[str]:
    """The answers as they would have been typed after the verb."""
    made: list[str] = []
    for each in params:
        for value in answers.get(str(each.name), ()):
            if isinstance(each, click.Argument):
                made.append(value)
            elif each.is_flag:  # type: ignore[attr-defined] # an option
                made += [each.opts[0]] if value == "true" else each.secondary_opts[:1]
            else:
                made += [f"{each.opts[0]}={value}"]
    return made
