"""Loads and saves joint matters with their parts, history and meetings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, cast, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.support.domain.joint.model import Joint, JointChange
from services.support.domain.request import Acting, Request
from services.support.store import requests, tables

_FIELDS = tuple(Joint.__dataclass_fields__)


async def locked(session: AsyncSession, id: UUID, actor: Actor) -> tuple[tables.JointMatter, Joint] | None:
    """Lock a joint matter that the actor may see; None when there is none such."""
    query = visible_select(tables.JointMatter, actor).where(tables.JointMatter.id == id)
    row = await session.scalar(query.with_for_update(of=tables.JointMatter))
    return (row, _state(row)) if row is not None else None


async def parts(session: AsyncSession, id: UUID) -> list[tuple[tables.Request, Request]]:
    """Lock the parts of a joint matter, in the order in which they were submitted."""
    request, pause = tables.Request, tables.Pause
    rows = await session.scalars(select(request).where(request.parent_id == id).order_by(request.id).with_for_update())
    found = []
    for row in rows.all():
        pauses = await session.scalars(select(pause).where(pause.request_id == row.id).order_by(pause.seq))
        found.append((row, requests.state_of(row, pauses.all())))
    return found


async def open_of_project(session: AsyncSession, project_id: UUID, kind: str) -> UUID | None:
    """Find the joint matter that a project has open."""
    joint = tables.JointMatter
    query = select(joint.id).where(joint.project_id == project_id, joint.kind == kind, joint.ended_on.is_(None))
    return await session.scalar(query)


async def alone(session: AsyncSession, project_id: UUID, kinds: frozenset[str]) -> Mapping[str, UUID]:
    """Find the requests of some kinds that a project has open, each for itself."""
    request = tables.Request
    query = select(request.kind, func.min(cast(request.id, Text))).where(
        request.project_id == project_id,
        request.kind.in_(sorted(kinds)),
        request.ended_on.is_(None),
        request.parent_id.is_(None),
    )
    rows = await session.execute(query.group_by(request.kind))
    return {kind: UUID(found) for kind, found in rows.all()}


async def save(
    session: AsyncSession, row: tables.JointMatter | None, change: JointChange, who: Acting, at: datetime
) -> None:
    """Write a joint matter as it is after a step, with the step and the meeting that was held."""
    joint, meeting = change.joint, change.meeting
    values = {name: getattr(joint, name) for name in _FIELDS}
    if row is None:
        session.add(tables.JointMatter(**values))
        await session.flush()
    else:
        for name, value in values.items():
            setattr(row, name, value)
    session.add(
        tables.JointStep(
            joint_id=joint.id,
            version=joint.version,
            division=joint.division,
            action=change.action,
            state=joint.state,
            at=at,
            actor=who.subject,
            actor_name=who.name,
            unit_id=who.unit,
            note=change.note,
        )
    )
    if meeting is not None:
        attending = [{"unit_id": str(u.unit_id), "stance": u.stance.value, "said": u.said} for u in meeting.attending]
        session.add(
            tables.JointMeeting(
                joint_id=joint.id,
                number=joint.meetings,
                division=joint.division,
                held_on=meeting.held_on,
                place=meeting.place,
                conclusion=meeting.conclusion,
                attending=attending,
                at=at,
                actor=who.subject,
                actor_name=who.name,
            )
        )
    await session.flush()


async def reassign(session: AsyncSession, former: UUID, survivor: UUID) -> None:
    """Let the open joint matters of a merged unit be its survivor's, as their parts are (第四条)."""
    joint = tables.JointMatter
    for column in (joint.bureau_id, joint.applicant_id):
        moved = update(joint).where(column == former, joint.ended_on.is_(None)).values({column: survivor})
        await session.execute(moved)


async def units_known(session: AsyncSession, ids: frozenset[UUID]) -> frozenset[UUID]:
    """Return those of the units that are known."""
    unit = tables.Organization
    rows = await session.scalars(select(unit.id).where(unit.id.in_(ids)))
    return frozenset(rows.all())


def audited(joint: Joint) -> Mapping[str, Any]:
    """Show a state to the audit trail."""
    return asdict(joint)


def _state(row: tables.JointMatter) -> Joint:
    return Joint(**{name: getattr(row, name) for name in _FIELDS})
