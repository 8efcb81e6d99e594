"""第十七条（二）：the meeting on all parts at once is put on record (牵头会商)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.joint import handling
from services.support.domain.joint.model import Meeting
from services.support.store import joints
from services.support.usecases.acting import acting
from services.support.usecases.joint.case import JointCommand, keep, take


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMeetingJoint(JointCommand):
    """The command."""

    meeting: Meeting


async def record_meeting(work: Work, command: RecordMeetingJoint) -> UUID | Refusal:
    """The meeting on all parts at once is put on record (牵头会商)."""
    case = await take(work, command)
    if isinstance(case, Refusal):
        return case
    named = frozenset(unit.unit_id for unit in command.meeting.attending)
    if named - await joints.units_known(work.session, named):
        return Refusal.of(Breach("UNIT_UNKNOWN", "参会单位中有未登记的单位", case.all_.rule.article, "attending"))
    change = handling.record_meeting(case.all_, command.meeting, acting(work), work.today)
    return await keep(work, "recordJointMeeting", case, change)
