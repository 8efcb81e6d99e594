"""How commands on special funds begin and end."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.support.domain.funds.special import Budget, Commitment
from services.support.domain.funds.terms import SPECIAL
from services.support.store import copies, funds, tables
from services.support.usecases.acting import acting

Taken = tuple[tables.FundBudget, Budget]
Bound = tuple[tables.FundBudget, Budget, tables.FundCommitment, Commitment]


async def finance_of(work: Work) -> str | None:
    """Return the division whose finance department acts; None when it is none."""
    if Role.FINANCE not in work.actor.roles:
        return None
    return await copies.division_of(work.session, work.actor.unit, Role.FINANCE)


async def take(work: Work, id: UUID, expected_version: int | None = None) -> Taken | Refusal:
    """Lock a budget for the finance department of its division."""
    known = await funds.locked(work.session, id, work.actor)
    if known is None:
        return Refusal.of(Breach("BUDGET_UNKNOWN", "没有这项专项资金预算，或您无权查看", SPECIAL, "budgetId"))
    row, budget = known
    lost = None if expected_version is None else stale(row.version, expected_version)
    refused = lost or await not_finance(work, budget.division)
    return Refusal.of(refused) if refused else known


async def take_commitment(work: Work, id: UUID, expected_version: int) -> Bound | Refusal:
    """Lock a commitment and its budget for the finance department of the division."""
    known = await funds.commitment_locked(work.session, id, work.actor)
    if known is None:
        return Refusal.of(Breach("COMMITMENT_UNKNOWN", "没有这项资金安排，或您无权查看", SPECIAL, "commitmentId"))
    lost = stale(known[2].version, expected_version)
    refused = lost or await not_finance(work, known[1].division)
    return Refusal.of(refused) if refused else known


async def not_finance(work: Work, division: str) -> Breach | None:
    """第十六条（一）：the finance department of the division keeps the funds."""
    if await finance_of(work) == division:
        return None
    return Breach("NOT_THE_BUREAU", "仅本区财政部门可以办理专项资金", SPECIAL)


def about(work: Work, commitment: Commitment | None = None, **more: UUID) -> funds.About:
    """Say who acts and what an entry refers to."""
    its = {} if commitment is None else {"project_id": commitment.project_id, "commitment_id": commitment.id}
    return funds.About(acting=acting(work), at=work.now, on=work.today, **its, **more)


async def audit(work: Work, operation: str, before: Budget | None, after: Budget, reason: str | None = None) -> None:
    """Write the audit row of a budget."""
    await work.audit(
        operation,
        f"fund-budget/{after.id}",
        funds.audited(before) if before else None,
        funds.audited(after),
        reason=reason,
        division=after.division,
    )
