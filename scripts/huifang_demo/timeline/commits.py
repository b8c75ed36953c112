"""The past of a demonstration: from the branches of all districts to one history, commit by commit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from operator import itemgetter
from typing import TYPE_CHECKING

from huifang.editing.writing import mapping
from huifang_demo.timeline.clock import HOUR, MINUTE, OPENS, at, day_at
from huifang_demo.timeline.commit import PastCommit
from huifang_demo.timeline.editors import key_name
from huifang_demo.timeline.rates import (
    AMENDED,
    BACKWARDS_ONE_IN,
    EXPLAINED,
    FORGED_ONE_IN,
    FORGETS_KEY,
    FOUNDED,
    REVIEWED,
    SELF_REVIEWED,
)
from huifang_demo.timeline.words import BODIES, FOUNDING, MERGE, REVIEWED_BY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from huifang.editing.writing import Raw
    from huifang_demo.random_numbers import Random
    from huifang_demo.timeline.branches import Branch
    from huifang_demo.timeline.change import RecordChangeDraft
    from huifang_demo.timeline.editors import DemoEditor

    Files = dict[str, bytes | None]

DEED, MERGING = 0, 1  # at the same moment what was done comes before what is merged
MOST_BACK = 48  # hours by which a clock was wrong


@dataclass(slots=True)
class _Line:
    """A branch while it is written."""

    district: str
    tip: int
    tip_at: int
    entered: int  # names that the main line had when it began
    request: int = 0
    name: str = ""
    codes: list[str] = field(default_factory=list)  # whose names it enters itself
    files: Files = field(default_factory=dict)


class CommitWriter:
    """Writes the history down; `names` are those of everybody, by code."""

    def __init__(self, seed: int, names: Mapping[str, Raw], dice: Random) -> None:
        self._seed, self._dice = seed, dice
        self._named = {code: mapping({code: name}) for code, name in names.items()}  # lines of identities/
        self._codes: dict[str, list[str]] = {}  # district -> whose names the main line has, as they came
        self._numbers: dict[RecordChangeDraft, int] = {}
        self._lines: dict[Branch, _Line] = {}
        self._count = self._requests = 0
        self._tip, self._tip_at = -1, 0
        self._paths: set[str] = set()  # of the main line
        self._turns_back, self._forges = _one_in(BACKWARDS_ONE_IN), _one_in(FORGED_ONE_IN)

    def founded(self, by: DemoEditor, parts: Sequence[Mapping[str, bytes]]) -> Iterator[PastCommit]:
        """The first commits: the register, its rules, its organisations."""
        for number, (subject, files) in enumerate(zip(FOUNDING, parts, strict=True)):
            moment = at(FOUNDED, OPENS + number * HOUR)
            yield self._on_main(self._commit((by, by), moment, f"{subject}\n", dict(files), (self._tip,)))

    def told(self, branches: Sequence[Branch]) -> Iterator[PastCommit]:
        """Every commit of the branches and their merges, by time; a parent comes before its child."""
        events = [
            (moment, DEED, order, branch) for branch in branches for order, (moment, _) in enumerate(branch.deeds)
        ]
        events += [(branch.merged, MERGING, 0, branch) for branch in branches if not branch.direct]
        for _, kind, order, branch in sorted(events, key=itemgetter(0, 1)):
            if kind == MERGING:
                yield self._on_main(self._merge(branch))
            elif branch.direct:
                yield self._on_main(self._pushed(branch))
            else:
                yield self._work(branch, order)

    def _pushed(self, branch: Branch) -> PastCommit:
        moment, deed = branch.deeds[0]
        line = self._line(deed)
        made = self._deed(branch, moment, deed, line)
        self._codes.setdefault(line.district, []).extend(line.codes)
        return made

    def _work(self, branch: Branch, order: int) -> PastCommit:
        moment, deed = branch.deeds[order]
        if branch not in self._lines:
            line = self._lines[branch] = self._line(deed)
            self._requests += 1
            line.request, line.name = self._requests, f"{deed.label or deed.about.lower()}-{self._requests}"
        line = self._lines[branch]
        if order and self._turns_back():
            moment = line.tip_at - self._dice.number(HOUR, MOST_BACK * HOUR)  # a clock that was wrong
        made = self._deed(branch, moment, deed, line)
        line.tip, line.tip_at = self._count - 1, made.committed
        return made

    def _line(self, deed: RecordChangeDraft) -> _Line:
        return _Line(deed.district, self._tip, self._tip_at, len(self._codes.get(deed.district, ())))

    def _deed(self, branch: Branch, moment: int, deed: RecordChangeDraft, line: _Line) -> PastCommit:
        files: Files = {path: None if text is None else text.encode() for path, text in deed.changes.items()}
        if deed.registers:
            line.codes += deed.registers
            before = self._codes.get(line.district, [])[: line.entered]
            files[_identities(line.district)] = self._identities([*before, *line.codes])
        line.files |= files
        message = f"{deed.subject}\n"
        if deed.undoes is None and self._dice.chance(EXPLAINED):
            message += f"\n{self._dice.pick(BODIES)}\n"
        committer = branch.merger if not branch.direct and self._dice.chance(AMENDED) else branch.author
        made = self._commit((branch.author, committer), moment, message, files, (line.tip,))
        if made.key is not None and self._forges():
            made = replace(made, forged=True)
        self._numbers[deed] = self._count - 1
        return made if deed.undoes is None else replace(made, undoes=self._numbers[deed.undoes])

    def _merge(self, branch: Branch) -> PastCommit:
        line = self._lines.pop(branch)
        files = {path: text for path, text in line.files.items() if text is not None or path in self._paths}
        if line.codes:  # others have entered names meanwhile
            codes = self._codes.setdefault(line.district, [])
            codes += line.codes
            files[_identities(line.district)] = self._identities(codes)
        message = MERGE.format(branch=line.name, subject=branch.deeds[0][1].subject, number=line.request) + "\n"
        if self._dice.chance(REVIEWED):
            reviewer = branch.author if self._dice.chance(SELF_REVIEWED) else branch.reviewer
            message += f"\n{REVIEWED_BY.format(who=reviewer.who)}\n"
        return self._commit((branch.merger, branch.merger), branch.merged, message, files, (self._tip, line.tip))

    def _identities(self, codes: Sequence[str]) -> bytes:
        """The names of a district, by code."""
        return "".join(self._named[code] for code in sorted(codes, key=lambda code: (len(code), code))).encode()

    def _commit(
        self, people: tuple[DemoEditor, DemoEditor], moment: int, message: str, files: Files, parents: tuple[int, ...]
    ) -> PastCommit:
        """A commit by author and committer, signed by the latter who has a key and does not forget it."""
        self._count += 1
        author, committer = people
        signs = committer.signs(day_at(moment)) and not self._dice.chance(FORGETS_KEY)
        ago = 0 if author is committer else self._dice.number(MINUTE, HOUR)
        return PastCommit(
            parents=tuple(parent for parent in parents if parent >= 0),
            author=author.who,
            authored=moment - ago,
            committer=committer.who,
            committed=moment,
            message=message,
            files=files,
            key=key_name(self._seed, committer) if signs else None,
        )

    def _on_main(self, made: PastCommit) -> PastCommit:
        self._tip, self._tip_at = self._count - 1, made.committed
        for path, text in made.files.items():
            if text is None:
                self._paths.discard(path)
            else:
                self._paths.add(path)
        return made


def _one_in(number: int) -> Callable[[], bool]:
    """True once in so many times, first after half of them: what is rare is there in a short history too."""
    asked = count(number // 2)
    return lambda: next(asked) % number == number - 1


def _identities(district: str) -> str:
    return f"identities/{district}.yml"
