"""第十条、第十九条：what is told of the issues of the ledger becomes facts of the unit that has to settle them."""

from __future__ import annotations

from datetime import date

from services.assessment.domain.fact.model import ISSUES, FactKind, Limited, Settled, What
from services.assessment.messaging.foreign_matters import (
    IssueAssigned,
    IssueClosed,
    IssueMerged,
    IssueReopened,
    IssueReportedDone,
    IssueWithdrawn,
    OfIssue,
)
from services.assessment.messaging.handling import Handlers
from services.assessment.store import facts
from services.assessment.usecases.fact.record import RecordFact, record
from services.chassis.work import Work


async def _assigned(work: Work, event: IssueAssigned) -> None:
    what = Limited(event.version, event.due_on, event.severity)
    await _record(work, event, FactKind.ISSUE_ASSIGNED, event.assigned_on, what)


async def _reported(work: Work, event: IssueReportedDone) -> None:
    """第十条：the unit has done its part; how long others take to verify is not held against it."""
    what = Settled(event.version, event.due_on, event.done_on, event.working_days_late)
    await _record(work, event, FactKind.ISSUE_REPORTED, event.done_on, what)


async def _closed(work: Work, event: IssueClosed) -> None:
    what = Settled(event.version, event.due_on, event.done_on, event.working_days_late, event.severity)
    await _record(work, event, FactKind.ISSUE_CLOSED, event.closed_on, what)


async def _reopened(work: Work, event: IssueReopened) -> None:
    """第十条：what was reported or closed counts no more."""
    await _record(work, event, FactKind.ISSUE_REOPENED, work.today, Limited(event.version, event.due_on))


async def _withdrawn(work: Work, event: IssueWithdrawn) -> None:
    await _ended(work, event)


async def _merged(work: Work, event: IssueMerged) -> None:
    """第十条：another issue stands for it; when that is undone it stands again as it stood."""
    if event.into_id is not None:
        await _ended(work, event)
        return
    stood = [fact for fact in await facts.of_record(work.session, event.issue_id, ISSUES) if _stands(fact.what)]
    if stood:
        last = stood[-1]
        assert isinstance(last.what, (Limited, Settled))
        kind = FactKind.ISSUE_REOPENED if isinstance(last.what, Limited) else last.kind
        what = last.what._replace(version=event.version)
        await record(
            work, RecordFact(kind, "schedule", event.issue_id, last.unit_id, event.project_id, last.happened_on, what)
        )


async def _ended(work: Work, event: OfIssue) -> None:
    """What nobody was given to settle is nobody's fact."""
    told = await facts.of_record(work.session, event.issue_id, ISSUES)
    if told:
        kind, what = FactKind.ISSUE_ENDED, Limited(event.version, None)
        unit_id = told[-1].unit_id
        await record(work, RecordFact(kind, "schedule", event.issue_id, unit_id, event.project_id, work.today, what))


def _stands(what: What) -> bool:
    return not (isinstance(what, Limited) and what.due_on is None)


async def _record(
    work: Work,
    event: IssueAssigned | IssueReportedDone | IssueClosed | IssueReopened,
    kind: FactKind,
    on: date,
    what: Limited | Settled,
) -> None:
    unit_id = event.responsible_unit_id
    await record(work, RecordFact(kind, "schedule", event.issue_id, unit_id, event.project_id, on, what))


HANDLERS: Handlers = (
    ("zhongdian.schedule.issue.assigned.v1", IssueAssigned, _assigned),
    ("zhongdian.schedule.issue.reported-done.v1", IssueReportedDone, _reported),
    ("zhongdian.schedule.issue.closed.v1", IssueClosed, _closed),
    ("zhongdian.schedule.issue.reopened.v1", IssueReopened, _reopened),
    ("zhongdian.schedule.issue.withdrawn.v1", IssueWithdrawn, _withdrawn),
    ("zhongdian.schedule.issue.merged.v1", IssueMerged, _merged),
)
