"""Which file is what: the places of a register, by path alone."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from huifang.register.scalars import CODE, ORGANIZATION, VISIT_FILE


class Kind(StrEnum):
    """What a path of a register holds."""

    REGISTER = "register"
    ORGANIZATIONS = "organizations"
    PERSON = "person"
    VISIT = "visit"
    TALK = "talk"
    PLAN = "plan"
    IDENTITIES = "identities"
    RESTRICTED = "restricted"
    POLICY = "policy"
    ELSEWHERE = "elsewhere"  # not ours: README, audiences, answers to an audit
    UNKNOWN = "unknown"  # a name that may not stand there


class Spot(NamedTuple):
    """A path with what it says: its kind, the person's code and the day of the file name."""

    kind: Kind
    code: str = ""
    day: str = ""


CLOSED = ("people", "restricted")  # folders in which any other name is an error
RECORDS = ("organizations", "plans", "identities", "policy")  # folders of .yml files
PLAN_FILE = re.compile(r"(\d{4})-([a-z][a-z0-9-]{1,31})\.yml", re.ASCII)
PEOPLE_DEPTH, RESTRICTED_DEPTH, FLAT_DEPTH = 4, 3, 2


def spot(path: str) -> Spot:
    """What the file at a path (relative to the register's folder) is."""
    parts = path.split("/")
    if path == "register.yml":
        return Spot(Kind.REGISTER)
    if parts[0] == "people":
        return _in_people(parts)
    if parts[0] == "restricted":
        return _in_restricted(parts)
    if parts[0] in RECORDS and len(parts) >= FLAT_DEPTH:
        return _in_flat(parts)
    return Spot(Kind.ELSEWHERE)


def _in_people(parts: list[str]) -> Spot:
    if len(parts) != PEOPLE_DEPTH or not ORGANIZATION.fullmatch(parts[1]) or not CODE.fullmatch(parts[2]):
        return Spot(Kind.UNKNOWN)
    name = parts[3].removesuffix(".md")
    if parts[3] == "person.md":
        return Spot(Kind.PERSON, parts[2])
    if parts[3] != name and VISIT_FILE.fullmatch(name):
        return Spot(Kind.VISIT if "-visit" in name else Kind.TALK, parts[2], name[:10])
    return Spot(Kind.UNKNOWN)


def _in_restricted(parts: list[str]) -> Spot:
    code = parts[-1].removesuffix(".yml")
    if len(parts) == RESTRICTED_DEPTH and parts[-1] != code and CODE.fullmatch(code):
        return Spot(Kind.RESTRICTED, code)
    return Spot(Kind.UNKNOWN)


def _in_flat(parts: list[str]) -> Spot:
    folder, name = parts[0], parts[-1]
    if name.startswith(".") or name.lower().startswith("readme"):
        return Spot(Kind.ELSEWHERE)
    if len(parts) != FLAT_DEPTH or not name.endswith(".yml"):
        return Spot(Kind.UNKNOWN)
    if folder == "plans":
        match = PLAN_FILE.fullmatch(name)
        return Spot(Kind.PLAN) if match else Spot(Kind.UNKNOWN)
    return Spot({"organizations": Kind.ORGANIZATIONS, "identities": Kind.IDENTITIES, "policy": Kind.POLICY}[folder])
