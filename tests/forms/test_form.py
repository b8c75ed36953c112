"""The forms as somebody uses them: filled in, told what is wrong, changed, and taken out in three ways."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from huifang.register.layout import spot
from huifang.texts import Language
from tests.forms.test_text import fmt, kind_page, sample_files
from tests.sound import SAMPLE

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


pytestmark = pytest.mark.browser


def field(page: Page, *path: str | int) -> Locator:
    """The control of a field."""
    return page.locator(f'[id="f-{".".join(map(str, path))}"]')


def fill(page: Page, *path: str | int, value: str) -> None:
    """Somebody types a value and leaves the field."""
    field(page, *path).fill(value)
    field(page, *path).dispatch_event("change")


def tick(page: Page, label: str, within: str = "#record") -> None:
    """Somebody ticks a box or chooses an answer."""
    page.locator(within).get_by_label(label, exact=True).first.check()


def text_of(page: Page) -> str:
    """The text in the box."""
    return str(page.locator("#text").evaluate("each => each.textContent"))


def errors(page: Page) -> list[str]:
    """What is said of every field."""
    return page.locator("#record .error:visible > span").all_inner_texts()


def fill_talk(page: Page, day: str = "2026-11-12") -> None:
    """The least that a talk needs; the helper comes by itself."""
    fill(page, "[code]", value="JA-0007")
    fill(page, "date", value=day)
    tick(page, "工作情况")


def test_a_talk_becomes_the_file_that_new_would_write(page: Page, sites: dict[Language, Path], tmp_path: Path) -> None:
    kind_page(page, sites, "talk")
    fill_talk(page)
    fill(page, "[body]", value="谈了新库房：验收顺利。\n\n下次再谈。  \n\n")
    data = "---\nkind: 谈心谈话\ndate: 2026-11-12\nhelper: 王某\ntopics: [工作情况]\n---\n"
    expected = f"{data}谈了新库房：验收顺利。\n\n下次再谈。\n"
    assert text_of(page) == expected
    assert page.locator("#place").inner_text() == "放到 records/people/ja/JA-0007/2026-11-12-talk.md"
    assert fmt("people/ja/JA-0007/2026-11-12-talk.md", expected) == expected
    with page.expect_download() as got:
        page.click("#download")
    assert got.value.suggested_filename == "2026-11-12-talk.md"
    got.value.save_as(tmp_path / "talk.md")
    assert (tmp_path / "talk.md").read_bytes() == expected.encode()
    assert (
        page.locator("#said").inner_text()
        == "2026-11-12-talk.md 已下载；请放到 records/people/ja/JA-0007/2026-11-12-talk.md"
    )


def test_the_text_is_copied_from_a_folder_too(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "talk")
    fill_talk(page)
    page.evaluate("document.addEventListener('copy', () => { window.copied = document.activeElement.value; })")
    page.evaluate("Object.defineProperty(window, 'isSecureContext', {value: false})")
    page.click("#copy")
    expect(page.locator("#said")).to_have_text("已复制，共 6 行")
    assert page.evaluate("window.copied") == text_of(page)


@pytest.mark.parametrize("button", ["#copy", "#download"])
def test_nothing_leaves_while_an_error_stands(page: Page, sites: dict[Language, Path], button: str) -> None:
    kind_page(page, sites, "talk")
    fill(page, "[code]", value="JA-0007")
    fill(page, "date", value="2026年11月12日")
    page.click(button)
    assert page.locator("#said").inner_text() == ""
    assert page.evaluate("document.activeElement.id") == "f-date"
    assert page.locator("#problems li").all_inner_texts() == [
        "日期 2026年11月12日 不是日期 → 请写 2026-11-12",
        "谈话的帮扶人 没有填写",
    ]
    page.get_by_role("button", name="改为 2026-11-12").click()
    assert errors(page) == []  # the helper of that day is filled in too
    page.click("#copy")
    assert page.locator("#problems").inner_text() == ""


def test_what_is_folded_opens_where_it_is_wrong(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "talk")
    fill_talk(page)
    page.locator("#record details.more > summary").click()
    fill(page, "makes_up_for", value="第一季度")
    page.locator("#record details.more > summary").click()
    page.click("#copy")
    assert page.evaluate("document.activeElement.id") == "f-makes_up_for"
    assert field(page, "makes_up_for").is_visible()


def test_a_taken_name_is_asked_for(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "talk")
    fill_talk(page, "2026-04-09")
    assert errors(page) == [
        (
            "2026-04-09 已有一份记录：records/people/ja/JA-0007/2026-04-09-talk.md → "
            "确是当天的另一次，请勾选；要改那一份，请在上方打开它"
        )
    ]
    page.click("#copy")
    assert page.evaluate("document.activeElement.id") == "f-[again]"
    tick(page, "这是当天的另一次；当天已有：2026-04-09-talk")
    assert page.locator("#place").inner_text() == "放到 records/people/ja/JA-0007/2026-04-09-talk-2.md"
    page.click("#copy")
    expect(page.locator("#said")).not_to_be_empty()
    for path, value in (("date", "2026-06-11"), ("date", "2026-04-09")):  # what was said of another day does not count
        fill(page, path, value=value)
        assert len(errors(page)) == 1


@pytest.mark.parametrize(("day", "helper"), [("2025-08-19", ""), ("2025-08-20", "王某"), ("2026-11-12", "王某")])
def test_the_helper_of_the_day_is_filled_in(day: str, helper: str, page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "talk")
    fill_talk(page, day)
    assert field(page, "helper").input_value() == helper


@pytest.mark.parametrize(("path", "value"), [("[code]", "BI-0005"), ("date", "2024-01-05")])
def test_the_helper_of_another_person_or_day_does_not_stay(
    path: str, value: str, page: Page, sites: dict[Language, Path]
) -> None:
    kind_page(page, sites, "talk")
    fill_talk(page)
    fill(page, path, value=value)
    assert field(page, "helper").input_value() == ""
    assert "helper" not in text_of(page)


def test_what_somebody_typed_is_not_filled_over(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "talk")
    fill(page, "helper", value="赵某")
    fill_talk(page)
    assert field(page, "helper").input_value() == "赵某"


def test_a_visit_with_all_its_parts(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "visit")
    fill(page, "[code]", value="JA-0007")
    assert field(page, "body").input_value() == "ja-jw"
    fill(page, "date", value="2026-11-12")
    tick(page, "已开展held")
    page.get_by_role("button", name="添加回访人员").click()
    assert page.evaluate("document.activeElement.id") == "f-visitors.0.name"
    fill(page, "visitors", 0, "name", value="李某")
    assert field(page, "visitors", 0, "body").input_value() == "ja-jw"
    page.get_by_role("button", name="添加回访人员").click()
    fill(page, "visitors", 1, "name", value="赵某")
    fill(page, "visitors", 1, "post", value="科员，兼内勤")
    tick(page, "负责人", '[id="f-visitors.0"]')
    for label in ("查阅资料", "访谈", "本人"):
        tick(page, label)
    fill(page, "interviews", "members", value="3")
    fill(page, "opinion", value="建议：多交任务")
    page.get_by_role("button", name="添加帮扶措施").click()
    fill(page, "actions", 0, "what", value="调整分工")
    assert text_of(page) == (
        "---\nkind: 回访\ndate: 2026-11-12\nbody: ja-jw\noutcome: held\nvisitors:\n"
        "  - {name: 李某, body: ja-jw, in_charge: true}\n"
        '  - {name: 赵某, body: ja-jw, post: "科员，兼内勤"}\n'
        "methods: [查阅资料, 访谈]\ninterviews: {person: true, members: 3}\n"
        'actions:\n  - {what: 调整分工}\nopinion: "建议：多交任务"\n---\n'
    )
    page.get_by_role("button", name="删去回访人员 1").click()
    page.get_by_role("button", name="删去帮扶措施 1").click()
    field(page, "interviews", "members").fill("")
    page.locator("#record").get_by_label("本人", exact=True).uncheck()
    assert "李某" not in text_of(page)
    assert "interviews" not in text_of(page)
    assert "actions" not in text_of(page)
    page.click("#copy")
    assert page.locator("#problems li").all_inner_texts() == [
        "谈话对象 缺少 interviews；已开展的应当填写 → 请补上 interviews，或更正 outcome",
        "分类情形 缺少 situation；已开展的应当填写 → 请补上 situation，或更正 outcome",
    ]
    tick(page, "本人")
    tick(page, "表现良好")
    page.click("#copy")
    expect(page.locator("#said")).not_to_be_empty()


def test_a_new_person_gets_the_next_code_as_a_proposal(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "person")
    field(page, "[district]").select_option("ja")
    assert field(page, "code").input_value() == "JA-0099"
    assert "编号以合并时为准" in page.locator('[id="h-code"]').inner_text()
    fill(page, "unit", value="甲区档案局")
    assert field(page, "unit").input_value() == "ja-archive"
    field(page, "rank").select_option("科级正职")
    field(page, "category").select_option("公务员")
    page.locator('[id="f-party_member-0"]').check()
    tick(page, "区管")
    fill(page, "supervised_by", value="ja-jw")
    field(page, "measures", 0, "type").select_option("党内警告")
    fill(page, "measures", 0, "decided_on", value="2026-10")
    fill(page, "measures", 0, "decided_by", value="ja-jw")
    assert text_of(page) == (
        "---\ncode: JA-0099\nunit: ja-archive\npost: null\nrank: 科级正职\ncategory: 公务员\n"
        "party_member: true\nmanagement: 区管\n"
        "supervised_by: ja-jw\nmeasures:\n  - type: 党内警告\n    decided_on: 2026-10\n"
        "    decided_by: ja-jw\n    form: null\n"
        "helpers: []\n---\n"
    )
    page.click("#copy")
    assert page.locator("#problems").inner_text() == ""
    fill(page, "code", value="JA-0001")
    assert errors(page) == [
        "records/people/ja/JA-0001/person.md 已经存在 → 请在上方打开该记录修改；如果是另一个人，请用下一个空号"
    ]
    fill(page, "code", value="YI-0100")
    assert len(errors(page)) == 1


UNKNOWN = (
    ("talk", "[code]", "JA-9998", "没有编号为 JA-9998 的人员 → 请更正编号，或先建立该人员的记录"),
    ("talk", "[code]", "JA0007", "JA0007 不是编号 → 请写 JA-0007"),
    (
        "talk",
        "[code]",
        "constructor",
        "constructor 不是编号 → 请用 2 至 8 个大写字母、连字符、4 至 6 位数字：JA-0007",
    ),
    ("visit", "body", "ja-nobody", None),
)


@pytest.mark.parametrize(("kind", "path", "value", "says"), UNKNOWN)
def test_who_and_what_is_unknown_is_told(
    kind: str, path: str, value: str, says: str | None, page: Page, sites: dict[Language, Path]
) -> None:
    kind_page(page, sites, kind)
    fill(page, path, value=value)
    if says is None:
        assert page.locator("#record .error:visible .warning").count() == 1  # the register of that day may be older
    else:
        assert errors(page) == [says]


def paste(page: Page, text: str) -> None:
    """Somebody pastes the text of a file and has it read."""
    page.locator("#opening").evaluate("each => { each.open = true; }")
    page.fill("#paste", text)
    page.click("#read")


@pytest.mark.parametrize("kind", ["person", "visit", "talk", "plan", "organizations", "identities", "restricted"])
def test_an_existing_record_comes_out_as_it_went_in(kind: str, page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, kind)
    path, text = next((path, text) for path, text in reversed(sample_files()) if spot(path).kind == kind)
    file = page.locator("#file")
    page.locator("#opening").evaluate("each => { each.open = true; }")
    file.set_input_files({"name": path.rsplit("/", 1)[-1], "mimeType": "text/plain", "buffer": text.encode()})
    expect(page.locator("#opening")).not_to_have_attribute("open", "")
    assert text_of(page) == text
    if kind in {"visit", "talk"}:
        fill(page, "[code]", value=path.split("/")[2])
    assert errors(page) == []
    assert path in page.locator("#place").inner_text()
    page.click("#copy")
    assert page.locator("#problems").inner_text() == ""


NOTED = """---
# 由办公室补录

