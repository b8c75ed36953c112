"""A file of the register as a page names it: where it is read, changed or made, and who wrote it last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.register.layout import Kind, spot

if TYPE_CHECKING:
    from huifang.past.commits import Commit
    from huifang.portal.site import Site

FORMS = (Kind.PERSON, Kind.VISIT, Kind.TALK, Kind.PLAN)  # records that have an entry form


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A file: its path, and addresses as far as the register names any. `last`: its last change, where Git knows."""

    path: str
    view: str | None = None
    edit: str | None = None
    form: str | None = None
    last: Commit | None = None

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.rsplit("/", 1)[-1]


def file_place(site: Site, path: str, *, new: bool = False) -> FilePlace:
    """A file that is there, or one to be made: then `edit` is where the forge makes one in its folder."""
    kind = spot(path.partition("/")[2].replace("YYYY-MM-DD", "2000-01-01")).kind
    form = site.forge.form(path, kind.value) if kind in FORMS else None
    if new:
        return FilePlace(path, None, site.forge.folder(path), form)
    found = site.forge.of(path)
    return FilePlace(path, found and found.view, found and found.edit, form, site.last_change_of.get(path))
