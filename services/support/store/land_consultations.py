"""Loads and saves monthly consultations, and finds what belongs on their agenda (第十五条)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.support.domain.kinds.model import ACCOUNT_KINDS
from services.support.domain.land.consultation import AgendaSource, ConsultationState
from services.support.domain.land.plan import STAGE_NAMES, late
from services.support.domain.quantity import shown
from services.support.domain.request import OPEN, State
from services.support.domain.rulebook import kinds_of
from services.support.store import land_plans, tables

_meeting, _item = tables.LandConsultation, tables.ConsultationItem
_request, _plan, _planned = tables.Request, tables.LandPlan, tables.LandPlanItem
FRESH = {"populate_existing": True}
AGENDA_AT_MOST = 500  # of each source; more than a meeting can speak of


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A difficulty that belongs on an agenda."""

    source: AgendaSource
    text: str
    project_id: UUID
    node_id: UUID | None = None
    request_id: UUID | None = None
    plan_item_id: UUID | None = None


async def opened(session: AsyncSession, division: str, month: date) -> UUID | None:
    """Find a division's consultation of a month."""
    return await session.scalar(select(_meeting.id).where(_meeting.division == division, _meeting.month == month))


async def locked(session: AsyncSession, id: UUID, actor: Actor) -> tables.LandConsultation | None:
    """Lock a consultation that the actor sees."""
    query = visible_select(_meeting, actor).where(_meeting.id == id).with_for_update()
    return await session.scalar(query.execution_options(**FRESH))


async def locked_item(
    session: AsyncSession, id: UUID, actor: Actor
) -> tuple[tables.LandConsultation, tables.ConsultationItem] | None:
    """Lock an item that the actor sees, behind the lock of its consultation, which is locked whoever sees it."""
    seen = visible_select(_item, actor).where(_item.id == id)
    of: UUID | None = await session.scalar(seen.with_only_columns(_item.consultation_id))
    if of is None:
        return None
    meeting = select(_meeting).where(_meeting.id == of).with_for_update().execution_options(**FRESH)
    row = (await session.scalars(meeting)).one()
    item = select(_item).where(_item.id == id).with_for_update().execution_options(**FRESH)
    return row, (await session.scalars(item)).one()


async def items(session: AsyncSession, consultation_id: UUID) -> Sequence[tables.ConsultationItem]:
    """Read an agenda in order."""
    query = select(_item).where(_item.consultation_id == consultation_id).order_by(_item.position)
    return (await session.scalars(query.execution_options(**FRESH))).all()


async def next_position(session: AsyncSession, consultation_id: UUID) -> int:
    """The place of the next item; the consultation must be locked."""
    last = select(func.max(_item.position)).where(_item.consultation_id == consultation_id)
    return 1 + (await session.scalar(last) or 0)


async def consulted(session: AsyncSession, division: str, since: date, actor: Actor) -> frozenset[date]:
    """The months of which a division has minutes that the actor may see."""
    closed = (_meeting.division == division, _meeting.state == ConsultationState.CLOSED, _meeting.month >= since)
    query = visible_select(_meeting, actor).where(*closed).with_only_columns(_meeting.month)
    return frozenset((await session.scalars(query)).all())


async def difficulties(session: AsyncSession, division: str, today: date) -> list[Found]:
    """第十五条（难点、堵点）：land requests that are overdue or short of quota, and stages of the plan that are late."""
    kinds = sorted(code for kind in ACCOUNT_KINDS for code in kinds_of(kind))
    asked = (_request.division == division, _request.kind.in_(kinds), _request.state.in_(OPEN))
    overdue = _request.due_on < today
    accepted = _request.state.in_([State.ACCEPTED, State.CLAIMED, State.SUSPENDED])
    short = and_(accepted, func.coalesce(_request.held_amount, 0) < _request.quantity)
    query = select(_request).where(*asked, or_(overdue, short)).order_by(_request.due_order, _request.id)
    rows = (await session.scalars(query.limit(AGENDA_AT_MOST))).all()
    return [*(_of_request(row, today) for row in rows), *await _late_supply(session, division, today)]


def _of_request(row: tables.Request, today: date) -> Found:
    unit = next(k.unit for k in ACCOUNT_KINDS.values() if row.kind in kinds_of(k.code))
    asked = shown(row.quantity, unit) if row.quantity is not None else "数量未填"
    held = shown(row.held_amount or (row.quantity or 0) * 0, unit) if row.quantity is not None else ""  # type: ignore[arg-type]
    is_late = row.due_on is not None and row.due_on < today
    text = f"{row.purpose}：申请{asked}，" + (f"应于{row.due_on}办结，已超期" if is_late else f"已预留{held}，指标不足")
    return Found(
        source=AgendaSource.REQUEST_OVERDUE if is_late else AgendaSource.QUOTA_SHORT,
        text=text[:2000],
        project_id=row.project_id,
        node_id=row.node_id,
        request_id=row.id,
    )


async def _late_supply(session: AsyncSession, division: str, today: date) -> list[Found]:
    of_issued = (_plan.division == division, _plan.number.is_not(None), _planned.removed_on.is_(None))
    query: Any = select(_planned, _plan.year).join(_plan, _plan.id == _planned.plan_id).where(*of_issued)
    recent = query.where(_plan.year >= today.year - 1, _plan.year <= today.year)
    rows = (await session.execute(recent.order_by(_plan.year, _planned.position))).all()
    found = []
    for item, year in rows:
        behind = late(year, land_plans.entry_of(item).months, land_plans.done_of(item), today)
        if behind:
            stages = "、".join(STAGE_NAMES[s] for s in behind)
            text = f"{year}年度计划第{item.position}项，{stages}已过计划月份，尚未完成"
            found.append(
                Found(source=AgendaSource.SUPPLY_LATE, text=text, project_id=item.project_id, plan_item_id=item.id)
            )
    return found[:AGENDA_AT_MOST]


def shown_item(item: tables.ConsultationItem) -> dict[str, Any]:
    """Tell an item to the minutes, the history and the audit trail, as plain values."""
    return {
        "id": str(item.id),
        "position": item.position,
        "source": item.source.value,
        "text": item.text,
        "projectId": str(item.project_id) if item.project_id else None,
        "droppedReason": item.dropped_reason,
        "decision": item.decision,
        "responsibleUnitId": str(item.responsible_unit_id) if item.responsible_unit_id else None,
        "deadline": item.deadline.isoformat() if item.deadline else None,
        "raisedOn": item.raised_on.isoformat() if item.raised_on else None,
        "doneOn": item.done_on.isoformat() if item.done_on else None,
        "doneText": item.done_text,
    }


def told(row: tables.LandConsultation) -> dict[str, Any]:
    """Tell a consultation to the audit trail."""
    return {
        "id": row.id,
        "version": row.version,
        "month": row.month,
        "state": row.state,
        "place": row.place,
        "chairedBy": row.chaired_by,
        "heldOn": row.held_on,
        "attendance": row.attendance,
        "minutes": row.minutes,
        "sm3": row.content_sm3,
    }