kind: 谈心谈话
date: 2026-03-05
# 谁谈的
helper: 王某  # 局长
topics: [工作情况]  # 待核实
actions:
  # 先办
  - {what: 调整分工, due: 2026-04-01}  # 已催
place: 办公室  # 待核实：会议室？
---
正文。
"""


def test_remarks_stay_where_values_change(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "talk")
    paste(page, NOTED)
    fill(page, "helper", value="赵某")
    fill(page, "date", value="2026-03-06")
    field(page, "place").fill("")
    assert text_of(page) == NOTED.replace("王某", "赵某").replace("03-05", "03-06").replace(
        "place: 办公室  #", "place:  #"
    )


SAME_DAY = "---\nkind: 谈心谈话\ndate: 2026-04-09\nhelper: 王某\n---\n"


def test_of_several_on_a_day_somebody_says_which_one_it_is(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "talk")
    page.evaluate("huifang.data.files.contacts['JA-0007'].push('2026-04-09-talk-2')")
    paste(page, SAME_DAY)
    fill(page, "[code]", value="JA-0007")
    assert errors(page) == ["当天有不止一份记录 → 请选定这是哪一份"]
    field(page, "[which]").select_option("2026-04-09-talk-2")
    assert errors(page) == []
    assert page.locator("#place").inner_text() == "放到 records/people/ja/JA-0007/2026-04-09-talk-2.md"


@pytest.mark.parametrize(
    ("code", "day", "says"),
    [
        ("JA-0007", "2026-04-10", "2026-04-10 与文件名中的日期 2026-04-09 不一致 → 请写 2026-04-09，或给文件改名"),
        (
            "YI-0003",
            "2026-04-09",
            "YI-0003 没有 2026-04-09-talk 这份记录 → 请核对人员和日期；如果是生成表单以后才有的记录，不必理会",
        ),
    ],
    ids=["another day", "another person"],
)
def test_a_file_keeps_its_day_and_its_person(
    page: Page, sites: dict[Language, Path], code: str, day: str, says: str
) -> None:
    kind_page(page, sites, "talk")
    paste(page, SAME_DAY)
    fill(page, "[code]", value=code)
    fill(page, "date", value=day)
    assert errors(page) == [says]
    page.once("dialog", lambda dialog: dialog.accept())
    paste(page, SAME_DAY)
    assert field(page, "[code]").input_value() == ""  # another record, perhaps of another person


@pytest.mark.parametrize(("kind", "told"), [("talk", 0), ("identities", 1), ("organizations", 1), ("restricted", 1)])
def test_a_file_of_many_is_opened_before_something_is_added(
    page: Page, sites: dict[Language, Path], kind: str, told: int
) -> None:
    kind_page(page, sites, kind)
    assert page.locator("#record > .secret").count() == told


def test_remarks_go_only_with_a_yes(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "talk")
    asked: list[str] = []

    def refuse(dialog: object) -> None:
        asked.append(dialog.message)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    paste(page, NOTED)
    page.once("dialog", refuse)
    page.get_by_role("button", name="删去帮扶措施 1").click()
    assert asked == ["以下批注会一并删去：# 先办、# 已催"]
    assert "调整分工" in text_of(page)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="删去帮扶措施 1").click()
    assert "调整分工" not in text_of(page)


PASTED = (  # what comes along with copied text, and what is left
    ("零\u200b宽", "零宽\n"),
    ("Word 的\u000b换行\u2028分行", "Word 的\n换行\n分行\n"),
    ("微\ufeff信", "微信\n"),
)


@pytest.mark.parametrize(("typed", "kept"), PASTED)
def test_what_is_invisible_is_taken_out_with_a_click(
    typed: str, kept: str, page: Page, sites: dict[Language, Path]
) -> None:
    kind_page(page, sites, "talk")
    fill_talk(page)
    for path in ("[body]", "place"):
        field(page, path).fill(typed)
        page.keyboard.press("Tab")
        field(page, path).focus()
        field(page, path).press_sequentially("。")  # whoever is still in the field can click too
        page.get_by_role("button", name="删去看不见的字符").click()
    assert errors(page) == []
    assert text_of(page).endswith(f"---\n{kept[:-1]}。\n")
    assert f"place: {kept[:-1].replace(chr(10), ' ')}。\n" in text_of(page)


TOO_MUCH = (
    ("字" * 360_000, "文件超过 1 MiB → 请删减文字"),
    (
        "甲\n<<<<<<< HEAD\n乙",
        "文件中留有合并冲突 → 请保留正确的内容，删去 <<<<<<<、|||||||、=======、>>>>>>> 各行",
    ),
)


@pytest.mark.parametrize(("typed", "says"), TOO_MUCH, ids=["size", "conflict"])
def test_a_narrative_that_the_register_refuses_does_not_leave(
    typed: str, says: str, page: Page, sites: dict[Language, Path]
) -> None:
    kind_page(page, sites, "talk")
    fill_talk(page)
    field(page, "[body]").fill(typed)
    assert errors(page) == [says]
    page.click("#copy")
    assert page.locator("#said").inner_text() == ""


@pytest.mark.parametrize("own", ["person", "visit", "talk", "plan", "organizations", "identities", "restricted"])
def test_a_file_of_another_page_is_not_read(own: str, page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, own)
    for path, text in {spot(path).kind: (path, text) for path, text in sample_files()}.values():
        other = page.evaluate("([text, own]) => huifang.recordRead.otherKind(text, own)", [text, own])
        assert other == (None if spot(path).kind == own else spot(path).kind), path
    path, text = next(each for each in sample_files() if spot(each[0]).kind == ("talk" if own == "visit" else "visit"))
    paste(page, text)
    title = "谈心谈话" if own == "visit" else "回访"
    assert page.locator("#opening-said").inner_text() == f"这个文件不属于本页；请到“{title}”一页打开"


def test_the_tenth_of_a_day_takes_no_name_of_another(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "talk")
    names = [f"2026-04-09-talk-{number}" for number in range(2, 10)]
    page.evaluate("names => huifang.data.files.contacts['JA-0007'].push(...names)", names)
    fill_talk(page, "2026-04-09")
    field(page, "[again]").check()
    assert errors(page) == ["2026-04-09 的记录已满九份，没有可用的文件名 → 请核对日期"]


def test_one_value_where_a_list_belongs_is_shown_and_kept(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "talk")
    paste(page, SAME_DAY.replace("helper: 王某", "helper: 王某\nsituation: 表现良好"))
    fill(page, "[code]", value="JA-0007")
    assert errors(page) == ["此处应为列表 → 请写 [表现良好]"]
    field(page, "situation").locator('[value="压力大情绪低"]').check()
    assert "situation: [表现良好, 压力大情绪低]" in text_of(page)
    assert errors(page) == []


def test_visitors_follow_the_body_that_was_filled_in(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "visit")
    fill(page, "[code]", value="JA-0007")
    for _ in range(2):
        page.get_by_role("button", name="添加回访人员").click()
    fill(page, "visitors", 1, "body", value="city-jw")
    fill(page, "[code]", value="YI-0003")
    assert [field(page, "visitors", number, "body").input_value() for number in range(2)] == ["yi-jw", "city-jw"]
    assert "body: yi-jw" in text_of(page)
    assert "ja-jw" not in text_of(page)


def test_an_entry_with_nothing_in_it_is_told(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "visit")
    page.locator("#record details.more > summary").last.click()
    page.get_by_role("button", name="添加学习教育情况").click()
    page.click("#copy")
    assert "`study` 没有填写 → 请写一行文字".replace("`", "") in errors(page)


NONE = (  # what is typed, and what then stands in the file
    ("null", "post: null"),
    ("~", "post: null"),
    ("科长", "post: 科长"),
)


@pytest.mark.parametrize(("typed", "written"), NONE)
def test_where_there_is_none_null_can_be_typed(
    typed: str, written: str, page: Page, sites: dict[Language, Path]
) -> None:
    kind_page(page, sites, "person")
    text = next(text for path, text in sample_files() if path.endswith("JA-0007/person.md"))
    paste(page, text.replace("post: 副局长\n", ""))
    assert errors(page) == ["没有填写；没有的，写 null"]
    field(page, "post").fill(typed)
    page.keyboard.press("Tab")
    assert f"\n{written}\n" in text_of(page)


def test_a_day_that_does_not_exist_becomes_null_with_a_click(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "person")
    paste(page, next(text for path, text in sample_files() if path.endswith("JA-0007/person.md")))
    fill(page, "helpers", 0, "to", value="无")
    assert errors(page) == ["无 不是日期 → 没有的或查不到的，请写 null"]
    page.get_by_role("button", name="改为 null").click()
    assert errors(page) == []
    assert field(page, "helpers", 0, "to").input_value() == ""
    assert "to: null}" in text_of(page)


NOTED_ENTRIES = """---
kind: 谈心谈话  # 补录
date: 2026-04-09
helper: 王某
topics:
  # 先
  - 工作情况  # 中
  - 其他  # 待核实
  # 后
