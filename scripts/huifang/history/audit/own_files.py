"""Changes of what the audit itself goes by: its rules, the answers to its findings, who may edit where."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from huifang.git_access.blobs import Names, whole
from huifang.git_access.signers import ALLOWED_SIGNERS
from huifang.history.audit.file_shapes import ANSWERS, EDITORS
from huifang.history.audit.finding import AuditFinding
from huifang.history.audit.wording import brief, found
from huifang.history.fields import EMPTY
from huifang.history.record_diff import FILE, kind_of
from huifang.register import yamltext
from huifang.register.erasures import ERASURES
from huifang.register.layout import Kind
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from huifang.history.audit.finding import Audited
    from huifang.history.record_diff import FieldChange
    from huifang.past.commits import Commit
    from huifang.texts.text import Value

FILES = (ALLOWED_SIGNERS, EDITORS)
RULES = ("audit_recorded", "audit_clock")
RULE = re.compile(rf"rules\.(?P<rule>{'|'.join(RULES)})\[.*\](?:\.(?P<key>[a-z_]+))?")
VALUES = (None, "days", "minutes", "from")
CHECKED = "audit/checked.yml"  # what the office says it looked up: it lifts the check by hand
ADDED_LATER = ("rewritten_on", "old_tip", "new_tip", "supersedes")  # to an erasure, when the history was rewritten
NAMED_BY = {ERASURES: ("code", "on"), CHECKED: ("version", "on")}
LISTS = {ANSWERS: "answers", ERASURES: "erasures", CHECKED: "checked"}

Entry = dict[str, Any]
FileOf = tuple["Commit", str, str | None, str | None]  # commit, path, old and new blob


def audit_rules_changed(audited: Audited) -> Iterator[AuditFinding]:
    """What the audit goes by stays: trusted keys, who edits which district, how late is late.

    Why: whoever loosens it is no longer found. The first time that a rule of the policy stands there is no change; who
    edits, and which keys are trusted, is told from the first time on, but for the commit with which the register began.
    Fix: say who decided it.
    """
    fix = say("say who decided it, and why")
    first: dict[str, int] = {}  # rule or file -> the commit in which it stood there first
    for change in audited.changes:
        mine = change.commit.number
        for rule in _watched(change):
            if rule in FILES and change.old is None and rule not in first and change.commit.parents:
                yield found(change, say("what the audit goes by stands here for the first time"), fix)
            known = first.setdefault(rule, mine) != mine or change.old is not None
            if not known or change.field is None or (rule in FILES and change.new is None):
                continue  # the first time; a file that was deleted is found as such
            message = say("what the audit goes by was changed")
            if rule not in FILES:
                message = say("a rule of the audit was changed from {old} to {new}", old=_value(change.old),
                              new=_value(change.new))  # fmt: skip
            yield found(change, message, fix)
        for name, value in _settings(change):
            message = say("a rule of the audit was changed from {old} to {new}", old=brief(value[0]),
                          new=brief(value[1]))  # fmt: skip
            yield replace(found(change, message, fix), field=name)


def _watched(change: FieldChange) -> Iterator[str]:
    """The rules and files that a change is about."""
    if change.path in FILES and change.field == FILE:
        yield change.path
    elif kind_of(change.path) is Kind.POLICY:
        rules = change.new.get("rules") if change.field is None and isinstance(change.new, dict) else None
        yield from (rule for rule in RULES if isinstance(rules, dict) and rules.get(rule))
        match = RULE.fullmatch(change.field or "")
        if match is not None and match["key"] in VALUES:
            yield match["rule"]


def _settings(change: FieldChange) -> Iterator[tuple[str, tuple[object, object]]]:
    """The register's own settings of such a rule, but those of its first commit: field, old and new value."""
    if kind_of(change.path) is not Kind.REGISTER or not change.commit.parents:
        return
    if change.field is not None:
        pairs = {change.field: (change.old, change.new)}
    else:
        old, new = (side.get("settings") or {} if isinstance(side, dict) else {} for side in (change.old, change.new))
        pairs = {f"settings.{name}": (old.get(name), new.get(name)) for name in {**old, **new}}
    yield from ((name, pair) for name, pair in pairs.items() if any(rule in name for rule in RULES))


