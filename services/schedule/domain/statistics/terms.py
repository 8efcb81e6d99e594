"""第十二条：the words of statistics."""

from __future__ import annotations

from enum import StrEnum


class StatisticsKind(StrEnum):
    """What a started project does in statistics, one after the other."""

    ENTRY = "ENTRY"  # 入库
    REPORTING = "REPORTING"  # 入统


KIND_NAMES = {StatisticsKind.ENTRY: "入库", StatisticsKind.REPORTING: "入统"}


class StatisticsState(StrEnum):
    """How a project stands with one of them."""

    NOT_STARTED = "NOT_STARTED"  # 未开工，尚无期限
    PENDING = "PENDING"  # 未到期
    LATE = "LATE"  # 逾期未办
    DONE = "DONE"  # 按期办理
    DONE_LATE = "DONE_LATE"  # 逾期办理
    EXCEPTED = "EXCEPTED"  # 有例外批准，尚未办理


class StatisticsAction(StrEnum):
    """What was recorded."""

    RECORDED = "RECORDED"  # 登记
    CORRECTED = "CORRECTED"  # 更正
    EXCEPTED = "EXCEPTED"  # 例外
    INVESTMENT_RECORDED = "INVESTMENT_RECORDED"  # 登记统计投资
    INVESTMENT_CORRECTED = "INVESTMENT_CORRECTED"  # 更正统计投资


class AnswerOutcome(StrEnum):
    """What became of a line of the statistics office's answer."""

    TAKEN = "TAKEN"  # 已采用
    SAME = "SAME"  # 与记录一致
    REJECTED = "REJECTED"  # 统计部门未受理，附理由
    CONFLICT = "CONFLICT"  # 与记录冲突
    FAULTY = "FAULTY"  # 有误
