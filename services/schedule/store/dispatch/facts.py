"""Reads the facts of a month or year that bulletins, summaries and reviews are worked out of (第十条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.calendar import calendar
from services.chassis.identity import Actor
from services.chassis.work import Work
from services.schedule.domain.dispatch.facts import Facts, IssueFact, MissedFact, NodeFact, ProjectFact, RequestFact
from services.schedule.domain.ledger.terms import IssueState
from services.schedule.domain.listing import PlanChange
from services.schedule.domain.node.factor import RequestState
from services.schedule.domain.node.state import NodeState, day_line, state
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.progress.record import ReportStatus
from services.schedule.domain.specialist.weeks import missed, running
from services.schedule.store import missed as weekly
from services.schedule.store import nodes, tables

_MONTHS = 12
_WHOLE = 100
_NOTHING = (Decimal(0),) * _MONTHS


async def read_facts(work: Work, year: int, month: int, first: date, as_of: date) -> Facts:
    """Read all that concerns the plan of a year, as it was on the last day of the period, as far as is known today."""
    session, division = work.session, work.actor.division
    projects = await _projects(session, division, year, as_of)
    known = {p.id for p in projects}
    unit = tables.Organization
    units = (await session.execute(select(unit.id, unit.name, unit.category).where(unit.division == division))).all()
    return Facts(
        year=year,
        month=month,
        first=first,
        as_of=as_of,
        projects=tuple(projects),
        nodes=tuple([n for n in await _nodes(session, work.actor, year, as_of) if n.project_id in known]),
        requests=tuple(await _requests(session, division, as_of)),
        issues=tuple(await _issues(session, division, as_of)),
        missed=tuple(await _missed(work, first, as_of, known)),
        units={row.id: row.name for row in units},
        categories={row.id: row.category for row in units},
    )


async def _projects(session: AsyncSession, division: str, year: int, as_of: date) -> list[ProjectFact]:
    schedule, item, told = tables.Schedule, tables.PlanItem, tables.Project
    tasks, done, spans = await _tasks(session, year), await _verified(session, year), await _spans(session, year)
    moved, began = await _converted(session, year), await _began(session, year)
    query = (
        select(schedule, item.kind, item.annual_investment, told.category)
        .join(item, and_(item.schedule_id == schedule.id, item.current, item.year == year))
        .outerjoin(told, told.id == schedule.project_id)
        .where(
            schedule.division == division,
            item.issued_on <= as_of,
            or_(schedule.ended_on.is_(None), schedule.ended_on > as_of),
        )
        .order_by(schedule.project_name, schedule.id)
    )
    found = []
    for row, kind, annual, category in (await session.execute(query)).all():
        start, finish = spans.get(row.id, (None, None))
        started, finished = began.get(row.id, (None, None))
        converted, was = moved.get(row.project_id, (None, False))
        verified, reports = done.get(row.id, ((None,) * _MONTHS, ()))
        found.append(
            ProjectFact(
                id=row.project_id,
                name=row.project_name,
                kind=kind,
                category=category or "未登记类别",
                owner_id=row.owner_id,
                town_id=row.town_id,
                authority_id=row.industry_authority_id,
                annual=annual,
                months=tasks.get(row.id, _NOTHING),
                verified=verified,
                reports=reports,
                start_due=start,
                finish_due=finish,
                started_on=started,
                finished_on=finished,
                converted_on=converted,
                was_preliminary=was,
            )
        )
    return found


async def _tasks(session: AsyncSession, year: int) -> dict[UUID, tuple[Decimal, ...]]:
    """The months of each task in force."""
    task = tables.AnnualTask
    newest = select(task.schedule_id, task.months).where(task.year == year).ext(distinct_on(task.schedule_id))
    rows = await session.execute(newest.order_by(task.schedule_id, task.version.desc()))
    return {row.schedule_id: tuple(row.months) for row in rows}


async def _verified(
    session: AsyncSession, year: int
) -> dict[UUID, tuple[tuple[Decimal | None, ...], tuple[UUID, ...]]]:
    report = tables.ProgressReport
    query = select(report.schedule_id, report.month, report.verified_investment, report.id).where(
        report.year == year, report.verified_investment.is_not(None)
    )
    found: dict[UUID, dict[int, tuple[Decimal, UUID]]] = {}
    for schedule, month, amount, id_ in (await session.execute(query)).all():
        assert amount is not None, "the query leaves out what is not verified"
        found.setdefault(schedule, {})[month] = (amount, id_)
    return {
        schedule: (
            tuple(months[m][0] if m in months else None for m in range(1, _MONTHS + 1)),
            tuple(months[m][1] for m in sorted(months)),
        )
        for schedule, months in found.items()
    }


def _of_plan(schedule_id: Any, year: int) -> ColumnElement[bool]:
    """Whether a record is of a schedule that the year's plan has: those of other years are not read at all."""
    item = tables.PlanItem
    planned: ColumnElement[bool] = schedule_id.in_(select(item.schedule_id).where(item.year == year, item.current))
    return planned


