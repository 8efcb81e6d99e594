"""第十八条、第十九条：what is computed in the background, and how far it has come."""

from __future__ import annotations

from enum import StrEnum

from services.assessment.domain.period import Period
from services.law.article import Article
from services.law.breach import Breach


class ComputationKind(StrEnum):
    """What is computed."""

    PERIOD = "PERIOD"  # 计算一期
    VERIFICATION = "VERIFICATION"  # 核验已发布的一期
    TRIAL = "TRIAL"  # 以某细则试算一期
    COMPARISON = "COMPARISON"  # 在一期事实上比较两个细则


_DOING = {
    ComputationKind.PERIOD: "考核正在计算或核验",
    ComputationKind.VERIFICATION: "考核正在计算或核验",
    ComputationKind.TRIAL: "以该细则的试算正在进行",
    ComputationKind.COMPARISON: "两个细则的比较正在进行",
}


class ComputationState(StrEnum):
    """How far it has come."""

    WAITING = "WAITING"  # 排队
    RUNNING = "RUNNING"  # 计算中
    DONE = "DONE"  # 已完成
    REFUSED = "REFUSED"  # 未予计算，理由列明
    FAILED = "FAILED"  # 故障，未作任何改动


OPEN = frozenset({ComputationState.WAITING, ComputationState.RUNNING})


def already(period: Period, kind: ComputationKind) -> Breach:
    """第十九条：a period is computed or verified once at a time; a scheme is tried on it once at a time (第十八条)."""
    return Breach("ALREADY_COMPUTING", f"{period}{_DOING[kind]}，请等待完成后再试", Article(19), "quarter")
