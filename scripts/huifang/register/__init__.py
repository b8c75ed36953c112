"""Records: bytes -> front matter with positions -> models -> Register."""

from huifang.register.cleared import Cleared
from huifang.register.clearing import cleared_by, standing_people
from huifang.register.days import CalendarPeriod, DecisionDay, Span, add_months
from huifang.register.edits import edited
from huifang.register.finding import Edit, Finding, Key, Place, Severity, error, field_name, warning
from huifang.register.known import Known, known_on, projected
from huifang.register.load import Earlier, load
from huifang.register.register import Register
from huifang.register.tree import FolderTree, PartTree, Tree, TreeEntry, common

__all__ = [
    "CalendarPeriod",
    "Cleared",
    "DecisionDay",
    "Earlier",
    "Edit",
    "Finding",
    "FolderTree",
    "Key",
    "Known",
    "PartTree",
    "Place",
    "Register",
    "Severity",
    "Span",
    "Tree",
    "TreeEntry",
    "add_months",
    "cleared_by",
    "common",
    "edited",
    "error",
    "field_name",
    "known_on",
    "load",
    "projected",
    "standing_people",
    "warning",
]
