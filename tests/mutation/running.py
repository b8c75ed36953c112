"""Tests that are collected once; each mutation meets the tests of its statement in a process forked from there."""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.mutation.kept import Kept, Statement, Watched
from tests.mutation.operators import Key, mutated
from tests.mutation.swapping import ROOT, know_neighbours, live_functions, plain, swap, watched
from tests.sound import sample_policy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import FunctionType

    from tests.mutation.operators import Mutation
    from tests.mutation.swapping import Place

SURVIVED, NOT_WATCHED, TIMED_OUT = "survived", "not watched by any test", "timed out"
UNNOTICED = (SURVIVED, NOT_WATCHED)
NOT_LOADED = "noticed while the tests are read"
PATIENCE = 10.0  # seconds of the processor, beside ten times what a test usually takes
LEAST = 0.01  # seconds that any test takes, so that a quick one does not come first for ever
MEMORY = 3 << 30  # bytes that a mutant may take
OWN_CACHES = ("tests.", "huifang.rules", "huifang.checks", "huifang.lists")


@dataclass(slots=True)
class Seen:
    """What the tests do without any mutation: who runs which statement, and how long each takes."""

    tests: dict[Statement, list[int]] = field(default_factory=lambda: defaultdict(list))
    seconds: list[float] = field(default_factory=list)
    while_loading: set[Statement] = field(default_factory=set)  # a forked process comes too late for these


@dataclass(frozen=True, slots=True)
class Meeting:
    """A mutation that a process is busy with."""

    mutation: Mutation
    answer: Path  # where the process writes which test noticed
    cold: bool


@dataclass(frozen=True, slots=True)
class Options:
    """How many processes at once, how long one may test, and where to say how far it is.

    `named`: the test that noticed a mutation before, which it meets first; with `alone` it meets no other.
    """

    jobs: int
    seconds: float  # of tests, by what they usually take; the quickest come first
    note: Callable[[str], None]
    named: Mapping[Key, str]
    alone: bool


