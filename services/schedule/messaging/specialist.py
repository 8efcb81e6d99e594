"""What contact persons, their weeks and the authority's word on nodes tell the others (A9). Investment in 万元."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import PlainSerializer

from services.chassis.events import Published
from services.schedule.domain.specialist import events

Exact = Annotated[Decimal, PlainSerializer(lambda v: f"{v.normalize():f}", return_type=str)]

_PROJECT = "01930000-0000-7000-8000-000000000101"
_NODE = "01930000-0000-7000-8000-000000000201"
_UNIT = "01930000-0000-7000-8000-000000000301"


class SpecialistAppointed(
    Published,
    type="zhongdian.schedule.specialist.appointed.v1",
    of=events.SpecialistAppointed,
    key="project_id",
    sample={
        "specialistId": "01930000-0000-7000-8000-000000000501",
        "version": 1,
        "projectId": _PROJECT,
        "subject": "p-101",
        "unitId": _UNIT,
        "fromOn": "2027-03-01",
        "replaces": "01930000-0000-7000-8000-000000000500",
        "cancelled": False,
        "division": "430211",
    },
):
    """A person is a project's contact person from a day on; the one replaced is so until the day before (A9).

    Told again with `cancelled` when it is taken back before its first day: the one replaced goes on.
    """

    specialist_id: UUID
    version: int
    project_id: UUID
    subject: str
    unit_id: UUID
    from_on: date
    replaces: UUID | None
    cancelled: bool


class WeekUpdated(
    Published,
    type="zhongdian.schedule.week.updated.v1",
    of=events.WeekUpdated,
    key="project_id",
    sample={
        "updateId": "01930000-0000-7000-8000-000000000511",
        "version": 1,
        "projectId": _PROJECT,
        "weekOn": "2027-03-01",
        "year": 2027,
        "month": 3,
        "doneInvestment": "1200.5",
        "physicalPercent": "12.5",
        "difficulties": 1,
        "dueOn": "2027-03-05",
        "reportedOn": "2027-03-05",
        "responsibleUnitId": _UNIT,
        "division": "430211",
    },
):
    """A week of a project was reported or corrected, not verified; a higher version replaces a lower one (A9).

    `reportedOn` is the day of its first version: after `dueOn` it was late. The responsible unit is the owner.
    """

    update_id: UUID
    version: int
    project_id: UUID
    week_on: date
    year: int
    month: int
    done_investment: Exact
    physical_percent: Exact
    difficulties: int
    due_on: date | None
    reported_on: date
    responsible_unit_id: UUID


class NodeVerified(
    Published,
    type="zhongdian.schedule.node.verified.v1",
    of=events.NodeVerified,
    key="project_id",
    sample={
        "nodeId": _NODE,
        "projectId": _PROJECT,
        "nodeVersion": 3,
        "responsibleUnitId": _UNIT,
        "completedOn": "2027-03-29",
        "verifiedOn": "2027-03-31",
        "division": "430211",
    },
):
    """The authority has verified the completion of a node (A9)."""

    node_id: UUID
    project_id: UUID
    node_version: int
    responsible_unit_id: UUID
    completed_on: date
    verified_on: date


class NodeCompletionReturned(
    Published,
    type="zhongdian.schedule.node.completion-returned.v1",
    of=events.NodeCompletionReturned,
    key="project_id",
    sample={
        "nodeId": _NODE,
        "projectId": _PROJECT,
        "nodeVersion": 3,
        "responsibleUnitId": _UNIT,
        "dueOn": "2027-03-26",
        "completedOn": "2027-03-29",
        "returnedOn": "2027-03-31",
        "reason": "佐证材料与项目不符",
        "division": "430211",
    },
):
    """The authority has taken the completion of a node back: it counts no longer, and the node is open again (A9)."""

    node_id: UUID
    project_id: UUID
    node_version: int
    responsible_unit_id: UUID
    due_on: date
    completed_on: date
    returned_on: date
    reason: str


PUBLISHED = (SpecialistAppointed, WeekUpdated, NodeVerified, NodeCompletionReturned)
