"""Loads and saves the arrangement of leaders and projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.rows import mapping
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.schedule.domain.leaders.arrangement import Arrangement, Leader, Link
from services.schedule.domain.leaders.reporting import InContact
from services.schedule.domain.leaders.selecting import Candidate, Ground
from services.schedule.domain.leaders.terms import ArrangementState, LinkChoice
from services.schedule.domain.opening import ItemKind
from services.schedule.store import tables

UNKNOWN = "UNKNOWN"  # level and category of a project that reserve has not told yet


async def hold(session: AsyncSession, division: str, year: int) -> None:
    """Let all that changes a year's arrangement follow each other."""
    lock = func.pg_advisory_xact_lock(func.hashtext("leader_arrangements"), func.hashtext(f"{division}/{year}"))
    await session.execute(select(lock))


async def states_of(session: AsyncSession, division: str, year: int) -> Mapping[ArrangementState, int]:
    """Say which editions of a year stand, drafts among them: state → edition."""
    of = tables.LeaderArrangement
    query = select(of.state, of.edition).where(
        of.division == division, of.year == year, of.state != ArrangementState.DISCARDED
    )
    found = await session.execute(query.order_by(of.edition))
    return mapping(found)


async def candidates(session: AsyncSession, division: str, year: int) -> list[Candidate]:
    """Read the construction projects that the year's issued plan has."""
    schedule, item, project = tables.Schedule, tables.PlanItem, tables.Project
    query = (
        select(schedule, item, project.level, project.category)
        .join(item, item.schedule_id == schedule.id)
        .outerjoin(project, project.id == schedule.project_id)
        .where(schedule.division == division, item.current, item.year == year, item.kind != ItemKind.PRELIMINARY)
    )
    return [
        Candidate(
            project_id=s.project_id,
            name=s.project_name,
            kind=i.kind,
            level=level,
            category=category,
            total_investment=i.total_investment,
            annual_investment=i.annual_investment,
        )
        for s, i, level, category in (await session.execute(query)).all()
    ]


async def marks(session: AsyncSession, division: str, year: int) -> dict[UUID, str]:
    """Read which projects the authority has marked as driving others, and why."""
    mark = tables.DrivingMark
    query = select(mark.project_id, mark.reason).where(
        mark.division == division, mark.year == year, mark.withdrawn_on.is_(None)
    )
    return mapping(await session.execute(query))


async def hold_of(work: Work, id: UUID) -> None:
    """Hold the year of an arrangement that the actor sees. Before its row is locked: all take the two in this order."""
    row = tables.LeaderArrangement
    query = visible_select(row, work.actor).where(row.id == id).with_only_columns(row.division, row.year)
    for division, year in (await work.session.execute(query)).all():
        await hold(work.session, division, year)


async def by_id(work: Work, id: UUID) -> Arrangement | None:
    """Lock an arrangement that the actor sees, and read it with its projects."""
    row = tables.LeaderArrangement
    query = visible_select(row, work.actor).where(row.id == id).with_for_update()
    found = await work.session.scalar(query.execution_options(populate_existing=True))
    return None if found is None else _arrangement(found, await _links(work.session, id))


async def in_force(session: AsyncSession, division: str, year: int) -> Arrangement | None:
    """Read the issued arrangement of a year, its projects with the units that serve them now."""
    row = tables.LeaderArrangement
    query = select(row).where(row.division == division, row.year == year, row.state == ArrangementState.ISSUED)
    found = await session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        return None
    links = await _links(session, found.id)
    serving = {link.id: link.serving_unit_id for link in links}
    issued = _arrangement(found, links)
    return replace(issued, links=tuple(replace(link, service_unit_id=serving[link.id]) for link in issued.links))


async def of_merged_unit(session: AsyncSession, unit: UUID) -> Sequence[tables.LeaderLink]:
    """Lock the links of all editions and drafts that a unit serves; whoever drafts, links or issues waits, or is waited for."""
    link, arrangement = tables.LeaderLink, tables.LeaderArrangement
    theirs = select(link.division, link.year).where(link.serving_unit_id == unit).distinct()
    for division, year in (await session.execute(theirs.order_by(link.division, link.year))).all():
        await hold(session, division, year)
    of = select(link.arrangement_id).where(link.serving_unit_id == unit)
    await session.execute(
        select(arrangement.id).where(arrangement.id.in_(of)).order_by(arrangement.id).with_for_update()
    )
    query = select(link).where(link.serving_unit_id == unit).order_by(link.id).with_for_update()
    return (await session.scalars(query.execution_options(populate_existing=True))).all()


async def arrangement_of(session: AsyncSession, link: tables.LeaderLink) -> tables.LeaderArrangement:
    """Read the arrangement of a link."""
    return await session.get_one(tables.LeaderArrangement, link.arrangement_id, populate_existing=True)


async def _links(session: AsyncSession, id: UUID) -> Sequence[tables.LeaderLink]:
    link = tables.LeaderLink
    query = select(link).where(link.arrangement_id == id).order_by(link.position)
    return (await session.scalars(query.execution_options(populate_existing=True))).all()


def _arrangement(row: tables.LeaderArrangement, links: Sequence[tables.LeaderLink]) -> Arrangement:
    return Arrangement(
        id=row.id,
        division=row.division,
        year=row.year,
        edition=row.edition,
        version=row.version,
        state=row.state,
        reason=row.reason,
        rule=tuple(row.rule),
        drafted_on=row.drafted_on,
        links=tuple(_link(link) for link in links),
        document_number=row.document_number,
        issued_on=row.issued_on,
    )


