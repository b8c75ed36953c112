"""The forge to which the forms propose records: where, which project and branch; checked before a page is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from huifang.register.forges import BRANCH, WrongForge, forge_project, path_in_project
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping

APIS: Mapping[str, str] = MappingProxyType({"gitlab": "/api/v4", "gitea": "/api/v1", "github": "/api/v3"})
GITHUB = "https://github.com"  # its API alone has a host of its own
GITHUB_API = "https://api.github.com"
CLIENT = re.compile(r"[A-Za-z0-9_-]*")


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
    forge: str, url: str, project: str, *, branch: str = BRANCH, folder: str = "records", client_id: str = ""
) -> ForgeConfig:
    """The options as somebody typed them; WrongForge where one cannot be meant."""
    found = forge_project(forge, url, project, branch)
    if folder:
        path_in_project("folder", folder, say("`{text}` is no folder of the project", text=folder))
    return ForgeConfig(found.forge, found.url, found.project, found.branch, folder, _client(client_id))


def _client(text: str) -> str:
    if not CLIENT.fullmatch(text):
        sentence = say("`{text}` is no client id; copy it from the application on the platform", text=text)
        raise WrongForge("client_id", sentence)
    return text
