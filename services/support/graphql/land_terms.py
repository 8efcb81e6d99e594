"""What plans and consultations share in the API: enums and the history."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
import strawberry
from sqlalchemy import select

from services.chassis.graphql import Connection
from services.chassis.reads import Key, derived, page, refer, sql, table
from services.support.graphql.references import Organization
from services.support.store import tables

KEY, SEEN = "幂等键 / Idempotency key", "所依据的版本 / The version that was seen"


@strawberry.type(description="计划或会商的一步 / A step of a plan or a consultation")
@table(tables.LandStep)
class LandStep:
    id: UUID = strawberry.field(description="标识 / Id")
    item_id: UUID | None = strawberry.field(description="所涉的项 / The item that it is about")
    version: int = strawberry.field(description="此后的版本 / Version after it")
    action: str = strawberry.field(description="操作 / What was done")
    reason: str | None = strawberry.field(description="理由 / Why")
    at: datetime = strawberry.field(description="时间 / When")
    actor_name: str = strawberry.field(description="办理人 / Who")

    @derived("said", description="变更内容（JSON）/ What it changed, as JSON")
    def said(self: Any) -> str:
        return orjson.dumps(self.said, option=orjson.OPT_SORT_KEYS).decode()

    @sql(description="办理单位 / For which unit")
    def unit(self: Any) -> Organization | None:
        return refer(id=self.unit_id)


def steps_of(record: Any) -> Connection[LandStep]:
    """The history of a record, newest first."""
    step = tables.LandStep
    return page(select(step).where(step.record_id == record.id), [Key(step.id, descending=True)])
