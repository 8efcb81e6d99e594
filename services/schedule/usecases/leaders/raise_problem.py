"""第十三条：a problem is raised to a project's leader; it becomes an issue of the ledger (A10)."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.leaders.problems import RaiseProblem, raise_faults
from services.schedule.domain.ledger.raising import RaiseIssue
from services.schedule.domain.ledger.terms import IssueSource
from services.schedule.store import leaders, schedules, tables
from services.schedule.usecases.asking import party
from services.schedule.usecases.leaders.asking import no_link
from services.schedule.usecases.ledger.raise_ import raise_issue


async def raise_problem(work: Work, command: RaiseProblem) -> UUID | Refusal:
    """Put the problem before the leader and on the ledger, or on neither; the id is the problem's."""
    link = await leaders.link_of(work, command.project_id, work.today.year)
    if link is None:
        return no_link()
    schedule = await schedules.followed(work.session, command.project_id)
    assert schedule is not None, "a project of the plan has a schedule"
    assert link.leader_subject is not None, "an issued link has its leader"
    assert link.serving_unit_id is not None, "and its unit"
    if faults := raise_faults(party(work.actor), link.serving_unit_id, schedule.owner_id):
        return Refusal(tuple(faults))
    id_ = work.new_id()
    issue = await raise_issue(
        work,
        RaiseIssue(
            project_id=command.project_id,
            severity=command.severity,
            kind=command.kind,
            title=command.title,
            description=command.description,
            source=IssueSource.LEADER,
            source_id=id_,
        ),
    )
    if isinstance(issue, Refusal):
        return issue
    entered = await work.session.get_one(tables.Issue, issue)
    made = tables.LeaderProblem(
        id=id_,
        division=link.division,
        version=1,
        year=link.year,
        project_id=link.project_id,
        project_name=link.project_name,
        leader_subject=link.leader_subject,
        leader_name=link.leader_name or "",
        severity=command.severity,
        kind=command.kind,
        title=entered.title,
        description=entered.description,
        raised_on=work.today,
        raised_at=work.now,
        raised_by=work.actor.name,
        raised_by_unit_id=work.actor.unit,
        issue_id=issue,
    )
    work.session.add(made)
    await work.session.flush()
    after = {"issueId": issue, "leader": link.leader_subject}
    await work.audit("raiseLeaderProblem", f"leader-problem/{id_}", None, after, division=link.division)
    work.notify(f"leader:{link.leader_subject}", {"problemId": str(id_)})
    return id_
