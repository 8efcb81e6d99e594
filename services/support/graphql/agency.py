"""Agencies, their items, authorisations, log and supervisions as clients see them (第十四条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Date, func, select

from services.chassis.calendar import calendar
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, derived, page, refer, sql, table, through
from services.chassis.visibility import visible_select
from services.support.domain.agency.items import late_on, next_actor
from services.support.domain.agency.terms import (
    CASE_NAMES,
    ITEM_NAMES,
    STAGE_NAMES,
    AuthorisationState,
    CaseState,
    EntryKind,
    ItemState,
    Level,
    NextActor,
    Route,
    Stage,
)
from services.support.graphql import agency_terms
from services.support.graphql.agency_times import late, same, unfollowed
from services.support.graphql.arguments import After, First
from services.support.graphql.attachments import SupportAttachment, files_of
from services.support.graphql.enums import RecordKind
from services.support.graphql.references import PROJECT_NAME, Organization, Project, project_name
from services.support.graphql.requests import SupportRequest
from services.support.store import tables

__all__ = ["agency_terms"]  # the enums, declared before the types that use them

ItemRef = Annotated["AgencyItem", strawberry.lazy("services.support.graphql.agency")]


@strawberry.type(description="代办日志的一条 / A line of the log of an agency")
@table(tables.AgencyEntry)
class AgencyEntry:
    id: UUID = strawberry.field(description="标识 / Identifier")
    kind: EntryKind = strawberry.field(description="种类 / What was done")
    text: str = strawberry.field(description="内容或理由 / What was said, or why")
    at: datetime = strawberry.field(description="时间 / When")
    on: date = strawberry.field(description="业务日期 / Business day")
    actor_name: str = strawberry.field(description="经办人 / Who")
    item_id: UUID | None = strawberry.field(description="所属事项；空为整个代办 / Of which item; null: of the agency")

    @sql(description="经办单位 / For which unit")
    def unit(self: Any) -> Organization | None:
        return refer(id=self.unit_id)


@strawberry.type(description="业主授权：范围和期限，可随时撤销 / The owner's authorisation; revocable at once (A14)")
@table(tables.AgencyAuthorisation)
class AgencyAuthorisation:
    id: UUID = strawberry.field(description="标识 / Identifier")
    seq: int = strawberry.field(description="第几次授权 / Its number within the agency")
    item_codes: list[str] = strawberry.field(description="另行授权的事项代码 / Single items, besides the stages")
    from_on: date = strawberry.field(description="起始日（含）/ First day")
    until_on: date = strawberry.field(description="截止日（含）/ Last day")
    granted_at: datetime = strawberry.field(description="授权时间 / When it was given")
    granted_by_name: str = strawberry.field(description="授权人 / Who gave it")
    revoked_at: datetime | None = strawberry.field(description="撤销时间 / When it was revoked")
    revoked_by_name: str | None = strawberry.field(description="撤销人 / Who revoked it")
    revoked_reason: str | None = strawberry.field(description="撤销理由 / Why")

    @derived("stages", description="授权的阶段 / Stages")
    def stages(self: Any) -> list[Stage]:
        return [Stage(s) for s in self.stages]

    @derived("from_on", "until_on", "revoked_at", description="当日状态 / Whether it holds on the day")
    def state(self: Any, info: Info) -> AuthorisationState:
        today = info.context.today
        if self.revoked_at is not None:
            return AuthorisationState.REVOKED
        if today < self.from_on:
            return AuthorisationState.NOT_YET
        return AuthorisationState.OVER if today > self.until_on else AuthorisationState.IN_FORCE


@strawberry.type(description="联合督办：项目服务部门会同督查部门督办逾期事项 / Joint supervision of a late item (A14)")
@table(tables.AgencySupervision)
class AgencySupervision:
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    opened_on: date = strawberry.field(description="立项日 / Day on which it was opened")
    opened_by_name: str = strawberry.field(description="立项人 / Who opened it")
    days_late: int = strawberry.field(description="立项时逾期工作日 / Working days late when it was opened")
    reason: str = strawberry.field(description="事由 / Why")
    handled: list[str] = strawberry.field(
        description="已有办理记录的部门（PROJECT_SERVICE、INSPECTOR）/ Departments that have written down what they did"
    )
    closed_on: date | None = strawberry.field(description="办结日 / Day on which it was closed")
    closed_by_name: str | None = strawberry.field(description="办结人 / Who closed it")
    result: str | None = strawberry.field(description="结果 / Result")

    @sql(description="事项 / The item")
    def item(self: Any) -> ItemRef | None:
        return answer(select(tables.AgencyItem).where(tables.AgencyItem.id == self.item_id))

    @sql(description="项目 / Project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    project_name: str | None = sql(project_name, description=PROJECT_NAME)


@strawberry.type(description="代办事项 / An item of an agency (A14)")
@table(tables.AgencyItem)
class AgencyItem:
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    case_id: UUID = strawberry.field(description="所属代办 / The agency")
    code: str = strawberry.field(description="事项代码 / Code")
    name: str = strawberry.field(description="事项名称 / Name")
    stage: Stage = strawberry.field(description="阶段 / Stage")
    position: int = strawberry.field(description="序号 / Place in the list")
    level: Level = strawberry.field(description="审批层级 / Whose authority decides")
    role: str = strawberry.field(description="责任部门职责代码 / Role of the responsible bureau")
    working_days: int = strawberry.field(description="标准时限（工作日）/ Standard limit")
    promised_days: int | None = strawberry.field(description="快办承诺时限 / The faster limit that was promised")
    materials: list[str] = strawberry.field(description="申报材料 / What must be handed in")
    after: list[str] = strawberry.field(description="前置事项代码 / Codes of what must be settled first")
    request_kind: str | None = strawberry.field(
        description="对应的要素保障事项代码；空为线下或其他系统办理 / The kind of request by which it is asked for"
    )
    added: bool = strawberry.field(description="是否另行增加 / Whether it was added to the district's list")
    state: ItemState = strawberry.field(description="状态 / State")
    submitted_on: date | None = strawberry.field(description="申报日 / Day on which it was handed in")
    due_on: date | None = strawberry.field(
        description="到期日；停钟期间为空 / Last day of the limit; none while it stands"
    )
    ended_on: date | None = strawberry.field(description="办结、不予许可或略过日 / Day of its end")
    working_days_taken: int | None = strawberry.field(description="用时（工作日）/ Working days that it took")
    reason: str | None = strawberry.field(description="退回、不予许可或略过的理由 / Why it is back, refused or skipped")
    document_number: str | None = strawberry.field(description="批复文号 / Number of the document")
    follower_name: str | None = strawberry.field(description="跟踪人 / Who follows it with the higher authority")
    followed_on: date | None = strawberry.field(description="最近跟踪日 / Day of the last follow-up")

    @derived("state", description="状态（中文）/ The state in Chinese")
    def state_name(self: Any) -> str:
        return ITEM_NAMES[self.state]

    @derived("stage", description="阶段（中文）/ The stage in Chinese")
    def stage_name(self: Any) -> str:
        return STAGE_NAMES[self.stage]

    @derived("state", description="下一步由谁办 / Who must act next")
    def next_actor(self: Any) -> NextActor:
        return next_actor(self.state)

    @derived("due_on", "state", description="逾期工作日；到期当日不算 / Working days late; the due day is not late")
    def working_days_late(self: Any, info: Info) -> int:
        return late_on(self.due_on, self.state, info.context.today, calendar())

    @sql(description="是否逾期 / Whether it is late")
    def overdue(self: Any, info: Info) -> bool:
        return answer(func.coalesce(late(self, info), False))

    @sql(description="是否久未跟踪 / Whether it has not been followed for too long")
    def follow_up_missing(self: Any, info: Info) -> bool:
        return answer(func.coalesce(unfollowed(self, info), False))

    @sql(description="责任单位 / The responsible bureau")
    def bureau(self: Any) -> Organization | None:
        return refer(id=self.bureau_id)

    @sql(description="项目 / Project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    project_name: str | None = sql(project_name, description=PROJECT_NAME)

    @sql(description="对应的要素保障申请（无权查看为空）/ The request by which it was handed in")
    def request(self: Any) -> SupportRequest | None:
        return answer(select(tables.Request).where(tables.Request.id == self.request_id))

    @sql(description="日志，新的在前 / Its log, the newest first")
    def entries(self: Any, first: First = None, after: After = None) -> Connection[AgencyEntry]:
        entry = tables.AgencyEntry
        return page(select(entry).where(entry.item_id == self.id), [Key(entry.id, descending=True)])

    @sql(description="附件（照片、文书等）/ Its files: photos, documents")
    def files(self: Any) -> list[SupportAttachment]:
        return answer(files_of(RecordKind.AGENCY_ITEM, self.id))

    @sql(description="联合督办 / Joint supervisions, in order")
    def supervisions(self: Any) -> list[AgencySupervision]:
        its = tables.AgencySupervision
        return answer(select(its).where(its.item_id == self.id).order_by(its.id))


@strawberry.type(
    description="帮代办：业主在一处看到全部事项、下一步和由谁办 / An agency: all items in one place (A14, 一窗受理)"
)
@table(tables.AgencyCase)
class AgencyCase:
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    route: Route = strawberry.field(description="审批方式 / How the project is approved")
    item_codes: list[str] = strawberry.field(description="另行申请的事项代码 / Single items, besides the stages")
    from_on: date = strawberry.field(description="期限起始日 / First day of the term")
    until_on: date = strawberry.field(description="期限截止日 / Last day of the term")
    note: str = strawberry.field(description="申请说明 / Note of the owner")
    state: CaseState = strawberry.field(description="状态 / State")
    applied_on: date = strawberry.field(description="申请日 / Day of application")
    agent_name: str | None = strawberry.field(description="代办员 / The agent")
    answered_on: date | None = strawberry.field(description="答复日 / Day of the answer")
    answer: str | None = strawberry.field(description="答复 / The department's answer")
    ended_on: date | None = strawberry.field(description="结束日 / Day of its end")
    ended_reason: str | None = strawberry.field(description="结束理由 / Why it ended")

    @derived("stages", description="申请的阶段 / Stages")
    def stages(self: Any) -> list[Stage]:
        return [Stage(s) for s in self.stages]

    @derived("state", description="状态（中文）/ The state in Chinese")
    def state_name(self: Any) -> str:
        return CASE_NAMES[self.state]

    @sql(description="项目 / Project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    project_name: str | None = sql(project_name, description=PROJECT_NAME)

    @sql(description="代办单位 / The department that acts")
    def service_unit(self: Any) -> Organization | None:
        return refer(id=self.service_unit_id)

    @sql(description="当日是否有有效授权 / Whether an authorisation is in force on the day")
    def authorised(self: Any, info: Info) -> bool:
        given, today = tables.AgencyAuthorisation, through(info.context.today, same, Date())
        holds = given.revoked_at.is_(None), given.from_on <= today, given.until_on >= today
        query = visible_select(given, info.context.caller).where(given.case_id == self.id, *holds)
        return answer(query.exists())

    @sql(description="全部授权，旧的在前 / All authorisations, the oldest first")
    def authorisations(self: Any) -> list[AgencyAuthorisation]:
        given = tables.AgencyAuthorisation
        return answer(select(given).where(given.case_id == self.id).order_by(given.seq))

    @sql(description="全部事项，按阶段先后 / All items, in their order")
    def items(self: Any) -> list[AgencyItem]:
        item = tables.AgencyItem
        return answer(select(item).where(item.case_id == self.id).order_by(item.position, item.id))

    @sql(
        description="现在可以办的事项（可申报、补正、不予许可）/ Items about which the owner or its agent must act now"
    )
    def next_items(self: Any) -> list[AgencyItem]:
        item = tables.AgencyItem
        now = item.state.in_([ItemState.READY, ItemState.CORRECTING, ItemState.REFUSED])
        return answer(select(item).where(item.case_id == self.id, now).order_by(item.position, item.id))

    @sql(description="事项数（不含略过的）/ Items that are needed")
    def items_total(self: Any, info: Info) -> int:
        return _count(self, info, tables.AgencyItem.state != ItemState.SKIPPED)

    @sql(description="已办结事项数 / Items that are done")
    def items_done(self: Any, info: Info) -> int:
        return _count(self, info, tables.AgencyItem.state == ItemState.DONE)

    @sql(description="逾期事项数 / Items that are late")
    def items_overdue(self: Any, info: Info) -> int:
        return _count(self, info, late(tables.AgencyItem, info))

    @sql(description="日志，新的在前 / The log, the newest first")
    def entries(self: Any, first: First = None, after: After = None) -> Connection[AgencyEntry]:
        entry = tables.AgencyEntry
        return page(select(entry).where(entry.case_id == self.id), [Key(entry.id, descending=True)])


def _count(case: Any, info: Info, which: Any) -> int:
    item = tables.AgencyItem
    its = visible_select(item, info.context.caller).where(item.case_id == case.id, which)
    return answer(its.with_only_columns(func.count()).scalar_subquery())
