"""Articles are cited as the texts write them."""

from __future__ import annotations

import pytest

from huifang.policy.version import Source, article_number, citation

NUMBERS = (
    ("1", "一"), ("9", "九"), ("10", "十"), ("11", "十一"), ("20", "二十"), ("26", "二十六"), ("99", "九十九"),
    ("100", "一百"), ("105", "一百零五"), ("110", "一百一十"), ("113", "一百一十三"), ("999", "九百九十九"),
    ("0", "0"), ("1000", "1000"), ("5-1", "5-1"), ("十二", "十二"), ("٢", "٢"), ("", ""),
)  # fmt: skip


@pytest.mark.parametrize(("article", "written"), NUMBERS)
def test_article_number(article: str, written: str) -> None:
    assert article_number(article) == written


@pytest.mark.parametrize(
    ("articles", "zh", "en"),
    [
        ((), "《示例法》（2020）", "示例法 (2020)"),
        (("8",), "《示例法》（2020）第八条", "示例法 (2020), Art. 8"),
        (("8", "19"), "《示例法》（2020）第八条、第十九条", "示例法 (2020), Art. 8, 19"),
    ],
)
def test_citation(articles: tuple[str, ...], zh: str, en: str) -> None:
    assert citation(Source(text="示例法", edition="2020", articles=articles, ref="S1")) == (zh, en)
