"""`make mutants`: rules, checks and lists are changed a little, one change at a time; what no test notices is printed.

`ROOM="rules days"` limits it to some rooms, SAMPLE=300 to so many mutations (SEED=2 to others), FILE=text to modules
whose path holds it. It fails where a tenth survives, or one that `explained.yml` does not explain.
`ACCEPT=1` writes into `deciding_days.yml` which test notices when a comparison moves, for those that name none;
`CHECK=1` asks whether the tests named there still notice, and `ACCEPT=1` with it drops the names of those that do not.
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import sys
import tempfile
from typing import TYPE_CHECKING

import pytest

from tests.mutation.cold import OPTIONS
from tests.mutation.explained import OPEN, accept, deciding_days, explanations, is_explained
from tests.mutation.operators import EDGES, of_files
from tests.mutation.running import TIMED_OUT, UNNOTICED, Options, Running
from tests.mutation.swapping import ROOMS, ROOT, files_of, module_name, watch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from tests.mutation.operators import Mutation

TESTS = ("rules", "checks", "lists", "golden", "policy", "output")
MOST = 0.1  # the share that may survive, explained ones included


def options(typed: Sequence[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--room", nargs="*", choices=[*ROOMS], default=["rules", "checks", "lists"])
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", type=part_of, default=(1, 1), help="2/3: every third of them, from the second on")
    parser.add_argument("--seconds", type=float, default=3600, help="tests that a mutation meets, by their time")
    parser.add_argument("--file", default="")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--edges", action="store_true", help="only the mutations of comparisons")
    parser.add_argument("--check", action="store_true", help="whether the tests in deciding_days.yml still notice")
    parser.add_argument("--tests", nargs="*", default=[f"tests/{name}" for name in TESTS])
    parser.add_argument("--accept", action="store_true", help="look for tests that deciding_days.yml does not name yet")
    return parser.parse_args(typed)


def wanted(asked: argparse.Namespace) -> list[Mutation]:
    """The mutations of the rooms asked for, or a sample that the seed decides.

    Of what is on file about deciding days: to check it, every comparison with a test; to accept, those without.
    """
    rooms = [*ROOMS] if asked.accept or asked.check else asked.room
    files = [path for room in rooms for path in files_of(room) if asked.file in path.relative_to(ROOT).as_posix()]
    found = list(of_files(ROOT, files))
    if asked.edges or asked.accept or asked.check:
        found = [each for each in found if each.operator in EDGES]
    if asked.accept or asked.check:
        named = deciding_days()
        found = [each for each in found if (each.key in named) is asked.check and not is_explained(each)]
    if 0 < asked.sample < len(found):
        found = random.Random(asked.seed).sample(found, asked.sample)  # noqa: S311 - the same each time on purpose
    number, parts = asked.part
    return found[number - 1 :: parts]


def part_of(typed: str) -> tuple[int, int]:
    """A part as it is typed: `2/3`; a ValueError where it is none."""
    number, parts = map(int, typed.split("/"))
    if not 1 <= number <= parts:
        raise ValueError
    return number, parts


def report(outcomes: dict[Mutation, str], out: TextIO) -> int:
    """Print the survivors and the figures; 1 where somebody must write a test or an explanation."""
    known = explanations()
    survivors = sorted((each for each, outcome in outcomes.items() if outcome in UNNOTICED), key=str)
    bare = [each for each in survivors if not is_explained(each)]
    for each in survivors:
        print(f"{each}\n    {known.get(each.key, OPEN)}", file=out)
    late = sum(outcome == TIMED_OUT for outcome in outcomes.values())
    share = len(survivors) / max(1, len(outcomes))
    print(
        f"{len(outcomes)} mutations: {len(outcomes) - len(survivors) - late} noticed, {late} ended for want of time, "
        f"{len(survivors)} survived ({share:.1%}), {len(survivors) - len(bare)} of them explained",
        file=out,
    )
    return int(bool(bare) or share >= MOST)


def main(typed: Sequence[str]) -> int:
    """Run, print, and answer as a test would."""
    asked, progress, out = options(typed), _own(2), _own(1)
    files = [path for room in ROOMS for path in files_of(room)]
    hits = watch(files)
    for path in files:
        importlib.import_module(module_name(path))
    chosen = Options(asked.jobs, asked.seconds, lambda text: print(text, file=progress), deciding_days(), asked.check)
    running = Running(files, hits, wanted(asked), chosen)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = folder  # of this run, so that no other run of pytest sweeps it
        code = pytest.main([*OPTIONS, *asked.tests], plugins=[running])
    if code:
        return int(code)
    if asked.accept:
        accept(running.outcomes, list(of_files(ROOT, files)))
    return report(running.outcomes, out)


def _own(stream: int) -> TextIO:
    """A stream that pytest does not capture."""
    return os.fdopen(os.dup(stream), "w", buffering=1, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
