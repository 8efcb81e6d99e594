"""第九条（及时在市重点项目管理系统更新市级重点项目相关数据）：what the city is told, and what happens when it does not arrive."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.retrying import Policy
from services.schedule.domain.city.rulebook import A9
from services.schedule.domain.city.terms import PushKind, PushStatus
from services.schedule.domain.events import NodeCompleted, ProgressVerified
from services.schedule.domain.specialist.events import NodeCompletionReturned, NodeVerified, WeekUpdated


@dataclass(frozen=True, slots=True)
class Message:
    """What is said of one thing: a month, a week or a node. A later message of the same thing replaces it."""

    kind: PushKind
    subject_id: UUID
    body: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """A push as the decisions see it."""

    version: int
    status: PushStatus
    tries: int


def message(event: object) -> Message | None:
    """Write what the city is told of an event; None for what it does not hear of. Amounts in 万元, as text."""
    match event:
        case ProgressVerified():
            body = {
                "year": event.year,
                "month": event.month,
                "verifiedInvestment": _plain(event.reported_investment),
                "plannedInvestment": _plain(event.planned_investment),
                "cumulativeVerified": _plain(event.cumulative_reported),
                "cumulativePlanned": _plain(event.cumulative_planned),
                "physicalPercent": _plain(event.physical_percent),
                "verifiedOn": event.verified_on.isoformat(),
            }
            return Message(PushKind.MONTH, event.report_id, body)
        case WeekUpdated():
            body = {
                "weekOn": event.week_on.isoformat(),
                "year": event.year,
                "month": event.month,
                "reportedInvestment": _plain(event.done_investment),
                "physicalPercent": _plain(event.physical_percent),
                "difficulties": event.difficulties,
                "reportedOn": event.reported_on.isoformat(),
            }
            return Message(PushKind.WEEK, event.update_id, body)
        case NodeCompleted() | NodeVerified() | NodeCompletionReturned():
            return Message(PushKind.NODE, event.node_id, _node(event))
    return None


def _node(event: NodeCompleted | NodeVerified | NodeCompletionReturned) -> dict[str, Any]:
    returned = isinstance(event, NodeCompletionReturned)
    return {
        "completedOn": None if returned else event.completed_on.isoformat(),
        "verifiedOn": event.verified_on.isoformat() if isinstance(event, NodeVerified) else None,
        "returnedReason": event.reason if isinstance(event, NodeCompletionReturned) else None,
    }


def failed(before: Push, policy: Policy) -> Push:
    """Count a try that did not arrive; after the last one it is a dead letter."""
    tries = before.tries + 1
    status = PushStatus.DEAD if tries >= policy.tries else PushStatus.WAITING
    return replace(before, tries=tries, status=status)


def resend(before: Push) -> Push | Refusal:
    """Have a push tried again at once; what was replaced is not sent, for the city would hear what holds no longer."""
    if before.status is PushStatus.SUPERSEDED:
        message_ = "此后已有新数据，请重推最新的一条"
        return Refusal.of(Breach("PUSH_SUPERSEDED", message_, A9, "pushId"))
    if before.status is PushStatus.WAITING and before.tries == 0:
        return Refusal.of(Breach("PUSH_WAITING", "该条正待推送，无需重推", A9, "pushId"))
    return replace(before, version=before.version + 1, status=PushStatus.WAITING, tries=0)


def _plain(amount: Any) -> str:
    return f"{amount.normalize():f}"
