"""CODEOWNERS: a line for each district in the form of the forge, and what is wrong with a file."""

from __future__ import annotations

import pytest

from huifang.editing.office.owners import owners_line, owners_told
from huifang.texts import words

DISTRICTS = {"ja": "ja-jw", "yi": "yi-jw"}
JA, YI = "/records/people/ja/ @g/ja-jw", "/records/people/yi/ @g/yi-jw"
ADD = (
    "CODEOWNERS has no line for records/people/yi/; add `/records/people/yi/ @g/yi-jw`, "
    "or run `huifang upgrade --write`"
)
OVER = "comes after line {line} and counts instead for records/people/{district}/; move it up"
FILES: tuple[tuple[str, tuple[str, ...], list[str]], ...] = (  # forge, lines, what is said
    ("gitlab", ("# x", "* @g/ja-jw", JA, YI, "/records/plans/ @g/ja-jw  # plans"), []),
    ("github", ("* @g/ja-jw", "", "/records/people/ @g/ja-jw @g/b"), []),
    ("gitea", ("records/people/ja/.* @g/ja-jw", "records/people/yi/.* @g/yi-jw", "!records/.* @g/ja-jw"), []),
    ("gitlab", ("[人员][2] @g/x", JA, YI, "^[其他]", "* @g/ja-jw"), []),
    ("gitlab", (JA, f"{YI} @@maintainers", "!/records/*"), []),
    ("gitlab", ("* @g/ja-jw", JA), [ADD]),
    ("gitlab", (JA, "!/records/people/yi/"), [ADD]),
    ("gitea", ("records/people/ja/.* @g/ja-jw",), [ADD.replace("`/records/people/yi/", "`records/people/yi/.*")]),
    ("gitlab", (JA, YI, "/records/people/zz/ @g/ja-jw"), ["line 3 of CODEOWNERS: there is no district zz"]),
    ("gitlab", (JA, "/records/people/yi/"), ["line 2 of CODEOWNERS names nobody who reviews records/people/yi/"]),
    ("gitlab", (JA, f"{YI} 王某 a@b.example"), [
        f"line 2 of CODEOWNERS: {value} is no group; write @ and the group's name on the forge, never a person's name"
        for value in ("王某", "a@b.example")
    ]),
    *(("github", (JA, YI, f"{pattern} @g/x"), [
        f"line 3 of CODEOWNERS, `{pattern}`, {OVER.format(line=line, district=district)}"
        for line, district in enumerate(taken, 1) if district
    ]) for pattern, taken in (
        ("*", ("ja", "yi")), ("/records/", ("ja", "yi")), ("records/**/person.md", ("ja", "yi")),
        ("person.md", ("ja", "yi")), ("*.md", ("ja", "yi")), ("/records/people/y?", ("", "yi")),
        ("/records/plans/", ()),
        ("/records/*", ()), ("/records/people/ja/*/*", ("ja", "")),
        ("*" * 150 + "x", ()), ("*a" * 90, ()), ("/*/*/*/*/x", ()),
    )),
)  # fmt: skip


@pytest.mark.parametrize(("forge", "lines", "said"), FILES)
def test_what_is_said_of_a_file(forge: str, lines: tuple[str, ...], said: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    assert [words("en")(each) for each in owners_told(text, {"forge": forge, "group": "g"}, DISTRICTS)] == said


@pytest.mark.parametrize(
    ("forge", "line"), [("gitlab", YI), ("github", YI), ("gitea", "records/people/yi/.* @g/yi-jw")]
)
def test_the_line_of_a_district(forge: str, line: str) -> None:
    assert owners_line({"forge": forge, "group": "g"}, "yi", "yi-jw") == line
