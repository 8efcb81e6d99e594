"""第三条（二）（四）: how an application is filed, returned, corrected, withdrawn and reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.law.workdays import WorkCalendar, deadline
from services.reserve.domain import rulebook as shared
from services.reserve.domain.applications import events
from services.reserve.domain.applications.completeness import Record, judge, judge_window
from services.reserve.domain.applications.guide import Guide
from services.reserve.domain.applications.rulebook import A3_2, A3_4, CORRECTION_DAYS, LONGEST_CORRECTION_DAYS
from services.reserve.domain.applications.state import Application, Asked, late_on, next_status
from services.reserve.domain.applications.terms import ApplicationStatus, Channel, Step
from services.reserve.domain.decision import Decided
from services.reserve.domain.project.state import Elements
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import PlanStatus


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts on an application."""

    roles: frozenset[Role]
    unit: UUID | None

    def owns(self, project: Elements) -> bool:
        """Whether the person speaks for the project's owner."""
        return Role.OWNER in self.roles and self.unit == project.owner_id

    def is_industry_authority(self, project: Elements) -> bool:
        """Whether the person speaks for the project's industry authority."""
        return Role.INDUSTRY_AUTHORITY in self.roles and self.unit == project.industry_authority_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """What an application is judged by besides itself: the project's record and the guide of the year."""

    record: Record
    guide: Guide | None


def create(
    new: Application, project: Elements, by: Party, today: date, *, others: bool
) -> Decided[Application] | Refusal:
    """第三条（二）: begin an application; one that is open for each project and year."""
    reading = Reading(A3_2)
    last = today.year + shared.PLAN_YEARS_AHEAD.on(today)
    if not today.year <= new.year <= last:
        reading.found(Breach("APPLICATION_YEAR_INVALID", f"申报年度须在{today.year}至{last}年之间", A3_2, "year"))
    if others:
        message = f"该项目{new.year}年度已有办理中的申报，不能重复申报"
        reading.found(Breach("APPLICATION_EXISTS", message, A3_2, "projectId"))
    reading.found(not_applicant(by, project, new.asked.channel))
    read = replace(new, asked=read_asked(reading, new.asked))
    return reading.judged(Decided(read))


def change(before: Application, asked: Asked, project: Elements, by: Party) -> Decided[Application] | Refusal:
    """第三条（二）: complete what is asked for, before it is submitted or while it is returned for correction."""
    reading = Reading(A3_2)
    status = _step(reading, before, Step.CHANGE)
    reading.found(not_applicant(by, project, before.asked.channel))
    if asked.channel is not before.asked.channel:
        reading.found(not_applicant(by, project, asked.channel))
        if before.status is not ApplicationStatus.DRAFT:
            reading.found(Breach("CHANNEL_FIXED", "已经申报的，申报渠道不能再改", A3_2, "channel"))
    read = read_asked(reading, asked)
    if read == before.asked:
        reading.found(Breach("NOTHING_CHANGED", "没有任何改动", A3_2))
    return reading.judged(Decided(_moved(before, status, asked=read)))


def submit(
    before: Application, under: Under, project: Elements, by: Party, today: date
) -> Decided[Application] | Refusal:
    """第三条（二）: file it within the window of the guide in force, complete; all that lacks is told at once."""
    reading = Reading(A3_2)
    status = _step(reading, before, Step.SUBMIT)
    reading.found(not_applicant(by, project, before.asked.channel))
    guide = under.guide
    lacking = judge(before.asked, under.record, guide.contents if guide else None, today)
    lacking += [judge_window(guide.contents, today)] if guide else []
    reading.breaches += [r.breach() for r in lacking if not r.met]
    after = _moved(before, status, guide_id=guide.id if guide else None, submitted_on=today)
    return reading.judged(Decided(after, () if guide is None else (_submitted(after, guide),)))


def return_(
    before: Application, correction: str, due_on: date | None, project: Elements, by: Party, days: Days
) -> Decided[Application] | Refusal:
    """第三条（二）: send it back with what is to be corrected and by when; in the rulebook's working days by default."""
    reading = Reading(A3_2)
    status = _step(reading, before, Step.RETURN)
    filed_there = before.asked.channel is Channel.INDUSTRY_AUTHORITY and by.is_industry_authority(project)
    if Role.INVESTMENT_AUTHORITY not in by.roles and not filed_there:
        message = "退回补正由区投资主管部门办理；经行业主管部门申报的，也可由该项目的行业主管部门办理"
        reading.found(Breach("APPLICATION_NOT_YOURS", message, A3_2))
    read = reading.text(correction, "补正内容", "correction")
    if not read:
        reading.found(Breach("CORRECTION_MISSING", "退回须写明需要补正的内容", A3_2, "correction"))
    due = due_on or days.usual
    reading.found(_due_breach(due, days))
    after = _moved(before, status, correction=read, returned_on=days.today, correction_due_on=due, corrected_on=None)
    returned = events.ApplicationReturned(
        application_id=after.id,
        project_id=after.project_id,
        year=after.year,
        correction=read,
        due_on=due,
        owner_id=after.owner_id,
        version=after.version,
        division=after.division,
    )
    return reading.judged(Decided(after, (returned,)))


@dataclass(frozen=True, slots=True)
class Days:
    """Working days as a return for correction needs them."""

    today: date
    calendar: WorkCalendar

    @property
    def usual(self) -> date:
        """The last day where none is set; the day of the return is not counted."""
        return deadline(self.today, CORRECTION_DAYS.on(self.today), self.calendar)

    @property
    def latest(self) -> date:
        """The latest day that can be set."""
        return deadline(self.today, LONGEST_CORRECTION_DAYS.on(self.today), self.calendar)


