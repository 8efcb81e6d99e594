"""第十条：the words in which an issue of the ledger stands."""

from __future__ import annotations

from enum import StrEnum

from services.law.article import Article

A10 = Article(10)


class Severity(StrEnum):
    """How hard the issue holds the project up."""

    DIFFICULTY = "DIFFICULTY"  # 难点
    BLOCKAGE = "BLOCKAGE"  # 堵点
    JAM = "JAM"  # 卡点


class Layer(StrEnum):
    """分层: on which layer an issue is settled, the lowest first."""

    DEPARTMENT = "DEPARTMENT"  # 部门
    LEADER = "LEADER"  # 区领导
    CITY = "CITY"  # 市级


class IssueSource(StrEnum):
    """Where an issue was found."""

    WEEKLY_UPDATE = "WEEKLY_UPDATE"  # 每周更新
    DISPATCH = "DISPATCH"  # 周调度
    LEADER = "LEADER"  # 联系区领导
    MEETING = "MEETING"  # 会议
    DIRECT = "DIRECT"  # 直接提出


class IssueState(StrEnum):
    """Where an issue stands."""

    RAISED = "RAISED"  # 已提出，待交办
    ASSIGNED = "ASSIGNED"  # 已交办，待接收
    ACCEPTED = "ACCEPTED"  # 已接收
    CONTESTED = "CONTESTED"  # 有异议，待裁定
    IN_PROGRESS = "IN_PROGRESS"  # 办理中
    REPORTED_DONE = "REPORTED_DONE"  # 已报办结，待核验
    CLOSED = "CLOSED"  # 已销号
    WITHDRAWN = "WITHDRAWN"  # 已撤回
    MERGED = "MERGED"  # 已并入其他问题


class IssueTiming(StrEnum):
    """How an issue stands against its limit on a day; derived and never stored."""

    NOT_ASSIGNED = "NOT_ASSIGNED"  # 未交办
    ON_TIME = "ON_TIME"  # 期限内
    DUE_SOON = "DUE_SOON"  # 即将到期
    DUE_TODAY = "DUE_TODAY"  # 今日到期
    LATE = "LATE"  # 已逾期
    DONE = "DONE"  # 按期办结
    DONE_LATE = "DONE_LATE"  # 逾期办结
    ENDED = "ENDED"  # 已撤回或并入


class IssueAction(StrEnum):
    """A step in the history of an issue."""

    RAISE = "RAISE"  # 提出
    CLASSIFY = "CLASSIFY"  # 调整分类
    ASSIGN = "ASSIGN"  # 交办
    REASSIGN = "REASSIGN"  # 改派
    ACCEPT = "ACCEPT"  # 接收
    CONTEST = "CONTEST"  # 提出异议
    UPHOLD_CONTEST = "UPHOLD_CONTEST"  # 异议成立，改派
    REFUSE_CONTEST = "REFUSE_CONTEST"  # 异议不成立，维持交办
    NOTE = "NOTE"  # 进展
    REPORT_DONE = "REPORT_DONE"  # 报办结
    CLOSE = "CLOSE"  # 核验销号
    RETURN = "RETURN"  # 退回
    REOPEN = "REOPEN"  # 重新办理
    ASK_EXTENSION = "ASK_EXTENSION"  # 申请延期
    GRANT_EXTENSION = "GRANT_EXTENSION"  # 同意延期
    REFUSE_EXTENSION = "REFUSE_EXTENSION"  # 不同意延期
    MERGE = "MERGE"  # 并入其他问题
    TAKE_IN = "TAKE_IN"  # 其他问题并入
    UNDO_MERGE = "UNDO_MERGE"  # 撤销并入
    LET_GO = "LET_GO"  # 并入的问题移出
    SUPERVISE = "SUPERVISE"  # 督办
    MARK_INTERVIEW = "MARK_INTERVIEW"  # 列入约谈
    WITHDRAW = "WITHDRAW"  # 撤回
    CORRECT = "CORRECT"  # 更正标题、描述
    FOLLOW_MERGER = "FOLLOW_MERGER"  # 责任单位并入其他单位


class ExtensionState(StrEnum):
    """What became of an extension that was asked for."""

    ASKED = "ASKED"  # 待批
    GRANTED = "GRANTED"  # 已同意
    REFUSED = "REFUSED"  # 未同意


class Supervisor(StrEnum):
    """Who raised an issue to supervision 督办."""

    PERSON = "PERSON"  # 人工
    RULE = "RULE"  # 逾期自动


OPEN = frozenset(
    {
        IssueState.RAISED,
        IssueState.ASSIGNED,
        IssueState.ACCEPTED,
        IssueState.CONTESTED,
        IssueState.IN_PROGRESS,
        IssueState.REPORTED_DONE,
    }
)
# with the responsible unit, its limit running
RUNNING = frozenset({IssueState.ASSIGNED, IssueState.ACCEPTED, IssueState.CONTESTED, IssueState.IN_PROGRESS})
AT_WORK = frozenset({IssueState.ACCEPTED, IssueState.IN_PROGRESS})
