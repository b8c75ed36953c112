"""Tests that are collected once; each mutation meets the tests of its statement in a process forked from there."""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import signal
import tempfile
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.memory import sample_policy
from tests.mutation.operators import mutated
from tests.mutation.swapping import ROOT, live_functions, swap, watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import FunctionType

    from tests.mutation.operators import Mutation
    from tests.mutation.swapping import Key

PATIENCE = 10.0  # seconds of the processor beside ten times what a test usually takes
MEMORY = 3 << 30  # bytes a mutant may take
SURVIVED, TIMED_OUT = "survived", "timed out"
Statement = tuple[str, int, int]


@dataclass(slots=True)
class Seen:
    """What the tests do without any mutation: who runs which statement, and how long each takes."""

    tests: dict[Statement, list[int]] = field(default_factory=lambda: defaultdict(list))
    seconds: list[float] = field(default_factory=list)
    collecting: set[Statement] = field(default_factory=set)  # run while collecting: too early for a forked process


class Running:
    """The plugin: instead of the usual loop it watches all tests, then meets one mutation after another."""

    def __init__(self, files: Sequence[Path], wanted: Sequence[Mutation], jobs: int, told: Callable[[str], None]) -> None:
        self.files, self.wanted, self.jobs, self.told = files, wanted, jobs, told
        self.outcomes: dict[Mutation, str] = {}
        self.seen = Seen()
        self.failed = False
        self._live: dict[Key, list[FunctionType]] = {}
        self._original: dict[int, tuple[FunctionType, object]] = {}
        self._killers: dict[tuple[str, str], deque[int]] = defaultdict(lambda: deque(maxlen=30))

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Before the tests are read: shorter searches that keep no counter-example, and statements that are watched."""
        from hypothesis import Phase, settings  # noqa: PLC0415 - pytest rewrites it, so not before pytest

        for name in ("usual", "fuzz"):
            settings.register_profile(
                name, deadline=None, derandomize=True, database=None, max_examples=60, phases=(Phase.explicit, Phase.generate)
            )
        settings.load_profile("usual")
        self._live = live_functions(self.files)
        self._original = {id(each): (each, each.__code__) for found in self._live.values() for each in found}
        self._hits = watch(self.files, self._live)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember that a test noticed something."""
        self.failed = self.failed or report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Watch, then meet."""
        self._caches = list(_caches())
        self.seen.collecting = set(self._hits)
        gc.collect()
        gc.freeze()
        session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]  # noqa: SLF001 - one for all forks
        self._watch_all(session.items)
        for function, code in self._original.values():
            function.__code__ = code  # type: ignore[assignment]
        gc.freeze()
        self._meet_all(session.items)
        return True

    def _watch_all(self, items: Sequence[pytest.Item]) -> None:
        for number, item in enumerate(items):
            self._forget()
            self._hits.clear()
            began = time.process_time()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            self.seen.seconds.append(time.process_time() - began)
            if self.failed:
                raise pytest.UsageError(f"{item.nodeid} fails without any mutation")
            for statement in self._hits:
                self.seen.tests[statement].append(number)
            if number % 500 == 0:
                self.told(f"watched {number} of {len(items)} tests")

    def _forget(self) -> None:
        for each in self._caches:
            each.cache_clear()

    def tests_of(self, mutation: Mutation) -> list[int]:
        """The tests that run the statement: those first that noticed another change of the function, then the quick."""
        found = set(self.seen.tests.get((mutation.path, *mutation.statement), ()))
        known = [each for each in self._killers[mutation.path, mutation.function] if each in found]
        return list(dict.fromkeys([*known, *sorted(found, key=lambda each: self.seen.seconds[each])]))

    def is_cold(self, mutation: Mutation) -> bool:
        """Whether it concerns what is computed while modules and tests are read."""
        return not mutation.function or (mutation.path, *mutation.statement) in self.seen.collecting

    def _meet_all(self, items: Sequence[pytest.Item]) -> None:
        running: dict[int, tuple[Mutation, list[int], Path]] = {}
        waiting = deque(self.wanted)
        with tempfile.TemporaryDirectory() as folder:
            while waiting or running:
                while waiting and len(running) < self.jobs:
                    mutation = waiting.popleft()
                    tests = self.tests_of(mutation)
                    answer = Path(folder) / str(len(self.outcomes) + len(waiting) * self.jobs + len(running))
                    running[self._forked(mutation, tests, items, answer)] = mutation, tests, answer
                self._ended(running, items)

    def _ended(self, running: dict[int, tuple[Mutation, list[int], Path]], items: Sequence[pytest.Item]) -> None:
        pid, status = os.wait()
        mutation, _, answer = running.pop(pid)
        code = os.waitstatus_to_exitcode(status)
        if code == 0:
            self.outcomes[mutation] = SURVIVED
        elif code < 0:
            self.outcomes[mutation] = TIMED_OUT
        else:
            killer = int(answer.read_text(encoding="ascii"))
            self._killers[mutation.path, mutation.function].appendleft(killer)
            self.outcomes[mutation] = items[killer].nodeid
        self.told(f"{len(self.outcomes)} of {len(self.wanted)}: {self.outcomes[mutation][-60:]}: {mutation}")

    def _forked(self, mutation: Mutation, tests: Sequence[int], items: Sequence[pytest.Item], answer: Path) -> int:
        """Start a process that meets a mutation: 0 nobody noticed, 1 the test whose number it wrote did."""
        pid = os.fork()
        if pid:
            return pid
        try:
            _alone()
            path = ROOT / mutation.path
            swap(mutated(path.read_text(encoding="utf-8"), mutation.number), path, self._live)
            self._forget()
            for number in tests:
                signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE + 10 * self.seen.seconds[number])
                items[number].config.hook.pytest_runtest_protocol(item=items[number], nextitem=None)
                if self.failed:
                    answer.write_text(str(number), encoding="ascii")
                    os._exit(1)
            os._exit(0)
        except BaseException:  # noqa: BLE001 - whatever it is, the parent goes on
            answer.write_text(str(tests[0] if tests else 0), encoding="ascii")
            os._exit(1)


def _alone() -> None:
    """A forked process says nothing, takes no more than its share and ends with its parent."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def _caches() -> Iterator[_lru_cache_wrapper[object]]:
    """What tests and rooms remember between calls, all but the policy as it was read."""
    for each in gc.get_objects():
        if isinstance(each, _lru_cache_wrapper) and each is not sample_policy:
            if str(getattr(each, "__module__", "")).startswith(("tests.", "huifang.rules", "huifang.checks", "huifang.lists")):
                yield each
