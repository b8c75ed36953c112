"""By which list of trusted keys each commit is judged: that of the main line before the commit came there.

A list of today would vouch for keys of yesterday that nobody had trusted then, and a branch would vouch for itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from huifang.git_access.blobs import whole
from huifang.git_access.signatures import Signature, signatures
from huifang.git_access.signers import ALLOWED_SIGNERS, Signers
from huifang.history.ancestry import Ancestry, parents_first
from huifang.history.commit import signed_as
from huifang.history.folders import MovedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from huifang.git_access.place import GitPlace
    from huifang.git_access.raw_log import ChangedFile
    from huifang.history.cache import HistoryReading
    from huifang.history.log import LoggedCommit
    from huifang.past.commits import Commit


class TrustedLists:
    """The lists along the main line that ends with `tip`, from what was read before and what is new.

    `signers` are those of today: they say how is verified, and whom to trust where no list was ever committed.
    """

    def __init__(self, place: GitPlace, signers: Signers, kept: HistoryReading, tip: str) -> None:
        self._place, self._signers, self._kept, self._tip = place, signers, kept, tip

    def signatures(self, logged: Sequence[LoggedCommit]) -> Mapping[str, Signature]:
        """The signature of every new commit that has one; MovedError where earlier ones came another way."""
        found: dict[str, Signature] = {}
        for blob, commits in self._by_list(logged).items():
            found |= signatures(self._place, self._signers_by(blob), commits)
        return found

    def _signers_by(self, blob: str | None) -> Signers:
        if blob is None:
            return self._signers
        (own,) = whole(self._place, (blob,))
        return Signers(own, alone=self._signers.alone)

    def _by_list(self, logged: Sequence[LoggedCommit]) -> Mapping[str | None, list[str]]:
        """The blob of a list -> the new commits that are judged by it; of those before the first list, by that."""
        changed = [(each.commit.hash, blob) for each in self._kept.commits for blob in _lists(each.files)]
        changed += [(each.commit.hash, blob) for each in logged for blob in _lists(each.touched)]
        new = [each.commit.hash for each in logged]
        if not changed:
            return {None: new} if new else {}
        places = self._places([*(each.commit for each in self._kept.commits), *(each.commit for each in logged)])
        lists = sorted((*places[commit], blob) for commit, blob in changed)
        entered = [place for place, _, _ in lists]
        found: dict[str | None, list[str]] = defaultdict(list)
        for commit in new:
            found[lists[max(bisect_left(entered, places[commit][0]) - 1, 0)][2]].append(commit)
        return found

    def _places(self, commits: Iterable[Commit]) -> Mapping[str, tuple[int, int]]:
        """Commit -> its place on the main line, or that of the merge that brought it, and its number."""
        ordered = parents_first(list(commits))
        numbers = {each.hash: each.number for each in ordered}
        line, entered = Ancestry(ordered).entered(numbers[self._tip])
        if self._kept.tip is not None and numbers[self._kept.tip] not in line:
            raise MovedError
        return {each.hash: (entered[each.number], each.number) for each in ordered}


def with_signatures(trusted: TrustedLists, logged: Sequence[LoggedCommit]) -> list[LoggedCommit]:
    """The commits with who signed them."""
    signed = trusted.signatures(logged)
    return [each._replace(commit=_signed(each.commit, signed.get(each.commit.hash))) for each in logged]


def _signed(commit: Commit, found: Signature | None) -> Commit:
    if found is None:
        return commit
    state = signed_as(found.letter, found.signer, commit.author, commit.committer)
    return commit._replace(signed=state, signer=found.signer)


def _lists(files: Iterable[ChangedFile]) -> list[str]:
    """The list that a commit brought, if any: one that was deleted is no list, and the one before it still holds."""
    return [each.new for each in files if each.path == ALLOWED_SIGNERS and each.new is not None]
