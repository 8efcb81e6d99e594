"""第十七条（二）：a project submits several evaluations as one matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain import submission
from services.support.domain.joint.submitting import Judged, combine, limited, misfits, repeated
from services.support.domain.kinds.ecology import A17_2, JOINT_EVALUATION, JointKind, joint_on
from services.support.domain.kinds.model import RequestKind
from services.support.domain.request import Change
from services.support.domain.rulebook import kind_on
from services.support.domain.submission import Asked, Project, Submission
from services.support.store import copies, joints, requests
from services.support.usecases.acting import acting
from services.support.usecases.joint.case import start
from services.support.usecases.requests.hang import hang_files, judge_files


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation with its form."""

    kind: str
    form: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitJoint:
    """The command."""

    project_id: UUID
    node_id: UUID | None
    bureau_id: UUID | None
    purpose: str
    evaluations: tuple[Evaluation, ...]


async def submit(work: Work, command: SubmitJoint) -> UUID | Refusal:
    """Receive several evaluations of a project as one; one clock runs for all from the day after."""
    project = await copies.project(work.session, command.project_id)
    if project is None:
        return Refusal.of(submission.project_unknown(A17_2))
    rule = joint_on(project.division, JOINT_EVALUATION, work.today)
    if rule is None:
        message = f"区划 {project.division} 没有“多评合一”规则"
        return Refusal.of(Breach("KIND_UNKNOWN", message, A17_2, "projectId"))
    kinds = [evaluation.kind for evaluation in command.evaluations]
    rules = _rules(project.division, rule, work.today)
    judged = [
        Judged(e.kind, await _judge(work, command, e, project, limited(rules[e.kind], rule)))
        for e in command.evaluations
        if e.kind in rules
    ]
    if any(isinstance(part.outcome, Refusal) and "NOT_THE_APPLICANT" in part.outcome.codes for part in judged):
        faults = list(misfits(kinds, rules, rule, None))  # who may not ask learns nothing of what was asked for before
    else:
        unfinished = await joints.open_of_project(work.session, project.id, rule.code)
        alone = await joints.alone(work.session, project.id, rule.kinds)
        its_own = [repeated(kind, its, rule) for kind, its in sorted(alone.items()) if kind in kinds]
        faults = [*misfits(kinds, rules, rule, unfinished), *its_own]
    change = combine(work.new_id(), judged, faults, rule, command.purpose.strip(), work.today)
    if isinstance(change, Refusal):
        return change
    made = await start(work, "submitJointEvaluation", change)
    for part in change.parts:
        await hang_files(work, part.request, rules[part.request.kind], ())
    return made


def _rules(division: str, rule: JointKind, day: date) -> dict[str, RequestKind]:
    found = ((code, kind_on(division, code, day)) for code in rule.kinds)
    return {code: kind for code, kind in found if kind is not None}


async def _judge(
    work: Work, command: SubmitJoint, evaluation: Evaluation, project: Project, rule: RequestKind
) -> Change | Refusal:
    """Judge one evaluation as if it were submitted alone, under the joint limit."""
    coming = Submission(
        id=work.new_id(),
        project=project,
        node_id=command.node_id,
        node=await copies.node(work.session, command.node_id),
        ended=await copies.ended(work.session, project.id),
        bureaus=await copies.bureaus(work.session, project.division, rule.bureau),
        bureau_id=command.bureau_id,
        unfinished=await requests.unfinished(work.session, command.node_id, rule.code),
        asked=Asked(quantity=None, unit=None, purpose=command.purpose, form=evaluation.form),
    )
    change = submission.submit(coming, rule, acting(work), work.today, calendar())
    return await judge_files(work, change, None, evaluation.form, rule, ()) or change
