"""第十五条、第十七条（一）：the factor that a node waits for, and how the requests for it stand with the bureau.

It is the need that holds a node, not a request: only a full grant of the kind that the plan names frees it. A request
that was withdrawn, refused or granted in part frees nothing and holds nothing; another one can be made.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorRequest:
    """A request for a factor of a node, as the support service has told it. Ids are ordered by the time of submission."""

    id: UUID
    kind: str
    state: RequestState
    due_on: date | None = None
    outcome: str | None = None
    decided_on: date | None = None
    document_number: str | None = None


def factor_of(code: str, today: date) -> Factor:
    """Name a factor and its article; one that the rulebook has dropped since keeps its code."""
    found = next((f for f in FACTORS.on(today) if f.code == code), None)
    return found or Factor(code, code, Article(8))


def granted_on(kind: str | None, requests: Sequence[FactorRequest]) -> date | None:
    """第十五条：the first day on which a request of this kind was granted in full."""
    days = [r.decided_on for r in requests if r.kind == kind and r.outcome == GRANTED and r.decided_on]
    return min(days, default=None)


def standing(kind: str, requests: Sequence[FactorRequest]) -> str:
    """Say how the newest request of a kind stands, for someone who has to do something about it."""
    newest = max((r for r in requests if r.kind == kind), key=lambda r: r.id, default=None)
    if newest is None:
        return "尚未提出申请"
    if newest.state is RequestState.OPEN:
        return f"申请正在办理，应于{newest.due_on}前办结"
    if newest.state is RequestState.RETURNED:
        return "申请已退回补正，待重新报送"
    if newest.state is RequestState.WITHDRAWN:
        return "申请已撤回，须重新提出"
    return f"申请已于{newest.decided_on}办结（{newest.document_number}），未全部准予，须另行申请"
