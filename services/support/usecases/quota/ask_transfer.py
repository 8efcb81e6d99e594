"""第十五条：the keeping bureau asks for a transfer between two accounts of a kind."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.land import transfer
from services.support.domain.land.rulebook import quota_rule
from services.support.domain.land.transfer import Asked
from services.support.store import accounts, transfers
from services.support.usecases.acting import acting
from services.support.usecases.quota.keeping_of import ACCOUNT_UNKNOWN, keeping


@dataclass(frozen=True, slots=True, kw_only=True)
class AskTransfer:
    """The command."""

    from_account_id: UUID
    to_account_id: UUID
    amount: Decimal
    reason: str
    basis: str


async def ask_transfer(work: Work, command: AskTransfer) -> UUID | Refusal:
    """Put a transfer before another person of the bureau; nothing is booked yet."""
    known = await accounts.both(work.session, command.from_account_id, command.to_account_id, work.actor)
    ends = {"fromAccountId": command.from_account_id, "toAccountId": command.to_account_id}
    unknown = tuple(replace(ACCOUNT_UNKNOWN, field=field) for field, of in ends.items() if of not in known)
    if unknown:
        return Refusal(unknown)
    source, target = (known[of][1] for of in ends.values())
    asked = Asked(id=work.new_id(), amount=command.amount, reason=command.reason, basis=command.basis)
    rule, division = quota_rule(source.kind, work.today), await keeping(work, source.rule)
    made = transfer.ask(source, target, asked, rule, division, acting(work))
    if isinstance(made, Refusal):
        return made
    await transfers.insert(work.session, made, acting(work), work.now)
    subject = f"quota-transfer/{made.id}"
    await work.audit("askQuotaTransfer", subject, None, asdict(made), reason=made.reason, division=made.division)
    return made.id
