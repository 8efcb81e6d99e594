"""What the provincial platform is told of an application, and what happens to a callback that does not arrive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from services.law.breach import Breach, Refusal
from services.law.retrying import Policy
from services.reserve.domain.applications.completeness import Requirement
from services.reserve.domain.applications.rulebook import A3_2
from services.reserve.domain.applications.state import Application
from services.reserve.domain.applications.terms import STATUS_NAMES, Step
from services.reserve.domain.exchange.terms import KIND_NAMES, CallbackKind, CallbackStatus
from services.reserve.domain.reading import Reading

# 第三条（二）（四）: steps that the province hears of. What is submitted was judged complete at once, so it is accepted.
TOLD = {
    Step.SUBMIT: CallbackKind.ACCEPTED,
    Step.RESUBMIT: CallbackKind.ACCEPTED,
    Step.RETURN: CallbackKind.RETURNED,
    Step.PASS: CallbackKind.PASSED,
    Step.FAIL: CallbackKind.REFUSED,
    Step.WITHDRAW: CallbackKind.WITHDRAWN,
}


def says(application: Application, kind: CallbackKind, lacking: Sequence[Requirement], at: datetime) -> dict[str, Any]:
    """Write what happened to an application, as the province reads it; `lacking` is what a returned one still misses."""
    reason = {
        CallbackKind.PASSED: application.review_reason,
        CallbackKind.REFUSED: application.review_reason,
        CallbackKind.WITHDRAWN: application.withdrawn_reason,
    }.get(kind)
    told: dict[str, Any] = {
        "kind": kind.value,
        "kindName": KIND_NAMES[kind],
        "status": application.status.value,
        "statusName": STATUS_NAMES[application.status],
        "applicationId": str(application.id),
        "year": application.year,
        "version": application.version,
        "at": at.isoformat(),
        "reason": reason,
    }
    if kind is CallbackKind.RETURNED:
        due = application.correction_due_on
        told |= {
            "correction": application.correction,
            "correctionDueOn": due.isoformat() if due else None,
            "missing": [missing(r) for r in lacking if not r.met],
        }
    return told


def missing(requirement: Requirement) -> dict[str, Any]:
    """Write one thing that lacks, with what would mend it."""
    return {
        "code": requirement.lacking,
        "name": requirement.name,
        "article": str(requirement.article),
        "remedy": requirement.remedy,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """A callback as the decisions see it."""

    version: int
    status: CallbackStatus
    tries: int
    given_up_reason: str | None = None


def failed(before: Callback, policy: Policy) -> Callback:
    """Count a try that did not arrive; after the last one it is a dead letter."""
    tries = before.tries + 1
    status = CallbackStatus.DEAD if tries >= policy.tries else CallbackStatus.PENDING
    return replace(before, tries=tries, status=status)


def unsent(before: Callback) -> Callback:
    """Leave a callback untried whose client has no address: that is no failure, and not for repeating.

    >>> unsent(Callback(version=1, status=CallbackStatus.PENDING, tries=0)).status
    <CallbackStatus.NO_ADDRESS: 'NO_ADDRESS'>
    """
    return replace(before, status=CallbackStatus.NO_ADDRESS)


def resend(before: Callback) -> Callback | Refusal:
    """Have a callback tried again at once, with all its tries before it; what arrived is not sent again."""
    if before.status is CallbackStatus.DELIVERED:
        message = "该回调已送达，无需重发；省平台如需核对，可按申报号查询状态"
        return Refusal.of(Breach("CALLBACK_DELIVERED", message, A3_2, "callbackId"))
    return replace(before, version=before.version + 1, status=CallbackStatus.PENDING, tries=0, given_up_reason=None)


def give_up(before: Callback, reason: str) -> Callback | Refusal:
    """Let a dead letter be, so that what follows it goes out."""
    reading = Reading(A3_2)
    if before.status is not CallbackStatus.DEAD:
        message = "只有已停止重试的回调可以放弃送达；待送达的请等待重试或重发"
        reading.found(Breach("CALLBACK_NOT_DEAD", message, A3_2, "callbackId"))
    read = reading.text(reason, "放弃送达的理由", "reason")
    if not read:
        reading.found(Breach("REASON_MISSING", "放弃送达须写明理由", A3_2, "reason"))
    if reading.breaches:
        return Refusal(tuple(reading.breaches))
    return replace(before, version=before.version + 1, status=CallbackStatus.GIVEN_UP, given_up_reason=read)
