"""What the ledger publishes (A10); key issue, so that what is told of one issue arrives in its order."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.events import Published
from services.schedule.domain.ledger import events

_UNIT = "01930000-0000-7000-8000-000000000002"
_OF_ISSUE: dict[str, Any] = {
    "issueId": "01930000-0000-7000-8000-000000000701",
    "version": 2,
    "number": "2027-0001",
    "projectId": "01930000-0000-7000-8000-000000000101",
    "division": "430211",
}
_TYPE = "zhongdian.schedule.issue"


class IssueRaised(
    Published,
    type=f"{_TYPE}.raised.v1",
    of=events.IssueRaised,
    key="issue_id",
    sample=_OF_ISSUE
    | {
        "version": 1,
        "severity": "BLOCKAGE",
        "kind": "LAND_QUOTA",
        "title": "用地指标缺口",
        "raisedOn": "2027-03-01",
        "raisedByUnitId": _UNIT,
        "source": "MEETING",
        "sourceId": "01930000-0000-7000-8000-000000000901",
    },
):
    """An issue is on the ledger (A10). sourceId: the record that it was found in, where there is one."""

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


class IssueAssigned(
    Published,
    type=f"{_TYPE}.assigned.v1",
    of=events.IssueAssigned,
    key="issue_id",
    sample=_OF_ISSUE
    | {
        "layer": "DEPARTMENT",
        "severity": "BLOCKAGE",
        "responsibleUnitId": _UNIT,
        "assignedOn": "2027-03-01",
        "dueOn": "2027-03-10",
        "originalDueOn": "2027-03-10",
    },
):
    """A unit has to settle an issue until a day; told anew when unit or limit change. A higher version replaces a lower (A10)."""

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


class IssueOverdue(
    Published,
    type=f"{_TYPE}.overdue.v1",
    of=events.IssueOverdue,
    key="issue_id",
    sample=_OF_ISSUE | {"responsibleUnitId": _UNIT, "dueOn": "2027-03-10", "seenOn": "2027-03-11"},
):
    """The limit of an issue has passed and nobody has reported it done; told once for each limit (A10)."""

    issue_id: UUID
    version: int
    number: str
    project_id: UUID | None
    responsible_unit_id: UUID
    due_on: date
    seen_on: date


class IssueSupervised(
    Published,
    type=f"{_TYPE}.supervised.v1",
    of=events.IssueSupervised,
    key="issue_id",
    sample=_OF_ISSUE
    | {
        "responsibleUnitId": _UNIT,
        "letter": "问题督办〔2027〕1号",
        "supervisedOn": "2027-03-11",
        "byRule": True,
    },
):
    """An issue is under supervision, by a letter of the inspectors or by the rule (A10)."""

    issue_id: UUID
    version: int
    number: str
    project_id: UUID | None
    responsible_unit_id: UUID
    letter: str
    supervised_on: date
    by_rule: bool


class IssueReportedDone(
    Published,
    type=f"{_TYPE}.reported-done.v1",
    of=events.IssueReportedDone,
    key="issue_id",
    sample=_OF_ISSUE
    | {"responsibleUnitId": _UNIT, "dueOn": "2027-03-10", "doneOn": "2027-03-12", "workingDaysLate": 2},
):
    """The responsible unit has reported an issue done; somebody else is to verify it (A10)."""

    issue_id: UUID
    version: int
    number: str
    project_id: UUID | None
    responsible_unit_id: UUID
    due_on: date
    done_on: date
    working_days_late: int


class IssueClosed(
    Published,
    type=f"{_TYPE}.closed.v1",
    of=events.IssueClosed,
    key="issue_id",
    sample=_OF_ISSUE
    | {
        "responsibleUnitId": _UNIT,
        "layer": "DEPARTMENT",
        "severity": "BLOCKAGE",
        "dueOn": "2027-03-10",
        "originalDueOn": "2027-03-10",
        "doneOn": "2027-03-12",
        "closedOn": "2027-03-15",
        "workingDaysLate": 2,
        "workingDaysLateOriginally": 2,
        "reopenedTimes": 0,
        "supervised": True,
    },
):
    """Somebody else has verified an issue and it is closed; days late are those up to the report (A10)."""

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


class IssueReopened(
    Published,
    type=f"{_TYPE}.reopened.v1",
    of=events.IssueReopened,
    key="issue_id",
    sample=_OF_ISSUE
    | {"responsibleUnitId": _UNIT, "dueOn": "2027-03-24", "afterClosing": True, "reason": "指标尚未下达"},
):
    """A report was returned, or a closed issue opened again (A10)."""

    issue_id: UUID
    version: int
    number: str
    project_id: UUID | None
    responsible_unit_id: UUID
    due_on: date
    after_closing: bool
    reason: str


class IssueMerged(
    Published,
    type=f"{_TYPE}.merged.v1",
    of=events.IssueMerged,
    key="issue_id",
    sample=_OF_ISSUE | {"intoId": "01930000-0000-7000-8000-000000000702"},
):
    """An issue was taken for the same as another; null when that is undone (A10)."""

    issue_id: UUID
    version: int
    number: str
    project_id: UUID | None
    into_id: UUID | None


class IssueWithdrawn(
    Published,
    type=f"{_TYPE}.withdrawn.v1",
    of=events.IssueWithdrawn,
    key="issue_id",
    sample=_OF_ISSUE | {"reason": "问题已自行解决"},
):
    """Who raised an issue has taken it back (A10)."""

    issue_id: UUID
    version: int
    number: str
    project_id: UUID | None
    reason: str


LEDGER_PUBLISHED = (
    IssueRaised,
    IssueAssigned,
    IssueOverdue,
    IssueSupervised,
    IssueReportedDone,
    IssueClosed,
    IssueReopened,
    IssueMerged,
    IssueWithdrawn,
)
