"""第八条：what changed from one version of an annual task to another, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskVersion:
    """The figures of one version."""

    version: int
    annual_investment: Decimal
    months: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDifference:
    """One month in both versions; total_change: of all months from January up to this one."""

    month: int
    before: Decimal
    after: Decimal
    change: Decimal
    total_change: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDifference:
    """Two versions of a year's task, side by side."""

    before: TaskVersion
    after: TaskVersion
    months: tuple[MonthDifference, ...]


def difference(versions: Sequence[TaskVersion], before: int | None, after: int | None) -> TaskDifference | None:
    """第八条：lay two versions side by side; by default the newest and the one before it. None where one is not there."""
    known = {v.version: v for v in versions}
    new = known.get(max(known, default=0) if after is None else after)
    old = known.get((new.version - 1 if new else 0) if before is None else before)
    if old is None or new is None:
        return None
    months, total = [], Decimal(0)
    for number, (was, now) in enumerate(zip(old.months, new.months, strict=True), 1):
        total += now - was
        made = MonthDifference(month=number, before=was, after=now, change=now - was, total_change=total)
        months.append(made)
    return TaskDifference(before=old, after=new, months=tuple(months))
