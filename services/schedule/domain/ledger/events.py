"""What has happened on the ledger, as the domain says it. `version` is the issue's: what is told with a higher one is newer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRaised:
    """第十条：an issue is on the ledger."""

    issue_id: UUID
    version: int
    number: str
    project_id: UUID | None
    severity: str
    kind: str
    title: str
    raised_on: date
    raised_by_unit_id: UUID | None
    source: str
    source_id: UUID | None
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueAssigned:
    """第十条（分层交办）：a unit has to settle the issue until a day: handed out, handed on, opened again, extended, or its
    unit was merged. original_due_on: the limit of this assignment before extensions. Who listens can tell lateness by it.
    """

    issue_id: UUID
    version: int
    number: str
    project_id: UUID | None
    layer: str
    severity: str
    responsible_unit_id: UUID
    assigned_on: date
    due_on: date
    original_due_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueOverdue:
    """第十条：the limit of an issue has passed while nobody reported it done. Said once for each limit."""

    issue_id: UUID
    version: int
    number: str
    project_id: UUID | None
    responsible_unit_id: UUID
    due_on: date
    seen_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSupervised:
    """第十条（督办）：an issue is under supervision, by a letter."""

    issue_id: UUID
    version: int
    number: str
    project_id: UUID | None
    responsible_unit_id: UUID
    letter: str
    supervised_on: date
    by_rule: bool
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueReportedDone:
    """第十条：the responsible unit reports that the issue is settled; it waits for verification."""

    issue_id: UUID
    version: int
    number: str
    project_id: UUID | None
    responsible_unit_id: UUID
    due_on: date
    done_on: date
    working_days_late: int
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueClosed:
    """第十条（销号）：somebody else has verified it. The days late are those up to the report; how long verification took is
    not held against the unit. working_days_late_originally: against the limit before extensions.
    """

    issue_id: UUID
    version: int
    number: str
    project_id: UUID | None
    responsible_unit_id: UUID
    layer: str
    severity: str
    due_on: date
    original_due_on: date
    done_on: date
    closed_on: date
    working_days_late: int
    working_days_late_originally: int
    reopened_times: int
    supervised: bool
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueReopened:
    """第十条：a report was returned, or a closed issue opened again. after_closing: it had been closed."""

    issue_id: UUID
    version: int
    number: str
    project_id: UUID | None
    responsible_unit_id: UUID
    due_on: date
    after_closing: bool
    reason: str
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueMerged:
    """第十条：an issue is the same as another, which stands for both; or, with into_id None, it is no longer taken for it."""

    issue_id: UUID
    version: int
    number: str
    project_id: UUID | None
    into_id: UUID | None
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueWithdrawn:
    """第十条：who raised it has taken it back."""

    issue_id: UUID
    version: int
    number: str
    project_id: UUID | None
    reason: str
    division: str
