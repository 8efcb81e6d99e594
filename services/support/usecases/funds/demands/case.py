"""How commands on financing demands begin and end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.support.domain.funds.demand import Concerned
from services.support.domain.funds.terms import DEMANDS, DemandState
from services.support.store import copies, financing, tables
from services.support.store.financing import Step
from services.support.usecases.acting import acting


@dataclass(frozen=True, slots=True)
class Case:
    """A locked demand, and who acts on it."""

    row: tables.FinancingDemand
    who: Concerned
    before: Mapping[str, Any]


async def bureau_of(work: Work) -> str | None:
    """Return the division whose financial services department acts; None when it is none."""
    if Role.FINANCIAL_SERVICES not in work.actor.roles:
        return None
    return await copies.division_of(work.session, work.actor.unit, Role.FINANCIAL_SERVICES)


async def concerned(work: Work, project_id: UUID, division: str, state: DemandState) -> Concerned:
    """Say who acts on a project's demand."""
    return Concerned(
        division=division,
        state=state,
        owner_id=await copies.owner_of(work.session, project_id),
        bureau_division=await bureau_of(work),
        acting=acting(work),
    )


async def take(work: Work, id: UUID, expected_version: int | None) -> Case | Refusal:
    """Lock a demand for a command."""
    row = await financing.locked(work.session, id, work.actor)
    if row is None:
        return Refusal.of(Breach("DEMAND_UNKNOWN", "没有这项融资需求，或您无权查看", DEMANDS, "demandId"))
    lost = None if expected_version is None else stale(row.version, expected_version)
    if lost:
        return Refusal.of(lost)
    return Case(row, await concerned(work, row.project_id, row.division, row.state), financing.audited(row))


async def conclude(work: Work, operation: str, case: Case, step: Step) -> UUID:
    """Save what was decided: the next version, the log, the audit row."""
    row = case.row
    row.version += 1
    await financing.add_step(work.session, row, step, acting(work), work.now)
    await work.audit(
        operation,
        f"financing-demand/{row.id}",
        case.before,
        financing.audited(row),
        reason=step.note,
        division=row.division,
    )
    return row.id
