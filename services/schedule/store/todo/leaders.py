"""Reports that are due to leaders (第十三条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, Select, Text, and_, cast, column, func, or_, select, true, values

from services.chassis.todos import Asking, lines, own
from services.law.parties import Role
from services.schedule.domain.todo.kinds import KINDS
from services.schedule.store import tables
from services.schedule.store.todo.standing import ACTING

_link, _report, _schedule = tables.LeaderLink, tables.LeaderReport, tables.Schedule


def due(asking: Asking, months: Sequence[tuple[int, int, date]]) -> Select[Any] | None:
    """第十三条：months without a report to the leader, for the unit that serves the project and the service department.

    months: year, month and limit of those that are over. Owed are those from the link's month to that of the project's end.
    """
    actor = asking.actor
    if not months or not actor.acts_as(*ACTING):
        return None
    serves = [_link.serving_unit_id == actor.unit] if actor.unit is not None else []
    if not (serves or actor.acts_as(Role.PROJECT_SERVICE)):
        return None
    owed = values(column("year", Integer), column("month", Integer), column("due_on", Date), name="owed").data(
        list(months)
    )
    asked = owed.c.year * 12 + owed.c.month
    told = select(true()).where(
        _report.project_id == _link.project_id, _report.year == owed.c.year, _report.month == owed.c.month
    )
    query = own(_link, asking).join(owed, and_(_link.year == owed.c.year, _months(_link.linked_from) <= asked))
    query = query.outerjoin(_schedule, _schedule.project_id == _link.project_id).where(
        _link.current,
        _link.serving_unit_id.is_not(None),
        or_(_schedule.ended_on.is_(None), asked <= _months(_schedule.ended_on)),
        told.limit(1).scalar_subquery().is_(None),
    )
    if not actor.acts_as(Role.PROJECT_SERVICE):
        query = query.where(*serves)
    named = cast(owed.c.year, Text) + "年" + cast(owed.c.month, Text) + "月"
    return lines(
        KINDS["LEADER_REPORT_DUE"],
        query,
        _link.project_id,
        title=_link.project_name + "·" + named,
        due_on=owed.c.due_on,
        project=_link.project_id,
        unit=_link.serving_unit_id,
        detail=_link.leader_name,
        part=cast(owed.c.year * 100 + owed.c.month, Text),
    )


def _months(day: Any) -> Any:
    return func.extract("year", day) * 12 + func.extract("month", day)