async def _spans(session: AsyncSession, year: int) -> dict[UUID, tuple[date, date]]:
    """The first and the last day of each node plan in force."""
    node = tables.Node
    of_plan = _of_plan(node.schedule_id, year)
    query = select(node.schedule_id, func.min(node.start_on), func.max(node.due_on)).where(node.current, of_plan)
    rows = (await session.execute(query.group_by(node.schedule_id))).all()
    return {schedule: (first, last) for schedule, first, last in rows}


async def _began(session: AsyncSession, year: int) -> dict[UUID, tuple[date | None, date | None]]:
    """The first days of the months for which progress, and completion, was first verified."""
    report, step = tables.ProgressReport, tables.ProgressStep
    month = func.make_date(report.year, report.month, 1)
    some, whole = step.physical_percent > 0, step.physical_percent >= _WHOLE
    query = (
        select(report.schedule_id, func.min(month).filter(some), func.min(month).filter(whole))
        .join(step, and_(step.report_id == report.id, step.status == ReportStatus.VERIFIED))
        .where(_of_plan(report.schedule_id, year))
        .group_by(report.schedule_id)
    )
    return {schedule: (first, done) for schedule, first, done in (await session.execute(query)).all()}


async def _converted(session: AsyncSession, year: int) -> dict[UUID, tuple[date | None, bool]]:
    """Which projects a plan of the year carried as preliminary, and when one of them became a construction project."""
    told = tables.PlanTelling
    became = func.min(told.told_on).filter(told.change == PlanChange.CONVERTED)
    first = func.array_agg(aggregate_order_by(told.kind, told.plan_version.asc()))[1]
    query = select(told.project_id, became, first).where(told.year == year).group_by(told.project_id)
    rows = (await session.execute(query)).all()
    return {project: (on, kind == ItemKind.PRELIMINARY or on is not None) for project, on, kind in rows}


async def _nodes(session: AsyncSession, actor: Actor, year: int, as_of: date) -> list[NodeFact]:
    node = tables.Node
    columns: Sequence[Any] = (
        node.id,
        node.project_id,
        node.responsible_unit_id,
        node.start_on,
        node.due_on,
        node.completed_on,
        node.waits_for,
        node.ended_on,
        nodes.granted_on(node, actor).label("granted_on"),
    )
    of_plan = _of_plan(node.schedule_id, year)
    query = select(*columns).where(node.current, node.division == actor.division, of_plan)
    query = query.order_by(node.due_on, node.id)
    line = day_line(as_of, calendar())
    found = []
    for row in (await session.execute(query)).all():
        if row.ended_on is not None and row.ended_on <= as_of:
            continue
        done = row.completed_on if row.completed_on is not None and row.completed_on <= as_of else None
        waiting = row.waits_for is not None and (row.granted_on is None or row.granted_on > as_of)
        now: NodeState = state(row.start_on, row.due_on, done, waiting=waiting, line=line)
        found.append(
            NodeFact(
                id=row.id,
                project_id=row.project_id,
                unit_id=row.responsible_unit_id,
                due_on=row.due_on,
                completed_on=done,
                state=now.value,
            )
        )
    return found


async def _requests(session: AsyncSession, division: str, as_of: date) -> list[RequestFact]:
    request, unit = tables.FactorRequest, tables.Organization
    bureau = func.coalesce(unit.merged_into, request.bureau_id)  # a merged bureau's requests are its survivor's
    query = (
        select(request.id, request.version, bureau, request.due_on, request.decided_on, request.state)
        .outerjoin(unit, unit.id == request.bureau_id)
        .where(request.division == division)
        .order_by(request.id)
    )
    return [
        RequestFact(
            id=id_,
            version=version,
            bureau_id=of,
            due_on=due,
            decided_on=decided,
            open=stands is RequestState.OPEN or (decided is not None and decided > as_of),
        )
        for id_, version, of, due, decided, stands in (await session.execute(query)).all()
    ]


async def _issues(session: AsyncSession, division: str, as_of: date) -> list[IssueFact]:
    issue = tables.Issue
    query = select(issue).where(issue.division == division, issue.raised_on <= as_of).order_by(issue.id)
    return [
        IssueFact(
            id=row.id,
            unit_id=row.responsible_unit_id,
            raised_on=row.raised_on,
            closed_on=row.ended_on if row.state is IssueState.CLOSED else None,
            due_on=row.due_on,
            open=all(day is None or day > as_of for day in (row.done_on, row.ended_on)),
        )
        for row in (await session.scalars(query)).all()
        if row.state not in {IssueState.WITHDRAWN, IssueState.MERGED}
    ]


async def _missed(work: Work, first: date, as_of: date, known: set[UUID]) -> list[MissedFact]:
    """Weeks that were due in the period; one that was due on its last day is of it as well, once that day is over."""
    until = min(as_of + timedelta(days=1), work.today)
    found = []
    for one in await weekly.of_all(work.session, work.actor, None, None):
        if one.project_id not in known:
            continue
        reported = {date.fromisoformat(week): whole for week, whole in one.weeks}
        finished = min((week for week, whole in reported.items() if whole), default=None)
        owed = missed(running(weekly.read_carried(one.carried)), reported, finished, until, calendar())
        found += [MissedFact(project_id=one.project_id, week_on=week.week_on) for week in owed if first <= week.due_on]
    return found
