"""What a newer program brings to a register: rules by their entries, the files around it; shown, then written."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from functools import cached_property
from typing import TYPE_CHECKING

from huifang.checks import findings
from huifang.editing.judged import new_warnings
from huifang.editing.locked import only_writer
from huifang.editing.new import RefusedError
from huifang.editing.office.blocks import NoBlocksError, checksum
from huifang.editing.office.brought import BroughtBefore, brought_now
from huifang.editing.office.editor import CHINESE, editor_files
from huifang.editing.office.filled import around
from huifang.editing.office.merge import Conflict, merged_policy
from huifang.editing.overlay import ReplacedTree
from huifang.editing.together import FileChange, write_together
from huifang.policy import NoPolicyError, load_policy, words_of
from huifang.register import Register, load
from huifang.register.layout import SHIPPED
from huifang.register.load import settings_of
from huifang.texts import say, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from huifang.policy import Policy
    from huifang.register import Finding, FolderTree
    from huifang.texts import Text, Words

CRLF = "\r\n"


@dataclass
class UpgradeDraft:
    """A register as it lies there, what the program brings to it, and what comes of both.

    `policy` is the program's: file name -> text; `districts` the register's, each with its discipline body. `top` is
    the folder of the repository; None where the files around the register are not the program's to bring.
    """

    tree: FolderTree
    day: date
    base: BroughtBefore
    policy: Mapping[str, str]
    top: Path | None = None
    take: Sequence[str] = ()
    districts: Mapping[str, str] = field(default_factory=dict)
    changes: list[FileChange] = field(default_factory=list)
    brought: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    met: set[str] = field(default_factory=set)

    def work_out(self) -> None:
        """Find what changes. RefusedError where a file cannot be cut into entries, or what to take is not there."""
        for name, text in self.policy.items():
            self._policy_file(name, text)
        files = self._files() if self.top is not None and self.base.setup else {}
        for path, text in files.items():
            self._whole_file(path, text)
        now = brought_now(self.policy, files, self.base.setup)
        if self.top is None:
            now = replace(now, files=self.base.files)
        self._change(self.tree.root, SHIPPED, f"{self.tree.name}/{SHIPPED}", now.text)
        for each in self.take:
            if each not in self.met:
                message = say("{value} is nothing that the program has otherwise; the paths are those that are shown",
                              value=each)  # fmt: skip
                raise RefusedError(message)

    def _files(self) -> dict[str, str]:
        """The files around the register; an editor is told the words of the policy as it will stand there."""
        merged = {each.inside: each.after for each in self.changes if each.root == self.tree.root}
        files = around(self.base.setup, self.districts)
        with suppress(NoPolicyError):  # what is wrong with it is told where the register is judged
            policy = load_policy(ReplacedTree(self.tree, merged), settings_of(self.tree).settings)
            files |= editor_files(self.base.setup, policy, words(CHINESE))
        return files

    def _policy_file(self, name: str, text: str) -> None:
        inside = f"policy/{name}.yml"
        shown = f"{self.tree.name}/{inside}"
        try:
            made = merged_policy(name, self._now(self.tree.root, inside) or "", text, self.base.entries, self.take)
        except (NoBlocksError, UnicodeDecodeError) as problem:
            raise RefusedError(
                say("{path} cannot be read entry by entry; see `huifang validate`", path=shown)
            ) from problem
        self.brought += made.brought
        self.kept += made.kept
        self.conflicts += made.conflicts
        self.met |= made.met
        self._change(self.tree.root, inside, shown, made.text)

    def _whole_file(self, path: str, text: str) -> None:
        """A file around the register: brought anew where it is as the program made it."""
        if self.top is None:
            return
        now, mark, base = self._now(self.top, path), checksum(text), self.base.files.get(path)
        if path in self.take:
            self.met.add(path)
        if now is not None and checksum(now) == mark:
            return
        known = base is not None
        if path in self.take or (not known if now is None else checksum(now) == base):
            self.brought.append(path)
            self._change(self.top, path, path, text)
        elif base == mark:
            self.kept.append(path)
        else:
            self.conflicts.append(Conflict(path, (now or "").strip("\n"), text.strip("\n")))

    def _now(self, root: Path, inside: str) -> str | None:
        """The text of a file, with plain line ends; None where there is none."""
        try:
            return (root / inside).read_bytes().decode("utf-8-sig").replace(CRLF, "\n")
        except FileNotFoundError:
            return None

    def _change(self, root: Path, inside: str, shown: str, text: str) -> None:
        """Note a file that becomes another one; its line ends stay those that it has."""
        before = (root / inside).read_bytes() if (root / inside).is_file() else None
        if before is not None and CRLF.encode() in before:
            text = text.replace("\n", CRLF)
        after = text.encode()
        if before is None or before.removeprefix(b"\xef\xbb\xbf") != after:
            self.changes.append(FileChange(root, inside, before, after, shown))

    @cached_property
    def _after(self) -> ReplacedTree:
        return ReplacedTree(
            self.tree, {each.inside: each.after for each in self.changes if each.root == self.tree.root}
        )

    def judged(self, policy: Policy) -> list[Finding]:
        """The warnings that are new; RefusedError, with the errors, where a new one of those would stand there."""
        try:
            would_be = load_policy(self._after, settings_of(self.tree).settings)
        except NoPolicyError as problem:
            raise RefusedError(
                say("nothing was written: the register would have errors"), problem.findings
            ) from problem
        before = findings(self._register(policy, self.tree), policy, self.day)
        return new_warnings(before, findings(self._register(would_be, self._after), would_be, self.day))

    @staticmethod
    def _register(policy: Policy, tree: FolderTree | ReplacedTree) -> Register:
        return load([tree], words_of(policy))

    def checked_anew(self, policy: Policy) -> tuple[str, ...]:
        """Versions that the office compared with the text, and that are others from now on."""
        ids = {path.rsplit("/", 1)[-1] for path in self.brought}
        return tuple(sorted({each.version for each in self._register(policy, self.tree).checks if each.version in ids}))

    def diff(self, words: Words) -> str:
        """Every change as `git diff` shows it, then what was left, both sides behind `# `."""
        return "".join([*self._lines(), *self._left(words)])

    def _lines(self) -> Iterator[str]:
        for each in self.changes:
            old, new = (
                [f"{line}\n" for line in (raw or b"").decode().splitlines()] for raw in (each.before, each.after)
            )
            yield from unified_diff(
                old, new, f"a/{each.shown}" if each.before is not None else "/dev/null", f"b/{each.shown}"
            )
            yield "\n"

    def _left(self, words: Words) -> Iterator[str]:
        for each in self.conflicts:
            yield f"# {words(_why(each))}\n"
            for title, side in ((say("here:"), each.here), (say("the program:"), each.there)):
                yield f"#   {words(title)}\n" if side else f"#   {words(title)} {words(say('none'))}\n"
                yield from (f"#     {line}\n" for line in side.splitlines())
            yield "\n"

    def write(self) -> None:
        """Write all files or none; the one that says what was brought comes last."""
        with only_writer(self.tree.root):
            write_together(self.changes)


def _why(each: Conflict) -> Text:
    if not each.here:
        return say("{path}: taken out here, changed by the program; it stays out. With --take {path} it comes back",
                   path=each.path)  # fmt: skip
    if not each.there:
        return say("{path}: changed here, no longer brought by the program; it stays. With --take {path} it goes",
                   path=each.path)  # fmt: skip
    return say("{path}: otherwise here than the program has it; it stays. With --take {path} it becomes the program's",
               path=each.path)  # fmt: skip
