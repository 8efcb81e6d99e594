"""Monthly land consultations in the API (第十五条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Uuid, func, or_, select

from services.chassis.documents.apart import turn
from services.chassis.graphql import ApiError, Connection, Info
from services.chassis.reads import Key, answer, containing, derived, page, refer, sql, table, through
from services.chassis.visibility import visible_select
from services.support.domain.land.consultation import missed
from services.support.graphql.arguments import After, Before, First, Last
from services.support.graphql.attachments import SupportAttachment, files_of
from services.support.graphql.enums import RecordKind
from services.support.graphql.land_enums import AgendaSource, ConsultationState, FollowUpSeverity, PaperForm
from services.support.graphql.land_file import LandFile
from services.support.graphql.land_follow_ups import LandFollowUp
from services.support.graphql.land_terms import LandStep, steps_of
from services.support.graphql.references import PROJECT_NAME, Organization, Project, ScheduleNode, project_name
from services.support.store import land_consultations, tables
from services.support.usecases.land.minutes import minutes_file

ConsultationOf = Annotated["LandConsultation", strawberry.lazy("services.support.graphql.land_consultation")]


@strawberry.type(
    description="会商的一项议题、议定事项及其落实 / An item of an agenda, its decision, and what came of it"
)
@table(tables.ConsultationItem)
class LandAgendaItem:
    id: UUID = strawberry.field(description="标识 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    position: int = strawberry.field(description="序号 / Number on the agenda")
    source: AgendaSource = strawberry.field(description="来源 / Why it is on the agenda")
    text: str = strawberry.field(description="难点、堵点 / What is difficult")
    request_id: UUID | None = strawberry.field(description="所涉申请 / The request that it is about")
    plan_item_id: UUID | None = strawberry.field(description="所涉计划项 / The item of the land plan")
    dropped_reason: str | None = strawberry.field(description="撤下理由；未撤下为空 / Why it was dropped")
    decision: str | None = strawberry.field(description="议定事项 / What was decided")
    deadline: date | None = strawberry.field(description="期限 / Until when")
    decided_by_name: str | None = strawberry.field(description="登记人 / Who wrote it down")
    raised_on: date | None = strawberry.field(description="转入问题台账日 / Handed to the ledger of issues on")
    severity: FollowUpSeverity | None = strawberry.field(description="转入时的程度 / How hard, as it was handed over")
    done_on: date | None = strawberry.field(description="办结日 / Done on")
    done_text: str | None = strawberry.field(description="办结情况 / What was done")

    @sql(description="项目 / Project")
    def project(self: Any) -> Project | None:
        return refer(id=self.project_id)

    project_name: str | None = sql(project_name, description=PROJECT_NAME)

    @sql(description="节点 / Node")
    def node(self: Any) -> ScheduleNode | None:
        return refer(id=self.node_id)

    @sql(description="责任单位 / Responsible unit")
    def responsible_unit(self: Any) -> Organization | None:
        return refer(id=self.responsible_unit_id)

    @derived("deadline", "done_on", description="是否逾期（当日不算）/ Whether it is, or was done, late")
    def late(self: Any, info: Info) -> bool:
        return self.deadline is not None and (self.done_on or info.context.today) > self.deadline

    @sql(description="转入问题台账后的情况；未转入或台账尚未登记为空 / What became of it on the ledger of issues")
    def follow_up(self: Any) -> LandFollowUp | None:
        return answer(select(tables.FollowUpIssue).where(tables.FollowUpIssue.item_id == self.id))

    @sql(description="所属会商；无权查看为空 / Its consultation; null for whom it is not open")
    def consultation(self: Any) -> ConsultationOf | None:
        meeting = tables.LandConsultation
        return answer(select(meeting).where(meeting.id == self.consultation_id))


@strawberry.type(description="参会人员 / Who was asked to a meeting")
class LandAttendant:
    name: str = strawberry.field(description="姓名、职务 / Name")
    unit_id: UUID | None = strawberry.field(description="单位 / Unit")
    present: bool = strawberry.field(description="是否到会 / Whether they came")


@strawberry.input(description="议题筛选 / Filter of an agenda")
class LandAgendaFilter:
    source: AgendaSource | None = strawberry.field(default=None, description="来源 / Source")
    decided: bool | None = strawberry.field(default=None, description="是否议定 / Whether it is decided")
    done: bool | None = strawberry.field(default=None, description="是否办结 / Whether it is done")
    search: str | None = strawberry.field(default=None, description="在议题、议定事项中查找 / Text in item or decision")


@strawberry.type(description="一月的用地保障会商 / The land consultation of a month (A15)")
@table(tables.LandConsultation)
class LandConsultation:
    id: UUID = strawberry.field(description="标识 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    division: str = strawberry.field(description="区划代码 / Division")
    month: date = strawberry.field(description="月份（1日）/ The month, by its first day")
    state: ConsultationState = strawberry.field(description="状态 / State")
    place: str | None = strawberry.field(description="地点 / Where")
    chaired_by: str | None = strawberry.field(description="主持人 / Who is in the chair")
    held_on: date | None = strawberry.field(description="召开日期 / Held on")
    minutes: str | None = strawberry.field(description="纪要 / Minutes")
    content_sm3: str | None = strawberry.field(description="定稿内容的SM3杂凑值 / SM3 digest of the frozen minutes")
    opened_at: datetime = strawberry.field(description="开启时间 / Opened at")
    opened_by_name: str = strawberry.field(description="开启人 / Opened by")
    closed_at: datetime | None = strawberry.field(description="定稿时间 / Closed at")
    closed_by_name: str | None = strawberry.field(description="定稿人 / Closed by")

    @derived("attendance", description="参会人员 / Attendance")
    def attendance(self: Any) -> list[LandAttendant]:
        return [
            LandAttendant(name=a["name"], unit_id=UUID(a["unit_id"]) if a["unit_id"] else None, present=a["present"])
            for a in self.attendance
        ]

    @sql(description="议程，按序号；可筛选、查找 / The agenda in order")
    def items(
        self: Any,
        filter: Annotated[LandAgendaFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[LandAgendaItem]:
        item = tables.ConsultationItem
        query = select(item).where(item.consultation_id == self.id, *_wanted(filter or LandAgendaFilter()))
        return page(query, [Key(item.position), Key(item.id)])

    @sql(description="附件（签到表、纪要扫描件等）/ Its files: attendance, signed minutes")
    def files(self: Any) -> list[SupportAttachment]:
        return answer(files_of(RecordKind.LAND_CONSULTATION, self.id))

    @sql(description="尚未议定的项数 / How many items have no outcome yet")
    def undecided(self: Any, info: Info) -> int:
        item = tables.ConsultationItem
        still = visible_select(item, info.context.caller).where(
            item.consultation_id == self.id, item.decision.is_(None), item.dropped_reason.is_(None)
        )
        return answer(still.with_only_columns(func.count()).scalar_subquery())

    @sql(description="历史记录，最近的在前 / Its history, newest first")
    def steps(self: Any, first: First = None, after: After = None) -> Connection[LandStep]:
        return steps_of(self)


@strawberry.input(description="会商筛选 / Filter of consultations")
class LandConsultationFilter:
    since: date | None = strawberry.field(default=None, description="月份不早于 / Month not before")
    until: date | None = strawberry.field(default=None, description="月份不晚于 / Month not after")
    state: ConsultationState | None = strawberry.field(default=None, description="状态 / State")
    division: str | None = strawberry.field(default=None, description="区划代码 / Division")


@strawberry.type
class ConsultationQuery:
    @sql(description="用地保障会商，新的在前 / Consultations, newest first (A15)")
    def land_consultations(
        self: Any,
        filter: Annotated[LandConsultationFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[LandConsultation]:
        meeting, wanted = tables.LandConsultation, filter or LandConsultationFilter()
        query = select(meeting)
        if wanted.since is not None:
            query = query.where(meeting.month >= wanted.since)
        if wanted.until is not None:
            query = query.where(meeting.month <= wanted.until)
        if wanted.state is not None:
            query = query.where(meeting.state == wanted.state)
        if wanted.division is not None:
            query = query.where(meeting.division == wanted.division)
        return page(query, [Key(meeting.month, descending=True), Key(meeting.id)])

    @sql(description="一次会商；无权查看为空 / One consultation; null when the caller may not see it")
    def land_consultation(
        self: Any, id: Annotated[UUID, strawberry.argument(description="会商 / Consultation")]
    ) -> LandConsultation | None:
        return answer(select(tables.LandConsultation).where(tables.LandConsultation.id == id))

    @sql(description="本单位负责的议定事项，按序 / Decisions that the caller's unit has to carry out (A15)")
    def my_land_agenda_items(
        self: Any,
        info: Info,
        done: Annotated[bool | None, strawberry.argument(description="是否办结 / Whether it is done")] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[LandAgendaItem]:
        item, unit = tables.ConsultationItem, through(info.context.caller.unit, _same, Uuid())
        query = select(item).where(item.responsible_unit_id == unit)
        if done is not None:
            query = query.where(item.done_on.is_not(None) if done else item.done_on.is_(None))
        return page(query, [Key(item.id)])

    @strawberry.field(description="应会商而未形成纪要的月份 / Months that are over without minutes (A15)")
    async def missed_land_consultations(
        self,
        info: Info,
        since: Annotated[date, strawberry.argument(description="自哪月起算 / From which month on")],
        division: Annotated[str | None, strawberry.argument(description="区划代码；缺省为本人区划 / Division")] = None,
    ) -> list[date]:
        if since.year < 2004:  # noqa: PLR2004 - the first year of the official calendar
            raise ApiError("BAD_INPUT", "起算月份不能早于2004年 / not before 2004")
        caller = info.context.caller
        async with info.context.reading() as session:
            found = await land_consultations.consulted(session, division or caller.division, since, caller)
        return list(missed(since, info.context.today, found))

    @strawberry.field(
        description="会商纪要文件；未定稿的逐页标明，无权查看为空 / The minutes as a document; a draft says so (A15)"
    )
    async def land_consultation_paper(
        self,
        info: Info,
        id: Annotated[UUID, strawberry.argument(description="会商 / Consultation")],
        form: Annotated[PaperForm, strawberry.argument(description="文件格式 / Form")],
    ) -> LandFile | None:
        async with turn(), info.context.reading() as session:
            meeting = tables.LandConsultation
            row = await session.scalar(visible_select(meeting, info.context.caller).where(meeting.id == id))
            return None if row is None else LandFile.of(await minutes_file(session, row, form))


def _wanted(wanted: LandAgendaFilter) -> list[Any]:
    item = tables.ConsultationItem
    conditions: list[Any] = []
    if wanted.source is not None:
        conditions.append(item.source == wanted.source)
    if wanted.decided is not None:
        conditions.append(item.decision.is_not(None) if wanted.decided else item.decision.is_(None))
    if wanted.done is not None:
        conditions.append(item.done_on.is_not(None) if wanted.done else item.done_on.is_(None))
    if wanted.search is not None:
        texts = (containing(item.text, wanted.search), func.coalesce(containing(item.decision, wanted.search), False))
        conditions.append(or_(*texts))
    return conditions


def _same(id: UUID) -> UUID:
    return id
