"""Findings as forges take them: what they require, and that no text of a record becomes more than text."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from huifang.lists import FindingRow, Lists
from huifang.output import FINDING_FORMATS, FORGE_FORMATS
from huifang.services.registers import Request, open_lists
from huifang.texts import say, words
from tests.sound import ONE, put

if TYPE_CHECKING:
    from pathlib import Path


ERROR = FindingRow(
    check="no-decision", severity="error", path="records/people/tt/TT-0001/person.md", line=7, column=3,
    field="measures", message=say("the decision is missing"), fix=say("write it"),
)  # fmt: skip
WARNING = dataclasses.replace(ERROR, severity="warning", line=None, column=None, field=None)
EVIL = "a\n::error::b%0A,c:d\x1b[2J]]><x>&"


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Lists:
    folder: Path = put(tmp_path_factory.mktemp("forges") / "records", ONE)
    return open_lists(Request(records=(folder,)))


def written(lists: Lists, form: str, *rows: FindingRow, lang: str = "en") -> str:
    return FORGE_FORMATS[form](lists.table("validate", FindingRow, rows), words(lang))


@pytest.mark.parametrize(
    ("rows", "severities", "lines"),
    [((), [], []), ((ERROR,), ["major"], [7]), ((WARNING, ERROR), ["minor", "major"], [1, 7])],
)
def test_gitlab(lists: Lists, rows: tuple[FindingRow, ...], severities: list[str], lines: list[int]) -> None:
    found = json.loads(written(lists, "gitlab", *rows))
    assert [each["severity"] for each in found] == severities
    assert [each["location"]["lines"]["begin"] for each in found] == lines
    assert all(each["check_name"] and each["description"] and each["location"]["path"] for each in found)


PORTAL = "https://portal.example/huifang/"


@pytest.mark.parametrize("portal", [PORTAL, PORTAL.rstrip("/"), None])
@pytest.mark.parametrize("form", FINDING_FORMATS)
def test_a_finding_leads_to_its_check(lists: Lists, form: str, portal: str | None) -> None:
    """Where the portal's address is known; JSON stays as the contract has it, and names the check as before."""
    table = dataclasses.replace(lists.table("validate", FindingRow, (ERROR, WARNING)), portal=portal)
    text = FINDING_FORMATS[form](table, words("en"))
    assert ("https://portal.example/huifang/checks.html#no-decision" in text) == (portal is not None and form != "json")
    assert "no-decision" in text


SAME = (  # what changed in a finding, whether it is still the same one
    ({"line": 8, "column": 1}, True),
    ({"fix": say("another fix")}, True),
    ({"path": "records/people/tt/TT-0002/person.md"}, False),
    ({"field": "unit"}, False),
    ({"check": "other"}, False),
    ({"message": say("another decision is missing")}, False),
)


@pytest.mark.parametrize(("change", "same"), SAME)
def test_a_finding_is_known_again(lists: Lists, change: dict[str, Any], *, same: bool) -> None:
    one, other = (
        json.loads(written(lists, "gitlab", row, lang=lang))[0]["fingerprint"]
        for row, lang in ((ERROR, "en"), (dataclasses.replace(ERROR, **change), "zh"))
    )
    assert (one == other) is same


def test_alike_findings_are_two(lists: Lists) -> None:
    found = json.loads(written(lists, "gitlab", ERROR, dataclasses.replace(ERROR, line=9)))
    assert found[0]["fingerprint"] != found[1]["fingerprint"]


@pytest.mark.parametrize(
    ("rows", "counts"),
    [((), ("1", "0", "0")), ((ERROR,), ("1", "1", "0")), ((ERROR, WARNING, WARNING), ("3", "1", "2"))],
)
def test_junit(lists: Lists, rows: tuple[FindingRow, ...], counts: tuple[str, str, str]) -> None:
    suite = ET.fromstring(written(lists, "junit", *rows)).find("testsuite")  # noqa: S314 - our own
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == counts
    assert len(suite.findall("testcase")) == int(counts[0])
    assert len(suite.findall("testcase/failure")) == int(counts[1])


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (ERROR, ("::error file=records/people/tt/TT-0001/person.md,line=7,col=3,title=no-decision"
                "::measures: the decision is missing → write it")),
        (WARNING, ("::warning file=records/people/tt/TT-0001/person.md,title=no-decision"
                  "::the decision is missing → write it")),
        (dataclasses.replace(WARNING, path="a,b:c%.md"), ("::warning file=a%2Cb%3Ac%25.md,title=no-decision"
                                                        "::the decision is missing → write it")),
    ],
)  # fmt: skip
def test_github(lists: Lists, row: FindingRow, line: str) -> None:
    assert written(lists, "github", row) == f"{line}\n"


@pytest.mark.parametrize("form", FORGE_FORMATS)
def test_a_text_stays_a_text(lists: Lists, form: str) -> None:
    row = dataclasses.replace(ERROR, message=say("{value} is wrong", value=EVIL), path=f"records/{EVIL}")
    text = written(lists, form, row)
    assert "\x1b" not in text
    assert sum(line.startswith("::") for line in text.splitlines()) == (form == "github")
    if form == "gitlab":
        assert len(json.loads(text)) == 1
    if form == "junit":
        assert len(ET.fromstring(text).findall("testsuite/testcase")) == 1  # noqa: S314 - our own
