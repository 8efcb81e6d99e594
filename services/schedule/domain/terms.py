"""第八条、第十一条：how schedules and annual tasks stand, in the words of those who look at them."""

from __future__ import annotations

from enum import StrEnum


class ScheduleState(StrEnum):
    """Whether a schedule goes on."""

    RUNNING = "RUNNING"  # 执行中
    ENDED = "ENDED"  # 已终止：项目已调出计划


class TaskState(StrEnum):
    """How a version of an annual task stands."""

    IN_FORCE = "IN_FORCE"  # 现行
    TO_SPLIT = "TO_SPLIT"  # 待重新分月
    SUPERSEDED = "SUPERSEDED"  # 已被新版取代
    ENDED = "ENDED"  # 已终止：项目已调出计划
