"""第十三条：a month of a project is reported to its leader, or the report is corrected."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from sqlalchemy import select

from services.chassis.calendar import calendar
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.leaders.events import LeaderReportSubmitted
from services.schedule.domain.leaders.reporting import Report, SubmitReport, submit
from services.schedule.store import leaders, tables
from services.schedule.usecases.asking import party
from services.schedule.usecases.leaders.asking import no_link


async def submit_leader_report(work: Work, command: SubmitReport) -> UUID | Refusal:
    """Add a version of the month's report; the id is that version's."""
    link = await leaders.link_of(work, command.project_id, command.year)
    if link is None:
        return no_link()
    contact = await leaders.contact(work.session, link)
    current = await _newest(work, command)
    if lost := stale(current.version if current else 0, command.expected_version):
        return Refusal.of(lost)
    decision = submit(contact, current, party(work.actor), command, today=work.today, calendar=calendar())
    if isinstance(decision, Refusal):
        return decision
    made = tables.LeaderReport(
        id=work.new_id(),
        division=link.division,
        project_id=link.project_id,
        project_name=link.project_name,
        year=command.year,
        month=command.month,
        leader_subject=link.leader_subject or "",
        leader_name=link.leader_name or "",
        unit_id=contact.service_unit_id,
        submitted_at=work.now,
        submitted_by=work.actor.name,
        by_unit_id=work.actor.unit,
        **asdict(decision),
    )
    work.session.add(made)
    await work.session.flush()
    told = LeaderReportSubmitted(
        project_id=link.project_id,
        year=command.year,
        month=command.month,
        version=decision.version,
        responsible_unit_id=contact.service_unit_id,
        due_on=decision.due_on,
        submitted_on=decision.submitted_on,
        working_days_late=decision.working_days_late,
        division=link.division,
    )
    await work.record(told)
    subject = f"project/{link.project_id}/leader-report/{command.year}-{command.month:02d}"
    shown = [None if r is None else asdict(r) for r in (current, decision)]
    await work.audit("submitLeaderReport", subject, *shown, reason=decision.reason, division=link.division)
    work.notify(f"leader:{link.leader_subject}", {"projectId": str(link.project_id)})
    return made.id


async def _newest(work: Work, command: SubmitReport) -> Report | None:
    row = tables.LeaderReport
    query = select(row).where(
        row.project_id == command.project_id, row.year == command.year, row.month == command.month
    )
    found = await work.session.scalar(query.order_by(row.version.desc()).limit(1))
    if found is None:
        return None
    return Report(
        version=found.version,
        due_on=found.due_on,
        submitted_on=found.submitted_on,
        first_submitted_on=found.first_submitted_on,
        working_days_late=found.working_days_late,
        progress=found.progress,
        problems=found.problems,
        next_steps=found.next_steps,
        reason=found.reason,
    )
