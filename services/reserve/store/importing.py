"""Keeps files of imports in parts, and the progress of runs: short transactions, each for the one worker that holds a run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.work import Work
from services.law.breach import Breach
from services.law.grid import Fault
from services.reserve.domain.importing.terms import OPEN, RunState
from services.reserve.domain.sheets.columns import Column, Subject
from services.reserve.store import tables

UNKNOWN = Breach("IMPORT_UNKNOWN", "没有该导入，或您无权查看", field="runId")
FILE_UNKNOWN = Breach("FILE_UNKNOWN", "没有该文件，或不是您上传的；文件保留30天，请重新上传", field="fileId")
MAPPING_UNKNOWN = Breach("MAPPING_UNKNOWN", "没有该列标题对应关系，或不是贵单位的", field="mappingId")
CHANNEL = "import_runs"  # PostgreSQL tells workers of it that there is something to do
PART = 256 * 1024  # bytes
HELD = timedelta(seconds=60)  # a worker that has not said for so long that it lives has lost its run
KEPT = timedelta(days=30)  # files; what came of them stays on record
BATCH = 1_000

# The oldest run that nobody holds. A run that another worker is just taking is passed over, not waited for.
_CLAIM = text(
    "update import_runs set worker = :worker, held_until = clock_timestamp() + cast(:held as interval), attempts = attempts + 1, "
    "state = 'READING', rows_done = 0, started_at = coalesce(started_at, clock_timestamp()) where id = ("
    "select id from import_runs where state in ('WAITING', 'READING', 'JUDGING', 'WRITING') "
    "and (held_until is null or held_until < clock_timestamp()) order by asked_at, id limit 1 for update skip locked"
    ") returning id"
)
# files that nothing needs any more: old, and not those of a run that is still to be worked off
_FORGET = text(
    "delete from import_files f where sent_at < clock_timestamp() - cast(:kept as interval) "
    "and not exists (select from import_runs r where r.file_id = f.id "
    "and r.state in ('WAITING', 'READING', 'JUDGING', 'WRITING'))"
)


async def keep_file(work: Work, name: str, digest: str, size: int, parts: Iterable[bytes]) -> UUID:
    """Write a file and its parts; only one part is in memory at a time."""
    actor = work.actor
    file = tables.ImportFile(
        id=work.new_id(),
        division=actor.division,
        name=name,
        digest=digest,
        size=size,
        sent_at=work.now,
        asked_by=actor.subject,
        unit_id=actor.unit,
    )
    work.session.add(file)
    await work.session.flush()
    for position, content in enumerate(parts):
        values = {"file_id": file.id, "position": position, "division": actor.division, "content": content}
        await work.session.execute(insert(tables.ImportFilePart).values(values))
    return file.id


async def count_parts(session: AsyncSession, file_id: UUID) -> int:
    """Count the parts of a file."""
    parts = tables.ImportFilePart
    return await session.scalar(select(func.count()).select_from(parts).where(parts.file_id == file_id)) or 0


async def part(session: AsyncSession, file_id: UUID, position: int) -> bytes:
    """Read one part of a file."""
    parts = tables.ImportFilePart
    found = select(parts.content).where(parts.file_id == file_id, parts.position == position)
    return (await session.scalars(found)).one()


async def parts_of(session: AsyncSession, file_id: UUID) -> AsyncIterator[bytes]:
    """Read a file part by part."""
    for position in range(await count_parts(session, file_id)):
        yield await part(session, file_id, position)


async def claim(session: AsyncSession, worker: UUID) -> tables.ImportRun | None:
    """Take the oldest run that nobody holds."""
    taken = await session.scalar(_CLAIM, {"worker": worker, "held": HELD})
    return None if taken is None else await session.get(tables.ImportRun, taken)


async def note(session: AsyncSession, run_id: UUID, worker: UUID, **values: Any) -> bool:
    """Write progress and live on; False where the run was cancelled or is another worker's by now."""
    run = tables.ImportRun
    mine = (run.id == run_id, run.worker == worker, run.state.in_(OPEN))
    held = {"held_until": func.clock_timestamp() + HELD}
    done = await session.execute(update(run).where(*mine).values(held | values).returning(run.id))
    return done.scalar() is not None


async def give_back(session: AsyncSession, run_id: UUID, worker: UUID, *, tried: bool) -> None:
    """Let another worker take a run up, at once."""
    run = tables.ImportRun
    values: dict[str, Any] = {"worker": None, "held_until": None, "state": RunState.WAITING, "rows_done": 0}
    if not tried:
        values["attempts"] = run.attempts - 1
    mine = (run.id == run_id, run.worker == worker, run.state.in_(OPEN))
    await session.execute(update(run).where(*mine).values(values))
    await tell(session)


async def tell(session: AsyncSession) -> None:
    """Wake the workers when the transaction commits."""
    await session.execute(select(func.pg_notify(CHANNEL, "")))


async def keep_faults(session: AsyncSession, run: tables.ImportRun, faults: Sequence[Fault]) -> None:
    """Write a run's faults in place of those of an earlier try."""
    await session.execute(delete(tables.ImportFault).where(tables.ImportFault.run_id == run.id))
    for start in range(0, len(faults), BATCH):
        rows = [
            {
                "run_id": run.id,
                "position": position,
                "division": run.division,
                "sheet": f.sheet,
                "row": f.row,
                "column": f.column,
                "heading": f.heading,
                "code": f.code,
                "message": f.message,
                "article": str(f.article) if f.article else None,
            }
            for position, f in enumerate(faults[start : start + BATCH], start=start + 1)
        ]
        await session.execute(insert(tables.ImportFault), rows)


async def forget_files(session: AsyncSession) -> None:
    """Remove files that are old enough."""
    await session.execute(_FORGET, {"kept": KEPT})


async def serialize(session: AsyncSession, division: str) -> None:
    """Let one long import of a division write at a time, however long: the second sees what the first has registered."""
    await session.execute(text("set local statement_timeout = 0"))
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtext("reserve imports"), func.hashtext(division))))
    await session.execute(text("set local statement_timeout to default"))


async def mapping_of(session: AsyncSession, division: str, unit: UUID | None, subject: Subject) -> Mapping[str, Column]:
    """Load what a sender calls the columns of such sheets; who has no unit sends for the division's authority."""
    table = tables.HeadingMapping
    own = table.unit_id.is_(None) if unit is None else table.unit_id == unit
    found = await session.execute(
        select(table.heading, table.element).where(
            table.division == division, own, table.subject == subject, table.ended_at.is_(None)
        )
    )
    return {row.heading: row.element for row in found}
