"""What units and people are told of when it happens: kinds, clauses and words. What is told is read from the events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.law.article import Article
from services.law.notice import kinds_of, worded

A8, A9, A10 = Article(8), Article(9), Article(10)

_KINDS = (
    ("node.planned", "节点排定", A8, True, "节点“{name}”排定，{dueOn}前办结（{responsiblePerson}）"),
    ("node.verified", "节点核实", A9, False, "节点办结已核实（{verifiedOn}）"),
    ("node.completion-returned", "节点退回", A9, True, "节点办结被退回，期限{dueOn}：{reason}"),
    ("progress.returned", "进度退回", A9, True, "{year}年{month}月进度被退回：{reason}"),
    ("progress.verified", "进度核实", A9, False, "{year}年{month}月进度已核实"),
    ("annual-task.set", "年度任务", A8, False, "{year}年度投资任务已下达（第{version}版）"),
    ("annual-task.revalued", "任务调整", Article(11), False, "{year}年度投资任务随计划调整（{documentNumber}）"),
    ("schedule.ended", "调出计划", Article(11), False, "项目已调出年度计划（{documentNumber}）：{reason}"),
    ("schedule.resumed", "恢复计划", Article(11), False, "项目重新列入年度计划（{resumedOn}起）"),
    ("specialist.appointed", "项目专员", A9, True, "您被确定为项目专员，自{fromOn}起每周更新项目信息"),
    ("issue.assigned", "问题交办", A10, True, "问题{number}交本单位办理，期限{dueOn}"),
    ("issue.overdue", "问题逾期", A10, True, "问题{number}已逾期（期限{dueOn}）"),
    ("issue.supervised", "问题督办", A10, True, "问题{number}被督办（{letter}）"),
    ("issue.reopened", "问题退回", A10, True, "问题{number}须继续办理，期限{dueOn}：{reason}"),
    ("issue.closed", "问题销号", A10, False, "问题{number}已销号（{closedOn}）"),
    ("list.published", "清单发布", Article(7), False, "{year}年{month}月清单已发布（第{edition}版）"),
    ("bulletin.sent", "通报印发", A10, False, "{year}年{month}月通报已印发（{number}）"),
    ("bulletin.corrected", "通报勘误", A10, False, "通报勘误（{number}）：{place}"),
    ("interview.invited", "约谈通知", A10, True, "{year}年第{quarter}季度约谈通知"),
    ("interview.held", "约谈整改", A10, True, "{year}年第{quarter}季度约谈，整改承诺{promises}项，最迟{dueOn}"),
    ("interview.cancelled", "约谈取消", A10, False, "{year}年第{quarter}季度约谈取消：{reason}"),
    ("leader.linked", "区领导联系", Article(13), True, "项目由{leaderName}联系，本单位为服务责任单位，按月报告"),
)
NOTICES = kinds_of(_KINDS)
# Of these something is still to be done, until the record itself says that it is.
OF_NODES = ("node.planned", "node.completion-returned")
OF_ISSUES = ("issue.assigned", "issue.overdue", "issue.supervised", "issue.reopened")
OF_REPORTS = ("progress.returned",)
OF_INTERVIEWS = ("interview.invited",)


def words(kind: str, facts: Mapping[str, Any]) -> str:
    """Say what happened; a fact that an older event does not have is left out.

    >>> words("issue.assigned", {"number": "2027-3", "dueOn": "2027-02-01"})
    '问题2027-3交本单位办理，期限2027-02-01'
    """
    return worded(NOTICES[kind], facts)
