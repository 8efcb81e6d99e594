"""An application as the decisions see it, and which step is taken in which state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.breach import Breach
from services.reserve.domain.applications.rulebook import A3_2
from services.reserve.domain.applications.terms import STATUS_NAMES, STEP_NAMES, ApplicationStatus, Channel, Step
from services.reserve.domain.terms import ItemKind

S = ApplicationStatus
# 第三条（二）（四）. What is not here is refused; nothing is passed over in silence.
STEPS: dict[tuple[ApplicationStatus, Step], ApplicationStatus] = {
    (S.DRAFT, Step.CHANGE): S.DRAFT,
    (S.DRAFT, Step.SUBMIT): S.SUBMITTED,
    (S.DRAFT, Step.WITHDRAW): S.WITHDRAWN,
    (S.SUBMITTED, Step.RETURN): S.RETURNED,
    (S.SUBMITTED, Step.WITHDRAW): S.WITHDRAWN,
    (S.SUBMITTED, Step.PASS): S.PASSED,
    (S.SUBMITTED, Step.FAIL): S.FAILED,
    (S.RETURNED, Step.CHANGE): S.RETURNED,
    (S.RETURNED, Step.RESUBMIT): S.SUBMITTED,
    (S.RETURNED, Step.WITHDRAW): S.WITHDRAWN,
    (S.PASSED, Step.WITHDRAW): S.WITHDRAWN,  # until the project is listed in a plan
}
OPEN = frozenset({S.DRAFT, S.SUBMITTED, S.RETURNED, S.PASSED})  # one of these for each project and year
GUIDED = frozenset({S.DRAFT, S.SUBMITTED, S.RETURNED})  # guidance helps while something can still be mended


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """第三条（二）: what the owner asks for, and why; annual investment in 万元."""

    channel: Channel
    kind: ItemKind
    annual_investment: Decimal
    statement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """An application for a project to be in the plan of a year."""

    id: UUID
    division: str
    version: int
    project_id: UUID
    year: int
    status: ApplicationStatus
    asked: Asked
    owner_id: UUID
    guide_id: UUID | None = None  # the version under which it was submitted, for good
    submitted_on: date | None = None
    correction: str | None = None
    returned_on: date | None = None
    correction_due_on: date | None = None
    corrected_on: date | None = None
    reviewed_on: date | None = None
    review_reason: str | None = None
    withdrawn_reason: str | None = None


def next_status(status: ApplicationStatus, step: Step) -> ApplicationStatus | Breach:
    """Return where a step leads, or why it cannot be taken."""
    to = STEPS.get((status, step))
    if to is not None:
        return to
    ways = "、".join(dict.fromkeys(STATUS_NAMES[s] for s, taken in STEPS if taken is step))
    message = f"该申报{STATUS_NAMES[status]}，不能{STEP_NAMES[step]}；{ways}的申报才能{STEP_NAMES[step]}"
    return Breach("APPLICATION_STATUS_WRONG", message, A3_2)


def late_on(due_on: date | None, corrected_on: date | None, today: date) -> bool:
    """Whether a correction came, or is still missing, after its last day.

    >>> late_on(date(2026, 12, 1), None, date(2026, 12, 1)), late_on(date(2026, 12, 1), None, date(2026, 12, 2))
    (False, True)
    """
    return due_on is not None and (corrected_on or today) > due_on
