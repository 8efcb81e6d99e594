"""第八条、第十一条：how schedules and annual tasks stand, and categories of projects, in the words of who looks at them."""

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


_CATEGORIES = {"INDUSTRY": "产业", "INFRASTRUCTURE": "基础设施", "SOCIAL": "社会民生", "ECOLOGY": "生态环保"}


def category_name(code: str) -> str:
    """Name a project's category; what is no code of one stands for itself.

    >>> category_name("SOCIAL"), category_name("未登记类别")
    ('社会民生', '未登记类别')
    """
    return _CATEGORIES.get(code, code)
