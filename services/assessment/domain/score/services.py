"""第十九条：协调服务: opinions of other bureaus, decisions of dispatch, reports to leaders, promises of interviews."""

from __future__ import annotations

from datetime import date

from services.assessment.domain.fact.model import SERVICES, FactKind
from services.assessment.domain.period import Period
from services.assessment.domain.score.in_plan import out_of_plan
from services.assessment.domain.score.item import ByRecord, Item
from services.assessment.domain.score.steps import Matter, stepped

_SERVICE = Matter(
    kinds=SERVICES,
    closing=FactKind.SERVICE_DONE,
    ended_keeps_late=True,  # an opinion that nobody waits for any more was late all the same when its limit was over
)


def services(facts: ByRecord, period: Period, today: date) -> list[Item]:
    """第十九条：a service is kept when it was given within its limit. Codes: `ServiceKind`."""
    return stepped(_SERVICE, facts, period, today, out_of_plan(facts))
