"""What a project's record said at any time, and what changed between any two, replayed from its history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self

import strawberry
from sqlalchemy import JSON, func
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.chassis.graphql import Info
from services.chassis.visibility import visible_select
from services.reserve.domain.record import history as replay
from services.reserve.domain.record.history import Change, Difference
from services.reserve.domain.terms import Level
from services.reserve.store import tables


@strawberry.type(description="某一时点的字段值 / A field of the record as it was")
class ProjectValue:
    field: str = strawberry.field(description="字段 / Field")
    field_name: str = strawberry.field(description="字段名称 / Name of the field")
    value: str = strawberry.field(description="值 / Value")


@strawberry.type(
    description="某一时点的项目记录，空值不列 / The record of a project as it was; what was empty is not listed"
)
class ProjectSnapshot:
    version: int = strawberry.field(description="其时的版本 / Version that held")
    values: list[ProjectValue] = strawberry.field(description="各字段 / Its fields")

    @classmethod
    def of(cls, history: Sequence[Change], moment: datetime) -> Self | None:
        version = replay.version_at(history, moment)
        if version is None:
            return None
        record = replay.record_at(history, moment)
        values = [ProjectValue(field=f, field_name=replay.field_name(f), value=v) for f, v in record.items()]
        return cls(version=version, values=values)


@strawberry.type(description="两个时点之间的差异 / A field that two times tell differently, and the last change of it")
class ProjectDifference:
    field: str = strawberry.field(description="字段 / Field")
    field_name: str = strawberry.field(description="字段名称 / Name of the field")
    before: str | None = strawberry.field(description="起始时点的值 / At the first time")
    after: str | None = strawberry.field(description="终止时点的值 / At the second time")
    at: datetime = strawberry.field(description="最近一次变更的时间 / When it was last changed in between")
    action: str = strawberry.field(description="操作 / By which command")
    actor_name: str = strawberry.field(description="操作人 / By whom")
    roles: list[str] = strawberry.field(description="身份 / In what roles")
    reason: str | None = strawberry.field(description="理由 / Why")
    approver: str | None = strawberry.field(description="例外批准人 / Approver of an exception")

    @classmethod
    def of(cls, found: Difference) -> Self:
        last = found.last
        return cls(
            field=found.field,
            field_name=replay.field_name(found.field),
            before=found.before,
            after=found.after,
            at=last.at,
            action=last.action,
            actor_name=last.actor_name,
            roles=list(last.roles),
            reason=last.reason,
            approver=last.approver,
        )


@strawberry.type(description="项目级别的一次变更 / A change of a project's level (A2, A22)")
class ProjectLevelChange:
    before: Level | None = strawberry.field(description="变更前，登记时为空 / Before; null when it was registered")
    after: Level = strawberry.field(description="变更后 / After")
    at: datetime = strawberry.field(description="时间 / When")
    actor_name: str = strawberry.field(description="操作人 / Who")
    reason: str | None = strawberry.field(description="理由 / Why")


def history(project: Any, info: Info) -> Any:
    """Bring the whole history of a project along with it, the oldest first."""
    change = tables.ProjectChange
    columns = (
        change.version,
        change.at,
        change.action,
        change.actor_name,
        change.roles,
        change.reason,
        change.approver,
        change.changes,
    )
    each = func.json_agg(aggregate_order_by(func.json_build_array(*columns), change.id), type_=JSON())
    its = visible_select(change, info.context.caller).where(change.project_id == project.id)
    return its.with_only_columns(each).scalar_subquery()


def read_history(brought: Sequence[Sequence[Any]] | None) -> list[Change]:
    """Read `history`."""
    return [
        Change(
            version=version,
            at=datetime.fromisoformat(at),
            action=action,
            actor_name=actor_name,
            roles=tuple(roles),
            reason=reason,
            approver=approver,
            fields=tuple((c["field"], c["before"], c["after"]) for c in changes),
        )
        for version, at, action, actor_name, roles, reason, approver, changes in brought or ()
    ]


def level_changes(history: Sequence[Change]) -> list[ProjectLevelChange]:
    """Tell how a project came to its level."""
    return [
        ProjectLevelChange(
            before=Level(before) if before else None,
            after=Level(after),
            at=change.at,
            actor_name=change.actor_name,
            reason=change.reason,
        )
        for change in history
        for field, before, after in change.fields
        if field == "level" and after
    ]
