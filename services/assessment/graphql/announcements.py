"""When a period was announced, and how that ended (A19)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import strawberry

from services.assessment.store import tables
from services.chassis.reads import column, table


@strawberry.type(description="一次公示 / One announcement of a period to its units")
@table(tables.Announcement)
class PeriodAnnouncement:
    id: UUID = strawberry.field(description="标识 / Identity")
    round: int = strawberry.field(description="第几次公示 / Which one, from 1")
    digest: str = strawberry.field(description="所公示计算的摘要 / Digest of what was announced")
    announced_on: date = strawberry.field(description="公示日期 / Day of the announcement")
    announced_at: datetime = strawberry.field(description="公示时间 / When")
    announced_by: str = column("announced_by_name", description="经办人 / Who announced it")
    objections_until: date = strawberry.field(description="异议截止日（含）/ Last day for objections")
    accepted_incomplete: str | None = strawberry.field(
        description="事实未收齐仍继续的理由 / Why it went on although facts were missing"
    )
    recalled_at: datetime | None = strawberry.field(description="收回时间 / When it was taken back")
    recalled_by: str | None = column("recalled_by_name", description="收回经办人 / Who took it back")
    recalled_reason: str | None = strawberry.field(description="收回（重算）理由 / Why it was computed again")
