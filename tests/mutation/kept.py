"""What was watched before: of a module of tests that stands as it did, nothing is watched again.

A module's tests are known by its own text, the tables beside it, the program, the policy and what tests share.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Statement = tuple[str, int, int]  # file, line and column
SHARED = re.compile(r"^from (tests[.\w]*) import", re.MULTILINE)


class Watched(NamedTuple):
    """How long a test took, and the statements that it ran."""

    seconds: float
    statements: frozenset[Statement]


@dataclass
class Kept:
    """The tests that were watched, a file for each module in the cache folder; a broken one counts for nothing."""

    root: Path

    def file(self, module: str) -> Path:
        """Where the tests of a module lie."""
        return self.root / ".cache/mutants/watched" / f"{module.replace('/', '+')}.json"

    @cached_property
    def _shared(self) -> str:
        """The digest of everything that any test may run or read, but for modules of tests and their tables."""
        tests = sorted((self.root / "tests").rglob("*.py"))
        named = {name for path in tests for name in SHARED.findall(path.read_text(encoding="utf-8"))}
        wanted = [path for path in tests if not path.name.startswith("test_") or self._name(path) in named]
        for folder in ("scripts/huifang", "records"):
            wanted += sorted(path for path in (self.root / folder).rglob("*") if path.suffix in {".py", ".yml", ".md"})
        return _digest(self.root, wanted)

    def _name(self, path: Path) -> str:
        return ".".join(path.relative_to(self.root).with_suffix("").parts)

    def digest(self, module: str) -> str:
        """What the tests of a module depend on."""
        path = self.root / module
        beside = (each for each in path.parent.rglob("*") if each.is_file() and each.suffix not in {".py", ".pyc"})
        return sha256((self._shared + _digest(self.root, [path, *sorted(beside)])).encode()).hexdigest()

    def read(self, modules: Iterable[str]) -> Mapping[str, Watched]:
        """The tests of those modules that stand as they did when they were watched."""
        return {name: one for module in modules for name, one in self._read(module)}

    def _read(self, module: str) -> list[tuple[str, Watched]]:
        try:
            data = json.loads(self.file(module).read_text(encoding="utf-8"))
            if data["digest"] != self.digest(module):
                return []
            places = [(path, line, column) for path, line, column in data["statements"]]
            return [
                (name, Watched(seconds, frozenset(places[each] for each in numbers)))
                for name, (seconds, numbers) in data["tests"].items()
            ]
        except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
            return []

    def write(self, watched: Mapping[str, Watched]) -> None:
        """Keep what was watched, module by module."""
        modules: dict[str, dict[str, Watched]] = {}
        for name, one in watched.items():
            modules.setdefault(name.partition("::")[0], {})[name] = one
        for module, tests in modules.items():
            statements = sorted({each for one in tests.values() for each in one.statements})
            numbers = {each: number for number, each in enumerate(statements)}
            rows = {name: [one.seconds, [numbers[each] for each in one.statements]] for name, one in tests.items()}
            self.file(module).parent.mkdir(parents=True, exist_ok=True)
            data = {"digest": self.digest(module), "statements": statements, "tests": rows}
            self.file(module).write_text(json.dumps(data), encoding="utf-8")


def _digest(root: Path, files: Iterable[Path]) -> str:
    """Of the names and texts of some files."""
    made = sha256()
    for path in files:
        made.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return made.hexdigest()
