"""Any Table as text: one function a format; none knows a list by name."""

from huifang.output.csvtext import csv_file, csv_text
from huifang.output.files import calendar_file, document_file, workbook_file
from huifang.output.findings import findings_json, findings_text
from huifang.output.forges import findings_github, findings_gitlab, findings_junit
from huifang.output.jsontext import json_text, json_value
from huifang.output.tabletext import table_text

FORMATS = {"table": table_text, "json": json_text, "csv": csv_text}
FILE_FORMATS = {"xlsx": workbook_file}  # no texts: bytes
CALENDAR_FORMATS = {"ics": calendar_file}  # of duties alone
FORGE_FORMATS = {"gitlab": findings_gitlab, "junit": findings_junit, "github": findings_github}
FINDING_FORMATS = {"text": findings_text, "json": findings_json, **FORGE_FORMATS}

__all__ = [
    "CALENDAR_FORMATS",
    "FILE_FORMATS",
    "FINDING_FORMATS",
    "FORGE_FORMATS",
    "FORMATS",
    "calendar_file",
    "csv_file",
    "csv_text",
    "document_file",
    "findings_json",
    "findings_text",
    "json_text",
    "json_value",
    "table_text",
    "workbook_file",
]
