"""What a fact says, written into the columns of its row and read back: one writer for each content, one reader for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

import orjson

from services.assessment.domain.fact.model import (
    MILESTONES,
    PENDING,
    PLANNED,
    STANDING,
    Conduct,
    Done,
    Exempt,
    FactKind,
    Invested,
    Limited,
    Milestone,
    Pending,
    PlanItem,
    Planned,
    Reopened,
    Revoked,
    Settled,
    Shared,
    Stands,
    Tasked,
    What,
)

Columns = dict[str, Any]


class Row(Protocol):
    """The columns of a fact by their names, as SQLAlchemy reads them or as the driver does."""

    def __getitem__(self, name: str, /) -> Any: ...


def columns_of(what: What) -> Columns:
    """Write what a fact says into columns; those that it does not name are null."""
    return _WRITERS[type(what)](what)


def what_of(row: Row) -> What:
    """Read what a fact says."""
    return _READERS[row["kind"]](row)


def _invested(what: Invested) -> Columns:
    so_far = {"done_so_far": what.done_so_far, "planned_so_far": what.planned_so_far}
    return {"month": what.month, "done": what.done, "planned": what.planned, **so_far}


def _settled(what: Settled) -> Columns:
    limit = {"record_version": what.version, "due_on": what.due_on, "code": what.code}
    return limit | {"finished_on": what.done_on, "days_late": what.days_late}


def _plan_item(what: PlanItem) -> Columns:
    item = {"record_version": what.version, "year": what.year, "code": what.kind}
    return item | {"planned": what.annual_investment, "content": {"converted": what.converted}}


def _conduct(what: Conduct) -> Columns:
    points = None if what.points is None else str(what.points)
    return {"code": what.kind, "content": {"severity": what.severity, "points": points, "document": what.document}}


def _shared(what: Shared) -> Columns:
    return {"content": {"shares": [[str(unit), str(share)] for unit, share in what.shares]} | _decision(what)}


def _decision(what: Shared | Exempt) -> Columns:
    return {"reason": what.reason, "approver": what.approver, "document": what.document}


_WRITERS: Mapping[type, Callable[[Any], Columns]] = {
    Planned: lambda what: {"due_on": what.due_on, "plan_version": what.plan_version},
    Pending: lambda what: {"due_on": what.due_on, "record_version": what.version},
    Reopened: lambda what: {"due_on": what.due_on},
    Done: lambda what: {"due_on": what.due_on, "days_late": what.days_late},
    Stands: lambda what: {"record_version": what.version},
    Tasked: lambda what: {"record_version": what.version, "year": what.year, "months": list(what.months)},
    Invested: _invested,
    Limited: lambda what: {"record_version": what.version, "due_on": what.due_on, "code": what.code},
    Settled: _settled,
    PlanItem: _plan_item,
    Milestone: lambda what: {"code": what.code, "due_on": what.due_on, "finished_on": what.done_on},
    Shared: _shared,
    Exempt: lambda what: {"due_on": what.until, "content": _decision(what)},
    Revoked: lambda what: {"content": {"factId": str(what.fact_id), "reason": what.reason, "approver": what.approver}},
    Conduct: _conduct,
}


def _content(row: Row) -> Any:
    said = row["content"]
    return orjson.loads(said) if isinstance(said, str) else said  # the driver leaves JSON as it is written


def _read_shared(row: Row) -> Shared:
    said = _content(row)
    shares = tuple((UUID(unit), Decimal(share)) for unit, share in said["shares"])
    return Shared(shares, said["reason"], said["approver"], said["document"])


def _read_exempt(row: Row) -> Exempt:
    said = _content(row)
    return Exempt(said["reason"], said["approver"], said["document"], row["due_on"])


def _read_revoked(row: Row) -> Revoked:
    said = _content(row)
    return Revoked(UUID(said["factId"]), said["reason"], said["approver"])


def _read_conduct(row: Row) -> Conduct:
    said = _content(row)
    points = None if said["points"] is None else Decimal(said["points"])
    return Conduct(row["code"], said["severity"], points, said["document"])


def _read_plan_item(row: Row) -> PlanItem:
    return PlanItem(row["record_version"], row["year"], row["code"], row["planned"], _content(row)["converted"])


def _read_limited(row: Row) -> Limited:
    return Limited(row["record_version"], row["due_on"], row["code"])


def _read_settled(row: Row) -> Settled:
    return Settled(row["record_version"], row["due_on"], row["finished_on"], row["days_late"], row["code"])


_LIMITED = (
    "ISSUE_ASSIGNED",
    "ISSUE_REOPENED",
    "ISSUE_ENDED",
    "SERVICE_DUE",
    "SERVICE_ENDED",
    "STATISTICS_DUE",
    "STATISTICS_EXCEPTED",
)
_SETTLED = ("ISSUE_REPORTED", "ISSUE_CLOSED", "SERVICE_DONE", "STATISTICS_ENTERED", "STATISTICS_REPORTED")
_READERS: Mapping[FactKind, Callable[[Row], What]] = {
    FactKind.NODE_PLANNED: lambda row: Planned(row["plan_version"], row["due_on"]),
    FactKind.NODE_COMPLETED: lambda row: Done(row["due_on"], row["days_late"]),
    FactKind.NODE_RETURNED: lambda row: Reopened(row["due_on"]),
    FactKind.TASK_SET: lambda row: Tasked(row["record_version"], row["year"], tuple(row["months"])),
    FactKind.PROGRESS_VERIFIED: lambda row: Invested(
        row["month"], row["done"], row["planned"], row["done_so_far"], row["planned_so_far"]
    ),
    FactKind.REQUEST_DECIDED: lambda row: Done(row["due_on"], row["days_late"]),
    **dict.fromkeys(PENDING, lambda row: Pending(row["record_version"], row["due_on"])),
    **dict.fromkeys(STANDING, lambda row: Stands(row["record_version"])),
    **{FactKind[name]: _read_limited for name in _LIMITED},
    **{FactKind[name]: _read_settled for name in _SETTLED},
    **dict.fromkeys(PLANNED, _read_plan_item),
    **dict.fromkeys(MILESTONES, lambda row: Milestone(row["code"], row["due_on"], row["finished_on"])),
    FactKind.RESPONSIBILITY_SHARED: _read_shared,
    FactKind.EXEMPTED: _read_exempt,
    FactKind.EXEMPTION_REVOKED: _read_revoked,
    FactKind.RECORD_REVOKED: _read_revoked,
    FactKind.COMMENDED: _read_conduct,
    FactKind.INCIDENT_RECORDED: _read_conduct,
}
