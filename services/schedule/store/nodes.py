"""Loads and saves node plans and nodes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, any_, func, insert, literal, select, true, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.schedule.domain.network.activity import DayUnit, Link, LinkKind
from services.schedule.domain.node import record
from services.schedule.domain.node.factor import GRANTED, FactorRequest
from services.schedule.store import tables


async def all_of(session: AsyncSession, schedule_id: UUID) -> list[record.Node]:
    """Read every node that any version of the plan had."""
    query = select(tables.Node).where(tables.Node.schedule_id == schedule_id).order_by(tables.Node.position)
    return [state(row) for row in (await session.scalars(query)).all()]


async def schedule_of(session: AsyncSession, actor: Actor, id: UUID) -> UUID | None:
    """Find the schedule of a node that the actor sees."""
    query = visible_select(tables.Node, actor).where(tables.Node.id == id)
    found: UUID | None = await session.scalar(query.with_only_columns(tables.Node.schedule_id))
    return found


async def by_id(session: AsyncSession, id: UUID) -> tables.Node:
    """Read a node that is known to exist, as it is now; its schedule's lock guards it."""
    return await session.get_one(tables.Node, id, populate_existing=True)


async def requests_of(session: AsyncSession, node_id: UUID) -> list[FactorRequest]:
    """Read how the factor requests of a node stand."""
    request = tables.FactorRequest
    rows = await session.scalars(select(request).where(request.node_id == node_id).order_by(request.id))
    return [
        FactorRequest(
            id=row.id,
            kind=row.kind,
            state=row.state,
            due_on=row.due_on,
            outcome=row.outcome,
            decided_on=row.decided_on,
            document_number=row.document_number,
            reviewed_on=row.reviewed_on,
        )
        for row in rows.all()
    ]


def waits(node: Any) -> Any:
    """The condition that a node still waits: it needs a factor, and no request of that kind is granted in full."""
    request = tables.FactorRequest
    granted = select(true()).where(
        request.node_id == node.id, request.kind == node.waits_for, request.outcome == GRANTED
    )
    # a value for each node that is looked at; whether rows exist would be gathered for all nodes beforehand
    return node.waits_for.is_not(None) & granted.limit(1).scalar_subquery().is_(None)


def granted_on(node: Any, actor: Actor) -> Any:
    """The first day on which a request for the factor that a node needs was granted in full; null while none is."""
    request = tables.FactorRequest
    granted = visible_select(request, actor).where(
        request.node_id == node.id, request.kind == node.waits_for, request.outcome == GRANTED
    )
    since = func.coalesce(request.reviewed_on, request.decided_on)
    return granted.with_only_columns(func.min(since)).scalar_subquery()


async def open_of_unit(session: AsyncSession, unit: UUID) -> Sequence[tables.Node]:
    """Lock the nodes that a unit has still to complete, those of ended schedules too, for these may go on.

    Their schedules are locked first, as by every command on a node.
    """
    node, schedule = tables.Node, tables.Schedule
    open_ = (node.responsible_unit_id == unit, node.current, node.completed_on.is_(None))
    theirs = select(schedule.id).where(schedule.id.in_(select(node.schedule_id).where(*open_)))
    await session.execute(theirs.order_by(schedule.id).with_for_update())
    query = select(node).where(*open_).order_by(node.id).execution_options(populate_existing=True)
    return (await session.scalars(query)).all()


async def end(session: AsyncSession, schedule_id: UUID, on: date | None) -> None:
    """Say of the open nodes that they are due no longer from this day on; None: that they are again."""
    node = tables.Node
    still_open = update(node).where(node.schedule_id == schedule_id, node.current, node.completed_on.is_(None))
    await session.execute(still_open.values(ended_on=on), execution_options={"synchronize_session": False})


