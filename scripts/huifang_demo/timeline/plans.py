"""The life of a yearly plan: approved with whom there is, and added to when somebody comes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from huifang_demo.rates import DAY
from huifang_demo.sheet import Sheet
from huifang_demo.timeline.change import RecordChangeDraft
from huifang_demo.timeline.rates import DELAYS
from huifang_demo.timeline.words import PLAN, PLAN_MORE

REVIEWED = timedelta(days=12)  # by then a person's record has come to the main line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from huifang.editing.writing import Raw
    from huifang_demo.random_numbers import Random


def plan_changes(sheet: Sheet, entered: Mapping[str, date], dice: Random) -> Iterator[RecordChangeDraft]:
    """The deeds of a plan; `entered` says since when each person has a record."""
    data = dict(sheet.data)
    visits = cast("list[dict[str, Raw]]", data["visits"])  # as contacts.py makes them
    since = {str(each["person"]): min(DAY, entered[str(each["person"])] + REVIEWED) for each in visits}
    approved = min(DAY, dice.after(cast("date", data["approved_on"]), *DELAYS["paper"]))
    written = [max(approved, min(since.values()))]
    for day in sorted(since.values()):
        if day > written[-1]:
            written.append(min(DAY, dice.after(day, *DELAYS["paper"])))
    district = str(data["body"]).partition("-")[0]
    for day, template in zip(written, (PLAN, *[PLAN_MORE] * len(visits)), strict=False):
        known = {**data, "visits": [each for each in visits if since[str(each["person"])] <= day]}
        subject = template.format(year=data["year"], body=data["body"])
        yield RecordChangeDraft(day, sheet.path, district, subject, {sheet.path: Sheet(sheet.path, known).text},
                   label=sheet.path.removeprefix("plans/").removesuffix(".yml"))  # fmt: skip
