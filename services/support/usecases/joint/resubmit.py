"""第十七条（二）：the applicant answers a return for all parts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.joint import handling
from services.support.domain.joint.handling import Answer
from services.support.domain.joint.model import JointChange, once
from services.support.domain.joint.submitting import of_part
from services.support.store import copies
from services.support.usecases.acting import acting
from services.support.usecases.joint.case import JointCommand, keep, take
from services.support.usecases.requests.hang import hang_files, judge_files


@dataclass(frozen=True, slots=True, kw_only=True)
class ResubmitJoint(JointCommand):
    """The command."""

    answer: Answer


async def resubmit(work: Work, command: ResubmitJoint) -> UUID | Refusal:
    """The applicant answers a return for all parts."""
    case = await take(work, command)
    if isinstance(case, Refusal):
        return case
    joint = case.all_.joint
    owner = await copies.owner_of(work.session, joint.project_id)
    node = await copies.node(work.session, joint.node_id)
    change = handling.resubmit(case.all_, command.answer, node, owner, acting(work), work.today, calendar())
    faults: list[Breach] = []
    given = change if isinstance(change, Refusal) else change.parts[0]
    for part in case.all_.parts:
        form = command.answer.forms.get(part.rule.code, part.request.form)
        wrong = await judge_files(work, given, part.request, form, part.rule, ())
        faults += of_part(part.rule.code, wrong).breaches if wrong else ()
    if faults:
        return Refusal(once(faults))
    made = await keep(work, "resubmitJointEvaluation", case, change)
    for its, part in zip(change.parts if isinstance(change, JointChange) else (), case.all_.parts, strict=False):
        await hang_files(work, its.request, part.rule, ())
    return made
