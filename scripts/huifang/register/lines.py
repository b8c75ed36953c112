"""Step 1 of reading: the lines of a file as they were typed, before YAML; every problem of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from huifang.register import front_matter_lines as fence
from huifang.register.finding import Edit, Finding, Place, error
from huifang.register.fullwidth import WIDE_SPACES, Structure, Wide
from huifang.texts import N_, say
from huifang.texts.invisible import invisible_places
from huifang.texts.invisible import never_shows as unseen_char

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.texts import Text

BOM = b"\xef\xbb\xbf"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
CONFLICT = re.compile(r"^(<{7}|>{7}|={7}|\|{7})(?= |$)")
CONFLICT_IN_TEXT = re.compile(r"^(<{7}|>{7}|\|{7})(?= |$)", re.MULTILINE)  # `=======` may underline a heading there
CONFLICTS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
COLON_SUSPECT = re.compile(r"[A-Za-z_0-9]\s*：")
SPACE_SUSPECT = re.compile(r"(?:^[ \t-]*|[:-][ \t]*)[\u3000\xa0]", re.MULTILINE)
WIDE_SPACE = {
    "\u3000": N_("an invisible character that is no space stands here: the full-width space (U+3000)"),
    "\xa0": N_("an invisible character that is no space stands here: the no-break space (U+00A0)"),
}
SPACES, ONE_AND_SPACES = re.compile(f"[ {WIDE_SPACES}]+"), re.compile(f".[ {WIDE_SPACES}]*")
UNSEEN = {
    "\u3000": N_("full-width space (U+3000)"),
    "\xa0": N_("no-break space (U+00A0)"),
    "\u200b": N_("zero-width space (U+200B)"),
    "\ufeff": N_("byte-order mark (U+FEFF)"),
    "\xad": N_("soft hyphen (U+00AD)"),
    "\u200e": N_("mark of direction (U+200E)"),
    "\u200f": N_("mark of direction (U+200F)"),
}
COMMA_SUSPECT = re.compile(r"[\[{][^\[\]{}]*，|[\]}][^\[\]{}\n]*，|[\[{,] *$", re.MULTILINE)


class SourceText(NamedTuple):
    """A file cut into the YAML that carries the data and the Markdown below it."""

    yaml: str
    first_line: int
    body: str
    body_line: int = 1


def decode(path: str, raw: bytes) -> tuple[str, list[Finding]]:
    """The text of a file with line ends made one; findings: a byte-order mark, each line that is not UTF-8.

    A file in another encoding that can be told is one finding, and its text is read in that encoding.
    """
    text, found = as_typed(path, raw)
    return (text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text), found


def as_typed(path: str, raw: bytes) -> tuple[str, list[Finding]]:
    """The same with the line ends of the file."""
    found = []
    if raw.startswith(BOM):
        raw = raw.removeprefix(BOM)
        message = say("the file begins with a byte-order mark")
        fix, edit = say("save it as UTF-8 without BOM"), Edit("", None, (1, 1), (1, 1))
        found.append(_problem("byte-order-mark", path, (1, 1), message, fix, edit))
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        bad = list(_undecodable(path, raw))
        encoding, whole = _encoding(raw, len(bad))
        if whole is not None:
            told = encoding == "UTF-16"  # by its mark; GBK is a guess
            saved = Edit("", None, (1, 1), (1, 1)) if told else None
            bad = [_problem("bad-utf-8", path, (1, 1), whole, say("save the file as UTF-8"), saved)]
        found += bad
        text = raw.decode(encoding, errors="replace")
    return text, found


def is_guess_of_bytes(found: Finding) -> bool:
    """Whether a finding says that nobody knows the text of a file: written again, it would lose what stands there."""
    return found.check == "bad-utf-8" and found.edit is None


def _encoding(raw: bytes, bad: int) -> tuple[str, Text | None]:
    """The encoding that a file looks like, and the sentence; UTF-8 and none where only some lines of it are bad."""
    if raw.startswith(UTF_16):
        return "UTF-16", say("the whole file is not UTF-8; it looks like UTF-16 (Unicode in Windows Notepad)")
    written = sum(not line.isascii() for line in raw.split(b"\n"))
    try:
        raw.decode("GBK")
    except UnicodeDecodeError:
        return "UTF-8", None
    if bad < 2 or bad * 2 < written:  # noqa: PLR2004 - one bad line, or few among many good ones: a slip
        return "UTF-8", None
    return "GBK", say("the whole file is not UTF-8; it looks like GBK (ANSI in Windows Notepad)")


def _undecodable(path: str, raw: bytes) -> Iterator[Finding]:
    for number, line in enumerate(raw.split(b"\n"), start=1):
        try:
            line.decode()
        except UnicodeDecodeError as problem:
            column = len(line[: problem.start].decode(errors="replace")) + 1
            message = say("this line is not UTF-8 (byte {byte})", byte=f"0x{line[problem.start]:02X}")
            yield _problem("bad-utf-8", path, (number, column), message, say("save the file as UTF-8"))


def split(path: str, text: str) -> tuple[SourceText, list[Finding]]:
    """Front matter and body of a Markdown record; without its two `---` lines as much as can be recognized."""
    start, found = fence.opening(path, text)
    first_line = text.count("\n", 0, start) + 1
    closing = CLOSING.search(text, start)
    if closing is not None:
        below = text.count("\n", 0, closing.end()) + 2
        return SourceText(text[start : closing.start()], first_line, text[closing.end() + 1 :], below), found
    end, body, problem = fence.closing_fence(path, text, start)
    if problem is not None and not found:
        found = [problem]
    return SourceText(text[start:end], first_line, text[body:], text.count("\n", 0, body) + 1), found


def problems(path: str, source: SourceText, keys: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Every problem that the lines show by themselves; `keys` are those that the record may have."""
    if _suspect(source.yaml):
        structure = Structure(keys)
        for number, typed in enumerate(source.yaml.split("\n"), start=source.first_line):
            yield from _line(path, number, typed, structure)
    if CONFLICT_IN_TEXT.search(source.body):
        for number, typed in enumerate(source.body.split("\n"), start=source.body_line):
            if CONFLICT_IN_TEXT.match(typed):
                yield _conflict(path, number)


