"""From what Git prints of a commit: its times, the signature, merge request and reviewers that its message names."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from huifang.git_access.raw_log import seconds_of
from huifang.past.commits import email_of, time_at

if TYPE_CHECKING:
    from huifang.past.commits import Signed

REQUESTS = (  # how forges name a merge request in a message; the first that is found counts
    re.compile(r"See merge request \S*?(!\d+)"),
    re.compile(r"Merge pull request (#\d+)"),
    re.compile(r"(?<![\w/])(!\d+)\b"),
    re.compile(r"(?<![\w/&])(#\d+)\b"),
)
REVIEWED = re.compile(r"^(?:Reviewed|Approved)-by:[ \t]*(.+?)[ \t]*$", re.MULTILINE | re.IGNORECASE)


def told_time(text: str, seconds: str) -> str:
    """The day and time as Git wrote them; where nobody could read that, what `seconds_of` makes of it."""
    plain = seconds_of(seconds)
    if str(plain) == seconds:
        with suppress(ValueError):
            datetime.fromisoformat(text)
            return text
    return time_at(plain).isoformat()


def request_in(message: str) -> str | None:
    """The merge request a message names."""
    return next((found[1] for pattern in REQUESTS if (found := pattern.search(message))), None)


def reviewers_in(message: str) -> tuple[str, ...]:
    """Who reviewed or approved, as the message says."""
    return tuple(REVIEWED.findall(message))


def signed_as(letter: str, signer: str, author: str, committer: str) -> Signed:
    """What `%G?` says, and whether the signer is who the commit says; U, X, Y and E prove nothing.

    A good signature binds the key alone: somebody can sign a commit that names another as its author.
    """
    if letter in "BR":
        return "bad"
    mine = email_of(signer) in (email_of(author), email_of(committer))
    return "good" if letter == "G" and mine else "untrusted"
