"""The record format as models: one class a mapping, in the key order of the format."""

from huifang.register.models.base import Part, Record
from huifang.register.models.contact import Action, Contact, Talk, Visit, Visitor
from huifang.register.models.others import (
    District,
    Investigation,
    IssueRaised,
    Organization,
    OrganizationFile,
    Plan,
    PlannedVisit,
    RegisterFile,
    Restricted,
    Violation,
)
from huifang.register.models.person import (
    Appointment,
    Before,
    Deferral,
    Held,
    Helper,
    Left,
    Measure,
    Person,
    ReturnToScope,
)

__all__ = [
    "Action",
    "Appointment",
    "Before",
    "Contact",
    "Deferral",
    "District",
    "Held",
    "Helper",
    "Investigation",
    "IssueRaised",
    "Left",
    "Measure",
    "Organization",
    "OrganizationFile",
    "Part",
    "Person",
    "Plan",
    "PlannedVisit",
    "Record",
    "RegisterFile",
    "Restricted",
    "ReturnToScope",
    "Talk",
    "Violation",
    "Visit",
    "Visitor",
]
