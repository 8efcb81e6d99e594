"""第九条（每周监测辖区市级重点项目各项数据指标）：which indicators of a project are beyond their thresholds, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from services.schedule.domain.city.rulebook import INVESTMENT_BEHIND, LATE_NODES, MISSED_WEEKS, OUT_OF_STEP
from services.schedule.domain.city.terms import Indicator

HUNDRED = Decimal(100)
STEP = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a project in a year: amounts in 万元.

    annual: of the task in force, None without one. verified: of the year's verified months. verified_ever: of all years,
    None where years before this platform are not known. percent: of the newest week, None without one.
    """

    annual: Decimal | None
    verified: Decimal
    verified_ever: Decimal | None
    total: Decimal | None
    percent: Decimal | None
    missed_weeks: int
    late_nodes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """An indicator: its value and threshold; None where it cannot be measured, and `why` says so."""

    indicator: Indicator
    value: Decimal | None
    threshold: Decimal
    beyond: bool
    why: str


def measure(known: Known, today: date, year: int) -> tuple[Measured, ...]:
    """Measure all indicators on a day. Exactly the threshold is not beyond it."""
    return (_behind(known, today, year), _out_of_step(known, today), _missed(known, today), _late(known, today))


def elapsed(today: date, year: int) -> Decimal:
    """Return which share of the year has passed by the end of the day, in per cent with two places.

    >>> elapsed(date(2027, 12, 31), 2027), elapsed(date(2027, 1, 1), 2027), elapsed(date(2028, 2, 1), 2027)
    (Decimal('100.00'), Decimal('0.27'), Decimal('100.00'))
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    day = min(max(today, first), last)
    return share(Decimal((day - first).days + 1), Decimal((last - first).days + 1))


def share(part: Decimal, whole: Decimal) -> Decimal:
    """Return the part of the whole in per cent, two places, half up."""
    return (part * HUNDRED / whole).quantize(STEP, ROUND_HALF_UP)


def _behind(known: Known, today: date, year: int) -> Measured:
    threshold = INVESTMENT_BEHIND.on(today)
    if not known.annual:
        return _unknown(Indicator.INVESTMENT_BEHIND, threshold, f"{year}年度投资任务尚未下达，无从比较")
    done, passed = share(known.verified, known.annual), elapsed(today, year)
    value = passed - done
    why = f"年度投资已核实完成{done}%，时间进度{passed}%，相差{value}个百分点（上限{threshold}）"
    return _known(Indicator.INVESTMENT_BEHIND, value, threshold, why)


def _out_of_step(known: Known, today: date) -> Measured:
    threshold = OUT_OF_STEP.on(today)
    if known.percent is None:
        return _unknown(Indicator.OUT_OF_STEP, threshold, "尚无周更新，形象进度不明")
    if known.verified_ever is None:
        return _unknown(Indicator.OUT_OF_STEP, threshold, "续建项目此前年度的投资未在本平台核实，不作比较")
    if not known.total:
        return _unknown(Indicator.OUT_OF_STEP, threshold, "总投资不明，无从比较")
    done = share(known.verified_ever, known.total)
    value = abs(known.percent - done).quantize(STEP, ROUND_HALF_UP)
    why = (
        f"形象进度{known.percent.normalize():f}%，投资已核实完成总投资的{done}%，相差{value}个百分点（上限{threshold}）"
    )
    return _known(Indicator.OUT_OF_STEP, value, threshold, why)


def _missed(known: Known, today: date) -> Measured:
    threshold = MISSED_WEEKS.on(today)
    why = f"本年漏报{known.missed_weeks}周（上限{threshold}）"
    return _known(Indicator.MISSED_WEEKS, Decimal(known.missed_weeks), Decimal(threshold), why)


def _late(known: Known, today: date) -> Measured:
    threshold = LATE_NODES.on(today)
    why = f"逾期未办结节点{known.late_nodes}个（上限{threshold}）"
    return _known(Indicator.LATE_NODES, Decimal(known.late_nodes), Decimal(threshold), why)


def _known(indicator: Indicator, value: Decimal, threshold: Decimal, why: str) -> Measured:
    return Measured(indicator=indicator, value=value, threshold=threshold, beyond=value > threshold, why=why)


def _unknown(indicator: Indicator, threshold: Decimal, why: str) -> Measured:
    return Measured(indicator=indicator, value=None, threshold=threshold, beyond=False, why=why)
