"""第十五条（每月开展会商交流）：a month's consultation: agenda, attendance, decisions, minutes that never change, follow-up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.document import Column, Document, Line, LineKind, Paragraph, Style, Table, written
from services.law.text import clean_name
from services.support.domain import wording
from services.support.domain.keeping import beyond
from services.support.domain.land.plan import MONTHS
from services.support.domain.land.rulebook import A15, MADE_UP
from services.support.domain.request import found

ATTENDANTS_AT_MOST = 200
LONGEST_MINUTES = 10_000
CONSULTATION_UNKNOWN = Breach("CONSULTATION_UNKNOWN", "没有该次会商，或您无权查看", A15, "consultationId")
ITEM_UNKNOWN = Breach("CONSULTATION_ITEM_UNKNOWN", "没有该议题，或您无权查看", A15, "itemId")


class ConsultationState(StrEnum):
    """Where a consultation stands."""

    OPEN = "OPEN"  # 筹备、召开中
    CLOSED = "CLOSED"  # 已形成纪要


class AgendaSource(StrEnum):
    """Why something is on the agenda."""

    REQUEST_OVERDUE = "REQUEST_OVERDUE"  # 用地申请超期
    QUOTA_SHORT = "QUOTA_SHORT"  # 指标不足
    SUPPLY_LATE = "SUPPLY_LATE"  # 征拆供地滞后
    MANUAL = "MANUAL"  # 人工提出


class FollowUpSeverity(StrEnum):
    """How hard a difficulty is, as schedule's ledger calls it."""

    DIFFICULTY = "DIFFICULTY"  # 难点
    BLOCKAGE = "BLOCKAGE"  # 堵点
    JAM = "JAM"  # 卡点


class FollowUpState(StrEnum):
    """Where a decision stands on schedule's ledger of issues."""

    RAISED = "RAISED"  # 待交办
    ASSIGNED = "ASSIGNED"  # 办理中
    REPORTED_DONE = "REPORTED_DONE"  # 已报办结，待核
    CLOSED = "CLOSED"  # 已销号
    REOPENED = "REOPENED"  # 退回或重新办理
    MERGED = "MERGED"  # 并入另一问题
    WITHDRAWN = "WITHDRAWN"  # 已撤回


