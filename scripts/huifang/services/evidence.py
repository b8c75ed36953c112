"""From a repository to the material of an evidence pack: which commit, whose records, what may not be shown."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from huifang.editing import write_folder_with
from huifang.git_access import CommitTree, GitPlace, own_signers
from huifang.history import History, PeopleHistory, codes_ever, everybody, read_history
from huifang.history.audit import Audited, AuditRow, audit_rows
from huifang.history.audit.effect_rows import effect_rows
from huifang.history.audit.file_shapes import SEALS
from huifang.lists import Lists, Revision, Scope, Table
from huifang.lists.redaction import Redaction
from huifang.output.evidence import Material, PackRequest, safe_path, zip_of
from huifang.past.rows import CommitRow, history_table, shown_subject
from huifang.policy import Policy, words_of
from huifang.register import Cleared, Earlier, FolderTree, PartTree, Register, Tree, common, load, standing_people
from huifang.register.identities import bare_name, naming
from huifang.register.layout import Kind, code_in_name, spot
from huifang.register.models import RegisterFile
from huifang.services.audit_page import audit_table, effects_table
from huifang.services.exits import ExitCode, Stop
from huifang.services.registers import (
    as_of,
    commit_of,
    policy_of,
    refuse_unknown,
    refuse_unsure,
    register_folders,
    today,
)
from huifang.services.repositories import whole_place
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from huifang.services.registers import Request

MOST_KNOWN = 20  # codes that are named where one is unknown


@dataclass(frozen=True)
class PackContents:
    """The register at the commit of a day; names and restricted facts are not read, whoever asks."""

    wanted: Request
    with_names: bool
    asked: PackRequest
    folder: Path
    place: GitPlace
    commit: str

    @cached_property
    def tree(self) -> Tree:
        """The common repository's files in that commit."""
        return common(CommitTree(self.place, self.commit))

    @cached_property
    def policy(self) -> Policy:
        """The rules of that commit."""
        return policy_of([self.tree])

    @cached_property
    def _earlier(self) -> Earlier:
        """What two revisions share is read once."""
        return Earlier()

    @cached_property
    def register(self) -> Register:
        """The records of that commit."""
        return load([self.tree], words_of(self.policy), self.wanted.progress, earlier=self._earlier)

    @cached_property
    def standing(self) -> frozenset[str]:
        """Who was not cleared by today, as the newest commit has it (rules part 7)."""
        head, now = self.place.head(), self.register
        if head is not None and head != self.commit:
            tree = common(CommitTree(self.place, head))
            now = load([tree], words_of(policy_of([tree])), earlier=self._earlier)
        return standing_people(now, max(self.asked.until, today(now.settings)))

    @cached_property
    def history(self) -> History:
        """Everything that led to that commit, read from nothing but the repository: no cache, no keyring."""
        return read_history(self.place, own_signers(self.tree), at=self.commit, progress=self.wanted.progress)

    @cached_property
    def ever(self) -> frozenset[str]:
        """Everybody who had a record by then."""
        return everybody(self.history) | frozenset(self.register.people)

    @cached_property
    def people(self) -> frozenset[str]:
        """Whose pack it is; Stop(USAGE) where nobody is known by a code, or there is no such district."""
        if self.asked.districts:
            refuse_unknown(self.register, Scope(frozenset(self.asked.districts)))
            return frozenset(code for code in self.register.people if self._lives(code)) & self.standing
        self.refuse_strangers()
        return frozenset(self.asked.people)

    def refuse_strangers(self) -> None:
        """Stop(USAGE) where nobody by then had a code that was asked for."""
        for code in self.asked.people:
            if not self._ever_was(code):
                known = sorted(self.standing.intersection(self.register.people))
                shown = (*known[:MOST_KNOWN], *(("…",) if len(known) > MOST_KNOWN else ()))
                message = say("there is no person {value} by {day}; there are {known}", value=code,
                              day=self.asked.until, known=shown)  # fmt: skip
                raise Stop(ExitCode.USAGE, message)

    def _ever_was(self, code: str) -> bool:
        """Whether somebody had this code by then; a code that never was is refused before the history is read."""
        if code in self.register.people:
            return True
        return code in codes_ever(self.place).given and code in self.ever

    def _lives(self, code: str) -> bool:
        """Whether somebody belongs to a district: by the folder, which stays for life, or by the unit of the day."""
        person = self.register.people[code]
        unit = person.unit_on(self.asked.until)
        return not {person.folder, self.register.organizations.district_of(unit)}.isdisjoint(self.asked.districts)

    @cached_property
    def redaction(self) -> Redaction:
        """A pack names nobody who was cleared, but for those who are asked for by code: of them nothing is left out."""
        return Redaction(self.ever - self.standing - frozenset(self.asked.people), in_place=not self.asked.districts)

    @cached_property
    def _others(self) -> Redaction:
        """Everybody of whom the pack is not, and the names that were not asked for."""
        told = self.people if self.with_names else frozenset()
        return Redaction(
            self.ever - self.people, frozenset(self.known_names[code] for code in self.known_names if code not in told)
        )

    @cached_property
    def lists(self) -> Lists:
        """The lists of that commit and day."""
        register = self.register.heeding(Cleared(codes=self.standing)) if self.asked.districts else self.register
        return Lists(register, self.policy, self.asked.until, revisions=self.revisions)

    @property
    def revisions(self) -> tuple[Revision, ...]:
        """The commit, as documents name it."""
        return (Revision(self.commit, dirty=False),)

    @cached_property
    def trail(self) -> PeopleHistory:
        """What the history says of these people, and of the districts' plans."""
        return PeopleHistory(self.history, self.tree.name, self.people, self._is_plan)

    def _is_plan(self, path: str) -> bool:
        found = spot(path)
        district = self.register.organizations.district_of(found.code)
        return found.kind is Kind.PLAN and district in self.asked.districts

    def material(self) -> Material:
        """All of it."""
        rows = self.redaction.rows(self.trail.rows)
        history = history_table(rows, self.revisions, self.policy, sample=self.register.sample)
        return Material(
            asked=self.asked,
            lists=self.lists,
            people=tuple(sorted(self.people)),
            names=self.names if self.with_names else None,
            redaction=self.redaction,
            tree=self.place.tree_of(self.commit),
            kept=self._kept(),
            history=history,
            commits=replace(
                history,
                row_type=CommitRow,
                rows=tuple(map(self.redaction.value, self.trail.commit_rows(self._subject))),
            ),
            audit=self._audit(),
            effects=self._effects(),
        )

    def _kept(self) -> dict[str, bytes]:
        """Path in the pack -> bytes of the commit: records, rules, seals."""
        found = {}
        for entry in self.tree.entries():
            if entry.kind == "file" and (where := self._where(entry.path)):
                found[where] = self.tree.read(entry.path)
        return found

    def _where(self, path: str) -> str:
        """Where a file of the register goes; empty where it does not."""
        parts, kind = path.split("/"), spot(path).kind
        if kind is Kind.POLICY:
            return safe_path(path)
        if path.startswith(f"{SEALS}/"):
            return safe_path(path.removeprefix("audit/"))
        theirs = parts[0] == "people" and len(parts) > 3 and code_in_name(parts[2]) in self.people  # noqa: PLR2004 - people/<district>/<CODE>/...
        shared = kind in (Kind.REGISTER, Kind.ORGANIZATIONS, Kind.CHECKED)
        return safe_path(f"records/{path}") if theirs or shared or self._is_plan(path) else ""

    @cached_property
    def known_names(self) -> dict[str, str]:
        """Every name at hand: of that commit where it tracks any, else of the folder that lies here."""
        trees: list[Tree] = [CommitTree(self.place, self.commit)]
        trees += [] if self.place.bare else [FolderTree(self.folder)]
        for tree in trees:
            found = load([PartTree(tree, lambda path: path.split("/")[0] == "identities")], words_of(self.policy)).names
            if found:
                return dict(found)
        return {}

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of these people."""
        return {code: name for code, name in self.known_names.items() if code in self.people}

    def named_by_records(self, material: Material) -> tuple[str, ...]:
        """Who is called by name in the records or their history, although nobody asked for names."""
        asked = self.people if self.with_names else frozenset()
        names = {code: name for code, name in self.known_names.items() if code not in asked}
        pattern = naming(names.values())
        if pattern is None:
            return ()
        texts = [content.decode(errors="replace") for content in material.kept.values()]
        texts += [repr((row.old, row.new)) for row in material.history.rows]
        found = {bare_name(each) for text in texts for each in pattern.findall(text)}
        return tuple(sorted(code for code, name in names.items() if bare_name(name) in found))

    def _subject(self, subject: str) -> str:
        return shown_subject(subject, self._others)

    @cached_property
    def _audited(self) -> Audited:
        return Audited(self.history, self.lists, self.tree, progress=self.wanted.progress, people=self.people)

    def _audit(self) -> Table:
        """What the audit finds on these records and commits, and on the seals."""
        rows = tuple(row for row in audit_rows(self._audited) if self._is_told(row))
        return audit_table(self.lists, self.redaction.rows(rows))

    def _effects(self) -> Table:
        """What each commit did to the rows of these people."""
        rows = (row for row in effect_rows(self._audited) if row.person in self.people)
        return effects_table(self.lists, self.redaction.rows(rows))

    def _is_told(self, row: AuditRow) -> bool:
        path = row.path.partition("/")[2]
        if not path:
            return row.commit in self.trail.commits
        return self.trail.holds(path) or path.startswith(f"{SEALS}/")


def gathered(wanted: Request, until: str, *, names: bool) -> PackContents:
    """What was asked for, before anything is read; Stop where it cannot be."""
    day = as_of(until, RegisterFile())
    people, districts = sorted(set(wanted.people)), sorted(set(wanted.districts))
    if bool(people) == bool(districts):
        raise Stop(ExitCode.USAGE, say("name people with --person, or districts with --district: one of the two"))
    folders = register_folders(wanted.records)
    if len(folders) > 1:
        raise Stop(ExitCode.USAGE, say("pack one register at a time"))
    place = whole_place(folders[0])
    made = PackContents(
        wanted, names, PackRequest(tuple(people), tuple(districts), day), folders[0], place, commit_of(place, until)
    )
    refuse_unsure(made.register)
    made.refuse_strangers()
    if day > today(made.register.settings):
        raise Stop(ExitCode.USAGE, say("{day} is still to come; a pack tells what was", day=day))
    return made


def write_pack(folder: Path, zipped: Path, files: Mapping[str, bytes]) -> str:
    """The folder and the zip file beside, whole or not at all; the SHA-256 of the zip file."""
    whole = zip_of(files)
    try:
        write_folder_with(folder, files.items(), zipped, whole)
    except FileExistsError as problem:
        raise Stop(ExitCode.UNREADABLE, say("{path} is there already", path=str(problem.filename))) from problem
    return hashlib.sha256(whole).hexdigest()
