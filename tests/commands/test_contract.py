"""The command's contract: exit codes, envelopes, key order, options, and what goes where."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from huifang.commands.main import main
from tests.commands.running import Command
from tests.history.repositories import PERSON
from tests.sound import EMPTY, ONE, OTHER, PERSON_PATH, POLICY, put

ENVELOPE = ["format", "verb", "as_of", "revision", "dirty", "policy_version", "lang", "notice"]
KEYS = {  # verb -> keys of a row, in the order of the contract
    "due": (
        "person district unit duty period item status due_on days_overdue owner assignee record reason rule source "
        "certainty"
    ),
    "eligible": (
        "person district unit state until free_from days_left bars measures combination conditions reasons "
        "check_by_hand missing"
    ),
    "coverage": (
        "body year base required visited visited_in_base shortfall rate unknown_year base_people visited_people "
        "candidates"
    ),
    "stats": "figure by key people visits value",
    "health": (
        "person district unit body editor gap check path line last_line field message blocks unblocks remaining fix "
        "stub"
    ),
    "validate": "check severity path line column field message fix",
}
ROWS = {"validate": "findings"}
LISTS = ("due", "eligible", "coverage", "stats", "health")
DAY = ("--as-of", "2026-07-01")

CALLS = (  # what is typed after --records, the exit code
    (("validate",), 0),
    (("validate", "people"), 0),
    (("validate", "people/tt/TT-0001/person.md"), 0),
    (("validate", "--strict"), 0),
    (("due",), 0),
    (("due", "--within", "0"), 0),
    (("eligible", "--within", "90"), 0),
    (("coverage",), 0),
    (("stats",), 0),
    (("health",), 0),
    (("health", "--person", "TT-0001", "--names"), 0),
    (("health", "--format", "ics"), 2),
    (("health", "--within", "3"), 2),
    (("show", "TT-0001"), 0),
    (("schema",), 0),
    (("schema", "person"), 0),
    (("due", "--district", "tt", "--unit", "tt-unit", "--person", "TT-0001"), 0),
    (("due", "--names"), 0),
    (("validate", "nowhere.md"), 2),
    (("show", "TT-0002"), 2),
    (("show",), 2),
    (("schema", "nonsense"), 2),
    (("due", "--district", "xx"), 2),
    (("due", "--unit", "xx-unit"), 2),
    (("due", "--person", "TT-0002"), 2),
    (("due", "--as-of", "2026-02-30"), 2),
    (("due", "--as-of", "2026-7-1"), 2),
    (("due", "--as-of", "today"), 2),
    (("due", "--format", "yaml"), 2),
    (("due", "--within", "-1"), 2),
    (("due", "--within", "soon"), 2),
    (("due", "extra"), 2),
    (("due", "--nonsense"), 2),
    (("nonsense",), 2),
    (("due", "--at", "HEAD"), 3),  # no Git here
    (("due", "--output", "records/register.yml/x"), 2),  # inside the register
)
MEANINGLESS = (  # an option that means nothing for a verb is refused
    ("validate", "--names"),
    ("validate", "--within", "3"),
    ("validate", "--format", "csv"),
    ("due", "--strict"),
    ("coverage", "--within", "3"),
    ("coverage", "--person", "TT-0001"),
    ("stats", "--within", "3"),
    ("show", "TT-0001", "--district", "tt"),
    ("show", "TT-0001", "--format", "csv"),
    ("schema", "--as-of", "2026-07-01"),
    ("schema", "--at", "HEAD"),
    ("schema", "--format", "json"),
    ("fmt", "--as-of", "2026-07-01"),
    ("fmt", "--at", "HEAD"),
    ("fmt", "--output", "x"),
    ("fix", "--check"),
    ("fix", "--format", "json"),
    ("new", "talk", "TT-0001", "--as-of", "2026-07-01"),
    ("new", "plan", "tt-jw", "--output", "x"),
    ("demo", "x", "--as-of", "2026-07-01"),
    ("demo", "x", "--format", "json"),
)


@pytest.mark.parametrize(("call", "code"), CALLS, ids=[" ".join(row[0]) for row in CALLS])
def test_exit_codes(huifang: Command, records: Path, call: tuple[str, ...], code: int) -> None:
    answer = huifang(*call, *(() if call == ("nonsense",) else ("--records", records)))
    assert answer.code == code, answer.err
    assert bool(answer.out) == (code == 0)
    assert bool(answer.err) == (code != 0)


@pytest.mark.parametrize("call", MEANINGLESS, ids=" ".join)
def test_what_means_nothing_is_refused(huifang: Command, records: Path, call: tuple[str, ...]) -> None:
    answer = huifang(*call, "--records", records)
    assert (answer.code, answer.out) == (2, b"")
    assert answer.err.startswith("huifang: ")


WRONG = {**ONE, PERSON_PATH: PERSON.replace("form: 2", "form: 9")}
VAGUE = {**ONE, PERSON_PATH: PERSON.replace("form: 2", "form: null")}
NO_SUCH_RULE = POLICY["policy/lifting.yml"].replace("rule: automatic", "rule: perhaps", 1)
OTHER_POLICY = {**OTHER, "policy/measures.yml": POLICY["policy/measures.yml"].replace('version: "', 'version: "x', 1)}
FOLDERS = {  # the registers of the rows below
    "records": ONE,
    "wrong": WRONG,
    "vague": VAGUE,
    "broken": {**ONE, "policy/lifting.yml": NO_SUCH_RULE},
    "other": OTHER_POLICY,
}
REGISTERS = (  # what is typed, the exit code
    ("validate --records wrong", 1),
    ("validate --records vague", 0),
    ("validate --records vague --strict", 1),
    ("due --records wrong", 0),
    ("validate organizations --records wrong", 0),
    ("validate wrong/people/tt --records wrong", 1),
    ("due --records=records --format=json", 0),
    ("due --records records --lang fr", 2),
    ("due --records broken", 3),
    ("due --records nowhere", 3),
    ("eligible --records records --records other", 3),  # of two policies
    ("due --records records --output .", 3),  # a folder
    ("due --records records --output mistyped/due.json", 3),
)


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The registers side by side, in the folder where one works."""
    for name, files in FOLDERS.items():
        put(tmp_path / name, files)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("call", "code"), REGISTERS, ids=[row[0] for row in REGISTERS])
