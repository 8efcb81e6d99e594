"""第二十条、第二十一条：commendations and incidents on record that count in a period."""

from __future__ import annotations

from datetime import date

from services.assessment.domain.fact.model import Conduct, FactKind, Revoked
from services.assessment.domain.period import Period
from services.assessment.domain.scheme.model import Outcome
from services.assessment.domain.score.item import ByRecord, Item


def commendations(facts: ByRecord, period: Period, today: date) -> list[Item]:
    """第二十条：what was commended in the period."""
    return _recorded(facts, FactKind.COMMENDED, period, today)


def incidents(facts: ByRecord, period: Period, today: date) -> list[Item]:
    """第二十一条：what went wrong with quality, safety or in public opinion in the period. Codes: the kind of incident."""
    return _recorded(facts, FactKind.INCIDENT_RECORDED, period, today)


def _recorded(facts: ByRecord, kind: FactKind, period: Period, today: date) -> list[Item]:
    """What happened in the period and stands on record; what was revoked counts no more."""
    revoked = {
        fact.what.fact_id
        for told in facts[FactKind.RECORD_REVOKED].values()
        for fact in told
        if isinstance(fact.what, Revoked)
    }
    last = min(period.last_day, today)
    return [
        Item(fact, Outcome.RECORDED, code=fact.what.kind)
        for told in facts[kind].values()
        for fact in told
        if isinstance(fact.what, Conduct) and fact.id not in revoked and period.first_day <= fact.happened_on <= last
    ]
