"""What has happened on the war map, as the domain says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsidePlanAdded:
    """第八条：a project that no plan has was added to the war map; its schedule runs. `version` counts additions' changes."""

    project_id: UUID
    addition_id: UUID
    added_on: date
    reason: str
    responsible_unit_id: UUID
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsidePlanEnded:
    """第八条：the project is on the map outside the plan no more: a plan has taken it up, or it was removed."""

    project_id: UUID
    addition_id: UUID
    ended_on: date
    taken_up: bool
    reason: str | None
    responsible_unit_id: UUID
    division: str
