"""Loads and saves what went to the city's library, its answers, and how projects stand there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.rows import mapping
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.reserve.domain.exchange.city import Judged, Known, Standing
from services.reserve.domain.terms import Level, Library
from services.reserve.store import tables
from services.reserve.store.history import Entry, remember


async def hold(session: AsyncSession, division: str) -> None:
    """Let one export or import of a division happen at a time."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"city\n{division}", 430211))))


async def chosen(
    session: AsyncSession, actor: Actor, libraries: Sequence[Library], levels: Sequence[Level], most: int
) -> list[UUID]:
    """Find the projects of the actor's division that an export is of; one more than the most tells that there are more."""
    project = tables.Project
    query = visible_select(project, actor).with_only_columns(project.id).where(project.division == actor.division)
    query = query.where(project.library.in_(libraries))
    if levels:
        query = query.where(project.level.in_(levels))
    return list((await session.scalars(query.order_by(project.id).limit(most + 1))).all())


async def next_number(session: AsyncSession, division: str) -> int:
    """Count the exports of a division; it is held."""
    export = tables.CityExport
    last = await session.scalar(select(func.max(export.number)).where(export.division == division))
    return (last or 0) + 1


async def codes_of(session: AsyncSession, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Load the credit codes of units."""
    unit = tables.Organization
    rows = await session.execute(select(unit.id, unit.credit_code).where(unit.id.in_(set(ids))))
    return mapping(rows)


async def standings(session: AsyncSession, ids: Iterable[UUID]) -> dict[UUID, Standing]:
    """Load how projects stand with the city."""
    record = tables.CityRecord
    rows = await session.scalars(select(record).where(record.project_id.in_(set(ids))))
    return {r.project_id: standing_of(r) for r in rows.all()}


def standing_of(row: tables.CityRecord) -> Standing:
    """Read a record into what the decisions see."""
    return Standing(code=row.code, status=row.status, decided_on=row.decided_on, remark=row.remark)


async def known(session: AsyncSession, actor: Actor, ids: Iterable[UUID], codes: Iterable[str]) -> Known:
    """Look up what an answer is judged by."""
    project, record = tables.Project, tables.CityRecord
    named = set(ids)
    own = visible_select(project, actor).where(project.division == actor.division, project.id.in_(named))
    found = await session.scalars(own.with_only_columns(project.id))
    held = select(record.code, record.project_id).where(record.division == actor.division, record.code.in_(set(codes)))
    holders = {code: at for code, at in (await session.execute(held)).all() if code}
    return Known(projects=frozenset(found.all()), standing=await standings(session, named), holders=holders)


async def import_under(session: AsyncSession, division: str, digest: str) -> tables.CityImport | None:
    """Load the import of a file with this digest."""
    table = tables.CityImport
    same = select(table).where(table.division == division, table.digest == digest)
    return (await session.scalars(same)).one_or_none()


async def last_answer(session: AsyncSession, division: str) -> str | None:
    """Tell the last answer that the live interface gave."""
    table = tables.CityImport
    own = select(table.answer_id).where(table.division == division, table.answer_id.is_not(None))
    found: str | None = await session.scalar(own.order_by(table.id.desc()).limit(1))
    return found


async def keep(work: Work, taken: Sequence[Judged], import_id: UUID) -> None:
    """Write how projects stand, with the history of each."""
    ids = sorted(j.project_id for j in taken if j.project_id)
    project, record = tables.Project, tables.CityRecord
    locked = await work.session.execute(
        select(project.id, project.version).where(project.id.in_(ids)).order_by(project.id).with_for_update(read=True)
    )
    versions = mapping(locked)
    rows = await work.session.scalars(select(record).where(record.project_id.in_(ids)).with_for_update())
    present = {r.project_id: r for r in rows.all()}
    for judged in taken:
        assert judged.project_id is not None
        assert judged.after is not None
        _write(work, present.get(judged.project_id), judged.project_id, judged.after, import_id)
        entry = Entry(
            project_id=judged.project_id,
            version=versions[judged.project_id],
            action="importCityLibrary",
            before=_shown(judged.before),
            after=_shown(judged.after),
            reason=judged.after.remark,
        )
        await remember(work, entry)
    await work.session.flush()


def _write(work: Work, row: tables.CityRecord | None, project_id: UUID, after: Standing, import_id: UUID) -> None:
    if row is None:
        work.session.add(
            tables.CityRecord(
                project_id=project_id,
                division=work.actor.division,
                version=1,
                code=after.code,
                status=after.status,
                decided_on=after.decided_on,
                remark=after.remark,
                import_id=import_id,
                changed_at=work.now,
            )
        )
        return
    row.version, row.code, row.status = row.version + 1, after.code, after.status
    row.decided_on, row.remark, row.import_id, row.changed_at = after.decided_on, after.remark, import_id, work.now


def _shown(standing: Standing | None) -> dict[str, Any] | None:
    if standing is None:
        return None
    return {
        "city/code": standing.code,
        "city/status": standing.status,
        "city/decidedOn": standing.decided_on,
        "city/remark": standing.remark,
    }
