"""The words of a scheme, as offices write them."""

from __future__ import annotations

from services.assessment.domain.scheme.model import (
    Formula,
    IdleRule,
    Measure,
    Outcome,
    ShareRounding,
    SmallGroupRule,
    TieRule,
)
from services.law.parties import UnitCategory

GROUP_NAMES = {
    UnitCategory.TOWN: "镇（街道）",
    UnitCategory.DEPARTMENT: "区直部门",
    UnitCategory.STATE_PLATFORM: "区属国有企业",
    UnitCategory.CITY_STATIONED: "市驻区单位",
    UnitCategory.OWNER: "项目业主",
}
MEASURE_NAMES = {
    Measure.NODE_TASKS: "节点任务",
    Measure.PHYSICAL_PROGRESS: "形象进度",
    Measure.FACTOR_GUARANTEE: "要素保障",
    Measure.COORDINATION: "协调服务",
    Measure.STATISTICS: "投资数据入库入统",
    Measure.ISSUES: "交办问题整改销号",
    Measure.STARTS: "年度开工",
    Measure.COMPLETIONS: "年度竣工",
    Measure.ANNUAL_CONTENT: "年度建设内容",
    Measure.ANNUAL_INVESTMENT: "年度投资计划",
    Measure.PRELIMINARY_CONVERSION: "前期项目转化",
    Measure.QUARTER_RESULTS: "季度考核结果",
    Measure.COMMENDATIONS: "表扬等加分事项",
    Measure.INCIDENTS: "质量、安全、舆情事件",
}
FORMULA_NAMES = {
    Formula.RATIO: "按时率",
    Formula.COUNT: "项数",
    Formula.CAPPED_LINEAR: "完成率（封顶）",
    Formula.TIERS: "分档",
    Formula.RANK_POINTS: "组内名次",
    Formula.PER_EVENT: "每项加减分",
}
OUTCOME_NAMES = {Outcome.ON_TIME: "按时", Outcome.LATE: "逾期", Outcome.RECORDED: "记录在案"}
TIE_NAMES = {TieRule.INCLUDE_TIED: "同分的一并列入", TieRule.EXCLUDE_TIED: "同分使名额超出的均不列入"}
SMALL_GROUP_NAMES = {
    SmallGroupRule.NO_CARDS: "不发牌",
    SmallGroupRule.LAST_ONLY: "只列最后一名",
    SmallGroupRule.ALL_BUT_FIRST: "除第一名外均列入",
}
IDLE_NAMES = {IdleRule.SHARE_OUT: "权重分摊到其他指标", IdleRule.FULL_POINTS: "按满分计"}
ROUNDING_NAMES = {ShareRounding.DOWN: "舍去", ShareRounding.HALF_UP: "四舍五入", ShareRounding.UP: "进一"}


def group_name(group: UnitCategory) -> str:
    """Name a group as the measures do."""
    return GROUP_NAMES[group]
