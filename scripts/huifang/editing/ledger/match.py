"""Which people of a ledger are registered already; who may be the same is shown with the evidence, never assumed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from huifang.editing.ledger.rows import NEW
from huifang.register.identities import bare_name
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from huifang.editing.ledger.drafts import PersonDraft
    from huifang.register import Register
    from huifang.register.models import Person

Fact = tuple[str, str, str]


@dataclass(frozen=True)
class Matcher:
    """The register as somebody looks for people in it; `taken` are the codes of the history."""

    register: Register
    taken: Collection[str] = ()

    @cached_property
    def by_name(self) -> Mapping[str, list[str]]:
        """Name without its spaces -> codes."""
        found: dict[str, list[str]] = defaultdict(list)
        for code, name in self.register.names.items():
            found[bare_name(name)].append(code)
        return found

    @cached_property
    def by_fact(self) -> Mapping[Fact, list[str]]:
        """Kind, day and document of a measure -> codes."""
        found: dict[Fact, list[str]] = defaultdict(list)
        for code, person in self.register.people.items():
            for fact in facts(person):
                found[fact].append(code)
        return found

    def match(self, draft: PersonDraft) -> str:
        """The code of the person, if registered; "" for somebody new. What is not sure is a problem."""
        if draft.given and draft.given != NEW:
            return self._by_code(draft)
        if draft.name:
            return self._by_name(draft)
        return self._by_facts(draft)

    def _by_code(self, draft: PersonDraft) -> str:
        code, register = draft.given, self.register
        named = register.names.get(code)
        if draft.name and named is not None and bare_name(named) != bare_name(draft.name):
            draft.refuse(say("identities/ has another name for {code}", code=code),
                         say("correct the code, or leave it empty for somebody new"))  # fmt: skip
            return code
        if code in register.people:
            return code
        if code in register.folders:
            draft.refuse(say("the record of {code} cannot be read", code=code), say("mend it first: huifang validate"))
        elif named is None and (code in self.taken or any(each.code == code for each in register.erasures)):
            draft.refuse(say("{code} was given to somebody before", code=code),
                         say("a code is given once for life; leave the cell empty for the next free one"))  # fmt: skip
        elif self.district_of(code) is None:
            draft.refuse(say("no district gives the code {code}", code=code),
                         say("correct it, or leave the cell empty for the next free one"))  # fmt: skip
        return code if code in register.people else ""

    def district_of(self, code: str) -> str | None:
        """The district whose prefix a code has."""
        prefix = code.partition("-")[0]
        districts = self.register.organizations.districts.values()
        return next((each.id for each in districts if each.prefix == prefix), None)

    def _by_name(self, draft: PersonDraft) -> str:
        alike = self.by_name.get(bare_name(draft.name), [])
        mine = set(draft.facts())
        people = [self.register.people[code] for code in alike if code in self.register.people]
        if draft.given == NEW:
            same = [each for each in people if mine and mine <= set(facts(each)) and draft.unit in units(each)]
            return same[0].code if len(same) == 1 else ""
        same = [each for each in people if draft.unit in units(each) or mine & set(facts(each))]
        if len(same) == 1:
            return same[0].code
        if alike:
            self._double(draft, alike, say("the same name"))
            return ""
        found = {code for fact in mine if fact[2] for code in self.by_fact.get(fact, ())}
        nameless = [code for code in sorted(found) if code not in self.register.names
                    and draft.unit in units(self.register.people[code])]  # fmt: skip
        if len(nameless) == 1:
            return nameless[0]
        if nameless:
            self._double(draft, nameless, say("the same unit, kind, day and document, without a name"))
        return ""

    def _by_facts(self, draft: PersonDraft) -> str:
        """Without names a person is known by unit, kind, day and document; the post where there is no document."""
        if draft.given == NEW:
            return ""
        found = {}
        for fact in draft.facts():
            codes = self.by_fact.get(fact, ()) if fact[2] else [
                code for other, codes in self.by_fact.items() if other[:2] == fact[:2] for code in codes
            ]  # fmt: skip
            for code in codes:
                person = self.register.people[code]
                if draft.unit in units(person) and (fact[2] or person.post == draft.own.values.get("post")):
                    found[code] = person
        posts = {code for code, each in found.items() if each.post == draft.own.values.get("post", each.post)}
        sure = posts or set(found)
        if len(sure) == 1:
            return sure.pop()
        if sure:
            self._double(draft, sorted(sure), say("the same unit, kind and day"))
        return ""

    def _double(self, draft: PersonDraft, codes: Iterable[str], what: object) -> None:
        told = tuple(f"{code}（{self._unit_name(code)}）" for code in codes)
        reason = say("possibly registered already: {people} have {what}", people=told, what=what)  # type: ignore[arg-type] # a Text
        fix = say("if it is the same person write that code in this row, otherwise write 新 as the code")
        draft.refuse(reason, fix, "name" if draft.name else "unit")

    def _unit_name(self, code: str) -> str:
        person = self.register.people.get(code)
        return self.register.organizations.name(person.unit) if person else "—"


def facts(person: Person) -> list[Fact]:
    """Kind, day and document of each measure that has a day."""
    return [
        (each.type, str(each.decided_on), "".join((each.document or "").split()))
        for each in person.measures
        if each.decided_on is not None
    ]


def units(person: Person) -> set[str]:
    """Every unit that the record knows of a person."""
    before = {each.unit for each in person.unit_history if each.unit}
    return {person.unit, *before, *(each.unit for each in person.measures if each.unit)}


def doubles(drafts: Iterable[PersonDraft]) -> None:
    """Two rows of one ledger that may be one person are both reported, with what they share; two codes mean two."""
    open_ones = [each for each in drafts if each.given == ""]
    groups: dict[tuple[str, ...], list[PersonDraft]] = defaultdict(list)
    for draft in open_ones:
        if draft.name:
            groups["name", bare_name(draft.name)].append(draft)
        for fact in draft.facts():
            if fact[2] and not draft.name:
                groups["fact", draft.unit, str(draft.own.values.get("post")), *fact].append(draft)
    for key, found in groups.items():
        if len(found) > 1:
            what = say("the same name") if key[0] == "name" else say("the same unit, post and decision")
            for draft in found:
                others = tuple(
                    f"{each.first.sheet}!{each.first.place_of('name')}" for each in found if each is not draft
                )
                reason = say("possibly one person twice: {places} have {what}", places=others, what=what)
                fix = say("correct the unit if it is one person; of two people write 新 as the code of each")
                draft.refuse(reason, fix, "name" if draft.name else "unit")
