"""`huifang units`: ids and names, by any part of them, as table, JSON and CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.running import Command
from tests.sound import OTHER, put

if TYPE_CHECKING:
    from pathlib import Path

KEYS = ["id", "name", "name_en", "kind", "parent", "district", "closed_on", "successor"]
UNITS = """\
district: {id: vv, prefix: VV, name: 示例丙区, level: 区, register_from: 2026-01-01}
organizations:
  - {id: vv-dw, name: 示例丙区区委, kind: 党委党组}
  - {id: vv-arch, name: 示例档案局, name_en: Archives, kind: 单位, parent: vv-dw, closed_on: 2026-05-31, \
successor: vv-new}
  - {id: vv-new, name: 示例文化局, kind: 单位, parent: vv-dw}
"""
FOUND: tuple[tuple[tuple[str, ...], list[str]], ...] = (  # what is typed, the ids
    ((), ["uu-", "vv-dw", "vv-arch", "vv-new"]),
    (("没有",), []),
    (("档案",), ["uu-", "vv-arch"]),
    (("vv-",), ["vv-dw", "vv-arch", "vv-new"]),
    (("ＶＶ－ＡＲＣＨ",), ["vv-arch"]),
    (("archives",), ["vv-arch"]),
    (("文 化 局",), ["vv-new"]),
    (("--district", "vv"), ["vv-dw", "vv-arch", "vv-new"]),
    (("局", "--district", "vv"), ["vv-arch", "vv-new"]),
)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Two districts."""
    return put(tmp_path / "records", {**OTHER, "organizations/vv.yml": UNITS})


@pytest.mark.parametrize(("typed", "ids"), FOUND)
def test_what_is_found(huifang: Command, register: Path, typed: tuple[str, ...], ids: list[str]) -> None:
    rows = huifang("units", *typed, "--records", register, "--format", "json").data["rows"]
    found = [row["id"] for row in rows]
    assert [each for each in found if each.startswith("vv")] == [each for each in ids if each != "uu-"]
    assert any(each.startswith("uu") for each in found) == ("uu-" in ids)


def test_every_key_and_format(huifang: Command, register: Path) -> None:
    data = huifang("units", "vv-arch", "--records", register, "--format", "json").data
    assert list(data["rows"][0]) == KEYS
    assert list(data["rows"][0].values()) == [
        "vv-arch", "示例档案局", "Archives", "单位", "vv-dw", "vv", "2026-05-31", "vv-new",
    ]  # fmt: skip
    csv = huifang("units", "vv-arch", "--records", register, "--format", "csv").out.decode()
    assert csv.splitlines() == [",".join(KEYS), "vv-arch,示例档案局,Archives,单位,vv-dw,vv,2026-05-31,vv-new"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ("标识", "名称", "机关类型", "上一级", "最后一日", "示例丙区区委")),
        ("en", ("id", "name of the body or unit", "kind of body")),
    ],
)
def test_the_table(huifang: Command, register: Path, lang: str, said: tuple[str, ...]) -> None:
    out = huifang("units", "vv-arch", "--records", register, "--lang", lang).out.decode()
    assert [each for each in said if each not in out] == []


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [("没有", 0, "没有这样的标识或者名称。"), ("--district xx", 2, ""), ("--person UU-0001", 2, "")],
)
def test_nothing_found_is_a_sentence(huifang: Command, register: Path, typed: str, code: int, said: str) -> None:
    answer = huifang("units", *typed.split(), "--records", register)
    assert (answer.code, said in answer.out.decode()) == (code, True)
