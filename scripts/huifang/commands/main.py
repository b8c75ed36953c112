"""The `huifang` command: the table of its verbs. A verb's module is loaded when the verb is called."""

from __future__ import annotations

from huifang.command_line.program import Program, VerbEntry
from huifang.texts import N_

VERBS = (
    VerbEntry("init", N_("A new register in a Git repository of its own; asks what is not said."), "init"),
    VerbEntry("validate", N_("Every finding: what is wrong, where, and what to do."), "validate"),
    VerbEntry("due", N_("What has to be done, who owes it, since when and by which rule."), "lists"),
    VerbEntry("eligible", N_("Until when periods run, and who is back in the normal scope."), "lists"),
    VerbEntry("coverage", N_("Whom each body must visit this year, and how many are short."), "lists"),
    VerbEntry("stats", N_("The year's figures, people and visits apart."), "lists"),
    VerbEntry("health", N_("What is missing in the records, what that blocks, and what to paste where."), "lists"),
    VerbEntry("forecast", N_("What the coming months bring if nothing more is done."), "lists"),
    VerbEntry("show", N_("Everything about one person: periods, duties, visits, why free or not."), "show"),
    VerbEntry("units", N_("The bodies and units with their ids and names."), "units"),
    VerbEntry("new person", N_("A person, under the next free code of the district."), "new"),
    VerbEntry("new visit", N_("A visit of a body."), "new"),
    VerbEntry("new talk", N_("A talk of the helper."), "new"),
    VerbEntry("new plan", N_("The year's visit plan of a body."), "new"),
    VerbEntry("fix", N_("The fixes of findings that are certain, each shown; never a guess."), "fix"),
    VerbEntry("fmt", N_("Records in one spelling: order of keys, days, quotes; comments and texts stay."), "fmt"),
    VerbEntry("handover", N_("A helper, an officer, a body or a unit hands over everything at once."), "handover"),
    VerbEntry(
        "import",
        N_("A ledger (台账) of an office: what it would write, what is rejected and why; --write writes it."),
        "ledger",
    ),
    VerbEntry(
        "export", N_("The records as a ledger that can be imported again, or an empty one to fill in."), "ledger"
    ),
    VerbEntry("portal build", N_("The internal site in a folder."), "portal"),
    VerbEntry("portal serve", N_("The internal site on this machine, until Ctrl-C."), "portal"),
    VerbEntry("forms build", N_("Entry forms in a folder, for editors without Git."), "forms"),
    VerbEntry("history", N_("Who changed which field from what to what, when, in which commit."), "history"),
    VerbEntry("compare", N_("What HEAD adds since it left BASE: records, findings, rows of the lists."), "compare"),
    VerbEntry("note", N_("Called by a job of a forge: a text as the one note of its merge request."), "note"),
    VerbEntry("audit", N_("What the history says against the records."), "audit"),
    VerbEntry("audit seal", N_("A checkpoint of the history, to commit and to keep elsewhere."), "seals"),
    VerbEntry("audit verify", N_("Whether the checkpoints still hold."), "seals"),
    VerbEntry("audit answer", N_("Answer a finding; it stays visible as answered."), "answers"),
    VerbEntry("audit pack", N_("Evidence up to a day, to be checked without this program."), "pack"),
    VerbEntry(
        "erase", N_("Take the name from a code: what may be, what was done, what remains in the history."), "erase"
    ),
    VerbEntry("hook install", N_("Let Git refuse new errors: on the server, or in a clone."), "hook"),
    VerbEntry("hook receive", N_("Called by Git on the server: whether a push is taken."), "hook"),
    VerbEntry("hook commit", N_("Called by Git in a clone: whether the files may be committed."), "hook"),
    VerbEntry("schema", N_("The JSON Schemas of the records."), "schema"),
    VerbEntry(
        "upgrade", N_("Rules and files that a newer program brings; shown first, written with --write."), "upgrade"
    ),
    VerbEntry("demo", N_("A fictional register of any size."), "demo"),
)
GROUPS = {
    "new": N_("A new record: person, visit, talk or plan."),
    "portal": N_("The internal site."),
    "forms": N_("Entry forms for people who know no Git."),
    "hook": N_("What Git itself asks before it takes a commit."),
}  # verbs of two words
HUIFANG = Program(N_("The register of follow-up visits to sanctioned officials."), __package__ or "", VERBS, GROUPS)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    return HUIFANG.run(arguments)
