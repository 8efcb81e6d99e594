"""Stop an import that has not ended; nothing of it is written."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.importing import decide as rules
from services.reserve.domain.importing.terms import RunState
from services.reserve.store import importing, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelImport:
    """Which import."""

    run_id: UUID


async def cancel_import(work: Work, command: CancelImport) -> UUID | Refusal:
    """End the run; the worker that holds it finds out with its next step and takes everything back."""
    run = tables.ImportRun
    seen = visible_select(run, work.actor).where(run.id == command.run_id, run.division == work.actor.division)
    row = await work.session.scalar(seen.with_for_update())
    if row is None:
        return Refusal.of(importing.UNKNOWN)
    refused = rules.cancel(row.state)
    if refused is not None:
        return refused
    before = row.state
    row.state, row.finished_at = RunState.CANCELLED, work.now
    await work.session.flush()
    await work.audit("cancelImport", f"importRun/{row.id}", {"state": before}, {"state": row.state})
    work.notify(f"import:{row.id}", {"state": row.state})
    return row.id
