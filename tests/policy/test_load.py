"""Policy files become a Policy, or everything that is wrong with them; settings override one path."""

from __future__ import annotations

from datetime import date

import pytest

from huifang.policy import NoPolicyError, Policy, load_policy, words_of
from huifang.policy.load import FILES
from huifang.texts import words
from tests.sound import SAMPLE, MemoryTree, sample_policy

DAY = date(2026, 1, 1)
NAMES = tuple(FILES)


def files(**changed: str | bytes | None) -> dict[str, str | bytes]:
    """The policy files of the sample, some replaced, None: missing."""
    sound: dict[str, str | bytes] = {f"policy/{name}.yml": SAMPLE.read(f"policy/{name}.yml") for name in NAMES}
    other = {f"policy/{name}.yml": text for name, text in changed.items()}
    return {path: text for path, text in (sound | other).items() if text is not None}


def refused(**changed: str | bytes | None) -> list[tuple[str, str, int | None, str]]:
    """Check, path, line and message of all that makes a policy unreadable."""
    with pytest.raises(NoPolicyError) as problem:
        load_policy(MemoryTree(files(**changed)))
    found = problem.value.findings
    return [(each.check, each.place.path, each.place.line, words("en")(each.message)) for each in found]


def replaced(name: str, old: str, new: str) -> str:
    """A policy file of the sample with one text changed, which must be there."""
    text = SAMPLE.read(f"policy/{name}.yml").decode()
    assert old in text
    return text.replace(old, new, 1)


def test_sample_policy_is_read() -> None:
    policy = load_policy(MemoryTree(files()))
    assert policy.version
    assert policy.local == {}
    assert words_of(policy)["rank"]
    assert list(words_of(policy)["measure_type"]) == [rule.type for rule in policy.measures.types]


@pytest.mark.parametrize("name", NAMES)
def test_missing_file(name: str) -> None:
    (found,) = refused(**{name: None})
    assert found == ("no-policy", f"records/policy/{name}.yml", None, f"the policy file {name}.yml is missing")


MANY: tuple[tuple[dict[str, str | bytes | None], list[tuple[str, str]]], ...] = (  # files, check and file of a problem
    (dict.fromkeys(NAMES), [("no-policy", name) for name in NAMES]),
    (
        {"measures": b"\xff", "stacking": replaced("stacking", "format: 1", "format: one"), "lifting": None},
        [("bad-utf-8", "measures"), ("bad-number", "stacking"), ("no-policy", "lifting")],
    ),
)


@pytest.mark.parametrize(("given", "problems"), MANY, ids=["all missing", "each something else"])
def test_problems_of_all_files_in_one_run(
    given: dict[str, str | bytes | None], problems: list[tuple[str, str]]
) -> None:
    assert [each[:2] for each in refused(**given)] == [
        (check, f"records/policy/{name}.yml") for check, name in problems
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("text", "check"),
    [(b"\xff", "bad-utf-8"), ("a: [", "bad-yaml"), ("- a", "wrong-shape"), ("format：1", "full-width-colon")],
)
def test_broken_file(name: str, text: str | bytes, check: str) -> None:
    found = refused(**{name: text})
    assert {each[:2] for each in found} == {(check, f"records/policy/{name}.yml")}


def test_wrong_key_is_placed() -> None:
    text = replaced("followup", "min_window_days:", "min_window_dys:")
    line = text[: text.index("min_window_dys")].count("\n") + 1
    found = refused(followup=text)
    assert {each[0] for each in found} == {"unknown-key", "missing-key"}
    assert (
        "unknown-key",
        "records/policy/followup.yml",
        line,
        "`min_window_dys` is not a key of this record",
    ) in found


def values(policy: Policy) -> tuple[int, str, set[int | None]]:
    """What the settings below change."""
    months = {version.months for version in policy.types["诫勉"].versions}
    return policy.on(DAY).talk.min_window_days, policy.convention, months


SOUND = values(sample_policy())
SETTINGS = (  # path, value, what changes: days, convention, months of 诫勉
    ("followup.talk.min_window_days", "45", (45, SOUND[1], SOUND[2])),
    ("stacking.conventions.convention", "start_counts", (SOUND[0], "start_counts", SOUND[2])),
    ("measures.诫勉.months", "9", (SOUND[0], SOUND[1], {9})),
    ("followup.talk.min_days", "45", SOUND),  # unknown paths change nothing, a check tells them
    ("followup.talks.min_window_days", "45", SOUND),
    ("followup.talk", "45", SOUND),
    ("followup", "45", SOUND),
    ("talk.min_window_days", "45", SOUND),
    ("measures.劝诫.months", "9", SOUND),
    ("lifting.rules.rule", "automatic", SOUND),
    ("vocabulary.enumerations.rank", "x", SOUND),
    ("", "45", SOUND),
    ("....", "45", SOUND),
    ("followup.talk.min_window_days", "many", SOUND),  # so do values that do not fit
    ("followup.talk.min_window_days", "", SOUND),
    ("stacking.conventions.convention", "other", SOUND),
    ("measures.诫勉.months", "-1", SOUND),
)


@pytest.mark.parametrize(("path", "value", "expected"), SETTINGS)
def test_setting(path: str, value: str, expected: tuple[int, str, set[int | None]]) -> None:
    policy = load_policy(SAMPLE, {path: value})
    assert values(policy) == expected
    assert policy.local == {path: value}


def test_bad_setting_leaves_the_others() -> None:
    both = {"followup.talk.min_window_days": "many", "followup.talk.talks": "2", "measures.诫勉.months": "9"}
    policy = load_policy(SAMPLE, both)
    assert policy.on(DAY).talk.min_window_days == SOUND[0]
    assert policy.on(DAY).talk.talks == 2
    assert values(policy)[2] == {9}


def test_settings_never_change_the_files() -> None:
    load_policy(SAMPLE, {"measures.诫勉.months": "9"})
    assert values(load_policy(SAMPLE)) == SOUND
