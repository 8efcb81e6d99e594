"""第九条：who reports what of which month, weekly updates and corrections."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.law.breach import Refusal
from services.law.parties import Role
from services.schedule.domain.decision import Decided, Party
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.progress.record import Report, ReportStatus
from services.schedule.domain.progress.reporting import CorrectProgress, ReportProgress, correct
from services.schedule.domain.progress.reporting import report as decide
from tests.schedule.domain.samples import OWNER, OWNER_PERSON, SPECIALIST, TOWN, item, progress, schedule, task, uid
from tests.schedule.domain.samples import report as known

TODAY = date(2027, 1, 29)
ANOTHER_OWNER = Party("owner-9", "他", frozenset({Role.OWNER}), uid(99))


def reported(current: Report | None = None, party: Party = OWNER_PERSON, **changes: Any) -> Decided[Report] | Refusal:
    given = {"year": 2027, "month": 1, "progress": progress(), "item": item(), "task": task(), "today": TODAY} | changes
    command = ReportProgress(
        project_id=uid(2),
        year=given["year"],
        month=given["month"],
        progress=given["progress"],
        expected_version=0,
    )
    return decide(
        schedule(),
        given["item"],
        given["task"],
        current,
        party,
        command,
        report_id=uid(77),
        today=given["today"],
    )


def accepted(answer: Decided[Report] | Refusal) -> Report:
    assert isinstance(answer, Decided), answer
    return answer.state


def codes(answer: Decided[Report] | Refusal) -> tuple[str, ...]:
    assert isinstance(answer, Refusal), answer
    assert all(b.article is not None for b in answer.breaches)
    return answer.codes


@pytest.mark.parametrize("party", [OWNER_PERSON, SPECIALIST], ids=["owner", "specialist"])
def test_owner_and_contact_person_report_their_project(party: Party) -> None:
    made = accepted(reported(party=party))
    assert (made.version, made.status, made.reporters) == (1, ReportStatus.REPORTED, frozenset({party.subject}))


@pytest.mark.parametrize(
    "party",
    [
        ANOTHER_OWNER,
        Party("s", "专", frozenset({Role.SPECIALIST}), uid(99)),
        Party("x", "镇", frozenset({Role.PLANNING_PARTY}), TOWN),
        Party("y", "业", frozenset({Role.OWNER}), TOWN),
    ],
    ids=["another owner", "another specialist", "planning party", "owner role in the town's unit"],
)
def test_nobody_else_reports_it(party: Party) -> None:
    assert codes(reported(party=party)) == ("NOT_REPORTER_OF_PROJECT",)


def test_a_month_can_be_reported_from_its_first_day() -> None:
    accepted(reported(month=2, today=date(2027, 2, 1)))
    assert codes(reported(month=2, today=date(2027, 1, 31))) == ("MONTH_IN_FUTURE",)


@pytest.mark.parametrize("month", [0, 13, -1, 2_000_000_000])
def test_a_year_has_twelve_months(month: int) -> None:
    assert codes(reported(month=month)) == ("MONTH_INVALID",)


def test_without_plan_item_or_task_and_for_preliminary_projects_there_is_nothing_to_report_against() -> None:
    assert codes(reported(item=None)) == ("NOT_IN_PLAN",)
    assert codes(reported(task=None)) == ("TASK_MISSING",)
    assert codes(reported(item=item(kind=ItemKind.PRELIMINARY), task=None)) == ("PRELIMINARY_HAS_NO_PROGRESS",)


@pytest.mark.parametrize(
    ("percent", "fits"),
    [("0", True), ("100", True), ("100.01", False), ("-0.01", False), ("6.25", True), ("6.255", False), ("NaN", False)],
)
def test_physical_progress_is_a_percentage_with_two_places(percent: str, fits: bool) -> None:
    answer = reported(progress=progress(physical_percent=Decimal(percent)))
    assert isinstance(answer, Decided) is fits


def test_investment_may_be_nothing_but_not_negative_and_more_than_planned_is_welcome() -> None:
    accepted(reported(progress=progress(done_investment=Decimal(0))))
    accepted(reported(progress=progress(done_investment=Decimal(90000))))
    assert codes(reported(progress=progress(done_investment=Decimal("-0.0001")))) == ("AMOUNT_NEGATIVE",)


def test_physical_progress_needs_words() -> None:
    assert codes(reported(progress=progress(physical_text="  "))) == ("PHYSICAL_TEXT_MISSING",)


def test_all_faults_are_named_at_once() -> None:
    bad = progress(physical_text="", physical_percent=Decimal(101), done_investment=Decimal(-1))
    assert codes(reported(party=ANOTHER_OWNER, month=2, task=None, progress=bad)) == (
        "NOT_REPORTER_OF_PROJECT",
        "MONTH_IN_FUTURE",
        "TASK_MISSING",
        "PERCENT_INVALID",
        "PHYSICAL_TEXT_MISSING",
        "AMOUNT_NEGATIVE",
    )


def test_a_weekly_update_is_a_new_version_of_the_months_report() -> None:
    updated = accepted(reported(known(), SPECIALIST, progress=progress(done_investment=Decimal(5500))))
    assert (updated.id, updated.version, updated.progress.done_investment) == (uid(31), 2, Decimal(5500))
    assert updated.reporters == {OWNER_PERSON.subject, SPECIALIST.subject}


def verified(day: date) -> Report:
    return known(status=ReportStatus.VERIFIED, verified_on=day, verified_investment=Decimal(5000))


def test_a_month_verified_before_its_end_is_updated_on_and_one_verified_at_its_end_is_closed() -> None:
    updated = accepted(reported(verified(date(2027, 1, 30))))
    assert (updated.status, updated.verified_investment) == (ReportStatus.REPORTED, Decimal(5000))
    assert codes(reported(verified(date(2027, 1, 31)))) == ("MONTH_CLOSED",)
    assert codes(reported(verified(date(2027, 2, 1)))) == ("MONTH_CLOSED",)


RETURNED = known(status=ReportStatus.RETURNED, return_reason="与统计数不符")


def test_a_returned_report_is_corrected_and_not_reported_over() -> None:
    assert codes(reported(RETURNED)) == ("REPORT_RETURNED",)


def corrected(current: Report, party: Party = OWNER_PERSON, **changes: Any) -> Decided[Report] | Refusal:
    command = CorrectProgress(report_id=current.id, progress=progress(**changes), expected_version=1)
    return correct(schedule(), current, party, command, today=date(2027, 2, 2))


def test_a_correction_waits_for_verification_again() -> None:
    made = accepted(corrected(RETURNED, done_investment=Decimal(4800)))
    assert (made.status, made.version, made.return_reason) == (ReportStatus.REPORTED, 2, None)


def test_only_what_was_returned_is_corrected_and_only_by_the_projects_own_people() -> None:
    assert codes(corrected(known())) == ("REPORT_NOT_RETURNED",)
    assert codes(corrected(verified(date(2027, 1, 30)), ANOTHER_OWNER)) == (
        "NOT_REPORTER_OF_PROJECT",
        "REPORT_NOT_RETURNED",
    )
    assert codes(corrected(RETURNED, physical_text="")) == ("PHYSICAL_TEXT_MISSING",)


def test_a_person_without_a_unit_stands_for_no_project() -> None:
    lost = replace(SPECIALIST, unit=None)
    assert codes(reported(party=lost)) == ("NOT_REPORTER_OF_PROJECT",)
    assert OWNER is not None


def test_december_is_a_month_and_is_closed_on_its_last_day() -> None:
    made = accepted(reported(month=12, today=date(2027, 12, 1)))
    assert made.month == 12
    december = known(month=12, status=ReportStatus.VERIFIED, verified_investment=Decimal(1))
    on_the_last = replace(december, verified_on=date(2027, 12, 31))
    assert codes(reported(on_the_last, month=12, today=date(2028, 1, 3))) == ("MONTH_CLOSED",)
    accepted(reported(replace(december, verified_on=date(2027, 12, 30)), month=12, today=date(2027, 12, 31)))


def test_difficulties_are_kept_as_they_are_told() -> None:
    assert accepted(reported(progress=progress(difficulties="电力接入滞后"))).progress.difficulties == "电力接入滞后"
    assert accepted(reported(progress=progress(difficulties=" "))).progress.difficulties is None
