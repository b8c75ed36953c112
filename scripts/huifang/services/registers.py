"""From options to Lists: which register, which commit, which day."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from huifang.checks.organizations import organization_meant
from huifang.git_access import (
    CalendarError,
    CommitTree,
    GitPlace,
    GitTroubleError,
    NoGitError,
    RevisionError,
    WorkTree,
    find,
)
from huifang.lists import Lists, Revision, Scope
from huifang.policy import NoPolicyError, Policy, load_policy, words_of
from huifang.register import FolderTree, Register, load
from huifang.register.days import UTC8
from huifang.register.layout import SECRET
from huifang.register.load import Progress, settings_of
from huifang.register.meant_values import day_meant
from huifang.register.scalars import DAY, read_day
from huifang.services.exits import ExitCode, Stop
from huifang.services.several import called, refuse_unlike
from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from huifang.register import Tree
    from huifang.register.models import RegisterFile

KNOWN_FORMAT = 1
RECORDS = "records"


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asked for, as typed."""

    records: tuple[Path, ...] = ()
    at: str | None = None
    as_of: str | None = None
    districts: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    progress: Progress | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class OpenRegister:
    """A register with its policy and where it came from."""

    register: Register
    policy: Policy
    folders: tuple[Path, ...]
    trees: tuple[Tree, ...]
    revisions: tuple[Revision, ...]  # one a register
    read_again: Callable[[Sequence[Tree]], Register]  # the same with other bytes in some files
    notes: tuple[Text, ...] = ()  # for stderr


@dataclass(frozen=True, slots=True)
class FoundRegister:
    """One register as it was found: its files, its commit, what of it is tracked, and whether nothing is beside it."""

    tree: Tree
    revision: Revision
    tracked: tuple[str, ...] = ()
    modes: Mapping[str, str] = field(default_factory=dict)
    alone: bool = False
    note: Text | None = None


def register_folders(typed: Sequence[Path]) -> tuple[Path, ...]:
    """The registers' folders: `--records`, else HUIFANG_RECORDS, else `records` here or in the nearest parent.

    Several stand in the order of their paths, each once: the order in which they were typed decides nothing.
    """
    named = tuple(typed) or tuple(
        Path(part) for part in os.environ.get("HUIFANG_RECORDS", "").split(os.pathsep) if part
    )
    if named:
        for folder in named:
            if not folder.is_dir():
                raise Stop(ExitCode.UNREADABLE, say("there is no folder {folder}", folder=str(folder)))
        return tuple({folder.resolve(): folder for folder in sorted(named, key=Path.resolve)}.values())
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / RECORDS).is_dir():
            return (folder / RECORDS,)
    message = say("no register here: name its folder with --records or HUIFANG_RECORDS")
    raise Stop(ExitCode.UNREADABLE, message)


def open_register(wanted: Request) -> OpenRegister:
    """Read a register and its policy; Stop(UNREADABLE) where that is not possible."""
    folders = register_folders(wanted.records)
    found = [_found(folder, wanted.at, name) for folder, name in zip(folders, called(folders), strict=True)]
    trees = tuple(each.tree for each in found)
    policy = policy_of(trees)
    read = partial(
        load,
        words=words_of(policy),
        tracked=[path for each in found for path in each.tracked],
        modes={path: mode for each in found for path, mode in each.modes.items()},
        alone=any(each.alone for each in found),
    )
    notes = tuple(each.note for each in found if each.note is not None)
    revisions = tuple(each.revision for each in found)
    return OpenRegister(read(trees, progress=wanted.progress), policy, folders, trees, revisions, read, notes)


def open_lists(wanted: Request) -> Lists:
    """Everything that can be computed for what was asked; unknown codes, districts and dates are usage errors."""
    opened = open_register(wanted)
    return lists_of(opened, wanted)


def lists_of(opened: OpenRegister, wanted: Request) -> Lists:
    """The lists of an opened register for a day and a scope."""
    day = as_of(wanted.as_of, opened.register.settings)
    scope = Scope(frozenset(wanted.districts), frozenset(wanted.units), frozenset(wanted.people))
    refuse_unknown(opened.register, scope)
    return Lists(opened.register, opened.policy, day, revisions=opened.revisions, scope=scope)


def as_of(typed: str | None, settings: RegisterFile) -> date:
    """The as-of date: the option, HUIFANG_AS_OF, else today."""
    text = typed or os.environ.get("HUIFANG_AS_OF") or ""
    return day_typed(text) if text else today(settings)


def day_typed(text: str) -> date:
    """A day as it was typed; Stop(USAGE) where it is none."""
    if not DAY.fullmatch(text):
        raise Stop(ExitCode.USAGE, no_day(text))
    try:
        return read_day(text)
    except ValueError as problem:
        raise Stop(ExitCode.USAGE, say("{value} is not in the calendar", value=text)) from problem


def no_day(typed: str) -> Text:
    """A text is no day; the day that was meant, where that is certain."""
    meant = day_meant(typed)
    if meant.certain:
        near = say("write `{value}`", value=meant.values[0])
        return say("{message}: {near}", message=say("{value} is not a day", value=typed), near=near)
    return say("{value} is not a day; write YYYY-MM-DD", value=typed)


