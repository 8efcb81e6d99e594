"""第八条、第九条：the year's investment as a curve: planned, reported 报送 and verified 完成, month by month and in sum."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.law.money import percentage
from services.schedule.domain.annual.rulebook import PERCENT_PLACES
from services.schedule.domain.task import MONTHS

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """One version of the year's task and the day from which it holds."""

    version: int
    since: date
    annual_investment: Decimal
    months: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What is known of a month. reported: as it was reported last, None while that is returned; verified: as verified last."""

    reported: Decimal | None
    verified: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """A month of the curve, in 万元; the totals are from January up to and including the month.

    task_version: the version that was in force at the month's end, against which the month is measured. planned and
    planned_total are None without a task; what is done is None for months that have not begun.
    """

    month: int
    task_version: int | None
    planned: Decimal | None
    planned_total: Decimal | None
    reported: Decimal | None
    reported_total: Decimal | None
    verified: Decimal | None
    verified_total: Decimal | None
    percent: Decimal | None


def in_force(versions: Sequence[InForce], last_day: date) -> InForce | None:
    """第八条：find the version in force at the end of the month: the highest that had been set by then.

    Months that had ended before the first version was set are measured against that one, for it covers the whole year.
    """
    set_by_then = [v for v in versions if v.since <= last_day]
    if set_by_then:
        return max(set_by_then, key=lambda v: v.version)
    return min(versions, key=lambda v: v.version, default=None)


def curve(year: int, versions: Sequence[InForce], done: Mapping[int, Done], today: date) -> tuple[CurvePoint, ...]:
    """第八条：lay the year's task, what was reported and what was verified side by side.

    Each month is measured against the version in force at its end, so that a later change of the task never makes a
    month of before look better or worse than it was; what is to come is measured against the newest version.
    """
    points = []
    reported = verified = NOTHING
    for month in range(1, MONTHS + 1):
        task = in_force(versions, date(year, month, monthrange(year, month)[1]))
        begun = date(year, month, 1) <= today
        its = done.get(month, Done(reported=None, verified=None))
        reported, verified = reported + (its.reported or NOTHING), verified + (its.verified or NOTHING)
        planned_total = sum(task.months[:month], NOTHING) if task else None
        point = CurvePoint(
            month=month,
            task_version=task.version if task else None,
            planned=task.months[month - 1] if task else None,
            planned_total=planned_total,
            reported=its.reported if begun else None,
            reported_total=reported if begun else None,
            verified=its.verified if begun else None,
            verified_total=verified if begun else None,
            percent=_percent(verified, planned_total, today) if begun else None,
        )
        points.append(point)
    return tuple(points)


def summed(curves: Iterable[Sequence[CurvePoint]], today: date) -> tuple[CurvePoint, ...]:
    """第八条：add the curves of many projects up. There is no single version; what no project has stays None."""
    all_ = list(curves)
    points = []
    for at in range(MONTHS):
        of_month = [points_[at] for points_ in all_]
        planned_total = _sum(p.planned_total for p in of_month)
        verified_total = _sum(p.verified_total for p in of_month)
        point = CurvePoint(
            month=at + 1,
            task_version=None,
            planned=_sum(p.planned for p in of_month),
            planned_total=planned_total,
            reported=_sum(p.reported for p in of_month),
            reported_total=_sum(p.reported_total for p in of_month),
            verified=_sum(p.verified for p in of_month),
            verified_total=verified_total,
            percent=None if verified_total is None else _percent(verified_total, planned_total, today),
        )
        points.append(point)
    return tuple(points)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [a for a in amounts if a is not None]
    return sum(known, NOTHING) if known else None


def _percent(verified: Decimal, planned: Decimal | None, today: date) -> Decimal | None:
    """Say how much of the plan is verified; None while nothing was to be done yet."""
    return percentage(verified, planned, PERCENT_PLACES.on(today)) if planned else None
