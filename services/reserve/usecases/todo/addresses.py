"""第八条：addresses under which people subscribe to their limits in the reserve."""

from __future__ import annotations

from services.chassis.calendar_addresses import Addresses
from services.reserve.store import tables
from services.reserve.store.membership import as_member
from services.reserve.usecases.todo.gather import asking_of, todos_of

KEPT = Addresses(
    service="reserve",
    name="储备与计划待办",
    table=tables.CalendarAddress,
    asking_of=asking_of,
    todos_of=todos_of,
    narrow=as_member,
)
