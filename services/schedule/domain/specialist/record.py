"""第九条：who is a project's contact person, from which day to which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class SpecialistState(StrEnum):
    """How an appointment stands on a day."""

    PLANNED = "PLANNED"  # 已确定，尚未到任
    IN_FORCE = "IN_FORCE"  # 现任
    ENDED = "ENDED"  # 已交接
    CANCELLED = "CANCELLED"  # 到任前已撤销


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person: the subject of the identity provider, a name, a phone and the unit that the person belongs to."""

    subject: str
    name: str
    phone: str
    unit_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Specialist:
    """An appointment. `to_on` is its last day; None while nobody is named to follow."""

    id: UUID
    project_id: UUID
    division: str
    contact: Contact
    from_on: date
    to_on: date | None = None
    replaces: UUID | None = None
    reason: str | None = None
    open_points: str | None = None
    version: int = 1
    cancelled: bool = False

    def on(self, day: date) -> bool:
        """Whether the person is the contact person on the day."""
        return not self.cancelled and self.from_on <= day and (self.to_on is None or day <= self.to_on)


def state(from_on: date, to_on: date | None, *, cancelled: bool, today: date) -> SpecialistState:
    """Say how an appointment stands today."""
    if cancelled:
        return SpecialistState.CANCELLED
    if today < from_on:
        return SpecialistState.PLANNED
    return SpecialistState.IN_FORCE if to_on is None or today <= to_on else SpecialistState.ENDED
