"""What became of a consultation's decision on the ledger of issues, as schedule tells it (第十条、第十五条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry

from services.chassis.reads import derived, refer, sql, table
from services.support.domain.land.consultation import FOLLOW_UP_NAMES
from services.support.graphql.land_enums import FollowUpState
from services.support.graphql.references import Issue
from services.support.store import tables


@strawberry.type(
    description="议定事项转入的台账问题，随问题台账的销号、退回、撤回、合并更新 / "
    "The issue that a decision became; it follows what the ledger tells of it (A10, A15)"
)
@table(tables.FollowUpIssue)
class LandFollowUp:
    issue_id: UUID = strawberry.field(description="台账问题 / The issue")
    number: str = strawberry.field(description="台账编号 / Its number on the ledger")
    state: FollowUpState = strawberry.field(description="状态 / Where it stands")
    due_on: date | None = strawberry.field(description="台账的期限；未交办为空 / Its limit on the ledger")
    closed_on: date | None = strawberry.field(description="销号日 / Day on which it was closed")
    reason: str | None = strawberry.field(description="退回、重新办理或撤回的理由 / Why it was returned or withdrawn")
    into_id: UUID | None = strawberry.field(description="并入的问题 / The issue that it was taken for the same as")
    told_at: datetime = strawberry.field(description="最近变化时间 / When it last changed")

    @derived("state", description="状态（中文）/ The state in Chinese")
    def state_name(self: Any) -> str:
        return FOLLOW_UP_NAMES[self.state]

    @sql(description="问题的详情，由问题台账提供；无权查看为空 / The issue itself, from its owner")
    def issue(self: Any) -> Issue | None:
        return refer(id=self.issue_id)
