"""The issue ledger: issues, their history, what proves that they are done, extensions, numbers (第十条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    UniqueConstraint,
    column,
    false,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import visible
from services.schedule.domain.ledger.terms import (
    ExtensionState,
    IssueAction,
    IssueSource,
    IssueState,
    Layer,
    Severity,
    Supervisor,
)
from services.schedule.store.base import Base, by_pieces, stored
from services.schedule.store.tables.schedule import OVERSEEING, known_project

WHOLE = "division <> ''"  # true of every row, but said only by lists that nothing else narrows
_ISSUES = table(
    "issues",
    column("id"),
    column("project_id"),
    column("responsible_unit_id"),
    column("raised_by_unit_id"),
    column("raised_by"),
)


def _known(actor: Actor, issue: Any) -> ColumnElement[bool]:
    """Departments see all; others what their unit has to settle, what they or their unit raised, and their projects'."""
    if actor.acts_as(*OVERSEEING):
        return true()
    raised = issue.raised_by == actor.subject
    if actor.unit is None:
        return raised  # type: ignore[no-any-return]
    of_unit = [func.coalesce(u == actor.unit, false()) for u in (issue.responsible_unit_id, issue.raised_by_unit_id)]
    # an issue without a project is no project's: what would be unknown is said to be false
    return or_(raised, *of_unit, func.coalesce(known_project(actor, issue), literal_column("false")))


def of_known_issue(actor: Actor, part: Any) -> ColumnElement[bool]:
    """Parts of an issue are seen by those who see the issue."""
    if actor.acts_as(*OVERSEEING):
        return true()
    its_own = select(true()).where(_ISSUES.c.id == part.issue_id, _known(actor, _ISSUES.c))
    seen: ColumnElement[bool] = its_own.limit(1).scalar_subquery()
    return seen


@visible(_known)
class Issue(Base):
    """An issue as it stands; what its columns mean: `domain.ledger.record.Issue`. due_order: the limit, or the last day."""

    __tablename__ = "issues"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    number: Mapped[str]
    project_id: Mapped[UUID | None]
    node_id: Mapped[UUID | None]
    request_id: Mapped[UUID | None]
    severity: Mapped[Severity] = mapped_column(stored(Severity))
    kind: Mapped[str]
    title: Mapped[str]
    description: Mapped[str]
    source: Mapped[IssueSource] = mapped_column(stored(IssueSource))
    source_id: Mapped[UUID | None]
    state: Mapped[IssueState] = mapped_column(stored(IssueState))
    due_order: Mapped[date]
    raised_on: Mapped[date]
    raised_by: Mapped[str]
    raised_by_name: Mapped[str]
    raised_by_unit_id: Mapped[UUID | None]
    layer: Mapped[Layer | None] = mapped_column(stored(Layer), default=None)
    responsible_unit_id: Mapped[UUID | None] = mapped_column(default=None)
    responsible_person: Mapped[str | None] = mapped_column(default=None)
    assigned_on: Mapped[date | None] = mapped_column(default=None)
    assigned_by: Mapped[str | None] = mapped_column(default=None)
    first_due_on: Mapped[date | None] = mapped_column(default=None)
    original_due_on: Mapped[date | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)
    contested_by: Mapped[str | None] = mapped_column(default=None)
    done_on: Mapped[date | None] = mapped_column(default=None)
    done_by: Mapped[str | None] = mapped_column(default=None)
    done_by_unit_id: Mapped[UUID | None] = mapped_column(default=None)
    done_text: Mapped[str | None] = mapped_column(default=None)
    done_reports: Mapped[int] = mapped_column(default=0)
    closed_by: Mapped[str | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    working_days_taken: Mapped[int | None] = mapped_column(default=None)
    once_late: Mapped[bool] = mapped_column(default=False)
    told_late_for: Mapped[date | None] = mapped_column(default=None)
    returned_times: Mapped[int] = mapped_column(default=0)
    reopened_times: Mapped[int] = mapped_column(default=0)
    extended_times: Mapped[int] = mapped_column(default=0)
    supervised: Mapped[bool] = mapped_column(default=False)
    supervised_on: Mapped[date | None] = mapped_column(default=None)
    supervised_by: Mapped[Supervisor | None] = mapped_column(stored(Supervisor), default=None)
    supervision_letter: Mapped[str | None] = mapped_column(default=None)
    interview_on: Mapped[date | None] = mapped_column(default=None)
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("issues.id"), default=None)
    state_before_merger: Mapped[IssueState | None] = mapped_column(stored(IssueState), default=None)
    consultation_id: Mapped[UUID | None] = mapped_column(default=None)

    __table_args__ = (
        UniqueConstraint("division", "number"),
        # a decision of a consultation is on the ledger once
        Index(
            "uq_issues_consultation",
            "source_id",
            unique=True,
            postgresql_where=text("consultation_id is not null"),
        ),
        CheckConstraint("(state = 'MERGED') = (merged_into_id is not null)", name="merged_into_another"),
        CheckConstraint("merged_into_id <> id", name="merged_into_itself"),
        CheckConstraint(
            "state <> 'CLOSED' or (done_by is not null and closed_by <> done_by)", name="closed_by_another"
        ),
        CheckConstraint("(state in ('CLOSED', 'WITHDRAWN', 'MERGED')) = (ended_on is not null)", name="ends"),
        CheckConstraint("(state in ('REPORTED_DONE', 'CLOSED')) = (done_on is not null)", name="is_done"),
        CheckConstraint("supervised = (supervision_letter is not null)", name="supervised_by_letter"),
        Index("ix_issues_list", "due_order", "id", postgresql_where=text(WHOLE)),
        Index("ix_issues_open", "due_order", "id", postgresql_where=text(f"ended_on is null and {WHOLE}")),
        Index("ix_issues_unit", "responsible_unit_id", "due_order", "id"),
        Index("ix_issues_raising_unit", "raised_by_unit_id", "due_order", "id"),
        Index("ix_issues_raised_by", "raised_by", "due_order", "id"),
        Index("ix_issues_project", "project_id", "due_order", "id"),
        Index("ix_issues_node", "node_id", "due_order", "id"),
        Index("ix_issues_request", "request_id", "due_order", "id", postgresql_where=text("request_id is not null")),
        Index("ix_issues_state", "state", "due_order", "id"),
        Index("ix_issues_kind", "kind", "due_order", "id"),
        *[
            Index(f"ix_issues_open_{by}", by, "due_order", "id", postgresql_where=text("ended_on is null"))
            for by in ("responsible_unit_id", "kind")
        ],
        Index("ix_issues_merged_into", "merged_into_id", postgresql_where=text("merged_into_id is not null")),
        Index("ix_issues_supervised", "due_order", "id", postgresql_where=text("supervised")),
    )


