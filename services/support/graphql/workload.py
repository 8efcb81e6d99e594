"""The workload of a bureau's people."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.calendar import calendar
from services.chassis.graphql import Info
from services.support.domain.clock import last_workday
from services.support.graphql.watching import may_watch
from services.support.store import workload


@strawberry.type(
    description="一名办理人的工作量；标识为空的是无人认领的 / One officer's workload; without subject: in nobody's hand"
)
class OfficerWorkload:
    subject: str | None = strawberry.field(description="办理人标识 / Who")
    name: str | None = strawberry.field(description="办理人 / Name")
    open: int = strawberry.field(description="未办结 / Open")
    standing: int = strawberry.field(description="其中停钟 / Of them with a clock that stands")
    due_soon: int = strawberry.field(description="其中预警 / Of them near their limit")
    overdue: int = strawberry.field(description="其中超期 / Of them past their limit")
    decided_this_month: int = strawberry.field(description="本月已决定 / Decided this month")
    median_days: float | None = strawberry.field(
        description="本月决定的，自收件至决定的自然日中位数（含停钟）/ Of these, the median of calendar days from receipt"
    )
    substitute_name: str | None = strawberry.field(description="今日离岗时的代办人 / Who stands in, if away today")


@strawberry.type
class WorkloadQuery:
    @strawberry.field(
        description="承办单位各办理人的工作量，未办结多的在前 / The workload of a bureau's people, who has most open first"
    )
    async def officer_workload(
        self, info: Info, bureau_id: Annotated[UUID, strawberry.argument(description="承办单位 / The bureau")]
    ) -> list[OfficerWorkload]:
        await may_watch(info, bureau_id)
        caller, today = info.context.caller, info.context.today
        day = last_workday(today, calendar())
        async with info.context.reading() as session:
            loads = await workload.of_bureau(session, caller, bureau_id, day, today.replace(day=1))
            away = await workload.substitutes(session, caller, bureau_id, today)
        return [
            OfficerWorkload(
                subject=one.subject,
                name=one.name,
                open=one.open,
                standing=one.standing,
                due_soon=one.due_soon,
                overdue=one.overdue,
                decided_this_month=one.decided,
                median_days=one.median_days,
                substitute_name=away.get(one.subject or ""),
            )
            for one in loads
        ]
