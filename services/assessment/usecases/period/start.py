"""Have a period computed in the background, for one that takes longer than a request may (A19)."""

from __future__ import annotations

from uuid import UUID

from services.assessment.domain.computing import ComputationState, already
from services.assessment.store import computations, tables
from services.assessment.usecases.period.compute import ComputePeriod, ready
from services.chassis.work import Work
from services.law.breach import Refusal


async def start_computation(work: Work, command: ComputePeriod) -> UUID | Refusal:
    """Put a computation on record that a job works off. What would be refused at once is refused here already."""
    at = await ready(work, command)
    if isinstance(at, Refusal):
        return at
    if await computations.is_open(work.session, work.actor.division, at.period):
        return Refusal.of(already(at.period))
    row = tables.PeriodComputation(
        id=work.new_id(),
        division=work.actor.division,
        year=at.period.year,
        quarter=at.period.number,
        expected_version=command.expected_version,
        discard_corrections=command.discard_corrections,
        reason=command.reason,
        state=ComputationState.WAITING,
        asked_at=work.now,
        asked_by=work.actor.subject,
        asked_by_name=work.actor.name,
        roles=sorted(work.actor.roles),
        unit_id=work.actor.unit,
    )
    work.session.add(row)
    await work.session.flush()
    await computations.tell(work.session)
    after = {"year": row.year, "quarter": row.quarter, "expectedVersion": row.expected_version}
    await work.audit("startComputation", f"period-computation/{row.id}", None, after, reason=command.reason)
    return row.id
