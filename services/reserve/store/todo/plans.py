"""Things to do about applications, plans and their adjustments (第三条、第十一条)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, or_, select, true

from services.chassis.todos import Asking, lines, own
from services.law.parties import Role
from services.reserve.domain import rulebook
from services.reserve.domain.adjustment.state import AdjustmentStatus
from services.reserve.domain.applications.terms import ApplicationStatus
from services.reserve.domain.rulebook import Body
from services.reserve.domain.terms import PlanStatus
from services.reserve.domain.todo.kinds import KINDS
from services.reserve.store import tables

_application, _plan, _item, _opinion = tables.Application, tables.Plan, tables.PlanItem, tables.Opinion
_adjustment, _change, _said = tables.Adjustment, tables.AdjustmentChange, tables.AdjustmentOpinion


def to_correct(asking: Asking) -> Select[Any] | None:
    """第三条（二）：applications that were returned to the owner, with the day until which they are to be corrected."""
    if asking.actor.unit is None or not asking.actor.acts_as(Role.OWNER):
        return None
    query = own(_application, asking).where(
        _application.status == ApplicationStatus.RETURNED, _application.owner_id == asking.actor.unit
    )
    return _applications(
        "APPLICATION_TO_CORRECT",
        query,
        due_on=_application.correction_due_on,
        unit=_application.owner_id,
        detail=_application.correction,
    )


def to_review(asking: Asking) -> Select[Any] | None:
    """第三条（四）：applications that wait for the preliminary review."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    return _applications(
        "APPLICATION_TO_REVIEW", own(_application, asking).where(_application.status == ApplicationStatus.SUBMITTED)
    )


def _applications(kind: str, query: Select[Any], **shown: Any) -> Select[Any]:
    title = _application.project_name + "·" + cast(_application.year, Text) + "年度申报"
    return lines(KINDS[kind], query, _application.id, title=title, project=_application.project_id, **shown)


def opinions(asking: Asking) -> list[Select[Any]]:
    """第三条（四）：plans with items on which a body of the person has said nothing yet."""
    given = select(true()).where(_opinion.item_id == _item.id)
    query = own(_plan, asking).join(_item, _item.plan_id == _plan.id).where(_plan.status == PlanStatus.DRAFT)
    return [
        lines(
            KINDS["PLAN_OPINION"],
            query.where(
                given.where(_opinion.body == body.code).limit(1).scalar_subquery().is_(None),
                _judged(body, _item.industry_authority_id, asking),
            ).group_by(_plan.id),
            _plan.id,
            title=cast(_plan.year, Text) + "年度重点项目计划",
            detail=f"{body.name}，" + cast(func.count(), Text) + "个项目",
            part=body.code,
        )
        for body in _bodies(asking)
    ]


def adjustment_opinions(asking: Asking) -> list[Select[Any]]:
    """第十一条、第三条（四）：adjustments with changes on which a body of the person has said nothing yet."""
    given = select(true()).where(_said.change_id == _change.id)
    query = own(_adjustment, asking).join(_change, _change.adjustment_id == _adjustment.id)
    query = query.where(_adjustment.status == AdjustmentStatus.DRAFT)
    return [
        lines(
            KINDS["ADJUSTMENT_OPINION"],
            query.where(
                given.where(_said.body == body.code).limit(1).scalar_subquery().is_(None),
                _judged(body, _change.industry_authority_id, asking),
            ).group_by(_adjustment.id),
            _adjustment.id,
            title=cast(_adjustment.year, Text) + "年度计划调整",
            detail=f"{body.name}，" + cast(func.count(), Text) + "个项目",
            part=body.code,
        )
        for body in _bodies(asking)
    ]


def _bodies(asking: Asking) -> list[Body]:
    return [
        body
        for body in rulebook.OPINION_BODIES.on(asking.today)
        if body.role is not None and asking.actor.acts_as(body.role)
    ]


def _judged(body: Body, industry_authority_id: Any, asking: Asking) -> ColumnElement[bool]:
    """第二条：an item with an industry authority is judged by that one, the others by any."""
    if body.role is not Role.INDUSTRY_AUTHORITY:
        return true()
    nobodys: ColumnElement[bool] = industry_authority_id.is_(None)
    return nobodys if asking.actor.unit is None else or_(nobodys, industry_authority_id == asking.actor.unit)


def steps(asking: Asking) -> list[Select[Any]]:
    """第三条（四）、第十一条：lists that wait for a meeting, and those that passed all and wait to be issued."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return []
    title, changed = cast(_plan.year, Text) + "年度重点项目计划", cast(_adjustment.year, Text) + "年度计划调整"
    plans = {"PLAN_TO_DELIBERATE": PlanStatus.SUGGESTED, "PLAN_TO_ISSUE": PlanStatus.APPROVED}
    adjustments = {
        "ADJUSTMENT_TO_DELIBERATE": AdjustmentStatus.SUGGESTED,
        "ADJUSTMENT_TO_ISSUE": AdjustmentStatus.APPROVED,
    }
    return [
        *(
            lines(KINDS[kind], own(_plan, asking).where(_plan.status == status), _plan.id, title=title)
            for kind, status in plans.items()
        ),
        *(
            lines(KINDS[kind], own(_adjustment, asking).where(_adjustment.status == of), _adjustment.id, title=changed)
            for kind, of in adjustments.items()
        ),
    ]
