"""第八条：addresses under which people subscribe to their limits in the assessment."""

from __future__ import annotations

from services.assessment.store import tables
from services.assessment.usecases.todo.gather import asking_of, todos_of
from services.chassis.calendar_addresses import Addresses

KEPT = Addresses(
    service="assessment",
    name="考核待办",
    table=tables.CalendarAddress,
    asking_of=asking_of,
    todos_of=todos_of,
)
