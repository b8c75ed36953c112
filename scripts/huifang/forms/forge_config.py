"""The forge to which the forms propose records: where, which project and branch; checked before a page is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from huifang.texts import Text, say

if TYPE_CHECKING:
    from collections.abc import Mapping

APIS: Mapping[str, str] = MappingProxyType({"gitlab": "/api/v4", "gitea": "/api/v1", "github": "/api/v3"})
GITHUB = "https://github.com"  # its API alone has a host of its own
GITHUB_API = "https://api.github.com"
PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")  # of a project, a branch or a folder
CLIENT = re.compile(r"[A-Za-z0-9_-]*")
OWNER_AND_NAME = 2


class WrongForge(Exception):  # noqa: N818 - it is a sentence for whoever typed the option
    """An option that cannot be meant; `sentence` says which and what to type."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.template)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class ForgeConfig:
    """A forge, checked: `url` without a slash at its end, `folder` of the register in the project, perhaps empty."""

    forge: str
    url: str
    project: str
    branch: str
    folder: str
    client_id: str

    @property
    def api(self) -> str:
        """Where the API of the forge begins."""
        return GITHUB_API if self.url == GITHUB else self.url + APIS[self.forge]

    @property
    def connect_origins(self) -> tuple[str, ...]:
        """What `connect-src` of the pages names: nothing else is ever asked."""
        found = urlsplit(self.api)
        return (f"{found.scheme}://{found.netloc}",)

    def as_data(self) -> dict[str, str]:
        """What the script of the page is given."""
        return {
            "forge": self.forge,
            "url": self.url,
            "api": self.api,
            "project": self.project,
            "branch": self.branch,
            "folder": self.folder,
            "clientId": self.client_id,
        }


def forge_config(
    forge: str, url: str, project: str, *, branch: str = "main", folder: str = "records", client_id: str = ""
) -> ForgeConfig:
    """The options as somebody typed them; WrongForge where one cannot be meant."""
    if forge not in APIS:
        raise WrongForge(say("the platform `{forge}` is not known; use {known}", forge=forge, known=", ".join(APIS)))
    return ForgeConfig(
        forge=forge,
        url=_address(url),
        project=_project(forge, project),
        branch=_parts(branch, say("`{text}` is no branch name that the forms can use", text=branch)),
        folder=_parts(folder, say("`{text}` is no folder of the project", text=folder)) if folder else "",
        client_id=_client(client_id),
    )


def _address(url: str) -> str:
    wrong = WrongForge(say("`{url}` is no address of a platform; write it as https://git.example", url=url))
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
        raise WrongForge(say("`{project}` is no project; write it as in its address: group/register", project=project))
    return project


def _parts(text: str, sentence: Text) -> str:
    if not _good(text):
        raise WrongForge(sentence)
    return text


def _client(text: str) -> str:
    if not CLIENT.fullmatch(text):
        raise WrongForge(say("`{text}` is no client id; copy it from the application on the platform", text=text))
    return text


def _good(path: str) -> bool:
    return all(PART.fullmatch(part) and ".." not in part for part in path.split("/"))
