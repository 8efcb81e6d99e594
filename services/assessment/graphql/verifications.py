"""Verifications of periods: computed again from what they were computed from (A19)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from services.assessment.store import tables
from services.chassis.reads import column, table


@strawberry.type(description="按所存依据重新计算的核验 / A period computed again from what it was computed from")
@table(tables.PeriodVerification)
class PeriodVerification:
    id: UUID = strawberry.field(description="标识 / Identity")
    at: datetime = strawberry.field(description="核验时间 / When")
    verified_by: str = column("verified_by_name", description="核验人 / Who asked for it")
    kept: str = strawberry.field(description="所存摘要 / The digest on record")
    again: str = strawberry.field(description="重新计算的摘要 / The digest computed again")
    same: bool = strawberry.field(description="是否一致 / Whether they are the same")
