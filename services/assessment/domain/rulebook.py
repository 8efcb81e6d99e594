"""Numbers, lists and duties that the measures set, each with its first day and its clause."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from services.assessment.domain.card.model import Colour, Duty, DutyKind
from services.law.article import Article
from services.law.dated import Dated, Entry
from services.law.parties import UnitCategory

# the first day for which the platform assesses: the measures are a draft that has no day of issue yet
SINCE = date(2026, 1, 1)

LAST_PLACES = Dated(Article(21), "季度考核列入预警的末位名次数", Entry(SINCE, 3, "第二十一条：排名倒数后3名"))

RED_AFTER = Dated(Article(21), "连续多少个季度列末位即为红牌", Entry(SINCE, 2, "第二十一条：连续两次排名倒数后3名"))

FULL_MARKS = Dated(Article(18), "各考核组指标权重合计", Entry(SINCE, Decimal(100), "第十八条：分年度制定考核细则"))

ASSESSED_GROUPS = Dated(
    Article(18),
    "考核对象",
    Entry(SINCE, tuple(UnitCategory), "第十八条：各镇（街道）、区直部门、区属国有企业、市驻区单位、项目业主"),
)

_REVIEW = "季讲评"
_IN_PERSON = Duty(DutyKind.STATEMENT_IN_PERSON, "预警单位", _REVIEW)
_IN_WRITING = Duty(DutyKind.STATEMENT_IN_WRITING, "预警单位", _REVIEW)
_REPORT = Duty(DutyKind.REPORT_IN_WRITING, "单位主要负责人", _REVIEW, ("工委", "管委会", "区委", "区政府"))

# for each colour: duties by place from the bottom; the entry of place 0 holds for every place not named
DUTIES: Dated[Mapping[Colour, Mapping[int, tuple[Duty, ...]]]] = Dated(
    Article(21),
    "预警单位的义务",
    Entry(
        SINCE,
        {
            Colour.YELLOW: {1: (_IN_PERSON,), 0: (_IN_WRITING,)},
            Colour.RED: {0: (_IN_PERSON, _REPORT)},
        },
        "第二十一条：倒数第一的现场表态发言，倒数二、三名作书面表态发言；红牌单位现场表态发言，主要负责人书面汇报",
    ),
)

BARRED_FROM_ADVANCED_UNIT: Dated[frozenset[Colour]] = Dated(
    Article(21),
    "不得获评年度先进单位的预警",
    Entry(SINCE, frozenset({Colour.RED}), "第二十一条：红牌预警单位不得获评市、区两级年度先进单位"),
)
