"""Many networks at once: all projects of a district scheduled anew, as when a year's holidays are published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from services.law.breach import Refusal
from services.law.workdays import WorkCalendar
from services.schedule.domain.network.activity import Activity
from services.schedule.domain.network.timetable import Timetable, timetable


@dataclass(frozen=True, slots=True)
class Target:
    """One project's network and the day by which it is to end."""

    activities: tuple[Activity, ...]
    on: date


def timetables(networks: Iterable[Target], today: date, calendar: WorkCalendar) -> Iterator[Timetable | Refusal]:
    """第八条：schedule each network backwards from its own target, in their order; a refusal of one changes no other.

    The calendar is laid out once for all of them. Each is computed as it is asked for, so that a caller may keep what it
    needs of one before the next.
    """
    return (timetable(network.activities, network.on, today, calendar) for network in networks)
