"""A request to a bureau: its states, who stands around it, and what every step of its life keeps to.

submit → SUBMITTED → accept → ACCEPTED → claim → CLAIMED → decide → GRANTED | GRANTED_IN_PART | REFUSED;
SUBMITTED → return → RETURNED (the clock stands) → resubmit → SUBMITTED; SUBMITTED → notAccept → NOT_ACCEPTED;
CLAIMED → suspend → SUSPENDED (a special procedure, the clock stands) → resume → CLAIMED;
every open state → withdraw → WITHDRAWN. What is decided may be delivered, reviewed once and corrected.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach
from services.law.parties import Role
from services.support.domain import quota
from services.support.domain.clock import Clock
from services.support.domain.kinds.model import Outcome, RequestKind
from services.support.domain.quota import Account, Posted


class State(StrEnum):
    """Where a request stands."""

    SUBMITTED = "SUBMITTED"  # 已收件，待受理
    RETURNED = "RETURNED"  # 退回补正，停钟
    ACCEPTED = "ACCEPTED"  # 已受理，待认领
    CLAIMED = "CLAIMED"  # 办理中
    SUSPENDED = "SUSPENDED"  # 特殊程序，停钟
    GRANTED = "GRANTED"  # 准予
    GRANTED_IN_PART = "GRANTED_IN_PART"  # 部分准予
    REFUSED = "REFUSED"  # 不予
    WITHDRAWN = "WITHDRAWN"  # 申请人撤回
    NOT_ACCEPTED = "NOT_ACCEPTED"  # 不予受理


OPEN = frozenset({State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.CLAIMED, State.SUSPENDED})
STANDING = frozenset({State.RETURNED, State.SUSPENDED})  # open, and the clock stands
DECIDED = frozenset({State.GRANTED, State.GRANTED_IN_PART, State.REFUSED})
OUTCOME_NAMES = {Outcome.GRANTED: "准予", Outcome.GRANTED_IN_PART: "部分准予", Outcome.REFUSED: "不予"}
STATE_NAMES = {
    State.SUBMITTED: "待受理",
    State.RETURNED: "退回补正",
    State.ACCEPTED: "已受理",
    State.CLAIMED: "办理中",
    State.SUSPENDED: "特殊程序中",
    State.GRANTED: "已准予",
    State.GRANTED_IN_PART: "已部分准予",
    State.REFUSED: "已不予",
    State.WITHDRAWN: "已撤回",
    State.NOT_ACCEPTED: "不予受理",
}


class Action(StrEnum):
    """A step in the life of a request, as its history tells it."""

    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    RESUBMITTED = "RESUBMITTED"
    ACCEPTED = "ACCEPTED"
    CLAIMED = "CLAIMED"
    DECIDED = "DECIDED"
    WITHDRAWN = "WITHDRAWN"
    RECOMPUTED = "RECOMPUTED"
    REASSIGNED = "REASSIGNED"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    ASSIGNED = "ASSIGNED"
    HANDED_OVER = "HANDED_OVER"
    SURVEYED = "SURVEYED"
    CONSULTED = "CONSULTED"
    OPINION_GIVEN = "OPINION_GIVEN"
    OPINION_WITHDRAWN = "OPINION_WITHDRAWN"
    SUSPENDED = "SUSPENDED"
    RESUMED = "RESUMED"
    DELIVERED = "DELIVERED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    REVIEW_ASKED = "REVIEW_ASKED"
    REVIEW_DECIDED = "REVIEW_DECIDED"
    CORRECTED = "CORRECTED"
    ESCALATED = "ESCALATED"


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts: a person, for a unit, in some roles.

    former: the units that were merged into it (第四条), whose decided requests are its own; empty where only open ones count.
    """

    subject: str
    name: str
    unit: UUID | None
    roles: frozenset[Role]
    division: str
    former: frozenset[UUID] = frozenset()

    def stands_for(self, unit: UUID | None) -> bool:
        """Whether a unit is the acting one, or was merged into it."""
        return unit is not None and (unit == self.unit or unit in self.former)


@dataclass(frozen=True, slots=True)
class Held:
    """What is reserved for a request, and in which account."""

    account_id: UUID
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """How the bureau has decided, and under which number."""

    outcome: Outcome
    granted: Decimal | None
    reason: str
    document_number: str


