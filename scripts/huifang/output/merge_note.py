"""A comparison for who reviews a merge request: who is affected, how, since when and by what; a note in Markdown."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from huifang.output.comparison import coverage_section, findings_section, records_section, title_of
from huifang.output.markdown import markdown_cell, markdown_items, markdown_table
from huifang.output.note_rows import HEADS, STATUSES, duty_rows, field_by_labels, person_rows, record_lines
from huifang.output.person_change import days_done, duty_key, duty_pairs, gone_people, people_changed, person_at
from huifang.register import Severity
from huifang.texts import N_, Value, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from huifang.lists import EligibleRow
    from huifang.output.comparison import Comparison, ComparisonSection
    from huifang.output.person_change import PersonChange
    from huifang.past.difference import Identity
    from huifang.texts import Words

LIMIT = 60_000  # characters of a note: GitHub takes 65,536, the others more
REST = 15_000  # of these for what is not about one person
ENOUGH = 1_500  # of these for the sentence on who was left out
PEOPLE = 50  # with all their rows; nobody reads more
CODES = 30  # in one sentence
OVER = "period_over"
EMPTY_LINES = re.compile("\n{3,}")


def comparison_markdown(found: Comparison, words: Words) -> str:
    """In sentences who is affected and how; then person by person; then what is about nobody alone."""
    people = people_changed(found)
    done = days_done(found.lists.after)
    head = "\n".join(_head(found, people, done, words))
    rest = _rest(found, people, done, words)
    foot = "\n\n".join(f"_{markdown_cell(words(each))}_" for each in found.heading.notice)
    middle = _people(found, people, done, LIMIT - len(head) - len(rest) - len(foot), words)
    return EMPTY_LINES.sub("\n\n", f"{head}\n{middle}{rest}{foot}").rstrip("\n") + "\n"


def _head(
    found: Comparison, people: Sequence[PersonChange], done: Mapping[Identity, date], words: Words
) -> Iterator[str]:
    title = say("What changes in the lists, as of {day}", day=found.heading.as_of)
    yield f"### {markdown_cell(words(title))}"
    yield ""
    yield from (f"- {markdown_cell(words(each))}" for each in _sentences(found, people, done, words))
    yield ""
    yield markdown_cell(title_of(found, words))
    yield ""


def _sentences(
    found: Comparison, people: Sequence[PersonChange], done: Mapping[Identity, date], words: Words
) -> Iterator[Value]:
    """Deleted records, who is affected, states, days, duties, findings: the heaviest first."""
    gone = gone_people(found.records)
    if gone:
        yield say("The record of a person was deleted, which is an error: {paths}", paths=_few(gone))
    if people:
        yield say("People affected ({n}): {people}", n=len(people), people=_few(sorted(each.code for each in people)))
    else:
        yield say("Nobody's state, days or duties differ.")
        changed = sorted({code for each in found.records if (code := person_at(found, each.path))})
        if changed:
            yield say("The records of these people are changed all the same: {people}", people=_few(changed))
    yield from _state_sentences(found, people, words)
    yield from _duty_sentences(found, done, words)
    new = found.lists.findings.appeared
    n = sum(row.severity == Severity.ERROR for row in new)
    yield say("Findings: {errors} errors and {warnings} warnings are new, {fixed} are mended", errors=n,
              warnings=len(new) - n, fixed=len(found.lists.findings.vanished))  # fmt: skip


def _state_sentences(found: Comparison, people: Sequence[PersonChange], words: Words) -> Iterator[Value]:
    label = found.lists.after.policy.label
    states, days = defaultdict[str, list[Value]](list), []
    for each in people:
        old, new = each.rows
        shown = [words(label("state", row.state) if row else say("not listed")) for row in each.rows]
        if shown[0] != shown[1]:
            states[" → ".join(shown)].append(_since(new, each.code))
        elif old and new and old.free_from != new.free_from:
            days.append(each.code)
    for what, codes in states.items():
        yield say("{what}: {people}", what=what, people=_few(codes))
    if days:
        yield say("Free from another day: {people}", people=_few(days))


def _since(new: EligibleRow | None, code: str) -> Value:
    """Who is free again, with the day from which."""
    if new is None or new.state != OVER or new.free_from is None:
        return code
    return say("{code} (from {day} on)", code=code, day=new.free_from)


def _duty_sentences(found: Comparison, done: Mapping[Identity, date], words: Words) -> Iterator[Value]:
    due, label = found.lists.due, found.lists.after.policy.label
    if due.appeared:
        count = Counter(row.status for row in due.appeared)
        kinds = tuple(say("{status} {n}", status=label("status", each), n=count[each])
                      for each in STATUSES if count[each])  # fmt: skip
        yield say("New on the due list ({n}: {kinds}): {people}", n=len(due.appeared), kinds=kinds,
                  people=_owing(found, due.appeared, words))  # fmt: skip
    otherwise = [new for old, new in due.changed if (old.status, old.due_on) != (new.status, new.due_on)]
    if otherwise:
        yield say(
            "With another status or day on the due list ({n}): {people}",
            n=len(otherwise),
            people=_owing(found, otherwise, words),
        )
    if due.vanished:
        n = sum(duty_key(row) in done for row in due.vanished)
        yield say("Off the due list ({n}, done: {done}): {people}", n=len(due.vanished), done=n,
                  people=_owing(found, due.vanished, words))  # fmt: skip


def _owing(found: Comparison, rows: Iterable[Any], words: Words) -> Value:
    """The people that duties are about; of a body's duty the body."""
    names = found.lists.after.register.organizations
    return _few(sorted({row.person or names.name(row.owner, words.lang) for row in rows}))


