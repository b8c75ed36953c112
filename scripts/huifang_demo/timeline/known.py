"""A record as it was known on an earlier day: what came later is not in it yet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from huifang.register.described import LISTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.editing.writing import Raw

ONE_DAY = timedelta(days=1)
ENTERED = {key: said.since for key, said in LISTS.items() if said.since}  # list -> the day that an entry begins with
FILLED = {  # days filled in later, with what comes with each
    day: tuple({other for each in LISTS.values() for other in each.later.get(day, ())})
    for said in LISTS.values() for day in said.later
}  # fmt: skip
STANDS_EMPTY = ("to", "confirmed_on", "closed_on", "settled_on", "result", "done")  # null until it is known
BEFORE = "unit_history"


def known(data: Mapping[str, Raw], day: date) -> dict[str, Raw]:
    """The data as somebody could write them on a day."""
    found: dict[str, Raw] = {}
    for key, value in data.items():
        if key == BEFORE or _later(_day_of(value), day):
            continue
        entries = _entries(value)
        if entries is None:
            found[key] = value
        elif kept := [_entry(each, day) for each in entries if not _later(_entered(key, each), day)]:
            found[key] = kept
        elif key in ("measures", "helpers"):  # these keys are always there
            found[key] = []
    for entry in _entries(data.get(BEFORE)) or ():
        if _later(_moved(entry), day):
            found |= {key: value for key, value in entry.items() if key not in ("from", "to")}
        else:
            found[BEFORE] = [_entry(each, day) for each in _entries(data[BEFORE]) or ()]
    return {key: found[key] for key in data if key in found}


def days(data: Mapping[str, Raw]) -> list[date]:
    """Every day on which something of the record became known, in order."""
    return sorted(set(_days(data)))


def _days(data: Mapping[str, Raw]) -> Iterator[date]:
    for key, value in data.items():
        yield from _given(_day_of(value))
        for entry in _entries(value) or ():
            yield from _given(_moved(entry) if key == BEFORE else _entered(key, entry))
            for name in ("received_on",) if key == BEFORE else FILLED:
                yield from _given(_as_day(entry.get(name)))


def _given(day: date | None) -> Iterator[date]:
    if day is not None:
        yield day


def _entry(entry: Mapping[str, Raw], day: date) -> Raw:
    kept = dict(entry)
    for key, others in FILLED.items():
        if _later(_as_day(entry.get(key)), day):
            for name in (each for each in (key, *others) if each in kept):
                if name in STANDS_EMPTY:
                    kept[name] = None
                else:
                    del kept[name]
    return kept


def _entries(value: Raw) -> list[Mapping[str, Raw]] | None:
    """The entries of a list of entries; None for any other value."""
    if not isinstance(value, list) or not value:
        return None
    entries: list[Mapping[str, Raw]] = [each for each in value if isinstance(each, dict)]
    return entries if len(entries) == len(value) else None


def _entered(key: str, entry: Mapping[str, Raw]) -> date | None:
    return _as_day(entry.get(ENTERED[key])) if key in ENTERED else None


def _moved(entry: Mapping[str, Raw]) -> date | None:
    """The first day of the new unit or post."""
    last = _as_day(entry.get("to"))
    return None if last is None else last + ONE_DAY


def _day_of(value: Raw) -> date | None:
    """The day of a paper, or of leaving."""
    return _as_day(value.get("on")) if isinstance(value, dict) else None


def _as_day(value: Raw) -> date | None:
    """A day; of a month that is known alone, its first."""
    return date.fromisoformat(f"{value}-01") if isinstance(value, str) else value if isinstance(value, date) else None


def _later(fact: date | None, day: date) -> bool:
    return fact is not None and fact > day
