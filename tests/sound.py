"""The one set-up of all tests: sound records as plain mappings with what differs, their files, the register of them.

`person(measure(), rank="处级副职")`, `visit("2026-02-20")` are files by path; `{**person(), **visit(…)}` joins them;
`register(…)` reads them with the organisations of the test district. All people are invented.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from huifang.policy import Policy, load_policy, words_of
from huifang.policy.load import FILES
from huifang.register import FolderTree, Register, TreeEntry, load

if TYPE_CHECKING:
    from collections.abc import Mapping

Facts = dict[str, Any]
Files = dict[str, str]
Organization = tuple[str, str, str, str | None]  # id, name, kind, parent

SAMPLE = FolderTree(Path(__file__).parent.parent / "records")
POLICY_BYTES = {f"policy/{name}.yml": SAMPLE.read(f"policy/{name}.yml") for name in FILES}
POLICY = {path: raw.decode() for path, raw in POLICY_BYTES.items()}
CODE = "TT-0001"
PERSON_PATH = f"people/tt/{CODE}/person.md"
HELPER: Facts = {"name": "示例帮扶人", "post": "局长", "unit": "tt-unit", "from": "2000-01-01", "to": None}
OFFICERS = [{"name": "示例甲", "body": "tt-jw", "in_charge": True}, {"name": "示例乙", "body": "tt-jw"}]
SERIOUS = ("党内严重警告", "2025-08-12")  # until 2027-02-12
PERSON: Facts = {
    "unit": "tt-unit",
    "post": "科长",
    "rank": "科级正职",
    "category": "公务员",
    "party_member": True,
    "management": "区管",
    "supervised_by": "tt-jw",
}
VISIT: Facts = {
    "body": "tt-jw",
    "outcome": "held",
    "visitors": OFFICERS,
    "methods": ["访谈"],
    "interviews": {"person": True},
    "situation": ["表现良好"],
}
DISTRICT: tuple[Organization, ...] = (
    ("tt-jw", "示例区纪委监委", "纪检监察机关", None),
    ("tt-dw", "示例区委", "党委党组", None),
    ("tt-zz", "示例区委组织部", "组织人事部门", None),
    ("tt-unit", "示例区档案局", "单位", "tt-dw"),
)
PLAIN = re.compile(r"(?!(?:null|Null|NULL)$)[\w〔][\w〔〕·。/.-]*")  # what needs no quotes


class Block(dict[str, Any]):
    """An entry of a list that stands a key a line; the others stand on one line."""


def measure(kind: str = SERIOUS[0], decided_on: str | None = SERIOUS[1], **more: object) -> Facts:
    """A measure of form 2 decided by the district's discipline body."""
    return {"type": kind, "decided_on": decided_on, "decided_by": "tt-jw", "form": 2, **more}


def person(*measures: Mapping[str, object], code: str = CODE, prose: str = "", **more: object) -> Files:
    """A person's file: one serious Party warning and a helper, unless something else is given."""
    facts = {"code": code, **PERSON, "measures": list(measures) or [measure()], "helpers": [HELPER], **more}
    return {f"{folder(code)}/person.md": front(facts, prose)}


def visit(on: str, code: str = CODE, prose: str = "", **more: object) -> Files:
    """A held visit of two officers that qualifies."""
    return {f"{folder(code)}/{on}-visit.md": front({"kind": "回访", "date": on, **VISIT, **more}, prose)}


def talk(on: str, code: str = CODE, **more: object) -> Files:
    """A talk of the helper."""
    facts = {"kind": "谈心谈话", "date": on, "helper": HELPER["name"], **more}
    return {f"{folder(code)}/{on}-talk.md": front(facts)}


def plan(year: int, *visits: Mapping[str, object], body: str = "tt-jw", **more: object) -> Files:
    """A body's plan of a year."""
    return {f"plans/{year}-{body}.yml": yaml({"body": body, "year": year, **more, "visits": list(visits)})}


def identities(**names: str) -> Files:
    """Who the codes of the district are; `TT_0001` stands for the code."""
    return {"identities/tt.yml": yaml({code.replace("_", "-"): name for code, name in names.items()})}


def restricted(code: str = CODE, **facts: object) -> Files:
    """Open cases and hand-overs of a person."""
    return {f"restricted/{code[:2].lower()}/{code}.yml": yaml(facts)}


def organizations(*kept: Organization, district: str = "tt", name: str = "示例区", **more: object) -> Files:
    """A district with its organisations."""
    about = {"id": district, "prefix": district.upper(), "name": name, "level": "区", **more}
    rows = [{"id": each, "name": called, "kind": kind, **({"parent": parent} if parent else {})}
            for each, called, kind, parent in kept]  # fmt: skip
    return {f"organizations/{district}.yml": yaml({"district": about, "organizations": rows})}


