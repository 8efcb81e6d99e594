"""The scheme of a year: groups, indicators with formulas from a small set, and rules for ties and small groups (A18)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from services.law.parties import UnitCategory


class Measure(StrEnum):
    """What an indicator looks at: three of the six matters that a quarter assesses (A19)."""

    NODE_TASKS = "NODE_TASKS"  # 节点任务
    PHYSICAL_PROGRESS = "PHYSICAL_PROGRESS"  # 形象进度（按投资完成）
    FACTOR_GUARANTEE = "FACTOR_GUARANTEE"  # 要素保障

    @property
    def timed(self) -> bool:
        """Whether its items are on time or late; the others have amounts."""
        return self is not Measure.PHYSICAL_PROGRESS


class Formula(StrEnum):
    """How an indicator turns its items into points. There are no others: a scheme cannot carry code."""

    RATIO = "RATIO"  # 按时项数 ÷ 应办项数 × 权重
    CAPPED_LINEAR = "CAPPED_LINEAR"  # 完成 ÷ 计划（不超过上限）× 权重
    PER_EVENT = "PER_EVENT"  # 每项加（减）分，合计不超过上限

    @property
    def weighted(self) -> bool:
        """Whether it shares in the full marks; the others add or deduct beside them."""
        return self is not Formula.PER_EVENT


class Outcome(StrEnum):
    """How one item came out."""

    ON_TIME = "ON_TIME"  # 按时
    LATE = "LATE"  # 逾期（含期末未完成）


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
class Indicator:
    """One indicator of a group.

    weight: points of the full marks (RATIO, CAPPED_LINEAR).
    cap: the highest ratio that counts (CAPPED_LINEAR), or the most points added or deducted in all (PER_EVENT).
    outcome, points: which items count and what each adds (PER_EVENT; negative deducts).
    """

    code: str
    name: str
    measure: Measure
    formula: Formula
    weight: Decimal | None = None
    cap: Decimal | None = None
    outcome: Outcome | None = None
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class GroupRule:
    """How one group is assessed. Equal scores are parted by the named indicators in turn, if any are named."""

    group: UnitCategory
    indicators: tuple[Indicator, ...]
    small_group: SmallGroupRule
    tie_breakers: tuple[str, ...] = ()


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

    def rule_of(self, group: UnitCategory) -> GroupRule | None:
        """Return how a group is assessed."""
        return next((rule for rule in self.groups if rule.group is group), None)
