"""A yearly plan as the decisions see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach
from services.reserve.domain.exception import Exempted
from services.reserve.domain.terms import (
    Category,
    DeliberationOutcome,
    ItemBasis,
    ItemKind,
    OpinionOutcome,
    PlanStatus,
)

A3 = Article(3)
A3_4 = Article(3, 4)
STATUS_NAMES = {
    PlanStatus.DRAFT: "编制会商中",
    PlanStatus.SUGGESTED: "审议中",
    PlanStatus.APPROVED: "审议通过、待下达",
    PlanStatus.ISSUED: "已下达",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """第三条（一）: the year's guide; the scale below which no project is selected is part of it where it is set."""

    support_areas: str | None = None
    selection_standard: str | None = None
    conditions: str | None = None
    minimum_total_investment: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """第三条（四）: the opinion of one body on one item; the latest of a body counts."""

    body: str
    outcome: OpinionOutcome
    text: str
    given_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A project in the plan, with its figures as they were when it was added (万元)."""

    project_id: UUID
    name: str
    category: Category
    kind: ItemKind
    total_investment: Decimal
    annual_investment: Decimal
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None
    basis: ItemBasis
    assessment: str | None = None
    exempted: Exempted | None = None
    opinions: tuple[Opinion, ...] = ()
    application_id: UUID | None = None  # what it is listed by, where the year has a published guide
    influence_assessment_id: UUID | None = None

    def opinion_of(self, body: str) -> Opinion | None:
        """Return the body's opinion in force."""
        given = [o for o in self.opinions if o.body == body]
        return given[-1] if given else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """How an item is listed, as far as a meeting may change it."""

    name: str
    kind: ItemKind
    annual_investment: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """第三条（四）: what a meeting that passed the list with changes did to one item; `after` is None where it went."""

    project_id: UUID
    before: Listing
    after: Listing | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliberation:
    """第三条（四）: one meeting's decision on the suggested list, in one round."""

    round: int
    body: str
    outcome: DeliberationOutcome
    held_on: date
    changes: tuple[Amended, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """第三条: the plan of one year. The rules of the day on which it was drafted hold until it is issued."""

    id: UUID
    division: str
    version: int
    year: int
    status: PlanStatus
    drafted_on: date
    guide: Guide
    major_decision: bool = False
    round: int = 1
    suggested_on: date | None = None
    document_number: str | None = None
    issued_on: date | None = None
    items: tuple[Item, ...] = ()
    deliberations: tuple[Deliberation, ...] = ()
    decision_steps: tuple[str, ...] = ()

    def item(self, project_id: UUID) -> Item | None:
        """Return the item of a project."""
        return next((i for i in self.items if i.project_id == project_id), None)


def not_in(plan: Plan, status: PlanStatus, what: str) -> list[Breach]:
    """第三条: each step belongs to one status; an issued plan changes by adjustment only (第十一条)."""
    if plan.status is status:
        return []
    if plan.status is PlanStatus.ISSUED:
        message = f"{plan.year}年度计划已下达，不能{what}；须按程序调整"
        return [Breach("PLAN_ISSUED", message, Article(11))]
    message = f"计划{STATUS_NAMES[plan.status]}，{STATUS_NAMES[status]}时才能{what}"
    return [Breach("PLAN_STATUS_WRONG", message, A3)]
