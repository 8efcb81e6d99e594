"""Take a nomination back (A20)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.award.model import A20, ListStatus
from services.assessment.domain.reading import text_of
from services.assessment.store import awards, periods
from services.assessment.usecases.award.lists import AWARD_UNKNOWN
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal


@dataclass(frozen=True, slots=True)
class WithdrawNomination:
    """Which nomination in which version, and why."""

    award_id: UUID
    expected_version: int
    reason: str


async def withdraw_nomination(work: Work, command: WithdrawNomination) -> UUID | Refusal:
    """Keep the nomination as withdrawn; its place is free again. What bodies have before them loses only who is barred."""
    await periods.hold(work)
    award = await awards.lock(work, command.award_id)
    row = await awards.lock_list(work, award.list_id) if award else None
    if award is None or row is None:
        return Refusal.of(AWARD_UNKNOWN)
    lost = stale(award.version, command.expected_version)
    breaches = [lost] if lost else []
    barred = award.vetted_round == row.round and award.clear is False
    if award.withdrawn_on is not None:
        breaches.append(Breach("ALREADY_WITHDRAWN", f"该提名已于 {award.withdrawn_on} 撤回", A20, "awardId"))
    elif row.status in {ListStatus.PUBLISHED, ListStatus.DISCARDED}:
        breaches.append(Breach("AWARDS_NOT_IN_STATUS", "名单已公布、上报或作废，不能撤回提名", A20, "awardId"))
    elif row.status is not ListStatus.DRAFT and not barred:
        message = "名单正在审定或已审定，只能撤回经审核不得评选的提名；其他调整请由审定机构退回"
        breaches.append(Breach("AWARDS_NOT_IN_STATUS", message, A20, "awardId"))
    reason = text_of(command.reason, "撤回理由", "reason", A20, breaches, 1000)
    if breaches:
        return Refusal(tuple(breaches))
    award.withdrawn_on, award.withdrawal_reason = work.today, reason
    award.status, award.version = ListStatus.DRAFT, award.version + 1  # nobody but the authority sees it any more
    row.version += 1
    await work.session.flush()
    after = {"withdrawnOn": award.withdrawn_on}
    await work.audit("withdrawNomination", f"award/{award.id}", {"withdrawnOn": None}, after, reason=reason)
    return award.id
