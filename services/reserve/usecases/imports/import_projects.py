"""第四条: take over the planned projects of a sheet; first as a dry run, then all rows or the good ones, and never twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.chassis.digest import sha256
from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.decision import Decided
from services.reserve.domain.project.state import Project
from services.reserve.domain.reading import Reading
from services.reserve.domain.sheets.grid import Sheet
from services.reserve.store import projects, tables
from services.reserve.store.history import Entry, remember
from services.reserve.usecases.imports.examine import examine
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
    table = tables.Import
    digest = sha256(command.content)
    same = select(table).where(table.division == work.actor.division, table.digest == digest).with_for_update()
    before = (await work.session.scalars(same)).one_or_none()
    if before is not None and before.complete:
        await work.audit("importProjects", f"import/{before.id}", None, {"digest": digest, "again": True})
        return before.id
    reading = Reading()
    file_name = reading.name(command.file_name, "文件名", "fileName")
    examined = await examine(work, command.sheets, locking=True)
    report = examined.report
    if command.mode is Mode.ALL_OR_NOTHING or not examined.good:
        reading.breaches += [f.breach() for f in report.faults]
    if reading.breaches:
        return Refusal(tuple(reading.breaches))
    report.project_ids = [await _register(work, decided, file_name) for decided in examined.good]
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


async def _register(work: Work, decided: Decided[Project], file_name: str) -> UUID:
    project = decided.state
    await projects.insert(work, project)
    await work.record(*decided.events)
    entry = Entry(
        project_id=project.id,
        version=project.version,
        action="importProjects",
        before=None,
        after=projects.audited(project),
        reason=f"从“{file_name}”导入",
    )
    await remember(work, entry)
    return project.id
