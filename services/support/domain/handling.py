"""What the bureau does before it decides: accept, return for correction, claim (第十五条, 第十七条（一）)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.law.breach import Breach, Refusal
from services.law.workdays import WorkCalendar
from services.support.domain import quota, telling, wording
from services.support.domain.kinds.model import RequestKind
from services.support.domain.quota import Account
from services.support.domain.request import (
    Acting,
    Action,
    Change,
    Held,
    Request,
    State,
    found,
    not_before,
    not_in,
    not_of_bureau,
    stepped,
)

_RECEIVED = frozenset({State.SUBMITTED})


def accept(
    request: Request, account: Account | None, rule: RequestKind, acting: Acting, today: date
) -> Change | Refusal:
    """第十五条：take the request on, and set quota aside for it as far as this year's account has any (优先安排).

    A quota that is short, or not opened yet, does not stop the acceptance: the clock runs, and more may be allocated
    before the decision.
    """
    breaches = found(
        not_in(request, _RECEIVED, "受理", rule.article),
        not_of_bureau(request, rule, acting),
        not_before(request, rule, today),
    )
    if breaches:
        return Refusal(breaches)
    accepted = stepped(request, today, state=State.ACCEPTED)
    if account is None or request.quantity is None:
        return Change(request=accepted, action=Action.ACCEPTED)
    posted = quota.reserve(account, request.id, request.quantity)
    held = sum((e.amount for e in posted.entries), start=quota.ZERO)
    accepted = replace(accepted, held=Held(account.id, held) if held else None)
    return Change(request=accepted, action=Action.ACCEPTED, postings=(posted,) if held else ())


def return_(
    request: Request, reason: str, rule: RequestKind, acting: Acting, today: date, calendar: WorkCalendar
) -> Change | Refusal:
    """第十七条（一）：ask for a correction; the clock stands from this day.

    Only before acceptance: what was accepted was found complete, and a bureau must not win time by returning it later.
    """
    said = wording.required(reason, "退回补正的理由", rule.article, "reason")
    breaches = found(
        not_in(request, _RECEIVED, "退回补正", rule.article),
        not_of_bureau(request, rule, acting),
        not_before(request, rule, today),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    returned = stepped(request, today, state=State.RETURNED, clock=request.clock.stop(today, said))
    event = telling.returned(returned, said, today, calendar)
    return Change(request=returned, action=Action.RETURNED, note=said, events=(event,))


def claim(request: Request, rule: RequestKind, acting: Acting, today: date) -> Change | Refusal:
    """第十七条（一）：one person of the bureau takes the request in hand; a colleague can take it over, on record."""
    mine = None
    if request.state is State.CLAIMED and request.claimant == acting.subject:
        mine = Breach("CLAIMED_ALREADY", "该申请已由您认领，无需再次认领", rule.article)
    breaches = found(
        not_in(request, frozenset({State.ACCEPTED, State.CLAIMED}), "认领", rule.article),
        not_of_bureau(request, rule, acting),
        not_before(request, rule, today),
        mine,
    )
    if breaches:
        return Refusal(breaches)
    note = f"由 {request.claimant_name} 转办" if request.claimant else ""
    claimed = stepped(request, today, state=State.CLAIMED, claimant=acting.subject, claimant_name=acting.name)
    return Change(request=claimed, action=Action.CLAIMED, note=note)
