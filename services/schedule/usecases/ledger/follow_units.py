"""第四条：what a merged unit still has to settle is its survivor's; what was closed stays whose it was."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.schedule.domain.decision import Decided
from services.schedule.domain.ledger.assigning import told
from services.schedule.domain.ledger.record import Step, Stepped, stepped
from services.schedule.domain.ledger.terms import IssueAction
from services.schedule.store import ledger
from services.schedule.usecases.ledger.stepping import keep


async def follow_merged_unit(work: Work, duplicate: UUID, survivor: UUID) -> None:
    """Let the open issues of a merged unit be its survivor's, and tell them again. Said twice it changes nothing."""
    for row in await ledger.open_of_unit(work.session, duplicate):
        after = stepped(ledger.state(row), today=work.today, responsible_unit_id=survivor)
        step = Step(action=IssueAction.FOLLOW_MERGER, reason="责任单位已并入其他单位")
        await keep(work, "followMerger", row, Decided(Stepped(after, step), (told(after),)), by_rule=True)