def _due_breach(due: date, days: Days) -> Breach | None:
    if days.today < due <= days.latest and days.calendar.is_workday(due):
        return None
    message = f"补正截止日须为今天之后、{days.latest}以前（含）的工作日"
    return Breach("CORRECTION_DAY_INVALID", message, A3_2, "dueOn")


def resubmit(
    before: Application, under: Under, project: Elements, by: Party, today: date
) -> Decided[Application] | Refusal:
    """第三条（二）: file it again, complete, judged by the guide under which it was filed; late it is taken and shown late.

    Neither the window nor a day for correction that has passed bars it: the measures name no such consequence, and the
    owner filed in time. What lateness means for the project is for the preliminary review to say.
    """
    reading = Reading(A3_2)
    status = _step(reading, before, Step.RESUBMIT)
    reading.found(not_applicant(by, project, before.asked.channel))
    guide = under.guide.contents if under.guide else None
    reading.breaches += [r.breach() for r in judge(before.asked, under.record, guide, today) if not r.met]
    after = _moved(before, status, corrected_on=today)
    resubmitted = events.ApplicationResubmitted(
        application_id=after.id,
        project_id=after.project_id,
        year=after.year,
        kind=after.asked.kind,
        annual_investment=after.asked.annual_investment,
        late=late_on(after.correction_due_on, today, today),
        owner_id=after.owner_id,
        version=after.version,
        division=after.division,
    )
    return reading.judged(Decided(after, (resubmitted,)))


def withdraw(
    before: Application, reason: str, project: Elements, by: Party, plans: Sequence[tuple[int, PlanStatus]]
) -> Decided[Application] | Refusal:
    """第三条（二）: the owner takes it back with a reason; not while the project is on a list because of it."""
    reading = Reading(A3_2)
    status = _step(reading, before, Step.WITHDRAW)
    if not by.owns(project):
        reading.found(Breach("APPLICANT_NOT_OWNER", "撤回申报由项目业主办理", A3_2))
    read = reading.text(reason, "撤回理由", "reason")
    if not read:
        reading.found(Breach("REASON_MISSING", "撤回申报须写明理由", A3_2, "reason"))
    for year, _ in plans:
        message = f"项目已据此申报列入（或拟调入）{year}年度计划，不能撤回申报；须先按程序移出或调整"
        reading.found(Breach("APPLICATION_IN_PLAN", message, A3_4))
    after = _moved(before, status, withdrawn_reason=read)
    told = before.status is not ApplicationStatus.DRAFT  # nobody was told of a draft
    withdrawn = events.ApplicationWithdrawn(
        application_id=after.id,
        project_id=after.project_id,
        year=after.year,
        reason=read,
        owner_id=after.owner_id,
        version=after.version,
        division=after.division,
    )
    return reading.judged(Decided(after, (withdrawn,) if told else ()))


def review(before: Application, reason: str, today: date, *, passed: bool) -> Decided[Application] | Refusal:
    """第三条（四）: the authority's preliminary review; a failed one says why."""
    reading = Reading(A3_4)
    status = _step(reading, before, Step.PASS if passed else Step.FAIL)
    read = reading.text(reason, "初审意见", "reason")
    if not passed and not read:
        reading.found(Breach("REASON_MISSING", "初审不通过须写明理由", A3_4, "reason"))
    after = _moved(before, status, reviewed_on=today, review_reason=read or None)
    reviewed = events.ApplicationReviewed(
        application_id=after.id,
        project_id=after.project_id,
        year=after.year,
        passed=passed,
        reason=read,
        owner_id=after.owner_id,
        version=after.version,
        division=after.division,
    )
    return reading.judged(Decided(after, (reviewed,)))


def read_asked(reading: Reading, asked: Asked) -> Asked:
    """Read what was typed."""
    annual = reading.amount(asked.annual_investment, "annualInvestment", A3_2)
    statement = reading.optional_text(asked.statement, "申报理由", "statement")
    return replace(asked, annual_investment=annual, statement=statement)


def not_applicant(by: Party, project: Elements, channel: Channel) -> Breach | None:
    """第三条（二）: the owner applies; whoever an application is filed with may enter it for the owner."""
    entered = channel is Channel.INDUSTRY_AUTHORITY and by.is_industry_authority(project)
    if by.owns(project) or entered or Role.INVESTMENT_AUTHORITY in by.roles:
        return None
    message = "申报由项目业主办理；区投资主管部门，以及（经其申报的）该项目行业主管部门可代为录入"
    return Breach("APPLICANT_NOT_OWNER", message, A3_2, "projectId")


def _step(reading: Reading, before: Application, step: Step) -> ApplicationStatus:
    """Take a step of the state machine; where it cannot be taken, note why and stay."""
    to = next_status(before.status, step)
    if isinstance(to, Breach):
        reading.found(to)
        return before.status
    return to


def _moved(before: Application, status: ApplicationStatus, **facts: object) -> Application:
    return replace(before, version=before.version + 1, status=status, **facts)  # type: ignore[arg-type]  # named above


def _submitted(after: Application, guide: Guide) -> events.ApplicationSubmitted:
    return events.ApplicationSubmitted(
        application_id=after.id,
        project_id=after.project_id,
        year=after.year,
        channel=after.asked.channel,
        kind=after.asked.kind,
        annual_investment=after.asked.annual_investment,
        guide_id=guide.id,
        owner_id=after.owner_id,
        version=after.version,
        division=after.division,
    )
