"""第十六条（二）：an owner tells what a project needs, or the department enters it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.funds import demand
from services.support.domain.funds.demand import Asked
from services.support.domain.funds.terms import DEMANDS, DemandAction, DemandState
from services.support.store import copies, financing, tables
from services.support.usecases.acting import acting
from services.support.usecases.funds.demands.case import concerned


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitFinancingDemand:
    """The command."""

    project_id: UUID
    asked: Asked


async def submit(work: Work, command: SubmitFinancingDemand) -> UUID | Refusal:
    """Take a demand up under the next number."""
    project = await copies.project(work.session, command.project_id)
    if project is None:
        return Refusal.of(Breach("PROJECT_UNKNOWN", "没有这个项目，或您无权查看", DEMANDS, "projectId"))
    who = await concerned(work, project.id, project.division, DemandState.SUBMITTED)
    done = demand.submit(command.asked, who, work.today)
    if isinstance(done, Refusal):
        return done
    asked, state = done
    row = tables.FinancingDemand(
        id=work.new_id(),
        division=project.division,
        version=1,
        number=await financing.number_of_demand(work.session, project.division, work.today.year),
        project_id=project.id,
        state=state,
        submitted_on=work.today,
        drawn=Decimal(0),
        reason=None,
        **asdict(asked),
    )
    work.session.add(row)
    await work.session.flush()
    step = financing.Step(action=DemandAction.SUBMITTED, on=work.today, amount=row.amount)
    await financing.add_step(work.session, row, step, acting(work), work.now)
    after = financing.audited(row)
    await work.audit("submitFinancingDemand", f"financing-demand/{row.id}", None, after, division=row.division)
    return row.id
