"""What every page says of itself: as-of date, time of build, commit, policy version; and the site to the next one."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from huifang.register.days import UTC8
from huifang.texts import Text, say

if TYPE_CHECKING:
    from huifang.lists import Lists
    from huifang.past.earlier import EarlierState

SHORT = 12  # characters of a commit that people read
STAMP_URI = "assets/huifang/stamp.json"


@dataclass(frozen=True, slots=True)
class SiteStamp:
    """A site's as-of date and the commits of its registers; `since`: the same of the site it was held against."""

    day: date
    revisions: tuple[str | None, ...]
    since: SiteStamp | None = None

    def before(self, day: date) -> SiteStamp | None:
        """The last site of an earlier day: this one, or where it is of the same day the one before it.

        So a site that is made anew at noon still tells what is new since yesterday.
        """
        if self.day < day:
            return self
        return self.since if self.day == day and self.since is not None and self.since.day < day else None


def site_stamp(lists: Lists, earlier: EarlierState) -> bytes:
    """The stamp of a site for the one that replaces it."""
    revisions = [each.commit for each in lists.revisions]
    since = {"day": earlier.day.isoformat(), "revisions": list(earlier.revisions)}
    made = {"day": lists.day.isoformat(), "revisions": revisions, "since": since}
    return json.dumps(made, separators=(",", ":")).encode()


def read_stamp(content: bytes) -> SiteStamp | None:
    """What a site says of itself; None where that cannot be read."""
    try:
        return _stamp(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _stamp(data: dict[str, object]) -> SiteStamp:
    revisions = data["revisions"]
    if not isinstance(revisions, list) or not all(each is None or isinstance(each, str) for each in revisions):
        raise TypeError
    since = data.get("since")
    return SiteStamp(
        day=date.fromisoformat(str(data["day"])),
        revisions=tuple(revisions),
        since=_stamp(since) if isinstance(since, dict) else None,
    )


def build_time() -> datetime:
    """Now, or the time a reproducible build is given; the only clock of the portal."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(UTC8)
    return datetime.now(UTC8)


def stamp(lists: Lists, built: datetime | None) -> tuple[Text, ...]:
    """The parts of the line, in the order of the page."""
    commits = tuple(each.commit[:SHORT] for each in lists.revisions if each.commit)
    commit = say("{commits}", commits=commits) if commits else lists.revision.missing
    if commits and any(each.dirty for each in lists.revisions):
        commit = say("{commit} with changes that are not committed", commit=commit)
    made = (say("made {time}", time=f"{built.astimezone(UTC8):%Y-%m-%d %H:%M} UTC+8"),) if built else ()
    return (
        say("as of {day}", day=lists.day),
        *made,
        say("records {commit}", commit=commit),
        say("rules {version}", version=lists.policy.version),
    )
