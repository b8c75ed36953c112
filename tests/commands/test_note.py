"""`huifang note`: one note on the merge request, made and then updated; nobody else's is touched."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from huifang.services.forge_notes import LONGEST, MARK
from tests.commands.mock_forge import ACTIONS, GITLAB, OTHER, TOKEN, MockForge, mock_forge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tests.commands.running import Answer, Command

KNOWN = ("CI_", "GITHUB_", "GITEA_", "FORGEJO_", "HUIFANG_NOTE")
JOBS = {"gitlab": MockForge.gitlab, "actions": MockForge.actions}
Job = dict[str, str]


@pytest.fixture
def forge(monkeypatch: pytest.MonkeyPatch) -> Iterator[MockForge]:
    for name in [each for each in os.environ if each.startswith(KNOWN)]:
        monkeypatch.delenv(name)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with mock_forge() as made:
        yield made


@pytest.fixture
def post(huifang: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    def run(job: Mapping[str, str], text: str = "### 一\n", lang: str = "en") -> Answer:
        (tmp_path / "note.md").write_text(text, encoding="utf-8")
        for name, value in job.items():
            monkeypatch.setenv(name, value)
        answer = huifang("note", tmp_path / "note.md", "--lang", lang)
        assert TOKEN not in answer.err
        assert answer.out == b""
        return answer

    return run


@pytest.mark.parametrize("pages", [True, False])
@pytest.mark.parametrize("knows_me", [True, False])
@pytest.mark.parametrize("kind", JOBS)
def test_one_note(forge: MockForge, post: Callable[..., Answer], kind: str, *, knows_me: bool, pages: bool) -> None:
    """Beside more notes than a page has, and one of somebody else who copied the mark."""
    if kind == "gitlab" and not (knows_me and pages):
        return  # a project's token may ask there, and there are pages
    forge.pages, forge.knows_me = pages, knows_me
    forge.write(f"{MARK}\n假的\n", OTHER)
    for number in range(150):
        forge.write(f"{number}", OTHER)
    job = JOBS[kind](forge)
    said = [post(job).err, post(job).err, post(job, "### 二\n").err, post(job, "### 二\n", "zh").err]
    assert said == [
        "huifang: the note was posted\n", "huifang: the note is as it was\n", "huifang: the note was updated\n",
        "huifang: 评论没有变化\n",
    ]  # fmt: skip
    assert [each["body"] for each in forge.notes if each["body"].startswith(MARK)] == [
        f"{MARK}\n假的\n", f"{MARK}\n### 二\n",
    ]  # fmt: skip
    where = GITLAB if kind == "gitlab" else ACTIONS
    changes = [each for each in forge.asked if not each.startswith("GET")]
    assert changes[0] == f"POST {where} 201"
    assert len(changes) == 2


REFUSALS = (  # how the forge misbehaves; exit code, in English, in Chinese
    ({"answer": 401}, 3, "it does not know the token; has it run out?", "令牌无效"),
    ({"answer": 403}, 3, "the token may not; its role is too low, or the merge request comes from a fork", "没有权限"),
    ({"answer": 404}, 3, "there is no such merge request, or none that the token may see", "没有这个合并请求"),
    ({"answer": 302}, 3, "it sends us elsewhere, and the token does not go along", "转向"),
    ({"answer": 500}, 3, "it answers 500", "返回 500"),
    ({"text": "<html>"}, 3, "does not answer as a forge does: ", "不像代码平台"),
    ({"text": "{}"}, 3, "does not answer as a forge does: no list of notes", "没有评论列表"),
    ({"text": '[{"id": "../1", "body": ""}]'}, 3, "no list of notes", "没有评论列表"),
)


@pytest.mark.parametrize("kind", JOBS)
@pytest.mark.parametrize(("how", "code", "english", "chinese"), REFUSALS)
def test_what_the_forge_refuses(
    forge: MockForge, post: Callable[..., Answer], kind: str, how: dict[str, object], code: int, english: str,
    chinese: str,
) -> None:  # fmt: skip
    for name, value in how.items():
        setattr(forge, name, value)
    for lang, sentence in (("en", english), ("zh", chinese)):
        answer = post(JOBS[kind](forge), lang=lang)
        assert (answer.code, sentence in answer.err) == (code, True), answer.err
    assert not [each for each in forge.asked if "elsewhere" in each]
    assert forge.notes == []


CALLS = (  # what differs in the job; exit code, in English
    ({"HUIFANG_NOTE_TOKEN": ""}, 0, "HUIFANG_NOTE_TOKEN is not set, so no note is posted"),
    ({"HUIFANG_NOTE_TOKEN": "a\nX-Evil: b"}, 2, "HUIFANG_NOTE_TOKEN is no token"),
    ({"CI_MERGE_REQUEST_IID": ""}, 2, "no merge request is known here"),
    ({"CI_MERGE_REQUEST_IID": "3/../../4"}, 2, "no merge request is known here"),
    ({"CI_MERGE_REQUEST_PROJECT_ID": "5/x"}, 2, "no merge request is known here"),
    ({"CI_API_V4_URL": "file:///etc/passwd"}, 2, "no merge request is known here"),
    ({"CI_API_V4_URL": "http://127.0.0.1:1/api/v4"}, 3, "http://127.0.0.1:1/api/v4/user does not answer as a forge"),
    ({"CI_SERVER_TLS_CA_FILE": "/nowhere/ca.pem"}, 3, "/nowhere/ca.pem"),
)


@pytest.mark.parametrize(("how", "code", "said"), CALLS)
def test_what_the_job_says(forge: MockForge, post: Callable[..., Answer], how: Job, code: int, said: str) -> None:
    answer = post(forge.gitlab(**how))
    assert (answer.code, said in answer.err) == (code, True), answer.err
    assert (forge.notes, forge.asked) == ([], [])


PULLS = ({"GITHUB_REF": "refs/heads/main"}, {"GITHUB_REPOSITORY": "a/b/../c"}, {"GITHUB_API_URL": ""})


@pytest.mark.parametrize("how", PULLS)
def test_a_job_of_actions_without_a_merge_request(forge: MockForge, post: Callable[..., Answer], how: Job) -> None:
    answer = post(forge.actions(**how))
    assert (answer.code, "no merge request is known here" in answer.err) == (2, True), answer.err


UNREADABLE = (  # the file, the exit code, what is said
    ("long", 2, f"has {LONGEST + 1} characters, and a note at most {LONGEST}"),
    ("bytes", 3, "is no text in UTF-8"),
    ("absent", 3, "absent"),
    (".", 3, "huifang: "),
)


@pytest.mark.parametrize(("name", "code", "said"), UNREADABLE)
def test_the_file(
    forge: MockForge, huifang: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: int, said: str
) -> None:
    (tmp_path / "long").write_text("x" * (LONGEST + 1), encoding="utf-8")
    (tmp_path / "bytes").write_bytes(b"\xff")
    for variable, value in forge.gitlab().items():
        monkeypatch.setenv(variable, value)
    answer = huifang("note", tmp_path / name, "--lang", "en")
    assert (answer.code, said in answer.err, "Traceback" in answer.err) == (code, True, False)
    assert forge.asked == []
