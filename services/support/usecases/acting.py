"""Who acts, as the domain sees it."""

from __future__ import annotations

from dataclasses import replace

from services.chassis.work import Work
from services.support.domain.request import Acting
from services.support.store import copies


def acting(work: Work) -> Acting:
    """Read the acting person from the work's actor."""
    actor = work.actor
    return Acting(actor.subject, actor.name, actor.unit, actor.roles, actor.division)


async def acting_for_former(work: Work) -> Acting:
    """Read the acting person with the units that were merged into theirs, for what is decided already (第四条)."""
    unit = work.actor.unit
    former = await copies.former_units(work.session, unit) if unit is not None else frozenset()
    return replace(acting(work), former=former)
