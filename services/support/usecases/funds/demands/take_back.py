"""第十六条（二）：take an item out of an issue that was published, on record."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.funds.demand import not_bureau
from services.support.domain.funds.findings import Findings
from services.support.domain.funds.terms import DEMANDS, DemandAction
from services.support.store import tables
from services.support.store.financing import Step
from services.support.usecases.funds.demands.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawFromFinancingList:
    """The command."""

    issue_id: UUID
    demand_id: UUID
    reason: str


async def take_back(work: Work, command: WithdrawFromFinancingList) -> UUID | Refusal:
    """Show an item of an issue no longer; the issue itself stays, and says that something was taken out."""
    case = await take(work, command.demand_id, None)
    if isinstance(case, Refusal):
        return case
    item, gone = tables.FinancingIssueItem, tables.FinancingWithdrawal
    number = await work.session.scalar(
        select(item.number).where(item.issue_id == command.issue_id, item.demand_id == command.demand_id)
    )
    if number is None:
        return Refusal.of(Breach("ITEM_UNKNOWN", "该期清单中没有这项需求", DEMANDS, "demandId"))
    before = await work.session.get(gone, (command.issue_id, command.demand_id))
    found = Findings(DEMANDS)
    found.take(not_bureau(case.who))
    found.unless(before is None, "WITHDRAWN_BEFORE", "该项已从此期清单撤下", "demandId")
    why = found.text(command.reason, "撤下理由", "reason")
    if found.refusal:
        return found.refusal
    work.session.add(
        gone(
            issue_id=command.issue_id,
            demand_id=command.demand_id,
            division=case.row.division,
            number=number,
            withdrawn_on=work.today,
            reason=why,
            withdrawn_by_name=work.actor.name,
        )
    )
    step = Step(action=DemandAction.TAKEN_BACK, on=work.today, note=why)
    await conclude(work, "withdrawFromFinancingList", case, step)
    return command.issue_id
