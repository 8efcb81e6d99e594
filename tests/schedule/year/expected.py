"""What the service should say of a node on a day, worked out anew from the words of the article (第八条) and not from its code."""

from __future__ import annotations

from datetime import date, timedelta

from services.chassis.calendar import calendar
from tests.schedule.year.district import Planned

SOON = 5  # working days before the limit


def state(node: Planned, today: date) -> str:
    """Name the state of the node."""
    if node.completed:
        assert node.done_on is not None
        return "DONE" if node.done_on <= node.due_on else "DONE_LATE"
    if today > node.due_on:
        return "LATE"
    if node.waits and (node.granted_on is None or node.granted_on > today):
        return "WAITING"
    if today == node.due_on:
        return "DUE_TODAY"
    if workdays(today, node.due_on) <= SOON:
        return "DUE_SOON"
    return "NOT_STARTED" if today < node.start_on else "ON_TIME"


def workdays(after: date, until: date) -> int:
    """Count working days one by one, as far as it matters."""
    days, day = 0, after
    while day < until and days <= SOON:
        day += timedelta(days=1)
        days += calendar().is_workday(day)
    return days
