"""The talks and visits of one invented person: mostly in time, some late, some missed, some in vain."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from huifang.register.days import days_within, quarter_of
from huifang.rules.key_groups import is_key
from huifang_demo.people import name
from huifang_demo.rates import (
    DAY,
    ISSUE,
    OTHER_BODY,
    OUTCOMES,
    PAPER,
    PLANNED,
    PLANNED_IN_VAIN,
    SITUATIONS,
    TALK_BEFORE,
    TALK_KEPT,
    TALK_MADE_UP,
    TALK_TWICE,
    VISITS_KEY,
    VISITS_OTHERS,
)
from huifang_demo.sheet import Sheet
from huifang_demo.words import (
    ACTIONS,
    CLERK_POSTS,
    OFFICER_POSTS,
    OPINIONS,
    PLACES,
    TALKS,
    THINKING,
    VISITS,
    WORK,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.editing.writing import Raw
    from huifang.register import CalendarPeriod
    from huifang_demo.people import Draft
    from huifang_demo.random_numbers import Random

ONE_DAY = timedelta(days=1)
MONTHS = 12
Entries = dict[tuple[int, str], list[dict[str, "Raw"]]]  # year and body -> entries of its plan


@dataclass(slots=True)
class Life:
    """What is written down about one person, file by file."""

    dice: Random
    draft: Draft
    plans: Entries
    files: dict[str, Sheet] = field(default_factory=dict)
    visits_of: dict[tuple[int, str], int] = field(default_factory=lambda: defaultdict(int))

    def tell(self) -> dict[str, Sheet]:
        """File name -> every talk and visit."""
        first = self._first_day()
        if first is not None:
            self._talks(first)
            for year in range(max(first.year, self.draft.place.register_from.year), DAY.year + 1):
                self._visits(year, first)
        return self.files

    def _first_day(self) -> date | None:
        """From when on somebody comes: some days after the first decision."""
        decided = [each.decided_on for each in self.draft.case.person.measures]
        first = min((each.last for each in decided if each is not None), default=None)
        begun = self.draft.case.policy.valid_from
        return None if first is None else max(first, begun) + timedelta(days=self.dice.number(3, 15))

    def _quarters(self, first: date) -> Iterator[tuple[CalendarPeriod, date, date]]:
        """Each quarter of the window with the first and last day on which a talk can be."""
        begun = self.draft.helped_from or first
        for span in self.draft.case.window:
            start = max(span.first, first, begun)
            end = min(span.last or DAY, self.draft.until_out, DAY)
            quarter = quarter_of(start)
            while quarter.first <= end:
                yield quarter, max(quarter.first, start), min(quarter.last, end)
                quarter = quarter.next

    def _talks(self, first: date) -> None:
        least = self.draft.case.policy.on(DAY).talk.min_window_days
        window = self.draft.case.window
        for quarter, start, end in self._quarters(first):
            if start > end or (days_within(window, quarter.first, quarter.last) < least and self.dice.chance(0.7)):
                continue
            before = end < self.draft.place.register_from
            if self.dice.chance(TALK_BEFORE if before else TALK_KEPT):
                if quarter.last <= DAY or self.dice.chance((DAY - quarter.first).days / 92):
                    self._talk(self.dice.day(start, end))
                    if self.dice.chance(TALK_TWICE):
                        self._talk(self.dice.day(start, end))
            elif not before and days_within(window, start, end) >= least and self.dice.chance(TALK_MADE_UP):
                late = self.dice.after(quarter.last, 5, 60)
                if late <= self.draft.until_out:
                    self._talk(late, quarter)

    def _talk(self, day: date, makes_up_for: CalendarPeriod | None = None) -> None:
        file = f"{day}-talk.md"
        if file in self.files:
            return
        data: dict[str, Raw] = {
            "kind": "谈心谈话",
            "date": day,
            "helper": self.draft.helper_on(day),
            "topics": [self.dice.pick(("教育转化", "心理疏导", "思想汇报", "工作情况"))],
        }
        if self.dice.chance(0.3):
            data["situation"] = ["表现良好"]
        if makes_up_for is not None:
            data["makes_up_for"] = str(makes_up_for)
        self._put(file, data, self.dice.pick(TALKS))

    def _put(self, file: str, data: dict[str, Raw], body: str) -> None:
        self.files[file] = Sheet(f"{self.draft.folder}/{file}", data, body)

    def _visits(self, year: int, first: date) -> None:
        start, end = max(first, date(year, 1, 5)), min(date(year, MONTHS, 28), self.draft.until_out, DAY)
        key = is_key(self.draft.case, min(DAY, date(year, MONTHS, 31)))
        if start > end:
            return
        count = self.dice.weighted(VISITS_KEY if key else VISITS_OTHERS)
        body = str(self.draft.data["supervised_by"])
        for _ in range(count):
            day = self.dice.day(start, end)
            self._visit(day, body)
            if key and self.dice.chance(PLANNED):
                self._planned(day, body)
        if key and count == 0 and self.dice.chance(PLANNED_IN_VAIN):
            self._planned(self.dice.day(start, end), body)
        if self.dice.chance(OTHER_BODY):
            self._visit(self.dice.day(start, end), f"{self.draft.place.id}-{self.dice.pick(('zzb', 'dw'))}")

    def _planned(self, day: date, body: str) -> None:
        entry: dict[str, Raw] = {
            "person": self.draft.lot.code,
            "month": min(MONTHS, day.month + self.dice.number(0, 1)),
            "by": name(self.dice),
            "reason": "重点对象",
        }
        self.plans.setdefault((day.year, body), []).append(entry)

    def _visit(self, day: date, body: str) -> None:
        file = f"{day}-visit.md"
        if file in self.files:
            return
        outcome = self.dice.weighted(OUTCOMES)
        data: dict[str, Raw] = {"kind": "回访", "date": day, "body": body, "outcome": outcome}
        data["visitors"] = self._visitors(body)
        if outcome == "held":
            data |= self._held(day, body)
        self._put(file, data, self.dice.pick(VISITS) if outcome == "held" else "")
        if outcome == "held" and self.dice.chance(ISSUE):
            self._issue(day, file.removesuffix(".md"))

    def _visitors(self, body: str) -> list[Raw]:
        leader: Raw = {"name": name(self.dice), "body": body, "post": self.dice.pick(OFFICER_POSTS), "in_charge": True}
        clerk: Raw = {"name": name(self.dice), "body": body, "post": self.dice.pick(CLERK_POSTS)}
        return [leader] if self.dice.chance(0.03) else [leader, clerk]

    def _held(self, day: date, body: str) -> dict[str, Raw]:
        found = self.dice.weighted(SITUATIONS)
        if self.draft.lot.extra == "violation" and "violations" not in self.draft.restricted:
            found = "再次违纪违法"
            self._violation(day, body)
        data: dict[str, Raw] = {
            "methods": ["访谈", "查阅资料"] if self.dice.chance(0.5) else ["访谈"],
            "interviews": {"person": self.dice.chance(0.98), "unit_leader": True, "members": self.dice.number(0, 4)},
            "situation": [found],
            "place": self.dice.pick(PLACES),
        }
        if self.dice.chance(0.8):
            data["pre_contact"] = {"on": day - timedelta(days=self.dice.number(1, 6))}
        if found != "表现良好":
            data["actions"] = [self._action(day)]
        if found == "压力大情绪低":
            data["next_by"] = day + timedelta(days=self.dice.number(15, 29))
        data["thinking"] = self.dice.pick(THINKING)
        data["work"] = self.dice.pick(WORK)
        return data | self._papers(day)

    def _action(self, day: date) -> Raw:
        done = self.dice.after(day, 5, 45)
        return {
            "what": self.dice.pick(ACTIONS),
            "by": self.draft.unit.committee,
            "due": day + timedelta(days=self.dice.number(30, 60)),
            "done": done if done <= DAY and self.dice.chance(0.9) else None,
        }

    def _papers(self, day: date) -> dict[str, Raw]:
        data: dict[str, Raw] = {"opinion": self.dice.pick(OPINIONS)}
        for key, (share, least, most) in PAPER.items():
            done = self.dice.after(day, least, most)
            if done <= DAY and self.dice.chance(share):
                number = f"LZ-{self.draft.lot.code.split('-')[1]}-{self.dice.number(1, 9)}"
                data[key] = {"on": done} | ({"ref": number} if key == "archived" else {})
        return data

    def _issue(self, day: date, visit: str) -> None:
        settled = self.dice.after(day, 15, 70)
        self.draft.restricted.setdefault("issues_raised", []).append(
            {
                "visit": visit,
                "kind": self.dice.pick(("问题", "建议")),
                "handover": f"XS-{day.year}-{self.dice.number(1, 999):03d}",
                "handed_to": str(self.draft.data["supervised_by"]),
                "on": min(DAY, day + timedelta(days=2)),
                "settled_on": settled if settled <= DAY and self.dice.chance(0.85) else None,
            }
        )

    def _violation(self, day: date, body: str) -> None:
        settled = self.dice.after(day, 30, 120)
        done = settled <= DAY and self.dice.chance(0.5)
        self.draft.restricted["violations"] = [
            {
                "visit": f"{day}-visit",
                "handover": f"XS-{day.year}-{self.dice.number(1, 999):03d}",
                "handed_to": body if body in self.draft.place.discipline else self.draft.place.discipline[0],
                "on": min(DAY, day + timedelta(days=1)),
                "settled_on": settled if done else None,
                "result": "不成立" if done else None,
            }
        ]
