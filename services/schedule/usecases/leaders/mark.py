"""第十三条（带动作用强）：the authority marks a project as driving others for a year, or takes its mark back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.text import clean_text
from services.schedule.domain.decision import kept
from services.schedule.domain.leaders.terms import A13
from services.schedule.store import leaders, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkDriving:
    """The command: a project of the year's plan, and how it drives others."""

    project_id: UUID
    year: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawMark:
    """The command: the mark, and why it does not hold any more."""

    mark_id: UUID
    reason: str
    expected_version: int


async def mark_driving(work: Work, command: MarkDriving) -> UUID | Refusal:
    """Add a mark; the next draft proposes the project for it. The id is the mark's."""
    division = work.actor.division
    await leaders.hold(work.session, division, command.year)
    candidates = await leaders.candidates(work.session, division, command.year)
    faults: list[Breach] = []
    if command.project_id not in {c.project_id for c in candidates}:
        message = f"该项目不是{command.year}年度计划中的重点建设项目，不能认定"
        faults.append(Breach("NOT_IN_PLAN", message, A13, "projectId"))
    if command.project_id in await leaders.marks(work.session, division, command.year):
        faults.append(Breach("ALREADY_MARKED", f"该项目{command.year}年度已认定带动作用强", A13, "projectId"))
    reason = _reason(command.reason, "认定理由", faults)
    if faults:
        return Refusal(tuple(faults))
    made = tables.DrivingMark(
        id=work.new_id(),
        division=division,
        project_id=command.project_id,
        year=command.year,
        version=1,
        reason=reason,
        marked_on=work.today,
        marked_at=work.now,
        marked_by=work.actor.name,
    )
    work.session.add(made)
    await work.session.flush()
    subject = f"project/{command.project_id}/driving-mark/{command.year}"
    await work.audit("markDriving", subject, None, {"reason": reason}, reason=reason)
    return made.id


async def withdraw_mark(work: Work, command: WithdrawMark) -> UUID | Refusal:
    """Take a mark back, on record; what was issued by it stays. The id is the mark's."""
    mark = tables.DrivingMark
    row = await work.session.scalar(
        visible_select(mark, work.actor).where(mark.id == command.mark_id).with_for_update(of=mark)
    )
    if row is None:
        return Refusal.of(Breach("MARK_UNKNOWN", "没有找到该认定记录", A13, "markId"))
    if lost := stale(row.version, command.expected_version):
        return Refusal.of(lost)
    faults: list[Breach] = []
    if row.withdrawn_on is not None:
        faults.append(Breach("MARK_WITHDRAWN", f"该认定已于{row.withdrawn_on}撤回", A13, "markId"))
    reason = _reason(command.reason, "撤回理由", faults)
    if faults:
        return Refusal(tuple(faults))
    row.withdrawn_on, row.withdrawal_reason, row.withdrawn_by = work.today, reason, work.actor.name
    row.version += 1
    await work.session.flush()
    subject = f"project/{row.project_id}/driving-mark/{row.year}"
    shown = [{"withdrawnOn": on} for on in (None, work.today)]
    await work.audit("withdrawDrivingMark", subject, *shown, reason=reason, division=row.division)
    return row.id


def _reason(written: str, label: str, faults: list[Breach]) -> str:
    reason = kept(clean_text(written, label, "reason", 1000), faults, "?", A13)
    if not reason:
        faults.append(Breach("REASON_MISSING", f"须填写{label}", A13, "reason"))
    return reason
