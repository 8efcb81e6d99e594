"""第十九条：交办问题整改销号: what of the issues of the ledger counts in a period."""

from __future__ import annotations

from datetime import date

from services.assessment.domain.fact.model import ISSUES, FactKind
from services.assessment.domain.period import Period
from services.assessment.domain.score.in_plan import out_of_plan
from services.assessment.domain.score.item import ByRecord, Item
from services.assessment.domain.score.steps import Matter, stepped

_ISSUE = Matter(
    kinds=ISSUES,
    closing=FactKind.ISSUE_CLOSED,
    ended_keeps_late=False,  # withdrawn or merged: it was no issue, or another stands for it
)


def issues(facts: ByRecord, period: Period, today: date) -> list[Item]:
    """第十条、第十九条：an issue is kept when the responsible unit reported it within its limit and the report stands.

    How long others take to verify is not held against the unit. A report that is returned counts no more, and the limit is
    the one it was; a closed issue that is opened again has a new limit. Codes: the issue's severity.
    """
    return stepped(_ISSUE, facts, period, today, out_of_plan(facts))
