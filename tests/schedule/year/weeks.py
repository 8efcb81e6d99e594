"""The contact persons' weeks (第九条): reported on Thursdays, some left out; the month's report follows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from services.chassis.calendar import calendar
from tests.schedule.year.district import FIRST, YEAR, Works

if TYPE_CHECKING:
    from tests.schedule.year.running import Year

THURSDAY = 3
MISSED = 0.05


def thursdays(month: int) -> list[date]:
    """Name the Thursdays of a month that are not before the year's first day: a week is of the month of its Thursday."""
    days = [date(YEAR, month, 1) + timedelta(days=n) for n in range(31)]
    return [d for d in days if d.month == month and d.weekday() == THURSDAY and d > FIRST]


def owed(monday: date) -> bool:
    """Say whether a week has any working day."""
    return any(calendar().is_workday(monday + timedelta(days=n)) for n in range(7))


def appointment(works: Works) -> dict[str, Any]:
    return {
        "projectId": str(works.id),
        "subject": works.specialist.subject,
        "name": "专员甲",
        "phone": "13800000000",
        "unitId": str(works.town),
        "fromOn": str(FIRST),
    }


async def report_week(year: Year, works: Works, on: date) -> None:
    """Report the week of a Thursday, or leave it out; the last one of a month says what the month came to."""
    month, random = on.month, year.district.random
    of_month = thursdays(month)
    last = on == of_month[-1]
    monday = on - timedelta(days=THURSDAY)
    if not last and random.random() < MISSED:
        works.missed += owed(monday)
        return
    if last:
        works.percent = min(Decimal(99), works.percent + Decimal("8.25"))
        done = works.done_in(month, random)
        works.verified[month] = done  # by the end of the month, when somebody has looked at it
    else:
        done = (works.months[month - 1] * (of_month.index(on) + 1) / 10).quantize(Decimal("0.0001"))
    said = {
        "projectId": str(works.id),
        "week": str(on),
        "doneInvestment": str(done),
        "physicalPercent": str(works.percent),
        "text": f"{month}月形象进度",
    }
    await year.do("updateWeek", "UpdateWeekInput", "", works.specialist, on, **said)
    works.weeks += 1
