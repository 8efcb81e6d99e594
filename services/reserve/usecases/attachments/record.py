"""The record that a file hangs on: who may change it, and how its version and history go on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach
from services.reserve.domain.applications.decide import Party
from services.reserve.domain.attachments.decide import may_change
from services.reserve.domain.project.state import changed
from services.reserve.domain.reading import Reading
from services.reserve.store import applications, attachments, projects, tables
from services.reserve.store.applications import Loaded
from services.reserve.store.attachments import On
from services.reserve.store.history import Entry, remember
from services.reserve.usecases.library.lost import changed_since

EVIDENCE_UNKNOWN = Breach("EVIDENCE_UNKNOWN", "没有该佐证材料，或您无权查看", field="evidenceId")
EVIDENCE_WITHDRAWN = Breach("EVIDENCE_WITHDRAWN", "该材料已撤回，不能再附文件", field="evidenceId")


def subject(id: UUID) -> str:
    """Name a file in the audit trail."""
    return f"file/{id}"


@dataclass(frozen=True, slots=True)
class Held:
    """A record that the command changes, kept as it is until the command ends."""

    on: On
    record: tables.Project | Loaded
    evidence: tables.Evidence | None = None

    async def judge(self, work: Work, reading: Reading, expected: int, *, still_valid: bool = True) -> None:
        """Note whatever bars this person from changing the record now."""
        if isinstance(self.record, Loaded):
            reading.found(stale(self.record.row.version, expected))
            by = Party(work.actor.roles, work.actor.unit)
            reading.breaches += may_change(self.record.state, self.record.project.elements, by)
            return
        reading.found(await changed_since(work, self.record, expected))
        if still_valid and self.evidence is not None and self.evidence.withdrawn_at is not None:
            reading.found(EVIDENCE_WITHDRAWN)


async def hold(work: Work, project: UUID | None, evidence: UUID | None, application: UUID | None) -> Held | Breach:
    """Lock the one record that is named; say why where the actor sees none."""
    if application is not None:
        loaded = await applications.lock(work, application)
        on = On(project_id=loaded.row.project_id, application_id=application) if loaded else None
        return Held(on, loaded) if loaded and on else applications.UNKNOWN
    document = await work.session.get(tables.Evidence, evidence) if evidence is not None else None
    its_project = project if evidence is None else document.project_id if document else None
    row = await projects.lock(work, its_project) if its_project is not None else None
    if row is None:
        return projects.UNKNOWN if evidence is None else EVIDENCE_UNKNOWN
    if document is not None:
        await work.session.refresh(document)  # it may have been withdrawn while the project was waited for
    return Held(On(project_id=row.id, evidence_id=evidence), row, document)


async def keep(work: Work, held: Held, action: str, row: tables.Attachment, reason: str | None) -> None:
    """Let the record's version go on, with an entry in its history; a project tells the other services of it."""
    came = action == "attachFile"
    if isinstance(held.record, Loaded):
        await attachments.note(work, held.record, action, row, reason)
        return
    before = await projects.state_of(work.session, held.record)
    after = replace(before, version=before.version + 1)
    await projects.update(work, held.record, before, after)
    await work.record(changed(after))
    noted = attachments.noted(row)
    entry = Entry(
        project_id=after.id,
        version=after.version,
        action=action,
        before={} if came else noted,
        after=noted if came else {},
        reason=reason,
    )
    await remember(work, entry)
