"""A clock counted day by day, without any formula: what the clocks of the domain are compared with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Shown:
    """What a limit shows at the end of a day."""

    used: int
    due_on: date | None
    late: int


def simulate(
    received: date,
    limit: int,
    stops: Sequence[tuple[date, date | None]],
    today: date,
    is_workday: Callable[[date], bool],
    horizon: date,
) -> Shown:
    """Walk from the day after receipt: a working day counts unless the clock stands on it, first and last day included."""

    def stands(day: date) -> bool:
        return any(since <= day and (until is None or day <= until) for since, until in stops)

    used, due, used_today = 0, None, 0
    day = received
    while day < max(today, horizon) and (day < today or due is None):
        day += DAY
        if is_workday(day) and not stands(day):
            used += 1
            if used == limit:
                due = day
        if day <= today:
            used_today = used
    open_stop = stops[-1] if stops and stops[-1][1] is None else None
    if open_stop is not None and (due is None or due >= open_stop[0]):
        due = None
    return Shown(used_today, due, max(0, used_today - limit))
