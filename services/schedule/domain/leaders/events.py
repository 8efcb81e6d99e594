"""What has happened between leaders and projects, as the domain says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderLinked:
    """第十三条：an issued arrangement links a project with a leader; a higher edition replaces what a lower one said.

    reports_due_on: until when each month of the year is reported to the leader, from that of the link to December.
    """

    project_id: UUID
    year: int
    edition: int
    leader_name: str
    leader_title: str
    service_unit_id: UUID
    document_number: str
    issued_on: date
    linked_from: date
    reports_due_on: tuple[date, ...]
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderUnlinked:
    """第十三条：a later edition links the project with no leader any more."""

    project_id: UUID
    year: int
    edition: int
    document_number: str
    issued_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderReportSubmitted:
    """第十三条：a month was reported to the project's leader; lateness counts to the first submission."""

    project_id: UUID
    year: int
    month: int
    version: int
    responsible_unit_id: UUID
    due_on: date
    submitted_on: date
    working_days_late: int
    division: str
