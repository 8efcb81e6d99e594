"""第十六条（一）：arrange money of a special fund for a project."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.funds import special
from services.support.domain.funds.special import Binding
from services.support.domain.funds.terms import SPECIAL
from services.support.store import copies, funds, tables
from services.support.usecases.funds.special.case import about, audit, take


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitFunds:
    """The command. Many may commit at once: the budget is locked, no version is asked for."""

    budget_id: UUID
    project_id: UUID
    amount: Decimal
    binding: Binding


async def commit(work: Work, command: CommitFunds) -> UUID | Refusal:
    """Bind money to a project, as far as the budget goes."""
    taken = await take(work, command.budget_id)
    if isinstance(taken, Refusal):
        return taken
    row, budget = taken
    project = await copies.project(work.session, command.project_id)
    if project is None or project.division != budget.division:
        return Refusal.of(Breach("PROJECT_UNKNOWN", "没有这个项目，或不属于本区", SPECIAL, "projectId"))
    done = special.commit(work.new_id(), budget, project.id, command.amount, command.binding, work.today)
    if isinstance(done, Refusal):
        return done
    posted, commitment, binding = done
    await funds.post(work.session, row, posted, about(work, commitment))
    work.session.add(
        tables.FundCommitment(
            id=commitment.id,
            division=budget.division,
            version=1,
            budget_id=budget.id,
            category=budget.category,
            year=budget.year,
            project_id=project.id,
            amount=commitment.amount,
            paid=commitment.paid,
            basis=binding.basis,
            basis_number=binding.basis_number,
            document=binding.document,
            purpose=binding.purpose,
            payee=binding.payee,
            committed_on=commitment.committed_on,
        )
    )
    await work.session.flush()
    await audit(work, "commitFunds", budget, posted.budget, binding.document)
    return commitment.id
