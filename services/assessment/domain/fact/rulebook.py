"""Numbers that facts are made by, each with its first day and its clause."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from types import MappingProxyType

from services.assessment.domain.rulebook import SINCE
from services.law.article import Article
from services.law.dated import Dated, Entry

MONTHS_OF_A_YEAR = 12

STATISTICS_MONTHS = Dated(
    Article(12),
    "入库、入统的时限：开工当月之后的月数",
    Entry(SINCE, MappingProxyType({"ENTRY": 0, "REPORTING": 1}), "第十二条：开工当月入库、下月入统"),
)


def statistics_due(started_on: date) -> dict[str, date]:
    """第十二条：until when a project that started on this day is entered in statistics, and reported.

    What started before the platform assesses is nobody's lateness here.

    >>> statistics_due(date(2026, 12, 1))
    {'ENTRY': datetime.date(2026, 12, 31), 'REPORTING': datetime.date(2027, 1, 31)}
    >>> statistics_due(date(2025, 12, 31))
    {}
    """
    if started_on < SINCE:
        return {}
    months = STATISTICS_MONTHS.on(started_on)
    return {code: _last_day(started_on.year, started_on.month + after) for code, after in months.items()}


def _last_day(year: int, month: int) -> date:
    year, month = year + (month - 1) // MONTHS_OF_A_YEAR, (month - 1) % MONTHS_OF_A_YEAR + 1
    return date(year, month, monthrange(year, month)[1])
