"""What clocks have told of a request: rungs of the ladder, and lateness as facts that nobody edits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import strawberry

from services.chassis.graphql.enums import named_enum
from services.chassis.reads import column, derived, table
from services.support.domain.lateness import LateFact
from services.support.store import tables

_SAYS = {
    LateFact.LIMIT_PASSED: "期限届满未办结 / The limit passed with the request open",
    LateFact.ENDED_LATE: "逾期办结 / It ended after its limit",
    LateFact.VOIDED: "年度日历公布后查明该期限并未届满 / By a calendar published later the limit had not passed",
}
named_enum(LateFact, "RequestLateFact", "逾期事实 / What was found about lateness", _SAYS)


@strawberry.type(
    description="催办升级：时限临近、届满或超期的一级提醒，每级每个期限只发一次 / A rung of the ladder, told once for a limit"
)
@table(tables.RequestEscalation)
class RequestEscalation:
    days: int = strawberry.field(description="相对到期日的工作日数，负数为提前 / Working days beyond the limit")
    rung: str = strawberry.field(description="级别名称 / Name of the rung")
    due_on: date = column("limit_on", description="所依据的到期日 / The limit that it was told for")
    reached_on: date = strawberry.field(description="应提醒之日 / The day of the rung")
    told_on: date = strawberry.field(
        description="实际提醒之日，停机后补发的会晚 / When it was told; later after downtime"
    )
    at: datetime = strawberry.field(description="时间 / Moment")

    @derived("told_roles", description="除承办单位外通知的职责 / Roles that were told besides the bureau")
    def told_roles(self: Any) -> list[str]:
        return [role for role in self.told_roles.split(",") if role]


@strawberry.type(description="逾期事实，只增不改 / A fact of lateness: written once, never changed")
@table(tables.LateFactRow)
class RequestLateness:
    fact: LateFact = strawberry.field(description="事实 / What was found")
    due_on: date = strawberry.field(description="所涉到期日 / Of which limit")
    since: date = strawberry.field(description="发生之日 / On which day")
    working_days_late: int = strawberry.field(
        description="当时逾期的工作日数 / Working days beyond the limit, as known then"
    )
    at: datetime = strawberry.field(description="记录时间 / When it was written down")
