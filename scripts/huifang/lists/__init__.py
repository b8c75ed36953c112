"""Lists: all that is computed for (register, policy, as-of), each once; every surface gets them."""

from huifang.lists.eligible import CLOSING
from huifang.lists.ending import EndingRow, Todo, ends_within
from huifang.lists.lists import Lists, Revision
from huifang.lists.notice import SAMPLE
from huifang.lists.rows import AuditRow, CoverageRow, DueRow, EligibleRow, FindingRow, ForecastRow, HealthRow, StatRow
from huifang.lists.scope import Scope
from huifang.lists.table import Column, Heading, Table, columns

__all__ = [
    "CLOSING",
    "SAMPLE",
    "AuditRow",
    "Column",
    "CoverageRow",
    "DueRow",
    "EligibleRow",
    "EndingRow",
    "FindingRow",
    "ForecastRow",
    "Heading",
    "HealthRow",
    "Lists",
    "Revision",
    "Scope",
    "StatRow",
    "Table",
    "Todo",
    "columns",
    "ends_within",
]
