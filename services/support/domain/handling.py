"""What the bureau does before it decides: accept, return for correction, claim (第十五条, 第十七条（一）)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

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
    NotAccepted,
    Request,
    State,
    found,
    not_before,
    not_in,
    not_of_bureau,
    stepped,
)

_RECEIVED = frozenset({State.SUBMITTED})
MOST_ITEMS = 50  # of a correction


@dataclass(frozen=True, slots=True)
class Competent:
    """The unit that is named as competent in a request's stead."""

    id: UUID
    name: str
    active: bool


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
    request: Request,
    reason: str,
    rule: RequestKind,
    acting: Acting,
    today: date,
    calendar: WorkCalendar,
    missing: Sequence[str] = (),
) -> Change | Refusal:
    """第十七条（一）：ask for a correction; the clock stands from this day.

    Only before acceptance: what was accepted was found complete, and a bureau must not win time by returning it later.
    missing: everything that the correction must bring, told at once (一次性告知).
    """
    said = wording.required(reason, "退回补正的理由", rule.article, "reason")
    items = _items(missing, rule)
    breaches = found(
        not_in(request, _RECEIVED, "退回补正", rule.article),
        not_of_bureau(request, rule, acting),
        not_before(request, rule, today),
        said if isinstance(said, Breach) else None,
        *(item for item in items if isinstance(item, Breach)),
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    told = tuple(item for item in items if isinstance(item, str))
    returned = stepped(request, today, state=State.RETURNED, clock=request.clock.stop(today, said, told))
    event = telling.returned(returned, said, today, calendar)
    note = said + "".join(f"；{at}．{item}" for at, item in enumerate(told, 1))
    return Change(request=returned, action=Action.RETURNED, note=note, events=(event,))


def not_accept(
    request: Request,
    reason: str,
    competent: Competent | None,
    rule: RequestKind,
    acting: Acting,
    today: date,
) -> Change | Refusal:
    """第十七条（一）：say that the request is not taken on (不予受理), why, and who is competent where somebody else is.

    Only before acceptance; nothing is due any more, and the applicant may ask anew, of the competent unit or of this one.
    """
    said = wording.required(reason, "不予受理的理由", rule.article, "reason")
    breaches = found(
        not_in(request, _RECEIVED, "不予受理", rule.article),
        not_of_bureau(request, rule, acting),
        not_before(request, rule, today),
        _not_competent(request, competent, rule),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    closed = NotAccepted(reason=said, competent_id=competent.id if competent else None)
    after = stepped(request, today, state=State.NOT_ACCEPTED, clock=request.clock.end(today), not_accepted=closed)
    note = said + (f"；请向“{competent.name}”提出" if competent else "")
    event = telling.not_accepted(after, today)
    return Change(request=after, action=Action.NOT_ACCEPTED, note=note, events=(event,))


def _not_competent(request: Request, competent: Competent | None, rule: RequestKind) -> Breach | None:
    if competent is None or (competent.active and competent.id != request.bureau_id):
        return None
    message = "所指的主管单位不存在、已停用或就是本单位，请另行指明，或不填"
    return Breach("COMPETENT_UNKNOWN", message, rule.article, "competentId")


def _items(missing: Sequence[str], rule: RequestKind) -> list[str | Breach]:
    """Judge each item; a place for every fault, so that a front end shows it there."""
    if len(missing) > MOST_ITEMS:
        return [Breach("TOO_MANY_ITEMS", f"补正事项不超过 {MOST_ITEMS} 项", rule.article, "missing")]
    return [
        wording.required(item, "补正事项", rule.article, f"missing.{at}", longest=500)
        for at, item in enumerate(missing)
    ]


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
