"""What every rule is: a version from its day on, with its own source and certainty."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads the annotations
from typing import Literal, Self, TypeVar

from pydantic import Field, PrivateAttr

from huifang.policy.citing import citation
from huifang.register.models import Checked
from huifang.register.models.base import FlagOrFalse, Many, Mapped
from huifang.register.scalars import Day, Line
from huifang.texts import Label

Certainty = Literal["SOURCE", "SECONDARY", "RECALL", "UNSURE"]
LIFTED_BY_CHECK = ("SECONDARY", "RECALL")  # a choice cannot be looked up
OWN = ("DEFAULT", "RECALL")  # sources that are no text: choices of this program, and what is only recalled


class Labelled(Mapped):
    """A word in both languages."""

    zh: Line
    en: Line

    @property
    def label(self) -> Label:
        """As a value of a sentence."""
        return Label(self.zh, self.en)


class Source(Mapped):
    """Where a rule stands: text, edition and articles; `ref` is its entry in the source list."""

    text: Line
    edition: Line | None = None
    articles: Many[Line] = ()
    ref: Line


class Version(Mapped):
    """A rule from its day on, until the next version for the same categories begins; without `since` it held always."""

    id: Line
    since: Day | None = Field(default=None, alias="from")
    categories: Many[Line] = ()  # whom it is for, where the law differs by category of staff; none: everybody
    source: Source
    certainty: Certainty
    label: Labelled | None = None
    note: Labelled | None = None
    read_on: Day | None = None
    local: FlagOrFalse = False  # a setting of the register stands in place of the policy's own value
    _checked: Checked | None = PrivateAttr(default=None)

    @property
    def checked(self) -> Checked | None:
        """Who in the office compared it with the text; see `Policy.checked`."""
        return self._checked

    def looked_up(self, check: Checked) -> Self:
        """The same version, as sure as if it had been read."""
        made = self.model_copy(update={"certainty": "SOURCE"})
        made._checked = check  # noqa: SLF001 - of its own class; no file may carry it
        return made

    @property
    def sure(self) -> bool:
        """Whether the words of the rule were read; anything less asks for a check by hand."""
        return self.certainty == "SOURCE"

    @property
    def cited(self) -> Label:
        """Text and articles, for people; and who in the office compared them with the text."""
        zh, en = cited(self.source)
        if self.local:
            zh, en = f"{zh}（本地设置）", f"{en} (local setting)"
        if self.checked is not None:
            day, by = self.checked.on.isoformat(), self.checked.by
            zh, en = f"{zh}（{by}{day}已核对）", f"{en} (checked by {by} on {day})"
        return Label(zh, en)


def cited(source: Source) -> tuple[str, str]:
    """Text, edition and articles of a source in Chinese and in English."""
    return citation(source.text, source.edition, source.articles, titled=source.ref not in OWN)


Dated = TypeVar("Dated", bound=Version)


def in_force(versions: tuple[Dated, ...], day: date, category: str | None = None) -> Dated | None:
    """The version that holds on `day` for a category: the last one for it that has begun; None before the first.

    One that names the category stands before those for everybody, and ends with the next one that names it.
    """
    begun = [version for version in versions if version.since is None or version.since <= day]
    own = [version for version in begun if category in version.categories]
    mine = own or [version for version in begun if not version.categories]
    return mine[-1] if mine else None