def today(settings: RegisterFile) -> date:
    """The sample's day, else today at UTC+8."""
    if settings.sample and settings.sample_day is not None:
        return settings.sample_day
    return _clock()


def latest_day(settings: RegisterFile) -> date:
    """The last day that anything can be of: today, of a sample not before its day."""
    return max(today(settings), _clock())


def _clock() -> date:
    """The only clock there is."""
    return datetime.now(UTC8).date()


def _found(folder: Path, at: str | None, name: str) -> FoundRegister:
    try:
        place = replace(find(folder), called=name)
        if at is None and not place.bare:
            return _in_work_tree(folder, place)
    except GitTroubleError as problem:
        if at is not None:
            raise
        return FoundRegister(FolderTree(folder, name), Revision(), note=problem.message)
    except NoGitError as problem:
        if at is not None:
            message = say("{folder} lies in no Git repository, so --at means nothing", folder=str(folder))
            raise Stop(ExitCode.UNREADABLE, message) from problem
        return FoundRegister(FolderTree(folder, name), Revision())
    return _committed(place, "HEAD" if at is None else at)


def _in_work_tree(folder: Path, place: GitPlace) -> FoundRegister:
    tree = work_tree(folder, place)
    lies = WorkTree(place)
    tracked = tuple(f"{tree.name}/{path}" for path in place.tracked(*SECRET))
    return FoundRegister(tree, Revision(place.head(), lies.dirty), tracked, lies.modes, alone=not place.inside)


def work_tree(folder: Path, place: GitPlace) -> FolderTree:
    """The register's files as they lie here, under the name that its commits have too."""
    return FolderTree(folder, place.name)


def commit_of(place: GitPlace, at: str) -> str:
    """The commit that somebody names, by a revision or a day; Stop(USAGE) for none."""
    try:
        return place.revision(at)
    except CalendarError as problem:
        raise Stop(ExitCode.USAGE, say("{value} is not in the calendar", value=at)) from problem
    except RevisionError as problem:
        message = say("{value} names no commit, or no commit is that old", value=at)
        if place.shallow():
            message = say(
                "{value} names no commit here; this clone holds only a part of the history, "
                "fetch the rest: git fetch --unshallow",
                value=at,
            )
        raise Stop(ExitCode.USAGE, message) from problem


def _committed(place: GitPlace, at: str) -> FoundRegister:
    commit = commit_of(place, at)
    there = place.registered(commit)
    tree = CommitTree(there, commit)
    if place.bare and not any(each.path.startswith("policy/") for each in tree.entries()):
        message = say(
            "no register was found in this bare repository: not at its root, not in `records`, "
            "and not in exactly one other folder"
        )
        raise Stop(ExitCode.UNREADABLE, message)
    tracked = tuple(f"{tree.name}/{path}" for path in tree.tracked)
    return FoundRegister(tree, Revision(commit, dirty=False), tracked, tree.modes, alone=not there.inside)


def policy_of(trees: Sequence[Tree]) -> Policy:
    """The policy of the registers, with their settings; Stop(UNREADABLE) where it is absent, broken or not one."""
    found = []
    files = [settings_of(tree) for tree in trees]
    for tree, settings in zip(trees, files, strict=True):
        if settings.format > KNOWN_FORMAT:
            message = say("{name} has format {format}; this program knows {known}", name=tree.name,
                          format=settings.format, known=KNOWN_FORMAT)  # fmt: skip
            raise Stop(ExitCode.UNREADABLE, message)
        try:
            found.append(load_policy(tree, settings.settings))
        except NoPolicyError as problem:
            message = say("{name} has no policy that can be read: is it a register?", name=f"{tree.name}/policy")
            if any(each.check != "no-policy" for each in problem.findings):
                n = len(problem.findings)
                message = say("the policy cannot be used before its errors are mended: {n}, told above", n=n)
            raise Stop(ExitCode.UNREADABLE, message, problem.findings) from problem
    refuse_unlike(trees, found, files)
    return found[0]


def _no_unit(register: Register, typed: str) -> Text:
    """There is no such unit; the id of the one whose name was typed."""
    message = say("there is no unit {value}", value=typed)
    near, _ = organization_meant(register.organizations, typed, Text(""))
    return say("{message}: {near}", message=message, near=near) if near.template else message


def refuse_unknown(register: Register, scope: Scope) -> None:
    """Stop(USAGE) where a district, unit or person was asked for that is not there."""
    districts = {
        **dict.fromkeys(person.folder for person in register.people.values()),
        **register.organizations.districts,
    }
    for value in sorted(scope.districts - set(districts)):
        raise Stop(
            ExitCode.USAGE, say("there is no district {value}; there are {known}", value=value, known=tuple(districts))
        )
    for value in sorted(each for each in scope.units if each not in register.organizations):
        raise Stop(ExitCode.USAGE, _no_unit(register, value))
    for value in sorted(scope.people - set(register.people)):
        raise Stop(ExitCode.USAGE, say("there is no person {value}", value=value))


def refuse_unsure(register: Register) -> None:
    """Stop(UNREADABLE) where `register.yml` cannot be read: its day and settings would be lost unseen."""
    if f"{register.root}/register.yml" in register.unread:
        raise Stop(ExitCode.UNREADABLE, say("register.yml cannot be read, so no list is sure: see `huifang validate`"))