def folder(code: str) -> str:
    """Where the files of a person lie."""
    return f"people/{code[:2].lower()}/{code}"


def text(file: Files) -> str:
    """The text of the one file."""
    (only,) = file.values()
    return only


def front(facts: Mapping[str, object], prose: str = "") -> str:
    """A record with its text."""
    return f"---\n{yaml(facts)}---\n{prose}"


def yaml(facts: Mapping[str, object]) -> str:
    """Facts as people write them: a key a line, the entries of a list a line each."""
    return "".join(f"{line}\n" for key, value in facts.items() for line in _lines(key, value))


def _lines(key: str, value: object) -> list[str]:
    if not (isinstance(value, list) and value and isinstance(value[0], dict)):
        return [f"{key}: {_on_one_line(value)}"]
    return [f"{key}:", *(line for entry in value for line in _entry(entry))]


def _entry(entry: Facts) -> list[str]:
    if not isinstance(entry, Block):
        return [f"  - {_on_one_line(entry)}"]
    first, *others = (f"{key}: {_on_one_line(value)}" for key, value in entry.items())
    return [f"  - {first}", *(f"    {line}" for line in others)]


def _on_one_line(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_on_one_line(part)}" for key, part in value.items()) + "}"
        case list() | tuple():
            return f"[{', '.join(map(_on_one_line, value))}]"
        case None | bool():
            return json.dumps(value)
        case str() if not PLAIN.fullmatch(value):
            return json.dumps(value, ensure_ascii=False)
    return str(value)


TEST_DISTRICT = organizations(*DISTRICT, register_from="2020-01-01")
ORGANIZATIONS = text(TEST_DISTRICT)
EMPTY: Files = {**POLICY, **TEST_DISTRICT}  # a register with its rules and nobody in it
ONE: Files = {  # a sample register with one person, as commands find it on disk
    **EMPTY,
    **person(
        measure("党内警告", "2026-01-15"),
        helpers=[{"name": "王某", "post": "局长", "unit": "tt-unit", "from": "2026-01-20", "to": None}],
    ),
    **talk("2026-02-10", helper="王某"),
    **identities(TT_0001="示例一"),
    **restricted(investigations=[]),
    "register.yml": yaml({"format": 1, "sample": True, "sample_day": "2026-07-01"}),
}

OTHER: Files = {  # one person in a second district
    **POLICY,
    "organizations/uu.yml": ORGANIZATIONS.replace("tt", "uu").replace("TT", "UU"),
    "people/uu/UU-0001/person.md": ONE[PERSON_PATH].replace("tt", "uu").replace("TT", "UU"),
}


@dataclass(frozen=True)
class MemoryTree:
    """A tree whose files are given; folders are made from the paths."""

    files: Mapping[str, str | bytes]
    name: str = "records"
    others: dict[str, TreeEntry] = field(default_factory=dict)

    def entries(self) -> list[TreeEntry]:
        """All files with their folders, sorted."""
        made: dict[str, TreeEntry] = dict(self.others)
        for path, content in self.files.items():
            parts = path.split("/")
            for depth in range(1, len(parts)):
                above = "/".join(parts[:depth])
                made.setdefault(above, TreeEntry(above, "folder"))
            made[path] = TreeEntry(path, "file", len(content))
        return sorted(made.values(), key=lambda entry: entry.path)

    def read(self, path: str) -> bytes:
        """The bytes of a file; FileNotFoundError as the file system would."""
        if path not in self.files:
            raise FileNotFoundError(2, "No such file or directory", path)
        content = self.files[path]
        return content if isinstance(content, bytes) else content.encode()


@cache
def sample_policy(**settings: str | tuple[str, ...]) -> Policy:
    """The policy that ships with the sample register, with settings by path (dots written as `__`)."""
    return load_policy(SAMPLE, {path.replace("__", "."): value for path, value in settings.items()})


def register(files: Mapping[str, str | bytes], policy: Policy) -> Register:
    """A register of the given files and the organisations of the test district."""
    return load([MemoryTree({**TEST_DISTRICT, **files})], words_of(policy))


def put(root: Path, files: Mapping[str, str]) -> Path:
    """Write the files of a register; the folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root


PLACES = {  # kind of record -> where one of it stands
    "person": "people/ja/JA-0001/person.md",
    "visit": "people/ja/JA-0001/2026-03-20-visit.md",
    "talk": "people/ja/JA-0001/2026-03-05-talk.md",
    "plan": "plans/2026-ja-jw.yml",
    "organizations": "organizations/ja.yml",
    "identities": "identities/ja.yml",
    "restricted": "restricted/ja/JA-0001.yml",
    "register": "register.yml",
}
