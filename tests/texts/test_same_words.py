"""One word for one thing: no text of the product uses a word that was given up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from huifang.texts.catalogue import CATALOGUE, pairs

ROOT = Path(__file__).parent.parent.parent
POLICY = "records/policy/*.yml"
HALF_WIDTH = r"[一-鿿][,;!?](?![\w*/.])|[一-鿿”》）]\s+[，。；：]"
GIVEN_UP: tuple[tuple[str, str], ...] = (  # pattern, what is said instead
    ("期满次日", "限制解除之日"),
    ("届满|(?<!影响)期满日", "影响期最后一日；期满"),
    ("本程序的选择", "制度未明确，系统默认设定"),
    ("回忆", "条文未核对原文"),
    ("把握程度", "依据核对情况"),
    ("核查", "核对：影响期核对单、修改历史核对、核对人、核对发现"),
    ("审计(?!人员|机关)", "修改历史核对"),
    ("查人(?!员)|人员查询", "查找"),
    ("谈成", "已开展、未能开展"),
    ("联系不上|未联系上", "未能联系"),
    ("本人不接受", "本人不愿接受"),
    ("继续计算", "影响期自恢复党员权利之日起计算"),
    ("(?<!被)立案调查(?!期间)|立案未结|无未结", "立案审查调查；尚未结案、未办结"),
    ("书面意见为准", "以纪检监察机关党风廉政意见回复和组织（人事）部门审核意见为准"),
    ("未了", "未办结"),
    ("推演", "到期情况预测"),
    ("缺办|缺谈", "期间已过未办、未谈"),
    ("我方", "本机关（单位）"),
    ("不声不响|写什么就是什么|凭什么", "视为；按原样读取；依据"),
    ("怎样才能|在哪里写", "需补办事项；登记位置"),
    ("离开情况|离开日期", "不在职情况、不在职起始日"),
    ("合格回访|符合回访要求", "有效回访"),
    ("(?<!type: )不适宜调离", "不适宜担任现职调离岗位"),
    ("未督促|已督促", "未提醒、已提醒"),
    ("覆盖面", "回访覆盖率"),
    ("(?<!须)人工核对", "须人工核对"),
    ("数据体检", "记录质量"),
    ("共用仓库", "登记册仓库"),
    ("读不出|怎么改|(?<!更正)改法(?!有|：)", "无法读取；改正办法"),
    (r"第\d+条", "第八条、第十九条"),
    (r"\d，\d{3}", "数字不分节"),
    (HALF_WIDTH, "全角标点，前后不空格"),
)
ELSEWHERE: tuple[tuple[str, str], ...] = (  # pattern, files of other rooms where it still stands
    (HALF_WIDTH, POLICY),  # commas of YAML
    (HALF_WIDTH, "*.html"),  # and of templates
)
STATEMENT = "以纪检监察机关党风廉政意见回复和组织（人事）部门审核意见为准"
TYPED = re.compile(r"```(?:yaml|sh|nginx|text)\n.*?```", re.DOTALL)
CODE = re.compile(r"`[^`]*`|\{\w+\}")  # what is typed, and what is filled in


def texts() -> dict[str, list[str]]:
    """File -> its lines: Chinese sentences, labels and notes of the policy, handbook, README, templates."""
    chinese = pairs(CATALOGUE.read_text(encoding="utf-8"))
    found = {"zh.po": [told for _, told in chinese]}
    for pattern in (POLICY, "docs/handbook/*.md", "README.zh-CN.md", "scripts/huifang/**/templates/*.html"):
        for path in sorted(ROOT.glob(pattern)):
            text = TYPED.sub("", path.read_text(encoding="utf-8"))
            found[path.relative_to(ROOT).as_posix()] = text.splitlines()
    return found


TEXTS = texts()


def left_to(pattern: str, path: str) -> bool:
    """Whether another room still has to change a word there."""
    return any(each == pattern and Path(path).match(where) for each, where in ELSEWHERE)


@pytest.mark.parametrize(("pattern", "instead"), GIVEN_UP)
def test_no_text_uses_a_word_that_was_given_up(pattern: str, instead: str) -> None:
    found = [
        f"{path}: {line}"
        for path, lines in TEXTS.items()
        if not left_to(pattern, path)
        for line in lines
        if re.search(pattern, CODE.sub("字", line))
    ]
    assert not found, f"instead: {instead}"


def test_all_kinds_of_texts_are_read() -> None:
    assert {"zh.po", "records/policy/vocabulary.yml", "docs/handbook/glossary.md", "README.zh-CN.md"} <= set(TEXTS)
    assert len(TEXTS["zh.po"]) > 1000


@pytest.mark.parametrize(
    "path", ["zh.po", "docs/handbook/reply.md", "docs/handbook/browse.md", "docs/handbook/index.md"]
)
def test_the_closing_sentence_is_the_same_everywhere(path: str) -> None:
    assert any(STATEMENT in line for line in TEXTS[path])


@pytest.mark.parametrize("enumeration", ["state", "status"])
def test_the_glossary_has_every_state(enumeration: str) -> None:
    text = (ROOT / "records/policy/vocabulary.yml").read_text(encoding="utf-8")
    block = re.split(r"\n  (?=\w)", text.split(f"\n  {enumeration}:\n")[1])[0]
    labels = [each.split("，")[0] for each in re.findall(r'zh: "?([^",}]+)', block)]
    glossary = "\n".join(TEXTS["docs/handbook/glossary.md"])
    assert [each for each in labels if each not in glossary] == []
