"""第十二条：how a project stands in statistics on a day, and where statistics and the site are out of step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from services.schedule.domain.lists.month import Month
from services.schedule.domain.statistics.rulebook import DUE_MONTHS, OUT_OF_STEP
from services.schedule.domain.statistics.terms import StatisticsKind, StatisticsState

HUNDRED = Decimal(100)
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a project stands with its entry or its reporting. Lateness counts from the last day of the month that is due."""

    state: StatisticsState
    due_on: date | None
    days_late: int
    months_late: int


def due_on(kind: StatisticsKind, started_on: date) -> date:
    """第十二条：原则上开工当月入库、下月入统: the last day of that month.

    >>> str(due_on(StatisticsKind.ENTRY, date(2027, 3, 31))), str(due_on(StatisticsKind.REPORTING, date(2027, 12, 1)))
    ('2027-03-31', '2028-01-31')
    """
    return Month.of(started_on).after(DUE_MONTHS.on(started_on)[kind]).last


def stand(
    kind: StatisticsKind, started_on: date | None, done_on: date | None, today: date, *, excepted: bool = False
) -> Standing:
    """第十二条：judge whether it is in time. While it is not done, an exception stands in the place of lateness."""
    if started_on is None:
        state = StatisticsState.NOT_STARTED if done_on is None else StatisticsState.DONE
        return Standing(state=state, due_on=None, days_late=0, months_late=0)
    limit = due_on(kind, started_on)
    until = done_on or today
    late = max(0, (until - limit).days)
    months = max(0, Month.of(limit).until(Month.of(until)))
    if done_on is not None:
        state = StatisticsState.DONE_LATE if late else StatisticsState.DONE
    elif excepted:
        state = StatisticsState.EXCEPTED
    else:
        state = StatisticsState.LATE if late else StatisticsState.PENDING
    return Standing(state=state, due_on=limit, days_late=late, months_late=months)


class MismatchKind(StrEnum):
    """In what statistics and the site are out of step."""

    INVESTMENT = "INVESTMENT"  # 统计投资与核实投资
    PROGRESS = "PROGRESS"  # 统计投资占比与形象进度


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """Both figures and their difference: in per cent of the verified investment, or in percentage points."""

    kind: MismatchKind
    statistical: Decimal
    on_site: Decimal
    difference: Decimal | None  # None: nothing is verified, and so no share of it can be said
    limit: Decimal


def mismatches(
    statistical: Decimal | None,
    verified: Decimal | None,
    *,
    share: Decimal | None,
    physical: Decimal | None,
    day: date,
) -> tuple[Mismatch, ...]:
    """第十二条：确保项目形象进度同投资入统数据匹配. What is not on record is not judged.

    statistical, verified: of the same months of the year, in 万元. share: the part of the total investment that statistics
    have; physical: physical progress; both in per cent.
    """
    rule, found = OUT_OF_STEP.on(day), []
    if statistical is not None and verified is not None and statistical != verified:
        gap = abs(statistical - verified)
        if gap * HUNDRED > rule.investment_percent * verified:
            part = (gap * HUNDRED / verified).quantize(TENTH, ROUND_HALF_UP) if verified else None
            found.append(
                Mismatch(
                    kind=MismatchKind.INVESTMENT,
                    statistical=statistical,
                    on_site=verified,
                    difference=part,
                    limit=rule.investment_percent,
                )
            )
    if share is not None and physical is not None and abs(share - physical) > rule.progress_points:
        found.append(
            Mismatch(
                kind=MismatchKind.PROGRESS,
                statistical=share.quantize(TENTH, ROUND_HALF_UP),
                on_site=physical,
                difference=abs(share - physical).quantize(TENTH, ROUND_HALF_UP),
                limit=rule.progress_points,
            )
        )
    return tuple(found)
