"""Addresses of calendars in the API (第八条): made, listed, renewed and revoked by whose they are."""

from __future__ import annotations

import strawberry

from services.chassis.graphql.calendar_addresses import address_fields
from services.schedule.usecases.todo.addresses import KEPT

_FIELDS = address_fields(KEPT, "")
CALENDAR_PERMISSIONS = _FIELDS.rules


@strawberry.type
class CalendarQuery:
    calendar_addresses = _FIELDS.addresses


@strawberry.type
class CalendarMutation:
    create_calendar_address = _FIELDS.create
    renew_calendar_address = _FIELDS.renew
    revoke_calendar_address = _FIELDS.revoke
