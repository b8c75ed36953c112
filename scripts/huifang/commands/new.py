"""`huifang new person|visit|talk|plan`: a filled-in record in its place, checked before it is written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from huifang.command_line.asking import typed_line
from huifang.command_line.options import Argument, Option, flag_of
from huifang.command_line.verb import Document, Verb, Work, noted, print_note
from huifang.services.exits import ExitCode, Stop
from huifang.texts import N_, Words, say

if TYPE_CHECKING:
    from huifang.editing.new import Workspace
    from huifang.editing.records import NewRecord
    from huifang.register import Finding
    from huifang.register.finding import Key
    from huifang.services.record_dialogue import Answers, Asking

Given = str | None
Answer = bool | None
Several = list[str] | None
PERSON: Mapping[str, Any] = {  # key of the record -> the option that fills it
    "unit": Annotated[str, Option(help=N_("id of the person's unit"))],
    "type": Annotated[str, Option(help=N_("the kind of measure, for example 党内警告"))],
    "district": Annotated[Given, Option(help=N_("whose code the person gets; else the unit's"))],
    "post": Annotated[Given, Option(help=N_("the post"))],
    "rank": Annotated[Given, Option(help=N_("the rank, for example 科级正职"))],
    "category": Annotated[Given, Option(help=N_("the category, for example 公务员"))],
    "party_member": Annotated[Answer, Option("--party-member/--no-party-member", N_("a Party member or not"))],
    "management": Annotated[Given, Option(help=N_("who manages the person, for example 区管"))],
    "supervised_by": Annotated[Given, Option(help=N_("the discipline body that follows up"))],
    "decided_on": Annotated[Given, Option(help=N_("day of the decision, or its month"))],
    "decided_by": Annotated[Given, Option(help=N_("the body that decided"))],
    "form": Annotated[Given, Option(help=N_("form 1 to 4"))],
    "document": Annotated[Given, Option(help=N_("number of the document"))],
    "matter": Annotated[Given, Option(help=N_("mark of the matter, for example M1"))],
    "cause": Annotated[Given, Option(help=N_("the cause in a few words"))],
    "accountability": Annotated[Answer, Option(help=N_("for failing in one's duty"))],
    "months": Annotated[Given, Option(help=N_("months, where the decision sets them"))],
    "probation_months": Annotated[Given, Option(help=N_("months of probation"))],
    "removal_reason": Annotated[Given, Option(help=N_("why removed, for 免职"))],
    "helpers": Annotated[Several, Option("--helper", N_("NAME:UNIT:POST:FROM; may be given several times"))],
    "informed_on": Annotated[Given, Option(help=N_("day of the letter of notice"))],
    "text": Annotated[Given, Option(help=N_("the individual plan"))],
    "again": Annotated[Answer, Option(help=N_("somebody else, though the same is registered"))],
}
VISIT: Mapping[str, Any] = {
    "date": Annotated[Given, Option(help=N_("the day, YYYY-MM-DD; else today"))],
    "body": Annotated[Given, Option(help=N_("who visits; else the body that follows up"))],
    "outcome": Annotated[Given, Option(help=N_("held, unreachable or refused"))],
    "visitors": Annotated[Several, Option("--visitor", N_("NAME:BODY:POST:in_charge; may be given several times"))],
    "methods": Annotated[Several, Option("--method", N_("a method; may be given several times"))],
    "interviews": Annotated[Several, Option("--interview", N_("person or unit_leader; may be given several times"))],
    "members": Annotated[Given, Option(help=N_("how many members and others were heard"))],
    "situation": Annotated[Several, Option(help=N_("a situation; may be given several times"))],
    "place": Annotated[Given, Option(help=N_("where"))],
    "next_by": Annotated[Given, Option(help=N_("the next contact by this day"))],
    "opinion": Annotated[Given, Option(help=N_("the opinion of the visit"))],
    "text": Annotated[Given, Option(help=N_("the narrative"))],
    "again": Annotated[Answer, Option(help=N_("a second one that day"))],
}
PERIOD = N_("the quarter, month or half-year it makes up for, for example 2026Q1")
TALK: Mapping[str, Any] = {
    "date": VISIT["date"],
    "helper": Annotated[Given, Option(help=N_("who talked; else the helper of that day"))],
    "topics": Annotated[Several, Option("--topic", N_("a topic; may be given several times"))],
    "situation": VISIT["situation"],
    "place": VISIT["place"],
    "next_by": VISIT["next_by"],
    "makes_up_for": Annotated[Given, Option(help=PERIOD)],
    "text": VISIT["text"],
    "again": VISIT["again"],
}
PLAN: Mapping[str, Any] = {
    "year": Annotated[Given, Option(help=N_("the year; else this one"))],
    "approved_on": Annotated[Given, Option(help=N_("day of approval"))],
    "visits": Annotated[Several, Option("--visit", N_("CODE:MONTH:BY:REASON; may be given several times"))],
}
OPTIONS = {"person": PERSON, "visit": VISIT, "talk": TALK, "plan": PLAN}
Values = str | list[str] | dict[str, str]
Code = Annotated[str, Argument(help=N_("the person's code, for example JA-0007"))]


def create_person(work: Work, *, text: str = "", again: bool = False, **given: Values) -> Document:
    """A person, under the next free code of the district."""
    from huifang.editing.records import new_person
    from huifang.register.models import Measure, Person

    of_measure = Measure.model_fields.keys() - Person.model_fields.keys()
    measure = {key: value for key, value in given.items() if key in of_measure}
    person = {key: value for key, value in given.items() if key not in of_measure}
    return _made(work, "person", lambda desk: new_person(desk, person, measure, text, again=again))


def create_visit(
    work: Work,
    code: Code,
    *,
    date: Given = None,
    interviews: Several = None,
    members: Given = None,
    text: str = "",
    again: bool = False,
    **given: Values,
) -> Document:
    """A visit of a body."""
    from huifang.editing.records import new_visit

    heard: dict[str, Values] = dict.fromkeys(interviews or (), "true")
    heard |= {} if members is None else {"members": members}
    visit = {**given, "interviews": heard} if heard else given
    return _made(work, "visit", lambda desk: new_visit(desk, code, date, visit, text, again=again))


def create_talk(
    work: Work, code: Code, *, date: Given = None, text: str = "", again: bool = False, **given: Values
) -> Document:
    """A talk of the helper."""
    from huifang.editing.records import new_talk

    return _made(work, "talk", lambda desk: new_talk(desk, code, date, given, text, again=again))


def create_plan(
    work: Work,
    body: Annotated[str, Argument(help=N_("id of the body whose plan it is"))],
    *,
    year: Given = None,
    **given: Values,
) -> Document:
    """The year's visit plan of a body."""
    from huifang.editing.records import new_plan

    return _made(work, "plan", lambda desk: new_plan(desk, body, year, given))


