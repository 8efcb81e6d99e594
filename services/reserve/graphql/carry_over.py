"""What was carried over from last year's plan, in the API (第十一条)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.reads import answer, derived, sql, table
from services.reserve.domain.adjustment.carry_over import CarryOutcome
from services.reserve.graphql.organization import RecordedException, exempted
from services.reserve.graphql.project import Project
from services.reserve.store import tables

strawberry.enum(
    CarryOutcome, name="CarryOverOutcome", description="结转结果 / What became of a project of last year's plan (A11)"
)


@strawberry.type(description="结转记录 / What became of a construction project of last year's plan")
@table(tables.CarryOver)
class CarryOver:
    id: UUID = strawberry.field(description="标识 / Identifier")
    from_plan_id: UUID = strawberry.field(description="上年度计划 / Last year's plan")
    project_id: UUID = strawberry.field(description="项目标识 / Identifier of the project")
    project_name: str = strawberry.field(description="项目名称 / Name in last year's plan")
    outcome: CarryOutcome = strawberry.field(description="结果 / Outcome")
    beside_id: UUID | None = strawberry.field(
        description="已在下年度计划内的打包项目（或子项目），为免重复计算而不结转 / The package, or the part, that next "
        "year's plan has already, so that amounts do not count twice"
    )
    evidence_id: UUID | None = strawberry.field(description="竣工凭据 / Document of the completion")
    exception: RecordedException | None = derived(
        "exception_reason", "exception_approver", description="不结转的例外 / Exception of not carrying it over"
    )(exempted)
    recorded_at: datetime = strawberry.field(description="记录时间 / When it was recorded")
    recorded_by: str = strawberry.field(description="记录人 / Who recorded it")

    @sql(description="所并列的项目（无权查看时为空）/ The project that it would stand beside")
    def beside(self: Any) -> Project | None:
        return answer(select(tables.Project).where(tables.Project.id == self.beside_id))
