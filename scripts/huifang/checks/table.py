"""A check as an entry of the table: its function, its severity, and what its docstring says of it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from huifang.register import Finding, Severity

if TYPE_CHECKING:
    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.rules.programme import Programme

OfRecords = Callable[["Register", "Policy"], Iterator[Finding]]
OfDay = Callable[["Register", "Programme"], Iterator[Finding]]


class CheckInfo(NamedTuple):
    """One check: what must hold, why, and what to do where it does not; English templates of the catalogue."""

    id: str
    severity: Severity
    what: str
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class Check:
    """One check. One of records sees the same on every day; one of a day sees what is known on it."""

    severity: Severity
    of_records: OfRecords | None = None
    of_day: OfDay | None = None

    @property
    def id(self) -> str:
        """By which people name it."""
        return id_of(self._function)

    @property
    def _function(self) -> OfRecords | OfDay:
        found = self.of_records or self.of_day
        assert found is not None  # noqa: S101 - the table gives each check one of the two
        return found

    def told(self) -> CheckInfo:
        """The check in words."""
        return check_info(self._function, self.severity)


def check_info(function: Callable[..., object], severity: Severity) -> CheckInfo:
    """What the docstring of a check says in its parts: first what must hold, then `Why:` and `Fix:`."""
    what, *rest = inspect.cleandoc(function.__doc__ or "").split("\n\n")
    parts = {"what": " ".join(what.split())}
    name = "what"
    for line in "\n".join(rest).splitlines():
        head, _, text = line.partition(": ")
        if head in ("Why", "Fix"):
            name, line = head, text[:1].upper() + text[1:]  # noqa: PLW2901 - the head is not part of the text
        parts[name] = f"{parts[name]} {line.strip()}" if name in parts else line.strip()
    return CheckInfo(id_of(function), severity, parts["what"], parts["Why"], parts["Fix"])


def id_of(function: Callable[..., object]) -> str:
    """The id of a check: its function's name, with hyphens."""
    return function.__name__.replace("_", "-")


def errors(*functions: OfRecords) -> Iterator[Check]:
    """Checks that block a merge: they never ask for the day."""
    return (Check(Severity.ERROR, of_records=each) for each in functions)


def warnings(*functions: OfRecords) -> Iterator[Check]:
    """Checks that give warnings, the same on every day."""
    return (Check(Severity.WARNING, of_records=each) for each in functions)


def of_day(*functions: OfDay) -> Iterator[Check]:
    """Checks that give warnings, by what is known on the as-of date."""
    return (Check(Severity.WARNING, of_day=each) for each in functions)
