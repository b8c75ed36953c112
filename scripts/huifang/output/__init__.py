"""Any Table as text: one function a format; none knows a list by name."""

from huifang.output.csvtext import csv_file, csv_text
from huifang.output.findings import findings_json, findings_text
from huifang.output.jsontext import json_text, json_value
from huifang.output.tabletext import table_text

FORMATS = {"table": table_text, "json": json_text, "csv": csv_text}
FINDING_FORMATS = {"text": findings_text, "json": findings_json}

__all__ = [
    "FINDING_FORMATS",
    "FORMATS",
    "csv_file",
    "csv_text",
    "findings_json",
    "findings_text",
    "json_text",
    "json_value",
    "table_text",
]
