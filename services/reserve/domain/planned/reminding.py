"""第四条: who is reminded of a month's list, and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.law.breach import Breach
from services.reserve.domain.planned.events import PlannedReportReminded
from services.reserve.domain.planned.months import YEARS, days_late, due_day, soon_until, state
from services.reserve.domain.planned.rulebook import REMINDER_DAYS
from services.reserve.domain.planned.terms import A4, ReportState

WORTH_A_REMINDER = frozenset({ReportState.DUE_SOON, ReportState.MISSING})


@dataclass(frozen=True, slots=True)
class Owing:
    """A party that owes a month's list, and when it came in, if it has."""

    unit_id: UUID
    in_on: date | None


def breaches(month: date, today: date) -> list[Breach]:
    """第四条: parties are reminded some days before the due day, and as long as something is missing; not earlier."""
    if month.year not in YEARS:
        return [Breach("PLANNED_MONTH_INVALID", "月份不正确", A4, "month")]
    if due_day(month) <= soon_until(today):
        return []
    message = f"{month:%Y年%m月}月报{due_day(month)}到期，到期前{REMINDER_DAYS.on(today)}天起才提醒"
    return [Breach("PLANNED_REMINDER_TOO_EARLY", message, A4, "month")]


def reminders(month: date, today: date, owing: Iterable[Owing], division: str) -> list[PlannedReportReminded]:
    """第四条: remind whose list is due soon or missing; whose list is in is left alone."""
    due_on, told = due_day(month), []
    for party in owing:
        stands = state(due_on, party.in_on, today)
        if stands in WORTH_A_REMINDER:
            told.append(
                PlannedReportReminded(
                    unit_id=party.unit_id,
                    month=month,
                    due_on=due_on,
                    state=stands,
                    days_late=days_late(due_on, party.in_on, today),
                    reminded_on=today,
                    division=division,
                )
            )
    return told
