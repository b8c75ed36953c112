"""Who may edit, merge and answer: `audit/editors.yml` as it stood on the main line before a commit came there."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from huifang.git_access.blobs import whole
from huifang.history.audit.file_shapes import EDITORS, EDITORS_SHAPE
from huifang.past.commits import email_of
from huifang.register.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from huifang.history.history import History
    from huifang.past.commits import Commit

EVERYWHERE = "*"
MERGE, ANSWER = "merge", "answer"  # words beside the districts: who merges only, who answers only
FORGE = "forge"  # the address of a forge: it merges, and its key vouches for what it committed itself and nobody else


class Permissions(NamedTuple):
    """What each e-mail may do."""

    of: Mapping[str, tuple[str, ...]]

    @property
    def names_who_merges(self) -> bool:
        """Whether anybody is named for merging; else everybody may."""
        return any(not {MERGE, FORGE}.isdisjoint(words) for words in self.of.values())

    def edits(self, email: str, district: str) -> bool:
        """Whether somebody may edit a district; `EVERYWHERE` stands for what holds for all."""
        mine = self.of.get(email, ())
        return EVERYWHERE in mine or district in mine

    def merges(self, email: str) -> bool:
        """Whether somebody may merge what others wrote."""
        return not {EVERYWHERE, MERGE, FORGE}.isdisjoint(self.of.get(email, ()))

    def merges_only(self, email: str) -> bool:
        """Whether somebody stands there for merging alone: a forge, or who reviews and never edits."""
        return bool(mine := set(self.of.get(email, ()))) and mine <= {MERGE, FORGE}

    def is_forge(self, email: str) -> bool:
        """Whether an address is that of a forge."""
        return FORGE in self.of.get(email, ())

    def answers(self, email: str) -> bool:
        """Whether somebody may answer findings: everybody who stands there but for who merges only."""
        return bool(set(self.of.get(email, ())) - {MERGE, FORGE})


def hands_of(commits: Iterable[Commit], allowed: Permissions | None) -> frozenset[str]:
    """Authors, committers and signers by their addresses, without who merges only, as a forge does."""
    found = {email_of(who) for each in commits for who in (each.author, each.committer, each.signer) if who}
    return frozenset(who for who in found if not (allowed and allowed.merges_only(who)))


class PermissionHistory:
    """The versions of the file along the main line; `name` is that of the register's folder.

    One that was deleted still holds, as one that cannot be read: else deleting it would allow everybody everything.
    """

    def __init__(self, history: History, name: str) -> None:
        found = sorted(
            (history.entered[number], number, new)
            for number, files in history.files.items()
            for path, _, new in files
            if path == EDITORS
        )
        blobs = list(dict.fromkeys(new for _, _, new in found if new is not None))
        told = {blob: _read(name, raw) for blob, raw in zip(blobs, whole(history.place, blobs), strict=True)}
        self._entered, self._places = history.entered, [place for place, _, _ in found]
        self._versions: list[Permissions | None] = []
        for _, _, blob in found:
            behind = self._versions[-1] if self._versions else None
            self._versions.append(told[blob] or behind if blob else behind)

    def before(self, commit: Commit) -> Permissions | None:
        """What held when a commit came to the main line, whatever it brought itself; None where nothing was said."""
        at = bisect_left(self._places, self._entered[commit.number])
        return self._versions[at - 1] if at else None


def _read(name: str, raw: bytes) -> Permissions | None:
    """One version; None where it cannot be read: then the one before it holds."""
    value = read(EDITORS_SHAPE, f"{name}/{EDITORS}", raw, {}, markdown=False).value
    return None if value is None else Permissions({email.strip().lower(): words for email, words in value.items()})
