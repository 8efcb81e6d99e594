"""第十五条：what submitting a request would come to, without submitting it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import clock
from services.support.domain.kinds.model import RequestKind
from services.support.usecases.requests.judging import judge
from services.support.usecases.requests.submit import SubmitRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What would be received: by which bureau, due when, with which form."""

    rule: RequestKind
    bureau_id: UUID
    received_on: date
    due_on: date | None
    provisional: bool
    form: dict[str, str]


async def check(work: Work, command: SubmitRequest) -> Checked | Refusal:
    """Judge a request as `submit` does, and change nothing. The caller leaves the transaction without a commit."""
    judged = await judge(work, command)
    if isinstance(judged, Refusal):
        return judged
    change, rule = judged
    request = change.request
    reading = clock.read(request.clock, request.clock.received_on, calendar())
    return Checked(
        rule=rule,
        bureau_id=request.bureau_id,
        received_on=request.clock.received_on,
        due_on=reading.due_on,
        provisional=reading.provisional,
        form=dict(request.form),
    )
