"""Five invented ledgers of offices of different shapes; everybody and everything in them is invented."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet


def new(title: str) -> tuple[Workbook, Worksheet]:
    """A workbook with one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    return book, sheet


def plain() -> Workbook:
    """An office of a district: one row a person, one row of headings, days as spelled in Chinese."""
    book, sheet = new("台账")
    sheet.append(["序号", "姓名", "工作单位", "现任职务", "级别", "人员类别", "政治面貌", "干部管理权限", "回访机关",
                  "处分种类", "处分时间", "处分机关", "形态", "处分文号", "违纪事实"])  # fmt: skip
    sheet.append([1, "测试人甲", "示例区档案局", "科长", "正科级", "公务员", "中共党员", "区管", "示例区纪委监委",
                  "党内警告", "2025年8月12日", "示例区纪委监委", "第二种形态",
                  "示纪〔2025〕1号", "审核不严"])  # fmt: skip
    sheet.append([2, "测试人乙", "示例区委组织部", "/", "副科级", "参照公务员法管理人员", "群众", "区管",
                  "示例区纪委监委", "政务记过", date(2025, 9, 5), "示例区纪委监委", 2,
                  "示监〔2025〕2号", None])  # fmt: skip
    sheet.append(["合计", "2人"])
    return book


def merged() -> Workbook:
    """A municipal office: a title, headings in two rows, people merged over the rows of their measures."""
    book, sheet = new("受处分人员")
    sheet["A1"] = "受处分人员台账（示例）"
    sheet.merge_cells("A1:J1")
    for at, text in (("A2", "基本情况"), ("E2", "处分情况"), ("I2", "帮扶人情况")):
        sheet[at] = text
    sheet.merge_cells("A2:D2")
    sheet.merge_cells("E2:H2")
    sheet.merge_cells("I2:J2")
    sheet.append(["姓名", "单位", "职务", "是否党员", "种类", "时间", "机关", "文号", "姓名", "起始日"])
    sheet["I3"], sheet["J3"] = "姓名", "开始日期"
    sheet.append(["测试人 丙", "示例区档案局", "副局长", "是", "党内严重警告", "2024.3.1", "示例区纪委监委",
                  "示纪〔2024〕3号", "王某", "2024/03/20"])  # fmt: skip
    sheet.append([None, None, None, None, "政务降级", "20240301", "示例区纪委监委", "示监〔2024〕3号", None, None])
    for letter in "ABCD":
        sheet.merge_cells(f"{letter}4:{letter}5")
    sheet.append(["一、本行是小标题"])
    return book


def columns() -> Workbook:
    """A unit: several measures of a person in columns, numbered."""
    book, sheet = new("Sheet1")
    sheet.append(["姓名", "所在单位", "处分种类1", "处分时间1", "处分机关1", "处分种类2", "处分时间2", "处分机关2"])
    sheet.append(["测试人丁", "示例区档案局", "诫勉", "2025-6", "示例区纪委监委", "党内警告", "2025-12-01", "tt-jw"])
    sheet.append(["测试人戊", "示例区档案局", "诫勉谈话", "2025年7月3日", "示例区纪委监委", None, None, None])
    return book


def families() -> Workbook:
    """A discipline body: a column for each family, days counted from 1904, one day for whichever it is."""
    book, sheet = new("处分台账")
    book.epoch = CALENDAR_MAC_1904
    sheet.append(["被处分人", "工作单位", "党纪处分", "政务处分", "处分决定日期", "决定机关", "期满日期"])
    sheet.append(
        ["测试人己", "示例区档案局", "警告", None, datetime.fromisoformat("2025-05-06"), "示例区纪委监委", "2026-05-06"]
    )
    sheet.append(
        ["测试人庚", "示例区委组织部", None, "记大过", datetime.fromisoformat("2025-05-07"), "示例区纪委监委", None]
    )
    return book


def wrong() -> Workbook:
    """A ledger with a slip in each row."""
    book, sheet = new("台账")
    sheet.append(["姓名", "单位", "职务", "处分种类", "处分时间", "处分机关"])
    for name, unit, post, kind, day, body in (
        ("测试人辛", "示例区档案局", "科员", "党内警告", "25.8.12", "示例区纪委监委"),
        ("测试人壬", "示例区档案", "科员", "党内警告", "2025-08-12", "示例区纪委监委"),
        ("测试人癸", "示例区档案局", "科员", "警告", "2025-08-12", "示例区纪委监委"),
        ("测试人子", "示例区档案局", "科员", "党内警告", "2025-02-30", "示例区纪委监委"),
        (None, "示例区档案局", "科员", "党内警告", "2025-08-12", "示例区纪委监委"),
        ("测试人丑", "示例区档案局", "科员", "党内警告", "=1+1", "示例区纪委监委"),
        ("测试人寅", "示例区档案局", "科员", "党内警告、政务记过", "2025-08-12", "示例区纪委监委"),
        ("测试人卯", "示例区档案局", "科员", "党内警告", 2025.1, "示例区纪委监委"),
        ("测试人辰", "示例区档案局", "科员", "党内警告", "2025-08-13", "示例区纪委监委"),
    ):
        sheet.append([name, unit, post, kind, day, body])
    return book


OFFICES: dict[str, Callable[[], Workbook]] = {
    "plain": plain, "merged": merged, "columns": columns, "families": families, "wrong": wrong,
}  # fmt: skip


def saved(folder: Path, name: str) -> Path:
    """One of them as a file."""
    path = folder / f"{name}.xlsx"
    OFFICES[name]().save(path)
    return path
