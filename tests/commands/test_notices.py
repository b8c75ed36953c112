"""What a list says beside its rows, and what `show` tells of a record: nothing false where something is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from huifang.register.models import Measure, Person
from tests.commands.running import Command
from tests.history.repositories import PERSON, TALK
from tests.sound import ONE, put

PATH = "people/tt/TT-0001/person.md"
BROKEN = {**ONE, PATH: PERSON.replace("helpers:", "helpers：")}
NOTHING = "As of 2026-07-01 nothing is left for what was chosen with --district, --unit or --person."
WHERE = "records/people/tt/TT-0001/person.md, line 12, cannot be read ("


def line(huifang: Command, folder: Path, *call: str) -> str:
    """The list as text, in English."""
    answer = huifang(*call, "--records", folder, "--lang", "en")
    assert answer.code == 0, answer.err
    return answer.out.decode()


@pytest.mark.parametrize("verb", ["due", "eligible", "stats"])
def test_an_unreadable_person_is_not_one_without_rows(huifang: Command, tmp_path: Path, verb: str) -> None:
    broken = line(huifang, put(tmp_path / "records", BROKEN), verb, "--person", "TT-0001")
    assert WHERE in broken
    assert "nothing is due" not in broken


def test_a_readable_person_may_have_nothing_due(huifang: Command, tmp_path: Path) -> None:
    calm = {**ONE, PATH: PERSON.replace("2026-01-15", "2026-06-28").replace("2026-01-20", "2026-06-28")}
    del calm["people/tt/TT-0001/2026-02-10-talk.md"]
    text = line(huifang, put(tmp_path / "records", calm), "due", "--person", "TT-0001", "--within", "0")
    assert "cannot be read" not in text


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("coverage", "--unit", "tt-unit"), NOTHING),
        (("forecast", "--unit", "tt-zz"), NOTHING),
        (("due", "--unit", "tt-zz"), NOTHING),
        (("coverage",), "tt-jw"),
    ],
)
def test_a_filter_that_leaves_nothing_says_so(
    huifang: Command, tmp_path: Path, call: tuple[str, ...], said: str
) -> None:
    folder = put(tmp_path / "records", {**ONE, PATH: PERSON.replace("2026-01-15", "2025-01-15")})
    text = line(huifang, folder, *call)
    assert (said in text) if said == NOTHING else (NOTHING not in text)


@pytest.mark.parametrize("verb", ["coverage", "forecast"])
def test_a_person_means_nothing_to_a_list_of_bodies(huifang: Command, records: Path, verb: str) -> None:
    answer = huifang(verb, "--person", "TT-0001", "--records", records)
    assert (answer.code, answer.out) == (2, b"")


SETTINGS = (
    ("followup.talk.min_window_days: 60", None),
    ("stacking.conventions.conventoin: start_counts", "stacking.conventions.conventoin"),
    ("followup.talk.min_window_days: sixty", "followup.talk.min_window_days"),
)


@pytest.mark.parametrize(("setting", "named"), SETTINGS)
@pytest.mark.parametrize("verb", ["due", "eligible", "coverage", "stats", "forecast"])
def test_a_setting_that_changes_nothing_is_told(
    huifang: Command, tmp_path: Path, verb: str, setting: str, named: str | None
) -> None:
    files = {**ONE, "register.yml": f"{ONE['register.yml']}settings: {{{setting}}}\n"}
    answer = huifang(verb, "--records", put(tmp_path / "records", files), "--format", "json", "--lang", "en")
    notice = answer.data["notice"]
    assert ("is not understood" in notice) is (named is not None)
    assert named is None or f"the setting {named} " in notice


KEYS = [field.alias or name for name, field in Person.model_fields.items()]
LEAST = PERSON.replace(", form: 2", ", form: null")
FULL = PERSON.replace("2026-01-15", "2026-01").replace(
    "helpers:", "held:\n  - {since: 2027-02-01, by: tt-zz}\nleft: {on: 2028-01-01, reason: 退休}\nhelpers:"
)


@pytest.mark.parametrize("text", [LEAST, PERSON, FULL, BROKEN[PATH], PERSON.replace("post: 科长", "posst: 科长")])
def test_show_has_every_key(huifang: Command, tmp_path: Path, text: str) -> None:
    records = put(tmp_path / "records", {**ONE, PATH: text})
    person = huifang("show", "TT-0001", "--records", records, "--format", "json").data["person"]
    assert list(person) == ["code", "name", *(key for key in KEYS if key != "code")]
    assert all(len(each) == len(Measure.model_fields) for each in person["measures"] or ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PERSON, "2026-01-15"),
        (FULL, "2026-01"),
        (PERSON.replace("decided_on: 2026-01-15", "decided_on: null"), None),
        (PERSON.replace("decided_on: 2026-01-15", "decided_on: 2026-13-01"), None),
    ],
)
def test_show_has_days_and_months_as_the_file(huifang: Command, tmp_path: Path, text: str, told: str | None) -> None:
    records = put(tmp_path / "records", {**ONE, PATH: text})
    (measure,) = huifang("show", "TT-0001", "--records", records, "--format", "json").data["person"]["measures"]
    assert measure["decided_on"] == told
    assert measure["type"] == "党内警告"
    assert measure["lifted_on"] is None


@pytest.mark.parametrize(
    ("spoilt", "key", "told"),
    [
        ("unit: 示例", "unit", None),  # not the word that stands for an unread id
        ("post: [a]", "post", None),
        ("rank: 大", "rank", None),
        ("helpers：", "measures", None),
    ],
)
def test_show_claims_nothing_of_what_it_cannot_read(
    huifang: Command, tmp_path: Path, spoilt: str, key: str, told: object
) -> None:
    whole = [each for each in PERSON.splitlines() if each.partition(":")[0] == spoilt.partition(":")[0]]
    text = PERSON.replace(whole[0] if whole else "helpers:", spoilt)
    records = put(tmp_path / "records", {**ONE, PATH: text, "people/tt/TT-0001/2026-02-10-talk.md": TALK})
    assert huifang("show", "TT-0001", "--records", records, "--format", "json").data["person"][key] == told
