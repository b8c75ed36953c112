"""Which file is what: the places of a register, by path alone."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple

from huifang.register.scalars import CODE, VISIT_FILE


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
    """What a path says: its kind, the person's code (a plan's body), the day of the file name (a plan's year)."""

    kind: Kind
    code: str = ""
    day: str = ""
    meant: str = ""  # the name it should have, where it differs in case or width only


SECRET = ("identities", "restricted")  # never in the common repository
CLOSED = ("people", "restricted")  # folders in which any other name is an error
RECORDS = ("organizations", "plans", "identities", "policy")  # folders of .yml files
TOP = (*CLOSED, *RECORDS, "register.yml", "audiences.yml")
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
    meant = narrow(parts[0])
    return Spot(Kind.UNKNOWN, meant=meant) if parts[0] != meant and meant in TOP else Spot(Kind.ELSEWHERE)


def narrow(name: str) -> str:
    """A name with full-width characters made ASCII, in small letters."""
    return unicodedata.normalize("NFKC", name).strip().lower()


def code_meant(name: str) -> str:
    """The code that a folder's name is, or is but for case and width; "" for any other name."""
    code = narrow(name).upper()
    return code if CODE.fullmatch(code) else ""


def _in_people(parts: list[str]) -> Spot:
    code = code_meant(parts[2]) if len(parts) == PEOPLE_DEPTH else ""
    if not code:
        return Spot(Kind.UNKNOWN)
    name = parts[3]
    if name == "person.md":
        return Spot(Kind.PERSON, code)
    stem = name.removesuffix(".md")
    if stem != name and VISIT_FILE.fullmatch(stem):
        return Spot(Kind.VISIT if "-visit" in stem else Kind.TALK, code, stem[:10])
    meant = narrow(name)
    sound = meant == "person.md" or (meant.endswith(".md") and VISIT_FILE.fullmatch(meant[:-3]))
    return Spot(Kind.UNKNOWN, meant=meant if sound else "")


def _in_restricted(parts: list[str]) -> Spot:
    code = parts[-1].removesuffix(".yml")
    if len(parts) != RESTRICTED_DEPTH:
        return Spot(Kind.UNKNOWN)
    if parts[-1] != code and CODE.fullmatch(code):
        return Spot(Kind.RESTRICTED, code)
    meant = narrow(parts[-1]).removesuffix(".yml").upper()
    return Spot(Kind.UNKNOWN, meant=f"{meant}.yml" if CODE.fullmatch(meant) else "")


def _in_flat(parts: list[str]) -> Spot:
    folder, name = parts[0], parts[-1]
    if name.startswith(".") or name.lower().startswith("readme"):
        return Spot(Kind.ELSEWHERE)
    if len(parts) != FLAT_DEPTH or not name.endswith(".yml"):
        return Spot(Kind.UNKNOWN)
    if folder == "plans":
        match = PLAN_FILE.fullmatch(name)
        return Spot(Kind.PLAN, match[2], match[1]) if match else Spot(Kind.UNKNOWN)
    return Spot({"organizations": Kind.ORGANIZATIONS, "identities": Kind.IDENTITIES, "policy": Kind.POLICY}[folder])
