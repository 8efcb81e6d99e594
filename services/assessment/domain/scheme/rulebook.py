"""What a scheme may look at, by which formula, and within which numbers; each with its first day and its clause."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from services.assessment.domain.conduct import rulebook as conduct
from services.assessment.domain.fact.model import ServiceKind
from services.assessment.domain.rulebook import SINCE
from services.assessment.domain.scheme.model import Measure
from services.law.article import Article
from services.law.dated import Dated, Entry

_BESIDE = frozenset({Measure.COMMENDATIONS, Measure.INCIDENTS})  # on record beside the matters of a quarter or a year

QUARTERLY = Dated(
    Article(19),
    "季度考核的内容",
    Entry(
        SINCE,
        _BESIDE
        | {
            Measure.NODE_TASKS,
            Measure.PHYSICAL_PROGRESS,
            Measure.FACTOR_GUARANTEE,
            Measure.COORDINATION,
            Measure.STATISTICS,
            Measure.ISSUES,
        },
        "第十九条：季度主要考核节点任务、形象进度、要素保障、协调服务、投资数据入库入统、交办问题整改销号",
    ),
)

YEARLY = Dated(
    Article(19),
    "年度考核的内容",
    Entry(
        SINCE,
        _BESIDE
        | {
            Measure.STARTS,
            Measure.COMPLETIONS,
            Measure.ANNUAL_CONTENT,
            Measure.ANNUAL_INVESTMENT,
            Measure.PRELIMINARY_CONVERSION,
            Measure.QUARTER_RESULTS,
        },
        "第十九条：年度主要考核开竣工、年度建设内容、年度投资计划、前期项目转化；第二十条：季度和年度考核结果相结合",
    ),
)

# by which codes of its items an indicator may be narrowed; a measure that is not named has items without codes
CODES: Dated[Mapping[Measure, tuple[str, ...]]] = Dated(
    Article(18),
    "指标可限定的事项类别",
    Entry(
        SINCE,
        {
            Measure.ISSUES: ("DIFFICULTY", "BLOCKAGE", "JAM"),
            Measure.STATISTICS: ("ENTRY", "REPORTING"),
            Measure.COORDINATION: tuple(ServiceKind),
        },
        "第十九条：交办问题（难点、堵点、卡点）、入库与入统、协调服务",
    ),
)


def codes_of(measure: Measure, day: date) -> tuple[str, ...]:
    """第十八条：the codes of a measure's items on a day; those of matters on record are what records may be about then."""
    on_record = {Measure.INCIDENTS: conduct.INCIDENTS, Measure.COMMENDATIONS: conduct.COMMENDATIONS}
    if measure in on_record:
        return tuple(matter.code for matter in on_record[measure].on(day))
    return CODES.on(day).get(measure, ())


MOST_UNIT_SHARE = Dated(
    Article(20),
    "区级先进单位占参加考核单位的最高比例",
    Entry(SINCE, Decimal("0.5"), "第二十条：按参加考核单位的一定比例评选；过半即无从激励，细则在此以内自定"),
)
