"""第十三条：the leader answers a problem, on record."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.leaders.problems import AnswerProblem, answer
from services.schedule.domain.leaders.terms import A13
from services.schedule.store import tables
from services.schedule.usecases.asking import party


async def answer_problem(work: Work, command: AnswerProblem) -> UUID | Refusal:
    """Add an answer; earlier ones stay. The id is the problem's."""
    problem = tables.LeaderProblem
    query = visible_select(problem, work.actor).where(problem.id == command.problem_id)
    row = await work.session.scalar(query.with_for_update(of=problem).execution_options(populate_existing=True))
    if row is None:
        return Refusal.of(Breach("PROBLEM_UNKNOWN", "没有找到该问题，或不在您的查看范围内", A13, "problemId"))
    if lost := stale(row.version, command.expected_version):
        return Refusal.of(lost)
    text = answer(party(work.actor), row.leader_subject, command)
    if isinstance(text, Refusal):
        return text
    made = tables.LeaderAnswer(
        id=work.new_id(),
        division=row.division,
        problem_id=row.id,
        project_id=row.project_id,
        text=text,
        answered_on=work.today,
        answered_at=work.now,
        answered_by=work.actor.name,
    )
    work.session.add(made)
    row.answered_on, row.version = work.today, row.version + 1
    await work.session.flush()
    shown = [{"answers": n} for n in (row.version - 2, row.version - 1)]
    await work.audit("answerLeaderProblem", f"leader-problem/{row.id}", *shown, division=row.division)
    return row.id
