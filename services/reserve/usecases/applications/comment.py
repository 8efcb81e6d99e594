"""第三条（二）: guide the owner in completing an application."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.applications import guidance as rules
from services.reserve.domain.applications.guidance import Guiding
from services.reserve.store import applications, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideApplication:
    """Which application, and what is said. It changes nothing of it, so no version is asked for."""

    application_id: UUID
    text: str


async def guide_application(work: Work, command: GuideApplication) -> UUID | Refusal:
    """Comment on an application."""
    loaded = await applications.lock(work, command.application_id)
    if loaded is None:
        return Refusal.of(applications.UNKNOWN)
    decision = rules.comment(loaded.state, command.text, loaded.project.elements, await _guiding(work, loaded.row))
    if isinstance(decision, Refusal):
        return decision
    party, text = decision.state
    work.session.add(
        tables.ApplicationComment(
            id=work.new_id(),
            division=loaded.row.division,
            application_id=loaded.row.id,
            at=work.now,
            party=party,
            unit_id=work.actor.unit,
            actor_name=work.actor.name,
            text=text,
        )
    )
    await work.audit("guideApplication", f"application/{loaded.row.id}", None, {"party": party, "text": text})
    return loaded.row.id


async def _guiding(work: Work, row: tables.Application) -> Guiding:
    unit = work.actor.unit
    known = None if unit is None else await work.session.get(tables.Organization, unit)
    return Guiding(
        roles=work.actor.roles,
        unit=unit,
        category=known.category if known else None,
        planned=unit is not None and unit == row.registered_by_unit,
    )
