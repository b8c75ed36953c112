"""What every page says of itself: as-of date, time of build, commit, policy version."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from huifang.register.days import UTC8
from huifang.texts import Text, say

if TYPE_CHECKING:
    from huifang.lists import Lists

SHORT = 12  # characters of a commit that people read


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
