"""Missed weeks in the API: per project, per contact person, and all of them (第九条)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.chassis.calendar import calendar
from services.chassis.graphql import Info
from services.schedule.domain.specialist.weeks import missed, running
from services.schedule.store.missed import Facts, Weekly, of_all, read_carried

MOST = 1000


@strawberry.type(
    description="漏报的一周：截止日已过而无更新 / A week that was missed: owed, past, and not reported (A9)"
)
class MissedWeek:
    week_on: date = strawberry.field(description="该周周一 / Monday of the week")
    due_on: date = strawberry.field(description="截止日 / Its last day")
    specialist_subject: str | None = strawberry.field(
        description="截止日时的项目专员，未确定为空 / Contact person on that day, null where none was named"
    )
    specialist_name: str | None = strawberry.field(description="项目专员姓名 / Name of the contact person")


@strawberry.type(description="某项目漏报的一周 / A missed week of a project")
class MissedWeekOfProject(MissedWeek):
    project_id: UUID = strawberry.field(description="项目 / Project")
    project_name: str = strawberry.field(description="项目名称 / Name of the project")
    schedule_id: UUID = strawberry.field(description="进度计划 / Its schedule")


@strawberry.type(description="某项目专员的漏报周数 / Weeks that a contact person missed")
class MissedBySpecialist:
    subject: str | None = strawberry.field(
        description="人员标识，未确定专员的为空 / The person; null where none was named"
    )
    name: str | None = strawberry.field(description="姓名 / Name")
    unit_id: UUID | None = strawberry.field(description="单位 / Unit")
    weeks: int = strawberry.field(description="漏报周数 / Weeks missed")
    projects: int = strawberry.field(description="涉及项目数 / Projects that they are of")


@strawberry.type(description="某项目的漏报周数 / Weeks that were missed of a project")
class MissedByProject:
    project_id: UUID = strawberry.field(description="项目 / Project")
    project_name: str = strawberry.field(description="项目名称 / Name of the project")
    weeks: int = strawberry.field(description="漏报周数 / Weeks missed")


@strawberry.type(
    description="漏报情况，按今日推算；周次计于项目在建期间，全周放假不计 / "
    "What was missed until today; weeks count while the plan carries the project, those wholly of holidays do not"
)
class MissedWeekReport:
    total_count: int = strawberry.field(description="漏报周数合计 / All weeks missed")
    by_project: list[MissedByProject] = strawberry.field(description="按项目，多的在前 / By project, the most first")
    by_specialist: list[MissedBySpecialist] = strawberry.field(
        description="按项目专员，多的在前 / By contact person, the most first"
    )
    weeks: list[MissedWeekOfProject] = strawberry.field(description="逐周，新的在前 / Week by week, the newest first")


@strawberry.input(description="漏报的筛选；各条件同时满足 / Which missed weeks; all conditions together")
class MissedWeekFilter:
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    unit_id: UUID | None = strawberry.field(
        default=None, description="项目的业主、镇（街道）或行业主管部门 / Owner, town or industry authority"
    )
    subject: str | None = strawberry.field(
        default=None, description="截止日时的项目专员 / Contact person on the last day"
    )
    week_from: date | None = strawberry.field(default=None, description="不早于此周 / This week and later")
    week_until: date | None = strawberry.field(default=None, description="不晚于此周 / This week and earlier")


def missed_of(carried: Facts | None, weeks: Facts | None, people: Facts | None, today: date) -> list[dict[str, Any]]:
    """Work the missed weeks of one project out, the newest first, each with who was to report it."""
    reported = {date.fromisoformat(week): whole for week, whole in weeks or []}
    finished_on = min((week for week, whole in reported.items() if whole), default=None)
    found = missed(running(read_carried(carried)), reported, finished_on, today, calendar())
    return [
        {"week_on": week.week_on, "due_on": week.due_on, "person": _person(people or [], week.due_on)}
        for week in reversed(found)
    ]


def _person(people: Facts, day: date) -> tuple[str | None, str | None, UUID | None]:
    for from_on, to_on, subject, name, unit in people:
        if from_on <= day.isoformat() and (to_on is None or day.isoformat() <= to_on):
            return subject, name, UUID(unit)
    return None, None, None


def shown(week: dict[str, Any]) -> MissedWeek:
    """Show a missed week of a project that is known."""
    subject, name, _ = week["person"]
    return MissedWeek(week_on=week["week_on"], due_on=week["due_on"], specialist_subject=subject, specialist_name=name)


@strawberry.type
class MissedQuery:
    @strawberry.field(
        description="漏报的周更新，按项目、按项目专员 / Weekly updates that were missed, by project and by person"
    )
    async def missed_weeks(
        self,
        info: Info,
        filter: Annotated[MissedWeekFilter | None, strawberry.argument(description="筛选 / Which missed weeks")] = None,
        first: Annotated[
            int, strawberry.argument(description="逐周清单的条数，最多 1000 / How many weeks are listed, at most 1000")
        ] = 200,
    ) -> MissedWeekReport:
        asked, today = filter or MissedWeekFilter(), info.context.today
        async with info.context.reading() as session:
            known = await of_all(session, info.context.caller, asked.project_id, asked.unit_id)
        found = [
            (of, week)
            for of in known
            for week in missed_of(of.carried, of.weeks, of.people, today)
            if _asked_for(week, asked)
        ]
        return _report(found, max(0, min(first, MOST)))


def _asked_for(week: dict[str, Any], asked: MissedWeekFilter) -> bool:
    return (
        (asked.subject is None or week["person"][0] == asked.subject)
        and (asked.week_from is None or week["week_on"] >= asked.week_from)
        and (asked.week_until is None or week["week_on"] <= asked.week_until)
    )


def _report(found: list[tuple[Weekly, dict[str, Any]]], first: int) -> MissedWeekReport:
    newest = sorted(found, key=lambda f: (f[1]["week_on"], f[0].schedule_id), reverse=True)
    projects: dict[UUID, list[Weekly]] = {}
    people: dict[Any, list[UUID]] = {}
    for of, week in found:
        projects.setdefault(of.project_id, []).append(of)
        people.setdefault(week["person"], []).append(of.project_id)
    return MissedWeekReport(
        total_count=len(found),
        by_project=[
            MissedByProject(project_id=project, project_name=of[0].project_name, weeks=len(of))
            for project, of in sorted(projects.items(), key=lambda p: (-len(p[1]), p[0]))
        ],
        by_specialist=[
            MissedBySpecialist(subject=subject, name=name, unit_id=unit, weeks=len(of), projects=len(set(of)))
            for (subject, name, unit), of in sorted(people.items(), key=lambda p: (-len(p[1]), str(p[0])))
        ],
        weeks=[
            MissedWeekOfProject(
                project_id=of.project_id,
                project_name=of.project_name,
                schedule_id=of.schedule_id,
                **vars(shown(week)),
            )
            for of, week in newest[:first]
        ],
    )
