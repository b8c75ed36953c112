"""A person who is registered already: what the ledger adds, and where it differs. Nothing is overwritten."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pydantic import TypeAdapter

from huifang.editing.append import appended
from huifang.editing.ledger.drafts import merged_values
from huifang.editing.ledger.plain import data_of, trimmed
from huifang.editing.writing import canonical, on_one_line, scalar, typed
from huifang.register.models import Person
from huifang.register.reading import read
from huifang.register.shapes import part_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from huifang.editing.ledger.drafts import PersonDraft
    from huifang.editing.writing import Raw
    from huifang.register.reading import WordLists

FENCE = "---\n"
SHAPE = TypeAdapter(Person)
KNOWN_BY = {"measures": ("type", "decided_on"), "helpers": ("name", "from")}  # what an entry is known by


class Differing(NamedTuple):
    """A key that the ledger gives another value than the record; null where the record has none."""

    key: str
    old: Raw
    new: Raw
    place: str


@dataclass
class Compared:
    """What a ledger says of somebody who is registered."""

    added: dict[str, Raw] = field(default_factory=dict)  # keys that the record does not have
    entries: dict[str, list[dict[str, Raw]]] = field(default_factory=dict)  # further entries of lists
    differing: list[Differing] = field(default_factory=list)

    @property
    def adds(self) -> bool:
        """Whether the ledger says more than the record."""
        return bool(self.added or self.entries)


def compared(draft: PersonDraft, person: Person) -> Compared:
    """The ledger's values beside the record's."""
    found, now = Compared(), data_of(person)
    for key, value in trimmed(Person, merged_values(draft)).items():
        place = next((draft.own.places[path] for path in draft.own.places if path.partition(".")[0] == key), "")
        _scalar(found, key, now.get(key), value, place)
    text = str(draft.own.values.get("text") or "")
    if text and text != person.body.rstrip():
        found.differing.append(Differing("text", person.body.rstrip() or None, text, draft.own.places["text"]))
    for key, entries in draft.entries.items():
        there = now.get(key)
        mine = [each for each in there if isinstance(each, dict)] if isinstance(there, list) else []
        for entry in entries:
            place = next(iter(entry.places.values()), "")
            _entry(found, key, mine, {name: typed(value) for name, value in entry.values.items()}, place)
    return found


def _scalar(found: Compared, key: str, old: Raw, new: Raw, place: str) -> None:
    if new is None or new in ([], {}, "false"):
        return
    if old is None or old in ([], {}):
        found.added[key] = new
    elif isinstance(old, dict) and isinstance(new, dict):
        for inner, value in new.items():
            if typed(old.get(inner)) != value and value is not None:
                found.differing.append(Differing(f"{key}.{inner}", old.get(inner), value, place))
    elif old != new:
        found.differing.append(Differing(key, old, new, place))


def _entry(found: Compared, key: str, there: list[dict[str, Raw]], entry: dict[str, Raw], place: str) -> None:
    same = next((each for each in there if _is_same(key, each, entry)), None)
    if same is None:
        needed: dict[str, Raw] = {"decided_on": None, "form": None} if key == "measures" else {}
        found.entries.setdefault(key, []).append({**needed, **entry})
        return
    number = there.index(same)
    for name, value in entry.items():
        if value is not None and typed(same.get(name)) != value and not (value == "false" and same.get(name) is None):
            found.differing.append(Differing(f"{key}[{number}].{name}", same.get(name), value, place))


def _is_same(key: str, one: Mapping[str, Raw], other: Mapping[str, Raw]) -> bool:
    """Whether two entries speak of one thing."""
    if key not in KNOWN_BY:
        return all(one.get(name) == value for name, value in other.items() if value is not None)
    documents = [each for each in (one.get("document"), other.get("document")) if each]
    alike = len({re.sub(r"\s", "", str(each)) for each in documents}) < 2  # noqa: PLR2004 - the same, or one unknown
    return alike and all(one.get(name) == other.get(name) for name in KNOWN_BY[key])


def with_additions(raw: bytes, found: Compared, words: WordLists) -> bytes | None:
    """The record's file with what the ledger adds, every other byte as it was; None where that is not sure."""
    text = raw.decode()
    end = text.find(f"\n{FENCE}", len(FENCE))
    if not text.startswith(FENCE) or end < 0:
        return None
    front, rest = text[len(FENCE) : end + 1], text[end + 1 :]
    try:
        for key, entries in found.entries.items():
            part = part_of(_annotation(key))
            front = appended(front, key, [canonical(part, each) if part else each for each in entries])
    except ValueError:
        return None
    for key, value in found.added.items():
        front = _with_key(front, key, value)
    made = f"{FENCE}{front}{rest}".encode()
    return made if _reads_as(raw, made, found, words) else None


def _with_key(front: str, key: str, value: Raw) -> str:
    line = f"{key}: {on_one_line(value) if isinstance(value, (dict, list)) else scalar(value)}\n"
    empty = re.compile(rf"^{re.escape(key)}:[ \t]*(?:null|~|\{{\}})?[ \t]*(?:#[^\n]*)?\n", re.MULTILINE)
    return empty.sub(lambda _: line, front, count=1) if empty.search(front) else f"{front}{line}"


def _annotation(key: str) -> object:
    return next(each.annotation for name, each in Person.model_fields.items() if (each.alias or name) == key)


def _reads_as(old: bytes, new: bytes, found: Compared, words: WordLists) -> bool:
    """Whether the new file says what the old one said, and what was added, and nothing else."""
    before, after = (_read(each, words) for each in (old, new))
    if before is None or after is None:
        return False
    wanted = dict(data_of(before))
    wanted |= found.added
    for key, entries in found.entries.items():
        there = wanted.get(key)
        wanted[key] = [*(there if isinstance(there, list) else ()), *entries]
    return data_of(after) == trimmed(Person, wanted)


def _read(raw: bytes, words: WordLists) -> Person | None:
    return read(SHAPE, "", raw, words, markdown=True).value
