"""第十六条（一）：take a payment back, on record."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.funds import special
from services.support.domain.funds.events import FundPaymentReversed
from services.support.domain.funds.terms import SPECIAL
from services.support.store import funds, tables
from services.support.usecases.funds.special.case import about, audit, take_commitment


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseFundPayment:
    """The command."""

    commitment_id: UUID
    expected_version: int
    payment_id: UUID
    reason: str


async def reverse_payment(work: Work, command: ReverseFundPayment) -> UUID | Refusal:
    """Reverse a payment; its voucher's number is free again."""
    taken = await take_commitment(work, command.commitment_id, command.expected_version)
    if isinstance(taken, Refusal):
        return taken
    row, budget, bound, commitment = taken
    payment = await work.session.get(tables.FundPayment, command.payment_id)
    if payment is None or payment.commitment_id != commitment.id:
        return Refusal.of(Breach("PAYMENT_UNKNOWN", "该项安排没有这笔支付", SPECIAL, "paymentId"))
    done = special.reverse_payment(
        budget, commitment, payment.amount, command.reason, reversed_=payment.reversed_on is not None
    )
    if isinstance(done, Refusal):
        return done
    posted, after, why = done
    payment.reversed_on, payment.reversal_reason = work.today, why
    bound.paid, bound.version = after.paid, bound.version + 1
    await funds.post(work.session, row, posted, about(work, commitment, payment_id=payment.id))
    await work.record(
        FundPaymentReversed(
            payment_id=payment.id,
            commitment_id=commitment.id,
            project_id=commitment.project_id,
            amount=payment.amount,
            total_paid=after.paid,
            reversed_on=work.today,
            division=budget.division,
        )
    )
    await audit(work, "reverseFundPayment", budget, posted.budget, why)
    return commitment.id
