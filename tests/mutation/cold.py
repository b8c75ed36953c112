"""One mutation of what is computed while a module is loaded: a process of its own that loads it changed.

Called as `python -m tests.mutation.cold FILE NUMBER ANSWER` with the tests to meet on standard input, a line each and
the most telling first; exits as pytest does, and writes the test that noticed into the file ANSWER.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.mutation.operators import mutated
from tests.mutation.swapping import ROOT, know_neighbours, load_as

if TYPE_CHECKING:
    from collections.abc import Sequence

OPTIONS = (
    "--override-ini=addopts=--import-mode=importlib --strict-config --strict-markers",
    "--override-ini=tmp_path_retention_policy=none",
    "--override-ini=cache_dir=.cache/mutants",
    "-pno:xdist",
    "-pno:terminal",
    "-mnot slow and not browser",
)


class Telling:
    """The plugin: only the tests asked for, in their order; the first that fails is written down."""

    def __init__(self, names: Sequence[str], answer: Path) -> None:
        self.order = {name: number for number, name in enumerate(names)}
        self.answer = answer

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """A test that is not there under its name has noticed the change too: it was made from what is loaded."""
        found = {item.nodeid: item for item in items}
        lost = [name for name in self.order if "::" in name and name not in found]
        if lost:
            self.noticed(lost[0])
            pytest.exit("a test is gone", returncode=1)
        items[:] = [found[name] for name in self.order if name in found] or items

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A module that cannot be read any more."""
        if report.failed:
            self.noticed(report.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test that fails."""
        if report.failed:
            self.noticed(report.nodeid)

    def noticed(self, name: str) -> None:
        """Write down who noticed, the first alone."""
        if not self.answer.read_text(encoding="utf-8"):
            self.answer.write_text(name, encoding="utf-8")


def main(path: str, number: str, answer: str) -> int:
    """Load the mutation, meet the tests, answer as pytest does."""
    names = sys.stdin.read().splitlines()
    know_neighbours()
    source, changed = (ROOT / path).read_text(encoding="utf-8"), str(ROOT / path)
    load_as(lambda file: mutated(source, int(number)) if file == changed else None)
    modules = dict.fromkeys(name.partition("::")[0] for name in names)
    return int(pytest.main([*OPTIONS, "-x", *modules], plugins=[Telling(names, Path(answer))]))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
