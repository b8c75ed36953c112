"""`huifang history` by one clock: the committer's time at UTC+8, on every surface, in every order and choice."""

from __future__ import annotations

import csv
import io
import random
import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huifang.history import ChangeFilter, History, history_row
from huifang.portal.render import render
from huifang.register.days import UTC8
from huifang.services.portal_history import portal_contents
from huifang.services.registers import Request, open_lists
from tests.commands.running import Command
from tests.history.repositories import FIRST, FORGE, PERSON, SECOND, Repository, started
from tests.sound import PERSON_PATH

if TYPE_CHECKING:
    from pathlib import Path

# name, the author's time, the committer's, and what is to be told: committed, and written where that differs
COMMITS = (
    ("A", "2026-02-11T09:00:00+08:00", "2026-02-11T09:00:00+08:00", "2026-02-11 09:00", ""),
    ("B", "2026-02-10T23:30:00-05:00", "2026-02-10T23:30:00-05:00", "2026-02-11 12:30", ""),
    ("C", "2026-02-20T09:00:00+08:00", "2026-03-20T09:00:00+08:00", "2026-03-20 09:00", "2026-02-20 09:00"),
)
NEWEST_FIRST = [(told, written) for *_, told, written in reversed(COMMITS)]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """One record, changed by three commits whose clocks and zones differ; before them everything began."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = started(tmp_path / "office")
    made.git(
        "commit", "-q", "--amend", "--no-edit", "--date=2026-01-30T08:00:00+08:00", when="2026-01-30T08:00:00+08:00"
    )
    for name, written, committed, *_ in COMMITS:
        (made.records / PERSON_PATH).write_text(PERSON.replace("科长", f"科长{name}"), encoding="utf-8")
        made.git("add", "-A")
        made.git("-c", "commit.gpgsign=false", "commit", "-q", "-m", name, f"--date={written}", when=committed)
    return made


def shown(time: str) -> str:
    """A time of a document as people read it."""
    return time[:16].replace("T", " ")


def test_json(huifang: Command, office: Repository) -> None:
    rows = huifang("history", "--field", "post", "--since", "2026-02-01", "--records", office.records,
                   "--format", "json").data["rows"]  # fmt: skip
    assert [shown(row["committed"]) for row in rows] == [told for told, _ in NEWEST_FIRST]
    assert [shown(row["date"]) for row in rows] == [written or told for told, written in NEWEST_FIRST]
    assert {row[key][-6:] for row in rows for key in ("date", "committed", "arrived")} == {"+08:00"}


def test_csv(huifang: Command, office: Repository) -> None:
    text = huifang("history", "--field", "post", "--since", "2026-02-01", "--records", office.records,
                   "--format", "csv").out.decode("utf-8-sig")  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [shown(row["committed"]) for row in rows] == [told for told, _ in NEWEST_FIRST]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_table(huifang: Command, office: Repository, lang: str) -> None:
    typed = ("history", "TT-0001", "--field", "post", "--since", "2026-02-01", "--records", office.records)
    lines = huifang(*typed, "--lang", lang).out.decode().splitlines()
    told = [tuple(cell.strip() for cell in line.split("│")[:2]) for line in lines if line.startswith("2026-")]
    assert told == NEWEST_FIRST


def test_no_column_of_authors_times_where_none_differs(huifang: Command, office: Repository) -> None:
    text = huifang("history", "--until", "2026-03-01", "--records", office.records, "--lang", "en").out.decode()
    assert "written" not in text


def test_portal(office: Repository) -> None:
    wanted = Request(records=(office.records,), as_of="2026-07-10")
    lists, told, *_ = portal_contents(open_lists(wanted), wanted)
    found = {page.uri: page.html for page in render(lists, "en", history=told)}
    latest = found["changes.html"]
    places = [latest.index(f"<time>{told}</time>") for told, _ in NEWEST_FIRST]
    assert places == sorted(places)
    assert "2026-03-20 09:00 written 2026-02-20 09:00 甲" in " ".join(re.sub(r"<[^>]*>", "", latest).split())
    assert latest.count("<small>written") == 1
    assert {uri for uri in found if uri.startswith("changes/2")} == {
        f"changes/2026-{month}.html" for month in ("01", "02", "03")
    }


CHOICES = (  # what is typed, the commits that are told
    (("--since", "2026-02-11", "--until", "2026-02-11"), "BA"),
    (("--since", "2026-02-10", "--until", "2026-02-10"), ""),
    (("--since", "2026-02-20", "--until", "2026-02-20"), ""),
    (("--since", "2026-03-20", "--until", "2026-03-20"), "C"),
    (("--until", "2026-03-19", "--since", "2026-02-01"), "BA"),
)


@pytest.mark.parametrize(("typed", "names"), CHOICES)
def test_choices(huifang: Command, office: Repository, typed: tuple[str, ...], names: str) -> None:
    rows = huifang("history", "--field", "post", *typed, "--records", office.records, "--format", "json").data["rows"]
    assert [row["new"] for row in rows] == [f"科长{name}" for name in names]


def test_newest_first_though_a_clock_was_behind(huifang: Command, office: Repository) -> None:
    office.commit({PERSON_PATH: PERSON.replace("科长", "科长D")}, "D", when="2026-02-15T09:00:00+08:00")
    rows = huifang("history", "--field", "post", "--records", office.records, "--format", "json").data["rows"]
    assert [row["new"] for row in rows][:4] == ["科长C", "科长D", "科长B", "科长A"]


def test_arrived_with_the_merge(huifang: Command, office: Repository) -> None:
    """When and by whom it came to the line of first parents; what was committed there came with itself."""
    office.git("switch", "-q", "-c", "mine")
    office.commit({PERSON_PATH: PERSON}, "mine", who=SECOND, by=FIRST, when="2026-04-01T09:00:00+08:00")
    office.git("switch", "-q", "main")
    office.git("-c", "commit.gpgsign=false", "merge", "-q", "--no-ff", "-m", "Merge", "mine", who=FORGE,
               when="2026-04-03T10:00:00+00:00")  # fmt: skip
    rows = huifang("history", "--field", "post", "--records", office.records, "--format", "json").data["rows"]
    keys = ("author", "committer", "merger", "committed", "arrived")
    assert [rows[0][key] for key in keys] == [
        SECOND, FIRST, FORGE, "2026-04-01T09:00:00+08:00", "2026-04-03T18:00:00+08:00",
    ]  # fmt: skip
    assert [rows[1][key] for key in keys] == [
        FIRST, FIRST, None, "2026-03-20T09:00:00+08:00", "2026-03-20T09:00:00+08:00",
    ]  # fmt: skip


ZONES = (-1200, -930, -500, 0, 330, 545, 800, 1400)
FIRST_DAY, DAYS = date(2026, 1, 1), 60


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repository, History]:
    """Forty commits of authors and committers in zones all over the world, at any time of two months."""
    made, dice = started(tmp_path_factory.mktemp("clock") / "office"), random.Random(20261128)  # noqa: S311 - no secret

    def somewhen() -> str:
        seconds = int(datetime(2026, 1, 1, tzinfo=UTC8).timestamp()) + dice.randrange(DAYS * 24 * 60 * 60)
        return f"{seconds} {dice.choice(ZONES):+05d}"

    for number in range(40):
        (made.records / PERSON_PATH).write_text(PERSON.replace("科长", f"科长{number}"), encoding="utf-8")
        made.git("add", "-A")
        made.git("-c", "commit.gpgsign=false", "commit", "-q", "-m", "x", f"--date={somewhen()}", when=somewhen())
    return made, made.history()


@given(start=st.integers(-1, DAYS + 1), length=st.integers(0, DAYS))
def test_every_row_lies_between_the_days_asked_for(
    everywhere: tuple[Repository, History], start: int, length: int
) -> None:
    """All rows of those days, and no other."""
    _, history = everywhere
    since = FIRST_DAY + timedelta(days=start)
    until = since + timedelta(days=length)
    told = [history_row(each, "records", history) for each in ChangeFilter(since, until).chosen(history.changes())]
    every = [history_row(each, "records", history) for each in history.changes()]
    within = [row for row in every if since.isoformat() <= row.committed[:10] <= until.isoformat()]
    assert told == within


def test_order_of_everywhere(huifang: Command, everywhere: tuple[Repository, History]) -> None:
    rows = huifang("history", "--records", everywhere[0].records, "--format", "json").data["rows"]
    assert [row["committed"] for row in rows] == sorted((row["committed"] for row in rows), reverse=True)
