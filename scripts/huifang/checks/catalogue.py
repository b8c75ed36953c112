"""All checks in words, for the page that lists them: those of the table, and those of reading a file."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from huifang.checks import CHECKS
from huifang.checks.table import CheckInfo
from huifang.register import Severity
from huifang.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


LINES = N_("Each line is read as it was typed, before anything else; such a line would be misread.")
YAML = N_("Records use plain YAML only, so that a value means what it says and nothing else.")
SCHEMA = N_("A key that is missing or misspelt would silently count as empty.")
SCALARS = N_("Values are read exactly as typed; nothing is guessed, so nothing can be guessed wrongly.")
PLACES = N_("Which record a file is follows from its name and place; anything else there would go unread.")

READING: tuple[tuple[str, str, str, str], ...] = (  # id, what, why, fix; in the order of reading
    ("unknown-file", N_("A file has a name that a record can have."), PLACES, N_("Rename it, or move it elsewhere.")),
    (
        "left-behind",
        N_("Nothing lies in a register that was left behind on the way to a record."),
        N_("It is no record and goes unread, but names and restricted facts may stand in it."),
        N_("Delete it when nobody is writing; what huifang left goes by itself when huifang writes next."),
    ),
    ("folder-name", N_("A folder is named by a district or a code."), PLACES, N_("Rename the folder.")),
    ("not-a-file", N_("A record is a plain file, no link and no device."), PLACES, N_("Put the file itself there.")),
    (
        "too-large",
        N_("A record is not larger than 1 MiB."),
        N_("A larger file is no record, and is not opened."),
        N_("Move what is not a record elsewhere."),
    ),
    (
        "unreadable-file",
        N_("Every file can be read."),
        N_("What cannot be read may hold what decides a person's state."),
        N_("Give yourself the right to read the file."),
    ),
    (
        "missing-person-file",
        N_("A person's folder holds the person's record (`person.md`)."),
        N_("Without it visits and talks belong to nobody."),
        N_("Add the record (`person.md`), or remove the folder."),
    ),
    (
        "duplicate-code",
        N_("A code is given once."),
        N_("Two people with one code would share visits, talks and a name."),
        N_("Give one of the two another code."),
    ),
    (
        "no-policy",
        N_("All files of policy are there."),
        N_("Every number of the rules stands there; nothing can be computed without them."),
        N_("Copy the file from the sample register."),
    ),
    (
        "byte-order-mark",
        N_("A file does not begin with a byte-order mark."),
        LINES,
        N_("Save it as UTF-8 without BOM."),
    ),
    ("bad-utf-8", N_("A file is UTF-8."), LINES, N_("Save the file as UTF-8.")),
    (
        "missing-front-matter",
        N_("The data of a Markdown record stands between two lines `---`."),
        LINES,
        N_("Put `---` above the first and below the last key."),
    ),
    (
        "conflict-marker",
        N_("No merge conflict is left in a file."),
        LINES,
        N_("Keep the right lines, delete the lines with `<<<<<<<`, `=======` and `>>>>>>>`."),
    ),
    ("tab-indentation", N_("Lines are indented with spaces."), LINES, N_("Replace the tab by spaces.")),
    ("full-width-colon", N_("The colon after a key is `:`."), LINES, N_("Type `: `, colon and space.")),
    ("full-width-comma", N_("The comma between entries is `,`."), LINES, N_("Type `, `, comma and space.")),
    (
        "wide-space",
        N_("No full-width or no-break space stands in the indentation, after a key, or in a value but text."),
        LINES,
        N_("Type ordinary spaces."),
    ),
    (
        "invisible-character",
        N_("No text holds a character that cannot be seen, or that turns the reading around."),
        N_("A name with one may not be found by the search, and a line with one reads otherwise than it is."),
        N_("Delete it; the message says its number, line and column."),
    ),
    ("bad-yaml", N_("The data is YAML."), YAML, N_("Compare with the lines above, or put the text in double quotes.")),
    ("duplicate-key", N_("A key stands once."), YAML, N_("Keep one of the two.")),
    ("no-anchors", N_("Records have no anchors and aliases."), YAML, N_("Write the value out, or put it in quotes.")),
    ("no-tags", N_("Records have no tags."), YAML, N_("Leave the tag out, or put the value in quotes.")),
    ("second-document", N_("A file holds one document."), YAML, N_("Keep one document a file.")),
    ("too-deep", N_("Data does not nest deeper than a record needs."), YAML, N_("Write it flat.")),
    ("missing-key", N_("Every key that must be there is there."), SCHEMA, N_("Add the key.")),
    ("unknown-key", N_("Every key is one of the format."), SCHEMA, N_("Correct the key, or take it out.")),
    (
        "kind-of-file",
        N_("A visit stands in a file named as a visit, a talk in one named as a talk."),
        PLACES,
        N_("Rename the file, or correct `kind`."),
    ),
    (
        "wrong-shape",
        N_("Lists and mappings stand where the format has them."),
        SCHEMA,
        N_("Write it as shown."),
    ),
    ("unknown-word", N_("A word is one of the vocabulary."), SCALARS, N_("Choose one of the words that are offered.")),
    ("full-width", N_("Days, codes, ids and words are typed in half-width characters."), SCALARS, N_("Type them so.")),
    ("wide-quotes", N_("Values have no full-width quotation marks."), SCALARS, N_("Leave them out.")),
    ("bad-day", N_("A day is written YYYY-MM-DD."), SCALARS, N_("Write it like 2026-03-05.")),
    (
        "bad-decision-day",
        N_("The day of a decision is written YYYY-MM-DD, or YYYY-MM."),
        SCALARS,
        N_("Write the month alone where only that is known."),
    ),
    ("no-such-day", N_("A day is in the calendar."), SCALARS, N_("Check the day of the month.")),
    ("no-such-month", N_("A month is in the calendar."), SCALARS, N_("Months run from 01 to 12.")),
    ("no-such-year", N_("A year is one in which this can have happened."), SCALARS, N_("Check the year.")),
    ("bad-quarter", N_("A quarter is written 2026Q1."), SCALARS, N_("Write it like 2026Q1.")),
    (
        "bad-talk-period",
        N_("A period of talks is written as policy asks for talks: 2026-03, 2026Q1 or 2026H1."),
        SCALARS,
        N_("Write it like the periods of the grid of talks."),
    ),
    ("bad-number", N_("A number is whole and has digits only."), SCALARS, N_("Use the digits 0 to 9 only.")),
    ("big-number", N_("A number is not larger than any record needs."), SCALARS, N_("Check the number.")),
    ("bad-flag", N_("Yes and no are written true and false."), SCALARS, N_("Write true or false.")),
    ("bad-code", N_("A code is capitals, a hyphen and digits."), SCALARS, N_("Write it like JA-0007.")),
    (
        "bad-id",
        N_("The id of an organisation is small letters, digits and hyphens."),
        SCALARS,
        N_("Write it like ja-archive."),
    ),
    ("bad-prefix", N_("The prefix of codes is two to eight capitals."), SCALARS, N_("Write it like JA.")),
    (
        "bad-reference",
        N_("A visit or talk is named by its file."),
        SCALARS,
        N_("Write the file name without `.md`."),
    ),
    ("bad-text", N_("A text is one value, no list and no mapping."), SCALARS, N_("Write one line of text.")),
)
WARNINGS = {"left-behind": Severity.WARNING}  # of reading a file; everything else there is an error


def all_checks() -> tuple[CheckInfo, ...]:
    """Every check there is: reading first, then the table in its order."""
    reading = (CheckInfo(each[0], WARNINGS.get(each[0], Severity.ERROR), *each[1:]) for each in READING)
    return (*reading, *(check.told() for check in CHECKS))


@cache
def checks_by_id() -> Mapping[str, CheckInfo]:
    """Id -> the check in words."""
    return {each.id: each for each in all_checks()}


def check_sentences() -> Iterator[str]:
    """Every sentence of the page, for the catalogue: Babel does not read the docstrings of the table."""
    for check in all_checks():
        yield from (check.what, check.why, check.fix)
