"""Registers that were damaged: one file of a small sound register changed as people, merges, disks and strangers do."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from tests.sound import SAMPLE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

PEOPLE = ("ja/JA-0001", "ja/JA-0007", "ja/JA-0016", "bi/BI-0001", "sj/SJ-0002", "yi/YI-0006")
AUDIT = {  # the audit's own files, which the sample does not have
    "answers.yml": "- {check: recorded-late, path: records/people/ja/JA-0007/person.md, by: 示例员, "
    "reason: 补录, on: 2026-05-06}\n",
    "erasures.yml": "- {code: JA-0099, by: 示例员, reason: 保存期满, on: 2026-05-06}\n",
    "editors.yml": "editors:\n  - {email: a@example.org, districts: [ja]}\n",
    "allowed_signers": f"a@example.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{'A' * 44}\n",
}
VALUES = (  # what may stand where a value stood
    "", " null", " true", " 是", " 0", " -1", " 999999999999999999999999", " 1e999", " .nan", " 0x10", " 1_000",
    " 10:30", " 2026-02-30", " 0000-00-00", " 9999-12-31", " 2026-2-3", " 2026年3月5日", " 2026-03", " 46086",
    " 2026Q1", " 2026Q9", " []", " {}", " [[]]", " [{}]", " {a: {b: {c: 1}}}", " - x", " ? x", " [", " ]", " {",
    " }", ' "', " '", " |", " >", " &a x", " *a", " !!python/object/apply:os.system [true]", " !!binary YQ==",
    " <<", " @x", " %x", " # 待核实", " ：", " ，", " “”", " \u200b", " \u202ex", " \u0000", " \ud7ff",
    " \U000e0041", " 党内警告", " 警告", " ja-jw", " JA-0007", " <script>alert(1)</script>", " =1+1", " ＝1+1",
    " " + "长" * 3000, " " + "[" * 600, " " + "{a: " * 300, " ../../etc/passwd",
)  # fmt: skip
KEYS = (
    "x",
    "type",
    "code",
    "kind",
    "measures",
    "职务",
    "",
    "? a",
    "- a",
    "a b",
    "<<",
    "123",
    "null",
    "_unread",
    "model_config",
)
TEXTS = (
    "<meta http-equiv=refresh content=0>", "- " * 1200 + "x", "|x" * 600 + "|\n" + "|-" * 600 + "|\n",
    "[" * 3000, "*" * 9000, "![x](javascript:1)", "`" * 5000, "> " * 2000, "\u2028" * 50, "&" * 5000,
    "[a]: b\n" * 2000, "\\" * 4000, "#" * 400, "1. " * 900,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A damaged file: where it lies, what it was, and what was done to it."""

    path: Path
    before: bytes
    done: str

    def undo(self) -> None:
        """The file as it was."""
        if self.path.is_symlink() or self.path.is_file():
            self.path.unlink()
        elif self.path.is_dir():
            shutil.rmtree(self.path)
        self.path.write_bytes(self.before)


def sound_register(folder: Path) -> Path:
    """A few people of the sample with everything that belongs to them, names and restricted files too."""
    wanted = tuple(f"people/{person}/" for person in PEOPLE)
    others = ("policy/", "organizations/", "plans/", "identities/", "register.yml")
    restricted = tuple(f"restricted/{person}" for person in PEOPLE)
    for entry in SAMPLE.entries():
        if entry.kind == "file" and entry.path.startswith((*wanted, *others, *restricted)):
            path = folder / entry.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(SAMPLE.read(entry.path))
    (folder / "audit").mkdir()
    for name, text in AUDIT.items():
        (folder / "audit" / name).write_text(text, encoding="utf-8")
    return folder


def kinds(folder: Path) -> list[list[Path]]:
    """The files by kind, so that each kind is damaged as often as any other."""
    globs = ("people/*/*/person.md", "people/*/*/*-talk*.md", "people/*/*/*-visit*.md", "plans/*", "organizations/*",
             "identities/*", "restricted/*/*", "register.yml", "audit/*", "policy/measures.yml", "policy/followup.yml",
             "policy/stacking.yml", "policy/lifting.yml", "policy/vocabulary.yml")  # fmt: skip
    return [sorted(folder.glob(each)) for each in globs]


