"""Several registers as one: one policy and one set of settings by content, and names that tell them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.running import Command
from tests.history.repositories import COMMON, started
from tests.sound import ONE, OTHER, POLICY, put

if TYPE_CHECKING:
    from pathlib import Path

MEASURES = "policy/measures.yml"
AT = POLICY[MEASURES].index("months: 12", POLICY[MEASURES].index("type: 党内警告"))
LONGER = f"{POLICY[MEASURES][:AT]}months: 24{POLICY[MEASURES][AT + len('months: 12') :]}"
DAYS = "format: 1\nsettings: {{followup.talk.min_window_days: {days}}}\n"
SAMPLE = "format: 1\nsample: true\nsample_day: {day}\n"
SAME: tuple[dict[str, str], ...] = (  # files of the second register: nothing that is computed differs
    {},
    {MEASURES: f"{POLICY[MEASURES]}\n# a remark\n"},
    {MEASURES: POLICY[MEASURES].replace("months: 12", "months:   12")},
    {"register.yml": "format: 1\nname: 示例乙\n"},
    {"register.yml": SAMPLE.format(day="2026-07-01")},
)
UNLIKE = (  # files of the second register, the path that is named, the two values
    ({MEASURES: LONGER}, "policy/measures.yml: types[党内警告].versions", ("12", "24")),
    ({MEASURES: POLICY[MEASURES].replace('version: "', 'version: "x', 1)}, "policy/measures.yml: version", ()),
    ({"register.yml": DAYS.format(days=60)}, "register.yml: settings.followup.talk.min_window_days", ("-", "60")),
    ({"register.yml": SAMPLE.format(day="2026-07-02")}, "register.yml: sample_day", ("2026-07-01", "2026-07-02")),
)
VERBS = (("eligible",), ("due",), ("validate",), ("stats",), ("show", "TT-0001"), ("new", "talk", "TT-0001"))


@pytest.mark.parametrize("files", SAME, ids=range(len(SAME)))
def test_what_is_written_otherwise_and_means_the_same(huifang: Command, tmp_path: Path, files: dict[str, str]) -> None:
    one, other = put(tmp_path / "one", ONE), put(tmp_path / "two", {**OTHER, **files})
    for order in ((one, other), (other, one)):
        assert huifang("eligible", *[each for folder in order for each in ("--records", folder)]).code == 0


@pytest.mark.parametrize(("files", "path", "values"), UNLIKE, ids=[row[1] for row in UNLIKE])
@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_the_first_path_that_differs_is_named(
    huifang: Command, tmp_path: Path, verb: tuple[str, ...], files: dict[str, str], path: str, values: tuple[str, ...]
) -> None:
    one, other = put(tmp_path / "one", ONE), put(tmp_path / "two", {**OTHER, **files})
    for order in ((one, other), (other, one)):
        typed = [each for folder in order for each in ("--records", folder)]
        for lang in ("en", "zh"):
            answer = huifang(*verb, *typed, "--lang", lang)
            assert (answer.code, answer.out, path in answer.err) == (3, b"", True), answer.err
            assert all(each in answer.err for each in (*values, "one", "two")), answer.err


PLACES = (  # the folders of two registers, what their paths begin with
    (("a/one", "b/two"), ("one", "two")),
    (("a/records", "b/records"), ("records(a)", "records(b)")),
    (("a/x/records", "b/x/records"), ("records(a)", "records(b)")),
)
BAD = {name: text.replace("form: 2", "form: 9") for name, text in (*COMMON.items(), *OTHER.items())}


@pytest.mark.parametrize(("places", "names"), PLACES, ids=[row[0][0] for row in PLACES])
@pytest.mark.parametrize("git", [False, True])
def test_registers_of_one_name_are_told_apart(
    huifang: Command, tmp_path: Path, places: tuple[str, str], names: tuple[str, str], git: bool
) -> None:
    for place, files in zip(places, (COMMON, OTHER), strict=True):
        bad, whole = {name: BAD[name] for name in files}, tmp_path / place
        started(whole.parent, bad, whole.name) if git else put(whole, bad)
    typed = [each for place in places for each in ("--records", tmp_path / place)]
    for at in ((), ("--at", "HEAD")) if git else ((),):
        found = huifang("validate", *typed, *at, "--format", "json").data["findings"]
        errors = [each for each in found if each["severity"] == "error"]
        assert {each["path"].split("/")[0] for each in errors} == set(names)
        assert all(each["line"] for each in errors if each["path"].endswith("person.md"))
    rows = huifang("history", *typed, "--format", "json").data["rows"] if git else []
    assert {each["path"].split("/")[0] for each in rows} == (set(names) if git else set())


def test_a_district_of_two_registers_names_both(huifang: Command, tmp_path: Path) -> None:
    for place in ("a/records", "b/records"):
        put(tmp_path / place, {**POLICY, "organizations/tt.yml": ONE["organizations/tt.yml"]})
    typed = ("--records", tmp_path / "a/records", "--records", tmp_path / "b/records")
    said = huifang("validate", *typed, "--lang", "en").out.decode()
    assert "records(b)/organizations/tt.yml" in said
    assert "has a file already: records(a)/organizations/tt.yml" in said


@pytest.mark.parametrize("verb", ["eligible", "due", "validate"])
def test_the_order_of_the_folders_decides_nothing(huifang: Command, tmp_path: Path, verb: str) -> None:
    """Nor does a folder that is named twice; a sample day holds only where it is that of all."""
    one, other = put(tmp_path / "a/records", ONE), put(tmp_path / "b/records", OTHER)
    typed = [[each for at in order for each in ("--records", at)] for order in ((one, other), (other, one, other))]
    found = [huifang(verb, *each, "--format", "json") for each in typed]
    assert found[0].out == found[1].out
    assert found[0].data["notice"]
    assert found[0].data["as_of"] != "2026-07-01"
