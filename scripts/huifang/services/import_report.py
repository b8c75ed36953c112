"""What an import would do, or did, for people and as JSON; no name of a person followed up stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.output.jsontext import FORMAT, dumps
from huifang.register.identities import naming
from huifang.texts import N_, Text, Words, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.editing.ledger.heads import SheetHeading
    from huifang.editing.ledger.outcome import Change
    from huifang.editing.ledger.rows import SheetRows
    from huifang.services.ledger_import import ReadLedger

HIDDEN = "…"
MOST_TOLD = 10
WHY = {
    "": N_("understood"),
    "mapped": N_("by the mapping file"),
    "ignored": N_("not taken"),
    "computed": N_("not taken: the program computes it"),
    "two": N_("two things in one column: split it"),
    "twice": N_("a second column for the same key"),
    "unknown": N_("not understood"),
}


@dataclass(frozen=True)
class ImportReport:
    """An import to be reported: what was found, the register's name, and what was written."""

    found: ReadLedger
    root: str
    done: tuple[str, ...]
    written: bool


def import_text(shown: ImportReport, words: Words) -> str:
    """The lines for the screen."""
    found, outcome = shown.found, shown.found.outcome
    lines = [words(each) for each in found.book.notes]
    for sheet in found.sheets:
        lines += list(_sheet(sheet, words))
    for skipped in found.skipped:
        reason = say("it is hidden") if skipped.hidden else say("it has no row of known headings")
        lines.append(words(say("Sheet {sheet} is not read: {reason}", sheet=skipped.title, reason=reason)))
    lines += list(_counts(shown, words))
    lines += [f"  + {shown.root}/{path}  ← {place}" for path, place in outcome.new.items()]
    for change in outcome.changes:
        lines += list(_change(change, words))
    lines += [words(say("  = {place} says again what another row of {code} says", place=place, code=code))
              for place, code in outcome.again]  # fmt: skip
    for each in outcome.rejected:
        lines.append(words(say("  ✗ {place}: {reason} → {fix}", place=each.place, reason=each.reason, fix=each.fix)))
    lines += [words(each) for each in _next(shown)]
    return without_names("\n".join(lines) + "\n", found)


def without_names(text: str, found: ReadLedger) -> str:
    """The text without the names of people of the ledger and the register."""
    pattern = naming(found.names)
    return pattern.sub(HIDDEN, text) if pattern else text


def _sheet(sheet: SheetRows, words: Words) -> Iterator[str]:
    head = sheet.head
    rows = f"{head.first}" if head.first == head.last else f"{head.first}–{head.last}"
    yield words(say("Sheet {sheet}, read as {kind}: headings in row {row}, {n} rows", sheet=sheet.sheet.title,
                    kind=head.kind.title, row=rows, n=len(sheet.rows)))  # fmt: skip
    for each in head.headings:
        key = f" → {_key(each)}" if each.column else ""
        yield f"  {each.letter}  {each.text}{key}  [{words(say(WHY[each.why]))}]"
    hidden = [str(each) for each in sheet.sheet.hidden_rows if each > head.last]
    if hidden:
        yield words(say("  hidden rows are read too: {rows}", rows=_some(hidden)))
    columns = [each.letter for each in head.headings if each.at in sheet.sheet.hidden_columns and each.column]
    if columns:
        yield words(say("  hidden columns are read too: {columns}", columns=_some(columns)))
    if sheet.passed:
        yield words(say("  passed over, for they are no rows of the table: {rows}", rows=_some(map(str, sheet.passed))))


def _some(values: object) -> str:
    found = [str(each) for each in values]  # type: ignore[attr-defined] # any iterable
    return " ".join(found[:MOST_TOLD]) + (f" … ({len(found)})" if len(found) > MOST_TOLD else "")


def _key(heading: SheetHeading) -> str:
    path = heading.column.path if heading.column else ""
    return f"{path}#{heading.slot}" if heading.slot not in ("", "1") else path


def _counts(shown: ImportReport, words: Words) -> Iterator[str]:
    outcome = shown.found.outcome
    people = sum(1 for path in outcome.new if path.endswith("/person.md"))
    told = say("{people} new people, {contacts} new talks and visits, {changes} people that differ, {same} unchanged, "
               "{rejected} rows rejected", people=people, contacts=len(outcome.new) - people,
               changes=len(outcome.changes), same=len(outcome.unchanged), rejected=len(outcome.rows))  # fmt: skip
    yield words(told)
    if outcome.assumed:
        what = ", ".join(f"{key} ({n})" for key, n in sorted(outcome.assumed.items()))
        yield words(say("not said, so filled in and marked `# 待核实`: {what}", what=what))
    if outcome.names:
        yield words(say("{n} names go to identities/", n=sum(map(len, outcome.names.values()))))


def _change(change: Change, words: Words) -> Iterator[str]:
    if change.added:
        yield words(say("  ~ {code} ({place}): the ledger says more: {keys}", code=change.code, place=change.place,
                        keys=change.added))  # fmt: skip
    for each in change.differing:
        told = say("  ≠ {code} ({place}): {key} is {old} in the record and {new} in the ledger; nothing is changed",
                   code=change.code, place=each.place, key=each.key,
                   old=_value(each.old), new=_value(each.new))  # fmt: skip
        yield words(told)


def _value(value: object) -> str:
    return "—" if value is None else str(value)


def _next(shown: ImportReport) -> Iterator[Text]:
    found = shown.found
    if found.refused is not None:
        yield found.refused
    if not shown.written:
        yield say("Nothing was written. To write: the same command with --write")
    elif shown.done:
        yield say("{n} files were written. Next: huifang validate, look at the values marked 待核实, then git add and "
                  "git commit; names are committed in their own repository", n=len(shown.done))  # fmt: skip
    else:
        yield say("There was nothing to write")
    if found.outcome.rejected and not shown.written:
        yield say("--rejects FILE.xlsx makes a workbook of the rejected rows, to be corrected and imported")
    if any(each.added for each in found.outcome.changes) and not found.asked.update:
        yield say("What the ledger says more of registered people is added with --update")


def _column(heading: SheetHeading) -> dict[str, str | None]:
    return {"column": heading.letter, "heading": heading.text, "key": _key(heading) or None,
            "how": heading.why or "known"}  # fmt: skip


def import_json(shown: ImportReport, words: Words) -> str:
    """The document as JSON."""
    found, outcome = shown.found, shown.found.outcome
    data = {
        "format": FORMAT,
        "verb": "import",
        "lang": words.lang,
        "written": list(shown.done),
        "refused": words(found.refused) if found.refused else None,
        "sheets": [
            {"sheet": each.sheet.title, "kind": each.head.kind.id, "head": each.head.last, "rows": len(each.rows),
             "passed": list(each.passed),
             "columns": [_column(one) for one in each.head.headings]} for each in found.sheets
        ],
        "new": [{"path": f"{shown.root}/{path}", "place": place} for path, place in outcome.new.items()],
        "changes": [{"person": each.code, "place": each.place, "added": list(each.added), "differing": [
            {"field": one.key, "old": one.old, "new": one.new, "place": one.place} for one in each.differing]}
            for each in outcome.changes],
        "unchanged": [f"{shown.root}/{path}" for path in outcome.unchanged],
        "rejected": [{"place": each.place, "reason": words(each.reason), "fix": words(each.fix)}
                     for each in outcome.rejected],
    }  # fmt: skip
    return without_names(dumps(data), found)
