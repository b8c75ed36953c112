"""What a template may ask for: labels, links and cells of one page. Escaping happens here and in Jinja alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from huifang.checks.catalogue import checks_by_id
from huifang.lists import CLOSING, SAMPLE
from huifang.lists.eligible import bars_by_source
from huifang.past.rows import SIGNED, field_words
from huifang.policy.citing import edition_once
from huifang.portal.assignees import Assignee
from huifang.portal.breadcrumbs import trail
from huifang.portal.contents import with_contents
from huifang.portal.facets import rows_of_selection
from huifang.portal.fileplaces import FilePlace, file_place
from huifang.portal.freetext import to_html
from huifang.portal.next_steps import NextStep, next_step
from huifang.portal.page import up
from huifang.portal.site import TEMPLATES, NoPageError
from huifang.portal.stamp import stamp
from huifang.portal.valuetext import value_text
from huifang.register.salvage import UNREAD
from huifang.rules.needed import named_field
from huifang.texts import N_, FieldPath, say
from huifang.texts.invisible import visible
from huifang.texts.markup import environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from jinja2 import Environment

    from huifang.lists import DueRow
    from huifang.lists.table import Cell
    from huifang.past.commits import Commit
    from huifang.portal.selection import Selection
    from huifang.portal.site import Site
    from huifang.texts import Language, Text, Value

SOON = 7  # days: what is due within them is told as such
FACTS = {  # dates of a condition that no record has
    "possible_until": N_("last day of a possible sum"),
    "probation_end": N_("end of the probation"),
    "left_on": N_("out of service since"),
}
DAY = re.compile(  # a day or month in the text of a page; tags, code, drawings and what already holds together pass
    r"(?s:<(code|pre|time|svg|option|select|textarea|title)\b.*?</\1>|<p class=\"hf-stamp\".*?</p>)|<[^>]*>"
    r"|(?<![0-9A-Za-z/._-])(\d{4}-\d{2}(?:-\d{2})?)(?![0-9A-Za-z_-])"
)
OF_ONE_PERSON = ("person.html", "answer.html")  # read from top to bottom; rows of a list are read alone, and filtered
LINK = Markup('<a href="{}">{}</a>')


def portal_templates(lang: Language) -> Environment:
    """The portal's templates in a language."""
    return environment(TEMPLATES, lang)


def unbroken(html: str) -> str:
    """A page whose days never break at a hyphen."""
    return DAY.sub(lambda found: f'<span class="hf-day">{found[2]}</span>' if found[2] else found[0], html)


