"""第十条：the supervising departments have the rule applied at once, and do not wait for the night."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.ledger.rulebook import SUPERVISORS
from services.schedule.domain.ledger.standing import role_faults
from services.schedule.domain.ledger.supervising import WHO_SUPERVISES
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.sweep import sweep


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperviseOverdueIssues:
    """The command: today's late issues."""


async def supervise_overdue_issues(work: Work, _command: SuperviseOverdueIssues) -> UUID | Refusal:
    """Tell what is late and supervise what the rule names; the id is that of this round."""
    faults = role_faults(party(work.actor), SUPERVISORS.on(work.today), "按规则督办", WHO_SUPERVISES)
    if faults:
        return Refusal(tuple(faults))
    treated = 0
    while done := await sweep(work):
        treated += done
    round_ = work.new_id()
    await work.audit("superviseOverdueIssues", f"issue-round/{round_}", None, {"on": work.today, "treated": treated})
    return round_
