"""第四条、第五条: take a file off its record, with a reason. It stays on record, and its bytes stay."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.reserve.domain.attachments import decide as rules
from services.reserve.domain.attachments.rulebook import A4
from services.reserve.domain.reading import Reading
from services.reserve.store import attachments, tables
from services.reserve.usecases.attachments.record import hold, keep, subject


@dataclass(frozen=True, slots=True, kw_only=True)
class DetachFile:
    """Which attachment and why; the version is that of the project or application that it hangs on."""

    attachment_id: UUID
    expected_version: int
    reason: str


async def detach_file(work: Work, command: DetachFile) -> UUID | Refusal:
    """Detach a file."""
    seen = await work.session.get(tables.Attachment, command.attachment_id)
    if seen is None or seen.project_id is None:
        return Refusal.of(rules.NOT_ATTACHED)
    project = seen.project_id if seen.application_id is None and seen.evidence_id is None else None
    held = await hold(work, project, seen.evidence_id, seen.application_id)
    row = None if isinstance(held, Breach) else await attachments.lock(work, command.attachment_id)
    if isinstance(held, Breach) or row is None:
        return Refusal.of(rules.NOT_ATTACHED)
    reading = Reading(A4)
    await held.judge(work, reading, command.expected_version, still_valid=False)
    _, reason = rules.detach(reading, attachments.state_of(row), command.reason, A4)
    if reading.breaches:
        return Refusal(tuple(reading.breaches))
    before = attachments.audited(row)
    row.detached_at, row.detached_by, row.detached_reason = work.now, work.actor.name, reason
    await work.session.flush()
    await work.audit("detachFile", subject(row.id), before, None, reason=reason)
    await keep(work, held, "detachFile", row, reason)
    return row.id
