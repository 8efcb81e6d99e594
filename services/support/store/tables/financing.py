"""Financing demands with what is worked out for them, institutions, and the issues that are published (第十六条（二）)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Computed,
    Double,
    ForeignKey,
    Index,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible
from services.law.parties import Role
from services.support.domain.funds.terms import (
    DemandAction,
    DemandState,
    FinancingForm,
    InstitutionKind,
    MatchState,
    PaperKind,
)
from services.support.store.base import Base, stored
from services.support.store.tables.funds import owned
from services.support.store.tables.request import OVERSEEING


def sees_demands(actor: Actor) -> bool:
    """Whether the person sees the demands of all projects."""
    return actor.acts_as(Role.FINANCIAL_SERVICES, Role.FINANCE, *OVERSEEING)


def _concerned(actor: Actor, demand: Any) -> ColumnElement[bool]:
    """第十六条（二）：the department, those who oversee, and the owner of the project."""
    return true() if sees_demands(actor) else owned(actor, demand)


def _of_demand(_actor: Actor, _row: Any) -> ColumnElement[bool]:
    """What belongs to a demand is reached only from a demand that may be seen."""
    return true()


def _published(_actor: Actor, _row: Any) -> ColumnElement[bool]:
    """What is published is seen by everybody."""
    return true()


@visible(_concerned)
class FinancingDemand(Base):
    """A demand. Amount, purpose, term, form, collateral and day are published; contact and note never are."""

    __tablename__ = "financing_demands"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    number: Mapped[str]
    project_id: Mapped[UUID]
    state: Mapped[DemandState] = mapped_column(stored(DemandState))
    amount: Mapped[Decimal]
    purpose: Mapped[str]
    term_months: Mapped[int]
    form: Mapped[FinancingForm] = mapped_column(stored(FinancingForm))
    collateral: Mapped[str | None]
    needed_by: Mapped[date | None]
    contact_name: Mapped[str | None]
    contact_phone: Mapped[str | None]
    internal_note: Mapped[str | None]
    submitted_on: Mapped[date]
    drawn: Mapped[Decimal]
    reason: Mapped[str | None]
    # the order of amounts alone, kept because row-level security lets no index serve a comparison of them
    amount_order: Mapped[float] = mapped_column(
        Double, Computed("amount::double precision", persisted=True), init=False
    )
    # what is needed by no certain day comes last; not the last day there is, which the driver sends as infinity
    needed_order: Mapped[date] = mapped_column(
        Computed("coalesce(needed_by, '9999-01-01'::date)", persisted=True), init=False
    )

    __table_args__ = (
        UniqueConstraint("division", "number"),
        CheckConstraint("amount > 0 and drawn >= 0 and term_months > 0", name="amounts_positive"),
        Index("ix_financing_demands_project_id", "project_id", "id"),
        Index("ix_financing_demands_state", "state", "id"),
        Index("ix_financing_demands_form", "form", "id"),
        Index("ix_financing_demands_amount", "amount_order", "id", postgresql_where=text(WHOLE)),
        Index("ix_financing_demands_needed", "needed_order", "id", postgresql_where=text(WHOLE)),
        Index("ix_financing_demands_whole", "id", postgresql_include=["division"], postgresql_where=text(WHOLE)),
    )


@visible(_of_demand)
class FinancingAppraisal(Base):
    """An appraisal of what a project can offer."""

    __tablename__ = "financing_appraisals"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    demand_id: Mapped[UUID] = mapped_column(ForeignKey("financing_demands.id"))
    division: Mapped[str]
    appraiser: Mapped[str]
    asset: Mapped[str]
    document: Mapped[str]
    value: Mapped[Decimal]
    appraised_on: Mapped[date]

    __table_args__ = (Index("ix_financing_appraisals_demand_id", "demand_id", "id"),)


@visible(_of_demand)
class FinancingPaper(Base):
    """A demand analysis or a financing plan, edition after edition."""

    __tablename__ = "financing_papers"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    demand_id: Mapped[UUID] = mapped_column(ForeignKey("financing_demands.id"))
    division: Mapped[str]
    kind: Mapped[PaperKind] = mapped_column(stored(PaperKind))
    edition: Mapped[int]
    content: Mapped[str]
    kept_on: Mapped[date]
    kept_by_name: Mapped[str]

    __table_args__ = (UniqueConstraint("demand_id", "kind", "edition"),)


@visible(lambda actor, _row: true() if sees_demands(actor) or actor.acts_as(Role.OWNER) else false())
class FinancialInstitution(Base):
    """A bank or another institution that finances projects."""

    __tablename__ = "financial_institutions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    name: Mapped[str]
    kind: Mapped[InstitutionKind] = mapped_column(stored(InstitutionKind))
    products: Mapped[str | None]
    active: Mapped[bool]

    __table_args__ = (UniqueConstraint("division", "name"),)


@visible(_of_demand)
class FinancingMatch(Base):
    """A demand and an institution, and how far they are."""

    __tablename__ = "financing_matches"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    demand_id: Mapped[UUID] = mapped_column(ForeignKey("financing_demands.id"))
    institution_id: Mapped[UUID] = mapped_column(ForeignKey("financial_institutions.id"))
    state: Mapped[MatchState] = mapped_column(stored(MatchState))
    introduced_on: Mapped[date]
    moved_on: Mapped[date]
    agreed: Mapped[Decimal | None]
    signed: Mapped[Decimal | None]
    drawn: Mapped[Decimal]
    reason: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("drawn >= 0 and drawn <= coalesce(signed, 0)", name="drawn_within_signed"),
        Index("ix_financing_matches_institution_id", "institution_id", "id"),
        Index("ix_financing_matches_demand_id", "demand_id", "id"),
        Index(
            "uq_financing_matches_one",
            "demand_id",
            "institution_id",
            unique=True,
            postgresql_where=text("state <> 'REFUSED'"),
        ),
    )


@visible(_of_demand)
class FinancingStep(Base):
    """One step in the tracking of a demand."""

    __tablename__ = "financing_steps"

    demand_id: Mapped[UUID] = mapped_column(ForeignKey("financing_demands.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    action: Mapped[DemandAction] = mapped_column(stored(DemandAction))
    state: Mapped[DemandState] = mapped_column(stored(DemandState))
    on: Mapped[date]
    match_id: Mapped[UUID | None]
    match_state: Mapped[MatchState | None] = mapped_column(stored(MatchState))
    amount: Mapped[Decimal | None]
    document: Mapped[str | None]
    note: Mapped[str | None]
    at: Mapped[datetime]
    actor: Mapped[str]
    actor_name: Mapped[str]


@visible(_published)
class FinancingIssue(Base):
    """An issue of the list as it was published; its content is the public one and never changes."""

    __tablename__ = "financing_issues"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    year: Mapped[int]
    ordinal: Mapped[int]
    number: Mapped[str]
    period_from: Mapped[date]
    due_on: Mapped[date]
    published_on: Mapped[date]
    published_by_name: Mapped[str]
    demands: Mapped[int]
    total: Mapped[Decimal]
    content: Mapped[str]
    content_sm3: Mapped[str]

    __table_args__ = (
        UniqueConstraint("division", "year", "ordinal"),
        UniqueConstraint("division", "published_on"),
        Index("ix_financing_issues_order", "published_on", "id"),
        Index("ix_financing_issues_year", "year", "published_on", "id"),
    )


@visible(_published)
class FinancingIssueItem(Base):
    """Which demand stands where in an issue."""

    __tablename__ = "financing_issue_items"

    issue_id: Mapped[UUID] = mapped_column(ForeignKey("financing_issues.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    demand_id: Mapped[UUID] = mapped_column(ForeignKey("financing_demands.id"))
    number: Mapped[str]

    __table_args__ = (
        UniqueConstraint("issue_id", "demand_id"),
        Index("ix_financing_issue_items_demand_id", "demand_id", "issue_id"),
    )


@visible(lambda actor, _row: true() if sees_demands(actor) else false())
class FinancingWithdrawal(Base):
    """A demand that was taken out of an issue after it was published; the public is told of the day, not of the reason."""

    __tablename__ = "financing_withdrawals"

    issue_id: Mapped[UUID] = mapped_column(ForeignKey("financing_issues.id"), primary_key=True)
    demand_id: Mapped[UUID] = mapped_column(ForeignKey("financing_demands.id"), primary_key=True)
    division: Mapped[str]
    number: Mapped[str]
    withdrawn_on: Mapped[date]
    reason: Mapped[str]
    withdrawn_by_name: Mapped[str]
