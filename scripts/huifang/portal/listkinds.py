"""The kinds of lists: their columns, tabs, groups and filters, each described once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence  # noqa: TC003 - a dataclass keeps its annotations
from dataclasses import dataclass, field

from huifang.portal import selection
from huifang.portal.ahead import AHEAD
from huifang.portal.countedrows import EARLIER, IN_PARTS, LISTED, YEAR, counted_page
from huifang.rules.states import State
from huifang.rules.statistics import AVERAGES
from huifang.texts import N_


@dataclass(frozen=True, slots=True)
class ListHead:
    """A column: its words, and how it is sorted (code, text, day, number), if at all; by its name in the address.

    `parts`: the columns of a download that it becomes, the words of each and where it is in the cell; empty: the rest.
    """

    label: str
    sort: str = ""
    name: str = ""
    parts: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class ListKind:
    """A kind of list; `page` has all its rows, `macro` makes the cells of one, a tab without words is a state.

    A filter without words is asked for by links alone. `finds`: its words find people as the search does.
    """

    name: str
    title: str
    page: str
    macro: str
    heads: Sequence[ListHead]
    tabs: Mapping[str, str]
    filters: Mapping[str, str]
    groups: Mapping[str, str] = field(default_factory=dict)
    finds: bool = False


CODE, NAME, UNIT = (N_("code"), ""), (N_("name"), ".hf-name"), (N_("unit"), "small")
KEY_GROUP, FILE = (N_("key group"), ".hf-key"), (N_("file"), ".hf-file")
STATES: Mapping[str, str] = {state.value: "" for state in State}
WHERE: Mapping[str, str] = {"district": N_("district"), "unit": N_("unit")}
WHO: Mapping[str, str] = {"owner": N_("owner"), "assignee": N_("assignee"), "key": N_("key group")}
FOLLOWED_BY: Mapping[str, str] = {"owner": N_("owes the follow-up"), "assignee": N_("helper"), "key": N_("key group")}

DUE_LIST = ListKind(
    name="due",
    title=N_("Due list"),
    page=selection.DUE,
    macro="due",
    heads=(
        ListHead(N_("code and name"), "code", "person", (CODE, NAME, UNIT, KEY_GROUP)),
        ListHead(N_("duty"), "text", "duty", ((N_("period"), "small"),)),
        ListHead(N_("due"), "day", "due", ((N_("status"), ".hf-badge"),)),
        ListHead(N_("owner and who does it"), "text", "owner", ((N_("owner"), ""), (N_("assignee"), "small"))),
        ListHead(N_("last contact"), "day", "contact"),
        ListHead(N_("why"), parts=((N_("source"), "small"),)),
        ListHead(N_("next step"), parts=(FILE,)),
    ),
    tabs={
        "overdue": N_("overdue"),
        "long": N_("overdue for long"),
        "today": N_("today"),
        "week": N_("this week"),
        "month": N_("this month"),
        "next": N_("next month"),
        "papers": N_("papers open"),
        "missed": N_("missed"),
        "deferred": N_("deferred"),
        "unknown": N_("to be checked"),
    },
    filters={**WHERE, "duty": N_("duty"), **WHO, "block": N_("morning page"), "day": ""},
    groups={
        "long": N_("Overdue for more than 90 days"),
        "overdue": N_("Overdue"),
        "due": N_("Due today"),
        "missed": N_("Missed: the period is closed, the gap stays"),
        "upcoming": N_("Coming up"),
        "deferred": N_("Deferred"),
    },
)

ELIGIBLE_LIST = ListKind(
    name="eligible",
    title=N_("Impact periods"),
    page=selection.ELIGIBLE,
    macro="eligible",
    heads=(
        ListHead(N_("code and name"), "code", "person", (CODE, NAME, UNIT, KEY_GROUP)),
        ListHead(N_("measures"), "text", "measures"),
        ListHead(N_("state"), "text", "state"),
        ListHead(N_("last barred day"), "day", "until", ((N_("days left"), "small"),)),
        ListHead(N_("free from"), "day", "free"),
        ListHead(N_("reasons")),
    ),
    tabs={"freed": N_("free in the last 30 days"), "soon": N_("free soon"), **STATES, "by_hand": N_("check by hand")},
    filters={**WHERE, **FOLLOWED_BY, "free": ""},
)

PEOPLE_LIST = ListKind(
    name="people",
    title=N_("People"),
    page=selection.PEOPLE,
    macro="people",
    heads=(
        ListHead(N_("code and name"), "code", "person", (CODE, NAME, KEY_GROUP)),
        ListHead(N_("unit"), "text", "unit"),
        ListHead(N_("state"), "text", "state"),
    ),
    tabs={**STATES, "no_period": N_("no impact period")},
    filters={**WHERE, **FOLLOWED_BY},
    finds=True,
)

FINDINGS_LIST = ListKind(
    name="findings",
    title=N_("Findings"),
    page=selection.FINDINGS,
    macro="finding",
    heads=(
        ListHead(N_("severity"), "text", "severity"),
        ListHead(N_("place in the records"), "code", "place", (FILE, (N_("field"), "small"))),
        ListHead(N_("message")),
        ListHead(N_("what to do")),
        ListHead(N_("check"), "code", "check"),
    ),
    tabs={"error": N_("errors"), "warning": N_("reminders")},
    filters={"check": N_("check")},
)

HEALTH_LIST = ListKind(
    name="health",
    title=N_("Record health"),
    page=selection.HEALTH,
    macro="gap",
    heads=(
        ListHead(N_("code and name"), "code", "person", (CODE, NAME)),
        ListHead(N_("what is missing")),
        ListHead(N_("what it blocks")),
        ListHead(N_("owed by"), "text", "body"),
        ListHead(N_("what to write, and where")),
    ),
    tabs={"waiting": N_("keep somebody waiting"), "alone": N_("by themselves")},
    filters={"district": N_("district"), "body": N_("owed by"), "editor": N_("last written by, else owed by")},
)

AHEAD_LIST = ListKind(
    name="ahead",
    title=N_("Duties falling due"),
    page=AHEAD,
    macro="ahead",
    heads=(
        ListHead(N_("due"), "day", "due"),
        ListHead(N_("code and name"), "code", "person", (CODE, NAME, UNIT)),
        ListHead(N_("duty"), "text", "duty", ((N_("period"), "small"),)),
        ListHead(N_("owner"), "text", "owner"),
        ListHead(N_("why"), parts=((N_("source"), "small"),)),
    ),
    tabs={},
    filters={**WHERE, "duty": N_("duty"), **WHO, "month": N_("month")},
)


def _counted_list(figure: str, by: str) -> ListKind:
    """The rows that a figure counts; `by`: a row for each part of a partition that people do not add up over."""
    part = {by: COUNTED_IN[by]} if by else {}
    days = {"delay": N_("days")} if figure in AVERAGES else {}
    return ListKind(
        name="counted",
        title=N_("What the figures count"),
        page=counted_page(figure, by),
        macro="counted",
        heads=(
            ListHead(N_("code and name"), "code", "person", (CODE, NAME)),
            ListHead(N_("day"), "day", "day"),
            ListHead(N_("what"), "text", "what"),
            ListHead(N_("rank"), "text", "rank"),
            ListHead(N_("district"), "text", "district"),
        ),
        tabs={} if by else {YEAR: N_("this year"), EARLIER: N_("of the year before")},
        filters={**part, **COUNTED_BY, **days, "last": N_("each person once"), "month": ""},
    )


COUNTED_BY: Mapping[str, str] = {
    "district": N_("district"),
    "rank": N_("rank"),
    "supervised_by": N_("supervising body"),
    "key": N_("key group"),
    "measure": N_("measure"),
    "management": N_("management level"),
}
COUNTED_IN: Mapping[str, str] = {"body": N_("visiting body"), "situation": N_("situation"), "method": N_("method")}
COUNTED: Mapping[tuple[str, str], ListKind] = {
    (figure, by): _counted_list(figure, by) for figure, by in (*LISTED, *IN_PARTS)
}

KINDS = (DUE_LIST, ELIGIBLE_LIST, PEOPLE_LIST, HEALTH_LIST, FINDINGS_LIST, AHEAD_LIST, *COUNTED.values())