def state(row: tables.Node) -> record.Node:
    """Read a node as the domain knows it."""
    return record.Node(
        id=row.id,
        project_id=row.project_id,
        division=row.division,
        spec=record.NodeSpec(
            code=row.code,
            name=row.name,
            stage=row.stage,
            key_link=row.key_link,
            responsible_unit_id=row.responsible_unit_id,
            responsible_person=row.responsible_person,
            duration=row.duration,
            unit=row.unit,
            links=tuple(link(k) for k in row.links),
            evidence=tuple(row.evidence),
            waits_for=row.waits_for,
            constraint=row.constraint_kind,
            constraint_on=row.constraint_on,
        ),
        plan_version=row.plan_version,
        position=row.position,
        start_on=row.start_on,
        due_on=row.due_on,
        early_start_on=row.early_start_on,
        early_due_on=row.early_due_on,
        total_float=row.total_float,
        free_float=row.free_float,
        critical=row.critical,
        baseline_start_on=row.baseline_start_on,
        baseline_due_on=row.baseline_due_on,
        completed_on=row.completed_on,
        version=row.version,
    )


async def save_all(
    session: AsyncSession, schedule_id: UUID, nodes: Sequence[record.Node], known: frozenset[UUID]
) -> None:
    """Write the nodes of a new plan, and take those that it left out from the plan in force."""
    kept = literal([n.id for n in nodes], ARRAY(Uuid))  # one parameter, however many there are
    left_out = update(tables.Node).where(
        tables.Node.schedule_id == schedule_id, tables.Node.current, ~(tables.Node.id == any_(kept))
    )
    await session.execute(
        left_out.values(current=False, version=tables.Node.version + 1),
        execution_options={"synchronize_session": False},
    )
    rows = [{"schedule_id": schedule_id, "current": True, **_columns(node)} for node in nodes]
    if fresh := [row for row in rows if row["id"] not in known]:
        await session.execute(insert(tables.Node), fresh)
    if changed := [row for row in rows if row["id"] in known]:
        await session.execute(update(tables.Node), changed)


async def save_history(session: AsyncSession, plan_id: UUID, schedule_id: UUID, nodes: Sequence[record.Node]) -> None:
    """Keep the nodes as this version of the plan has them."""
    kept = tables.PlannedNode.__table__.columns.keys()
    rows = [
        {"plan_id": plan_id, "node_id": node.id, "schedule_id": schedule_id}
        | {k: v for k, v in _columns(node).items() if k in kept}
        for node in nodes
    ]
    await session.execute(insert(tables.PlannedNode), rows)


def _columns(node: record.Node) -> dict[str, Any]:
    spec = node.spec
    return {
        "id": node.id,
        "project_id": node.project_id,
        "division": node.division,
        "code": spec.code,
        "name": spec.name,
        "stage": spec.stage,
        "key_link": spec.key_link,
        "responsible_unit_id": spec.responsible_unit_id,
        "responsible_person": spec.responsible_person,
        "duration": spec.duration,
        "unit": spec.unit,
        "links": [written(k) for k in spec.links],
        "evidence": list(spec.evidence),
        "waits_for": spec.waits_for,
        "constraint_kind": spec.constraint,
        "constraint_on": spec.constraint_on,
        "plan_version": node.plan_version,
        "position": node.position,
        "start_on": node.start_on,
        "due_on": node.due_on,
        "early_start_on": node.early_start_on,
        "early_due_on": node.early_due_on,
        "total_float": node.total_float,
        "free_float": node.free_float,
        "critical": node.critical,
        "baseline_start_on": node.baseline_start_on,
        "baseline_due_on": node.baseline_due_on,
        "completed_on": node.completed_on,
        "version": node.version,
    }


def link(written: dict[str, Any]) -> Link:
    """Read a dependency; those of before lags were kept have none."""
    return Link(
        written["predecessor"],
        LinkKind(written["kind"]),
        written.get("lag", 0),
        DayUnit(written.get("lag_unit", DayUnit.WORKING_DAY)),
    )


def written(link: Link) -> dict[str, Any]:
    """Write a dependency down; no lag is not written."""
    kept: dict[str, Any] = {"predecessor": link.predecessor, "kind": link.kind.value}
    return kept | {"lag": link.lag, "lag_unit": link.lag_unit.value} if link.lag else kept


async def complete(
    session: AsyncSession, row: tables.Node, node: record.Node, evidence: Sequence[tables.Evidence]
) -> None:
    """Write the completion of a node with its evidence."""
    row.completed_on, row.version = node.completed_on, node.version
    session.add_all(evidence)
    await session.flush()
