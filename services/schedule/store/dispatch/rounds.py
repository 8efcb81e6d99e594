"""Loads and saves weekly rounds and their difficulties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.schedule.domain.dispatch.rounds import Noted
from services.schedule.domain.dispatch.terms import DifficultyGrade, DifficultyOutcome, DifficultySource, RoundState
from services.schedule.domain.progress.record import ReportStatus
from services.schedule.store import tables

_Round, _Difficulty = tables.DispatchRound, tables.DispatchDifficulty
SUNDAY = timedelta(days=6)


async def lock_round(work: Work, id: UUID) -> tables.DispatchRound | None:
    """Lock a round that the actor sees: what happens in one round follows each other."""
    query = visible_select(_Round, work.actor).where(_Round.id == id)
    return await work.session.scalar(query.with_for_update().execution_options(populate_existing=True))


async def lock_difficulty(work: Work, id: UUID) -> tuple[tables.DispatchRound, tables.DispatchDifficulty] | None:
    """Lock a difficulty that the actor sees, behind the lock of its round, which is locked whoever sees it."""
    seen = visible_select(_Difficulty, work.actor).where(_Difficulty.id == id)
    found: UUID | None = await work.session.scalar(seen.with_only_columns(_Difficulty.round_id))
    if found is None:
        return None
    fresh = {"populate_existing": True}
    locked = select(_Round).where(_Round.id == found).with_for_update()
    row = (await work.session.scalars(locked.execution_options(**fresh))).one()
    query = select(_Difficulty).where(_Difficulty.id == id).with_for_update()
    return row, (await work.session.scalars(query.execution_options(**fresh))).one()


async def newest_week(session: AsyncSession, division: str) -> date | None:
    """Tell the last week of which a round was opened."""
    week: date | None = await session.scalar(select(func.max(_Round.week_on)).where(_Round.division == division))
    return week


async def lock_left(session: AsyncSession, division: str) -> Sequence[tables.DispatchDifficulty]:
    """Lock the open rounds of before, and give what was not treated in them, in order."""
    open_rounds = select(_Round.id).where(_Round.division == division, _Round.state == RoundState.OPEN)
    ids = (await session.scalars(open_rounds.order_by(_Round.week_on).with_for_update())).all()
    left = select(_Difficulty).where(_Difficulty.round_id.in_(ids), _Difficulty.outcome == DifficultyOutcome.OPEN)
    ordered = left.order_by(_Difficulty.noted_on, _Difficulty.id).with_for_update()
    return (await session.scalars(ordered.execution_options(populate_existing=True))).all()


async def of_round(session: AsyncSession, round_id: UUID) -> Sequence[tables.DispatchDifficulty]:
    """Read the difficulties of a round in its order."""
    query = select(_Difficulty).where(_Difficulty.round_id == round_id).order_by(_Difficulty.position)
    return (await session.scalars(query.execution_options(populate_existing=True))).all()


async def reported(session: AsyncSession, division: str, week_on: date, look_back: int) -> list[Noted]:
    """Find the difficulties that were reported until the week's end and that no round has taken up yet, word for word.

    What a weekly update says already is not taken from the month's report once more.
    """
    found = await _updated(session, division, week_on, look_back)
    said = {(n.project_id, n.text) for n in found}
    taken = await _taken(session, [n.source_id for n in found])
    monthly = await _monthly(session, division, week_on, look_back)
    return [n for n in found if (n.source_id, n.text) not in taken] + [
        n for n in monthly if any((n.project_id, line) not in said for line in _lines(n.text))
    ]


def _lines(text: str) -> list[str]:
    """The lines of a month's report, without the grade that a week puts before what it passes on to it."""
    return [line.partition("〕")[2] if line.startswith("〔") else line for line in text.split("\n")]


