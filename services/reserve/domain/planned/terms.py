"""The words of the monthly list of planned projects."""

from __future__ import annotations

from enum import StrEnum

from services.law.article import Article

A4 = Article(4)


class ReportStatus(StrEnum):
    """第四条: where a monthly report stands between its unit and the investment authority."""

    DRAFT = "DRAFT"  # 起草中
    SUBMITTED = "SUBMITTED"  # 已报送
    RETURNED = "RETURNED"  # 退回补正
    RESUBMITTED = "RESUBMITTED"  # 已补正（更正）报送
    ACCEPTED = "ACCEPTED"  # 已接收


class ReportState(StrEnum):
    """第四条: how a report stands with its due day. Late stays late, however long ago."""

    NOT_DUE = "NOT_DUE"  # 未到期
    DUE_SOON = "DUE_SOON"  # 即将到期
    MISSING = "MISSING"  # 逾期未报
    LATE = "LATE"  # 逾期报送
    ON_TIME = "ON_TIME"  # 按时报送


class Change(StrEnum):
    """第四条: what is new of a project in the month."""

    NEW = "NEW"  # 新谋划
    CHANGED = "CHANGED"  # 有变化
    DROPPED = "DROPPED"  # 不再谋划


STATUS_NAMES = {
    ReportStatus.DRAFT: "起草中",
    ReportStatus.SUBMITTED: "已报送",
    ReportStatus.RETURNED: "退回补正",
    ReportStatus.RESUBMITTED: "已补正报送",
    ReportStatus.ACCEPTED: "已接收",
}
WRITING = frozenset({ReportStatus.DRAFT, ReportStatus.RETURNED})  # the unit is working on it
WAITING = frozenset({ReportStatus.SUBMITTED, ReportStatus.RESUBMITTED})  # the authority is to look at it
HANDED_IN = WAITING | {ReportStatus.ACCEPTED}  # what counts in summaries