def test_exit_codes_of_registers(huifang: Command, folders: Path, call: str, code: int) -> None:
    answer = huifang(*call.split())
    assert answer.code == code, answer.err
    assert not (folders / "mistyped").exists()
    assert (code == 0) or answer.err or call.startswith("validate")


DAYS = {"records": "2026-07-01", "named": "2026-07-02", "typed": "2026-07-03"}  # sample days of three registers
PRECEDENCE: tuple[tuple[dict[str, str], str, str], ...] = (  # the variables, what is typed, the day of the list
    ({}, "", "2026-07-01"),  # ./records
    ({"HUIFANG_RECORDS": "named"}, "", "2026-07-02"),
    ({"HUIFANG_RECORDS": "named"}, "--records typed", "2026-07-03"),
    ({"HUIFANG_AS_OF": "2026-08-02"}, "", "2026-08-02"),
    ({"HUIFANG_AS_OF": "2026-08-02"}, "--as-of 2026-08-03", "2026-08-03"),
    ({"HUIFANG_AS_OF": "2026-08-02"}, "--records typed", "2026-08-02"),
)


@pytest.mark.parametrize(("variables", "typed", "day"), PRECEDENCE)
def test_what_is_typed_before_variable_before_register(
    huifang: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], typed: str, day: str
) -> None:
    for name, sample_day in DAYS.items():
        put(tmp_path / name, {**ONE, "register.yml": f"sample: true\nsample_day: {sample_day}\n"})
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert huifang("due", *typed.split(), "--format", "json").data["as_of"] == day


@pytest.mark.parametrize(
    ("inside", "variables", "code", "said"),
    [
        ("records/people/tt/TT-0001", {}, 0, ""),  # found from within
        ("elsewhere", {}, 0, ""),  # from beside it
        ("..", {}, 3, ""),  # from above it
        ("records", {"HUIFANG_AS_OF": "tomorrow"}, 2, "tomorrow"),
        ("broken", {"HUIFANG_RECORDS": "."}, 3, "policy/lifting.yml:"),
    ],
)
def test_where_one_works(
    huifang: Command, folders: Path, monkeypatch: pytest.MonkeyPatch, inside: str, variables: dict[str, str], code: int,
    said: str,
) -> None:  # fmt: skip
    (folders / inside).mkdir(exist_ok=True)
    monkeypatch.chdir(folders / inside)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    answer = huifang("due", "--format", "json")
    assert (answer.code, said in answer.err) == (code, True)