class Source(StrEnum):
    """Where a request has come in."""

    PLATFORM = "PLATFORM"  # 本平台
    PROVINCIAL = "PROVINCIAL"  # 省平台


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAccepted:
    """不予受理: why the bureau has not taken a request on, and which other unit is competent, where one is."""

    reason: str
    competent_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The state of one request. Each step makes its next version.

    form: what was filled in, field code → value as text. delivered_on, acknowledged_on: of the document in force.
    parent_id: the joint matter that it is part of. agency_item_id: the item of an agency that it was made for.
    source, external_number: where it came in, and its number there.
    """

    id: UUID
    version: int
    division: str
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID
    applicant_id: UUID
    quantity: Decimal | None
    purpose: str
    state: State
    clock: Clock
    stepped_on: date
    claimant: str | None = None
    claimant_name: str | None = None
    held: Held | None = None
    decision: Decision | None = None
    form: Mapping[str, str] = field(default_factory=dict)
    not_accepted: NotAccepted | None = None
    delivered_on: date | None = None
    acknowledged_on: date | None = None
    parent_id: UUID | None = None
    agency_item_id: UUID | None = None
    source: Source = Source.PLATFORM
    external_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an accepted command has done: the new state, the step for the history, ledger entries, events."""

    request: Request
    action: Action
    note: str = ""
    postings: tuple[Posted, ...] = ()
    events: tuple[object, ...] = ()


def stepped(request: Request, today: date, **changes: Any) -> Request:
    """Return the request after a step of today: its next version, with what the step has changed."""
    return replace(request, version=request.version + 1, stepped_on=today, **changes)


def not_before(request: Request, rule: RequestKind, today: date) -> Breach | None:
    """第十七条（一）：working days are counted from day to day, so no step is dated before the one it follows."""
    if today >= request.stepped_on:
        return None
    message = f"办理日期 {today} 早于上一步的日期 {request.stepped_on}"
    return Breach("DATE_BEFORE_LAST_STEP", message, rule.article)


def not_in(request: Request, allowed: frozenset[State], doing: str, article: Article) -> Breach | None:
    """Name the state that does not allow what is being done, and those that would."""
    if request.state in allowed:
        return None
    names = "、".join(STATE_NAMES[s] for s in State if s in allowed)
    message = f"该申请{STATE_NAMES[request.state]}，不能{doing}；仅“{names}”的申请可以{doing}"
    return Breach("STATE_NOT_ALLOWED", message, article)


def not_of_bureau(request: Request, rule: RequestKind, acting: Acting) -> Breach | None:
    """第十七条：only a person of the bureau that the request was made to may handle it."""
    if rule.bureau in acting.roles and acting.stands_for(request.bureau_id):
        return None
    return Breach("NOT_THE_BUREAU", "该申请不由您所在单位办理，仅承办单位人员可以操作", rule.article)


def not_in_hand(request: Request, rule: RequestKind, acting: Acting) -> Breach | None:
    """第十七条（一）：one person answers for a request: who has claimed it."""
    if request.claimant in {None, acting.subject}:
        return None
    message = f"该申请由 {request.claimant_name} 认领，须由其办理，或由您先认领接办"
    return Breach("NOT_THE_CLAIMANT", message, rule.article)


def not_of_applicant(request: Request, owner_id: UUID | None, rule: RequestKind, acting: Acting) -> Breach | None:
    """第十四条、第十五条：only the project's owner, or the unit that has applied, answers for the request."""
    if acting.unit is not None:
        mine = acting.roles & rule.applicants
        if Role.OWNER in mine and acting.stands_for(owner_id):
            return None
        if mine - {Role.OWNER} and acting.stands_for(request.applicant_id):
            return None
    return Breach("NOT_THE_APPLICANT", "仅项目业主或代为申请的项目服务部门可以操作该申请", rule.article)


def let_go(request: Request, account: Account | None) -> tuple[Posted, ...]:
    """第十五条：release what is reserved for a request in the account that holds it, when it will not be granted."""
    if request.held is None:
        return ()
    if account is None or account.id != request.held.account_id:
        raise ValueError(f"request {request.id} holds quota in account {request.held.account_id}, which was not given")
    return (quota.release(account, request.id, request.held.amount),)


def found(*breaches: Breach | None) -> tuple[Breach, ...]:
    """Gather the breaches that there are."""
    return tuple(b for b in breaches if b is not None)
