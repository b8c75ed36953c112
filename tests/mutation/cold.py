"""One mutation of what is computed while a module is loaded: a process of its own that loads it changed.

Called as `python -m tests.mutation.cold FILE NUMBER TESTS...`; exits as pytest does.
"""

from __future__ import annotations

import sys
from importlib.machinery import SourceFileLoader
from typing import TYPE_CHECKING

import pytest

from tests.mutation.operators import mutated
from tests.mutation.swapping import ROOT, know_neighbours

if TYPE_CHECKING:
    from types import CodeType

OPTIONS = (
    "--override-ini=addopts=--import-mode=importlib --strict-config --strict-markers",
    "--override-ini=tmp_path_retention_policy=none",
    "--override-ini=cache_dir=.cache/mutants",
    "-pno:xdist",
    "-pno:terminal",
    "-mnot slow and not browser",
)


def load_changed(path: str, number: int) -> None:
    """From now on the module of this file is loaded with the mutation in it."""
    file, usual = str(ROOT / path), SourceFileLoader.get_code

    def get_code(self: SourceFileLoader, fullname: str) -> CodeType | None:
        if self.path != file:
            return usual(self, fullname)
        tree = mutated((ROOT / path).read_text(encoding="utf-8"), number)
        return compile(tree, file, "exec", dont_inherit=True)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    know_neighbours()
    load_changed(sys.argv[1], int(sys.argv[2]))
    sys.exit(pytest.main([*OPTIONS, "-x", *sys.argv[3:]]))
