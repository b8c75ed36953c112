"""The procedure of the handbook on a small repository: the history rewritten, what was done recorded, a new seal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from huifang.history.audit import SEAL_CHECKS, audit_rows, made_seal, outside_rows, read_seal
from huifang.lists import AuditRow
from huifang.register.erasures import ERASURES_SHAPE
from huifang.register.reading import read
from tests.commands.running import Command
from tests.history.repositories import SECOND, Repository, started
from tests.history.test_audit import EN, SEALED, audited, found
from tests.history.test_erasures import BY, ERASURES, NAMES, OTHERS, REVOKED, erasure, errors
from tests.sound import ONE, PERSON_PATH, put


def sealed(repository: Repository) -> str:
    seal = made_seal(audited(repository), SEALED)
    assert seal is not None
    repository.commit({seal.path: seal.raw.decode()}, "seal")
    return Path(seal.path).stem


def rewritten(repository: Repository) -> tuple[str, str]:
    """Without the folder of names in any commit, and without the old commits; the tips before and after."""
    old = repository.git("rev-parse", "HEAD")
    drop = "git rm -r -q --cached --ignore-unmatch records/identities"
    repository.git("-c", "advice.detachedHead=false", "filter-branch", "-f", "--prune-empty", "--index-filter", drop,
                   "--tag-name-filter", "cat", "--", "--all")  # fmt: skip
    for ref in repository.git("for-each-ref", "--format=%(refname)", "refs/original").split():
        repository.git("update-ref", "-d", ref)
    repository.git("reflog", "expire", "--expire=now", "--all")
    repository.git("gc", "-q", "--prune=now")
    return old, repository.git("rev-parse", "HEAD")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The common repository tracked names from its second commit on, was sealed, and erased one of them."""
    monkeypatch.setenv("FILTER_BRANCH_SQUELCH_WARNING", "1")
    repository = started(tmp_path / "office")
    repository.commit({"identities/tt.yml": NAMES, PERSON_PATH: REVOKED}, "names")
    sealed(repository)
    repository.commit({"identities/tt.yml": OTHERS, ERASURES: erasure()}, "erased", who=SECOND)
    repository.commit({"identities/tt.yml": None, "../.gitignore": "/records/identities/\n"}, "no longer tracked")
    return repository


def test_rewritten_and_recorded(office: Repository, huifang: Command) -> None:
    """The procedure of the handbook: afterwards nothing remains, and the seal is answered by the erasure."""
    typed = ("--records", office.records, "--lang", "en", "--as-of", "2026-04-01")
    assert huifang("erase", "TT-0001", *typed).code == 1
    (seal,) = [path.stem for path in (office.records / "audit/seals").iterdir()]
    kept = read_seal(seal, (office.records / f"audit/seals/{seal}.yml").read_bytes())
    old, new = rewritten(office)
    put(office.records, {"identities/tt.yml": OTHERS})  # what lies in the ignored folder stays there
    assert huifang("erase", "TT-0001", *typed).code == 0
    assert errors(office) == [("history-rewritten", f"audit/seals/{seal}.yml", False)]
    assert huifang("audit", "seal", *typed).code == 1
    text = erasure(rewritten_on="2026-03-02", old_tip=old, new_tip=new, supersedes=f"[{seal}]")
    office.commit({ERASURES: text}, "recorded")
    (row,) = rows = [row for row in found(office) if row.severity == "error"]
    assert (row.check, row.answered) == ("history-rewritten", BY)
    (outside,) = outside_rows(audited(office), [kept])
    assert (outside.check, outside.answered) == ("history-rewritten", None)
    assert EN(outside.message).endswith("the erasure of TT-0001 on 2026-03-01 says that it was rewritten")
    assert huifang("audit", "verify", *typed).code == 0
    assert huifang("audit", "seal", *typed).code == 0
    office.commit(message="seal", when="2026-04-01T10:00:00+08:00")
    assert errors(office) == [(each.check, each.path.removeprefix("records/"), True) for each in rows]
    assert "the history rewritten on 2026-03-02: 处分撤销" in huifang("erase", "TT-0001", *typed).out.decode()


UNTOLD: tuple[dict[str, str], ...] = (  # what the entry says of the rewriting
    {},
    {"rewritten_on": "2026-03-02", "old_tip": "OLD", "supersedes": "[SEAL]"},
    {"rewritten_on": "2026-03-02", "old_tip": "OLD", "new_tip": "0123456", "supersedes": "[SEAL]"},
    {"old_tip": "OLD", "new_tip": "NEW", "supersedes": "[SEAL]"},
    {"rewritten_on": "2026-03-02", "new_tip": "NEW", "supersedes": "[SEAL]"},
    {"rewritten_on": "2026-03-02", "old_tip": "OLD", "new_tip": "NEW", "supersedes": "[2026-01-01-0123456789]"},
    {"rewritten_on": "2026-03-02", "old_tip": "x", "new_tip": "NEW", "supersedes": "[SEAL]"},
    {"rewritten_on": "2026-03-02", "old_tip": "NEW", "new_tip": "NEW", "supersedes": "[SEAL]"},
    {"rewritten_on": "2026-03-02", "old_tip": "OLD", "new_tip": "NEW", "supersedes": "[SEAL]", "of": "TT-0009"},
)


