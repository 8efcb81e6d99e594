"""第九条：the investment authority verifies or returns; nobody verifies the own report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from services.law.breach import Refusal
from services.schedule.domain.decision import Decided
from services.schedule.domain.events import ProgressVerified
from services.schedule.domain.progress.record import Report, ReportStatus, facts
from services.schedule.domain.progress.verification import ReturnProgress, Verified, return_, verify
from tests.schedule.domain.samples import AUTHORITY, OWNER, OWNER_PERSON, report, schedule, task, uid

TODAY = date(2027, 2, 2)


def returned(current: Report, reason: str = "与统计数不符") -> Decided[Report] | Refusal:
    return return_(current, AUTHORITY, ReturnProgress(report_id=uid(31), reason=reason, expected_version=1))


def codes(answer: Decided[Report] | Refusal) -> tuple[str, ...]:
    assert isinstance(answer, Refusal), answer
    assert {str(b.article) for b in answer.breaches} == {"第九条"}
    return answer.codes


def test_a_verified_month_is_told_against_its_plan_and_cumulatively() -> None:
    march = report(month=3, version=2)
    answer = verify(schedule(), task(), march, Decimal(11000), (), AUTHORITY, today=TODAY)
    assert isinstance(answer, Decided)
    assert (answer.state.status, answer.state.version, answer.state.verified_on) == (ReportStatus.VERIFIED, 3, TODAY)
    (event,) = answer.events
    assert isinstance(event, ProgressVerified)
    assert (event.reported_investment, event.planned_investment) == (Decimal(5000), Decimal(6000))
    assert (event.cumulative_reported, event.cumulative_planned) == (Decimal(16000), Decimal(18000))
    assert (event.responsible_unit_id, event.report_version) == (OWNER, 3)


def test_later_months_that_were_verified_before_are_told_again_with_what_has_changed() -> None:
    may, april = (
        Verified(
            report_id=uid(30 + month),
            version=4,
            month=month,
            done_investment=Decimal(month * 1000),
            physical_percent=Decimal(month),
            verified_on=date(2027, month, 28),
        )
        for month in (5, 4)
    )
    answer = verify(schedule(), task(), report(month=3), Decimal(11000), (may, april), AUTHORITY, today=TODAY)
    assert isinstance(answer, Decided)
    told = [e for e in answer.events if isinstance(e, ProgressVerified)]
    assert [(e.month, e.cumulative_reported, e.cumulative_planned) for e in told] == [
        (3, Decimal(16000), Decimal(18000)),
        (4, Decimal(20000), Decimal(24000)),
        (5, Decimal(25000), Decimal(30000)),
    ]
    assert [(e.report_id, e.report_version, e.physical_percent, e.verified_on) for e in told[1:]] == [
        (m.report_id, 4, m.physical_percent, m.verified_on) for m in (april, may)
    ]


def test_a_report_goes_back_with_a_reason_and_not_without_one() -> None:
    answer = returned(report())
    assert isinstance(answer, Decided)
    assert (answer.state.status, answer.state.return_reason, answer.events) == (
        ReportStatus.RETURNED,
        "与统计数不符",
        (),
    )
    assert codes(returned(report(), " ")) == ("REASON_MISSING",)


@pytest.mark.parametrize("status", [ReportStatus.VERIFIED, ReportStatus.RETURNED])
def test_only_what_waits_for_verification_is_judged(status: ReportStatus) -> None:
    judged = report(status=status)
    assert codes(verify(schedule(), task(), judged, Decimal(0), (), AUTHORITY, today=TODAY)) == ("REPORT_NOT_WAITING",)
    assert codes(returned(judged)) == ("REPORT_NOT_WAITING",)


def test_whoever_reported_or_corrected_any_version_cannot_verify_it() -> None:
    both = replace(AUTHORITY, subject=OWNER_PERSON.subject)
    mixed = report(reporters=frozenset({OWNER_PERSON.subject, "someone"}))
    assert codes(verify(schedule(), task(), mixed, Decimal(0), (), both, today=TODAY)) == ("OWN_REPORT",)
    assert codes(return_(mixed, both, ReturnProgress(report_id=uid(31), reason="", expected_version=1))) == (
        "OWN_REPORT",
        "REASON_MISSING",
    )


def test_a_return_is_a_version_and_a_refusal_says_how_the_report_stands() -> None:
    answer = returned(report(version=3))
    assert isinstance(answer, Decided)
    assert answer.state.version == 4
    for status, words in ((ReportStatus.VERIFIED, "已核实"), (ReportStatus.RETURNED, "已退回")):
        refused = returned(report(status=status))
        assert isinstance(refused, Refusal)
        assert words in refused.breaches[0].message


def test_the_audit_trail_is_told_what_a_report_holds() -> None:
    assert facts(None) is None
    told = facts(report())
    assert told is not None
    assert (told["version"], told["month"]) == (1, 1)
