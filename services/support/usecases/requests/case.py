"""A request as every command on an existing one begins and ends with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain import opinion_events
from services.support.domain.joint.model import not_alone
from services.support.domain.kinds.model import RequestKind
from services.support.domain.quota import Account
from services.support.domain.request import Change, Request
from services.support.domain.rulebook import kind_on
from services.support.store import accounts, opinions, requests, tables
from services.support.store.provincial import tell_province
from services.support.usecases.acting import acting
from services.support.usecases.agency.follow_request import follow_request
from services.support.usecases.clock.lateness import note_lateness
from services.support.usecases.quota.share import share_out

Accounts = Mapping[UUID, tuple[tables.QuotaAccount, Account]]


@dataclass(frozen=True)
class Case:
    """A locked request, its rule on the day of receipt, and the locked accounts that it draws on."""

    row: tables.Request
    request: Request
    rule: RequestKind
    accounts: Accounts = field(default_factory=dict)

    @property
    def holding(self) -> Account | None:
        """The account that holds the request's reservation."""
        return self.accounts[self.request.held.account_id][1] if self.request.held else None

    def of_year(self, year: int) -> Account | None:
        """The account of the request's quota for a year."""
        found = (a for _, a in self.accounts.values() if (a.kind, a.year) == (self.rule.account, year))
        return next(found, None)


async def take(work: Work, id: UUID, expected_version: int | None, *, with_quota: bool = False) -> Case | Refusal:
    """Lock a request for a command; refuse when it is unknown to the actor or was changed since they saw it.

    expected_version: None for a command on a part of it, whose own version is compared.
    """
    known = await requests.locked(work.session, id, work.actor)
    if known is None:
        return Refusal.of(Breach("REQUEST_UNKNOWN", "没有这项申请，或您无权查看", field="requestId"))
    row, request = known
    lost = stale(row.version, expected_version) if expected_version is not None else None
    if lost:
        return Refusal.of(lost)
    rule = rule_of(request)
    alone = not_alone(request, rule)
    if alone:
        return Refusal.of(alone)
    drawn: Accounts = {}
    if with_quota:
        drawn = await accounts.drawn_on(work.session, request.division, rule.account, work.today.year, request.held)
    return Case(row, request, rule, drawn)


def rule_of(request: Request) -> RequestKind:
    """Return the rule that was in force when the request was received; it governs the request to its end."""
    rule = kind_on(request.division, request.kind, request.clock.received_on)
    if rule is None:
        raise LookupError(f"the rule of {request.kind} in {request.division} is gone; rules are never removed")
    return rule


async def conclude(work: Work, operation: str, case: Case | None, change: Change) -> UUID:
    """Save what a decision has changed: the request, its history, the ledgers; record events, audit, tell the queue."""
    who, request = acting(work), change.request
    before = case.request if case else None
    if case is None:
        await requests.insert(work.session, request, calendar())
    else:
        await requests.update(work.session, case.row, request, calendar())
    await requests.add_step(work.session, request, change.action, change.note, who, work.now)
    if case is not None:
        await _post(work, operation, case, change)
    await work.record(*change.events)
    if before is not None and before.clock.ended_on is None and request.clock.ended_on is not None:
        closed = await opinions.close_owed(work.session, request.id, work.today)
        await work.record(*(opinion_events.told(request, opinion, calendar()) for opinion in closed))
    if request.clock.ended_on is not None:
        await note_lateness(work, request)
    await follow_request(work, request, change.note)
    await tell_province(work, change)
    await work.audit(
        operation,
        f"request/{request.id}",
        requests.audited(before) if before else None,
        requests.audited(request),
        reason=change.note or None,
        division=request.division,
    )
    told = {"requestId": request.id, "action": change.action.value, "at": work.now.isoformat()}
    work.notify(f"queue:{request.bureau_id}", told)
    return request.id


async def _post(work: Work, operation: str, case: Case, change: Change) -> None:
    """Write the ledgers, and share out what has become free; each account that changes has its own audit row."""
    latest: dict[UUID, Account] = {}
    for posted in change.postings:
        row, _ = case.accounts[posted.account.id]
        latest[row.id] = posted.account
        await accounts.post(work.session, row, posted, acting(work), work.now)
    for account_id, account in latest.items():
        row, before = case.accounts[account_id]
        freed = account.available > before.available
        after = await share_out(work, operation, row, account) if freed else account
        await work.audit(
            operation,
            f"quota-account/{row.id}",
            accounts.audited(before),
            accounts.audited(after),
            division=row.division,
        )
