"""第十五条（优先安排）：quota that becomes free is set aside for the requests that wait for it."""

from __future__ import annotations

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.support.domain import keeping
from services.support.domain.land.rulebook import PRIORITY
from services.support.domain.quota import Account
from services.support.store import accounts, quota_queue, requests, tables
from services.support.usecases.acting import acting


async def share_out(work: Work, operation: str, row: tables.QuotaAccount, account: Account) -> Account:
    """Reserve what is free in the order of the day's rule; return the account after it. The account's row must be locked.

    Key projects of the year's plan come first, then others, each in the order of acceptance, unless the rulebook says
    otherwise. What is set aside for somebody already stays theirs, whoever comes later.

    Only this year's quota is set aside for requests, as it is when they are accepted.
    """
    if account.year != work.today.year or account.closed_on is not None or not account.available:
        return account
    waiting = await quota_queue.short_of(work.session, account, PRIORITY.on(work.today))
    posted, held_more = keeping.share_out(account, [request for _, request in waiting])
    if not held_more:
        return account
    await accounts.post(work.session, row, posted, acting(work), work.now)
    before = {request.id: (row_, request) for row_, request in waiting}
    for after in held_more:
        waiting_row, request = before[after.id]
        await requests.update(work.session, waiting_row, after, calendar())
        audited = requests.audited(request), requests.audited(after)
        await work.audit(operation, f"request/{after.id}", *audited, division=after.division)
    return posted.account
