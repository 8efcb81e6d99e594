"""第八条：addresses under which people subscribe to their limits in the schedule."""

from __future__ import annotations

from services.chassis.calendar_addresses import Addresses
from services.schedule.store import tables
from services.schedule.usecases.todo.gather import asking_of, todos_of

KEPT = Addresses(
    service="schedule", name="重点项目待办", table=tables.CalendarAddress, asking_of=asking_of, todos_of=todos_of
)
