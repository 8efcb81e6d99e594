"""What there is to do in the assessment (第十九条、第二十一条): kinds, clauses and commands."""

from __future__ import annotations

from types import MappingProxyType

from services.law.article import Article
from services.law.todo import Kind

_KINDS = (
    ("QUARTER_TO_COMPUTE", "计算考核", "季度已结束，计算季度考核结果", Article(19), "computeQuarter", "schemes"),
    ("QUARTER_TO_PUBLISH", "发布考核", "审核并发布季度考核结果", Article(19), "publishQuarter", "quarters"),
    ("CARD_DUTY", "红黄牌表态", "按红黄牌要求作表态发言或书面汇报", Article(21), None, "cards"),
)
KINDS = MappingProxyType(
    {
        code: Kind(code=code, name=name, what=what, article=article, command=command, path=path)
        for code, name, what, article, command, path in _KINDS
    }
)
