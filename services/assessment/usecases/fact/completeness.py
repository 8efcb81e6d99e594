"""第十九条：whether all is here that the other services have told of, before a period is announced or published."""

from __future__ import annotations

from services.assessment.domain.fact import completeness as rules
from services.assessment.domain.fact.completeness import Gap
from services.assessment.domain.period import Period
from services.assessment.store import completeness
from services.chassis.work import Work


async def gaps(work: Work, period: Period) -> tuple[Gap, ...]:
    """Say what is missing for a period of the actor's division; empty when it is complete."""
    return rules.gaps(await completeness.of_division(work.session, work.actor), period)
