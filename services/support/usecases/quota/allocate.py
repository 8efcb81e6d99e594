"""第十五条：the bureau books the documents by which the city allocates quota to the division or takes some back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import keeping
from services.support.store import accounts, copies
from services.support.usecases.acting import acting
from services.support.usecases.quota.keeping_of import ACCOUNT_UNKNOWN
from services.support.usecases.quota.share import share_out


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocateQuota:
    """The command; a negative amount takes back."""

    account_id: UUID
    expected_version: int
    amount: Decimal
    basis: str


async def allocate(work: Work, command: AllocateQuota) -> UUID | Refusal:
    """Change what an account has to give, with the document that says so."""
    known = await accounts.locked(work.session, command.account_id, work.actor)
    if known is None:
        return Refusal.of(ACCOUNT_UNKNOWN)
    row, account = known
    lost = stale(row.version, command.expected_version)
    if lost:
        return Refusal.of(lost)
    acts = account.rule.bureau in work.actor.roles
    division = await copies.division_of(work.session, work.actor.unit, account.rule.bureau) if acts else None
    posted = keeping.adjust(account, command.amount, command.basis, division)
    if isinstance(posted, Refusal):
        return posted
    await accounts.post(work.session, row, posted, acting(work), work.now)
    after = await share_out(work, "allocateQuota", row, posted.account)
    await work.audit(
        "allocateQuota",
        f"quota-account/{row.id}",
        accounts.audited(account),
        accounts.audited(after),
        reason=posted.entries[0].basis,
        division=row.division,
    )
    return row.id
