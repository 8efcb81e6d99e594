"""How a bureau decides: grant, grant in part or refuse, within the quota, by formal document (第十五条, 第十七条（一）)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from services.law.breach import Breach, Refusal
from services.law.workdays import WorkCalendar
from services.support.domain import quota, requirements, telling, wording
from services.support.domain.documents import DocumentNumber
from services.support.domain.kinds.model import ACCOUNT_KINDS, Outcome, RequestKind, Unit
from services.support.domain.quantity import measured, shown
from services.support.domain.quota import Account, Posted
from services.support.domain.request import (
    OUTCOME_NAMES,
    Acting,
    Action,
    Change,
    Decision,
    Request,
    State,
    found,
    let_go,
    not_before,
    not_in,
    not_in_hand,
    not_of_bureau,
    stepped,
)
from services.support.domain.requirements import OnRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the bureau wants to decide. A full grant need not repeat the quantity."""

    outcome: Outcome
    granted: Decimal | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a decision draws on: the account that holds the reservation, that of the year of decision, the next number.

    record: what is on record by then. Of a review, holding is the account where the decision has used quota up.
    """

    holding: Account | None
    current: Account | None
    number: DocumentNumber
    record: OnRecord = field(default_factory=OnRecord)


def decide(
    request: Request,
    verdict: Verdict,
    means: Means,
    rule: RequestKind,
    acting: Acting,
    today: date,
    calendar: WorkCalendar,
) -> Change | Refusal:
    """第十七条（一）：decide and issue the document. A late decision is still one; how late it is, is told."""
    granted, said, faults = judged(request, verdict, rule)
    postings = _drawn(request, granted, means, rule, today) if not faults else ()
    breaches = found(
        not_in(request, frozenset({State.CLAIMED}), "作出决定", rule.article),
        not_of_bureau(request, rule, acting),
        not_in_hand(request, rule, acting),
        not_before(request, rule, today),
        *requirements.missing(rule, means.record),
        *faults,
        *(postings.breaches if isinstance(postings, Refusal) else ()),
    )
    if breaches or isinstance(postings, Refusal):
        return Refusal(breaches)
    decided = stepped(
        request,
        today,
        state=State(verdict.outcome),
        clock=request.clock.end(today),
        held=None,
        decision=Decision(outcome=verdict.outcome, granted=granted, reason=said, document_number=str(means.number)),
    )
    event = telling.decided(decided, today, calendar)
    return Change(request=decided, action=Action.DECIDED, note=said, postings=postings, events=(event,))


def judged(request: Request, verdict: Verdict, rule: RequestKind) -> tuple[Decimal | None, str, tuple[Breach, ...]]:
    """Judge quantity and reason of a verdict together; a refusal grants nothing, a full grant all that was asked."""
    partly = verdict.outcome is Outcome.GRANTED_IN_PART
    if verdict.outcome not in rule.outcomes:
        return None, "", (_impossible(verdict.outcome, rule),)
    granted = _granted(request, verdict, rule)
    if partly or verdict.outcome is Outcome.REFUSED:
        label = "部分准予的理由" if partly else "不予的理由"
        said = wording.required(verdict.reason or "", label, rule.article, "reason")
    else:
        said = wording.optional(verdict.reason, "办理意见", rule.article, "reason")
    faults = found(granted if isinstance(granted, Breach) else None, said if isinstance(said, Breach) else None)
    if isinstance(granted, Breach) or isinstance(said, Breach):
        return None, "", faults
    return granted, said, faults


def _granted(request: Request, verdict: Verdict, rule: RequestKind) -> Decimal | Breach | None:
    unit, asked = rule.unit, request.quantity
    if unit is None or asked is None:
        return _unmeasured(verdict, rule)
    if verdict.outcome is Outcome.REFUSED:
        return quota.ZERO if verdict.granted is None else _misfit("不予的申请不能填写准予数量", rule)
    if verdict.outcome is Outcome.GRANTED:
        if verdict.granted in {None, asked}:
            return asked
        message = f"全部准予的数量须等于申请数量 {shown(asked, unit)}；如只准予一部分，请选择部分准予并说明理由"
        return _misfit(message, rule)
    return _part(asked, verdict.granted, unit, rule)


def _unmeasured(verdict: Verdict, rule: RequestKind) -> Breach | None:
    """What is granted of a matter without a quantity, a shorter period or a smaller area, is said in the reason."""
    if verdict.granted is None:
        return None
    return _misfit(f"“{rule.name}”不计数量，请勿填写准予数量", rule)


def _part(asked: Decimal, granted: Decimal | None, unit: Unit, rule: RequestKind) -> Decimal | Breach:
    """A part is more than nothing and less than all."""
    if granted is None:
        return _misfit(f"部分准予须填写准予数量（{unit.name}）", rule)
    kept = measured(granted, unit, rule.article, "grantedQuantity")
    if not isinstance(kept, Breach) and kept >= asked:
        return _misfit(f"部分准予的数量须小于申请数量 {shown(asked, unit)}", rule)
    return kept


def _impossible(outcome: Outcome, rule: RequestKind) -> Breach:
    names = "、".join(OUTCOME_NAMES[o] for o in Outcome if o in rule.outcomes)
    message = f"“{rule.name}”不能{OUTCOME_NAMES[outcome]}；可以作出的决定：{names}"
    return Breach("OUTCOME_NOT_POSSIBLE", message, rule.article, "outcome")


def _misfit(message: str, rule: RequestKind) -> Breach:
    return Breach("GRANT_MISFIT", message, rule.article, "grantedQuantity")


def _drawn(
    request: Request, granted: Decimal | None, means: Means, rule: RequestKind, today: date
) -> tuple[Posted, ...] | Refusal:
    """第十五条：give the reservation back, then use up what is granted, from the quota of the year of decision."""
    released = let_go(request, means.holding)
    if not granted or rule.account is None:
        return released
    current = means.current
    if current is None:
        return Refusal.of(quota.missing(ACCOUNT_KINDS[rule.account], today.year))
    if released and released[0].account.id == current.id:
        current = released[0].account
    committed = quota.commit(current, request.id, granted)
    return committed if isinstance(committed, Refusal) else (*released, committed)
