"""The conditions of a row stand in every export alike."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

from huifang.lists import EligibleRow
from huifang.output.csvtext import csv_text
from huifang.output.jsontext import json_text
from huifang.texts import words
from tests.lists.test_ending import lists

ZH = words("zh")
NAMES = ["period", "investigation", "violation", "rights", "lifting", "hold", "service", "data"]
KEYS = {"condition", "met", "article", "dates", "remedy"}


def test_json_and_csv_carry_the_same_conditions() -> None:
    found = lists(date(2026, 3, 10))
    table = found.table("eligible", EligibleRow, found.eligible)
    (told,) = json.loads(json_text(table, ZH))["rows"]
    (row,) = csv.DictReader(io.StringIO(csv_text(table, ZH)))
    assert json.loads(row["conditions"]) == told["conditions"]
    assert [each["condition"] for each in told["conditions"]] == NAMES
    assert all(set(each) == KEYS for each in told["conditions"])
