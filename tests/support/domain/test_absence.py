"""第十七条：who is away, and who stands in: overlaps on both sides of the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.law.breach import Refusal
from services.support.domain import absence
from services.support.domain.absence import Absence, Asked
from tests.support.domain.builders import COLLEAGUE, MONDAY, OFFICER, OWNER, REQUEST

FRIDAY = MONDAY + timedelta(days=4)
ASKED = Asked(
    subject=None,
    name=None,
    substitute="land-2",
    substitute_name="科员丙",
    from_on=MONDAY,
    until_on=FRIDAY,
    reason="年休假",
)


def recorded(asked: Asked = ASKED, others: tuple[Absence, ...] = (), acting=OFFICER, today: date = MONDAY):
    return absence.record(REQUEST, asked, others, acting, today)


def codes(outcome: object) -> list[str]:
    assert isinstance(outcome, Refusal), outcome
    return [b.code for b in outcome.breaches]


def kept(**changes) -> Absence:
    made = recorded()
    assert isinstance(made, Absence)
    return replace(made, **changes)


def test_one_records_ones_own_absence_or_a_colleagues():
    assert kept().subject == OFFICER.subject
    made = recorded(replace(ASKED, subject="land-3", name="科员戊"))
    assert isinstance(made, Absence)
    assert (made.subject, made.name) == ("land-3", "科员戊")


@pytest.mark.parametrize(("first", "last", "overlaps"), [(5, 9, False), (4, 9, True), (-3, -1, False), (-3, 0, True)])
def test_nobody_is_away_twice_and_days_that_touch_overlap(first, last, overlaps):
    asked = replace(ASKED, from_on=MONDAY + timedelta(days=first), until_on=MONDAY + timedelta(days=last))
    outcome = recorded(asked, (kept(),), today=MONDAY - timedelta(days=5))
    assert (codes(outcome) == ["ABSENCE_OVERLAPS"]) if overlaps else isinstance(outcome, Absence)


def test_a_substitute_who_is_away_or_is_oneself_does_not_stand_in():
    away = kept(subject="land-2", substitute="land-9")
    assert codes(recorded(others=(away,))) == ["SUBSTITUTE_AWAY"]
    assert codes(recorded(replace(ASKED, substitute=OFFICER.subject))) == ["SUBSTITUTE_AWAY"]


def test_who_stands_in_for_somebody_does_not_leave_without_another():
    assert codes(recorded(others=(kept(subject="land-9", substitute=OFFICER.subject),))) == ["ABSENCE_OVERLAPS"]


def test_all_faults_are_told_at_once():
    asked = replace(ASKED, substitute=" ", reason="", until_on=MONDAY - timedelta(days=1))
    assert sorted(codes(recorded(asked))) == ["DAYS_REVERSED", "TEXT_MISSING", "TEXT_MISSING"]


@pytest.mark.parametrize(("days", "allowed"), [(366, True), (367, False)])
def test_an_absence_is_not_longer_than_the_longest(days, allowed):
    outcome = recorded(replace(ASKED, until_on=MONDAY + timedelta(days=days - 1)))
    assert isinstance(outcome, Absence) if allowed else codes(outcome) == ["ABSENCE_TOO_LONG"]


@pytest.mark.parametrize(("today", "code"), [(FRIDAY, None), (FRIDAY + timedelta(days=1), "ABSENCE_OVER")])
def test_it_is_called_off_until_its_last_day(today, code):
    outcome = absence.cancel(kept(), "提前返岗", COLLEAGUE, today)
    if code:
        assert codes(outcome) == [code]
    else:
        assert isinstance(outcome, Absence)
        assert outcome.cancelled_on == today
        assert codes(absence.cancel(outcome, "再次", OFFICER, today)) == ["ABSENCE_CANCELLED"]


def test_only_the_units_own_people_call_it_off():
    assert codes(absence.cancel(kept(), "取消", OWNER, MONDAY)) == ["NOT_THE_BUREAU"]