@visible(of_known_issue)
class IssueStep(Base):
    """One version of an issue: who did what, when and why, and what changed; rows are added and never changed."""

    __tablename__ = "issue_steps"

    issue_id: Mapped[UUID] = mapped_column(ForeignKey("issues.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    action: Mapped[IssueAction] = mapped_column(stored(IssueAction))
    from_state: Mapped[IssueState | None] = mapped_column(stored(IssueState))
    to_state: Mapped[IssueState] = mapped_column(stored(IssueState))
    changes: Mapped[list[Any]]
    reason: Mapped[str | None]
    at: Mapped[datetime]
    by: Mapped[str]
    by_unit_id: Mapped[UUID | None]


@visible(of_known_issue)
class IssueDocument(Base):
    """A document of the nth report that an issue is done; rows are added and never changed."""

    __tablename__ = "issue_documents"

    issue_id: Mapped[UUID] = mapped_column(ForeignKey("issues.id"), primary_key=True)
    report: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    title: Mapped[str]
    number: Mapped[str | None]
    dated_on: Mapped[date]
    kept_at: Mapped[str | None]
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachments.id"))


@visible(of_known_issue)
class IssueExtension(Base):
    """An extension that was asked for, and what became of it. due_on: the limit when it was asked for."""

    __tablename__ = "issue_extensions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    issue_id: Mapped[UUID] = mapped_column(ForeignKey("issues.id"))
    state: Mapped[ExtensionState] = mapped_column(stored(ExtensionState))
    reason: Mapped[str]
    due_on: Mapped[date]
    working_days: Mapped[int]
    asked_on: Mapped[date]
    asked_by: Mapped[str]
    asked_by_name: Mapped[str]
    granted_days: Mapped[int | None] = mapped_column(default=None)
    extended_to: Mapped[date | None] = mapped_column(default=None)
    answer: Mapped[str | None] = mapped_column(default=None)
    decided_on: Mapped[date | None] = mapped_column(default=None)
    decided_by: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_issue_extensions_issue", "issue_id", "asked_on", "id"),
        Index("uq_issue_extensions_one_asked", "issue_id", unique=True, postgresql_where=text("state = 'ASKED'")),
    )


@visible(lambda _actor, _count: false())
class IssueCount(Base):
    """How many numbers a year has given out; what: issues, or letters of supervision. Counted under the row's lock."""

    __tablename__ = "issue_counts"

    division: Mapped[str] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    given: Mapped[int]


class IssueSearch(Base):
    """The pieces of numbers, titles and descriptions, kept by triggers (`services.chassis.searches`); only to find ids by."""

    __tablename__ = "issues_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("issues_search"),)
