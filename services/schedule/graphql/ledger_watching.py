"""A unit's part of the ledger, followed live: whatever it has to settle, had to settle, or raised."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import ApiError, Info
from services.chassis.reads import fetch
from services.schedule.domain.ledger.terms import IssueAction
from services.schedule.graphql.ledger import Issue
from services.schedule.store.tables.schedule import OVERSEEING

Unit = Annotated[
    UUID | None,
    strawberry.argument(
        description="单位；缺省为本区整个台账（限可查看全部问题的部门）/ The unit; the whole ledger when left out"
    ),
]


@strawberry.type(
    description="台账的一次变化；三项皆空表示已开始（或断线后恢复）监听，此时读取台账便无遗漏 / "
    "One change of the ledger; all null: it is listened to from now on (or again), so read it now and miss nothing"
)
class IssueQueueChange:
    action: IssueAction | None = strawberry.field(default=None, description="环节 / What was done")
    at: datetime | None = strawberry.field(default=None, description="时间 / When")
    issue: Issue | None = strawberry.field(default=None, description="变化后的问题 / The issue after it")


@strawberry.type
class LedgerSubscription:
    @strawberry.subscription(
        description="单位台账的实时变化；首条各项为空，收到后再读取列表 / "
        "Changes of a unit's part of the ledger as they happen; read the list after the first message"
    )
    async def issue_queue_changed(self, info: Info, unit_id: Unit = None) -> AsyncGenerator[IssueQueueChange, None]:
        async for hint in info.context.runtime.listen(_channel(info, unit_id)):
            if hint is None:
                yield IssueQueueChange()
                continue
            at = datetime.fromisoformat(hint["at"])
            issue = await _as_of(info, UUID(hint["issueId"]), at)
            if issue is not None:
                yield IssueQueueChange(action=IssueAction(hint["action"]), at=at, issue=issue)


def _channel(info: Info, unit_id: UUID | None) -> str:
    """Name what is listened to; raise ApiError FORBIDDEN where it is not open to the caller."""
    caller = info.context.caller
    if not caller.acts_as(*OVERSEEING) and (unit_id is None or unit_id != caller.unit):
        raise ApiError(
            "FORBIDDEN", "仅本单位人员及可查看全部问题的部门可以查看 / this part of the ledger is not open to you"
        )
    return f"ledger-of:{caller.division}" if unit_id is None else f"ledger:{unit_id}"


async def _as_of(info: Info, id: UUID, at: datetime) -> Issue | None:
    """Read an issue afresh: a subscription lives long, and its context must not remember earlier rows or days."""
    context = info.context
    context.now = max(context.now, at)
    context.forget()
    return await fetch(info, Issue, id)
