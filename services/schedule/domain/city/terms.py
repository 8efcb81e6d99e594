"""What the city is told of, and how a push stands."""

from __future__ import annotations

from enum import StrEnum


class PushKind(StrEnum):
    """What a push is about."""

    MONTH = "MONTH"  # 已核实的月度进度
    WEEK = "WEEK"  # 周更新（报送数）
    NODE = "NODE"  # 节点办结、核实、退回


class PushStatus(StrEnum):
    """How a push stands."""

    WAITING = "WAITING"  # 待推送
    DELIVERED = "DELIVERED"  # 市系统已接收
    DEAD = "DEAD"  # 多次未达，已停止
    SUPERSEDED = "SUPERSEDED"  # 未送达前已有新数据


class Indicator(StrEnum):
    """What is watched every week."""

    INVESTMENT_BEHIND = "INVESTMENT_BEHIND"  # 年度投资完成率落后于时间进度
    OUT_OF_STEP = "OUT_OF_STEP"  # 形象进度与投资不匹配
    MISSED_WEEKS = "MISSED_WEEKS"  # 漏报周数
    LATE_NODES = "LATE_NODES"  # 逾期节点
