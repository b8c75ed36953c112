"""`make mutants`: change the rules, checks and lists a little, one change at a time, and print what no test notices.

ROOM=rules limits it to some rooms, SAMPLE=300 to so many mutations (SEED=2 to others), FILE to paths that hold a text.
"""
from __future__ import annotations

import argparse
import os
import random
import sys
from pathlib import Path

import pytest

from tests.mutation.operators import of_folder
from tests.mutation.running import SURVIVED, TIMED_OUT, Running
from tests.mutation.swapping import ROOT, import_rooms

ROOMS = ("rules", "checks", "lists")
TESTS = ("rules", "checks", "lists", "golden", "policy", "output")

def main():
    p = argparse.ArgumentParser()
    p.add_argument("--room", nargs="*", default=list(ROOMS))
    p.add_argument("--sample", type=int, default=0)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--file", default="")
    p.add_argument("--jobs", type=int, default=2)
    p.add_argument("--tests", nargs="*", default=list(TESTS))
    a = p.parse_args()
    found = [m for r in a.room for m in of_folder(ROOT, r) if a.file in str(m)]
    if a.sample and a.sample < len(found):
        found = random.Random(a.seed).sample(found, a.sample)
    out = os.fdopen(os.dup(2), "w", buffering=1)
    files = import_rooms(ROOMS)
    plugin = Running(files, found, a.jobs, lambda t: print(t, file=out))
    code = pytest.main(["-o", "addopts=--import-mode=importlib --strict-config --strict-markers", "-o", "tmp_path_retention_policy=none",
      "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:terminal", "-m", "not slow and not browser", *[f"tests/{t}" for t in a.tests]], plugins=[plugin])
    s = [m for m, o in plugin.outcomes.items() if o == SURVIVED]
    print(file=out)
    for m in s: print("SURVIVED", "cold" if plugin.is_cold(m) else "", len(plugin.seen.tests.get((m.path, *m.statement), ())), m, file=out)
    print(len(plugin.outcomes), "survived", len(s), "timeouts", sum(o == TIMED_OUT for o in plugin.outcomes.values()), file=out)
    print(code, file=out)

main()
