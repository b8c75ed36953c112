"""The fixes of findings that are certain, made in the files: never a guess, and none that leaves a file worse."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from huifang.editing.changes import ChangedFiles
from huifang.register import Severity, edited
from huifang.register.edits import typed_lines
from huifang.register.layout import spot
from huifang.register.lines import as_typed, is_guess_of_bytes
from huifang.register.load import SHAPES
from huifang.register.reading import read
from huifang.register.repairs import made_first

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from huifang.editing.overlay import ReplacedTree
    from huifang.register import Finding
    from huifang.register.reading import WordLists

MOST_ROUNDS = 20  # a fix may uncover the next finding
OF_YAML = frozenset({"bad-yaml", "duplicate-key", "no-anchors", "no-tags", "second-document", "too-deep"})
BESIDE = "invisible-character"  # said whatever else there is
Mark = tuple[object, ...]


class MadeFix(NamedTuple):
    """A finding whose fix was made, with the lines as they stood and as they are."""

    finding: Finding
    before: tuple[str, ...]
    after: tuple[str, ...]


class Rank(NamedTuple):
    """Step of reading that was reached, line up to which the parser came, findings counted below zero."""

    step: int
    line: int = 0
    findings: int = 0


READ = Rank(3, 0, -(1 << 20))  # a file whose data are as the format wants them


@dataclass
class FixedRegister(ChangedFiles):
    """The files that change, and every fix in the order in which it was made."""

    words: WordLists
    judge: Callable[[Sequence[ReplacedTree]], Sequence[Finding]]  # what `validate` finds in registers
    found: Sequence[Finding]  # what it finds in them as they are
    made: list[MadeFix] = field(default_factory=list, kw_only=True)
    seen: set[tuple[str, bytes]] = field(default_factory=set, kw_only=True)

    def fix(self, wanted: Callable[[Finding], bool]) -> None:
        """Make every fix of the findings that are wanted, and of those that it uncovers."""
        for _ in range(MOST_ROUNDS):
            if not self._round(wanted):
                return

    def _round(self, wanted: Callable[[Finding], bool]) -> bool:
        """Whether anything was fixed."""
        before, ranks = dict(self.after), {}
        made: dict[str, list[MadeFix]] = {}
        unsure = {each.place.path for each in self.found if is_guess_of_bytes(each)}
        for path, mine in _by_path(each for each in self.found if _is_certain(each) and wanted(each)):
            if path in unsure:
                continue
            raw = self.as_changed(path)
            ranks[path] = self._rank(path, raw)
            taken = self._taken(path, raw, made_first(mine), ranks[path])
            if taken and (new := _with(path, raw, taken)) != raw:
                self.after[path] = new
                made[path] = [_shown(path, raw, each, taken) for each in taken]
        if not made:
            return False
        known, found = {_mark(each) for each in self.found}, self.judge(self.would_be())
        worse = {each.place.path for each in found if each.severity is Severity.ERROR and _mark(each) not in known}
        back = [path for path in made if path in worse and ranks[path] >= READ]  # it could be read whole before
        for path in back:
            self.after[path] = before.get(path, self.before[path])
        self.found = self.judge(self.would_be()) if back else found
        self.made += [each for path, fixes in made.items() if path not in back for each in fixes]
        return len(back) < len(made)

    def _taken(self, path: str, raw: bytes, mine: Sequence[Finding], rank: Rank) -> Sequence[Finding]:
        """Those of a file's fixes that leave it no worse: all, else one after the other."""
        if self._is_new(path, raw, mine, rank):
            return mine
        taken: list[Finding] = []
        for each in mine if len(mine) > 1 else ():
            if self._is_new(path, raw, [*taken, each], rank):
                taken.append(each)
        return taken

    def _is_new(self, path: str, raw: bytes, fixes: Sequence[Finding], rank: Rank) -> bool:
        made = _with(path, raw, fixes)
        if (path, made) in self.seen:
            return False
        self.seen.add((path, made))
        return self._rank(path, made) >= rank

    def _rank(self, path: str, raw: bytes) -> Rank:
        """How far a file can be read, and how little is wrong there: the greater, the better."""
        shape = SHAPES[spot(path.partition("/")[2]).kind]
        reading = read(shape.adapter, path, raw, self.words, markdown=shape.markdown)
        found = [each for each in reading.findings if each.check != BESIDE]
        n = len(reading.findings)
        if not found:
            return Rank(READ.step, 0, -n)
        if not reading.unreadable:
            return Rank(READ.step - 1, 0, -n)
        if all(each.check in OF_YAML for each in found):
            return Rank(1, min(each.place.line or 0 for each in found), -n)  # the parser goes no further
        return Rank(0, 0, -n)


def _is_certain(found: Finding) -> bool:
    """Whether a finding blocks a merge and its fix can mean nothing else; a warning is somebody's to decide."""
    inside = found.place.path.partition("/")[2]
    return found.severity is Severity.ERROR and found.edit is not None and spot(inside).kind in SHAPES


def _by_path(found: Iterable[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    files: dict[str, list[Finding]] = {}
    for each in found:
        files.setdefault(each.place.path, []).append(each)
    yield from files.items()


def _mark(found: Finding) -> Mark:
    """By what a finding is the same in two states of a register: its line may move."""
    return found.check, found.place.path, found.place.key, found.message


def _with(path: str, raw: bytes, fixes: Iterable[Finding]) -> bytes:
    return edited(as_typed(path, raw)[0], (each.edit for each in fixes if each.edit is not None)).encode()


def _shown(path: str, raw: bytes, fixed: Finding, others: Iterable[Finding]) -> MadeFix:
    """A fix with the lines that it changes, as they are with all fixes of the same lines."""
    edit = fixed.edit
    if edit is None or edit.start is None or edit.end is None:
        return MadeFix(fixed, (), ())
    first, last = edit.start[0] - 1, edit.end[0]
    edits = [each.edit for each in others if each.edit and each.edit.start and each.edit.end]
    mine = [each for each in edits if first < (each.start or (0,))[0] and (each.end or (0,))[0] <= last]
    text = as_typed(path, raw)[0]
    old, new = typed_lines(text), typed_lines(edited(text, mine))
    before, after = old[first:last], new[first : last + len(new) - len(old)]
    if before == after:
        return MadeFix(fixed, (), ())
    return MadeFix(fixed, *(tuple(line.rstrip("\r\n") for line in lines) for lines in (before, after)))
