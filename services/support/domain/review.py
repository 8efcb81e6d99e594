"""复核: the applicant may have one decision looked at again, once, within its time from the delivery of the document.

Whoever decides the review is another person than who decided. What a review changes moves the quota by the difference.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.workdays import WorkCalendar
from services.support.domain import decision, quota, telling, wording
from services.support.domain.decision import Means, Verdict
from services.support.domain.delivery import review_until
from services.support.domain.kinds.model import ACCOUNT_KINDS, Outcome, RequestKind
from services.support.domain.quota import ZERO, Account, EntryKind, Posted
from services.support.domain.request import (
    DECIDED,
    Acting,
    Action,
    Change,
    Decision,
    Request,
    State,
    found,
    not_before,
    not_in,
    not_of_applicant,
    not_of_bureau,
    stepped,
)


class ReviewOutcome(StrEnum):
    """What a review comes to."""

    UPHELD = "UPHELD"  # 维持
    CHANGED = "CHANGED"  # 变更


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The one review of a request; former: the decision that is reviewed."""

    grounds: str
    asked_on: date
    working_days: int
    due_on: date
    former: Decision
    outcome: ReviewOutcome | None = None
    reason: str | None = None
    document_number: str | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the bureau finds in a review: that the decision stands, or which one replaces it."""

    outcome: ReviewOutcome
    reason: str
    decision: Outcome | None = None
    granted: Decimal | None = None


def ask(
    request: Request,
    review: Review | None,
    grounds: str,
    rule: RequestKind,
    owner_id: UUID | None,
    acting: Acting,
    today: date,
    calendar: WorkCalendar,
) -> tuple[Change, Review] | Refusal:
    """第十七条：ask for a review, once, within the days of the rule from the day after delivery."""
    said = wording.required(grounds, "复核理由", rule.article, "grounds")
    once = None
    if review is not None:
        once = Breach("REVIEW_ONCE", f"该决定已于 {review.asked_on} 申请过复核，复核以一次为限", rule.article)
    breaches = found(
        not_in(request, DECIDED, "申请复核", rule.article),
        not_of_applicant(request, owner_id, rule, acting),
        not_before(request, rule, today),
        once,
        None if review else _out_of_time(request, rule, today, calendar),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach) or request.decision is None:
        return Refusal(breaches)
    asked = Review(
        grounds=said,
        asked_on=today,
        working_days=rule.working_days,
        due_on=calendar.add(today, rule.working_days),
        former=request.decision,
    )
    return Change(request=stepped(request, today), action=Action.REVIEW_ASKED, note=said), asked


def due_corrected(review: Review, calendar: WorkCalendar) -> date | None:
    """第十七条：the limit of a review under way by the calendar as it is now; None where it stays."""
    due_on = calendar.add(review.asked_on, review.working_days)
    return None if review.decided_on is not None or due_on == review.due_on else due_on


def decide(
    request: Request,
    review: Review | None,
    finding: Finding,
    means: Means,
    rule: RequestKind,
    acting: Acting,
    today: date,
) -> tuple[Change, Review] | Refusal:
    """第十七条：uphold the decision or replace it, each by a document of its own number; the former text stays on record."""
    reason = wording.required(finding.reason, "复核意见", rule.article, "reason")
    new, faults = _found(request, finding, means, rule)
    postings = _moved(request, new, means, rule, today) if new is not None else ()
    breaches = found(
        not_in(request, DECIDED, "作出复核决定", rule.article),
        not_of_bureau(request, rule, acting),
        not_before(request, rule, today),
        _not_awaited(review, rule),
        _same_person(request, rule, acting),
        *faults,
        *(postings.breaches if isinstance(postings, Refusal) else ()),
        reason if isinstance(reason, Breach) else None,
    )
    if breaches or review is None or isinstance(reason, Breach) or isinstance(postings, Refusal) or new is None:
        return Refusal(breaches)
    number = str(means.number)
    closed = replace(review, outcome=finding.outcome, reason=reason, document_number=number, decided_on=today)
    after = stepped(request, today)
    if finding.outcome is ReviewOutcome.CHANGED:
        after = replace(
            after,
            state=State(new.outcome),
            decision=replace(new, reason=reason),
            delivered_on=None,  # the new document is delivered anew
            acknowledged_on=None,
        )
    event = telling.review_decided(after, number, today)
    note = f"{'维持' if finding.outcome is ReviewOutcome.UPHELD else '变更'}（{number}）：{reason}"
    return Change(request=after, action=Action.REVIEW_DECIDED, note=note, postings=postings, events=(event,)), closed


def _out_of_time(request: Request, rule: RequestKind, today: date, calendar: WorkCalendar) -> Breach | None:
    if request.decision is None:
        return None
    if not rule.review_days:
        return Breach("REVIEW_NOT_PROVIDED", f"“{rule.name}”未设复核", rule.article)
    last = review_until(request.delivered_on, rule, calendar)
    if last is None:
        return Breach("NOT_DELIVERED", "文书尚未送达，复核期限自送达次日起算，请待送达后申请", rule.article)
    if today > last:
        message = f"复核须在送达次日起 {rule.review_days} 个工作日内申请，已于 {last} 届满"
        return Breach("REVIEW_TOO_LATE", message, rule.article)
    return None


def _not_awaited(review: Review | None, rule: RequestKind) -> Breach | None:
    if review is None:
        return Breach("REVIEW_NOT_ASKED", "申请人没有申请复核", rule.article)
    if review.decided_on is not None:
        return Breach("REVIEW_DECIDED_ALREADY", f"已于 {review.decided_on} 作出复核决定", rule.article)
    return None


def _same_person(request: Request, rule: RequestKind, acting: Acting) -> Breach | None:
    if request.decision is None or request.claimant != acting.subject:
        return None
    message = f"该决定由 {request.claimant_name} 作出，复核须由本单位其他人员办理"
    return Breach("REVIEWER_DECIDED", message, rule.article)


def _found(
    request: Request, finding: Finding, means: Means, rule: RequestKind
) -> tuple[Decision | None, tuple[Breach, ...]]:
    """Read the decision that holds after the review, and what is wrong with it."""
    former = request.decision
    if former is None:
        return None, ()
    misfit = _misfit(finding)
    if misfit is not None:
        return None, (Breach("REVIEW_MISFIT", misfit, rule.article, "decision"),)
    if finding.decision is None:
        return former, ()
    verdict = Verdict(outcome=finding.decision, granted=finding.granted, reason=finding.reason)
    granted, _, judged = decision.judged(request, verdict, rule)
    faults = tuple(fault for fault in judged if fault.field != "reason")  # the reason is judged with the review
    if (finding.decision, granted) == (former.outcome, former.granted) and not judged:
        message = "新的结论与原决定相同，请选择维持"
        faults = (Breach("REVIEW_MISFIT", message, rule.article, "decision"),)
    number = str(means.number)
    new = Decision(outcome=finding.decision, granted=granted, reason=finding.reason, document_number=number)
    return (None if judged else new), faults


def _misfit(finding: Finding) -> str | None:
    upheld = finding.outcome is ReviewOutcome.UPHELD
    if upheld and (finding.decision is not None or finding.granted is not None):
        return "维持原决定的，不填写新的结论和数量"
    if not upheld and finding.decision is None:
        return "变更原决定的，请填写新的结论"
    return None


def _moved(
    request: Request, new: Decision, means: Means, rule: RequestKind, today: date
) -> tuple[Posted, ...] | Refusal:
    """第十五条：give back what is granted no more where it was used up; commit the rest from this year’s quota."""
    before = request.decision.granted if request.decision else None
    more = (new.granted or ZERO) - (before or ZERO)
    if rule.account is None or more == 0:
        return ()
    if more < 0:
        if means.holding is None:
            raise ValueError(f"request {request.id} has used quota up in an account that was not given")
        return (_given_back(means.holding, request.id, -more),)
    if means.current is None:
        return Refusal.of(quota.missing(ACCOUNT_KINDS[rule.account], today.year))
    committed = quota.commit(means.current, request.id, more)
    return committed if isinstance(committed, Refusal) else (committed,)


def _given_back(account: Account, request_id: UUID, amount: Decimal) -> Posted:
    """第十五条：what is granted no more is free again; in an account whose year is closed it lapses at once."""
    back = quota.give_back(account, request_id, amount)
    if account.closed_on is None:
        return back
    reason = f"账户已于 {account.closed_on} 年结，复核退回的指标不再使用"
    lapsed = quota.moved_out(back.account, EntryKind.LAPSED, amount, request_id=request_id, reason=reason)
    assert isinstance(lapsed, Posted), "what was given back is free"
    return quota.then(back, lapsed)