def mutate(folder: Path, seed: int) -> Mutant:
    """Damage one file; the same seed does the same. Kinds take turns, and with each of them the first change does."""
    rng = Random(f"mutant {seed}")  # noqa: S311 - nothing secret
    found = [files for files in kinds(folder) if files]
    path = rng.choice(found[seed % len(found)])
    before = path.read_bytes()
    done = []
    first = CHANGES[seed // len(found) % len(CHANGES)]
    for change in (first, *(rng.choice(CHANGES) for _ in range(rng.choice((0, 0, 0, 1, 3))))):
        done.append(change.__name__)
        raw = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        change(path, raw, rng)
        if path.is_dir() or path.is_symlink():
            break
    return Mutant(path, before, f"{path.relative_to(folder).as_posix()}: {', '.join(done)} (seed {seed})")


def _lines(raw: bytes) -> list[bytes]:
    return raw.split(b"\n")


def value(path: Path, raw: bytes, rng: Random) -> None:
    """Another value behind a key."""
    lines = _lines(raw)
    places = [number for number, line in enumerate(lines) if b":" in line] or [0]
    number = rng.choice(places)
    lines[number] = lines[number].partition(b":")[0] + b":" + rng.choice(VALUES).encode("utf-8", "surrogatepass")
    path.write_bytes(b"\n".join(lines))


def inner_value(path: Path, raw: bytes, rng: Random) -> None:
    """Another value of an entry that stands on one line."""
    places = [number for number, byte in enumerate(raw) if byte == ord(":")] or [0]
    at = rng.choice(places) + 1
    end = min((found for found in (raw.find(each, at) for each in (b",", b"}", b"\n")) if found >= 0), default=len(raw))
    path.write_bytes(raw[:at] + rng.choice(VALUES).encode("utf-8", "surrogatepass") + raw[end:])


def key(path: Path, raw: bytes, rng: Random) -> None:
    """Another key."""
    lines = _lines(raw)
    number = rng.randrange(len(lines))
    rest = lines[number].partition(b":")[2]
    lines[number] = rng.choice(KEYS).encode() + b":" + rest
    path.write_bytes(b"\n".join(lines))


def line(path: Path, raw: bytes, rng: Random) -> None:
    """A line deleted, doubled, swapped, joined or indented."""
    lines = _lines(raw)
    here, there = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(5):
        case 0:
            del lines[here]
        case 1:
            lines.insert(there, lines[here])
        case 2:
            lines[here], lines[there] = lines[there], lines[here]
        case 3:
            lines[here] += b" " + lines[there]
            del lines[there]
        case _:
            lines[here] = rng.choice((b"  ", b"\t", b" ", "\u3000".encode())) + lines[here]
    path.write_bytes(b"\n".join(lines))


def sign(path: Path, raw: bytes, rng: Random) -> None:
    """A few bytes lost, doubled or put in."""
    at = rng.randrange(len(raw) + 1)
    odd = rng.choice(
        (b"\xff", b"\x00", b"\xe4\xbd", b"\r", b"\xef\xbb\xbf", b"\x1b[2J", b"\xc2\x85", "：".encode(), b"---\n")
    )
    path.write_bytes(rng.choice((raw[:at] + raw[at + 1 :], raw[:at] + odd + raw[at:], raw[:at], raw[at:])))


def conflict(path: Path, raw: bytes, rng: Random) -> None:
    """What a merge leaves that nobody resolved."""
    lines = _lines(raw)
    at = rng.randrange(len(lines))
    lines[at:at] = [b"<<<<<<< HEAD", lines[at], b"=======", b"x", b">>>>>>> other"]
    path.write_bytes(b"\n".join(lines))


def narrative(path: Path, raw: bytes, rng: Random) -> None:
    """A text below the data that somebody else's parser has to take."""
    path.write_bytes(raw + b"\n" + rng.choice(TEXTS).encode())


def other_file(path: Path, raw: bytes, rng: Random) -> None:  # noqa: ARG001 - all changes are called alike
    """The text of another file of the register."""
    files = [each for each in path.parents[1].rglob("*") if each.is_file() and not each.is_symlink()]
    path.write_bytes(rng.choice(sorted(files)).read_bytes())


def no_file(path: Path, raw: bytes, rng: Random) -> None:  # noqa: ARG001
    """A folder, a link, nothing or far too much in its place."""
    path.unlink()
    match rng.randrange(5):
        case 0:
            path.mkdir()
        case 1:
            path.symlink_to("/dev/zero")
        case 2:
            path.symlink_to(path.name)
        case 3:
            path.write_bytes(b"")
        case _:
            path.write_bytes(b"a: " + b"x" * 1_100_000)


CHANGES: Sequence[Callable[[Path, bytes, Random], None]] = (
    value, value, value, inner_value, inner_value, inner_value, key, line, line, sign, conflict, narrative,
    other_file, no_file,
)  # fmt: skip
