"""What can be found besides people and sections: bodies and units, who helps and visits, documents, pages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from huifang.portal.assignees import Assignee
from huifang.portal.navigation import section_title
from huifang.portal.selection import PEOPLE
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from huifang.portal.site import Site
    from huifang.register.models import Person
    from huifang.register.models.person import Helper

FIRST = 3  # people told by their code


class FoundEntry(NamedTuple):
    """One thing to find: its name, what is said of it, the page that it leads to, and other spellings of the name."""

    name: str
    told: str
    uri: str
    also: str = ""


@dataclass
class FollowUpWork:
    """What a helper or visitor does and did: code by code, each once; for which units; duties that are open."""

    helps: dict[str, None] = field(default_factory=dict)
    helped: dict[str, None] = field(default_factory=dict)
    visited: dict[str, None] = field(default_factory=dict)
    units: dict[str, None] = field(default_factory=dict)
    open: int = 0

    def owes_one_more(self) -> None:
        """Count a duty that is open."""
        self.open += 1


def unit_entries(site: Site) -> Iterator[FoundEntry]:
    """Bodies and units with a page, by what they are and where."""
    organizations = site.lists.register.organizations
    for unit, organization in organizations.by_id.items():
        uri = f"units/{unit}.html"
        if uri in site.uris:
            district = organizations.districts.get(organizations.district_of(unit) or "")
            kind = site.words(site.lists.policy.label("organization_kind", organization.kind))
            place = (site.words.lang == "en" and district and district.name_en) or (district.name if district else "")
            yield FoundEntry(organizations.name(unit, site.words.lang), f"{kind} · {place}", uri, unit)


def helper_entries(site: Site) -> Iterator[FoundEntry]:
    """Who helps, helped or visits the people of this site: with whom, and for which units."""
    organizations = site.lists.register.organizations
    for who, work in sorted(_works(site).items()):
        units = [organizations.name(unit, site.words.lang) for unit in work.units or (who.body,)]
        yield FoundEntry(who.name, " · ".join((*_told(site, work), *units)), _place(site, who, work))


def document_entries(site: Site) -> Iterator[FoundEntry]:
    """The document numbers of measures: whose; several people are found by the number on the list of all."""
    people: dict[str, list[str]] = defaultdict(list)
    for code, person in site.people.items():
        for document in documents_of(site, code) if person.measures else ():
            people[document].append(code)
    for document, codes in people.items():
        told = [f"{code} {site.names.get(code, '')}".strip() for code in codes]
        alone = len(codes) == 1
        uri = f"people/{codes[0]}.html" if alone else f"{PEOPLE}?q={quote(document)}"
        yield FoundEntry(document, _several(site, told), uri)


def page_entries(site: Site) -> Iterator[FoundEntry]:
    """The pages of the navigation, with the head that they stand under."""
    for uri, section in site.navigated.items():
        yield FoundEntry(site.titles[uri], site.words.plain(section_title(section)), uri)


def documents_of(site: Site, code: str) -> list[str]:
    """The document numbers of a person's measures, each once."""
    documents = (measure.document for measure in site.people[code].measures)
    return list(dict.fromkeys(filter(None, documents)))


def _works(site: Site) -> Mapping[Assignee, FollowUpWork]:
    """Who -> what is done, by name and body as the morning pages know them."""
    found: dict[Assignee, FollowUpWork] = defaultdict(FollowUpWork)
    for code, person in site.people.items():
        for who, helper in _helpers(site, person):
            now = who == _helper_now(site, code)
            (found[who].helps if now else found[who].helped)[code] = None
            found[who].units[helper.unit] = None
        for contact in site.contacts(code):
            for visitor in getattr(contact, "visitors", None) or ():
                who = Assignee(visitor.body, visitor.name)
                found[who].visited[code] = None
                found[who].units[visitor.body] = None
    for row in site.due:
        if row.assignee:
            found[Assignee(row.owner, row.assignee)].owes_one_more()
    return found


def _helpers(site: Site, person: Person) -> Iterator[tuple[Assignee, Helper]]:
    """The helpers of a person with the committee that each talks for."""
    now = _helper_now(site, person.code)
    for helper in person.helpers:
        if now is not None and now.name == helper.name:
            yield now, helper
        else:
            yield Assignee(site.lists.register.organizations.committee_of(helper.unit), helper.name), helper


def _helper_now(site: Site, code: str) -> Assignee | None:
    """Who helps a person on the day."""
    followed = site.lists.programme.followed.get(code)
    name = followed.helper_on(site.day) if followed else None
    return Assignee(followed.committee_on(site.day), name) if followed and name else None


def _told(site: Site, work: FollowUpWork) -> Iterator[str]:
    if work.helps:
        yield site.words(say("helps {people}", people=_several(site, list(work.helps))))
    if work.helped:
        yield site.words(say("helped {people} before", people=_several(site, list(work.helped))))
    if work.visited:
        yield site.words(say("visited {people}", people=_several(site, list(work.visited))))
    if work.open:
        yield site.words(say("{n} open duties", n=work.open))


def _several(site: Site, people: list[str]) -> str:
    """The first of some people, and how many there are."""
    first = tuple(people[:FIRST])
    if len(people) <= FIRST:
        return site.words(first)
    return site.words(say("{people} and others, {n} in all", people=first, n=len(people)))


def _place(site: Site, who: Assignee, work: FollowUpWork) -> str:
    """The page of the helper or officer; where there is none the body's, else that of the first person."""
    mine = (f"morning/{who.key}.html", f"units/{who.body}.html", *(f"units/{unit}.html" for unit in work.units))
    person = next(iter((*work.helps, *work.visited, *work.helped)), None)
    return next((uri for uri in mine if uri in site.uris), f"people/{person}.html" if person else PEOPLE)
