"""Every format writes every list in both languages: all its rows, the same bytes twice, no sign for a terminal."""

from __future__ import annotations

import pytest

from huifang.lists import CoverageRow, DueRow, EligibleRow, StatRow
from huifang.output import FORMATS
from huifang.texts import Language, words
from tests.portal.conftest import LANGUAGES, lists_of, person

TWO = {f"people/tt/TT-000{number}/person.md": person(f"TT-000{number}", "示纪〔2026〕1号") for number in (1, 2)}
LISTS = lists_of({**TWO})
TABLES = {
    "due": (DueRow, LISTS.due()),
    "eligible": (EligibleRow, LISTS.eligible),
    "coverage": (CoverageRow, LISTS.coverage),
    "stats": (StatRow, LISTS.stats),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("verb", TABLES)
@pytest.mark.parametrize("form", FORMATS)
def test_every_row_is_written(form: str, verb: str, lang: Language) -> None:
    row_type, rows = TABLES[verb]
    text, again, empty = (FORMATS[form](LISTS.table(verb, row_type, each), words(lang)) for each in (rows, rows, ()))
    assert [each for each in ("TT-0001", "TT-0002") if verb in ("due", "eligible") and each not in text] == []
    assert text == again
    assert len(text.splitlines()) - len(empty.splitlines()) >= len(rows)
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
