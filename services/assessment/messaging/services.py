"""第十九条（协调服务）：opinions of other bureaus, decisions of dispatch, reports to leaders and promises become facts."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

from services.assessment.domain.fact.model import SERVICES, FactKind, Limited, ServiceKind, Settled
from services.assessment.messaging.foreign_matters import (
    DecisionDone,
    DecisionMade,
    DecisionTakenBack,
    InterviewFollowedUp,
    InterviewHeld,
    LeaderLinked,
    LeaderReportSubmitted,
    LeaderUnlinked,
    OfDecision,
    OfOpinion,
    OpinionAsked,
    OpinionEnded,
    OpinionGiven,
)
from services.assessment.messaging.handling import Handlers
from services.assessment.store import facts
from services.assessment.usecases.fact.record import RecordFact, record
from services.chassis.calendar import calendar
from services.chassis.work import Work

SUBMITTED = 1_000_000  # a report that was submitted stays so, whatever edition of the arrangement follows


async def _asked(work: Work, event: OpinionAsked) -> None:
    """第十七条：each unit that is asked has a clock of its own."""
    what = Limited(event.version, event.due_on, ServiceKind.OPINION)
    await _of_opinion(work, event, FactKind.SERVICE_DUE, event.asked_on, what)


async def _given(work: Work, event: OpinionGiven) -> None:
    what = Settled(event.version, event.due_on, event.given_on, event.working_days_late, ServiceKind.OPINION)
    await _of_opinion(work, event, FactKind.SERVICE_DONE, event.given_on, what)


async def _opinion_ended(work: Work, event: OpinionEnded) -> None:
    what = Limited(event.version, None, ServiceKind.OPINION)
    await _of_opinion(work, event, FactKind.SERVICE_ENDED, event.ended_on, what)


async def _of_opinion(work: Work, event: OfOpinion, kind: FactKind, on: date, what: Limited | Settled) -> None:
    fact = RecordFact(kind, "support", event.opinion_id, event.unit_id, event.project_id, on, what)
    await record(work, fact)


async def _decided(work: Work, event: DecisionMade) -> None:
    """第十条：a week's dispatch gives a unit something to do."""
    what = Limited(event.version, event.due_on, ServiceKind.DECISION)
    await _of_decision(work, event, FactKind.SERVICE_DUE, event.decided_on, what)


async def _carried_out(work: Work, event: DecisionDone) -> None:
    what = Settled(event.version, event.due_on, event.done_on, event.working_days_late, ServiceKind.DECISION)
    await _of_decision(work, event, FactKind.SERVICE_DONE, event.done_on, what)


async def _taken_back(work: Work, event: DecisionTakenBack) -> None:
    what = Limited(event.version, None, ServiceKind.DECISION)
    await _of_decision(work, event, FactKind.SERVICE_ENDED, event.on, what)


async def _of_decision(work: Work, event: OfDecision, kind: FactKind, on: date, what: Limited | Settled) -> None:
    fact = RecordFact(kind, "schedule", event.difficulty_id, event.unit_id, event.project_id, on, what)
    await record(work, fact)


async def _linked(work: Work, event: LeaderLinked) -> None:
    """第十三条：each month's report to the leader is due; a later edition gives the ones that are still due to its unit."""
    months = range(12 - len(event.reports_due_on) + 1, 13)
    for month, due_on in zip(months, event.reports_due_on, strict=True):
        if due_on >= event.issued_on:
            what = Limited(event.edition, due_on, ServiceKind.LEADER_REPORT)
            record_id = report_id(event.project_id, event.year, month)
            unit_id = event.service_unit_id
            fact = RecordFact(
                FactKind.SERVICE_DUE,
                "schedule",
                record_id,
                unit_id,
                event.project_id,
                event.issued_on,
                what,
                f"{month}",
            )
            await record(work, fact)


async def _unlinked(work: Work, event: LeaderUnlinked) -> None:
    """第十三条：what was not due yet is due no more."""
    for month in range(1, 13):
        record_id = report_id(event.project_id, event.year, month)
        told = await facts.of_record(work.session, record_id, SERVICES)
        if told and told[-1].kind is FactKind.SERVICE_DUE:
            what = Limited(event.edition, None, ServiceKind.LEADER_REPORT)
            unit_id, on = told[-1].unit_id, event.issued_on
            kind = FactKind.SERVICE_ENDED
            await record(work, RecordFact(kind, "schedule", record_id, unit_id, event.project_id, on, what, f"{month}"))


async def _reported(work: Work, event: LeaderReportSubmitted) -> None:
    what = Settled(
        SUBMITTED + event.version,
        event.due_on,
        event.submitted_on,
        event.working_days_late,
        ServiceKind.LEADER_REPORT,
    )
    record_id = report_id(event.project_id, event.year, event.month)
    unit_id, on = event.responsible_unit_id, event.submitted_on
    await record(work, RecordFact(FactKind.SERVICE_DONE, "schedule", record_id, unit_id, event.project_id, on, what))


def report_id(project_id: UUID, year: int, month: int) -> UUID:
    """A month's report to a leader has no identity of its own before it is made: its project and month are it."""
    return uuid5(project_id, f"leader-report/{year}-{month:02d}")


async def _held(work: Work, event: InterviewHeld) -> None:
    """第十条（约谈）：what the unit promised is due."""
    what = Limited(1, event.due_on, ServiceKind.INTERVIEW)
    fact = RecordFact(FactKind.SERVICE_DUE, "schedule", event.interview_id, event.unit_id, None, event.held_on, what)
    await record(work, fact)


async def _followed_up(work: Work, event: InterviewFollowedUp) -> None:
    """第十条（督办）：kept late when any promise was; by how many days, the last limit says."""
    told = await facts.of_record(work.session, event.interview_id, SERVICES)
    limits = [fact.what.due_on for fact in told if isinstance(fact.what, Limited)]
    due_on, on = (limits[-1] if limits else None), event.followed_up_on
    days = 0 if due_on is None else max(0, calendar().between(due_on, on))
    what = Settled(2, due_on, on, max(days, 1) if event.late else days, ServiceKind.INTERVIEW)
    fact = RecordFact(FactKind.SERVICE_DONE, "schedule", event.interview_id, event.unit_id, None, on, what)
    await record(work, fact)


HANDLERS: Handlers = (
    ("zhongdian.support.opinion.asked.v1", OpinionAsked, _asked),
    ("zhongdian.support.opinion.given.v1", OpinionGiven, _given),
    ("zhongdian.support.opinion.ended.v1", OpinionEnded, _opinion_ended),
    ("zhongdian.schedule.dispatch-decision.made.v1", DecisionMade, _decided),
    ("zhongdian.schedule.dispatch-decision.done.v1", DecisionDone, _carried_out),
    ("zhongdian.schedule.dispatch-decision.taken-back.v1", DecisionTakenBack, _taken_back),
    ("zhongdian.schedule.leader.linked.v1", LeaderLinked, _linked),
    ("zhongdian.schedule.leader.unlinked.v1", LeaderUnlinked, _unlinked),
    ("zhongdian.schedule.leader.report-submitted.v1", LeaderReportSubmitted, _reported),
    ("zhongdian.schedule.interview.held.v1", InterviewHeld, _held),
    ("zhongdian.schedule.interview.followed-up.v1", InterviewFollowedUp, _followed_up),
)
