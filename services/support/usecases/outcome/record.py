"""第十七条（三）（六）：the bureau puts on record what came of a service; each line is for good."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain import outcome, wording
from services.support.domain.outcome import Contact, Payment
from services.support.store import outcomes
from services.support.usecases.acting import acting
from services.support.usecases.requests.case import Case, take


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRefund:
    """The command."""

    request_id: UUID
    payment: Payment


@dataclass(frozen=True, slots=True, kw_only=True)
class LogCityContact:
    """The command."""

    request_id: UUID
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPermittedPeriod:
    """The command."""

    request_id: UUID
    since: date
    until: date
    note: str | None


async def record_refund(work: Work, command: RecordRefund) -> UUID | Refusal:
    """Put a sum that was paid back on record. The request is locked, so that sums never exceed what was granted."""
    case = await take(work, command.request_id, None)
    if isinstance(case, Refusal):
        return case
    paid = await outcomes.paid(work.session, case.request.id)
    payment = outcome.pay_back(case.request, command.payment, paid, case.rule, acting(work), work.today)
    if isinstance(payment, Refusal):
        return payment
    kept = outcomes.add_payment(work.session, case.request, payment, acting(work), work.now)
    return await _keep(work, "recordRefund", case, kept, asdict(payment))


async def log_city_contact(work: Work, command: LogCityContact) -> UUID | Refusal:
    """Put a contact with a bureau of the city on the log."""
    case = await take(work, command.request_id, None)
    if isinstance(case, Refusal):
        return case
    contact = outcome.contact(case.request, command.contact, case.rule, acting(work), work.today)
    if isinstance(contact, Refusal):
        return contact
    kept = outcomes.add_contact(work.session, case.request, contact, acting(work), work.now)
    return await _keep(work, "logCityContact", case, kept, asdict(contact))


async def record_permitted_period(work: Work, command: RecordPermittedPeriod) -> UUID | Refusal:
    """Put the period that a grant permits on record; another one replaces it, and both stay."""
    case = await take(work, command.request_id, None)
    if isinstance(case, Refusal):
        return case
    note = wording.optional(command.note, "说明", case.rule.article, "note")
    refused = outcome.permit(case.request, command.since, command.until, case.rule, acting(work))
    if refused or isinstance(note, Breach):
        wrong = (note,) if isinstance(note, Breach) else ()
        return Refusal((*(refused.breaches if refused else ()), *wrong))
    who, period = acting(work), (command.since, command.until)
    kept = outcomes.add_period(work.session, case.request, *period, note, who, work.now)
    return await _keep(work, "recordPermittedPeriod", case, kept, {"since": period[0], "until": period[1]})


async def _keep(work: Work, operation: str, case: Case, kept: Awaitable[None], said: dict[str, Any]) -> UUID:
    await kept
    await work.session.flush()
    await work.audit(operation, f"request/{case.request.id}", None, said, division=case.request.division)
    return case.request.id
