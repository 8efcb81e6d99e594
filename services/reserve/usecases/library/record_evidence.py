"""第五条: record documents of a project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.library import evidence as rules
from services.reserve.domain.library.evidence import Evidence
from services.reserve.domain.project.state import Project
from services.reserve.domain.reading import Reading
from services.reserve.store import attachments, projects, tables
from services.reserve.store.attachments import On
from services.reserve.store.history import Entry, remember
from services.reserve.usecases.attachments.attach import attach_to_new_evidence
from services.reserve.usecases.library.lost import changed_since


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is said of one document."""

    kind: str
    title: str
    issuer: str
    issued_on: date
    document_number: str | None = None
    valid_until: date | None = None
    note: str | None = None
    file_ids: tuple[UUID, ...] = ()  # uploaded files that hang on it from now on


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEvidence:
    """Documents of one project; all or none are recorded."""

    project_id: UUID
    expected_version: int
    documents: tuple[Document, ...]


async def record_evidence(work: Work, command: RecordEvidence) -> UUID | Refusal:
    """Record documents."""
    row = await projects.lock(work, command.project_id)
    if row is None:
        return Refusal.of(projects.UNKNOWN)
    before = await projects.state_of(work.session, row)
    known = await projects.evidence_of(work.session, row.id)
    reading = Reading(Article(5))
    reading.found(await changed_since(work, row, command.expected_version))
    read = [_read(reading, d, work.new_id(), f"evidence.{at}") for at, d in enumerate(command.documents)]
    notes = [reading.optional_text(d.note, "备注", f"evidence.{at}.note") for at, d in enumerate(command.documents)]
    decision = reading.judged(rules.record_evidence(before, known, read, work.today))
    if isinstance(decision, Refusal):
        return decision
    for evidence, note in zip(read, notes, strict=True):
        work.session.add(_row(work, row, evidence, note))
    await work.session.flush()
    files = await _attach(work, reading, row, command.documents, read)
    if reading.breaches:
        return Refusal(tuple(reading.breaches))
    await projects.update(work, row, before, decision.state)
    await work.record(*decision.events)
    await remember(work, _entry(decision.state, read, files))
    return row.id


async def _attach(
    work: Work, reading: Reading, row: tables.Project, documents: tuple[Document, ...], read: list[Evidence]
) -> list[tables.Attachment]:
    """Hang the files that come with the documents; each file comes once."""
    hung: list[tables.Attachment] = []
    for at, (document, evidence) in enumerate(zip(documents, read, strict=True)):
        on, field = On(project_id=row.id, evidence_id=evidence.id), f"evidence.{at}.fileIds"
        hung += await attach_to_new_evidence(work, reading, document.file_ids, on, evidence.title, field)
    return hung


def _read(reading: Reading, written: Document, id: UUID, at: str) -> Evidence:
    return Evidence(
        id=id,
        kind=written.kind,
        title=reading.name(written.title, "材料名称", f"{at}.title"),
        issuer=reading.name(written.issuer, "出具单位", f"{at}.issuer"),
        issued_on=written.issued_on,
        document_number=reading.optional_name(written.document_number, "文号", f"{at}.documentNumber"),
        valid_until=written.valid_until,
    )


def _row(work: Work, project: tables.Project, evidence: Evidence, note: str | None) -> tables.Evidence:
    return tables.Evidence(
        id=evidence.id,
        division=project.division,
        project_id=project.id,
        kind=evidence.kind,
        title=evidence.title,
        issuer=evidence.issuer,
        issued_on=evidence.issued_on,
        document_number=evidence.document_number,
        valid_until=evidence.valid_until,
        note=note,
        recorded_at=work.now,
        recorded_by=work.actor.name,
        withdrawn_at=None,
        withdrawn_reason=None,
    )


def _entry(after: Project, recorded: list[Evidence], files: list[tables.Attachment]) -> Entry:
    shown: dict[str, Any] = {
        f"evidence/{e.id}": f"{e.kind} {e.title} {e.document_number or ''}".strip() for e in recorded
    }
    for file in files:
        shown |= attachments.noted(file)
    return Entry(project_id=after.id, version=after.version, action="recordEvidence", before={}, after=shown)
