"""A commit as every surface shows it: who, when, signed or not, and what it says of its review."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from huifang.register.days import UTC8
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from huifang.texts import Text

Signed = Literal["good", "untrusted", "bad", "none"]

COMMITTER, SIGNER, MERGER = N_("committed by {who}"), N_("signed by {who}"), N_("merged by {who}")
EMAIL = re.compile(r"<([^<>]*)>")
EPOCH = datetime(1970, 1, 1, 8, tzinfo=UTC8)
MINUTE = "%Y-%m-%d %H:%M"


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
    def name(self) -> str:
        """The author without the address."""
        return self.author.partition(" <")[0]

    @property
    def author_email(self) -> str:
        """Who wrote it, to be compared."""
        return email_of(self.author)

    @property
    def is_merge(self) -> bool:
        """Whether it joins two lines."""
        return len(self.parents) > 1

    @property
    def time(self) -> datetime:
        """When it was committed, at UTC+8."""
        return time_at(self.seconds)

    @property
    def day(self) -> date:
        """The day of that."""
        return self.time.date()

    @property
    def author_time(self) -> datetime:
        """When its author wrote it, at UTC+8: one clock for all commits, whatever zone a computer was set to."""
        return datetime.fromisoformat(self.authored).astimezone(UTC8)

    @property
    def written(self) -> datetime | None:
        """The same where that is another minute than that of the commit."""
        written = self.author_time
        return None if f"{written:{MINUTE}}" == f"{self.time:{MINUTE}}" else written


NO_COMMIT = Commit(0, "", (), "", "", "", "", 0, "none", "", "", None, ())  # where nothing was committed


def time_at(seconds: int) -> datetime:
    """A time since 1970, at UTC+8."""
    return EPOCH + timedelta(seconds=seconds)


def others_of(author: str, committer: str, signer: str | None, merger: str | None) -> tuple[Text, ...]:
    """Whoever else had a hand in a commit than its author: each with the part, by the address and not by the name."""
    hands = zip((COMMITTER, SIGNER, MERGER), (committer, signer, merger), strict=True)
    return tuple(say(part, who=who) for part, who in hands if who and email_of(who) != email_of(author))


def names_told(authors: Iterable[str]) -> Mapping[str, str]:
    """Author -> the name, with the address where that name has another one too."""
    known = sorted(set(authors))
    often = Counter(each.partition(" <")[0] for each in known)
    return {each: each if often[name := each.partition(" <")[0]] > 1 else name for each in known}


def email_of(text: str) -> str:
    """The e-mail of `Name <mail>` in small letters; the text itself where it has none."""
    found = EMAIL.search(text)
    return (found[1] if found else text).strip().lower()
