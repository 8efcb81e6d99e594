"""The scheme of a year: groups, indicators with formulas from a small set, and rules for ties and small groups (A18)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from services.law.parties import UnitCategory


class Measure(StrEnum):
    """What an indicator looks at: the matters that a quarter and a year assess (A19), and what is recorded beside them."""

    NODE_TASKS = "NODE_TASKS"  # 节点任务
    PHYSICAL_PROGRESS = "PHYSICAL_PROGRESS"  # 形象进度（按投资完成）
    FACTOR_GUARANTEE = "FACTOR_GUARANTEE"  # 要素保障
    COORDINATION = "COORDINATION"  # 协调服务
    STATISTICS = "STATISTICS"  # 投资数据入库入统
    ISSUES = "ISSUES"  # 交办问题整改销号
    STARTS = "STARTS"  # 年度开工
    COMPLETIONS = "COMPLETIONS"  # 年度竣工
    ANNUAL_CONTENT = "ANNUAL_CONTENT"  # 年度建设内容
    ANNUAL_INVESTMENT = "ANNUAL_INVESTMENT"  # 年度投资计划
    PRELIMINARY_CONVERSION = "PRELIMINARY_CONVERSION"  # 前期项目转化
    QUARTER_RESULTS = "QUARTER_RESULTS"  # 各季度考核结果（季度和年度结果相结合，第二十条）
    COMMENDATIONS = "COMMENDATIONS"  # 记录在案的表扬、经验推广等加分事项
    INCIDENTS = "INCIDENTS"  # 工程质量、安全生产、重大负面舆情（第二十一条）

    @property
    def amounts(self) -> bool:
        """Whether its items have amounts that are divided."""
        return self in {Measure.PHYSICAL_PROGRESS, Measure.ANNUAL_INVESTMENT, Measure.QUARTER_RESULTS}

    @property
    def recorded(self) -> bool:
        """Whether its items are matters on record, without a limit."""
        return self in {Measure.COMMENDATIONS, Measure.INCIDENTS}

    @property
    def timed(self) -> bool:
        """Whether its items are on time or late."""
        return not self.amounts and not self.recorded


class Formula(StrEnum):
    """How an indicator turns its items into points. There are no others: a scheme cannot carry code."""

    RATIO = "RATIO"  # 按时项数 ÷ 应办项数 × 权重
    COUNT = "COUNT"  # 按时（或记录）项数 ÷ 目标项数（不超过 1）× 权重
    CAPPED_LINEAR = "CAPPED_LINEAR"  # 完成 ÷ 计划（不超过上限）× 权重
    TIERS = "TIERS"  # 比率所在档次的得分比例 × 权重
    RANK_POINTS = "RANK_POINTS"  # 按比率在组内的名次，由满分线性递减到最低比例 × 权重
    PER_EVENT = "PER_EVENT"  # 每项加（减）分，合计不超过上限

    @property
    def weighted(self) -> bool:
        """Whether it shares in the full marks; the others add or deduct beside them."""
        return self is not Formula.PER_EVENT


class Outcome(StrEnum):
    """How one item came out."""

    ON_TIME = "ON_TIME"  # 按时
    LATE = "LATE"  # 逾期（含期末未完成）
    RECORDED = "RECORDED"  # 记录在案（无时限之事）


class TieRule(StrEnum):
    """What happens when units with equal scores stand across the line of the last three."""

    INCLUDE_TIED = "INCLUDE_TIED"  # 与末位线上单位同分的一并列入
    EXCLUDE_TIED = "EXCLUDE_TIED"  # 同分使名额超出的均不列入


class SmallGroupRule(StrEnum):
    """What happens in a group of so few assessed units that its last three would be all of them."""

    NO_CARDS = "NO_CARDS"  # 不发牌
    LAST_ONLY = "LAST_ONLY"  # 只列最后一名
    ALL_BUT_FIRST = "ALL_BUT_FIRST"  # 除第一名外均列入


class IdleRule(StrEnum):
    """What an indicator gives to a unit that had nothing to do under it in the quarter."""

    SHARE_OUT = "SHARE_OUT"  # 权重按比例分摊到其他指标
    FULL_POINTS = "FULL_POINTS"  # 按满分计


@dataclass(frozen=True, slots=True)
class Tier:
    """From this ratio on (inclusive), this share of the weight."""

    since: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of a group.

    weight: points of the full marks (all formulas but PER_EVENT).
    cap: the highest ratio that counts (CAPPED_LINEAR), or the most points added or deducted in all (PER_EVENT).
    outcome, points: which items count and what each adds (PER_EVENT; negative deducts).
    target: how many items give the whole weight (COUNT).
    tiers: from which ratio on which share of the weight is given, ascending, the first from 0 (TIERS).
    floor: the share of the weight that the last of the group still has (RANK_POINTS).
    only: codes that narrow the items, such as severities of issues or kinds of incidents; empty takes all.
    """

    code: str
    name: str
    measure: Measure
    formula: Formula
    weight: Decimal | None = None
    cap: Decimal | None = None
    outcome: Outcome | None = None
    points: Decimal | None = None
    target: int | None = None
    tiers: tuple[Tier, ...] = ()
    floor: Decimal | None = None
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupRule:
    """How one group is assessed. Equal scores are parted by the named indicators in turn, if any are named.

    indicators: of a quarter. yearly: of the whole year; a scheme without them assesses no year.
    """

    group: UnitCategory
    indicators: tuple[Indicator, ...]
    small_group: SmallGroupRule
    tie_breakers: tuple[str, ...] = ()
    yearly: tuple[Indicator, ...] = ()
    yearly_tie_breakers: tuple[str, ...] = ()


class ShareRounding(StrEnum):
    """How a share of the assessed units becomes a number of them."""

    DOWN = "DOWN"  # 舍去
    HALF_UP = "HALF_UP"  # 四舍五入
    UP = "UP"  # 进一


@dataclass(frozen=True, slots=True)
class Awards:
    """第二十条：how many are distinguished in a year.

    unit_share: share of the assessed units that may be advanced units of the district (0.2 is a fifth).
    per_group: whether the share is taken of each group, or of all groups together.
    individuals: advanced individuals of the district. city_units, city_individuals: recommended to the city.
    """

    unit_share: Decimal
    rounding: ShareRounding
    per_group: bool
    individuals: int
    city_units: int
    city_individuals: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """The whole scheme of a year in one of its versions."""

    year: int
    version: int
    title: str
    groups: tuple[GroupRule, ...]
    places: int  # scores are rounded half up to so many decimal places, once, at the end
    highest: Decimal  # no score is above this
    ties: TieRule
    idle: IdleRule
    yellow_means: str
    red_means: str
    awards: Awards | None = None

    def rule_of(self, group: UnitCategory) -> GroupRule | None:
        """Return how a group is assessed."""
        return next((rule for rule in self.groups if rule.group is group), None)
