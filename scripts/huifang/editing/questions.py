"""Questions for what a new record lacks: their choices and judgements come from the models, never from a list here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.checks.organizations import organization_meant
from huifang.editing.new import ELSEWHERE
from huifang.editing.writing import front_matter, mapping
from huifang.policy import words_of
from huifang.register.load import SHAPES
from huifang.register.reading import read
from huifang.register.shapes import fields_of, part_of
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pydantic import BaseModel

    from huifang.editing.new import Workspace
    from huifang.editing.writing import Raw
    from huifang.register.finding import Key
    from huifang.register.layout import Kind
    from huifang.register.reading import WordLists
    from huifang.register.register import Register
    from huifang.texts import Text, Words

BETWEEN = re.compile(r"[\s,，、;；]+")
HELP, HALT = "?", "？"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: its sentence, the words that may be chosen, the default, and whether several answers may be given.

    `default` stands where nothing is answered and `told` says what it is: assumed, or the last answer.
    """

    text: Text
    words: tuple[tuple[str, Text | str], ...] = ()  # a word of the record, and its label
    default: tuple[str, ...] = ()
    told: Text | None = None
    many: bool = False
    needed: bool = False


def ask(
    question: Question,
    line: Callable[[str], str],
    words: Words,
    judged: Callable[[str], Text | None],
    meant: Callable[[str], str] = str,
) -> tuple[str, ...]:
    """The answers; none where the default is taken. After a wrong one `judged` says why, and it is asked again."""
    prompt = _prompt(question, words)
    while True:
        typed = line(prompt).strip()
        if typed in (HELP, HALT):
            prompt = f"{_help(question, words)}\n{_prompt(question, words)}"
            continue
        if not typed and (question.default or not question.needed):
            return ()
        found = tuple(_chosen(question, meant(each)) for each in _parts(question, typed))
        problem = next((said for each in found if (said := judged(each)) is not None), None)
        if not typed:
            problem = say("an answer is needed here")
        if problem is None:
            return found
        prompt = f"{words(problem)}\n{_ending(question, words)}"


def _parts(question: Question, typed: str) -> list[str]:
    return [each for each in BETWEEN.split(typed) if each] if question.many and question.words else [typed]


def _chosen(question: Question, typed: str) -> str:
    """The word behind a number or a label; what was typed where it is neither."""
    if typed.isascii() and typed.isdecimal() and 0 < int(typed) <= len(question.words):
        return question.words[int(typed) - 1][0]
    return typed


def _prompt(question: Question, words: Words) -> str:
    lines = [words(question.text)]
    lines += [f"  {number}. {_choice(word, label, words)}" for number, (word, label) in enumerate(question.words, 1)]
    return "\n".join((*lines, _ending(question, words)))


def _choice(word: str, label: Text | str, words: Words) -> str:
    shown = label if isinstance(label, str) else words(label)
    return word if shown in ("", word) else f"{word} ({shown})"


def _ending(question: Question, words: Words) -> str:
    """The default in brackets, with what it is, before the cursor."""
    if not question.default:
        return "> "
    told = f" {words(question.told)}" if question.told else ""
    return f"[{', '.join(question.default)}{told}] > "


def _help(question: Question, words: Words) -> str:
    several = [words(say("several numbers or words may be given, with a comma between"))] if question.many else []
    chosen = [words(say("type the number or the word itself"))] if question.words else []
    empty = say("nothing typed: it stays empty")
    if question.needed:
        empty = say("an answer is needed here")
    if question.default:
        empty = say("nothing typed: {value}", value=question.default)
    return "\n".join((*chosen, *several, words(empty), words(say("Ctrl-C: stop, nothing is written"))))


def words_at(model: type[BaseModel], key: str, desk: Workspace, lang: str) -> tuple[tuple[str, str], ...]:
    """The words that a key of a record takes, each with its label; none where it takes something else."""
    place = fields_of(model)[key]
    name = (place.entry or place).words
    found = desk.policy.labels.get(name, {}) if name else {}
    return tuple((word, label.zh if lang == "zh" else label.en) for word, label in found.items())


def takes_many(model: type[BaseModel], key: str) -> bool:
    """Whether a key of a record is a list of words."""
    place = fields_of(model)[key]
    return place.entry is not None and part_of(place.annotation) is None


def judge(kind: Kind, key: Key, typed: str, desk: Workspace) -> Text | None:
    """What reading a record says of a value at a place; None where it says nothing."""
    return judge_value(kind, key, typed, words_of(desk.policy))


def judge_value(kind: Kind, key: Key, typed: str, words: WordLists) -> Text | None:
    """The same by the enumerations alone."""
    value: Raw = typed
    for part in reversed(key):
        value = [value] if isinstance(part, int) else {part: value}
    text = value if isinstance(value, dict) else {}
    shape = SHAPES[kind]
    raw = front_matter(text) if shape.markdown else mapping(text)
    found = read(shape.adapter, "", raw.encode(), words, markdown=shape.markdown).findings
    mine = next((each for each in found if each.place.key[: len(key)] == key or not each.place.key), None)
    return None if mine is None else say("{message}: {near}", message=mine.message, near=mine.fix)


def judge_body(register: Register, typed: str) -> Text | None:
    """What is said of an id that no body or unit has; None where one has it."""
    known = register.organizations
    if typed in known:
        return None
    near, _ = organization_meant(known, typed, ELSEWHERE)
    return say("{message}: {near}", message=say("there is no organization {value}", value=typed), near=near)


def body_meant(register: Register, typed: str) -> str:
    """The id of the body whose name, or the only one of whose names that part, was typed; else what was typed."""
    known = register.organizations
    if typed in known:
        return typed
    part = [each.id for each in known.by_id.values() if typed and typed in each.name]
    return part[0] if len(part) == 1 else typed


def keys_of(model: type[BaseModel], inner: Sequence[str] = ()) -> Iterator[tuple[str, Key]]:
    """Every key that a question may be about, with its place in the record."""
    for key, place in fields_of(model).items():
        part = part_of(place.annotation)
        yield key, (key, 0) if takes_many(model, key) else (key,)
        if part is not None and key in inner:
            yield from ((name, (key, 0, *rest)) for name, rest in keys_of(part))
