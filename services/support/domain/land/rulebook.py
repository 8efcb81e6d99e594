"""第十五条：what happens to a quota at the year's end, who is served first when it is short, when the parties consult.

The measures name the quotas and that key projects come first; how, they leave to the district. These values are the
district's default, dated so that a document of the city or the province is one more `Entry`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.support.domain.kinds.since import FIRST_DAY

A15, A17_1 = Article(15), Article(17, 1)


class YearEnd(StrEnum):
    """What becomes of what is left of a year's quota."""

    CARRIED = "CARRIED"  # 结转下年
    CARRIED_WITHIN_PERIOD = "CARRIED_WITHIN_PERIOD"  # 五年期内结转
    LAPSES = "LAPSES"  # 年末失效


@dataclass(frozen=True, slots=True)
class QuotaRule:
    """A kind's rule. needs_document: whether carrying over needs the higher authority's consent by document.

    between_years, between_divisions: whether a quota may be transferred so.
    """

    year_end: YearEnd
    needs_document: bool
    between_years: bool
    between_divisions: bool

    def carries(self, year: int) -> bool:
        """Whether what is left of a year can be used in the next; plan periods are 2021–2025, 2026–2030 and so on.

        >>> rule = QuotaRule(YearEnd.CARRIED_WITHIN_PERIOD, False, False, True)
        >>> rule.carries(2026), rule.carries(2029), rule.carries(2030)
        (True, True, False)
        """
        if self.year_end is YearEnd.CARRIED_WITHIN_PERIOD:
            return year % 5 != 0
        return self.year_end is YearEnd.CARRIED


def _kind(article: Article, name: str, rule: QuotaRule, source: str) -> Dated[QuotaRule]:
    return Dated(article, f"{name}年末处理", Entry(FIRST_DAY, rule, source))


QUOTA_RULES: Mapping[str, Dated[QuotaRule]] = {
    "NEW_CONSTRUCTION_LAND": _kind(
        A15,
        "新增建设用地计划指标",
        QuotaRule(YearEnd.CARRIED, needs_document=True, between_years=True, between_divisions=True),
        "第十五条；节余指标经上级同意后结转，为本区默认，以土地利用年度计划管理的现行文件为准",
    ),
    "CULTIVATED_LAND_BALANCE": _kind(
        A15,
        "耕地占补平衡指标",
        QuotaRule(YearEnd.CARRIED, needs_document=False, between_years=True, between_divisions=True),
        "第十五条；储备库指标不因年度终了失效，为本区默认",
    ),
    "FOREST_LAND_QUOTA": _kind(
        A17_1,
        "占用征收林地定额",
        QuotaRule(YearEnd.LAPSES, needs_document=False, between_years=False, between_divisions=True),
        "第十七条（一）；年度定额不跨年使用，为本区默认，以林业主管部门的现行文件为准",
    ),
    "LOGGING_QUOTA": _kind(
        A17_1,
        "林木采伐指标",
        QuotaRule(YearEnd.CARRIED_WITHIN_PERIOD, needs_document=False, between_years=False, between_divisions=True),
        "第十七条（一）；采伐限额五年一定，期内年度结余可结转，为本区默认，以林业主管部门的现行文件为准",
    ),
}


class Criterion(StrEnum):
    """By what requests are ordered when a quota is short."""

    IN_PLAN = "IN_PLAN"  # 列入当年年度计划的重点项目在先
    LEVEL = "LEVEL"  # 项目级别高的在先
    ACCEPTED = "ACCEPTED"  # 受理在先的在先


CRITERION_NAMES: Mapping[Criterion, str] = {
    Criterion.IN_PLAN: "列入该年度重点项目计划的在先",
    Criterion.LEVEL: "项目级别高的在先（国家、省、市、区）",
    Criterion.ACCEPTED: "受理在先的在先",
}
LEVELS = ("NATIONAL", "PROVINCE", "CITY", "DISTRICT")  # from the highest; reserve's codes

MADE_UP: Dated[int] = Dated(A15, "补开以往月份会商的月数", Entry(FIRST_DAY, 12, "本区默认"))
PRIORITY: Dated[tuple[Criterion, ...]] = Dated(
    A15,
    "指标不足时的安排次序",
    Entry(
        FIRST_DAY,
        (Criterion.IN_PLAN, Criterion.ACCEPTED),
        "第十五条（优先安排区重点项目）；同为计划内或计划外的按受理先后，为本区默认",
    ),
)


def quota_rule(kind: str, day: date) -> QuotaRule:
    """Return the rule of a kind of quota on a day."""
    return QUOTA_RULES[kind].on(day)
