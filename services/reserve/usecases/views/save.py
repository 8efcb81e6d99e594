"""Keep what a list is set to show under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.reading import Reading
from services.reserve.domain.seeking import views as rules
from services.reserve.domain.seeking.views import SavedView, Sharing, ViewList
from services.reserve.store import views


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveView:
    """Which list, its settings, under what name, for whom."""

    of_list: ViewList
    name: str
    sharing: Sharing
    is_default: bool
    settings: Mapping[ViewList, Mapping[str, Any]]


async def save(work: Work, command: SaveView) -> UUID | Refusal:
    """Save a view of the actor's own."""
    await views.take_turns(work)
    person, reading = views.person(work), Reading()
    settings, reading.breaches = rules.settings_of(command.of_list, command.settings)
    view = SavedView(
        id=work.new_id(),
        division=work.actor.division,
        version=1,
        owner=person.subject,
        of_list=command.of_list,
        name=command.name,
        sharing=command.sharing,
        unit=None,
        is_default=command.is_default,
        settings=settings,
    )
    decision = reading.judged(rules.save(view, person, await views.others(work, view)))
    if isinstance(decision, Refusal):
        return decision
    return await views.keep(work, None, decision.state, "saveView")
