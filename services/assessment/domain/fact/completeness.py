"""第十九条：whether all is here that the other services have told of up to the end of a period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from services.assessment.domain.period import Period

SERVICES = {"reserve": "项目储备", "schedule": "建设调度", "support": "服务保障"}


@dataclass(frozen=True, slots=True)
class OfType:
    """Events of one type about a division, of those that the service has told the number of.

    told: how many it put out. applied: how many were heard. parked: could not be applied, an operator looks at them.
    set_aside: an operator gave them up, with the reason on record.
    """

    type: str
    told: int
    applied: int
    parked: int
    set_aside: int

    @property
    def missing(self) -> int:
        """How many are still under way, or lost."""
        return max(0, self.told - self.applied - self.parked - self.set_aside)


@dataclass(frozen=True, slots=True)
class OfService:
    """What is known of one service; through and told_on None: it has never told how many events there are."""

    service: str
    through: datetime | None
    told_on: date | None
    types: tuple[OfType, ...]

    def covers(self, period: Period) -> bool:
        """Whether what it told of reaches beyond the period's last day."""
        return self.told_on is not None and self.told_on > period.last_day

    @property
    def missing(self) -> int:
        """How many events are missing."""
        return sum(of.missing for of in self.types)

    @property
    def parked(self) -> int:
        """How many events could not be applied so far."""
        return sum(of.parked for of in self.types)


@dataclass(frozen=True, slots=True)
class Gap:
    """What is not complete of one service, in words."""

    service: str
    words: str


def gaps(services: Iterable[OfService], period: Period) -> tuple[Gap, ...]:
    """第十九条：what is missing for a period to be complete; empty when nothing is."""
    found = []
    for of in services:
        said = []
        if not of.covers(period):
            upto = "从未清点" if of.told_on is None else f"只清点到{of.told_on}"
            said.append(f"{upto}，未到{period}期末之后")
        if of.missing:
            said.append(f"{of.missing}项事件未到")
        if of.parked:
            said.append(f"{of.parked}项事件未能处理")
        if said:
            found.append(Gap(of.service, f"{SERVICES.get(of.service, of.service)}：{'，'.join(said)}"))
    return tuple(found)