class Running:
    """The plugin: instead of the usual loop it watches all tests, then lets them meet one mutation after another."""

    def __init__(
        self, files: Sequence[Path], hits: set[Statement], wanted: Sequence[Mutation], options: Options
    ) -> None:
        self.files, self.options, self._hits = files, options, hits
        self.waiting = deque((each, each.loaded) for each in wanted)
        self.outcomes: dict[Mutation, str] = {}  # the test that noticed it, or one of the words above
        self.seen = Seen()
        self.failed = ""  # what the last test that failed said
        self._items: Sequence[pytest.Item] = ()
        self._numbers: dict[str, int] = {}  # of the tests by their names
        self._rows: list[int] = []  # of each test, which row of its table it is: the first ones are the most unlike
        self._killers: dict[tuple[str, str], deque[int]] = defaultdict(lambda: deque(maxlen=30))

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Before the tests are read: shorter searches, and what was loaded before is watched too."""
        from hypothesis import Phase, settings  # noqa: PLC0415 - pytest rewrites it, so not before pytest

        phases = (Phase.explicit, Phase.generate)
        plain = settings(deadline=None, derandomize=True, database=None, max_examples=60, phases=phases)
        for name in ("usual", "fuzz"):
            settings.register_profile(name, plain)
        settings.load_profile("usual")
        self._live: dict[Place, list[FunctionType]] = live_functions(self.files)
        for path in self.files:
            swap(watched(path), path, self._live)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Say which tests could not be read: without them too much would survive."""
        if report.failed:
            self.failed = report.nodeid
            self.options.note(f"{str(report.longrepr)[-3000:]}\n{report.nodeid} cannot be read without any mutation")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember that a test noticed something."""
        if report.failed:
            self.failed = str(report.longrepr) or report.nodeid

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Watch, then meet."""
        if self.failed:
            raise pytest.UsageError
        self.collected(session.items)
        self._caches = list(_caches())
        self.seen.while_loading = set(self._hits)
        session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]  # noqa: SLF001 - one for all forks
        _at_rest()
        if not self.options.alone:
            self._watch_all()
        for path in self.files:
            swap(plain(path), path, self._live)
        know_neighbours()
        _at_rest()
        with tempfile.TemporaryDirectory() as folder:
            self.meet_all(Path(folder))
        return True

    def collected(self, items: Sequence[pytest.Item]) -> None:
        """The tests there are, each with its number, and its row in the table it belongs to."""
        self._items = items
        self._numbers = {item.nodeid: number for number, item in enumerate(items)}
        rows: Counter[str] = Counter()
        for item in items:
            name = item.nodeid.partition("[")[0]
            self._rows.append(rows[name])
            rows[name] += 1

    def _watch_all(self) -> None:
        """Every test that was not watched before, as it stands now."""
        kept = Kept(ROOT)
        known = kept.read({item.nodeid.partition("::")[0] for item in self._items})
        found: dict[str, Watched] = {}
        try:
            for number, item in enumerate(self._items):
                one = found[item.nodeid] = known.get(item.nodeid) or self._watch(item)
                self.seen.seconds.append(one.seconds)
                for statement in one.statements:
                    self.seen.tests[statement].append(number)
                if number % 500 == 0:
                    self.options.note(f"watched {number} of {len(self._items)} tests")
        finally:
            kept.write(found)

    def _watch(self, item: pytest.Item) -> Watched:
        self._forget()
        self._hits.clear()
        began = time.process_time()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        seconds = time.process_time() - began
        if self.failed:
            self.options.note(f"{self.failed[-3000:]}\n{item.nodeid} fails without any mutation")
            raise pytest.UsageError
        return Watched(seconds, frozenset(self._hits))

    def _forget(self) -> None:
        for each in self._caches:
            each.cache_clear()

    def tests_of(self, mutation: Mutation) -> list[int]:
        """The tests that run the statement: those first that noticed this change, or another of the function."""
        return self._ordered(set(self.seen.tests.get((mutation.path, *mutation.statement), ())), mutation)

    def names_of(self, mutation: Mutation) -> list[str]:
        """The tests that run anything of the file, for a process that loads it anew.

        Of what a module says the quickest of all tests too: whoever reads that need not run a statement of it.
        """
        places = (found for place, found in self.seen.tests.items() if place[0] == mutation.path)
        found = {each for tests in places for each in tests}
        others = {*range(len(self._items))} if mutation.loaded else set()
        ordered = dict.fromkeys((*self._ordered(others, mutation), *self._ordered(found, mutation)))
        return [self._items[each].nodeid for each in ordered]

    def _ordered(self, found: set[int], mutation: Mutation) -> list[int]:
        named = [self._numbers[name] for name in (self.options.named.get(mutation.key),) if name in self._numbers]
        if self.options.alone:
            return named
        known = [each for each in (*named, *self._killers[mutation.path, mutation.function]) if each in found]
        ordered = dict.fromkeys([*known, *sorted(found, key=self._dearness)])
        spent = accumulate(self.seen.seconds[each] for each in ordered)
        return [each for each, seconds in zip(ordered, spent, strict=True) if seconds <= self.options.seconds]

    def _dearness(self, number: int) -> float:
        """What a test costs, times its row: a row seldom notices what the one before it did not."""
        return (self._rows[number] + 1) * (self.seen.seconds[number] + LEAST)

    def _loads(self, mutation: Mutation) -> bool:
        """Whether it concerns what is run while modules are loaded or tests are read: a fork comes too late for it."""
        return self.options.alone or (mutation.path, *mutation.statement) in self.seen.while_loading

    def meet_all(self, folder: Path) -> None:
        """Every mutation that waits, so many at once as were asked for; what no test watches needs no process."""
        busy: dict[int, Meeting] = {}
        while self.waiting or busy:
            while self.waiting and len(busy) < self.options.jobs:
                mutation, cold = self.waiting.popleft()
                if not (self.names_of(mutation) if cold or self._loads(mutation) else self.tests_of(mutation)):
                    self._done(mutation, NOT_WATCHED)
                    continue
                meeting = Meeting(mutation, Path(tempfile.mkstemp(dir=folder)[1]), cold)
                busy[self._forked(meeting)] = meeting
            if busy:
                pid, status = os.wait()
                self._ended(busy.pop(pid), os.waitstatus_to_exitcode(status))

    def _ended(self, meeting: Meeting, code: int) -> None:
        mutation, name = meeting.mutation, meeting.answer.read_text(encoding="utf-8")
        if code == 0 and not meeting.cold and self._loads(mutation):
            self.waiting.append((mutation, True))
            return
        if name in self._numbers:
            self._killers[mutation.path, mutation.function].appendleft(self._numbers[name])
        self._done(mutation, SURVIVED if code == 0 else TIMED_OUT if code < 0 else name or NOT_LOADED)

    def _done(self, mutation: Mutation, outcome: str) -> None:
        self.outcomes[mutation] = outcome
        self.options.note(f"{len(self.outcomes)}, {len(self.waiting)} to come: {outcome[-60:]}: {mutation}")

    def _forked(self, meeting: Meeting) -> int:
        """Start a process that meets a mutation: 0 nobody noticed, 1 the test whose name it wrote did."""
        pid = os.fork()
        if pid:
            return pid
        try:
            _alone()
            if meeting.cold:
                self._meet_cold(meeting)
            os._exit(self._meet(meeting))
        except BaseException:  # noqa: BLE001 - the parent goes on, whatever it is: the mutant could not be run
            os._exit(1)

    def _meet(self, meeting: Meeting) -> int:
        mutation, path = meeting.mutation, ROOT / meeting.mutation.path
        swap(mutated(path.read_text(encoding="utf-8"), mutation.number), path, self._live)
        self._forget()
        for number in self.tests_of(mutation):
            usual = 0 if self.options.alone else self.seen.seconds[number]
            signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE + 10 * usual)
            self._items[number].config.hook.pytest_runtest_protocol(item=self._items[number], nextitem=None)
            if self.failed:
                meeting.answer.write_text(self._items[number].nodeid, encoding="utf-8")
                return 1
        return 0

    def _meet_cold(self, meeting: Meeting) -> None:
        """Become a process that loads everything anew and meets the tests that run anything of the file."""
        mutation, names = meeting.mutation, self.names_of(meeting.mutation)
        usual = 0 if self.options.alone else sum(self.seen.seconds[self._numbers[each]] for each in names)
        seconds = int(60 + 10 * usual)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        with tempfile.TemporaryFile() as asked:
            asked.write("\n".join(names).encode())
            asked.seek(0)
            os.dup2(asked.fileno(), 0)
        command = [sys.executable, "-m", "tests.mutation.cold", mutation.path, str(mutation.number)]
        os.execv(sys.executable, [*command, str(meeting.answer)])  # noqa: S606 - our own Python


def _at_rest() -> None:
    """What is in memory now is not looked through again by the collector, so that forks share it."""
    gc.collect()
    gc.freeze()


def _alone() -> None:
    """A forked process says nothing and takes no more than its share."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _caches() -> Iterator[_lru_cache_wrapper[object]]:
    """What tests and rooms remember between calls, all but the policy as it was read."""
    found = (each for each in gc.get_objects() if isinstance(each, _lru_cache_wrapper) and each is not sample_policy)
    yield from (each for each in found if str(getattr(each, "__module__", "")).startswith(OWN_CACHES))
