"""The events of this service as others see them: the contract. Amounts are in 万元, as strings; days are ISO dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import PlainSerializer

from services.chassis.events import Published
from services.chassis.tallies import tallied
from services.schedule.domain import events
from services.schedule.messaging import leaders, lists, specialist, wall
from services.schedule.messaging.dispatch import PUBLISHED_BY_DISPATCH
from services.schedule.messaging.ledger import LEDGER_PUBLISHED

# One spelling for equal numbers, whatever the places that a column or a person wrote: "6000", never "6000.0000".
Exact = Annotated[Decimal, PlainSerializer(lambda v: f"{v.normalize():f}", return_type=str)]

_PROJECT = "01930000-0000-7000-8000-000000000101"
_NODE = "01930000-0000-7000-8000-000000000201"
_UNIT = "01930000-0000-7000-8000-000000000301"


class AnnualTaskSet(
    Published,
    type="zhongdian.schedule.annual-task.set.v1",
    of=events.AnnualTaskSet,
    key="project_id",
    sample={
        "projectId": _PROJECT,
        "year": 2027,
        "version": 1,
        "annualInvestment": "80000",
        "months": ["6000"] * 11 + ["14000"],
        "responsibleUnitId": _UNIT,
        "division": "430211",
    },
):
    """A project's annual investment task was set, or changed to a new version (A8)."""

    project_id: UUID
    year: int
    version: int
    annual_investment: Exact
    months: list[Exact]
    responsible_unit_id: UUID


class AnnualTaskRevalued(
    Published,
    type="zhongdian.schedule.annual-task.revalued.v1",
    of=events.AnnualTaskRevalued,
    key="project_id",
    sample={
        "projectId": _PROJECT,
        "year": 2027,
        "version": 2,
        "annualInvestment": "60000.5",
        "documentNumber": "株高管发〔2027〕9号",
        "responsibleUnitId": _UNIT,
        "division": "430211",
    },
):
    """The annual task follows an adjusted plan; its months stay as they were until they are split anew (A11)."""

    project_id: UUID
    year: int
    version: int
    annual_investment: Exact
    document_number: str
    responsible_unit_id: UUID


class ScheduleEnded(
    Published,
    type="zhongdian.schedule.schedule.ended.v1",
    of=events.ScheduleEnded,
    key="project_id",
    sample={
        "projectId": _PROJECT,
        "version": 1,
        "year": 2027,
        "endedOn": "2027-07-10",
        "documentNumber": "株高管发〔2027〕9号",
        "reason": "用地指标未落实",
        "responsibleUnitId": _UNIT,
        "division": "430211",
    },
):
    """A project was taken out of the plan and its schedule has ended; a higher version replaces a lower one (A11)."""

    project_id: UUID
    version: int
    year: int
    ended_on: date
    document_number: str
    reason: str
    responsible_unit_id: UUID


class ScheduleResumed(
    Published,
    type="zhongdian.schedule.schedule.resumed.v1",
    of=events.ScheduleResumed,
    key="project_id",
    sample={
        "projectId": _PROJECT,
        "version": 2,
        "year": 2028,
        "resumedOn": "2028-01-04",
        "responsibleUnitId": _UNIT,
        "division": "430211",
    },
):
    """A plan has the project again and its schedule goes on; a higher version replaces a lower one (A11)."""

    project_id: UUID
    version: int
    year: int
    resumed_on: date
    responsible_unit_id: UUID


class NodePlanned(
    Published,
    type="zhongdian.schedule.node.planned.v1",
    of=events.NodePlanned,
    key="project_id",
    sample={
        "nodeId": _NODE,
        "projectId": _PROJECT,
        "planVersion": 1,
        "name": "用地报批",
        "responsibleUnitId": _UNIT,
        "responsiblePerson": "责任人甲",
        "startOn": "2027-03-01",
        "dueOn": "2027-03-26",
        "waitsForRequest": True,
        "division": "430211",
    },
):
    """A node of a project's plan: told for every node of every version, so nodes of older versions are out (A8)."""

    node_id: UUID
    project_id: UUID
    plan_version: int
    name: str
    responsible_unit_id: UUID
    responsible_person: str
    start_on: date
    due_on: date
    waits_for_request: bool


class NodeCompleted(
    Published,
    type="zhongdian.schedule.node.completed.v1",
    of=events.NodeCompleted,
    key="project_id",
    sample={
        "nodeId": _NODE,
        "projectId": _PROJECT,
        "responsibleUnitId": _UNIT,
        "dueOn": "2027-03-26",
        "completedOn": "2027-03-29",
        "workingDaysLate": 1,
        "division": "430211",
    },
):
    """A node was completed by its responsible unit, with its evidence (A8)."""

    node_id: UUID
    project_id: UUID
    responsible_unit_id: UUID
    due_on: date
    completed_on: date
    working_days_late: int


class ProgressVerified(
    Published,
    type="zhongdian.schedule.progress.verified.v1",
    of=events.ProgressVerified,
    key="project_id",
    sample={
        "reportId": "01930000-0000-7000-8000-000000000401",
        "reportVersion": 2,
        "projectId": _PROJECT,
        "year": 2027,
        "month": 3,
        "reportedInvestment": "6500.5",
        "plannedInvestment": "6000",
        "cumulativeReported": "17500.5",
        "cumulativePlanned": "18000",
        "physicalPercent": "12.5",
        "responsibleUnitId": _UNIT,
        "verifiedOn": "2027-04-02",
        "division": "430211",
    },
):
    """A month's progress was verified; what is told later of the same report replaces what was told before (A9)."""

    report_id: UUID
    report_version: int
    project_id: UUID
    year: int
    month: int
    reported_investment: Exact
    planned_investment: Exact
    cumulative_reported: Exact
    cumulative_planned: Exact
    physical_percent: Exact
    responsible_unit_id: UUID
    verified_on: date


PUBLISHED: tuple[type[Published], ...] = (
    *lists.PUBLISHED,
    *wall.PUBLISHED,
    *leaders.PUBLISHED,
    *specialist.PUBLISHED,
    AnnualTaskSet,
    AnnualTaskRevalued,
    NodePlanned,
    NodeCompleted,
    ProgressVerified,
    ScheduleEnded,
    ScheduleResumed,
    *PUBLISHED_BY_DISPATCH,
    *LEDGER_PUBLISHED,
    tallied("schedule"),
)
