"""第四条: take over the planned projects of a sheet; first as a dry run, then all rows or the good ones, and never twice."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.chassis.digest import sha256
from services.chassis.work import Work
from services.law.breach import Refusal
from services.law.grid import Sheet
from services.reserve.domain.reading import Reading
from services.reserve.domain.sheets.columns import Subject
from services.reserve.domain.sheets.headings import Vocabulary
from services.reserve.store import importing, tables
from services.reserve.usecases.imports.examine import ProjectJudge
from services.reserve.usecases.imports.passing import Whole, go_through
from services.reserve.usecases.imports.report import Mode, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportProjects:
    """A file, opened already, and what happens to the good rows of one with faults."""

    file_name: str
    content: bytes
    sheets: Sequence[Sheet]
    mode: Mode


async def import_projects(work: Work, command: ImportProjects) -> UUID | Refusal:
    """Register the projects of a file; return the id of the import, whose report tells what happened."""
    digest = sha256(command.content)
    before = await imported(work, digest)
    if before is not None and before.complete:
        await work.audit("importProjects", f"import/{before.id}", None, {"digest": digest, "again": True})
        return before.id
    reading = Reading()
    file_name = reading.name(command.file_name, "文件名", "fileName")
    report = await look(work, command.sheets, ProjectJudge(writing=file_name))
    if command.mode is Mode.ALL_OR_NOTHING or not report.registered:
        reading.breaches += [f.breach() for f in report.faults]
    if reading.breaches:
        return Refusal(tuple(reading.breaches))
    return await keep(work, before, file_name, digest, report)


async def look(work: Work, sheets: Sequence[Sheet], judge: ProjectJudge | None = None) -> Report:
    """Judge every row of sheets that are in memory, in the transaction at hand; without a judge nothing is written."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Work]:
        yield work

    mapping = await importing.mapping_of(work.session, work.actor.division, work.actor.unit, Subject.PROJECTS)
    vocabulary = Vocabulary(Subject.PROJECTS, mapping)
    return await go_through(Whole(sheets), judge or ProjectJudge(), vocabulary, opened)


async def imported(work: Work, digest: str) -> tables.Import | None:
    """Load what is on record of a file that was imported before, whole or in part."""
    table = tables.Import
    same = select(table).where(table.division == work.actor.division, table.digest == digest).with_for_update()
    return (await work.session.scalars(same)).one_or_none()


async def keep(work: Work, before: tables.Import | None, file_name: str, digest: str, report: Report) -> UUID:
    """Put an import on record."""
    row = before or _new(work, file_name, digest)
    row.complete, row.report, row.imported_at, row.imported_by = (
        report.complete,
        report.stored(),
        work.now,
        work.actor.name,
    )
    work.session.add(row)
    await work.session.flush()
    after = {"digest": digest, "file": file_name, "registered": report.registered}
    await work.audit("importProjects", f"import/{row.id}", None, after)
    return row.id


def _new(work: Work, file_name: str, digest: str) -> tables.Import:
    return tables.Import(
        id=work.new_id(),
        division=work.actor.division,
        file_name=file_name,
        digest=digest,
        complete=False,
        report=Report().stored(),
        imported_at=work.now,
        imported_by=work.actor.name,
    )
