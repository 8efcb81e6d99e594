"""What an award brings to whom (A20)."""

from __future__ import annotations

from datetime import date

from services.assessment.domain.award import rulebook
from services.assessment.domain.award.model import Level, Recipient
from services.assessment.domain.award.rulebook import Effect
from services.law.parties import UnitCategory


def effects_of(
    level: Level, recipient: Recipient, group: UnitCategory, day: date, *, outstanding: bool
) -> tuple[Effect, ...]:
    """第二十条：the effects differ by group, by level, and for persons by whether their contribution was outstanding."""
    return tuple(
        effect
        for effect in rulebook.EFFECTS.on(day)
        if effect.recipient is recipient
        and group in effect.groups
        and level in effect.levels
        and (outstanding or not effect.outstanding)
    )