FORMULA = PERSON.replace("name: 王某", 'name: "=1+1"')
TEXTS = (  # the person, what is typed, what stands in the document, what does not
    (PERSON, "due --format json", (), "示例一"),
    (PERSON, "due --format json --names", ("示例一",), None),
    (PERSON, "due --format json", ("虚构", "2026-07-01"), None),  # the sample says so
    (PERSON, "due --format json --lang en", ("fictional",), "虚构"),
    (PERSON, "eligible --format json", ('"type": "党内警告"',), "\\u"),
    (
        PERSON,
        "eligible --format json --lang en",
        ('"type": "党内警告"',),
        "\\u",
    ),  # a term of the law is never translated
    (FORMULA, "due --format csv", ("'=1+1",), None),
)


@pytest.mark.parametrize(("person", "call", "there", "absent"), TEXTS)
def test_what_stands_in_a_document(
    huifang: Command, records: Path, person: str, call: str, there: tuple[str, ...], absent: str | None
) -> None:
    (records / PERSON_PATH).write_text(person, encoding="utf-8")
    text = huifang(*call.split(), "--records", records, *DAY).out.decode()
    assert [each for each in there if each not in text] == []
    assert absent is None or absent not in text


def test_text_follows_the_language_and_terms_never_do(huifang: Command, records: Path) -> None:
    zh, en = (
        huifang("due", "--records", records, "--format", "json", *DAY, "--lang", each).data for each in ("zh", "en")
    )
    assert (zh["lang"], en["lang"]) == ("zh", "en")
    first, second = zh["rows"][0], en["rows"][0]
    assert first["reason"] != second["reason"]
    assert all(first[key] == second[key] for key in ("duty", "status", "rule", "owner"))


def test_what_is_no_sample_says_nothing(huifang: Command, tmp_path: Path) -> None:
    real = put(tmp_path / "real", EMPTY)
    assert huifang("due", "--records", real, "--format", "json", *DAY).data["notice"] is None


@pytest.mark.parametrize("verb", KEYS)
@pytest.mark.parametrize("day", ["2026-07-01", "2020-01-01"])
def test_every_key_is_there_in_its_order(huifang: Command, records: Path, verb: str, day: str) -> None:
    data = huifang(verb, "--records", records, "--format", "json", "--as-of", day).data
    rows = ROWS.get(verb, "rows")
    assert list(data) == [*ENVELOPE, rows]
    assert (data["format"], data["verb"], data["as_of"], data["lang"]) == (1, verb, day, "zh")
    assert all(list(row) == KEYS[verb].split() for row in data[rows])


@pytest.mark.parametrize("verb", KEYS)
def test_no_key_of_a_row_goes_unseen(huifang: Command, records: Path, verb: str) -> None:
    (records / "people/tt/TT-0001/person.md").write_text(PERSON.replace("form: 2", "form: null"), encoding="utf-8")
    (records / "people/tt/TT-0001/2026-02-10-talk.md").unlink()
    data = huifang(verb, "--records", records, "--format", "json", "--as-of", "2027-02-01").data
    assert data[ROWS.get(verb, "rows")]


def test_show_has_its_own_keys(huifang: Command, records: Path) -> None:
    data = huifang("show", "TT-0001", "--records", records, "--format", "json").data
    assert list(data) == [*ENVELOPE, "person", "eligible", "duties", "visits", "findings"]
    assert data["person"]["code"] == "TT-0001"
    assert list(data["eligible"]) == KEYS["eligible"].split()
    assert all(list(row) == KEYS["due"].split() for row in data["duties"])
    assert {row["status"] for row in data["duties"]} >= {"closed"}


def test_the_key_group_of_the_measures(huifang: Command, records: Path) -> None:
    (row,) = huifang("eligible", "--records", records, "--format", "json", *DAY).data["rows"]
    assert list(row["bars"][0]) == ["what", "until", "source", "certainty"]
    (measure,) = row["measures"]
    assert list(measure) == "type decided_on start months until rule source certainty".split()  # noqa: SIM905


@pytest.mark.parametrize("verb", [*LISTS, "validate"])
def test_an_empty_register_is_no_error(huifang: Command, tmp_path: Path, verb: str) -> None:
    empty = put(tmp_path / "empty", POLICY)
    answer = huifang(verb, "--records", empty, "--format", "json", *DAY)
    assert answer.code == 0
    figures = [row for row in answer.data[ROWS.get(verb, "rows")] if row.get("people") or row.get("visits")]
    assert figures == []
    assert verb == "stats" or answer.data[ROWS.get(verb, "rows")] == []


