"""What a commit must say before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


class ToWrite(Protocol):
    """A commit as it is given; times are seconds since 1970, parents are numbers of commits before it."""

    @property
    def parents(self) -> tuple[int, ...]:
        """The first one is the line it stands on."""

    @property
    def author(self) -> str:
        """Name <mail>."""

    @property
    def authored(self) -> int:
        """When it was written."""

    @property
    def committer(self) -> str:
        """Name <mail>."""

    @property
    def committed(self) -> int:
        """When it was committed."""

    @property
    def message(self) -> str:
        """With its last line end."""

    @property
    def files(self) -> Mapping[str, bytes | None]:
        """What differs from the first parent; None: the file goes away."""

    @property
    def undoes(self) -> int | None:
        """The commit that it reverts, which its message names."""

    @property
    def key(self) -> str | None:
        """The name of the key that signs it."""

    @property
    def forged(self) -> bool:
        """Whether the signature is one of something else."""
