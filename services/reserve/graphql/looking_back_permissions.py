"""Who may look back at what was done to many at once: the authorities, whose papers they are."""

from __future__ import annotations

from services.chassis.graphql import SIGNED_IN, Rules

RULES: Rules = {
    "Query.conversions": SIGNED_IN,  # rows are the authorities'; others see none
    "Query.reminderRounds": SIGNED_IN,
}
