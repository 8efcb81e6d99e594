"""What units and people are told of when it happens: kinds, clauses and words. What is told is read from the events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType
from typing import Any
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal

A8, A9, A10 = Article(8), Article(9), Article(10)
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKind:
    """A kind of notice. binding: a limit comes with it, so that nobody can mute it. says: words over the event's facts."""

    code: str
    name: str
    article: Article
    binding: bool
    says: str


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
NOTICES: Mapping[str, NoticeKind] = MappingProxyType(
    {
        code: NoticeKind(code=code, name=name, article=article, binding=binding, says=says)
        for code, name, article, binding, says in _KINDS
    }
)


def words(kind: str, facts: Mapping[str, Any]) -> str:
    """Say what happened; a fact that an older event does not have is left out.

    >>> words("issue.assigned", {"number": "2027-3", "dueOn": "2027-02-01"})
    '问题2027-3交本单位办理，期限2027-02-01'
    """
    says = NOTICES[kind].says
    named = [field for _, field, _, _ in Formatter().parse(says) if field]
    return says.format_map({field: "" if facts.get(field) is None else facts[field] for field in named})


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRead:
    """The command: which notices the person has read."""

    notice_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MuteNotices:
    """The command: whether the person wants to be told of a kind."""

    kind: str
    muted: bool


def mark_faults(ids: tuple[UUID, ...]) -> list[Breach]:
    """Ask for some, and not for too many at once."""
    if 1 <= len(ids) <= MOST_AT_ONCE:
        return []
    return [Breach("NOTICES_TOO_MANY", f"一次标记1至{MOST_AT_ONCE}条通知", A8, "noticeIds")]


def mute_faults(command: MuteNotices) -> Refusal | None:
    """第八条、第十条：what comes with a limit is told to everybody whom it concerns."""
    kind = NOTICES.get(command.kind)
    if kind is None:
        return Refusal.of(Breach("NOTICE_KIND_UNKNOWN", "没有这一类通知", A8, "kind"))
    if command.muted and kind.binding:
        message = f"“{kind.name}”涉及办理期限，不能静音"
        return Refusal.of(Breach("NOTICE_BINDING", message, kind.article, "kind"))
    return None
