"""第十六条（一）：pay against a commitment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.funds import special
from services.support.domain.funds.events import FundPaid
from services.support.store import funds, tables
from services.support.usecases.acting import acting
from services.support.usecases.funds.special.case import about, audit, take_commitment


@dataclass(frozen=True, slots=True, kw_only=True)
class PayFunds:
    """The command."""

    commitment_id: UUID
    expected_version: int
    amount: Decimal
    voucher_number: str
    paid_on: date


async def pay(work: Work, command: PayFunds) -> UUID | Refusal:
    """Book a payment by its voucher; never more than was committed."""
    taken = await take_commitment(work, command.commitment_id, command.expected_version)
    if isinstance(taken, Refusal):
        return taken
    row, budget, bound, commitment = taken
    used = await funds.voucher_used(work.session, budget.division, command.paid_on.year, command.voucher_number.strip())
    done = special.pay(
        budget, commitment, command.amount, command.voucher_number, command.paid_on, today=work.today, used=used
    )
    if isinstance(done, Refusal):
        return done
    posted, after, voucher = done
    payment = tables.FundPayment(
        id=work.new_id(),
        division=budget.division,
        budget_id=budget.id,
        commitment_id=commitment.id,
        project_id=commitment.project_id,
        amount=posted.entry.amount,
        voucher_number=voucher,
        voucher_year=command.paid_on.year,
        paid_on=command.paid_on,
        paid_by_name=acting(work).name,
        reversed_on=None,
        reversal_reason=None,
    )
    work.session.add(payment)
    bound.paid, bound.version = after.paid, bound.version + 1
    await funds.post(work.session, row, posted, about(work, commitment, payment_id=payment.id))
    await work.record(
        FundPaid(
            payment_id=payment.id,
            commitment_id=commitment.id,
            project_id=commitment.project_id,
            category=budget.category,
            year=budget.year,
            amount=posted.entry.amount,
            total_paid=after.paid,
            paid_on=command.paid_on,
            division=budget.division,
        )
    )
    await audit(work, "payFunds", budget, posted.budget, voucher)
    return commitment.id
