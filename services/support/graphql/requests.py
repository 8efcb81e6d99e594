"""A support request as clients see it, with every segment of its clock and every step of its history."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import case, select

from services.chassis.calendar import calendar
from services.chassis.graphql import Info
from services.chassis.reads import answer, column, derived, refer, sql, table
from services.support.domain.clock import Reading, read, segments
from services.support.domain.kinds.model import RequestKind
from services.support.domain.request import STATE_NAMES
from services.support.domain.rulebook import kind_on
from services.support.graphql.enums import Action, Outcome, State
from services.support.graphql.references import Organization, Project, ScheduleNode
from services.support.store import clocks, tables


@strawberry.type(description="计时段：走钟或停钟的一段 / A stretch in which the clock ran or stood")
class ClockSegment:
    running: bool = strawberry.field(description="是否走钟 / Whether working days were counted")
    since: date = strawberry.field(description="起日（当日不计）/ First day, not counted itself")
    until: date | None = strawberry.field(description="止日；未止则空 / Last day; none while it goes on")
    working_days: int = strawberry.field(description="计入的工作日数 / Working days counted in it")
    reason: str | None = strawberry.field(description="停钟理由 / Why it stood")


@strawberry.type(
    description="办理时限：自收件次日起按工作日计，补正期间停钟 / The limit in working days, from the day after receipt"
)
class RequestClock:
    received_on: date = strawberry.field(description="收件日 / Day of receipt")
    working_days: int = strawberry.field(description="时限（工作日）/ The limit")
    warning_days: int = strawberry.field(
        description="预警提前量（工作日）/ Working days before the end from which it warns"
    )
    due_on: date | None = strawberry.field(
        description="到期日；停钟期间为空 / Last day of the limit; none while it stands"
    )
    provisional: bool = strawberry.field(
        description="到期日涉及尚未公布日历的年度，为暂定 / The due date rests on a year whose calendar is not published"
    )
    working_days_used: int = strawberry.field(description="已用工作日 / Working days used")
    working_days_left: int = strawberry.field(description="剩余工作日 / Working days left")
    working_days_late: int = strawberry.field(description="超期工作日 / Working days beyond the limit")
    running: bool = strawberry.field(description="是否走钟 / Whether it runs")
    warning: bool = strawberry.field(description="是否预警 / Whether it warns")
    overdue: bool = strawberry.field(description="是否超期 / Whether the limit is over and the request open")
    segments: list[ClockSegment] = strawberry.field(description="各计时段 / Every segment from receipt on")


def _unit(self: Any) -> Organization | None:
    return refer(id=self.unit_id)


@strawberry.type(description="办理过程的一步 / One step of a request's history")
@table(tables.Step)
class RequestStep:
    action: Action = strawberry.field(description="步骤 / What was done")
    state: State = strawberry.field(description="此后的状态 / The state after it")
    at: datetime = strawberry.field(description="时间 / When")
    actor_name: str = strawberry.field(description="办理人 / Who")
    unit: Organization | None = sql(_unit, description="办理单位 / For which unit")
    note: str = strawberry.field(description="说明或理由 / Note or reason")


def _pauses(row: Any, info: Info) -> Any:
    return clocks.pauses_of(row, info.context.caller)


_RULE = ("division", "kind", "received_on")
_CLOCK = ("received_on", "working_days", "warning_days", "ended_on")


@strawberry.federation.type(
    keys=["id"], description="要素保障申请 / A request for a factor that a project needs (A15, A17)"
)
@table(tables.Request)
class SupportRequest:
    id: UUID = strawberry.field(description="申请编号 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    kind: str = strawberry.field(description="事项代码 / Code of the kind")
    quantity: Decimal | None = strawberry.field(description="申请数量 / Quantity asked for")
    purpose: str = strawberry.field(description="用途说明 / What it is for")
    state: State = strawberry.field(description="状态 / State")
    received_on: date = strawberry.field(description="收件日 / Day of receipt")
    claimed_by: str | None = column("claimant_name", description="认领人 / Who has it in hand")
    reserved_quantity: Decimal | None = column("held_amount", description="已预留数量 / Quantity set aside for it")
    outcome: Outcome | None = strawberry.field(description="决定 / Decision")
    granted_quantity: Decimal | None = column("granted", description="准予数量 / Quantity granted")
    decision_reason: str | None = strawberry.field(description="理由或办理意见 / Reason of the decision")
    document_number: str | None = strawberry.field(description="发文字号 / Number of the formal document")

    @derived("state", description="状态（中文）/ The state in Chinese")
    def state_name(self: Any) -> str:
        return STATE_NAMES[self.state]

    @derived(*_RULE, description="事项名称 / Name of the kind")
    def kind_name(self: Any) -> str:
        return _rule(self).name

    @derived(*_RULE, description="计量单位代码 / Code of the unit of measure")
    def unit(self: Any) -> str | None:
        unit = _rule(self).unit
        return unit.code if unit else None

    @derived(*_RULE, description="计量单位 / Unit of measure in Chinese")
    def unit_name(self: Any) -> str | None:
        unit = _rule(self).unit
        return unit.name if unit else None

    @derived(*_RULE, description="依据条款 / The clause that guarantees it")
    def article(self: Any) -> str:
        return str(_rule(self).article)

    @sql(description="项目 / Project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    @sql(description="节点 / The schedule node that waits for it")
    def node(self: Any) -> ScheduleNode | None:
        return refer(id=self.node_id)

    @sql(description="承办单位 / The bureau that decides")
    def bureau(self: Any) -> Organization:
        return refer(id=self.bureau_id)

    @sql(description="申请单位 / The unit that has applied")
    def applicant(self: Any) -> Organization:
        return refer(id=self.applicant_id)

    @sql(description="是否由本人认领 / Whether the caller has claimed it")
    def mine(self: Any, info: Info) -> bool:
        return answer(self.claimant.is_not_distinct_from(info.context.caller.subject))

    @sql(description="决定日 / Day of the decision")
    def decided_on(self: Any) -> date | None:
        return answer(case((self.outcome.is_not(None), self.ended_on)))

    @derived(*_CLOCK, pauses=_pauses, description="到期日；停钟期间为空 / Due date; none while the clock stands")
    def due_on(self: Any, info: Info) -> date | None:
        return _reading(self, info).due_on

    @derived(*_CLOCK, pauses=_pauses, description="是否预警 / Whether the end of the limit is near")
    def warning(self: Any, info: Info) -> bool:
        return _reading(self, info).warning

    @derived(*_CLOCK, pauses=_pauses, description="是否超期 / Whether the limit is over and the request open")
    def overdue(self: Any, info: Info) -> bool:
        return _reading(self, info).overdue

    @derived(*_CLOCK, pauses=_pauses, description="办理时限及各计时段 / The clock with every segment")
    def clock(self: Any, info: Info) -> RequestClock:
        return _shown(self, info)

    @sql(description="办理过程 / Every step, in order")
    def history(self: Any) -> list[RequestStep]:
        step = tables.Step
        return answer(select(step).where(step.request_id == self.id).order_by(step.seq))


def _rule(request: Any) -> RequestKind:
    rule = kind_on(request.division, request.kind, request.received_on)
    assert rule is not None, "rules are never removed"
    return rule


def _reading(request: Any, info: Info) -> Reading:
    return _read(clocks.clock_as_told(request), info.context.today, calendar())


_read = lru_cache(4_096)(read)  # as the clocks themselves are kept: several fields ask, many rows are alike


def _shown(request: Any, info: Info) -> RequestClock:
    kept, today = clocks.clock_as_told(request), info.context.today
    reading = _read(kept, today, calendar())
    return RequestClock(
        received_on=kept.received_on,
        working_days=kept.working_days,
        warning_days=kept.warning_days,
        due_on=reading.due_on,
        provisional=reading.provisional,
        working_days_used=reading.used,
        working_days_left=reading.left,
        working_days_late=reading.late,
        running=kept.running,
        warning=reading.warning,
        overdue=reading.overdue,
        segments=[
            ClockSegment(running=s.running, since=s.since, until=s.until, working_days=s.working_days, reason=s.reason)
            for s in segments(kept, today, calendar())
        ],
    )
