"""The invented editors: who belongs where, since when, who reviews, and who signs with which key."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.editing.writing import mapping
from huifang_demo.rates import DAY
from huifang_demo.timeline.rates import (
    CORE,
    FOUNDED,
    KEYS_FROM,
    KEYS_UNTIL,
    LAST_START,
    OFFICE_ONE_IN,
    REVIEWERS_ONE_IN,
    STAYS,
    STRAY_KEY,
    WITH_KEY,
)
from huifang_demo.timeline.words import EDITOR, MAIL
from huifang_demo.words import digit_numeral

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from huifang_demo.places import DemoDistrict
    from huifang_demo.random_numbers import Random

EVERYWHERE = "*"  # the district of those who keep the whole register


@dataclass(frozen=True, slots=True, eq=False)
class DemoEditor:
    """Somebody who commits."""

    number: int
    district: str
    since: date
    until: date
    signs_from: date | None
    stray: bool  # the key is in no list
    reviews: bool

    @property
    def mail(self) -> str:
        """An address that cannot exist."""
        return MAIL.format(number=self.number)

    @property
    def who(self) -> str:
        """As Git names them; the name says that it is invented."""
        return f"{EDITOR.format(number=digit_numeral(self.number))} <{self.mail}>"

    def works(self, day: date) -> bool:
        """Whether the editor is there on a day."""
        return self.since <= day <= self.until

    def signs(self, day: date) -> bool:
        """Whether the editor has a key by then."""
        return self.signs_from is not None and self.signs_from <= day


def editors(number: int, found: Sequence[DemoDistrict], dice: Random) -> list[DemoEditor]:
    """So many editors, those of the whole register first."""
    office = max(1, number // OFFICE_ONE_IN)
    begins = {place.id: place.register_from for place in found}
    dealt = dice.deal({place.id: place.share for place in found}, number - office) if number > office else []
    districts = [EVERYWHERE] * office + sorted(dealt, key=list(begins).index)
    sizes, ranks = Counter(districts), Counter[str]()
    crew: list[DemoEditor] = []
    for at, district in enumerate(districts, start=1):
        rank = ranks[district]  # the first ones of a district keep it going
        ranks[district] += 1
        first = begins.get(district, FOUNDED)
        since = first if rank < CORE else dice.day(first, max(first, LAST_START))
        until = DAY if rank < CORE or dice.chance(STAYS) else min(DAY, dice.after(since, 365, 1100))
        reviews = district == EVERYWHERE or rank < max(1, sizes[district] // REVIEWERS_ONE_IN)
        signs = _signs_from(since, until, dice)
        crew.append(DemoEditor(at, district, since, until, signs, dice.chance(STRAY_KEY), reviews))
    return crew


def _signs_from(since: date, until: date, dice: Random) -> date | None:
    first, last = max(since, KEYS_FROM), min(until, KEYS_UNTIL)
    return dice.day(first, last) if dice.chance(WITH_KEY) and first <= last else None


def editors_text(crew: Sequence[DemoEditor]) -> str:
    """`audit/editors.yml`: who edits where."""
    return mapping({each.mail: [each.district] for each in crew})


def key_name(seed: int, editor: DemoEditor) -> str:
    """What an editor's key is made from."""
    return f"{seed}/{editor.mail}"
