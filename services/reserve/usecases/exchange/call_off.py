"""第三条（二）: the provincial platform takes an application back for its owner."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.exchange.terms import Action
from services.reserve.store import applications
from services.reserve.store.exchange import filings
from services.reserve.usecases.applications.withdraw import WithdrawApplication, withdraw_application


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOff:
    """The number, and why it is taken back."""

    client: str
    number: str
    digest: str
    reason: str


async def call_off(work: Work, command: CallOff) -> UUID | Refusal:
    """Withdraw the application in whatever version it is; return the id of the receipt."""
    await filings.hold(work.session, command.client, command.number)
    filing = await filings.under(work.session, command.client, command.number)
    if filing is None:
        return Refusal.of(filings.UNKNOWN)
    receipt = await filings.receipt_of(work.session, filing, Action.WITHDRAW, command.digest)
    if receipt is not None:
        return await filings.again(work, receipt, command.number)
    loaded = await applications.lock(work, filing.application_id)
    if loaded is None:
        return Refusal.of(applications.UNKNOWN)
    its, version = filing.application_id, loaded.row.version
    done = await withdraw_application(
        work, WithdrawApplication(application_id=its, expected_version=version, reason=command.reason)
    )
    if isinstance(done, Refusal):
        return done
    return await filings.receipt(work, filing.id, done, Action.WITHDRAW, command.digest)
