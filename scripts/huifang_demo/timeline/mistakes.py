"""What goes wrong where people keep records, and is mended some days later: the records end as they should be."""

from __future__ import annotations

import re
from bisect import insort
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from huifang_demo.rates import DAY
from huifang_demo.timeline.change import RecordChangeDraft
from huifang_demo.timeline.rates import SLIP_LEAST
from huifang_demo.timeline.words import (
    DELETED,
    DROPPED,
    LEFT,
    MENDED_DAY,
    MENDED_FORMAT,
    MENDED_MEASURE,
    MOVED,
    MOVED_BACK,
    PUT_BACK,
    RESTORED,
    REVERT,
    REWRITTEN,
)
from huifang_demo.words import OPINIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from huifang_demo.random_numbers import Random

ONE_DAY = timedelta(days=1)
SHORTEST = 3  # days between two deeds that have room for a slip
SOON = 12  # days within which it is mended
DECIDED = re.compile(r"(?<=\n    decided_on: )\d{4}-\d{2}-\d{2}(?=\n)")
OPINION = re.compile(r"(?<=\nopinion: ).+(?=\n)")
ARCHIVED = re.compile(r"\narchived: ")
END = "\n---\n"  # of the front matter: its first line has nothing before it


@dataclass(frozen=True, slots=True)
class Room:
    """A file as one deed left it, and the days until somebody touches it again."""

    deeds: list[RecordChangeDraft]  # of one person, in order
    at: int
    path: str
    until: date  # the last day that is free
    dice: Random

    @property
    def deed(self) -> RecordChangeDraft:
        """The deed."""
        return self.deeds[self.at]

    @property
    def text(self) -> str:
        """The file as it is then."""
        return self.deed.changes[self.path] or ""

    @property
    def about(self) -> str:
        """What a message calls the file."""
        name = self.path.rpartition("/")[2].removesuffix(".md")
        return self.deed.about if name == "person" else f"{self.deed.about} {name}"

    def mended(self, changes: Mapping[str, str | None], template: str) -> None:
        """A deed that puts it right."""
        self._put(self._day(self.deed.day), changes, template.format(about=self.about))

    def undone(
        self, wrong: Mapping[str, str | None], right: Mapping[str, str | None], templates: tuple[str, str]
    ) -> None:
        """Two deeds: the second takes the first one back, by git's own words or by hand."""
        first = self._day(self.deed.day, half=True)
        slip = self._put(first, wrong, templates[0].format(about=self.about))
        subject = templates[1].format(about=self.about, subject=slip.subject)
        self._put(self._day(first), right, subject, slip if templates[1] == REVERT else None)

    def _day(self, after: date, *, half: bool = False) -> date:
        last = min(self.until, after + timedelta(days=SOON))
        if half:
            last = after + (last - after) // 2
        return self.dice.day(after + ONE_DAY, last)

    def _put(
        self, day: date, changes: Mapping[str, str | None], subject: str, undoes: RecordChangeDraft | None = None
    ) -> RecordChangeDraft:
        deed = RecordChangeDraft(day, self.deed.about, self.deed.district, subject, dict(changes), undoes=undoes)
        insort(self.deeds, deed, key=lambda each: each.day)
        return deed


def slipped(people: Sequence[list[RecordChangeDraft]], districts: Sequence[str], dice: Random) -> None:
    """Let some people's records go wrong for some days, nobody's twice."""
    order = [each for each in dice.shuffled(people) if each]
    for share, slip in SLIPS:
        wanted = max(SLIP_LEAST, round(len(people) * share))
        for deeds in list(order):
            if not wanted:
                break
            if any(slip(room, districts) for room in _rooms(deeds, dice)):
                order.remove(deeds)
                wanted -= 1


def _rooms(deeds: list[RecordChangeDraft], dice: Random) -> Iterator[Room]:
    """Where a slip can stand for some days, in a chance order."""
    found = []
    for at, deed in enumerate(deeds):
        for path, text in deed.changes.items():
            touched = (each.day - ONE_DAY for each in deeds[at + 1 :] if path in each.changes)
            until = next(touched, DAY)
            if text is not None and (until - deed.day).days >= SHORTEST:
                found.append(Room(deeds, at, path, until, dice))
    return iter(dice.shuffled(found))


def mistyped_day(room: Room, _: Sequence[str]) -> bool:
    """A talk or visit under the wrong day: the file is renamed when it is noticed."""
    folder, _, name = room.path.rpartition("/")
    created = not any(room.path in each.changes for each in room.deeds[: room.at])
    if name == "person.md" or not name.endswith(".md") or not created:
        return False
    day = date.fromisoformat(name[:10])
    wrong_day = day - timedelta(days=room.dice.pick((1, 2, 10)))
    wrong = f"{folder}/{wrong_day}{name[10:]}"
    if any(wrong in each.changes for each in room.deeds) or f"\ndate: {day}\n" not in room.text:
        return False
    right = room.text
    room.deed.changes = {wrong: right.replace(f"\ndate: {day}\n", f"\ndate: {wrong_day}\n")}
    room.mended({wrong: None, room.path: right}, MENDED_DAY)
    return True


