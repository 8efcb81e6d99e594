"""第十五条：who asked for a transfer takes it back before it is decided."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.kinds.model import ACCOUNT_KINDS
from services.support.domain.land.transfer import withdraw
from services.support.store import transfers
from services.support.usecases.acting import acting
from services.support.usecases.quota.keeping_of import TRANSFER_UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawTransfer:
    """The command."""

    transfer_id: UUID
    expected_version: int
    note: str | None


async def withdraw_transfer(work: Work, command: WithdrawTransfer) -> UUID | Refusal:
    """End a transfer that nobody has decided."""
    known = await transfers.locked(work.session, command.transfer_id, work.actor)
    if known is None:
        return Refusal.of(TRANSFER_UNKNOWN)
    row, transfer = known
    lost = stale(row.version, command.expected_version)
    if lost:
        return Refusal.of(lost)
    after = withdraw(transfer, ACCOUNT_KINDS[transfer.kind], command.note, acting(work))
    if isinstance(after, Refusal):
        return after
    await transfers.end(work.session, row, after, acting(work), work.now)
    told = asdict(transfer), asdict(after)
    subject = f"quota-transfer/{after.id}"
    await work.audit("withdrawQuotaTransfer", subject, *told, reason=after.note, division=after.division)
    return after.id
