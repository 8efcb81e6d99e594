"""Things to do about progress reports (第九条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, Select, Text, and_, cast, column, func, select, true, values

from services.chassis.todos import Asking, lines, own
from services.law.parties import Role
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.progress.record import ReportStatus
from services.schedule.domain.todo.kinds import KINDS
from services.schedule.store import tables
from services.schedule.store.todo.standing import of_schedules, reports

_CONSTRUCTION = tuple(kind for kind in ItemKind if kind.construction)
_report, _schedule, _task, _item = tables.ProgressReport, tables.Schedule, tables.AnnualTask, tables.PlanItem


def to_verify(asking: Asking) -> Select[Any] | None:
    """第九条：reports for the authority, but for those that the person reported or corrected."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    query = own(_report, asking).join(_schedule, _schedule.id == _report.schedule_id)
    query = query.where(_report.status == ReportStatus.REPORTED, ~_report.reporters.contains([asking.actor.subject]))
    return _lines("REPORT_TO_VERIFY", query, detail="报送日期" + cast(_report.reported_on, Text))


def returned(asking: Asking) -> Select[Any] | None:
    """第九条：returned reports, for the owner and the contact person."""
    if not asking.actor.acts_as(Role.OWNER, Role.SPECIALIST):
        return None
    query = own(_report, asking).join(_schedule, _schedule.id == _report.schedule_id)
    query = query.where(_report.status == ReportStatus.RETURNED, reports(asking.actor, asking.today))
    return _lines("REPORT_RETURNED", query, detail=_report.return_reason)


def _lines(kind: str, query: Select[Any], detail: Any) -> Select[Any]:
    month = cast(_report.year, Text) + "年" + cast(_report.month, Text) + "月"
    return lines(
        KINDS[kind],
        query,
        _report.id,
        title=_schedule.project_name + "·" + month,
        project=_report.project_id,
        detail=detail,
    )


def due(asking: Asking, months: Sequence[tuple[int, int, date]]) -> Select[Any] | None:
    """第九条、第十二条：months without a report. months: year, month and limit of those that are asked about.

    Only months against a task, of a year whose plan carries the project, from the month of its document on.
    """
    if not months or not asking.actor.acts_as(Role.OWNER, Role.SPECIALIST):
        return None
    owed = values(column("year", Integer), column("month", Integer), column("due_on", Date), name="owed").data(
        list(months)
    )
    task = select(true()).where(_task.schedule_id == _item.schedule_id, _task.year == _item.year)
    told = select(true()).where(
        _report.schedule_id == _item.schedule_id, _report.year == owed.c.year, _report.month == owed.c.month
    )
    issued = func.extract("year", _item.issued_on) * 12 + func.extract("month", _item.issued_on)
    query = of_schedules(_item, asking).join(
        owed, and_(_item.year == owed.c.year, issued <= owed.c.year * 12 + owed.c.month)
    )
    query = query.where(
        _item.current,
        _item.kind.in_(_CONSTRUCTION),
        task.limit(1).scalar_subquery().is_not(None),
        told.limit(1).scalar_subquery().is_(None),
        reports(asking.actor, asking.today),
    )
    named = cast(owed.c.year, Text) + "年" + cast(owed.c.month, Text) + "月"
    return lines(
        KINDS["PROJECT_REPORT_DUE"],
        query,
        _schedule.project_id,
        title=_schedule.project_name + "·" + named,
        due_on=owed.c.due_on,
        project=_schedule.project_id,
        part=cast(owed.c.year * 100 + owed.c.month, Text),
    )
