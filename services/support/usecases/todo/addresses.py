"""第八条：addresses under which people subscribe to their limits in support."""

from __future__ import annotations

from services.chassis.calendar_addresses import Addresses
from services.support.store import tables
from services.support.usecases.todo.gather import asking_of, todos_of

KEPT = Addresses(
    service="support",
    name="要素保障待办",
    table=tables.CalendarAddress,
    asking_of=asking_of,
    todos_of=todos_of,
)
