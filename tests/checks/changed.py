"""A sound register with one place of it changed, and what the checks find there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huifang.checks import findings
from huifang.policy import Policy, load_policy, words_of
from huifang.register import load
from tests.sound import (
    DISTRICT,
    PERSON_PATH,
    POLICY,
    TEST_DISTRICT,
    Block,
    MemoryTree,
    identities,
    measure,
    organizations,
    person,
    plan,
    restricted,
    sample_policy,
    talk,
    visit,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from huifang.register import Finding, Register

SHORT = {  # what a row calls a file
    "person": PERSON_PATH,
    "visit": "people/tt/TT-0001/2025-05-14-visit.md",
    "talk": "people/tt/TT-0001/2025-03-12-talk.md",
    "plan": "plans/2025-tt-jw.yml",
    "names": "identities/tt.yml",
    "restricted": "restricted/tt/TT-0001.yml",
    "organizations": "organizations/tt.yml",
    "register": "register.yml",
    **{path.removeprefix("policy/").removesuffix(".yml"): path for path in POLICY},
}
FILES: Mapping[str, str] = {
    **TEST_DISTRICT,
    **organizations(
        ("uu-jw", "示例乙区纪委监委", DISTRICT[0][2], None),
        ("uu-unit", "示例乙区水务局", "单位", None),
        district="uu",
        name="示例乙区",
    ),
    **person(
        Block(measure("党内警告", "2025-02-10")),
        helpers=[{"name": "王示例", "unit": "tt-unit", "from": "2025-02-20"}],
    ),
    **visit(
        "2025-05-14",
        visitors=[{"name": "李示例", "body": "tt-jw", "in_charge": True}, {"name": "赵示例", "body": "tt-jw"}],
        opinion="思想稳定。",
        archived={"on": "2025-05-27"},
    ),
    **talk("2025-03-12", helper="王示例"),
    **plan(2025, {"person": "TT-0001", "month": 5}),
    **identities(TT_0001="示例甲一"),
    **restricted(
        issues_raised=[
            {"visit": "2025-05-14-visit", "kind": "建议", "handed_to": "tt-jw", "on": "2025-05-15",
             "settled_on": "2025-06-20"},
        ],
    ),
    "register.yml": "format: 1\nname: 示例登记册\n",
    **POLICY,
}  # fmt: skip


def changed(change: Mapping[str, Any]) -> dict[str, str | bytes]:
    """The sound files with a change: file -> new text, None to leave it out, or pairs of old and new text.

    `{like: visit, with: [old, new]}` makes a further file from a sound one.
    """
    files: dict[str, str | bytes] = dict(FILES)
    for name, what in change.items():
        path = SHORT.get(name, name)
        if what is None:
            del files[path]
        elif isinstance(what, str):
            files[path] = what
        elif isinstance(what, dict):
            files[path] = _replaced(FILES[SHORT[what["like"]]], what["with"])
        else:
            files[path] = _replaced(FILES[path], what)
    return files


def replaced(change: Mapping[str, Any], path: str, text: str | None) -> dict[str, Any]:
    """The change with another text in one of its files."""
    return {**{name: what for name, what in change.items() if SHORT.get(name, name) != path}, path: text}


def _replaced(text: str, pairs: list[str]) -> str:
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert text.count(old) >= 1, f"nothing to change: {old}"
        text = text.replace(old, new, 1)
    return text


def loaded(change: Mapping[str, Any]) -> tuple[Register, Policy]:
    """The changed register with its own policy and settings."""
    tree = MemoryTree(changed(change))
    own = any(SHORT.get(name, name).startswith("policy/") for name in change)
    policy = load_policy(tree) if own else sample_policy()
    register = load([tree], words_of(policy))
    settings = register.settings.settings
    return register, load_policy(tree, settings) if settings and not own else policy


def found(change: Mapping[str, Any], day: date) -> tuple[Finding, ...]:
    """What is found in the changed register."""
    return findings(*loaded(change), day)
