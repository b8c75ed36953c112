"""A visit of a body (回访) and a talk of the helper (谈心谈话): one file each."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, PrivateAttr

from huifang.register.models.base import FlagOrFalse, Many, Mapped, Record
from huifang.register.models.description import Description
from huifang.register.scalars import BodyOrName, Day, Line, OrganizationId, Term, Whole, word
from huifang.register.talk_periods import TalkPeriod


class Visitor(Mapped):
    """Who visited, with the body the visitor belongs to."""

    description = Description(known_by=(("name", "body"),))

    name: Line
    body: OrganizationId
    post: Line | None = None
    in_charge: FlagOrFalse = False


class Interviews(Mapped):
    """The three parts of a visit: the person, the unit's leader, members and public (how many)."""

    person: FlagOrFalse = False
    unit_leader: FlagOrFalse = False
    members: Whole | None = None


class Action(Mapped):
    """Something agreed at a contact: who does what until when."""

    description = Description(known_by=(("what",),), later={"done": ()}, prose=("what",))

    what: Line
    by: BodyOrName | None = None
    due: Term | None = None
    done: Day | None = None


class Dated(Mapped):
    """A step of the paperwork, with its day."""

    description = Description(since="on")

    on: Day | None = None


class Archived(Dated):
    """Filed in the integrity archive (廉政档案)."""

    ref: Line | None = None


class Recommendation(Mapped):
    """推荐使用建议."""

    description = Description(since="on", prose=("text",))

    to: OrganizationId | None = None
    on: Day | None = None
    text: Line | None = None


class Contact(Record):
    """What a visit and a talk share."""

    _code: str = PrivateAttr(default="")
    _body_text: str = PrivateAttr(default="")
    _text_line: int = PrivateAttr(default=1)

    @property
    def code(self) -> str:
        """The person it is about: the folder's name."""
        return self._code

    @property
    def text(self) -> str:
        """The narrative, Markdown."""
        return self._body_text

    @property
    def name(self) -> str:
        """The file's name without `.md`, by which restricted records refer to it."""
        return self.path.rsplit("/", 1)[-1].removesuffix(".md")

    @property
    def text_line(self) -> int:
        """The line of the file on which the narrative begins."""
        return self._text_line

    def about(self, code: str, text: str, line: int) -> None:
        """Remember person and narrative, once, when it is loaded."""
        self._code, self._body_text, self._text_line = code, text, line


class Visit(Contact):
    """`DATE-visit.md`."""

    description = Description(prose=("place", "thinking", "work", "self_review", "difficulties", "opinion", "study"))

    kind: Literal["回访"]
    date: Day
    body: OrganizationId
    outcome: word("outcome")  # type: ignore[valid-type] # a type made from the vocabulary
    visitors: tuple[Visitor, ...]
    methods: Many[word("method")] = ()  # type: ignore[valid-type]
    interviews: Interviews | None = None
    situation: Many[word("situation")] = ()  # type: ignore[valid-type]
    place: Line | None = None
    pre_contact: Dated | None = None
    actions: Many[Action] = ()
    next_by: Term | None = None
    disputes_sanction: FlagOrFalse = False
    thinking: Line | None = None
    work: Line | None = None
    self_review: Line | None = None
    difficulties: Line | None = None
    opinion: Line | None = None
    recommendation: Recommendation | None = None
    changes: Many[word("change")] = ()  # type: ignore[valid-type]
    study: Many[Line] = ()
    grade: word("grade") | None = None  # type: ignore[valid-type]
    feedback_to_unit: Dated | None = None
    archived: Archived | None = None
    given_to_personnel: Dated | None = None


class Talk(Contact):
    """`DATE-talk.md`."""

    description = Description(prose=("place",))

    kind: Literal["谈心谈话"]
    date: Day
    helper: Line
    topics: Many[word("topic")] = ()  # type: ignore[valid-type]
    situation: Many[word("situation")] = ()  # type: ignore[valid-type]
    actions: Many[Action] = ()
    next_by: Term | None = None
    place: Line | None = None
    makes_up_for: TalkPeriod | None = Field(default=None)
