"""The visits of one person by the body that came and its level, and which of them tell of results."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.register.models import Visit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from huifang.portal.view import View
    from huifang.register.models import Talk

RESULTS = ("changes", "study", "recommendation", "grade")  # of a visit: what came of it
LEVELS = ("区", "市", "上级")  # of bodies, the nearest first


@dataclass(frozen=True, slots=True)
class BodyVisits:
    """The visits of one body, newest first; `level` is that of its district, empty where nobody knows it."""

    body: str
    level: str
    visits: Sequence[Visit]
    outcomes: Mapping[str, int]  # outcome -> how many, in the order of the vocabulary


def visits_by_body(view: View, code: str) -> list[BodyVisits]:
    """The bodies that came: by level, then by name."""
    found: dict[str, list[Visit]] = {}
    for each in reversed(view.site.contacts(code)):
        if isinstance(each, Visit):
            found.setdefault(each.body, []).append(each)
    rows = [BodyVisits(body, _level(view, body), mine, _outcomes(view, mine)) for body, mine in found.items()]
    places = {level: place for place, level in enumerate(LEVELS)}
    return sorted(rows, key=lambda row: (places.get(row.level, len(places)), view.org_name(row.body)))


def has_results(contact: Visit | Talk) -> bool:
    """Whether a contact tells of changes, study, or how the person may be used."""
    return any(getattr(contact, name, None) for name in RESULTS)


def _level(view: View, body: str) -> str:
    organizations = view.site.lists.register.organizations
    district = organizations.districts.get(organizations.district_of(body) or "")
    return str(district.level) if district is not None else ""


def _outcomes(view: View, visits: Sequence[Visit]) -> dict[str, int]:
    counts = Counter(str(each.outcome) for each in visits)
    known = view.site.lists.policy.labels["outcome"]
    return {outcome: counts[outcome] for outcome in (*known, *counts) if outcome in counts}
