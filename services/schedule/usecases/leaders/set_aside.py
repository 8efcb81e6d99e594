"""第十三条：a project of the draft is left out, with the reason."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.leaders.arrangement import SetAside, set_aside
from services.schedule.store import leaders
from services.schedule.usecases.leaders.asking import facts, no_arrangement


async def set_aside_project(work: Work, command: SetAside) -> UUID | Refusal:
    """Change the draft; the id is the arrangement's."""
    current = await leaders.by_id(work, command.arrangement_id)
    if current is None:
        return no_arrangement()
    if lost := stale(current.version, command.expected_version):
        return Refusal.of(lost)
    decision = set_aside(current, command)
    if isinstance(decision, Refusal):
        return decision
    await leaders.save(work, decision)
    subject = f"leader-arrangement/{current.id}/{command.project_id}"
    shown = [facts(a.link_of(command.project_id)) for a in (current, decision)]
    await work.audit("setAsideLeaderProject", subject, *shown, reason=command.reason, division=current.division)
    return current.id
