"""Who acts, as the domain sees it."""

from __future__ import annotations

from services.chassis.work import Work
from services.support.domain.request import Acting


def acting(work: Work) -> Acting:
    """Read the acting person from the work's actor."""
    actor = work.actor
    return Acting(actor.subject, actor.name, actor.unit, actor.roles, actor.division)
