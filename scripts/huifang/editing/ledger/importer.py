"""An import, worked out before anything is written: which rows become records, which are rejected and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from huifang.checks import findings
from huifang.editing.ledger.compared import compared, with_additions
from huifang.editing.ledger.contacts import Contacts
from huifang.editing.ledger.drafts import drafts_of
from huifang.editing.ledger.made import district_for, made_person, refuse_incomplete
from huifang.editing.ledger.match import Matcher, doubles
from huifang.editing.ledger.outcome import Change, Outcome
from huifang.editing.ledger.rows import NEW, Rejected
from huifang.editing.new import HIGHEST_NUMBER
from huifang.editing.overlay import NarrowTree, ReplacedTree
from huifang.policy import words_of
from huifang.register import Severity, load
from huifang.register.layout import spot
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from huifang.editing.ledger.drafts import PersonDraft
    from huifang.editing.ledger.rows import LedgerRow
    from huifang.editing.new import Workspace
    from huifang.register import Finding, Register
    from huifang.texts import Text


@dataclass
class Importer:
    """Works out an import into one register; `names` whether names may be written, `update` whether additions are."""

    desk: Workspace
    register: Register
    names: bool = True
    update: bool = False
    outcome: Outcome = field(default_factory=Outcome)

    def run(self, rows: Sequence[LedgerRow]) -> Outcome:
        """The outcome for all rows of a ledger."""
        people = [each for each in rows if each.kind.group in ("people", "list")]
        drafts, lost = drafts_of(people)
        self.outcome.rejected += lost
        matcher = Matcher(self.register, frozenset().union(*self.desk.ever()))
        doubles(drafts)
        for draft in drafts:
            draft.code = matcher.match(draft)
            if not draft.code:
                self._new(draft)
        self._existing([each for each in drafts if each.code])
        made = self._write_new([each for each in drafts if not each.code])
        self._reject(drafts)
        Contacts(self.register, self.outcome, self.errors, [*drafts], made).run(
            [each for each in rows if each.kind.group in ("talk", "visit")]
        )
        self.outcome.rejected = list(dict.fromkeys(self.outcome.rejected))
        return self.outcome

    def _new(self, draft: PersonDraft) -> None:
        if not draft.in_main:
            draft.refuse(say("nobody of the register or of this ledger is meant"),
                         say("correct the code or the name; a person is entered in the sheet of people"))  # fmt: skip
            return
        if not draft.problems:  # a cell that cannot be taken is reported once
            refuse_incomplete(draft)

    def _existing(self, drafts: Iterable[PersonDraft]) -> None:
        for draft in drafts:
            person = self.register.people[draft.code]
            if person.unread:
                draft.refuse(say("the record of {code} cannot be read", code=draft.code),
                             say("mend it first: huifang validate"))  # fmt: skip
            if draft.problems:
                continue
            found = compared(draft, person)
            if not found.adds and not found.differing:
                self.outcome.unchanged.append(self._inside(person.path))
            else:
                keys = (*found.added, *(key for key, entries in found.entries.items() for _ in entries))
                place = f"{draft.first.sheet}!{draft.first.place_of('code')}"
                self.outcome.changes.append(Change(draft.code, place, keys, tuple(found.differing)))
            if found.adds and self.update:
                self._add(draft, self._inside(person.path), found)
            if draft.name and draft.code not in self.register.names and self.names:
                self.outcome.names.setdefault(person.folder, {})[draft.code] = draft.name
            self._tell_again(draft)

    def _add(self, draft: PersonDraft, path: str, found: object) -> None:
        raw = self.desk.trees[0].read(path)
        made = with_additions(raw, found, words_of(self.desk.policy))  # type: ignore[arg-type] # Compared
        errors = () if made is None else self.errors({path: made}).get(path, ())
        if made is None:
            draft.refuse(say("the record of {code} cannot be added to as it is written", code=draft.code),
                         say("enter the additions by hand"))  # fmt: skip
        elif errors:
            self._refuse_found(draft, errors)
        else:
            self.outcome.replaced[path] = (raw, made)

    def _write_new(self, drafts: Sequence[PersonDraft]) -> dict[str, PersonDraft]:
        """Code -> draft of those whose records have no error; those that have are rejected with the finding's words."""
        accepted = [each for each in drafts if not each.problems]
        districts = {id(each): district_for(self.desk, each) for each in accepted}
        accepted = [each for each in accepted if not each.problems and districts[id(each)] is not None]
        while True:
            self._give_codes(accepted, districts)
            files, assumed = {}, {}
            for draft in accepted:
                district = districts[id(draft)]
                path = f"people/{district.id}/{draft.code}/person.md" if district else ""
                files[path], assumed[path] = made_person(self.desk, draft, district, draft.code)  # type: ignore[arg-type] # one was found
                draft.supervised_by = str(draft.own.values.get("supervised_by") or assumed[path]["supervised_by"])
            wrong = self.errors(files)
            if not wrong:
                break
            by_code = {draft.code: draft for draft in accepted}
            for path, found in wrong.items():
                self._refuse_found(by_code[spot(path).code], found)
            accepted = [each for each in accepted if not each.problems]
        self.outcome.files |= files
        for (path, filled), draft in zip(assumed.items(), accepted, strict=True):
            self.outcome.assumed.update(key.split(".")[-1].split("[")[0] for key in filled)
            self.outcome.new[path] = f"{draft.first.sheet}!{draft.first.number}"
            if draft.name and self.names:
                self.outcome.names.setdefault(path.split("/")[1], {})[draft.code] = draft.name
            self._tell_again(draft)
        return {draft.code: draft for draft in accepted}

    def _give_codes(self, accepted: Iterable[PersonDraft], districts: Mapping[int, object]) -> None:
        used = {each.given for each in accepted if each.given not in ("", NEW)}
        last: dict[str, int] = {}
        for draft in accepted:
            draft.code = draft.given if draft.given != NEW else ""
            district = districts[id(draft)]
            while not draft.code:
                number = self.desk.next_number(district, last.get(district.id, 0))  # type: ignore[arg-type,attr-defined] # a District
                last[district.id] = number  # type: ignore[attr-defined] # as above
                code = f"{district.prefix}-{min(number, HIGHEST_NUMBER):04d}"  # type: ignore[attr-defined] # as above
                draft.code = "" if code in used else code

    def errors(self, files: Mapping[str, bytes]) -> dict[str, list[Finding]]:
        """Path -> the errors that a file would have in the register as it would be; their warnings are counted."""
        if not files:
            return {}
        tree = self.desk.trees[0]
        codes = frozenset(spot(path).code for path in files) - {""}
        register = load([ReplacedTree(NarrowTree(tree, codes), files)], words_of(self.desk.policy))
        found: dict[str, list[Finding]] = {}
        for each in findings(register, self.desk.policy, self.desk.day):
            path = self._inside(each.place.path)
            if path in files and each.severity is Severity.ERROR:
                found.setdefault(path, []).append(each)
            self.outcome.warnings += path in files and each.severity is Severity.WARNING
        return found

    def _inside(self, path: str) -> str:
        return path.removeprefix(f"{self.desk.trees[0].name}/")

    def _refuse_found(self, draft: PersonDraft, found: Iterable[Finding]) -> None:
        for each in found:
            sheet, cell = draft_place(draft, each.place.key)
            row = int("".join(char for char in cell if char.isdigit()) or draft.first.number)
            draft.problems.append(Rejected(sheet, row, cell, told(each), each.fix))

    def _tell_again(self, draft: PersonDraft) -> None:
        self.outcome.again += [(f"{row.sheet}!{row.number}", draft.code) for row, _ in draft.again]

    def _reject(self, drafts: Iterable[PersonDraft]) -> None:
        """A person is taken whole or not at all: the other rows of who is rejected are rejected too."""
        for draft in drafts:
            self.outcome.rejected += draft.problems
            named = {(each.sheet, each.row) for each in draft.problems}
            for row in draft.rows if draft.problems else ():
                if (row.sheet, row.number) not in named:
                    reason = say("another row of the same person is rejected: {cell}", cell=draft.problems[0].place)
                    self.outcome.rejected.append(row.refuse("code", reason, say("correct that row; take both again")))


def told(finding: Finding) -> Text:
    """The sentence of a finding, with the key that it is about."""
    field_of = finding.place.field
    return say("{field}: {message}", field=field_of, message=finding.message) if field_of else finding.message


def draft_place(draft: PersonDraft, key: tuple[str | int, ...]) -> tuple[str, str]:
    """Sheet and cell of a key of the record; the person's first cell where the ledger has none for it."""
    first = draft.first.sheet, draft.first.place_of("code")
    if len(key) > 1 and isinstance(key[1], int) and key[0] in draft.entries:
        entries = draft.entries[str(key[0])]
        entry = entries[key[1]] if key[1] < len(entries) else None
        place = entry and (entry.places.get(str(key[-1])) or next(iter(entry.places.values()), None))
        row = next((row for row in draft.rows for many in row.entries.values() if entry in many), draft.first)
        return (row.sheet, place) if place else first
    place = draft.own.places.get(".".join(map(str, key))) if key else None
    sheet, _, cell = place.rpartition("!") if place else ("", "", "")
    return (sheet, cell) if sheet else first
