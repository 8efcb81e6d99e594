"""Exceptions (原则上), wherever they were recorded, as one list: each stays where it belongs, and is shown there too."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Uuid, cast, false, literal_column, null, or_, select, true, union_all

from services.chassis.identity import Actor
from services.chassis.visibility import visible
from services.reserve.domain.adjustment.state import AdjustmentStatus, ChangeKind
from services.reserve.domain.terms import PlanStatus
from services.reserve.store.base import Base, stored
from services.reserve.store.tables.adjustment import Adjustment, AdjustmentChange, CarryOver
from services.reserve.store.tables.directory import Organization
from services.reserve.store.tables.plan import Plan, PlanItem
from services.reserve.store.tables.project import AUTHORITIES, Project


class ExceptionKind(StrEnum):
    """What was let pass."""

    CREDIT_CODE = "CREDIT_CODE"  # 早期试点代码未通过校验
    PROJECT_CODE = "PROJECT_CODE"  # 与其他项目共用项目代码
    PLAN_WITHOUT_LIBRARY = "PLAN_WITHOUT_LIBRARY"  # 未入库而列入计划（第六条）
    ADJUSTMENT_OUT_OF_TURN = "ADJUSTMENT_OUT_OF_TURN"  # 非年中或当年再次调整计划（第十一条）
    NOT_CARRIED_OVER = "NOT_CARRIED_OVER"  # 未完成而不结转（第十一条）
    MERGED_CODES_DIFFER = "MERGED_CODES_DIFFER"  # 信用代码不同而合并的单位（第四条）


def _kind(kind: ExceptionKind) -> Any:
    return literal_column(f"'{kind.value}'", stored(ExceptionKind)).label("kind")


_NOBODY = cast(null(), Uuid())
# one more table with exceptions is one more of these, with the same columns
_CREDIT_CODES = select(
    Organization.id.label("id"),
    _kind(ExceptionKind.CREDIT_CODE),
    Organization.id.label("organization_id"),
    _NOBODY.label("project_id"),
    _NOBODY.label("plan_id"),
    _NOBODY.label("owner_id"),
    _NOBODY.label("town_id"),
    true().label("public"),
    Organization.exception_reason.label("reason"),
    Organization.exception_approver.label("approver"),
    Organization.registered_at.label("at"),
).where(Organization.exception_reason.is_not(None))
_PLAN_ITEMS = (
    select(
        PlanItem.id.label("id"),
        _kind(ExceptionKind.PLAN_WITHOUT_LIBRARY),
        _NOBODY.label("organization_id"),
        PlanItem.project_id.label("project_id"),
        PlanItem.plan_id.label("plan_id"),
        PlanItem.owner_id.label("owner_id"),
        PlanItem.town_id.label("town_id"),
        (Plan.status == PlanStatus.ISSUED).label("public"),
        PlanItem.exception_reason.label("reason"),
        PlanItem.exception_approver.label("approver"),
        PlanItem.added_at.label("at"),
    )
    .join(Plan, Plan.id == PlanItem.plan_id)
    .where(PlanItem.exception_reason.is_not(None))
)
_PROJECT_CODES = select(
    Project.id.label("id"),
    _kind(ExceptionKind.PROJECT_CODE),
    _NOBODY.label("organization_id"),
    Project.id.label("project_id"),
    _NOBODY.label("plan_id"),
    Project.owner_id.label("owner_id"),
    Project.town_id.label("town_id"),
    false().label("public"),
    Project.code_exception_reason.label("reason"),
    Project.code_exception_approver.label("approver"),
    Project.registered_at.label("at"),
).where(Project.code_exception_reason.is_not(None))
_ADJUSTMENTS = select(
    Adjustment.id.label("id"),
    _kind(ExceptionKind.ADJUSTMENT_OUT_OF_TURN),
    _NOBODY.label("organization_id"),
    _NOBODY.label("project_id"),
    Adjustment.plan_id.label("plan_id"),
    _NOBODY.label("owner_id"),
    _NOBODY.label("town_id"),
    (Adjustment.status == AdjustmentStatus.ISSUED).label("public"),
    Adjustment.exception_reason.label("reason"),
    Adjustment.exception_approver.label("approver"),
    Adjustment.drafted_at.label("at"),
).where(Adjustment.exception_reason.is_not(None))
# once the adjustment is issued the plan has the item, with its exception
_ADJUSTMENT_CHANGES = (
    select(
        AdjustmentChange.id.label("id"),
        _kind(ExceptionKind.PLAN_WITHOUT_LIBRARY),
        _NOBODY.label("organization_id"),
        AdjustmentChange.project_id.label("project_id"),
        Adjustment.plan_id.label("plan_id"),
        AdjustmentChange.owner_id.label("owner_id"),
        AdjustmentChange.town_id.label("town_id"),
        false().label("public"),
        AdjustmentChange.exception_reason.label("reason"),
        AdjustmentChange.exception_approver.label("approver"),
        AdjustmentChange.drafted_at.label("at"),
    )
    .join(Adjustment, Adjustment.id == AdjustmentChange.adjustment_id)
    .where(AdjustmentChange.exception_reason.is_not(None), AdjustmentChange.change == ChangeKind.ADD)
    .where(Adjustment.status != AdjustmentStatus.ISSUED)
)
_CARRY_OVERS = (
    select(
        CarryOver.id.label("id"),
        _kind(ExceptionKind.NOT_CARRIED_OVER),
        _NOBODY.label("organization_id"),
        CarryOver.project_id.label("project_id"),
        CarryOver.plan_id.label("plan_id"),
        Project.owner_id.label("owner_id"),
        Project.town_id.label("town_id"),
        false().label("public"),
        CarryOver.exception_reason.label("reason"),
        CarryOver.exception_approver.label("approver"),
        CarryOver.recorded_at.label("at"),
    )
    .join(Project, Project.id == CarryOver.project_id)
    .where(CarryOver.exception_reason.is_not(None))
)
_MERGERS = select(
    Organization.id.label("id"),
    _kind(ExceptionKind.MERGED_CODES_DIFFER),
    Organization.id.label("organization_id"),
    _NOBODY.label("project_id"),
    _NOBODY.label("plan_id"),
    _NOBODY.label("owner_id"),
    _NOBODY.label("town_id"),
    true().label("public"),
    Organization.merge_exception_reason.label("reason"),
    Organization.merge_exception_approver.label("approver"),
    Organization.merged_at.label("at"),
).where(Organization.merge_exception_reason.is_not(None))
_ALL = union_all(
    _CREDIT_CODES, _PROJECT_CODES, _PLAN_ITEMS, _ADJUSTMENTS, _ADJUSTMENT_CHANGES, _CARRY_OVERS, _MERGERS
).subquery("recorded_exceptions")


def _as_its_record(actor: Actor, e: Any) -> ColumnElement[bool]:
    """Whoever sees the record sees its exception: units are everybody's, items of a plan in preparation are not."""
    if actor.acts_as(*AUTHORITIES):
        return true()
    own = false() if actor.unit is None else or_(e.owner_id == actor.unit, e.town_id == actor.unit)
    return or_(e.public, own)


@visible(_as_its_record)
class RecordedException:
    """An exception with its reason and approver, and the record that it belongs to."""


Base.registry.map_imperatively(RecordedException, _ALL, primary_key=[_ALL.c.id, _ALL.c.kind])
