"""The files of a new register, made from the templates that lie beside this module."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from huifang.editing.office.owners import owners_line
from huifang.editing.office.setup import BODIES, body_of
from huifang.editing.writing import scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TEMPLATES = Path(__file__).parent / "templates"
GAP = re.compile("«([a-z_.]+)»")
ORGANIZATIONS, REGISTER = "organizations/{district}.yml", "register.yml"  # in the register's folder
OWN = {"identities": "identities.md", "restricted": "restricted.md"}  # repositories of their own -> their README
AROUND = {".gitignore": "gitignore", ".gitattributes": "gitattributes", "README.md": "readme.md"}
OF_FORGE: Mapping[str, Mapping[str, str]] = {  # path in the repository -> template
    "gitlab": {
        ".gitlab-ci.yml": "gitlab-ci.yml",
        ".gitlab/merge_request_templates/Default.md": "merge-request.md",
        "CODEOWNERS": "codeowners-gitlab",
    },
    "gitea": {
        ".gitea/workflows/huifang.yml": "actions.yml",
        ".gitea/PULL_REQUEST_TEMPLATE.md": "merge-request.md",
        "CODEOWNERS": "codeowners-gitea",
    },
    "github": {
        ".github/workflows/huifang.yml": "actions.yml",
        ".github/PULL_REQUEST_TEMPLATE.md": "merge-request.md",
        "CODEOWNERS": "codeowners-github",
    },
    "none": {},
}
RUNNERS = {"gitea": "[huifang]", "github": "[self-hosted, huifang]"}


def around(given: Mapping[str, str], districts: Mapping[str, str] | None = None) -> dict[str, str]:
    """The files around the register, by their path in the repository: what `upgrade` brings anew.

    `districts` are those that came later, each with its discipline body.
    """
    process = "process-none.md" if given["forge"] == "none" else "process-forge.md"
    more = {"process": _text(process).strip(), "runner": RUNNERS.get(given["forge"], "")}
    if given["forge"] != "none":
        owning = {given["district"]: body_of(given, "discipline")[0], **(districts or {})}
        more["people"] = "\n".join(owners_line(given, *each) for each in owning.items())
    wanted = {**AROUND, **OF_FORGE[given["forge"]]}
    return {path: _filled(name, {**_values(given), **more}) for path, name in wanted.items()}


def inside(given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The records of a register that has nobody in it yet, by their path in its folder."""
    values = {name: scalar(value, in_flow=True) for name, value in _values(given).items()}
    yield ORGANIZATIONS.format(**given), _filled("organizations.yml", values)
    yield REGISTER, _filled("register.yml", values)


def readme_of(folder: str, given: Mapping[str, str]) -> str:
    """The README of a repository of its own: of the names, or of the restricted facts."""
    return _filled(OWN[folder], _values(given))


def _values(given: Mapping[str, str]) -> dict[str, str]:
    bodies = {key: body_of(given, key) for key in BODIES}
    parts = {
        f"{key}.{part}": value for key, body in bodies.items() for part, value in zip(("id", "name"), body, strict=True)
    }
    return {**given, **parts}


def _filled(name: str, values: Mapping[str, str]) -> str:
    return GAP.sub(lambda gap: values[gap[1]], _text(name))


def _text(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")
