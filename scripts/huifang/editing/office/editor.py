"""The files of a register from which an editor of text knows its records: schemas, snippets, the task that checks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from huifang.editing.office.setup import BODIES, body_of
from huifang.editing.snippets import SnippetTexts
from huifang.policy import words_of
from huifang.register.layout import Kind
from huifang.register.schema import schemas

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.policy import Policy
    from huifang.texts import Language, Words

CHINESE: Language = "zh"  # as all files that an office is given
SCHEMA_FOLDER, EDITOR_FOLDER = "schemas", ".vscode"
GLOBS: Mapping[Kind, str] = {  # below the register's folder
    Kind.PERSON: "people/*/*/person.md",
    Kind.VISIT: "people/*/*/*-visit*.md",
    Kind.TALK: "people/*/*/*-talk*.md",
    Kind.ORGANIZATIONS: "organizations/*.yml",
    Kind.IDENTITIES: "identities/*.yml",
    Kind.PLAN: "plans/*.yml",
    Kind.RESTRICTED: "restricted/*/*.yml",
    Kind.REGISTER: "register.yml",
    Kind.CHECKED: "audit/checked.yml",
}
PROBLEM = r"^(records/.+?):(\d+):(\d+): {word} \[[a-z0-9-]+\] (.*)$"  # a line of `huifang validate`
SETTINGS: Mapping[str, Any] = {
    "yaml.validate": True,
    "yaml.completion": True,
    "yaml.format.enable": False,  # `huifang fmt` does that
    "yaml.schemaStore.enable": False,  # nothing is fetched
    "yaml.kubernetesCRDStore.enable": False,
    "redhat.telemetry.enabled": False,
    "files.encoding": "utf8",
    "files.eol": "\n",
    "files.insertFinalNewline": True,
    "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.formatOnSave": False},
    "[markdown]": {
        "editor.insertSpaces": True,
        "editor.tabSize": 2,
        "editor.formatOnSave": False,
        "editor.quickSuggestions": {"other": "on", "comments": "off", "strings": "off"},
        "editor.snippetSuggestions": "top",
    },
}


def editor_files(given: Mapping[str, str], policy: Policy, words: Words) -> dict[str, str]:
    """The files by their path in the repository: with the words of the register's own policy."""
    found = {f"{SCHEMA_FOLDER}/{kind}.json": _json(made) for kind, made in schemas(words_of(policy)).items()}
    settings = {**SETTINGS, "yaml.schemas": {f"{SCHEMA_FOLDER}/{kind.value}.json": f"records/{glob}"
                                             for kind, glob in GLOBS.items()}}  # fmt: skip
    bodies = {key: body_of(given, key)[0] for key in BODIES}
    return found | {
        f"{EDITOR_FOLDER}/settings.json": _json(settings),
        f"{EDITOR_FOLDER}/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
        f"{EDITOR_FOLDER}/tasks.json": _json(_tasks(policy, words)),
        f"{EDITOR_FOLDER}/huifang.code-snippets": _json(
            _snippets(SnippetTexts(policy, words, bodies, given["prefix"]))
        ),
    }


def _tasks(policy: Policy, words: Words) -> dict[str, Any]:
    """The task that runs `huifang validate`, and shows each finding at its line."""
    matchers = [
        {
            "owner": "huifang", "source": "huifang", "severity": severity,
            "fileLocation": ["relative", "${workspaceFolder}"],
            "pattern": {"regexp": PROBLEM.replace("{word}", words(policy.label("severity", severity))),
                        "file": 1, "line": 2, "column": 3, "message": 4},
        }
        for severity in ("error", "warning")
    ]  # fmt: skip
    task = {
        "label": "校验记录", "type": "process", "command": "huifang", "args": ["validate", "--records", "records"],
        "options": {"env": {"HUIFANG_LANG": "zh"}}, "group": {"kind": "build", "isDefault": True},
        "presentation": {"reveal": "silent", "clear": True}, "problemMatcher": matchers,
    }  # fmt: skip
    return {"version": "2.0.0", "tasks": [task]}


def _snippets(texts: SnippetTexts) -> dict[str, Any]:
    return {
        each.name: {"prefix": list(each.prefix), "scope": each.scope, "body": list(each.body)} for each in texts.all()
    }


def _json(data: Any) -> str:  # noqa: ANN401 - JSON
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
