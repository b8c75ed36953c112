"""What is kept of the watching: only of modules of tests that stand as they did, with all that they may run or read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutation.kept import Kept, Watched

FILES = {
    "scripts/huifang/rules/states.py": "x = 1\n",
    "records/policy/measures.yml": "a: 1\n",
    "tests/sound.py": "",
    "tests/rules/test_one.py": "from tests.sound import person\n",
    "tests/rules/test_two.py": "",
    "tests/rules/cases/one.yml": "[]\n",
    "tests/lists/test_three.py": "from tests.rules.test_two import case\n",
}
STATES = ("scripts/huifang/rules/states.py", 1, 0)
WATCHED = {
    "tests/rules/test_one.py::test_a[1]": Watched(0.5, frozenset({STATES})),
    "tests/rules/test_one.py::test_a[2]": Watched(0.25, frozenset()),
    "tests/lists/test_three.py::test_b": Watched(1, frozenset({STATES, ("x", 2, 4)})),
}
MODULES = {name.partition("::")[0] for name in WATCHED}
ONE, THREE = "tests/rules/test_one.py", "tests/lists/test_three.py"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A house in small."""
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    Kept(tmp_path).write(WATCHED)
    return tmp_path


def test_everything_is_kept(root: Path) -> None:
    assert Kept(root).read(MODULES) == WATCHED
    assert {name.partition("::")[0] for name in Kept(root).read({ONE})} == {ONE}


@pytest.mark.parametrize(
    ("changed", "modules"),
    [
        ("tests/rules/test_one.py", {THREE}),
        ("tests/rules/cases/one.yml", {THREE}),
        ("tests/lists/test_three.py", {ONE}),
        ("tests/rules/test_two.py", set()),  # others take from it
        ("tests/sound.py", set()),
        ("scripts/huifang/rules/states.py", set()),
        ("records/policy/measures.yml", set()),
    ],
)
def test_what_changed_is_watched_again(root: Path, changed: str, modules: set[str]) -> None:
    (root / changed).write_text(FILES[changed] + "# more\n", encoding="utf-8")
    assert {name.partition("::")[0] for name in Kept(root).read(MODULES)} == modules


BROKEN = ("", "{", "[]", '{"digest": "DIGEST"}', '{"digest": "DIGEST", "statements": [1], "tests": {}}',
          '{"digest": "DIGEST", "statements": [], "tests": []}',
          '{"digest": "DIGEST", "statements": [], "tests": {"a": [1, [0]]}}')  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_file_counts_for_nothing(root: Path, broken: str) -> None:
    kept = Kept(root)
    kept.file(ONE).write_text(broken.replace("DIGEST", kept.digest(ONE)), encoding="utf-8")
    assert {name.partition("::")[0] for name in kept.read(MODULES)} == {THREE}
