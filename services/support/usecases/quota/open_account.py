"""第十五条：the bureau that keeps a quota opens its account for a year."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import keeping
from services.support.domain.kinds.model import ACCOUNT_KINDS
from services.support.store import accounts, copies


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuotaAccount:
    """The command."""

    kind: str
    year: int


async def open_account(work: Work, command: OpenQuotaAccount) -> UUID | Refusal:
    """Open an account in the division of the acting unit."""
    kind = ACCOUNT_KINDS.get(command.kind)
    if kind is None:
        return Refusal.of(keeping.kind_unknown(command.kind))
    acts = kind.bureau in work.actor.roles
    division = await copies.division_of(work.session, work.actor.unit, kind.bureau) if acts else None
    opened = await accounts.opened(work.session, division or work.actor.division, kind.code, command.year)
    account = keeping.open_account(work.new_id(), kind, command.year, division, opened)
    if isinstance(account, Refusal):
        return account
    await accounts.insert(work.session, account)
    subject = f"quota-account/{account.id}"
    await work.audit("openQuotaAccount", subject, None, accounts.audited(account), division=account.division)
    return account.id
