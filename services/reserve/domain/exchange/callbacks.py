"""What the provincial platform is told of an application."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.reserve.domain.applications.completeness import Requirement
from services.reserve.domain.applications.state import Application
from services.reserve.domain.applications.terms import STATUS_NAMES, Step
from services.reserve.domain.exchange.terms import KIND_NAMES, CallbackKind

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
