"""第三条（二）（四）: who files, returns, corrects, withdraws and reviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.law.breach import Refusal
from services.law.parties import Role, UnitCategory
from services.law.workdays import WorkCalendar, YearDays
from services.reserve.domain.applications.completeness import Record
from services.reserve.domain.applications.decide import (
    Days,
    Party,
    Under,
    change,
    create,
    resubmit,
    return_,
    review,
    submit,
    withdraw,
)
from services.reserve.domain.applications.events import ApplicationResubmitted
from services.reserve.domain.applications.guidance import Guiding, comment
from services.reserve.domain.applications.terms import ApplicationStatus, Channel
from services.reserve.domain.applications.terms import Party as Guides
from services.reserve.domain.terms import PlanStatus
from tests.reserve.domain.filings import ASKED, application, guide
from tests.reserve.domain.samples import AUTHORITY, ELEMENTS, OWNER, TODAY, TOWN, accepted, project

CALENDAR = WorkCalendar({2026: YearDays(2026)})
DAYS = Days(TODAY, CALENDAR)
UNDER = Under(record=Record.of(project(), TODAY), guide=guide())
owner = Party(frozenset({Role.OWNER}), OWNER)
stranger = Party(frozenset({Role.OWNER}), UUID(int=99))
bureau = Party(frozenset({Role.INVESTMENT_AUTHORITY}), None)
industry = Party(frozenset({Role.INDUSTRY_AUTHORITY}), AUTHORITY)
other_industry = Party(frozenset({Role.INDUSTRY_AUTHORITY}), UUID(int=98))
town = Party(frozenset({Role.PLANNING_PARTY}), TOWN)


def codes(outcome: object) -> tuple[str, ...]:
    return outcome.codes if isinstance(outcome, Refusal) else ()


@pytest.mark.parametrize(
    ("by", "channel", "may"),
    [
        (owner, Channel.INVESTMENT_AUTHORITY, True),
        (owner, Channel.INDUSTRY_AUTHORITY, True),
        (owner, Channel.PROVINCIAL_PLATFORM, True),
        (bureau, Channel.PROVINCIAL_PLATFORM, True),
        (industry, Channel.INDUSTRY_AUTHORITY, True),
        (industry, Channel.INVESTMENT_AUTHORITY, False),
        (other_industry, Channel.INDUSTRY_AUTHORITY, False),
        (stranger, Channel.INVESTMENT_AUTHORITY, False),
        (Party(frozenset({Role.PLANNING_PARTY}), OWNER), Channel.INVESTMENT_AUTHORITY, False),
        (town, Channel.INVESTMENT_AUTHORITY, False),
    ],
)
def test_the_owner_applies_and_whoever_it_is_filed_with_may_enter_it(by, channel, may):
    expected = () if may else ("APPLICANT_NOT_OWNER",)
    new = application(channel=channel)
    assert codes(create(new, ELEMENTS, by, TODAY, others=False)) == expected
    assert codes(submit(new, UNDER, ELEMENTS, by, TODAY)) == expected
    returned = replace(new, status=ApplicationStatus.RETURNED)
    assert codes(resubmit(returned, UNDER, ELEMENTS, by, TODAY)) == expected
    asked = replace(new.asked, statement="另述")
    assert codes(change(new, asked, ELEMENTS, by)) == expected


@pytest.mark.parametrize(("year", "right"), [(2025, False), (2026, True), (2027, True), (2028, False)])
def test_an_application_is_for_this_year_or_the_next(year, right):
    outcome = create(application(year=year), ELEMENTS, owner, TODAY, others=False)
    assert codes(outcome) == (() if right else ("APPLICATION_YEAR_INVALID",))


@pytest.mark.parametrize(
    ("by", "channel", "may"),
    [
        (bureau, Channel.PROVINCIAL_PLATFORM, True),
        (industry, Channel.INDUSTRY_AUTHORITY, True),
        (industry, Channel.INVESTMENT_AUTHORITY, False),
        (other_industry, Channel.INDUSTRY_AUTHORITY, False),
    ],
)
def test_an_application_is_returned_by_whom_it_was_filed_with(by, channel, may):
    outcome = return_(application(ApplicationStatus.SUBMITTED, channel), "补", None, ELEMENTS, by, DAYS)
    assert codes(outcome) == (() if may else ("APPLICATION_NOT_YOURS",))


@pytest.mark.parametrize(
    ("day", "right"),
    [
        (TODAY, False),
        (date(2026, 11, 25), True),
        (date(2026, 11, 28), False),  # a Saturday
        (date(2026, 12, 22), True),  # the twentieth working day
        (date(2026, 12, 23), False),
    ],
)
def test_the_day_for_correction_is_a_working_day_from_tomorrow_to_the_longest(day, right):
    submitted = application(ApplicationStatus.SUBMITTED)
    outcome = return_(submitted, "补", day, ELEMENTS, bureau, DAYS)
    assert codes(outcome) == (() if right else ("CORRECTION_DAY_INVALID",))


def test_where_no_day_is_set_the_rulebook_sets_it_and_a_second_return_counts_anew():
    once = accepted(return_(application(ApplicationStatus.SUBMITTED), "补", None, ELEMENTS, bureau, DAYS))
    assert (once.correction_due_on, once.returned_on) == (date(2026, 12, 1), TODAY)
    back = accepted(resubmit(once, UNDER, ELEMENTS, owner, date(2026, 12, 2)))
    assert back.corrected_on == date(2026, 12, 2)
    later = Days(date(2026, 12, 3), CALENDAR)
    again = accepted(return_(back, "再补", None, ELEMENTS, bureau, later))
    assert (again.corrected_on, again.correction_due_on) == (None, date(2026, 12, 10))


@pytest.mark.parametrize(("day", "late"), [(date(2026, 12, 1), False), (date(2026, 12, 2), True)])
def test_a_late_correction_is_taken_and_told_as_late(day, late):
    returned = application(ApplicationStatus.RETURNED, correction_due_on=date(2026, 12, 1))
    outcome = resubmit(returned, UNDER, ELEMENTS, owner, day)
    (event,) = outcome.events
    assert isinstance(event, ApplicationResubmitted)
    assert event.late is late


def test_an_application_keeps_the_guide_of_its_submission():
    made = accepted(submit(application(), UNDER, ELEMENTS, owner, TODAY))
    assert (made.guide_id, made.submitted_on) == (guide().id, TODAY)


def test_all_reasons_of_a_submission_out_of_turn_are_told_together():
    wrong = application(ApplicationStatus.PASSED, asked=replace(ASKED, statement=None))
    none = replace(UNDER, guide=None)
    assert codes(submit(wrong, none, ELEMENTS, stranger, TODAY)) == (
        "APPLICATION_STATUS_WRONG",
        "APPLICANT_NOT_OWNER",
        "STATEMENT_MISSING",
        "GUIDE_NOT_PUBLISHED",
    )


def test_only_the_owner_withdraws_and_not_while_a_plan_rests_on_it():
    passed = application(ApplicationStatus.PASSED)
    assert codes(withdraw(passed, "缓建", ELEMENTS, bureau, ())) == ("APPLICANT_NOT_OWNER",)
    listed = ((2027, PlanStatus.DRAFT),)
    assert codes(withdraw(passed, " ", ELEMENTS, owner, listed)) == ("REASON_MISSING", "APPLICATION_IN_PLAN")
    assert len(withdraw(passed, "缓建", ELEMENTS, owner, ()).events) == 1
    assert withdraw(application(), "缓建", ELEMENTS, owner, ()).events == ()


def test_a_review_that_fails_says_why():
    submitted = application(ApplicationStatus.SUBMITTED)
    assert codes(review(submitted, "", TODAY, passed=False)) == ("REASON_MISSING",)
    assert accepted(review(submitted, "不符", TODAY, passed=False)).status is ApplicationStatus.FAILED
    assert accepted(review(submitted, "", TODAY, passed=True)).status is ApplicationStatus.PASSED


@pytest.mark.parametrize(
    ("roles", "unit", "category", "planned", "party"),
    [
        ({Role.PLANNING_PARTY}, TOWN, UnitCategory.TOWN, False, Guides.TOWN),
        ({Role.INDUSTRY_AUTHORITY}, AUTHORITY, UnitCategory.DEPARTMENT, False, Guides.INDUSTRY_AUTHORITY),
        ({Role.INVESTMENT_AUTHORITY}, None, None, False, Guides.INVESTMENT_AUTHORITY),
        ({Role.PLANNING_PARTY}, UUID(int=5), UnitCategory.STATE_PLATFORM, True, Guides.STATE_PLATFORM),
        ({Role.PLANNING_PARTY}, UUID(int=5), UnitCategory.STATE_PLATFORM, False, None),
        ({Role.PLANNING_PARTY}, UUID(int=5), UnitCategory.TOWN, True, None),
        ({Role.INDUSTRY_AUTHORITY}, UUID(int=5), UnitCategory.DEPARTMENT, False, None),
        ({Role.PLANNING_PARTY}, None, None, False, None),
    ],
)
def test_towns_industry_authorities_and_state_platforms_guide_the_projects_of_theirs(
    roles, unit, category, planned, party
):
    by = Guiding(roles=frozenset(roles), unit=unit, category=category, planned=planned)
    outcome = comment(application(), "请补充", ELEMENTS, by)
    if party is None:
        assert codes(outcome) == ("GUIDANCE_NOT_YOURS",)
    else:
        assert accepted(outcome) == (party, "请补充")
