"""Damaged registers through every verb and the portal: documented exit codes, sentences, never a traceback."""

from __future__ import annotations

import json
import signal
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from huifang.commands.main import main
from huifang.policy import load as policy_files
from huifang.portal.render import render
from huifang.register.reading import read
from huifang.services.exits import Stop
from huifang.services.registers import Request, open_lists
from tests.conftest import LONG
from tests.history.repositories import Repository
from tests.mutants import CHANGES, PEOPLE, Mutant, kinds, mutate, sound_register

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pydantic import TypeAdapter

pytestmark = [pytest.mark.slow, pytest.mark.fuzz]
COUNT = 10_000 if LONG else 200  # every kind of file meets every change, and more
PART = 25  # mutants a test
PATIENCE = 3600  # seconds after which a test is taken to hang; nothing is measured
LISTS = (
    ("due", "--format", "json"),
    ("eligible", "--format", "json"),
    ("coverage",),
    ("stats", "--format", "csv"),
    ("forecast",),
    ("health",),
    ("show", "JA-0007"),
    ("due",),
    ("eligible", "--names"),
    ("show", "BI-0001"),
    ("validate", "--lang", "en"),
)
OF_GIT = (("compare", "HEAD", "--format", "md"), ("audit", "--format", "json"), ("history", "--format", "json"))
FAULT = ("程序出错", "fault of the program", "Traceback")


@cache
def read_once(shape: TypeAdapter[Any], path: str, raw: bytes) -> Any:
    """A policy file as it is read; most mutants leave most of them as they were."""
    return read(shape, path, raw, {}, markdown=False)


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small register in a repository of its own, as it was committed; its folder is where the verbs look."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(policy_files, "read", lambda shape, path, raw, _words, **_: read_once(shape, path, raw))
    folder = sound_register(tmp_path / "records")
    repository = Repository(tmp_path)
    repository.git("init", "-q", "-b", "main")
    repository.commit()
    return folder


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """A test that hangs is ended."""
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)


def wrong_answer(typed: Sequence[str], capsys: pytest.CaptureFixture[str]) -> str | None:
    """What is wrong with the answer of a verb: a code that means nothing, a fault, no document, no word."""
    code = main([*typed, "--records", "records"])
    out, err = capsys.readouterr()
    if code not in (0, 1, 2, 3) or any(word in out + err for word in FAULT):
        return f"{code}: {err[-300:]}"
    if "json" in typed and code in (0, 1):
        json.loads(out)
    return f"{code} and no word" if code and not (out or err) else None


def problems(mutant: Mutant, verbs: Sequence[Sequence[str]], capsys: pytest.CaptureFixture[str]) -> Iterator[str]:
    """What is wrong with the answers of some verbs about one damaged register."""
    for typed in verbs:
        if (wrong := wrong_answer(typed, capsys)) is not None:
            yield f"{mutant.done}: {' '.join(typed)} -> {wrong}"


@pytest.mark.parametrize("part", range(COUNT // PART))
def test_no_damage_is_a_fault_of_the_program(part: int, records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong: list[str] = []
    for number in range(part * PART, (part + 1) * PART):
        mutant = mutate(records, number)
        wrong += problems(mutant, (("validate", "--format", "json"), LISTS[number % len(LISTS)]), capsys)
        if number % 9 == 0:
            wrong += problems(mutant, (OF_GIT[number // 9 % len(OF_GIT)],), capsys)
        mutant.undo()
    assert wrong == []


@pytest.mark.parametrize("part", range(COUNT // PART))
def test_no_damage_stops_the_portal(part: int, records: Path) -> None:
    """Whatever can be read is on pages; no page raises."""
    for number in range(part * PART, (part + 1) * PART, 9):
        mutant = mutate(records, number)
        with suppress(Stop):  # what cannot be opened at all has said so
            pages = list(render(open_lists(Request(records=(records,))), "zh"))
            assert len(pages) > len(PEOPLE), mutant.done
        mutant.undo()


def test_every_kind_of_file_meets_every_change(records: Path) -> None:
    assert len(kinds(records)) * len({*CHANGES}) <= COUNT
    met = set()
    for number in range(COUNT):
        mutant = mutate(records, number)
        met.add((number % len(kinds(records)), mutant.done.partition(": ")[2].partition(",")[0].partition(" ")[0]))
        mutant.undo()
    assert len(met) == len(kinds(records)) * len({*CHANGES})