---
"""


REMARKS = (  # the record, the remarks that are shown
    (NOTED, ["# 由办公室补录", "# 谁谈的", "# 局长", "# 先办", "# 已催"]),
    (NOTED_ENTRIES, ["# 补录", "# 先", "# 中", "# 后"]),
)


@pytest.mark.parametrize(("text", "shown"), REMARKS, ids=["on keys", "on ticked words"])
def test_remarks_are_shown_and_marks_taken_away(
    page: Page, sites: dict[Language, Path], text: str, shown: list[str]
) -> None:
    kind_page(page, sites, "talk")
    paste(page, text)
    assert page.locator("#record .remark").all_inner_texts() == shown
    page.get_by_label("已核实，去掉“# 待核实”").check()
    assert text_of(page) == text.replace("  # 待核实\n", "\n")


def test_what_is_wrong_is_listed_as_it_stands_on_the_page(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "visit")
    tick(page, "已开展held")
    page.click("#copy")
    assert page.evaluate("document.activeElement.id") == "f-[code]"
    assert [each.split()[0] for each in page.locator("#problems li").all_inner_texts()] == [
        "人员",
        "日期",
        "机关（单位）",
        "回访方式",
        "谈话对象",
        "分类情形",
    ]


def test_several_lines_in_a_short_field_stay_lines(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "talk")
    paste(page, SAME_DAY.replace("helper: 王某", "helper: 王某\nplace: |-\n  一楼\n  二楼"))
    field(page, "place").fill(field(page, "place").input_value() + "三室")
    assert 'place: "一楼\\n二楼三室"\n' in text_of(page)


def test_unknown_keys_are_shown_and_told(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "talk")
    paste(page, "---\nkind: 谈心谈话\ndate: 2026-03-05\nhelper: 王某\n地点: 办公室\n---\n")
    assert page.locator("#record .strange pre").all_inner_texts() == ["地点: 办公室"]
    assert "地点: 办公室" in text_of(page)
    assert any(each.startswith("地点 不是") for each in errors(page))


REFUSED = (
    ("---\nkind: &a 谈心谈话\n---\n", "第 2 行：记录中不用锚点（`&`）和引用（`*`）"),
    (
        "---\nkind: 谈心谈话\n---\n甲\n<<<<<<< HEAD\n",
        "第 5 行：文件中留有合并冲突；请直接修改文件的文字，或者请懂的同事帮忙",
    ),
    ("---\n" + "a" * (1 << 20) + "\n---\n", "文件超过 1 MiB，没有打开"),
)


@pytest.mark.parametrize(("text", "says"), REFUSED, ids=["an anchor", "a conflict", "too long"])
def test_what_cannot_be_read_changes_nothing(page: Page, sites: dict[Language, Path], text: str, says: str) -> None:
    kind_page(page, sites, "talk")
    fill_talk(page)
    before = text_of(page)
    page.once("dialog", lambda dialog: dialog.accept())
    paste(page, text)
    assert page.locator("#opening-said").inner_text() == says
    assert text_of(page) == before


@pytest.mark.parametrize("kind", ["identities", "restricted"])
def test_what_is_secret_says_where_it_belongs(kind: str, page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, kind)
    assert "不得放进登记册仓库" in page.locator("#result .secret").inner_text()
    assert page.locator("#forge, #new-file").count() == 0


@pytest.mark.parametrize("button", ["#copy", "#download"])
def test_leaving_with_unsaved_text_asks(page: Page, sites: dict[Language, Path], button: str) -> None:
    kind_page(page, sites, "talk")
    prevented = """() => {
      const leaving = new Event("beforeunload", {cancelable: true});
      window.dispatchEvent(leaving);
      return leaving.defaultPrevented;
    }"""
    assert page.evaluate(prevented) is False
    fill_talk(page)
    assert page.evaluate(prevented) is True
    page.click(button)
    expect(page.locator("#said")).not_to_be_empty()
    assert page.evaluate(prevented) is False


def test_nothing_is_kept_in_the_browser(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "talk")
    fill_talk(page)
    page.click("#copy")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


@pytest.mark.parametrize("width", [390, 1366])
@pytest.mark.parametrize(
    "kind", ["person", "visit", "talk", "plan", "organizations", "identities", "restricted", "index"]
)
def test_every_page_fits_and_every_control_has_a_label(
    kind: str, width: int, page: Page, sites: dict[Language, Path]
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    kind_page(page, sites, kind)
    page.evaluate("document.querySelectorAll('.add').forEach(each => each.click())")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    unnamed = page.evaluate("""() => Array.from(document.querySelectorAll('input, select, textarea'))
        .filter(each => !(each.labels && each.labels.length) && !each.getAttribute('aria-label'))
        .map(each => each.outerHTML)""")
    assert unnamed == []
    twice = page.evaluate("""() => { const ids = Array.from(document.querySelectorAll('[id]')).map(each => each.id);
        return ids.filter((id, at) => ids.indexOf(id) !== at); }""")
    assert twice == []


def test_the_sample_is_known() -> None:
    assert SAMPLE.name == "records"


def test_a_talk_is_filed_with_the_keyboard_alone(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "talk")
    field(page, "[code]").focus()
    page.keyboard.type("JA-0007")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "f-date"
    page.keyboard.type("2026-11-12")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "f-helper"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(40):
        if page.evaluate("document.activeElement.id") == "download":
            break
        page.keyboard.press("Tab")
    with page.expect_download() as got:
        page.keyboard.press("Enter")
    assert got.value.suggested_filename == "2026-11-12-talk.md"
    assert text_of(page) == "---\nkind: 谈心谈话\ndate: 2026-11-12\nhelper: 王某\ntopics: [教育转化]\n---\n"


def test_a_fix_is_taken_straight_from_another_field(page: Page, sites: dict[Language, Path]) -> None:
    kind_page(page, sites, "talk")
    fill(page, "[code]", value="JA-0007")
    fill(page, "date", value="2026年11月12日")
    field(page, "place").press_sequentially("会议室")  # not left yet: leaving it writes all errors anew
    page.get_by_role("button", name="改为 2026-11-12").click()
    assert (field(page, "date").input_value(), field(page, "place").input_value()) == ("2026-11-12", "会议室")
    assert "\nplace: 会议室\n" in text_of(page)


TYPED = (  # what somebody types as the person and leaves, what is said, and the code that a button puts in
    ("ja-0007", "ja-0007 不是编号 → 请写 JA-0007", "JA-0007"),
    ("园林", "尚未选择人员 → 是不是 JA-0013？", "JA-0013"),
    ("甲区档案局", "尚未选择人员 → 请从中选定：JA-0001（甲区档案局）、JA-0007（甲区档案局）", None),
    ("局", "尚未选择人员 → 输入编号或者单位的一部分，再选取", None),
    ("张三", "张三 不是编号 → 请用 2 至 8 个大写字母、连字符、4 至 6 位数字：JA-0007", None),
)


@pytest.mark.parametrize(("typed", "said", "code"), TYPED)
def test_a_person_typed_and_not_chosen(
    page: Page, sites: dict[Language, Path], typed: str, said: str, code: str | None
) -> None:
    kind_page(page, sites, "talk")
    field(page, "[code]").fill(typed)
    page.keyboard.press("Tab")
    assert errors(page) == [said]
    if code is None:
        assert page.locator("#record .error button").count() == 0
    else:
        page.locator("#record .error button").click()
        assert (field(page, "[code]").input_value(), errors(page)) == (code, [])


NOTHING_FILLED_IN: dict[Language, list[str]] = {
    "zh": [
        "人员 尚未选择人员 → 输入编号或者单位的一部分，再选取",
        "日期 没有填写",
        "谈话的帮扶人 没有填写",
    ],
    "en": [
        "person no person is chosen → type the code, or a part of the unit, and choose",
        "day nothing is filled in here",
        "helper who talked nothing is filled in here",
    ],
}


@pytest.mark.parametrize("lang", NOTHING_FILLED_IN)
def test_what_is_missing_is_told_in_both_languages(page: Page, sites: dict[Language, Path], lang: Language) -> None:
    kind_page(page, sites, "talk", lang)
    page.click("#copy")
    assert page.locator("#problems li").all_inner_texts() == NOTHING_FILLED_IN[lang]
    chinese = page.evaluate("document.querySelector('#record').innerText.match(/[\\u4e00-\\u9fff]+/g)")
    assert lang == "zh" or set(chinese or []) <= {word for words in WORDS_OF_TALK for word in words}


WORDS_OF_TALK = (
    ("教育转化", "心理疏导", "思想汇报", "工作情况", "其他"),
    ("存在错误认识", "压力大情绪低", "仍有不良表现", "再次违纪违法", "表现良好"),
)  # the words themselves, which stand in the file in any language


YEARS: tuple[tuple[str, list[str]], ...] = (  # the year of a new plan, what is told
    ("2027", []),
    ("27", ["27 不是年度 → 四位数字"]),
    ("2026", ["records/plans/2026-ja-jw.yml 已经存在 → 请在上方打开该文件修改"]),
)


@pytest.mark.parametrize(("year", "told"), YEARS)
def test_a_plan_has_a_whole_year_and_is_not_written_over(
    page: Page, sites: dict[Language, Path], year: str, told: list[str]
) -> None:
    kind_page(page, sites, "plan")
    fill(page, "body", value="甲区纪委监委")
    fill(page, "year", value=year)
    assert errors(page) == told
    if told:
        page.click("#download")
        assert page.evaluate("document.activeElement.id") == "f-year"
        return
    with page.expect_download() as got:
        page.click("#download")
    assert got.value.suggested_filename == f"{year}-ja-jw.yml"


OTHER_PLANS: tuple[tuple[str, str, list[str]], ...] = (  # what is changed in the plan of ja-jw for 2026, what is told
    ("year", "2026", []),
    ("year", "2027", ["ja-jw 2027 年度计划的文件名不应是 2026-ja-jw.yml → 请把文件改名为 2027-ja-jw.yml，或更正 year"]),
    (
        "body",
        "yi-jw",
        ["yi-jw 2026 年度计划的文件名不应是 2026-ja-jw.yml → 请把文件改名为 2026-yi-jw.yml，或更正 body"],
    ),
)


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize(("key", "value", "told"), OTHER_PLANS)
def test_a_plan_that_was_opened_keeps_its_file(
    page: Page, sites: dict[Language, Path], key: str, value: str, told: list[str], *, named: bool
) -> None:
    """As a file, or as text that somebody pastes."""
    kind_page(page, sites, "plan")
    text = dict(sample_files())["plans/2026-ja-jw.yml"]
    if named:
        page.locator("#opening").evaluate("each => { each.open = true; }")
        file = {"name": "2026-ja-jw.yml", "mimeType": "text/plain", "buffer": text.encode()}
        page.locator("#file").set_input_files(file)  # type: ignore[arg-type] # as playwright takes it
        expect(page.locator("#opening")).not_to_have_attribute("open", "")
    else:
        paste(page, text)
    fill(page, key, value=value)
    assert errors(page) == told
    assert page.locator("#place").inner_text() == "放到 records/plans/2026-ja-jw.yml"
