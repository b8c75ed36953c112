"""Every version of every rule, frozen as a row that a person can read: no day, bar, article or grade moves unseen.

The rows stand in versions-law.txt and versions-programme.txt. After a change of the policy: `pytest --accept`, then
read each changed row against the text that it cites, and say in the commit why it is right.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from huifang.policy import Version
from tests.sound import sample_policy

HERE = Path(__file__).parent
COLUMNS = ("id", "since", "categories", "source", "certainty")
UNSAID = (*COLUMNS, "label", "note", "read_on", "local")  # words for people, and what no shipped policy has
POLICY = sample_policy()
PROGRAMME = {
    each.id for name in type(POLICY.followup.rules).model_fields for each in getattr(POLICY.followup.rules, name)
}
FILES = {
    "versions-law.txt": [each for each in POLICY.versions() if each.id not in PROGRAMME],
    "versions-programme.txt": [each for each in POLICY.versions() if each.id in PROGRAMME],
}


def row(version: Version) -> str:
    """One version: id | from | categories | text, edition, articles | certainty | what it says."""
    source = version.source
    cited = f"{source.text} {source.edition or '-'} {','.join(source.articles) or '-'} {source.ref}"
    said = (f"{name}={plain(getattr(version, name))}" for name in type(version).model_fields if name not in UNSAID)
    values = " ".join(each for each in said if not each.endswith(("=-", "=False", "=0")))
    since = version.since.isoformat() if version.since else "always"
    return " | ".join((version.id, since, ",".join(version.categories) or "all", cited, version.certainty, values))


def plain(value: Any) -> str:
    """A value of a version in one word."""
    if hasattr(value, "source"):
        return f"{value.source.text}:{','.join(value.source.articles)}:{value.certainty}"
    if hasattr(value, "zh"):
        return str(value.zh)
    if isinstance(value, dict):
        return ",".join(f"{key}:{each}" for key, each in value.items()) or "-"
    if isinstance(value, tuple):
        return ",".join(map(plain, value)) or "-"
    return "-" if value is None else str(value)


@pytest.mark.parametrize("name", FILES)
def test_versions_are_those_on_file(name: str, accept: bool) -> None:
    rows = [row(version) for version in FILES[name]]
    if accept:
        (HERE / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert rows == (HERE / name).read_text(encoding="utf-8").splitlines()


def changes(version: Version) -> dict[str, Version]:
    """A version with one thing changed by a day, a month or a word."""
    article = version.source.model_copy(update={"articles": (*version.source.articles, "0")})
    made: dict[str, Any] = {"source": article, "categories": (*version.categories, "其他人员")}
    made["certainty"] = "RECALL" if version.certainty == "SOURCE" else "SOURCE"
    made |= {"since": version.since + timedelta(days=1)} if version.since else {}
    for name in ("months", "bars", "rule", "cap_months", "kind", "allowed", "years", "effect", "months_by_bar"):
        value = getattr(version, name, None)
        if isinstance(value, tuple | str | dict | int) and value:
            made[name] = value + 1 if isinstance(value, int) else type(value)()
    return {name: version.model_copy(update={name: value}) for name, value in made.items()}


@pytest.mark.parametrize("version", tuple(POLICY.versions()), ids=lambda version: version.id)
def test_no_change_leaves_a_row_as_it_was(version: Version) -> None:
    """The rows would tell: each change of each version gives another row."""
    assert [what for what, other in changes(version).items() if row(other) == row(version)] == []


@pytest.mark.parametrize("version", FILES["versions-law.txt"], ids=lambda version: version.id)
def test_a_version_of_the_law_says_what_was_read(version: Version) -> None:
    """Of its text and where, or why nothing was; SOURCE means that the official text was read, article by article."""
    assert version.note is not None
    assert version.source.articles or not version.sure
