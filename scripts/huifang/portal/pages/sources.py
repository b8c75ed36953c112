"""依据核对情况: each version of a rule with its grade, what was read of its text, and what is left to look up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang.portal.page import NavigationSection, PlannedPage
from huifang.portal.pages.kind import planned_page
from huifang.portal.pages.parameters import reference
from huifang.portal.pages.policy import grades, rule_groups
from huifang.texts import N_, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from huifang.policy import Version
    from huifang.portal.site import Site
    from huifang.portal.view import View
    from huifang.register.models import Checked
    from huifang.texts import Value

LOOK_UP: Mapping[str, str] = {  # grade -> what is left to do, where the articles are known
    "SOURCE": N_("nothing: the official text was read"),
    "SECONDARY": N_("compare the words with the official text of {rule}"),
    "RECALL": N_("find {rule} and read it: the text was not seen"),
    "UNSURE": N_("no text says so: decide it in the office, and write the setting or the local rule"),
}
LOOK_UP_ARTICLE: Mapping[str, str] = {  # the same, where no article is named
    "SECONDARY": N_("find the article in the official text of {rule}, and compare the words"),
    "RECALL": N_("find the article in {rule} and read it: neither it nor its number was seen"),
}


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version: the rule's name, what to look up, and who in the office did."""

    name: Value
    version: Version
    look_up: Text
    checked: Checked | None


def pages(site: Site) -> Iterable[PlannedPage]:
    """One page, from the policy and the office's own checks alone."""
    title = say("What was read of the sources")
    yield planned_page(
        site, "sources.html", title, "sources.html", _values, section=NavigationSection.RULES, searchable=True
    )


def _values(view: View) -> Mapping[str, object]:
    policy = view.site.lists.policy
    return {
        "groups": [(group.title, list(_entries(view, group.versions))) for group in rule_groups(policy)],
        "grades": grades(policy),
        "checked": len({each.version for each in view.site.lists.known.checks}),
        "ref": lambda ref: reference(view, ref),
    }


def _entries(view: View, versions: Iterable[tuple[Value, Version]]) -> Iterator[VersionLine]:
    checks = {each.version: each for each in sorted(view.site.lists.known.checks, key=lambda each: each.on)}
    for name, version in versions:
        yield VersionLine(name, version, look_up(version), checks.get(version.id))


def look_up(version: Version) -> Text:
    """What an office should look up before it relies on the version."""
    template = LOOK_UP[version.certainty]
    if not version.source.articles:
        template = LOOK_UP_ARTICLE.get(version.certainty, template)
    return say(template, rule=version.cited) if "{rule}" in template else say(template)
