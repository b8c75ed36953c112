"""The record format as models: one class a mapping, in the key order of the format."""

from huifang.register.models.base import Mapped, Record
from huifang.register.models.contact import Action, Contact, Talk, Visit, Visitor
from huifang.register.models.measure import Measure
from huifang.register.models.others import (
    Checked,
    CheckedFile,
    District,
    Forge,
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
    Person,
    ReturnToScope,
)

__all__ = [
    "Action",
    "Appointment",
    "Before",
    "Checked",
    "CheckedFile",
    "Contact",
    "Deferral",
    "District",
    "Forge",
    "Held",
    "Helper",
    "Investigation",
    "IssueRaised",
    "Left",
    "Mapped",
    "Measure",
    "Organization",
    "OrganizationFile",
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
