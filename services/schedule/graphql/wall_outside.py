"""Projects on the war map outside the plan in the API (第八条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, derived, page, refer, sql, table
from services.schedule.domain.wall.outside import OutsideState
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.references import Project
from services.schedule.store import tables
from services.schedule.store.narrowing import of_projects

strawberry.enum(
    OutsideState,
    name="OutsideAdditionState",
    description="计划外新增项目的状态：在图、已列入年度计划、已移出 / On the map, taken up by a plan, removed (A8)",
)


@strawberry.type(description="一次计划外新增 / One addition of a project to the war map outside the plan (A8)")
@table(tables.OutsideAddition)
class OutsideAddition:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    added_on: date = strawberry.field(description="添加日期 / Day of the addition")
    reason: str = strawberry.field(description="添加理由 / Why it was added")
    added_at: datetime = strawberry.field(description="添加时间 / When")
    added_by: str = strawberry.field(description="添加人 / Who added it")
    taken_up_on: date | None = strawberry.field(description="列入年度计划日期 / Day on which a plan took it up")
    removed_on: date | None = strawberry.field(description="移出日期 / Day of the removal")
    removal_reason: str | None = strawberry.field(description="移出理由 / Why it was removed")
    removed_by: str | None = strawberry.field(description="移出人 / Who removed it")

    @derived("taken_up_on", "removed_on", description="状态 / How it stands")
    def state(self: Any) -> OutsideState:
        if self.taken_up_on is not None:
            return OutsideState.TAKEN_UP
        return OutsideState.ON_THE_MAP if self.removed_on is None else OutsideState.REMOVED

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)


@strawberry.input(description="计划外新增项目的筛选 / Which additions")
class OutsideAdditionFilter:
    on_map: bool | None = strawberry.field(default=None, description="是否在图 / Whether they are on the map")


Filter = Annotated[OutsideAdditionFilter | None, strawberry.argument(description="筛选 / Which additions")]


@strawberry.type
class OutsideQuery:
    @sql(description="计划外新增项目，新的在前 / Projects added outside the plan, the newest first (A8)")
    def outside_additions(
        self: Any,
        info: Info,
        filter: Filter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[OutsideAddition]:
        row = tables.OutsideAddition
        addition, query = of_projects(row, info.context.caller, row.added_on)
        if filter is not None and filter.on_map is not None:
            on_map = addition.removed_on.is_(None) & addition.taken_up_on.is_(None)
            query = query.where(on_map if filter.on_map else ~on_map)
        return page(query, [Key(addition.added_on, descending=True), Key(addition.id, descending=True)])
