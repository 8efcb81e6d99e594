"""第十三条：the rule on both sides of each of its limits, and what is due when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from services.chassis.calendar import calendar
from services.chassis.clock import new_id
from services.schedule.domain.leaders.reporting import due_on, overdue, owed, reports_due
from services.schedule.domain.leaders.rulebook import SELECTION
from services.schedule.domain.leaders.selecting import Candidate, grounds, proposed, told
from services.schedule.domain.leaders.terms import LeaderReportState
from services.schedule.domain.opening import ItemKind

RULE = SELECTION.on(date(2027, 1, 12))
SMALL = Candidate(
    project_id=new_id(),
    name="示例项目",
    kind=ItemKind.NEW_START,
    level="DISTRICT",
    category="SOCIAL",
    total_investment=Decimal(10_000),
    annual_investment=Decimal(5_000),
)


def codes(candidate: Candidate, mark: str | None = None) -> list[str]:
    return [g.code for g in grounds(candidate, mark, RULE)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"total_investment": Decimal("99999.9999")}, []),
        ({"total_investment": Decimal(100_000)}, ["TOTAL_INVESTMENT"]),
        ({"annual_investment": Decimal("29999.9999")}, []),
        ({"annual_investment": Decimal(30_000)}, ["ANNUAL_INVESTMENT"]),
        ({"level": "CITY"}, ["LEVEL"]),
        ({"level": "NATIONAL"}, ["LEVEL"]),
        ({"level": None, "category": None}, []),
        ({"category": "INDUSTRY", "total_investment": Decimal("49999.9999")}, []),
        ({"category": "INDUSTRY", "total_investment": Decimal(50_000)}, ["CATEGORY"]),
        ({"category": "INDUSTRY", "total_investment": Decimal(100_000)}, ["TOTAL_INVESTMENT"]),
        ({"kind": ItemKind.PRELIMINARY, "total_investment": Decimal(900_000)}, []),
        (
            {"kind": ItemKind.CONTINUING, "level": "PROVINCE", "total_investment": Decimal(200_000)},
            ["TOTAL_INVESTMENT", "LEVEL"],
        ),
    ],
)
def test_a_project_is_proposed_where_it_reaches_a_limit(changes, expected):
    assert codes(replace(SMALL, **changes)) == expected


def test_a_mark_of_the_authority_suffices_and_is_told():
    (ground,) = grounds(SMALL, "链主企业", RULE)
    assert (ground.code, "链主企业" in ground.text) == ("DRIVING", True)


def test_the_largest_come_first_and_each_says_why():
    large, larger = (replace(SMALL, project_id=new_id(), total_investment=Decimal(n)) for n in (150_000, 300_000))
    found = proposed([SMALL, large, larger], {}, RULE)
    assert [c.total_investment for c, _ in found] == [300_000, 150_000]
    assert found[0][1][0].text == "总投资300000万元，达到100000万元"
    assert told(RULE)[0] == "总投资达到100000万元"


def test_a_month_is_due_on_the_fifth_working_day_of_the_next():
    assert due_on(2026, 3, calendar()) == date(2026, 4, 8)  # 1–3, 7 and 8 April: the 6th is a holiday


@pytest.mark.parametrize(
    ("today", "submitted", "state", "late"),
    [
        (date(2026, 3, 31), None, LeaderReportState.NOT_DUE, 0),
        (date(2026, 4, 1), None, LeaderReportState.DUE, 0),
        (date(2026, 4, 8), None, LeaderReportState.DUE, 0),
        (date(2026, 4, 9), None, LeaderReportState.LATE, 1),
        (date(2026, 4, 9), date(2026, 4, 8), LeaderReportState.SUBMITTED, 0),
        (date(2026, 6, 1), date(2026, 4, 10), LeaderReportState.SUBMITTED_LATE, 2),
    ],
)
def test_the_limits_day_is_not_late_and_late_stays_late(today, submitted, state, late):
    (due,) = reports_due(2026, [3], {3: submitted} if submitted else {}, today, calendar())
    assert (due.state, due.working_days_late) == (state, late)


def test_months_are_owed_from_the_link_to_the_projects_end():
    assert list(owed(2027, date(2027, 3, 20), None)) == list(range(3, 13))
    assert list(owed(2028, date(2027, 3, 20), date(2028, 2, 1))) == [1, 2]
    assert list(owed(2026, date(2027, 3, 20), None)) == []
    assert list(owed(2028, date(2027, 3, 20), date(2027, 12, 31))) == []


def test_what_is_overdue_is_what_the_states_call_late():
    for today in (date(2026, 4, 8), date(2026, 4, 9), date(2027, 1, 8), date(2027, 1, 11)):
        months = [(y, m) for y in (today.year - 1, today.year) for m in range(1, 13)]
        late = [
            y * 100 + m
            for y, m in months
            if reports_due(y, [m], {}, today, calendar())[0].state is LeaderReportState.LATE
        ]
        assert overdue(today, calendar()) == late
