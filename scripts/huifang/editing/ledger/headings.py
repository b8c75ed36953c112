"""What columns of ledgers are called: the heading we write for each key, then the others that offices use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from huifang.register.meant_values import number_of, plainly

if TYPE_CHECKING:
    from collections.abc import Mapping

CODE, NAME, TEXT = "code", "name", "text"
PERSON: Mapping[str, tuple[str, ...]] = {
    CODE: ("编号", "人员编号", "回访对象编号", "本人编号"),
    NAME: ("姓名", "受处分人", "受处分人姓名", "受处分人员", "受处分人员姓名", "被处分人", "被处分人姓名", "回访对象",
           "回访对象姓名", "对象姓名", "人员姓名", "谈话对象", "谈话对象姓名", "被谈话人"),
    "unit": ("所在单位", "单位", "工作单位", "现单位", "现工作单位", "单位名称", "现所在单位", "所属单位", "任职单位"),
    "post": ("职务", "现任职务", "现职务", "现岗位", "岗位", "职务名称", "工作岗位"),
    "rank": ("职务层次", "级别", "职务级别", "行政级别", "职级", "职务职级", "干部级别"),
    "category": ("人员类别", "身份", "人员身份", "身份类别", "人员性质", "身份性质"),
    "party_member": ("中共党员", "是否党员", "党员", "是否中共党员", "政治面貌"),
    "management": ("管理权限", "干部管理权限", "管理级别", "干部管理", "干管权限"),
    "supervised_by": ("负责回访机关", "回访机关", "回访责任机关", "负责回访的纪检监察机关", "责任纪检监察机关",
                      "回访单位", "监督机关"),
    "important_post": ("重要岗位", "是否重要岗位"),
    "informed_on": ("告知书送达日期", "回访告知书送达日期", "告知书日期", "告知日期", "告知时间"),
    "end_appraisal.on": ("期满考核日期", "期满考核时间"),
    "end_appraisal.by": ("期满考核单位", "期满考核机关"),
    "end_appraisal.ref": ("期满考核材料编号", "期满考核编号", "期满考核归档编号"),
    "left.on": ("不在职起始日", "离职日期", "离职时间", "离岗日期", "不在职日期"),
    "left.reason": ("不在职原因", "离职原因", "离岗原因"),
    TEXT: ("一人一策", "帮扶计划", "帮扶方案", "一人一策帮扶计划"),
}  # fmt: skip
MEASURES: Mapping[str, tuple[str, ...]] = {
    "type": ("处分种类", "处分类型", "处分档次", "处分类别", "处分名称", "处分结果", "所受处分", "受处分种类",
             "处理种类", "处分处理种类", "处分或处理种类", "措施种类", "处分", "处理结果", "处分处理结果", "处理方式"),
    "decided_on": ("决定日期", "处分时间", "处分日期", "处分决定日期", "处分决定时间", "决定时间", "作出处分日期",
                   "作出处分时间", "处理时间", "处理日期", "受处分时间", "受处分日期", "处分决定作出日期",
                   "处分批准日期", "处分批准时间"),
    "decided_by": ("决定机关", "处分机关", "处分决定机关", "作出处分机关", "决定单位", "处分决定单位", "处理机关",
                   "作出处分决定机关"),
    "form": ("监督执纪形态", "形态", "四种形态", "运用形态", "适用形态", "第几种形态", "执纪形态", "处分形态"),
    "document": ("文号", "处分文号", "处分决定文号", "决定文号", "文件号", "处分决定书文号", "处分文件号", "发文字号",
                 "处分决定书号", "处理文号", "决定书文号"),
    "accountability": ("失职失责问责", "是否问责", "是否失职失责问责", "是否因失职失责", "是否失职失责"),
    "cause": ("处分事由", "处分原因", "案由", "事由", "主要违纪事实", "违纪事实", "简要案情", "违纪违法事实",
              "处理原因",
              "受处分原因"),
    "id": ("处分标识",),
    "matter": ("同一事项标记", "事项标记"),
    "replaces": ("变更的处分标识",),
    "basis_version": ("适用条例版本", "条例版本"),
    "months": ("决定载明的影响期月数", "决定载明影响期月数"),
    "stated_end": ("决定载明的影响期最后一日", "决定载明的期满日", "决定载明期满日"),
    "probation_months": ("察看期月数", "察看期", "察看期限", "留党察看期限", "留党察看期"),
    "probation_extended_on": ("察看期延长日期", "延长察看日期"),
    "rights_restored_on": ("恢复党员权利日期", "恢复党员权利时间", "恢复权利日期"),
    "lifted_on": ("处分解除日期", "解除日期", "解除处分日期", "处分解除时间", "解除时间", "解除处分时间"),
    "lifted_by": ("解除决定机关", "解除机关", "处分解除机关"),
    "revoked_on": ("处分撤销日期", "撤销处分日期"),
    "removal_reason": ("免职事由", "免职原因"),
    "delivered_on": ("送达日期", "处分送达日期", "决定送达日期", "送达时间"),
    "announced_on": ("宣布日期", "处分宣布日期", "宣布时间", "决定宣布日期"),
    "executed_on": ("执行日期", "处分执行日期", "执行时间"),
    "execution_reported_on": ("执行情况报告日期", "执行报告日期"),
    "rank": ("处分时职务层次", "受处分时职务层次", "处分时级别", "原级别", "原职级"),
    "post": ("处分时职务", "受处分时职务", "原任职务", "原职务", "时任职务"),
    "category": ("处分时人员类别", "受处分时人员类别"),
    "unit": ("处分时单位", "受处分时单位", "原单位", "原工作单位", "时任单位", "处分时所在单位"),
}  # fmt: skip
HELPERS: Mapping[str, tuple[str, ...]] = {
    "name": ("帮扶人姓名", "帮扶人", "帮扶责任人", "帮扶责任人姓名", "帮带责任人", "帮教人", "帮扶领导",
             "教育关爱帮带人"),
    "post": ("帮扶人职务", "帮扶责任人职务", "帮带责任人职务", "帮教人职务", "帮扶领导职务"),
    "unit": ("帮扶人单位", "帮扶责任人单位", "帮扶人所在单位", "帮教人单位"),
    "from": ("帮扶起始日", "帮扶开始日期", "帮扶开始时间", "确定帮扶人日期", "帮扶人确定日期", "结对日期", "结对时间",
             "帮扶人起始日", "帮扶人开始日期", "帮扶人开始时间", "帮扶起始日期", "帮扶人帮扶起始日"),
    "to": ("帮扶截止日", "帮扶结束日期", "帮扶结束时间", "帮扶人截止日"),
}  # fmt: skip
LISTS: Mapping[str, tuple[str, Mapping[str, tuple[str, ...]]]] = {  # key -> title of its sheet, headings of its columns
    "helpers": ("帮扶人", HELPERS),
    "unit_history": ("任职变动", {
        "unit": ("原所在单位", "当时单位"), "post": ("原任职务", "当时职务"), "rank": ("原职务层次", "当时职务层次"),
        "category": ("原人员类别", "当时人员类别"), "supervised_by": ("原负责回访机关", "当时负责回访机关"),
        "from": ("起始日", "开始日期"), "to": ("截止日", "结束日期"), "received_on": ("接收机关确认日期", "接收日期")}),
    "held": ("期满影响使用", {
        "since": ("起始日", "开始日期"), "by": ("决定机关",), "reason": ("理由", "原因"),
        "document": ("文号", "决定文号"),
        "review_on": ("复核日期",), "until": ("截止日", "结束日期")}),
    "return_to_scope": ("纳入正常范围", {
        "reminded_on": ("提醒日期",), "confirmed_on": ("确认日期",), "reply": ("单位答复", "答复")}),
    "appointments": ("任用情况", {
        "on": ("任用日期", "任用时间", "任职日期"), "kind": ("任用类别", "任用方式"),
        "from_post": ("原任职务", "原职务"),
        "from_rank": ("原职务层次",), "post": ("任用职务", "新任职务"), "unit": ("任用单位", "新任单位"),
        "rank": ("任用职务层次", "新任职务层次")}),
    "deferrals": ("暂缓", {
        "duty": ("暂缓事项", "事项"), "from": ("起始日", "开始日期"), "until": ("截止日", "结束日期"),
        "reason": ("暂缓原因", "原因"), "approved_by": ("批准机关",), "approved_on": ("批准日期",)}),
    "achievements": ("工作实绩", {
        "on": ("日期", "时间"), "what": ("实绩内容", "内容"), "affirmed_by": ("认可单位",)}),
}  # fmt: skip
ACTIONS: Mapping[str, tuple[str, ...]] = {
    "what": ("措施内容", "帮扶措施", "措施"), "by": ("措施责任人", "措施责任单位"),
    "due": ("措施完成期限", "措施期限"), "done": ("措施完成日期",),
}  # fmt: skip
TALK: Mapping[str, tuple[str, ...]] = {
    "date": ("谈话日期", "谈话时间", "谈心谈话日期", "谈心谈话时间"),
    "helper": ("谈话人", "帮扶人", "谈话的帮扶人", "帮扶人姓名", "帮扶责任人", "谈话人姓名"),
    "topics": ("谈话内容", "谈话主题", "谈心内容"),
    "situation": ("分类情形", "情形"),
    "next_by": ("下次联系期限", "下次谈话期限"),
    "place": ("谈话地点", "地点"),
    "makes_up_for": ("补谈季度", "补谈"),
    TEXT: ("谈话记录", "谈话情况", "记录", "谈话纪要"),
}  # fmt: skip
VISITORS: Mapping[str, tuple[str, ...]] = {
    "name": ("回访人员", "回访人", "回访人姓名", "回访人员姓名", "回访干部"),
    "body": ("回访人员机关", "回访人单位", "回访人员单位"),
    "post": ("回访人员职务", "回访人职务"),
    "in_charge": ("回访人员负责", "是否负责人"),
}
VISIT: Mapping[str, tuple[str, ...]] = {
    "date": ("回访日期", "回访时间"),
    "body": ("回访机关", "回访单位", "回访主体", "实施回访机关"),
    "outcome": ("回访结果", "是否开展"),
    "methods": ("回访方式", "回访形式", "方式"),
    "interviews.person": ("与本人谈话", "是否与本人谈话", "本人是否参加"),
    "interviews.unit_leader": ("与单位负责人谈话", "是否与单位负责人谈话"),
    "interviews.members": ("党员群众代表人数", "访谈党员群众人数"),
    "situation": ("分类情形", "情形", "表现情形"),
    "place": ("回访地点", "地点"),
    "pre_contact.on": ("事前沟通日期", "与单位沟通日期"),
    "next_by": ("下次联系期限",),
    "disputes_sanction": ("对处分有异议", "是否对处分有异议"),
    "thinking": ("思想情况", "思想汇报", "思想状况"),
    "work": ("工作情况", "工作表现"),
    "self_review": ("回头看",),
    "difficulties": ("困难诉求", "困难和诉求", "存在困难"),
    "opinion": ("回访意见", "意见"),
    "recommendation.to": ("推荐送交机关",),
    "recommendation.on": ("推荐日期",),
    "recommendation.text": ("推荐使用建议",),
    "changes": ("三个转变",),
    "study": ("学习教育情况", "学习情况"),
    "grade": ("评价等次",),
    "feedback_to_unit.on": ("反馈日期", "向单位反馈日期", "反馈时间"),
    "archived.on": ("归档日期", "归入廉政档案日期", "归档时间"),
    "archived.ref": ("归档编号", "廉政档案编号"),
    "given_to_personnel.on": ("提供组织人事部门日期", "送组织人事部门日期"),
    TEXT: ("回访记录", "回访情况", "记录"),
}
OURS = ("拒收单元格", "拒收原因", "如何填写")  # the columns that a workbook of rejected rows has beside the rows
LEFT_ALONE = (  # known, and none of this register's business: it keeps no more of a person than it needs
    *OURS, "序号", "序", "性别", "年龄", "民族", "籍贯", "学历", "学位", "出生日期", "出生年月", "出生时间", "身份证号",
    "身份证号码", "公民身份号码", "联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "入党时间", "入党日期",
    "参加工作时间", "工作时间", "家庭住址", "照片",
)  # fmt: skip
COMPUTED = (  # the program computes it by the rules; a ledger's own arithmetic never decides
    "影响期", "处分期", "影响期满日期", "影响期届满日期", "影响期满时间", "影响期截止日期", "影响期截止时间",
    "期满日期",
    "期满时间", "影响期满日", "处分期满日期", "处分期满时间", "影响期起止时间", "影响期起止", "处分期限", "是否期满",
    "是否在影响期", "应回访次数", "应谈次数", "是否重点对象", "重点对象", "影响期月", "处分影响期",
)  # fmt: skip
TWO_IN_ONE = (
    "单位及职务",
    "单位职务",
    "工作单位及职务",
    "单位和职务",
    "现任单位及职务",
    "单位及职务职级",
    "所在单位及职务",
)
NEUTRAL = ("基本情况", "个人情况", "个人基本情况", "人员情况", "人员信息", "基本信息", "个人信息", "受处分人员",
           "受处分人", "受处分人员情况", "受处分人员基本情况", "处分", "处分情况", "受处分情况", "处分信息", "处分决定",
           "处理处分情况", "党纪政务处分情况", "处分处理情况")  # fmt: skip
FAMILIES = {"党纪": "party", "党内": "party", "政务": "government", "行政": "administrative",
            "组织处理": "handling", "事业单位": "institution", "国企": "enterprise"}  # fmt: skip
BRACKETED = re.compile(r"[(\[【〔].*?[)\]】〕]")
MARKS = re.compile(r"[*★☆※:：。、,，/·\-_]+")
NUMBERED = (
    re.compile(r"(?P<rest>.+?)\(?第?(?P<number>[1-9一二三四五六七八九])次?\)?"),
    re.compile(r"第(?P<number>[1-9一二三四五六七八九])[次个项](?P<rest>.+)"),
    re.compile(r"(?P<first>处分|处理|帮扶人|回访人员|措施)\(?(?P<number>[1-9一二三四五六七八九])\)?(?P<rest>.+)"),
)


class Numbered(NamedTuple):
    """A heading without the number that says which of several it is; 0 where it has none."""

    heading: str
    number: int = 0


def bare(heading: str) -> str:
    """A heading without spaces, signs and what cannot be seen, in half-width characters."""
    return MARKS.sub("", plainly(heading))


def heading_spellings(heading: str) -> tuple[Numbered, ...]:
    """What a heading may say, the fullest first: as it is, without brackets, without a number."""
    whole = bare(heading)
    found = [Numbered(whole)]
    for pattern in NUMBERED:
        if match := pattern.fullmatch(whole):
            rest = match.groupdict().get("first", "") + match["rest"]
            found.append(Numbered(rest, number_of(match["number"]) or 0))
    short = BRACKETED.sub("", whole)
    found += [Numbered(BRACKETED.sub("", each.heading), each.number) for each in found if short]
    return tuple(dict.fromkeys(each for each in found if each.heading))