LEDGER_ENDED = (FollowUpState.CLOSED, FollowUpState.WITHDRAWN)  # nothing is to be done any more
FOLLOW_UP_NAMES = {
    FollowUpState.RAISED: "待交办",
    FollowUpState.ASSIGNED: "办理中",
    FollowUpState.REPORTED_DONE: "已报办结，待核",
    FollowUpState.CLOSED: "已销号",
    FollowUpState.REOPENED: "退回或重新办理",
    FollowUpState.MERGED: "并入另一问题",
    FollowUpState.WITHDRAWN: "已撤回",
}
SOURCE_NAMES = {
    AgendaSource.REQUEST_OVERDUE: "申请超期",
    AgendaSource.QUOTA_SHORT: "指标不足",
    AgendaSource.SUPPLY_LATE: "征拆供地滞后",
    AgendaSource.MANUAL: "提出议题",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendant:
    """Who was asked to the meeting."""

    name: str
    unit_id: UUID | None
    present: bool


def check_open(month: date, opened: UUID | None, today: date, *, party: bool) -> Refusal | None:
    """A division consults once a month; a missed month can be made up for, a coming one not begun before it is there."""
    faults = [] if party else [_not_a_party()]
    if month.day != 1:
        faults.append(Breach("MONTH_INVALID", "会商月份须填写当月1日", A15, "month"))
    elif month > today:
        faults.append(Breach("MONTH_TOO_EARLY", "该月尚未开始，不能开启会商", A15, "month"))
    elif (today.year - month.year) * MONTHS + today.month - month.month > (months := MADE_UP.on(today)):
        faults.append(Breach("MONTH_TOO_LONG_AGO", f"只能补开最近{months}个月的会商", A15, "month"))
    if opened is not None:
        faults.append(Breach("CONSULTATION_EXISTS", f"该月会商已经开启（{opened}）", A15, "month"))
    return Refusal(tuple(faults)) if faults else None


def check_open_yet(state: ConsultationState, *, party: bool, field: str = "consultationId") -> tuple[Breach, ...]:
    """What is asked of every change: it comes from the parties, and the minutes are not frozen."""
    closed = None
    if state is ConsultationState.CLOSED:
        closed = Breach("CONSULTATION_CLOSED", "会商纪要已经形成，不能再改", A15, field)
    return found(None if party else _not_a_party(), closed)


def check_attendance(
    attendance: Sequence[Attendant], known: AbstractSet[UUID], month: date, held_on: date | None, today: date
) -> list[Breach]:
    """Who came is named, of units that are there; a meeting is held on a day that has come, and not before its month."""
    faults = []
    if len(attendance) > ATTENDANTS_AT_MOST:
        faults.append(Breach("NUMBER_OF_NAMES", f"参会人员最多{ATTENDANTS_AT_MOST}人", A15, "attendance"))
    for at, who in enumerate(attendance[:ATTENDANTS_AT_MOST]):
        name = clean_name(who.name, "参会人员", f"attendance.{at}.name", 60)
        faults += [replace(name, article=A15)] if isinstance(name, Breach) else []
        if who.unit_id is not None and who.unit_id not in known:
            faults.append(Breach("UNIT_UNKNOWN", "没有这个单位", A15, f"attendance.{at}.unitId"))
    if held_on is not None and held_on > today:
        faults.append(Breach("DATE_IN_FUTURE", f"召开日期不能晚于今日（{today}）", A15, "heldOn"))
    if held_on is not None and held_on < month:
        faults.append(Breach("DATE_TOO_EARLY", f"召开日期不能早于会商月份（{month:%Y-%m}）", A15, "heldOn"))
    return faults


def check_decision(
    decision: str, deadline: date, today: date, *, unit_known: bool, dropped: bool
) -> str | tuple[Breach, ...]:
    """Return a decision as it is kept: what, by whom, until when."""
    said = wording.required(decision, "议定事项", A15, "decision")
    breaches = found(
        said if isinstance(said, Breach) else None,
        None if unit_known else Breach("UNIT_UNKNOWN", "没有这个责任单位，或已停用", A15, "responsibleUnitId"),
        None if deadline >= today else Breach("DEADLINE_PASSED", f"期限不能早于今日（{today}）", A15, "deadline"),
        beyond(deadline, A15, "deadline"),
        Breach("ITEM_DROPPED", "该议题已撤下，不能议定", A15, "itemId") if dropped else None,
    )
    return breaches if breaches or isinstance(said, Breach) else said


def check_close(
    minutes: str, held_on: date | None, open_items: Sequence[int], present: int
) -> str | tuple[Breach, ...]:
    """Return the minutes as they are kept: the meeting was held, and every item of the agenda has its outcome."""
    said = wording.required(minutes, "会商纪要", A15, "minutes", longest=LONGEST_MINUTES)
    undecided = None
    if open_items:
        which = "、".join(str(n) for n in open_items)
        message = f"第 {which} 项议题尚未议定；请议定或说明理由撤下"
        undecided = Breach("ITEMS_UNDECIDED", message, A15, "consultationId")
    breaches = found(
        said if isinstance(said, Breach) else None,
        None if held_on else Breach("NOT_HELD", "请先登记会商召开日期", A15, "consultationId"),
        None if present else Breach("NOBODY_PRESENT", "请先登记到会人员", A15, "consultationId"),
        undecided,
    )
    return breaches if breaches or isinstance(said, Breach) else said


def missed(first: date, today: date, consulted: frozenset[date]) -> tuple[date, ...]:
    """第十五条（每月）：name the months that are over without a consultation that has its minutes, from `first` on.

    >>> [m.month for m in missed(date(2027, 1, 1), date(2027, 4, 1), frozenset({date(2027, 2, 1)}))]
    [1, 3]
    >>> missed(date(2027, 1, 1), date(2027, 1, 31), frozenset())
    ()
    """
    return tuple(m for m in _months(first, today) if m not in consulted)


def _months(first: date, today: date) -> Iterator[date]:
    at = first.replace(day=1)
    while at < today.replace(day=1):
        yield at
        at = date(at.year + at.month // 12, at.month % 12 + 1, 1)


def _not_a_party() -> Breach:
    return Breach("NOT_A_PARTY", "仅本区自然资源部门和征地部门可以组织会商", A15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """A consultation in words; lines: number, source, project, text, decision, unit, deadline."""

    division: str
    month: date
    held_on: date | None
    place: str | None
    chaired_by: str | None
    present: tuple[str, ...]
    absent: tuple[str, ...]
    minutes: str | None
    closed: bool
    lines: tuple[tuple[int, str, str, str, str, str, date | None], ...]
    dropped: tuple[tuple[str, str], ...]


def minutes_paper(minutes: Minutes) -> Document:
    """第十五条：the minutes as a document; until they are frozen every page says so."""
    text = [
        f"时间：{written(minutes.held_on) or '待定'}",
        f"地点：{minutes.place or '待定'}",
        f"主持：{minutes.chaired_by or '待定'}",
        f"到会：{'、'.join(minutes.present) or '未登记'}",
        *([f"请假：{'、'.join(minutes.absent)}"] if minutes.absent else []),
        *(minutes.minutes or "纪要尚未形成").split("\n"),
        *(f"撤下议题：{what}（{why}）" for what, why in minutes.dropped),
    ]
    names = (
        ("序号", 6),
        ("来源", 12),
        ("项目", 22),
        ("难点堵点", 40),
        ("议定事项", 40),
        ("责任单位", 20),
        ("期限", 14),
    )
    lines = tuple(Line(LineKind.ITEM, line) for line in minutes.lines)
    columns = tuple(Column((name,), width) for name, width in names)
    table = Table(label="附件1", title="会商议定事项", unit="项", columns=columns, lines=lines)
    return Document(
        mark=None if minutes.closed else "未定稿",
        letterhead=(),
        number=None,
        title=f"{minutes.month.year}年{minutes.month.month}月重点项目用地保障会商纪要",
        addressee="参会各单位：",
        text=tuple(Paragraph(Style.TEXT, line) for line in text),
        signatures=(),
        day=written(minutes.held_on) if minutes.held_on else None,
        tables=(table,) if lines else (),
    )
