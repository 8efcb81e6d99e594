"""Entities of reserve that the schedule refers to or extends; the gateway joins them by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry
from strawberry.federation.schema_directives import Key
from strawberry.federation.types import FieldSet

from services.chassis.graphql import Info
from services.schedule.store import tables

if TYPE_CHECKING:
    from services.schedule.graphql.schedule import Schedule

ScheduleOf = Annotated["Schedule", strawberry.lazy("services.schedule.graphql.schedule")]


@strawberry.federation.type(
    keys=[Key(fields=FieldSet("id"), resolvable=False)], description="单位 / A unit (owned by reserve)"
)
class Organization:
    id: UUID = strawberry.federation.field(description="单位标识 / Identity")


@strawberry.federation.type(
    keys=["id"], description="项目（本服务补充其进度计划）/ A project (owned by reserve), here with its schedule"
)
class Project:
    id: UUID = strawberry.federation.field(description="项目标识 / Identity")

    @classmethod
    def resolve_reference(cls, id: str) -> Project:
        return cls(id=UUID(str(id)))

    @strawberry.field(
        description="进度计划；列入已下达年度计划后才有 / The schedule, once an issued annual plan has the project (A8)"
    )
    async def schedule(self, info: Info) -> ScheduleOf | None:
        from services.schedule.graphql.schedule import Schedule  # noqa: PLC0415 - the two refer to each other

        row = await info.context.load(tables.Schedule.project_id, self.id)
        return Schedule.of(row) if row else None
