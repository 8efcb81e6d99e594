"""The notices of the reserve, and which of them are settled: by the record that they told of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Date, Text, case, cast, literal_column, true

from services.chassis.identity import Actor
from services.chassis.notices.kept import Notices
from services.chassis.visibility import visible_select
from services.reserve.domain.applications.terms import ApplicationStatus
from services.reserve.domain.planned.terms import ReportStatus
from services.reserve.domain.todo.notices import NOTICES, OF_APPLICATIONS, OF_MONTHS, OF_REPORTS
from services.reserve.store import tables

_application, _report = tables.Application, tables.PlannedReport


def _done(notice: Any, actor: Actor) -> ColumnElement[bool]:
    """A returned application or list came back, a month that was missing is there: nothing waits any more."""

    def settled(table: Any, *conditions: Any) -> Any:
        its = visible_select(table, actor).where(*conditions)
        return its.with_only_columns(true()).limit(1).scalar_subquery()

    back = _application.status != ApplicationStatus.RETURNED
    again = _report.status != ReportStatus.RETURNED
    month = cast(notice.facts.op("->>")(literal_column("'month'", Text)), Date)
    told = (_report.unit_id == notice.unit_id, _report.month == month, _report.status != ReportStatus.DRAFT)
    over: ColumnElement[bool] = case(
        (notice.kind.in_(OF_APPLICATIONS), settled(_application, _application.id == notice.record_id, back)),
        (notice.kind.in_(OF_REPORTS), settled(_report, _report.id == notice.record_id, again)),
        (notice.kind.in_(OF_MONTHS), settled(_report, _report.division == notice.division, *told)),
        else_=literal_column("false"),
    )
    return over


KEPT = Notices(notice=tables.Notice, read=tables.NoticeRead, muted=tables.NoticeMute, kinds=NOTICES, done=_done)
