"""What a schedule says of its contact person and of its weeks (第九条)."""

from __future__ import annotations

from typing import Any

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, derived, page, sql
from services.schedule.graphql.arguments import After, First
from services.schedule.graphql.missed import MissedWeek, missed_of, shown
from services.schedule.graphql.specialist import Specialist
from services.schedule.graphql.weeks import WeeklyUpdate
from services.schedule.store import missed, specialists, tables


def _carried(schedule: Any, info: Info) -> Any:
    return missed.carried_of(schedule, info.context.caller)


def _weeks(schedule: Any, info: Info) -> Any:
    return missed.weeks_of(schedule, info.context.caller)


def _people(schedule: Any, info: Info) -> Any:
    return missed.people_of(schedule, info.context.caller)


@strawberry.type
class SpecialistOfSchedule:
    @sql(description="现任项目专员，未确定为空 / The contact person of today, null where none is named (A9)")
    def specialist(self: Any, info: Info) -> Specialist | None:
        row = tables.Specialist
        its = select(row).where(row.schedule_id == self.id, specialists.in_force(row, info.context.today))
        return answer(its.limit(1))

    @sql(description="历任项目专员，近的在前，含已确定未到任的 / Every contact person, the newest first")
    def specialists(self: Any, first: First = None, after: After = None) -> Connection[Specialist]:
        row = tables.Specialist
        its = select(row).where(row.schedule_id == self.id)
        return page(its, [Key(row.from_on, descending=True), Key(row.id, descending=True)])

    @sql(description="周更新，新的在前 / Weekly updates, the newest first")
    def weekly_updates(self: Any, first: First = None, after: After = None) -> Connection[WeeklyUpdate]:
        row = tables.WeeklyUpdate
        its = select(row).where(row.schedule_id == self.id)
        return page(its, [Key(row.week_on, descending=True), Key(row.id, descending=True)])

    @derived(
        carried=_carried,
        weeks=_weeks,
        people=_people,
        description="漏报的周，新的在前 / Weeks that were missed, the newest first",
    )
    def missed_weeks(self: Any, info: Info) -> list[MissedWeek]:
        return [shown(week) for week in missed_of(self.carried, self.weeks, self.people, info.context.today)]
