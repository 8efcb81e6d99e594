"""Weeks that a contact person has to report (第九条): this week's, and those missed that can still be reported."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.calendar import calendar
from services.chassis.todos import Asking
from services.law.parties import Role
from services.law.todo import Todo
from services.schedule.domain.specialist.rulebook import WEEKS_BACK
from services.schedule.domain.specialist.weeks import WEEK, missed, monday_of, running
from services.schedule.domain.todo.kinds import KINDS
from services.schedule.store.missed import Weekly, read_carried
from services.schedule.store.todo.weeks import weekly_of


async def weeks_due(session: AsyncSession, asking: Asking) -> list[Todo]:
    """第九条：the weeks that fall to the person, as the project's contact person of today.

    The owner, who may report them too, is asked only where no contact person is appointed.
    """
    if not asking.actor.acts_as(Role.SPECIALIST, Role.OWNER):
        return []
    return [todo for of in await weekly_of(session, asking) for todo in _weeks(of, asking.today)]


def _weeks(of: Weekly, today: date) -> list[Todo]:
    reported = {date.fromisoformat(week): whole for week, whole in of.weeks}
    finished_on = min((week for week, whole in reported.items() if whole), default=None)
    until = monday_of(today) + WEEK  # this week's last day is still to come, or has just passed
    earliest = monday_of(today) - timedelta(weeks=WEEKS_BACK.on(today))
    return [
        Todo(
            kind=KINDS["WEEK_DUE"],
            record_id=of.project_id,
            project_id=of.project_id,
            title=f"{of.project_name}·{week.week_on}当周",
            due_on=week.due_on,
            part=week.week_on.isoformat(),
        )
        for week in missed(running(read_carried(of.carried)), reported, finished_on, until, calendar())
        if week.week_on >= earliest
    ]
