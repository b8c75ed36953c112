"""From a register and its Git history to what pages show of earlier days: changes, month ends, since a commit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from huifang.git_access import CommitTree, RevisionError
from huifang.git_access.place import DAY
from huifang.history import everybody, history_row
from huifang.lists import Lists, Revision
from huifang.lists.redaction import Redaction
from huifang.output import CALENDAR_FORMATS, FILE_FORMATS
from huifang.output.document import document_file
from huifang.past.causes import Causes
from huifang.past.earlier import USUAL, earlier_state
from huifang.past.rows import may_be_shown
from huifang.past.snapshots import HistoryPages, Month, SnapshotComparison, compare_snapshots
from huifang.policy import words_of
from huifang.portal.forge_links import ForgeLinks, forge_links
from huifang.portal.request import PortalContents
from huifang.portal.stamp import SiteStamp
from huifang.portal.writers import FileWriters
from huifang.register import Earlier, add_months, cleared_by, common, load
from huifang.register.days import ONE_DAY
from huifang.services.audit_page import audit_told, audited_histories
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import Request, open_register, policy_of, register_folders, today
from huifang.services.repositories import roots_in_repositories
from huifang.services.several import called
from huifang.services.shown_history import ShownHistory, shown_histories
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.past.commits import Commit
    from huifang.past.earlier import EarlierState
    from huifang.past.rows import HistoryRow
    from huifang.past.snapshots import AuditPage
    from huifang.policy import Policy
    from huifang.register import Cleared
    from huifang.register.load import Progress

WRITERS = FileWriters(FILE_FORMATS["xlsx"], CALENDAR_FORMATS["ics"], document_file)
NOT_THEN = say("the records of that time cannot be computed by this program")
EARLIER = Earlier()  # while serving, one portal after the other is made of nearly the same files
KEPT: dict[tuple[object, ...], SnapshotComparison] = {}  # what was compared, for the same reason


def portal_contents(
    lists: Lists, wanted: Request, since: str | None = None, replaced: SiteStamp | None = None
) -> PortalContents:
    """What a portal is made of: nobody who was cleared or is past retention by today, on any day (rules part 7).

    With the history of the register, where it lies in Git. What is new is told since `since`, or else since the site
    that is replaced, or else since seven days. Stop where `since` cannot be told.
    """
    now = _today(lists, wanted)
    cleared = cleared_by(now.register, now.day)
    shown = lists
    if now is not lists:
        register = lists.register.heeding(cleared)
        shown = Lists(register, lists.policy, lists.day, revisions=lists.revisions, scope=lists.scope)
    past = _past(shown, wanted, since or _since(shown, replaced), _redaction(now, cleared))
    return PortalContents(shown, past, WRITERS, _forge(lists, wanted))


def _forge(lists: Lists, wanted: Request) -> ForgeLinks:
    """Where the records lie on a forge; Git is asked where one is named alone."""
    folders, files = register_folders(wanted.records), lists.register.files
    named = any(each.forge is not None for each in files)
    return forge_links(files, roots_in_repositories(folders, called(folders)) if named else {})


def _today(lists: Lists, wanted: Request) -> Lists:
    """The records of today as of today; the lists themselves where they are of no other revision or earlier day."""
    opened = open_register(replace(wanted, at=None)) if wanted.at else None
    register, policy = (opened.register, opened.policy) if opened else (lists.register, lists.policy)
    day = max(lists.day, today(register.settings))
    return lists if opened is None and day == lists.day else Lists(register, policy, day)


def _redaction(now: Lists, cleared: Cleared) -> Redaction:
    """Who may not be named on pages, as far as the records of today say it."""
    names = now.register.names
    silent = frozenset((*now.register.people, *names)) - now.shown
    known = frozenset(names[code] for code in silent if code in names)
    return Redaction(silent, known, shown=now.shown, cleared=cleared)


def _since(lists: Lists, replaced: SiteStamp | None) -> SiteStamp:
    """The last site of an earlier day, or seven days, at whatever commit it was then."""
    return (replaced.before(lists.day) if replaced else None) or SiteStamp(lists.day - USUAL, ())


def _past(lists: Lists, wanted: Request, since: str | SiteStamp, redaction: Redaction) -> HistoryPages:
    nothing = HistoryPages(standing=redaction.shown, redaction=redaction)
    try:
        lines = shown_histories(lists, wanted)
    except Stop as stop:
        if isinstance(since, str):
            raise
        return replace(nothing, problem=stop.message if lists.revision.commit else None)
    gone = frozenset(code for line in lines for code in everybody(line.found.history))
    redaction = redaction.also(gone - (redaction.shown or frozenset()))
    told = ShownChanges(lines, redaction, lists)
    commits, day = told.asked(since) if isinstance(since, str) else told.usual(since)
    return replace(
        nothing,
        redaction=redaction,
        changes=told.rows,
        notes=told.notes,
        months=tuple(told.months()),
        audit=told.audit(wanted.progress),
        since=told.compared(commits, lists.day),
        asked=since if isinstance(since, str) else day.isoformat(),
        earlier=told.earlier(commits, min(day, lists.day)),
    )


class ShownChanges:
    """The changes that pages show, of the people who may be shown."""

    def __init__(self, lines: tuple[ShownHistory, ...], redaction: Redaction, lists: Lists) -> None:
        self.lines, self.redaction, self.lists = lines, redaction, lists
        self.shown = redaction.shown or frozenset()

    @cached_property
    def rows(self) -> tuple[HistoryRow, ...]:
        """Every change that may be shown, newest first."""
        rows = [
            history_row(each, line.found.tree.name, line.found.history) for line in self.lines for each in line.changes
        ]
        rows.sort(key=lambda row: row.committed, reverse=True)  # by the time that pages show
        return tuple(row for row in rows if may_be_shown(row, self.redaction))

    @cached_property
    def notes(self) -> dict[str, Commit]:
        """The commits of those changes, newest first."""
        wanted = {row.commit for row in self.rows}
        found = [
            line.note(commit, self.redaction)
            for line in self.lines
            for commit in reversed(line.found.history.commits)
            if commit.number in line.numbers and commit.hash in wanted
        ]
        found.sort(key=lambda each: -each.seconds)
        return {note.hash: note for note in found}

    def months(self) -> Iterator[Month]:
        """The last ends of months, as many as policy says, newest first."""
        rule = self.lists.policy.on(self.lists.day).month_ends
        first = min(line.begun for line in self.lines)
        for day in islice(_ends(self.lists.day), rule.months if rule else 0):
            if day < first:
                return
            yield Month(day, lambda day=day: self.compared(tuple(line.on(day) for line in self.lines), day))  # type: ignore[misc] # its own day

    def audit(self, progress: Progress | None) -> AuditPage | None:
        """The audit of what is shown; None where that is not the newest commit, for which alone it speaks."""
        if any(line.tip != line.found.history.tip for line in self.lines):
            return None
        audited = audited_histories((line.found for line in self.lines), self.lists, progress)
        return audit_told(audited, self.redaction, self.notes)

    def asked(self, typed: str) -> tuple[tuple[str | None, ...], date]:
        """The commits that somebody named, and their day; Stop(USAGE) where they are none of the history."""
        try:
            commits = tuple(line.found.place.revision(typed) for line in self.lines)
        except RevisionError as problem:
            message = say("{value} names no commit, or no commit is that old", value=typed)
            raise Stop(ExitCode.USAGE, message) from problem
        for line, commit in zip(self.lines, commits, strict=True):
            if line.found.history.numbers.get(commit) not in line.numbers:
                raise Stop(ExitCode.USAGE, say("{value} is not in the history of what is shown", value=typed))
        days = [line.found.history.commits[line.found.history.numbers[commit]].day
                for line, commit in zip(self.lines, commits, strict=True)]  # fmt: skip
        return commits, date.fromisoformat(typed) if DAY.fullmatch(typed) else max(days)

    def usual(self, site: SiteStamp) -> tuple[tuple[str | None, ...], date]:
        """The commits of an earlier site; where they are not in the history any more, those of the end of its day.

        A register that is younger is as it is now: else everything in it would be new.
        """
        if len(site.revisions) == len(self.lines) and all(
            line.found.history.numbers.get(commit or "") in line.numbers
            for line, commit in zip(self.lines, site.revisions, strict=True)
        ):
            return site.revisions, site.day
        return tuple(line.on(site.day) or line.tip for line in self.lines), site.day

    def earlier(self, commits: tuple[str | None, ...], day: date) -> EarlierState | None:
        """What was overdue on an earlier day at these commits; None where that cannot be computed.

        What is owed by restricted facts, which no commit tells, was overdue then if its day was past.
        """
        try:
            found = earlier_state(_opened(self.lines, commits, day, self.redaction.cleared), commits)
            if not self.lists.register.has_restricted:
                return found
            known = frozenset(earlier_state(self._now).overdue)
        except Stop:
            return None
        beyond = (row for row in earlier_state(self.lists).overdue if row.due_on < day and row not in known)
        return replace(found, overdue=(*found.overdue, *beyond))

    def compared(self, commits: tuple[str | None, ...], day: date) -> SnapshotComparison | Text:
        """The records of these commits against those shown, both as of a day."""
        key = (commits, tuple((line.tip, line.found.folder.resolve()) for line in self.lines), day, self.redaction)
        if key not in KEPT:
            try:
                KEPT[key] = self._compare(commits, day)
            except Stop:
                return NOT_THEN
        return KEPT[key]

    def _compare(self, commits: tuple[str | None, ...], day: date) -> SnapshotComparison:
        then = _opened(self.lines, commits, day, self.redaction.cleared)
        now = self._now
        if day != now.day:
            now = Lists(now.register, now.policy, day, revisions=now.revisions)
        between = None
        if then.policy != now.policy:  # its version is typed, and may have been forgotten
            between = Lists(then.register, now.policy, day, revisions=then.revisions)
        rows, notes = self._between(commits)
        return compare_snapshots(then, between, now, Causes(rows, notes, self.shown, day), self.shown)

    @cached_property
    def _now(self) -> Lists:
        """The records of the commit that is shown; without what stands in other clones, as those of then."""
        return _opened(self.lines, tuple(line.tip for line in self.lines), self.lists.day, self.redaction.cleared)

    def _between(self, commits: tuple[str | None, ...]) -> tuple[list[HistoryRow], dict[str, Commit]]:
        """The changes after these commits, and their commits, oldest first."""
        inside: set[str] = set()
        for line, commit in zip(self.lines, commits, strict=True):
            span = [line.tip] if commit is None else [line.tip, f"^{commit}"]
            inside.update(line.found.place.output("rev-list", *span, "--").decode().split())
        rows = [row for row in self.rows if row.commit in inside]
        touched = {row.commit for row in rows}
        return rows, {note.hash: note for note in reversed(self.notes.values()) if note.hash in touched}


def _opened(lines: tuple[ShownHistory, ...], commits: tuple[str | None, ...], day: date, cleared: Cleared) -> Lists:
    """The lists of earlier commits; a register that had none yet is left out. Stop where they cannot be read.

    Restricted facts are not read, even where a commit tracked them, by mistake or as the sample does.
    """
    found = [(line, commit) for line, commit in zip(lines, commits, strict=True) if commit is not None]
    trees = [common(CommitTree(line.found.place, commit)) for line, commit in found]
    policy: Policy = policy_of(trees)
    register = load(trees, words_of(policy), earlier=EARLIER).heeding(cleared)
    revisions = tuple(Revision(commit, dirty=False) for _, commit in found)
    return Lists(register, policy, day, revisions=revisions)


def _ends(day: date) -> Iterator[date]:
    """The ends of months up to a day, newest first."""
    first = (day + ONE_DAY).replace(day=1)
    while True:
        yield first - ONE_DAY
        first = add_months(first, -1)
