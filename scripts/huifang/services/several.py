"""Several registers as one: the names that distinguish them, and that they share one policy and one set of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from huifang.git_access import GitTroubleError, NoGitError, find
from huifang.policy.load import FILES
from huifang.register.tree import FolderTree, printable
from huifang.services.exits import ExitCode, Stop
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from huifang.policy import Policy
    from huifang.register import Tree
    from huifang.register.models import RegisterFile

LONGEST = 60  # characters of a value in a sentence
NAMES = ("id", "type", "edition", "from")  # by which an entry of a policy file is known
ABSENT = "-"
Differing = tuple[str, object, object]  # where, and the value of each side; None where it has none


def called(folders: Sequence[Path]) -> tuple[str, ...]:
    """What each register is called: `""` for its own name; where several share one, that and what parts their places.

    `a/records` and `b/records` are `records(a)` and `records(b)`.
    """
    if len(folders) == 1:
        return ("",)
    names = [_own(folder) for folder in folders]
    return tuple(
        f"{name}({_apart(number, [at for at, each in enumerate(names) if each == name], folders)})"
        if names.count(name) > 1
        else ""
        for number, name in enumerate(names)
    )


def _own(folder: Path) -> str:
    try:
        return find(folder).registered().name
    except (GitTroubleError, NoGitError):
        return FolderTree(folder).name


def _apart(number: int, alike: Sequence[int], folders: Sequence[Path]) -> str:
    """The innermost part of a path that no other of these has at its place; else which of them it is."""
    paths = {each: folders[each].resolve().parts[::-1] for each in alike}
    for at, mine in enumerate(paths[number][:-1]):
        if all(parts[at : at + 1] != (mine,) for each, parts in paths.items() if each != number):
            return printable(mine)
    return str(number + 1)


def refuse_unlike(trees: Sequence[Tree], policies: Sequence[Policy], settings: Sequence[RegisterFile]) -> None:
    """Stop(UNREADABLE) where a register has other rules or settings than the first; the first path that differs."""
    for tree, policy, file in zip(trees[1:], policies[1:], settings[1:], strict=True):
        found = next(_unlike((policies[0], settings[0]), (policy, file)), None)
        if found is not None:
            where, one, other = found
            message = say(
                "several registers are computed by one policy and one set of settings, but {path} is {one} in {first} "
                "and {other} in {second}; make them the same, or compute each register alone",
                path=where, one=_shown(one), first=trees[0].name, other=_shown(other), second=tree.name,
            )  # fmt: skip
            raise Stop(ExitCode.UNREADABLE, message)


def _unlike(one: tuple[Policy, RegisterFile], other: tuple[Policy, RegisterFile]) -> Iterator[Differing]:
    """Settings first: they stand in the files of policy too, as those are read."""
    yield from _differing("register.yml: settings", dict(one[0].local), dict(other[0].local))
    if one[1].sample_day is not None and other[1].sample_day is not None:  # a day that decides for both
        yield from _differing("register.yml: sample_day", one[1].sample_day, other[1].sample_day)
    for name in FILES:
        yield from _differing(f"policy/{name}.yml: ", getattr(one[0], name), getattr(other[0], name))


def _differing(where: str, one: object, other: object) -> Iterator[Differing]:
    """Every innermost place at which two data differ, in the order of the files."""
    one, other = (dict(iter(each)) if isinstance(each, BaseModel) else each for each in (one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys((*one, *other)):
            yield from _differing(_below(where, str(key)), one.get(key), other.get(key))
    elif isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        for at in range(max(len(one), len(other))):
            left, right = (each[at] if at < len(each) else None for each in (one, other))
            yield from _differing(f"{where}[{_named(left if left is not None else right, at)}]", left, right)
    elif one != other:
        yield where, one, other


def _below(where: str, key: str) -> str:
    return f"{where}{key}" if where.endswith(" ") else f"{where}.{key}"


def _named(entry: object, at: int) -> str:
    """An entry of a list by its name, else by its place."""
    found: Mapping[str, object] = {}
    if isinstance(entry, (BaseModel, dict)):
        found = dict(iter(entry)) if isinstance(entry, BaseModel) else entry
    return next((str(found[name]) for name in NAMES if found.get(name)), str(at + 1))


def _shown(value: object) -> str:
    text = ABSENT if value is None else str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
