"""What lists are computed from: each input is watched by the effects of commits, or has a reason why not here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huifang.history.record_diff import PATH
from huifang.history.revision import TEXT
from huifang.register.layout import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

AUDIENCES = "audiences.yml"  # no list rests on it, but who sees them
OF_SOMEBODY = (Kind.PERSON, Kind.VISIT, Kind.TALK, Kind.PLAN)  # who is named there is computed again
OF_EVERYBODY = (Kind.REGISTER, Kind.ORGANIZATIONS, Kind.POLICY)  # everybody whom the change reaches is
NO_FILES: Mapping[str, str] = {
    Kind.CHECKED: "it lifts the check by hand alone, never a bar or a duty; `answer-changed` watches its entries",
    Kind.RESTRICTED: "it lies in a repository of its own, which this history does not hold",
    Kind.IDENTITIES: "it lies in a repository of its own; no row rests on a name",
}
NO_KEYS: Mapping[str, Mapping[str, str]] = {
    "organization": {
        "name": "it stands in sentences alone",
        "name_en": "it stands in sentences alone",
        "closed_on": "a check tells of it; no row rests on it",
        "successor": "a check tells of it; no row rests on it",
    },
    "district": {
        "name": "it stands in sentences alone",
        "name_en": "it stands in sentences alone",
    },
    "register": {
        "format": "a program that does not know it refuses the register",
        "name": "it stands in headings alone",
        "name_en": "it stands in headings alone",
        "forge": "pages lead there; no row rests on it",
        "forms": "pages lead there; no row rests on it",
    },
    "record": {
        TEXT: "it stands below the front matter, from which alone rows are made",
        PATH: "a code is an identity, wherever its folder lies",
    },
}