def _few(texts: Sequence[Value]) -> Value:
    more = len(texts) - CODES
    return say("{some} and {n} more", some=tuple(texts[:CODES]), n=more) if more > 0 else tuple(texts)


def _people(
    found: Comparison, people: Sequence[PersonChange], done: Mapping[Identity, date], room: int, words: Words
) -> str:
    """As many people as there is room for, then who was left out."""
    text = ""
    for number, each in enumerate(people):
        block = "\n".join(_person(found, each, done, words)) + "\n"
        if number == PEOPLE or len(text) + len(block) > room - ENOUGH:
            left = sorted(one.code for one in people[number:])
            said = say("{n} more people are affected and not shown: {people}. `huifang compare` shows all of them, and "
                       "so does the log of the check", n=len(left), people=_few(left))  # fmt: skip
            return f"{text}{markdown_cell(words(said))}\n\n"
        text += block
    return text


def _person(found: Comparison, each: PersonChange, done: Mapping[Identity, date], words: Words) -> Iterator[str]:
    name = found.lists.after.register.organizations.name(each.unit, words.lang) if each.unit else ""
    yield f"#### {markdown_cell(f'{each.code} {name}')}"
    yield ""
    lines = list(record_lines(found, each, words))
    if lines:
        yield markdown_cell(words.plain(N_("Changed in the records:")))
        yield ""
        yield from markdown_items(lines, words)
        yield ""
    rows = list(person_rows(found, each, done, words))
    if rows:
        yield from markdown_table([words.plain(head) for head in HEADS], rows, words)
    if each.findings:
        yield from _table(findings_section(found, each.findings, (), words), words)


def _rest(found: Comparison, people: Sequence[PersonChange], done: Mapping[Identity, date], words: Words) -> str:
    """Duties of bodies, coverage, other findings and records, as far as there is room; what is the same in a line."""
    text, same = "", []
    for title, lines, empty in _parts(found, {each.code for each in people}, done, words):
        if not lines:
            same += [empty] if empty else []
            continue
        block = f"#### {markdown_cell(title)}\n" + "\n".join(lines) + "\n"
        if len(text) + len(block) > REST:
            block = f"#### {markdown_cell(title)}\n\n…\n\n"
        text += block
    return text + (f"{markdown_cell(' '.join(same))}\n\n" if same else "")


def _parts(
    found: Comparison, people: set[str], done: Mapping[Identity, date], words: Words
) -> Iterator[tuple[str, list[str], str]]:
    """Title, lines, and the sentence for where there are none; "" where those of people were shown before."""
    names, bodies = found.lists.after.register.organizations, duty_pairs(found)[None]
    rows = [
        (names.name((new or old).owner, words.lang), *cells)  # type: ignore[union-attr] # one of them there is
        for old, new in bodies
        for cells in duty_rows(found, [(old, new)], done, words)
    ]
    heads = [words.plain(each) for each in (N_("body"), *HEADS)]
    yield (
        words.plain(N_("Duties of bodies")),
        list(markdown_table(heads, rows, words)) if rows else [],
        words.plain(N_("No duty of a body differs.")),
    )

    def others(all_: Sequence[Any]) -> list[Any]:
        return [each for each in all_ if person_at(found, each.path) not in people]

    coverage, findings = coverage_section(found, words), found.lists.findings
    other_findings = findings_section(found, others(findings.appeared), findings.vanished, words)
    other_records = records_section(others(found.records), words, field_by_labels(found))
    for title, section, there_are in (
        (coverage.title, coverage, False),
        (words.plain(N_("Other findings")), other_findings, True),  # the summary counts them, also where there are none
        (words.plain(N_("Other records")), other_records, bool(found.records)),
    ):
        yield title, list(_table(section, words)) if section.rows else [], "" if there_are else section.empty


def _table(section: ComparisonSection, words: Words) -> Iterator[str]:
    return markdown_table([each.label for each in section.heads], section.rows, words)
