"""Our own copies of what is told of issues, services, statistics and plans, with only the fields that we use."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from services.chassis.events import Foreign


class OfIssue(Foreign):
    """schedule: something happened to an issue of the ledger."""

    issue_id: UUID
    version: int
    project_id: UUID | None


class IssueAssigned(OfIssue):
    """schedule: a unit has to settle an issue until a day; told anew when unit or limit change."""

    severity: str
    responsible_unit_id: UUID
    assigned_on: date
    due_on: date


class IssueReportedDone(OfIssue):
    """schedule: the responsible unit reported an issue done; others are to verify it."""

    responsible_unit_id: UUID
    due_on: date
    done_on: date
    working_days_late: int


class IssueClosed(OfIssue):
    """schedule: an issue was verified and closed; days late are those up to the report."""

    severity: str
    responsible_unit_id: UUID
    due_on: date
    done_on: date
    closed_on: date
    working_days_late: int


class IssueReopened(OfIssue):
    """schedule: a report was returned, or a closed issue opened again."""

    responsible_unit_id: UUID
    due_on: date


class IssueMerged(OfIssue):
    """schedule: an issue was taken for the same as another; null when that is undone."""

    into_id: UUID | None


class IssueWithdrawn(OfIssue):
    """schedule: who raised an issue has taken it back."""


class OfOpinion(Foreign):
    """support: something happened to an opinion that a bureau asked of another unit."""

    opinion_id: UUID
    version: int
    project_id: UUID
    unit_id: UUID
    due_on: date


class OpinionAsked(OfOpinion):
    """support: the unit is asked."""

    asked_on: date


class OpinionGiven(OfOpinion):
    """support: the unit said what it thinks."""

    given_on: date
    working_days_late: int


class OpinionEnded(OfOpinion):
    """support: nobody waits for it any more."""

    ended_on: date


class OfDecision(Foreign):
    """schedule: something happened to a decision of the week's dispatch."""

    difficulty_id: UUID
    version: int
    project_id: UUID | None
    unit_id: UUID


class DecisionMade(OfDecision):
    """schedule: a unit has to do something until a day."""

    due_on: date
    decided_on: date


class DecisionDone(OfDecision):
    """schedule: it is done."""

    due_on: date
    done_on: date
    working_days_late: int


class DecisionTakenBack(OfDecision):
    """schedule: the unit has to do nothing."""

    on: date


class LeaderLinked(Foreign):
    """schedule: a unit serves a project for its leader, and reports each month from that of the link to December."""

    project_id: UUID
    year: int
    edition: int
    service_unit_id: UUID
    issued_on: date
    linked_from: date
    reports_due_on: tuple[date, ...] = ()  # older events do not say


class LeaderUnlinked(Foreign):
    """schedule: a project has no leader any more."""

    project_id: UUID
    year: int
    edition: int
    issued_on: date


class LeaderReportSubmitted(Foreign):
    """schedule: a month was reported to the leader."""

    project_id: UUID
    year: int
    month: int
    version: int
    responsible_unit_id: UUID
    due_on: date
    submitted_on: date
    working_days_late: int


class InterviewHeld(Foreign):
    """schedule: what a unit promised in an interview is due."""

    interview_id: UUID
    unit_id: UUID
    held_on: date
    due_on: date


class InterviewFollowedUp(Foreign):
    """schedule: all that was promised is done; late: how many promises were kept late."""

    interview_id: UUID
    unit_id: UUID
    followed_up_on: date
    late: int


class Answering(Foreign):
    """Whose a project is: the units that answer for it."""

    project_id: UUID
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None

    @property
    def units(self) -> tuple[UUID | None, ...]:
        """Owner, town and industry authority."""
        return (self.owner_id, self.town_id, self.industry_authority_id)


class InStatistics(Answering):
    """schedule: a project was entered in statistics, or reported for the first time; a higher version corrects a lower."""

    entry_id: UUID
    version: int
    on: date
    due_on: date | None
    days_late: int
    excepted: bool


class StatisticsExcepted(Answering):
    """schedule: entry or reporting is put off by an approved exception."""

    entry_id: UUID
    version: int
    kind: str
    on: date


class MilestoneSet(Answering):
    """schedule: the start or completion of a project as its plan has it now."""

    role: str
    due_on: date | None
    completed_on: date | None


class OfPlan(Foreign):
    """reserve: something happened to a project of an issued plan."""

    project_id: UUID
    plan_version: int
    year: int
    kind: str


class PlanItemIssued(Answering, OfPlan):
    """reserve: an issued plan has the project."""

    annual_investment: Decimal
    issued_on: date


class PlanItemRevalued(OfPlan):
    """reserve: an adjustment gives a project other figures."""

    annual_investment: Decimal
    issued_on: date


class PlanItemRemoved(OfPlan):
    """reserve: an adjustment has taken a project out of the plan."""

    issued_on: date


class PlanItemConverted(Answering, OfPlan):
    """reserve: a preliminary project of the plan became a construction project."""

    annual_investment: Decimal
    converted_on: date
