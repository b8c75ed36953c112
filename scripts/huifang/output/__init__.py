"""Any Table as text: one function a format, loaded when it writes; none knows a list by name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from huifang.lists.table import Table
    from huifang.output.comparison import Comparison
    from huifang.texts import Words

    TableText = Callable[[Table, Words], str]
    TableFile = Callable[[Table, Words], bytes]
    ComparisonText = Callable[[Comparison, Words], str]


def _late(module: str, function: str) -> Callable[[Any, Words], Any]:
    """A function of a module of this room, loaded when it is called: some take as long as a whole verb."""

    def write(shown: object, words: Words) -> object:
        return getattr(import_module(f"{__name__}.{module}"), function)(shown, words)

    return write


FORMATS: Mapping[str, TableText] = {
    "table": _late("tabletext", "table_text"), "json": _late("jsontext", "json_text"),
    "csv": _late("csvtext", "csv_text"),
}  # fmt: skip
FILE_FORMATS: Mapping[str, TableFile] = {"xlsx": _late("workbook", "workbook")}  # no texts: bytes
CALENDAR_FORMATS: Mapping[str, TableFile] = {"ics": _late("calendartext", "calendar")}  # of duties alone
FORGE_FORMATS: Mapping[str, TableText] = {
    "gitlab": _late("forges", "findings_gitlab"), "junit": _late("forges", "findings_junit"),
    "github": _late("forges", "findings_github"),
}  # fmt: skip
FINDING_FORMATS: Mapping[str, TableText] = {
    "text": _late("findings", "findings_text"), "json": _late("findings", "findings_json"), **FORGE_FORMATS,
}  # fmt: skip
COMPARISON_FORMATS: Mapping[str, ComparisonText] = {
    "text": _late("comparison", "comparison_text"), "md": _late("merge_note", "comparison_markdown"),
    "json": _late("comparison", "comparison_json"),
}  # fmt: skip