def unreadable(room: Room, _: Sequence[str]) -> bool:
    """A file that no program can read: full-width colons, a line that is missing, both sides of a conflict."""
    right = room.text
    key, separator, rest = right.partition(": ")
    broken = (
        f"{key}：{rest}",
        right.replace(END, "\n", 1),
        right.replace(END, f"\n<<<<<<< HEAD\n=======\n>>>>>>> main{END}", 1),
    )
    if not separator or not room.path.endswith(".md"):
        return False
    room.deed.changes[room.path] = room.dice.pick(broken)
    room.mended({room.path: right}, MENDED_FORMAT)
    return True


def mistyped_measure(room: Room, _: Sequence[str]) -> bool:
    """A decision under the wrong day, corrected while its period runs."""
    right, found = room.text, DECIDED.search(room.text)
    if not room.path.endswith("/person.md") or found is None or not room.deed.registers:
        return False
    wrong_day = date.fromisoformat(found[0]) - timedelta(days=room.dice.pick((1, 10, 30)))
    room.deed.changes[room.path] = f"{right[: found.start()]}{wrong_day}{right[found.end() :]}"
    room.mended({room.path: right}, MENDED_MEASURE)
    return True


def wrong_person(room: Room, _: Sequence[str]) -> bool:
    """Somebody else's retirement, reverted."""
    if not room.path.endswith("/person.md") or "\nleft: " in room.text:
        return False
    left = f"\nleft: {{on: {room.deed.day}, reason: 退休}}"
    room.undone({room.path: room.text.replace(END, f"{left}{END}", 1)}, {room.path: room.text}, (LEFT, REVERT))
    return True


def deleted(room: Room, _: Sequence[str]) -> bool:
    """A talk taken for a second copy."""
    if not room.path.endswith("-talk.md"):
        return False
    room.undone({room.path: None}, {room.path: room.text}, (DELETED, RESTORED))
    return True


def deleted_visit(room: Room, _: Sequence[str]) -> bool:
    """A visit taken for a second copy, reverted."""
    if not room.path.endswith("-visit.md"):
        return False
    room.undone({room.path: None}, {room.path: room.text}, (DELETED, REVERT))
    return True


def wrong_day(room: Room, districts: Sequence[str]) -> bool:
    """A person's folder in another district's, and back."""
    others = [each for each in districts if each != room.deed.district]
    now: dict[str, str | None] = {}
    for deed in room.deeds[: room.at + 1]:
        now |= deed.changes
    following = room.deeds[room.at + 1 :]
    here = {path: text for path, text in now.items() if text is not None and path.startswith("people/")}
    if not others or len(here) < 2 or (following and following[0].day <= room.deed.day + timedelta(days=SHORTEST)):  # noqa: PLR2004 - a person and a talk at least
        return False
    other = room.dice.pick(others)
    there = {re.sub(r"^people/[^/]+/", f"people/{other}/", path): text for path, text in here.items()}
    free = Room(room.deeds, room.at, next(iter(here)), following[0].day - ONE_DAY if following else DAY, room.dice)
    names = tuple(template.replace("{district}", other) for template in (MOVED, MOVED_BACK))
    free.undone({**dict.fromkeys(here), **there}, {**dict.fromkeys(there), **here}, (names[0], names[1]))
    return True


def dropped(room: Room, _: Sequence[str]) -> bool:
    """One of several measures taken out, and put back."""
    head, helpers, tail = room.text.partition("\nhelpers:")
    at = head.rfind("\n  - ")
    if not room.path.endswith("/person.md") or head.count("\n  - ") < 2:  # noqa: PLR2004 - one has to stay
        return False
    room.undone({room.path: f"{head[:at]}{helpers}{tail}"}, {room.path: room.text}, (DROPPED, PUT_BACK))
    return True


def rewritten(room: Room, _: Sequence[str]) -> bool:
    """An opinion changed after the visit was filed."""
    right, found = room.text, OPINION.search(room.text)
    last = not any(room.path in each.changes for each in room.deeds[room.at + 1 :])
    if not last or found is None or not ARCHIVED.search(right):
        return False
    earlier = room.dice.pick([each for each in OPINIONS if each != found[0]])
    for deed in room.deeds:
        text = deed.changes.get(room.path)
        if text is not None:
            deed.changes[room.path] = text.replace(f"\nopinion: {found[0]}\n", f"\nopinion: {earlier}\n", 1)
    room.mended({room.path: right}, REWRITTEN)
    return True


SLIPS: tuple[tuple[float, Callable[[Room, Sequence[str]], bool]], ...] = (  # the share of people to whom it happens
    (0.008, rewritten),
    (0.006, dropped),
    (0.004, wrong_day),
    (0.010, mistyped_measure),
    (0.012, deleted_visit),
    (0.010, deleted),
    (0.012, wrong_person),
    (0.025, mistyped_day),
    (0.025, unreadable),
)
