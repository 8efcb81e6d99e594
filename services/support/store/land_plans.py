"""Loads and saves land plans, their items, editions and history (第十五条)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Text, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.support.domain.land.plan import Entry, Party, Stage
from services.support.domain.request import OPEN
from services.support.domain.rulebook import kinds_of
from services.support.store import tables

_plan, _item = tables.LandPlan, tables.LandPlanItem
FRESH = {"populate_existing": True}


async def opened(session: AsyncSession, division: str, year: int) -> UUID | None:
    """Find a division's plan of a year."""
    return await session.scalar(select(_plan.id).where(_plan.division == division, _plan.year == year))


async def locked(session: AsyncSession, id: UUID, actor: Actor) -> tables.LandPlan | None:
    """Lock a plan that the actor sees: what happens to one plan follows each other."""
    query = visible_select(_plan, actor).where(_plan.id == id).with_for_update()
    return await session.scalar(query.execution_options(**FRESH))


async def locked_item(
    session: AsyncSession, id: UUID, actor: Actor
) -> tuple[tables.LandPlan, tables.LandPlanItem] | None:
    """Lock an item that the actor sees and is not removed, behind the lock of its plan, which is locked whoever sees it."""
    seen = visible_select(_item, actor).where(_item.id == id, _item.removed_on.is_(None))
    of: UUID | None = await session.scalar(seen.with_only_columns(_item.plan_id))
    if of is None:
        return None
    plan = (
        await session.scalars(select(_plan).where(_plan.id == of).with_for_update().execution_options(**FRESH))
    ).one()
    found = select(_item).where(_item.id == id, _item.removed_on.is_(None)).with_for_update()
    item = await session.scalar(found.execution_options(**FRESH))
    return None if item is None else (plan, item)


async def items(session: AsyncSession, plan_id: UUID, actor: Actor | None = None) -> Sequence[tables.LandPlanItem]:
    """Read what a plan has, in order; with an actor only what the actor may see."""
    query = select(_item) if actor is None else visible_select(_item, actor)
    its = query.where(_item.plan_id == plan_id, _item.removed_on.is_(None))
    return (await session.scalars(its.order_by(_item.position))).all()


async def next_position(session: AsyncSession, plan_id: UUID) -> int:
    """The place of the next item; the plan must be locked."""
    return 1 + (await session.scalar(select(func.max(_item.position)).where(_item.plan_id == plan_id)) or 0)


async def planned_twice(session: AsyncSession, plan_id: UUID, entry: Entry, but: UUID | None) -> bool:
    """Whether another item of the plan has the project's land of the kind."""
    same = exists().where(
        _item.plan_id == plan_id,
        _item.project_id == entry.project_id,
        _item.kind == entry.kind,
        _item.removed_on.is_(None),
        *((_item.id != but,) if but else ()),
    )
    return bool(await session.scalar(select(same)))


async def unplanned(session: AsyncSession, plan: tables.LandPlan, kinds: Sequence[str]) -> Sequence[Any]:
    """Find open land requests of the division that the plan has no item for: of each project and kind the areas summed."""
    request = tables.Request
    found = []
    for kind in kinds:
        planned = exists().where(
            _item.plan_id == plan.id,
            _item.kind == kind,
            _item.project_id == request.project_id,
            _item.removed_on.is_(None),
        )
        query = (
            select(request.project_id, func.sum(request.quantity), func.min(request.id.cast(Text())))
            .where(
                request.division == plan.division,
                request.kind.in_(kinds_of(kind)),
                request.state.in_(OPEN),
                request.quantity.is_not(None),
                ~planned,
            )
            .group_by(request.project_id)
            .order_by(func.min(request.id.cast(Text())))
        )
        found += [(kind, *row) for row in (await session.execute(query)).all()]
    return found


async def add_step(
    work: Work,
    record: tables.LandPlan | tables.LandConsultation,
    action: str,
    *,
    item_id: UUID | None = None,
    reason: str | None = None,
    said: Mapping[str, Any] | None = None,
) -> None:
    """Add a step to the history of a plan or a consultation."""
    step = tables.LandStep(
        id=work.new_id(),
        division=record.division,
        record_id=record.id,
        item_id=item_id,
        version=record.version,
        action=action,
        said=dict(said or {}),
        reason=reason,
        at=work.now,
        actor=work.actor.subject,
        actor_name=work.actor.name,
        unit_id=work.actor.unit,
    )
    work.session.add(step)
    await work.session.flush()


def entry_of(item: tables.LandPlanItem) -> Entry:
    """Read what an item says."""
    return Entry(
        project_id=item.project_id,
        kind=item.kind,
        area=item.area,
        months={
            Stage.REQUISITION: item.requisition_month,
            Stage.DEMOLITION: item.demolition_month,
            Stage.SUPPLY: item.supply_month,
        },
        responsible_unit_id=item.responsible_unit_id,
        note=item.note,
    )


def done_of(item: tables.LandPlanItem) -> dict[Stage, Any]:
    """Read which stages are done."""
    return {
        Stage.REQUISITION: item.requisition_done_on,
        Stage.DEMOLITION: item.demolition_done_on,
        Stage.SUPPLY: item.supply_done_on,
    }


def confirmed_of(plan: tables.LandPlan) -> dict[Party, str | None]:
    """Read who has confirmed."""
    return {Party.LAND: plan.land_confirmed_by, Party.REQUISITION: plan.requisition_confirmed_by}


def write(item: tables.LandPlanItem, entry: Entry) -> None:
    """Keep what an item says."""
    item.project_id, item.kind, item.area = entry.project_id, entry.kind, entry.area
    item.requisition_month = entry.months[Stage.REQUISITION]
    item.demolition_month = entry.months[Stage.DEMOLITION]
    item.supply_month = entry.months[Stage.SUPPLY]
    item.responsible_unit_id, item.note = entry.responsible_unit_id, entry.note


def shown(item: tables.LandPlanItem) -> dict[str, Any]:
    """Tell an item to an edition, the history and the audit trail, as plain values."""
    days = {f"{s.value.lower()}DoneOn": d.isoformat() if d else None for s, d in done_of(item).items()}
    return {
        "id": str(item.id),
        "position": item.position,
        "projectId": str(item.project_id),
        "kind": item.kind,
        "area": f"{item.area:f}",
        "requisitionMonth": item.requisition_month,
        "demolitionMonth": item.demolition_month,
        "supplyMonth": item.supply_month,
        "responsibleUnitId": str(item.responsible_unit_id),
        "note": item.note,
        "removedOn": item.removed_on.isoformat() if item.removed_on else None,
        **days,
    }


def told(plan: tables.LandPlan) -> dict[str, Any]:
    """Tell a plan to the audit trail."""
    return {
        "id": plan.id,
        "version": plan.version,
        "year": plan.year,
        "edition": plan.edition,
        "state": plan.state,
        "number": plan.number,
        "confirmed": {party.value: who for party, who in confirmed_of(plan).items()},
    }
