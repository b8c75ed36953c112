"""Snippets of an editor: a few letters become a record or a part of one, made of what `new` writes, to be filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from huifang.editing.records import measure_of
from huifang.editing.templates import filled_record, notes
from huifang.editing.writing import front_matter, mapping
from huifang.register.models import OrganizationFile, Person, Plan, Talk, Visit
from huifang.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.editing.writing import Raw
    from huifang.policy import Policy
    from huifang.register.models import Record
    from huifang.texts import Words

NOT_ASKED = ("grade",)  # where an office gives grades, `new` writes the key
MARKDOWN, YAML = "markdown", "yaml"  # in which files of the editor
TODAY = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"
DAY_OF_FILE = "${TM_FILENAME_BASE/^(\\d{4}-\\d{2}-\\d{2}).*$/$1/}"
CODE_OF_FOLDER = "${TM_DIRECTORY/^.*[\\/\\\\]([A-Z]+-\\d+)$/$1/}"
SLOT = re.compile(r"Q(\d+)Q")
SPECIAL, INSIDE, OF_CHOICE = re.compile(r"([\\$])"), re.compile(r"([\\$}])"), re.compile(r"([\\,|])")


class Slot(NamedTuple):
    """A place in a snippet: what stands there at first, or the words to choose from, or what the editor knows."""

    default: str = ""
    words: tuple[str, ...] = ()
    known: str = ""


class RecordSnippet(NamedTuple):
    """A snippet: its name, the letters that call it, in which files, and its lines."""

    name: str
    prefix: tuple[str, ...]
    scope: str
    body: tuple[str, ...]


@dataclass
class SnippetTexts:
    """The snippets for one office: `bodies` are its own, by `committee`, `discipline` and `personnel`.

    What stands in a place at first is sound, so that a record is read from its first line on; texts stay empty.
    """

    policy: Policy
    words: Words
    bodies: Mapping[str, str]
    prefix: str  # of the district's codes

    def __post_init__(self) -> None:
        """No place is open yet."""
        self._slots: list[Slot] = []

    def all(self) -> Iterator[RecordSnippet]:
        """Whole records, then entries of lists, then lines."""
        yield self._whole(N_("a talk"), ("谈话", "谈心谈话", "talk"), Talk, self._talk())
        yield self._whole(N_("a visit"), ("回访", "visit"), Visit, self._visit())
        yield self._whole(N_("a person"), ("人员", "person"), Person, self._person())
        yield self._whole(N_("a visit plan of the year"), ("计划", "plan"), Plan, self._plan(), scope=YAML)
        yield self._entry(N_("a measure"), ("措施", "处分", "measure"), Person, "measures", self._measure())
        yield self._entry(N_("a helper"), ("帮扶人", "helper"), Person, "helpers", self._helper())
        yield self._entry(N_("what held before a move"), ("任职经历", "history"), Person, "unit_history", self._stay())
        yield self._entry(N_("a hold"), ("影响使用", "held"), Person, "held", self._hold())
        yield self._entry(N_("a deferral"), ("暂缓", "deferral"), Person, "deferrals", self._deferral())
        yield self._entry(N_("an agreed action"), ("帮扶措施", "action"), Visit, "actions", self._action())
        yield self._entry(N_("a body or unit"), ("单位", "unit"), OrganizationFile, "organizations", self._unit(), YAML)
        yield self._line(N_("feedback to the unit"), ("反馈", "feedback"), "feedback_to_unit", {"on": self._today()})
        yield self._line(N_("filed"), ("归档", "archived"), "archived", {"on": self._today(), "ref": self._typed("")})
        yield self._line(
            N_("given to the personnel department"), ("送组织人事", "personnel"), "given_to_personnel",
            {"on": self._today()},
        )  # fmt: skip
        yield self._line(
            N_("left the service"), ("离开", "left"), "left", {"on": self._today(), "reason": self._one("left_reason")}
        )

    def _talk(self) -> dict[str, Raw]:
        return {
            "kind": "谈心谈话", "date": self._known(DAY_OF_FILE), "helper": self._typed("王某"),
            "topics": [self._one("topic")],
        }  # fmt: skip

    def _visit(self) -> dict[str, Raw]:
        officers: list[Raw] = [
            {"name": self._typed(name), "body": self.bodies["discipline"], **charge}
            for name, charge in (("李某", {"in_charge": "true"}), ("赵某", {}))
        ]
        return {
            "kind": "回访", "date": self._known(DAY_OF_FILE), "body": self.bodies["discipline"], "outcome": "held",
            "visitors": officers, "methods": [self._one("method")],
            "interviews": {"person": self._of("true", "false")}, "situation": [self._one("situation", last=True)],
        }  # fmt: skip

    def _person(self) -> dict[str, Raw]:
        return {
            "code": self._known(CODE_OF_FOLDER), "unit": self._typed(self.bodies["committee"]),
            "post": self._typed(""), "rank": self._one("rank"), "category": self._one("category"),
            "party_member": self._of("true", "false"), "management": self._one("management", last=True),
            "supervised_by": self.bodies["discipline"], "measures": [self._measure()], "helpers": [self._helper()],
        }  # fmt: skip

    def _plan(self) -> dict[str, Raw]:
        visit = {"person": self._typed(f"{self.prefix}-0001"), "month": self._typed("3"), "by": self._typed("李某")}
        return {"body": self.bodies["discipline"], "year": self._typed("$CURRENT_YEAR"), "visits": [visit]}

    def _measure(self) -> dict[str, Raw]:
        made: dict[str, Raw] = {
            "type": self._one("measure_type"), "decided_on": self._today(), "decided_by": self.bodies["discipline"],
            "form": self._of("2", "1", "3", "4"), "document": self._typed(""),
        }  # fmt: skip
        return measure_of(made, self.policy)

    def _helper(self) -> dict[str, Raw]:
        return {
            "name": self._typed("王某"), "post": self._typed("职务"), "unit": self._typed(self.bodies["committee"]),
            "from": self._today(), "to": None,
        }  # fmt: skip

    def _stay(self) -> dict[str, Raw]:
        return {
            "unit": self._typed(self.bodies["committee"]), "post": self._typed("职务"), "from": self._today(),
            "to": self._today(),
        }  # fmt: skip

    def _hold(self) -> dict[str, Raw]:
        return {
            "since": self._today(), "by": self.bodies["personnel"], "reason": self._typed(""),
            "document": self._typed(""), "review_on": self._today(),
        }  # fmt: skip

    def _deferral(self) -> dict[str, Raw]:
        return {
            "duty": self._of("talk", "visit"), "from": self._today(), "until": self._today(),
            "reason": self._one("deferral_reason"), "approved_by": self.bodies["committee"],
            "approved_on": self._today(),
        }  # fmt: skip

    def _action(self) -> dict[str, Raw]:
        return {"what": self._typed("内容"), "by": self._typed(self.bodies["committee"]), "due": self._today()}

    def _unit(self) -> dict[str, Raw]:
        return {
            "id": self._typed(f"{self.bodies['committee']}-1"), "name": self._typed("名称"),
            "kind": self._one("organization_kind", last=True), "parent": self._typed(self.bodies["committee"]),
        }  # fmt: skip

    def _open(self, slot: Slot) -> str:
        self._slots.append(slot)
        return f"Q{len(self._slots) - 1}Q"

    def _typed(self, default: str) -> str:
        return self._open(Slot(default))

    def _today(self) -> str:
        return self._open(Slot(TODAY))

    def _known(self, variable: str) -> str:
        return self._open(Slot(known=variable))

    def _of(self, *words: str) -> str:
        return self._open(Slot(words=words))

    def _one(self, enumeration: str, *, last: bool = False) -> str:
        """The words of the vocabulary, in its order; `last`: from the last one back, where that claims least."""
        words = tuple(self.policy.labels[enumeration])
        return self._open(Slot(words=words[::-1] if last else words))

    def _whole(
        self, name: str, prefix: tuple[str, ...], model: type[Record], made: dict[str, Raw], *, scope: str = MARKDOWN
    ) -> RecordSnippet:
        """A record as `new` writes it, its labels behind the keys."""
        data, labels = filled_record(model, made, NOT_ASKED), notes(model, self.policy, self.words)
        text = mapping(data, labels) if scope == YAML else front_matter(data, "", labels)
        whole = self._made(name, prefix, scope, text)
        return whole._replace(body=(*whole.body[:-1], "$0"))

    def _entry(
        self, name: str, prefix: tuple[str, ...], model: type[Record], key: str, entry: dict[str, Raw],
        scope: str = MARKDOWN,
    ) -> RecordSnippet:  # fmt: skip
        """An entry of a list, from its hyphen on: the editor indents it as the line is on which it is called."""
        text = mapping({key: [entry]}, notes(model, self.policy, self.words)).partition("\n")[2]
        return self._made(name, prefix, scope, "\n".join(line[2:] for line in text.splitlines()))

    def _line(self, name: str, prefix: tuple[str, ...], key: str, value: dict[str, Raw]) -> RecordSnippet:
        return self._made(name, prefix, MARKDOWN, mapping({key: value}).rstrip("\n"))

    def _made(self, name: str, prefix: tuple[str, ...], scope: str, text: str) -> RecordSnippet:
        """The text with its places numbered as they are read; what is no place stands as it is."""
        parts, number = [], 0
        for at, part in enumerate(SLOT.split(text)):
            if at % 2 == 0:
                parts.append(SPECIAL.sub(r"\\\1", part))
                continue
            slot = self._slots[int(part)]
            number += not slot.known
            parts.append(_shown(slot, number))
        return RecordSnippet(self.words.plain(name), prefix, scope, tuple("".join(parts).split("\n")))


def _shown(slot: Slot, number: int) -> str:
    if slot.known:
        return slot.known
    if slot.words:
        offered = ",".join(OF_CHOICE.sub(r"\\\1", each) for each in slot.words)
        return f"${{{number}|{offered}|}}"
    if not slot.default:
        return f"${{{number}}}"
    default = slot.default if slot.default.startswith("$") else INSIDE.sub(r"\\\1", slot.default)
    return f"${{{number}:{default}}}"
