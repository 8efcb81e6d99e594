"""第十五条：what was booked by mistake is put right by an entry of its own, never by changing the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import quota
from services.support.domain.land.closing import correct
from services.support.store import accounts
from services.support.usecases.acting import acting
from services.support.usecases.quota.keeping_of import ACCOUNT_UNKNOWN, keeping
from services.support.usecases.quota.share import share_out


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectEntry:
    """The command. seq: the number of the entry."""

    account_id: UUID
    expected_version: int
    seq: int
    reason: str


async def correct_entry(work: Work, command: CorrectEntry) -> UUID | Refusal:
    """Reverse an allocation or a reduction."""
    known = await accounts.locked(work.session, command.account_id, work.actor)
    if known is None:
        return Refusal.of(ACCOUNT_UNKNOWN)
    row, account = known
    lost = stale(row.version, command.expected_version)
    if lost:
        return Refusal.of(lost)
    entry = await accounts.entry(work.session, row.id, command.seq)
    kind, amount, reversed_by = (entry[0].kind, entry[0].amount, entry[1]) if entry else (None, quota.ZERO, None)
    division = await keeping(work, account.rule)
    posted = correct(account, command.seq, kind, amount, reversed_by, command.reason, division)
    if isinstance(posted, Refusal):
        return posted
    await accounts.post(work.session, row, posted, acting(work), work.now)
    after = await share_out(work, "correctQuotaEntry", row, posted.account)
    audited = accounts.audited(account), accounts.audited(after)
    reason = posted.entries[0].reason
    await work.audit("correctQuotaEntry", f"quota-account/{row.id}", *audited, reason=reason, division=row.division)
    return row.id
