"""Where a record is read and changed: its file on the forge, and the entry form of its kind, as `register.yml` says."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from huifang.register.forges import WrongForge, forge_of, forms_address
from huifang.register.layout import SECRET

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from huifang.register.forges import ForgeProject
    from huifang.register.models import RegisterFile


class FileLinks(NamedTuple):
    """The addresses of one file on the forge."""

    view: str
    edit: str


@dataclass(frozen=True)
class ForgeLinks:
    """The project of each register by its folder's name, how its paths begin there, and where the forms are.

    What lies in a repository of its own has no address here.
    """

    projects: Mapping[str, ForgeProject] = field(default_factory=dict)
    roots: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)

    def of(self, path: str) -> FileLinks | None:
        """A file that is there."""
        found = self._place(path)
        return found and FileLinks(found[0].view(found[1]), found[0].edit(found[1]))

    def folder(self, path: str) -> str | None:
        """Where a file is added to the folder of a file."""
        found = self._place(path)
        return found and found[0].new_file(found[1].rpartition("/")[0])

    def form(self, path: str, kind: str) -> str | None:
        """The entry form for a kind of record, of the register in which a file lies."""
        base = self.forms.get(path.partition("/")[0])
        return base and f"{base}{kind}.html"

    def _place(self, path: str) -> tuple[ForgeProject, str] | None:
        name, _, below = path.partition("/")
        if name not in self.projects or not below or below.partition("/")[0] in SECRET:
            return None
        return self.projects[name], f"{self.roots.get(name, f'{name}/')}{below}"


def forge_links(files: Iterable[RegisterFile], roots: Mapping[str, str]) -> ForgeLinks:
    """The links of several registers; of what cannot be meant there are none, and a check tells of it."""
    projects, forms = {}, {}
    for file in files:
        name = file.path.partition("/")[0]
        with suppress(WrongForge):
            if (project := forge_of(file)) is not None:
                projects[name] = project
        with suppress(WrongForge):
            if (address := forms_address(file)) is not None:
                forms[name] = address
    return ForgeLinks(projects, roots, forms)