async def _updated(session: AsyncSession, division: str, week_on: date, look_back: int) -> list[Noted]:
    week, schedule = tables.WeeklyUpdate, tables.Schedule
    query = (
        select(week.id, week.project_id, week.difficulties, week.reported_on, schedule.owner_id)
        .join(schedule, schedule.id == week.schedule_id)
        .where(
            week.division == division,
            week.reported_on >= week_on - timedelta(days=look_back),
            week.reported_on <= week_on + SUNDAY,
            schedule.ended_on.is_(None),
        )
        .order_by(week.reported_on, week.id)
    )
    return [
        Noted(
            grade=DifficultyGrade(said["severity"]),
            text=said["text"],
            source=DifficultySource.WEEKLY_UPDATE,
            noted_on=on,
            project_id=project_id,
            unit_id=owner,
            source_id=id_,
        )
        for id_, project_id, difficulties, on, owner in (await session.execute(query)).all()
        for said in difficulties
    ]


async def _taken(session: AsyncSession, ids: Sequence[UUID | None]) -> set[tuple[UUID | None, str]]:
    query = select(_Difficulty.source_id, _Difficulty.text).where(_Difficulty.source_id.in_(set(ids)))
    return {(source, text) for source, text in (await session.execute(query)).all()}


async def _monthly(session: AsyncSession, division: str, week_on: date, look_back: int) -> list[Noted]:
    report, schedule = tables.ProgressReport, tables.Schedule
    taken = exists().where(_Difficulty.source_id == report.id, _Difficulty.text == report.difficulties)
    query = (
        select(report.id, report.project_id, report.difficulties, report.reported_on, schedule.owner_id)
        .join(schedule, schedule.id == report.schedule_id)
        .where(
            report.division == division,
            report.difficulties.is_not(None),
            report.status != ReportStatus.RETURNED,
            report.reported_on >= week_on - timedelta(days=look_back),
            report.reported_on <= week_on + SUNDAY,
            schedule.ended_on.is_(None),
            ~taken,
        )
        .order_by(report.reported_on, report.id)
    )
    return [
        Noted(
            grade=DifficultyGrade.DIFFICULTY,
            text=text,
            source=DifficultySource.PROGRESS_REPORT,
            noted_on=on,
            project_id=project_id,
            unit_id=owner,
            source_id=id_,
        )
        for id_, project_id, text, on, owner in (await session.execute(query)).all()
        if text
    ]


async def put(work: Work, row: tables.DispatchRound, found: Sequence[Noted]) -> list[tables.DispatchDifficulty]:
    """Put difficulties into a round, after those that it has."""
    last = select(func.coalesce(func.max(_Difficulty.position), 0)).where(_Difficulty.round_id == row.id)
    at = int(await work.session.scalar(last) or 0)
    made = [
        _Difficulty(
            id=work.new_id(),
            division=row.division,
            round_id=row.id,
            position=position,
            version=1,
            project_id=noted.project_id,
            node_id=noted.node_id,
            unit_id=noted.unit_id,
            grade=noted.grade,
            text=noted.text,
            source=noted.source,
            source_id=noted.source_id,
            noted_on=noted.noted_on,
            outcome=DifficultyOutcome.OPEN,
            carried_from_id=noted.carried_from_id,
        )
        for position, noted in enumerate(found, start=at + 1)
    ]
    work.session.add_all(made)
    await work.session.flush()
    return made


async def subjects(session: AsyncSession, found: Sequence[tables.DispatchDifficulty]) -> dict[UUID, str]:
    """Name the projects of difficulties, as their schedules call them."""
    ids = {d.project_id for d in found if d.project_id is not None}
    query = select(tables.Schedule.project_id, tables.Schedule.project_name)
    rows = await session.execute(query.where(tables.Schedule.project_id.in_(ids)))
    return {row.project_id: row.project_name for row in rows}


async def undone(session: AsyncSession, division: str) -> int:
    """Count decisions that were not reported done."""
    open_decisions = select(func.count()).where(
        _Difficulty.division == division,
        _Difficulty.outcome == DifficultyOutcome.DECISION,
        _Difficulty.done_on.is_(None),
    )
    return int(await session.scalar(open_decisions) or 0)
