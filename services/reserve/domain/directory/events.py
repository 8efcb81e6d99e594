"""What happened in the directory beside the entries of units themselves. Translated in messaging/directory.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.law.parties import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationMerged:
    """A unit turned out to be another one, which stands for it from now on."""

    organization_id: UUID
    merged_into: UUID
    version: int
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAdded:
    """A person acts for a unit. The phone number stays where it is kept."""

    member_id: UUID
    organization_id: UUID
    person: str
    name: str
    roles: tuple[Role, ...]
    from_on: date
    until_on: date | None
    version: int
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChanged(MemberAdded):
    """A membership was changed; the whole of it as it is now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberEnded(MemberAdded):
    """A membership was given its last day."""
