"""A body that is named in another way than by its id: the fix names the id, all of them or none."""

from __future__ import annotations

from datetime import date

import pytest

from huifang.texts import words
from tests.checks.changed import FILES, changed, found, replaced
from tests.mending import mended

DAY = date(2025, 11, 20)
PATH = "people/tt/TT-0001/person.md"
ROWS = (  # what stands there, the fix in both languages, whether an edit makes it
    ("示例区档案局", "write `tt-unit`, the id of 示例区档案局", "请写 `tt-unit`（示例区档案局的标识）", True),
    ("TT_Unit", "write `tt-unit`, the id of 示例区档案局", "请写 `tt-unit`（示例区档案局的标识）", True),
    ("区档案局", "did you mean `tt-unit`, 示例区档案局?", "是不是 `tt-unit`（示例区档案局）？", False),
    (
        "纪委监委",
        "one of these is meant: tt-jw (示例区纪委监委), uu-jw (示例乙区纪委监委)",
        "请从中选定：tt-jw（示例区纪委监委）、uu-jw（示例乙区纪委监委）",
        False,
    ),
    ("tt-unti", "did you mean `tt-unit`, 示例区档案局?", "是不是 `tt-unit`（示例区档案局）？", False),
)


@pytest.mark.parametrize(("typed", "english", "chinese", "certain"), ROWS, ids=[row[0] for row in ROWS])
def test_body_is_told_by_its_id(typed: str, english: str, chinese: str, certain: bool) -> None:
    change = {"person": ["unit: tt-unit\npost", f"unit: {typed}\npost"]}
    (mine,) = [each for each in found(change, DAY) if each.check in ("bad-id", "unknown-organization")]
    assert (words("en")(mine.fix), words("zh")(mine.fix)) == (english, chinese)
    assert (mine.edit is not None) is certain
    new = mended(str(changed(change)[PATH]), mine)
    if not english.startswith("one of"):
        assert new == FILES[PATH]
        assert found(replaced(change, PATH, new), DAY) == ()
