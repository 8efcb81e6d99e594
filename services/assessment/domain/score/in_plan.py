"""第十一条：when the annual plan did not have a project; what fell due then counts for nobody (A19)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from services.assessment.domain.fact.model import STANDING, Fact, FactKind, Stands
from services.assessment.domain.score.item import ByRecord

OutOn = Callable[[UUID, date], bool]
_NEVER = date.max


def out_of_plan(facts: ByRecord) -> OutOn:
    """Tell whether the plan had given a project up on a day: from the day of its removal until it was taken in again.

    The day of the removal's document decides, not the day on which this service heard of it.
    """
    spans: dict[UUID, list[tuple[date, date]]] = {}
    told: dict[UUID, list[Fact]] = {}
    for kind in sorted(STANDING):
        for project, found in facts[kind].items():
            told.setdefault(project, []).extend(found)
    for project, found in told.items():
        spans[project] = list(_spans(sorted(found, key=_age)))
    return lambda project, day: project in spans and any(since <= day < until for since, until in spans[project])


def _spans(told: Iterable[Fact]) -> Iterable[tuple[date, date]]:
    """From each end to the next going on; an end that is told again replaces the one before."""
    since: date | None = None
    for fact in told:
        if fact.kind is FactKind.SCHEDULE_ENDED:
            since = fact.happened_on
        elif since is not None:
            yield (since, fact.happened_on)
            since = None
    if since is not None:
        yield (since, _NEVER)


def _age(fact: Fact) -> tuple[int, object]:
    assert isinstance(fact.what, Stands)
    return (fact.what.version, fact.age)
