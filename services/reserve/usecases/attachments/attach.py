"""第三条（二）、第四条、第五条: hang a file on a project, on one of its documents, or on an application."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.reserve.domain.attachments import decide as rules
from services.reserve.domain.attachments.rulebook import A4, EVIDENCE_KIND
from services.reserve.domain.reading import Reading
from services.reserve.store import attachments, tables
from services.reserve.store.attachments import On
from services.reserve.usecases.attachments.record import Held, hold, keep, subject

ONE_RECORD = Breach("ATTACHMENT_RECORD_UNCLEAR", "请在项目、佐证材料、申报中指明一项，且只指明一项", field="projectId")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachFile:
    """Which uploaded file hangs from now on on which one record, as it was seen; a document goes with its project."""

    file_id: UUID
    expected_version: int
    kind: str
    title: str | None = None
    project_id: UUID | None = None
    evidence_id: UUID | None = None
    application_id: UUID | None = None


async def attach_file(work: Work, command: AttachFile) -> UUID | Refusal:
    """Attach a file."""
    named = [id_ for id_ in (command.project_id, command.evidence_id, command.application_id) if id_ is not None]
    if len(named) != 1:
        return Refusal.of(ONE_RECORD)
    held = await hold(work, command.project_id, command.evidence_id, command.application_id)
    if isinstance(held, Breach):
        return Refusal.of(held)
    row = await attachments.lock(work, command.file_id)
    if row is None:
        return Refusal.of(rules.UNKNOWN)
    reading = Reading(A4)
    await held.judge(work, reading, command.expected_version)
    await _attach(work, reading, row, held, command)
    if reading.breaches:
        return Refusal(tuple(reading.breaches))
    await keep(work, held, "attachFile", row, None)
    return row.id


async def _attach(work: Work, reading: Reading, row: tables.Attachment, held: Held, command: AttachFile) -> None:
    asked = replace(attachments.state_of(row), kind=command.kind, title=command.title or "")
    after = rules.attach(reading, asked, await attachments.beside(work.session, held.on), work.today)
    if not reading.breaches:
        await attachments.hang(work, row, after, held.on)
        await work.audit("attachFile", subject(row.id), None, attachments.audited(row))


async def attach_to_new_evidence(
    work: Work, reading: Reading, files: tuple[UUID, ...], on: On, title: str, field: str
) -> list[tables.Attachment]:
    """第五条: hang files on a document while it is recorded; what is at fault is noted, and then nothing is kept."""
    hung = []
    digests: set[str] = set()
    for at, id_ in enumerate(files):
        inner = Reading(A4)
        row = await attachments.lock(work, id_)
        if row is None:
            reading.found(replace(rules.UNKNOWN, field=f"{field}.{at}"))
            continue
        asked = replace(attachments.state_of(row), kind=EVIDENCE_KIND, title=title)
        after = rules.attach(inner, asked, rules.Beside(at, frozenset(digests)), work.today)
        reading.breaches += [replace(b, field=f"{field}.{at}") for b in inner.breaches]
        digests.add(row.sm3)
        hung.append((row, after))
    if reading.breaches:
        return []
    for row, after in hung:
        await attachments.hang(work, row, after, on)
        await work.audit("attachFile", subject(row.id), None, attachments.audited(row))
    return [row for row, _ in hung]