def _made(work: Work, kind: str, make: Callable[[Workspace], NewRecord]) -> Document:
    """Write the record; what was refused is a sentence, what was assumed a note."""
    from huifang.editing.new import RefusedError, UnknownTakenError
    from huifang.editing.templates import TO_CONFIRM
    from huifang.output.printable import one_line
    from huifang.services.workspaces import open_workspace

    desk = open_workspace(work.wanted.records, work.words)
    try:
        path, assumed = make(desk)
    except RefusedError as refused:
        code = ExitCode.UNREADABLE if isinstance(refused, UnknownTakenError) else ExitCode.USAGE
        raise Stop(code, refused.message, _of_options(refused.findings, kind)) from refused
    if assumed:
        what = ", ".join(f"{key}: {value}" for key, value in assumed.items())
        print_note(say("not said, so filled in and marked `# {mark}`; confirm it by taking the mark away: {what}",
                 mark=TO_CONFIRM, what=what), work.words)  # fmt: skip
    for note in desk.notes:
        print_note(note, work.words)
    for each in _of_options(desk.warned, kind):
        noted(one_line(f"{each.place.path}: {work.words(each.message)} → {work.words(each.fix)}"))
    return Document(f"{_near(path)}\n")


def _asking(kind: str, spoken: Words, records: Sequence[Path], last: Answers) -> Asking:
    """The dialogue for a kind of record."""
    from huifang.services.record_dialogue import Asking
    from huifang.services.workspaces import open_workspace

    return Asking(kind, open_workspace(records, spoken), typed_line, last)


def _of_options(found: Iterable[Finding], kind: str) -> list[Finding]:
    """Findings of a record that was never written, as somebody who typed options reads them: no file, no line."""
    from huifang.register import Place

    return [replace(each, place=Place(_option(each.place.key, kind))) if each.place.key else each for each in found]


def _option(key: Key, kind: str) -> str:
    """The option behind a key of the record, first one that gives whole entries; the key where no option gives it."""
    from huifang.register.finding import field_name

    names = [part for part in key if isinstance(part, str) and part in OPTIONS[kind]]
    of_entries = [name for name in names if OPTIONS[kind][name].__origin__ == Several]
    if not names:
        return field_name(key)
    name = (of_entries or names[::-1])[0]
    return OPTIONS[kind][name].__metadata__[0].flags.partition("/")[0] or flag_of(name)


def _near(path: Path) -> str:
    """The path as somebody here would type it."""
    return os.path.relpath(path) if path.resolve().is_relative_to(Path.cwd()) else str(path)


def _verb(kind: str, run: Callable[..., Document]) -> Verb:
    return Verb(f"new {kind}", run, ("records", "lang"), asks=partial(_asking, kind), options=OPTIONS[kind])


VERBS = (
    _verb("person", create_person),
    _verb("visit", create_visit),
    _verb("talk", create_talk),
    _verb("plan", create_plan),
)
