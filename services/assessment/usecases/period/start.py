"""Have a period computed or verified, or schemes tried on it, in the background: what takes longer than a request may (A19)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.assessment.domain.computing import ComputationKind, ComputationState, already
from services.assessment.domain.period import Period
from services.assessment.store import computations, tables
from services.assessment.usecases.period.compute import ComputePeriod, ready
from services.assessment.usecases.period.verify import VerifyPeriod, verifiable
from services.assessment.usecases.scheme.compare import CompareSchemes, comparable
from services.assessment.usecases.scheme.try_out import TryScheme, triable
from services.chassis.work import Work
from services.law.breach import Refusal


async def start_computation(work: Work, command: ComputePeriod) -> UUID | Refusal:
    """Put a computation on record that a job works off. What would be refused at once is refused here already."""
    at = await ready(work, command)
    if isinstance(at, Refusal):
        return at
    its = {"expected_version": command.expected_version, "discard_corrections": command.discard_corrections}
    return await _start(work, ComputationKind.PERIOD, at.period, its | {"reason": command.reason})


async def start_verification(work: Work, command: VerifyPeriod) -> UUID | Refusal:
    """Put a verification of a published period on record, in the same way."""
    at = await verifiable(work, command)
    return at if isinstance(at, Refusal) else await _start(work, ComputationKind.VERIFICATION, at.period)


async def start_scheme_trial(work: Work, command: TryScheme) -> UUID | Refusal:
    """Put a trial of a scheme on record, in the same way."""
    at = await triable(work, command)
    if isinstance(at, Refusal):
        return at
    return await _start(work, ComputationKind.TRIAL, at.period, {"scheme_id": command.scheme_id})


async def start_scheme_comparison(work: Work, command: CompareSchemes) -> UUID | Refusal:
    """Put a comparison of two schemes on record, in the same way."""
    at = await comparable(work, command)
    if isinstance(at, Refusal):
        return at
    its = {"scheme_id": command.first_id, "against_id": command.second_id}
    return await _start(work, ComputationKind.COMPARISON, at.period, its)


_COMMANDS = {
    ComputationKind.PERIOD: "startComputation",
    ComputationKind.VERIFICATION: "startVerification",
    ComputationKind.TRIAL: "startSchemeTrial",
    ComputationKind.COMPARISON: "startSchemeComparison",
}
_PLAIN: dict[str, Any] = {"expected_version": 0, "discard_corrections": False, "reason": None}


async def _start(
    work: Work, kind: ComputationKind, period: Period, its: dict[str, Any] | None = None
) -> UUID | Refusal:
    row = tables.PeriodComputation(
        id=work.new_id(),
        division=work.actor.division,
        kind=kind,
        year=period.year,
        quarter=period.number,
        state=ComputationState.WAITING,
        asked_at=work.now,
        asked_by=work.actor.subject,
        asked_by_name=work.actor.name,
        roles=sorted(work.actor.roles),
        unit_id=work.actor.unit,
        **(_PLAIN | (its or {})),
    )
    if await computations.is_open(work.session, row.division, period, row.scheme_id, row.against_id):
        return Refusal.of(already(period, kind))
    work.session.add(row)
    await work.session.flush()
    await computations.tell(work.session)
    after: dict[str, Any] = {"year": row.year, "quarter": row.quarter, "expectedVersion": row.expected_version}
    if row.scheme_id is not None:
        after |= {"scheme": row.scheme_id, "against": row.against_id}
    await work.audit(_COMMANDS[kind], f"period-computation/{row.id}", None, after, reason=row.reason)
    return row.id
