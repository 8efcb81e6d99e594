"""第十五条：a year's account is closed; what is left is carried over or lapses, each amount by an entry."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.land.closing import Closed
from services.support.domain.land.closing import close_year as closing
from services.support.domain.land.rulebook import quota_rule
from services.support.domain.quota import Account, Posted
from services.support.domain.request import Request
from services.support.store import accounts, requests, tables, transfers
from services.support.usecases.acting import acting
from services.support.usecases.quota.keeping_of import ACCOUNT_UNKNOWN, keeping
from services.support.usecases.quota.share import share_out

MEANWHILE = Breach("CONFLICT", "年结时有申请正在该账户上办理，本次未生效，请重试")
Held = dict[UUID, tuple[tables.Request, Request]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseQuotaYear:
    """The command. basis: the document that allows to carry over, where the kind's rule asks for one."""

    account_id: UUID
    expected_version: int
    basis: str | None


async def close_year(work: Work, command: CloseQuotaYear) -> UUID | Refusal:
    """Close the account. Locks in this order: the requests that hold something of it, by id; both accounts, by id."""
    seen = await accounts.seen(work.session, command.account_id, work.actor)
    if seen is None:
        return Refusal.of(ACCOUNT_UNKNOWN)
    held: Held = {r.id: (row, r) for row, r in await transfers.holders(work.session, seen)}
    next_id = await accounts.opened(work.session, seen.division, seen.kind, seen.year + 1)
    found = await accounts.both(work.session, seen.id, next_id or seen.id)
    row, account = found[seen.id]
    following = found[next_id][1] if next_id else None
    lost = stale(row.version, command.expected_version)
    if lost:
        return Refusal.of(lost)
    if account.reserved != sum((r.held.amount for _, r in held.values() if r.held), start=account.reserved * 0):
        return Refusal.of(MEANWHILE)
    rule, division = quota_rule(account.kind, work.today), await keeping(work, account.rule)
    holders = [r for _, r in held.values()]
    closed = closing(account, following, holders, command.basis, rule, division, work.today)
    if isinstance(closed, Refusal):
        return closed
    await _book(work, row, account, closed.posted, command.basis)
    if closed.next is not None and next_id is not None and following is not None:
        await _book(work, found[next_id][0], following, closed.next, command.basis)
    await _hold(work, held, closed)
    if closed.next is not None and next_id is not None:
        await share_out(work, "closeQuotaYear", found[next_id][0], closed.next.account)
    return row.id


async def _book(work: Work, row: tables.QuotaAccount, before: Account, posted: Posted, basis: str | None) -> None:
    await accounts.post(work.session, row, posted, acting(work), work.now)
    audited = accounts.audited(before), accounts.audited(posted.account)
    subject = f"quota-account/{row.id}"
    await work.audit("closeQuotaYear", subject, *audited, reason=basis, division=row.division)


async def _hold(work: Work, held: Held, closed: Closed) -> None:
    """Let the requests hold what they hold where it is now; their versions stay, for nothing else about them has changed."""
    for request in closed.requests:
        row, before = held[request.id]
        await requests.update(work.session, row, request, calendar())
        audited = requests.audited(before), requests.audited(request)
        await work.audit("closeQuotaYear", f"request/{request.id}", *audited, division=request.division)
