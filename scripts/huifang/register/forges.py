"""A project on a forge: checked before anything leads there, and the addresses of its files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urlsplit

from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.register.models import RegisterFile

VIEWS: Mapping[str, str] = MappingProxyType({"gitlab": "/-/blob/", "gitea": "/src/branch/", "github": "/blob/"})
EDITS: Mapping[str, str] = MappingProxyType({"gitlab": "/-/edit/", "gitea": "/_edit/", "github": "/edit/"})
NEWS: Mapping[str, str] = MappingProxyType({"gitlab": "/-/new/", "gitea": "/_new/", "github": "/new/"})
FORGES = tuple(VIEWS)  # Forgejo is as Gitea
BRANCH = "main"
PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")  # of a project, a branch or a folder
OWNER_AND_NAME = 2


class WrongForge(Exception):  # noqa: N818 - it is a sentence for whoever typed it
    """Something that cannot be meant; `sentence` says what to type instead, `key` where `register.yml` has it."""

    def __init__(self, key: str, sentence: Text) -> None:
        super().__init__(sentence.template)
        self.key, self.sentence = key, sentence


@dataclass(frozen=True, slots=True)
class ForgeProject:
    """A project, checked: `url` without a slash at its end; paths are those from the root of the repository."""

    forge: str
    url: str
    project: str
    branch: str

    def view(self, path: str) -> str:
        """Where a file is read."""
        return self._file(VIEWS, path)

    def edit(self, path: str) -> str:
        """Where it is changed, on a branch of its own."""
        return self._file(EDITS, path)

    def new_file(self, folder: str) -> str:
        """Where a file is added to a folder."""
        return self._file(NEWS, folder)

    def _file(self, forms: Mapping[str, str], path: str) -> str:
        return f"{self.url}/{self.project}{forms[self.forge]}{self.branch}/{quote(path)}"


def forge_project(forge: str, url: str, project: str, branch: str = BRANCH) -> ForgeProject:
    """The project as somebody typed it; WrongForge where one of the four cannot be meant."""
    if forge not in FORGES:
        sentence = say("the platform `{forge}` is not known; use {known}", forge=forge, known=", ".join(FORGES))
        raise WrongForge("kind", sentence)
    return ForgeProject(
        forge=forge,
        url=web_address(url),
        project=_project(forge, project),
        branch=path_in_project("branch", branch, say("`{text}` is no branch name that can be used", text=branch)),
    )


def forge_of(file: RegisterFile) -> ForgeProject | None:
    """The project that a `register.yml` names; WrongForge where it cannot be meant."""
    forge = file.forge
    if forge is None or any(each.startswith("forge") for each in file.unread):
        return None
    return forge_project(forge.kind, forge.url, forge.project, forge.branch or BRANCH)


def forms_address(file: RegisterFile) -> str | None:
    """Where a `register.yml` says that the entry forms are, with a slash at the end; WrongForge for no address."""
    return None if file.forms is None else f"{web_address(file.forms)}/"


def web_address(url: str) -> str:
    """An address without a slash at its end; WrongForge for what is none."""
    wrong = WrongForge("url", say("`{url}` is no address of a platform; write it as https://git.example", url=url))
    try:
        found = urlsplit(url)
        port = found.port
    except ValueError:
        raise wrong from None
    plain = not (found.query or found.fragment or found.username or found.password)
    if found.scheme not in {"http", "https"} or not _host(found) or not plain or port == 0:
        raise wrong
    path = found.path.strip("/")
    if path and not _good(path):
        raise wrong
    return f"{found.scheme}://{found.netloc.lower()}" + (f"/{path}" if path else "")


def _host(found: SplitResult) -> bool:
    """Whether a host stands there, and nothing that a Content-Security-Policy would read otherwise."""
    return re.fullmatch(r"[A-Za-z0-9.-]+(:[0-9]+)?|\[[0-9A-Fa-f:]+\](:[0-9]+)?", found.netloc) is not None


def _project(forge: str, project: str) -> str:
    count = len(project.split("/"))
    if not _good(project) or count < OWNER_AND_NAME or (count > OWNER_AND_NAME and forge != "gitlab"):
        raise WrongForge(
            "project", say("`{project}` is no project; write it as in its address: group/register", project=project)
        )
    return project


def path_in_project(key: str, text: str, sentence: Text) -> str:
    """A branch or folder of plain parts; WrongForge with the sentence for another."""
    if not _good(text):
        raise WrongForge(key, sentence)
    return text


def _good(path: str) -> bool:
    return all(PART.fullmatch(part) and ".." not in part for part in path.split("/"))
