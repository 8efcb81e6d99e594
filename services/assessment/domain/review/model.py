"""What an objection is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ObjectionStatus(StrEnum):
    """How far an objection has come."""

    RAISED = "RAISED"  # 已提出，待决定
    WITHDRAWN = "WITHDRAWN"  # 已撤回
    ACCEPTED = "ACCEPTED"  # 已采纳
    REFUSED = "REFUSED"  # 不予采纳


class ObjectionStep(StrEnum):
    """What happened to an objection."""

    RAISED = "RAISED"  # 提出
    AMENDED = "AMENDED"  # 修改、补充
    WITHDRAWN = "WITHDRAWN"  # 撤回
    ACCEPTED = "ACCEPTED"  # 采纳
    REFUSED = "REFUSED"  # 不予采纳
    CORRECTED = "CORRECTED"  # 据此更正得分
    RECOMPUTED = "RECOMPUTED"  # 据此重算


@dataclass(frozen=True, slots=True)
class Point:
    """What an objection points at within a result; neither: at the result as a whole."""

    indicator_code: str | None
    fact_id: UUID | None