def _link(row: tables.LeaderLink) -> Link:
    leader = None
    if row.leader_subject is not None:
        leader = Leader(subject=row.leader_subject, name=row.leader_name or "", title=row.leader_title or "")
    return Link(
        id=row.id,
        project=Candidate(
            project_id=row.project_id,
            name=row.project_name,
            kind=row.kind,
            level=row.level,
            category=row.category,
            total_investment=row.total_investment,
            annual_investment=row.annual_investment,
        ),
        grounds=tuple(Ground(g["code"], g["text"]) for g in row.grounds),
        choice=row.choice,
        reason=row.reason,
        leader=leader,
        service_unit_id=row.service_unit_id,
        linked_from=row.linked_from,
    )


async def add(work: Work, made: Arrangement) -> None:
    """Write a new draft with its projects."""
    work.session.add(
        tables.LeaderArrangement(
            id=made.id,
            division=made.division,
            year=made.year,
            edition=made.edition,
            version=made.version,
            state=made.state,
            reason=made.reason,
            rule=list(made.rule),
            drafted_on=made.drafted_on,
            drafted_at=work.now,
            drafted_by=work.actor.name,
        )
    )
    await work.session.flush()
    for position, link in enumerate(made.links):
        work.session.add(tables.LeaderLink(**_columns(made, link, position)))
    await work.session.flush()


async def save(work: Work, after: Arrangement) -> None:
    """Write what has changed of a draft and its projects."""
    row = await work.session.get_one(tables.LeaderArrangement, after.id)
    for position, link in enumerate(after.links):
        values = _columns(after, link, position)
        there = await work.session.get(tables.LeaderLink, link.id)
        if there is None:
            work.session.add(tables.LeaderLink(**values))
            continue
        for name, value in values.items():
            if getattr(there, name) != value:
                setattr(there, name, value)
    row.version, row.state = after.version, after.state
    await work.session.flush()


async def issue(work: Work, after: Arrangement, digest: str) -> None:
    """Freeze the draft as the arrangement in force; that of before is superseded."""
    former, link = tables.LeaderArrangement, tables.LeaderLink
    of_year = (former.division == after.division, former.year == after.year, former.state == ArrangementState.ISSUED)
    quietly = {"synchronize_session": False}
    links = update(link).where(link.division == after.division, link.year == after.year, link.current)
    await work.session.execute(links.values(current=False).execution_options(**quietly))
    await work.session.execute(
        update(former)
        .where(*of_year)
        .values(state=ArrangementState.SUPERSEDED, version=former.version + 1)
        .execution_options(**quietly)
    )
    row = await work.session.get_one(tables.LeaderArrangement, after.id)
    row.document_number, row.issued_on, row.digest = after.document_number, after.issued_on, digest
    row.issued_at, row.issued_by = work.now, work.actor.name
    await save(work, after)


def _columns(of: Arrangement, link: Link, position: int) -> dict[str, Any]:
    leader, issued = link.leader, of.state is ArrangementState.ISSUED
    return {
        "id": link.id,
        "division": of.division,
        "arrangement_id": of.id,
        "year": of.year,
        "position": position,
        "project_id": link.project.project_id,
        "project_name": link.project.name,
        "kind": link.project.kind,
        "level": link.project.level or UNKNOWN,
        "category": link.project.category or UNKNOWN,
        "total_investment": link.project.total_investment,
        "annual_investment": link.project.annual_investment,
        "grounds": [{"code": g.code, "text": g.text} for g in link.grounds],
        "choice": link.choice,
        "issued": issued,
        "current": issued and link.choice is LinkChoice.LINKED,
        "reason": link.reason,
        "leader_subject": leader.subject if leader else None,
        "leader_name": leader.name if leader else None,
        "leader_title": leader.title if leader else None,
        "service_unit_id": link.service_unit_id,
        "serving_unit_id": link.service_unit_id,
        "linked_from": link.linked_from,
    }


async def link_of(work: Work, project_id: UUID, year: int) -> tables.LeaderLink | None:
    """Read the link in force of a project that the actor sees."""
    link = tables.LeaderLink
    query = visible_select(link, work.actor).where(link.project_id == project_id, link.year == year, link.current)
    return await work.session.scalar(query)


async def contact(session: AsyncSession, link: tables.LeaderLink) -> InContact:
    """Read a link as reports see it; the schedule's lock lets reports of a project follow each other."""
    schedule = tables.Schedule
    query = select(schedule.ended_on).where(schedule.project_id == link.project_id).with_for_update()
    ended_on: date | None = await session.scalar(query)
    assert link.linked_from is not None, "an issued link has its first day"
    assert link.serving_unit_id is not None, "and its serving unit"
    return InContact(
        project_id=link.project_id,
        linked_from=link.linked_from,
        service_unit_id=link.serving_unit_id,
        ended_on=ended_on,
    )


async def seen(session: AsyncSession, actor: Actor, id: UUID) -> Arrangement | None:
    """Read an arrangement with those of its projects that the actor sees."""
    row, link = tables.LeaderArrangement, tables.LeaderLink
    found = await session.scalar(visible_select(row, actor).where(row.id == id))
    if found is None:
        return None
    links = await session.scalars(visible_select(link, actor).where(link.arrangement_id == id).order_by(link.position))
    return _arrangement(found, links.all())


async def unit_names(session: AsyncSession, of: Arrangement) -> dict[UUID, str]:
    """Read the names of the serving units."""
    unit, ids = tables.Organization, {link.service_unit_id for link in of.links if link.service_unit_id}
    found = await session.execute(select(unit.id, unit.name).where(unit.id.in_(ids)))
    return mapping(found)
