"""Sends signed requests to another system, and says how a try ended in the words of callbacks."""

from __future__ import annotations

from services.chassis.posting import Sent, send
from services.reserve.domain.exchange.terms import TryOutcome

__all__ = ["Sent", "outcome_of", "send"]


def outcome_of(sent: Sent) -> TryOutcome:
    """Say how a try ended."""
    return TryOutcome(sent.outcome.value)
