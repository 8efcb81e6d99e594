"""第十五条：another person of the keeping bureau approves a transfer or refuses it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.land import transfer as deciding
from services.support.domain.land.transfer import Transfer
from services.support.store import accounts, tables, transfers
from services.support.usecases.acting import acting
from services.support.usecases.quota.keeping_of import TRANSFER_UNKNOWN, keeping
from services.support.usecases.quota.share import share_out


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideTransfer:
    """The command. A refusal needs a note."""

    transfer_id: UUID
    expected_version: int
    approved: bool
    note: str | None


async def decide_transfer(work: Work, command: DecideTransfer) -> UUID | Refusal:
    """Book a transfer in both ledgers, or refuse it. Locks in this order: transfer, accounts by id."""
    known = await transfers.locked(work.session, command.transfer_id, work.actor)
    if known is None:
        return Refusal.of(TRANSFER_UNKNOWN)
    row, transfer = known
    lost = stale(row.version, command.expected_version)
    if lost:
        return Refusal.of(lost)
    found = await accounts.both(work.session, transfer.from_account_id, transfer.to_account_id)
    (from_row, source), (to_row, target) = found[transfer.from_account_id], found[transfer.to_account_id]
    division, who = await keeping(work, source.rule), acting(work)
    if not command.approved:
        refused = deciding.refuse(transfer, source, target, command.note, division, who)
        return refused if isinstance(refused, Refusal) else await _end(work, row, transfer, refused)
    approved = deciding.approve(transfer, source, target, command.note, division, who)
    if isinstance(approved, Refusal):
        return approved
    after, out, into = approved
    for account_row, before, posted in ((from_row, source, out), (to_row, target, into)):
        await accounts.post(work.session, account_row, posted, who, work.now)
        left = await share_out(work, "decideQuotaTransfer", account_row, posted.account)
        audited = accounts.audited(before), accounts.audited(left)
        subject = f"quota-account/{account_row.id}"
        await work.audit("decideQuotaTransfer", subject, *audited, division=account_row.division)
    return await _end(work, row, transfer, after)


async def _end(work: Work, row: tables.QuotaTransfer, before: Transfer, after: Transfer) -> UUID:
    await transfers.end(work.session, row, after, acting(work), work.now)
    told = asdict(before), asdict(after)
    subject = f"quota-transfer/{after.id}"
    await work.audit("decideQuotaTransfer", subject, *told, reason=after.note, division=after.division)
    return after.id
