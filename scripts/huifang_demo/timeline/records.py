"""The life of records: on which day each came, and what was added to it when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from huifang_demo.people import management
from huifang_demo.rates import DAY, PAPER
from huifang_demo.sheet import Sheet
from huifang_demo.timeline.change import RecordChangeDraft
from huifang_demo.timeline.known import days, known
from huifang_demo.timeline.rates import DELAYS, LATE, OPINION_AT_ONCE
from huifang_demo.timeline.words import CONTACT, CREATED, FACTS, OTHERWISE, PAPERS, RESTRICTED
from huifang_demo.words import POSTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.editing.writing import Raw
    from huifang_demo.places import DemoDistrict
    from huifang_demo.random_numbers import Random

Data = dict[str, "Raw"]
UNDATED = timedelta(days=280)  # before the demonstration's day: a person of whom no day is known


@dataclass(slots=True)
class PersonSheets:
    """All sheets about one person."""

    code: str
    place: DemoDistrict
    sheets: list[Sheet] = field(default_factory=list)

    def told(self, dice: Random) -> list[RecordChangeDraft]:
        """Everything that was ever written down about the person, in order."""
        teller = _Timeline(self, dice)
        found = [deed for sheet in self.sheets for deed in teller.of(sheet)]
        return sorted(found, key=lambda deed: deed.day)  # the person's own file first, then talks and visits


class _Timeline:
    """Tells the sheets of one person, whose own file comes first."""

    def __init__(self, person: PersonSheets, dice: Random) -> None:
        self._person, self._dice = person, dice
        self._from = DAY  # the day on which the person was entered
        self._recorded: dict[str, date] = {}  # visit -> the day on which it was

    def of(self, sheet: Sheet) -> Iterator[RecordChangeDraft]:
        """The deeds of one file; the last one leaves it as it is now."""
        name = sheet.path.rpartition("/")[2]
        if name == "person.md":
            return self._person_file(sheet)
        if sheet.body is None:
            return self._restricted(sheet)
        return self._contact(sheet, name)

    def _person_file(self, sheet: Sheet) -> Iterator[RecordChangeDraft]:
        facts = days(sheet.data) or [DAY - UNDATED]
        self._from = self._after(facts[0], "person")
        written = [self._from]
        for fact in facts:
            if fact > written[-1]:
                written.append(self._after(fact, "fact"))
        post = self._dice.pick(POSTS[str(sheet.data["rank"])])
        before: Data = {}
        for day in written:
            data = known(sheet.data, day)
            if "left" in sheet.data and "left" not in data:
                data["post"] = data["post"] or post
            if data["rank"] != sheet.data["rank"]:
                data["management"] = management(str(data["rank"]), self._person.place)
            subject = self._about(_named(FACTS, before, data)) if before else CREATED.format(code=self._person.code)
            registers = () if before else (self._person.code,)
            if data != before:
                yield self._deed(day, subject, Sheet(sheet.path, data, sheet.body), registers)
            before = data

    def _contact(self, sheet: Sheet, name: str) -> Iterator[RecordChangeDraft]:
        held = date.fromisoformat(name[:10])
        late = self._dice.chance(LATE)
        written = [max(self._from, self._after(held, "late" if late else "contact"))]
        self._recorded[name.removesuffix(".md")] = written[0]
        papers = [paper["on"] for key in PAPER if isinstance(paper := sheet.data.get(key), dict)]
        opinion = written[0] if self._dice.chance(OPINION_AT_ONCE) else self._after(written[0], "paper")
        opinion = min([opinion, *(day for day in papers if isinstance(day, date))])
        facts = [*days(sheet.data), *([opinion] if sheet.data.get("opinion") else [])]
        for fact in sorted(set(facts)):
            if fact > written[-1]:
                written.append(fact if fact == opinion else self._after(fact, "paper"))
        what = f"{held} {CONTACT[name.removesuffix('.md').rpartition('-')[2]]}"
        before: Data = {}
        for day in written:
            data = known(sheet.data, day)
            if "opinion" in data and day < opinion:
                data["opinion"] = None
            if data != before:
                subject = self._about(f"{what}，{_named(PAPERS, before, data)}" if before else what)
                yield self._deed(day, subject, Sheet(sheet.path, data, sheet.body))
            before = data

    def _restricted(self, sheet: Sheet) -> Iterator[RecordChangeDraft]:
        written = [self._from]
        for fact in days(sheet.data):
            if fact > written[-1] or len(written) == 1:
                written.append(max(self._from, self._after(fact, "paper")))
        before: Data = {}
        subject = RESTRICTED.format(code=self._person.code)
        for day in written[1:]:
            named = [day, *(self._recorded[visit] for visit in _visits(known(sheet.data, day)))]
            data = known(sheet.data, max(named))
            if data != before:
                yield self._deed(max(named), subject, Sheet(sheet.path, data))
            before = data

    def _after(self, fact: date, kind: str) -> date:
        """Some days after a fact, but never later than the demonstration's day."""
        day = self._dice.after(fact, *DELAYS[kind])
        return day if day <= DAY else self._dice.day(fact, DAY)

    def _about(self, what: str) -> str:
        return f"{self._person.code}：{what}"

    def _deed(self, day: date, subject: str, sheet: Sheet, registers: tuple[str, ...] = ()) -> RecordChangeDraft:
        return RecordChangeDraft(
            day, self._person.code, self._person.place.id, subject, {sheet.path: sheet.text}, registers
        )


def _named(names: Mapping[str, str], before: Data, after: Data) -> str:
    """What the first of the keys that differ is called."""
    return next((name for key, name in names.items() if before.get(key) != after.get(key)), OTHERWISE)


def _visits(data: Data) -> Iterator[str]:
    """The visits that restricted records name."""
    for entries in data.values():
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and "visit" in entry:
                yield str(entry["visit"])
