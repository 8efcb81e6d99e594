"""Change a saved view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.reading import Reading
from services.reserve.domain.seeking import views as rules
from services.reserve.domain.seeking.views import Sharing, ViewList
from services.reserve.store import views


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """The whole view as it is to be; its list and its owner stay."""

    view_id: UUID
    expected_version: int
    name: str
    sharing: Sharing
    is_default: bool
    settings: Mapping[ViewList, Mapping[str, Any]]


async def change(work: Work, command: ChangeView) -> UUID | Refusal:
    """Change a view of the actor's own."""
    row = await views.lock(work, command.view_id)
    if row is None:
        return Refusal.of(rules.UNKNOWN)
    before, reading = views.state_of(row), Reading()
    settings, reading.breaches = rules.settings_of(before.of_list, command.settings)
    reading.found(stale(row.version, command.expected_version))
    wanted = replace(
        before,
        name=command.name,
        sharing=command.sharing,
        is_default=command.is_default,
        settings=settings,
    )
    others = await views.others(work, before)
    decision = reading.judged(rules.change(before, wanted, views.person(work), others))
    if isinstance(decision, Refusal):
        return decision
    return await views.keep(work, row, decision.state, "changeView")
