"""Talks and visits of a ledger: one row a record, in the folder of its person; one that is there is not made again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from huifang.editing.ledger.made import made_contact
from huifang.editing.ledger.plain import data_of, record_text
from huifang.editing.ledger.rows import NEW, LedgerRow, Rejected
from huifang.editing.new import MOST_A_DAY
from huifang.register.identities import bare_name
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from huifang.editing.ledger.drafts import PersonDraft
    from huifang.editing.ledger.outcome import Outcome
    from huifang.register import Finding, Register
    from huifang.register.models import Talk, Visit


@dataclass
class Contacts:
    """Works out the talks and visits of an import, once its people are known."""

    register: Register
    outcome: Outcome
    errors: Callable[[dict[str, bytes]], Mapping[str, list[Finding]]]
    drafts: Sequence[PersonDraft]
    made: Mapping[str, PersonDraft]
    rows_at: dict[str, LedgerRow] = field(default_factory=dict)  # path -> row

    def run(self, rows: Sequence[LedgerRow]) -> None:
        """Every row becomes a file, or is there, or is rejected."""
        files: dict[str, bytes] = {}
        for row in rows:
            if row.problems:
                self.outcome.rejected += row.problems
                continue
            code = self._code(row)
            if isinstance(code, Rejected):
                self.outcome.rejected.append(code)
            else:
                self._take(row, code, files)
        self._check(files)

    def _take(self, row: LedgerRow, code: str, files: dict[str, bytes]) -> None:
        day = str(row.own.values.get("date") or "")
        if not day:
            self.outcome.rejected.append(
                row.refuse("date", say("the day is not given"), say("fill in the day, YYYY-MM-DD")))  # fmt: skip
            return
        content, assumed = made_contact(row, self._supervising(code))
        kind = "talk" if row.kind.group == "talk" else "visit"
        folder = self._folder(code)
        there = self._there(code, kind, day)
        if any(text == content for text in there.values()):
            self.outcome.unchanged.append(next(path for path, text in there.items() if text == content))
            return
        alike = self._alike(code, kind, row, day)
        if alike:
            reason = say("{code} has a record of that day with the same people: {path}", code=code, path=alike)
            fix = say("it says something else; compare the two, and correct the record by hand")
            self.outcome.rejected.append(row.refuse("date", reason, fix))
            return
        names = (f"{folder}/{day}-{kind}{f'-{number}' if number > 1 else ''}.md" for number in range(1, MOST_A_DAY + 1))
        path = next((name for name in names if name not in there and name not in files), None)
        if path is None or any(files[name] == content for name in files if name.startswith(f"{folder}/{day}-{kind}")):
            self.outcome.rejected.append(
                row.refuse("date", say("another row says the same"), say("delete one of the two rows")))  # fmt: skip
            return
        files[path], self.rows_at[path] = content, row
        self.outcome.assumed.update(assumed)

    def _check(self, files: dict[str, bytes]) -> None:
        """Those that would have errors are rejected; the others are to be written."""
        wrong = self.errors({**self.outcome.files, **files}) if files else {}
        for path, found in wrong.items():
            if path in files:
                del files[path]
                self.outcome.rejected += list(self._found(self.rows_at[path], found))
        self.outcome.files |= files
        for path in files:
            row = self.rows_at[path]
            self.outcome.new[path] = f"{row.sheet}!{row.number}"

    @staticmethod
    def _found(row: LedgerRow, found: Sequence[Finding]) -> Iterator[Rejected]:
        for each in found:
            key = ".".join(part for part in each.place.key if isinstance(part, str))
            message = say("{field}: {message}", field=each.place.field or "", message=each.message)
            yield Rejected(row.sheet, row.number, row.place_of(key), message, each.fix)

    def _code(self, row: LedgerRow) -> str | Rejected:
        """The code of the person a row is about."""
        register = self.register
        if row.code and row.code != NEW:
            named = register.names.get(row.code)
            if row.name and named is not None and bare_name(named) != bare_name(row.name):
                return row.refuse("code", say("identities/ has another name for {code}", code=row.code),
                                  say("correct the code or the name"))  # fmt: skip
            if row.code in register.people or row.code in self.made:
                return row.code
            return row.refuse("code", say("nobody has the code {code}", code=row.code), say("correct the code"))
        if not row.name:
            return row.refuse("name", say("the row has neither a code nor a name"), say("fill in the code"))
        found = {code for code, name in register.names.items() if bare_name(name) == bare_name(row.name)}
        found |= {
            each.code
            for each in self.drafts
            if each.code and not each.problems and bare_name(each.name) == bare_name(row.name)
        }
        if len(found) == 1 and (code := found.pop()) in {**register.people, **self.made}:
            return code
        if found:
            return row.refuse("name", say("several people have this name: {codes}", codes=tuple(sorted(found))),
                              say("write the code in this row"))  # fmt: skip
        return row.refuse("name", say("nobody of the register or of this ledger is meant"), say("write the code"))

    def _folder(self, code: str) -> str:
        register = self.register
        if code in register.people:
            return register.people[code].path.rsplit("/", 1)[0].partition("/")[2]
        return next(path for path in self.outcome.files if f"/{code}/" in path).rsplit("/", 1)[0]

    def _supervising(self, code: str) -> str:
        register = self.register
        if code in register.people:
            return register.people[code].supervised_by
        return self.made[code].supervised_by

    def _contacts(self, code: str, kind: str) -> Sequence[Talk | Visit]:
        register = self.register
        return register.talks.get(code, ()) if kind == "talk" else register.visits.get(code, ())

    def _there(self, code: str, kind: str, day: str) -> dict[str, bytes]:
        """Path -> text, in our spelling, of the records of that day."""
        found = {}
        for each in self._contacts(code, kind):
            if each.date.isoformat() == day:
                path = each.path.partition("/")[2]
                found[path] = record_text(type(each), data_of(each), each.text, {})
        return found

    def _alike(self, code: str, kind: str, row: LedgerRow, day: str) -> str:
        """The record of the same day with the same helper or body; "" for none."""
        for each in self._contacts(code, kind):
            who = each.helper if each.kind == "谈心谈话" else each.body
            said = row.own.values.get("helper" if kind == "talk" else "body")
            if each.date.isoformat() == day and said in (None, who):
                return each.path
        return ""
