"""How long loading takes beside reading the same files with CSafeLoader: `python -m tests.bench.bench_reading [FILES]`.

Both list the folder, open, read and decode every file; ours also checks every line, validates and indexes.
"""

from __future__ import annotations

import gc
import os
import sys
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

import yaml

from huifang.policy import words_of
from huifang.register import FolderTree, load
from tests.register.typed import PERSON, TALK, VISIT
from tests.sound import ORGANIZATIONS, sample_policy

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
CONTACTS = 4  # of each person: a person file, two talks, two visits
START = date(2024, 4, 1)


def generate(root: Path, files: int) -> int:
    """Write a register of about so many files; how many people it has."""
    (root / "organizations").mkdir(parents=True)
    (root / "organizations" / "tt.yml").write_text(ORGANIZATIONS, encoding="utf-8")
    people = files // (CONTACTS + 1)
    for number in range(people):
        code = f"TT-{number:05}"
        folder = root / "people" / "tt" / code
        folder.mkdir(parents=True)
        (folder / "person.md").write_text(PERSON.replace("TT-0001", code), encoding="utf-8")
        for contact in range(CONTACTS):
            day = str(START + timedelta(days=(number * 7 + contact * 41) % 700))
            kind, text = ("talk", TALK) if contact % 2 else ("visit", VISIT)
            typed = text.replace("2024-06-05", day).replace("2024-05-20", day)
            (folder / f"{day}-{kind}.md").write_text(typed, encoding="utf-8")
    return people


def yardstick(root: Path) -> int:
    """Read and parse every file with CSafeLoader, and keep the data."""
    kept = []
    for folder, _, names in os.walk(root):
        for name in names:
            with open(f"{folder}/{name}", encoding="utf-8") as file:  # noqa: PTH123 - the fastest plain way
                text = file.read()
            kept.append(yaml.load(text.split("---\n", 2)[1] if name.endswith(".md") else text, yaml.CSafeLoader))
    return len(kept)


def ours(root: Path) -> int:
    """Load the register."""
    made = load([FolderTree(root)], words_of(sample_policy()))
    assert not made.findings
    return len(made.people)


def seconds(work: Callable[[Path], int], root: Path) -> float:
    """How long one round takes; garbage of the round before does not count."""
    gc.collect()
    began = perf_counter()
    work(root)
    return perf_counter() - began


def main(files: int = 5_000) -> float:
    """Print both and their ratio; the rounds alternate, so that a busy machine is busy for both."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "records"
        people = generate(root, files)
        ours(root)  # policy and schemas are made once
        gc.disable()
        rounds = [(seconds(ours, root), seconds(yardstick, root)) for _ in range(ROUNDS)]
        gc.enable()
    mine, other = median(each[0] for each in rounds), median(each[1] for each in rounds)
    ratio = median(each[0] / each[1] for each in rounds)
    print(f"{files} files, {people} people: load {mine:.2f} s, read+CSafeLoader {other:.2f} s, ratio {ratio:.2f}")  # noqa: T201
    return ratio


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
