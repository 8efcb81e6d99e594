"""Who may see things to do: everyone their own."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules
from services.chassis.graphql.todos import TYPES
from services.schedule.graphql.calendar import CALENDAR_PERMISSIONS
from services.schedule.graphql.notices import NOTICE_PERMISSIONS

PERMISSIONS: Rules = {**dict.fromkeys(TYPES, SIGNED_IN), **CALENDAR_PERMISSIONS, **NOTICE_PERMISSIONS}
