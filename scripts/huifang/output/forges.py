"""Findings as forges show them in a merge request: GitLab's Code Quality, JUnit, annotations of GitHub's Actions."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from huifang.output.check_links import check_address
from huifang.output.findings import place_of
from huifang.output.printable import one_line
from huifang.texts import words as words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.lists.rows import FindingRow
    from huifang.lists.table import Table
    from huifang.texts import Words

GITLAB_SEVERITY = {"error": "major", "warning": "minor"}
GITHUB_COMMAND = {"error": "error", "warning": "warning"}


def findings_gitlab(table: Table, words: Words) -> str:
    """A report of GitLab's Code Quality: an array, one entry a finding."""
    entries = [
        {
            "description": _sentence(row, table, words),
            "check_name": row.check,
            "fingerprint": mark,
            "severity": GITLAB_SEVERITY[row.severity],
            "location": {"path": row.path, "lines": {"begin": row.line or 1}},
        }
        for row, mark in _marked(table)
    ]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def findings_junit(table: Table, words: Words) -> str:
    """A JUnit report: a test case a finding, failed where it is an error; one that passed where there is none."""
    errors = sum(row.severity == "error" for row in table.rows)
    suite = ET.Element("testsuite", name="huifang validate", tests=str(len(table.rows) or 1), failures=str(errors),
                       errors="0", skipped=str(len(table.rows) - errors))  # fmt: skip
    for row in table.rows:
        place = one_line(place_of(row))
        case = ET.SubElement(suite, "testcase", classname=row.check, name=place, file=one_line(row.path))
        kind = "failure" if row.severity == "error" else "skipped"
        told = ET.SubElement(case, kind, message=one_line(words(row.message)))
        if row.severity == "error":
            told.text = f"{place}: {_sentence(row, table, words)}"
    if not table.rows:
        ET.SubElement(suite, "testcase", classname="validate", name="records")
    whole = ET.Element("testsuites")
    whole.append(suite)
    ET.indent(whole, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(whole, encoding="unicode") + "\n"


def findings_github(table: Table, words: Words) -> str:
    """Workflow commands of GitHub's Actions, which it shows beside the lines they name."""
    return "".join(f"{_annotation(row, table, words)}\n" for row in table.rows)


def _annotation(row: FindingRow, table: Table, words: Words) -> str:
    given = {"file": row.path, "line": row.line, "col": row.column, "title": row.check}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in given.items() if value is not None)
    return f"::{GITHUB_COMMAND[row.severity]} {properties}::{_data(_sentence(row, table, words))}"


def _sentence(row: FindingRow, table: Table, words: Words) -> str:
    """What is wrong, what to do, and where the check is explained, on one line."""
    field = f"{row.field}: " if row.field else ""
    told = f"{field}{words(row.message)} → {words(row.fix)} {check_address(row.check, table.portal)}"
    return one_line(told.rstrip())


def _marked(table: Table) -> Iterator[tuple[FindingRow, str]]:
    """Each finding with what it is known by from one report to the next: no line, no language; its number if alike."""
    seen = Counter[str]()
    for row in table.rows:
        known = "\0".join((row.check, row.path, row.field or "", words_in("zh")(row.message)))
        seen[known] += 1
        yield row, hashlib.sha256(f"{known}\0{seen[known]}".encode()).hexdigest()


def _data(text: str) -> str:
    """Escaped as the runner reads a message: nothing in it ends the line or begins another command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(one_line(text)).replace(":", "%3A").replace(",", "%2C")
