"""The report of a pack: one page to print, without scripts, foreign assets or a clock; every text is escaped."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from huifang import __version__
from huifang.lists import CLOSING, SAMPLE
from huifang.output.evidence.paper import Paper
from huifang.output.evidence.persons import persons
from huifang.texts import N_, say
from huifang.texts.markup import environment, filtered_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from huifang.output.evidence.material import Material
    from huifang.texts import Words

TEMPLATES = Path(__file__).parent / "templates"
STANDING = ("person", "unit", "state", "until", "free_from", "check_by_hand")  # of the list of a district
CONTENTS: tuple[tuple[str, str], ...] = (  # path, what lies there
    ("report.html", N_("this report")),
    ("records/", N_("the records as they were in that commit, byte by byte")),
    ("policy/", N_("the rules of that commit, with their articles, sources and certainty")),
    ("history.*", N_("every field change of these records: who, when, in which commit, from what to what")),
    ("commits.csv", N_("the commits that made these changes, merged them, or changed rules, bodies or settings")),
    ("lists/eligible.*", N_("where these people stand, with reasons, articles and arithmetic")),
    ("lists/due.*", N_("the duties that are open")),
    ("lists/coverage.*", N_("the year's coverage of the district's bodies")),
    ("lists/plans.*", N_("the visit plans of the district's bodies, without what may not be told")),
    ("lists/show-*.json", N_("everything computed about one person")),
    ("lists/findings.json", N_("what the checks say of these records")),
    ("audit.*", N_("what the history says against these records, with the answers")),
    ("effects.*", N_("what each commit did to the rows of these people, before and after")),
    ("identities/", N_("the names of these people")),
    ("seals/", N_("the checkpoints of the history up to then")),
    ("pack.json", N_("what was asked for, the commit, the rules and the program")),
    ("SHA256SUMS", N_("the checksum of every other file")),
)  # fmt: skip


def report(material: Material, words: Words) -> str:
    """The page as HTML."""
    paper = Paper(material, words)
    template = filtered_values(environment(TEMPLATES, words.lang), material.redaction.text).get_template("report.html")
    made = template.render(
        v=paper,
        m=material,
        title=words(material.heading.title),
        subject=paper.subject,
        sample=words(SAMPLE) if material.lists.register.sample else None,
        notices=[words(each) for each in material.heading.notice if each not in (SAMPLE, CLOSING)],
        closing=words(CLOSING),
        program=f"huifang {__version__}",
        command=_command(material, words),
        contents=list(_contents(material)),
        states=list(_states(material, paper)),
        statuses=list(_statuses(material, paper)),
        coverage=paper.grid(material.coverage),
        plans=paper.grid(material.plans),
        standing=paper.grid(material.eligible, STANDING),
        body_duties=[row for row in material.due.rows if row.person is None],
        persons=persons(paper),
        rules=[row for row in material.commits.rows if row.rules],
        audit=[row for row in material.audit.rows if row.person not in material.people],
    )
    return "\n".join(line.strip() for line in made.splitlines() if line.strip()) + "\n"


def _command(material: Material, words: Words) -> str:
    """What makes the same pack anew."""
    asked = material.asked
    named = [*(f"--person {each}" for each in asked.people), *(f"--district {each}" for each in asked.districts)]
    names = ["--names"] if material.names is not None else []
    until, lang = f"--until {asked.until.isoformat()}", f"--lang {words.lang}"
    return " ".join(("huifang audit pack", *named, until, *names, lang))


def _contents(material: Material) -> Iterator[tuple[str, str]]:
    """The files that this pack has."""
    absent = {
        "lists/coverage.*": not material.asked.districts,
        "lists/plans.*": not material.asked.districts,
        "identities/": material.names is None,
        "seals/": not any(path.startswith("seals/") for path in material.kept),
        "lists/show-*.json": not material.recorded,
    }
    return ((path, text) for path, text in CONTENTS if not absent.get(path))


def _states(material: Material, paper: Paper) -> Iterator[tuple[str, int]]:
    """How many people stand where; those without an impact period last."""
    counts = Counter(row.state for row in material.eligible.rows)
    yield from _counted(paper, "state", counts)
    without = len(material.people) - sum(counts.values())
    if without:
        yield paper.words(say("no impact period")), without


def _statuses(material: Material, paper: Paper) -> Iterator[tuple[str, int]]:
    """How many duties are open, by status."""
    return _counted(paper, "status", Counter(row.status for row in material.due.rows))


def _counted(paper: Paper, enumeration: str, counts: Counter[str]) -> Iterator[tuple[str, int]]:
    order: Sequence[str] = tuple(paper.policy.labels.get(enumeration, ()))
    known = [each for each in order if each in counts]
    for value in (*known, *sorted(set(counts).difference(known))):
        yield paper.label(enumeration, value), counts[value]
