"""`huifang new person|visit|talk|plan`: a filled-in record in its place, checked before it is written."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_type_hints

from huifang.commands.asking import Asking, typed_line
from huifang.commands.options import Argument, Option
from huifang.commands.verb import Document, Verb, Work, noted, print_note
from huifang.editing.new import RefusedError, UnknownTakenError
from huifang.editing.records import NewRecord, new_person, new_plan, new_talk, new_visit
from huifang.editing.templates import TO_CONFIRM
from huifang.output.printable import one_line
from huifang.register import Place
from huifang.register.finding import field_name
from huifang.services.exits import ExitCode, Stop
from huifang.services.workspaces import open_workspace
from huifang.texts import N_, Words, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from huifang.editing.new import Workspace
    from huifang.editing.writing import Raw
    from huifang.register import Finding
    from huifang.register.finding import Key

Texts = list[str] | None
LISTS = {  # key of the record that is a list, the option that gives one of its entries
    "helpers": "--helper", "visitors": "--visitor", "methods": "--method", "topics": "--topic",
    "interviews": "--interview", "visits": "--visit",
}  # fmt: skip
TAKES = ("records", "lang")


def create_person(
    work: Work,
    unit: Annotated[str, Option("--unit", help=N_("id of the person's unit"))],
    kind: Annotated[str, Option("--type", help=N_("the kind of measure, for example 党内警告"))],
    district: Annotated[
        str | None, Option("--district", help=N_("whose code the person gets; else the unit's"))
    ] = None,
    post: Annotated[str | None, Option("--post", help=N_("the post"))] = None,
    rank: Annotated[str | None, Option("--rank", help=N_("the rank, for example 科级正职"))] = None,
    category: Annotated[str | None, Option("--category", help=N_("the category, for example 公务员"))] = None,
    party_member: Annotated[
        bool | None, Option("--party-member/--no-party-member", help=N_("a Party member or not"))
    ] = None,
    management: Annotated[
        str | None, Option("--management", help=N_("who manages the person, for example 区管"))
    ] = None,
    supervised_by: Annotated[
        str | None, Option("--supervised-by", help=N_("the discipline body that follows up"))
    ] = None,
    decided_on: Annotated[str | None, Option("--decided-on", help=N_("day of the decision, or its month"))] = None,
    decided_by: Annotated[str | None, Option("--decided-by", help=N_("the body that decided"))] = None,
    form: Annotated[str | None, Option("--form", help=N_("form 1 to 4"))] = None,
    document: Annotated[str | None, Option("--document", help=N_("number of the document"))] = None,
    matter: Annotated[str | None, Option("--matter", help=N_("mark of the matter, for example M1"))] = None,
    cause: Annotated[str | None, Option("--cause", help=N_("the cause in a few words"))] = None,
    accountability: Annotated[bool, Option("--accountability", help=N_("for failing in one's duty"))] = False,
    months: Annotated[str | None, Option("--months", help=N_("months, where the decision sets them"))] = None,
    probation_months: Annotated[str | None, Option("--probation-months", help=N_("months of probation"))] = None,
    removal_reason: Annotated[str | None, Option("--removal-reason", help=N_("why removed, for 免职"))] = None,
    helper: Annotated[Texts, Option("--helper", help=N_("NAME:UNIT:POST:FROM; may be given several times"))] = None,
    informed_on: Annotated[str | None, Option("--informed-on", help=N_("day of the letter of notice"))] = None,
    text: Annotated[str, Option("--text", help=N_("the individual plan"))] = "",
    again: Annotated[bool, Option("--again", help=N_("somebody else, though the same is registered"))] = False,
) -> Document:
    """A person, under the next free code of the district."""
    measure = _said(
        type=kind, decided_on=decided_on, decided_by=decided_by, form=form, document=document, matter=matter,
        cause=cause, accountability=accountability or None, months=months, probation_months=probation_months,
        removal_reason=removal_reason,
    )  # fmt: skip
    given = _said(
        unit=unit, district=district, post=post, rank=rank, category=category, party_member=party_member,
        management=management, supervised_by=supervised_by, helpers=helper, informed_on=informed_on,
    )  # fmt: skip
    return _made(work, "person", lambda desk: new_person(desk, given, measure, text, again=again))


def create_visit(
    work: Work,
    code: Annotated[str, Argument(help=N_("the person's code, for example JA-0007"))],
    day: Annotated[str | None, Option("--date", help=N_("the day, YYYY-MM-DD; else today"))] = None,
    body: Annotated[str | None, Option("--body", help=N_("who visits; else the body that follows up"))] = None,
    outcome: Annotated[str | None, Option("--outcome", help=N_("held, unreachable or refused"))] = None,
    visitor: Annotated[
        Texts, Option("--visitor", help=N_("NAME:BODY:POST:in_charge; may be given several times"))
    ] = None,
    method: Annotated[Texts, Option("--method", help=N_("a method; may be given several times"))] = None,
    interview: Annotated[
        Texts, Option("--interview", help=N_("person or unit_leader; may be given several times"))
    ] = None,
    members: Annotated[str | None, Option("--members", help=N_("how many members and others were heard"))] = None,
    situation: Annotated[Texts, Option("--situation", help=N_("a situation; may be given several times"))] = None,
    place: Annotated[str | None, Option("--place", help=N_("where"))] = None,
    next_by: Annotated[str | None, Option("--next-by", help=N_("the next contact by this day"))] = None,
    opinion: Annotated[str | None, Option("--opinion", help=N_("the opinion of the visit"))] = None,
    text: Annotated[str, Option("--text", help=N_("the narrative"))] = "",
    again: Annotated[bool, Option("--again", help=N_("a second one that day"))] = False,
) -> Document:
    """A visit of a body."""
    talked: dict[str, Raw] = dict.fromkeys(interview or (), "true")
    talked |= _said(members=members)
    given = _said(
        body=body, outcome=outcome, visitors=visitor, methods=method, interviews=talked or None, situation=situation,
        place=place, next_by=next_by, opinion=opinion,
    )  # fmt: skip
    return _made(work, "visit", lambda desk: new_visit(desk, code, day, given, text, again=again))


def create_talk(
    work: Work,
    code: Annotated[str, Argument(help=N_("the person's code, for example JA-0007"))],
    day: Annotated[str | None, Option("--date", help=N_("the day, YYYY-MM-DD; else today"))] = None,
    helper: Annotated[str | None, Option("--helper", help=N_("who talked; else the helper of that day"))] = None,
    topic: Annotated[Texts, Option("--topic", help=N_("a topic; may be given several times"))] = None,
    situation: Annotated[Texts, Option("--situation", help=N_("a situation; may be given several times"))] = None,
    place: Annotated[str | None, Option("--place", help=N_("where"))] = None,
    next_by: Annotated[str | None, Option("--next-by", help=N_("the next contact by this day"))] = None,
    makes_up_for: Annotated[
        str | None,
        Option("--makes-up-for", help=N_("the quarter, month or half-year it makes up for, for example 2026Q1")),
    ] = None,
    text: Annotated[str, Option("--text", help=N_("the narrative"))] = "",
    again: Annotated[bool, Option("--again", help=N_("a second one that day"))] = False,
) -> Document:
    """A talk of the helper."""
    given = _said(
        helper=helper, topics=topic, situation=situation, place=place, next_by=next_by, makes_up_for=makes_up_for
    )
    return _made(work, "talk", lambda desk: new_talk(desk, code, day, given, text, again=again))


def create_plan(
    work: Work,
    body: Annotated[str, Argument(help=N_("id of the body whose plan it is"))],
    year: Annotated[str | None, Option("--year", help=N_("the year; else this one"))] = None,
    approved_on: Annotated[str | None, Option("--approved-on", help=N_("day of approval"))] = None,
    planned: Annotated[Texts, Option("--visit", help=N_("CODE:MONTH:BY:REASON; may be given several times"))] = None,
) -> Document:
    """The year's visit plan of a body."""
    given = _said(approved_on=approved_on, visits=planned)
    return _made(work, "plan", lambda desk: new_plan(desk, body, year, given))


