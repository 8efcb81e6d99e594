"""第十四条（一网通办）: the provincial platform corrects a returned request, or takes one back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.provincial import Action, misplaced
from services.support.domain.rulebook import kind_on
from services.support.store import provincial, tables
from services.support.usecases.requests.resubmit import ResubmitRequest, resubmit
from services.support.usecases.requests.withdraw import WithdrawRequest, withdraw


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A returned request, corrected, in the version that the province saw."""

    expected_version: int
    purpose: str
    quantity: Decimal | None
    unit: str | None
    note: str | None
    form: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOn:
    """The number, and the correction; None takes the request back for the reason."""

    client: str
    number: str
    digest: str
    correction: Correction | None
    reason: str = ""


async def go_on(work: Work, command: GoOn) -> UUID | Refusal:
    """Correct or withdraw what was filed under a number; return the id of the receipt."""
    await provincial.hold(work.session, command.client, command.number)
    filing = await provincial.under(work.session, command.client, command.number)
    if filing is None:
        return Refusal.of(provincial.UNKNOWN)
    action = Action.RESUBMIT if command.correction else Action.WITHDRAW
    known = await provincial.receipt_of(work.session, filing.id, action, command.digest)
    if known is not None:
        return await provincial.again(work, known, command.number)
    done = await _done(work, command, filing)
    return done if isinstance(done, Refusal) else await provincial.receipt(work, filing, action, command.digest)


async def _done(work: Work, command: GoOn, filing: tables.ProvincialRequest) -> UUID | Refusal:
    corrected = command.correction
    if corrected is None:
        row = await work.session.get_one(tables.Request, filing.request_id)
        return await withdraw(
            work, WithdrawRequest(request_id=row.id, expected_version=row.version, reason=command.reason)
        )
    row = await work.session.get_one(tables.Request, filing.request_id)
    rule = kind_on(row.division, row.kind, row.received_on)
    if faults := misplaced(corrected.attachments, rule):
        return Refusal(faults)
    if corrected.attachments:
        filing.attachments = [*filing.attachments, *(dict(a) for a in corrected.attachments)]
        await work.session.flush()
    return await resubmit(
        work,
        ResubmitRequest(
            request_id=filing.request_id,
            expected_version=corrected.expected_version,
            quantity=corrected.quantity,
            unit=corrected.unit,
            purpose=corrected.purpose,
            note=corrected.note,
            form=corrected.form,
        ),
    )
