"""第十三条：how arrangements and their projects stand, in the words of those who look at them."""

from __future__ import annotations

from enum import StrEnum

from services.law.article import Article

A13 = Article(13)


class ArrangementState(StrEnum):
    """How an edition of the year's arrangement 区领导联系重点项目计划安排 stands."""

    DRAFT = "DRAFT"  # 拟定中
    ISSUED = "ISSUED"  # 已印发，现行
    SUPERSEDED = "SUPERSEDED"  # 已被新版取代
    DISCARDED = "DISCARDED"  # 已作废（未印发）


class LinkChoice(StrEnum):
    """What the arrangement does with a project."""

    PROPOSED = "PROPOSED"  # 遴选提出，待定
    LINKED = "LINKED"  # 由区领导联系
    SET_ASIDE = "SET_ASIDE"  # 不列入


class LeaderReportState(StrEnum):
    """How a report that is due to a leader stands."""

    NOT_DUE = "NOT_DUE"  # 未到期
    DUE = "DUE"  # 应报送
    LATE = "LATE"  # 逾期未报
    SUBMITTED = "SUBMITTED"  # 已报送
    SUBMITTED_LATE = "SUBMITTED_LATE"  # 逾期报送
