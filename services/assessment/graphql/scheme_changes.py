"""Two schemes read side by side: what the one says otherwise than the other (A18)."""

from typing import Annotated
from uuid import UUID

import strawberry

from services.assessment.domain.scheme.differences import differences
from services.assessment.graphql.schemes import SchemeChange
from services.assessment.store import schemes, tables
from services.chassis.graphql import Info
from services.chassis.visibility import visible_select

From = Annotated[UUID, strawberry.argument(name="from", description="原细则 / The scheme to start from")]
To = Annotated[UUID, strawberry.argument(description="现细则 / The scheme to compare it with")]


@strawberry.type
class SchemeChangeQueries:
    @strawberry.field(
        description="两个细则的差异，逐处列出；看不到其中之一的为空 / What two schemes say differently; null where one is hidden"
    )
    async def scheme_changes(
        self,
        info: Info,
        from_: From,
        to: To,
    ) -> list[SchemeChange] | None:
        row = tables.Scheme
        async with info.context.reading() as session:
            seen = visible_select(row, info.context.caller).where(row.id.in_([from_, to]))
            found = {scheme.id: scheme for scheme in await session.scalars(seen)}
        if not {from_, to} <= found.keys():
            return None
        changes = differences(schemes.state_of(found[from_]), schemes.state_of(found[to]))
        return [SchemeChange.of(one) for one in changes]
