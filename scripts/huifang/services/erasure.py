"""What is known of one identity: whether it may be erased, where it stands, and what each repository still holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from huifang.git_access import GitPlace, NoGitError, ShallowError, find
from huifang.history import IdentityTraces, RepositoryTraces
from huifang.register.erasures import ERASURES, Erasure, read_erasures
from huifang.register.identities import NameEntry, NameLine, listed, mentioned, naming
from huifang.register.layout import SECRET
from huifang.register.scalars import CODE
from huifang.rules.erasure import Standing, standing_of
from huifang.services.exits import ExitCode, Stop
from huifang.texts import say

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from huifang.register import Tree
    from huifang.services.registers import OpenRegister

COMMON = "common"


@dataclass(frozen=True, slots=True)
class Repository:
    """One repository of a register: the common one, or a clone of its own in `identities/` or `restricted/`."""

    name: str
    place: GitPlace
    remains: IdentityTraces


@dataclass(frozen=True)
class IdentityPlaces:
    """One register as it is asked about a code."""

    folder: Path
    tree: Tree
    code: str
    places: tuple[tuple[str, GitPlace], ...]

    @property
    def bare(self) -> bool:
        """Whether there is no work tree to write to."""
        return any(name == COMMON and place.bare for name, place in self.places)

    @cached_property
    def listed(self) -> tuple[NameEntry, ...]:
        """Where the files of names hold the code now."""
        return listed(self.tree, self.code)

    @cached_property
    def repositories(self) -> tuple[Repository, ...]:
        """What each repository holds. The spellings that one knows are looked for in all."""
        traces = [(name, place, RepositoryTraces(place, own=name == SECRET[0])) for name, place in self.places]
        present = (name for each in self.listed for name in each.names)
        past = (name for _, _, each in traces for name in each.spellings(self.code))
        names = tuple(dict.fromkeys((*present, *past)))
        return tuple(Repository(name, place, each.remains(self.code, names)) for name, place, each in traces)

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling of the name that is known."""
        present = (name for each in self.listed for name in each.names)
        return tuple(dict.fromkeys((*present, *(name for each in self.repositories for name in each.remains.names))))

    @cached_property
    def mentions(self) -> tuple[NameLine, ...]:
        """Where else the name is written in the register, as it is now; comments of the files of names too."""
        pattern = naming(self.names)
        return mentioned(self.tree, pattern, self.code) if pattern else ()

    @property
    def recorded(self) -> tuple[Erasure, ...]:
        """The erasures of the code that are recorded; Stop where the file cannot be read."""
        _, reading = read_erasures(self.tree)
        if reading is None:
            return ()
        if reading.value is None:
            path = f"{self.tree.name}/{ERASURES}"
            raise Stop(ExitCode.UNREADABLE, say("{path} cannot be read; mend it first", path=path), reading.findings)
        return tuple(each for each in reading.value.erasures if each.code == self.code)

    @property
    def known(self) -> bool:
        """Whether the register ever knew the code, apart from its records as they are."""
        return bool(self.listed or self.recorded or any(each.remains.known for each in self.repositories))

    @property
    def left(self) -> bool:
        """Whether the identity or the name stands in a commit, or the name in a file that the command leaves alone."""
        return any(each.remains for each in self.repositories) or bool(self.mentions)


def homes(opened: OpenRegister, code: str) -> tuple[IdentityPlaces, ...]:
    """Every register that was asked for."""
    pairs = zip(opened.folders, opened.trees, strict=True)
    return tuple(IdentityPlaces(folder, tree, code, _places(folder)) for folder, tree in pairs)


def home_of(opened: OpenRegister, code: str) -> IdentityPlaces:
    """The register that a code belongs to: by its record, its identity, its past; Stop(USAGE) where nobody knows it."""
    every = homes(opened, code) if CODE.fullmatch(code) else ()
    path = opened.register.folders.get(code) or getattr(opened.register.people.get(code), "path", "")
    by_record = (each for each in every if path and _has(each.tree, path))
    by_past = (each for each in every if each.known)
    found = next(by_record, None) or next((each for each in every if each.listed), None) or next(by_past, None)
    if found is None:
        raise Stop(ExitCode.USAGE, say("there is no person {value}, now or ever", value=code))
    return found


def standing_or_stop(opened: OpenRegister, code: str, day: date) -> Standing:
    """Whether the identity may be erased on the day; Stop(USAGE) with what would have to be true where it may not."""
    found = standing_of(opened.register, opened.policy, code, day)
    if found.unread:
        message = say("the record of {code} cannot be read whole, so nothing is erased; mend it first", code=code)
        raise Stop(ExitCode.USAGE, message)
    if found.ground is not None:
        return found
    measures = tuple(
        say("{kind} of {day}", kind=opened.policy.label("measure_type", each.type), day=str(each.decided_on or "?"))
        for each in found.in_force
    )
    if found.since is not None:
        message = say("{code} keeps the name: {measures} not revoked, and retention ends on {day}; it may be erased"
                      " from that day on, or once every measure has `revoked_on`", code=code, measures=measures,
                      day=found.since)  # fmt: skip
        raise Stop(ExitCode.USAGE, message)
    months = opened.policy.on(day).retention.months
    message = say("{code} keeps the name: {measures} not revoked; it may be erased once every measure has `revoked_on`,"
                  " or {months} months after `return_to_scope.confirmed_on` or `left.on`", code=code,
                  measures=measures, months=months)  # fmt: skip
    raise Stop(ExitCode.USAGE, message)


def _has(tree: Tree, path: str) -> bool:
    inside = path.removeprefix(f"{tree.name}/")
    return any(each.path == inside for each in tree.entries())


def _places(folder: Path) -> tuple[tuple[str, GitPlace], ...]:
    """The repositories of a register, each once; none for a plain folder. Stop where one has a part of its history."""
    found: dict[str, tuple[str, GitPlace]] = {}
    for name in (COMMON, *SECRET):
        inner = folder if name == COMMON else folder / name
        if not inner.is_dir():
            continue
        try:
            place = find(inner)
        except NoGitError:
            continue
        found.setdefault(place.folder(), (name, place.registered() if name == COMMON else place))
    for _, place in found.values():
        _refuse_shallow(place)
    return tuple(found.values())


def _refuse_shallow(place: GitPlace) -> None:
    try:
        place.refuse_shallow()
    except ShallowError as problem:
        message = say("this clone holds only a part of the history; fetch the rest: git fetch --unshallow")
        raise Stop(ExitCode.UNREADABLE, message) from problem
