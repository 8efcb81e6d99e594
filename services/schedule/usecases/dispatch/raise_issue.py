"""第十条（建立问题交办销号台账）：a difficulty of a round becomes an issue of the ledger; each names the other."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.dispatch.terms import DifficultyOutcome
from services.schedule.domain.dispatch.treating import RaiseFromRound, check_open
from services.schedule.domain.ledger.raising import IssueSource, RaiseIssue, Severity
from services.schedule.store.dispatch.history import held
from services.schedule.usecases.dispatch.treat import locked, treated
from services.schedule.usecases.ledger.raise_ import raise_issue


async def raise_from_round(work: Work, command: RaiseFromRound) -> UUID | Refusal:
    """Raise the issue; the id is the difficulty's, which names the issue from now on."""
    found = await locked(work, command.difficulty_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    of, row = found
    if faults := check_open(of.state, row.outcome):
        return Refusal(tuple(faults))
    raised = await raise_issue(
        work,
        RaiseIssue(
            project_id=row.project_id,
            node_id=row.node_id,
            severity=Severity(command.grade.value),
            kind=command.kind,
            title=command.title,
            description=command.description or row.text,
            source=IssueSource.DISPATCH,
            source_id=row.id,
        ),
    )
    if isinstance(raised, Refusal):
        return raised
    before = held(row)
    row.grade, row.outcome, row.issue_id = command.grade, DifficultyOutcome.ISSUE, raised
    await treated(work, row, before, "raiseFromRound")
    return row.id
