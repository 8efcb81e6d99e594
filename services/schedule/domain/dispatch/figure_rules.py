"""第十条（月通报、年度总结）：the rules that figures come from: name, unit, records, and how they are worked out of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

AMOUNT, PERCENT, COUNT = "万元", "%", "个"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a figure is: its name, its unit, the records that it comes from, and how it is worked out of them."""

    label: str
    unit: str
    source: str
    computed_as: str


_PLAN = "schedules, plan_items（现行）"
_REPORTS = "progress_reports（已核实）"
RULES: Mapping[str, Rule] = {
    "PROJECTS": Rule(label="重点项目", unit=COUNT, source=_PLAN, computed_as="项目计数"),
    "CONSTRUCTION": Rule(label="重点建设项目", unit=COUNT, source=_PLAN, computed_as="新开工、续建项目计数"),
    "ANNUAL": Rule(
        label="年度计划投资", unit=AMOUNT, source="plan_items.annual_investment", computed_as="建设项目合计"
    ),
    "PLANNED": Rule(
        label="截至本月计划投资", unit=AMOUNT, source="annual_tasks.months", computed_as="1月至本月的分月任务合计"
    ),
    "VERIFIED_MONTH": Rule(
        label="本月完成投资", unit=AMOUNT, source=_REPORTS, computed_as="本月verified_investment合计"
    ),
    "VERIFIED": Rule(
        label="截至本月完成投资", unit=AMOUNT, source=_REPORTS, computed_as="1月至本月verified_investment合计"
    ),
    "RATE": Rule(
        label="年度投资完成率", unit=PERCENT, source=_REPORTS, computed_as="VERIFIED ÷ ANNUAL × 100，四舍五入"
    ),
    "PACE": Rule(
        label="序时计划完成率", unit=PERCENT, source=_REPORTS, computed_as="VERIFIED ÷ PLANNED × 100，四舍五入"
    ),
    "STARTS_PLANNED": Rule(
        label="应开工项目",
        unit=COUNT,
        source="nodes.start_on",
        computed_as="新开工项目中现行倒排计划首个节点最迟开始日不晚于期末的",
    ),
    "STARTS_DONE": Rule(
        label="已开工项目",
        unit=COUNT,
        source=_REPORTS,
        computed_as="新开工项目中经核实形象进度大于0的",
    ),
    "COMPLETIONS_PLANNED": Rule(
        label="应竣工项目",
        unit=COUNT,
        source="nodes.due_on",
        computed_as="建设项目中现行倒排计划最后节点期限不晚于期末的",
    ),
    "COMPLETIONS_DONE": Rule(
        label="已竣工项目", unit=COUNT, source=_REPORTS, computed_as="建设项目中经核实形象进度达到100%的"
    ),
    "CONVERSIONS_PLANNED": Rule(
        label="重点前期项目", unit=COUNT, source="plan_items", computed_as="年度计划列为前期的项目计数（含已转化）"
    ),
    "CONVERSIONS_DONE": Rule(
        label="已转化前期项目", unit=COUNT, source="plan_items（CONVERTED）", computed_as="期末前转为建设项目的"
    ),
    "NODES_DUE": Rule(label="应完成节点", unit=COUNT, source="nodes", computed_as="期限在期初至期末的现行节点计数"),
    "NODES_DONE": Rule(label="已完成节点", unit=COUNT, source="nodes", computed_as="NODES_DUE中期末前办结的"),
    "NODES_LATE": Rule(label="逾期未完成节点", unit=COUNT, source="nodes", computed_as="期限早于期末而未办结的"),
    "REQUESTS_ON_TIME": Rule(
        label="按时办结要素申请", unit="件", source="factor_requests", computed_as="期内办结且不晚于时限的"
    ),
    "REQUESTS_LATE": Rule(
        label="超时办结要素申请", unit="件", source="factor_requests", computed_as="期内办结而晚于时限的"
    ),
    "REQUESTS_OVERDUE": Rule(
        label="超时未办结要素申请", unit="件", source="factor_requests", computed_as="期末仍在办而已过时限的"
    ),
    "ISSUES_RAISED": Rule(label="新增问题", unit=COUNT, source="issues", computed_as="期内提出的"),
    "ISSUES_CLOSED": Rule(label="销号问题", unit=COUNT, source="issues", computed_as="期内销号的"),
    "ISSUES_OVERDUE": Rule(label="逾期未销号问题", unit=COUNT, source="issues", computed_as="期末未办结而已过时限的"),
    "MISSED_WEEKS": Rule(
        label="漏报周次", unit="次", source="weekly_updates", computed_as="期内已过的各周中没有周更新的项目次数"
    ),
}
