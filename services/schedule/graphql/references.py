"""Entities of reserve that the schedule refers to or extends; the gateway joins them by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select
from strawberry.federation.schema_directives import Key
from strawberry.federation.types import FieldSet

from services.chassis.reads import answer, foreign, sql
from services.schedule.graphql.ledger_of import Issues, Open, issues_of_project, issues_of_request
from services.schedule.store import tables

if TYPE_CHECKING:
    from services.schedule.graphql.schedule import Schedule

ScheduleOf = Annotated["Schedule", strawberry.lazy("services.schedule.graphql.schedule")]


@strawberry.federation.type(
    keys=[Key(fields=FieldSet("id"), resolvable=False)], description="单位 / A unit (owned by reserve)"
)
@foreign
class Organization:
    id: UUID = strawberry.federation.field(description="单位标识 / Identity")


@strawberry.federation.type(
    keys=["id"],
    description="要素保障申请（本服务补充其台账问题）/ A request for a factor (owned by support), here with its issues",
)
@foreign
class SupportRequest:
    id: UUID = strawberry.federation.field(description="申请标识 / Identity")

    @sql(description="台账问题，期限近的在前 / Its issues on the ledger, the nearest limit first (A10)")
    def issues(self: Any, open: Open = None) -> list[Issues] | None:
        return answer(issues_of_request(self.id, open))


@strawberry.federation.type(
    keys=["id"], description="项目（本服务补充其进度计划）/ A project (owned by reserve), here with its schedule"
)
@foreign
class Project:
    id: UUID = strawberry.federation.field(description="项目标识 / Identity")

    @sql(
        description="进度计划；列入已下达年度计划后才有 / The schedule, once an issued annual plan has the project (A8)"
    )
    def schedule(self: Any) -> ScheduleOf | None:
        return answer(select(tables.Schedule).where(tables.Schedule.project_id == self.id))

    @sql(description="台账问题，期限近的在前 / Its issues on the ledger, the nearest limit first (A10)")
    def issues(self: Any, open: Open = None) -> list[Issues] | None:
        return answer(issues_of_project(self.id, open))
