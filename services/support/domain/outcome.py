"""第十七条（三）（六）：what comes of a service: money paid back, contacts with the city, the period permitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.support.domain import wording
from services.support.domain.funds.findings import money
from services.support.domain.keeping import beyond
from services.support.domain.kinds.model import RequestKind
from services.support.domain.kinds.window import LIAISON, REFUND
from services.support.domain.quantity import MOST
from services.support.domain.request import Acting, Request, State, found, not_in, not_of_bureau

_GRANTED = frozenset({State.GRANTED, State.GRANTED_IN_PART})
_HANDLED = frozenset({State.ACCEPTED, State.CLAIMED, State.SUSPENDED})
_CENT = Decimal("0.000001")  # of 万元


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """A sum that was paid back; negative for one that was booked by mistake. 万元."""

    amount: Decimal
    paid_on: date
    voucher: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact with a bureau of the city."""

    on: date
    with_: str
    said: str
    next_on: date | None


def pay_back(
    request: Request, payment: Payment, paid: Sequence[Decimal], rule: RequestKind, acting: Acting, today: date
) -> Payment | Refusal:
    """第十七条（六）：费用清退: the sums paid back, in as many payments as it takes, never add up to more than was granted.

    A payment booked by mistake is taken back by a negative one with its reason, never below nothing.
    """
    voucher = wording.required(payment.voucher, "退付凭证号", rule.article, "voucher", longest=100)
    note = (
        wording.required(payment.note, "冲回误记退付的理由", rule.article, "note")
        if payment.amount.is_signed()
        else wording.optional(payment.note, "说明", rule.article, "note")
    )
    decided = request.clock.ended_on
    day = None
    if decided is not None and not decided <= payment.paid_on <= today:
        day = Breach("DAY_INVALID", f"退付日期须在决定日 {decided} 至今日 {today} 之间", rule.article, "paidOn")
    breaches = found(
        _not_kind(rule, REFUND, "费用清退"),
        not_in(request, _GRANTED, "登记退付", rule.article),
        not_of_bureau(request, rule, acting),
        _amount(request, payment.amount, sum(paid, start=Decimal(0)), rule),
        day,
        voucher if isinstance(voucher, Breach) else None,
        note if isinstance(note, Breach) else None,
    )
    if breaches or isinstance(voucher, Breach) or isinstance(note, Breach):
        return Refusal(breaches)
    return Payment(amount=payment.amount.quantize(_CENT), paid_on=payment.paid_on, voucher=voucher, note=note)


def contact(request: Request, made: Contact, rule: RequestKind, acting: Acting, today: date) -> Contact | Refusal:
    """第十七条（六）：对接市直相关部门: each contact is on the log while the matter is in hand; the decision is its outcome."""
    with_ = wording.required(made.with_, "对接部门", rule.article, "contacted", longest=100)
    said = wording.required(made.said, "对接情况", rule.article, "text")
    day = later = None
    if not request.clock.received_on <= made.on <= today:
        message = f"对接日期须在收件日 {request.clock.received_on} 至今日 {today} 之间"
        day = Breach("DAY_INVALID", message, rule.article, "contactedOn")
    if made.next_on is not None and made.next_on < made.on:
        later = Breach("DAY_INVALID", "下次对接日期不能早于本次", rule.article, "nextOn")
    elif made.next_on is not None:
        later = beyond(made.next_on, rule.article, "nextOn")
    breaches = found(
        _not_kind(rule, LIAISON, "对接市直部门"),
        not_in(request, _HANDLED, "登记对接", rule.article),
        not_of_bureau(request, rule, acting),
        day,
        later,
        with_ if isinstance(with_, Breach) else None,
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(with_, Breach) or isinstance(said, Breach):
        return Refusal(breaches)
    return Contact(on=made.on, with_=with_, said=said, next_on=made.next_on)


def permit(request: Request, since: date, until: date, rule: RequestKind, acting: Acting) -> Refusal | None:
    """第十七条（三）：the period that a grant permits lies within the one that was asked for."""
    asked_from, asked_until = request.form.get("from"), request.form.get("until")
    misfit = None
    if rule.article != Article(17, 3) or asked_from is None or asked_until is None:
        misfit = Breach("KIND_MISMATCH", "仅临时占用、挖掘城市道路和绿化用地的准予登记批准期限", rule.article)
    elif not date.fromisoformat(asked_from) <= since <= until <= date.fromisoformat(asked_until):
        message = f"批准期限须在申请期限 {asked_from} 至 {asked_until} 之内，且起止顺序正确"
        misfit = Breach("PERIOD_INVALID", message, rule.article, "until")
    breaches = found(
        not_in(request, _GRANTED, "登记批准期限", rule.article), not_of_bureau(request, rule, acting), misfit
    )
    return Refusal(breaches) if breaches else None


def _amount(request: Request, amount: Decimal, paid: Decimal, rule: RequestKind) -> Breach | None:
    granted = request.decision.granted if request.decision else None
    if not amount.is_finite() or not 0 < abs(amount) <= MOST or amount != amount.quantize(_CENT):
        message = f"退付金额（万元）不能为零，不超过 {MOST:f}，最多六位小数"
        return Breach("AMOUNT_INVALID", message, rule.article, "amount")
    if granted is not None and not 0 <= paid + amount <= granted:
        message = f"累计退付须在 0 至准予金额 {money(granted)}之间；此前已退付 {money(paid)}"
        return Breach("REFUND_EXCEEDED", message, rule.article, "amount")
    return None


def _not_kind(rule: RequestKind, code: str, name: str) -> Breach | None:
    if rule.code == code:
        return None
    return Breach("KIND_MISMATCH", f"该申请是“{rule.name}”，不是“{name}”", rule.article, "requestId")
