"""复核: the bureau upholds its decision or replaces it, within the quota."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import review
from services.support.domain.decision import Means
from services.support.domain.kinds.model import Outcome
from services.support.domain.review import Finding, ReviewOutcome
from services.support.store import accounts, documents, settled
from services.support.usecases.acting import acting_for_former
from services.support.usecases.requests.case import Case, conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideReview:
    """The command."""

    request_id: UUID
    expected_version: int
    outcome: ReviewOutcome
    reason: str
    decision: Outcome | None = None
    granted_quantity: Decimal | None = None


async def decide_review(work: Work, command: DecideReview) -> UUID | Refusal:
    """Uphold or change. Locks in this order: request, accounts by id, document sequence."""
    case = await take(work, command.request_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    case, means = await _drawing(work, case)
    finding = Finding(
        outcome=command.outcome, reason=command.reason, decision=command.decision, granted=command.granted_quantity
    )
    known = await settled.review_of(work.session, case.request.id)
    done = review.decide(case.request, known, finding, means, case.rule, await acting_for_former(work), work.today)
    if isinstance(done, Refusal):
        return done
    change, closed = done
    await settled.close_review(work, case.request.id, closed)
    return await conclude(work, "decideReview", case, change)


async def _drawing(work: Work, case: Case) -> tuple[Case, Means]:
    """Lock the account that the decision has used up and that of this year, then take the next number."""
    request, rule, year = case.request, case.rule, work.today.year
    used = await settled.used_up(work.session, request.id)
    drawn = await accounts.drawn_on(work.session, request.division, rule.account, year, used)
    case = Case(case.row, request, rule, drawn)
    bureau_id = work.actor.unit or request.bureau_id  # of one that was merged, its survivor numbers on
    number = await documents.next_number(work.session, request.division, bureau_id, rule.series, year)
    holding = drawn[used.account_id][1] if used else None
    return case, Means(holding=holding, current=case.of_year(year), number=number)
