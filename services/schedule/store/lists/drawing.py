"""Reads what a month's list is drawn from: documents, nodes of plans, annual tasks, and the lists before it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from services.schedule.domain.lists import drafting
from services.schedule.domain.lists.month import Month
from services.schedule.domain.lists.record import Facts, Key
from services.schedule.domain.lists.rulebook import EVIDENCE_SECTIONS
from services.schedule.domain.lists.terms import ListKind, ListRole
from services.schedule.domain.opening import ItemKind
from services.schedule.store import tables
from services.schedule.store.lists.keeping import content_of
from services.schedule.store.lists.milestones import milestones


async def documents(session: AsyncSession, division: str, until: date, today: date) -> list[drafting.Document]:
    """Read the documents up to a day that make projects newly signed or newly approved; withdrawn ones do not count."""
    evidence, project, schedule = tables.ProjectEvidence, tables.Project, tables.Schedule
    sections = {kind: section for section, kinds in EVIDENCE_SECTIONS.on(today).items() for kind in kinds}
    query = (
        select(evidence, project, schedule.id)
        .join(project, project.id == evidence.project_id)
        .outerjoin(schedule, schedule.project_id == project.id)
        .where(
            evidence.division == division,
            evidence.kind.in_(sorted(sections)),
            evidence.dated_on <= until,
            ~evidence.withdrawn,
        )
    )
    return [
        drafting.Document(
            id=e.id,
            section=sections[e.kind],
            facts=_of_project(p, schedule_id),
            dated_on=e.dated_on,
            title=" ".join(t for t in (e.title, e.number) if t),
            issuing_body=e.issuing_body,
        )
        for e, p, schedule_id in (await session.execute(query)).all()
    ]


async def stones(
    session: AsyncSession,
    division: str,
    kind: ListKind,
    month: Month,
    earlier: Mapping[Key, drafting.Earlier],
    today: date,
) -> list[drafting.Milestone]:
    """Read the start (completion) of every running construction project, and of whatever earlier lists had besides."""
    role = ListRole.START if kind is ListKind.TO_START else ListRole.COMPLETION
    stone = milestones(role, today).subquery()
    schedule = tables.Schedule
    query = (
        _listed(month, schedule.project_name, schedule.kind, stone.c.id, stone.c.due_on, stone.c.completed_on)
        .outerjoin(stone, stone.c.schedule_id == schedule.id)
        .where(schedule.division == division, schedule.kind != ItemKind.PRELIMINARY)
    )
    found, known = [], {project_id for _, project_id in earlier}
    gone = set()
    for row, project, item, _name, own_kind, node_id, due_on, done_on in (await session.execute(query)).all():
        if row.ended_on is not None:  # given up by the plan: nothing of it is planned any more
            gone.add(row.project_id)
            continue
        is_known = row.project_id in known
        started_before = kind is ListKind.TO_START and own_kind is ItemKind.CONTINUING
        if not is_known and (node_id is None or started_before):
            continue
        found.append(
            drafting.Milestone(
                facts=_of_schedule(row, project),
                node_id=node_id,
                due_on=due_on,
                done_on=done_on,
                total_investment=item.total_investment if item else None,
                annual_investment=item.annual_investment if item else None,
            )
        )
    there = {m.facts.project_id for m in found} | gone
    rest = [e.content.facts for (_, id_), e in earlier.items() if id_ not in there and not e.taken_out]
    return [*found, *(drafting.Milestone(facts=f, node_id=None, due_on=None, done_on=None) for f in rest)]


async def sites(
    session: AsyncSession, division: str, month: Month, earlier: Mapping[Key, drafting.Earlier], today: date
) -> list[drafting.Site]:
    """Read the running construction projects of the month's year with the month's investment task."""
    start, end = (milestones(role, today).subquery() for role in (ListRole.START, ListRole.COMPLETION))
    schedule, task = tables.Schedule, tables.AnnualTask
    newest = (
        select(task.schedule_id, task.months)
        .where(task.year == month.year)
        .order_by(task.schedule_id, task.version.desc())
        .ext(distinct_on(task.schedule_id))
        .subquery()
    )
    query = (
        _listed(month, schedule.kind, start.c.completed_on, end.c.completed_on, newest.c.months)
        .outerjoin(start, start.c.schedule_id == schedule.id)
        .outerjoin(end, end.c.schedule_id == schedule.id)
        .outerjoin(newest, newest.c.schedule_id == schedule.id)
        .where(schedule.division == division, schedule.kind != ItemKind.PRELIMINARY)
    )
    found, gone = [], set()
    for row, project, item, kind, started_on, completed_on, months in (await session.execute(query)).all():
        if row.ended_on is not None:
            gone.add(row.project_id)
            continue
        found.append(
            drafting.Site(
                facts=_of_schedule(row, project),
                continuing=(item.kind if item else kind) is ItemKind.CONTINUING,
                started_on=started_on,
                completed_on=completed_on,
                total_investment=item.total_investment if item else None,
                annual_investment=item.annual_investment if item else None,
                planned_investment=months[month.month - 1] if months else None,
            )
        )
    there = {s.facts.project_id for s in found} | gone
    rest = [e.content.facts for (_, id_), e in earlier.items() if id_ not in there and not e.taken_out]
    return [*found, *(drafting.Site(facts=f, continuing=False, started_on=None, completed_on=None) for f in rest)]


def _listed(month: Month, *columns: Any) -> Any:
    schedule, project, item = tables.Schedule, tables.Project, tables.PlanItem
    of_year = and_(item.schedule_id == schedule.id, item.year == month.year, item.current)
    return (
        select(schedule, project, item, *columns)
        .outerjoin(project, project.id == schedule.project_id)
        .outerjoin(item, of_year)
    )


async def chain(session: AsyncSession, division: str, kind: ListKind, month: Month) -> drafting.Chain:
    """Read which months have a list of the kind, and how the month before stands."""
    listed = tables.MonthlyList
    query = select(listed.year, listed.month, listed.state).where(listed.division == division, listed.kind == kind)
    states = {Month(y, m): state for y, m, state in (await session.execute(query)).all()}
    return drafting.Chain(
        first=min(states, default=None), last=max(states, default=None), before=states.get(month.before())
    )


async def earlier(session: AsyncSession, division: str, kind: ListKind, month: Month) -> dict[Key, drafting.Earlier]:
    """Read what the lists before the month say of each entry last: published in the edition in force, or taken out."""
    listed, entry, draft = tables.MonthlyList, tables.ListedEntry, tables.ListEntry
    before = (
        listed.division == division,
        listed.kind == kind,
        (listed.year < month.year) | ((listed.year == month.year) & (listed.month < month.month)),
        listed.edition > 0,
    )
    published = select(entry, listed).join(listed, and_(listed.id == entry.list_id, listed.edition == entry.edition))
    removed = select(draft, listed).join(listed, listed.id == draft.list_id).where(draft.removed_reason.is_not(None))
    said: dict[Key, drafting.Earlier] = {}
    for query, taken_out in ((published, False), (removed, True)):
        for row, of in (await session.execute(query.where(*before))).all():
            own = drafting.Earlier(Month(of.year, of.month), content_of(row), taken_out)
            last = said.get(own.content.key)
            if last is None or own.month > last.month:
                said[own.content.key] = own
    return said


async def facts_of(session: AsyncSession, division: str, project_id: Any) -> Facts | None:
    """Read a project as a list shows it."""
    project, schedule = tables.Project, tables.Schedule
    query = (
        select(project, schedule.id)
        .outerjoin(schedule, schedule.project_id == project.id)
        .where(project.id == project_id, project.division == division)
    )
    row = (await session.execute(query)).one_or_none()
    if row is not None:
        return _of_project(row[0], row[1])
    own = await session.scalar(select(schedule).where(schedule.project_id == project_id, schedule.division == division))
    return None if own is None else _of_schedule(own, None)


def _of_project(row: tables.Project, schedule_id: Any) -> Facts:
    return Facts(
        project_id=row.id,
        schedule_id=schedule_id,
        project_name=row.name,
        level=row.level,
        category=row.category,
        owner_id=row.owner_id,
        town_id=row.town_id,
        industry_authority_id=row.industry_authority_id,
    )


def _of_schedule(row: tables.Schedule, project: tables.Project | None) -> Facts:
    return Facts(
        project_id=row.project_id,
        schedule_id=row.id,
        project_name=row.project_name,
        level=project.level if project else None,
        category=project.category if project else None,
        owner_id=row.owner_id,
        town_id=row.town_id,
        industry_authority_id=row.industry_authority_id,
    )
