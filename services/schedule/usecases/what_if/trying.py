"""第八条（倒排）：what every command on a scenario does: hold it, compute it, keep it with its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.schedule.domain.node.planning import Facts
from services.schedule.domain.node.record import Node
from services.schedule.domain.what_if.computing import Tried, tried
from services.schedule.domain.what_if.editing import Draft
from services.schedule.domain.what_if.rules import open_faults
from services.schedule.domain.what_if.terms import ScenarioAction
from services.schedule.store import scenarios, schedules, tables, units


@dataclass(frozen=True, slots=True)
class Held:
    """An open scenario in the version that was seen, and its schedule, both held until the command ends."""

    scenario: tables.Scenario
    schedule: tables.Schedule


async def hold(work: Work, scenario_id: UUID, expected_version: int) -> Held | Refusal:
    """Hold a scenario for a change."""
    found = await scenarios.held(work.session, work.actor, scenario_id)
    if found is None:
        message = "没有找到该情景，或不在您的查看范围内"
        return Refusal.of(Breach("SCENARIO_UNKNOWN", message, Article(8), "scenarioId"))
    row, schedule = found
    if faults := open_faults(row.state):
        return Refusal(tuple(faults))
    if lost := stale(row.version, expected_version):
        return Refusal.of(lost)
    return Held(row, schedule)


async def compute(work: Work, schedule: tables.Schedule, known: Sequence[Node], draft: Draft) -> Tried | Refusal:
    """Compute a network as the scheduler would plan it today."""
    acting = await units.acting_among(work.session, [n.responsible_unit_id for n in draft.nodes])
    return tried(
        schedules.state(schedule),
        Facts(nodes=tuple(known), units=acting),
        draft,
        new_id=work.new_id,
        today=work.today,
        calendar=calendar(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of a change: to the scenario's history, and to the audit trail under the command's name."""

    action: ScenarioAction
    command: str
    changes: tuple[str, ...] = ()


async def keep(work: Work, row: tables.Scenario, draft: Draft, found: Tried, told: Told) -> UUID:
    """Write a computed scenario with its nodes and what was done to it; the id is the scenario's."""
    scenarios.computed(row, draft, found, work.today)
    await work.session.flush()
    await scenarios.save_nodes(work.session, row, found)
    await scenarios.step(work, row, told.action, told.changes)
    before = {"version": row.version - 1} if row.version > 1 else None
    after = {"version": row.version, "target": row.target_on, "nodes": [str(n) for n in draft.nodes]}
    await work.audit(told.command, f"scenario/{row.id}", before, after)
    return row.id