def _said(**options: Raw) -> dict[str, Raw]:
    """The options that were given."""
    return {key: value for key, value in options.items() if value is not None}


def _made(work: Work, kind: str, make: Callable[[Workspace], NewRecord]) -> Document:
    """Write the record; what was refused is a sentence, what was assumed a note."""
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


def _asking(kind: str, spoken: Words, records: Sequence[Path]) -> Asking:
    """The dialogue for a kind of record."""
    return Asking(kind, open_workspace(records, spoken), LISTS, typed_line)


def _of_options(found: Iterable[Finding], kind: str) -> list[Finding]:
    """Findings of a record that was never written, as somebody who typed options reads them: no file, no line."""
    flags = [flag for each in _options(kind).values() for flag in each.flags.split("/")]
    return [replace(each, place=Place(_option(each.place.key, flags))) if each.place.key else each for each in found]


def _option(key: Key, flags: Sequence[str]) -> str:
    """The option behind a key of the record; the key itself where no option gives it."""
    names = [part for part in key if isinstance(part, str)]
    listed = next((LISTS[name] for name in names if name in LISTS and LISTS[name] in flags), None)
    return listed or next((flag for flag in map(_flag, reversed(names)) if flag in flags), field_name(key))


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _options(kind: str) -> dict[str, Option]:
    """The options of `new KIND`."""
    run = next(verb.run for verb in VERBS if verb.name == f"new {kind}")
    hints = get_type_hints(run, include_extras=True)
    described = {name: hint.__metadata__[0] for name, hint in hints.items() if hasattr(hint, "__metadata__")}
    return {name: each for name, each in described.items() if isinstance(each, Option)}


def _near(path: Path) -> str:
    """The path as somebody here would type it."""
    return os.path.relpath(path) if path.resolve().is_relative_to(Path.cwd()) else str(path)


VERBS = (
    Verb(
        "new person",
        N_("A person, under the next free code of the district."),
        create_person,
        takes=TAKES,
        asks=partial(_asking, "person"),
    ),
    Verb("new visit", N_("A visit of a body."), create_visit, takes=TAKES, asks=partial(_asking, "visit")),
    Verb("new talk", N_("A talk of the helper."), create_talk, takes=TAKES, asks=partial(_asking, "talk")),
    Verb("new plan", N_("The year's visit plan of a body."), create_plan, takes=TAKES, asks=partial(_asking, "plan")),
)
