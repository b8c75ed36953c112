"""A commit as the history shows it: who, when, signed or not, and what it says of its review."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from huifang.register.days import UTC8

Signed = Literal["good", "untrusted", "bad", "none"]

REQUESTS = (  # how forges name a merge request in a message; the first that is found counts
    re.compile(r"See merge request \S*?(!\d+)"),
    re.compile(r"Merge pull request (#\d+)"),
    re.compile(r"(?<![\w/])(!\d+)\b"),
    re.compile(r"(?<![\w/&])(#\d+)\b"),
)
REVIEWED = re.compile(r"^(?:Reviewed|Approved)-by:[ \t]*(.+?)[ \t]*$", re.MULTILINE | re.IGNORECASE)
EMAIL = re.compile(r"<([^<>]*)>")
EPOCH = datetime(1970, 1, 1, 8, tzinfo=UTC8)
LATEST = int(datetime(9999, 12, 31, tzinfo=UTC8).timestamp())  # the last day that a calendar here can tell


class Commit(NamedTuple):
    """One commit; a parent's `number` is smaller than its own. Days are as Git wrote them."""

    number: int
    hash: str
    parents: tuple[str, ...]
    author: str  # Name <mail>
    authored: str  # ISO 8601 with its offset
    committer: str
    committed: str
    seconds: int  # since 1970, of `committed`; from 1970 to 9999, so that there is a day of it
    signed: Signed
    signer: str
    subject: str
    request: str | None  # the merge request its message names: !12, #12
    reviewers: tuple[str, ...]  # of its Reviewed-by and Approved-by lines

    @property
    def author_email(self) -> str:
        """Who wrote it, to be compared."""
        return email_of(self.author)

    @property
    def is_merge(self) -> bool:
        """Whether it joins two lines."""
        return len(self.parents) > 1


NO_COMMIT = Commit(0, "", (), "", "", "", "", 0, "none", "", "", None, ())  # where nothing was committed


def seconds_of(text: str) -> int:
    """The time of a commit as Git gives it. Anything can be written there: no time is the first one, too late the last.

    The order of commits never rests on it: a parent comes before its child.
    """
    return min(max(int(text), 0), LATEST) if text.isascii() and text.lstrip("-").isdigit() else 0


def time_at(seconds: int) -> datetime:
    """That time at UTC+8."""
    return EPOCH + timedelta(seconds=seconds)


def utc8(told: str) -> str:
    """A time that `told_time` gives, at UTC+8: one clock for all commits, whatever zone a computer was set to."""
    return datetime.fromisoformat(told).astimezone(UTC8).isoformat()


def told_time(text: str, seconds: str) -> str:
    """The day and time as Git wrote them; where nobody could read that, what `seconds_of` makes of it."""
    plain = seconds_of(seconds)
    if str(plain) == seconds:
        with suppress(ValueError):
            datetime.fromisoformat(text)
            return text
    return time_at(plain).isoformat()


def email_of(text: str) -> str:
    """The e-mail of `Name <mail>` in small letters; the text itself where it has none."""
    found = EMAIL.search(text)
    return (found[1] if found else text).strip().lower()


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
