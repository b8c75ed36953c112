"""`huifang init DIR`: a new register in a Git repository of its own; asks for what is not said."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from huifang.command_line.asking import at_terminal, typed_line
from huifang.command_line.options import Argument, Option
from huifang.command_line.verb import Document, Verb, Work, noted, print_note
from huifang.editing.office.setup import BY_KEY, CHOICES, QUESTIONS, questions_for, refusal
from huifang.services.exits import ExitCode, Stop
from huifang.texts import N_, say

if TYPE_CHECKING:
    from huifang.editing.office.setup import SetupQuestion
    from huifang.register.reading import WordLists
    from huifang.texts import Text

UNKNOWN = {"district_name": "某区", "district": "xx"}  # so that it is seen what else would be absent


OPTIONS: Mapping[str, Any] = {each.key: Annotated[str | None, Option(help=each.help)] for each in QUESTIONS}


def init(
    work: Work,
    folder: Annotated[Path, Argument(help=N_("the folder to make; it must be empty or not exist"))],
    **typed: str | None,
) -> Document:
    """A new register in a Git repository of its own, with a first commit; whole or not at all."""
    from huifang.editing.new import RefusedError
    from huifang.output.printable import one_line
    from huifang.register.models import RegisterFile
    from huifang.services.new_register import create_register, refuse_place
    from huifang.services.registers import today

    refuse_place(folder)
    given = _Answers(work, {key: value.strip() for key, value in typed.items() if value is not None}).all()
    try:
        found = create_register(folder, given, today(RegisterFile()), work.words)
    except RefusedError as refused:
        raise Stop(ExitCode.USAGE, refused.message, refused.findings) from refused
    for each in found:
        noted(one_line(f"{each.place.path}: {work.words(each.message)} → {work.words(each.fix)}"))
    _tell(work, folder, given)
    return Document(f"{folder}\n")


class _Answers:
    """What was typed after the verb, what somebody answers at the terminal, else the defaults."""

    def __init__(self, work: Work, typed: Mapping[str, str]) -> None:
        from huifang.policy import words_of
        from huifang.services.new_register import program_policy

        self.work, self.typed = work, typed
        self.words: WordLists = words_of(program_policy())
        self.given: dict[str, str] = {}

    def all(self) -> dict[str, str]:
        """An answer to every question that means something; Stop(USAGE) where one is absent or will not do."""
        self._refuse_meaningless()
        absent = self._absent()
        if absent and not at_terminal():
            raise Stop(ExitCode.USAGE, say("there is no terminal to ask on; give the options {options}",
                                           options=tuple(absent)))  # fmt: skip
        if absent:
            print_note(say("Enter takes what stands in brackets, ? explains, Ctrl-C stops and nothing is written"),
                       self.work.words)  # fmt: skip
        for question in BY_KEY.values():
            if question in questions_for(self.given.get("forge", "")):
                self.given[question.key] = self._answer(question, ask_it=bool(absent))
        return self.given

    def _refuse_meaningless(self) -> None:
        forge = self.typed.get("forge", "")
        for each in BY_KEY.values():
            if each.key in self.typed and forge in CHOICES["forge"] and forge not in each.forges:
                raise Stop(ExitCode.USAGE, say("{option} means nothing with {kind}", option=each.flag,
                                               kind=f"--forge {forge}"))  # fmt: skip

    def _absent(self) -> list[str]:
        """The options without which nobody knows enough: no default may stand for them, or there is none."""
        found, known = [], {key: value for key, value in self.typed.items() if value}
        for each in questions_for(self.typed.get("forge", "")):
            default = self._default(each, known)
            if each.key not in self.typed and not (default and each.silent):
                found.append(each.flag)
            known.setdefault(each.key, default or UNKNOWN.get(each.key, ""))
        return found

    def _default(self, question: SetupQuestion, given: Mapping[str, str]) -> str:
        from huifang.git_access import known_author

        return known_author() or "" if question.key == "author" else question.default(given)

    def _answer(self, question: SetupQuestion, *, ask_it: bool) -> str:
        from huifang.editing.questions import Question, ask

        if question.key in self.typed:
            answer = self.typed[question.key]
            if problem := self._problem(question, answer):
                raise Stop(ExitCode.USAGE, say("{option}: {message}", option=question.flag, message=problem))
            return answer
        default = self._default(question, self.given)
        if not ask_it:
            return default
        asked = Question(
            question.text, tuple(CHOICES.get(question.key, {}).items()), (default,) if default else (), needed=True
        )
        answers = ask(asked, typed_line, self.work.words, lambda typed: self._problem(question, typed))
        return answers[0] if answers else default

    def _problem(self, question: SetupQuestion, typed: str) -> Text | None:
        return refusal(question.key, typed, self.given, self.words)


def _tell(work: Work, folder: Path, given: Mapping[str, str]) -> None:
    """What follows from the answers, and what comes next."""
    from huifang.editing.office.filled import ORGANIZATIONS
    from huifang.output.printable import visible
    from huifang.register.models import RegisterFile
    from huifang.services.registers import RECORDS, day_typed, today

    path = str(folder / RECORDS / ORGANIZATIONS.format(**given))
    day = day_typed(given["register_from"])
    notes = [say("duties are counted from {day} on; talks and visits before it are not asked for", day=day)]
    if (n := (today(RegisterFile()) - day).days) > 0:
        notes.append(say("that day was {n} days ago: what was due since then and is not recorded will be shown as "
                         "overdue or missed; to begin later, change `register_from` in {path}",
                         n=n, path=path))  # fmt: skip
    for note in notes:
        print_note(note, work.words)
    print_note(say("next:"), work.words)
    for step in _steps(folder, path, given):
        noted(f"  {visible(work.words(step))}")


def _steps(folder: Path, path: str, given: Mapping[str, str]) -> list[Text]:
    """What comes next, a line each."""
    from huifang.editing.office.filled import OWN
    from huifang.git_access import known_author
    from huifang.services.registers import RECORDS

    inside, records = shlex.quote(str(folder)), shlex.quote(str(folder / RECORDS))
    steps = [] if known_author() else [say("git does not know you yet: `git config --global user.name NAME`, "
                                           "`git config --global user.email MAIL`")]  # fmt: skip
    steps.append(say("add the units to {path}, as it shows; then `huifang validate --records {records}`",
                     path=path, records=records))  # fmt: skip
    steps.append(say("`git -C {folder} add -A`, `git -C {folder} commit`; the first person: "
                     "`huifang new person --records {records}`", folder=inside, records=records))  # fmt: skip
    if given["forge"] != "none":
        steps.append(say("make an empty repository on the forge: `git -C {folder} remote add origin ADDRESS`, "
                         "`git -C {folder} push -u origin main`", folder=inside))  # fmt: skip
    secret = tuple(str(folder / RECORDS / name) for name in OWN)
    steps.append(say("{secret} are repositories of their own, for those alone who may read them", secret=secret))
    return steps


VERBS = (
    Verb("init", init, ("lang",),
         options=OPTIONS),
)  # fmt: skip
