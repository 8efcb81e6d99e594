"""第十九条：how far a computation has come that goes on in the background."""

from __future__ import annotations

from enum import StrEnum

from services.assessment.domain.period import Period
from services.law.article import Article
from services.law.breach import Breach


class ComputationState(StrEnum):
    """How far it has come."""

    WAITING = "WAITING"  # 排队
    RUNNING = "RUNNING"  # 计算中
    DONE = "DONE"  # 已完成
    REFUSED = "REFUSED"  # 未予计算，理由列明
    FAILED = "FAILED"  # 故障，未作任何改动


OPEN = frozenset({ComputationState.WAITING, ComputationState.RUNNING})


def already(period: Period) -> Breach:
    """第十九条：a period is computed once at a time."""
    return Breach("ALREADY_COMPUTING", f"{period}考核正在计算，请等待完成后再试", Article(19), "quarter")
