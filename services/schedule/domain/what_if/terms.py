"""The words of what-if scenarios 情景."""

from __future__ import annotations

from enum import StrEnum


class ScenarioState(StrEnum):
    """How a scenario stands."""

    OPEN = "OPEN"  # 测算中
    ADOPTED = "ADOPTED"  # 已采用，成为计划的一版
    DISCARDED = "DISCARDED"  # 已放弃


class ScenarioSource(StrEnum):
    """Out of what a scenario was made."""

    PLAN = "PLAN"  # 现行倒排计划的副本
    NODES = "NODES"  # 直接给出的节点
    MS_PROJECT = "MS_PROJECT"  # 由 MS Project XML（MSPDI）导入
    CSV = "CSV"  # 由 CSV 导入


class ScenarioAction(StrEnum):
    """What was done to a scenario."""

    CREATED = "CREATED"  # 建立
    EDITED = "EDITED"  # 修改
    RENEWED = "RENEWED"  # 依现行计划更新、按今日重算
    ADOPTED = "ADOPTED"  # 采用
    DISCARDED = "DISCARDED"  # 放弃
