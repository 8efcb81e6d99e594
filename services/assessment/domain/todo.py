"""What there is to do in the assessment (第十九条、第二十一条): kinds, clauses and commands."""

from __future__ import annotations

from types import MappingProxyType

from services.assessment.domain.award.todo import AWARD_KINDS
from services.law.article import Article
from services.law.todo import Kind

_KINDS = (
    (
        "SCHEME_TO_DRAFT",
        "起草考核细则",
        "本年度尚无考核细则，起草或由上年度细则复制",
        Article(18),
        "copyScheme",
        "schemes",
    ),
    (
        "SCHEME_TO_APPROVE",
        "报批考核细则",
        "细则草案待批准，批准后记录批准人和文件",
        Article(18),
        "approveScheme",
        "schemes",
    ),
    (
        "PERIOD_TO_COMPUTE",
        "计算考核",
        "季度已结束，或年度各季度结果已发布，计算考核结果",
        Article(19),
        "computePeriod",
        "schemes",
    ),
    ("PERIOD_TO_ANNOUNCE", "公示考核", "审核已计算的考核结果并公示", Article(19), "announcePeriod", "periods"),
    ("OBJECTION_TO_DECIDE", "办理异议", "对单位提出的异议作出决定", Article(19), "decideObjection", "objections"),
    (
        "OBJECTION_TO_CARRY_OUT",
        "落实异议",
        "据已采纳的异议更正得分或重算",
        Article(19),
        "correctScore",
        "objections",
    ),
    ("PERIOD_TO_PUBLISH", "发布考核", "异议期已满，发布考核结果", Article(19), "publishPeriod", "periods"),
    (
        "YEAR_TO_CORRECT",
        "核定年度结果",
        "年度结果发布后，所计季度得分又有更正：更正年度得分，或以原得分记录维持的理由",
        Article(20),
        "correctScore",
        "results",
    ),
    (
        "RESULT_TO_CHECK",
        "核对公示结果",
        "核对本单位的公示结果，有异议的在期限内提出",
        Article(19),
        "raiseObjection",
        "results",
    ),
    ("CARD_DUTY", "红黄牌表态", "按红黄牌要求作表态发言或书面汇报", Article(21), "fulfilDuty", "cards"),
    ("DUTY_TO_CONFIRM", "确认表态", "核对预警单位的表态或汇报，确认或退回", Article(21), "confirmDuty", "cards"),
)
KINDS = MappingProxyType(
    {
        code: Kind(code=code, name=name, what=what, article=article, command=command, path=path)
        for code, name, what, article, command, path in (*_KINDS, *AWARD_KINDS)
    }
)
