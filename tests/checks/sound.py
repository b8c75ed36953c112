"""A small register in which nothing is wrong, and ways to change one place of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huifang.checks import findings
from huifang.policy import Policy, load_policy, words_of
from huifang.register import load
from tests.memory import SAMPLE, MemoryTree, sample_policy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from huifang.register import Finding, Register

POLICY = ("measures", "stacking", "lifting", "followup", "vocabulary")
SHORT = {  # what a row calls a file
    "person": "people/tt/TT-0001/person.md",
    "visit": "people/tt/TT-0001/2025-05-14-visit.md",
    "talk": "people/tt/TT-0001/2025-03-12-talk.md",
    "plan": "plans/2025-tt-jw.yml",
    "names": "identities/tt.yml",
    "restricted": "restricted/tt/TT-0001.yml",
    "organizations": "organizations/tt.yml",
    "register": "register.yml",
    **{name: f"policy/{name}.yml" for name in POLICY},
}
ORGANIZATIONS = """\
district: {id: tt, prefix: TT, name: 示例区, level: 区, register_from: 2020-01-01}
organizations:
  - {id: tt-jw, name: 示例区纪委监委, kind: 纪检监察机关}
  - {id: tt-dw, name: 示例区委, kind: 党委党组}
  - {id: tt-zz, name: 示例区委组织部, kind: 组织人事部门}
  - {id: tt-unit, name: 示例区档案局, kind: 单位, parent: tt-dw}
"""
OTHER_DISTRICT = """\
district: {id: uu, prefix: UU, name: 示例乙区, level: 区}
organizations:
  - {id: uu-jw, name: 示例乙区纪委监委, kind: 纪检监察机关}
  - {id: uu-unit, name: 示例乙区水务局, kind: 单位}
"""
PERSON = """\
---
code: TT-0001
unit: tt-unit
post: 科长
rank: 科级正职
category: 公务员
party_member: true
management: 区管
supervised_by: tt-jw
measures:
  - type: 党内警告
    decided_on: 2025-02-10
    decided_by: tt-jw
    form: 2
helpers:
  - {name: 王示例, unit: tt-unit, from: 2025-02-20}
---
"""
VISIT = """\
---
kind: 回访
date: 2025-05-14
body: tt-jw
outcome: held
visitors:
  - {name: 李示例, body: tt-jw, in_charge: true}
  - {name: 赵示例, body: tt-jw}
methods: [访谈]
interviews: {person: true}
situation: [表现良好]
opinion: 思想稳定。
archived: {on: 2025-05-27}
---
"""
TALK = """\
---
kind: 谈心谈话
date: 2025-03-12
helper: 王示例
---
"""
PLAN = """\
body: tt-jw
year: 2025
visits:
  - {person: TT-0001, month: 5}
"""
RESTRICTED = """\
issues_raised:
  - {visit: 2025-05-14-visit, kind: 建议, handed_to: tt-jw, on: 2025-05-15, settled_on: 2025-06-20}
"""
FILES: Mapping[str, str] = {
    "organizations/tt.yml": ORGANIZATIONS,
    "organizations/uu.yml": OTHER_DISTRICT,
    SHORT["person"]: PERSON,
    SHORT["visit"]: VISIT,
    SHORT["talk"]: TALK,
    SHORT["plan"]: PLAN,
    SHORT["names"]: "TT-0001: 示例甲一\n",
    SHORT["restricted"]: RESTRICTED,
    "register.yml": "format: 1\nname: 示例登记册\n",
    **{f"policy/{name}.yml": SAMPLE.read(f"policy/{name}.yml").decode() for name in POLICY},
}


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
