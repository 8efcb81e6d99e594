"""第八条、第十一条：a plan names a project, gives it other figures, converts it or takes it out."""

from __future__ import annotations

from services.chassis.work import Work
from services.schedule.domain.listing import Told
from services.schedule.store import listings as kept
from services.schedule.usecases.plan.settle import settle


async def take_over(work: Work, told: Told) -> None:
    """Keep what was told, and let the project's schedule be what follows from all that was. Said twice it changes nothing."""
    if await kept.keep(work.session, told):
        await settle(work, told.project_id, told)