@dataclass(frozen=True)
class View:
    """One page's way to see the site."""

    site: Site
    uri: str

    def render(self, template: str, **values: object) -> str:
        """The page from its template."""
        lists = self.site.lists
        made = self.site.templates.get_template(template).render(
            v=self,
            stamp=[self.t(part) for part in stamp(lists, self.site.built)],
            sample=self.t(SAMPLE) if lists.register.sample else None,
            closing=self.t(CLOSING),
            crumbs=[(above, self.site.titles.get(above, "")) for above in trail(self.site, self.uri)],
            **values,
        )  # fmt: skip
        if template in OF_ONE_PERSON:
            made = edition_once(made, self.site.texts)
        return visible(unbroken(with_contents(made, self.t(say("Contents")))))

    @property
    def day(self) -> date:
        """The as-of date."""
        return self.site.day

    @property
    def root(self) -> str:
        """The way to the portal's root."""
        return up(self.uri)

    def t(self, value: Value) -> str:
        """The text of a sentence or label."""
        return self.site.page_words.text(value)

    def label(self, enumeration: str, value: object) -> str:
        """The label of a word."""
        return self.t(self.site.lists.policy.label(enumeration, str(value)))

    def key(self, name: str) -> str:
        """The label of a record key."""
        label = self.site.lists.policy.key_label(name)
        return self.t(label) if label else name

    def fact(self, name: str) -> str:
        """The label of a date that a condition rests on."""
        return self.t(say(FACTS[name])) if name in FACTS else self.key(name)

    def to(self, uri: str) -> str:
        """The address of another page of the portal, seen from here; NoPageError where nobody makes it."""
        page, _, anchor = uri.partition("#")
        if page not in self.site.uris:
            raise NoPageError(f"{self.uri} -> {page}")
        return f"{self.root}{page}{'#' + anchor if anchor else ''}"

    def link(self, uri: str, text: object) -> Markup:
        """A link to another page of the portal."""
        return LINK.format(self.to(uri), text)

    def person(self, code: str | None) -> Markup:
        """Code before name, linked to the person's page."""
        if code is None:
            return Markup()
        if code not in self.site.people:
            return Markup('<span class="hf-code">{}</span>').format(code)
        name = self.site.names.get(code)
        linked = LINK.format(self.to(f"people/{code}.html"), Markup('<span class="hf-code">{}</span>').format(code))
        return linked + Markup(' <span class="hf-name">{}</span>').format(name) if name else linked

    def org_name(self, organization: str | None) -> str:
        """The name of a body or unit."""
        if organization is None:
            return ""
        if organization == UNREAD:
            return self.t(say("not readable"))
        return self.site.lists.register.organizations.name(organization, self.site.words.lang)

    def org(self, organization: str | None) -> Markup:
        """The name of a body or unit, linked to its page where it has one."""
        name = self.org_name(organization)
        uri = f"units/{organization}.html"
        return LINK.format(self.to(uri), name) if uri in self.site.uris else Markup("{}").format(name)

    def assignee(self, row: DueRow) -> Markup:
        """Who does a duty, linked to the page of the helper or officer."""
        if row.assignee is None:
            return Markup()
        uri = f"morning/{Assignee(row.owner, row.assignee).key}.html"
        return self.link(uri, row.assignee) if uri in self.site.uris else Markup("{}").format(row.assignee)

    def district_name(self, district: str | None) -> str:
        """The name of a district."""
        found = self.site.lists.register.organizations.districts.get(district or "")
        if found is None:
            return district or ""
        return (found.name_en if self.site.words.lang == "en" else None) or found.name

    def check(self, check: str) -> Markup:
        """A check in its words, linked to its entry on the page of checks, with its id behind."""
        known = checks_by_id().get(check)
        told = self.t(say(known.what)) if known else self.t(say("check"))
        return Markup("{} <small><code>{}</code></small>").format(self.link(f"checks.html#{check}", told), check)

    def place(self, path: str, field: str) -> str:
        """A field of a record in words."""
        person = self.site.lists.register.person_of(path)
        if person is None or person.path != path:
            return self.t(FieldPath(field))
        return self.t(named_field(person, field, self.site.lists.policy))

    def rule(self, rule: str, text: object) -> Markup:
        """A citation, linked to its entry on the policy page."""
        return self.link(f"policy.html#{rule}", text) if rule in self.site.rule_ids else Markup("{}").format(text)

    @staticmethod
    def bars(bars: Iterable[Mapping[str, Cell]]) -> Sequence[tuple[Cell, Cell, Sequence[Mapping[str, Cell]]]]:
        """Bars under the text that gives them."""
        return bars_by_source(bars)

    def still(self, bars: Iterable[Mapping[str, Cell]]) -> tuple[Mapping[str, Cell], ...]:
        """The bars that run on the day, or whose end nobody knows."""
        return tuple(bar for bar in bars if not isinstance(end := bar["until"], date) or end >= self.day)

    def field(self, name: str | None) -> str:
        """A field of a change, in words."""
        return field_words(name, self.key, self.site.words)

    def told(self, field: str | None, value: object) -> str:
        """A value of a change."""
        return self.t(value_text(field, value))

    def author(self, note: Commit) -> str:
        """Who wrote a commit, with the address where two have one name."""
        past = self.site.history
        return past.called.get(note.author, note.name) if past else note.name

    def signed(self, state: str) -> str:
        """Whether a commit is signed."""
        return self.t(say(SIGNED[state]))

    @staticmethod
    def minutes(time: datetime) -> str:
        """A time up to its minutes."""
        return f"{time:%Y-%m-%d %H:%M}"

    def free(self, text: str | None, section: int = 2) -> Markup:
        """Free text of a record, below a heading of that level."""
        return to_html(self.site.redaction.text(text or ""), section)  # before Markdown parts a code by its tags

    def status(self, row: DueRow) -> Text:
        """The status in words, relative to the as-of date."""
        ahead = (row.due_on - self.day).days
        match row.status:
            case "overdue":
                return say("overdue {n} days", n=row.days_overdue)
            case "due":
                return say("due today")
            case "missed":
                return say("missed")
            case "deferred":
                return say("deferred")
            case _:
                return say("due in {n} days", n=ahead)

    def tone(self, row: DueRow) -> str:
        """The colour's name; the words stand beside it."""
        if row.status == "upcoming":
            return "soon" if (row.due_on - self.day).days <= SOON else "open"
        return row.status

    def number(self, selection: Selection) -> int:
        """How many rows a selection holds."""
        return rows_of_selection(self.site, selection)

    def select(self, selection: Selection) -> str:
        """The address that shows exactly the rows of a selection, seen from here."""
        return self.to(selection.address)

    def cells(self, macro: str, row: object) -> Markup:
        """The cells of a row of a list; made once for all pages that lie as deep."""
        known, key = self.site.cells, (macro, self.root, id(row))
        if key not in known:
            known[key] = getattr(self.site.templates.get_template("rows.html").module, macro)(self, row)
        return known[key]

    def step(self, row: DueRow) -> NextStep:
        """What to do when it is done, and the file that it goes into."""
        return next_step(row, self.site)

    def file(self, path: str, *, new: bool = False) -> FilePlace:
        """A file of the register, or one to be made there, with where it is read and changed."""
        return file_place(self.site, path, new=new)

    def last(self, code: str | None) -> Text:
        """The last contact, or that there was none."""
        if code is None:
            return say("—")
        contact = self.site.last_contact.get(code)
        if contact is None:
            return say("no earlier visit or talk on record")
        kind = self.site.lists.policy.label("visit_kind", contact.kind)
        return say("{day} {kind}", day=contact.date, kind=kind)
