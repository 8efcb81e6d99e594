"""Incidents around a site: taken up in time, handled on record, never with anybody's personal data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.breach import Refusal
from services.law.parties import Role
from services.support.domain.incident import handling
from services.support.domain.incident.handling import Moment, Reported
from services.support.domain.incident.rulebook import REOPEN_DAYS, TAKE_UP_HOURS
from services.support.domain.incident.terms import Incident, IncidentChange, IncidentSeverity, IncidentState
from services.support.domain.request import Acting
from services.support.domain.submission import Project
from tests.support.domain import builders as b

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
NOW = Moment(AT, b.MONDAY)
STATION, OTHER_STATION = b.identifier(61), b.identifier(62)
POLICE = Acting("ps-1", "民警甲", STATION, frozenset({Role.PUBLIC_SECURITY}), b.DIVISION)
COLLEAGUE = Acting("ps-2", "民警乙", STATION, frozenset({Role.PUBLIC_SECURITY}), b.DIVISION)
ELSEWHERE = Acting("ps-3", "民警丙", OTHER_STATION, frozenset({Role.PUBLIC_SECURITY}), b.DIVISION)
SPECIALIST = Acting("sp-1", "专员", None, frozenset({Role.SPECIALIST}), b.DIVISION)
PROJECT = Project(b.PROJECT, "示例项目", b.OWNER_UNIT, b.DIVISION)
TOLD = Reported(
    kind="OBSTRUCTION",
    severity=IncidentSeverity.SERIOUS,
    title="阻挠施工",
    description="车辆被拦",
    place="一号门",
    occurred_on=b.MONDAY,
)


def report(acting: Acting = b.OWNER, **changes: object) -> IncidentChange | Refusal:
    told = replace(TOLD, **changes)  # type: ignore[arg-type]
    return handling.report(b.identifier(60), "ZA-2026-0001", told, PROJECT, acting, NOW)


def after(change: IncidentChange | Refusal) -> Incident:
    assert isinstance(change, IncidentChange), change
    return change.incident


def codes(outcome: object) -> list[str]:
    assert isinstance(outcome, Refusal), outcome
    return [breach.code for breach in outcome.breaches]


def taken() -> Incident:
    return after(handling.take_up(after(report()), POLICE, NOW))


@pytest.mark.parametrize(
    ("severity", "hours"),
    [(IncidentSeverity.URGENT, 1), (IncidentSeverity.SERIOUS, 4), (IncidentSeverity.GENERAL, 24)],
)
def test_it_is_late_after_its_hours_and_not_at_their_end(severity, hours):
    incident = after(report(severity=severity))
    limit = AT + timedelta(hours=hours)
    assert incident.due_at == limit
    assert not handling.late(incident.due_at, limit, None, limit + timedelta(days=9))
    assert handling.late(incident.due_at, limit + timedelta(microseconds=1), None, limit)
    assert not handling.late(incident.due_at, None, None, limit)
    assert handling.late(incident.due_at, None, None, limit + timedelta(seconds=1))


def test_the_owner_a_specialist_and_the_departments_report_and_nobody_else():
    assert codes(report(b.OFFICER)) == ["NOT_THE_REPORTER"]
    assert codes(report(replace(b.OWNER, unit=b.OTHER_UNIT))) == ["NOT_THE_REPORTER"]
    assert codes(report(replace(SPECIALIST, division="430212"))) == ["NOT_THE_REPORTER"]
    assert after(report(SPECIALIST)).reported_by_unit_id is None
    assert after(report(b.SERVICE)).state is IncidentState.REPORTED


def test_everything_that_is_wrong_with_a_report_is_told_at_once():
    tomorrow = b.MONDAY + timedelta(days=1)
    assert codes(report(kind="WEATHER", title="", place="", occurred_on=tomorrow)) == [
        "INCIDENT_KIND_UNKNOWN",
        "DAY_INVALID",
        "TEXT_MISSING",
        "TEXT_MISSING",
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("嫌疑人 430211199001011234 在场", False),
        ("联系 13800000000", False),
        ("证件号43021119900101123X", False),
        ("车辆 3 台，损失 138000 元", True),
        ("编号 2026030213800000000001", True),
    ],
)
def test_numbers_of_persons_are_not_kept(text, kept):
    outcome = report(description=text)
    assert isinstance(outcome, IncidentChange) if kept else codes(outcome) == ["PERSONAL_DATA"]
    log = handling.log(taken(), text, POLICE)
    assert isinstance(log, IncidentChange) == kept


def test_public_security_takes_up_and_a_colleague_or_another_station_takes_over_on_record():
    incident = after(report())
    for stranger in (b.OWNER, replace(POLICE, division="430200")):  # the city's look on
        assert codes(handling.take_up(incident, stranger, NOW)) == ["NOT_PUBLIC_SECURITY"]
    assert codes(handling.take_up(taken(), POLICE, NOW)) == ["TAKEN_UP_ALREADY"]
    over = handling.take_up(taken(), ELSEWHERE, Moment(AT + timedelta(hours=9), b.MONDAY))
    assert isinstance(over, IncidentChange)
    assert (over.action.value, over.incident.taken_up_at, over.incident.handler_unit_id) == (
        "TAKEN_OVER",
        AT,
        OTHER_STATION,
    )
    assert codes(handling.log(over.incident, "到场", POLICE)) == ["NOT_THE_HANDLER"]
    assert isinstance(handling.log(taken(), "到场", COLLEAGUE), IncidentChange)


def test_it_ends_closed_or_transferred_and_what_ended_is_not_logged():
    closed = after(handling.close(taken(), "已劝离", POLICE, NOW))
    assert (closed.state, closed.result, closed.ended_at) == (IncidentState.CLOSED, "已劝离", AT)
    assert codes(handling.log(closed, "再次到场", POLICE)) == ["STATE_NOT_ALLOWED"]
    moved = after(handling.transfer(taken(), "示例检察院", "示例移〔2026〕1号", "涉嫌犯罪", POLICE, NOW))
    assert (moved.state, moved.transferred_to) == (IncidentState.TRANSFERRED, "示例检察院")
    assert codes(handling.transfer(taken(), "", "", "", POLICE, NOW)) == ["TEXT_MISSING"] * 3
    assert codes(handling.close(after(report()), "结果", POLICE, NOW)) == ["STATE_NOT_ALLOWED", "NOT_THE_HANDLER"]


def test_it_is_reopened_by_who_is_concerned_within_its_days():
    closed = after(handling.close(taken(), "已劝离", POLICE, NOW))
    days = REOPEN_DAYS.on(b.MONDAY)
    last, late = (Moment(AT + timedelta(days=n), b.MONDAY + timedelta(days=n)) for n in (days, days + 1))
    again = after(handling.reopen(closed, "又来阻拦", b.OWNER_UNIT, b.OWNER, last, b.MONDAY))
    assert (again.state, again.result, again.reopened_times) == (IncidentState.TAKEN_UP, None, 1)
    assert codes(handling.reopen(closed, "又来", b.OWNER_UNIT, b.OWNER, late, b.MONDAY)) == ["REOPENED_TOO_LATE"]
    assert codes(handling.reopen(closed, "又来", b.OWNER_UNIT, b.SERVICE, last, b.MONDAY)) == ["NOT_CONCERNED"]


def test_who_reported_it_takes_it_back_until_it_is_taken_up():
    assert after(handling.withdraw(after(report()), "误报", b.OWNER, NOW)).state is IncidentState.WITHDRAWN
    assert codes(handling.withdraw(after(report()), "误报", SPECIALIST, NOW)) == ["NOT_THE_REPORTER"]
    assert codes(handling.withdraw(taken(), "误报", b.OWNER, NOW)) == ["STATE_NOT_ALLOWED"]


@given(st.sampled_from(IncidentSeverity), st.sampled_from(IncidentSeverity), st.integers(0, 30))
def test_another_severity_never_moves_the_limit_back(first, second, hours):
    incident = after(report(severity=first))
    later = Moment(AT + timedelta(hours=hours), b.MONDAY + timedelta(days=hours // 24))
    outcome = handling.classify(incident, second, "现场情况", POLICE, later)
    if first is second:
        assert codes(outcome) == ["SEVERITY_UNCHANGED"]
        return
    changed = after(outcome)
    assert changed.due_at <= incident.due_at
    assert changed.due_at == min(incident.due_at, later.at + timedelta(hours=TAKE_UP_HOURS.on(later.day)[second]))


def test_the_day_of_the_tests_is_the_one_that_they_say():
    assert NOW.day == date(2026, 3, 2)