def invisible_characters(path: str, text: str) -> Iterator[Finding]:
    """Every line with a character that nobody sees, reported at the first of them; its edit deletes all of the line."""
    last, typed = 0, text.split("\n")
    for line, column, char in invisible_places(text):
        if line != last:
            old = typed[line - 1]
            edit = Edit("".join(each for each in old if not unseen_char(each)), None, (line, 1), (line, len(old) + 1))
            yield invisible_character(Place(path, (), line, column), char, edit)
        last = line


def invisible_character(place: Place, char: str, edit: Edit | None = None) -> Finding:
    """One character that nobody sees, by its name and number."""
    message = say("an invisible character stands here: {name}", name=character_name(char))
    fix = say("delete it; where it came along with copied text, type the words around it anew")
    return error(place, message, fix=fix, check="invisible-character", edit=edit)


def character_name(char: str) -> Text:
    """A character that nobody can see, by its name and number."""
    known = UNSEEN.get(char)
    return say(known) if known else say("invisible character U+{number}", number=f"{ord(char):04X}")


def _suspect(text: str) -> bool:
    """Whether any line can have a problem: most files are found sound by this alone."""
    return (
        "\t" in text
        or any(marker in text for marker in CONFLICTS)
        or (("\u3000" in text or "\xa0" in text) and SPACE_SUSPECT.search(text) is not None)
        or ("：" in text and COLON_SUSPECT.search(text) is not None)
        or ("，" in text and COMMA_SUSPECT.search(text) is not None)
    )


def _line(path: str, number: int, typed: str, structure: Structure) -> Iterator[Finding]:
    if CONFLICT.match(typed):
        yield _conflict(path, number)
        return
    indentation = typed[: len(typed) - len(typed.lstrip())]
    if "\t" in indentation and not structure.goes_on(typed):
        message, fix = say("the line is indented with a tab"), say("indent with spaces")
        yield _problem("tab-indentation", path, (number, indentation.index("\t") + 1), message, fix)
    wide_at = next((at for at, char in enumerate(indentation) if char in WIDE_SPACES), None)
    if wide_at is not None and not structure.goes_on(typed):
        yield _wide(path, number, Wide(wide_at + 1, indentation[wide_at], ""), len(indentation) - wide_at)
        typed = " " * len(indentation) + typed.lstrip()
    for wide in structure.line(typed):
        run = (SPACES if wide.mark in WIDE_SPACES else ONE_AND_SPACES).match(typed, wide.column - 1)
        yield _wide(path, number, wide, len(run[0]) if run else 1)


def _wide(path: str, number: int, wide: Wide, run: int = 1) -> Finding:
    """A mark that is wider than YAML's own; `run` are the characters that its edit replaces."""
    start, end = (number, wide.column), (number, wide.column + run)
    if wide.mark == "：":
        message = say("`：` after `{key}` is a full-width colon", key=wide.key)
        fix = say("type `: ` (colon and space)")
        return _problem("full-width-colon", path, (number, wide.column), message, fix, Edit(": ", None, start, end))
    if wide.mark in WIDE_SPACE:
        message = say(WIDE_SPACE[wide.mark])
        edit = Edit(" ", None, start, end)
        return _problem("wide-space", path, (number, wide.column), message, say("type ordinary spaces"), edit)
    message = say("`，` between the entries is a full-width comma")
    fix, edit = say("type `, ` (comma and space)"), Edit(", ", None, start, end)
    return _problem("full-width-comma", path, (number, wide.column), message, fix, edit)


def _conflict(path: str, number: int) -> Finding:
    message = say("a merge conflict is left in the file")
    fix = say("keep the right lines and delete the `<<<<<<<`, `|||||||`, `=======` and `>>>>>>>` lines")
    return _problem("conflict-marker", path, (number, 1), message, fix)


def _problem(check: str, path: str, at: tuple[int, int], message: Text, fix: Text, edit: Edit | None = None) -> Finding:
    return error(Place(path, (), *at), message, fix=fix, check=check, edit=edit)
