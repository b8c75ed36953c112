"""Which file is what: the places of a register, by path alone."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple

from huifang.register.scalars import CODE, ORGANIZATION, VISIT_FILE
from huifang.texts import Text, say


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
    LEFTOVER = "leftover"  # of a run of ours that was stopped; beside names and restricted facts of anybody's
    CHECKED = "checked"
    ELSEWHERE = "elsewhere"  # not ours: README, audiences, answers to an audit
    UNKNOWN = "unknown"  # a name that may not stand there


class Spot(NamedTuple):
    """What a path says: its kind, the person's code (a plan's body), the day of the file name (a plan's year)."""

    kind: Kind
    code: str = ""
    day: str = ""
    meant: str = ""  # the name it should have, where that can be told
    leftover: bool = False  # what an editor, an office program or the system leaves behind, or an office file


SECRET = ("identities", "restricted")  # never in the common repository
CLOSED = ("people", "restricted")  # folders in which any other name is an error
RECORDS = ("organizations", "plans", "identities", "policy")  # folders of .yml files
SINGLE = {"register.yml": Kind.REGISTER, "audit/checked.yml": Kind.CHECKED}
TOP = (*CLOSED, *RECORDS, "register.yml", "audiences.yml")
GIT_FILES = (".gitignore", ".gitattributes", ".gitkeep", ".mailmap", ".git-blame-ignore-revs")
FORGE_FILES = (
    ".gitlab-ci.yml",
    ".gitlab",
    ".github",
    ".gitea",
    ".forgejo",
    ".pre-commit-config.yaml",
    "CODEOWNERS",
    "LICENSE",
)
AUDIT_FILES = re.compile(
    r"audit(?:/seals(?:/[^/]+\.yml)?|/(?:answers|erasures|editors|checked)\.yml|/allowed_signers)?"
)
SHIPPED = "policy/shipped.yml"  # checksums of what the program brought, for `upgrade`: no rule
README = re.compile(r"readme(?:\.[a-z-]+)?(?:\.(?:md|txt))?", re.IGNORECASE)
PLAN_FILE = re.compile(r"(\d{4})-([a-z][a-z0-9-]{1,31})\.yml", re.ASCII)
CONTACT_MEANT = re.compile(
    r"(\d{4})(?:[-._年](\d{1,2})[-._月](\d{1,2})日?|(\d{2})(\d{2}))[-_ ]*"
    r"(visit|talk|回访|谈话|谈心|谈心谈话)s?(?:[-_ ]?\(?([2-9])\)?)?\.(?:md|markdown|md\.txt)",
    re.ASCII,
)
PLAN_MEANT = re.compile(
    r"(?:(\d{4})[-_ ]?)?([a-z][a-z0-9-]{0,30}?[a-z0-9])(?:[-_ ]?(\d{4}))?\.(?:yml|yaml|yml\.txt)", re.ASCII
)
LEFTOVER = re.compile(
    r"~\$.*|\.~.*|\.ds_store|\._.*|thumbs\.db|desktop\.ini|.*~|.*\.(?:sw[op]|bak|tmp|orig|rej|docx?|xlsx?|pptx?|wps|et|pdf)"
)
TEMPORARY = re.compile(r"\.huifang-[0-9a-z]{1,32}\.tmp", re.ASCII)  # what we make on the way to a file or folder
GITS_OWN = re.compile(r"\.git(?:ignore|attributes|keep|modules)?")
PEOPLE_DEPTH, RESTRICTED_DEPTH, FLAT_DEPTH = 4, 3, 2


def spot(path: str) -> Spot:
    """What the file at a path (relative to the register's folder) is."""
    found = _spot(path)
    if found.kind is Kind.UNKNOWN and not found.meant and LEFTOVER.fullmatch(narrow(path.rsplit("/", 1)[-1])):
        return found._replace(leftover=True)
    return found


def _spot(path: str) -> Spot:
    parts = path.split("/")
    if _is_left_over(parts):
        return Spot(Kind.LEFTOVER)
    if path == "register.yml":
        return Spot(Kind.REGISTER)
    if path in SINGLE:
        return Spot(SINGLE[path])
    if parts[0] == "people":
        return _in_people(parts)
    if parts[0] == "restricted":
        return _in_restricted(parts)
    if parts[0] in RECORDS and len(parts) >= FLAT_DEPTH:
        return _in_flat(parts)
    meant = narrow(parts[0])
    return Spot(Kind.UNKNOWN, meant=meant) if parts[0] != meant and meant in TOP else Spot(Kind.ELSEWHERE)


def _is_left_over(parts: list[str]) -> bool:
    """Whether a path is, or lies in, a temporary folder of ours, or a hidden file where names and facts stand."""
    home = parts[1:] if parts[0] in SECRET else parts
    return bool(home) and (
        TEMPORARY.fullmatch(home[0]) is not None
        or (home is not parts and home[0].startswith(".") and not GITS_OWN.fullmatch(home[0]))
    )


def belongs(path: str, *, alone: bool = False) -> bool:
    """Whether what is no record may lie at a path; `alone` where the register is the whole repository."""
    parts = path.split("/")
    if parts[-1] in GIT_FILES or path in (*TOP, SHIPPED) or AUDIT_FILES.fullmatch(path):
        return True
    if parts[0] in (*RECORDS, "restricted") and len(parts) == FLAT_DEPTH and README.fullmatch(parts[-1]):
        return True
    return (len(parts) == 1 and README.fullmatch(path) is not None) or (alone and parts[0] in FORGE_FILES)


def path_parts(path: str) -> list[str]:
    """The folders and the name of a record, without the ending of a name: codes and ids stand among them."""
    return [part.removesuffix(".yml") for part in path.split("/")]


def is_secret(path: str) -> bool:
    """Whether a path is, or lies in, a folder that never belongs to the common repository."""
    return path.split("/", 1)[0] in SECRET


def narrow(name: str) -> str:
    """A name with full-width characters made ASCII, in small letters."""
    return unicodedata.normalize("NFKC", name).strip().lower()


def code_in_name(name: str) -> str:
    """The code that a folder's name is, or is but for case and width; "" for any other name."""
    code = narrow(name).upper()
    return code if CODE.fullmatch(code) else ""


def name_meant(found: Spot) -> Text:
    """The fix for a name that no record has."""
    if found.meant:
        return say("name it {name}", name=found.meant)
    if found.leftover:
        return say("delete it, or move it out of the folder of records")
    return say("person.md, 2026-03-20-visit.md, 2026-03-05-talk.md; other folders hold .yml files by their rule")


def contact_meant(name: str) -> str:
    """The name of a visit or talk that a name nearly is, or ""."""
    if name.endswith(".md") and VISIT_FILE.fullmatch(name[:-3]):
        return name
    match = CONTACT_MEANT.fullmatch(name)
    if match is None:
        return ""
    month, day = int(match[2] or match[4]), int(match[3] or match[5])
    kind = "visit" if match[6] in ("visit", "回访") else "talk"
    return f"{match[1]}-{month:02}-{day:02}-{kind}{f'-{match[7]}' if match[7] else ''}.md"


def _plan_meant(name: str) -> str:
    """The name of a plan that a name nearly is, or ""."""
    match = PLAN_MEANT.fullmatch(name)
    year = match[1] or match[3] if match else None
    return f"{year}-{match[2]}.yml" if match and year and not (match[1] and match[3]) else ""


def _in_people(parts: list[str]) -> Spot:
    if len(parts) >= PEOPLE_DEPTH and not code_in_name(parts[2]):
        return Spot(Kind.ELSEWHERE)  # the folder is told, which says it for all in it
    code = code_in_name(parts[2]) if len(parts) == PEOPLE_DEPTH else ""
    if not code:
        return Spot(Kind.UNKNOWN)
    name = parts[3]
    if name == "person.md":
        return Spot(Kind.PERSON, code)
    stem = name.removesuffix(".md")
    if stem != name and VISIT_FILE.fullmatch(stem):
        return Spot(Kind.VISIT if "-visit" in stem else Kind.TALK, code, stem[:10])
    meant = narrow(name)
    return Spot(Kind.UNKNOWN, meant=meant if meant == "person.md" else contact_meant(meant))


def _in_restricted(parts: list[str]) -> Spot:
    code = parts[-1].removesuffix(".yml")
    if len(parts) == FLAT_DEPTH and README.fullmatch(parts[1]):
        return Spot(Kind.ELSEWHERE)
    if len(parts) != RESTRICTED_DEPTH:
        return Spot(Kind.UNKNOWN)
    if parts[-1] != code and CODE.fullmatch(code):
        return Spot(Kind.RESTRICTED, code)
    meant = re.sub(r"\.ya?ml$", "", narrow(parts[-1])).upper()
    return Spot(Kind.UNKNOWN, meant=f"{meant}.yml" if CODE.fullmatch(meant) else "")


def _in_flat(parts: list[str]) -> Spot:
    folder, name = parts[0], parts[-1]
    if name.startswith(".") or name.lower().startswith("readme") or "/".join(parts) == SHIPPED:
        return Spot(Kind.ELSEWHERE)
    if len(parts) != FLAT_DEPTH:
        return Spot(Kind.UNKNOWN)
    if not name.endswith(".yml"):
        stem = re.sub(r"\.ya?ml$", "", narrow(name))
        if folder == "plans":
            return Spot(Kind.UNKNOWN, meant=_plan_meant(narrow(name)))
        sound = stem != narrow(name) and ORGANIZATION.fullmatch(stem)
        return Spot(Kind.UNKNOWN, meant=f"{stem}.yml" if sound else "")
    if folder == "plans":
        match = PLAN_FILE.fullmatch(name)
        return Spot(Kind.PLAN, match[2], match[1]) if match else Spot(Kind.UNKNOWN, meant=_plan_meant(narrow(name)))
    return Spot({"organizations": Kind.ORGANIZATIONS, "identities": Kind.IDENTITIES, "policy": Kind.POLICY}[folder])
