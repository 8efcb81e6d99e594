"""Contact persons 项目专员 in the API: who, since when, and what was handed over (第九条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import case, null, or_, select, true
from sqlalchemy.sql.elements import ColumnElement

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, column, derived, page, refer, sql, table
from services.law.parties import Role
from services.schedule.domain.specialist.record import SpecialistState, state
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.references import Organization, Project
from services.schedule.store import specialists, tables
from services.schedule.store.narrowing import narrowest

# who has to reach the contact person of any project: to dispatch it, to serve it, to look into it
CALLING = (Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE, Role.LEADER, Role.INSPECTOR)


@strawberry.type(description="项目专员（联系人）的一次任职 / An appointment as a project's contact person (A9)")
@table(tables.Specialist)
class Specialist:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    subject: str = strawberry.field(description="人员标识（身份提供方）/ Subject of the identity provider")
    name: str = strawberry.field(description="姓名 / Name")
    from_on: date = strawberry.field(description="任职首日 / First day")
    to_on: date | None = strawberry.field(description="任职最后一日，未交接为空 / Last day, null until handed over")
    reason: str | None = strawberry.field(description="接任的交接理由 / Why it was handed over to this person")
    open_points: str | None = strawberry.field(description="接任时的未了事项 / What was left open at the handover")
    appointed_at: datetime = strawberry.field(description="登记时间 / When it was entered")
    appointed_by: str = strawberry.field(description="登记人 / Who entered it")
    cancelled_at: datetime | None = strawberry.field(description="到任前撤销的时间 / When it was taken back")
    cancelled_reason: str | None = strawberry.field(description="撤销理由 / Why it was taken back")
    replaces_id: UUID | None = column("replaces_id", description="所接任的任职 / The appointment that it follows")

    @derived("from_on", "to_on", "cancelled_at", description="今日状态 / How it stands today")
    def state(self: Any, info: Info) -> SpecialistState:
        return state(self.from_on, self.to_on, cancelled=self.cancelled_at is not None, today=info.context.today)

    @sql(
        description="联系电话，仅调度、服务、督查各方和本项目的单位及本人可见 / "
        "Phone; shown to those who dispatch, serve or inspect the project, to its units and to the person"
    )
    def phone(self: Any, info: Info) -> str | None:
        caller = info.context.caller
        if caller.acts_as(*CALLING):
            return answer(self.phone)
        own = self.subject == caller.subject
        if caller.unit is not None:
            own = or_(own, _own_project(self.schedule_id, caller.unit))
        return answer(case((own, self.phone), else_=null()))

    @sql(description="所在单位 / The person's unit")
    def unit(self: Any) -> Organization:
        return refer(id=self.unit_id)

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)


def _own_project(schedule_id: Any, unit: Any) -> ColumnElement[bool]:
    """Whether the unit is the project's owner, town or industry authority."""
    schedule = tables.Schedule
    its = or_(schedule.owner_id == unit, schedule.town_id == unit, schedule.industry_authority_id == unit)
    own: ColumnElement[bool] = (
        select(true()).select_from(schedule).where(schedule.id == schedule_id, its).limit(1).scalar_subquery()
    )
    return own


@strawberry.input(description="项目专员任职的筛选；各条件同时满足 / Which appointments; all conditions together")
class SpecialistFilter:
    subject: str | None = strawberry.field(default=None, description="人员标识 / Of this person")
    mine: bool | None = strawberry.field(default=None, description="本人的任职 / The caller's own")
    unit_id: UUID | None = strawberry.field(default=None, description="所在单位 / Of this unit")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Of this project")
    current: bool | None = strawberry.field(default=None, description="今日在任 / In force today, or not")


SpecialistFilterArgument = Annotated[
    SpecialistFilter | None, strawberry.argument(description="筛选 / Which appointments")
]


@strawberry.type
class SpecialistQuery:
    @sql(
        description="项目专员任职，近的在前；按人查其负责的项目 / Appointments, the newest first; of a person: its projects"
    )
    def specialists(
        self: Any,
        info: Info,
        filter: SpecialistFilterArgument = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Specialist]:
        asked, caller = filter or SpecialistFilter(), info.context.caller
        row, query = narrowest(tables.Specialist, caller, tables.Specialist.from_on, None)
        for its, value in (
            (row.subject, asked.subject),
            (row.unit_id, asked.unit_id),
            (row.project_id, asked.project_id),
        ):
            query = query if value is None else query.where(its == value)
        if asked.mine is not None:
            own = row.subject == caller.subject
            query = query.where(own if asked.mine else ~own)
        if asked.current is not None:
            now = specialists.in_force(row, info.context.today)
            query = query.where(now if asked.current else ~now)
        return page(query, [Key(row.from_on, descending=True), Key(row.id, descending=True)])