@pytest.mark.parametrize("verb", [*LISTS, "validate", "schema"])
@pytest.mark.parametrize("files", [{"register.yml": "format: 1\n"}, {**POLICY, "register.yml": "format: 2\n"}])
def test_what_is_no_register_cannot_be_read(huifang: Command, tmp_path: Path, verb: str, files: dict[str, str]) -> None:
    answer = huifang(verb, "--records", put(tmp_path / "other", files))
    assert (answer.code, answer.out) == (3, b"")


@pytest.mark.parametrize(
    ("chosen", "people"), [((), ["TT-0001", "UU-0001"]), (("--district", "uu"), ["UU-0001"])], ids=["all", "of one"]
)
def test_several_registers_are_one(
    huifang: Command, records: Path, tmp_path: Path, chosen: tuple[str, ...], people: list[str]
) -> None:
    other = put(tmp_path / "other", OTHER)
    rows = huifang("eligible", "--records", records, "--records", other, "--format", "json", *DAY, *chosen).data["rows"]
    assert [row["person"] for row in rows] == people


def test_several_registers_tell_their_revisions(huifang: Command, records: Path, tmp_path: Path) -> None:
    other = put(tmp_path / "other", OTHER)
    data = huifang("due", "--records", records, "--records", other, "--format", "json").data
    assert data["revisions"] == [None, None]


@pytest.mark.parametrize("form", ["json", "table"])
def test_a_file_instead_of_the_screen(huifang: Command, records: Path, tmp_path: Path, form: str) -> None:
    asked = ("due", "--records", records, "--format", form)
    screen = huifang(*asked)
    answer = huifang(*asked, "--output", tmp_path / "due")
    assert (answer.code, answer.out) == (0, b"")
    assert (tmp_path / "due").read_bytes() == screen.out


@pytest.mark.parametrize("verb", LISTS)
def test_csv_has_the_same_keys(huifang: Command, records: Path, verb: str) -> None:
    text = huifang(verb, "--records", records, "--format", "csv", *DAY).out.decode()
    assert next(csv.reader(io.StringIO(text))) == KEYS[verb].split()


@pytest.mark.parametrize("verb", LISTS)
def test_csv_for_a_spreadsheet_says_its_encoding(huifang: Command, records: Path, tmp_path: Path, verb: str) -> None:
    huifang(verb, "--records", records, "--format", "csv", "--output", tmp_path / "list.csv")
    assert (tmp_path / "list.csv").read_bytes().startswith(f"\ufeff{','.join(KEYS[verb].split())}\r\n".encode())


@pytest.mark.parametrize("verb", LISTS)
def test_a_table_is_for_people(huifang: Command, records: Path, verb: str) -> None:
    text = huifang(verb, "--records", records, *DAY).out.decode()
    assert "2026-07-01" in text
    assert "\x1b" not in text


def test_within_reaches_further(huifang: Command, records: Path) -> None:
    near, far = (
        huifang("due", "--records", records, "--format", "json", "--as-of", "2026-12-01", "--within", days).data["rows"]
        for days in ("0", "365")
    )
    assert {row["duty"] for row in far} > {row["duty"] for row in near}


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("due", "--help"), ("new", "--help")])
def test_help_and_version(huifang: Command, arguments: tuple[str, ...]) -> None:
    answer = huifang(*arguments)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out


def outside(folder: Path, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[bytes]":
    """The command as a process of its own, in a poor locale."""
    scripts = str(Path(__file__).parents[2] / "scripts")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HUIFANG", "LC_", "LANG"))}
    environment = {**kept, "PYTHONPATH": scripts, "LC_ALL": "C", **variables}
    command = [sys.executable, "-m", "huifang", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=60)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "table", "csv"])
def test_utf8_whatever_the_locale(records: Path, form: str) -> None:
    done = outside(records.parent, "due", "--format", form)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "示例区" in done.stdout.decode() or form != "table"


@pytest.mark.slow
def test_sentences_in_any_locale(records: Path) -> None:
    done = outside(records.parent, "show", "XX-0001", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


@pytest.mark.slow
def test_a_reader_that_goes_away_is_no_error(records: Path) -> None:
    scripts = str(Path(__file__).parents[2] / "scripts")
    command = f"{sys.executable} -m huifang stats --format json | head -c 10"
    done = subprocess.run(  # noqa: S602 - a pipe is what is tried
        command,
        shell=True,
        cwd=records.parent,
        env={**os.environ, "PYTHONPATH": scripts},
        capture_output=True,
        check=False,
    )
    assert (done.stdout[:1], done.stderr) == (b"{", b"")


def test_interrupted(monkeypatch: pytest.MonkeyPatch, records: Path) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("huifang.services.registers.open_register", interrupt)
    assert main(["due", "--records", str(records)]) == 130
