"""第八条（倒排）：a scenario is closed, whichever way, and stays readable."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.schedule.domain.what_if.terms import ScenarioAction
from services.schedule.store import scenarios, tables


async def close(work: Work, row: tables.Scenario, reason: str | None, action: ScenarioAction, command: str) -> UUID:
    """Write that a scenario was closed, by whom and why; the id is the scenario's."""
    row.closed_at, row.closed_by, row.closed_reason = work.now, work.actor.name, reason
    row.version += 1
    await work.session.flush()
    await scenarios.step(work, row, action, ())
    before, after = {"version": row.version - 1}, {"version": row.version, "state": row.state.value}
    await work.audit(command, f"scenario/{row.id}", before, after, reason=reason)
    return row.id
