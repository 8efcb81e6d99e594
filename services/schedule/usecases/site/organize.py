"""第八条：the owner says who is who at the site."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.site.organization import SetSiteOrganization, SiteOrganization, organize
from services.schedule.store import schedules, tables
from services.schedule.usecases.asking import no_schedule, party


async def set_site_organization(work: Work, command: SetSiteOrganization) -> UUID | Refusal:
    """Add a version; the id is that version's."""
    schedule = await schedules.of_project(work.session, work.actor, command.project_id)
    if schedule is None:
        return no_schedule()
    row = tables.SiteOrganization
    newest = select(row).where(row.schedule_id == schedule.id).order_by(row.version.desc()).limit(1)
    before = await work.session.scalar(newest)
    version = before.version if before else 0
    if lost := stale(version, command.expected_version):
        return Refusal.of(lost)
    decision = organize(schedules.state(schedule), version, party(work.actor), command, today=work.today)
    if isinstance(decision, Refusal):
        return decision
    made = tables.SiteOrganization(
        id=work.new_id(),
        division=schedule.division,
        schedule_id=schedule.id,
        project_id=schedule.project_id,
        version=decision.version,
        posts=_kept(decision),
        reason=decision.reason,
        set_on=work.today,
        set_at=work.now,
        set_by=work.actor.name,
        set_by_unit_id=work.actor.unit,
    )
    work.session.add(made)
    await work.session.flush()
    shown = [{"posts": posts} for posts in (before.posts if before else None, made.posts)]
    subject = f"project/{schedule.project_id}/site-organization"
    await work.audit("setSiteOrganization", subject, *shown, reason=made.reason, division=schedule.division)
    return made.id


def _kept(decision: SiteOrganization) -> list[dict[str, Any]]:
    return [asdict(post) | {"party": post.party.value} for post in decision.posts]
