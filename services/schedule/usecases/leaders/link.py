"""第十三条：a project of the draft is linked with a leader and the unit that serves it."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.leaders.arrangement import LinkLeader, link
from services.schedule.store import leaders, units
from services.schedule.usecases.leaders.asking import facts, no_arrangement


async def link_leader(work: Work, command: LinkLeader) -> UUID | Refusal:
    """Change the draft; the id is the arrangement's."""
    current = await leaders.by_id(work, command.arrangement_id)
    if current is None:
        return no_arrangement()
    if lost := stale(current.version, command.expected_version):
        return Refusal.of(lost)
    candidates = await leaders.candidates(work.session, current.division, current.year)
    candidate = next((c for c in candidates if c.project_id == command.project_id), None)
    acts = command.service_unit_id in await units.acting_among(work.session, [command.service_unit_id])
    decision = link(current, command, candidate, unit_acts=acts, new_id=work.new_id())
    if isinstance(decision, Refusal):
        return decision
    await leaders.save(work, decision)
    subject = f"leader-arrangement/{current.id}/{command.project_id}"
    shown = [facts(a.link_of(command.project_id)) for a in (current, decision)]
    await work.audit("linkLeader", subject, *shown, reason=command.reason, division=current.division)
    return current.id
