"""What has happened in the schedule, as the domain says it. The service's messaging translates what is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualTaskSet:
    """第八条：the investment authority has set, or changed, the annual investment task of a construction project."""

    project_id: UUID
    year: int
    version: int
    annual_investment: Decimal
    months: tuple[Decimal, ...]
    responsible_unit_id: UUID
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualTaskRevalued:
    """第十一条：the adjusted plan gives a project another annual investment, and its task follows as a new version. How it
    falls to the months is still that of the version before: the investment authority has to split it anew.
    """

    project_id: UUID
    year: int
    version: int
    annual_investment: Decimal
    document_number: str
    responsible_unit_id: UUID
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleEnded:
    """第十一条：the project was taken out of the plan, and its schedule ends. `version` counts how often it ended or went on:
    what is told with a higher one replaces what was told before.
    """

    project_id: UUID
    version: int
    year: int
    ended_on: date
    document_number: str
    reason: str
    responsible_unit_id: UUID
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleResumed:
    """第十一条：a plan has the project again, and its schedule goes on from the day on which that was issued."""

    project_id: UUID
    version: int
    year: int
    resumed_on: date
    responsible_unit_id: UUID
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NodePlanned:
    """第八条：a node has its days, responsible unit and person. Said for every node of every version of the node plan,
    so that a listener can tell by `plan_version` which nodes a later version has left out. Said again in the same version
    when the responsible unit was merged into another.
    """

    node_id: UUID
    project_id: UUID
    plan_version: int
    name: str
    responsible_unit_id: UUID
    responsible_person: str
    start_on: date
    due_on: date
    waits_for_request: bool
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeCompleted:
    """第八条：the responsible unit has completed a node, with its evidence."""

    node_id: UUID
    project_id: UUID
    responsible_unit_id: UUID
    due_on: date
    completed_on: date
    working_days_late: int
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressVerified:
    """第九条：the investment authority has verified a month's reported progress; amounts are in 万元, the cumulative ones
    from January of the year. What is told later of the same report replaces what was told before: a higher version, or
    the same version when an earlier month was verified after it, which changes what is cumulative.
    """

    report_id: UUID
    report_version: int
    project_id: UUID
    year: int
    month: int
    reported_investment: Decimal
    planned_investment: Decimal
    cumulative_reported: Decimal
    cumulative_planned: Decimal
    physical_percent: Decimal
    responsible_unit_id: UUID
    verified_on: date
    division: str
