"""Who may see things to do, notices and addresses of calendars: everyone their own."""

from __future__ import annotations

from services.assessment.graphql.notices import RULES
from services.chassis.graphql import SIGNED_IN, Rules
from services.chassis.graphql.todos import TYPES

PERMISSIONS: Rules = {**dict.fromkeys(TYPES, SIGNED_IN), **RULES}
