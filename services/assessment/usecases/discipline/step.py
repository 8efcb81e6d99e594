"""Take a step with a clue: supplement, withdraw, receive, return, reopen (A21)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.discipline.clue import ClueStatus, ClueStep, receipt_due, take
from services.assessment.domain.discipline.rulebook import A21
from services.assessment.domain.reading import name_of
from services.assessment.store import attachments, discipline, tables
from services.chassis.calendar import calendar
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal

UNKNOWN = Breach("CLUE_UNKNOWN", "没有该线索，或您无权查看", field="clueId")


@dataclass(frozen=True, slots=True)
class TakeStep:
    """Which clue in which version, and what is said of the step; documents and files come with a supplement."""

    clue_id: UUID
    expected_version: int
    note: str
    documents: tuple[str, ...] = ()
    file_ids: tuple[UUID, ...] = ()


def taking(step: ClueStep, action: str) -> Callable[[Work, TakeStep], Awaitable[UUID | Refusal]]:
    """Return the use case of a step."""

    async def take_step(work: Work, command: TakeStep) -> UUID | Refusal:
        return await _take(work, command, step, action)

    return take_step


async def _take(work: Work, command: TakeStep, step: ClueStep, action: str) -> UUID | Refusal:
    row = await discipline.lock(work, command.clue_id)
    if row is None:
        return Refusal.of(UNKNOWN)
    lost = stale(row.version, command.expected_version)
    faults = [lost] if lost else []
    decision = take(step, row.status, command.note)
    faults += decision.breaches if isinstance(decision, Refusal) else ()
    documents = [name_of(d, "材料名称", f"documents.{at}", A21, faults) for at, d in enumerate(command.documents)]
    files = await attachments.take(work, command.file_ids, faults)
    if faults or isinstance(decision, Refusal):
        return Refusal(tuple(faults))
    status, note = decision
    before = {"status": row.status, "version": row.version}
    _settle(work, row, step, status)
    row.documents = [*row.documents, *documents]
    row.version += 1
    discipline.note(work, row, step, note, documents)
    await work.session.flush()
    await attachments.hang(work, files, "CLUE", row.id)
    await work.audit(action, f"clue/{row.id}", before, {"status": row.status, "version": row.version, "note": note})
    return row.id


def _settle(work: Work, row: tables.Clue, step: ClueStep, status: ClueStatus) -> None:
    """Write the status, and what goes with it."""
    if step is ClueStep.RECEIVE:
        row.received_on, row.received_by = work.today, work.actor.name
    if step is ClueStep.REOPEN:  # how it ended before is in the entries
        row.concluded_on = row.outcome = row.outcome_name = row.outcome_note = None
    if row.status is ClueStatus.RETURNED and status is ClueStatus.TRANSFERRED:
        row.receipt_due_on = receipt_due(work.today, calendar())
    row.status = status
