"""The notices of the schedule, and which of them are settled: by the record that they told of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, case, func, literal_column, true

from services.chassis.identity import Actor
from services.chassis.notices.kept import Notices
from services.chassis.visibility import visible_select
from services.schedule.domain.dispatch.terms import InterviewState
from services.schedule.domain.ledger.terms import IssueState
from services.schedule.domain.progress.record import ReportStatus
from services.schedule.domain.todo.notices import NOTICES, OF_INTERVIEWS, OF_ISSUES, OF_NODES, OF_REPORTS
from services.schedule.store import tables

_node, _issue, _report, _interview = tables.Node, tables.Issue, tables.ProgressReport, tables.Interview
_OVER = (IssueState.CLOSED, IssueState.WITHDRAWN, IssueState.MERGED)


def _done(notice: Any, actor: Actor) -> ColumnElement[bool]:
    """A node is completed or given up, an issue is over, either is another unit's now, a report is corrected, an interview
    held: nothing waits any more.
    """

    def holds(table: Any, *conditions: Any) -> Any:
        its = visible_select(table, actor).where(table.id == notice.record_id, *conditions)
        return its.with_only_columns(true()).limit(1).scalar_subquery()

    def left(table: Any, *conditions: Any) -> Any:
        waits = holds(table, table.responsible_unit_id == notice.unit_id, *conditions)
        return ~func.coalesce(waits, literal_column("false"))  # what the unit sees no more is another's

    over: ColumnElement[bool] = case(
        (notice.kind.in_(OF_NODES), left(_node, _node.current, _node.completed_on.is_(None), _node.ended_on.is_(None))),
        (notice.kind.in_(OF_ISSUES), left(_issue, _issue.state.not_in(_OVER))),
        (notice.kind.in_(OF_REPORTS), holds(_report, _report.status != ReportStatus.RETURNED)),
        (notice.kind.in_(OF_INTERVIEWS), holds(_interview, _interview.state != InterviewState.INVITED)),
        else_=literal_column("false"),
    )
    return over


KEPT = Notices(notice=tables.Notice, read=tables.NoticeRead, muted=tables.NoticeMute, kinds=NOTICES, done=_done)
