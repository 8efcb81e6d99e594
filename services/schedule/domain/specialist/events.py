"""What has happened with contact persons, weeks and completions, as the domain says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialistAppointed:
    """第九条：a person is the project's contact person from a day on; `replaces` is the appointment that ends the day before.

    `cancelled`: this appointment was taken back before its first day, and the one that it replaced goes on.
    """

    specialist_id: UUID
    version: int
    project_id: UUID
    subject: str
    unit_id: UUID
    from_on: date
    replaces: UUID | None
    cancelled: bool
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekUpdated:
    """第九条：a week of a project was reported or corrected; a higher version replaces a lower one. Investment in 万元."""

    update_id: UUID
    version: int
    project_id: UUID
    week_on: date
    year: int
    month: int
    done_investment: Decimal
    physical_percent: Decimal
    difficulties: int
    due_on: date | None
    reported_on: date
    responsible_unit_id: UUID
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeVerified:
    """第九条：the authority has verified the completion of a node."""

    node_id: UUID
    project_id: UUID
    node_version: int
    responsible_unit_id: UUID
    completed_on: date
    verified_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeCompletionReturned:
    """第九条：the authority has taken the completion of a node back; the node is open again."""

    node_id: UUID
    project_id: UUID
    node_version: int
    responsible_unit_id: UUID
    due_on: date
    completed_on: date
    returned_on: date
    reason: str
    division: str
