"""第三条、第四条: put a long import on record; a job works it off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.chassis.digest import sha256
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.reserve.domain.importing import decide as rules
from services.reserve.domain.importing.decide import Asked
from services.reserve.domain.importing.terms import Mode, RunState
from services.reserve.domain.reading import Reading
from services.reserve.domain.sheets.columns import Column
from services.reserve.store import importing, tables
from services.reserve.usecases.imports.limits import AT_ONCE


@dataclass(frozen=True, slots=True, kw_only=True)
class StartImport:
    """What is to be imported, from a file that was sent before or comes along, and how."""

    asked: Asked
    file_id: UUID | None
    file_name: str | None
    content: bytes | None
    mode: Mode
    annotate: bool
    mapping: Mapping[str, Column]


async def start_import(work: Work, command: StartImport) -> UUID | Refusal:
    """Put the import in the queue."""
    reading = Reading()
    reading.breaches += rules.start(command.asked, work.actor.roles)
    reading.breaches += await _plan_unknown(work, command.asked)
    subject = command.asked.subject
    if len(command.mapping) > rules.MOST_MAPPINGS:
        reading.found(Breach("MAPPING_TOO_LONG", f"对应关系不能超过{rules.MOST_MAPPINGS}项", field="mapping"))
    mapping = {
        rules.read_heading(reading, heading, element, subject, under=f"mapping.{at}."): element
        for at, (heading, element) in enumerate(command.mapping.items())
    }
    file = await _file(work, command, reading)
    if reading.breaches or file is None:
        return Refusal(tuple(reading.breaches))
    run = _run(work, command, file, mapping)
    work.session.add(run)
    await work.session.flush()
    await importing.tell(work.session)
    after = {"digest": run.digest, "file": run.file_name, "subject": subject, "dry_run": run.dry_run, "mode": run.mode}
    await work.audit("startImport", f"importRun/{run.id}", None, after)
    return run.id


async def _plan_unknown(work: Work, asked: Asked) -> list[Breach]:
    if asked.plan_id is None:
        return []
    plan = tables.Plan
    seen = visible_select(plan, work.actor).where(plan.id == asked.plan_id, plan.division == work.actor.division)
    found = await work.session.scalar(seen.with_only_columns(plan.id))
    return [] if found else [Breach("PLAN_UNKNOWN", "没有该计划，或您无权查看", field="planId")]


async def _file(work: Work, command: StartImport, reading: Reading) -> tables.ImportFile | None:
    """Load the file that was sent before, or keep the one that comes along."""
    file = tables.ImportFile
    if (command.file_id is None) == (command.content is None):
        message = "请给出已上传的文件标识（fileId），或文件内容（contentBase64），二者取一"
        reading.found(Breach("FILE_MISSING", message, field="fileId"))
        return None
    if command.content is None:
        own = select(file).where(file.id == command.file_id, file.asked_by == work.actor.subject)
        found = await work.session.scalar(own.where(file.division == work.actor.division))
        if found is None:
            reading.found(importing.FILE_UNKNOWN)
        return found
    name = reading.name(command.file_name or "", "文件名", "fileName")
    content = command.content
    if len(content) > AT_ONCE.size:
        message = f"随请求发送的文件不得超过{AT_ONCE.size // 1024 // 1024}MB，更大的请先上传（POST /imports）"
        reading.found(Breach("FILE_TOO_LARGE", message, field="contentBase64"))
    if reading.breaches:
        return None
    parts = (content[at : at + importing.PART] for at in range(0, len(content), importing.PART))
    kept = await importing.keep_file(work, name, sha256(content), len(content), parts)
    return await work.session.get(file, kept)


def _run(work: Work, command: StartImport, file: tables.ImportFile, mapping: Mapping[str, Column]) -> tables.ImportRun:
    asked, actor = command.asked, work.actor
    return tables.ImportRun(
        id=work.new_id(),
        division=actor.division,
        subject=asked.subject,
        state=RunState.WAITING,
        mode=command.mode,
        dry_run=asked.dry_run,
        annotate=command.annotate,
        file_id=file.id,
        annotated_file_id=None,
        file_name=file.name,
        digest=file.digest,
        plan_id=asked.plan_id,
        plan_version=asked.plan_version,
        year=asked.year,
        mapping={heading: element.value for heading, element in mapping.items()},
        asked_at=work.now,
        asked_by=actor.subject,
        asked_by_name=actor.name,
        roles=sorted(actor.roles),
        unit_id=actor.unit,
        started_at=None,
        finished_at=None,
        rows_of=None,
        rows_done=0,
        rows=0,
        registered=0,
        present=0,
        faulty=0,
        left_out=0,
        fault_count=0,
        notes=[],
        failure=None,
        attempts=0,
        worker=None,
        held_until=None,
    )
