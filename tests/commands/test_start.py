"""What a call loads: help and wrong calls nothing but the frame, a verb what it uses."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from huifang.commands.main import HUIFANG, VERBS
from huifang.texts import words
from tests.sound import SAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from huifang.command_line.program import VerbEntry

FRAME = {"click", "rich"}  # rich for the width of Chinese
READING = FRAME | {"annotated_types", "pydantic", "pydantic_core", "typing_extensions", "typing_inspection", "yaml"}
GIT = READING | {"git", "gitdb", "smmap"}
LOADED = """
import json, sys
before = set(sys.modules)
from huifang.commands.main import main
main(json.loads(sys.argv[1]))
found = {name.partition(".")[0] for name in set(sys.modules) - before} - sys.stdlib_module_names
print(json.dumps(sorted(found)), file=sys.stderr)
"""
OURS = {"huifang"}
COMPILED = {"_cython", "cython_runtime", "_sysconfigdata"}  # what compiled modules register of themselves


def packages(call: tuple[str, ...], folder: Path) -> set[str]:
    """The packages besides ours that a call in a process of its own loads."""
    ran = subprocess.run(
        [sys.executable, "-P", "-c", LOADED, json.dumps(call)], cwd=folder, capture_output=True, text=True, check=True
    )
    found = set(json.loads(ran.stderr.splitlines()[-1])) - OURS
    return {each for each in found if not each.startswith(tuple(COMPILED))}


@pytest.mark.parametrize(
    "call",
    [
        ("--help",),
        ("--version",),
        ("no-such-verb",),
        ("--records", "x", "due"),
        ("due", "--withn", "3"),
        ("due", "--within"),
        ("show",),
        ("new", "--help"),
        ("new", "visit", "--help"),
        ("portal", "build", "--no-such"),
        ("audit", "seal", "--help"),
        ("handover", "--help"),
    ],
    ids=" ".join,
)
def test_help_and_a_wrong_call_load_the_frame_alone(call: tuple[str, ...], tmp_path: Path) -> None:
    assert packages(call, tmp_path) <= FRAME


@pytest.mark.parametrize(
    ("call", "loaded"),
    [
        (("fmt", "--check"), READING),
        (("validate",), GIT),
        (("due",), GIT),
        (("due", "--format", "json"), GIT),
        (("due", "--format", "xlsx", "--output", "{beside}/due.xlsx"), GIT | {"openpyxl", "et_xmlfile"}),
        (("due", "--format", "ics"), GIT | {"icalendar", "dateutil", "six"}),
        (("show", "JA-0001"), GIT),
        (("units",), GIT),
        (("export", "--output", "{beside}/ledger.xlsx"), GIT | {"openpyxl", "et_xmlfile"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_verb_loads_what_it_uses(call: tuple[str, ...], loaded: set[str], tmp_path: Path) -> None:
    typed = tuple(part.format(beside=tmp_path) for part in call)
    assert packages((*typed, "--records", str(SAMPLE.root)), tmp_path) <= loaded


@pytest.mark.parametrize("module", sorted({each.module for each in VERBS}))
def test_the_table_names_each_verb_where_it_is(module: str) -> None:
    verbs = [each.name for each in import_module(f"huifang.commands.{module}").VERBS]
    assert verbs == [each.name for each in VERBS if each.module == module]


@pytest.mark.parametrize("verb", [each for each in VERBS if " " not in each.name], ids=lambda verb: verb.name)
def test_every_verb_and_word_is_listed_with_its_help(verb: VerbEntry) -> None:
    command = HUIFANG.application("en")
    listed = command.get_help(command.make_context("huifang", [], resilient_parsing=True))
    assert f"  {verb.name} " in listed
    assert words("en").plain(verb.help) in listed
