"""Who may see things to do: everyone their own."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules
from services.chassis.graphql.todos import TYPES

PERMISSIONS: Rules = dict.fromkeys(TYPES, SIGNED_IN)