@pytest.mark.parametrize("more", UNTOLD, ids=lambda more: " ".join(more) or "nothing")
def test_rewritten_and_not_told_whole(office: Repository, more: dict[str, str]) -> None:
    (seal,) = [path.stem for path in (office.records / "audit/seals").iterdir()]
    old, new = rewritten(office)
    values = {key: value.replace("SEAL", seal).replace("NEW", new).replace("OLD", old) for key, value in more.items()}
    code = values.pop("of", "TT-0001")  # of a code that never was nothing is explained
    recorded = erasure(code=code, **values).removeprefix("erasures:\n")
    office.commit({ERASURES: erasure() + recorded}, "recorded")
    assert errors(office) == [("history-rewritten", f"audit/seals/{seal}.yml", False)]


@pytest.mark.parametrize(("named", "answered"), [(1, [False, False]), (2, [True, True])], ids=["one", "both"])
def test_every_seal_that_ended_must_be_named(office: Repository, named: int, answered: list[bool]) -> None:
    """Of two seals one is left out: then neither is answered."""
    sealed(office)
    names = sorted(path.stem for path in (office.records / "audit/seals").iterdir())
    old, new = rewritten(office)
    more = {"rewritten_on": "2026-03-02", "old_tip": old, "new_tip": new}
    office.commit({ERASURES: erasure(**more, supersedes=f"[{', '.join(names[:named])}]")}, "recorded")
    assert [each for check, _, each in errors(office) if check == "history-rewritten"] == answered


def test_an_old_tip_that_can_be_looked_at_leads_from_the_seals(office: Repository) -> None:
    """Another commit that is still here, and that the sealed one does not lead to, is not what was rewritten."""
    (seal,) = [path.stem for path in (office.records / "audit/seals").iterdir()]
    _, new = rewritten(office)
    office.git("branch", "aside", office.git("commit-tree", "-m", "aside", "HEAD^{tree}"))
    more = {"rewritten_on": "2026-03-02", "old_tip": office.git("rev-parse", "aside"), "new_tip": new}
    office.commit({ERASURES: erasure(**more, supersedes=f"[{seal}]")}, "recorded")
    assert errors(office) == [("history-rewritten", f"audit/seals/{seal}.yml", False)]


def test_a_seal_that_was_changed_is_never_excused(office: Repository) -> None:
    (seal,) = [path.stem for path in (office.records / "audit/seals").iterdir()]
    raw = (office.records / f"audit/seals/{seal}.yml").read_bytes()
    old, new = rewritten(office)
    text = erasure(rewritten_on="2026-03-02", old_tip=old, new_tip=new, supersedes=f"[{seal}]")
    office.commit({ERASURES: text, f"audit/seals/{seal}.yml": raw.decode().replace("commits: 2", "commits: 9")})
    rows: list[AuditRow] = list(audit_rows(audited(office), SEAL_CHECKS))
    rows += outside_rows(audited(office), [read_seal(seal, raw)])
    assert sorted((row.check, row.field or "", row.answered is not None) for row in rows) == [
        ("history-rewritten", "", False), ("history-rewritten", "commit", False), ("history-rewritten", "commit", True),
        ("seal-changed", "", False),
    ]  # fmt: skip


def test_the_sample_may_keep_its_names(tmp_path: Path, huifang: Command) -> None:
    """Names inside the common repository: the erasure says that they remain, and how many commits hold them."""
    made = Repository(tmp_path)
    made.git("init", "-q", "-b", "main")
    put(made.records, {**ONE, PERSON_PATH: REVOKED})
    made.commit(message="first")
    typed = ("--records", made.records, "--lang", "en")
    assert huifang("erase", "TT-0001", *typed, "--by", "王某", "--reason", "处分撤销").code == 1
    made.commit(message="erased")
    rows = json.loads(huifang("audit", *typed, "--format", "json").out)["rows"]
    assert [row["message"] for row in rows if row["severity"] == "error"] == [
        "erased on 2026-07-01, but 1 commits of the repository still hold the identity"
    ]


def test_the_entry_of_the_handbook_can_be_read() -> None:
    page = (Path(__file__).parents[2] / "docs/handbook/erase.md").read_text(encoding="utf-8")
    (example,) = (part.partition("```")[0] for part in page.split("```yaml\n")[1:])
    reading = read(ERASURES_SHAPE, "x", example.encode(), {}, markdown=False)
    assert reading.findings == []
    assert reading.value is not None
    assert reading.value.erasures[0].supersedes == ("2026-06-30-0123456789",)
