"""What all record models share: frozen, no unknown keys, and a place in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, TypeVar, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, PrivateAttr

from huifang.register.finding import Place
from huifang.register.models.description import NOTHING_MORE, Description
from huifang.register.scalars import Flag

if TYPE_CHECKING:
    from collections.abc import Iterable

Item = TypeVar("Item")


def _none_is_empty(value: object) -> object:
    """An optional list left out, empty or null means the same."""
    return () if value is None else value


def _none_is_false(value: object) -> object:
    return "false" if value is None else value


Many = Annotated[tuple[Item, ...], BeforeValidator(_none_is_empty)]
FlagOrFalse = Annotated[Flag, BeforeValidator(_none_is_false)]


class Mapped(BaseModel):
    """A mapping inside a record; the order of its fields is the order in which `fmt` writes them."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=False, validate_by_alias=True)

    description: ClassVar[Description] = NOTHING_MORE


def private_values(model: BaseModel) -> dict[str, object]:
    """What a model remembers besides its fields: by the attribute's name it costs ten times as much as a field."""
    return model.__pydantic_private__ or {}


class ListEntry(Mapped):
    """An entry of a list of a record; it knows its number in the file also where earlier entries are not seen yet."""

    _index: int = PrivateAttr(default=0)

    @property
    def index(self) -> int:
        """Its number in the file, from 0."""
        return cast("int", private_values(self)["_index"])

    def numbered(self, index: int) -> None:
        """Remember its number in the file, once, when it is loaded."""
        self._index = index


def number(*lists: Iterable[ListEntry]) -> None:
    """Number the entries of each list as the file does."""
    for entries in lists:
        for index, each in enumerate(entries):
            each.numbered(index)


class Record(Mapped):
    """A file of the register. `path` is relative to the folder that holds the register."""

    _path: str = PrivateAttr(default="")
    _unread: tuple[str, ...] = PrivateAttr(default=())

    @property
    def path(self) -> str:
        """The file it was read from."""
        return cast("str", private_values(self)["_path"])

    @property
    def unread(self) -> tuple[str, ...]:
        """Keys that could not be read and are missing here; the file's path where nothing could."""
        return cast("tuple[str, ...]", private_values(self)["_unread"])

    def at(self, *key: str | int, on_key: bool = False) -> Place:
        """The place of a key, for a finding."""
        return Place(self.path, key, on_key=on_key)

    def read_from(self, path: str, unread: tuple[str, ...] = ()) -> None:
        """Remember the file, once, when it is loaded."""
        self._path, self._unread = path, unread
