"""第十五条、第十七条（一）：the factor that a node waits for, and how the requests for it stand with the bureau.

It is the need that holds a node, not a request: only a full grant of the kind that the plan names frees it. A request
that was withdrawn, not taken on, refused or granted in part frees nothing and holds nothing; another one can be made.
A review replaces the outcome: what it grants frees the node from its day on, what it takes back holds it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.law.article import Article
from services.schedule.domain.rulebook import FACTORS, Factor

GRANTED = "GRANTED"  # the outcome that frees a node; the other outcomes are the support service's own affair


class RequestState(StrEnum):
    """How a request stands, as far as the schedule follows it."""

    OPEN = "OPEN"  # 在承办单位办理
    RETURNED = "RETURNED"  # 退回补正，停钟
    DECIDED = "DECIDED"  # 已决定
    WITHDRAWN = "WITHDRAWN"  # 申请人撤回
    SUSPENDED = "SUSPENDED"  # 特殊程序，停钟
    NOT_ACCEPTED = "NOT_ACCEPTED"  # 不予受理


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorRequest:
    """A request for a factor of a node, as the support service has told it. Ids are ordered by the time of submission.

    decided_on: the day of the bureau's decision. reviewed_on: the day of the review that has changed its outcome.
    """

    id: UUID
    kind: str
    state: RequestState
    due_on: date | None = None
    outcome: str | None = None
    decided_on: date | None = None
    document_number: str | None = None
    reviewed_on: date | None = None

    @property
    def holds_since(self) -> date | None:
        """The day from which on the outcome holds."""
        return self.reviewed_on or self.decided_on


def factor_of(code: str, today: date) -> Factor:
    """Name a factor and its article; one that the rulebook has dropped since keeps its code."""
    found = next((f for f in FACTORS.on(today) if f.code == code), None)
    return found or Factor(code, code, Article(8))


def granted_on(kind: str | None, requests: Sequence[FactorRequest]) -> date | None:
    """第十五条：the first day on which a request of this kind was granted in full."""
    days = [r.holds_since for r in requests if r.kind == kind and r.outcome == GRANTED and r.holds_since]
    return min(days, default=None)


def standing(kind: str, requests: Sequence[FactorRequest]) -> str:
    """Say how the newest request of a kind stands, for someone who has to do something about it."""
    newest = max((r for r in requests if r.kind == kind), key=lambda r: r.id, default=None)
    if newest is None:
        return "尚未提出申请"
    if newest.state is RequestState.OPEN:
        return f"申请正在办理，应于{newest.due_on}前办结"
    if newest.state is RequestState.DECIDED:
        how = "复核决定" if newest.reviewed_on else "办结"
        return f"申请已于{newest.holds_since}{how}（{newest.document_number}），未全部准予，须另行申请"
    return _WITHOUT_DECISION[newest.state]


_WITHOUT_DECISION = {
    RequestState.RETURNED: "申请已退回补正，待重新报送",
    RequestState.SUSPENDED: "申请正在进行特殊程序，办理时限暂停计算",
    RequestState.WITHDRAWN: "申请已撤回，须重新提出",
    RequestState.NOT_ACCEPTED: "申请未予受理，须重新提出",
}
