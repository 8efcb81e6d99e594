"""A support request as clients see it, with every segment of its clock and every step of its history."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import strawberry

from services.chassis.calendar import calendar
from services.chassis.graphql import Info
from services.support.domain.clock import Clock, Reading, read, segments
from services.support.domain.request import STATE_NAMES
from services.support.domain.rulebook import RequestKind, kind_on
from services.support.graphql.enums import Action, Outcome, State
from services.support.graphql.references import Organization, Project, ScheduleNode
from services.support.store import requests, tables


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


@strawberry.type(description="办理过程的一步 / One step of a request's history")
class RequestStep:
    action: Action = strawberry.field(description="步骤 / What was done")
    state: State = strawberry.field(description="此后的状态 / The state after it")
    at: datetime = strawberry.field(description="时间 / When")
    actor_name: str = strawberry.field(description="办理人 / Who")
    unit: Organization | None = strawberry.field(description="办理单位 / For which unit")
    note: str = strawberry.field(description="说明或理由 / Note or reason")


@strawberry.federation.type(
    keys=["id"], description="要素保障申请 / A request for a factor that a project needs (A15, A17)"
)
class SupportRequest:
    row: strawberry.Private[tables.Request]
    id: UUID = strawberry.federation.field(description="申请编号 / Id")
    version: int = strawberry.federation.field(description="版本，供 expectedVersion / Version for expectedVersion")
    kind: str = strawberry.federation.field(description="事项代码 / Code of the kind")
    quantity: Decimal | None = strawberry.federation.field(description="申请数量 / Quantity asked for")
    purpose: str = strawberry.federation.field(description="用途说明 / What it is for")
    state: State = strawberry.federation.field(description="状态 / State")
    received_on: date = strawberry.federation.field(description="收件日 / Day of receipt")
    claimed_by: str | None = strawberry.federation.field(description="认领人 / Who has it in hand")
    reserved_quantity: Decimal | None = strawberry.federation.field(
        description="已预留数量 / Quantity set aside for it"
    )
    outcome: Outcome | None = strawberry.federation.field(description="决定 / Decision")
    granted_quantity: Decimal | None = strawberry.federation.field(description="准予数量 / Quantity granted")
    decision_reason: str | None = strawberry.federation.field(description="理由或办理意见 / Reason of the decision")
    document_number: str | None = strawberry.federation.field(description="发文字号 / Number of the formal document")

    @classmethod
    def of(cls, row: tables.Request) -> SupportRequest:
        return cls(
            row=row,
            id=row.id,
            version=row.version,
            kind=row.kind,
            quantity=row.quantity,
            purpose=row.purpose,
            state=row.state,
            received_on=row.received_on,
            claimed_by=row.claimant_name,
            reserved_quantity=row.held_amount,
            outcome=row.outcome,
            granted_quantity=row.granted,
            decision_reason=row.decision_reason,
            document_number=row.document_number,
        )

    @classmethod
    async def load(cls, info: Info, id: UUID | None) -> SupportRequest | None:
        row = await info.context.load(tables.Request.id, id) if id else None
        return cls.of(row) if row else None

    @classmethod
    async def resolve_reference(cls, info: Info, id: str) -> SupportRequest | None:
        return await cls.load(info, UUID(str(id)))

    @strawberry.field(description="状态（中文）/ The state in Chinese")
    def state_name(self) -> str:
        return STATE_NAMES[self.state]

    @strawberry.field(description="事项名称 / Name of the kind")
    def kind_name(self) -> str:
        return self._rule().name

    @strawberry.field(description="计量单位代码 / Code of the unit of measure")
    def unit(self) -> str | None:
        unit = self._rule().unit
        return unit.code if unit else None

    @strawberry.field(description="计量单位 / Unit of measure in Chinese")
    def unit_name(self) -> str | None:
        unit = self._rule().unit
        return unit.name if unit else None

    @strawberry.field(description="依据条款 / The clause that guarantees it")
    def article(self) -> str:
        return str(self._rule().article)

    @strawberry.field(description="项目 / Project")
    def project(self) -> Project:
        return Project(id=self.row.project_id)

    @strawberry.field(description="节点 / The schedule node that waits for it")
    def node(self) -> ScheduleNode | None:
        return ScheduleNode(id=self.row.node_id) if self.row.node_id else None

    @strawberry.field(description="承办单位 / The bureau that decides")
    def bureau(self) -> Organization:
        return Organization(id=self.row.bureau_id)

    @strawberry.field(description="申请单位 / The unit that has applied")
    def applicant(self) -> Organization:
        return Organization(id=self.row.applicant_id)

    @strawberry.field(description="是否由本人认领 / Whether the caller has claimed it")
    def mine(self, info: Info) -> bool:
        return self.row.claimant == info.context.caller.subject

    @strawberry.field(description="决定日 / Day of the decision")
    def decided_on(self) -> date | None:
        return self.row.ended_on if self.row.outcome else None

    @strawberry.field(description="到期日；停钟期间为空 / Due date; none while the clock stands")
    async def due_on(self, info: Info) -> date | None:
        return (await self._reading(info)).due_on

    @strawberry.field(description="是否预警 / Whether the end of the limit is near")
    async def warning(self, info: Info) -> bool:
        return (await self._reading(info)).warning

    @strawberry.field(description="是否超期 / Whether the limit is over and the request open")
    async def overdue(self, info: Info) -> bool:
        return (await self._reading(info)).overdue

    @strawberry.field(description="办理时限及各计时段 / The clock with every segment")
    async def clock(self, info: Info) -> RequestClock:
        kept, today = await self._clock(info), info.context.today
        reading = read(kept, today, calendar())
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
                ClockSegment(
                    running=s.running, since=s.since, until=s.until, working_days=s.working_days, reason=s.reason
                )
                for s in segments(kept, today, calendar())
            ],
        )

    @strawberry.field(description="办理过程 / Every step, in order")
    async def history(self, info: Info) -> list[RequestStep]:
        steps = await info.context.load_many(tables.Step.request_id, self.id, tables.Step.seq)
        return [
            RequestStep(
                action=s.action,
                state=s.state,
                at=s.at,
                actor_name=s.actor_name,
                unit=Organization(id=s.unit_id) if s.unit_id else None,
                note=s.note,
            )
            for s in steps
        ]

    def _rule(self) -> RequestKind:
        rule = kind_on(self.row.division, self.row.kind, self.row.received_on)
        assert rule is not None, "rules are never removed"
        return rule

    async def _clock(self, info: Info) -> Clock:
        pauses = await info.context.load_many(tables.Pause.request_id, self.id, tables.Pause.seq)
        return requests.clock_of(self.row, pauses)

    async def _reading(self, info: Info) -> Reading:
        return read(await self._clock(info), info.context.today, calendar())
