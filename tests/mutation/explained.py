"""What is on file about mutations: why some may survive, and which tests notice when an edge moves by a day."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from tests.mutation.running import UNNOTICED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.mutation.operators import Key, Mutation

HERE = Path(__file__).parent
EXPLAINED, DAYS = HERE / "explained.yml", HERE / "deciding_days.yml"
OPEN = "no row tells yet"  # how the entry of a survivor begins for which a test is still to be written
Days = dict[str, dict[str, dict[str, str]]]  # file, function, change: the test that notices it


@cache
def explanations() -> dict[Key, str]:
    """File, function and change of a mutation that may survive: why."""
    found: dict[Key, str] = {}
    for path, functions in yaml.safe_load(EXPLAINED.read_text(encoding="utf-8")).items():
        for function, changes in functions.items():
            found |= {(path, function, change): why for change, why in changes.items()}
    return found


def is_explained(mutation: Mutation) -> bool:
    """Whether it is said why a mutation may survive; that a row is to be written says nothing."""
    return not explanations().get(mutation.key, OPEN).startswith(OPEN)


def deciding_days() -> dict[Key, str]:
    """File, function and change of each edge: the test that notices it."""
    found: Days = yaml.safe_load(DAYS.read_text(encoding="utf-8"))
    return {
        (path, function, change): test
        for path, functions in found.items()
        for function, changes in functions.items()
        for change, test in changes.items()
    }


def accept(outcomes: Mapping[Mutation, str], everything: Iterable[Mutation]) -> None:
    """Write which test notices each edge that was met; the others keep theirs, those that are no more lose it."""
    named = deciding_days() | {each.key: outcome for each, outcome in outcomes.items()}
    made: Days = defaultdict(lambda: defaultdict(dict))
    for mutation in everything:
        if (test := named.get(mutation.key)) is not None and test not in UNNOTICED:
            made[mutation.path][mutation.function][mutation.name] = test
    plain = {path: {function: dict(changes) for function, changes in each.items()} for path, each in made.items()}
    head = (
        "# Made by `make mutants ACCEPT=1`: every comparison that decides, and the tests that notice when it moves.\n"
    )
    text = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=1000)
    DAYS.write_text(head + text, encoding="utf-8")
