"""The `huifang` command: the table of its verbs."""

from __future__ import annotations

from huifang.command_line.program import Program
from huifang.command_line.verb import Verb
from huifang.commands import (
    answers,
    audit,
    compare,
    demo,
    erase,
    fix,
    fmt,
    forms,
    handover,
    history,
    hook,
    init,
    ledger,
    lists,
    new,
    note,
    pack,
    portal,
    schema,
    seals,
    show,
    units,
    upgrade,
    validate,
)
from huifang.texts import N_

MODULES = (
    init,
    validate,
    lists,
    show,
    units,
    new,
    fix,
    fmt,
    handover,
    ledger,
    portal,
    forms,
    history,
    compare,
    note,
    audit,
    seals,
    answers,
    pack,
    erase,
    hook,
    schema,
    upgrade,
    demo,
)
GROUPS = {
    "new": N_("A new record: person, visit, talk or plan."),
    "portal": N_("The internal site."),
    "forms": N_("Entry forms for people who know no Git."),
    "hook": N_("What Git itself asks before it takes a commit."),
}  # verbs of two words
VERBS: tuple[Verb, ...] = tuple(verb for module in MODULES for verb in module.VERBS)
HUIFANG = Program(N_("The register of follow-up visits to sanctioned officials."), VERBS, GROUPS)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    return HUIFANG.run(arguments)
