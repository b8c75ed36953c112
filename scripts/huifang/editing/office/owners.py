"""Who reviews which files: the lines of CODEOWNERS for the districts, and what is wrong with such a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from huifang.register import Register
    from huifang.texts import Text

CODEOWNERS = "CODEOWNERS"
PEOPLE = "records/people/"
DISCIPLINE = "纪检监察机关"
FORMS = {"gitea": "{path}.* @{group}/{body}"}  # Gitea takes a regular expression of the whole path
FORM = "/{path} @{group}/{body}"
SECTION = re.compile(r"\^?\[[^\]]*\]")  # GitLab's: in each of them the last line counts
OWNER = re.compile(r"@@?[A-Za-z0-9_][A-Za-z0-9._/-]*")
LONGEST = 200  # characters of a pattern that is compared


@dataclass(frozen=True, slots=True)
class OwnersLine:
    """One line: its number, section, pattern and owners."""

    number: int
    section: str
    pattern: str
    owners: tuple[str, ...]

    @property
    def path(self) -> str:
        """The path that it names, as far as it is plain: without a slash before it and signs of a pattern behind it."""
        return self.pattern.lstrip("!/").removesuffix(".*")


def owning_districts(register: Register) -> dict[str, str]:
    """The districts of which people are registered, each with its discipline body; those without one are left out."""
    bodies = register.organizations
    found: dict[str, str] = {}
    for file in bodies.files:
        own = next((each.id for each in file.organizations if each.kind == DISCIPLINE), None)
        if file.district.prefix and own is not None:
            found.setdefault(file.district.id, own)
    return found


def owners_line(given: Mapping[str, str], district: str, body: str) -> str:
    """The line for the people of a district, as the forge wants it."""
    form = FORMS.get(given["forge"], FORM)
    return form.format(path=f"{PEOPLE}{district}/", group=given["group"], body=body)


def owners_told(text: str, given: Mapping[str, str], districts: Mapping[str, str]) -> Iterator[Text]:
    """What is wrong with the file, the line to add where one is missing."""
    lines = tuple(_lines(text))
    for line in lines:
        yield from _wrong(line, districts)
    for district, body in districts.items():
        yield from _missing(lines, given, district, body)


def _lines(text: str) -> Iterator[OwnersLine]:
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        parts = re.split(r"\s#", line.strip())[0].split()
        if not parts or parts[0].startswith("#"):
            continue
        if SECTION.match(line.strip()):
            section = line.strip().lstrip("^").partition("]")[0]
        else:
            yield OwnersLine(number, section, parts[0], tuple(parts[1:]))


def _wrong(line: OwnersLine, districts: Mapping[str, str]) -> Iterator[Text]:
    district = line.path.removeprefix(PEOPLE).partition("/")[0] if line.path.startswith(PEOPLE) else ""
    if re.fullmatch(r"[a-z0-9-]+", district) and district not in districts:
        yield say("line {line} of {file}: there is no district {district}", line=line.number, file=CODEOWNERS,
                  district=district)  # fmt: skip
    for owner in line.owners:
        if not OWNER.fullmatch(owner):
            yield say("line {line} of {file}: {value} is no group; write @ and the group's name on the forge, never a "
                      "person's name", line=line.number, file=CODEOWNERS, value=owner)  # fmt: skip


def _missing(lines: Sequence[OwnersLine], given: Mapping[str, str], district: str, body: str) -> Iterator[Text]:
    folder = f"{PEOPLE}{district}/"
    taken = [line for line in lines if not line.pattern.startswith("!")]  # the others say what is left out
    own = [line for line in taken if line.path.rstrip("/") in (folder.rstrip("/"), PEOPLE.rstrip("/"))]
    if not own:
        add = owners_line(given, district, body)
        yield say("{file} has no line for {folder}; add `{line}`, or run `huifang upgrade --write`", file=CODEOWNERS,
                  folder=folder, line=add)  # fmt: skip
        return
    if not any(line.owners for line in own):
        yield say("line {line} of {file} names nobody who reviews {folder}", line=own[0].number, file=CODEOWNERS,
                  folder=folder)  # fmt: skip
    if given["forge"] in FORMS:
        return  # there all lines count
    for line in own:
        later = [each for each in taken if each.section == line.section and each.number > line.number]
        over = next(
            (each for each in later if each not in own and _matches(each.pattern, f"{folder}A/person.md")), None
        )
        if over is not None:
            yield say("line {over} of {file}, `{pattern}`, comes after line {line} and counts instead for {folder}; "
                      "move it up", over=over.number, file=CODEOWNERS, pattern=over.pattern, line=line.number,
                      folder=folder)  # fmt: skip
            return


def _matches(pattern: str, path: str) -> bool:
    """Whether a pattern of the kind that .gitignore has takes a path in; a folder takes in what lies below it."""
    plain = pattern.strip("/")
    if len(plain) > LONGEST:
        return False
    anchored = pattern.startswith("/") or "/" in plain
    parts = path.split("/")
    ends = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
    if plain.endswith("/*"):  # what lies there itself, nothing below it
        return _glob(plain, path)
    if not anchored:
        return any(_glob(plain, part) for part in parts)
    return any(_glob(plain, each) for each in ends)


def _glob(pattern: str, text: str) -> bool:
    @cache
    def from_(at: int, here: int) -> bool:
        if at == len(pattern):
            return here == len(text)
        if pattern.startswith("**", at):
            return from_(at + 2, here) or (here < len(text) and from_(at, here + 1))
        if pattern[at] == "*":
            return from_(at + 1, here) or (here < len(text) and text[here] != "/" and from_(at, here + 1))
        return here < len(text) and pattern[at] in ("?", text[here]) and from_(at + 1, here + 1)

    return from_(0, 0)
