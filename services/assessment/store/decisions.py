"""Loads and saves decisions on facts, and what is known of the records that they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.fact.decide import DecisionKind
from services.assessment.domain.fact.model import OWN
from services.assessment.store import tables
from services.chassis.work import Work

_decision, _fact = tables.FactDecision, tables.Fact


@dataclass(frozen=True, slots=True)
class About:
    """A record that there are facts about: whose service, of which project, and the units that its facts name."""

    service: str
    project_id: UUID | None
    is_project: bool
    units: tuple[UUID, ...]


async def about(session: AsyncSession, division: str, record_id: UUID) -> About | None:
    """Say what the facts tell of a record, or of a project; None where there is no fact about it."""
    told = select(_fact.service, _fact.project_id, _fact.record_id, _fact.unit_id).distinct()
    its = told.where(_fact.division == division, _fact.kind.not_in(sorted(OWN)))
    rows = (await session.execute(its.where(or_(_fact.record_id == record_id, _fact.project_id == record_id)))).all()
    if not rows:
        return None
    of_project = any(row.project_id == record_id for row in rows)
    own = [row for row in rows if row.record_id == record_id] or rows
    service = "reserve" if of_project else own[0].service
    return About(service, own[0].project_id, of_project, tuple(sorted({row.unit_id for row in own})))


async def units(session: AsyncSession, division: str) -> set[UUID]:
    """Name the units of the division that stand for themselves."""
    unit = tables.Organization
    own = select(unit.id).where(unit.division == division, unit.merged_into.is_(None))
    return set((await session.scalars(own)).all())


async def standing(
    session: AsyncSession, division: str, record_id: UUID, kind: DecisionKind
) -> tables.FactDecision | None:
    """Return the decision of a kind that stands for a record, locked."""
    its = select(_decision).where(_decision.division == division, _decision.record_id == record_id)
    its = its.where(_decision.kind == kind, _decision.standing)
    return (await session.scalars(its.with_for_update())).one_or_none()


async def lock(work: Work, decision_id: UUID) -> tables.FactDecision | None:
    """Return a decision of the actor's division, locked."""
    its = select(_decision).where(_decision.id == decision_id, _decision.division == work.actor.division)
    return (await work.session.scalars(its.with_for_update())).one_or_none()


async def units_of(session: AsyncSession, decision_id: UUID) -> dict[UUID, Decimal | None]:
    """Return the units that a decision names, with their shares."""
    part = tables.FactDecisionUnit
    rows = await session.scalars(select(part).where(part.decision_id == decision_id).order_by(part.place))
    return {row.unit_id: row.share for row in rows.all()}


async def add(work: Work, row: tables.FactDecision, shares: Mapping[UUID, Decimal | None]) -> None:
    """Keep a decision with the units that it names."""
    work.session.add(row)
    await work.session.flush()
    for place, (unit_id, share) in enumerate(shares.items()):
        work.session.add(
            tables.FactDecisionUnit(
                decision_id=row.id, unit_id=unit_id, division=row.division, place=place, share=share
            )
        )
    await work.session.flush()
