"""The history of a unit in the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from services.chassis.reads import derived, table
from services.reserve.store import tables


@strawberry.type(description="一个字段的变更 / A field of a unit that was changed")
class OrganizationFieldChange:
    field: str = strawberry.field(description="字段 / Field")
    before: str | None = strawberry.field(description="变更前 / Before")
    after: str | None = strawberry.field(description="变更后 / After")


@strawberry.type(description="单位变更记录：谁、何时、何事、为何 / One entry of a unit's history: who, when, what, why")
@table(tables.OrganizationChange)
class OrganizationChange:
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="单位在其后的版本 / Version of the unit after it")
    at: datetime = strawberry.field(description="时间 / When")
    action: str = strawberry.field(description="操作 / Command")
    actor_name: str = strawberry.field(description="操作人 / Who")
    roles: list[str] = strawberry.field(description="身份 / In what roles")
    reason: str | None = strawberry.field(description="理由 / Why")
    exception_reason: str | None = strawberry.field(description="例外理由 / Reason of an exception")
    approver: str | None = strawberry.field(description="例外批准人 / Approver of an exception")

    @derived("changes", description="变更内容 / What was changed")
    def changes(self: Any) -> list[OrganizationFieldChange]:
        return [OrganizationFieldChange(**c) for c in self.changes]
