"""A project of the demo: all elements of A4, and how far the demo takes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

PLAN_YEAR = 2027
QUARTER = 1  # the one that the demo ends with
STEP = Decimal(100)  # invented amounts are whole millions of yuan
Funds = tuple[tuple[str, Decimal], ...]
_LIBRARIES = ("FIVE_YEAR", "THREE_YEAR", "ONE_YEAR", "CONSTRUCTION")


class Stage(StrEnum):
    """How far the demo takes a project."""

    REGISTERED = "REGISTERED"  # in no library yet
    FIVE_YEAR = "FIVE_YEAR"
    THREE_YEAR = "THREE_YEAR"
    PRELIMINARY = "PRELIMINARY"  # in the three-year library, and in the plan as 前期
    ONE_YEAR = "ONE_YEAR"
    NEW_START = "NEW_START"  # in the one-year library, and in the plan as 新开工
    CONTINUING = "CONTINUING"  # under construction, and in the plan as 续建
    COMPLETED = "COMPLETED"  # built before the plan's year

    @property
    def planned(self) -> bool:
        """Whether the plan lists it."""
        return self in {Stage.PRELIMINARY, Stage.NEW_START, Stage.CONTINUING}

    @property
    def construction(self) -> bool:
        """Whether the plan lists it as a construction project, which has an annual task."""
        return self in {Stage.NEW_START, Stage.CONTINUING}

    @property
    def built(self) -> bool:
        """Whether it was begun before the plan's year."""
        return self in {Stage.CONTINUING, Stage.COMPLETED}

    @property
    def libraries(self) -> tuple[str, ...]:
        """The libraries that it goes through, in order."""
        if self.built:
            return _LIBRARIES
        steps = {Stage.REGISTERED: 0, Stage.FIVE_YEAR: 1, Stage.THREE_YEAR: 2, Stage.PRELIMINARY: 2}
        return _LIBRARIES[: steps.get(self, 3)]


@dataclass(frozen=True, kw_only=True)
class DemoProject:
    """One project; units by their keys, money in 万元."""

    key: str
    name: str
    owner: str
    town: str
    authority: str
    category: str
    level: str
    industry_code: str
    government: bool
    route: str
    stage: Stage
    total: Decimal
    annual: Decimal
    funds: Funds
    start: date
    finish: date
    function: str
    scale: str
    content: str
    construction_mode: str
    fund_use: str
    benefit: str
    longitude: Decimal
    latitude: Decimal
    project_code: str | None = None
    in_sheet: bool = False


def whole(amount: Decimal) -> Decimal:
    """Round to whole millions of yuan."""
    return (amount / STEP).to_integral_value() * STEP


def funds_of(total: Decimal, share: float, *, government: bool) -> Funds:
    """Part the investment by its sources; their sum is the investment to the yuan."""
    first = whole(total * Decimal(round(25 + 30 * share)) / 100)
    if not government:
        parts = [("企业自筹", first), ("银行贷款", total - first)]
    else:
        bonds = whole(total * Decimal("0.4"))
        parts = [("财政预算资金", first), ("地方政府专项债券", bonds), ("银行贷款", total - first - bonds)]
    return tuple(part for part in parts if part[1] > 0)