def _value(value: object) -> Value:
    """Of a version of a rule its numbers and the day from which it holds."""
    return brief([value.get(key) for key in VALUES if key] if isinstance(value, dict) else value)


def answer_changed(audited: Audited) -> Iterator[AuditFinding]:
    """An answer, an erasure, or a check of a rule, once committed, stays as it is.

    Why: otherwise nobody can tell who answered for what.
    Fix: put it back; a second answer is added below.
    """
    files = [
        (commit, path, old, new)
        for commit in audited.touching
        for path, old, new in audited.history.files[commit.number]
        if path in LISTS
    ]
    read = OwnEntries(audited, files)
    for commit, path, old, new in files:
        after = read.entries(path, new) if new is not None else None
        sides = read.before(commit, path, old) if after is not None else ()
        held = [entry for side in sides for entry in read.entries(path, side) or ()]
        lost = (_name(path, each) for each in held if not any(_kept(path, each, it) for it in after or ()))
        for name in dict.fromkeys(lost):
            yield AuditFinding(commit, path, say("an entry that was committed before was changed or removed"),
                        say("put it back as it was, and add another one below"), name)  # fmt: skip


class OwnEntries:
    """The entries of these files, blob by blob."""

    def __init__(self, audited: Audited, files: Sequence[FileOf]) -> None:
        self._place = audited.history.place
        self._names = Names(self._place)
        self._told: dict[str, tuple[Entry, ...] | None] = {}
        self._deleted: dict[tuple[int, str], str] = {}  # commit and path of a file that was put back -> what it was
        wanted = {blob: path for _, path, *blobs in files for blob in blobs if blob is not None}
        for (blob, path), raw in zip(wanted.items(), whole(self._place, wanted), strict=True):
            self._told[blob] = _entries(path, raw)
        gone: dict[str, str] = {}
        for commit, path, old, new in files:
            if new is None and old is not None:
                gone[path] = old
            elif old is None and path in gone:
                self._deleted[commit.number, path] = gone.pop(path)
            if new is not None and self._told[new] is None and old is not None:
                self._told[new] = self._told[old]

    def entries(self, path: str, blob: str) -> tuple[Entry, ...] | None:
        """What stands in a revision; in one that cannot be read what stood there before."""
        if blob not in self._told:
            (raw,) = whole(self._place, (blob,))
            self._told[blob] = _entries(path, raw)
        return self._told[blob]

    def before(self, commit: Commit, path: str, old: str | None) -> Iterator[str]:
        """The revisions that a commit rests on: a merge on those of all sides, a file put back on what was deleted."""
        sides = [self._names.of(f"{each}:{self._whole(each, path)}") for each in commit.parents if commit.is_merge]
        yield from dict.fromkeys(
            blob for blob in (*sides, old, self._deleted.get((commit.number, path))) if blob is not None
        )

    def _whole(self, commit: str, path: str) -> str:
        inside = self._place.inside_of(commit)
        return f"{inside}/{path}" if inside else path


def _entries(path: str, raw: bytes) -> tuple[Entry, ...] | None:
    try:
        data = yamltext.plain_data(raw.decode())
    except (UnicodeDecodeError, yamltext.Refused):
        return None
    entries = data.get(LISTS[path]) if isinstance(data, dict) else None
    return tuple(_filled(each) for each in entries if isinstance(each, dict)) if isinstance(entries, list) else ()


def _filled(entry: Mapping[str, Any]) -> Entry:
    """Without what is empty: a key left out and one without a value mean the same."""
    filled = {key: _filled(value) if isinstance(value, dict) else value for key, value in entry.items()}
    return {key: value for key, value in filled.items() if value not in EMPTY}


def _kept(path: str, before: Entry, after: Entry) -> bool:
    added = {key for key in after if key not in before}
    allowed = ADDED_LATER if path == ERASURES else ()
    return added.issubset(allowed) and all(after.get(key) == value for key, value in before.items())


def _name(path: str, entry: Entry) -> str:
    finding = entry.get("finding")
    told = finding if isinstance(finding, dict) else entry
    keys = NAMED_BY.get(path, ("check", "path", "field", "commit"))
    return f"{LISTS[path]}[{'@'.join(str(told[key]) for key in keys if told.get(key))}]"
